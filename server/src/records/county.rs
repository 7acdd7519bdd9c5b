//! 実績集計: a municipality tells its prefecture, and the prefecture reads all of them.

use super::execution::{number, result};
use crate::{
    actor::{Clerk, PrefectureReader, Reader},
    app::App,
    error::Error,
    export::Saving,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    paths,
    records::{CountyLine, CountyPage, CountyView, ResultsPage, ResultsView},
    when,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    fiscal_year::FiscalYear,
    ids::TenantId,
    year_end::YearResult,
};
use leptos::prelude::*;
use serde::Deserialize;
use store::{Scope, records, tenants, tenants::Tenant};
use tables::{Column, Kind, Table, Value};
use uuid::Uuid;

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
}

/// What the municipality would tell.
pub async fn results(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let prefecture = prefecture(&app, &officer.tenant).await?;
    let tx = app.store.read(&officer.scope()).await?;
    let result = result(&app, &tx, &slug, year).await?;
    let told = records::own_result(&tx, year).await?;
    let results = ResultsView {
        municipality: officer.tenant.name.clone(),
        prefecture: prefecture.map(|(_, name)| name),
        told: told.map(|sent| (sent.at, sent.result.programmes == result.programmes)),
        may_send: officer.has(Role::Clerk),
        done: (asked.done == "sent").then_some("実績集計を提出しました。"),
        result,
        slug,
    };
    Ok(page.ok("実績集計", move || view! { <ResultsPage results/> }))
}

/// The same as a table.
pub async fn export_results(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let result = result(&app, &tx, &slug, year).await?;
    let municipality = officer.tenant.name.clone();
    saving.answer(
        &format!("実績集計_{municipality}_{}", year.label()),
        table(vec![CountyLine { municipality, result, at: None }]),
    )
}

/// Tells the prefecture.
pub async fn send(
    officer: Clerk,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let back = paths::results(&slug, year);
    let Some((prefecture, _)) = prefecture(&app, &officer.tenant).await? else {
        return Ok(see_other(&back));
    };
    let tx = app.store.write(&officer.scope()).await?;
    let result = result(&app, &tx, &slug, year).await?;
    let (id, now) = (app.clock.id::<Uuid>(), app.clock.now());
    records::send(&tx, id, prefecture, year, &officer.tenant.name, &result, now).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{back}?done=sent")))
}

/// The prefecture that a municipality lies in, where it is a house here.
async fn prefecture(app: &App, tenant: &Tenant) -> Result<Option<(TenantId, String)>, Error> {
    let tx = app.store.read(&Scope::system("the prefecture of a municipality")).await?;
    Ok(records::prefecture(&tx, &tenant.codes).await?)
}

/// What a prefecture reads.
pub async fn show(
    officer: PrefectureReader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    page: Page,
) -> Result<Response, Error> {
    let lines = lines(&app, &officer, year).await?;
    let silent = silent(&app, &officer.tenant, &lines).await?;
    let county = CountyView { slug, year, lines, silent };
    Ok(page.ok("県内の実績集計", move || view! { <CountyPage county/> }))
}

/// The same as a table.
pub async fn export(
    officer: PrefectureReader,
    State(app): State<App>,
    Path((_, year)): Path<(String, FiscalYear)>,
    saving: Saving,
) -> Result<Response, Error> {
    let lines = lines(&app, &officer, year).await?;
    saving.answer(&format!("県内の実績集計_{}", year.label()), table(lines))
}

async fn lines(app: &App, officer: &PrefectureReader, year: FiscalYear) -> Result<Vec<CountyLine>, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let sent = records::results_of_year(&tx, year).await?;
    Ok(sent
        .into_iter()
        .map(|one| CountyLine { municipality: one.municipality, result: one.result, at: Some(one.at) })
        .collect())
}

/// Municipalities of the prefecture that use the system and have told nothing; their names are public.
async fn silent(app: &App, prefecture: &Tenant, told: &[CountyLine]) -> Result<Vec<String>, Error> {
    let tx = app.store.read(&Scope::system("municipalities of a prefecture")).await?;
    let own: Vec<&str> = prefecture.codes.iter().filter_map(|code| code.get(..2)).collect();
    let all = tenants::all(&tx).await?;
    Ok(all
        .into_iter()
        .filter(|tenant| tenant.kind == TenantKind::Municipality)
        .filter(|tenant| tenant.codes.iter().any(|code| code.get(..2).is_some_and(|of| own.contains(&of))))
        .map(|tenant| tenant.name)
        .filter(|name| !told.iter().any(|line| line.municipality == *name))
        .collect())
}

fn table(lines: Vec<CountyLine>) -> Table {
    let columns = [
        ("市区町村", Kind::Text),
        ("補助事業", Kind::Text),
        ("受付", Kind::Number),
        ("交付決定", Kind::Number),
        ("不交付決定", Kind::Number),
        ("取下げ", Kind::Number),
        ("決定前", Kind::Number),
        ("予算額", Kind::Yen),
        ("交付決定額", Kind::Yen),
        ("支払額", Kind::Yen),
        ("導入している事業所", Kind::Number),
        ("台帳の事業所", Kind::Number),
        ("導入率の基準日", Kind::Date),
        ("提出日", Kind::Date),
    ];
    let rows = lines.into_iter().flat_map(|CountyLine { municipality, result, at }| {
        let YearResult { programmes, adoption, .. } = result;
        programmes.into_iter().map(move |one| {
            vec![
                Value::Text(municipality.clone()),
                Value::Text(one.title),
                number(one.received),
                number(one.granted),
                number(one.refused),
                number(one.withdrawn),
                number(one.open),
                one.budget.into(),
                one.committed.into(),
                one.paid.into(),
                i64::from(adoption.numerator).into(),
                i64::from(adoption.denominator).into(),
                adoption.as_of.into(),
                at.map(|at| when::local(at).date()).into(),
            ]
        })
    });
    Table {
        title: "実績集計".to_owned(),
        columns: columns.map(|(head, kind)| Column::new(head, kind)).into(),
        rows: rows.collect(),
    }
}
