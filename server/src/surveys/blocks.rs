//! The questions of a survey: their order, one as a form, and how they look.

use super::{conflict, found};
use crate::{
    actor::Clerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::surveys::{answer_problem, arrange_problem, question_problem},
    paths,
    surveys::{BlocksPage, BlocksView, PreviewPage, QuestionPage, QuestionView},
};
use axum::{
    extract::{Path, Query, RawQuery, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::SurveyId,
    surveys::{
        Arrange, Question, QuestionField, QuestionId, QuestionProblem, Questionnaire, fill_question, new_kind,
    },
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use store::{
    Tx,
    surveys::{self, Survey},
};

const TITLE: &str = "アンケートの設問";
const PREVIEW: &str = "アンケートのプレビュー";

/// What was just done, and to which place.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Arranged {
    done: Option<String>,
}

/// The questions in their order.
pub async fn index(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(Arranged { done }): Query<Arranged>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let done = done.as_deref().and_then(|done| match done {
        "saved" => Some("設問を保存しました。"),
        "moved" => Some("設問を並べ替えました。"),
        "removed" => Some("設問を外しました。"),
        _ => None,
    });
    let blocks = blocks(slug, survey, done.map(str::to_owned), None);
    Ok(page.ok(TITLE, move || view! { <BlocksPage blocks/> }))
}

fn blocks(slug: String, survey: Survey, done: Option<String>, refused: Option<String>) -> BlocksView {
    BlocksView {
        slug,
        id: survey.id,
        version: survey.version,
        published: survey.current,
        questionnaire: survey.draft,
        done,
        refused,
    }
}

/// Moves a question up or down, or takes it out; refused where another question depends on it.
pub async fn arrange(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let asked = (typed.get("question").parse::<QuestionId>(), Arrange::from_code(typed.get("act")));
    let arranged = match asked {
        (Ok(question), Some(act)) => {
            survey.draft.arranged(question, act).map(|changed| (changed, act)).map_err(arrange_problem)
        }
        (Err(_), _) => Err("設問が見つかりません。もう一度選んでください".to_owned()),
        (Ok(_), None) => Err("上へ・下へ・外すのどれかを選んでください".to_owned()),
    };
    match arranged {
        Ok(_) if typed.version() != survey.version => Err(conflict(&tx, &slug, &survey, Vec::new()).await?),
        Ok((changed, act)) => {
            let done = match act {
                Arrange::Up | Arrange::Down => "moved",
                Arrange::Remove => "removed",
            };
            save(&tx, &app, &slug, &survey, &changed).await?;
            tx.commit().await?;
            Ok(see_other(&format!("{}?done={done}", paths::edit_survey(&slug, id))))
        }
        Err(refused) => {
            let blocks = blocks(slug, survey, None, Some(refused));
            Ok(page.unprocessable(TITLE, move || view! { <BlocksPage blocks/> }))
        }
    }
}

async fn save(tx: &Tx, app: &App, slug: &str, survey: &Survey, changed: &Questionnaire) -> Result<(), Error> {
    match surveys::save_draft(tx, survey, changed, app.clock.now()).await {
        Ok(()) => Ok(()),
        Err(store::Error::Stale) => Err(conflict(tx, slug, survey, Vec::new()).await?),
        Err(error) => Err(error.into()),
    }
}

/// Which kind is added.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Added {
    kind: String,
}

/// A question of a kind without words; the page where a kind is chosen, where none was.
fn blank(slug: &str, survey: &Survey, kind: &str) -> Result<Question, Error> {
    let kind = new_kind(kind).ok_or_else(|| Error::Elsewhere(paths::edit_survey(slug, survey.id)))?;
    let id = survey.draft.clone().next_id();
    let (text, help) = (String::new(), String::new());
    Ok(Question { id, text, help, required: false, kind, show_if: None, meaning: None })
}

/// An empty form of a kind.
pub async fn new(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(Added { kind }): Query<Added>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let question = blank(&slug, &survey, &kind)?;
    let form = FormState::filled(fill_question(&question));
    Ok(answer(&page, (slug, &survey, survey.version), question, true, form))
}

/// Adds a question at the end.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(Added { kind }): Query<Added>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let question = blank(&slug, &survey, &kind)?;
    change(tx, &app, &page, (slug, survey), question, true, typed).await
}

/// The form of a question.
pub async fn edit(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id, question)): Path<(String, SurveyId, QuestionId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let question = survey.draft.question(question).cloned().ok_or(Error::NotFound)?;
    let form = FormState::filled(fill_question(&question));
    Ok(answer(&page, (slug, &survey, survey.version), question, false, form))
}

/// Saves a question.
pub async fn update(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id, question)): Path<(String, SurveyId, QuestionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let survey = found(&tx, id).await?;
    let question = survey.draft.question(question).cloned().ok_or(Error::NotFound)?;
    change(tx, &app, &page, (slug, survey), question, false, typed).await
}

async fn change(
    tx: Tx,
    app: &App,
    page: &Page,
    (slug, survey): (String, Survey),
    question: Question,
    new: bool,
    typed: Typed,
) -> Result<Response, Error> {
    let seen = typed.version();
    let given = given(&tx, &survey, question.id).await?;
    let changed = match survey.draft.with_question(&question, given, &typed) {
        Ok(changed) => changed,
        Err(problems) => {
            let sentence = |(field, problem): &(QuestionField, QuestionProblem)| {
                (field.name(), question_problem(&survey.draft, *field, problem))
            };
            let form = FormState::rejected(typed, problems.iter().map(sentence).collect());
            return Ok(answer(page, (slug, &survey, seen), question, new, form));
        }
    };
    if seen != survey.version {
        let mine = changed.question(question.id).map(|one| one.text.clone()).unwrap_or_default();
        let differences = vec![("質問文".to_owned(), question.text.clone(), mine)];
        return Err(conflict(&tx, &slug, &survey, differences).await?);
    }
    save(&tx, app, &slug, &survey, &changed).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=saved", paths::edit_survey(&slug, survey.id))))
}

/// The highest letter that a choice of the question ever had in a published version.
async fn given(tx: &Tx, survey: &Survey, question: QuestionId) -> Result<u16, Error> {
    let versions = surveys::versions(tx, survey.id).await?;
    let letters = versions
        .iter()
        .filter_map(|version| version.questionnaire.question(question))
        .flat_map(|question| question.choices().iter().map(|choice| choice.id.number()));
    Ok(letters.max().unwrap_or(0))
}

fn answer(
    page: &Page,
    (slug, survey, version): (String, &Survey, i32),
    question: Question,
    new: bool,
    form: FormState,
) -> Response {
    let rejected = form.has_errors();
    let questionnaire = survey.draft.clone();
    let view = QuestionView { slug, id: survey.id, version, questionnaire, question, new, form };
    let view = move || view! { <QuestionPage view/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

/// How it looks to whoever answers; and where answers stand in the address, what is asked then and what would be wrong. Nothing
/// of it is kept.
pub async fn preview(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    RawQuery(query): RawQuery,
    page: Page,
) -> Result<Response, Error> {
    let pairs: Vec<(String, String)> =
        serde_html_form::from_str(query.as_deref().unwrap_or_default()).map_err(|_| Error::Unreadable)?;
    let typed: Typed = pairs.into_iter().collect();
    let tx = app.store.read(&clerk.scope()).await?;
    let questionnaire = found(&tx, id).await?.draft;
    if typed.get("try") != "yes" {
        let form = FormState::empty();
        return Ok(page.ok(PREVIEW, move || view! { <PreviewPage slug id questionnaire asked=None form/> }));
    }
    let (answers, problems) = questionnaire.read_whole(&typed);
    let shown: BTreeSet<QuestionId> =
        questionnaire.visible(&answers).into_iter().map(|question| question.id).collect();
    let asked = Some(shown);
    let errors: Vec<(String, String)> = problems
        .into_iter()
        .filter_map(|(id, problem)| questionnaire.question(id).map(|question| (question, problem)))
        .map(|(question, problem)| (question.field(), answer_problem(question, problem)))
        .collect();
    let form = if errors.is_empty() { FormState::filled(typed) } else { FormState::rejected(typed, errors) };
    let rejected = form.has_errors();
    let view = move || view! { <PreviewPage slug id questionnaire asked form/> };
    Ok(if rejected { page.unprocessable(PREVIEW, view) } else { page.ok(PREVIEW, view) })
}
