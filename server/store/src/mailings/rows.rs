//! Mailings as rows: their texts while they are drafts, and their stage.

use crate::{Error, Tx, entities::mailings, events::Event, mails};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, MailingId},
    mailings::{Again, NewMailing, Plan, Stage, StageName, Topic},
    offices::NamedSegment,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A mailing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailing {
    /// Its id.
    pub id: MailingId,
    /// Its texts and its segment.
    pub text: NewMailing,
    /// Where it stands.
    pub stage: Stage,
    /// The segment as it was when it was sent; none for a draft.
    pub audience: Option<NamedSegment>,
    /// The last place of the audience whose mail is enqueued.
    pub reached: i32,
    /// Who wrote it.
    pub created_by: AccountId,
    /// Everybody who wrote on its text.
    pub writers: Vec<AccountId>,
    /// Who approved it, where a second person did.
    pub approved_by: Option<AccountId>,
    /// Why it was given back.
    pub returned: Option<String>,
    /// When it leaves.
    pub plan: Plan,
    /// Of which mailing it is sent again, and whom it spares.
    pub again: Option<Again>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

/// A segment as it is kept with what it was used for.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    filter: domain::offices::Segment,
}

impl TryFrom<mailings::Model> for Mailing {
    type Error = Error;
    fn try_from(row: mailings::Model) -> Result<Self, Error> {
        let mailings::Model {
            tenant_id: _,
            id,
            segment_id,
            subject,
            body,
            stage: _,
            stage_facts,
            audience,
            reached,
            created_by,
            created_at: _,
            updated_at,
            version,
            html,
            writers,
            approved_by,
            returned,
            send_at,
            not_after,
            again,
            topic,
            published,
        } = row;
        let topic = Topic::from_code(&topic).ok_or_else(|| Error::Unreadable(format!("topic {topic}")))?;
        let audience = audience
            .map(|kept| {
                serde_json::from_value(kept)
                    .map(|Kept { name, filter }| NamedSegment { name, segment: filter })
            })
            .transpose()?;
        Ok(Self {
            id: id.into(),
            text: NewMailing { subject, body, segment: segment_id.into(), topic, html, published },
            stage: serde_json::from_value(stage_facts)?,
            audience,
            reached,
            created_by: created_by.into(),
            writers: match writers {
                Some(writers) => serde_json::from_value(writers)?,
                None => vec![created_by.into()],
            },
            approved_by: approved_by.map(Into::into),
            returned,
            plan: Plan { send_at, not_after },
            again: again.map(serde_json::from_value).transpose()?,
            updated_at,
            version,
        })
    }
}

/// A segment as a row keeps it.
pub(super) fn kept(segment: &NamedSegment) -> Result<serde_json::Value, Error> {
    let NamedSegment { name, segment } = segment;
    Ok(serde_json::to_value(Kept { name: name.clone(), filter: segment.clone() })?)
}

/// Keeps a new draft, by the acting account.
pub async fn add(tx: &Tx, id: MailingId, text: &NewMailing, now: DateTime<Utc>) -> Result<(), Error> {
    add_again(tx, id, text, None, now).await
}

/// The same of a draft to those who have not answered another.
pub async fn add_again(
    tx: &Tx,
    id: MailingId,
    text: &NewMailing,
    again: Option<&Again>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let NewMailing { subject, body, segment, topic, html, published } = text;
    let author = tx.account().ok_or(Error::Missing)?;
    let row = mailings::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        segment_id: segment.uuid(),
        subject: subject.clone(),
        body: body.clone(),
        stage: StageName::Draft.code().to_owned(),
        stage_facts: serde_json::to_value(Stage::Draft)?,
        audience: None,
        reached: 0,
        created_by: author.uuid(),
        created_at: now,
        updated_at: now,
        version: 1,
        html: *html,
        writers: Some(serde_json::to_value([author])?),
        approved_by: None,
        returned: None,
        send_at: None,
        not_after: None,
        again: again.map(serde_json::to_value).transpose()?,
        topic: topic.code().to_owned(),
        published: *published,
    };
    mailings::Entity::insert(mailings::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "segment": segment, "again": again.map(|again| again.of) });
    tx.record(Event::of(now, "mailing.added", "mailing", id.uuid(), payload))
}

/// Saves the texts of a draft over the version they were edited from.
pub async fn save(
    tx: &Tx,
    id: MailingId,
    version: i32,
    text: &NewMailing,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let NewMailing { subject, body, segment, topic, html, published } = text;
    let mut writers = find(tx, id).await?.ok_or(Error::Missing)?.writers;
    let author = tx.account().ok_or(Error::Missing)?;
    if !writers.contains(&author) {
        writers.push(author);
    }
    let row = mailings::ActiveModel {
        segment_id: Set(segment.uuid()),
        subject: Set(subject.clone()),
        body: Set(body.clone()),
        topic: Set(topic.code().to_owned()),
        html: Set(*html),
        published: Set(*published),
        writers: Set(Some(serde_json::to_value(writers)?)),
        ..Default::default()
    };
    write(tx, id, version, StageName::Draft, row, now).await?;
    tx.record(Event::of(now, "mailing.edited", "mailing", id.uuid(), json!({ "version": version + 1 })))
}

/// Gives a draft up, or stops a sending: what has not left is taken back. How many mails that were.
pub async fn cancel(tx: &Tx, mailing: &Mailing, stage: Stage, now: DateTime<Utc>) -> Result<u64, Error> {
    set_stage(tx, mailing, stage, now).await?;
    let withdrawn = mails::withdraw(tx, "mailing", mailing.id.uuid()).await?;
    let payload = json!({ "from": mailing.stage.name().code(), "withdrawn": withdrawn });
    tx.record(Event::of(now, "mailing.cancelled", "mailing", mailing.id.uuid(), payload))?;
    Ok(withdrawn)
}

/// Ends a sending when every recipient has an outcome; false while one has not.
pub async fn settle(tx: &Tx, mailing: &Mailing, now: DateTime<Utc>) -> Result<bool, Error> {
    let Ok(stage) = mailing.stage.finish(now) else { return Ok(false) };
    // A hand that took some in the moment of going on may have let them wait after it.
    mails::resume(tx, "mailing", mailing.id.uuid()).await?;
    let open = tx
        .connection()
        .query_one_raw(tx.statement(
            "SELECT 1 AS n WHERE EXISTS (SELECT 1 FROM mailing_recipients
               WHERE tenant_id = $1 AND mailing_id = $2 AND place > $3)
             OR EXISTS (SELECT 1 FROM mails
               WHERE tenant_id = $1 AND subject_kind = 'mailing' AND subject_id = $2
               AND state IN ('waiting', 'sending', 'paused'))",
            [tx.tenant()?.uuid().into(), mailing.id.uuid().into(), mailing.reached.into()],
        ))
        .await?;
    if open.is_some() {
        return Ok(false);
    }
    match set_stage(tx, mailing, stage, now).await {
        Ok(()) => {}
        // Another worker was faster, or an officer stopped it.
        Err(Error::Stale) => return Ok(false),
        Err(error) => return Err(error),
    }
    tx.record(Event::of(now, "mailing.finished", "mailing", mailing.id.uuid(), json!({})))?;
    Ok(true)
}

/// Brings a mailing from the stage it was read in to another.
pub(super) async fn set_stage(
    tx: &Tx,
    mailing: &Mailing,
    stage: Stage,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = mailings::ActiveModel {
        stage: Set(stage.name().code().to_owned()),
        stage_facts: Set(serde_json::to_value(stage)?),
        ..Default::default()
    };
    write(tx, mailing.id, mailing.version, mailing.stage.name(), row, now).await
}

/// Writes over a mailing that still has the version and the stage it was read with.
pub(super) async fn write(
    tx: &Tx,
    id: MailingId,
    version: i32,
    from: StageName,
    row: mailings::ActiveModel,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let written = mailings::Entity::update_many()
        .set(mailings::ActiveModel {
            tenant_id: NotSet,
            id: NotSet,
            updated_at: Set(now),
            version: Set(version + 1),
            ..row
        })
        .filter(mailings::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mailings::Column::Id.eq(id.uuid()))
        .filter(mailings::Column::Version.eq(version))
        .filter(mailings::Column::Stage.eq(from.code()))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(written.rows_affected)
}

/// A mailing of the tenant.
pub async fn find(tx: &Tx, id: MailingId) -> Result<Option<Mailing>, Error> {
    let row = tx
        .rows::<mailings::Entity>()?
        .filter(mailings::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Mailing::try_from).transpose()
}

/// Lets everybody read a mailing that began to be sent, or no longer.
pub async fn publish(tx: &Tx, mailing: &Mailing, published: bool, now: DateTime<Utc>) -> Result<(), Error> {
    let row = mailings::ActiveModel { published: Set(published), ..Default::default() };
    write(tx, mailing.id, mailing.version, mailing.stage.name(), row, now).await?;
    tx.record(if published {
        Event::of(now, "mailing.published", "mailing", mailing.id.uuid(), json!({}))
    } else {
        Event::of(now, "mailing.unpublished", "mailing", mailing.id.uuid(), json!({}))
    })
}

/// What everybody may read, the last sent first: nothing that has not begun to be sent.
pub async fn announced(tx: &Tx) -> Result<Vec<Mailing>, Error> {
    let rows = tx
        .rows::<mailings::Entity>()?
        .filter(mailings::Column::Published.eq(true))
        .all(tx.connection())
        .await?;
    let mut mailings = rows.into_iter().map(Mailing::try_from).collect::<Result<Vec<_>, Error>>()?;
    mailings.retain(|mailing| mailing.stage.begun().is_some());
    mailings.sort_by_key(|mailing| std::cmp::Reverse(mailing.stage.begun()));
    Ok(mailings)
}

/// Every mailing of the tenant, the last changed first.
pub async fn all(tx: &Tx) -> Result<Vec<Mailing>, Error> {
    let rows = tx
        .rows::<mailings::Entity>()?
        .order_by_desc(mailings::Column::UpdatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Mailing::try_from).collect()
}

/// The drafts that an officer has begun, the last changed first.
pub async fn drafts(tx: &Tx, officer: AccountId) -> Result<Vec<Mailing>, Error> {
    let rows = tx
        .rows::<mailings::Entity>()?
        .filter(mailings::Column::Stage.eq(StageName::Draft.code()))
        .filter(mailings::Column::CreatedBy.eq(officer.uuid()))
        .order_by_desc(mailings::Column::UpdatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Mailing::try_from).collect()
}
