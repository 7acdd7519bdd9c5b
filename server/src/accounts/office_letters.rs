//! Codes of letters, issued by an officer for one office at a time; shown once, to print.

use super::{letters, shown_once};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    keys,
    page::{Page, see_other},
    posted::Posted,
    signing_in::with_cookie,
};
use app::{
    accounts::{IssuedLetter, LetterOffice, OfficeLetterPage},
    paths,
};
use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use chrono::{Days, NaiveDate};
use domain::{accounts::LetterCode, ids::OfficeId, tokyo};
use leptos::prelude::*;
use serde_json::json;
use store::{Tx, events::Event, letter_codes, members};
use uuid::Uuid;

const TITLE: &str = "ご利用コードのお知らせ";
/// How many days after the day of issue a code serves.
const DAYS: Days = Days::new(90);

/// What the cookie that shows a code is about.
fn about(office: OfficeId) -> String {
    format!("letter of {office}")
}

/// The office of the tenant, with who speaks for it; somebody else's is not there.
async fn office(keeper: &Keeper, tx: &Tx, id: OfficeId) -> Result<LetterOffice, Error> {
    let office = letter_codes::office(tx, keeper.tenant.id, id).await?.ok_or(Error::NotFound)?;
    let people = members::speakers(tx, id).await?;
    Ok(LetterOffice { id, name: office.name, number: office.number, people })
}

/// The code just issued, or what became of the last one.
pub(super) async fn show(
    keeper: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeId)>,
    headers: HeaderMap,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&keeper.scope()).await?;
    let office = office(&keeper, &tx, id).await?;
    let now = app.clock.now();
    let last = letter_codes::latest(&tx, id).await?;
    let code = shown_once::read(&app, &headers, keeper.id(), &about(id))
        .into_iter()
        .next()
        .filter(|_| last.as_ref().is_some_and(|last| last.serves(now)));
    let last = last.map(|last| IssuedLetter {
        issued: last.created_at,
        expires: last.expires_at,
        used: last.used_at,
        expired: now >= last.expires_at,
    });
    Ok(page.ok(TITLE, || view! { <OfficeLetterPage slug office last code/> }))
}

/// Issues a code; the one before it no longer serves.
pub(super) async fn create(
    keeper: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let code = LetterCode::from_random(keys::random());
    let now = app.clock.now();
    let tx = app.store.write(&keeper.scope()).await?;
    let office = office(&keeper, &tx, id).await?;
    let letter: Uuid = app.clock.id();
    letter_codes::issue(
        &tx,
        letter,
        id,
        &letters::hash(&app, &code),
        now,
        tokyo::end_of(last_day(app.clock.today())),
    )
    .await?;
    tx.record(Event::of(
        now,
        "office.letter-issued",
        "office",
        office.id.uuid(),
        json!({ "letter": letter }),
    ))?;
    tx.commit().await?;
    let shown = shown_once::keep(&app, keeper.id(), &about(id), vec![code.grouped()]);
    Ok(with_cookie(see_other(&paths::office_letter(&slug, id)), shown))
}

/// The last day on which a code issued today serves.
fn last_day(today: NaiveDate) -> NaiveDate {
    today.checked_add_days(DAYS).unwrap_or(today)
}
