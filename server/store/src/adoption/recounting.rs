//! What a change leaves to be counted: a job of the city, in the transaction of the change, whoever makes it. Every change
//! has an event; so no change of the register or of what is known of it can forget its count.

use crate::{
    Error, Tx,
    entities::chain_heads,
    events::{Event, NO_TENANT},
    jobs::{self, NewJob},
    tx::Engine,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{JobId, TenantId},
    offices::Happening,
};
use sea_orm::{ConnectionTrait as _, EntityTrait as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use uuid::Builder;

/// Name of the job that counts a city's months.
pub const COUNT: &str = "adoption.count";

/// Events after which the open offices of a city, their services, what is known of them, or what was done to them long
/// enough ago may be others, beside those that happen to one office ([`Happening::changes_counts`]). Who came to a session and
/// who applied is evidence, which is such a happening; who attended a meeting is none.
const TOUCHING: [&str; 13] = [
    "activity.begun",
    "activity.done",
    "activity.dropped",
    "activity.edited",
    "activity.list-discarded",
    "activity.put-back",
    "activity.replies-entered",
    "adoption.sharing-changed",
    "import.adopters-undone",
    "import.committed",
    "import.stopped",
    "import.undone",
    "mail.returned",
];

fn is_touching(kind: &str) -> bool {
    TOUCHING.contains(&kind) || Happening::from_code(kind).is_some_and(Happening::changes_counts)
}

/// The houses whose counts events may have changed, each with the moment.
pub(crate) fn touched(pending: &[(TenantId, Event)]) -> BTreeMap<TenantId, DateTime<Utc>> {
    let mut touched = BTreeMap::new();
    for (tenant, event) in pending {
        if *tenant != NO_TENANT && is_touching(event.kind) {
            touched.insert(*tenant, event.at);
        }
    }
    touched
}

/// Leaves the job for a house that shares its counts, unless one waits already. Called by the commit alone, when the
/// events stand in their chain.
pub(crate) async fn later(tx: &Tx, house: TenantId, now: DateTime<Utc>) -> Result<(), Error> {
    if !shares(tx, house).await? || waits(tx, house).await? {
        return Ok(());
    }
    // The place of its last event is the house's own, and no other change ends there.
    let head = chain_heads::Entity::find_by_id(house.uuid()).one(tx.connection()).await?;
    let key = key(house, head.map_or(0, |head| head.seq));
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(Sha256::digest(key.as_bytes())) {
        *to = from;
    }
    let id = JobId::from_uuid(Builder::from_custom_bytes(bytes).into_uuid());
    enqueue(tx, id, house, key, now).await
}

/// Leaves the job for a day, as whoever looks after the turn of a month does; a second time leaves nothing more.
pub async fn on_a_day(
    tx: &Tx,
    id: JobId,
    house: TenantId,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    enqueue(tx, id, house, key(house, day), now).await
}

/// The same for the same work.
fn key(house: TenantId, what: impl std::fmt::Display) -> String {
    format!("{COUNT}:{house}:{what}")
}

async fn enqueue(tx: &Tx, id: JobId, tenant: TenantId, key: String, now: DateTime<Utc>) -> Result<(), Error> {
    let (payload, unique_key) = (json!({}), Some(key));
    jobs::enqueue(tx, NewJob { id, tenant, kind: COUNT, payload, unique_key, run_at: now }).await
}

/// Whether a house shares its counts with anybody.
async fn shares(tx: &Tx, house: TenantId) -> Result<bool, Error> {
    let sql =
        "SELECT 1 AS n FROM adoption_sharing WHERE tenant_id = $1 AND (federation OR prefecture OR central)";
    Ok(tx.connection().query_one_raw(tx.statement(sql, [house.uuid().into()])).await?.is_some())
}

/// Whether such a job waits that nobody has begun. On PostgreSQL none can be begun before this change is over, so that it
/// will see it.
async fn waits(tx: &Tx, house: TenantId) -> Result<bool, Error> {
    let hold = match tx.engine() {
        Engine::Sqlite => "",
        Engine::Postgres => "FOR SHARE",
    };
    let sql = format!(
        "SELECT id FROM jobs WHERE tenant_id = $1 AND kind = $2 AND done_at IS NULL AND failed_at IS NULL \
         AND leased_until IS NULL LIMIT 1 {hold}"
    );
    let values = [house.uuid().into(), COUNT.into()];
    Ok(tx.connection().query_one_raw(tx.statement(&sql, values)).await?.is_some())
}
