//! 補正依頼: what was asked back of an applicant, and when it was answered.

use crate::{Error, Tx, entities::corrections};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, CorrectionId},
    subsidies::{Answers, CorrectionItem, CorrectionRequest},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde_json::Value;
use std::{cmp::Reverse, collections::BTreeMap};
use uuid::Uuid;

/// 補正依頼.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its id.
    pub id: CorrectionId,
    /// Of which application.
    pub application: ApplicationId,
    /// What is asked, until when.
    pub request: CorrectionRequest,
    /// Who asked.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// What was typed when it was asked; none of what was asked before that was kept.
    pub before: Option<Answers>,
}

/// Adds a correction request.
pub async fn add(tx: &Tx, correction: &Correction) -> Result<(), Error> {
    let Correction { id, application, request, by, at, answered_at, before } = correction;
    let row = corrections::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        application_id: application.uuid(),
        items: serde_json::to_value(&request.items)?,
        due_on: request.due,
        requested_by: by.uuid(),
        requested_at: *at,
        answered_at: *answered_at,
        answers_before: before.as_ref().map(serde_json::to_value).transpose()?,
    };
    corrections::Entity::insert(corrections::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The correction requests of an application, newest first.
pub async fn of_application(tx: &Tx, application: ApplicationId) -> Result<Vec<Correction>, Error> {
    Ok(of_applications(tx, &[application]).await?.remove(&application).unwrap_or_default())
}

/// The same of several applications.
pub async fn of_applications(
    tx: &Tx,
    applications: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Vec<Correction>>, Error> {
    let mut found: BTreeMap<ApplicationId, Vec<Correction>> = BTreeMap::new();
    for some in applications.chunks(500) {
        // Put in order here: SQLite, asked for an order that an index has, reads all of the house in that order.
        let mut rows = about(tx, some)?.all(tx.connection()).await?;
        rows.sort_by_key(|row| Reverse(row.requested_at));
        for row in rows {
            found.entry(row.application_id.into()).or_default().push(Correction::try_from(row)?);
        }
    }
    Ok(found)
}

pub(super) fn about(tx: &Tx, of: &[ApplicationId]) -> Result<Select<corrections::Entity>, Error> {
    Ok(tx
        .rows::<corrections::Entity>()?
        .filter(corrections::Column::ApplicationId.is_in(of.iter().map(|id| id.uuid()))))
}

/// The last so many correction requests of the house: what, and of which application.
pub async fn lately(tx: &Tx, most: u64) -> Result<Vec<(ApplicationId, Vec<CorrectionItem>)>, Error> {
    let rows: Vec<(Uuid, Value)> = tx
        .rows::<corrections::Entity>()?
        .select_only()
        .column(corrections::Column::ApplicationId)
        .column(corrections::Column::Items)
        .order_by_desc(corrections::Column::RequestedAt)
        .limit(most)
        .into_tuple()
        .all(tx.connection())
        .await?;
    rows.into_iter().map(|(of, items)| Ok((of.into(), serde_json::from_value(items)?))).collect()
}

impl TryFrom<corrections::Model> for Correction {
    type Error = Error;

    fn try_from(row: corrections::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            application: row.application_id.into(),
            request: CorrectionRequest { items: serde_json::from_value(row.items)?, due: row.due_on },
            by: row.requested_by.into(),
            at: row.requested_at,
            answered_at: row.answered_at,
            before: row.answers_before.map(serde_json::from_value).transpose()?,
        })
    }
}

/// Marks a correction request answered.
pub(super) async fn answer(tx: &Tx, id: CorrectionId, now: DateTime<Utc>) -> Result<(), Error> {
    let row = corrections::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(id.uuid()),
        answered_at: Set(Some(now)),
        ..Default::default()
    };
    corrections::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}
