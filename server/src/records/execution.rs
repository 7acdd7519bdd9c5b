//! S18 執行状況 of a year, and the numbers that everything else of it is made of.

use crate::{actor::Reader, app::App, clock::in_japan, error::Error, export::Saving, page::Page};
use app::{
    paths,
    records::{ExecutionLine, ExecutionPage, ExecutionView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::TimeDelta;
use domain::{
    adoption::Rate,
    fiscal_year::FiscalYear,
    money::Yen,
    subsidies::{PACE_DAYS, forecast},
    year_end::{ProgrammeResult, Totals, YearResult},
};
use leptos::prelude::*;
use store::{Tx, adoption, subsidies::ledger, year_end};
use tables::{Field, Kind, Table};

const TITLE: &str = "執行状況";

/// The page.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let lines = lines(&app, &tx, &slug, year).await?;
    let totals = Totals::of(lines.iter().map(|line| &line.result));
    let execution = ExecutionView { slug, year, lines, totals };
    Ok(page.ok(TITLE, move || view! { <ExecutionPage execution/> }))
}

const FIELDS: [Field<ExecutionLine>; 12] = [
    ("補助事業", Kind::Text, |line| line.result.title.clone().into()),
    ("予算額", Kind::Yen, |line| line.result.budget.into()),
    ("審査中（確保）", Kind::Yen, |line| line.reserved.into()),
    ("交付決定額", Kind::Yen, |line| line.result.committed.into()),
    ("支払額", Kind::Yen, |line| line.result.paid.into()),
    ("残額", Kind::Yen, |line| {
        Yen(line.result.budget.get() - line.result.committed.get() - line.reserved.get()).into()
    }),
    ("受付", Kind::Number, |line| number(line.result.received)),
    ("交付決定", Kind::Number, |line| number(line.result.granted)),
    ("不交付決定", Kind::Number, |line| number(line.result.refused)),
    ("取下げ", Kind::Number, |line| number(line.result.withdrawn)),
    ("決定前", Kind::Number, |line| number(line.result.open)),
    ("執行見込み", Kind::Text, |line| app::messages::subsidies::forecast(line.forecast).into()),
];

/// A count as a cell.
pub(super) fn number(n: u64) -> tables::Value {
    i64::try_from(n).unwrap_or(i64::MAX).into()
}

/// The same as a table.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let lines = lines(&app, &tx, &slug, year).await?;
    saving.answer(&format!("執行状況_{}", year.label()), Table::of(TITLE, &FIELDS, &lines))
}

/// The programmes of a year with their money.
pub(super) async fn lines(
    app: &App,
    tx: &Tx,
    slug: &str,
    year: FiscalYear,
) -> Result<Vec<ExecutionLine>, Error> {
    let (today, now) = (app.clock.today(), app.clock.now());
    let since = now - TimeDelta::days(i64::try_from(PACE_DAYS).unwrap_or(28));
    let mut lines = Vec::new();
    for one in year_end::of_year(tx, year).await? {
        let balance = ledger::balance(tx, one.programme).await?;
        let taken = ledger::taken_since(tx, one.programme, since).await?;
        let taken = taken.into_iter().map(|(at, yen)| (in_japan(at).date_naive(), yen));
        let tally = one.tally;
        lines.push(ExecutionLine {
            reserved: balance.reserved,
            forecast: forecast(balance.remaining(), taken, today, year.end()),
            href: paths::budget(slug, one.programme),
            result: ProgrammeResult {
                title: one.title,
                budget: balance.budget,
                received: tally.received,
                granted: tally.granted,
                refused: tally.refused,
                withdrawn: tally.withdrawn,
                open: tally.open,
                committed: balance.committed,
                paid: balance.paid,
            },
        });
    }
    Ok(lines)
}

/// What a year did, in numbers alone.
pub(super) async fn result(app: &App, tx: &Tx, slug: &str, year: FiscalYear) -> Result<YearResult, Error> {
    let programmes = lines(app, tx, slug, year).await?.into_iter().map(|line| line.result).collect();
    Ok(YearResult { year, programmes, adoption: rate(app, tx).await? })
}

/// 導入率 of today, as every page counts it (decision 48).
pub(super) async fn rate(app: &App, tx: &Tx) -> Result<Rate, Error> {
    let today = app.clock.today();
    Ok(adoption::counting::population(tx, today).await?.rate(today))
}
