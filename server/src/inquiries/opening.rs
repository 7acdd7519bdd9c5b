//! 照会: the last look, and to whom it is sent; later also to more houses.

use super::{found, found_to_change, fresh, houses, letters, letters::Letter, told};
use crate::{
    actor::HostClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    inquiries::{HouseLine, OpeningPage, OpeningView, fault_words},
    messages::inquiries::errors,
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    email::Email,
    form::Typed,
    ids::{InquiryId, ReplyId},
    inquiries::{DeadlineForm, Field, Problem, Stage},
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    inquiries::{self, House, Inquiry, replies},
};

/// Everybody who is not asked yet, chosen beforehand.
pub async fn show(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, InquiryId)>,
    page: Page,
) -> Result<Response, Error> {
    let known = houses::of(&app, &officer).await?;
    let tx = app.store.read(&officer.scope()).await?;
    let inquiry = found(&tx, id).await?;
    if inquiry.stage == Stage::Closed {
        return Ok(see_other(&paths::inquiry(&slug, id)));
    }
    let left = left(&tx, &inquiry, known).await?;
    let typed =
        left.iter().fold(Typed::default(), |typed, house| typed.with(Field::Houses.name(), house.key()));
    render(&tx, &page, slug, &inquiry, left, FormState::filled(typed)).await
}

/// Sends it.
pub async fn create(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, InquiryId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let known = houses::of(&app, &officer).await?;
    let tx = app.store.write(&officer.scope()).await?;
    let inquiry = found_to_change(&tx, id).await?;
    if inquiry.stage == Stage::Closed {
        return Ok(see_other(&paths::inquiry(&slug, id)));
    }
    let left = left(&tx, &inquiry, known).await?;
    let chosen: Vec<House> = left
        .iter()
        .filter(|house| typed.all(Field::Houses.name()).any(|key| key == house.key()))
        .cloned()
        .collect();
    let problems = problems(&inquiry, &chosen, &app);
    if !problems.is_empty() {
        let form = FormState::rejected(typed, problems);
        return render(&tx, &page, slug, &inquiry, left, form).await;
    }
    fresh(&tx, &typed, &slug, &inquiry).await?;
    let now = app.clock.now();
    let houses: Vec<(ReplyId, House)> = chosen.into_iter().map(|house| (app.clock.id(), house)).collect();
    let added = inquiries::open(&tx, &inquiry, &officer.tenant.name, &houses, now).await?;
    let written =
        letters::to_all(&app, &tx, &officer.tenant, &added, inquiry.deadline, Letter::Asked).await?;
    tx.commit().await?;
    Ok(told(&slug, id, if written < added.len() { "opened_call" } else { "opened" }))
}

/// What keeps it from being sent.
fn problems(inquiry: &Inquiry, chosen: &[House], app: &App) -> Vec<(String, String)> {
    let mut sentences = Vec::new();
    let houses = Field::Houses.name().to_owned();
    if chosen.is_empty() {
        sentences.extend(errors(&[(Field::Houses, Problem::NotChosen)]));
    }
    if let Some((question, fault)) = inquiry.questionnaire.problems().into_iter().next() {
        let place = question.and_then(|question| inquiry.questionnaire.place(question));
        let place = place.map(|place| format!("問{place}：")).unwrap_or_default();
        sentences.push((
            houses.clone(),
            format!("{place}{}。「設問を直す」から直してください", fault_words(&fault)),
        ));
    }
    let deadline = Typed::default().with(Field::Deadline.name(), format_date(inquiry.deadline));
    if DeadlineForm::parse(&deadline, app.clock.today()).is_err() {
        let words =
            "回答期限を過ぎています。「内容を変更する」または「回答期限を変える」から、先の日にしてください";
        sentences.push((houses, words.to_owned()));
    }
    sentences
}

/// The houses that are not asked yet.
async fn left(tx: &Tx, inquiry: &Inquiry, known: Vec<House>) -> Result<Vec<House>, Error> {
    Ok(houses::not_asked(known, &replies::of_inquiry(tx, inquiry.id).await?))
}

async fn render(
    tx: &Tx,
    page: &Page,
    slug: String,
    inquiry: &Inquiry,
    left: Vec<House>,
    form: FormState,
) -> Result<Response, Error> {
    let addresses = houses::addresses(tx, &left).await?;
    let has_mail = |house: &House| {
        let address = house.tenant.and_then(|id| addresses.get(&id));
        address.is_some_and(|address| address.parse::<Email>().is_ok())
    };
    let line = |house: House| HouseLine {
        key: house.key(),
        is_here: house.tenant.is_some(),
        has_mail: has_mail(&house),
        name: house.name,
    };
    let lines = left.into_iter().map(line).collect();
    let rejected = form.has_errors();
    let view = OpeningView {
        slug,
        id: inquiry.id,
        version: inquiry.version,
        title: inquiry.title.clone(),
        purpose: inquiry.purpose.clone(),
        deadline: inquiry.deadline,
        questionnaire: inquiry.questionnaire.clone(),
        houses: lines,
        again: inquiry.stage == Stage::Open,
        form,
    };
    let view = move || view! { <OpeningPage view/> };
    Ok(if rejected {
        page.unprocessable("確かめて照会する", view)
    } else {
        page.ok("確かめて照会する", view)
    })
}
