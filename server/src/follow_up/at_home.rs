//! What a supporter has to do today, for the home page.

use crate::{actor::Officer, error::Error};
use app::{follow_up::DueAtHome, paths};
use chrono::NaiveDate;
use domain::{accounts::Role, ids::OfficeId};
use std::collections::BTreeMap;
use store::{
    Tx,
    follow_up::{self, Wanted},
    offices,
};

/// How many the home page shows.
const SHOWN: u64 = 5;

/// The officer's own next actions of today and before, the first of them, and how many there are.
pub(crate) async fn due(
    tx: &Tx,
    officer: &Officer,
    today: NaiveDate,
) -> Result<(Vec<DueAtHome>, u64), Error> {
    if !officer.has(Role::Clerk) {
        return Ok((Vec::new(), 0));
    }
    let wanted = Wanted { last: Some(today), owner: Some(officer.id()), area: String::new() };
    let (open, total) = follow_up::open(tx, &wanted, 0, SHOWN).await?;
    let ids: Vec<OfficeId> = open.iter().map(|record| record.office).collect();
    let names: BTreeMap<OfficeId, String> = offices::several(tx, &ids)
        .await?
        .into_iter()
        .map(|office| (office.id, office.particulars.name))
        .collect();
    let lines = open.into_iter().filter_map(|record| {
        let next = record.open()?.clone();
        Some(DueAtHome {
            name: names.get(&record.office)?.clone(),
            action: next.action,
            on: next.on,
            href: paths::office_history(&officer.tenant.slug, record.office),
        })
    });
    Ok((lines.collect(), total))
}
