//! 到達簿: papers counted where they come in, beside those that were entered.

use crate::{
    actor::{Clerk, Officer, Reader},
    app::App,
    error::Error,
    export::Saving,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::{subsidies::way, year_end as words},
    paths,
    year_end::{ArrivalsPage, ArrivalsView, PapersLine},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::Role,
    fiscal_year::FiscalYear,
    form::Typed,
    wareki::format_date,
    year_end::{ArrivalCount, ArrivalCountField as Field},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::{Tx, accounts, year_end};
use tables::{Kind, Table};

const TITLE: &str = "到達簿";

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// The page.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let done = (asked.done == "counted").then_some("届いた数を記録しました。");
    let today = Typed::default().with(Field::On.name(), format_date(app.clock.today()));
    let arrivals = view_of(&app, &tx, &officer, FormState::filled(today), done).await?;
    Ok(page.ok(TITLE, move || view! { <ArrivalsPage arrivals/> }))
}

/// Keeps a count.
pub async fn count(
    officer: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    match ArrivalCount::parse(&typed, app.clock.today()) {
        Ok(count) => {
            year_end::count_arrival(&tx, count, officer.id(), app.clock.now()).await?;
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=counted", paths::arrivals(&officer.tenant.slug))))
        }
        Err(problems) => {
            let errors =
                problems.iter().map(|(field, why)| (field.name(), words::arrival(*field, why))).collect();
            let form = FormState::rejected(typed, errors);
            let arrivals = view_of(&app, &tx, &officer, form, None).await?;
            Ok(page.unprocessable(TITLE, move || view! { <ArrivalsPage arrivals/> }))
        }
    }
}

async fn view_of(
    app: &App,
    tx: &Tx,
    officer: &Officer,
    form: FormState,
    done: Option<&'static str>,
) -> Result<ArrivalsView, Error> {
    let lines = lines(app, tx).await?;
    Ok(ArrivalsView {
        slug: officer.tenant.slug.clone(),
        missing: lines.iter().map(|line| u64::from(line.papers.missing())).sum(),
        lines,
        may_count: officer.has(Role::Clerk),
        form,
        done,
    })
}

/// This year's and last year's days.
async fn lines(app: &App, tx: &Tx) -> Result<Vec<PapersLine>, Error> {
    let today = app.clock.today();
    let from = FiscalYear::of(today).previous().start();
    let counted = year_end::counted(tx, from, today).await?;
    let names = accounts::names_of(tx, counted.iter().map(|one| one.by)).await?;
    let by: BTreeMap<_, _> =
        counted.iter().map(|one| ((one.count.on, one.count.way), names.get(&one.by).cloned())).collect();
    let papers = year_end::papers(tx, from, today).await?;
    Ok(papers
        .into_iter()
        .map(|papers| PapersLine { papers, by: by.get(&(papers.on, papers.way)).cloned().flatten() })
        .collect())
}

/// The same as a table.
pub async fn export(officer: Reader, State(app): State<App>, saving: Saving) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let lines = lines(&app, &tx).await?;
    let fields: [tables::Field<PapersLine>; 6] = [
        ("届いた日", Kind::Date, |line| line.papers.on.into()),
        ("方法", Kind::Text, |line| way(line.papers.way).into()),
        ("届いた数", Kind::Number, |line| line.papers.counted.map(i64::from).into()),
        ("入力した数", Kind::Number, |line| i64::from(line.papers.entered).into()),
        ("不足", Kind::Number, |line| i64::from(line.papers.missing()).into()),
        ("数えた人", Kind::Text, |line| line.by.clone().into()),
    ];
    let name = format!("到達簿_{}", app.clock.today().format("%Y%m%d"));
    saving.answer(&name, Table::of("到達簿", &fields, &lines))
}
