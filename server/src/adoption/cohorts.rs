//! その後の導入: what followed sessions, mails, decisions and conversations within some days.

use super::funnel::number;
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    adoption::{CohortNumbers, CohortsPage, CohortsView, ThingLine, month_name},
    messages::{adoption_funnel as words, follow_up},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{Datelike as _, Months, NaiveDate};
use domain::{
    adoption::{Cohort, Course, Population, Thing, Touch, Touched, Window, months, things, usual_period},
    follow_up::{Period, PeriodProblem},
    form::Typed,
    ids::OfficeId,
    wareki::format_date,
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, adoption};
use tables::{Column, Kind, Table, Value};

const TITLE: &str = "その後の導入";

/// What an address may say. Words that are not known mean what stands first.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    touch: String,
    within: String,
    from: String,
    until: String,
}

impl Asked {
    fn touch(&self) -> Touch {
        Touch::named(&self.touch).unwrap_or(Touch::Session)
    }

    fn window(&self) -> Window {
        Window::named(&self.within)
    }

    /// The period that is said, or the usual one.
    fn period(&self, today: NaiveDate) -> Result<Period, PeriodProblem> {
        let begun = usual_period(today).from.to_string();
        let from = if self.from.trim().is_empty() { begun } else { self.from.clone() };
        Period::parse(&from, &self.until, today)
    }
}

/// The offices of a register that is looked at.
struct Register {
    all: Population,
    /// Every office that stands for itself, open or not.
    known: BTreeSet<OfficeId>,
    courses: BTreeMap<OfficeId, Course>,
    today: NaiveDate,
}

impl Register {
    async fn load(tx: &Tx, today: NaiveDate) -> Result<Self, Error> {
        let all = adoption::counting::population(tx, today).await?;
        let known = all.offices.iter().map(|office| office.id).collect();
        Ok(Self { courses: all.courses(), all, known, today })
    }

    /// What was done to offices that stand for themselves.
    async fn touched(&self, tx: &Tx, touch: Touch, period: Period) -> Result<Vec<Touched>, Error> {
        let mut touched = adoption::touched(tx, touch, (period.from, period.until)).await?;
        touched.retain(|one| self.known.contains(&one.office));
        Ok(touched)
    }

    async fn numbers(&self, tx: &Tx, asked: &Asked, period: Period) -> Result<CohortNumbers, Error> {
        let (window, chosen) = (asked.window(), asked.touch());
        let mut kinds = Vec::new();
        let mut own = Vec::new();
        for touch in Touch::ALL {
            let touched = self.touched(tx, touch, period).await?;
            let days = touched.iter().map(|one| (one.office, one.on));
            kinds.push((touch, Cohort::of(days, &self.courses, window, self.today)));
            if touch == chosen {
                own = touched;
            }
        }
        // A period may cut a month: to whom it was done outside of it belongs to no side.
        let whole = self.touched(tx, chosen, whole_months(period)).await?;
        let beside = |first: NaiveDate| {
            let mut open: BTreeSet<OfficeId> = self.all.open(first).map(|office| office.id).collect();
            let month = month_of(first);
            for one in whole.iter().filter(|one| month_of(one.on) == month) {
                open.remove(&one.office);
            }
            open
        };
        Ok(CohortNumbers {
            period,
            kinds,
            months: months(&own, beside, &self.courses, window, self.today),
            things: named(tx, things(&own, &self.courses, window, self.today)).await?,
        })
    }
}

fn month_of(day: NaiveDate) -> (i32, u32) {
    (day.year(), day.month())
}

/// From the first day of its first month to the last of its last.
fn whole_months(period: Period) -> Period {
    let from = period.from.with_day(1).unwrap_or(period.from);
    let next = period.until.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
    Period { from, until: next.and_then(|next| next.pred_opt()).unwrap_or(period.until) }
}

/// Names things, the latest first.
async fn named(tx: &Tx, cohorts: BTreeMap<Thing, Cohort>) -> Result<Vec<ThingLine>, Error> {
    let called = adoption::called(tx, &cohorts.keys().copied().collect()).await?;
    let line = |(thing, cohort): (Thing, Cohort)| {
        let called = called.get(&thing).cloned();
        let name = match (thing, &called) {
            (_, Some(called)) => called.name.clone(),
            (Thing::Record(way), None) => format!("伴走支援の記録（{}）", follow_up::way(way)),
            (
                Thing::Session(_)
                | Thing::Mailing(_)
                | Thing::Programme(_)
                | Thing::Activity(_)
                | Thing::Order(_),
                None,
            ) => "名前のわからないもの".to_owned(),
        };
        let (on, campaign) = called.map(|called| (called.on, called.campaign)).unwrap_or_default();
        ThingLine { name, on, campaign, cohort }
    };
    let mut lines: Vec<ThingLine> = cohorts.into_iter().map(line).collect();
    lines.sort_by(|one, other| (other.on, &one.name).cmp(&(one.on, &other.name)));
    Ok(lines)
}

/// The numbers of a period.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let (slug, tenant) = (reader.tenant.slug.clone(), reader.tenant.name.clone());
    let (touch, window, today) = (asked.touch(), asked.window(), app.clock.today());
    let typed = Typed::default().with("touch", touch.name()).with("within", window.days().to_string());
    let period = match asked.period(today) {
        Ok(period) => period,
        Err(problem) => {
            let typed = typed.with("from", asked.from.clone()).with("until", asked.until.clone());
            let form = FormState::rejected(typed, vec![words::period(&problem)]);
            let view = CohortsView { slug, tenant, touch, window, counted: None };
            return Ok(page.unprocessable(TITLE, move || view! { <CohortsPage view form/> }));
        }
    };
    let tx = app.store.read(&reader.scope()).await?;
    let counted = Register::load(&tx, today).await?.numbers(&tx, &asked, period).await?;
    drop(tx);
    let form = FormState::filled(
        typed.with("from", format_date(period.from)).with("until", format_date(period.until)),
    );
    let view = CohortsView { slug, tenant, touch, window, counted: Some(counted) };
    Ok(page.ok(TITLE, move || view! { <CohortsPage view form/> }))
}

/// The same numbers as a table: by month, and one by one.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let period = asked.period(today).map_err(|_| Error::NotFound)?;
    let tx = app.store.read(&reader.scope()).await?;
    let counted = Register::load(&tx, today).await?.numbers(&tx, &asked, period).await?;
    drop(tx);
    let name = format!("{TITLE}_{}_{}_{}", reader.tenant.name, period.from, period.until);
    saving.answer(&name, table(asked.touch(), asked.window(), &counted))
}

fn table(touch: Touch, window: Window, counted: &CohortNumbers) -> Table {
    let columns = vec![
        Column::new("区分", Kind::Text),
        Column::new("行ったこと", Kind::Text),
        Column::new("名称", Kind::Text),
        Column::new("日", Kind::Date),
        Column::new("キャンペーン", Kind::Text),
        Column::new("日数", Kind::Number),
        Column::new("導入した事業所", Kind::Number),
        Column::new("日数がたった事業所", Kind::Number),
        Column::new("割合（%）", Kind::Tenths),
        Column::new("まだ日がたっていない", Kind::Number),
        Column::new("すでに導入していた", Kind::Number),
    ];
    let line =
        |group: &str, of: Touch, name: String, on: Option<NaiveDate>, campaign: String, cohort: Cohort| {
            vec![
                Value::from(group.to_owned()),
                words::touch(of).into(),
                name.into(),
                on.into(),
                campaign.into(),
                i64::from(window.days()).into(),
                number(cohort.began),
                number(cohort.over),
                cohort.percent().into(),
                number(cohort.early),
                number(cohort.already),
            ]
        };
    let mut rows = Vec::new();
    for month in &counted.months {
        let (name, on) = (month_name(month.first), Some(month.first));
        rows.push(line("月ごと・あった事業所", touch, name.clone(), on, String::new(), month.touched));
        rows.push(line("月ごと・なかった事業所", touch, name, on, String::new(), month.others));
    }
    for thing in &counted.things {
        let campaign = thing.campaign.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
        rows.push(line("1つずつ", touch, thing.name.clone(), thing.on, campaign, thing.cohort));
    }
    for (of, cohort) in &counted.kinds {
        let name = words::touch(*of).to_owned();
        rows.push(line("行ったことごと", *of, name, None, String::new(), *cohort));
    }
    Table { title: TITLE.to_owned(), columns, rows }
}
