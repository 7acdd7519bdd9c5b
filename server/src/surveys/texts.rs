//! Free texts: read and named with tags by officers, saved without whose they are.

use super::{found, results::asked_in};
use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    export::Saving,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::survey_results::{numbered, tag_problem},
    paths,
    surveys::{SurveyTextsPage, SurveyTextsView, TextLine, UNTAGGED, tags_field, was_field},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::{SurveyId, SurveyResponseId},
    surveys::{Kind, Question, QuestionId, Questionnaire, tags},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    surveys::{
        Survey,
        results::of_survey,
        texts::{self, Retagged, Tagged, Text},
    },
    views,
};
use tables::{Field, Kind as CellKind, Table};

const TITLE: &str = "自由記述";
/// Texts on a page.
const PER_PAGE: u64 = 20;
/// Texts read at once for a table.
const CHUNK: u64 = 1_000;

/// What an address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    question: String,
    tag: String,
    page: u64,
    done: Option<String>,
}

fn tagged(tag: &str) -> Tagged<'_> {
    match tag {
        "" => Tagged::All,
        UNTAGGED => Tagged::Without,
        tag => Tagged::With(tag),
    }
}

/// Whether whoever answers can write words to it.
fn has_texts(question: &Question) -> bool {
    matches!(question.kind, Kind::FreeText { .. }) || question.has_other()
}

/// The question that is read: the one that is asked for, else the first that asks for words, else the first that has
/// 「その他」.
fn question_of(questionnaire: &Questionnaire, asked: &str) -> Option<QuestionId> {
    let wanted: Option<QuestionId> = asked.parse().ok();
    let with_texts = || questionnaire.questions.iter().filter(|question| has_texts(question));
    let found = match wanted {
        Some(wanted) => with_texts().find(|question| question.id == wanted),
        None => with_texts()
            .find(|question| matches!(question.kind, Kind::FreeText { .. }))
            .or_else(|| with_texts().next()),
    };
    found.map(|question| question.id)
}

/// The texts to a question. Looking is recorded: people write names.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "survey", id.uuid(), "survey-texts").await?;
    let done = (asked.done.as_deref() == Some("tagged")).then_some("タグを保存しました。");
    let may_tag = reader.has(Role::Clerk);
    let view = view(&tx, slug, &survey, &asked, may_tag, FormState::empty()).await?;
    tx.commit().await?;
    let view = SurveyTextsView { done, ..view };
    Ok(page.ok(TITLE, move || view! { <SurveyTextsPage texts=view/> }))
}

async fn view(
    tx: &Tx,
    slug: String,
    survey: &Survey,
    asked: &Asked,
    may_tag: bool,
    form: FormState,
) -> Result<SurveyTextsView, Error> {
    let questionnaire = asked_in(survey, &of_survey(tx, survey.id).await?);
    let question = question_of(&questionnaire, &asked.question).ok_or(Error::NotFound)?;
    let shown = asked.page.max(1);
    let (lines, total) =
        texts::of_question(tx, survey.id, question, tagged(&asked.tag), (shown - 1, PER_PAGE)).await?;
    let line = |text: Text| TextLine {
        response: text.response,
        text: text.text,
        office: text.office,
        tags: tags::typed(&text.tags),
    };
    Ok(SurveyTextsView {
        slug,
        id: survey.id,
        title: survey.title.clone(),
        questions: questionnaire
            .questions
            .iter()
            .filter(|question| has_texts(question))
            .map(|question| (question.id, numbered(&questionnaire, question.id)))
            .collect(),
        question,
        tags: texts::tags(tx, survey.id, question).await?,
        tag: asked.tag.clone(),
        page: shown,
        per_page: PER_PAGE,
        total,
        lines: lines.into_iter().map(line).collect(),
        may_tag,
        form,
        done: None,
    })
}

/// Sets the tags of the texts of a page.
pub async fn tag(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let asked = Asked {
        question: typed.get("question").to_owned(),
        tag: typed.get("tag").to_owned(),
        page: typed.get("page").parse().unwrap_or(1),
        done: None,
    };
    let questionnaire = asked_in(&survey, &of_survey(&tx, id).await?);
    let question = question_of(&questionnaire, &asked.question).ok_or(Error::NotFound)?;
    let (changes, errors) = changes(&typed);
    if !errors.is_empty() {
        let form = FormState::rejected(typed, errors);
        let view = view(&tx, slug, &survey, &asked, true, form).await?;
        return Ok(page.unprocessable(TITLE, move || view! { <SurveyTextsPage texts=view/> }));
    }
    let changes = of_this_question(&tx, &survey, question, changes).await?;
    let others = texts::retag(&tx, id, question, &changes, app.clock.now()).await?;
    if others.is_empty() {
        tx.commit().await?;
        let to = paths::survey_texts_of(&slug, id, question, &asked.tag, asked.page);
        return Ok(see_other(&format!("{to}&done=tagged")));
    }
    let form = told(&typed, &others);
    let view = view(&tx, slug, &survey, &asked, true, form).await?;
    Ok(page.unprocessable(TITLE, move || view! { <SurveyTextsPage texts=view/> }))
}

/// What was typed beside the texts, and what is wrong with it.
fn changes(typed: &Typed) -> (Vec<Retagged>, Vec<(String, String)>) {
    let (mut changes, mut errors) = (Vec::new(), Vec::new());
    for (name, value) in typed.pairs() {
        let Some(response) = name.strip_prefix("tags-").and_then(|id| id.parse::<SurveyResponseId>().ok())
        else {
            continue;
        };
        match (tags::parse(value), tags::parse(typed.get(&was_field(response)))) {
            (Ok(becomes), Ok(was)) => changes.push(Retagged { response, was, becomes }),
            (Err(problem), _) | (Ok(_), Err(problem)) => {
                errors.push((tags_field(response), tag_problem(&problem)));
            }
        }
    }
    (changes, errors)
}

/// The changes whose texts stand in this survey: a form may name others.
async fn of_this_question(
    tx: &Tx,
    survey: &Survey,
    question: QuestionId,
    changes: Vec<Retagged>,
) -> Result<Vec<Retagged>, Error> {
    let wanted: Vec<SurveyResponseId> = changes.iter().map(|one| one.response).collect();
    let known = texts::written(tx, survey.id, question, &wanted).await?;
    Ok(changes.into_iter().filter(|one| known.contains(&one.response)).collect())
}

/// The form with what was typed, told where a colleague set other tags; saved once more it takes their place.
fn told(typed: &Typed, others: &[(SurveyResponseId, Vec<String>)]) -> FormState {
    let fields: Vec<_> =
        others.iter().map(|(response, now)| (was_field(*response), tags::typed(now))).collect();
    let pairs = typed.pairs().iter().map(|(name, value)| {
        let newer = fields.iter().find(|(field, _)| field == name).map(|(_, now)| now.clone());
        (name.clone(), newer.unwrap_or_else(|| value.clone()))
    });
    let errors = others.iter().map(|(response, now)| {
        let now = if now.is_empty() { "なし".to_owned() } else { format!("「{}」", tags::typed(now)) };
        let told = format!(
            "ほかの人がこの記述のタグを{now}に変えました。確かめて、もう一度保存すると、入力したタグに置き換わります"
        );
        (tags_field(*response), told)
    });
    FormState::rejected(pairs.collect(), errors.collect())
}

const FIELDS: [Field<Text>; 2] = [
    ("記述", CellKind::Text, |one| one.text.clone().into()),
    ("タグ", CellKind::Text, |one| tags::typed(&one.tags).into()),
];

/// The texts without whose they are, in the order of their words: nothing tells which answer one stands in.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, SurveyId)>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    let questionnaire = asked_in(&survey, &of_survey(&tx, id).await?);
    let question = question_of(&questionnaire, &asked.question).ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "survey", id.uuid(), "survey-texts-saved").await?;
    let mut all = Vec::new();
    for part in 0.. {
        let (more, _) = texts::of_question(&tx, id, question, tagged(&asked.tag), (part, CHUNK)).await?;
        let last = (more.len() as u64) < CHUNK;
        all.extend(more);
        if last {
            break;
        }
    }
    tx.commit().await?;
    all.sort_by(|one, other| one.text.cmp(&other.text));
    let name = format!("自由記述_{}_{}", survey.title, question);
    saving.answer(&name, Table::of(numbered(&questionnaire, question), &FIELDS, &all))
}
