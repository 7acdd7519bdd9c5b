//! The plans of a federation: looked at and changed task by task.

use super::{Done, differing};
use crate::{
    actor::FederationClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    demos::{PlanPage, PlanTaskPage, PlanView, TaskOf},
    errors::Conflict,
    messages::demos::{place as place_words, plan_errors},
    paths, when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    demos::{Place, Plan, PlanError, PlanField, PlanMove, PlanProblem, fill_task, parse_task},
    form::Typed,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    demos::plans::{self, Kept},
    members as people,
};

/// The plan that an address names, as it stands.
async fn found(tx: &Tx, place: &str) -> Result<(Place, Kept), Error> {
    let place = Place::from_code(place).ok_or(Error::NotFound)?;
    Ok((place, plans::of(tx, tx.tenant()?, place).await?))
}

/// A plan.
pub async fn show(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, place)): Path<(String, String)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (place, kept) = found(&tx, &place).await?;
    let by = changed_by(&tx, &kept).await?;
    let done = match done.as_deref() {
        Some("kept") => Some("準備計画を変えました。これから日程を決める開催に使います。"),
        Some(_) | None => None,
    };
    let Kept { plan, version, by: _ } = kept;
    let view = PlanView { slug, place, plan, version, by, done };
    Ok(page.ok("準備計画", move || view! { <PlanPage view/> }))
}

/// Who changed it last, in words.
async fn changed_by(tx: &Tx, kept: &Kept) -> Result<Option<String>, Error> {
    let Some((account, at)) = kept.by else { return Ok(None) };
    let known = people::find(tx, account).await?.map(|member| member.account.name);
    let name = known.unwrap_or_else(|| "以前の担当者".to_owned());
    Ok(Some(format!("{name}が{}に変えました。", when::moment(at))))
}

/// Moves a task, or takes it out.
pub async fn update(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, place)): Path<(String, String)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let (place, kept) = found(&tx, &place).await?;
    let how = match typed.get("act") {
        "up" => PlanMove::Up,
        "down" => PlanMove::Down,
        "out" => PlanMove::Out,
        _ => return Ok(see_other(&paths::demo_plan(&slug, place))),
    };
    let number = typed.get("task").parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let plan = number.ok_or(PlanError::NoSuchTask).and_then(|number| kept.plan.clone().moved(number, how));
    // A task that is not there any more was taken out by somebody else.
    let Ok(plan) = plan else { return Err(faster(&tx, &slug, place, &kept, &kept.plan).await?) };
    keep(app, tx, &officer, (&slug, place), (plan, &kept), &typed).await
}

/// The form of a task; of a new one where the address says so.
pub async fn edit(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, place, step)): Path<(String, String, String)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (place, kept) = found(&tx, &place).await?;
    let number = number(&step)?;
    let filled = match number {
        None => FormState::empty(),
        Some(number) => match kept.plan.tasks().get(number - 1) {
            Some(task) => FormState::filled(fill_task(task)),
            None => return Ok(see_other(&paths::demo_plan(&slug, place))),
        },
    };
    Ok(form(&page, slug, place, (number, kept.version), filled))
}

/// Which task an address names, from 1; nothing of a new one.
fn number(step: &str) -> Result<Option<usize>, Error> {
    if step == "new" {
        return Ok(None);
    }
    step.parse().ok().filter(|number| *number > 0).map(Some).ok_or(Error::NotFound)
}

fn form(
    page: &Page,
    slug: String,
    place: Place,
    (number, version): (Option<usize>, i32),
    form: FormState,
) -> Response {
    let title = if number.is_some() { "準備を変える" } else { "準備を加える" };
    let of = TaskOf::Plan { place, number, version };
    let rejected = form.has_errors();
    let view = move || view! { <PlanTaskPage slug of form/> };
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}

/// Keeps it.
pub async fn save(
    officer: FederationClerk,
    State(app): State<App>,
    Path((slug, place, step)): Path<(String, String, String)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let (place, kept) = found(&tx, &place).await?;
    let number = number(&step)?;
    let task = match parse_task(&typed) {
        Ok(task) => task,
        Err(problems) => {
            let version = typed.version();
            let rejected = FormState::rejected(typed, plan_errors(&problems));
            return Ok(form(&page, slug, place, (number, version), rejected));
        }
    };
    let plan = match number {
        None => kept.plan.clone().with(task.clone()),
        Some(number) => kept.plan.clone().replace(number - 1, task.clone()),
    };
    match plan {
        Ok(plan) => keep(app, tx, &officer, (&slug, place), (plan, &kept), &typed).await,
        Err(PlanError::TooMany) => {
            let problem = (PlanField::Title, PlanProblem::TooMany(Plan::MOST));
            let rejected = FormState::rejected(typed, plan_errors(&[problem]));
            Ok(form(&page, slug, place, (number, kept.version), rejected))
        }
        // What was typed is told as one task more.
        Err(PlanError::NoSuchTask) => {
            let mine = kept.plan.clone().with(task).unwrap_or_else(|_| kept.plan.clone());
            Err(faster(&tx, &slug, place, &kept, &mine).await?)
        }
    }
}

/// Keeps a plan over the version that the form was made from.
async fn keep(
    app: App,
    tx: Tx,
    officer: &FederationClerk,
    (slug, place): (&str, Place),
    (plan, kept): (Plan, &Kept),
    typed: &Typed,
) -> Result<Response, Error> {
    let seen = typed.version();
    match plans::keep(&tx, place, (&plan, seen), officer.id(), app.clock.now()).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=kept", paths::demo_plan(slug, place))))
        }
        Err(store::Error::Stale) => Err(faster(&tx, slug, place, kept, &plan).await?),
        Err(error) => Err(error.into()),
    }
}

/// Somebody else changed the plan meanwhile; `mine` is what it would have become.
pub(super) async fn faster(
    tx: &Tx,
    slug: &str,
    place: Place,
    kept: &Kept,
    mine: &Plan,
) -> Result<Error, Error> {
    let known = match kept.by {
        Some((account, at)) => Some((people::find(tx, account).await?.map(|one| one.account.name), at)),
        None => None,
    };
    let (who, at) = known.map_or((None, None), |(who, at)| (who, Some(at)));
    Ok(Error::Conflict(Box::new(Conflict {
        what: format!("{}で開くときの準備計画", place_words(place)),
        who: who.unwrap_or_else(|| "ほかの人".to_owned()),
        when: at.map_or_else(|| "先ほど".to_owned(), when::moment),
        did: "この準備計画を変えました".to_owned(),
        differences: differing::plan(&kept.plan, mine),
        latest: paths::demo_plan(slug, place),
    })))
}
