//! What the desk's list is put in order by and no row says by itself: the day by which the standard asks for a decision, and
//! how the office is read. Both follow from other rows and stand in the application, so that the list is read from an index
//! in these orders too; whatever changes them puts them right, and once a day everything is looked at (decision 86).

use super::{applications::Application, locking, programmes};
use crate::{Error, Tx, entities::applications, tenants};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    subsidies::{Clock, ProgrammeVersion, StageName},
    tokyo,
    working_days::WorkingCalendar,
};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _, sea_query::Expr,
};
use std::collections::{BTreeMap, btree_map::Entry};
use uuid::Uuid;

/// The day of an application whose clock does not run: behind every other.
pub(super) const NEVER: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar");

/// How an office is read, as SQL about a row of `applications`: its kana, or else its name, and its number.
const OFFICE_ORDER: &str =
    "(SELECT CASE WHEN o.name_kana = '' THEN o.name ELSE o.name_kana END || ' ' || o.number
    FROM offices o WHERE o.tenant_id = applications.tenant_id AND o.id = applications.office_id)";

/// Rows of one statement: SQLite takes so many values in one question and no more.
const CHUNK: usize = 500;

/// The stages in which the office's clock runs.
pub(super) const RUNNING: [StageName; 3] =
    [StageName::Submitted, StageName::UnderReview, StageName::Proposed];

/// Whether the office's clock runs.
pub(super) fn runs(stage: StageName) -> bool {
    RUNNING.contains(&stage)
}

/// How the office is read, for a row that is written.
pub(super) fn office_order() -> Expr {
    Expr::cust(OFFICE_ORDER)
}

/// The day by which the standard of a version asks for a decision, for the row.
pub(super) async fn of(
    tx: &Tx,
    clock: &Clock,
    version: &ProgrammeVersion,
) -> Result<(applications::Column, Expr), Error> {
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let day = clock.expected(version.rules.standard_days, &calendar);
    Ok((applications::Column::ExpectedOn, Expr::value(day)))
}

/// The same for one whose clock goes on, after so many working days on the applicant's side.
pub(super) async fn again(
    tx: &Tx,
    application: &Application,
    paused_days: u32,
) -> Result<(applications::Column, Expr), Error> {
    let version = programmes::version_by_id(tx, application.rules).await?.ok_or(Error::Missing)?;
    let clock = application.clock(tokyo::date).ok_or(Error::Missing)?;
    of(tx, &Clock { paused_days, ..clock }, &version).await
}

/// Puts the days right after working days were closed or opened. How many applications got another.
pub async fn refresh_days(tx: &Tx) -> Result<usize, Error> {
    type Row = (Uuid, Uuid, i32, Option<DateTime<Utc>>, Option<NaiveDate>, NaiveDate);
    let rows: Vec<Row> = tx
        .rows::<applications::Entity>()?
        .select_only()
        .column(applications::Column::Id)
        .column(applications::Column::ProgrammeVersionId)
        .column(applications::Column::PausedDays)
        .column(applications::Column::SubmittedAt)
        .column(applications::Column::ArrivedOn)
        .column(applications::Column::ExpectedOn)
        .filter(running())
        .into_tuple()
        .all(tx.connection())
        .await?;
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let mut standards: BTreeMap<Uuid, u16> = BTreeMap::new();
    let mut moved: BTreeMap<NaiveDate, Vec<Uuid>> = BTreeMap::new();
    for (id, rules, paused_days, submitted_at, arrived_on, kept) in rows {
        let Some(received) = arrived_on.or(submitted_at.map(tokyo::date)) else { continue };
        let standard = match standards.entry(rules) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => {
                let version = programmes::version_by_id(tx, rules.into()).await?.ok_or(Error::Missing)?;
                *place.insert(version.rules.standard_days)
            }
        };
        let paused_days = u32::try_from(paused_days).unwrap_or(0);
        let clock = Clock { received, paused_days, paused_since: None, ended: None };
        let day = clock.expected(standard, &calendar);
        if day != kept {
            moved.entry(day).or_default().push(id);
        }
    }
    let all: Vec<Uuid> = moved.values().flatten().copied().collect();
    locking::of_applications(tx, &all).await?;
    for (day, ids) in moved {
        set(tx, &ids, (applications::Column::ExpectedOn, &Expr::value(day)), running()).await?;
    }
    Ok(all.len())
}

/// Puts right how offices are read that are called otherwise by now. How many applications are.
pub async fn refresh_offices(tx: &Tx) -> Result<usize, Error> {
    let ids: Vec<Uuid> = tx
        .rows::<applications::Entity>()?
        .select_only()
        .column(applications::Column::Id)
        .filter(applications::Column::ReceiptSeq.is_not_null())
        .filter(Expr::cust(format!("office_order <> {OFFICE_ORDER}")))
        .into_tuple()
        .all(tx.connection())
        .await?;
    locking::of_applications(tx, &ids).await?;
    read_anew(tx, &ids).await?;
    Ok(ids.len())
}

/// Reads the offices of these applications anew.
pub(crate) async fn read_anew(tx: &Tx, ids: &[Uuid]) -> Result<(), Error> {
    set(tx, ids, (applications::Column::OfficeOrder, &office_order()), Condition::all()).await
}

/// Those whose clock runs: one that was decided meanwhile has no day any more.
fn running() -> Condition {
    Condition::all().add(applications::Column::Stage.is_in(RUNNING.map(StageName::code)))
}

/// Nobody edits these columns, so the versions of the rows stay.
async fn set(
    tx: &Tx,
    ids: &[Uuid],
    (column, value): (applications::Column, &Expr),
    which: Condition,
) -> Result<(), Error> {
    for some in ids.chunks(CHUNK) {
        applications::Entity::update_many()
            .col_expr(column, value.clone())
            .filter(applications::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(applications::Column::Id.is_in(some.iter().copied()))
            .filter(which.clone())
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}
