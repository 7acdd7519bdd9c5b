//! Where an application stands in its list, and its neighbours: asked of the database, however long the list is.

use super::filter::{List, column, filtered};
use crate::{Error, Tx, entities::applications};
use domain::{ids::ApplicationId, subsidies::Order};
use sea_orm::{
    ColumnTrait, Condition, Order as Direction, PaginatorTrait as _, QueryFilter, QueryOrder, QuerySelect,
    Select, Value,
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
        let before = filtered(tx, list)?.filter(side(list, &row, Side::Before));
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

/// The columns of the order with the row's own values, and whether each of them grows.
fn keys(list: &List<'_>, row: &applications::Model) -> Vec<(applications::Column, Value, bool)> {
    let value = |order| -> Value {
        match order {
            Order::Received => row.submitted_at.into(),
            Order::Amount => row.amount_yen.into(),
            Order::Updated => row.updated_at.into(),
            Order::Programme => row.programme_id.into(),
        }
    };
    let sorting = list.queue.sorting().into_iter();
    sorting
        .map(|(order, reversed)| (column(order), value(order), !reversed))
        .chain([(applications::Column::Id, row.id.into(), true)])
        .collect()
}

/// What stands on one side of the row: smaller in the first column, or the same there and smaller in the next.
fn side(list: &List<'_>, row: &applications::Model, side: Side) -> Condition {
    let keys = keys(list, row);
    let mut any = Condition::any();
    for (place, (column, value, grows)) in keys.iter().enumerate() {
        let mut all = Condition::all();
        for (equal, same, _) in &keys[..place] {
            all = all.add(equal.eq(same.clone()));
        }
        let smaller = *grows == (side == Side::Before);
        all = all.add(if smaller { column.lt(value.clone()) } else { column.gt(value.clone()) });
        any = any.add(all);
    }
    any
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
    let mut query = filtered(tx, list)?.filter(side(list, row, towards));
    for (column, _, grows) in keys(list, row) {
        let ascending = grows == (towards == Side::After);
        query = query.order_by(column, if ascending { Direction::Asc } else { Direction::Desc });
    }
    Ok(query.select_only().column(applications::Column::Id).limit(1))
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
