//! 配信停止: addresses that want no outreach, or none of a topic. They always stop outreach, and never anything else
//! (domain.md §7 invariant 9); `mails` asks here when a mail is written, and again when it leaves.

use crate::{Error, Tx, entities::opt_outs, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    email::Email,
    ids::{MailId, OptOutId, TenantId},
    mailings::Topic,
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
    add(tx, id, email, None, basis, now).await
}

/// The same of one topic alone.
pub async fn stop_topic(
    tx: &Tx,
    id: OptOutId,
    email: &Email,
    topic: Topic,
    basis: Basis,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    add(tx, id, email, Some(topic), basis, now).await
}

/// As an address stands in `live_key` that wants to hear nothing of a topic; no address has a space in it.
pub(crate) fn topic_key(topic: Topic, email: &Email) -> String {
    format!("{} {}", topic.code(), email.key())
}

fn live_key(email: &Email, topic: Option<Topic>) -> String {
    topic.map_or_else(|| email.key(), |topic| topic_key(topic, email))
}

async fn add(
    tx: &Tx,
    id: OptOutId,
    email: &Email,
    topic: Option<Topic>,
    basis: Basis,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let topic_code = topic.map(Topic::code);
    let added = tx
        .connection()
        .execute_raw(tx.statement(
            "INSERT INTO opt_outs (tenant_id, id, email_key, live_key, basis, mail_id, at, topic)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
            [
                tx.tenant()?.uuid().into(),
                id.uuid().into(),
                email.key().into(),
                live_key(email, topic).into(),
                basis.word().into(),
                basis.mail().map(MailId::uuid).into(),
                now.into(),
                topic_code.map(str::to_owned).into(),
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
        json!({ "basis": basis.word(), "mail": basis.mail(), "topic": topic_code }),
    ))?;
    Ok(true)
}

/// Takes an opt-out back; false when the address was not out.
pub async fn take_back(tx: &Tx, email: &Email, basis: Basis, now: DateTime<Utc>) -> Result<bool, Error> {
    end(tx, email, None, basis, now).await
}

/// The same of one topic.
pub async fn take_topic_back(
    tx: &Tx,
    email: &Email,
    topic: Topic,
    basis: Basis,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    end(tx, email, Some(topic), basis, now).await
}

async fn end(
    tx: &Tx,
    email: &Email,
    topic: Option<Topic>,
    basis: Basis,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let Some(live) = live(tx, email, topic).await? else { return Ok(false) };
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
    let payload = json!({ "basis": basis.word(), "mail": basis.mail(), "topic": topic.map(Topic::code) });
    tx.record(Event::of(now, "opt_out.taken_back", "opt_out", live.id, payload))?;
    Ok(true)
}

/// Since when the address is out of the tenant's outreach.
pub async fn since(tx: &Tx, email: &Email) -> Result<Option<DateTime<Utc>>, Error> {
    Ok(live(tx, email, None).await?.map(|row| row.at))
}

async fn live(tx: &Tx, email: &Email, topic: Option<Topic>) -> Result<Option<opt_outs::Model>, Error> {
    let rows = tx.rows::<opt_outs::Entity>()?.filter(opt_outs::Column::LiveKey.eq(live_key(email, topic)));
    Ok(rows.one(tx.connection()).await?)
}

/// Whether the address is out, of a tenant that the scope may not name (the worker's).
pub async fn is_out(tx: &Tx, tenant: TenantId, email: &Email) -> Result<bool, Error> {
    is_live(tx, tenant, email.key()).await
}

/// The same of a topic.
pub async fn is_out_of(tx: &Tx, tenant: TenantId, email: &Email, topic: Topic) -> Result<bool, Error> {
    is_live(tx, tenant, topic_key(topic, email)).await
}

/// The topics of which an address wants to hear nothing, in order, of a tenant that the scope may not name.
pub async fn topics(tx: &Tx, tenant: TenantId, email: &Email) -> Result<Vec<Topic>, Error> {
    let rows = opt_outs::Entity::find()
        .filter(opt_outs::Column::TenantId.eq(tenant.uuid()))
        .filter(opt_outs::Column::LiveKey.is_in(Topic::ALL.map(|topic| topic_key(topic, email))))
        .all(tx.connection())
        .await?;
    let mut topics: Vec<_> =
        rows.into_iter().filter_map(|row| Topic::from_code(row.topic.as_deref()?)).collect();
    topics.sort();
    Ok(topics)
}

async fn is_live(tx: &Tx, tenant: TenantId, key: String) -> Result<bool, Error> {
    let out = opt_outs::Entity::find()
        .filter(opt_outs::Column::TenantId.eq(tenant.uuid()))
        .filter(opt_outs::Column::LiveKey.eq(key))
        .count(tx.connection())
        .await?;
    Ok(out > 0)
}

/// The keys of every address that is out of the tenant's outreach.
pub async fn keys(tx: &Tx) -> Result<BTreeSet<String>, Error> {
    let rows = tx
        .rows::<opt_outs::Entity>()?
        .filter(opt_outs::Column::LiveKey.is_not_null())
        .filter(opt_outs::Column::Topic.is_null())
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| row.email_key).collect())
}

/// The keys of every address that wants to hear nothing of a topic.
pub async fn keys_of(tx: &Tx, topic: Topic) -> Result<BTreeSet<String>, Error> {
    let rows = tx
        .rows::<opt_outs::Entity>()?
        .filter(opt_outs::Column::LiveKey.is_not_null())
        .filter(opt_outs::Column::Topic.eq(topic.code()))
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|row| row.email_key).collect())
}
