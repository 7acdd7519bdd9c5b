//! Answering without signing in: one question a page, all of them once more, and handing them in. Each step keeps what was
//! answered; what is kept counts once it is handed in.

use super::{
    Done, ids,
    opened::{Opened, reading, writing},
    tokens::{self, Link},
};
use crate::{
    actor::Visitor,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::surveys::{answer_problem, answer_words},
    paths,
    surveys::{AnswerCheck, AnswerCheckPage, AnswerDonePage, AnswerLine, AnswerQuestion, AnswerQuestionPage},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::surveys::{Answer, AnswerChannel, AnswerProblem, Question, QuestionId, SurveyState};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::surveys::responses::{self, HandInError, How, Response as Filled};

const TITLE: &str = "アンケート";

/// Where one goes after a question.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Then {
    then: Option<String>,
}

/// One question.
pub async fn question(
    visitor: Visitor,
    State(app): State<App>,
    Path((slug, token, id)): Path<(String, String, QuestionId)>,
    Query(Then { then }): Query<Then>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reading(&visitor)).await?;
    let opened = Opened::of(&app, &tx, token).await?;
    let question = opened.version.questionnaire.question(id).cloned().ok_or(Error::NotFound)?;
    if opened.refused(&app).is_some() || opened.filled.is_none() {
        return Ok(see_other(&paths::survey_answer(&slug, &opened.token)));
    }
    let answers = opened.answers();
    let form = answers.get(&id).map(|answer| question.fill(answer)).unwrap_or_default();
    let from_check = then.as_deref() == Some("check");
    Ok(show_question(&visitor, &opened, &page, question, (FormState::filled(form), from_check)))
}

fn show_question(
    visitor: &Visitor,
    opened: &Opened,
    page: &Page,
    question: Question,
    (form, from_check): (FormState, bool),
) -> Response {
    let slug = &visitor.tenant.slug;
    let answers = opened.answers();
    let shown = opened.version.questionnaire.visible(&answers);
    let Some(at) = shown.iter().position(|one| one.id == question.id) else {
        return see_other(&paths::survey_answer_check(slug, &opened.token));
    };
    let before = at.checked_sub(1).and_then(|before| shown.get(before));
    let back = match before {
        _ if from_check => paths::survey_answer_check(slug, &opened.token),
        Some(before) => paths::survey_answer_question(slug, &opened.token, before.id),
        None => paths::survey_answer(slug, &opened.token),
    };
    let rejected = form.has_errors();
    let asked = AnswerQuestion {
        survey: opened.view(visitor),
        place: (at + 1, shown.len()),
        known: opened.known(&question),
        question,
        back,
        form,
        from_check,
    };
    let view = move || view! { <AnswerQuestionPage asked/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

/// Keeps an answer and goes on. What is sent after the last moment is kept as well, so that nobody types it again when the
/// deadline is put off; it is not handed in, and the first page says why.
pub async fn keep(
    visitor: Visitor,
    State(app): State<App>,
    Path((slug, token, id)): Path<(String, String, QuestionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&writing(&visitor)).await?;
    let mut opened = Opened::of(&app, &tx, token).await?;
    let question = opened.version.questionnaire.question(id).cloned().ok_or(Error::NotFound)?;
    let first = paths::survey_answer(&slug, &opened.token);
    let Some(filled) = opened.filled.clone() else { return Ok(see_other(&first)) };
    let closed = opened.refused(&app).is_some();
    let (later, from_check) = (typed.get("later") == "yes", typed.get("then") == "check");
    let read = match opened.known(&question) {
        Some(known) => Ok(Some(Answer::Text(known))),
        None => question.read(&typed),
    };
    let answer = match read {
        Ok(None) if question.required && !later => Err(AnswerProblem::Missing),
        read => read,
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(_) if closed => return Ok(see_other(&first)),
        Err(problem) => {
            let errors = vec![(question.field(), answer_problem(&question, problem))];
            let form = FormState::rejected(typed, errors);
            return Ok(show_question(&visitor, &opened, &page, question, (form, from_check)));
        }
    };
    let kept = match responses::keep(&tx, filled.id, id, answer.as_ref(), app.clock.now()).await {
        Ok(kept) => kept,
        // It was handed in from another window meanwhile.
        Err(store::Error::Missing) => return Ok(see_other(&first)),
        Err(error) => return Err(error.into()),
    };
    tx.commit().await?;
    if closed {
        return Ok(see_other(&first));
    }
    opened.filled = Some(kept);
    let answers = opened.answers();
    let shown = opened.version.questionnaire.visible(&answers);
    let next = shown.iter().skip_while(|one| one.id != id).nth(1).map(|one| one.id);
    // From the summary one goes back there, unless the answer asks something new.
    let new =
        shown.iter().map(|one| one.id).find(|one| !answers.contains_key(one) && is_required(&shown, *one));
    let then = match (later, from_check, next) {
        (true, ..) => format!("{}?done=later", paths::survey_answer_check(&slug, &opened.token)),
        (false, true, _) => match new {
            Some(new) => format!("{}?then=check", paths::survey_answer_question(&slug, &opened.token, new)),
            None => paths::survey_answer_check(&slug, &opened.token),
        },
        (false, false, Some(next)) => paths::survey_answer_question(&slug, &opened.token, next),
        (false, false, None) => paths::survey_answer_check(&slug, &opened.token),
    };
    Ok(see_other(&then))
}

fn is_required(shown: &[&Question], id: QuestionId) -> bool {
    shown.iter().any(|one| one.id == id && one.required)
}

/// All answers before they are handed in.
pub async fn check(
    visitor: Visitor,
    State(app): State<App>,
    Path((slug, token)): Path<(String, String)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reading(&visitor)).await?;
    let opened = Opened::of(&app, &tx, token).await?;
    if opened.refused(&app).is_some() || opened.filled.is_none() {
        return Ok(see_other(&paths::survey_answer(&slug, &opened.token)));
    }
    let later = done.as_deref() == Some("later");
    Ok(show_check(&visitor, &app, &opened, &page, Shown { later, problems: false, refused: None }))
}

/// What the summary shows besides the answers.
struct Shown {
    later: bool,
    problems: bool,
    refused: Option<String>,
}

fn show_check(visitor: &Visitor, app: &App, opened: &Opened, page: &Page, shown: Shown) -> Response {
    let Shown { later, problems, refused } = shown;
    let answers = opened.answers();
    let wrong = opened.version.questionnaire.check(&answers);
    let problem = |question: &Question| {
        let (_, problem) = wrong.iter().filter(|_| problems).find(|(id, _)| *id == question.id)?;
        Some(answer_problem(question, *problem))
    };
    let lines = opened
        .version
        .questionnaire
        .visible(&answers)
        .into_iter()
        .map(|question| AnswerLine {
            id: question.id,
            question: question.text.clone(),
            answer: answers.get(&question.id).map(|answer| answer_words(question, answer)),
            required: question.required,
            changes: opened.known(question).is_none() || !answers.contains_key(&question.id),
            problem: problem(question),
        })
        .collect();
    let link = matches!(opened.link, Link::Response(_))
        .then(|| app.address_of(&paths::survey_answer(&visitor.tenant.slug, &opened.token)));
    let rejected = problems || refused.is_some();
    let summary = paths::survey_answer_check(&visitor.tenant.slug, &opened.token);
    let next = later.then(|| opened.next_open(&visitor.tenant.slug)).filter(|open| *open != summary);
    let check = AnswerCheck {
        survey: opened.view(visitor),
        lines,
        anonymous: opened.survey.anonymous,
        again: opened.filled.as_ref().is_some_and(Filled::is_submitted),
        link,
        later,
        next,
        refused,
    };
    let view = move || view! { <AnswerCheckPage check/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}

/// Hands the answers in.
pub async fn hand_in(
    visitor: Visitor,
    State(app): State<App>,
    Path((slug, token)): Path<(String, String)>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&writing(&visitor)).await?;
    let opened = Opened::of(&app, &tx, token).await?;
    let Some(filled) = opened.filled.clone().filter(|_| opened.refused(&app).is_none()) else {
        return Ok(see_other(&paths::survey_answer(&slug, &opened.token)));
    };
    let how = How { channel: AnswerChannel::Web, entered_by: None };
    let ids = ids(&app, &opened.survey);
    let of = (&opened.survey, &opened.version);
    match responses::hand_in(&tx, of, &filled, how, &ids, app.clock.now()).await {
        Ok(_) => {
            tx.commit().await?;
            // The link of an anonymous answer leads to nothing any more.
            let token = match opened.link {
                Link::Response(_) if opened.survey.anonymous => {
                    tokens::of(&app.keys, Link::Everybody(opened.survey.id))
                }
                Link::Response(_) | Link::Everybody(_) | Link::Invitation(_) => opened.token,
            };
            Ok(see_other(&paths::survey_answer_done(&slug, &token)))
        }
        Err(HandInError::Unfit) => {
            let shown = Shown {
                later: false,
                problems: true,
                refused: Some("まだ送信できません。下の項目を直してください".to_owned()),
            };
            Ok(show_check(&visitor, &app, &opened, &page, shown))
        }
        Err(HandInError::Answered) => {
            let refused = "この事業所からは、ほかの方法ですでに回答が届いています。直すときは、担当へお問い合わせください";
            let shown = Shown { later: false, problems: false, refused: Some(refused.to_owned()) };
            Ok(show_check(&visitor, &app, &opened, &page, shown))
        }
        // It was kept from another window meanwhile: it is looked at once more.
        Err(HandInError::Store(store::Error::Stale)) => {
            Ok(see_other(&paths::survey_answer_check(&slug, &opened.token)))
        }
        Err(HandInError::Store(error)) => Err(error.into()),
    }
}

/// After handing in.
pub async fn done(
    visitor: Visitor,
    State(app): State<App>,
    Path((slug, token)): Path<(String, String)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reading(&visitor)).await?;
    let opened = Opened::of(&app, &tx, token).await?;
    let submitted = opened.filled.as_ref().is_some_and(Filled::is_submitted);
    let used = opened.invitation.as_ref().is_some_and(|one| one.answered_on.is_some());
    let everybody = matches!(opened.link, Link::Everybody(_)) && opened.survey.anonymous;
    if !submitted && !used && !everybody {
        return Ok(see_other(&paths::survey_answer(&slug, &opened.token)));
    }
    let open = submitted && opened.survey.state == SurveyState::Open && opened.refused(&app).is_none();
    let change = open.then(|| (paths::survey_answer(&slug, &opened.token), opened.survey.deadline));
    let survey = opened.view(&visitor);
    Ok(page.ok("回答を送信しました", move || view! { <AnswerDonePage survey change/> }))
}
