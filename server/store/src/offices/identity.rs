//! Which offices are not one although they look like it, and which number follows which.

use crate::{
    Error, Tx,
    entities::{offices, successions, told_apart},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, OfficeId, SuccessionId},
    merging::{Former, Reason, Succession, Successions},
    office_number::OfficeNumber,
    offices::Happening,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A succession that was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedSuccession {
    /// Its id.
    pub id: SuccessionId,
    /// What follows what.
    pub succession: Succession,
    /// Who recorded it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Every pair that somebody said is none, the smaller id first, with who and when.
pub async fn told_apart(
    tx: &Tx,
) -> Result<BTreeMap<(OfficeId, OfficeId), (AccountId, DateTime<Utc>)>, Error> {
    let rows = tx.rows::<told_apart::Entity>()?.all(tx.connection()).await?.into_iter();
    let pair = |row: &told_apart::Model| (row.first_id.into(), row.second_id.into());
    Ok(rows.map(|row| (pair(&row), (row.decided_by.into(), row.decided_at))).collect())
}

/// Remembers that two offices are not one; twice is once.
pub async fn tell_apart(tx: &Tx, one: OfficeId, other: OfficeId, now: DateTime<Utc>) -> Result<(), Error> {
    let by = tx.account().ok_or(Error::Missing)?;
    let (first, second) = (one.min(other), one.max(other));
    let row = told_apart::Model {
        tenant_id: tx.tenant()?.uuid(),
        first_id: first.uuid(),
        second_id: second.uuid(),
        decided_by: by.uuid(),
        decided_at: now,
    };
    let added = told_apart::Entity::insert(told_apart::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    if added == 0 { Ok(()) } else { both(tx, Happening::ToldApart, (first, second), now) }
}

/// Takes that back; twice is once.
pub async fn no_longer_apart(
    tx: &Tx,
    one: OfficeId,
    other: OfficeId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (first, second) = (one.min(other), one.max(other));
    let removed = told_apart::Entity::delete_by_id((tx.tenant()?.uuid(), first.uuid(), second.uuid()))
        .exec(tx.connection())
        .await?;
    if removed.rows_affected == 0 {
        Ok(())
    } else {
        both(tx, Happening::ToldApartUndone, (first, second), now)
    }
}

fn both(
    tx: &Tx,
    what: Happening,
    (first, second): (OfficeId, OfficeId),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    for (office, other) in [(first, second), (second, first)] {
        tx.record(Event::of(now, what.code(), "office", office.uuid(), json!({ "office": other.uuid() })))?;
    }
    Ok(())
}

/// Everything that is known of the numbers that follow others.
pub async fn successions(tx: &Tx) -> Result<Successions, Error> {
    let rows = tx.rows::<successions::Entity>()?.all(tx.connection()).await?;
    let all: Vec<Succession> = rows
        .into_iter()
        .map(|row| Ok(RecordedSuccession::try_from(row)?.succession))
        .collect::<Result<_, Error>>()?;
    Successions::try_from(all).map_err(|error| Error::Unreadable(error.to_string()))
}

/// The successions that name a number, the oldest first.
pub async fn successions_of(tx: &Tx, number: OfficeNumber) -> Result<Vec<RecordedSuccession>, Error> {
    let rows = tx
        .rows::<successions::Entity>()?
        .filter(
            Condition::any()
                .add(successions::Column::Predecessor.eq(number.as_str()))
                .add(successions::Column::Successor.eq(number.as_str())),
        )
        .order_by_asc(successions::Column::BeginsOn)
        .order_by_asc(successions::Column::Predecessor)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(RecordedSuccession::try_from).collect()
}

/// Records that a number follows another. One that is recorded already is refused by the rule on both.
pub async fn record_succession(
    tx: &Tx,
    id: SuccessionId,
    succession: &Succession,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let by = tx.account().ok_or(Error::Missing)?;
    let row = successions::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        predecessor: succession.predecessor.to_string(),
        successor: succession.successor.to_string(),
        begins_on: succession.on,
        reason: succession.reason.name().to_owned(),
        recorded_by: by.uuid(),
        recorded_at: now,
    };
    successions::Entity::insert(successions::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    told(tx, Happening::SuccessionRecorded, succession, now).await
}

/// Takes a succession of a number back; false where nobody has it.
pub async fn remove_succession(
    tx: &Tx,
    id: SuccessionId,
    number: OfficeNumber,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let known = successions_of(tx, number).await?.into_iter().find(|known| known.id == id);
    let Some(known) = known else { return Ok(false) };
    successions::Entity::delete_by_id((tx.tenant()?.uuid(), id.uuid())).exec(tx.connection()).await?;
    told(tx, Happening::SuccessionRemoved, &known.succession, now).await?;
    Ok(true)
}

/// Writes what happened into the history of both numbers, where the register has them.
async fn told(tx: &Tx, what: Happening, succession: &Succession, now: DateTime<Utc>) -> Result<(), Error> {
    let Succession { predecessor, successor, on, reason } = succession;
    let payload = json!({ "predecessor": predecessor, "successor": successor, "on": on, "reason": reason });
    let numbers = [predecessor.as_str(), successor.as_str()];
    let rows =
        tx.rows::<offices::Entity>()?.filter(offices::Column::Number.is_in(numbers)).all(tx.connection());
    for row in rows.await? {
        tx.record(Event::of(now, what.code(), "office", row.id, payload.clone()))?;
    }
    Ok(())
}

/// What is known of former numbers.
pub async fn former(tx: &Tx) -> Result<Former, Error> {
    let merged = tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::MergedInto.is_not_null())
        .all(tx.connection())
        .await?;
    let successions = successions(tx).await?;
    let named: BTreeSet<String> = successions
        .iter()
        .flat_map(|known| [known.predecessor.to_string(), known.successor.to_string()])
        .collect();
    let mut registered = BTreeSet::new();
    for names in named.into_iter().collect::<Vec<_>>().chunks(super::rows::CHUNK) {
        let rows = super::live(tx)?.filter(offices::Column::Number.is_in(names.iter().cloned()));
        for row in rows.all(tx.connection()).await? {
            registered.insert(number(&row.number)?);
        }
    }
    let into: BTreeMap<Uuid, Uuid> =
        merged.iter().filter_map(|row| Some((row.id, row.merged_into?))).collect();
    let last = |mut office: Uuid| {
        while let Some(next) = into.get(&office) {
            office = *next;
        }
        office
    };
    let survivors: BTreeSet<Uuid> = merged.iter().map(|row| last(row.id)).collect();
    let mut numbers = BTreeMap::new();
    for ids in survivors.into_iter().collect::<Vec<_>>().chunks(super::rows::CHUNK) {
        let rows = super::live(tx)?.filter(offices::Column::Id.is_in(ids.iter().copied()));
        numbers.extend(rows.all(tx.connection()).await?.into_iter().map(|row| (row.id, row.number)));
    }
    let mut known = BTreeMap::new();
    for row in &merged {
        if let Some(survivor) = numbers.get(&last(row.id)) {
            known.insert(number(&row.number)?, number(survivor)?);
        }
    }
    Ok(Former { merged: known, successions, registered })
}

fn number(text: &str) -> Result<OfficeNumber, Error> {
    text.parse().map_err(|_| Error::Unreadable(text.to_owned()))
}

impl TryFrom<successions::Model> for RecordedSuccession {
    type Error = Error;
    fn try_from(row: successions::Model) -> Result<Self, Error> {
        let on: NaiveDate = row.begins_on;
        let succession = Succession {
            predecessor: number(&row.predecessor)?,
            successor: number(&row.successor)?,
            on,
            reason: Reason::named(&row.reason).ok_or(Error::Unreadable(row.reason))?,
        };
        Ok(Self { id: row.id.into(), succession, by: row.recorded_by.into(), at: row.recorded_at })
    }
}
