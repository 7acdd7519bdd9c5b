//! What is asked and why: a new inquiry, and a draft that is changed or thrown away.

use super::{found, found_to_change, fresh, sent_already, told};
use crate::{
    actor::HostClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    inquiries::{BEGIN_BLANK, InquiryFormPage, InquiryFormUse},
    messages::inquiries::errors,
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::InquiryId,
    inquiries::{Field, InquiryForm, Problem, Ready},
    surveys::Questionnaire,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    inquiries::{self, Inquiry},
};

/// How many earlier inquiries are offered to begin with.
const EARLIER: usize = 10;

/// An empty form, with the officer as whom to call.
pub async fn new(officer: HostClerk, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let usage = InquiryFormUse::New(earlier(&tx).await?);
    let typed = Typed::default()
        .with(Field::ContactName.name(), officer.account.name.clone())
        .with(Field::ContactPhone.name(), officer.tenant.settings.phone.clone())
        .with(Field::ContactEmail.name(), officer.account.email.clone().unwrap_or_default());
    Ok(render(&page, officer.tenant.slug.clone(), usage, FormState::filled(typed)))
}

/// Keeps a draft.
pub async fn create(
    officer: HostClerk,
    State(app): State<App>,
    Path(slug): Path<String>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let begin = begin(&tx, typed.get(Field::Begin.name())).await?;
    // Title and purpose that are left empty are those of what it begins with.
    let typed = match &begin {
        Some(begin) => with_texts(typed, begin),
        None => typed,
    };
    let read = InquiryForm::parse(&typed, app.clock.today());
    let (form, begin) = match (read, begin) {
        (Ok(form), Some(begin)) => (form, begin),
        (read, begin) => {
            let mut problems = Vec::new();
            if begin.is_none() {
                problems.push((Field::Begin, Problem::NotChosen));
            }
            problems.extend(read.err().into_iter().flatten());
            let usage = InquiryFormUse::New(earlier(&tx).await?);
            return Ok(render(&page, slug, usage, FormState::rejected(typed, errors(&problems))));
        }
    };
    let id: InquiryId = app.clock.id();
    let questionnaire = Questionnaire { title: form.title.clone(), ..begin.questionnaire };
    inquiries::add(&tx, id, &form, &questionnaire, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=added", paths::inquiry_questions(&slug, id))))
}

/// The form filled with the draft.
pub async fn edit(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, InquiryId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let inquiry = found(&tx, id).await?;
    if let Some(elsewhere) = sent_already(&slug, &inquiry) {
        return Ok(elsewhere);
    }
    let usage = InquiryFormUse::Edit(id, inquiry.version);
    Ok(render(&page, slug, usage, FormState::filled(inquiry.form().fill())))
}

/// Saves the draft, or throws it away.
pub async fn update(
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
    if typed.get("act") == "discard" {
        fresh(&tx, &typed, &slug, &inquiry).await?;
        inquiries::discard(&tx, &inquiry, app.clock.now()).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("{}?done=discarded", paths::inquiries(&slug))));
    }
    let form = match InquiryForm::parse(&typed, app.clock.today()) {
        Ok(form) => form,
        Err(problems) => {
            let usage = InquiryFormUse::Edit(id, typed.version());
            return Ok(render(&page, slug, usage, FormState::rejected(typed, errors(&problems))));
        }
    };
    fresh(&tx, &typed, &slug, &inquiry).await?;
    inquiries::edit(&tx, &inquiry, &form, app.clock.now()).await?;
    tx.commit().await?;
    Ok(told(&slug, id, "edited"))
}

/// What an inquiry begins with.
struct Begin {
    title: String,
    purpose: String,
    questionnaire: Questionnaire,
}

/// What the choice says; none where nothing that there is was chosen.
async fn begin(tx: &Tx, chosen: &str) -> Result<Option<Begin>, Error> {
    if chosen == BEGIN_BLANK {
        let questionnaire = Questionnaire::default();
        return Ok(Some(Begin { title: String::new(), purpose: String::new(), questionnaire }));
    }
    if let Some(ready) = chosen.strip_prefix("ready:").and_then(Ready::from_code) {
        let (title, purpose) = (ready.title().to_owned(), ready.purpose().to_owned());
        return Ok(Some(Begin { title, purpose, questionnaire: ready.questionnaire() }));
    }
    let Some(id) = chosen.strip_prefix("copy:").and_then(|id| id.parse().ok()) else { return Ok(None) };
    let of = |Inquiry { title, purpose, questionnaire, .. }| Begin { title, purpose, questionnaire };
    Ok(inquiries::find(tx, id).await?.map(of))
}

/// The form with the texts of what it begins with, where it has none of its own.
fn with_texts(typed: Typed, begin: &Begin) -> Typed {
    let texts = [(Field::Title, &begin.title), (Field::Purpose, &begin.purpose)];
    let empty = |field: Field| typed.get(field.name()).trim().is_empty();
    let filled: Vec<(Field, &String)> = texts.into_iter().filter(|(field, _)| empty(*field)).collect();
    let kept = typed
        .pairs()
        .iter()
        .filter(|(name, _)| !filled.iter().any(|(field, _)| field.name() == name))
        .cloned()
        .collect::<Typed>();
    filled.into_iter().fold(kept, |typed, (field, text)| typed.with(field.name(), text))
}

async fn earlier(tx: &Tx) -> Result<Vec<(InquiryId, String)>, Error> {
    let all = inquiries::all(tx).await?;
    Ok(all.into_iter().take(EARLIER).map(|inquiry| (inquiry.id, inquiry.title)).collect())
}

fn render(page: &Page, slug: String, usage: InquiryFormUse, form: FormState) -> Response {
    let title = match &usage {
        InquiryFormUse::New(_) => "照会を作る",
        InquiryFormUse::Edit(..) => "照会の内容を変更する",
    };
    let rejected = form.has_errors();
    let view = move || view! { <InquiryFormPage slug usage form/> };
    if rejected { page.unprocessable(title, view) } else { page.ok(title, view) }
}
