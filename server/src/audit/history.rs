//! Everything about one application or one office: what happened, who looked, which mails were sent.

use super::lines;
use crate::{actor::Administrator, app::App, error::Error, export::Saving, page::Page, payments::run_number};
use app::{
    audit::{AmountMoved, EntryLine, HistoryPage, HistoryView, ImportLine, PaidBy, SentMail},
    paths, when,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::ids::{AccountId, ApplicationId, AwardId, OfficeId};
use elements::Tone;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    audit::{self, Wanted},
    events,
    mails::{self, Stored},
    offices as register,
    payments::runs::{self, Run},
    records,
    subsidies::{applications, ledger, offices},
    views,
};
use tables::{Field, Kind, Table};
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
    if let Some(list) = records::gone(&tx, id).await? {
        let words = "保存年限の満了により、内容は廃棄されています（廃棄の一覧）";
        belongs.push((words.to_owned(), paths::disposal(&slug, list)));
    }
    for office in offices::several(&tx, &[application.office]).await? {
        belongs.push((format!("事業所 {} の監査記録", office.name), paths::audit_office(&slug, office.id)));
    }
    let things = audit::of_application(&tx, id).await?;
    let looks = looks(&tx, &slug, &things).await?;
    let view = HistoryView {
        title: format!("申請 {receipt}"),
        belongs,
        looks: Some(looks),
        amounts: Some(amounts(&tx, id).await?),
        payments: payments(&tx, &slug, id).await?,
        imports: imports(&tx, &slug, application.office).await?,
        entries: entries(&tx, &slug, things).await?,
        save: paths::export_of(&paths::audit_application(&slug, id)),
        mails: mails::about_application(&tx, &application).await?.into_iter().map(sent).collect(),
        slug,
    };
    Ok(page.ok(TITLE, move || view! { <HistoryPage view/> }))
}

/// The record of an application as a table.
pub async fn export_application(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ApplicationId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&administrator.scope()).await?;
    let application = applications::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let receipt = application.receipt.ok_or(Error::NotFound)?;
    let things = audit::of_application(&tx, id).await?;
    let entries = entries(&tx, &slug, things).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "application", id.uuid(), "export").await?;
    tx.commit().await?;
    saving.answer(&format!("監査記録_{receipt}"), table(&entries))
}

/// The record of an office as a table.
pub async fn export_office(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OfficeId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.look(&administrator.scope()).await?;
    let office = register::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let things = audit::of_office(&tx, id).await?;
    let entries = entries(&tx, &slug, things).await?;
    views::record(&tx, app.clock.id(), app.clock.now(), "office", id.uuid(), "export").await?;
    tx.commit().await?;
    saving.answer(&format!("監査記録_{}", office.number), table(&entries))
}

fn table(entries: &[EntryLine]) -> Table {
    let fields: [Field<EntryLine>; 6] = [
        ("番号", Kind::Number, |line| line.seq.into()),
        ("日時", Kind::Text, |line| when::local(line.at).format("%Y-%m-%d %H:%M:%S").to_string().into()),
        ("だれが", Kind::Text, |line| line.who.clone().into()),
        ("したこと", Kind::Text, |line| line.what.clone().into()),
        ("補足", Kind::Text, |line| line.details.clone().into()),
        ("対象", Kind::Text, |line| line.about.clone().map(|(words, _)| words).into()),
    ];
    Table::of(TITLE, &fields, entries)
}

/// What stands at the beginning of the kind of a look at a bank account.
const BANK_LOOK: &str = "view.bank";

/// Who looked at the bank account of an application.
async fn looks(tx: &Tx, slug: &str, things: &[Uuid]) -> Result<Vec<EntryLine>, Error> {
    let wanted = Wanted { noun: audit::VIEW.to_owned(), things: Some(things.to_vec()), ..Wanted::default() };
    let mut found = audit::page(tx, &wanted, 0, SHOWN).await?;
    found.retain(|entry| entry.kind.starts_with(BANK_LOOK));
    lines::of(tx, slug, found).await
}

/// How the amount of an application came about: the lines of the ledger, with whoever did what caused them.
async fn amounts(tx: &Tx, id: ApplicationId) -> Result<Vec<AmountMoved>, Error> {
    let moved = ledger::of_application(tx, id).await?;
    let events = events::of_subject(tx, "application", id.uuid()).await?;
    let did: BTreeMap<_, _> = events.into_iter().map(|event| (event.at, event.account)).collect();
    let names = accounts::names_of(tx, did.values().copied().flatten()).await?;
    Ok(moved
        .into_iter()
        .map(|line| AmountMoved {
            at: line.at,
            who: lines::who(&names, did.get(&line.at).copied().flatten()),
            kind: line.entry.kind,
            moved: [line.entry.reserved, line.entry.committed, line.entry.paid],
        })
        .collect())
}

/// The payments of an application, each with who made its run, released it and handed it to the bank.
async fn payments(tx: &Tx, slug: &str, id: ApplicationId) -> Result<Vec<PaidBy>, Error> {
    let found = runs::of_award(tx, AwardId::from_uuid(id.uuid())).await?;
    let people: Vec<AccountId> = found.iter().flat_map(|(_, run)| acted(run)).flatten().collect();
    let names = accounts::names_of(tx, people).await?;
    let name = |by: AccountId| lines::who(&names, Some(by));
    Ok(found
        .into_iter()
        .map(|(payment, run)| PaidBy {
            run: run_number(&run),
            href: paths::pay_run(slug, run.id),
            yen: payment.parts.first().map_or(payment.amount, |(_, yen)| *yen),
            state: payment.state,
            who: acted(&run).map(|by| by.map(name).unwrap_or_default()),
        })
        .collect())
}

/// Who made a run, released it, handed it to the bank.
fn acted(run: &Run) -> [Option<AccountId>; 3] {
    [Some(run.by), run.released.map(|(by, _)| by), run.sent.map(|(by, _)| by)]
}

/// The imports that wrote an office.
async fn imports(tx: &Tx, slug: &str, office: OfficeId) -> Result<Vec<ImportLine>, Error> {
    let found = audit::imports_of(tx, office).await?;
    let people = found.iter().filter_map(|one| one.committed).map(|(by, _)| by);
    let names = accounts::names_of(tx, people).await?;
    Ok(found
        .into_iter()
        .map(|one| ImportLine {
            href: paths::import(slug, one.batch),
            file: one.file,
            created: one.created,
            committed: one.committed.map(|(by, at)| (lines::who(&names, Some(by)), at)),
        })
        .collect())
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
        looks: None,
        amounts: None,
        payments: Vec::new(),
        imports: imports(&tx, &slug, id).await?,
        entries: entries(&tx, &slug, things).await?,
        save: paths::export_of(&paths::audit_office(&slug, id)),
        mails: mails::about(&tx, "office", id.uuid()).await?.into_iter().map(sent).collect(),
        slug,
    };
    Ok(page.ok(TITLE, move || view! { <HistoryPage view/> }))
}

async fn entries(tx: &Tx, slug: &str, things: Vec<Uuid>) -> Result<Vec<EntryLine>, Error> {
    let wanted = Wanted { things: Some(things), ..Wanted::default() };
    lines::of(tx, slug, audit::page(tx, &wanted, 0, SHOWN).await?).await
}

/// What became of a mail; its text stays with its recipient.
fn sent(stored: Stored) -> SentMail {
    let state = match stored.state.as_str() {
        "sent" => (Tone::Success, "送信済み".to_owned()),
        "refused" => (Tone::Danger, "届きませんでした".to_owned()),
        "bounced" => (Tone::Danger, "不達（エラーメールが戻りました）".to_owned()),
        "unknown" => (Tone::Attention, "送達不明".to_owned()),
        "suppressed" | "unwanted" | "returned" | "withdrawn" | "expired" | "given_up" => {
            (Tone::Neutral, "送りませんでした".to_owned())
        }
        _ => (Tone::Progress, "送信待ち".to_owned()),
    };
    SentMail { at: stored.mail.created_at, subject: stored.mail.subject, state }
}
