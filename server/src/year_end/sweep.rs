//! 総点検 of a year, and the same as a table.

use crate::{
    actor::{Officer, Reader},
    app::App,
    error::Error,
    export::Saving,
    page::Page,
};
use app::{
    messages::year_end as words,
    paths::{self, Filling},
    when,
    year_end::{LEFT_PER_PAGE, LateLine, LeftLine, ProgrammeLine, SweepPage, SweepView, YearState},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::Role,
    fiscal_year::FiscalYear,
    ids::{ApplicationId, MaterialOrderId, OfficeId},
    year_end::{LeftKind, booking},
};
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use store::{
    Tx, accounts,
    materials::orders,
    subsidies::{offices, programmes},
    year_end::{self, Item},
};
use tables::{Field, Kind, Table};

/// The most rows of a file.
const EXPORT_LIMIT: u64 = 100_000;
/// Rows that are read at once.
const AT_ONCE: u64 = 500;

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: String,
    page: u64,
    done: String,
}

/// The page.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let kind = LeftKind::from_code(&asked.kind);
    let counts = year_end::counts(&tx, year).await?;
    let total =
        counts.iter().filter(|(of, _)| kind.is_none_or(|kind| kind == *of)).map(|(_, n)| n).sum::<u64>();
    let last = total.div_ceil(LEFT_PER_PAGE).max(1);
    let at = asked.page.clamp(1, last);
    let items = year_end::page(&tx, year, kind, (at - 1) * LEFT_PER_PAGE, LEFT_PER_PAGE).await?;
    let today = app.clock.today();
    let tallies = year_end::of_year(&tx, year).await?;
    let history = year_end::history(&tx, year).await?;
    let people = history.iter().filter_map(|one| one.reopened.as_ref()).map(|(by, _, _)| *by);
    let names = accounts::names_of(&tx, people).await?;
    // Before the closing period is over nothing can be late.
    let late = if today > year.closing_end() { year_end::late(&tx, year).await? } else { Vec::new() };
    let sweep = SweepView {
        state: state(&tx, year, today).await?,
        total: year_end::total(&tallies),
        programmes: tallies
            .into_iter()
            .map(|one| ProgrammeLine {
                title: one.title,
                href: paths::budget(&slug, one.programme),
                tally: one.tally,
            })
            .collect(),
        papers_missing: year_end::papers_missing(&tx, year.start(), year.end()).await?,
        counts,
        kind,
        lines: lines(&tx, &officer, &slug, items, today).await?,
        page: at,
        may_close: officer.has(Role::Approver),
        reopened: history
            .into_iter()
            .filter_map(|one| one.reopened)
            .map(|(by, at, reason)| {
                let who = names.get(&by).cloned().unwrap_or_else(|| "ほかの人".to_owned());
                format!("{}に{who}さんが開き直しました。理由：{reason}", when::moment(at))
            })
            .collect(),
        late: late
            .into_iter()
            .map(|one| LateLine {
                receipt: one.receipt,
                href: paths::award(&slug, one.application.uuid().into()),
                on: one.on,
                booked: words::booking(booking(year, one.on), one.comes_in),
                yen: one.yen,
            })
            .collect(),
        done: match asked.done.as_str() {
            "closed" => Some("年度を締めました。"),
            "reopened" => Some("年度を開き直しました。"),
            _ => None,
        },
        slug,
        year,
    };
    Ok(page.ok("年度の総点検", move || view! { <SweepPage sweep/> }))
}

/// How a year stands on a day.
pub(super) async fn state(tx: &Tx, year: FiscalYear, today: NaiveDate) -> Result<YearState, Error> {
    let live = year_end::history(tx, year).await?.into_iter().find(|closing| closing.reopened.is_none());
    if let Some(closing) = live {
        let by = accounts::names_of(tx, [closing.by]).await?.remove(&closing.by);
        let by = by.unwrap_or_else(|| "ほかの人".to_owned());
        return Ok(YearState::Closed { id: closing.id, by, at: closing.at, note: closing.note });
    }
    Ok(if today <= year.end() {
        YearState::Running
    } else if today <= year.closing_end() {
        YearState::ClosingPeriod
    } else {
        YearState::Over
    })
}

/// What is left, in words and with names.
pub(super) async fn lines(
    tx: &Tx,
    officer: &Officer,
    slug: &str,
    items: Vec<Item>,
    today: NaiveDate,
) -> Result<Vec<LeftLine>, Error> {
    let ids: Vec<OfficeId> = items.iter().filter_map(|item| item.office).collect();
    let known: BTreeMap<_, _> =
        offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    let names = accounts::names_of(tx, items.iter().filter_map(|item| item.owner)).await?;
    let titles: BTreeMap<_, _> =
        programmes::all(tx).await?.into_iter().map(|programme| (programme.id, programme.title)).collect();
    let orders = if items.iter().any(|item| item.kind == LeftKind::Order) {
        orders::open(tx).await?
    } else {
        HashMap::new()
    };
    let line = |item: Item| {
        let office = item.office.and_then(|id| known.get(&id));
        let order = orders.get(&MaterialOrderId::from_uuid(item.id));
        let to_whom = order.map(|(order, _)| format!("注文先：{}", order.order.supplier));
        LeftLine {
            href: match order {
                Some((order, _)) => Some(paths::material_order(slug, order.material, order.id)),
                None => place(officer, slug, &item),
            },
            kind: item.kind,
            // An order has no number: it is known by what was ordered.
            receipt: item.receipt.or_else(|| order.map(|(_, title)| title.clone())),
            office: office.map(|office| office.name.clone()).or(to_whom).unwrap_or_default(),
            office_number: office.map(|office| office.number.to_string()).unwrap_or_default(),
            programme: item.programme.and_then(|id| titles.get(&id).cloned()).unwrap_or_default(),
            stage: words::left_stage(item.kind, &item.stage),
            since: item.since,
            days: (today - when::local(item.since).date()).num_days(),
            owner: item.owner.and_then(|id| names.get(&id).cloned()),
            amount: item.amount,
            moved: item.moved,
        }
    };
    Ok(items.into_iter().map(line).collect())
}

/// Where something is dealt with, if the officer may go there.
fn place(officer: &Officer, slug: &str, item: &Item) -> Option<String> {
    let application = || ApplicationId::from_uuid(item.id);
    match item.kind {
        LeftKind::Open | LeftKind::Waiting => Some(paths::application(slug, application())),
        LeftKind::Paper => {
            officer.has(Role::Clerk).then(|| Filling::on_behalf(slug).application(application()))
        }
        // What an applicant has not sent is theirs; the office is asked.
        LeftKind::Draft => item.office.map(|office| paths::office(slug, office)),
        // An award has the id of its application.
        LeftKind::Award | LeftKind::Recovery => {
            item.application.map(|application| paths::award(slug, application.uuid().into()))
        }
        // It came or was called off while the page was made.
        LeftKind::Order => None,
    }
}

const FIELDS: [Field<LeftLine>; 11] = [
    ("種類", Kind::Text, |line| words::left_kind(line.kind).into()),
    ("受付番号", Kind::Code, |line| line.receipt.clone().into()),
    ("事業所番号", Kind::Code, |line| line.office_number.clone().into()),
    ("事業所名", Kind::Text, |line| line.office.clone().into()),
    ("補助事業", Kind::Text, |line| line.programme.clone().into()),
    ("状態", Kind::Text, |line| line.stage.clone().into()),
    ("いつから", Kind::Date, |line| when::local(line.since).date().into()),
    ("日数", Kind::Number, |line| line.days.into()),
    ("担当", Kind::Text, |line| line.owner.clone().into()),
    ("額", Kind::Yen, |line| line.amount.into()),
    ("支払済み・返還済みの額", Kind::Yen, |line| line.moved.into()),
];

/// The whole list as a table.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let (kind, today) = (LeftKind::from_code(&asked.kind), app.clock.today());
    let (mut all, mut offset) = (Vec::new(), 0);
    while offset < EXPORT_LIMIT {
        let items = year_end::page(&tx, year, kind, offset, AT_ONCE).await?;
        let last = (items.len() as u64) < AT_ONCE;
        all.extend(lines(&tx, &officer, &slug, items, today).await?);
        if last {
            break;
        }
        offset += AT_ONCE;
    }
    let name = format!("{}の総点検_{}", year.label(), today.format("%Y%m%d"));
    saving.answer(&name, Table::of("終わっていないもの", &FIELDS, &all))
}
