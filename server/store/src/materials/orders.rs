//! Orders of materials, and what arrives of them: an arrival is a line of the ledger.

use super::{
    Kept,
    movements::{self, NewLine},
};
use crate::{Error, Tx, entities::material_orders, events::Event};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, MaterialId, MaterialOrderId, MovementId},
    materials::{Act, Arrival, LedgerError, NewOrder, OrderState, after_arrival, is_paid_for},
    money::Yen,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Its id.
    pub id: MaterialOrderId,
    /// Of which material.
    pub material: MaterialId,
    /// What was ordered.
    pub order: NewOrder,
    /// What came of it.
    pub arrived: u32,
    /// Where it stands.
    pub state: OrderState,
    /// How often it was changed, from 1.
    pub version: i32,
}

impl Order {
    /// What is still on the way.
    pub fn outstanding(&self) -> u32 {
        match self.state {
            OrderState::Open => self.order.pieces.saturating_sub(self.arrived),
            OrderState::Arrived | OrderState::Cancelled => 0,
        }
    }

    /// Whether it should have come before a day.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.state == OrderState::Open && self.order.expected_on.is_some_and(|day| day < today)
    }
}

/// Writes an order down.
pub async fn add(
    tx: &Tx,
    kept: &Kept,
    id: MaterialOrderId,
    order: &NewOrder,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let NewOrder { supplier, pieces, ordered_on, expected_on, amount, note } = order.clone();
    let row = material_orders::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        material_id: kept.id.uuid(),
        supplier,
        pieces: super::column(pieces)?,
        arrived: 0,
        ordered_on,
        expected_on,
        note,
        state: OrderState::Open.code().to_owned(),
        created_by: tx.account().map_or(Uuid::nil(), AccountId::uuid),
        created_at: now,
        version: 1,
        amount_yen: amount.map(Yen::get),
    };
    material_orders::Entity::insert(material_orders::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "order": id, "pieces": pieces });
    tx.record(Event::of(now, "material.ordered", "material", kept.id.uuid(), payload))
}

/// An order of a material.
pub async fn find(tx: &Tx, material: MaterialId, id: MaterialOrderId) -> Result<Option<Order>, Error> {
    let row = tx
        .rows::<material_orders::Entity>()?
        .filter(material_orders::Column::MaterialId.eq(material.uuid()))
        .filter(material_orders::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Order::try_from).transpose()
}

/// The orders of a material, the latest first.
pub async fn of_material(tx: &Tx, material: MaterialId) -> Result<Vec<Order>, Error> {
    let rows = tx
        .rows::<material_orders::Entity>()?
        .filter(material_orders::Column::MaterialId.eq(material.uuid()))
        .order_by_desc(material_orders::Column::OrderedOn)
        .order_by_desc(material_orders::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Order::try_from).collect()
}

/// Every order of which something is still to come, with what its material is called.
pub async fn open(tx: &Tx) -> Result<HashMap<MaterialOrderId, (Order, String)>, Error> {
    let rows = tx
        .rows::<material_orders::Entity>()?
        .filter(material_orders::Column::State.eq(OrderState::Open.code()))
        .all(tx.connection())
        .await?;
    if rows.is_empty() {
        return Ok(HashMap::new());
    }
    let titles: HashMap<MaterialId, String> =
        super::all(tx).await?.into_iter().map(|kept| (kept.id, kept.material.title)).collect();
    let mut open = HashMap::with_capacity(rows.len());
    for row in rows {
        let order = Order::try_from(row)?;
        let title = titles.get(&order.material).cloned().unwrap_or_default();
        open.insert(order.id, (order, title));
    }
    Ok(open)
}

/// The orders from one day to another, both included, that are paid for.
pub async fn paid_for(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<Vec<Order>, Error> {
    let rows = tx
        .rows::<material_orders::Entity>()?
        .filter(material_orders::Column::OrderedOn.gte(from))
        .filter(material_orders::Column::OrderedOn.lte(until))
        .order_by_asc(material_orders::Column::OrderedOn)
        .order_by_asc(material_orders::Column::Id)
        .all(tx.connection())
        .await?;
    let mut all = rows.into_iter().map(Order::try_from).collect::<Result<Vec<_>, _>>()?;
    all.retain(|order| is_paid_for(order.state, order.arrived));
    Ok(all)
}

/// What is on the way, by material, with whether something of it is late.
pub async fn outstanding(tx: &Tx, today: NaiveDate) -> Result<HashMap<MaterialId, (u32, bool)>, Error> {
    let rows = tx
        .rows::<material_orders::Entity>()?
        .filter(material_orders::Column::State.eq(OrderState::Open.code()))
        .all(tx.connection())
        .await?;
    let mut all: HashMap<MaterialId, (u32, bool)> = HashMap::new();
    for row in rows {
        let order = Order::try_from(row)?;
        let (pieces, late) = all.entry(order.material).or_default();
        *pieces = pieces.saturating_add(order.outstanding());
        *late |= order.is_late(today);
    }
    Ok(all)
}

/// Writes down what arrived of an order, in the ledger too. Of two who do so at once the second is [`Error::Stale`].
pub async fn arrive(
    tx: &Tx,
    kept: &Kept,
    order: &Order,
    id: MovementId,
    arrival: &Arrival,
    now: DateTime<Utc>,
) -> Result<Result<(), LedgerError>, Error> {
    let line = NewLine {
        act: Act::Received(arrival.pieces),
        on: arrival.on,
        to: None,
        to_name: order.order.supplier.clone(),
        order: Some(order.id),
        note: arrival.note.clone(),
    };
    if let Err(error) = movements::add(tx, kept, id, &line, now).await? {
        return Ok(Err(error));
    }
    let (arrived, state) = after_arrival(order.order.pieces, order.arrived, arrival.pieces, arrival.last);
    write(tx, order, arrived, state).await?;
    let payload = json!({ "order": order.id, "pieces": arrival.pieces, "state": state.code() });
    tx.record(Event::of(now, "material.order_arrived", "material", kept.id.uuid(), payload))?;
    Ok(Ok(()))
}

/// Calls an order off: what came of it stays.
pub async fn cancel(tx: &Tx, kept: &Kept, order: &Order, now: DateTime<Utc>) -> Result<(), Error> {
    write(tx, order, order.arrived, OrderState::Cancelled).await?;
    let payload = json!({ "order": order.id });
    tx.record(Event::of(now, "material.order_cancelled", "material", kept.id.uuid(), payload))
}

/// Says what an order costs, or that nobody knows, over the version that was seen. Of two who do so at once the second is
/// [`Error::Stale`].
pub async fn price(
    tx: &Tx,
    kept: &Kept,
    order: &Order,
    amount: Option<Yen>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if order.order.amount == amount {
        return Ok(());
    }
    let changed = material_orders::Entity::update_many()
        .col_expr(material_orders::Column::AmountYen, Expr::value(amount.map(Yen::get)))
        .col_expr(material_orders::Column::Version, Expr::value(order.version + 1))
        .filter(material_orders::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(material_orders::Column::Id.eq(order.id.uuid()))
        .filter(material_orders::Column::Version.eq(order.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)?;
    let payload = json!({ "order": order.id, "amount": amount.map(Yen::get) });
    tx.record(Event::of(now, "material.order_priced", "material", kept.id.uuid(), payload))
}

/// An arrival was taken back: the order waits again.
pub(super) async fn give_back(tx: &Tx, order: &Order, pieces: u32) -> Result<(), Error> {
    let arrived = order.arrived.saturating_sub(pieces);
    let state = if order.state == OrderState::Arrived { OrderState::Open } else { order.state };
    write(tx, order, arrived, state).await
}

async fn write(tx: &Tx, order: &Order, arrived: u32, state: OrderState) -> Result<(), Error> {
    let changed = material_orders::Entity::update_many()
        .col_expr(material_orders::Column::Arrived, Expr::value(super::column(arrived)?))
        .col_expr(material_orders::Column::State, Expr::value(state.code()))
        .col_expr(material_orders::Column::Version, Expr::value(order.version + 1))
        .filter(material_orders::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(material_orders::Column::Id.eq(order.id.uuid()))
        .filter(material_orders::Column::Version.eq(order.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(changed.rows_affected)
}

impl TryFrom<material_orders::Model> for Order {
    type Error = Error;
    fn try_from(row: material_orders::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            material: row.material_id.into(),
            order: NewOrder {
                supplier: row.supplier,
                pieces: super::pieces(row.pieces)?,
                ordered_on: row.ordered_on,
                expected_on: row.expected_on,
                amount: row.amount_yen.map(Yen),
                note: row.note,
            },
            arrived: super::pieces(row.arrived)?,
            state: OrderState::from_code(&row.state).ok_or(Error::Unreadable(row.state))?,
            version: row.version,
        })
    }
}
