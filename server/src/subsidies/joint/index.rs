//! The page of all: what is shared, what each office still needs, what was received.

use super::Joint;
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::Page,
    subsidies::{
        applications::{expected_by, help},
        confirmation::Confirming,
        own::Own,
    },
};
use app::{
    messages::subsidies::{not_receiving, waiting_words},
    subsidies::{JointDraft, JointLine, JointPage, JointSent, JointView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    ids::ProgrammeId,
    money::Yen,
    subsidies::{Exhaustion, NotReceiving, StageName, Standing, Task, TaskStatus},
    working_days::WorkingCalendar,
};
use leptos::prelude::*;
use serde::Deserialize;
use std::time::Duration;
use store::{
    Tx,
    subsidies::{applications::Application, waiting},
    tenants,
};

/// How long the page waits for files that are being examined.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often it looks.
const PAUSE: Duration = Duration::from_millis(200);
/// How long after its receipt an application is told of as received just now. A form that was sent twice finds nothing to
/// receive the second time, so the page cannot go by what the last sending did.
const JUST_NOW: TimeDelta = TimeDelta::minutes(10);

/// What was just done, told once after a redirect.
#[derive(Debug, Deserialize)]
pub struct Done {
    done: Option<String>,
}

/// The page.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let scope = applicant.scope();
    let joint = examined(&app, applicant, id).await?;
    let (now, today) = (app.clock.now(), app.clock.today());
    let taken = |office| {
        joint.drafts.iter().any(|own| own.office.id == office)
            || joint.received.iter().any(|(_, own)| own.id == office)
    };
    let free = joint.offices.iter().filter(|one| one.why_not.is_none() && !taken(one.id)).count();
    let mut drafts = drafts(&joint, now, today);
    let tx = app.store.read(&scope).await?;
    for (draft, own) in drafts.iter_mut().zip(&joint.drafts).filter(|(draft, _)| draft.asked.is_some()) {
        let standing = Confirming::of(&tx, &joint.filler, own).await?.standing;
        draft.confirming = told(standing);
        draft.waits = matches!(standing, Standing::Waiting { .. });
    }
    let sent = if done.as_deref() == Some("sent") { Some(sent(&tx, &joint, now).await?) } else { None };
    let received: Vec<JointLine> = joint
        .received
        .iter()
        .filter_map(|(application, office)| {
            Some(JointLine {
                id: application.id,
                office: format!("{}（{}）", office.name, office.number),
                receipt: application.receipt?,
                asked: application.amount,
                waits: application.stage.name() == StageName::Waiting,
            })
        })
        .collect();
    let view = JointView {
        slug,
        programme: id,
        title: joint.rules.title.clone(),
        drafts,
        total: Yen::total(received.iter().map(|line| line.asked)).ok_or(Error::Internal("a sum of money"))?,
        received,
        blocked: joint
            .offices
            .iter()
            .filter(|one| one.why_not.is_some() && !taken(one.id))
            .cloned()
            .collect(),
        free,
        checking: joint.is_checking(),
        sent,
        help: joint.drafts.first().map(|own| help(&app, &joint.filler, own)),
    };
    Ok(page.ok("まとめて申請する", move || view! { <JointPage joint=view/> }))
}

/// What was received just now, and what comes next for it.
async fn sent(tx: &Tx, joint: &Joint, now: DateTime<Utc>) -> Result<JointSent, Error> {
    let just = |application: &&Application| application.submitted_at.is_some_and(|at| now - at < JUST_NOW);
    let received: Vec<&Application> =
        joint.received.iter().map(|(application, _)| application).filter(just).collect();
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let waits = |application: &Application| application.stage.name() == StageName::Waiting;
    let expected = received
        .iter()
        .filter(|application| !waits(application))
        .filter_map(|application| expected_by(application, joint.rules.standard_days, &calendar))
        .max();
    let waiting = match received.iter().find(|application| waits(application)) {
        Some(first) => {
            Some(waiting_words(joint.rules.exhaustion, waiting::place(tx, first, &joint.rules).await?))
        }
        None => None,
    };
    Ok(JointSent {
        received: received.len(),
        expected,
        waiting,
        municipality: joint.filler.tenant.name.clone(),
        desk: joint.rules.desk.clone(),
    })
}

/// All of it, a moment later where files are still being examined.
async fn examined(app: &App, applicant: Applicant, id: ProgrammeId) -> Result<Joint, Error> {
    let mut waited = Duration::ZERO;
    loop {
        let tx = app.store.read(&applicant.scope()).await?;
        let joint = Joint::load(&tx, applicant.clone(), id, false).await?;
        drop(tx);
        if waited >= PATIENCE || !joint.is_checking() {
            return Ok(joint);
        }
        tokio::time::sleep(PAUSE).await;
        waited += PAUSE;
    }
}

/// Where a colleague looks first: how far that is.
const fn told(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::NotNeeded => None,
        Standing::ToAsk | Standing::Changed => Some("確認者の確認が必要です"),
        Standing::Declined { .. } => Some("差し戻されました。理由は、事業所の名前から開くページにあります"),
        Standing::Waiting { .. } => Some("確認者の確認を待っています"),
        Standing::ToConfirm { .. } => Some("確認を依頼されています。内容を確かめてください"),
        Standing::Agreed { .. } => Some("確認が終わりました。申請できます"),
    }
}

fn drafts(joint: &Joint, now: DateTime<Utc>, today: NaiveDate) -> Vec<JointDraft> {
    let mut remaining = joint.programme.remaining();
    let mut draft = |own: &Own| {
        let judged = own.judged(today);
        let missing: Vec<Task> =
            Task::ALL.into_iter().filter(|task| judged.status(*task) != TaskStatus::Complete).collect();
        let asked = judged.complete().ok().map(|application| application.expense.asked);
        // The money goes in this order; the first for which it does not hold is told so before it is sent.
        let why_not = match (own.receives(now), asked) {
            (Err(why), _) => Some(not_receiving(why)),
            // Where the rules let somebody wait, the budget keeps nobody from applying.
            (Ok(()), Some(_)) if joint.rules.exhaustion != Exhaustion::Close => None,
            (Ok(()), Some(asked)) => match remaining.checked_sub(asked).filter(|left| *left >= Yen::ZERO) {
                Some(left) => {
                    remaining = left;
                    None
                }
                None => Some(not_receiving(NotReceiving::BudgetUsedUp)),
            },
            (Ok(()), None) => None,
        };
        JointDraft {
            id: own.application.id,
            office: own.office_line(),
            missing,
            asked,
            why_not,
            confirming: None,
            waits: false,
        }
    };
    joint.drafts.iter().map(&mut draft).collect()
}
