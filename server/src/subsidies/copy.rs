//! 申請書の控え: an application as it was received, on paper.

use super::{
    applications::{back, expected},
    desk_of,
    filler::{Filler, Fills},
    own::Own,
};
use crate::{app::App, error::Error};
use app::messages::subsidies::{
    arrival, contact_told, expense_told, grant_in_words, question_label, task_title,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::NaiveDate;
use documents::{Answer, ApplicationCopy, AttachedFile, Section};
use domain::{
    ids::ApplicationId,
    subsidies::{AnswerField, NewApplication, Task, amount},
    wareki::format_date,
};

/// The copy, as a file.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.look(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    let expected = expected(&tx, &own).await?;
    filler.looked(&app, &tx, id, "copy").await?;
    tx.commit().await?;
    let Some(copy) = copy_of(&filler, &own, expected) else { return Ok(back(&filler, id)) };
    let name = copy.file_name();
    let now = app.clock.now();
    let fonts = app.fonts.clone();
    let made = tokio::task::spawn_blocking(move || copy.render(now, &fonts))
        .await
        .map_err(|_| Error::Internal("setting the copy was broken off"))?
        .map_err(|_| Error::Internal("the copy cannot be set"))?;
    Ok(crate::download::file(&name, "application/pdf", made.pdf))
}

/// What stands in the copy; nothing before receipt, or while a correction leaves something open.
fn copy_of(filler: &Filler, own: &Own, expected: Option<NaiveDate>) -> Option<ApplicationCopy> {
    let (receipt, received_at, expected) =
        (own.application.receipt?, own.application.submitted_at?, expected?);
    let rules = &own.version.rules;
    // Judged as on the day of receipt: what held then is what was received.
    let application = own.judged(crate::clock::in_japan(received_at).date_naive()).complete().ok();
    let sections =
        application.as_ref().map_or_else(|| typed_sections(own), |application| sections(own, application));
    let asked_back = match own.application.arrival {
        None => "足りないものがあれば、補正のお願いをメールで送ります。",
        Some(_) => "足りないものがあれば、補正のお願いをご連絡します。",
    };
    Some(ApplicationCopy {
        programme: rules.title.clone(),
        fiscal_year: rules.fiscal_year,
        receipt_number: receipt.to_string(),
        received_at,
        arrival: own.application.arrival.map(arrival),
        sections,
        attachments: own
            .files
            .iter()
            .map(|file| AttachedFile {
                document: rules
                    .document(&file.document)
                    .map_or_else(String::new, |document| document.name.clone()),
                file_name: file.name.clone(),
                pages: (!file.pages.is_empty()).then_some(file.pages.len()),
            })
            .collect(),
        declarations: rules.conditions.iter().map(|condition| condition.sentence.clone()).collect(),
        next_steps: vec![
            format!("{}が審査します。{asked_back}", filler.tenant.name),
            format!("{}ごろまでに、決定をお知らせします。", format_date(expected)),
        ],
        contact: desk_of(&filler.tenant, rules),
    })
}

fn answer(question: &str, answer: impl Into<String>) -> Answer {
    Answer { question: question.to_owned(), answer: answer.into() }
}

fn sections(own: &Own, application: &NewApplication) -> Vec<Section> {
    let NewApplication { office, contact, expense, declarations: _ } = application;
    let register = office
        .difference
        .clone()
        .map_or_else(|| "正しい".to_owned(), |difference| format!("異なる点：{difference}"));
    vec![
        Section {
            title: task_title(Task::Office).to_owned(),
            answers: vec![
                answer("事業所名", own.office.name.clone()),
                answer("事業所番号", own.office.number.to_string()),
                answer("所在地", own.office.address.clone()),
                answer("台帳の内容", register),
            ],
        },
        Section {
            title: task_title(Task::Contact).to_owned(),
            answers: contact_told(contact)
                .into_iter()
                .map(|(_, label, value)| answer(label, value))
                .collect(),
        },
        Section {
            title: task_title(Task::Expense).to_owned(),
            answers: expense_told(expense, &own.version.rules)
                .into_iter()
                .map(|(_, label, value)| answer(&label, value))
                .chain([
                    answer("申請する補助額", expense.asked.to_string()),
                    answer("計算", grant_in_words(&amount(&own.version.rules, &expense.claim))),
                ])
                .collect(),
        },
    ]
}

/// What is typed now, where a correction has left something that does not hold.
fn typed_sections(own: &Own) -> Vec<Section> {
    [Task::Office, Task::Contact, Task::Expense]
        .into_iter()
        .map(|task| Section {
            title: task_title(task).to_owned(),
            answers: own
                .application
                .answers
                .typed(task)
                .pairs()
                .iter()
                .filter_map(|(name, value)| {
                    Some(answer(&question_label(AnswerField::from_name(name)?, &own.version.rules), value))
                })
                .collect(),
        })
        .collect()
}
