//! What home pages say of dispatches.

use super::listing::line;
use crate::{actor::Officer, app::App, error::Error, occasions};
use app::dispatches::{CentralHome, DispatchLine};
use domain::{accounts::Role, demos::Slot, dispatches::StageName, ids::DispatchId, money::Yen};
use store::{Tx, dispatches};

/// 国保中央会's whole home.
pub async fn central(app: &App, tx: &Tx, officer: &Officer) -> Result<CentralHome, Error> {
    let (mut waiting, mut coming) = (Vec::new(), Vec::new());
    let now = app.clock.now();
    for dispatch in dispatches::all(tx).await? {
        match dispatch.stage.name() {
            StageName::Asked => waiting.push(line(dispatch)),
            StageName::Accepted if dispatch.asked.slot.ends_at() > now => coming.push(line(dispatch)),
            StageName::Accepted | StageName::Proposed | StageName::Declined | StageName::Withdrawn => {}
        }
    }
    // The earliest first: that is what is answered, and done, next.
    waiting.reverse();
    coming.reverse();
    Ok(CentralHome {
        slug: officer.tenant.slug.clone(),
        waiting,
        coming,
        occasions: occasions::at_home(app, tx, officer).await?,
        administers: officer.has(Role::Administrator),
    })
}

/// Proposals that wait for a federation.
pub async fn federation(tx: &Tx) -> Result<Vec<DispatchLine>, Error> {
    let all = dispatches::all(tx).await?;
    Ok(all.into_iter().filter(|one| one.stage.name() == StageName::Proposed).map(line).collect())
}

/// Amounts that wait for a municipality's approver.
pub async fn municipality(tx: &Tx, officer: &Officer) -> Result<Vec<(DispatchId, Slot, Yen)>, Error> {
    if !officer.has(Role::Approver) {
        return Ok(Vec::new());
    }
    let waiting = dispatches::to_approve(tx).await?;
    Ok(waiting
        .into_iter()
        .filter_map(|one| Some((one.id, one.asked.slot, one.costs.as_ref()?.total)))
        .collect())
}
