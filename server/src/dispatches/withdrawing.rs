//! The federation takes a request for a speaker back.

use super::{about, found, found_to_change, fresh, letters, showing, told};
use crate::{
    actor::{DispatchReader, FederationClerk},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    dispatches::WithdrawalPage,
    messages::{dispatches::wrong_stage, subsidies::reason_error},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{ids::DispatchId, subsidies::Reason};
use elements::FormState;
use leptos::prelude::*;
use store::{
    demos::{dispatching, sessions},
    dispatches::{self, ActError, Dispatch},
};

const TITLE: &str = "講師派遣の依頼の取下げ";

/// Asks why.
pub async fn show(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DispatchId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let dispatch = found(&tx, id).await?;
    if !dispatch.stage.name().is_live() {
        return Ok(see_other(&paths::dispatch(&slug, id)));
    }
    Ok(render(&page, slug, &dispatch, FormState::empty()))
}

/// Takes it back; the others are told.
pub async fn create(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DispatchId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let dispatch = found_to_change(&tx, id).await?;
    fresh(&tx, &typed, &slug, &dispatch).await?;
    let reason = match Reason::parse(typed.get("reason")) {
        Ok(reason) => reason,
        Err(error) => {
            let rejected =
                FormState::rejected(typed, vec![("reason", reason_error("取り下げる理由", error))]);
            return Ok(render(&page, slug, &dispatch, rejected));
        }
    };
    let now = app.clock.now();
    match dispatches::withdraw(&tx, &dispatch, reason.clone(), now).await {
        Ok(withdrawn) => {
            if let Some(session) = sessions::find_to_change(&tx, withdrawn.session).await? {
                dispatching::settled(&tx, &session, now).await?;
            }
            letters::withdrawn(&app, &tx, &officer.tenant, &withdrawn, &reason).await?;
            tx.commit().await?;
            Ok(told(&slug, id, "withdrawn"))
        }
        Err(ActError::Stage(why)) => {
            drop(tx);
            showing::refused(&page, &app, &DispatchReader(officer.0), id, wrong_stage(why)).await
        }
        Err(ActError::Store(error)) => Err(error.into()),
        Err(ActError::NotFree | ActError::NotWaiting(_)) => Err(Error::Internal("taking back takes nobody")),
    }
}

fn render(page: &Page, slug: String, dispatch: &Dispatch, form: FormState) -> Response {
    let rejected = form.has_errors();
    let (id, version, about) = (dispatch.id, dispatch.version, about(dispatch));
    let view = move || view! { <WithdrawalPage slug id version about form/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
