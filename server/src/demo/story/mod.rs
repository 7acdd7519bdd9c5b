//! The story of the demonstration: what has happened in みどり野市 before a visitor arrives, so that something waits
//! for each of its people. Its days follow the day of the first run.

mod across;
mod adoption;
pub mod applications;
mod awards;
mod behalf;
mod campaigns;
mod confirming;
pub mod demos;
mod desk;
mod dispatches;
mod event_tables;
mod follow_up;
mod inquiries;
mod materials;
mod network;
mod outreach;
mod packets;
mod past;
mod payments;
mod progress;
mod published;
pub mod register;
mod settings;
mod sharing;
mod surveys;

pub use applications::Extent;

use super::{lists, seed::find};
use crate::{app::App, error::Error, subsidies::programmes::city};
use applications::Span;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::ProgrammeId,
    subsidies::{ProgrammeForm, Template, licence_fee_in_full},
};
use past::Past;
use store::{Scope, initiatives, subsidies::programmes, tenants};

/// How far back the receipts of this year go, where the fiscal year is that old.
const MONTHS_OF_RECEIPTS: TimeDelta = TimeDelta::days(80);

/// Tells it all.
pub async fn begin(app: &App) -> Result<(), Error> {
    tell(app, Extent::WHOLE).await
}

/// Tells it to an extent: tests need one of everything, and not ninety.
pub async fn tell(app: &App, extent: Extent) -> Result<(), Error> {
    let now = app.clock.now();
    let year = FiscalYear::of(app.clock.today());
    let past = Past::of(app);
    let begun = midnight(year.previous().start());
    past.turn_to(begun);
    let offices = register::fill(&past.app).await?;
    let (own, others) = offices.split_at(OWN_OFFICES.min(offices.len()));

    let last = publish(&past.app, year.previous(), None).await?;
    let winter = Span {
        from: midnight(year.start()) - TimeDelta::days(50),
        until: midnight(year.start()) - TimeDelta::days(20),
    };
    for (office, granted) in others.iter().rev().zip([true, true, false]) {
        applications::receive_one(&past, last, office, winter, granted).await?;
    }
    payments::settle(&past, midnight(year.start()) - TimeDelta::days(15)).await?;
    close(&past, last, midnight(year.start()) - TimeDelta::hours(7)).await?;

    past.turn_to(midnight(year.start()));
    let programme = publish(&past.app, year, Some(last)).await?;
    draft(&past.app, Template::Linkages, year).await?;
    // On the first day of the year nothing is granted yet, where the year is older than that: its rate is one of domain.md.
    let first = (midnight(year.start()) + TimeDelta::days(1)).min(now - TimeDelta::hours(6));
    let from = first.max(midnight(year.start())).max(now - MONTHS_OF_RECEIPTS);
    applications::receive(&past, programme, &in_turn(own, others, extent), Span { from, until: now }, extent)
        .await?;
    past.turn_to(now);
    packets::begin(&past, programme).await?;
    awards::begin(&past, last).await?;
    payments::begin(&past, programme, now).await?;
    if let Some(office) = own.last() {
        applications::leave_a_draft(&past, programme, office).await?;
    }
    // The last three of the register applied last year.
    if let Some(office) = others.iter().rev().nth(3) {
        behalf::begin(&past, programme, office, year.start()).await?;
    }
    if let Some(office) = others.iter().rev().nth(4) {
        confirming::begin(&past, programme, office).await?;
    }
    let survey = Box::pin(surveys::ask(&past, now)).await?;
    Box::pin(outreach::begin(&past, now)).await?;
    Box::pin(surveys::answer(&past, survey, now)).await?;
    Box::pin(campaigns::begin(&past, now)).await?;
    Box::pin(materials::begin(&past, now)).await?;
    adoption::begin(&past, last, year.start(), now).await?;
    // A list with a mistake in it waits for somebody to look.
    let mut clerk = past.person("clerk").await?;
    clerk
        .upload("/t/midorino/imports/new", &[("scope", "own")], ("事業所一覧(R6.4.1).xlsx", lists::WORKBOOK))
        .await?;
    past.work().await?;
    Box::pin(demos::begin(app)).await?;
    Box::pin(dispatches::begin(app)).await?;
    Box::pin(follow_up::begin(app, now)).await?;
    Box::pin(network::begin(app, now)).await?;
    Box::pin(progress::begin(app, now)).await?;
    Box::pin(published::begin(app, now)).await?;
    Box::pin(inquiries::begin(app)).await?;
    Box::pin(event_tables::begin(app)).await?;
    // The federation has its members since its sessions.
    across::begin(&past).await?;
    desk::begin(app).await?;
    settings::begin(app).await
}

/// The offices of さとのもり, the first of the register.
const OWN_OFFICES: usize = 5;

/// In the order of receipt: of さとのもり's five offices one is granted early, one is asked back, one is under review.
fn in_turn(
    own: &[register::OfficeOfStory],
    others: &[register::OfficeOfStory],
    extent: Extent,
) -> Vec<register::OfficeOfStory> {
    let mut order = others.to_vec();
    for (office, place) in own.iter().zip(extent.places_of_one_corporation()) {
        order.insert(place.min(order.len()), office.clone());
    }
    order
}

fn midnight(day: NaiveDate) -> DateTime<Utc> {
    // Japan is nine hours ahead, all year.
    NaiveDateTime::new(day, NaiveTime::MIN).and_utc() - TimeDelta::hours(9)
}

/// Publishes the programme of a fiscal year, open all year: a copy, where there was one the year before.
async fn publish(app: &App, year: FiscalYear, before: Option<ProgrammeId>) -> Result<ProgrammeId, Error> {
    let (tenant, clerk) = find(app, "midorino", "clerk").await?;
    let tx = app.store.write(&Scope::tenant(tenant, clerk)).await?;
    let initiative = initiatives::current(&tx).await?;
    let mut rules =
        licence_fee_in_full(&city(&tenants::own(&tx).await?, &initiative, app.clock.today()), year);
    rules.window.opens = NaiveDateTime::new(year.start(), NaiveTime::MIN);
    rules.window.closes =
        NaiveDateTime::new(year.end(), NaiveTime::from_hms_opt(23, 59, 0).unwrap_or(NaiveTime::MIN));
    rules.expense.paid_until = year.end();
    let (id, now): (ProgrammeId, _) = (app.clock.id(), app.clock.now());
    match before {
        None => programmes::add(&tx, id, initiative.id, year, &ProgrammeForm::fill(&rules), now).await?,
        Some(before) => {
            let before = programmes::find(&tx, before).await?.ok_or(Error::NotFound)?;
            programmes::copy(&tx, id, &before, &rules, now).await?;
        }
    }
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    programmes::publish(&tx, &programme, app.clock.id(), &rules, now)
        .await
        .map_err(|_| Error::Internal("the demo programme does not publish"))?;
    tx.commit().await?;
    Ok(id)
}

/// Leaves a programme half made, as a template gives it.
async fn draft(app: &App, template: Template, year: FiscalYear) -> Result<(), Error> {
    let (tenant, clerk) = find(app, "midorino", "clerk").await?;
    let tx = app.store.write(&Scope::tenant(tenant, clerk)).await?;
    let initiative = initiatives::current(&tx).await?;
    let rules = template.rules(&city(&tenants::own(&tx).await?, &initiative, app.clock.today()), year);
    let (id, now): (ProgrammeId, _) = (app.clock.id(), app.clock.now());
    programmes::add(&tx, id, initiative.id, year, &ProgrammeForm::fill(&rules), now).await?;
    Ok(tx.commit().await?)
}

/// Closes last year's programme, as its clerk did on the last day.
async fn close(past: &Past, programme: ProgrammeId, at: DateTime<Utc>) -> Result<(), Error> {
    past.turn_to(at);
    let (tenant, _) = find(&past.app, "midorino", "clerk").await?;
    let version = {
        let tx = past.app.store.read(&Scope::tenant_by_system(tenant, "demo data")).await?;
        programmes::find(&tx, programme).await?.ok_or(Error::NotFound)?.version.to_string()
    };
    let mut clerk = past.person("clerk").await?;
    clerk.post(&format!("/t/midorino/programmes/{programme}/closure"), &[("version", &version)]).await?;
    Ok(())
}
