//! 1件あたりの費用: what was spent for each office that newly adopted the system, by measure.

use super::funnel::number;
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    adoption::{CostLine, CostNumbers, CostsPage, CostsView},
    messages::adoption_funnel as words,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{adoption::Spent, fiscal_year::FiscalYear, follow_up::Period, form::Typed, wareki::format_date};
use elements::FormState;
use leptos::prelude::*;
use store::{Tx, adoption};
use tables::{Column, Kind, Table, Value};

const TITLE: &str = "1件あたりの費用";

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    from: String,
    until: String,
}

async fn numbers(tx: &Tx, period: Period) -> Result<CostNumbers, Error> {
    let adoption::Account { lines, measures, total, unpriced, unpriced_orders } =
        adoption::account(tx, period.from, period.until).await?;
    let lines = lines.into_iter().map(|line| CostLine {
        measure: line.measure,
        name: line.name,
        on: line.on,
        campaign: line.campaign,
        yen: line.yen,
        adopted: line.adopted,
    });
    Ok(CostNumbers {
        period,
        total,
        measures: measures.into_iter().collect(),
        lines: lines.collect(),
        unpriced,
        unpriced_orders,
    })
}

/// This fiscal year and the two before it.
fn years(today: NaiveDate) -> Vec<FiscalYear> {
    let year = FiscalYear::of(today);
    vec![year, year.previous(), year.previous().previous()]
}

/// The numbers of a period: this fiscal year until today, unless it is said otherwise.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let (slug, tenant) = (reader.tenant.slug.clone(), reader.tenant.name.clone());
    let (today, typed) = (app.clock.today(), Typed::default());
    let years = years(today);
    let period = match Period::parse(&asked.from, &asked.until, today) {
        Ok(period) => period,
        Err(problem) => {
            let typed = typed.with("from", asked.from.clone()).with("until", asked.until.clone());
            let form = FormState::rejected(typed, vec![words::period(&problem)]);
            let view = CostsView { slug, tenant, years, counted: None };
            return Ok(page.unprocessable(TITLE, move || view! { <CostsPage view form/> }));
        }
    };
    let tx = app.store.read(&reader.scope()).await?;
    let counted = Some(numbers(&tx, period).await?);
    drop(tx);
    let form = FormState::filled(
        typed.with("from", format_date(period.from)).with("until", format_date(period.until)),
    );
    let view = CostsView { slug, tenant, years, counted };
    Ok(page.ok(TITLE, move || view! { <CostsPage view form/> }))
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
    let counted = numbers(&tx, period).await?;
    drop(tx);
    let name = format!("{TITLE}_{}_{}_{}", reader.tenant.name, period.from, period.until);
    saving.answer(&name, table(&counted))
}

fn table(counted: &CostNumbers) -> Table {
    let columns = vec![
        Column::new("区分", Kind::Text),
        Column::new("施策", Kind::Text),
        Column::new("名称", Kind::Text),
        Column::new("日", Kind::Date),
        Column::new("キャンペーン", Kind::Text),
        Column::new("使った額", Kind::Yen),
        Column::new("届いて新しく導入した事業所", Kind::Number),
        Column::new("1件あたりの費用", Kind::Yen),
        Column::new("計算しない理由", Kind::Text),
    ];
    let sum = |group: &str, measure: &str, spent: Spent| {
        let each = spent.each();
        vec![
            Value::from(group.to_owned()),
            measure.to_owned().into(),
            Value::from(None::<String>),
            Value::from(None::<NaiveDate>),
            Value::from(None::<String>),
            spent.yen.into(),
            number(spent.adopted),
            each.into(),
            each.is_none().then(|| words::NOBODY.to_owned()).into(),
        ]
    };
    let mut rows: Vec<Vec<Value>> = vec![sum("全体", "", counted.total)];
    rows.extend(
        counted.measures.iter().map(|(measure, spent)| sum("施策ごと", words::measure(*measure), *spent)),
    );
    rows.extend(counted.lines.iter().map(line));
    Table { title: TITLE.to_owned(), columns, rows }
}

fn line(line: &CostLine) -> Vec<Value> {
    let spent = line.adopted.map(|adopted| Spent { yen: line.yen, adopted });
    let each = spent.and_then(Spent::each);
    vec![
        Value::from("内訳"),
        words::measure(line.measure).into(),
        line.name.clone().into(),
        line.on.into(),
        line.campaign.as_ref().map(|(_, name)| name.clone()).into(),
        line.yen.into(),
        line.adopted.map(|adopted| i64::try_from(adopted).unwrap_or(i64::MAX)).into(),
        each.into(),
        each.is_none().then(|| line.each()).into(),
    ]
}
