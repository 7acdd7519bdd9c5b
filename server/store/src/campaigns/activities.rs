//! The activities of campaigns as rows.

use super::rows::{acting, begin};
use crate::{Error, Tx, entities::campaign_activities, events::Event};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    campaigns::{ActivityKind, Channel, NewActivity, State, Whom},
    ids::{AccountId, ActivityId, CampaignId, DemoId, MailingId, MaterialId, SegmentId, SurveyId},
    money::Yen,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect as _,
    sea_query::Expr,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// Of whom a list was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// The name of the segment, or of the activity whose audience is asked once more.
    pub of: String,
    /// The segment as it was.
    pub segment: Option<domain::offices::Segment>,
    /// How many associations were chosen besides.
    #[serde(default)]
    pub associations: usize,
}

/// An activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Its id.
    pub id: ActivityId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// Its place in the campaign, from 1.
    pub place: u32,
    /// What it is.
    pub text: NewActivity,
    /// Where it stands.
    pub state: State,
    /// What came of it, or why it was dropped.
    pub result: String,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
    /// When its list was written down, and of whom.
    pub frozen: Option<(DateTime<Utc>, Audience)>,
    /// The activity of whose audience it asks some once more.
    pub follows: Option<(ActivityId, Whom)>,
    /// Since when everybody reads it on a page here; only of a notice of the web.
    pub published: Option<DateTime<Utc>>,
    /// Who changed it last.
    pub updated_by: AccountId,
    /// When.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

impl Activity {
    /// On which day it reached an office of which something was entered on a day: that day, except of a meeting. Its list is
    /// often entered days later, so the day is brought within those of the meeting.
    pub fn reached_on(&self, entered: NaiveDate) -> NaiveDate {
        match (self.text.kind.channel(), self.text.starts_on) {
            (Some(Channel::Meeting), Some(first)) => {
                entered.clamp(first, Ord::max(self.text.ends_on.unwrap_or(first), first))
            }
            (Some(Channel::Meeting), None) => self.done_on.map_or(entered, |done| Ord::min(done, entered)),
            (Some(Channel::Post | Channel::Fax | Channel::Phone | Channel::Visit) | None, _) => entered,
        }
    }
}

impl TryFrom<campaign_activities::Model> for Activity {
    type Error = Error;
    fn try_from(row: campaign_activities::Model) -> Result<Self, Error> {
        let audience: Option<Audience> = row.audience.map(serde_json::from_value).transpose()?;
        let associations = row.associations.map(serde_json::from_value).transpose()?.unwrap_or_default();
        Ok(Self {
            id: row.id.into(),
            campaign: row.campaign_id.into(),
            place: u32::try_from(row.place).unwrap_or(0),
            text: NewActivity {
                kind: ActivityKind::from_code(&row.kind).ok_or(Error::Unreadable(row.kind))?,
                title: row.title,
                starts_on: row.starts_on,
                ends_on: row.ends_on,
                owner: row.owner_id.map(AccountId::from_uuid),
                segment: row.segment_id.map(SegmentId::from_uuid),
                associations,
                material: row.material_id.map(MaterialId::from_uuid),
                mailing: row.mailing_id.map(MailingId::from_uuid),
                survey: row.survey_id.map(SurveyId::from_uuid),
                session: row.session_id.map(DemoId::from_uuid),
                link: row.link,
                script: row.script,
                cost: row.cost_yen.map(Yen),
            },
            state: State::from_code(&row.state).ok_or(Error::Unreadable(row.state))?,
            result: row.result,
            done_on: row.done_on,
            frozen: row.frozen_at.zip(audience),
            follows: row.follows_id.map(ActivityId::from_uuid).zip(Whom::from_code(&row.follows_whom)),
            published: row.published_at,
            updated_by: row.updated_by.into(),
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

/// Adds an activity at the end of a campaign; where it asks those of another once more, which and whom.
pub async fn add(
    tx: &Tx,
    id: ActivityId,
    campaign: CampaignId,
    text: &NewActivity,
    follows: Option<(ActivityId, Whom)>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    insert(tx, id, campaign, text, follows, now).await?;
    let payload = json!({
        "campaign": campaign,
        "activity_kind": text.kind.code(),
        "follows": follows.map(|(earlier, _)| earlier),
    });
    tx.record(Event::of(now, "activity.added", "activity", id.uuid(), payload))
}

pub(super) async fn insert(
    tx: &Tx,
    id: ActivityId,
    campaign: CampaignId,
    text: &NewActivity,
    follows: Option<(ActivityId, Whom)>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let last = tx
        .rows::<campaign_activities::Entity>()?
        .select_only()
        .column_as(campaign_activities::Column::Place.max(), "place")
        .filter(campaign_activities::Column::CampaignId.eq(campaign.uuid()))
        .into_tuple::<Option<i32>>()
        .one(tx.connection())
        .await?;
    let text = text.clone();
    let row = campaign_activities::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        campaign_id: campaign.uuid(),
        place: last.flatten().unwrap_or(0) + 1,
        kind: text.kind.code().to_owned(),
        title: text.title,
        starts_on: text.starts_on,
        ends_on: text.ends_on,
        owner_id: text.owner.map(AccountId::uuid),
        segment_id: text.segment.map(SegmentId::uuid),
        associations: Some(serde_json::to_value(text.associations)?),
        material_id: text.material.map(MaterialId::uuid),
        mailing_id: text.mailing.map(MailingId::uuid),
        survey_id: text.survey.map(SurveyId::uuid),
        session_id: text.session.map(DemoId::uuid),
        link: text.link,
        script: text.script,
        cost_yen: text.cost.map(Yen::get),
        state: State::Planned.code().to_owned(),
        result: String::new(),
        done_on: None,
        frozen_at: None,
        audience: None,
        follows_id: follows.map(|(earlier, _)| earlier.uuid()),
        follows_whom: follows.map_or("", |(_, whom)| whom.code()).to_owned(),
        published_at: None,
        created_at: now,
        updated_by: acting(tx)?,
        updated_at: now,
        version: 1,
    };
    campaign_activities::Entity::insert(campaign_activities::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Saves an activity over the version it was edited from.
pub async fn save(
    tx: &Tx,
    id: ActivityId,
    version: i32,
    text: &NewActivity,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let text = text.clone();
    // Who has a segment of its own asks nobody of another's audience any more.
    let (follows_id, follows_whom) =
        if text.segment.is_some() { (Set(None), Set(String::new())) } else { (NotSet, NotSet) };
    let row = campaign_activities::ActiveModel {
        follows_id,
        follows_whom,
        title: Set(text.title),
        starts_on: Set(text.starts_on),
        ends_on: Set(text.ends_on),
        owner_id: Set(text.owner.map(AccountId::uuid)),
        segment_id: Set(text.segment.map(SegmentId::uuid)),
        associations: Set(Some(serde_json::to_value(text.associations)?)),
        material_id: Set(text.material.map(MaterialId::uuid)),
        mailing_id: Set(text.mailing.map(MailingId::uuid)),
        survey_id: Set(text.survey.map(SurveyId::uuid)),
        session_id: Set(text.session.map(DemoId::uuid)),
        link: Set(text.link),
        script: Set(text.script),
        cost_yen: Set(text.cost.map(Yen::get)),
        ..Default::default()
    };
    write(tx, id, version, row, now).await?;
    tx.record(Event::of(now, "activity.edited", "activity", id.uuid(), json!({ "version": version + 1 })))
}

/// Brings an activity to another state, with what came of it, when, and what it cost.
pub async fn set_state(
    tx: &Tx,
    activity: &Activity,
    state: State,
    (result, done_on, cost): (&str, Option<NaiveDate>, Option<Yen>),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = campaign_activities::ActiveModel {
        state: Set(state.code().to_owned()),
        result: Set(result.to_owned()),
        done_on: Set(done_on),
        cost_yen: Set(cost.or(activity.text.cost).map(Yen::get)),
        ..Default::default()
    };
    write(tx, activity.id, activity.version, row, now).await?;
    if matches!(state, State::UnderWay | State::Done) {
        begin(tx, activity.campaign).await?;
    }
    let id = activity.id.uuid();
    let payload = json!({ "from": activity.state.code(), "done_on": done_on });
    tx.record(match state {
        State::Planned => Event::of(now, "activity.put-back", "activity", id, payload),
        State::UnderWay => Event::of(now, "activity.begun", "activity", id, payload),
        State::Done => Event::of(now, "activity.done", "activity", id, payload),
        State::Dropped => Event::of(now, "activity.dropped", "activity", id, payload),
    })
}

/// A planned activity is under way once its list is worked on.
pub(super) async fn started(tx: &Tx, activity: &Activity) -> Result<(), Error> {
    campaign_activities::Entity::update_many()
        .set(campaign_activities::ActiveModel {
            state: Set(State::UnderWay.code().to_owned()),
            ..Default::default()
        })
        .filter(campaign_activities::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(campaign_activities::Column::Id.eq(activity.id.uuid()))
        .filter(campaign_activities::Column::State.eq(State::Planned.code()))
        .exec(tx.connection())
        .await?;
    begin(tx, activity.campaign).await
}

/// Drops what is open of a campaign; how many activities that were.
pub(super) async fn drop_open(
    tx: &Tx,
    campaign: CampaignId,
    why: &str,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let done = campaign_activities::Entity::update_many()
        .set(campaign_activities::ActiveModel {
            state: Set(State::Dropped.code().to_owned()),
            result: Set(why.to_owned()),
            updated_by: Set(acting(tx)?),
            updated_at: Set(now),
            ..Default::default()
        })
        .col_expr(
            campaign_activities::Column::Version,
            Expr::col(campaign_activities::Column::Version).add(1),
        )
        .filter(campaign_activities::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(campaign_activities::Column::CampaignId.eq(campaign.uuid()))
        .filter(campaign_activities::Column::State.is_in([State::Planned.code(), State::UnderWay.code()]))
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}

/// Moves an activity before the one above it, or after the one below. At the end of the list nothing moves.
pub async fn shift(tx: &Tx, activity: &Activity, up: bool, now: DateTime<Utc>) -> Result<bool, Error> {
    let mut all = of_campaign(tx, activity.campaign).await?;
    let Some(here) = all.iter().position(|one| one.id == activity.id) else { return Ok(false) };
    let there = if up { here.checked_sub(1) } else { Some(here + 1) };
    let Some(there) = there.filter(|there| *there < all.len()) else { return Ok(false) };
    all.swap(here, there);
    // Two that were added in the same moment may have one place; afterwards each has its own.
    for (place, one) in (1_u32..).zip(&all).filter(|(place, one)| one.place != *place) {
        campaign_activities::Entity::update_many()
            .col_expr(
                campaign_activities::Column::Place,
                Expr::value(i32::try_from(place).unwrap_or(i32::MAX)),
            )
            .filter(campaign_activities::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(campaign_activities::Column::Id.eq(one.id.uuid()))
            .exec(tx.connection())
            .await?;
    }
    let payload = json!({ "campaign": activity.campaign, "up": up });
    tx.record(Event::of(now, "activity.moved", "activity", activity.id.uuid(), payload))?;
    Ok(true)
}

/// Removes an activity that has not begun and has no list; those behind it move up. Of two who do it at once, or where
/// it has begun meanwhile, it is [`Error::Stale`].
pub async fn remove(tx: &Tx, activity: &Activity, now: DateTime<Utc>) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    let removed = campaign_activities::Entity::delete_many()
        .filter(campaign_activities::Column::TenantId.eq(tenant))
        .filter(campaign_activities::Column::Id.eq(activity.id.uuid()))
        .filter(campaign_activities::Column::Version.eq(activity.version))
        .filter(campaign_activities::Column::State.eq(State::Planned.code()))
        .filter(campaign_activities::Column::FrozenAt.is_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(removed.rows_affected)?;
    campaign_activities::Entity::update_many()
        .col_expr(campaign_activities::Column::Place, Expr::col(campaign_activities::Column::Place).sub(1))
        .filter(campaign_activities::Column::TenantId.eq(tenant))
        .filter(campaign_activities::Column::CampaignId.eq(activity.campaign.uuid()))
        .filter(campaign_activities::Column::Place.gt(i32::try_from(activity.place).unwrap_or(i32::MAX)))
        .exec(tx.connection())
        .await?;
    let payload = json!({ "campaign": activity.campaign, "activity_kind": activity.text.kind.code() });
    tx.record(Event::of(now, "activity.removed", "activity", activity.id.uuid(), payload))
}

/// Writes over an activity that still has the version it was read with.
pub(super) async fn write(
    tx: &Tx,
    id: ActivityId,
    version: i32,
    row: campaign_activities::ActiveModel,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let written = campaign_activities::Entity::update_many()
        .set(campaign_activities::ActiveModel {
            updated_by: Set(acting(tx)?),
            updated_at: Set(now),
            version: Set(version + 1),
            ..row
        })
        .filter(campaign_activities::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(campaign_activities::Column::Id.eq(id.uuid()))
        .filter(campaign_activities::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(written.rows_affected)
}

/// An activity of the tenant.
pub async fn find(tx: &Tx, id: ActivityId) -> Result<Option<Activity>, Error> {
    let row = tx
        .rows::<campaign_activities::Entity>()?
        .filter(campaign_activities::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Activity::try_from).transpose()
}

/// The activities of a campaign, in their order.
pub async fn of_campaign(tx: &Tx, campaign: CampaignId) -> Result<Vec<Activity>, Error> {
    let rows = tx
        .rows::<campaign_activities::Entity>()?
        .filter(campaign_activities::Column::CampaignId.eq(campaign.uuid()))
        .order_by_asc(campaign_activities::Column::Place)
        .order_by_asc(campaign_activities::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Activity::try_from).collect()
}

/// Every activity of the tenant, in the order of their places.
pub async fn all(tx: &Tx) -> Result<Vec<Activity>, Error> {
    let rows = tx
        .rows::<campaign_activities::Entity>()?
        .order_by_asc(campaign_activities::Column::CampaignId)
        .order_by_asc(campaign_activities::Column::Place)
        .order_by_asc(campaign_activities::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Activity::try_from).collect()
}

/// The open activities that begin or end by a day, or are late on it, the earliest first.
pub async fn due(tx: &Tx, by: NaiveDate) -> Result<Vec<Activity>, Error> {
    let planned = Condition::all().add(campaign_activities::Column::State.eq(State::Planned.code())).add(
        Condition::any().add(campaign_activities::Column::StartsOn.lte(by)).add(
            Condition::all()
                .add(campaign_activities::Column::StartsOn.is_null())
                .add(campaign_activities::Column::EndsOn.lte(by)),
        ),
    );
    let under_way = Condition::all()
        .add(campaign_activities::Column::State.eq(State::UnderWay.code()))
        .add(campaign_activities::Column::EndsOn.lte(by));
    let rows = tx
        .rows::<campaign_activities::Entity>()?
        .filter(Condition::any().add(planned).add(under_way))
        .order_by_asc(campaign_activities::Column::StartsOn)
        .order_by_asc(campaign_activities::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Activity::try_from).collect()
}

/// The ids of a tenant's activities of a kind that have a list.
pub(super) async fn listed(tx: &Tx, kind: ActivityKind) -> Result<Vec<Uuid>, Error> {
    Ok(tx
        .rows::<campaign_activities::Entity>()?
        .select_only()
        .column(campaign_activities::Column::Id)
        .filter(campaign_activities::Column::Kind.eq(kind.code()))
        .filter(campaign_activities::Column::FrozenAt.is_not_null())
        .into_tuple::<Uuid>()
        .all(tx.connection())
        .await?)
}
