//! Up to how many offices one person writes to alone.

use crate::{Error, Tx, entities::mailing_rules, events::Event};
use chrono::{DateTime, Utc};
use domain::mailings::ALONE_UP_TO;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::OnConflict};
use serde_json::json;

/// What a municipality decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Above so many mails a second person is asked.
    pub alone_up_to: u32,
    /// Counts its edits; 0 where nothing was decided.
    pub version: i32,
}

/// The tenant's rules, or what stands where it decided nothing.
pub async fn find(tx: &Tx) -> Result<Rules, Error> {
    let row = tx.rows::<mailing_rules::Entity>()?.one(tx.connection()).await?;
    Ok(row.map_or(Rules { alone_up_to: ALONE_UP_TO, version: 0 }, |row| Rules {
        alone_up_to: u32::try_from(row.alone_up_to).unwrap_or(ALONE_UP_TO),
        version: row.version,
    }))
}

/// Saves them over the version that was seen.
pub async fn save(tx: &Tx, version: i32, alone_up_to: u32, now: DateTime<Utc>) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    let number = i32::try_from(alone_up_to).unwrap_or(i32::MAX);
    let written = if version == 0 {
        let row = mailing_rules::Model { tenant_id: tenant, alone_up_to: number, version: 1 };
        mailing_rules::Entity::insert(mailing_rules::ActiveModel::from(row))
            .try_insert()
            .on_conflict(OnConflict::column(mailing_rules::Column::TenantId).do_nothing().to_owned())
            .exec_without_returning(tx.connection())
            .await?
    } else {
        mailing_rules::Entity::update_many()
            .set(mailing_rules::ActiveModel {
                alone_up_to: Set(number),
                version: Set(version + 1),
                ..Default::default()
            })
            .filter(mailing_rules::Column::TenantId.eq(tenant))
            .filter(mailing_rules::Column::Version.eq(version))
            .exec(tx.connection())
            .await?
            .rows_affected
    };
    if written == 0 {
        return Err(Error::Stale);
    }
    tx.record(Event::of(now, "mailing.rules", "tenant", tenant, json!({ "alone_up_to": alone_up_to })))
}
