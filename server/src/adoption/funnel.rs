//! 普及の段階: how far the offices have come by a day, and those who stop between two steps.

use super::{PER_PAGE, paged};
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    adoption::{FunnelChoice, FunnelPage, FunnelView, HaltedLine, HaltedPage, HaltedView},
    messages::adoption_funnel::{self as words, DayProblem},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::Role,
    adoption::{Countable, Funnel, Halt, Population, Trail},
    form::Typed,
    ids::OfficeId,
    service_type::ServiceType,
    text,
    wareki::{self, DateError, Expected, format_date},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, adoption, offices};
use tables::{Column, Kind, Table, Value};

const TITLE: &str = "普及の段階";

/// What an address may say. A service or an area that nobody has narrows to nobody; a group that there is not is the first.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    on: String,
    service: String,
    area: String,
    halt: String,
    page: String,
}

impl Asked {
    /// The day; today where none is said.
    fn day(&self, today: NaiveDate) -> Result<NaiveDate, DayProblem> {
        match wareki::parse_expected(&self.on, Expected::year_until(today)) {
            Ok(parsed) if parsed.date > today => Err(DayProblem::Future),
            Ok(parsed) => Ok(parsed.date),
            Err(DateError::Missing) => Ok(today),
            Err(error) => Err(DayProblem::Date(error)),
        }
    }

    fn service(&self) -> Option<ServiceType> {
        ServiceType::from_code(&self.service)
    }

    fn area(&self) -> String {
        text::tidy_name(&self.area)
    }
}

/// The offices of a day with their trails.
struct Counted {
    all: Population,
    trails: BTreeMap<OfficeId, Trail>,
    on: NaiveDate,
}

/// Of whom nothing is on record.
static NOTHING: std::sync::LazyLock<Trail> = std::sync::LazyLock::new(Trail::default);

impl Counted {
    async fn load(tx: &Tx, on: NaiveDate) -> Result<Self, Error> {
        let all = adoption::counting::population(tx, on).await?;
        let trails = adoption::trails(tx, &all.evidence, on).await?;
        Ok(Self { all, trails, on })
    }

    /// The open offices that are asked for.
    fn offices(&self, asked: &Asked) -> impl Iterator<Item = &Countable> + use<'_> {
        let (service, area) = (asked.service(), asked.area());
        self.all.open(self.on).filter(move |office| {
            service.is_none_or(|service| office.services.contains(&service))
                && (area.is_empty() || office.area == area)
        })
    }

    fn trail(&self, office: OfficeId) -> &Trail {
        self.trails.get(&office).unwrap_or(&NOTHING)
    }

    fn funnel(&self, asked: &Asked) -> Funnel {
        Funnel::of(self.offices(asked).map(|office| self.trail(office.id)), self.on)
    }

    /// Those who have come so far and no further.
    fn halted(&self, asked: &Asked, halt: Halt) -> Vec<OfficeId> {
        let at = |office: &&Countable| Halt::of(self.trail(office.id).furthest(self.on)) == halt;
        self.offices(asked).filter(at).map(|office| office.id).collect()
    }

    fn choice(&self, asked: &Asked) -> FunnelChoice {
        let open = || self.all.open(self.on);
        let services: BTreeSet<ServiceType> =
            open().flat_map(|office| office.services.iter().copied()).chain(asked.service()).collect();
        let areas: BTreeSet<String> = open()
            .map(|office| office.area.clone())
            .chain([asked.area()])
            .filter(|area| !area.is_empty())
            .collect();
        FunnelChoice {
            services: services.into_iter().collect(),
            areas: areas.into_iter().collect(),
            service: asked.service(),
            area: asked.area(),
        }
    }
}

/// The numbers of a day: today, unless it is said otherwise.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let (slug, tenant) = (reader.tenant.slug.clone(), reader.tenant.name.clone());
    let may_write = reader.has(Role::Clerk);
    let typed = Typed::default().with("service", asked.service.clone()).with("area", asked.area());
    let today = app.clock.today();
    let day = asked.day(today);
    let tx = app.store.read(&reader.scope()).await?;
    let counted = Counted::load(&tx, *day.as_ref().unwrap_or(&today)).await?;
    drop(tx);
    let choice = counted.choice(&asked);
    match day {
        Ok(on) => {
            let funnel = counted.funnel(&asked);
            let form = FormState::filled(typed.with("on", format_date(on)));
            let view = FunnelView { slug, tenant, choice, counted: Some((on, funnel)), may_write };
            Ok(page.ok(TITLE, move || view! { <FunnelPage view form/> }))
        }
        Err(problem) => {
            let form = FormState::rejected(typed.with("on", asked.on.clone()), vec![words::day(&problem)]);
            let view = FunnelView { slug, tenant, choice, counted: None, may_write };
            Ok(page.unprocessable(TITLE, move || view! { <FunnelPage view form/> }))
        }
    }
}

/// The same numbers as a table.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let on = asked.day(app.clock.today()).map_err(|_| Error::NotFound)?;
    let tx = app.store.read(&reader.scope()).await?;
    let funnel = Counted::load(&tx, on).await?.funnel(&asked);
    saving.answer(&format!("{TITLE}_{}_{on}", reader.tenant.name), table(&funnel, on))
}

fn table(funnel: &Funnel, on: NaiveDate) -> Table {
    let columns = vec![
        Column::new("段階", Kind::Text),
        Column::new("達した事業所", Kind::Number),
        Column::new("全事業所", Kind::Number),
        Column::new("割合（%）", Kind::Tenths),
        Column::new("うち前の段階の記録があるもの", Kind::Number),
        Column::new("この段階までの事業所", Kind::Number),
        Column::new("基準日", Kind::Date),
        Column::new("数え方", Kind::Text),
    ];
    let nowhere = vec![
        Value::from(words::halted(Halt::Nowhere)),
        Value::Empty,
        number(funnel.offices),
        Value::Empty,
        Value::Empty,
        number(funnel.nowhere),
        on.into(),
        words::halted_means(Halt::Nowhere).into(),
    ];
    let rows = funnel.levels.iter().map(|level| {
        vec![
            Value::from(words::step(level.step)),
            number(level.reached),
            number(funnel.offices),
            funnel.share(level.step).into(),
            number(level.with_before),
            number(level.halted),
            on.into(),
            words::step_counts(level.step).into(),
        ]
    });
    Table { title: TITLE.to_owned(), columns, rows: std::iter::once(nowhere).chain(rows).collect() }
}

/// A count as a cell.
pub(super) fn number(count: u64) -> Value {
    i64::try_from(count).unwrap_or(i64::MAX).into()
}

/// The offices of a group.
pub async fn offices(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let group = Stopped::load(&tx, &asked, app.clock.today()).await?;
    let (number, shown) = paged(&asked.page, &group.ids);
    let view = HaltedView {
        slug: reader.tenant.slug.clone(),
        halt: group.halt,
        on: group.counted.on,
        choice: group.counted.choice(&asked),
        offices: group.lines(&tx, shown).await?,
        total: group.ids.len() as u64,
        page: number,
        per_page: PER_PAGE as u64,
        may_write: reader.has(Role::Clerk),
    };
    drop(tx);
    let title = format!("普及の段階が「{}」の事業所", words::halted(view.halt));
    Ok(page.ok(&title, move || view! { <HaltedPage view/> }))
}

/// The offices of a group, those who stopped longest first.
struct Stopped {
    halt: Halt,
    counted: Counted,
    ids: Vec<OfficeId>,
}

impl Stopped {
    async fn load(tx: &Tx, asked: &Asked, today: NaiveDate) -> Result<Self, Error> {
        let halt = Halt::named(&asked.halt).unwrap_or(Halt::Nowhere);
        let on = asked.day(today).map_err(|_| Error::NotFound)?;
        let counted = Counted::load(tx, on).await?;
        // They come in the order of their numbers, which sorting keeps.
        let mut ids = counted.halted(asked, halt);
        ids.sort_by_key(|office| counted.trail(*office).last_day(on));
        Ok(Self { halt, counted, ids })
    }

    /// The offices of a part of the list, in its order.
    async fn lines(&self, tx: &Tx, ids: &[OfficeId]) -> Result<Vec<HaltedLine>, Error> {
        let mut known: BTreeMap<OfficeId, offices::Office> =
            offices::several(tx, ids).await?.into_iter().map(|office| (office.id, office)).collect();
        let found = ids.iter().filter_map(|id| known.remove(id));
        Ok(found
            .map(|office| HaltedLine {
                id: office.id,
                number: office.number,
                last: self.counted.trail(office.id).last_day(self.counted.on),
                services: office.services.iter().map(|service| service.service).collect(),
                area: office.particulars.area,
                name: office.particulars.name,
            })
            .collect())
    }
}

/// The same offices as a table; nobody's name or number stands in it.
pub async fn export_offices(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let group = Stopped::load(&tx, &asked, app.clock.today()).await?;
    let offices = group.lines(&tx, &group.ids).await?;
    let (halt, on) = (group.halt, group.counted.on);
    drop(tx);
    let columns = vec![
        Column::new("事業所番号", Kind::Code),
        Column::new("事業所名", Kind::Text),
        Column::new("サービス", Kind::Text),
        Column::new("日常生活圏域", Kind::Text),
        Column::new("いちばん先の段階", Kind::Text),
        Column::new("この段階の日", Kind::Date),
        Column::new("基準日", Kind::Date),
    ];
    let rows = offices.into_iter().map(|office| {
        let services: Vec<&str> = office.services.into_iter().map(ServiceType::name).collect();
        vec![
            Value::from(office.number.to_string()),
            office.name.into(),
            services.join("、").into(),
            office.area.into(),
            words::halted(halt).into(),
            office.last.into(),
            on.into(),
        ]
    });
    let table = Table { title: TITLE.to_owned(), columns, rows: rows.collect() };
    let name = format!("{TITLE}_{}_{}_{on}", words::halted(halt), reader.tenant.name);
    saving.answer(&name, table)
}
