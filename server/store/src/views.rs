//! View records (閲覧記録): who looked at personal data, and when.

use crate::{Error, Tx, bulk, entities::view_records};
use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Records that the acting account looked. Written at once, also when nothing else changes.
pub async fn record(
    tx: &Tx,
    id: Uuid,
    at: DateTime<Utc>,
    subject_kind: &'static str,
    subject: impl Into<Uuid>,
    what: &'static str,
) -> Result<(), Error> {
    let Some(account) = tx.account() else { return Ok(()) };
    let row = view_records::Model {
        tenant_id: tx.tenant()?.uuid(),
        id,
        at,
        account_id: account.uuid(),
        subject_kind: subject_kind.to_owned(),
        subject_id: subject.into(),
        what: what.to_owned(),
    };
    view_records::Entity::insert(view_records::ActiveModel::from(row)).exec(tx.connection()).await?;
    Ok(())
}

/// Records that the acting account looked at many things at once: the id of each look, and at what.
pub async fn record_all(
    tx: &Tx,
    at: DateTime<Utc>,
    subject_kind: &'static str,
    looks: Vec<(Uuid, Uuid)>,
    what: &'static str,
) -> Result<(), Error> {
    let Some(account) = tx.account() else { return Ok(()) };
    let tenant_id = tx.tenant()?.uuid();
    let rows: Vec<view_records::Model> = looks
        .into_iter()
        .map(|(id, subject_id)| view_records::Model {
            tenant_id,
            id,
            at,
            account_id: account.uuid(),
            subject_kind: subject_kind.to_owned(),
            subject_id,
            what: what.to_owned(),
        })
        .collect();
    bulk::models(tx, &rows).await
}

/// One look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewed {
    /// Who.
    pub account: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// At what of it.
    pub what: String,
}

/// Who looked at one thing, oldest first.
pub async fn of_subject(tx: &Tx, subject_kind: &str, subject: Uuid) -> Result<Vec<Viewed>, Error> {
    let rows = tx
        .rows::<view_records::Entity>()?
        .filter(view_records::Column::SubjectKind.eq(subject_kind))
        .filter(view_records::Column::SubjectId.eq(subject))
        .order_by_asc(view_records::Column::At)
        .all(tx.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Viewed { account: row.account_id.into(), at: row.at, what: row.what })
        .collect())
}
