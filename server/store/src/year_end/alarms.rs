//! What every officer's home shouts until somebody acts.

use super::{arrivals, closings, tally};
use crate::{
    Error, Tx,
    awards::list::waits_in_advance,
    entities::{accounts, applications, awards, memberships},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    awards::StageName as AwardStage,
    fiscal_year::FiscalYear,
    subsidies::{StageName, Turn},
    tokyo,
    year_end::{Alarm, OLD_DAYS, PAPER_DAYS, UNOWNED_DAYS},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait as _, ExprTrait as _, PaginatorTrait as _, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait as _, Select, sea_query::Expr,
};

/// Numbers that an alarm names.
const NAMED: usize = 5;

/// Every alarm of the tenant, the gravest first. `tallies` are those of the years that are not closed.
pub async fn alarms(
    tx: &Tx,
    tallies: &[tally::ProgrammeTally],
    now: DateTime<Utc>,
) -> Result<Vec<Alarm>, Error> {
    let today = tokyo::date(now);
    let mut alarms = Vec::new();
    for one in tallies.iter().filter(|one| !one.tally.holds()) {
        let lost = tally::lost_numbers(tx, one.programme, one.year, NAMED).await?;
        alarms.push(Alarm::Equation {
            year: one.year,
            missing: one.tally.missing(),
            numbers: lost.iter().map(ToString::to_string).collect(),
        });
    }
    alarms.extend(past_years(tx, FiscalYear::of(today)).await?);
    alarms.extend(papers(tx, today, now).await?);
    let (old, since) = oldest(tx, open(tx)?.filter(before(now, OLD_DAYS))).await?;
    let (unowned, unowned_since) = oldest(tx, unowned(tx)?.filter(before(now, UNOWNED_DAYS))).await?;
    let days =
        |since: Option<DateTime<Utc>>| since.map_or(0, |since| (today - tokyo::date(since)).num_days());
    alarms.extend((unowned > 0).then(|| Alarm::Unowned { count: unowned, days: days(unowned_since) }));
    alarms.extend((old > 0).then(|| Alarm::Old { count: old, days: days(since) }));
    alarms.extend(stalled(tx, today, now).await?);
    Ok(alarms)
}

/// Awards that wait for the city and that nobody moved on for long; also where a claim in advance is what waits.
async fn stalled(tx: &Tx, today: NaiveDate, now: DateTime<Utc>) -> Result<Option<Alarm>, Error> {
    let waiting = AwardStage::ALL.into_iter().filter(|name| name.turn() == Turn::Municipality);
    let turn = Condition::all().add(awards::Column::Stage.is_in(waiting.map(AwardStage::code)));
    let (mut count, mut days) = (0, 0_i64);
    for waits in [turn, waits_in_advance(tx)?] {
        let query = tx
            .rows::<awards::Entity>()?
            .filter(waits)
            .filter(awards::Column::UpdatedAt.lte(now - TimeDelta::days(OLD_DAYS)));
        let found = query.clone().count(tx.connection()).await?;
        if found == 0 {
            continue;
        }
        let first = query.order_by_asc(awards::Column::UpdatedAt).limit(1).one(tx.connection()).await?;
        count += found;
        days = std::cmp::max(days, first.map_or(0, |row| (today - tokyo::date(row.updated_at)).num_days()));
    }
    Ok((count > 0).then_some(Alarm::Stalled { count, days }))
}

fn open(tx: &Tx) -> Result<Select<applications::Entity>, Error> {
    let open = StageName::ALL.into_iter().filter(|name| name.is_open()).map(StageName::code);
    Ok(tx.rows::<applications::Entity>()?.filter(applications::Column::Stage.is_in(open)))
}

/// Received before so many days.
fn before(now: DateTime<Utc>, days: i64) -> Expr {
    applications::Column::SubmittedAt.lte(now - TimeDelta::days(days))
}

/// Open, and owned by nobody who can sign in: never taken up, given back, or left behind by somebody who is gone.
/// Whoever waits for the budget is the queue's, which no person takes up.
fn unowned(tx: &Tx) -> Result<Select<applications::Entity>, Error> {
    let working = [StageName::Submitted, StageName::UnderReview, StageName::Returned, StageName::Proposed];
    let able = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .filter(accounts::Column::DisabledAt.is_null())
        .into_query();
    let members = tx
        .rows::<memberships::Entity>()?
        .select_only()
        .column(memberships::Column::AccountId)
        .filter(memberships::Column::AccountId.in_subquery(able))
        .into_query();
    Ok(tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::Stage.is_in(working.map(StageName::code)))
        .filter(
            applications::Column::AssigneeId
                .is_null()
                .or(applications::Column::AssigneeId.not_in_subquery(members)),
        ))
}

/// How many there are, and when the oldest was received.
async fn oldest(tx: &Tx, query: Select<applications::Entity>) -> Result<(u64, Option<DateTime<Utc>>), Error> {
    let count = query.clone().count(tx.connection()).await?;
    if count == 0 {
        return Ok((0, None));
    }
    let first = query.order_by_asc(applications::Column::SubmittedAt).limit(1).one(tx.connection()).await?;
    Ok((count, first.and_then(|row| row.submitted_at)))
}

/// Open in years that are over, year by year: rows, whatever is in them, so that an index alone is read.
async fn past_years(tx: &Tx, this: FiscalYear) -> Result<Vec<Alarm>, Error> {
    let rows: Vec<(i32, i64)> = open(tx)?
        .filter(applications::Column::FiscalYear.lt(this.year()))
        .select_only()
        .column(applications::Column::FiscalYear)
        .column_as(Expr::cust("COUNT(*)"), "n")
        .group_by(applications::Column::FiscalYear)
        .order_by_asc(applications::Column::FiscalYear)
        .into_tuple()
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|(year, n)| {
            let year = FiscalYear::from_year(year).map_err(|error| Error::Unreadable(error.to_string()))?;
            Ok(Alarm::PastYear { year, count: u64::try_from(n).unwrap_or(0) })
        })
        .collect()
}

/// Papers that came and were not entered, and papers that were begun and never received.
async fn papers(tx: &Tx, today: NaiveDate, now: DateTime<Utc>) -> Result<Vec<Alarm>, Error> {
    let mut alarms = Vec::new();
    let closed = closings::closed_years(tx).await?;
    let year = FiscalYear::of(today);
    // Papers of a closed year were looked at when it was closed.
    let first = if closed.contains(&year.previous()) { year.start() } else { year.previous().start() };
    let count = arrivals::papers_missing(tx, first, today).await?;
    if count > 0 {
        alarms.push(Alarm::PapersMissing { count });
    }
    let unsent = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::Stage.eq(StageName::Draft.code()))
        .filter(applications::Column::ArrivedOn.lte(tokyo::date(now) - TimeDelta::days(PAPER_DAYS)))
        .order_by_asc(applications::Column::ArrivedOn);
    let count = unsent.clone().count(tx.connection()).await?;
    if count > 0 {
        let first = unsent.limit(1).one(tx.connection()).await?;
        let since = first.and_then(|row| row.arrived_on).unwrap_or(today);
        alarms.push(Alarm::PapersUnsent { count, days: (today - since).num_days() });
    }
    Ok(alarms)
}
