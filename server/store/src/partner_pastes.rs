//! Lists of 連携先 that were pasted: what each said first can be taken back as a whole, and what it dated anew gets its old
//! day again.

use crate::{
    Error, Tx,
    entities::{partner_links, partner_pastes},
    events::Event,
    partners,
    software::Heard,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, OfficeId, PartnerLinkId, PartnerPasteId};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A list that was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paste {
    /// Its id.
    pub id: PartnerPasteId,
    /// The pairs that it had.
    pub pairs: u32,
    /// Those of them that nobody had said before.
    pub new_pairs: u32,
    /// Its lines that named no two offices.
    pub left_lines: String,
    /// As of which day it holds.
    pub as_of: NaiveDate,
    /// Who pasted it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was taken back, where it was.
    pub undone_at: Option<DateTime<Utc>>,
}

impl From<partner_pastes::Model> for Paste {
    fn from(row: partner_pastes::Model) -> Self {
        let count = |count: i32| u32::try_from(count).unwrap_or(0);
        Self {
            id: row.id.into(),
            pairs: count(row.pairs),
            new_pairs: count(row.new_pairs),
            left_lines: row.left_lines,
            as_of: row.as_of,
            by: row.created_by.into(),
            at: row.created_at,
            undone_at: row.undone_at,
        }
    }
}

/// Takes pairs over; how many of them nobody had said before. `by` pastes them, and `left` are the lines that are kept to
/// be corrected.
pub async fn take_over(
    tx: &Tx,
    (id, by): (PartnerPasteId, AccountId),
    pairs: &[(OfficeId, OfficeId)],
    left: &str,
    (on, now): (NaiveDate, DateTime<Utc>),
    ids: &(dyn Fn() -> PartnerLinkId + Sync),
) -> Result<u32, Error> {
    let known: BTreeMap<(Uuid, Uuid), partner_links::Model> = tx
        .rows::<partner_links::Entity>()?
        .all(tx.connection())
        .await?
        .into_iter()
        .map(|row| ((row.office_id, row.partner_office_id), row))
        .collect();
    let mut replaced = Vec::new();
    let mut new: u32 = 0;
    let heard = Heard { basis: "list", source: Some(id.uuid()), on, now };
    for (one, other) in pairs {
        let (there, back) = ((one.uuid(), other.uuid()), (other.uuid(), one.uuid()));
        replaced.extend(known.get(&there).filter(|row| row.as_of <= on));
        if !known.contains_key(&there) && !known.contains_key(&back) {
            new += 1;
        }
        partners::learn(tx, ids(), *one, *other, heard).await?;
    }
    let row = partner_pastes::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        pairs: i32::try_from(pairs.len()).unwrap_or(i32::MAX),
        new_pairs: i32::try_from(new).unwrap_or(i32::MAX),
        left_lines: left.to_owned(),
        replaced: serde_json::to_value(&replaced)?,
        as_of: on,
        created_by: by.uuid(),
        created_at: now,
        undone_at: None,
    };
    partner_pastes::Entity::insert(partner_pastes::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "pairs": pairs.len(), "new": new });
    tx.record(Event::of(now, "partner-paste.recorded", "partner-paste", id.uuid(), payload))?;
    Ok(new)
}

/// A list.
pub async fn find(tx: &Tx, id: PartnerPasteId) -> Result<Option<Paste>, Error> {
    let rows = tx.rows::<partner_pastes::Entity>()?.filter(partner_pastes::Column::Id.eq(id.uuid()));
    Ok(rows.one(tx.connection()).await?.map(Paste::from))
}

/// The lists that were pasted last.
pub async fn latest(tx: &Tx, most: u64) -> Result<Vec<Paste>, Error> {
    let rows = tx
        .rows::<partner_pastes::Entity>()?
        .order_by_desc(partner_pastes::Column::CreatedAt)
        .order_by_desc(partner_pastes::Column::Id)
        .limit(most)
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(Paste::from).collect())
}

/// The links that lists dated anew, as they stood before, by the link; of each list that was taken back.
type Undone = BTreeMap<Uuid, BTreeMap<Uuid, partner_links::Model>>;

async fn undone(tx: &Tx) -> Result<Undone, Error> {
    let rows = tx.rows::<partner_pastes::Entity>()?.filter(partner_pastes::Column::UndoneAt.is_not_null());
    let mut undone = Undone::new();
    for row in rows.all(tx.connection()).await? {
        let links: Vec<partner_links::Model> = serde_json::from_value(row.replaced)?;
        undone.insert(row.id, links.into_iter().map(|link| (link.id, link)).collect());
    }
    Ok(undone)
}

/// How a link stood before a list dated it anew. What only lists said that were taken back is passed over.
fn stood(undone: &Undone, list: Uuid, link: Uuid) -> Option<&partner_links::Model> {
    let mut stood = undone.get(&list)?.get(&link)?;
    while let Some(earlier) = stood.source_id.and_then(|source| undone.get(&source)) {
        stood = earlier.get(&link)?;
    }
    Some(stood)
}

/// Takes a list back; false when it was already. What somebody else said since stays.
pub async fn undo(tx: &Tx, id: PartnerPasteId, now: DateTime<Utc>) -> Result<bool, Error> {
    let tenant = tx.tenant()?.uuid();
    let taken = partner_pastes::Entity::update_many()
        .set(partner_pastes::ActiveModel { undone_at: Set(Some(now)), ..Default::default() })
        .filter(partner_pastes::Column::TenantId.eq(tenant))
        .filter(partner_pastes::Column::Id.eq(id.uuid()))
        .filter(partner_pastes::Column::UndoneAt.is_null())
        .exec(tx.connection())
        .await?;
    if taken.rows_affected == 0 {
        return Ok(false);
    }
    let undone = undone(tx).await?;
    // First what it dated anew: what is left of the list afterwards is what it said first.
    for link in undone.get(&id.uuid()).into_iter().flat_map(BTreeMap::keys) {
        let Some(stood) = stood(&undone, id.uuid(), *link) else { continue };
        partner_links::Entity::update_many()
            .set(partner_links::ActiveModel {
                as_of: Set(stood.as_of),
                basis: Set(stood.basis.clone()),
                source_id: Set(stood.source_id),
                recorded_by: Set(stood.recorded_by),
                recorded_at: Set(stood.recorded_at),
                ..Default::default()
            })
            .filter(partner_links::Column::TenantId.eq(tenant))
            .filter(partner_links::Column::Id.eq(*link))
            .filter(partner_links::Column::SourceId.eq(id.uuid()))
            .exec(tx.connection())
            .await?;
    }
    let gone = partner_links::Entity::delete_many()
        .filter(partner_links::Column::TenantId.eq(tenant))
        .filter(partner_links::Column::SourceId.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    let payload = json!({ "links": gone.rows_affected });
    tx.record(Event::of(now, "partner-paste.undone", "partner-paste", id.uuid(), payload))?;
    Ok(true)
}
