//! S6: the question pages. What is typed is kept first, right or wrong, then answered.

use super::{
    applications::back,
    filler::{Filler, Fills},
    own::Own,
    register_of,
};
use crate::{
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::{answer_errors, task_title},
    subsidies::{ContactPage, DeclarationsPage, ExpensePage, OfficePage, QuestionView, QuestionWay},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    ids::ApplicationId,
    subsidies::{ExpenseSection, Task},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{Scope, subsidies::applications};

/// Where whoever fills it in came from.
#[derive(Debug, Deserialize)]
pub struct From {
    from: Option<String>,
}

impl From {
    fn check(&self) -> bool {
        self.from.as_deref() == Some("check")
    }
}

/// A question page, as it was left.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, task)): Path<(String, ApplicationId, String)>,
    Query(from): Query<From>,
    page: Page,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let task = question(&task)?;
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    if !own.may_change(task) {
        return Ok(back(&filler, id));
    }
    let form = FormState::filled(own.application.answers.typed(task));
    Ok(render(&page, &filler, task, &own, form, from.check()))
}

/// Keeps what was typed; then goes on, or shows what is wrong with it.
pub async fn save<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id, task)): Path<(String, ApplicationId, String)>,
    Query(from): Query<From>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let task = question(&task)?;
    // Keeping the same words twice changes nothing, so the form needs no key of its own.
    let tx = app.store.write(&Scope::tenant(filler.tenant.id, filler.id())).await?;
    let mut own = Own::find_to_change(&tx, &filler, id).await?;
    if !own.may_change(task) {
        return Ok(back(&filler, id));
    }
    let now = app.clock.now();
    own.application.answers.save(task, &typed, now);
    applications::save_answers(&tx, id, &own.application.answers, now).await?;
    tx.commit().await?;
    let problems = own.judged(app.clock.today()).problems(task);
    if problems.is_empty() {
        return Ok(see_other(&if from.check() {
            filler.filling().check(id)
        } else {
            filler.filling().application(id)
        }));
    }
    let form = FormState::rejected(
        own.application.answers.typed(task),
        answer_errors(&problems, &own.version.rules),
    );
    Ok(render(&page, &filler, task, &own, form, from.check()))
}

/// A task that is asked as a question; the documents have pages of their own.
pub(super) fn question(code: &str) -> Result<Task, Error> {
    match Task::from_code(code) {
        Some(task @ (Task::Office | Task::Contact | Task::Expense | Task::Declarations)) => Ok(task),
        Some(Task::Documents) | None => Err(Error::NotFound),
    }
}

fn render(
    page: &Page,
    filler: &Filler,
    task: Task,
    own: &Own,
    form: FormState,
    from_check: bool,
) -> Response {
    let rejected = form.has_errors();
    let question = QuestionView {
        hand: filler.hand(),
        way: QuestionWay::of_one(&filler.filling(), own.application.id, task, from_check),
        task,
        rules: own.version.rules.clone(),
        asked: own.asked(task),
        claim: ExpenseSection::shown(form.typed(), &own.version.rules),
        form,
        offices: Vec::new(),
    };
    let municipality = filler.tenant.name.clone();
    let register = register_of(&own.office);
    let view = move || match task {
        Task::Office => view! { <OfficePage question register/> }.into_any(),
        Task::Contact => view! { <ContactPage question/> }.into_any(),
        Task::Expense => view! { <ExpensePage question/> }.into_any(),
        Task::Declarations | Task::Documents => {
            view! { <DeclarationsPage question municipality/> }.into_any()
        }
    };
    let title = task_title(task);
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
