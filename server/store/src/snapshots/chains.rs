//! Chains of events in a snapshot of JSON lines, recomputed without a database.

use super::Error;
use super::Head;
use crate::{entities::events, events::Chain};
use domain::ids::TenantId;
use std::{collections::BTreeMap, io::BufRead};

/// The first `seq` that does not fit in each chain that is broken. `lines` come as the snapshot wrote them: a chain
/// after the other, in order.
pub fn first_broken_of_lines(lines: impl BufRead, heads: &[Head]) -> Result<Vec<(TenantId, i64)>, Error> {
    let mut chains: BTreeMap<TenantId, Chain> =
        heads.iter().map(|head| (head.tenant, Chain::of(head.tenant))).collect();
    for line in lines.lines() {
        let row: events::Model = serde_json::from_str(&line?)?;
        let tenant = TenantId::from_uuid(row.tenant_id);
        chains.entry(tenant).or_insert_with(|| Chain::of(tenant)).take(&row);
    }
    Ok(chains
        .into_iter()
        .filter_map(|(tenant, chain)| {
            let head = heads.iter().find(|head| head.tenant == tenant);
            Some((tenant, chain.end(head.map(|head| (head.seq, head.hash.clone())))?))
        })
        .collect())
}
