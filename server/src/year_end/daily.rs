//! What every officer's home says of the tally, counted from the database each time.

use crate::{app::App, error::Error};
use app::{
    home::{AlarmLine, Daily, YearTally},
    paths,
};
use domain::{
    subsidies::{Owner, Queue, StageName, Stages},
    year_end::Alarm,
};
use store::{Tx, year_end};

/// The equations of the years that are not closed, and the alarms.
pub async fn daily(app: &App, tx: &Tx, slug: &str) -> Result<Daily, Error> {
    let closed = year_end::closed_years(tx).await?;
    let (mut years, mut all) = (Vec::new(), Vec::new());
    for year in year_end::years(tx).await? {
        if closed.contains(&year) {
            continue;
        }
        let tallies = year_end::of_year(tx, year).await?;
        let tally = year_end::total(&tallies);
        // Before the first arrival there is nothing to account for.
        if tally.received > 0 || !tally.holds() {
            years.push(YearTally { label: year.label(), href: paths::year_end(slug, year), tally });
        }
        all.extend(tallies);
    }
    let alarms = year_end::alarms(tx, &all, app.clock.now()).await?;
    let alarms = alarms.into_iter().map(|alarm| AlarmLine { href: place(slug, &alarm), alarm }).collect();
    Ok(Daily { years, alarms })
}

/// Where an alarm is dealt with.
fn place(slug: &str, alarm: &Alarm) -> String {
    let list = |stage, owner| paths::queue(slug, &Queue { stages: stage, owner, ..Queue::default() });
    match alarm {
        Alarm::Equation { year, .. } | Alarm::PastYear { year, .. } => paths::year_end(slug, *year),
        Alarm::Unowned { .. } => list(Stages::One(StageName::Submitted), Owner::Nobody),
        Alarm::Old { .. } => paths::applications(slug),
        Alarm::Stalled { .. } => paths::awards(slug),
        Alarm::PapersMissing { .. } | Alarm::PapersUnsent { .. } => paths::arrivals(slug),
    }
}
