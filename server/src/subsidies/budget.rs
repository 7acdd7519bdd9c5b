//! 予算の台帳 of a programme: what stands, by when it is used up, who waits, and every line.

use super::KEEPERS;
use crate::{actor::Reader, app::App, clock::in_japan, error::Error, export::Saving, page::Page};
use app::{
    messages::subsidies::entry_kind,
    paths,
    subsidies::{BudgetLineView, BudgetPage, BudgetView, EndedLine},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::TimeDelta;
use domain::{
    accounts::Role,
    ids::{ApplicationId, OfficeId, ProgrammeId},
    subsidies::{PACE_DAYS, ReceiptNumber, forecast},
};
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{
    Tx, accounts,
    subsidies::{
        endings::{self, Ended},
        ledger::{self, Line},
        offices,
        packets::ClosingWay,
        programmes, queue, waiting,
    },
};
use tables::{Column, Kind, Table, Value};

/// Lines on the page; all of them are in the export.
const SHOWN: u64 = 50;
/// Of those who wait, so many are named.
const NAMED: usize = 50;

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

/// The page.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let current = programme.current.as_ref().ok_or(Error::NotFound)?;
    let policy = current.rules.exhaustion;
    let balance = ledger::balance(&tx, id).await?;
    let (today, now) = (app.clock.today(), app.clock.now());
    let since = now - TimeDelta::days(i64::try_from(PACE_DAYS).unwrap_or(28));
    let taken = ledger::taken_since(&tx, id, since).await?;
    let taken = taken.into_iter().map(|(at, yen)| (in_japan(at).date_naive(), yen));
    let forecast = forecast(balance.remaining(), taken, today, programme.fiscal_year.end());
    let (lines, total) = ledger::newest(&tx, id, SHOWN).await?;
    let receipts = receipts(&tx, &lines).await?;
    let standing = waiting::standing(&tx, id).await?;
    let waits = waiting::all(&tx, id).await?;
    let ids: Vec<OfficeId> = waits.iter().take(NAMED).map(|one| one.office).collect();
    let names: BTreeMap<OfficeId, String> =
        offices::several(&tx, &ids).await?.into_iter().map(|office| (office.id, office.name)).collect();
    let may_share = policy.is_shared_out_later()
        && standing.shared_out_at.is_none()
        && KEEPERS.into_iter().any(|role| officer.has(role));
    let ending = match endings::find(&tx, id).await? {
        _ if waits.is_empty() => None,
        Some(_) if officer.has(Role::Approver) => Some(paths::waiting_end_decision(&slug, id)),
        Some(_) | None if officer.has(Role::Clerk) => Some(paths::waiting_end(&slug, id)),
        Some(_) | None => None,
    };
    let view = BudgetView {
        slug: slug.clone(),
        id,
        title: programme.title.clone(),
        balance,
        held: ledger::held(&tx, id).await?,
        forecast,
        policy,
        seed: standing.seed,
        waits: waits.len(),
        waiting: waits
            .into_iter()
            .take(NAMED)
            .map(|one| {
                let receipt = one.receipt.map(|receipt| receipt.to_string()).unwrap_or_default();
                let office = names.get(&one.office).cloned().unwrap_or_default();
                (receipt, office, one.amount, paths::application(&slug, one.id))
            })
            .collect(),
        may_share,
        scored: !current.rules.review_points.is_empty(),
        ending,
        ended: ended(&tx, &slug, id).await?,
        lines: lines.into_iter().map(|line| line_of(&slug, &receipts, line)).collect(),
        total,
        done: told(&done).map(str::to_owned),
    };
    Ok(page.ok("予算の台帳", move || view! { <BudgetPage budget=view/> }))
}

/// What was decided about whoever waited, here or on paper.
async fn ended(tx: &Tx, slug: &str, programme: ProgrammeId) -> Result<Vec<EndedLine>, Error> {
    let ended = endings::ended(tx, programme).await?;
    if ended.is_empty() {
        return Ok(Vec::new());
    }
    let names = accounts::names(tx).await?;
    let name = |id| names.get(&id).cloned().unwrap_or_else(|| "ほかの人".to_owned());
    let line = |one: Ended| {
        let by = name(one.closing.by);
        let (by, scan) = match one.closing.way {
            ClosingWay::Here { absent: None } => (by, None),
            ClosingWay::Here { absent: Some(absent) } => {
                (format!("{by}（代決：{}の不在のため）", name(absent)), None)
            }
            ClosingWay::Outside { by: decider, number, sheet: _ } => {
                let scan = paths::waiting_end_scan(slug, programme, one.id);
                (format!("{decider}　{number}（庁内の決裁。記録した人：{by}）"), Some(scan))
            }
        };
        let reason = one.ending.reason.as_str().to_owned();
        EndedLine { on: one.closing.on, refused: one.refused, reason, by, scan }
    };
    Ok(ended.into_iter().map(line).collect())
}

/// What was just done, as a sentence.
fn told(done: &str) -> Option<&'static str> {
    match done {
        "shared" => Some("予算を配りました。繰り上がった申請者にはメールで知らせます。"),
        "ending_proposed" => Some("待機の打切りを起案しました。決裁者にメールで知らせます。"),
        "ending_sent_back" => Some("待機の打切りの起案を差し戻しました。申請は待機のままです。"),
        "ended" => Some("待機していた申請を不交付としました。申請者にはメールで知らせます。"),
        _ => None,
    }
}

/// The ledger as a table.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, ProgrammeId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let lines = ledger::all(&tx, id).await?;
    let receipts = receipts(&tx, &lines).await?;
    let rows = lines
        .into_iter()
        .map(|line| {
            let receipt = line.application.and_then(|id| receipts.get(&id)).map(ReceiptNumber::to_string);
            let moved = [line.entry.budget, line.entry.reserved, line.entry.committed, line.entry.paid];
            [
                Value::Number(i64::from(line.number)),
                Value::Moment(line.at),
                Value::Text(entry_kind(line.entry.kind).to_owned()),
                Value::Text(receipt.unwrap_or_default()),
            ]
            .into_iter()
            .chain(moved.map(Value::Yen))
            .collect()
        })
        .collect();
    let columns = [
        ("番号", Kind::Number),
        ("日時", Kind::Moment),
        ("事由", Kind::Text),
        ("受付番号", Kind::Text),
        ("予算額の増減", Kind::Yen),
        ("確保の増減", Kind::Yen),
        ("決定の増減", Kind::Yen),
        ("支払の増減", Kind::Yen),
    ];
    let table = Table {
        title: "予算の台帳".to_owned(),
        columns: columns.map(|(head, kind)| Column::new(head, kind)).into(),
        rows,
    };
    let name = format!("予算の台帳_{}", programme.title);
    saving.answer(&name, table)
}

/// The numbers of the applications that lines name.
async fn receipts(tx: &Tx, lines: &[Line]) -> Result<BTreeMap<ApplicationId, ReceiptNumber>, Error> {
    let ids: Vec<_> = lines.iter().filter_map(|line| line.application).collect();
    Ok(queue::receipts(tx, &ids).await?)
}

fn line_of(slug: &str, receipts: &BTreeMap<ApplicationId, ReceiptNumber>, line: Line) -> BudgetLineView {
    let Line { number, application, entry, at } = line;
    BudgetLineView {
        number,
        at,
        kind: entry.kind,
        application: application.and_then(|id| {
            let receipt = receipts.get(&id)?;
            Some((receipt.to_string(), paths::application(slug, id)))
        }),
        moved: [entry.budget, entry.reserved, entry.committed, entry.paid],
    }
}
