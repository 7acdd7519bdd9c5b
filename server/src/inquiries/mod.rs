//! 照会: a prefecture, a federation or 国保中央会 asks other houses a questionnaire, and sees who answered; and what a
//! house is asked, with its answer.

mod answers;
mod asked;
mod editing;
pub(crate) mod houses;
mod letters;
mod listing;
mod opening;
mod questions;
mod replies;
mod showing;

pub use asked::at_home;

use crate::{app::App, error::Error, faster::Faster, page::see_other, routing::Routes};
use app::{messages::surveys::answer_words, paths};
use axum::response::Response;
use domain::{
    form::Typed,
    ids::InquiryId,
    inquiries::{Happening, Stage, TellForm},
    surveys::{Answer, Answers, QuestionId, Questionnaire},
};
use serde::Deserialize;
use store::{
    Tx,
    events::Recorded,
    inquiries::{
        self, Inquiry,
        replies::{self as kept_replies, Reply},
    },
};

/// The routes of both sides.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .show("/t/{tenant}/inquiries", listing::index)
        .page("/t/{tenant}/inquiries/new", editing::new, editing::create)
        .show("/t/{tenant}/inquiries/{inquiry}", showing::show)
        .page("/t/{tenant}/inquiries/{inquiry}/edit", editing::edit, editing::update)
        .page("/t/{tenant}/inquiries/{inquiry}/questions", questions::index, questions::arrange)
        .page("/t/{tenant}/inquiries/{inquiry}/questions/{question}", questions::edit, questions::update)
        .page("/t/{tenant}/inquiries/{inquiry}/opening", opening::show, opening::create)
        .act("/t/{tenant}/inquiries/{inquiry}/deadline", showing::move_deadline)
        .act("/t/{tenant}/inquiries/{inquiry}/reminder", showing::remind)
        .act("/t/{tenant}/inquiries/{inquiry}/closure", showing::close)
        .show("/t/{tenant}/inquiries/{inquiry}/answers", answers::show)
        .show("/t/{tenant}/inquiries/{inquiry}/answers/export", answers::export)
        .page("/t/{tenant}/inquiries/{inquiry}/replies/{reply}", replies::show, replies::create)
        .show("/t/{tenant}/asked", asked::index)
        .page("/t/{tenant}/asked/{asked}", asked::show, asked::create)
}

/// What was just done, told once after a redirect.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Done {
    done: Option<String>,
}

/// Back to an inquiry's page, with what was done.
fn told(slug: &str, id: InquiryId, done: &str) -> Response {
    see_other(&format!("{}?done={done}", paths::inquiry(slug, id)))
}

/// An inquiry of the house, or not there.
async fn found(tx: &Tx, id: InquiryId) -> Result<Inquiry, Error> {
    inquiries::find(tx, id).await?.ok_or(Error::NotFound)
}

/// The same, for a change.
async fn found_to_change(tx: &Tx, id: InquiryId) -> Result<Inquiry, Error> {
    inquiries::find_to_change(tx, id).await?.ok_or(Error::NotFound)
}

/// Where somebody who would change a draft goes once it is none any more.
fn sent_already(slug: &str, inquiry: &Inquiry) -> Option<Response> {
    (inquiry.stage != Stage::Draft).then(|| see_other(&paths::inquiry(slug, inquiry.id)))
}

/// The form was made from this version of the inquiry, or somebody was faster.
async fn fresh(tx: &Tx, typed: &Typed, slug: &str, inquiry: &Inquiry) -> Result<(), Error> {
    if typed.version() == inquiry.version {
        return Ok(());
    }
    // What houses answer is no change of what is asked.
    let answers = [Happening::Drafted, Happening::Answered, Happening::Corrected].map(Happening::code);
    let changes = |event: &Recorded| !answers.contains(&event.kind.as_str());
    let faster = Faster::of(tx, ("inquiry", inquiry.id.uuid()), changes).await?.at(inquiry.updated_at);
    let what = format!("照会「{}」", inquiry.title);
    Err(faster.conflict(what, "この照会を変更しました", Vec::new(), paths::inquiry(slug, inquiry.id)))
}

/// The form was made from this version of the reply, or a colleague was faster. What was typed is shown beside what is
/// kept now.
fn fresh_reply(typed: &Typed, reply: &Reply, latest: String) -> Result<(), Error> {
    if typed.version() == reply.version {
        return Ok(());
    }
    let questionnaire = &reply.asked.questionnaire;
    let (answers, _) = questionnaire.read(typed);
    let kept = reply.draft.clone().or_else(|| reply.answers.clone()).unwrap_or_default();
    let words = |question: QuestionId, answers: &Answers| {
        let asked = questionnaire.question(question)?;
        Some(answer_words(asked, answers.get(&question)?))
    };
    let differences = questionnaire
        .questions
        .iter()
        .filter(|question| kept.get(&question.id) != answers.get(&question.id))
        .map(|question| {
            let now = words(question.id, &kept).unwrap_or_default();
            (question.text.clone(), now, words(question.id, &answers).unwrap_or_default())
        })
        .collect();
    let faster = Faster::named(&reply.answered_by, reply.answered_at);
    let what = format!("照会「{}」への回答", reply.asked.title);
    Err(faster.conflict(what, "この回答を保存または提出しました", differences, latest))
}

/// Keeps what was typed by whoever answers, or hands it in; `told` is written down by whoever asks. Whether it was handed
/// in, or everything that is wrong with it: then nothing is written.
async fn answer(
    app: &App,
    tx: &Tx,
    reply: &Reply,
    typed: &Typed,
    told: bool,
    latest: String,
) -> Result<Result<bool, Vec<(String, String)>>, Error> {
    let typing = match read_typing(&reply.asked.questionnaire, typed, told) {
        Ok(typing) => typing,
        Err(sentences) => return Ok(Err(sentences)),
    };
    fresh_reply(typed, reply, latest)?;
    let now = app.clock.now();
    match typing {
        Typing::Keep(answers) => {
            kept_replies::keep(tx, reply, &answers, now).await?;
            Ok(Ok(false))
        }
        Typing::HandIn(answers, form) => {
            kept_replies::hand_in(tx, reply, &answers, &form, now).await?;
            Ok(Ok(true))
        }
    }
}

/// What somebody who answers asks for.
enum Typing {
    /// Keep it for later.
    Keep(Answers),
    /// Hand it in.
    HandIn(Answers, TellForm),
}

/// Reads the form of whoever answers: everything that is wrong at once, or what is to be done. Only what was understood
/// can be kept for later; what is missing is asked for when it is handed in.
fn read_typing(
    questionnaire: &Questionnaire,
    typed: &Typed,
    told: bool,
) -> Result<Typing, Vec<(String, String)>> {
    if typed.get("act") == "keep" {
        let (answers, problems) = questionnaire.read(typed);
        return if problems.is_empty() {
            Ok(Typing::Keep(answers))
        } else {
            Err(app::inquiries::answering_errors(questionnaire, &problems))
        };
    }
    let (answers, problems) = questionnaire.read_whole(typed);
    let tell = TellForm::parse(typed, told);
    match tell {
        Ok(form) if problems.is_empty() => Ok(Typing::HandIn(questionnaire.kept(&answers), form)),
        tell => {
            let mut sentences = app::inquiries::answering_errors(questionnaire, &problems);
            sentences.extend(
                tell.err().map(|problems| app::messages::inquiries::errors(&problems)).into_iter().flatten(),
            );
            Err(sentences)
        }
    }
}

/// The form of a reply as it would be typed: what is kept for later, or else what was handed in.
fn fill_answers(reply: &Reply) -> Typed {
    let Some(answers) = reply.draft.as_ref().or(reply.answers.as_ref()) else { return Typed::default() };
    let filled = |question: &domain::surveys::Question, answer: &Answer| question.fill(answer);
    let questions = &reply.asked.questionnaire.questions;
    let pairs = questions
        .iter()
        .filter_map(|question| answers.get(&question.id).map(|answer| filled(question, answer)))
        .flat_map(|typed| typed.pairs().to_vec());
    pairs.collect()
}
