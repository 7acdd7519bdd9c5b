//! The ledger of a material: lines that are only added, each with what was there afterwards.

use super::{Kept, orders};
use crate::{
    Error, Tx,
    entities::{material_movements, materials},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, ActivityId, DemoId, MaterialId, MaterialOrderId, MovementId, OfficeId},
    materials::{Act, LedgerError, Moved, MovementKind, apply, take_back},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows written by one statement.
const CHUNK: usize = 500;

/// To whom pieces went, where that is somebody the house knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Destination {
    /// An office of the register.
    Office(OfficeId),
    /// The guests of a session.
    Session(DemoId),
    /// The audience of an activity.
    Activity(ActivityId),
}

/// A line to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// What was done.
    pub act: Act,
    /// On which day.
    pub on: NaiveDate,
    /// To whom, where the house knows them.
    pub to: Option<Destination>,
    /// To whom or from whom, in words as they were then; may be empty.
    pub to_name: String,
    /// The order that arrived.
    pub order: Option<MaterialOrderId>,
    /// 備考; may be empty.
    pub note: String,
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Its id.
    pub id: MovementId,
    /// Of which material.
    pub material: MaterialId,
    /// Its line, from 1.
    pub place: u32,
    /// What happened.
    pub kind: MovementKind,
    /// More or fewer pieces.
    pub change: i32,
    /// What was there afterwards.
    pub stock: u32,
    /// On which day.
    pub on: NaiveDate,
    /// To whom, where the house knows them.
    pub to: Option<Destination>,
    /// The activity for which it was handed round, a line an office.
    pub round: Option<ActivityId>,
    /// To whom or from whom, in words.
    pub to_name: String,
    /// The order that arrived.
    pub order: Option<MaterialOrderId>,
    /// 備考.
    pub note: String,
    /// The line that this one takes back.
    pub undoes: Option<MovementId>,
    /// Who wrote it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why a line is not taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotUndone {
    /// It was taken back before, or is itself what takes one back.
    Before,
    /// Somebody counted since: how many are there does not depend on it any more.
    Counted,
    /// Fewer than none would be there, or more than are counted.
    Pieces(LedgerError),
}

/// Why each line of a ledger, the last line first, is not taken back; none where it may be.
pub fn fixed(ledger: &[Movement]) -> Vec<Option<NotUndone>> {
    let undone: BTreeSet<MovementId> = ledger.iter().filter_map(|line| line.undoes).collect();
    let mut counted = false;
    let why = |line: &Movement| {
        if line.undoes.is_some() || undone.contains(&line.id) {
            return Some(NotUndone::Before);
        }
        let why = counted.then_some(NotUndone::Counted);
        counted |= line.kind == MovementKind::Counted;
        why
    };
    ledger.iter().map(why).collect()
}

/// Why one line is not taken back.
fn why_fixed(ledger: &[Movement], movement: MovementId) -> Option<NotUndone> {
    ledger.iter().zip(fixed(ledger)).find(|(line, _)| line.id == movement).and_then(|(_, why)| why)
}

/// What was handed round at once with a line, itself among it, and may be taken back: the last line first. Nothing where
/// the line stands for itself.
pub fn together<'a>(ledger: &'a [Movement], movement: &Movement) -> Vec<&'a Movement> {
    if movement.round.is_none() {
        return Vec::new();
    }
    let one_round = |line: &Movement| {
        line.kind == MovementKind::HandedOut && (line.round, line.at) == (movement.round, movement.at)
    };
    let lines = ledger.iter().zip(fixed(ledger));
    lines.filter(|(line, why)| why.is_none() && one_round(line)).map(|(line, _)| line).collect()
}

/// Writes a line into the ledger of a material that is held for a change.
pub async fn add(
    tx: &Tx,
    kept: &Kept,
    id: MovementId,
    line: &NewLine,
    now: DateTime<Utc>,
) -> Result<Result<Moved, LedgerError>, Error> {
    let moved = match apply(kept.stock, line.act) {
        Ok(moved) => moved,
        Err(error) => return Ok(Err(error)),
    };
    write(tx, kept, id, (line.act.kind(), moved), line, None, now).await?;
    let payload = json!({
        "movement": id,
        "kind": line.act.kind().code(),
        "change": moved.change,
        "stock": moved.stock,
    });
    tx.record(Event::of(now, "material.moved", "material", kept.id.uuid(), payload))?;
    Ok(Ok(moved))
}

/// Takes a line back by one that says the opposite: once, and not where the pieces were counted after it.
pub async fn undo(
    tx: &Tx,
    kept: &Kept,
    movement: &Movement,
    (id, on): (MovementId, NaiveDate),
    now: DateTime<Utc>,
) -> Result<Result<Moved, NotUndone>, Error> {
    if let Some(why) = why_fixed(&of_material(tx, kept.id).await?, movement.id) {
        return Ok(Err(why));
    }
    let moved = match take_back(kept.stock, movement.change) {
        Ok(moved) => moved,
        Err(error) => return Ok(Err(NotUndone::Pieces(error))),
    };
    let line = opposite(movement, on);
    write(tx, kept, id, (MovementKind::Undone, moved), &line, Some(movement.id), now).await?;
    if let Some(order) = movement.order
        && let Some(order) = orders::find(tx, kept.id, order).await?
    {
        orders::give_back(tx, &order, movement.change.unsigned_abs()).await?;
    }
    let payload = json!({ "movement": movement.id, "change": moved.change, "stock": moved.stock });
    tx.record(Event::of(now, "material.movement_undone", "material", kept.id.uuid(), payload))?;
    Ok(Ok(moved))
}

/// So many pieces to each of these offices, a line each. Nothing is written where there are not enough for all of them.
pub async fn hand_round(
    tx: &Tx,
    kept: &Kept,
    ids: &(dyn Fn() -> MovementId + Sync),
    line: &NewLine,
    (activity, offices): (ActivityId, &[(OfficeId, String)]),
    now: DateTime<Utc>,
) -> Result<Result<Moved, LedgerError>, Error> {
    let each = match line.act {
        Act::HandedOut(pieces) => pieces,
        Act::Received(_) | Act::Lost(_) | Act::Counted(_) => return Ok(Err(LedgerError::Full)),
    };
    let count = u32::try_from(offices.len()).unwrap_or(u32::MAX);
    let all = match apply(kept.stock, Act::HandedOut(each.saturating_mul(count))) {
        Ok(moved) => moved,
        Err(error) => return Ok(Err(error)),
    };
    let first = next_place(tx, kept.id).await?;
    set_stock(tx, kept, all.stock).await?;
    let (mut stock, mut rows) = (kept.stock, Vec::with_capacity(offices.len()));
    for (place, (office, name)) in (first..).zip(offices) {
        let moved = match apply(stock, line.act) {
            Ok(moved) => moved,
            Err(error) => return Ok(Err(error)),
        };
        stock = moved.stock;
        let to = NewLine { to: Some(Destination::Office(*office)), to_name: name.clone(), ..line.clone() };
        let row = row(tx, kept, ids(), (place, MovementKind::HandedOut, moved), &to, None, now)?;
        let row = material_movements::Model { activity_id: Some(activity.uuid()), ..row };
        rows.push(material_movements::ActiveModel::from(row));
    }
    insert(tx, &rows).await?;
    let payload = json!({
        "kind": MovementKind::HandedOut.code(),
        "activity": activity,
        "offices": count,
        "change": all.change,
        "stock": all.stock,
    });
    tx.record(Event::of(now, "material.moved", "material", kept.id.uuid(), payload))?;
    Ok(Ok(all))
}

/// Takes back all that was handed round at once with a line, each by a line of its own.
pub async fn undo_round(
    tx: &Tx,
    kept: &Kept,
    movement: &Movement,
    ids: &(dyn Fn() -> MovementId + Sync),
    on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Result<Moved, NotUndone>, Error> {
    let ledger = of_material(tx, kept.id).await?;
    if let Some(why) = why_fixed(&ledger, movement.id) {
        return Ok(Err(why));
    }
    let lines = together(&ledger, movement);
    if lines.is_empty() {
        return Ok(Err(NotUndone::Before));
    }
    let all = match take_back(kept.stock, lines.iter().map(|line| line.change).sum()) {
        Ok(moved) => moved,
        Err(error) => return Ok(Err(NotUndone::Pieces(error))),
    };
    let first = next_place(tx, kept.id).await?;
    set_stock(tx, kept, all.stock).await?;
    let (mut stock, mut rows) = (kept.stock, Vec::with_capacity(lines.len()));
    for (place, line) in (first..).zip(&lines) {
        let moved = match take_back(stock, line.change) {
            Ok(moved) => moved,
            Err(error) => return Ok(Err(NotUndone::Pieces(error))),
        };
        stock = moved.stock;
        let back = opposite(line, on);
        let row = row(tx, kept, ids(), (place, MovementKind::Undone, moved), &back, Some(line.id), now)?;
        rows.push(material_movements::ActiveModel::from(row));
    }
    insert(tx, &rows).await?;
    let payload = json!({
        "movement": movement.id,
        "offices": lines.len(),
        "change": all.change,
        "stock": all.stock,
    });
    tx.record(Event::of(now, "material.movement_undone", "material", kept.id.uuid(), payload))?;
    Ok(Ok(all))
}

/// What takes a line back, but for its pieces.
fn opposite(movement: &Movement, on: NaiveDate) -> NewLine {
    NewLine {
        act: Act::Received(0),
        on,
        to: movement.to,
        to_name: movement.to_name.clone(),
        order: movement.order,
        note: String::new(),
    }
}

/// Writes many lines.
async fn insert(tx: &Tx, rows: &[material_movements::ActiveModel]) -> Result<(), Error> {
    for some in rows.chunks(CHUNK) {
        material_movements::Entity::insert_many(some.iter().cloned())
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

async fn write(
    tx: &Tx,
    kept: &Kept,
    id: MovementId,
    (kind, moved): (MovementKind, Moved),
    line: &NewLine,
    undoes: Option<MovementId>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    set_stock(tx, kept, moved.stock).await?;
    let place = next_place(tx, kept.id).await?;
    let row = row(tx, kept, id, (place, kind, moved), line, undoes, now)?;
    material_movements::Entity::insert(material_movements::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// What is there now; only from what was read.
async fn set_stock(tx: &Tx, kept: &Kept, stock: u32) -> Result<(), Error> {
    let changed = materials::Entity::update_many()
        .col_expr(materials::Column::Stock, Expr::value(super::column(stock)?))
        .filter(materials::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(materials::Column::Id.eq(kept.id.uuid()))
        .filter(materials::Column::Stock.eq(super::column(kept.stock)?))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)
}

/// The line that is written next.
async fn next_place(tx: &Tx, material: MaterialId) -> Result<i32, Error> {
    let last: Option<Option<i32>> = tx
        .rows::<material_movements::Entity>()?
        .select_only()
        .column_as(material_movements::Column::Place.max(), "place")
        .filter(material_movements::Column::MaterialId.eq(material.uuid()))
        .into_tuple()
        .one(tx.connection())
        .await?;
    Ok(last.flatten().unwrap_or(0) + 1)
}

fn row(
    tx: &Tx,
    kept: &Kept,
    id: MovementId,
    (place, kind, moved): (i32, MovementKind, Moved),
    line: &NewLine,
    undoes: Option<MovementId>,
    now: DateTime<Utc>,
) -> Result<material_movements::Model, Error> {
    let (office, session, activity) = match line.to {
        Some(Destination::Office(id)) => (Some(id.uuid()), None, None),
        Some(Destination::Session(id)) => (None, Some(id.uuid()), None),
        Some(Destination::Activity(id)) => (None, None, Some(id.uuid())),
        None => (None, None, None),
    };
    Ok(material_movements::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        material_id: kept.id.uuid(),
        place,
        kind: kind.code().to_owned(),
        change: moved.change,
        stock: super::column(moved.stock)?,
        moved_on: line.on,
        office_id: office,
        session_id: session,
        activity_id: activity,
        order_id: line.order.map(MaterialOrderId::uuid),
        to_name: line.to_name.clone(),
        note: line.note.clone(),
        undoes: undoes.map(MovementId::uuid),
        moved_by: tx.account().map_or(Uuid::nil(), AccountId::uuid),
        created_at: now,
    })
}

/// A line of a material's ledger.
pub async fn find(tx: &Tx, material: MaterialId, id: MovementId) -> Result<Option<Movement>, Error> {
    let row = tx
        .rows::<material_movements::Entity>()?
        .filter(material_movements::Column::MaterialId.eq(material.uuid()))
        .filter(material_movements::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Movement::try_from).transpose()
}

/// The ledger of a material, the last line first.
pub async fn of_material(tx: &Tx, material: MaterialId) -> Result<Vec<Movement>, Error> {
    let rows = tx
        .rows::<material_movements::Entity>()?
        .filter(material_movements::Column::MaterialId.eq(material.uuid()))
        .order_by_desc(material_movements::Column::Place)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Movement::try_from).collect()
}

/// How many pieces of a material were handed out for an activity and not taken back.
pub async fn for_activity(tx: &Tx, material: MaterialId, activity: ActivityId) -> Result<u32, Error> {
    let ledger = of_material(tx, material).await?;
    let undone: BTreeSet<MovementId> = ledger.iter().filter_map(|line| line.undoes).collect();
    let theirs = |line: &&Movement| {
        let for_it = line.round == Some(activity) || line.to == Some(Destination::Activity(activity));
        for_it && line.kind == MovementKind::HandedOut && !undone.contains(&line.id)
    };
    Ok(ledger.iter().filter(theirs).map(|line| line.change.unsigned_abs()).fold(0, u32::saturating_add))
}

/// What was handed out of all materials and not taken back, the latest first.
pub async fn handed_out(tx: &Tx) -> Result<Vec<Movement>, Error> {
    let rows = tx
        .rows::<material_movements::Entity>()?
        .filter(
            material_movements::Column::Kind
                .is_in([MovementKind::HandedOut.code(), MovementKind::Undone.code()]),
        )
        .order_by_desc(material_movements::Column::MovedOn)
        .order_by_desc(material_movements::Column::Id)
        .all(tx.connection())
        .await?;
    let all = rows.into_iter().map(Movement::try_from).collect::<Result<Vec<_>, _>>()?;
    let undone: BTreeSet<MovementId> = all.iter().filter_map(|movement| movement.undoes).collect();
    let stands =
        |movement: &Movement| movement.kind == MovementKind::HandedOut && !undone.contains(&movement.id);
    Ok(all.into_iter().filter(stands).collect())
}

impl TryFrom<material_movements::Model> for Movement {
    type Error = Error;
    fn try_from(row: material_movements::Model) -> Result<Self, Error> {
        let to = match (row.office_id, row.session_id, row.activity_id) {
            (Some(office), _, _) => Some(Destination::Office(office.into())),
            (None, Some(session), _) => Some(Destination::Session(session.into())),
            (None, None, Some(activity)) => Some(Destination::Activity(activity.into())),
            (None, None, None) => None,
        };
        Ok(Self {
            id: row.id.into(),
            material: row.material_id.into(),
            place: super::pieces(row.place)?,
            kind: MovementKind::from_code(&row.kind).ok_or(Error::Unreadable(row.kind))?,
            change: row.change,
            stock: super::pieces(row.stock)?,
            on: row.moved_on,
            to,
            round: row.office_id.and(row.activity_id).map(ActivityId::from_uuid),
            to_name: row.to_name,
            order: row.order_id.map(MaterialOrderId::from_uuid),
            note: row.note,
            undoes: row.undoes.map(MovementId::from_uuid),
            by: row.moved_by.into(),
            at: row.created_at,
        })
    }
}
