//! How people are let in, set by either house.

use super::{Last, differing, found_own, found_to_change, last, told, views};
use crate::{
    actor::PartnerClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{demos::AdmissionPage, errors::Conflict, messages::demos::admission_errors, paths};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    demos::{Admission, AdmissionField as Field, Happening, Prompt},
    form::Typed,
    ids::DemoId,
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use store::demos::{admissions, sessions::Session};

/// As it is set.
pub async fn show(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found_own(&tx, id).await?;
    if session.stage.public().is_none() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    let (admission, version) = admissions::find(&tx, &session).await?;
    Ok(render(&page, slug, &session, version, FormState::filled(filled(&admission))))
}

fn filled(admission: &Admission) -> Typed {
    let typed = Typed::default()
        .with(&Field::Kind.name(), admission.kind.code())
        .with(&Field::Until.name(), admission.until.map(format_date).unwrap_or_default())
        .with(&Field::Each.name(), admission.each.map(|each| each.get().to_string()).unwrap_or_default())
        .with(&Field::Note.name(), &*admission.note);
    let typed = Prompt::fill(&admission.prompts, typed);
    if admission.public { typed.with("public", "yes") } else { typed }
}

/// Sets it.
pub async fn update(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    let Some(held) = session.stage.public() else {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    };
    let version = typed.version();
    let admission = match Admission::parse(&typed, held.slot.date) {
        Ok(admission) => admission,
        Err(problems) => {
            let rejected = FormState::rejected(typed, admission_errors(&problems));
            return Ok(render(&page, slug, &session, version, rejected));
        }
    };
    match admissions::save(&tx, &session, &admission, version, app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(told(&slug, id, "admission"))
        }
        Err(store::Error::Stale) => {
            let set = last(&tx, &session, |happening, _| happening == Happening::AdmissionSet).await?;
            let (who, when) = Last::words(set, &session);
            let (now, _) = admissions::find(&tx, &session).await?;
            Err(Error::Conflict(Box::new(Conflict {
                what: format!("{}の参加の受付", session.name),
                who,
                when,
                did: "参加の受付を変えました".to_owned(),
                differences: differing::admission(&now, &admission),
                latest: paths::demo_admission(&slug, id),
            })))
        }
        Err(error) => Err(error.into()),
    }
}

fn render(page: &Page, slug: String, session: &Session, version: i32, form: FormState) -> Response {
    let rejected = form.has_errors();
    let (id, about) = (session.id, views::about(session));
    let view = move || view! { <AdmissionPage slug id about version form/> };
    let title = "参加の受付を決める";
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
