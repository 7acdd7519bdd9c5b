//! Throttles: token buckets in the database, so that a restart forgives nobody.

use crate::{Error, Tx, entities::throttles};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

/// How fast something may be tried.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// How many at once.
    pub burst: u32,
    /// One more every so long.
    pub refill: TimeDelta,
}

/// Takes one token of `key`; the wait until the next, when there is none. `key` names no person: it is a keyed hash.
pub async fn take(tx: &Tx, key: &str, rate: Rate, now: DateTime<Utc>) -> Result<Option<TimeDelta>, Error> {
    let burst = f64::from(rate.burst);
    let per_token = seconds(rate.refill);
    let row = throttles::Entity::find_by_id(key.to_owned()).one(tx.connection()).await?;
    let tokens =
        row.map_or(burst, |row| (row.tokens + seconds(now - row.refilled_at) / per_token).min(burst));
    let (tokens, wait) = if tokens >= 1.0 {
        (tokens - 1.0, None)
    } else {
        #[expect(clippy::cast_possible_truncation, reason = "a wait of at most one refill, in milliseconds")]
        let wait = TimeDelta::milliseconds(((1.0 - tokens) * per_token * 1000.0).ceil() as i64);
        (tokens, Some(wait))
    };
    let row = throttles::Model { key: key.to_owned(), tokens, refilled_at: now };
    throttles::Entity::insert(throttles::ActiveModel::from(row))
        .on_conflict(
            sea_orm::sea_query::OnConflict::column(throttles::Column::Key)
                .update_columns([throttles::Column::Tokens, throttles::Column::RefilledAt])
                .to_owned(),
        )
        .exec(tx.connection())
        .await?;
    Ok(wait)
}

/// Forgets what was last tried before a moment; how many. Call it with one before which every throttle is full again.
pub async fn sweep(tx: &Tx, before: DateTime<Utc>) -> Result<u64, Error> {
    let done = throttles::Entity::delete_many()
        .filter(throttles::Column::RefilledAt.lt(before))
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of minutes and hours are exact in 52 bits")]
fn seconds(delta: TimeDelta) -> f64 {
    delta.num_milliseconds() as f64 / 1000.0
}
