//! 配信停止: addresses that want no outreach. They always stop outreach, and never anything else
//! (domain.md §7 invariant 9); `mails` asks here when a mail is written, and again when it leaves.

use crate::{Error, Tx, entities::opt_outs, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    email::Email,
    ids::{MailId, OptOutId, TenantId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeSet;

/// How an address opted out: kept, so that it can be shown why it gets no outreach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// By the page behind the link of a mail.
    Link(MailId),
    /// By the button of a mail program (RFC 8058).
    OneClick(MailId),
    /// By telephone, on paper or by an answer; an officer entered it.
    Told,
}

impl Basis {
    const fn word(self) -> &'static str {
        match self {
            Self::Link(_) => "link",
            Self::OneClick(_) => "one-click",
            Self::Told => "told",
        }
    }
    /// Which mail led to it.
    const fn mail(self) -> Option<MailId> {
        match self {
            Self::Link(mail) | Self::OneClick(mail) => Some(mail),
            Self::Told => None,
        }
    }
}

/// Lets an address opt out of the tenant's outreach; false when it was out already.
pub async fn stop(
    tx: &Tx,
    id: OptOutId,
    email: &Email,
    basis: Basis,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let key = email.key();
    let added = tx
        .connection()
        .execute_raw(tx.statement(
            "INSERT INTO opt_outs (tenant_id, id, email_key, live_key, basis, mail_id, at, ended_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, NULL) ON CONFLICT DO NOTHING",
            [
                tx.tenant()?.uuid().into(),
                id.uuid().into(),
                key.clone().into(),
                key.into(),
                basis.word().into(),
                basis.mail().map(MailId::uuid).into(),
                now.into(),
            ],
        ))
        .await?;
    if added.rows_affected() == 0 {
        return Ok(false);
    }
    tx.record(Event::of(
        now,
        "opt_out.added",
        "opt_out",
        id.uuid(),
        json!({ "basis": basis.word(), "mail": basis.mail() }),
    ))?;
    Ok(true)
}

/// Takes an opt-out back; false when the address was not out.
pub async fn take_back(tx: &Tx, email: &Email, basis: Basis, now: DateTime<Utc>) -> Result<bool, Error> {
    let Some(live) = live(tx, email).await? else { return Ok(false) };
    let ended = opt_outs::Entity::update_many()
        .col_expr(opt_outs::Column::LiveKey, Expr::value(Option::<String>::None))
        .col_expr(opt_outs::Column::EndedAt, Expr::value(now))
        .filter(opt_outs::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(opt_outs::Column::Id.eq(live.id))
        .filter(opt_outs::Column::LiveKey.is_not_null())
        .exec(tx.connection())
        .await?;
    if ended.rows_affected == 0 {
        return Ok(false);
    }
    let payload = json!({ "basis": basis.word(), "mail": basis.mail() });
    tx.record(Event::of(now, "opt_out.taken_back", "opt_out", live.id, payload))?;
    Ok(true)
}

/// Since when the address is out of the tenant's outreach.
pub async fn since(tx: &Tx, email: &Email) -> Result<Option<DateTime<Utc>>, Error> {
    Ok(live(tx, email).await?.map(|row| row.at))
}

async fn live(tx: &Tx, email: &Email) -> Result<Option<opt_outs::Model>, Error> {
    let rows = tx.rows::<opt_outs::Entity>()?.filter(opt_outs::Column::LiveKey.eq(email.key()));
    Ok(rows.one(tx.connection()).await?)
}

/// Whether the address is out, of a tenant that the scope may not name (the worker's).
pub async fn is_out(tx: &Tx, tenant: TenantId, email: &Email) -> Result<bool, Error> {
    let out = opt_outs::Entity::find()
        .filter(opt_outs::Column::TenantId.eq(tenant.uuid()))
        .filter(opt_outs::Column::LiveKey.eq(email.key()))
        .count(tx.connection())
        .await?;
    Ok(out > 0)
}

/// The keys of every address that is out of the tenant's outreach.
pub async fn keys(tx: &Tx) -> Result<BTreeSet<String>, Error> {
    let rows = tx
        .rows::<opt_outs::Entity>()?
        .filter(opt_outs::Column::LiveKey.is_not_null())
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().filter_map(|row| row.live_key).collect())
}
