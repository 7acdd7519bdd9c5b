//! Rates that others published: those that 国保中央会 keeps for everybody, and those of the scope's own house.

use crate::{Error, Tx, entities::published_rates, events::Event, tenants};
use chrono::{DateTime, Utc};
use domain::{
    adoption::{PublishedRate, Tenths},
    ids::{AccountId, PublishedRateId, TenantId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait, QueryFilter as _, QueryOrder as _};
use serde_json::json;

/// A rate that was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRate {
    /// Its id.
    pub id: PublishedRateId,
    /// The house that keeps it.
    pub house: TenantId,
    /// What was published.
    pub rate: PublishedRate,
    /// Counts its edits.
    pub version: i32,
}

impl TryFrom<published_rates::Model> for KeptRate {
    type Error = Error;
    fn try_from(row: published_rates::Model) -> Result<Self, Error> {
        let count = |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok());
        Ok(Self {
            id: row.id.into(),
            house: row.tenant_id.into(),
            rate: PublishedRate {
                whose: row.whose,
                percent: row.percent.map(|percent| Tenths(percent.into())),
                numerator: count(row.numerator),
                denominator: count(row.denominator),
                definition: row.definition,
                as_of: row.as_of,
                month_only: row.month_only,
                source: row.source,
                url: row.url,
                note: row.note,
            },
            version: row.version,
        })
    }
}

/// Every rate that the scope's house sees, the newest first.
pub async fn published(tx: &Tx) -> Result<Vec<KeptRate>, Error> {
    let rows = published_rates::Entity::find()
        .filter(published_rates::Column::TenantId.is_in(tenants::read_by_all(tx).await?))
        .order_by_desc(published_rates::Column::AsOf)
        .order_by_asc(published_rates::Column::Whose)
        .order_by_asc(published_rates::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(KeptRate::try_from).collect()
}

/// One of the scope's own house; another's is not its to change.
pub async fn own_published(tx: &Tx, id: PublishedRateId) -> Result<Option<KeptRate>, Error> {
    let row = published_rates::Entity::find()
        .filter(published_rates::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(published_rates::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(KeptRate::try_from).transpose()
}

/// Writes one down in the scope's own house.
pub async fn publish(
    tx: &Tx,
    id: PublishedRateId,
    rate: &PublishedRate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = published_rates::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        whose: rate.whose.clone(),
        percent: percent(rate),
        numerator: stored(rate.numerator),
        denominator: stored(rate.denominator),
        definition: rate.definition.clone(),
        as_of: rate.as_of,
        month_only: rate.month_only,
        source: rate.source.clone(),
        url: rate.url.clone(),
        note: rate.note.clone(),
        recorded_by: tx.account().map(AccountId::uuid),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    published_rates::Entity::insert(published_rates::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "percent": percent(rate), "as_of": rate.as_of });
    tx.record(Event::of(now, "published_rate.added", "published_rate", id.uuid(), payload))
}

/// Saves one of the scope's own house over the version that was seen.
pub async fn edit_published(
    tx: &Tx,
    id: PublishedRateId,
    version: i32,
    rate: &PublishedRate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let saved = published_rates::Entity::update_many()
        .set(published_rates::ActiveModel {
            whose: Set(rate.whose.clone()),
            percent: Set(percent(rate)),
            numerator: Set(stored(rate.numerator)),
            denominator: Set(stored(rate.denominator)),
            definition: Set(rate.definition.clone()),
            as_of: Set(rate.as_of),
            month_only: Set(rate.month_only),
            source: Set(rate.source.clone()),
            url: Set(rate.url.clone()),
            note: Set(rate.note.clone()),
            updated_at: Set(now),
            version: Set(version + 1),
            ..Default::default()
        })
        .filter(published_rates::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(published_rates::Column::Id.eq(id.uuid()))
        .filter(published_rates::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)?;
    let payload = json!({ "version": version + 1, "percent": percent(rate), "as_of": rate.as_of });
    tx.record(Event::of(now, "published_rate.edited", "published_rate", id.uuid(), payload))
}

/// Takes one of the scope's own house away; twice is once.
pub async fn remove_published(tx: &Tx, id: PublishedRateId, now: DateTime<Utc>) -> Result<(), Error> {
    let gone = published_rates::Entity::delete_many()
        .filter(published_rates::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(published_rates::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(());
    }
    tx.record(Event::of(now, "published_rate.removed", "published_rate", id.uuid(), json!({})))
}

fn percent(rate: &PublishedRate) -> Option<i32> {
    rate.percent.and_then(|percent| i32::try_from(percent.0).ok())
}

fn stored(count: Option<u64>) -> Option<i64> {
    count.and_then(|count| i64::try_from(count).ok())
}
