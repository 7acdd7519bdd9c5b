//! まとめて行う操作: chosen in the list, looked over, carried out by the worker row by row, taken back where possible.

pub mod job;
mod summary;

use super::{
    Pairs,
    lists::asked,
    queue::{self, MOST},
    queue_of,
};
use crate::{
    actor::{Officer, Reviewer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::bulk_problem,
    paths,
    subsidies::review::{BulkPage, BulkProgress, BulkResultPage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{Days, TimeDelta};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{ApplicationId, BulkId, JobId},
    subsidies::{BULK_FROM, BulkChoice, BulkField, BulkKind, bulk_from},
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::json;
use std::time::Duration;
use store::{
    Tx,
    jobs::{self, NewJob},
    subsidies::{
        bulk::{self, Bulk, State as Progress},
        queue as lists,
    },
};

/// How long an act can be taken back.
const UNDO: TimeDelta = TimeDelta::hours(1);
/// How long the page waits for the worker.
const PATIENCE: Duration = Duration::from_secs(2);
/// Days that an applicant is given as a rule.
const USUAL: Days = Days::new(14);

/// Keeps what was chosen, and leads to the summary.
pub async fn create(
    officer: Reviewer,
    State(app): State<App>,
    pairs: Pairs,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let list = queue_of(&pairs);
    let kind = BulkKind::from_code(typed.get("act")).filter(|kind| queue::acts(&officer).contains(kind));
    let tx = app.store.write(&officer.scope()).await?;
    let from = bulk_from(typed.get(BULK_FROM));
    let mut ids: Vec<ApplicationId> = if typed.get("all") == "yes" {
        let skip = from.unwrap_or(1) - 1;
        lists::ids(&tx, &asked(&app, &tx, &list, officer.id()).await?, skip, MOST).await?
    } else {
        typed.all("id").filter_map(|id| id.parse().ok()).collect()
    };
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let chosen: Vec<_> = lists::of_ids(&tx, &ids)
        .await?
        .into_iter()
        .map(|line| (line.application.id, line.application.version))
        .collect();
    let mut errors = Vec::new();
    if kind.is_none() {
        errors.push(("act", "選んだ申請に行う操作を選んでください".to_owned()));
    }
    let beyond = from.is_some_and(|from| from > 1) && chosen.is_empty();
    if typed.get("all") == "yes" && (from.is_none() || beyond) {
        let why = "「何件目から」に、1からこの一覧の件数までの数を入力してください";
        errors.push((BULK_FROM, why.to_owned()));
    } else if chosen.is_empty() {
        errors.push(("act", "一覧の左端の四角で、申請を1件以上選んでください".to_owned()));
    }
    let (Some(kind), true) = (kind, errors.is_empty()) else {
        drop(tx);
        return queue::refuse(&page, &app, &officer, list, FormState::rejected(typed, errors)).await;
    };
    let id: BulkId = app.clock.id();
    bulk::prepare(&tx, id, kind, &list, &chosen, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&paths::bulk(&officer.tenant.slug, id)))
}

/// The summary before, or what became of each.
pub async fn show(
    officer: Reviewer,
    State(app): State<App>,
    Path((_, id)): Path<(String, BulkId)>,
    page: Page,
) -> Result<Response, Error> {
    let mut waited = Duration::ZERO;
    loop {
        let tx = app.store.read(&officer.scope()).await?;
        let act = found(&officer, bulk::find(&tx, id).await?)?;
        let working = matches!(act.state, Progress::Running | Progress::Undoing);
        if working && waited < PATIENCE {
            drop(tx);
            // Who has just confirmed wants to see what became of it.
            let pause = Duration::from_millis(200);
            tokio::time::sleep(pause).await;
            waited += pause;
            continue;
        }
        return render(&page, &app, &tx, &officer, &act, first(&app)).await;
    }
}

/// Confirms it with what is chosen for it; the worker does the rest.
pub async fn confirm(
    officer: Reviewer,
    State(app): State<App>,
    Path((_, id)): Path<(String, BulkId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let act = found(&officer, bulk::find_to_change(&tx, id).await?)?;
    let back = see_other(&paths::bulk(&officer.tenant.slug, id));
    if act.state != Progress::Prepared {
        return Ok(back);
    }
    let choices = summary::choices(&tx, &act).await?;
    let people: Vec<_> = choices.people.iter().map(|(id, _)| *id).collect();
    let choice = match BulkChoice::parse(act.kind, &typed, &people, &choices.targets, app.clock.today()) {
        Ok(choice) => choice,
        Err(problems) => {
            let errors = problems
                .iter()
                .map(|(field, problem)| (field.name(), bulk_problem(*field, problem)))
                .collect();
            return render(&page, &app, &tx, &officer, &act, FormState::rejected(typed, errors)).await;
        }
    };
    let rows = bulk::items(&tx, id).await?.len();
    bulk::begin(&tx, &act, &choice, rows, app.clock.now()).await?;
    enqueue(&app, &tx, &officer, id, "do").await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(back)
}

/// Takes it back, as far as nobody has gone on from there.
pub async fn undo(
    officer: Reviewer,
    State(app): State<App>,
    Path((_, id)): Path<(String, BulkId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let act = found(&officer, bulk::find_to_change(&tx, id).await?)?;
    if may_undo(&app, &act) {
        bulk::begin_undoing(&tx, &act, app.clock.now()).await?;
        enqueue(&app, &tx, &officer, id, "undo").await?;
        tx.commit().await?;
        app.wake.notify_one();
    }
    Ok(see_other(&paths::bulk(&officer.tenant.slug, id)))
}

fn may_undo(app: &App, act: &Bulk) -> bool {
    act.state == Progress::Done
        && act.kind.is_reversible()
        && act.done_at.is_some_and(|done| app.clock.now() - done < UNDO)
}

/// The act, where the officer may do what it does.
fn found(officer: &Officer, act: Option<Bulk>) -> Result<Bulk, Error> {
    act.filter(|act| officer.has(Role::Clerk) || !act.kind.is_review()).ok_or(Error::NotFound)
}

async fn enqueue(app: &App, tx: &Tx, officer: &Officer, id: BulkId, what: &str) -> Result<(), Error> {
    let job = NewJob {
        id: app.clock.id::<JobId>(),
        tenant: officer.tenant.id,
        kind: job::JOB,
        payload: json!({ "bulk": id, "by": officer.id() }),
        unique_key: Some(format!("{}:{what}:{id}", job::JOB)),
        run_at: app.clock.now(),
    };
    Ok(jobs::enqueue(tx, job).await?)
}

/// The form as it begins.
fn first(app: &App) -> FormState {
    FormState::filled(Typed::default().with(BulkField::Due.name(), format_date(app.clock.today() + USUAL)))
}

async fn render(
    page: &Page,
    app: &App,
    tx: &Tx,
    officer: &Officer,
    act: &Bulk,
    form: FormState,
) -> Result<Response, Error> {
    let rejected = form.has_errors();
    let bulk = summary::view(app, tx, officer, act, form).await?;
    let title = app::messages::subsidies::bulk_kind(act.kind);
    let progress = match act.state {
        Progress::Prepared => {
            let view = move || view! { <BulkPage bulk/> };
            return Ok(if rejected { page.unprocessable(title, view) } else { page.ok(title, view) });
        }
        Progress::Running => BulkProgress::Running,
        Progress::Done => BulkProgress::Done { may_undo: may_undo(app, act) },
        Progress::Undoing => BulkProgress::Undoing,
        Progress::Undone => BulkProgress::Undone,
    };
    Ok(page.ok(title, move || view! { <BulkResultPage bulk progress/> }))
}
