//! 目印: short words on applications, for the house alone.

use super::{applications::Application, review::record};
use crate::{Error, Tx, entities::application_flags};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId},
    subsidies::{Flag, Happening},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict};
use serde_json::json;
use std::collections::BTreeMap;

/// The flags of these applications.
pub async fn of_many(
    tx: &Tx,
    applications: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Vec<String>>, Error> {
    let rows = tx
        .rows::<application_flags::Entity>()?
        .filter(application_flags::Column::ApplicationId.is_in(applications.iter().map(|id| id.uuid())))
        .order_by_asc(application_flags::Column::AddedAt)
        .order_by_asc(application_flags::Column::Word)
        .all(tx.connection())
        .await?;
    let mut flags: BTreeMap<ApplicationId, Vec<String>> = BTreeMap::new();
    for row in rows {
        flags.entry(row.application_id.into()).or_default().push(row.word);
    }
    Ok(flags)
}

/// Every flag that is in use, with on how many applications.
pub async fn words(tx: &Tx) -> Result<Vec<(String, u64)>, Error> {
    let rows: Vec<(String, i64)> = tx
        .rows::<application_flags::Entity>()?
        .select_only()
        .column(application_flags::Column::Word)
        .column_as(application_flags::Column::ApplicationId.count(), "n")
        .group_by(application_flags::Column::Word)
        .order_by_asc(application_flags::Column::Word)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|(word, n)| (word, u64::try_from(n).unwrap_or(0))).collect())
}

/// Puts a flag on; false where it was there.
pub async fn add(
    tx: &Tx,
    application: &Application,
    flag: &Flag,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let row = application_flags::Model {
        tenant_id: tx.tenant()?.uuid(),
        application_id: application.id.uuid(),
        word: flag.as_str().to_owned(),
        added_by: by.uuid(),
        added_at: now,
    };
    let keys = [
        application_flags::Column::TenantId,
        application_flags::Column::ApplicationId,
        application_flags::Column::Word,
    ];
    let added = application_flags::Entity::insert(application_flags::ActiveModel::from(row))
        .on_conflict(OnConflict::columns(keys).do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    if added == 0 {
        return Ok(false);
    }
    record(tx, application, Happening::Flagged, json!({ "flag": flag.as_str() }), now)?;
    Ok(true)
}

/// Takes a flag off; false where it was not there.
pub async fn remove(
    tx: &Tx,
    application: &Application,
    flag: &Flag,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let gone = application_flags::Entity::delete_many()
        .filter(application_flags::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(application_flags::Column::ApplicationId.eq(application.id.uuid()))
        .filter(application_flags::Column::Word.eq(flag.as_str()))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(false);
    }
    record(tx, application, Happening::Unflagged, json!({ "flag": flag.as_str() }), now)?;
    Ok(true)
}
