//! Everything about one application or one office: what happened, who looked, which mails were sent.

use super::lines;
use crate::{actor::Administrator, app::App, error::Error, page::Page};
use app::{
    audit::{HistoryPage, HistoryView, SentMail},
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::{ApplicationId, OfficeId};
use elements::Tone;
use leptos::prelude::*;
use store::{
    Tx,
    audit::{self, Wanted},
    mails::{self, Stored},
    offices as register,
    subsidies::{applications, offices},
};
use uuid::Uuid;

const TITLE: &str = "監査記録";
/// The most entries of one thing that are shown.
const SHOWN: u64 = 500;

/// Of an application that was received; drafts are their applicants' own.
pub async fn application(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let application = applications::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let receipt = application.receipt.ok_or(Error::NotFound)?;
    let mut belongs = vec![(format!("申請 {receipt} の画面を開く"), paths::application(&slug, id))];
    for office in offices::several(&tx, &[application.office]).await? {
        belongs.push((format!("事業所 {} の監査記録", office.name), paths::audit_office(&slug, office.id)));
    }
    let things = audit::of_application(&tx, id).await?;
    let view = HistoryView {
        title: format!("申請 {receipt}"),
        belongs,
        entries: entries(&tx, &slug, things).await?,
        mails: mails::about(&tx, "application", id.uuid()).await?.into_iter().map(sent).collect(),
        slug,
    };
    Ok(page.ok(TITLE, move || view! { <HistoryPage view/> }))
}

/// Of an office, with the imports that touched it.
pub async fn office(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let office = register::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let mut belongs = vec![("事業所台帳の画面を開く".to_owned(), paths::office(&slug, id))];
    for application in applications::of_offices(&tx, &[id]).await? {
        let Some(receipt) = application.receipt else { continue };
        belongs.push((format!("申請 {receipt} の監査記録"), paths::audit_application(&slug, application.id)));
    }
    let things = audit::of_office(&tx, id).await?;
    let view = HistoryView {
        title: format!("{} {}", office.number, office.particulars.name),
        belongs,
        entries: entries(&tx, &slug, things).await?,
        mails: mails::about(&tx, "office", id.uuid()).await?.into_iter().map(sent).collect(),
        slug,
    };
    Ok(page.ok(TITLE, move || view! { <HistoryPage view/> }))
}

async fn entries(tx: &Tx, slug: &str, things: Vec<Uuid>) -> Result<Vec<app::audit::EntryLine>, Error> {
    let wanted = Wanted { things: Some(things), ..Wanted::default() };
    lines::of(tx, slug, audit::page(tx, &wanted, 0, SHOWN).await?).await
}

/// What became of a mail; its text stays with its recipient.
fn sent(stored: Stored) -> SentMail {
    let state = match stored.state.as_str() {
        "sent" => (Tone::Success, "送信済み".to_owned()),
        "refused" => (Tone::Danger, "届きませんでした".to_owned()),
        _ => (Tone::Progress, "送信待ち".to_owned()),
    };
    SentMail { at: stored.mail.created_at, subject: stored.mail.subject, state }
}
