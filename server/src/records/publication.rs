//! 公表用の集計: without contacts, and without groups so small that one could tell who it is.

use super::execution;
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::records::{PublishedLine, PublishedPage, PublishedView};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    fiscal_year::FiscalYear,
    money::Yen,
    service_type::ServiceType,
    year_end::{Totals, rows_shown},
};
use leptos::prelude::*;
use store::{Tx, records};
use tables::{Column, Kind, Table, Value};

/// The page.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let published = view_of(&app, &tx, slug, year).await?;
    Ok(page.ok("公表用の集計", move || view! { <PublishedPage published/> }))
}

async fn view_of(app: &App, tx: &Tx, slug: String, year: FiscalYear) -> Result<PublishedView, Error> {
    let results: Vec<_> =
        execution::lines(app, tx, &slug, year).await?.into_iter().map(|line| line.result).collect();
    let totals = Totals::of(&results).unwrap_or_default();
    let total = (totals.tally.received, totals.tally.granted, totals.committed);
    let programmes =
        results.into_iter().map(|one| (one.title, (one.received, one.granted, one.committed))).collect();
    Ok(PublishedView {
        programmes: published(programmes),
        services: services(tx, year).await?,
        total: PublishedLine { name: "合計".to_owned(), numbers: Some(total) },
        slug,
        year,
    })
}

/// Service by service, with what may be shown.
pub(super) async fn services(tx: &Tx, year: FiscalYear) -> Result<Vec<PublishedLine>, Error> {
    let services = records::by_service(tx, year).await?;
    Ok(published(
        services
            .into_iter()
            .map(|(service, one)| {
                let name = service.map_or("サービス種類が分からない事業所", ServiceType::name);
                (name.to_owned(), (one.received, one.granted, one.yen))
            })
            .collect(),
    ))
}

/// Lines of which the small ones are hidden.
fn published(lines: Vec<(String, (u64, u64, Yen))>) -> Vec<PublishedLine> {
    let counts: Vec<_> = lines.iter().map(|(_, (received, granted, _))| (*received, *granted)).collect();
    lines
        .into_iter()
        .zip(rows_shown(&counts))
        .map(|((name, numbers), shown)| PublishedLine { name, numbers: shown.then_some(numbers) })
        .collect()
}

/// The same as a table.
pub async fn export(
    officer: Reader,
    State(app): State<App>,
    Path((slug, year)): Path<(String, FiscalYear)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let view = view_of(&app, &tx, slug, year).await?;
    let row = |kind: &str, line: PublishedLine| {
        let cells = match line.numbers {
            Some((received, granted, yen)) => {
                [received.to_string(), granted.to_string(), yen.get().to_string()]
            }
            None => ["＊", "＊", "＊"].map(str::to_owned),
        };
        [kind.to_owned(), line.name].into_iter().chain(cells).map(Value::Text).collect::<Vec<_>>()
    };
    let programmes = view.programmes.into_iter().map(|line| row("補助事業", line));
    let services = view.services.into_iter().map(|line| row("サービス種類", line));
    let heads = ["区分", "名称", "受付（件）", "交付決定（件）", "交付決定額（円）"];
    let table = Table {
        title: "公表用の集計".to_owned(),
        columns: heads.map(|head| Column::new(head, Kind::Text)).into(),
        rows: programmes.chain(services).chain([row("合計", view.total)]).collect(),
    };
    saving.answer(&format!("公表用の集計_{}", year.label()), table)
}
