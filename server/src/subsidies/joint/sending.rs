//! Sending several applications: each is received by itself, in the order of the offices' numbers, so that one that
//! cannot be received keeps no other back.

use super::Joint;
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    kill,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        check::{Refused, receive},
        filler::Fills as _,
        own::Own,
    },
};
use app::{
    messages::subsidies::{answer_label, expense_told, task_title},
    paths,
    subsidies::{JointCheckPage, JointCheckView, JointPart},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::{ApplicationId, ProgrammeId},
    money::Yen,
    subsidies::{AnswerField, NewApplication, Stage, Task},
};
use leptos::prelude::*;
use store::Scope;

const TITLE: &str = "内容を確かめてまとめて申請する";

/// Everything that would be sent, once more.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let joint = Joint::load(&tx, applicant, id, false).await?;
    if joint.drafts.is_empty() {
        return joint.over();
    }
    let today = app.clock.today();
    let (mut ready, mut behind, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    for own in &joint.drafts {
        match own.judged(today).complete() {
            Ok(application) => {
                asked.push(application.expense.asked);
                let (id, office) = (own.application.id, own.office_line());
                ready.push(JointPart { id, office, rows: lines(own, &application) });
            }
            Err(_) => behind.push(own.office_line()),
        }
    }
    if ready.is_empty() {
        return Ok(see_other(&paths::joint(&slug, id)));
    }
    let total = Yen::total(asked).ok_or(Error::Internal("a sum of money"))?;
    let check = JointCheckView { slug, programme: id, title: joint.rules.title, ready, total, behind };
    Ok(page.ok(TITLE, move || view! { <JointCheckPage check/> }))
}

/// Receives whatever is complete, one after the other; what cannot be received stays a draft, and the page of all says why.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let joint = Joint::load(&tx, applicant.clone(), id, false).await?;
    if joint.drafts.is_empty() && joint.received.is_empty() {
        return joint.over();
    }
    let drafts: Vec<ApplicationId> = joint.drafts.iter().map(|own| own.application.id).collect();
    drop(tx);
    let filler = applicant.filler();
    for draft in drafts {
        // A form that is sent twice finds no draft the second time: each has a transaction, and none a form's key.
        let tx = app.store.write(&Scope::tenant(filler.tenant.id, filler.id())).await?;
        let own = Own::find_to_change(&tx, &filler, draft).await?;
        let complete = own.judged(app.clock.today()).complete();
        let (Stage::Draft, Ok(application)) = (&own.application.stage, complete) else { continue };
        match receive(&app, &tx, &filler, &own, &application).await {
            Ok(_) => tx.commit().await?,
            Err(Refused::Store(error)) => return Err(error),
            Err(Refused::Because(why, _)) => {
                tracing::info!(application = %draft, why, "one of several applications was not received");
            }
        }
        kill::point("joint.received-one");
    }
    Ok(see_other(&format!("{}?done=sent", paths::joint(&slug, id))))
}

/// What an application says, in a few lines.
fn lines(own: &Own, application: &NewApplication) -> Vec<(String, String)> {
    let files: Vec<&str> = own.files.iter().map(|file| file.name.as_str()).collect();
    let difference = application.office.difference.as_deref();
    let cost = expense_told(&application.expense, &own.version.rules);
    let before = [
        (answer_label(AnswerField::Corporation), application.contact.corporation.clone()),
        (answer_label(AnswerField::ContactName), application.contact.contact_name.clone()),
    ];
    let after = [
        (task_title(Task::Documents), files.join("、")),
        (task_title(Task::Office), difference.map_or_else(|| "台帳のとおり".to_owned(), str::to_owned)),
        ("申請する補助額", application.expense.asked.to_string()),
    ];
    let named = |(label, value): (&str, String)| (label.to_owned(), value);
    before
        .map(named)
        .into_iter()
        .chain(cost.into_iter().map(|(_, label, value)| (label, value)))
        .chain(after.map(named))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}
