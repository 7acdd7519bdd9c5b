//! Campaigns as rows.

use super::activities;
use crate::{
    Error, Tx,
    entities::{activity_recipients, campaign_activities, campaigns},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    campaigns::{ActivityKind, NewActivity, NewCampaign, Plan, State},
    ids::{AccountId, ActivityId, CampaignId},
    money::Yen,
    working_days::WorkingCalendar,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait as _, EntityTrait, PaginatorTrait as _, QueryFilter,
    QueryOrder,
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// What it is.
    pub text: NewCampaign,
    /// Where it stands.
    pub state: State,
    /// Why it was dropped, or what its end showed.
    pub closing: String,
    /// Who changed it last.
    pub updated_by: AccountId,
    /// When.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

/// How far a campaign has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Its activities, but for those that were dropped.
    pub activities: u64,
    /// Those that are done.
    pub done: u64,
    /// Those that are late.
    pub overdue: u64,
    /// The next day on which something begins.
    pub next_on: Option<NaiveDate>,
    /// What was spent so far.
    pub spent: Yen,
}

impl TryFrom<campaigns::Model> for Campaign {
    type Error = Error;
    fn try_from(row: campaigns::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            text: NewCampaign {
                name: row.name,
                aims: row.aims,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                owner: row.owner_id.map(AccountId::from_uuid),
                budget: row.budget_yen.map(Yen),
            },
            state: State::from_code(&row.state).ok_or(Error::Unreadable(row.state))?,
            closing: row.closing,
            updated_by: row.updated_by.into(),
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

pub(super) fn acting(tx: &Tx) -> Result<Uuid, Error> {
    Ok(tx.account().ok_or(Error::Missing)?.uuid())
}

/// Keeps a new campaign, by the acting account.
pub async fn add(tx: &Tx, id: CampaignId, text: &NewCampaign, now: DateTime<Utc>) -> Result<(), Error> {
    insert(tx, id, text, now).await?;
    tx.record(Event::of(now, "campaign.added", "campaign", id.uuid(), json!({})))
}

async fn insert(tx: &Tx, id: CampaignId, text: &NewCampaign, now: DateTime<Utc>) -> Result<(), Error> {
    let NewCampaign { name, aims, starts_on, ends_on, owner, budget } = text;
    let by = acting(tx)?;
    let row = campaigns::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        name: name.clone(),
        aims: aims.clone(),
        starts_on: *starts_on,
        ends_on: *ends_on,
        owner_id: owner.map(AccountId::uuid),
        budget_yen: budget.map(Yen::get),
        state: State::Planned.code().to_owned(),
        closing: String::new(),
        created_by: by,
        created_at: now,
        updated_by: by,
        updated_at: now,
        version: 1,
    };
    campaigns::Entity::insert(campaigns::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Makes a campaign of a plan that begins on a day; its activities are its owner's, on days that suit them. `ids` gives
/// each activity its id.
pub async fn add_plan(
    tx: &Tx,
    id: CampaignId,
    plan: &Plan,
    start: NaiveDate,
    ids: &(dyn Fn() -> ActivityId + Sync),
    calendar: &WorkingCalendar,
    now: DateTime<Utc>,
) -> Result<Vec<(ActivityId, ActivityKind)>, Error> {
    let owner = tx.account();
    let days: Vec<_> = plan.activities.iter().map(|activity| activity.days(start, calendar)).collect();
    let text = NewCampaign {
        name: plan.name.clone(),
        aims: plan.aims.clone(),
        starts_on: start,
        ends_on: days.iter().map(|(first, last)| last.unwrap_or(*first)).max(),
        owner,
        budget: None,
    };
    insert(tx, id, &text, now).await?;
    let mut added: Vec<(ActivityId, ActivityKind)> = Vec::with_capacity(plan.activities.len());
    for (planned, (first, last)) in plan.activities.iter().zip(days) {
        let activity = NewActivity {
            kind: planned.kind,
            title: planned.title.clone(),
            starts_on: Some(first),
            ends_on: last,
            owner,
            segment: None,
            associations: Vec::new(),
            material: None,
            mailing: None,
            survey: None,
            session: None,
            link: planned.link.clone(),
            script: planned.note.clone(),
            cost: None,
        };
        let of = ids();
        let again = planned.again.and_then(|again| Some((added.get(again.activity)?.0, again.whom)));
        activities::insert(tx, of, id, &activity, again, now).await?;
        added.push((of, planned.kind));
    }
    let payload = json!({ "activities": added.len() });
    tx.record(Event::of(now, "campaign.planned", "campaign", id.uuid(), payload))?;
    Ok(added)
}

/// Saves a campaign over the version it was edited from.
pub async fn save(
    tx: &Tx,
    id: CampaignId,
    version: i32,
    text: &NewCampaign,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let NewCampaign { name, aims, starts_on, ends_on, owner, budget } = text;
    let row = campaigns::ActiveModel {
        name: Set(name.clone()),
        aims: Set(aims.clone()),
        starts_on: Set(*starts_on),
        ends_on: Set(*ends_on),
        owner_id: Set(owner.map(AccountId::uuid)),
        budget_yen: Set(budget.map(Yen::get)),
        ..Default::default()
    };
    write(tx, id, version, row, now).await?;
    tx.record(Event::of(now, "campaign.edited", "campaign", id.uuid(), json!({ "version": version + 1 })))
}

/// Ends a campaign, done or dropped, with what is to be said about it. Activities that are open then are dropped with it.
pub async fn close(
    tx: &Tx,
    campaign: &Campaign,
    state: State,
    closing: &str,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let row = campaigns::ActiveModel {
        state: Set(state.code().to_owned()),
        closing: Set(closing.to_owned()),
        ..Default::default()
    };
    write(tx, campaign.id, campaign.version, row, now).await?;
    let dropped = activities::drop_open(tx, campaign.id, closing, now).await?;
    let (id, payload) = (campaign.id.uuid(), json!({ "activities_dropped": dropped }));
    tx.record(match state {
        State::Done => Event::of(now, "campaign.finished", "campaign", id, payload),
        State::Planned | State::UnderWay | State::Dropped => {
            Event::of(now, "campaign.dropped", "campaign", id, payload)
        }
    })?;
    Ok(dropped)
}

/// Opens a campaign again that was ended.
pub async fn reopen(tx: &Tx, campaign: &Campaign, now: DateTime<Utc>) -> Result<(), Error> {
    let row = campaigns::ActiveModel { state: Set(State::UnderWay.code().to_owned()), ..Default::default() };
    write(tx, campaign.id, campaign.version, row, now).await?;
    let payload = json!({ "from": campaign.state.code() });
    tx.record(Event::of(now, "campaign.reopened", "campaign", campaign.id.uuid(), payload))
}

/// Removes a campaign of which nothing was done: no activity has begun and none has a list. False where one has.
pub async fn remove(tx: &Tx, campaign: &Campaign, now: DateTime<Utc>) -> Result<bool, Error> {
    let id = campaign.id.uuid();
    let all = activities::of_campaign(tx, campaign.id).await?;
    if all.iter().any(|activity| activity.state != State::Planned || activity.frozen.is_some()) {
        return Ok(false);
    }
    let ids: Vec<Uuid> = all.iter().map(|activity| activity.id.uuid()).collect();
    let tenant = tx.tenant()?.uuid();
    let rows = activity_recipients::Entity::find()
        .filter(activity_recipients::Column::TenantId.eq(tenant))
        .filter(activity_recipients::Column::ActivityId.is_in(ids))
        .count(tx.connection())
        .await?;
    if rows > 0 {
        return Ok(false);
    }
    campaign_activities::Entity::delete_many()
        .filter(campaign_activities::Column::TenantId.eq(tenant))
        .filter(campaign_activities::Column::CampaignId.eq(id))
        .exec(tx.connection())
        .await?;
    let removed = campaigns::Entity::delete_many()
        .filter(campaigns::Column::TenantId.eq(tenant))
        .filter(campaigns::Column::Id.eq(id))
        .filter(campaigns::Column::Version.eq(campaign.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(removed.rows_affected)?;
    tx.record(Event::of(now, "campaign.removed", "campaign", id, json!({ "activities": all.len() })))?;
    Ok(true)
}

/// Writes over a campaign that still has the version it was read with.
async fn write(
    tx: &Tx,
    id: CampaignId,
    version: i32,
    row: campaigns::ActiveModel,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let written = campaigns::Entity::update_many()
        .set(campaigns::ActiveModel {
            updated_by: Set(acting(tx)?),
            updated_at: Set(now),
            version: Set(version + 1),
            ..row
        })
        .filter(campaigns::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(campaigns::Column::Id.eq(id.uuid()))
        .filter(campaigns::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(written.rows_affected)
}

/// A planned campaign is under way once something of it is.
pub(super) async fn begin(tx: &Tx, id: CampaignId) -> Result<(), Error> {
    campaigns::Entity::update_many()
        .set(campaigns::ActiveModel { state: Set(State::UnderWay.code().to_owned()), ..Default::default() })
        .filter(campaigns::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(campaigns::Column::Id.eq(id.uuid()))
        .filter(campaigns::Column::State.eq(State::Planned.code()))
        .exec(tx.connection())
        .await?;
    Ok(())
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

/// Every campaign of the tenant, the latest first.
pub async fn all(tx: &Tx) -> Result<Vec<Campaign>, Error> {
    let rows = tx
        .rows::<campaigns::Entity>()?
        .order_by_desc(campaigns::Column::StartsOn)
        .order_by_desc(campaigns::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Campaign::try_from).collect()
}

/// How far every campaign of the tenant has come.
pub async fn progress(tx: &Tx, today: NaiveDate) -> Result<BTreeMap<CampaignId, Progress>, Error> {
    let sql = "
        SELECT campaign_id, COUNT(CASE WHEN state <> 'dropped' THEN 1 END) AS activities,
          COUNT(CASE WHEN state = 'done' THEN 1 END) AS done,
          COUNT(CASE WHEN (state = 'planned' AND coalesce(starts_on, ends_on) < $2)
                       OR (state = 'under_way' AND ends_on < $2) THEN 1 END) AS overdue,
          MIN(CASE WHEN state = 'planned' AND starts_on >= $2 THEN starts_on END) AS next_on,
          CAST(coalesce(SUM(cost_yen), 0) AS BIGINT) AS spent
        FROM campaign_activities WHERE tenant_id = $1 GROUP BY campaign_id";
    let values = [tx.tenant()?.uuid().into(), today.into()];
    let mut known = BTreeMap::new();
    for row in tx.connection().query_all_raw(tx.statement(sql, values)).await? {
        let campaign: Uuid = row.try_get("", "campaign_id")?;
        let count = |name: &str| row.try_get::<i64>("", name).map(|n| u64::try_from(n).unwrap_or(0));
        let progress = Progress {
            activities: count("activities")?,
            done: count("done")?,
            overdue: count("overdue")?,
            next_on: row.try_get("", "next_on")?,
            spent: Yen(row.try_get("", "spent")?),
        };
        known.insert(campaign.into(), progress);
    }
    Ok(known)
}
