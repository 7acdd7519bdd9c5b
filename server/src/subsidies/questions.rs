//! S6: the question pages. What is typed is kept first, right or wrong, then answered.

use super::{applications::back, own::Own};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::{answer_errors, task_title},
    paths,
    subsidies::{ContactPage, DeclarationsPage, ExpensePage, OfficePage, QuestionView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{ids::ApplicationId, money::Yen, subsidies::Task};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{Scope, subsidies::applications};

/// Where the applicant came from.
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
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id, task)): Path<(String, ApplicationId, String)>,
    Query(from): Query<From>,
    page: Page,
) -> Result<Response, Error> {
    let task = question(&task)?;
    let tx = app.store.read(&applicant.scope()).await?;
    let own = Own::find(&tx, &applicant, id).await?;
    if !own.may_change(task) {
        return Ok(back(&slug, id));
    }
    let form = FormState::filled(own.application.answers.typed(task));
    Ok(render(&page, &applicant, slug, task, &own, form, from.check()))
}

/// Keeps what was typed; then goes on, or shows what is wrong with it.
pub async fn save(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id, task)): Path<(String, ApplicationId, String)>,
    Query(from): Query<From>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let task = question(&task)?;
    // Keeping the same words twice changes nothing, so the form needs no key of its own.
    let tx = app.store.write(&Scope::tenant(applicant.tenant.id, applicant.id())).await?;
    let mut own = Own::find_to_change(&tx, &applicant, id).await?;
    if !own.may_change(task) {
        return Ok(back(&slug, id));
    }
    let now = app.clock.now();
    own.application.answers.save(task, &typed, now);
    applications::save_answers(&tx, id, &own.application.answers, now).await?;
    tx.commit().await?;
    let problems = own.judged(app.clock.today()).problems(task);
    if problems.is_empty() {
        return Ok(see_other(&if from.check() {
            paths::my_check(&slug, id)
        } else {
            paths::my_application(&slug, id)
        }));
    }
    let form = FormState::rejected(
        own.application.answers.typed(task),
        answer_errors(&problems, &own.version.rules),
    );
    Ok(render(&page, &applicant, slug, task, &own, form, from.check()))
}

/// A task that is asked as a question; the documents have pages of their own.
fn question(code: &str) -> Result<Task, Error> {
    match Task::from_code(code) {
        Some(task @ (Task::Office | Task::Contact | Task::Expense | Task::Declarations)) => Ok(task),
        Some(Task::Documents) | None => Err(Error::NotFound),
    }
}

fn render(
    page: &Page,
    applicant: &Applicant,
    slug: String,
    task: Task,
    own: &Own,
    form: FormState,
    from_check: bool,
) -> Response {
    let rejected = form.has_errors();
    let question = QuestionView {
        slug,
        id: own.application.id,
        task,
        rules: own.version.rules.clone(),
        asked: own.asked(task),
        paid: Yen::parse(form.value("paid")).ok().filter(|yen| *yen > Yen::ZERO),
        form,
        from_check,
    };
    let municipality = applicant.tenant.name.clone();
    let register = register(own);
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

/// What the register has of the office, in the words of the page.
fn register(own: &Own) -> Vec<(String, String)> {
    let office = &own.office;
    let services = office.services.iter().map(|service| service.name()).collect::<Vec<_>>().join("、");
    [
        ("事業所名", office.name.clone()),
        ("事業所番号", office.number.to_string()),
        ("サービス", services),
        ("所在地", office.address.clone()),
        ("電話番号", office.phone.clone()),
        ("法人名", office.corporation.clone().unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| (label.to_owned(), value))
    .collect()
}
