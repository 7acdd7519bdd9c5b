//! How many mails of any kind left in a day, where the mail server takes only so many. What nobody may stop is counted and
//! never put off; outreach waits for the next day (`docs/decisions/0066-what-an-office-wants-to-hear-of.md`).

use super::handfuls::{Taken, put_back};
use crate::{Error, Tx, entities::mail_days};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{mails::Pace, tokyo};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// Leaves those that may leave today, and puts the others off to the next day.
pub(super) async fn within(
    tx: &Tx,
    mut found: Vec<Taken>,
    pace: &Pace,
    now: DateTime<Utc>,
) -> Result<Vec<Taken>, Error> {
    if !pace.counts_days() || found.is_empty() {
        return Ok(found);
    }
    let Some(left) = pace.left_today(locked(tx, now).await?) else { return Ok(found) };
    let left = usize::try_from(left).unwrap_or(usize::MAX).min(found.len());
    let put_off: Vec<Uuid> = found.split_off(left).into_iter().map(|taken| taken.row.id).collect();
    if !put_off.is_empty() {
        let tomorrow = tokyo::start_of(tokyo::date(now) + TimeDelta::days(1));
        put_back(tx, put_off, "waiting", Some(tomorrow)).await?;
    }
    Ok(found)
}

/// Counts mails that are handed over, where days are counted.
pub async fn spend(tx: &Tx, mails: usize, pace: &Pace, now: DateTime<Utc>) -> Result<(), Error> {
    if !pace.counts_days() || mails == 0 {
        return Ok(());
    }
    let sql = "INSERT INTO mail_days (day, given) VALUES ($1, $2)
               ON CONFLICT (day) DO UPDATE SET given = mail_days.given + excluded.given";
    let mails = i32::try_from(mails).unwrap_or(i32::MAX);
    tx.connection().execute_raw(tx.statement(sql, [tokyo::date(now).into(), mails.into()])).await?;
    Ok(())
}

/// How many mails of any kind left today, and how much outreach waits. The scope is the system's.
pub async fn standing(tx: &Tx, now: DateTime<Utc>) -> Result<(u32, u64), Error> {
    let day = mail_days::Entity::find_by_id(tokyo::date(now)).one(tx.connection()).await?;
    let sql = "SELECT count(*) AS n FROM mails WHERE class = 'outreach' AND state = 'waiting'";
    let row = tx.connection().query_one_raw(tx.statement(sql, [])).await?;
    let waiting: i64 = row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0);
    Ok((day.map_or(0, |day| u32::try_from(day.given).unwrap_or(0)), u64::try_from(waiting).unwrap_or(0)))
}

/// How many left today. On PostgreSQL the day is locked until the transaction ends: changed, and by nothing.
async fn locked(tx: &Tx, now: DateTime<Utc>) -> Result<u32, Error> {
    let sql = "INSERT INTO mail_days (day, given) VALUES ($1, 0)
               ON CONFLICT (day) DO UPDATE SET given = mail_days.given RETURNING given";
    let row = tx.connection().query_one_raw(tx.statement(sql, [tokyo::date(now).into()])).await?;
    let given: i32 = row.map(|row| row.try_get("", "given")).transpose()?.unwrap_or(0);
    Ok(u32::try_from(given).unwrap_or(0))
}

/// Forgets days before the one of `before`.
pub async fn sweep(tx: &Tx, before: DateTime<Utc>) -> Result<(), Error> {
    mail_days::Entity::delete_many()
        .filter(mail_days::Column::Day.lt(tokyo::date(before)))
        .exec(tx.connection())
        .await?;
    Ok(())
}
