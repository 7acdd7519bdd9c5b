//! One inquiry, for the house that asks: who answered; its deadline, a reminder, its end.

use super::{Done, found, found_to_change, fresh, houses, letters, letters::Letter, told};
use crate::{
    actor::{Host, HostClerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    inquiries::{InquiryPage, InquiryView, Reminding, ReplyLine},
    messages::inquiries::errors,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    ids::InquiryId,
    inquiries::{DeadlineForm, Stage, Standing},
};
use elements::FormState;
use leptos::prelude::*;
use store::inquiries::{
    self, Inquiry,
    replies::{self, Reply},
};

/// Who answered, those who have not first.
pub async fn show(
    officer: Host,
    State(app): State<App>,
    Path((slug, id)): Path<(String, InquiryId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let inquiry = found(&tx, id).await?;
    let all = replies::of_inquiry(&tx, id).await?;
    drop(tx);
    let done = done.as_deref().and_then(sentence);
    render(&app, &page, &officer, slug, inquiry, all, (FormState::empty(), done)).await
}

/// Moves the deadline, and tells everybody who was asked.
pub async fn move_deadline(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, InquiryId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let inquiry = found_to_change(&tx, id).await?;
    if inquiry.stage != Stage::Open {
        return Ok(see_other(&paths::inquiry(&slug, id)));
    }
    let all = replies::of_inquiry(&tx, id).await?;
    let DeadlineForm { deadline } = match DeadlineForm::parse(&typed, app.clock.today()) {
        Ok(form) => form,
        Err(problems) => {
            drop(tx);
            let form = FormState::rejected(typed, errors(&problems));
            return render(&app, &page, &officer, slug, inquiry, all, (form, None)).await;
        }
    };
    fresh(&tx, &typed, &slug, &inquiry).await?;
    if deadline == inquiry.deadline {
        return Ok(told(&slug, id, "deadline_same"));
    }
    inquiries::move_deadline(&tx, &inquiry, deadline, app.clock.now()).await?;
    let written = letters::to_all(&app, &tx, &officer.tenant, &all, deadline, Letter::Moved).await?;
    tx.commit().await?;
    Ok(told(&slug, id, if written < all.len() { "deadline_call" } else { "deadline" }))
}

/// Reminds those who have not answered, once a day.
pub async fn remind(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, InquiryId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let inquiry = found_to_change(&tx, id).await?;
    let today = app.clock.today();
    if inquiry.stage != Stage::Open {
        return Ok(see_other(&paths::inquiry(&slug, id)));
    }
    if inquiry.reminded_on == Some(today) {
        return Ok(told(&slug, id, "reminded_already"));
    }
    if today > inquiry.deadline {
        return Ok(told(&slug, id, "reminder_late"));
    }
    fresh(&tx, &typed, &slug, &inquiry).await?;
    let left = inquiries::remind(&tx, &inquiry, today, app.clock.now()).await?;
    let written =
        letters::to_all(&app, &tx, &officer.tenant, &left, inquiry.deadline, Letter::Reminded).await?;
    tx.commit().await?;
    Ok(told(&slug, id, if written < left.len() { "reminded_call" } else { "reminded" }))
}

/// Closes it.
pub async fn close(
    officer: HostClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, InquiryId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let inquiry = found_to_change(&tx, id).await?;
    if inquiry.stage != Stage::Open {
        return Ok(see_other(&paths::inquiry(&slug, id)));
    }
    fresh(&tx, &typed, &slug, &inquiry).await?;
    inquiries::close(&tx, &inquiry, app.clock.now()).await?;
    tx.commit().await?;
    Ok(told(&slug, id, "closed"))
}

fn sentence(done: &str) -> Option<&'static str> {
    match done {
        "edited" => Some("照会の内容を変更しました。"),
        "opened" => Some("照会しました。選んだ団体にメールで知らせました。"),
        "opened_call" => Some(
            "照会しました。メールの届かない団体（ひろめるの利用なし、またはメールアドレスの設定なし）には、電話などで知らせてください。",
        ),
        "deadline" => Some("回答期限を変えました。照会した団体にメールで知らせました。"),
        "deadline_call" => Some(
            "回答期限を変えました。メールの届かない団体（ひろめるの利用なし、またはメールアドレスの設定なし）には、電話などで知らせてください。",
        ),
        "deadline_same" => Some("回答期限は、いまと同じ日です。変えていません。"),
        "reminded" => Some("未回答の団体に、メールで督促しました。"),
        "reminded_call" => Some(
            "メールの届く未回答の団体に督促しました。メールの届かない団体（ひろめるの利用なし、またはメールアドレスの設定なし）には、電話などで督促してください。",
        ),
        "reminded_already" => Some("今日はすでに督促しました。督促は1日に1回までです。"),
        "reminder_late" => Some("回答期限を過ぎています。督促する前に、回答期限を変えてください。"),
        "closed" => Some("照会を締め切りました。"),
        _ => None,
    }
}

async fn render(
    app: &App,
    page: &Page,
    officer: &Officer,
    slug: String,
    inquiry: Inquiry,
    mut all: Vec<Reply>,
    (form, done): (FormState, Option<&'static str>),
) -> Result<Response, Error> {
    let keeps = officer.has(Role::Clerk);
    let today = app.clock.today();
    let more = keeps
        && inquiry.stage == Stage::Open
        && !houses::not_asked(houses::of(app, officer).await?, &all).is_empty();
    let standing = Standing::of(all.iter().map(Reply::progress));
    // Those who have not answered first, each part in its own order.
    all.sort_by_key(|reply| reply.progress().is_answered());
    let lines = all
        .into_iter()
        .map(|reply| ReplyLine {
            progress: reply.progress(),
            id: reply.id,
            name: reply.name,
            is_here: reply.house.is_some(),
            answered_by: reply.answered_by,
            answered_at: reply.answered_at,
            told: reply.told,
            reminders: reply.reminders,
        })
        .collect();
    let rejected = form.has_errors();
    let view = InquiryView {
        slug,
        id: inquiry.id,
        version: inquiry.version,
        reminding: if today > inquiry.deadline {
            Reminding::Over
        } else if inquiry.reminded_on == Some(today) {
            Reminding::DoneToday
        } else {
            Reminding::Now
        },
        title: inquiry.title,
        purpose: inquiry.purpose,
        contact: inquiry.contact,
        questionnaire: inquiry.questionnaire,
        deadline: inquiry.deadline,
        stage: inquiry.stage,
        standing,
        lines,
        reminded_on: inquiry.reminded_on,
        more,
        keeps,
        form,
        done: done.map(str::to_owned),
    };
    let view = move || view! { <InquiryPage view/> };
    Ok(if rejected { page.unprocessable("照会", view) } else { page.ok("照会", view) })
}
