//! Audit events (監査記録): append-only, one hash chain a tenant, written in the transaction of the change.
//!
//! Payloads are versioned and hold no personal data: ids, numbers, words of the work.

use crate::{
    Error, Tx,
    entities::{chain_heads, events},
    tx::Engine,
};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    ids::{AccountId, TenantId},
    text::hex,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The chain of what happens outside any tenant.
pub const NO_TENANT: TenantId = TenantId::from_uuid(Uuid::nil());

/// Something that happened, as a change tells it.
#[derive(Debug, Clone)]
pub struct Event {
    /// When.
    pub at: DateTime<Utc>,
    /// What, as `noun.verb-in-past`: `application.submitted`.
    pub kind: &'static str,
    /// Of which noun.
    pub subject_kind: &'static str,
    /// Which one; none for a change of many.
    pub subject: Option<Uuid>,
    /// Facts without personal data, by `version`.
    pub payload: Value,
    /// The version of the payload's form.
    pub version: i32,
}

impl Event {
    /// An event of one thing, with a payload of version 1.
    pub fn of(
        at: DateTime<Utc>,
        kind: &'static str,
        subject_kind: &'static str,
        subject: impl Into<Uuid>,
        payload: Value,
    ) -> Self {
        Self { at, kind, subject_kind, subject: Some(subject.into()), payload, version: 1 }
    }
    /// An event of many things at once: the payload counts them and holds their digest.
    pub const fn of_many(
        at: DateTime<Utc>,
        kind: &'static str,
        subject_kind: &'static str,
        payload: Value,
    ) -> Self {
        Self { at, kind, subject_kind, subject: None, payload, version: 1 }
    }
}

/// An event as it stands in the chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Its place in the tenant's chain, from 1.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The person, where it was one.
    pub account: Option<AccountId>,
    /// `account`, or the program's reason.
    pub actor: String,
    /// What.
    pub kind: String,
    /// Of which noun.
    pub subject_kind: String,
    /// Which one.
    pub subject: Option<Uuid>,
    /// Facts.
    pub payload: Value,
}

/// The events of one thing, oldest first.
pub async fn of_subject(tx: &Tx, subject_kind: &str, subject: Uuid) -> Result<Vec<Recorded>, Error> {
    Ok(of_subjects(tx, subject_kind, &[subject]).await?.remove(&subject).unwrap_or_default())
}

/// The same of several things of one noun.
pub async fn of_subjects(
    tx: &Tx,
    subject_kind: &str,
    subjects: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<Recorded>>, Error> {
    let mut found: BTreeMap<Uuid, Vec<Recorded>> = BTreeMap::new();
    for some in subjects.chunks(500) {
        // Put in order here: SQLite, asked for an order that an index has, reads the whole chain in that order.
        let mut rows = about(tx, subject_kind, some)?.all(tx.connection()).await?;
        rows.sort_unstable_by_key(|row| row.seq);
        for event in rows.into_iter().map(Recorded::try_from) {
            let event = event?;
            if let Some(subject) = event.subject {
                found.entry(subject).or_default().push(event);
            }
        }
    }
    Ok(found)
}

pub(crate) fn about(tx: &Tx, subject_kind: &str, subjects: &[Uuid]) -> Result<Select<events::Entity>, Error> {
    Ok(tx
        .rows::<events::Entity>()?
        .filter(events::Column::SubjectKind.eq(subject_kind))
        .filter(events::Column::SubjectId.is_in(subjects.iter().copied())))
}

/// The newest events of the tenant, newest first: as tests ask for them, while the program reads page by page (`audit`).
#[cfg(feature = "testing")]
pub async fn latest(tx: &Tx, limit: u64) -> Result<Vec<Recorded>, Error> {
    let rows = tx
        .rows::<events::Entity>()?
        .order_by_desc(events::Column::Seq)
        .limit(limit)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Recorded::try_from).collect()
}

/// The newest event about this noun.
pub async fn last_of(tx: &Tx, subject_kind: &str) -> Result<Option<Recorded>, Error> {
    let row = tx
        .rows::<events::Entity>()?
        .filter(events::Column::SubjectKind.eq(subject_kind))
        .order_by_desc(events::Column::Seq)
        .one(tx.connection())
        .await?;
    row.map(Recorded::try_from).transpose()
}

/// How many events the tenant's chain holds.
pub async fn count(tx: &Tx) -> Result<i64, Error> {
    let head = chain_heads::Entity::find_by_id(tx.tenant()?.uuid()).one(tx.connection()).await?;
    Ok(head.map_or(0, |head| head.seq))
}

/// Recomputes the tenant's chain; the first `seq` that does not fit, if any. Events that are added meanwhile are read too.
pub async fn first_broken(tx: &Tx) -> Result<Option<i64>, Error> {
    let mut chain = Chain::of(tx.tenant()?);
    loop {
        let mut rows = page(tx, chain.next).await?;
        if rows.is_empty() || !chain.is_whole() {
            let head = chain_heads::Entity::find_by_id(tx.tenant()?.uuid()).one(tx.connection()).await?;
            rows = page(tx, chain.next).await?;
            if rows.is_empty() || !chain.is_whole() {
                return Ok(chain.end(head.map(|head| (head.seq, head.hash))));
            }
        }
        for row in &rows {
            chain.take(row);
        }
    }
}

async fn page(tx: &Tx, from: i64) -> Result<Vec<events::Model>, Error> {
    Ok(tx
        .rows::<events::Entity>()?
        .filter(events::Column::Seq.gte(from))
        .order_by_asc(events::Column::Seq)
        .limit(PAGE)
        .all(tx.connection())
        .await?)
}

/// A chain of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// Whose; nil for what happens outside any tenant.
    pub tenant: TenantId,
    /// The tenant's word in routes, where there is one.
    pub slug: Option<String>,
    /// The place of its last event.
    pub seq: i64,
}

/// Every chain, and where it ends, in plain SQL, so that a database of an older schema can be verified too. The scope
/// is the system's.
pub async fn ends(tx: &Tx) -> Result<Vec<End>, Error> {
    let rows = tx
        .connection()
        .query_all_raw(tx.statement(
            "SELECT ends.tenant_id AS tenant_id, max(t.slug) AS slug, max(ends.seq) AS seq FROM (
                 SELECT tenant_id, seq FROM chain_heads
                 UNION ALL SELECT tenant_id, max(seq) AS seq FROM events GROUP BY tenant_id
             ) ends LEFT JOIN tenants t ON t.id = ends.tenant_id
             GROUP BY ends.tenant_id ORDER BY ends.tenant_id",
            [],
        ))
        .await?;
    rows.iter()
        .map(|row| {
            Ok(End {
                tenant: TenantId::from_uuid(row.try_get("", "tenant_id")?),
                slug: row.try_get("", "slug")?,
                seq: row.try_get("", "seq")?,
            })
        })
        .collect()
}

/// The hash of the event at a place of the tenant's chain.
pub async fn hash_at(tx: &Tx, seq: i64) -> Result<Option<String>, Error> {
    let row = tx.rows::<events::Entity>()?.filter(events::Column::Seq.eq(seq)).one(tx.connection()).await?;
    Ok(row.map(|row| row.hash))
}

/// Events of one statement: databases take so many values and no more.
const CHUNK: usize = 500;
/// How many events are held in memory at once while a chain is recomputed.
const PAGE: u64 = 1000;

/// A chain that is being recomputed, event after event.
pub(crate) struct Chain {
    tenant: TenantId,
    next: i64,
    hash: String,
    broken: Option<i64>,
}

impl Chain {
    pub(crate) const fn of(tenant: TenantId) -> Self {
        Self { tenant, next: 1, hash: String::new(), broken: None }
    }
    const fn is_whole(&self) -> bool {
        self.broken.is_none()
    }
    /// The next event; the first that does not fit ends the chain.
    pub(crate) fn take(&mut self, row: &events::Model) {
        if !self.is_whole() {
            return;
        }
        if row.seq != self.next || row.prev_hash != self.hash || row.hash != chained(self.tenant, row) {
            self.broken = Some(self.next);
            return;
        }
        self.hash.clone_from(&row.hash);
        self.next += 1;
    }
    /// The first `seq` that does not fit, once every event was taken: the head tells of a tail cut off.
    pub(crate) fn end(self, head: Option<(i64, String)>) -> Option<i64> {
        let whole = head.map_or(self.next == 1, |(seq, hash)| seq == self.next - 1 && hash == self.hash);
        self.broken.or_else(|| (!whole).then_some(self.next))
    }
}

/// Appends to the chains of the tenants, which come sorted; called by the commit alone.
pub(crate) async fn append(tx: &Tx, pending: Vec<(TenantId, Event)>) -> Result<(), Error> {
    let mut pending = pending.into_iter().peekable();
    while let Some((tenant, first)) = pending.next() {
        let mut of_tenant = vec![first];
        while let Some((_, event)) = pending.next_if(|(next, _)| *next == tenant) {
            of_tenant.push(event);
        }
        let (mut seq, mut hash) = lock_head(tx, tenant).await?;
        let mut rows = Vec::with_capacity(of_tenant.len());
        for event in of_tenant {
            seq += 1;
            let mut row = events::Model {
                tenant_id: tenant.uuid(),
                seq,
                at: event.at,
                account_id: tx.account().map(AccountId::uuid),
                actor: tx.actor().word().to_owned(),
                kind: event.kind.to_owned(),
                subject_kind: event.subject_kind.to_owned(),
                subject_id: event.subject,
                payload_version: event.version,
                payload: event.payload.to_string(),
                prev_hash: hash.clone(),
                hash: String::new(),
            };
            row.hash = chained(tenant, &row);
            hash.clone_from(&row.hash);
            rows.push(row);
        }
        for some in rows.chunks(CHUNK) {
            // Nothing comes back: another house's events may be added to, never read.
            events::Entity::insert_many(some.iter().cloned().map(events::ActiveModel::from))
                .exec_without_returning(tx.connection())
                .await?;
        }
        chain_heads::Entity::update(chain_heads::ActiveModel {
            tenant_id: Set(tenant.uuid()),
            seq: Set(seq),
            hash: Set(hash),
        })
        .exec(tx.connection())
        .await?;
    }
    Ok(())
}

async fn lock_head(tx: &Tx, tenant: TenantId) -> Result<(i64, String), Error> {
    tx.connection()
        .execute_raw(tx.statement(
            "INSERT INTO chain_heads (tenant_id, seq, hash) VALUES ($1, 0, '') ON CONFLICT DO NOTHING",
            [tenant.uuid().into()],
        ))
        .await?;
    let query = chain_heads::Entity::find_by_id(tenant.uuid());
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    let head = query.one(tx.connection()).await?.ok_or(Error::Missing)?;
    Ok((head.seq, head.hash))
}

/// SHA-256 over the previous hash and every field of the row, each with its length.
fn chained(tenant: TenantId, row: &events::Model) -> String {
    let events::Model {
        tenant_id: _,
        seq,
        at,
        account_id,
        actor,
        kind,
        subject_kind,
        subject_id,
        payload_version,
        payload,
        prev_hash,
        hash: _,
    } = row;
    let optional = |id: &Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let mut digest = Sha256::new();
    for part in [
        prev_hash.as_str(),
        &tenant.to_string(),
        &seq.to_string(),
        &at.to_rfc3339_opts(SecondsFormat::Micros, true),
        &optional(account_id),
        actor,
        kind,
        subject_kind,
        &optional(subject_id),
        &payload_version.to_string(),
        payload,
    ] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    hex(&digest.finalize())
}

impl TryFrom<events::Model> for Recorded {
    type Error = Error;
    fn try_from(row: events::Model) -> Result<Self, Error> {
        Ok(Self {
            seq: row.seq,
            at: row.at,
            account: row.account_id.map(AccountId::from_uuid),
            actor: row.actor,
            kind: row.kind,
            subject_kind: row.subject_kind,
            subject: row.subject_id,
            payload: serde_json::from_str(&row.payload)?,
        })
    }
}
