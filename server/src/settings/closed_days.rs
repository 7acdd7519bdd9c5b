//! 閉庁日: the year as a list, days added with a reason, days opened again.

use crate::{
    actor::Administrator,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::settings as words,
    paths,
    settings::{CalendarLine, ClosedDaysPage, ClosedDaysView},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    fiscal_year::FiscalYear,
    settings::{ClosedDays, ClosedDaysField, ClosedDaysProblem},
    wareki::format_date_with_weekday,
    working_days::{Closure, WorkingCalendar},
};
use elements::FormState;
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    settings::{self, ClosedDay},
};

const TITLE: &str = "閉庁日";

/// What the address may carry.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    year: Option<i32>,
    #[serde(default)]
    done: String,
    #[serde(default)]
    days: usize,
}

impl Asked {
    fn year(&self, today: NaiveDate) -> FiscalYear {
        let asked = self.year.and_then(|year| FiscalYear::from_year(year).ok());
        asked.unwrap_or_else(|| FiscalYear::of(today))
    }
    fn told(&self) -> Option<String> {
        match self.done.as_str() {
            "closed" => Some(format!("閉庁日を{}日追加しました。処理期間の計算に反映しました。", self.days)),
            "reopened" => Some("閉庁日を取り消しました。処理期間の計算に反映しました。".to_owned()),
            _ => None,
        }
    }
}

/// The year.
pub async fn show(
    administrator: Administrator,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let view = year(&tx, &administrator, &app, &asked).await?;
    Ok(page.ok(TITLE, move || view! { <ClosedDaysPage view form=FormState::empty()/> }))
}

/// Closes days that are not closed already.
pub async fn create(
    administrator: Administrator,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&administrator.scope()).await?;
    let calendar = WorkingCalendar::new(settings::closed_days(&tx).await?.into_iter().map(|day| day.day));
    let parsed = ClosedDays::parse(&typed, asked.year(app.clock.today())).and_then(|days| {
        let new = days.to_add(&calendar);
        if new.is_empty() {
            return Err(vec![(ClosedDaysField::From, ClosedDaysProblem::ClosedAnyway)]);
        }
        Ok((days, new))
    });
    let (days, new) = match parsed {
        Ok(parsed) => parsed,
        Err(errors) => {
            let errors = errors
                .iter()
                .map(|(field, problem)| (field.name(), words::closed_days(*field, problem)))
                .collect();
            let form = FormState::rejected(typed, errors);
            let view = year(&tx, &administrator, &app, &asked).await?;
            return Ok(page.unprocessable(TITLE, move || view! { <ClosedDaysPage view form/> }));
        }
    };
    let added = settings::close(&tx, &new, &days.reason, app.clock.now()).await?;
    tx.commit().await?;
    let back = paths::closed_days_of(&administrator.tenant.slug, FiscalYear::of(days.from).year());
    Ok(see_other(&format!("{back}&done=closed&days={added}")))
}

/// Opens on a day again; whoever was faster is named.
pub async fn remove(
    administrator: Administrator,
    State(app): State<App>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let day: NaiveDate = typed.get("day").parse().map_err(|_| Error::NotFound)?;
    let back = paths::closed_days_of(&administrator.tenant.slug, FiscalYear::of(day).year());
    let tx = app.store.write(&administrator.scope()).await?;
    if !settings::reopen(&tx, day, typed.get("reason"), app.clock.now()).await? {
        let what = format!("閉庁日 {}", format_date_with_weekday(day));
        let did = "この閉庁日を取り消しました";
        return Err(super::conflict(&tx, "settings.days-reopened", what, did, Vec::new(), back).await?);
    }
    tx.commit().await?;
    Ok(see_other(&format!("{back}&done=reopened")))
}

async fn year(
    tx: &Tx,
    administrator: &Administrator,
    app: &App,
    asked: &Asked,
) -> Result<ClosedDaysView, Error> {
    let today = app.clock.today();
    let year = asked.year(today);
    let own = settings::closed_days(tx).await?;
    let calendar = WorkingCalendar::new(own.iter().map(|day| day.day));
    let all = || year.start().iter_days().take_while(|day| *day <= year.end());
    let working_days = all().filter(|day| calendar.is_working_day(*day)).count();
    Ok(ClosedDaysView {
        slug: administrator.tenant.slug.clone(),
        year,
        this_year: FiscalYear::of(today),
        days: all().filter_map(|day| line(day, &own, &calendar)).collect(),
        working_days: u32::try_from(working_days).unwrap_or(0),
        done: asked.told(),
    })
}

/// A closed day besides Saturdays and Sundays. What the tenant closed is listed even where it is closed anyway.
fn line(day: NaiveDate, own: &[ClosedDay], calendar: &WorkingCalendar) -> Option<CalendarLine> {
    if let Some(closed) = own.iter().find(|closed| closed.day == day) {
        return Some(CalendarLine { day, why: closed.reason.clone(), own: true });
    }
    let why = match calendar.closure(day)? {
        Closure::Holiday(holiday) => holiday.name.to_owned(),
        Closure::YearEnd => "年末年始".to_owned(),
        Closure::Saturday | Closure::Sunday | Closure::Tenant => return None,
    };
    Some(CalendarLine { day, why, own: false })
}
