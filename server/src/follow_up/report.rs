//! The report of a model project, on a page and as a table.

use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    follow_up::{ReportPage, ReportView},
    messages::follow_up as words,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    follow_up::{Figure, Figures, Period},
    form::Typed,
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use store::follow_up;
use tables::{Column, Kind, Table, Value};

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    from: String,
    until: String,
}

const TITLE: &str = "伴走支援の実績";

/// The numbers of a period: this fiscal year until today, unless it is said otherwise.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let (slug, tenant) = (reader.tenant.slug.clone(), reader.tenant.name.clone());
    let typed = Typed::default().with("from", asked.from.clone()).with("until", asked.until.clone());
    let period = match Period::parse(&asked.from, &asked.until, app.clock.today()) {
        Ok(period) => period,
        Err(problem) => {
            let form = FormState::rejected(typed, vec![words::period(&problem)]);
            let report = ReportView { slug, tenant, counted: None };
            return Ok(page.unprocessable(TITLE, move || view! { <ReportPage report form/> }));
        }
    };
    let tx = app.store.read(&reader.scope()).await?;
    let figures = follow_up::figures(&tx, period).await?;
    let form = FormState::filled(
        Typed::default().with("from", format_date(period.from)).with("until", format_date(period.until)),
    );
    let report = ReportView { slug, tenant, counted: Some((period, figures)) };
    Ok(page.ok(TITLE, move || view! { <ReportPage report form/> }))
}

/// The same numbers as a table.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let period = Period::parse(&asked.from, &asked.until, app.clock.today()).map_err(|_| Error::NotFound)?;
    let tx = app.store.read(&reader.scope()).await?;
    let figures = follow_up::figures(&tx, period).await?;
    let name = format!("{TITLE}_{}_{}_{}", reader.tenant.name, period.from, period.until);
    saving.answer(&name, table(&figures))
}

fn table(figures: &Figures) -> Table {
    let columns = vec![
        Column::new("区分", Kind::Text),
        Column::new("項目", Kind::Text),
        Column::new("数", Kind::Number),
        Column::new("単位", Kind::Text),
        Column::new("数え方", Kind::Text),
    ];
    let rows = Figure::ALL.into_iter().map(|figure| {
        let (label, unit, counts) = words::figure(figure);
        let number = i64::try_from(figures.get(figure)).unwrap_or(i64::MAX);
        let phase = words::phase(figure.phase());
        vec![Value::from(phase), label.into(), number.into(), unit.into(), counts.into()]
    });
    Table { title: TITLE.to_owned(), columns, rows: rows.collect() }
}
