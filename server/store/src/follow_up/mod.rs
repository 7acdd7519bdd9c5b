//! 伴走支援 as rows: what was said with offices, what comes next; the history of an office; the report of a period.

mod figures;
mod history;

pub use figures::figures;
pub use history::{Entry, What, history};

use crate::{
    Error, Tx,
    entities::{follow_ups, offices},
    events::Event,
    offices::{HAS_AREA, live},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    follow_up::{FollowUpForm, Next, Period, Way},
    ids::{AccountId, FollowUpId, OfficeId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder,
    QuerySelect as _, QueryTrait as _, Select, sea_query::Expr,
};
use serde_json::json;

/// What was said with an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// Its id.
    pub id: FollowUpId,
    /// With which office.
    pub office: OfficeId,
    /// What was said, and what comes next.
    pub said: FollowUpForm,
    /// How the next action ended; none while it is open, or there is none.
    pub done: Option<Done>,
    /// Who wrote it down.
    pub by: AccountId,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

/// How a next action ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// When.
    pub at: DateTime<Utc>,
    /// Who said so.
    pub by: Option<AccountId>,
    /// A word.
    pub note: String,
}

impl FollowUp {
    /// What comes next, while it is open.
    pub fn open(&self) -> Option<&Next> {
        self.said.next.as_ref().filter(|_| self.done.is_none())
    }
}

impl TryFrom<follow_ups::Model> for FollowUp {
    type Error = Error;
    fn try_from(row: follow_ups::Model) -> Result<Self, Error> {
        let next = match (row.next_on, row.next_owner) {
            (Some(on), Some(owner)) => Some(Next { action: row.next_action, on, owner: owner.into() }),
            _ => None,
        };
        Ok(Self {
            id: row.id.into(),
            office: row.office_id.into(),
            said: FollowUpForm {
                way: Way::named(&row.way).ok_or(Error::Unreadable(row.way))?,
                held_on: row.held_on,
                spoken_with: row.spoken_with,
                notes: row.notes,
                agreed: row.agreed,
                next,
            },
            done: row.done_at.map(|at| Done {
                at,
                by: row.done_by.map(AccountId::from),
                note: row.done_note,
            }),
            by: row.created_by.into(),
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

/// Writes down what was said, by the acting account.
pub async fn add(
    tx: &Tx,
    id: FollowUpId,
    office: OfficeId,
    said: &FollowUpForm,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let next = said.next.as_ref();
    let row = follow_ups::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        office_id: office.uuid(),
        way: said.way.name().to_owned(),
        held_on: said.held_on,
        spoken_with: said.spoken_with.clone(),
        notes: said.notes.clone(),
        agreed: said.agreed.clone(),
        next_action: next.map(|next| next.action.clone()).unwrap_or_default(),
        next_on: next.map(|next| next.on),
        next_owner: next.map(|next| next.owner.uuid()),
        open_on: next.map(|next| next.on),
        done_at: None,
        done_by: None,
        done_note: String::new(),
        created_by: tx.account().ok_or(Error::Missing)?.uuid(),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    follow_ups::Entity::insert(follow_ups::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    tx.record(Event::of(now, "follow_up.recorded", "follow_up", id.uuid(), payload(office, said)))
}

fn payload(office: OfficeId, said: &FollowUpForm) -> serde_json::Value {
    json!({
        "office": office,
        "way": said.way.name(),
        "held_on": said.held_on,
        "next_on": said.next.as_ref().map(|next| next.on),
        "next_owner": said.next.as_ref().map(|next| next.owner),
    })
}

/// Corrects what was written down, over the version that was seen. A next action that is another is open again.
pub async fn edit(tx: &Tx, known: &FollowUp, said: &FollowUpForm, now: DateTime<Utc>) -> Result<(), Error> {
    let reopened = known.done.is_some() && known.said.next != said.next;
    let open = known.done.is_none() || reopened;
    let next = said.next.as_ref();
    let mut row = follow_ups::ActiveModel {
        way: Set(said.way.name().to_owned()),
        held_on: Set(said.held_on),
        spoken_with: Set(said.spoken_with.clone()),
        notes: Set(said.notes.clone()),
        agreed: Set(said.agreed.clone()),
        next_action: Set(next.map(|next| next.action.clone()).unwrap_or_default()),
        next_on: Set(next.map(|next| next.on)),
        next_owner: Set(next.map(|next| next.owner.uuid())),
        open_on: Set(next.filter(|_| open).map(|next| next.on)),
        updated_at: Set(now),
        version: Set(known.version + 1),
        ..Default::default()
    };
    if reopened {
        row.done_at = Set(None);
        row.done_by = Set(None);
        row.done_note = Set(String::new());
    }
    write(tx, known, row).await?;
    tx.record(Event::of(now, "follow_up.edited", "follow_up", known.id.uuid(), payload(known.office, said)))
}

/// Ends the next action, over the version that was seen. Twice is once.
pub async fn finish(tx: &Tx, known: &FollowUp, note: &str, now: DateTime<Utc>) -> Result<(), Error> {
    if known.open().is_none() {
        return Ok(());
    }
    let row = follow_ups::ActiveModel {
        open_on: Set(None),
        done_at: Set(Some(now)),
        done_by: Set(tx.account().map(AccountId::uuid)),
        done_note: Set(note.to_owned()),
        updated_at: Set(now),
        version: Set(known.version + 1),
        ..Default::default()
    };
    write(tx, known, row).await?;
    let payload = json!({ "office": known.office });
    tx.record(Event::of(now, "follow_up.done", "follow_up", known.id.uuid(), payload))
}

async fn write(tx: &Tx, known: &FollowUp, row: follow_ups::ActiveModel) -> Result<(), Error> {
    let written = follow_ups::Entity::update_many()
        .set(row)
        .filter(follow_ups::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(follow_ups::Column::Id.eq(known.id.uuid()))
        .filter(follow_ups::Column::Version.eq(known.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(written.rows_affected)
}

/// One record.
pub async fn find(tx: &Tx, id: FollowUpId) -> Result<Option<FollowUp>, Error> {
    let query = tx.rows::<follow_ups::Entity>()?.filter(follow_ups::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(FollowUp::try_from).transpose()
}

/// Everything said with an office, the latest first.
pub async fn of_office(tx: &Tx, office: OfficeId) -> Result<Vec<FollowUp>, Error> {
    let rows = tx
        .rows::<follow_ups::Entity>()?
        .filter(follow_ups::Column::OfficeId.eq(office.uuid()))
        .order_by_desc(follow_ups::Column::HeldOn)
        .order_by_desc(follow_ups::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(FollowUp::try_from).collect()
}

/// Everything said within a period, the earliest first.
pub async fn held(tx: &Tx, period: Period) -> Result<Vec<FollowUp>, Error> {
    let rows = tx
        .rows::<follow_ups::Entity>()?
        .filter(follow_ups::Column::HeldOn.between(period.from, period.until))
        .order_by_asc(follow_ups::Column::HeldOn)
        .order_by_asc(follow_ups::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(FollowUp::try_from).collect()
}

/// Which open next actions are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Until which day; of every day where it says none.
    pub last: Option<NaiveDate>,
    /// Whose; everybody's where it says none.
    pub owner: Option<AccountId>,
    /// Of offices in this 日常生活圏域; everywhere where it is empty.
    pub area: String,
}

fn wanted(tx: &Tx, wanted: &Wanted) -> Result<Select<follow_ups::Entity>, Error> {
    let mut query = tx.rows::<follow_ups::Entity>()?.filter(follow_ups::Column::OpenOn.is_not_null());
    if let Some(last) = wanted.last {
        query = query.filter(follow_ups::Column::OpenOn.lte(last));
    }
    if let Some(owner) = wanted.owner {
        query = query.filter(follow_ups::Column::NextOwner.eq(owner.uuid()));
    }
    if !wanted.area.is_empty() {
        let there = live(tx)?
            .select_only()
            .column(offices::Column::Id)
            .filter(offices::Column::Area.eq(&wanted.area))
            .filter(Expr::cust(HAS_AREA))
            .into_query();
        query = query.filter(follow_ups::Column::OfficeId.in_subquery(there));
    }
    Ok(query)
}

/// A page of open next actions, the longest overdue first, and how many there are; the first page is 0.
pub async fn open(tx: &Tx, of: &Wanted, page: u64, per_page: u64) -> Result<(Vec<FollowUp>, u64), Error> {
    let query = wanted(tx, of)?;
    let total = query.clone().count(tx.connection()).await?;
    let rows = query
        .order_by_asc(follow_ups::Column::OpenOn)
        .order_by_asc(follow_ups::Column::Id)
        .offset(page.saturating_mul(per_page))
        .limit(per_page)
        .all(tx.connection())
        .await?;
    let lines = rows.into_iter().map(FollowUp::try_from).collect::<Result<_, _>>()?;
    Ok((lines, total))
}

/// The offices with which anything was said since a day, for a larger query.
pub(crate) fn spoken_since(tx: &Tx, day: NaiveDate) -> Result<sea_orm::sea_query::SelectStatement, Error> {
    Ok(tx
        .rows::<follow_ups::Entity>()?
        .select_only()
        .column(follow_ups::Column::OfficeId)
        .filter(follow_ups::Column::HeldOn.gte(day))
        .into_query())
}
