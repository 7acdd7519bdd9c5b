//! All answers of an inquiry, as a table to read and to save: one line a house, one column a question, and sums.

use super::found;
use crate::{actor::Host, app::App, error::Error, export::Saving, page::Page};
use app::{
    inquiries::{AnswerLine, AnswersPage, AnswersView},
    messages::{
        inquiries::{progress, way},
        surveys::answer_words,
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::InquiryId,
    inquiries::Standing,
    surveys::{Answer, Answers, Kind, Question, Questionnaire},
};
use leptos::prelude::*;
use store::inquiries::replies::{self, Reply};
use tables::{Column, Kind as Cell, Table, Value};

/// The table.
pub async fn show(
    officer: Host,
    State(app): State<App>,
    Path((slug, id)): Path<(String, InquiryId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let inquiry = found(&tx, id).await?;
    let all = replies::of_inquiry(&tx, id).await?;
    let questionnaire = inquiry.questionnaire;
    let answered: Vec<&Answers> = all.iter().filter_map(|reply| reply.answers.as_ref()).collect();
    let sums = questionnaire.questions.iter().filter_map(|question| sum(&questionnaire, question, &answered));
    let view = AnswersView {
        slug,
        id,
        title: inquiry.title,
        standing: Standing::of(all.iter().map(Reply::progress)),
        questions: heads(&questionnaire),
        sums: sums.collect(),
        lines: all
            .iter()
            .filter_map(|reply| {
                let answers = reply.answers.as_ref()?;
                Some(AnswerLine { name: reply.name.clone(), words: words(&questionnaire, answers) })
            })
            .collect(),
    };
    Ok(page.ok("回答の表", move || view! { <AnswersPage view/> }))
}

/// The same as a file, with those who have not answered.
pub async fn export(
    officer: Host,
    State(app): State<App>,
    Path((_, id)): Path<(String, InquiryId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let inquiry = found(&tx, id).await?;
    let all = replies::of_inquiry(&tx, id).await?;
    let questionnaire = inquiry.questionnaire;
    let fixed = [
        ("団体", Cell::Text),
        ("回答", Cell::Text),
        ("回答した日時", Cell::Moment),
        ("回答者", Cell::Text),
        ("回答を受けた方法", Cell::Text),
    ];
    let columns = fixed.into_iter().map(|(head, kind)| Column::new(head, kind)).chain(
        heads(&questionnaire).into_iter().zip(&questionnaire.questions).map(|(head, question)| {
            let kind = match question.kind {
                Kind::Number { .. } | Kind::Scale { .. } => Cell::Number,
                Kind::Single { .. }
                | Kind::Multiple { .. }
                | Kind::FreeText { .. }
                | Kind::OfficeAttribute(_) => Cell::Text,
            };
            Column::new(head, kind)
        }),
    );
    let rows: Vec<Vec<Value>> = all
        .into_iter()
        .map(|reply| {
            let answers = reply.answers.clone().unwrap_or_default();
            let told = match (reply.told, reply.answered_at) {
                (Some(told), _) => way(told).to_owned(),
                (None, Some(_)) => "ひろめる".to_owned(),
                (None, None) => String::new(),
            };
            let fixed = [
                Value::Text(reply.name.clone()),
                Value::Text(progress(reply.progress()).to_owned()),
                reply.answered_at.map_or(Value::Empty, Value::Moment),
                Value::Text(reply.answered_by.clone()),
                Value::Text(told),
            ];
            let answers =
                questionnaire.questions.iter().map(|question| cell(question, answers.get(&question.id)));
            fixed.into_iter().chain(answers).collect()
        })
        .collect();
    let name = format!("照会の回答_{}", inquiry.title);
    saving.answer(&name, Table { title: inquiry.title, columns: columns.collect(), rows })
}

fn heads(questionnaire: &Questionnaire) -> Vec<String> {
    (1..)
        .zip(&questionnaire.questions)
        .map(|(place, question)| format!("問{place}　{}", question.text))
        .collect()
}

fn words(questionnaire: &Questionnaire, answers: &Answers) -> Vec<String> {
    let word = |question: &Question| {
        answers.get(&question.id).map(|answer| answer_words(question, answer)).unwrap_or_default()
    };
    questionnaire.questions.iter().map(word).collect()
}

/// A number stays one, so that it can be summed up in the file.
fn cell(question: &Question, answer: Option<&Answer>) -> Value {
    match answer {
        None => Value::Text(String::new()),
        Some(Answer::Number(number)) => Value::Number(*number),
        Some(answer) => Value::Text(answer_words(question, answer)),
    }
}

/// What is counted of a question: each choice, or how many numbers and their sum.
fn sum(
    questionnaire: &Questionnaire,
    question: &Question,
    answered: &[&Answers],
) -> Option<(String, Vec<(String, String)>)> {
    let given: Vec<&Answer> = answered.iter().filter_map(|answers| answers.get(&question.id)).collect();
    let count = |count: usize| format!("{count}団体");
    let lines = match &question.kind {
        Kind::Single { choices, other } | Kind::Multiple { choices, other, .. } => {
            let chosen = choices.iter().map(|choice| {
                let count = given.iter().filter(|answer| answer.has(choice.id)).count();
                (choice.text.clone(), count)
            });
            let others =
                given.iter().filter(|answer| matches!(answer, Answer::Choices { other: Some(_), .. }));
            let other = other.then(|| ("その他".to_owned(), others.count()));
            chosen.chain(other).map(|(what, number)| (what, count(number))).collect()
        }
        Kind::Number { .. } | Kind::Scale { .. } => {
            let numbers: Vec<i64> = given
                .iter()
                .filter_map(|answer| match answer {
                    Answer::Number(number) => Some(*number),
                    Answer::Choices { .. } | Answer::Text(_) => None,
                })
                .collect();
            let total = numbers.iter().fold(0_i64, |sum, number| sum.saturating_add(*number));
            let unit = match &question.kind {
                Kind::Number { unit, .. } => unit.as_str(),
                Kind::Single { .. }
                | Kind::Multiple { .. }
                | Kind::Scale { .. }
                | Kind::FreeText { .. }
                | Kind::OfficeAttribute(_) => "",
            };
            let sum = match question.kind {
                Kind::Scale { .. } => None,
                Kind::Single { .. }
                | Kind::Multiple { .. }
                | Kind::Number { .. }
                | Kind::FreeText { .. }
                | Kind::OfficeAttribute(_) => Some(("合計".to_owned(), format!("{total}{unit}"))),
            };
            let given = [("数を答えた団体".to_owned(), count(numbers.len()))];
            given.into_iter().chain(sum).collect()
        }
        Kind::FreeText { .. } | Kind::OfficeAttribute(_) => return None,
    };
    let place = questionnaire.place(question.id)?;
    Some((format!("問{place}　{}", question.text), lines))
}
