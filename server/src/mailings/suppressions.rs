//! Addresses that take no outreach because mail to them came back; lifted with a note by whoever learned better.

use crate::{
    actor::{Keeper, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    mailings::{SuppressionLine, SuppressionPage, SuppressionsPage},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{accounts::Role, ids::SuppressionId, text};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx, accounts,
    mails::suppressions::{self, Suppression},
    views,
};

const TITLE: &str = "お知らせを止めているアドレス";
const LIFT: &str = "停止の解除";
/// Addresses on a page.
const PER_PAGE: u64 = 50;
/// The most characters of a note.
const NOTE: usize = 500;

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    page: String,
    done: String,
}

/// The addresses, the newest first.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let lifted = asked.state == "lifted";
    let number = asked.page.parse().unwrap_or(1).max(1);
    let (found, total) = suppressions::list(&tx, !lifted, number - 1, PER_PAGE).await?;
    let mut lines = Vec::with_capacity(found.len());
    for one in found {
        lines.push(line(&tx, one).await?);
    }
    let tenant = reader.tenant.id.uuid();
    views::record(&tx, app.clock.id(), app.clock.now(), "tenant", tenant, "suppressions").await?;
    tx.commit().await?;
    let may_lift = reader.has(Role::Clerk) || reader.has(Role::Administrator);
    let done = (asked.done == "lifted").then_some("停止を解除しました。次のお知らせから、また送ります。");
    let (slug, pages) = (reader.tenant.slug.clone(), (number, PER_PAGE, total));
    Ok(page.ok(TITLE, move || view! { <SuppressionsPage slug lines lifted pages may_lift done/> }))
}

async fn line(tx: &Tx, one: Suppression) -> Result<SuppressionLine, Error> {
    let lifted = match one.lifted {
        Some((at, by, note)) => {
            let who = match by {
                Some(account) => accounts::find(tx, account).await?.map(|account| account.name),
                None => None,
            };
            Some((at, who.unwrap_or_default(), note))
        }
        None => None,
    };
    Ok(SuppressionLine {
        id: one.id,
        email: one.email,
        why: one.why.word(),
        answer: one.answer,
        at: one.at,
        lifted,
    })
}

/// Asks why; what was lifted already is only looked at.
pub async fn show(
    keeper: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SuppressionId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&keeper.scope()).await?;
    let one = suppressions::find(&tx, id).await?.ok_or(Error::NotFound)?;
    if one.lifted.is_some() {
        return Ok(see_other(&paths::suppressions_page(&slug, true, 1)));
    }
    let (line, form) = (line(&tx, one).await?, FormState::empty());
    Ok(page.ok(LIFT, move || view! { <SuppressionPage slug line form/> }))
}

/// Lifts it, with the note; twice is once.
pub async fn lift(
    keeper: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SuppressionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let one = suppressions::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let note = text::tidy_prose(typed.get("note"));
    let refused = if note.trim().is_empty() {
        Some("解除する理由を入力してください。後で見た人が、なぜ送ってよいかわかるようにします".to_owned())
    } else if text::graphemes(&note) > NOTE {
        Some(format!("解除する理由は、{NOTE}文字までで入力してください"))
    } else {
        None
    };
    if let Some(why) = refused {
        let (line, form) = (line(&tx, one).await?, FormState::rejected(typed, vec![("note", why)]));
        return Ok(page.unprocessable(LIFT, move || view! { <SuppressionPage slug line form/> }));
    }
    suppressions::lift(&tx, id, note.trim(), app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=lifted", paths::suppressions(&slug))))
}
