//! The tasks of a session: marking one done or open again, a note, one more for this session, one less.

use super::{Done, Last, found, found_own, found_to_change, last, side_of, told, views};
use crate::{
    actor::{Partner, PartnerClerk},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{ChorePage, ChoreView, PlanTaskPage, TaskOf},
    errors::Conflict,
    messages::demos::plan_errors,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    demos::{Happening, Plan, PlanField, PlanProblem, parse_note, parse_task},
    form::Typed,
    ids::{ChoreId, DemoId},
    working_days::WorkingCalendar,
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::Value;
use store::{
    Tx,
    demos::{
        chores::{self, Task},
        sessions::Session,
    },
    tenants,
};

/// A task of a session, or not there.
async fn task_of(tx: &Tx, session: DemoId, chore: ChoreId) -> Result<Task, Error> {
    let all = chores::of_session(tx, session).await?;
    all.into_iter().find(|task| task.id == chore).ok_or(Error::NotFound)
}

/// One task.
pub async fn show(
    officer: Partner,
    State(app): State<App>,
    Path((_, id, chore)): Path<(String, DemoId, ChoreId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found(&tx, id).await?;
    let task = task_of(&tx, id, chore).await?;
    let done = match done.as_deref() {
        Some("noted") => Some("メモを保存しました。"),
        Some(_) | None => None,
    };
    let filled = Typed::default().with(PlanField::Note.name(), task.note.clone());
    Ok(render(&app, &page, &officer, (&session, &task), FormState::filled(filled), done))
}

fn render(
    app: &App,
    page: &Page,
    officer: &Partner,
    (session, task): (&Session, &Task),
    form: FormState,
    done: Option<&'static str>,
) -> Response {
    let rejected = form.has_errors();
    let view = ChoreView {
        slug: officer.tenant.slug.clone(),
        line: views::task(task, None),
        about: views::about(session),
        side: side_of(officer),
        may_act: officer.has(Role::Clerk),
        version: task.version,
        today: app.clock.today(),
        form,
        done,
    };
    let view = move || view! { <ChorePage view/> };
    if rejected { page.unprocessable("準備", view) } else { page.ok("準備", view) }
}

/// Marks it, or writes a note about it. Marking twice changes nothing.
pub async fn update(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id, chore)): Path<(String, DemoId, ChoreId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    let task = task_of(&tx, id, chore).await?;
    let now = app.clock.now();
    if typed.get("act") == "note" {
        let note = match parse_note(&typed) {
            Ok(note) => note,
            Err(problem) => {
                let form = FormState::rejected(typed, plan_errors(&[problem]));
                return Ok(render(&app, &page, &Partner(officer.0), (&session, &task), form, None));
            }
        };
        let version = typed.version();
        return match chores::note(&tx, &session, (task.id, version), &note, now).await {
            Ok(()) => {
                tx.commit().await?;
                Ok(see_other(&format!("{}?done=noted", paths::demo_chore(&slug, id, chore))))
            }
            Err(store::Error::Stale) => Err(faster(&tx, &slug, &session, &task, note).await?),
            Err(error) => Err(error.into()),
        };
    }
    if !task.task.owner.is_done_by(side_of(&officer)) {
        return Err(Error::NotFound);
    }
    if typed.get("act") == "reopen" {
        let calendar = WorkingCalendar::new(tenants::closed_days(&tx).await?);
        let date = session.stage.session().map(|held| held.slot.date);
        let due = date.map_or(task.due, |date| task.task.due.before(date, &calendar));
        chores::reopen(&tx, &session, &task, due, now).await?;
    } else {
        chores::done(&tx, &session, task.id, (officer.id(), &officer.account.name), now).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=chore#tasks", paths::demo_session(&slug, id))))
}

/// Somebody else changed the task meanwhile; the page says who, when, and how it stands now.
async fn faster(tx: &Tx, slug: &str, session: &Session, task: &Task, typed: String) -> Result<Error, Error> {
    let id = task.id.to_string();
    let of_task = |_: Happening, payload: &Value| {
        payload.get("chore").and_then(Value::as_str).is_some_and(|chore| chore == id)
    };
    let (who, when) = Last::words(last(tx, session, of_task).await?, session);
    Ok(Error::Conflict(Box::new(Conflict {
        what: format!("準備「{}」", task.task.title),
        who,
        when,
        did: "この準備を変えました".to_owned(),
        differences: vec![("メモ".to_owned(), task.note.clone(), typed)],
        latest: paths::demo_chore(slug, session.id, task.id),
    })))
}

/// The form of one more task for this session.
pub async fn new(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let session = found_own(&tx, id).await?;
    if !session.stage.name().is_arranged() {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    }
    Ok(form(&page, &slug, &session, FormState::empty()))
}

fn form(page: &Page, slug: &str, session: &Session, form: FormState) -> Response {
    let of = TaskOf::Session {
        session: paths::demo_session(slug, session.id),
        action: paths::new_demo_chore(slug, session.id),
        about: views::about(session),
    };
    let (title, slug) = ("この開催だけの準備を加える", slug.to_owned());
    let rejected = form.has_errors();
    let view = move || view! { <PlanTaskPage slug of form/> };
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}

/// Adds it.
pub async fn create(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, DemoId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    let date = session.stage.session().map(|held| held.slot.date);
    let Some(date) = date.filter(|_| session.stage.name().is_arranged()) else {
        return Ok(see_other(&paths::demo_session(&slug, id)));
    };
    let full = chores::of_session(&tx, id).await?.len() >= Plan::MOST;
    let read = parse_task(&typed).and_then(|task| {
        if full { Err(vec![(PlanField::Title, PlanProblem::TooMany(Plan::MOST))]) } else { Ok(task) }
    });
    let task = match read {
        Ok(task) => task,
        Err(problems) => {
            return Ok(form(&page, &slug, &session, FormState::rejected(typed, plan_errors(&problems))));
        }
    };
    let calendar = WorkingCalendar::new(tenants::closed_days(&tx).await?);
    let due = task.due.before(date, &calendar);
    chores::add_one(&tx, &session, app.clock.id(), task, due, app.clock.now()).await?;
    tx.commit().await?;
    Ok(told(&slug, id, "chore_added"))
}

/// Takes an open task out of this session's plan.
pub async fn remove(
    officer: PartnerClerk,
    State(app): State<App>,
    Path((slug, id, chore)): Path<(String, DemoId, ChoreId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let session = found_to_change(&tx, id).await?;
    let task = task_of(&tx, id, chore).await?;
    if !task.task.owner.is_done_by(side_of(&officer)) {
        return Err(Error::NotFound);
    }
    if !chores::remove(&tx, &session, task.id, app.clock.now()).await? {
        // It was done meanwhile: the page of it says by whom.
        return Ok(see_other(&paths::demo_chore(&slug, id, chore)));
    }
    tx.commit().await?;
    Ok(told(&slug, id, "chore_removed"))
}
