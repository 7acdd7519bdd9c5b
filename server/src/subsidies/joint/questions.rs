//! What several applications share, answered once. What is typed is kept first, right or wrong, in each that was ticked.

use super::{Joint, NOBODY};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{questions::question, register_of},
};
use app::{
    messages::subsidies::{answer_errors, task_title},
    paths::{self, Hand},
    subsidies::{
        ContactPage, DeclarationsPage, ExpensePage, JointOfficePage, JointOfficeView, JointPart,
        QuestionView, QuestionWay, of_office,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::{ApplicationId, ProgrammeId},
    subsidies::{AnswerField, ExpenseSection, Task},
};
use elements::FormState;
use leptos::prelude::*;
use store::{Scope, subsidies::applications};

/// The fields of 事業所の確認, asked of each office by itself.
const OF_OFFICE: [AnswerField; 2] = [AnswerField::OfficeCorrect, AnswerField::Difference];

/// A shared page, with what was answered so far.
pub async fn show(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id, task)): Path<(String, ProgrammeId, String)>,
    page: Page,
) -> Result<Response, Error> {
    let task = question(&task)?;
    let tx = app.store.read(&applicant.scope()).await?;
    let joint = Joint::load(&tx, applicant, id, false).await?;
    if joint.drafts.is_empty() {
        return joint.over();
    }
    let typed =
        if task == Task::Office { of_offices(&joint) } else { joint.answered(task, app.clock.today()) };
    Ok(render(&page, task, &joint, FormState::filled(typed)))
}

/// Keeps the answers in each application that was ticked; then goes on, or shows what is wrong.
pub async fn save(
    applicant: Applicant,
    State(app): State<App>,
    Path((slug, id, task)): Path<(String, ProgrammeId, String)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let task = question(&task)?;
    // Keeping the same words twice changes nothing, so the form needs no key of its own.
    let scope = Scope::tenant(applicant.tenant.id, applicant.account.id);
    let tx = app.store.write(&scope).await?;
    let mut joint = Joint::load(&tx, applicant, id, true).await?;
    if joint.drafts.is_empty() {
        return joint.over();
    }
    let (now, today) = (app.clock.now(), app.clock.today());
    let chosen: Vec<ApplicationId> = match task {
        Task::Office => joint.drafts.iter().map(|own| own.application.id).collect(),
        Task::Contact | Task::Expense | Task::Documents | Task::Declarations => {
            joint.chosen(&typed).iter().map(|own| own.application.id).collect()
        }
    };
    let mut errors: Vec<(String, String)> = Vec::new();
    if chosen.is_empty() {
        errors.push(("to".to_owned(), NOBODY.to_owned()));
    }
    for own in joint.drafts.iter_mut().filter(|own| chosen.contains(&own.application.id)) {
        let one = own.application.id;
        let typed = if task == Task::Office { alone(&typed, one) } else { typed.clone() };
        own.application.answers.save(task, &typed, now);
        applications::save_answers(&tx, one, &own.application.answers, now).await?;
        let problems = answer_errors(&own.judged(today).problems(task), &own.version.rules);
        for (field, sentence) in problems {
            if task == Task::Office {
                errors.push((format!("{field}-{one}"), format!("{}：{sentence}", own.office.name)));
            } else if !errors.iter().any(|(known, _)| known == field) {
                errors.push((field.to_owned(), sentence));
            }
        }
    }
    tx.commit().await?;
    if errors.is_empty() {
        return Ok(see_other(&paths::joint(&slug, id)));
    }
    Ok(render(&page, task, &joint, FormState::rejected(typed, errors)))
}

/// What was answered about each office, each name followed by its application's id.
fn of_offices(joint: &Joint) -> Typed {
    joint.drafts.iter().fold(Typed::default(), |typed, own| {
        let answered = own.application.answers.typed(Task::Office);
        OF_OFFICE.into_iter().fold(typed, |typed, field| {
            typed.with(&of_office(field, own.application.id), answered.get(field.name()).to_owned())
        })
    })
}

/// What was typed about one office, under the names of its own page.
fn alone(typed: &Typed, id: ApplicationId) -> Typed {
    OF_OFFICE.into_iter().fold(Typed::default(), |own, field| {
        own.with(field.name(), typed.get(&of_office(field, id)).to_owned())
    })
}

fn render(page: &Page, task: Task, joint: &Joint, form: FormState) -> Response {
    let rejected = form.has_errors();
    let slug = &joint.filler.tenant.slug;
    let way = QuestionWay {
        action: paths::joint_task(slug, joint.programme.id, task),
        back: paths::joint(slug, joint.programme.id),
        back_label: "まとめて申請するページへ戻る",
    };
    let offices = joint.drafts.iter().map(|own| JointPart {
        id: own.application.id,
        office: own.office_line(),
        rows: register_of(&own.office),
    });
    let of_each = JointOfficeView { way: way.clone(), offices: offices.collect(), form: form.clone() };
    let question = QuestionView {
        hand: Hand::Applicant,
        way,
        task,
        rules: joint.rules.clone(),
        asked: Vec::new(),
        claim: ExpenseSection::shown(form.typed(), &joint.rules),
        form,
        offices: joint.boxes(),
    };
    let municipality = joint.filler.tenant.name.clone();
    let view = move || match task {
        Task::Office => view! { <JointOfficePage joint=of_each/> }.into_any(),
        Task::Contact => view! { <ContactPage question/> }.into_any(),
        Task::Expense => view! { <ExpensePage question/> }.into_any(),
        Task::Declarations | Task::Documents => {
            view! { <DeclarationsPage question municipality/> }.into_any()
        }
    };
    let title = task_title(task);
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
