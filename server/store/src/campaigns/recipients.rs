//! The offices of an activity's list, and what came back from them.

use super::{
    activities::{Activity, started},
    rows::acting,
};
use crate::{Error, Tx, entities::activity_recipients, events::Event, mailings, words::coded};
use chrono::{DateTime, Utc};
use domain::{
    campaigns::{Exclusion, Party, Reply, Standing, Tally, Target},
    ids::{AccountId, ActivityId, AssociationId},
    office_number::OfficeNumber,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait as _, EntityTrait, ExprTrait as _,
    PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect as _, Select, sea_query::Expr,
};
use serde_json::json;
use std::{cmp::Reverse, collections::BTreeMap};

pub use super::deciding::{audience, decide, freeze, thaw};

/// An office or an association of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Its number in the list, from 1.
    pub place: u32,
    /// Who it is, the name and the number or place by which it is reached, as they were written down.
    pub target: Target,
    /// Why it is not reached.
    pub exclusion: Option<Exclusion>,
    /// What came back.
    pub reply: Option<Reply>,
    /// When that was entered.
    pub replied_at: Option<DateTime<Utc>>,
    /// Who entered it.
    pub replied_by: Option<AccountId>,
    /// What else was said.
    pub note: String,
    /// Counts what was entered.
    pub version: i32,
}

/// What is entered for an office of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its number in the list.
    pub place: u32,
    /// The version that was seen.
    pub version: i32,
    /// What came back; none takes back what was entered.
    pub reply: Option<Reply>,
    /// What else was said.
    pub note: String,
}

/// To what a list is narrowed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// Offices that stand so.
    pub standing: Option<Standing>,
    /// Offices that are left out.
    pub left_out: bool,
    /// Offices with this in their name or number.
    pub words: String,
}

impl TryFrom<activity_recipients::Model> for Recipient {
    type Error = Error;
    fn try_from(row: activity_recipients::Model) -> Result<Self, Error> {
        let (party, number) = match (row.office_id, row.association_id) {
            (Some(office), None) => {
                let number = row.office_number.parse::<OfficeNumber>();
                let number = number.map_err(|_| Error::Unreadable(row.office_number))?;
                (Party::Office(office.into()), Some(number))
            }
            (None, Some(association)) => (Party::Association(association.into()), None),
            (Some(_), Some(_)) | (None, None) => return Err(Error::Unreadable(row.office_name)),
        };
        Ok(Self {
            place: u32::try_from(row.place).unwrap_or(0),
            target: Target {
                party,
                number,
                name: row.office_name,
                postal_code: row.postal_code,
                address: row.address,
            },
            exclusion: coded(row.exclusion.as_deref(), Exclusion::from_code)?,
            reply: coded(row.result.as_deref(), Reply::from_code)?,
            replied_at: row.result_at,
            replied_by: row.result_by.map(AccountId::from_uuid),
            note: row.note,
            version: row.version,
        })
    }
}

pub(super) fn rows(tx: &Tx, activity: ActivityId) -> Result<Select<activity_recipients::Entity>, Error> {
    Ok(tx
        .rows::<activity_recipients::Entity>()?
        .filter(activity_recipients::Column::ActivityId.eq(activity.uuid())))
}

/// Every office of an activity's list, those that are left out among them, by its number in the list.
pub async fn list(tx: &Tx, activity: ActivityId) -> Result<Vec<Recipient>, Error> {
    let rows =
        rows(tx, activity)?.order_by_asc(activity_recipients::Column::Place).all(tx.connection()).await?;
    rows.into_iter().map(Recipient::try_from).collect()
}

/// Where an association stands in lists that reach it, by activity.
pub async fn of_association(tx: &Tx, id: AssociationId) -> Result<Vec<(ActivityId, Recipient)>, Error> {
    // Put in order here: SQLite, asked for an order that an index has, reads all of the house in that order.
    let mut rows = tx
        .rows::<activity_recipients::Entity>()?
        .filter(activity_recipients::Column::AssociationId.eq(id.uuid()))
        .filter(activity_recipients::Column::Exclusion.is_null())
        .all(tx.connection())
        .await?;
    rows.sort_unstable_by_key(|row| Reverse(row.activity_id));
    rows.into_iter().map(|row| Ok((row.activity_id.into(), Recipient::try_from(row)?))).collect()
}

/// One office of a list.
pub async fn find(tx: &Tx, activity: ActivityId, place: u32) -> Result<Option<Recipient>, Error> {
    let row = rows(tx, activity)?
        .filter(activity_recipients::Column::Place.eq(i32::try_from(place).unwrap_or(i32::MAX)))
        .one(tx.connection())
        .await?;
    row.map(Recipient::try_from).transpose()
}

/// A page of a list, and how many offices there are; the first page is 0.
pub async fn page(
    tx: &Tx,
    activity: ActivityId,
    narrowed: &Narrowed,
    page: u64,
    per_page: u64,
) -> Result<(Vec<Recipient>, u64), Error> {
    let mut query = rows(tx, activity)?;
    if narrowed.left_out {
        query = query.filter(activity_recipients::Column::Exclusion.is_not_null());
    }
    if let Some(standing) = narrowed.standing {
        query = query.filter(activity_recipients::Column::Exclusion.is_null());
        let words = Reply::ALL.iter().filter(|reply| reply.standing() == standing).map(|reply| reply.code());
        query = match standing {
            Standing::Open => query.filter(activity_recipients::Column::Result.is_null()),
            _ => query.filter(activity_recipients::Column::Result.is_in(words)),
        };
    }
    for word in narrowed.words.split_whitespace() {
        query = query.filter(
            Condition::any()
                .add(activity_recipients::Column::OfficeName.contains(word))
                .add(activity_recipients::Column::OfficeNumber.contains(word)),
        );
    }
    let total = query.clone().count(tx.connection()).await?;
    let rows = query
        .order_by_asc(activity_recipients::Column::Place)
        .offset(page.saturating_mul(per_page))
        .limit(per_page)
        .all(tx.connection())
        .await?;
    Ok((rows.into_iter().map(Recipient::try_from).collect::<Result<_, _>>()?, total))
}

/// The counts of every list of a campaign, by activity.
pub async fn tallies(tx: &Tx, activities: &[ActivityId]) -> Result<BTreeMap<ActivityId, Tally>, Error> {
    let mut known: BTreeMap<ActivityId, Tally> = BTreeMap::new();
    for activity in activities {
        let sql = "SELECT exclusion, result, COUNT(*) AS n FROM activity_recipients \
             WHERE tenant_id = $1 AND activity_id = $2 GROUP BY exclusion, result";
        let values = [tx.tenant()?.uuid().into(), activity.uuid().into()];
        for row in tx.connection().query_all_raw(tx.statement(sql, values)).await? {
            let exclusion: Option<String> = row.try_get("", "exclusion")?;
            let reply: Option<String> = row.try_get("", "result")?;
            let n: i64 = row.try_get("", "n")?;
            known.entry(*activity).or_default().add(
                coded(exclusion.as_deref(), Exclusion::from_code)?,
                coded(reply.as_deref(), Reply::from_code)?,
                u64::try_from(n).unwrap_or(0),
            );
        }
    }
    Ok(known)
}

/// The counts of one list.
pub async fn tally(tx: &Tx, activity: ActivityId) -> Result<Tally, Error> {
    Ok(tallies(tx, &[activity]).await?.remove(&activity).unwrap_or_default())
}

/// Enters what came back. An office for which somebody entered something meanwhile, or that is left out, is
/// [`Error::Stale`], and nothing is entered.
pub async fn answer(tx: &Tx, activity: &Activity, given: &[Given], now: DateTime<Utc>) -> Result<(), Error> {
    let by = acting(tx)?;
    for one in given {
        let note = if one.reply.is_some() { one.note.clone() } else { String::new() };
        let written = activity_recipients::Entity::update_many()
            .set(activity_recipients::ActiveModel {
                result: Set(one.reply.map(|reply| reply.code().to_owned())),
                result_at: Set(one.reply.map(|_| now)),
                result_by: Set(one.reply.map(|_| by)),
                note: Set(note),
                version: Set(one.version + 1),
                ..Default::default()
            })
            .filter(activity_recipients::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(activity_recipients::Column::ActivityId.eq(activity.id.uuid()))
            .filter(activity_recipients::Column::Place.eq(i32::try_from(one.place).unwrap_or(i32::MAX)))
            .filter(activity_recipients::Column::Version.eq(one.version))
            .filter(activity_recipients::Column::Exclusion.is_null())
            .exec(tx.connection())
            .await?;
        Error::stale_unless(written.rows_affected)?;
    }
    started(tx, activity).await?;
    let told: Vec<_> =
        given.iter().map(|one| json!({ "place": one.place, "reply": one.reply.map(Reply::code) })).collect();
    let payload = json!({ "entered": told });
    tx.record(Event::of(now, "activity.replies-entered", "activity", activity.id.uuid(), payload))
}

/// Enters for all that stand open that it was sent, or that they did not come ([`Reply::of_the_rest`]); how many that were.
pub async fn the_rest(tx: &Tx, activity: &Activity, reply: Reply, now: DateTime<Utc>) -> Result<u64, Error> {
    let version = activity_recipients::Column::Version;
    let entered = activity_recipients::Entity::update_many()
        .set(activity_recipients::ActiveModel {
            result: Set(Some(reply.code().to_owned())),
            result_at: Set(Some(now)),
            result_by: Set(Some(acting(tx)?)),
            ..Default::default()
        })
        .col_expr(version, Expr::col(version).add(1))
        .filter(activity_recipients::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(activity_recipients::Column::ActivityId.eq(activity.id.uuid()))
        .filter(activity_recipients::Column::Result.is_null())
        .filter(activity_recipients::Column::Exclusion.is_null())
        .exec(tx.connection())
        .await?
        .rows_affected;
    if entered > 0 {
        started(tx, activity).await?;
        let (id, payload) = (activity.id.uuid(), json!({ "offices": entered }));
        tx.record(if reply == Reply::StayedAway {
            Event::of(now, "activity.rest-stayed-away", "activity", id, payload)
        } else {
            Event::of(now, "activity.sent-to-all", "activity", id, payload)
        })?;
    }
    Ok(entered)
}

/// Takes an office out of a list, or back into it, where nothing was entered for it. Back into the list comes only
/// whoever was taken out by hand.
pub async fn take_out(
    tx: &Tx,
    activity: &Activity,
    place: u32,
    out: bool,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let exclusion = activity_recipients::Column::Exclusion;
    let stands = if out { exclusion.is_null() } else { exclusion.eq(Exclusion::Removed.code()) };
    let written = activity_recipients::Entity::update_many()
        .col_expr(exclusion, Expr::value(out.then(|| Exclusion::Removed.code())))
        .col_expr(
            activity_recipients::Column::Version,
            Expr::col(activity_recipients::Column::Version).add(1),
        )
        .filter(activity_recipients::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(activity_recipients::Column::ActivityId.eq(activity.id.uuid()))
        .filter(activity_recipients::Column::Place.eq(i32::try_from(place).unwrap_or(i32::MAX)))
        .filter(activity_recipients::Column::Result.is_null())
        .filter(stands)
        .exec(tx.connection())
        .await?;
    Error::stale_unless(written.rows_affected)?;
    let (id, payload) = (activity.id.uuid(), json!({ "place": place }));
    tx.record(if out {
        Event::of(now, "activity.office-taken-out", "activity", id, payload)
    } else {
        Event::of(now, "activity.office-taken-back", "activity", id, payload)
    })
}

/// The counts of an activity's mailing, where it is one by mail that was sent.
pub async fn mailed(tx: &Tx, activity: &Activity) -> Result<Option<domain::mailings::Counts>, Error> {
    match activity.text.mailing {
        Some(mailing) => Ok(Some(mailings::counts(tx, mailing).await?)),
        None => Ok(None),
    }
}
