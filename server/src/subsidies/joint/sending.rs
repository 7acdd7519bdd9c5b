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
        check::{Refused, hand_in},
        confirmation::{self, Confirming},
        filler::{Filler, Fills as _},
        own::Own,
        receipts::Receipts,
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
    let mut check = JointCheckView {
        slug,
        programme: id,
        title: joint.rules.title.clone(),
        ready: Vec::new(),
        total: Yen::ZERO,
        behind: Vec::new(),
        asks: 0,
        waiting: Vec::new(),
        seen: Vec::new(),
    };
    let mut asked = Vec::new();
    for own in &joint.drafts {
        let Ok(application) = own.judged(today).complete() else {
            check.behind.push(own.office_line());
            continue;
        };
        let confirming = Confirming::of(&tx, &joint.filler, own).await?;
        if confirming.standing.asks() && confirming.can_ask(joint.filler.id()) {
            check.asks += 1;
        } else if !confirming.standing.hands_in() {
            check.waiting.push(own.office_line());
            continue;
        }
        check.seen.push(seen(own, &confirming));
        asked.push(application.expense.asked);
        let (id, office) = (own.application.id, own.office_line());
        check.ready.push(JointPart { id, office, rows: lines(own, &application) });
    }
    if check.ready.is_empty() {
        return Ok(see_other(&paths::joint(&check.slug, id)));
    }
    check.total = Yen::total(asked).ok_or(Error::Internal("a sum of money"))?;
    Ok(page.ok(TITLE, move || view! { <JointCheckPage check/> }))
}

/// What somebody who confirms has seen of one application.
fn seen(own: &Own, confirming: &Confirming) -> String {
    format!("{}:{}", own.application.id, confirming.seen())
}

/// Receives whatever is complete, one after the other; what cannot be received stays a draft, and the page of all says why.
/// What a colleague has to look at first is asked about.
pub async fn create(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.read(&applicant.scope()).await?;
    let joint = Joint::load(&tx, applicant.clone(), id, false).await?;
    if joint.drafts.is_empty() && joint.received.is_empty() {
        return joint.over();
    }
    let drafts: Vec<ApplicationId> = joint.drafts.iter().map(|own| own.application.id).collect();
    drop(tx);
    let filler = applicant.filler();
    let mut receipts = if drafts.len() > 1 { Receipts::of_several() } else { Receipts::default() };
    let mut to_ask = Vec::new();
    for draft in drafts {
        // A form that is sent twice finds no draft the second time: each has a transaction, and none a form's key.
        let tx = app.store.write(&Scope::tenant(filler.tenant.id, filler.id())).await?;
        let own = Own::find_to_change(&tx, &filler, draft).await?;
        let complete = own.judged(app.clock.today()).complete();
        let (Stage::Draft, Ok(application)) = (&own.application.stage, complete) else { continue };
        let confirming = Confirming::of(&tx, &filler, &own).await?;
        let confirms = confirming.confirms();
        if confirming.standing.asks() {
            to_ask.push(draft);
        }
        let unseen = || !typed.all("seen").any(|one| one == seen(&own, &confirming));
        if !confirming.standing.hands_in() || (confirms && unseen()) {
            continue;
        }
        match hand_in(&app, &tx, &filler, &own, &application, &confirming, &mut receipts).await {
            Ok(_) => tx.commit().await?,
            Err(Refused::Store(error)) => return Err(error),
            Err(Refused::Because(why, _)) => {
                tracing::info!(application = %draft, why, "one of several applications was not received");
                drop(tx);
                if confirms {
                    confirmation::agree_alone(&app, &filler, draft, confirming.seen()).await?;
                }
            }
        }
        kill::point("joint.received-one");
    }
    let page = paths::joint(&slug, id);
    ask(&app, &filler, (id, to_ask.as_slice()), &page).await?;
    Ok(see_other(&format!("{page}?done=sent")))
}

/// Asks about all of them at once.
async fn ask(
    app: &App,
    filler: &Filler,
    (programme, drafts): (ProgrammeId, &[ApplicationId]),
    page: &str,
) -> Result<(), Error> {
    if drafts.is_empty() {
        return Ok(());
    }
    let wait = confirmation::mails_wait(app, filler, programme.uuid()).await?;
    let tx = app.store.write(&Scope::tenant(filler.tenant.id, filler.id())).await?;
    let mut several = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let own = Own::find_to_change(&tx, filler, *draft).await?;
        let confirming = Confirming::of(&tx, filler, &own).await?;
        if confirming.standing.asks() && confirming.can_ask(filler.id()) {
            several.push(confirming);
        }
    }
    let several: Vec<_> = several.iter().collect();
    confirmation::ask_about(app, &tx, filler, &several, page, wait.is_none()).await?;
    Ok(tx.commit().await?)
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
