//! 補助制度 of the state and the prefectures as rows: everybody reads them, 国保中央会 keeps them.

use crate::{Error, Tx, entities::schemes as rows, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, SchemeId},
    prefecture::Prefecture,
    schemes::Scheme,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// A scheme that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: SchemeId,
    /// What is known of it.
    pub scheme: Scheme,
    /// Since when it is not shown any more.
    pub put_away_at: Option<DateTime<Utc>>,
    /// Who changed it last; nobody where it came with the schema.
    pub edited_by: Option<AccountId>,
    /// When.
    pub edited_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

impl From<rows::Model> for Kept {
    fn from(row: rows::Model) -> Self {
        let prefecture =
            row.prefecture.and_then(|number| u8::try_from(number).ok()).and_then(Prefecture::new);
        Self {
            id: row.id.into(),
            scheme: Scheme {
                name: row.name,
                runs: row.runs,
                takers: row.takers,
                pays_for: row.pays_for,
                amount: row.amount,
                next: row.next,
                prefecture,
                ends_on: row.ends_on,
                source: row.source,
                url: row.url,
                as_of: row.as_of,
            },
            put_away_at: row.put_away_at,
            edited_by: row.edited_by.map(AccountId::from),
            edited_at: row.edited_at,
            version: row.version,
        }
    }
}

/// Every scheme, those that were put away among them, in the order in which they came.
pub async fn every(tx: &Tx) -> Result<Vec<Kept>, Error> {
    let all = rows::Entity::find().order_by_asc(rows::Column::Id).all(tx.connection()).await?;
    Ok(all.into_iter().map(Kept::from).collect())
}

/// One.
pub async fn find(tx: &Tx, id: SchemeId) -> Result<Option<Kept>, Error> {
    Ok(rows::Entity::find_by_id(id.uuid()).one(tx.connection()).await?.map(Kept::from))
}

fn written(scheme: &Scheme) -> rows::ActiveModel {
    rows::ActiveModel {
        name: Set(scheme.name.clone()),
        runs: Set(scheme.runs.clone()),
        takers: Set(scheme.takers.clone()),
        pays_for: Set(scheme.pays_for.clone()),
        amount: Set(scheme.amount.clone()),
        next: Set(scheme.next.clone()),
        prefecture: Set(scheme.prefecture.map(|one| i32::from(one.number()))),
        ends_on: Set(scheme.ends_on),
        source: Set(scheme.source.clone()),
        url: Set(scheme.url.clone()),
        as_of: Set(scheme.as_of),
        ..Default::default()
    }
}

/// Adds one.
pub async fn add(tx: &Tx, id: SchemeId, scheme: &Scheme, now: DateTime<Utc>) -> Result<(), Error> {
    let row = rows::ActiveModel {
        id: Set(id.uuid()),
        put_away_at: Set(None),
        house: Set(Some(tx.tenant()?.uuid())),
        edited_by: Set(tx.account().map(AccountId::uuid)),
        edited_at: Set(now),
        version: Set(1),
        ..written(scheme)
    };
    rows::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    tx.record(Event::of(now, "scheme.added", "scheme", id.uuid(), json!({})))
}

/// Saves one over the version that was seen.
pub async fn save(
    tx: &Tx,
    id: SchemeId,
    version: i32,
    scheme: &Scheme,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    write(tx, id, version, written(scheme), now).await?;
    let payload = json!({ "version": version + 1 });
    tx.record(Event::of(now, "scheme.edited", "scheme", id.uuid(), payload))
}

/// Puts one away, or takes that back, over the version that was seen. Twice is once.
pub async fn put_away(tx: &Tx, kept: &Kept, away: bool, now: DateTime<Utc>) -> Result<(), Error> {
    if kept.put_away_at.is_some() == away {
        return Ok(());
    }
    let row = rows::ActiveModel { put_away_at: Set(away.then_some(now)), ..Default::default() };
    write(tx, kept.id, kept.version, row, now).await?;
    let id = kept.id.uuid();
    tx.record(if away {
        Event::of(now, "scheme.put-away", "scheme", id, json!({}))
    } else {
        Event::of(now, "scheme.returned", "scheme", id, json!({}))
    })
}

async fn write(
    tx: &Tx,
    id: SchemeId,
    version: i32,
    row: rows::ActiveModel,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = rows::ActiveModel {
        edited_by: Set(tx.account().map(AccountId::uuid)),
        edited_at: Set(now),
        version: Set(version + 1),
        house: Set(Some(tx.tenant()?.uuid())),
        ..row
    };
    let saved = rows::Entity::update_many()
        .set(row)
        .filter(rows::Column::Id.eq(id.uuid()))
        .filter(rows::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)
}
