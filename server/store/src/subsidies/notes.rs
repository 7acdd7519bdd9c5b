//! 庁内メモ: what officers tell each other about an application. No page of an applicant reads this table.

use super::{applications::Application, review::record};
use crate::{Error, Tx, entities::case_notes};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, CaseNoteId},
    subsidies::{Happening, Reason},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: CaseNoteId,
    /// Who wrote it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub body: String,
}

/// Writes a note.
pub async fn add(tx: &Tx, application: &Application, note: &Note) -> Result<(), Error> {
    let Note { id, by, at, body } = note;
    let row = case_notes::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        application_id: application.id.uuid(),
        account_id: by.uuid(),
        body: body.clone(),
        at: *at,
    };
    case_notes::Entity::insert(case_notes::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    record(tx, application, Happening::Noted, json!({ "note": id }), *at)
}

/// A note out of checked words.
pub fn of(id: CaseNoteId, by: AccountId, body: Reason, at: DateTime<Utc>) -> Note {
    Note { id, by, at, body: body.into() }
}

/// The notes on an application, oldest first.
pub async fn of_application(tx: &Tx, application: ApplicationId) -> Result<Vec<Note>, Error> {
    let rows = tx
        .rows::<case_notes::Entity>()?
        .filter(case_notes::Column::ApplicationId.eq(application.uuid()))
        .order_by_asc(case_notes::Column::At)
        .order_by_asc(case_notes::Column::Id)
        .all(tx.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Note { id: row.id.into(), by: row.account_id.into(), at: row.at, body: row.body })
        .collect())
}
