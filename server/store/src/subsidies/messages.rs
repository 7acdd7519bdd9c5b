//! メッセージ: what the municipality and the office that applies write to each other about an application.

use super::{applications::Application, review::record};
use crate::{Error, Tx, entities::case_messages};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, CaseMessageId},
    subsidies::Happening,
};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Who writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The municipality.
    Office,
    /// Whoever applies.
    Applicant,
}

impl Side {
    const fn word(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Applicant => "applicant",
        }
    }

    /// The one who reads what this one writes.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Office => Self::Applicant,
            Self::Applicant => Self::Office,
        }
    }
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: CaseMessageId,
    /// Which side wrote it.
    pub side: Side,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub body: String,
    /// Who of the other side read it first, and when.
    pub read: Option<(AccountId, DateTime<Utc>)>,
}

/// Sends a message.
pub async fn add(tx: &Tx, application: &Application, message: &Message) -> Result<(), Error> {
    let Message { id, side, by, at, body, read: _ } = message;
    let row = case_messages::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        application_id: application.id.uuid(),
        account_id: by.uuid(),
        side: side.word().to_owned(),
        body: body.clone(),
        at: *at,
        read_by: None,
        read_at: None,
    };
    case_messages::Entity::insert(case_messages::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let happening = match side {
        Side::Office => Happening::Asked,
        Side::Applicant => Happening::Answered,
    };
    record(tx, application, happening, json!({ "message": id }), *at)
}

/// The messages about an application, oldest first.
pub async fn of_application(tx: &Tx, application: ApplicationId) -> Result<Vec<Message>, Error> {
    let rows = tx
        .rows::<case_messages::Entity>()?
        .filter(case_messages::Column::ApplicationId.eq(application.uuid()))
        .order_by_asc(case_messages::Column::At)
        .order_by_asc(case_messages::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Message::try_from).collect()
}

/// Marks what the other side wrote as read by this person; how many there were.
pub async fn read(
    tx: &Tx,
    application: ApplicationId,
    reader: Side,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let done = case_messages::Entity::update_many()
        .col_expr(case_messages::Column::ReadBy, Expr::value(by.uuid()))
        .col_expr(case_messages::Column::ReadAt, Expr::value(now))
        .filter(case_messages::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(case_messages::Column::ApplicationId.eq(application.uuid()))
        .filter(case_messages::Column::Side.eq(reader.other().word()))
        .filter(case_messages::Column::ReadAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}

/// Those of these applications in which the applicant wrote something that nobody of the house has read.
pub async fn unread_among(tx: &Tx, applications: &[ApplicationId]) -> Result<BTreeSet<ApplicationId>, Error> {
    unread_by(tx, Side::Office, applications).await
}

/// Those of these applications in which the other side wrote something that this one has not read.
pub async fn unread_by(
    tx: &Tx,
    reader: Side,
    applications: &[ApplicationId],
) -> Result<BTreeSet<ApplicationId>, Error> {
    let ids: Vec<Uuid> = tx
        .rows::<case_messages::Entity>()?
        .select_only()
        .column(case_messages::Column::ApplicationId)
        .filter(case_messages::Column::Side.eq(reader.other().word()))
        .filter(case_messages::Column::ReadAt.is_null())
        .filter(case_messages::Column::ApplicationId.is_in(applications.iter().map(|id| id.uuid())))
        .distinct()
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(ApplicationId::from_uuid).collect())
}

/// How many messages of applicants nobody of the house has read.
pub async fn unread(tx: &Tx) -> Result<u64, Error> {
    let rows = tx
        .rows::<case_messages::Entity>()?
        .filter(case_messages::Column::Side.eq(Side::Applicant.word()))
        .filter(case_messages::Column::ReadAt.is_null());
    Ok(rows.count(tx.connection()).await?)
}

impl TryFrom<case_messages::Model> for Message {
    type Error = Error;
    fn try_from(row: case_messages::Model) -> Result<Self, Error> {
        let case_messages::Model {
            tenant_id: _,
            id,
            application_id: _,
            account_id,
            side,
            body,
            at,
            read_by,
            read_at,
        } = row;
        let side = [Side::Office, Side::Applicant]
            .into_iter()
            .find(|known| known.word() == side)
            .ok_or_else(|| Error::Unreadable(format!("side {side}")))?;
        let read = read_by.map(AccountId::from_uuid).zip(read_at);
        Ok(Self { id: id.into(), side, by: account_id.into(), at, body, read })
    }
}
