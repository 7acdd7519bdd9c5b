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
    messages::surveys::question_problem,
    paths,
    surveys::{BlocksPage, BlocksView, PreviewPage, QuestionPage, QuestionView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::SurveyId,
    surveys::{Question, QuestionField, QuestionId, QuestionProblem, Questionnaire, fill_question, new_kind},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
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
    let arranged = match typed.get("question").parse::<QuestionId>() {
        Ok(question) => arranged(&survey.draft, question, typed.get("act")),
        Err(_) => Err("設問が見つかりません。もう一度選んでください".to_owned()),
    };
    match arranged {
        Ok(_) if typed.get("version").parse() != Ok(survey.version) => {
            Err(conflict(&slug, &survey, Vec::new()))
        }
        Ok((changed, done)) => {
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

/// The questionnaire with one question elsewhere or gone, or why not.
fn arranged(
    questionnaire: &Questionnaire,
    id: QuestionId,
    act: &str,
) -> Result<(Questionnaire, &'static str), String> {
    let at = questionnaire
        .questions
        .iter()
        .position(|question| question.id == id)
        .ok_or("その設問は、もうありません。並びを確かめてください")?;
    let mut changed = questionnaire.clone();
    changed.used = changed.used.max(id.number());
    let place = |id: QuestionId| questionnaire.place(id).unwrap_or_default();
    let done = match act {
        "up" if at > 0 => {
            changed.questions.swap(at, at - 1);
            "moved"
        }
        "down" if at + 1 < changed.questions.len() => {
            changed.questions.swap(at, at + 1);
            "moved"
        }
        "remove" => {
            if let Some(shown) = questionnaire.shown_by(id).first() {
                let (own, other) = (place(id), place(shown.id));
                return Err(format!(
                    "問{own}は、問{other}を表示する条件に使っています。先に問{other}の条件を変えてください"
                ));
            }
            changed.questions.remove(at);
            "removed"
        }
        "up" | "down" => return Err("これ以上は動かせません".to_owned()),
        _ => return Err("上へ・下へ・外すのどれかを選んでください".to_owned()),
    };
    let broken = changed.questions.iter().find_map(|question| {
        let condition = question.show_if.as_ref()?;
        let (by, own) = (changed.place(condition.question)?, changed.place(question.id)?);
        (by > own).then_some((question.id, condition.question))
    });
    match broken {
        Some((shown, by)) => Err(format!(
            "問{}は、問{}の答えで表示が決まるため、その前には動かせません",
            place(shown),
            place(by)
        )),
        None => Ok((changed, done)),
    }
}

async fn save(tx: &Tx, app: &App, slug: &str, survey: &Survey, changed: &Questionnaire) -> Result<(), Error> {
    match surveys::save_draft(tx, survey, changed, app.clock.now()).await {
        Ok(()) => Ok(()),
        Err(store::Error::Stale) => Err(conflict(slug, survey, Vec::new())),
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
    let seen = typed.get("version").parse().unwrap_or(0);
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
        return Err(conflict(&slug, &survey, differences));
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

/// How it looks to whoever answers.
pub async fn preview(
    clerk: Clerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let questionnaire = found(&tx, id).await?.draft;
    Ok(page.ok(PREVIEW, move || view! { <PreviewPage slug id questionnaire/> }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::surveys::ReadySurvey;

    #[test]
    fn a_question_stays_behind_the_one_that_shows_it() {
        let ready = ReadySurvey::AdoptionIntention.questionnaire();
        let id = QuestionId::numbered;
        assert!(arranged(&ready, id(3), "up").unwrap_err().contains("問3は、問2の答えで"));
        assert!(arranged(&ready, id(2), "down").unwrap_err().contains("問3は、問2の答えで"));
        assert!(arranged(&ready, id(2), "remove").unwrap_err().contains("先に問3の条件"));
        assert!(arranged(&ready, id(1), "up").is_err() && arranged(&ready, id(99), "up").is_err());
        let (moved, _) = arranged(&ready, id(9), "up").unwrap();
        assert_eq!((moved.place(id(9)), moved.place(id(8))), (Some(8), Some(9)));
        let (mut less, _) = arranged(&ready, id(9), "remove").unwrap();
        assert_eq!(less.next_id(), id(10), "its number is not given again");
    }
}
