//! Campaigns as rows: their texts while they are drafts, and their stage.

use crate::{Error, Tx, entities::campaigns, events::Event, mails};
use chrono::{DateTime, Utc};
use domain::{
    campaigns::{NewCampaign, Stage, StageName},
    ids::{AccountId, CampaignId},
    offices::NamedSegment,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// Its texts and its segment.
    pub text: NewCampaign,
    /// Where it stands.
    pub stage: Stage,
    /// The segment as it was when it was sent; none for a draft.
    pub audience: Option<NamedSegment>,
    /// The last place of the audience whose mail is enqueued.
    pub reached: i32,
    /// Who wrote it.
    pub created_by: AccountId,
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

impl TryFrom<campaigns::Model> for Campaign {
    type Error = Error;
    fn try_from(row: campaigns::Model) -> Result<Self, Error> {
        let campaigns::Model {
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
        } = row;
        let audience = audience
            .map(|kept| {
                serde_json::from_value(kept)
                    .map(|Kept { name, filter }| NamedSegment { name, segment: filter })
            })
            .transpose()?;
        Ok(Self {
            id: id.into(),
            text: NewCampaign { subject, body, segment: segment_id.into() },
            stage: serde_json::from_value(stage_facts)?,
            audience,
            reached,
            created_by: created_by.into(),
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
pub async fn add(tx: &Tx, id: CampaignId, text: &NewCampaign, now: DateTime<Utc>) -> Result<(), Error> {
    let NewCampaign { subject, body, segment } = text;
    let row = campaigns::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        segment_id: segment.uuid(),
        subject: subject.clone(),
        body: body.clone(),
        stage: StageName::Draft.code().to_owned(),
        stage_facts: serde_json::to_value(Stage::Draft)?,
        audience: None,
        reached: 0,
        created_by: tx.account().ok_or(Error::Missing)?.uuid(),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    campaigns::Entity::insert(campaigns::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    tx.record(Event::of(now, "campaign.added", "campaign", id.uuid(), json!({ "segment": segment })))
}

/// Saves the texts of a draft over the version they were edited from.
pub async fn save(
    tx: &Tx,
    id: CampaignId,
    version: i32,
    text: &NewCampaign,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let NewCampaign { subject, body, segment } = text;
    let row = campaigns::ActiveModel {
        segment_id: Set(segment.uuid()),
        subject: Set(subject.clone()),
        body: Set(body.clone()),
        ..Default::default()
    };
    write(tx, id, version, StageName::Draft, row, now).await?;
    tx.record(Event::of(now, "campaign.edited", "campaign", id.uuid(), json!({ "version": version + 1 })))
}

/// Gives a draft up, or stops a sending: what has not left is taken back. How many mails that were.
pub async fn cancel(tx: &Tx, campaign: &Campaign, stage: Stage, now: DateTime<Utc>) -> Result<u64, Error> {
    set_stage(tx, campaign, stage, now).await?;
    let withdrawn = mails::withdraw(tx, "campaign", campaign.id.uuid()).await?;
    let payload = json!({ "from": campaign.stage.name().code(), "withdrawn": withdrawn });
    tx.record(Event::of(now, "campaign.cancelled", "campaign", campaign.id.uuid(), payload))?;
    Ok(withdrawn)
}

/// Ends a sending when every recipient has an outcome; false while one has not.
pub async fn settle(tx: &Tx, campaign: &Campaign, now: DateTime<Utc>) -> Result<bool, Error> {
    let Ok(stage) = campaign.stage.finish(now) else { return Ok(false) };
    let open = tx
        .connection()
        .query_one_raw(tx.statement(
            "SELECT 1 AS n WHERE EXISTS (SELECT 1 FROM campaign_recipients
               WHERE tenant_id = $1 AND campaign_id = $2 AND place > $3)
             OR EXISTS (SELECT 1 FROM mails
               WHERE tenant_id = $1 AND subject_kind = 'campaign' AND subject_id = $2 AND state = 'waiting')",
            [tx.tenant()?.uuid().into(), campaign.id.uuid().into(), campaign.reached.into()],
        ))
        .await?;
    if open.is_some() {
        return Ok(false);
    }
    match set_stage(tx, campaign, stage, now).await {
        Ok(()) => {}
        // Another worker was faster, or an officer stopped it.
        Err(Error::Stale) => return Ok(false),
        Err(error) => return Err(error),
    }
    tx.record(Event::of(now, "campaign.finished", "campaign", campaign.id.uuid(), json!({})))?;
    Ok(true)
}

/// Brings a campaign from the stage it was read in to another.
pub(super) async fn set_stage(
    tx: &Tx,
    campaign: &Campaign,
    stage: Stage,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = campaigns::ActiveModel {
        stage: Set(stage.name().code().to_owned()),
        stage_facts: Set(serde_json::to_value(stage)?),
        ..Default::default()
    };
    write(tx, campaign.id, campaign.version, campaign.stage.name(), row, now).await
}

/// Writes over a campaign that still has the version and the stage it was read with.
pub(super) async fn write(
    tx: &Tx,
    id: CampaignId,
    version: i32,
    from: StageName,
    row: campaigns::ActiveModel,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let written = campaigns::Entity::update_many()
        .set(campaigns::ActiveModel {
            tenant_id: NotSet,
            id: NotSet,
            updated_at: Set(now),
            version: Set(version + 1),
            ..row
        })
        .filter(campaigns::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(campaigns::Column::Id.eq(id.uuid()))
        .filter(campaigns::Column::Version.eq(version))
        .filter(campaigns::Column::Stage.eq(from.code()))
        .exec(tx.connection())
        .await?;
    if written.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// A campaign of the tenant.
pub async fn find(tx: &Tx, id: CampaignId) -> Result<Option<Campaign>, Error> {
    let row = tx
        .rows::<campaigns::Entity>()?
        .filter(campaigns::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Campaign::try_from).transpose()
}

/// Every campaign of the tenant, the last changed first.
pub async fn all(tx: &Tx) -> Result<Vec<Campaign>, Error> {
    let rows = tx
        .rows::<campaigns::Entity>()?
        .order_by_desc(campaigns::Column::UpdatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Campaign::try_from).collect()
}

/// The drafts that an officer has begun, the last changed first.
pub async fn drafts(tx: &Tx, officer: AccountId) -> Result<Vec<Campaign>, Error> {
    let rows = tx
        .rows::<campaigns::Entity>()?
        .filter(campaigns::Column::Stage.eq(StageName::Draft.code()))
        .filter(campaigns::Column::CreatedBy.eq(officer.uuid()))
        .order_by_desc(campaigns::Column::UpdatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Campaign::try_from).collect()
}
