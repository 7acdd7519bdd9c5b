//! Results and what is saved of them: tallies, and the answers row by row where the survey is by office.

use super::found;
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    messages::{
        survey_results::{HIDDEN, answer, numbered, percent, what},
        surveys::answer_channel,
    },
    surveys::{ResultBlock, SurveyResultsPage, SurveyResultsView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::Role,
    ids::{OfficeId, SurveyId},
    surveys::{
        Answer, Answers, Kind as AnswerKind, Meaning, Question, Questionnaire, Small, Tally, TallyLine, Told,
        together,
    },
};
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{
    Tx, accounts, offices,
    surveys::{
        self, Survey, responses,
        results::{Results, of_survey},
    },
    views,
};
use tables::{Column, Kind, Table, Value};

/// What an address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    small: String,
    of: String,
}

/// Whether small numbers are shown: never of an anonymous survey, and otherwise to whoever asks for it and may read the
/// single answers anyway.
pub(super) fn small(survey: &Survey, asked: &str) -> Small {
    if asked == "shown" && !survey.anonymous { Small::Shown } else { Small::Hidden }
}

/// Every question that was ever asked, as its newest version has it; of a draft, as it is written.
pub(super) fn asked_in(survey: &Survey, results: &Results) -> Questionnaire {
    let versions = results.versions.iter().map(|version| &version.questionnaire);
    if results.versions.is_empty() { survey.draft.clone() } else { together(versions) }
}

/// The page.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    let results = of_survey(&tx, id).await?;
    let reach = surveys::reach(&tx, id).await?;
    let questionnaire = asked_in(&survey, &results);
    let small = small(&survey, &asked.small);
    let view = SurveyResultsView {
        slug,
        id,
        title: survey.title.clone(),
        anonymous: survey.anonymous,
        reach,
        responses: results.responses(),
        channels: results.channels.iter().map(|(channel, count)| (*channel, *count)).collect(),
        small,
        blocks: blocks(&questionnaire, &results, small),
        may_enter: reader.has(Role::Clerk),
        asks_software: questionnaire
            .questions
            .iter()
            .any(|question| matches!(question.meaning, Some(Meaning::Software))),
    };
    Ok(page.ok("集計", move || view! { <SurveyResultsPage results=view/> }))
}

/// The questions that are answered by whoever answers, each with its result.
fn blocks(questionnaire: &Questionnaire, results: &Results, small: Small) -> Vec<ResultBlock> {
    let block = |(place, question): (usize, &Question)| ResultBlock {
        place,
        question: question.clone(),
        tally: Tally::of(question, &results.counted(question.id), small),
    };
    let questions = (1..).zip(&questionnaire.questions);
    questions.filter(|(_, question)| question.is_entered()).map(block).collect()
}

/// Tallies, or the answers with the tallies on a second sheet; that answers were taken is kept.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, SurveyId)>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    let results = of_survey(&tx, id).await?;
    let questionnaire = asked_in(&survey, &results);
    let small = small(&survey, &asked.small);
    if asked.of == "tallies" {
        let name = format!("アンケートの集計_{}", survey.title);
        return saving.answer(&name, tallies(&questionnaire, &results, small));
    }
    // From the answers of an anonymous survey row by row one could tell who it is.
    if survey.anonymous {
        return Err(Error::NotFound);
    }
    views::record(&tx, app.clock.id(), app.clock.now(), "survey", id.uuid(), "survey-answers-saved").await?;
    let rows = answers(&tx, id).await?;
    tx.commit().await?;
    let name = format!("アンケートの回答_{}", survey.title);
    // Whoever saves the answers has every number.
    let more = vec![tallies(&questionnaire, &results, Small::Shown)];
    saving.answer_with(&name, answers_table(&questionnaire, &rows), more)
}

/// The results as a table: a row for each line of a question.
fn tallies(questionnaire: &Questionnaire, results: &Results, small: Small) -> Table {
    let columns = vec![
        Column::new("設問の記号", Kind::Text),
        Column::new("設問", Kind::Text),
        Column::new("聞いた件数", Kind::Number),
        Column::new("答えた件数", Kind::Number),
        Column::new("答え", Kind::Text),
        Column::new("件数", Kind::Number),
        Column::new("割合", Kind::Text),
    ];
    let mut rows = Vec::new();
    for ResultBlock { question, tally, .. } in blocks(questionnaire, results, small) {
        let few = tally.told == Told::TooFew;
        let number =
            |count: Option<u32>| count.map_or_else(|| Value::from(HIDDEN), |count| i64::from(count).into());
        let mut row = |what: String, count: Value, rate: String| {
            rows.push(vec![
                question.id.to_string().into(),
                numbered(questionnaire, question.id).into(),
                number((!few).then_some(tally.asked)),
                number(tally.answered),
                what.into(),
                count,
                rate.into(),
            ]);
        };
        match &tally.told {
            Told::Chosen { lines, .. } => told(lines, &mut row),
            Told::Scale { lines, mean } => {
                told(lines, &mut row);
                let mean = mean.map_or_else(|| HIDDEN.to_owned(), |mean| mean.to_string());
                row("平均".to_owned(), mean.into(), String::new());
            }
            Told::Number(Some(numbers)) => {
                row("中央値".to_owned(), numbers.median.to_string().into(), String::new());
                row("最小".to_owned(), numbers.least.into(), String::new());
                row("最大".to_owned(), numbers.most.into(), String::new());
            }
            Told::TooFew | Told::Number(None) => row(String::new(), HIDDEN.into(), String::new()),
            Told::Texts => row("記述".to_owned(), number(tally.answered), String::new()),
        }
    }
    Table { title: "集計".to_owned(), columns, rows }
}

fn told(lines: &[TallyLine], row: &mut impl FnMut(String, Value, String)) {
    for line in lines {
        match line.share {
            Some(share) => row(what(&line.what), i64::from(share.count).into(), percent(share)),
            None => row(what(&line.what), HIDDEN.into(), HIDDEN.to_owned()),
        }
    }
}

/// An answer as a row of the table.
struct Answered {
    office: Option<(String, String)>,
    number: i32,
    channel: &'static str,
    entered_by: Option<String>,
    submitted_at: Option<DateTime<Utc>>,
    answers: Answers,
}

async fn answers(tx: &Tx, id: SurveyId) -> Result<Vec<Answered>, Error> {
    let all = responses::submitted(tx, id).await?;
    let mut answers = responses::answers(tx, id).await?;
    let ids: Vec<OfficeId> = all.iter().filter_map(|one| one.office).collect();
    let known: BTreeMap<_, _> = offices::several(tx, &ids)
        .await?
        .into_iter()
        .map(|office| (office.id, (office.number.to_string(), office.particulars.name)))
        .collect();
    let people = accounts::names_of(tx, all.iter().filter_map(|one| one.entered_by)).await?;
    let row = |one: responses::Response| Answered {
        office: one.office.and_then(|office| known.get(&office).cloned()),
        number: one.number,
        channel: answer_channel(one.channel),
        entered_by: one.entered_by.map(|account| people.get(&account).cloned().unwrap_or_default()),
        submitted_at: one.submitted_at,
        answers: answers.remove(&one.id).unwrap_or_default(),
    };
    Ok(all.into_iter().map(row).collect())
}

fn answers_table(questionnaire: &Questionnaire, rows: &[Answered]) -> Table {
    let mut columns = vec![
        Column::new("事業所番号", Kind::Code),
        Column::new("事業所名", Kind::Text),
        Column::new("回答日時", Kind::Moment),
        Column::new("方法", Kind::Text),
        Column::new("入力した職員", Kind::Text),
        Column::new("版", Kind::Number),
    ];
    columns.extend(questionnaire.questions.iter().map(|question| {
        let kind = match question.kind {
            AnswerKind::Number { .. } | AnswerKind::Scale { .. } => Kind::Number,
            _ => Kind::Text,
        };
        Column::new(format!("{} {}", question.id, question.text), kind)
    }));
    let row = |one: &Answered| {
        let (number, name) = one.office.clone().unwrap_or_default();
        let mut row: Vec<Value> = vec![
            number.into(),
            name.into(),
            one.submitted_at.into(),
            one.channel.into(),
            one.entered_by.clone().into(),
            i64::from(one.number).into(),
        ];
        row.extend(questionnaire.questions.iter().map(|question| match one.answers.get(&question.id) {
            None => Value::Empty,
            Some(Answer::Number(number)) => Value::Number(*number),
            Some(given) => answer(question, given).into(),
        }));
        row
    };
    Table { title: "回答".to_owned(), columns, rows: rows.iter().map(row).collect() }
}
