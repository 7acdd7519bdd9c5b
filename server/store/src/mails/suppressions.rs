//! Addresses that take no outreach because mail to them came back. An officer who learned better lifts it, with a note.

use crate::{Error, Tx, entities::suppressions, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    email::Email,
    ids::{AccountId, MailId, SuppressionId, TenantId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use serde_json::json;
use std::collections::BTreeSet;

/// Why an address takes none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A report said that it does not exist.
    Hard,
    /// Mail to it failed again and again.
    Soft,
    /// Its server refused it while we spoke with it.
    Refused,
}

impl Why {
    /// The word in the row.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Refused => "refused",
        }
    }
    fn parse(word: &str) -> Result<Self, Error> {
        match word {
            "hard" => Ok(Self::Hard),
            "soft" => Ok(Self::Soft),
            "refused" => Ok(Self::Refused),
            other => Err(Error::Unreadable(format!("reason of a suppression {other}"))),
        }
    }
}

/// An address that takes none, or took none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Its id.
    pub id: SuppressionId,
    /// The address.
    pub email: String,
    /// Why.
    pub why: Why,
    /// What was said.
    pub answer: String,
    /// Of which mail.
    pub mail: Option<MailId>,
    /// Since when.
    pub at: DateTime<Utc>,
    /// When and by whom it was lifted, and why.
    pub lifted: Option<(DateTime<Utc>, Option<AccountId>, String)>,
}

impl TryFrom<suppressions::Model> for Suppression {
    type Error = Error;
    fn try_from(row: suppressions::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            email: row.email,
            why: Why::parse(&row.why)?,
            answer: row.answer,
            mail: row.mail_id.map(Into::into),
            at: row.at,
            lifted: row.lifted_at.map(|at| (at, row.lifted_by.map(Into::into), row.note.unwrap_or_default())),
        })
    }
}

/// Suppresses an address of a tenant, which the scope may not name (the program's own work); false when it was already.
pub async fn suppress(
    tx: &Tx,
    tenant: TenantId,
    id: SuppressionId,
    email: &Email,
    (why, answer, mail): (Why, &str, Option<MailId>),
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let key = email.key();
    let added = tx
        .connection()
        .execute_raw(tx.statement(
            "INSERT INTO suppressions (tenant_id, id, email, email_key, live_key, why, answer, mail_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
            [
                tenant.uuid().into(),
                id.uuid().into(),
                email.as_str().into(),
                key.clone().into(),
                key.into(),
                why.word().into(),
                answer.into(),
                mail.map(MailId::uuid).into(),
                now.into(),
            ],
        ))
        .await?;
    if added.rows_affected() == 0 {
        return Ok(false);
    }
    let payload = json!({ "why": why.word(), "mail": mail });
    tx.record_for(tenant, Event::of(now, "suppression.added", "suppression", id.uuid(), payload))?;
    Ok(true)
}

/// Lifts it; false when somebody was faster. What the note says stays in the row.
pub async fn lift(tx: &Tx, id: SuppressionId, note: &str, now: DateTime<Utc>) -> Result<bool, Error> {
    let lifted = suppressions::Entity::update_many()
        .col_expr(suppressions::Column::LiveKey, Expr::value(Option::<String>::None))
        .col_expr(suppressions::Column::LiftedAt, Expr::value(now))
        .col_expr(suppressions::Column::LiftedBy, Expr::value(tx.account().map(AccountId::uuid)))
        .col_expr(suppressions::Column::Note, Expr::value(note))
        .filter(suppressions::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(suppressions::Column::Id.eq(id.uuid()))
        .filter(suppressions::Column::LiveKey.is_not_null())
        .exec(tx.connection())
        .await?;
    if lifted.rows_affected == 0 {
        return Ok(false);
    }
    tx.record(Event::of(now, "suppression.lifted", "suppression", id.uuid(), json!({})))?;
    Ok(true)
}

/// Whether an address takes none, of a tenant that the scope may not name (the worker's).
pub async fn is_live(tx: &Tx, tenant: TenantId, email: &Email) -> Result<bool, Error> {
    let live = suppressions::Entity::find()
        .filter(suppressions::Column::TenantId.eq(tenant.uuid()))
        .filter(suppressions::Column::LiveKey.eq(email.key()))
        .count(tx.connection())
        .await?;
    Ok(live > 0)
}

/// What stands against an address of the tenant.
pub async fn live(tx: &Tx, email: &Email) -> Result<Option<Suppression>, Error> {
    let rows = tx.rows::<suppressions::Entity>()?.filter(suppressions::Column::LiveKey.eq(email.key()));
    rows.one(tx.connection()).await?.map(Suppression::try_from).transpose()
}

/// One of the tenant.
pub async fn find(tx: &Tx, id: SuppressionId) -> Result<Option<Suppression>, Error> {
    let rows = tx.rows::<suppressions::Entity>()?.filter(suppressions::Column::Id.eq(id.uuid()));
    rows.one(tx.connection()).await?.map(Suppression::try_from).transpose()
}

/// The keys of every address of the tenant that takes none.
pub async fn keys(tx: &Tx) -> Result<BTreeSet<String>, Error> {
    let rows = tx
        .rows::<suppressions::Entity>()?
        .filter(suppressions::Column::LiveKey.is_not_null())
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().filter_map(|row| row.live_key).collect())
}

/// A page of those of the tenant that stand, or that were lifted, the newest first; and how many there are.
pub async fn list(tx: &Tx, live: bool, page: u64, per_page: u64) -> Result<(Vec<Suppression>, u64), Error> {
    let column = suppressions::Column::LiveKey;
    let rows =
        tx.rows::<suppressions::Entity>()?.filter(if live { column.is_not_null() } else { column.is_null() });
    let total = rows.clone().count(tx.connection()).await?;
    let rows = rows
        .order_by_desc(suppressions::Column::At)
        .order_by_desc(suppressions::Column::Id)
        .limit(per_page)
        .offset(page.saturating_mul(per_page))
        .all(tx.connection())
        .await?;
    Ok((rows.into_iter().map(Suppression::try_from).collect::<Result<_, _>>()?, total))
}
