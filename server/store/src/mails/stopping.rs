//! What must not leave any more when its turn comes: asked once for a whole handful.

use super::handfuls::{Taken, put_back};
use crate::{Error, Tx, opt_outs};
use chrono::{DateTime, Utc};
use domain::mailings::{StageName, Topic};
use sea_orm::{ConnectionTrait, Value};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Leaves out what must not leave any more: out of date, stopped by its reader, or by whoever sends.
pub(super) async fn without_stopped(
    tx: &Tx,
    found: Vec<Taken>,
    now: DateTime<Utc>,
) -> Result<Vec<Taken>, Error> {
    let keys: Vec<OfRow> = found.iter().map(OfRow::of).collect();
    let (out, suppressed) = refusing(tx, &keys).await?;
    let (mut left, mut turned) = (Vec::with_capacity(found.len()), BTreeMap::<&str, Vec<Uuid>>::new());
    for (taken, OfRow { email, topic }) in found.into_iter().zip(keys) {
        let mailing = taken.stage.as_deref();
        let state = if mailing == Some(StageName::Paused.code()) {
            Some("paused")
        } else if mailing == Some(StageName::Cancelled.code()) {
            Some("withdrawn")
        } else if taken.row.not_after.is_some_and(|last| now > last) {
            Some("expired")
        } else if email.as_ref().is_some_and(|key| out.contains(key)) {
            Some("suppressed")
        } else if topic.as_ref().is_some_and(|key| out.contains(key)) {
            Some("unwanted")
        } else if email.as_ref().is_some_and(|key| suppressed.contains(key)) {
            Some("returned")
        } else {
            None
        };
        match state {
            Some(state) => turned.entry(state).or_default().push(taken.row.id),
            None => left.push(taken),
        }
    }
    for (state, ids) in turned {
        put_back(tx, ids, state, None).await?;
    }
    Ok(left)
}

/// A tenant and a key of an address.
type Key = (Uuid, String);
type Keys = BTreeSet<Key>;

/// The keys by which a mail is stopped by its reader.
struct OfRow {
    /// Of everything.
    email: Option<Key>,
    /// Of what it is about.
    topic: Option<Key>,
}

impl OfRow {
    fn of(taken: &Taken) -> Self {
        let Taken { row, stage: _, email } = taken;
        let topic = row.topic.as_deref().and_then(Topic::from_code).zip(email.as_ref());
        let key = |key: String| (row.tenant_id, key);
        Self {
            email: email.as_ref().map(|email| key(email.key())),
            topic: topic.map(|(topic, email)| key(opt_outs::topic_key(topic, email))),
        }
    }
}

/// The addresses among these that opted out, of everything or of a topic, and those whose mail came back.
async fn refusing(tx: &Tx, of_rows: &[OfRow]) -> Result<(Keys, Keys), Error> {
    let all = || of_rows.iter().flat_map(|of| of.email.iter().chain(&of.topic));
    let keys: BTreeSet<&str> = all().map(|(_, key)| key.as_str()).collect();
    if keys.is_empty() {
        return Ok((Keys::new(), Keys::new()));
    }
    let tenants: BTreeSet<Uuid> = all().map(|(tenant, _)| *tenant).collect();
    let places = |from: usize, count: usize| -> String {
        (from..from + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
    };
    let (of, among) = (places(1, tenants.len()), places(1 + tenants.len(), keys.len()));
    let sql = format!(
        "SELECT 1 AS is_out, tenant_id, live_key FROM opt_outs WHERE tenant_id IN ({of}) AND live_key IN ({among})
         UNION ALL
         SELECT 0, tenant_id, live_key FROM suppressions WHERE tenant_id IN ({of}) AND live_key IN ({among})"
    );
    let values: Vec<Value> =
        tenants.into_iter().map(Value::from).chain(keys.into_iter().map(Value::from)).collect();
    let (mut out, mut suppressed) = (Keys::new(), Keys::new());
    for row in tx.connection().query_all_raw(tx.statement(&sql, values)).await? {
        let is_out: i32 = row.try_get("", "is_out")?;
        let refusing = if is_out == 1 { &mut out } else { &mut suppressed };
        refusing.insert((row.try_get("", "tenant_id")?, row.try_get("", "live_key")?));
    }
    Ok((out, suppressed))
}
