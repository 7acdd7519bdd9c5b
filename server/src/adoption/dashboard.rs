//! Where a city stands, on a page and as tables.

use super::published;
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    adoption::{AdoptionPage, AdoptionView, Counted, GroupLine, ListLine},
    messages::adoption_counts as words,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    adoption::{By, Compared, Days, Group, Indicator, Population, Step, Tally},
    form::Typed,
    ids::CorporationId,
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{Tx, adoption};
use tables::{Column, Kind, Table, Value};

const TITLE: &str = "普及状況";
/// Months of the trend: three years.
const MONTHS: u32 = 36;

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    on: String,
    since: String,
    table: String,
}

/// The numbers of a day beside an earlier one: today and a year before, unless it is said otherwise.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let (slug, tenant) = (reader.tenant.slug.clone(), reader.tenant.name.clone());
    let tx = app.store.read(&reader.scope()).await?;
    let lists = adoption::lists(&tx).await?.into_iter().map(|list| ListLine {
        id: list.batch,
        source: list.source,
        as_of: list.as_of,
        open: list.open,
    });
    let lists = lists.collect();
    let published = published::lines(&tx, reader.tenant.id).await?;
    let days = match Days::parse(&asked.on, &asked.since, app.clock.today()) {
        Ok(days) => days,
        Err(problems) => {
            let typed = Typed::default().with("on", asked.on).with("since", asked.since);
            let form = FormState::rejected(typed, problems.iter().map(words::days).collect());
            let adoption = AdoptionView { slug, tenant, counted: None, applying: 0, lists, published };
            return Ok(page.unprocessable(TITLE, move || view! { <AdoptionPage adoption form/> }));
        }
    };
    let today = app.clock.today();
    let all = adoption::counting::population(&tx, days.on).await?;
    let names = adoption::counting::corporations(&tx).await?;
    let applying = applying(&tx, &all, today).await?;
    let counted = Some(counted(&all, days, &names));
    let form = FormState::filled(
        Typed::default().with("on", format_date(days.on)).with("since", format_date(days.since)),
    );
    let adoption = AdoptionView { slug, tenant, counted, applying, lists, published };
    Ok(page.ok(TITLE, move || view! { <AdoptionPage adoption form/> }))
}

/// Offices open today that have not adopted, and whose application is under way.
async fn applying(tx: &Tx, all: &Population, today: NaiveDate) -> Result<u64, Error> {
    let under_way = adoption::applying(tx).await?;
    let waits = |step: Step| step != Step::Adopted;
    let offices = all.open(today).filter(|office| under_way.contains(&office.id));
    Ok(offices.filter(|office| waits(all.step(office.id, today))).count() as u64)
}

fn counted(all: &Population, days: Days, names: &BTreeMap<CorporationId, String>) -> Counted {
    let Days { on, since } = days;
    Counted {
        on,
        since,
        now: all.tally(on),
        before: all.tally(since),
        trend: all.trend(on, MONTHS),
        groups: By::ALL.map(|by| (by, lines(all, by, days, names))).into(),
    }
}

/// The groups with what they are called; corporations from the one with most offices.
fn lines(
    all: &Population,
    by: By,
    Days { on, since }: Days,
    names: &BTreeMap<CorporationId, String>,
) -> Vec<GroupLine> {
    let line =
        |Compared { group, now, before }| GroupLine { label: label(&group, names), group, now, before };
    let mut lines: Vec<GroupLine> = all.compared(by, on, since).into_iter().map(line).collect();
    if by == By::Corporation {
        lines.sort_by(|one, other| {
            (other.now.all(), &one.label, &one.group).cmp(&(one.now.all(), &other.label, &other.group))
        });
    }
    lines
}

/// What a group is called.
pub(super) fn label(group: &Group, names: &BTreeMap<CorporationId, String>) -> String {
    match group {
        Group::Service(service) => service.name().to_owned(),
        Group::Area(area) if area.is_empty() => "圏域が台帳にない事業所".to_owned(),
        Group::Area(area) => area.clone(),
        Group::Corporation(None) => "法人が台帳にない事業所".to_owned(),
        Group::Corporation(Some(id)) => names.get(id).cloned().unwrap_or_default(),
        Group::Software(linking) => words::software(*linking).to_owned(),
    }
}

/// One of the tables of the page.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let days = Days::parse(&asked.on, &asked.since, app.clock.today()).map_err(|_| Error::NotFound)?;
    let tx = app.store.read(&reader.scope()).await?;
    let all = adoption::counting::population(&tx, days.on).await?;
    let table = match asked.table.as_str() {
        "trend" => trend(&all, days),
        "" | "steps" => steps(&all, days),
        word => {
            let by = By::named(word).ok_or(Error::NotFound)?;
            let names = adoption::counting::corporations(&tx).await?;
            groups(&all, by, days, &names)
        }
    };
    let name = format!("{}_{}_{}", table.title, reader.tenant.name, days.on);
    saving.answer(&name, table)
}

fn number(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

fn rate(indicator: Indicator) -> Value {
    indicator.rate().into()
}

fn definition(indicator: Indicator) -> Value {
    words::definition(indicator.definition).into()
}

fn trend(all: &Population, days: Days) -> Table {
    let columns = vec![
        Column::new("時点", Kind::Date),
        Column::new("導入済み", Kind::Number),
        Column::new("事業所", Kind::Number),
        Column::new("導入率（%）", Kind::Tenths),
        Column::new("数え方", Kind::Text),
    ];
    let rows = all.trend(days.on, MONTHS).into_iter().map(|(day, tally)| match tally {
        Some(tally) => {
            let here = tally.indicator(day);
            vec![
                Value::from(day),
                number(here.numerator),
                number(here.denominator),
                rate(here),
                definition(here),
            ]
        }
        None => vec![day.into(), Value::Empty, Value::Empty, Value::Empty, "記録がありません".into()],
    });
    Table { title: "導入率の推移".to_owned(), columns, rows: rows.collect() }
}

fn steps(all: &Population, days: Days) -> Table {
    let (now, before) = (all.tally(days.on), all.tally(days.since));
    let columns = vec![
        Column::new("導入状況", Kind::Text),
        Column::new("時点", Kind::Date),
        Column::new("事業所", Kind::Number),
        Column::new("比べる日", Kind::Date),
        Column::new("比べる日の事業所", Kind::Number),
        Column::new("意味", Kind::Text),
    ];
    let row = |name: &str, now: u64, before: u64, means: &str| {
        vec![Value::from(name), days.on.into(), number(now), days.since.into(), number(before), means.into()]
    };
    let mut rows: Vec<Vec<Value>> = Step::ALL
        .into_iter()
        .map(|step| row(words::step(step), now.get(step), before.get(step), words::step_means(step)))
        .collect();
    rows.push(row("合計（分母）", now.all(), before.all(), "その日に台帳で営業中の事業所"));
    Table { title: "導入状況ごとの事業所数".to_owned(), columns, rows }
}

fn groups(all: &Population, by: By, days: Days, names: &BTreeMap<CorporationId, String>) -> Table {
    let columns = vec![
        Column::new(words::by(by), Kind::Text),
        Column::new("時点", Kind::Date),
        Column::new("導入済み", Kind::Number),
        Column::new("導入予定", Kind::Number),
        Column::new("認知・検討中", Kind::Number),
        Column::new("停止", Kind::Number),
        Column::new("不明", Kind::Number),
        Column::new("事業所", Kind::Number),
        Column::new("導入率（%）", Kind::Tenths),
        Column::new("比べる日", Kind::Date),
        Column::new("比べる日の導入済み", Kind::Number),
        Column::new("比べる日の事業所", Kind::Number),
        Column::new("比べる日の導入率（%）", Kind::Tenths),
        Column::new("差（ポイント）", Kind::Tenths),
        Column::new("数え方", Kind::Text),
    ];
    let whole = GroupLine {
        group: Group::Area(String::new()),
        label: "全体".to_owned(),
        now: all.tally(days.on),
        before: all.tally(days.since),
    };
    let rows = lines(all, by, days, names).into_iter().chain([whole]);
    let rows = rows.map(|GroupLine { group: _, label, now, before }| {
        let (told, past) = (now.indicator(days.on), before.indicator(days.since));
        let counts = |tally: Tally| Step::ALL.map(|step| number(tally.get(step)));
        let mut row = vec![Value::from(label), days.on.into()];
        row.extend(counts(now));
        row.extend([
            number(told.denominator),
            rate(told),
            days.since.into(),
            number(past.numerator),
            number(past.denominator),
            rate(past),
            told.points_since(past).into(),
            definition(told),
        ]);
        row
    });
    Table { title: format!("{}ごとの導入率", words::by(by)), columns, rows: rows.collect() }
}
