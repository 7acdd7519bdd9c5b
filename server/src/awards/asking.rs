//! 変更・中止の申請, before the report.

use super::{
    opening::{Opened, to_change, to_read},
    sentence,
    status::Mine,
};
use crate::{
    app::App,
    error::Error,
    page::Page,
    posted::Posted,
    subsidies::{
        filler::{Filler, Fills},
        review::told,
    },
};
use app::{awards::ChangePage, mails::awards as texts, messages::awards::problems};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    awards::{RequestForm, StageName},
    ids::ApplicationId,
    subsidies::Form,
};
use elements::FormState;
use leptos::prelude::*;
use store::awards::requests;

/// The form.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let Opened { filler, mine, .. } = to_read(actor.filler(), &app, id, is_open).await?;
    Ok(render(&page, &filler, &mine, FormState::empty()))
}

/// Asks.
pub async fn create<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let Opened { filler, tx, mine } = to_change(actor.filler(), &app, id, is_open).await?;
    let form = match RequestForm::parse(&typed, mine.award.money.granted) {
        Ok(form) => form,
        Err(errors) => {
            return Ok(render(&page, &filler, &mine, FormState::rejected(typed, problems(&errors))));
        }
    };
    let (request, now) = (app.clock.id::<uuid::Uuid>(), app.clock.now());
    if let Err(error) = requests::ask(&tx, &mine.award, request, &form, filler.id(), now).await {
        let form = FormState::rejected(typed, vec![("", sentence(error)?)]);
        return Ok(render(&page, &filler, &mine, form));
    }
    mine.tell(&app, &tx, &filler, texts::asked).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(told(&mine.page(&filler), "asked"))
}

/// Whether a change can be asked for now.
fn is_open(mine: &Mine) -> bool {
    mine.award.stage.name() == StageName::AwaitingReport
}

fn render(page: &Page, filler: &Filler, mine: &Mine, form: FormState) -> Response {
    let (about, rejected, granted) =
        (mine.about(filler, Form::Change), form.has_errors(), mine.award.money.granted);
    let view = move || view! { <ChangePage about granted form/> };
    let title = "変更・中止の申請";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
