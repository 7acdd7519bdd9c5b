//! What came back: reports that a mail did not arrive, each taken once, with what follows from it.

use super::{
    Class, Stored,
    suppressions::{self, Why},
};
use crate::{
    Error, Tx,
    entities::{mail_bounces, mails},
    events::{Event, NO_TENANT},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    email::Email,
    ids::{BounceId, MailId, SuppressionId, TenantId},
    mailings::Refusal,
    mails::{Bounce, Report, SOFT_DAYS, is_too_many},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use serde_json::json;
use uuid::Uuid;

/// Where a report came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// From the folder that the configuration names.
    Folder,
    /// An officer of this tenant brought it.
    Upload(TenantId),
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It belongs to a mail, and the address is suppressed because of it.
    Suppressed,
    /// It belongs to a mail.
    Counted,
    /// It says nothing that calls for anything.
    Nothing,
    /// No mail of ours is known that it belongs to.
    Unmatched,
    /// It was taken before.
    Known,
}

/// The mail that a Message-ID or an address names; of this tenant where one is given. An address alone names the last
/// mail that was handed over to it, within a month.
async fn mail_of(
    tx: &Tx,
    report: &Report,
    tenant: Option<TenantId>,
    now: DateTime<Utc>,
) -> Result<Option<mails::Model>, Error> {
    let within = |query: sea_orm::Select<mails::Entity>| match tenant {
        Some(tenant) => query.filter(mails::Column::TenantId.eq(tenant.uuid())),
        None => query,
    };
    if let Some(id) = report.mail {
        let own = within(mails::Entity::find().filter(mails::Column::Id.eq(id.uuid())));
        return Ok(own.one(tx.connection()).await?);
    }
    // Without its Message-ID a report from the folder could be of any tenant.
    let (Some(email), Some(_)) = (&report.email, tenant) else { return Ok(None) };
    let last = within(mails::Entity::find())
        .filter(mails::Column::Recipient.eq(email.as_str()))
        .filter(mails::Column::State.is_in(["sent", "unknown", "bounced"]))
        .filter(mails::Column::CreatedAt.gte(now - TimeDelta::days(SOFT_DAYS)))
        .order_by_desc(mails::Column::CreatedAt)
        .one(tx.connection())
        .await?;
    Ok(last)
}

/// Takes a report. The scope is the system's for the folder, the tenant's for what an officer brings.
pub async fn take(
    tx: &Tx,
    report: &Report,
    source: Source,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<Taken, Error> {
    let asked = match source {
        Source::Folder => None,
        Source::Upload(tenant) => Some(tenant),
    };
    let found = mail_of(tx, report, asked, now).await?.map(Stored::try_from).transpose()?;
    let email = match (&report.email, &found) {
        (Some(email), _) => Some(email.clone()),
        (None, Some(stored)) => Email::parse(&stored.mail.recipient).ok(),
        (None, None) => None,
    };
    let tenant = found.as_ref().map_or(asked.unwrap_or(NO_TENANT), |stored| stored.mail.tenant);
    let row = mail_bounces::Model {
        id: ids(),
        tenant_id: tenant.uuid(),
        fingerprint: report.fingerprint.clone(),
        mail_id: found.as_ref().map(|stored| stored.mail.id.uuid()),
        email: email.as_ref().map(ToString::to_string).unwrap_or_default(),
        email_key: email.as_ref().map(Email::key).unwrap_or_default(),
        kind: if found.is_some() { report.kind.code() } else { "unmatched" }.to_owned(),
        status: report.status.clone(),
        diagnostic: report.diagnostic.clone(),
        source: match source {
            Source::Folder => "folder",
            Source::Upload(_) => "upload",
        }
        .to_owned(),
        at: now,
    };
    let id: BounceId = row.id.into();
    let written = mail_bounces::Entity::insert(mail_bounces::ActiveModel::from(row))
        .try_insert()
        .on_conflict(
            OnConflict::columns([
                mail_bounces::Column::TenantId,
                mail_bounces::Column::Fingerprint,
                mail_bounces::Column::EmailKey,
            ])
            .do_nothing()
            .to_owned(),
        )
        .exec_without_returning(tx.connection())
        .await?;
    if written == 0 {
        return Ok(Taken::Known);
    }
    let payload = json!({
        "kind": report.kind.code(),
        "mail": found.as_ref().map(|stored| stored.mail.id),
    });
    tx.record_for(tenant, Event::of(now, "mail.returned", "mail_bounce", id.uuid(), payload))?;
    let Some(stored) = found else { return Ok(Taken::Unmatched) };
    if report.kind == Bounce::Other {
        return Ok(Taken::Nothing);
    }
    came_back(tx, &stored, report).await?;
    match email {
        Some(email) if stored.mail.class != Class::SignIn => {
            suppress(tx, tenant, &stored, &email, report, (ids(), now)).await
        }
        Some(_) | None => Ok(Taken::Counted),
    }
}

/// The mail itself says that it did not arrive, whatever its class.
async fn came_back(tx: &Tx, stored: &Stored, report: &Report) -> Result<(), Error> {
    let row = mails::ActiveModel {
        state: Set("bounced".to_owned()),
        refusal: Set(Some(Refusal::Returned.code().to_owned())),
        result: Set(Some(format!("{} {}", report.status, report.diagnostic).trim().to_owned())),
        ..Default::default()
    };
    mails::Entity::update_many()
        .set(row)
        .filter(mails::Column::Id.eq(stored.mail.id.uuid()))
        .filter(mails::Column::State.is_in(["sending", "sent", "unknown"]))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Suppresses the address where it takes no mail for good; temporary failures are counted first.
async fn suppress(
    tx: &Tx,
    tenant: TenantId,
    stored: &Stored,
    email: &Email,
    report: &Report,
    (id, now): (Uuid, DateTime<Utc>),
) -> Result<Taken, Error> {
    let why = match report.kind {
        Bounce::Hard => Why::Hard,
        Bounce::Soft => {
            let soft = mail_bounces::Entity::find()
                .filter(mail_bounces::Column::TenantId.eq(tenant.uuid()))
                .filter(mail_bounces::Column::EmailKey.eq(email.key()))
                .filter(mail_bounces::Column::Kind.eq(Bounce::Soft.code()))
                .filter(mail_bounces::Column::At.gte(now - TimeDelta::days(SOFT_DAYS)))
                .count(tx.connection())
                .await?;
            if !is_too_many(soft) {
                return Ok(Taken::Counted);
            }
            Why::Soft
        }
        Bounce::Other => return Ok(Taken::Nothing),
    };
    let id: SuppressionId = id.into();
    let told = (why, report.diagnostic.as_str(), Some(stored.mail.id));
    let added = suppressions::suppress(tx, tenant, id, email, told, now).await?;
    Ok(if added { Taken::Suppressed } else { Taken::Counted })
}

/// A report as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Which mail, where one is known.
    pub mail: Option<MailId>,
    /// Which address; empty where the report names none.
    pub email: String,
    /// `hard`, `soft`, `other`, `unmatched`.
    pub kind: String,
    /// The status as it stood there.
    pub status: String,
    /// What the server said.
    pub diagnostic: String,
    /// `folder` or `upload`.
    pub source: String,
    /// When it was taken.
    pub at: DateTime<Utc>,
}

impl From<mail_bounces::Model> for Kept {
    fn from(row: mail_bounces::Model) -> Self {
        Self {
            mail: row.mail_id.map(Into::into),
            email: row.email,
            kind: row.kind,
            status: row.status,
            diagnostic: row.diagnostic,
            source: row.source,
            at: row.at,
        }
    }
}

/// A page of the tenant's reports, the newest first, all or of one kind; and how many there are.
pub async fn list(tx: &Tx, kind: Option<&str>, page: u64, per_page: u64) -> Result<(Vec<Kept>, u64), Error> {
    let mut rows = tx.rows::<mail_bounces::Entity>()?;
    if let Some(kind) = kind {
        rows = rows.filter(mail_bounces::Column::Kind.eq(kind));
    }
    let total = rows.clone().count(tx.connection()).await?;
    let rows = rows
        .order_by_desc(mail_bounces::Column::At)
        .order_by_desc(mail_bounces::Column::Id)
        .limit(per_page)
        .offset(page.saturating_mul(per_page))
        .all(tx.connection())
        .await?;
    Ok((rows.into_iter().map(Kept::from).collect(), total))
}

/// The reports about one mail of the tenant, in order.
pub async fn of(tx: &Tx, mail: MailId) -> Result<Vec<Kept>, Error> {
    let rows = tx
        .rows::<mail_bounces::Entity>()?
        .filter(mail_bounces::Column::MailId.eq(mail.uuid()))
        .order_by_asc(mail_bounces::Column::At)
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(Kept::from).collect())
}

/// Forgets the reports of nobody that are older than `before`: they belong to no mail of any tenant. How many.
pub async fn sweep(tx: &Tx, before: DateTime<Utc>) -> Result<u64, Error> {
    let swept = mail_bounces::Entity::delete_many()
        .filter(mail_bounces::Column::TenantId.eq(NO_TENANT.uuid()))
        .filter(mail_bounces::Column::At.lt(before))
        .exec(tx.connection())
        .await?;
    Ok(swept.rows_affected)
}
