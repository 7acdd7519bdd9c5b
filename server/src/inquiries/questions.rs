//! The questions of a draft: their order, and one question as a form.

use super::{Done, found, found_to_change, fresh, sent_already};
use crate::{
    actor::HostClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    inquiries::{QuestionPage, QuestionView, QuestionsPage, QuestionsView, fault_words, question_errors},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    ids::InquiryId,
    surveys::{Kind, Question, QuestionId, Questionnaire, fill_question, new_kind},
};
use elements::FormState;
use leptos::prelude::*;
use store::inquiries::{self, Inquiry};

/// The questions in their order.
pub async fn index(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, InquiryId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let inquiry = found(&tx, id).await?;
    if let Some(elsewhere) = sent_already(&slug, &inquiry) {
        return Ok(elsewhere);
    }
    let done = match done.as_deref() {
        Some("added") => Some("下書きを保存しました。設問を確かめてください。"),
        Some("saved") => Some("設問を保存しました。"),
        Some("moved") => Some("設問の順番を変えました。"),
        Some("removed") => Some("設問を外しました。"),
        Some(_) | None => None,
    };
    Ok(list(&page, slug, &inquiry, (done, None)))
}

/// Moves a question, or takes it out; nothing that would leave a question which nobody is asked.
pub async fn arrange(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, InquiryId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let inquiry = found_to_change(&tx, id).await?;
    if let Some(elsewhere) = sent_already(&slug, &inquiry) {
        return Ok(elsewhere);
    }
    let question = typed.get("question").parse::<QuestionId>().ok();
    let Some(place) = question.and_then(|question| inquiry.questionnaire.place(question)) else {
        return Ok(list(&page, slug, &inquiry, (None, Some("動かす設問を選んでください。".to_owned()))));
    };
    fresh(&tx, &typed, &slug, &inquiry).await?;
    let mut changed = inquiry.questionnaire.clone();
    let at = place - 1;
    let done = match typed.get("act") {
        "up" if at > 0 => {
            changed.questions.swap(at, at - 1);
            "moved"
        }
        "down" if place < changed.questions.len() => {
            changed.questions.swap(at, place);
            "moved"
        }
        "remove" => {
            // Its number is not given again.
            let number = changed.questions.iter().map(|question| question.id.number()).max().unwrap_or(0);
            changed.used = changed.used.max(number);
            changed.questions.remove(at);
            "removed"
        }
        _ => return Ok(see_other(&paths::inquiry_questions(&slug, id))),
    };
    // An empty questionnaire is no fault before it is sent.
    let fault = changed.problems().into_iter().find(|(question, _)| question.is_some());
    if let Some((Some(question), fault)) = fault {
        let place = changed.place(question).unwrap_or_default();
        let words = format!("問{place}：{}。", fault_words(&fault));
        return Ok(list(&page, slug, &inquiry, (None, Some(words))));
    }
    inquiries::set_questions(&tx, &inquiry, &changed, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done={done}", paths::inquiry_questions(&slug, id))))
}

/// The form of one question, or of a new one of a kind.
pub async fn edit(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id, word)): Path<(String, InquiryId, String)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let inquiry = found(&tx, id).await?;
    if let Some(elsewhere) = sent_already(&slug, &inquiry) {
        return Ok(elsewhere);
    }
    let question = named(&inquiry.questionnaire, &word).ok_or(Error::NotFound)?;
    let form = FormState::filled(fill_question(&question));
    Ok(render(&page, slug, &inquiry, (word, question), inquiry.version, form))
}

/// Saves a question.
pub async fn update(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id, word)): Path<(String, InquiryId, String)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let inquiry = found_to_change(&tx, id).await?;
    if let Some(elsewhere) = sent_already(&slug, &inquiry) {
        return Ok(elsewhere);
    }
    let question = named(&inquiry.questionnaire, &word).ok_or(Error::NotFound)?;
    let changed = match inquiry.questionnaire.with_question(&question, 0, &typed) {
        Ok(changed) => changed,
        Err(problems) => {
            let version = typed.version();
            let form = FormState::rejected(typed, question_errors(&inquiry.questionnaire, &problems));
            return Ok(render(&page, slug, &inquiry, (word, question), version, form));
        }
    };
    fresh(&tx, &typed, &slug, &inquiry).await?;
    inquiries::set_questions(&tx, &inquiry, &changed, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=saved", paths::inquiry_questions(&slug, id))))
}

/// The question that an address names: by its id, or a new one by its kind.
fn named(questionnaire: &Questionnaire, word: &str) -> Option<Question> {
    if let Ok(id) = word.parse::<QuestionId>() {
        return questionnaire.question(id).cloned();
    }
    // Houses are no offices: nothing of them stands in the register.
    let kind = new_kind(word).filter(|kind| !matches!(kind, Kind::OfficeAttribute(_)))?;
    let id = questionnaire.clone().next_id();
    Some(Question {
        id,
        text: String::new(),
        help: String::new(),
        required: true,
        kind,
        show_if: None,
        meaning: None,
    })
}

fn list(
    page: &Page,
    slug: String,
    inquiry: &Inquiry,
    (done, refused): (Option<&'static str>, Option<String>),
) -> Response {
    let rejected = refused.is_some();
    let view = QuestionsView {
        slug,
        id: inquiry.id,
        version: inquiry.version,
        title: inquiry.title.clone(),
        questionnaire: inquiry.questionnaire.clone(),
        done: done.map(str::to_owned),
        refused,
    };
    let view = move || view! { <QuestionsPage view/> };
    if rejected { page.unprocessable("設問", view) } else { page.ok("設問", view) }
}

fn render(
    page: &Page,
    slug: String,
    inquiry: &Inquiry,
    (word, question): (String, Question),
    version: i32,
    form: FormState,
) -> Response {
    let rejected = form.has_errors();
    let questionnaire = inquiry.questionnaire.clone();
    let view = QuestionView { slug, id: inquiry.id, version, word, question, questionnaire, form };
    let view = move || view! { <QuestionPage view/> };
    if rejected { page.unprocessable("設問を直す", view) } else { page.ok("設問を直す", view) }
}
