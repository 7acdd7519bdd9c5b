//! What materials cost that were ordered, with the newly adopted offices to which they were handed before they began.

use super::spent::{Entry, Reached, before, by_lists, keep};
use crate::{
    Error, Tx,
    campaigns::{Activity, activities},
    materials::{
        movements::{self, Destination, Movement},
        orders,
    },
};
use chrono::NaiveDate;
use domain::{
    adoption::{Measure, Thing},
    ids::{ActivityId, MaterialId, OfficeId},
    money::Yen,
};
use std::collections::{BTreeMap, BTreeSet};

/// The orders of a period, by their days, and of how many of them no amount is kept. What one of them brought cannot be told
/// from what was there before, so an order reaches whomever its material does.
pub(super) async fn ordered(
    tx: &Tx,
    new: &BTreeMap<OfficeId, NaiveDate>,
    sessions: &BTreeMap<Thing, Reached>,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<(Vec<Entry>, u64), Error> {
    let all = orders::paid_for(tx, from, until).await?;
    let unpriced = all.iter().filter(|order| order.order.amount.is_none()).count() as u64;
    let priced: Vec<_> =
        all.into_iter().filter_map(|order| order.order.amount.map(|yen| (order, yen))).collect();
    if priced.is_empty() {
        return Ok((Vec::new(), unpriced));
    }
    let materials: BTreeSet<MaterialId> = priced.iter().map(|(order, _)| order.material).collect();
    let reached = handed(tx, &materials, sessions).await?;
    let entry = |(order, yen): (orders::Order, Yen)| {
        let reached = reached.get(&order.material).map(|reached| before(new, reached));
        (Measure::Printing, Thing::Order(order.id), yen, reached)
    };
    Ok((priced.into_iter().map(entry).collect(), unpriced))
}

/// Whom materials reached: the offices to which they were handed, those that came to a session where they were, and those
/// that an activity reached which handed them out. None where nobody that the register knows was handed any.
async fn handed(
    tx: &Tx,
    materials: &BTreeSet<MaterialId>,
    sessions: &BTreeMap<Thing, Reached>,
) -> Result<BTreeMap<MaterialId, Reached>, Error> {
    let mut lines = movements::handed_out(tx).await?;
    lines.retain(|line| materials.contains(&line.material));
    let of_activity = |line: &Movement| match line.to {
        Some(Destination::Activity(id)) => Some(id),
        Some(Destination::Office(_) | Destination::Session(_)) | None => None,
    };
    let handing: BTreeSet<ActivityId> = lines.iter().filter_map(of_activity).collect();
    let all = if handing.is_empty() { Vec::new() } else { activities::all(tx).await? };
    let handing: Vec<&Activity> = all.iter().filter(|activity| handing.contains(&activity.id)).collect();
    let listed = by_lists(tx, &handing).await?;
    let mut by: BTreeMap<MaterialId, Reached> = BTreeMap::new();
    for line in lines {
        let Some(to) = line.to else { continue };
        let own = by.entry(line.material).or_default();
        let others = match to {
            Destination::Office(office) => {
                keep(own, office, line.on);
                None
            }
            Destination::Session(session) => sessions.get(&Thing::Session(session)),
            Destination::Activity(activity) => listed.get(&activity),
        };
        for (office, on) in others.into_iter().flatten() {
            keep(own, *office, *on);
        }
    }
    Ok(by)
}
