//! Keys of forms already received: a form sent twice changes something once.

use crate::{Error, Scope, Store, Tx, entities::once_keys};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, EntityTrait};

/// Takes the key within the change, so that key and change stand or fall together.
pub(crate) async fn take(tx: &Tx, key: &str, path: &str) -> Result<(), Error> {
    // The instant is only for sweeping; the epoch marks a key whose answer is not known yet.
    let taken = tx
        .connection()
        .execute_raw(tx.statement(
            "INSERT INTO once_keys (key, path, location, at) VALUES ($1, $2, NULL, $3) ON CONFLICT DO NOTHING",
            [key.into(), path.into(), DateTime::<Utc>::UNIX_EPOCH.into()],
        ))
        .await?;
    if taken.rows_affected() == 0 { Err(Error::Repeated) } else { Ok(()) }
}

/// Remembers where the first sending was answered to.
pub async fn answered(
    store: &Store,
    key: &str,
    path: &str,
    location: &str,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let tx = store.write(&Scope::system("remember the answer to a form")).await?;
    tx.connection()
        .execute_raw(tx.statement(
            "UPDATE once_keys SET location = $3, at = $4 WHERE key = $1 AND path = $2",
            [key.into(), path.into(), location.into(), at.into()],
        ))
        .await?;
    tx.commit().await
}

/// Where the first sending was answered to, once that is known.
pub async fn location(tx: &Tx, key: &str, path: &str) -> Result<Option<String>, Error> {
    let row = once_keys::Entity::find_by_id((key.to_owned(), path.to_owned())).one(tx.connection()).await?;
    Ok(row.and_then(|row| row.location))
}

/// Forgets keys that are older than `keep`; how many. A key whose form was never answered ages from the first sweep on.
pub async fn sweep(tx: &Tx, now: DateTime<Utc>, keep: TimeDelta) -> Result<u64, Error> {
    tx.connection()
        .execute_raw(tx.statement(
            "UPDATE once_keys SET at = $1 WHERE at = $2",
            [now.into(), DateTime::<Utc>::UNIX_EPOCH.into()],
        ))
        .await?;
    let swept = tx
        .connection()
        .execute_raw(tx.statement("DELETE FROM once_keys WHERE at < $1", [(now - keep).into()]))
        .await?;
    Ok(swept.rows_affected())
}
