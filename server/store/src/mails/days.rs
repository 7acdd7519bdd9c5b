//! How many mails of any kind left in a day, where the mail server takes only so many. What nobody may stop is counted and
//! never put off; outreach waits for the next day (`docs/decisions/0066-what-an-office-wants-to-hear-of.md`).

use crate::{
    Error, Tx,
    entities::{mail_days, mails},
    tx::Engine,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{mails::Pace, tokyo};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, ExprTrait as _},
};
use uuid::Uuid;

/// Leaves those that may leave today, and puts the others off to the next day.
pub(super) async fn within(
    tx: &Tx,
    mut found: Vec<mails::Model>,
    pace: &Pace,
    now: DateTime<Utc>,
) -> Result<Vec<mails::Model>, Error> {
    if !pace.counts_days() || found.is_empty() {
        return Ok(found);
    }
    let Some(left) = pace.left_today(locked(tx, now).await?) else { return Ok(found) };
    let left = usize::try_from(left).unwrap_or(usize::MAX).min(found.len());
    let put_off: Vec<Uuid> = found.split_off(left).into_iter().map(|row| row.id).collect();
    if !put_off.is_empty() {
        mails::Entity::update_many()
            .col_expr(
                mails::Column::DueAt,
                Expr::value(tokyo::start_of(tokyo::date(now) + TimeDelta::days(1))),
            )
            .filter(mails::Column::Id.is_in(put_off))
            .exec(tx.connection())
            .await?;
    }
    Ok(found)
}

/// Counts mails that are handed over, where days are counted.
pub async fn spend(tx: &Tx, mails: usize, pace: &Pace, now: DateTime<Utc>) -> Result<(), Error> {
    if !pace.counts_days() || mails == 0 {
        return Ok(());
    }
    begin(tx, now).await?;
    mail_days::Entity::update_many()
        .col_expr(
            mail_days::Column::Given,
            Expr::col(mail_days::Column::Given).add(i32::try_from(mails).unwrap_or(i32::MAX)),
        )
        .filter(mail_days::Column::Day.eq(tokyo::date(now)))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// How many mails of any kind left today, and how much outreach waits. The scope is the system's.
pub async fn standing(tx: &Tx, now: DateTime<Utc>) -> Result<(u32, u64), Error> {
    let day = mail_days::Entity::find_by_id(tokyo::date(now)).one(tx.connection()).await?;
    let waiting = mails::Entity::find()
        .filter(mails::Column::Class.eq("outreach"))
        .filter(mails::Column::State.eq("waiting"))
        .count(tx.connection())
        .await?;
    Ok((day.map_or(0, |day| u32::try_from(day.given).unwrap_or(0)), waiting))
}

/// How many left today. On PostgreSQL the day is locked until the transaction ends.
async fn locked(tx: &Tx, now: DateTime<Utc>) -> Result<u32, Error> {
    begin(tx, now).await?;
    let lock = match tx.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "FOR UPDATE",
    };
    let sql = format!("SELECT given FROM mail_days WHERE day = $1 {lock}");
    let row = tx.connection().query_one_raw(tx.statement(&sql, [tokyo::date(now).into()])).await?;
    let given: i32 = row.map(|row| row.try_get("", "given")).transpose()?.unwrap_or(0);
    Ok(u32::try_from(given).unwrap_or(0))
}

async fn begin(tx: &Tx, now: DateTime<Utc>) -> Result<(), Error> {
    let sql = "INSERT INTO mail_days (day, given) VALUES ($1, 0) ON CONFLICT DO NOTHING";
    tx.connection().execute_raw(tx.statement(sql, [tokyo::date(now).into()])).await?;
    Ok(())
}

/// Forgets days before the one of `before`.
pub async fn sweep(tx: &Tx, before: DateTime<Utc>) -> Result<(), Error> {
    mail_days::Entity::delete_many()
        .filter(mail_days::Column::Day.lt(tokyo::date(before)))
        .exec(tx.connection())
        .await?;
    Ok(())
}
