//! Where an application stands in its list, and its neighbours: asked of the database, however long the list is.

use super::filter::{List, filtered, may_be_nobody, orders, window};
use crate::{Error, Tx, entities::applications};
use domain::ids::ApplicationId;
use sea_orm::{
    ColumnTrait, Condition, ModelTrait as _, PaginatorTrait as _, QueryFilter, QuerySelect, Select, Value,
};
use uuid::Uuid;

/// The place of an application in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// From 1; none where the list does not show it (any more): its neighbours are those beside which it would stand.
    pub position: Option<u64>,
    /// Of how many.
    pub total: u64,
    /// The one before.
    pub previous: Option<ApplicationId>,
    /// The one after.
    pub next: Option<ApplicationId>,
}

/// Its place, also where an act has just taken it out of the list: whoever works through a list goes on from there. None
/// where it was never received.
pub async fn place(tx: &Tx, list: &List<'_>, id: ApplicationId) -> Result<Option<Place>, Error> {
    let within = filtered(tx, list)?.filter(applications::Column::Id.eq(id.uuid()));
    let shown = within.one(tx.connection()).await?;
    let is_shown = shown.is_some();
    let row = if let Some(row) = shown {
        row
    } else {
        let received = tx
            .rows::<applications::Entity>()?
            .filter(applications::Column::Id.eq(id.uuid()))
            .filter(applications::Column::ReceiptSeq.is_not_null());
        let Some(row) = received.one(tx.connection()).await? else { return Ok(None) };
        row
    };
    let total = filtered(tx, list)?.count(tx.connection()).await?;
    let position = if is_shown {
        let before = filtered(tx, list)?.filter(side(&keys(list, &row), Side::Before));
        Some(before.count(tx.connection()).await? + 1)
    } else {
        None
    };
    Ok(Some(Place {
        position,
        total,
        previous: neighbour(tx, list, &row, Side::Before).await?,
        next: neighbour(tx, list, &row, Side::After).await?,
    }))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// A column of an order with the row's own value, and whether it grows.
type Key = (applications::Column, Value, bool);

fn keys(list: &List<'_>, row: &applications::Model) -> Vec<Key> {
    orders(list.queue).into_iter().map(|(column, grows)| (column, row.get(column), grows)).collect()
}

/// What stands on one side of the row: smaller in the first column, or the same there and smaller in the next. That nothing
/// on this side is larger in the first column says no more, but tells where the index of the order is entered.
fn side(keys: &[Key], side: Side) -> Condition {
    let mut any = Condition::any();
    for (place, (column, value, grows)) in keys.iter().enumerate() {
        let mut all = Condition::all();
        for (equal, same, _) in &keys[..place] {
            all = all.add(equal.eq(same.clone()));
        }
        any = any.add(all.add(past(*column, value, *grows == (side == Side::Before))));
    }
    let Some((first, value, grows)) = keys.first() else { return any };
    Condition::all().add(up_to(*first, value, *grows == (side == Side::Before))).add(any)
}

/// Smaller or larger than a value; whoever has no assignee stands before all who have one.
fn past(column: applications::Column, value: &Value, smaller: bool) -> Condition {
    let any = Condition::any();
    match (*value == value.as_null(), smaller) {
        // Nothing stands before nothing.
        (true, true) => any.add(applications::Column::Id.is_null()),
        (true, false) => any.add(column.is_not_null()),
        (false, true) if may_be_nobody(column) => any.add(column.lt(value.clone())).add(column.is_null()),
        (false, true) => any.add(column.lt(value.clone())),
        (false, false) => any.add(column.gt(value.clone())),
    }
}

/// The same, or just as large.
fn up_to(column: applications::Column, value: &Value, smaller: bool) -> Condition {
    match (*value == value.as_null(), smaller) {
        (true, true) => Condition::all().add(column.is_null()),
        (true, false) => Condition::all(),
        (false, true) if may_be_nobody(column) => {
            Condition::any().add(column.lte(value.clone())).add(column.is_null())
        }
        (false, true) => Condition::all().add(column.lte(value.clone())),
        (false, false) => Condition::all().add(column.gte(value.clone())),
    }
}

async fn neighbour(
    tx: &Tx,
    list: &List<'_>,
    row: &applications::Model,
    towards: Side,
) -> Result<Option<ApplicationId>, Error> {
    let id: Option<Uuid> = beside(tx, list, row, towards)?.into_tuple().one(tx.connection()).await?;
    Ok(id.map(ApplicationId::from_uuid))
}

/// The nearest application on one side of the row.
fn beside(
    tx: &Tx,
    list: &List<'_>,
    row: &applications::Model,
    towards: Side,
) -> Result<Select<applications::Entity>, Error> {
    let keys = keys(list, row);
    let away: Vec<_> =
        keys.iter().map(|(column, _, grows)| (*column, *grows == (towards == Side::After))).collect();
    let nearest = window(tx, list, &away, Some(&side(&keys, towards)), 0..1)?;
    Ok(nearest.select_only().column(applications::Column::Id))
}

/// What is asked for both neighbours of a row.
#[cfg(feature = "testing")]
pub(super) fn neighbouring(
    tx: &Tx,
    list: &List<'_>,
    row: &applications::Model,
) -> Result<[Select<applications::Entity>; 2], Error> {
    Ok([beside(tx, list, row, Side::Before)?, beside(tx, list, row, Side::After)?])
}
