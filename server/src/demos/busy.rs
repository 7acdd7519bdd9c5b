//! What a federation has left, for whoever looks: to its members when, and how much; never what for and whose.

use crate::{actor::Partner, app::App, error::Error};
use domain::{
    demos::{Busy, Side},
    ids::{DemoId, TenantId},
};
use std::ops::Range;
use store::{
    Scope,
    demos::{calendar, members},
};

/// Whose resources are looked at, if anybody's: the house's own, or those of the federation it belongs to.
pub(super) async fn federation_of(
    tx: &store::Tx,
    officer: &Partner,
    side: Side,
) -> Result<Option<TenantId>, Error> {
    Ok(match side {
        Side::Federation => Some(officer.tenant.id),
        Side::Municipality | Side::Both => members::own(tx).await?.map(|member| member.federation),
    })
}

/// When little is left, besides what sessions of one's own have. Opens a transaction of the federation's: call it when no
/// other is open.
pub(super) async fn within(
    app: &App,
    federation: TenantId,
    quarters: Range<i64>,
    own: &[DemoId],
) -> Result<Vec<Busy>, Error> {
    let scope = Scope::tenant_by_system(federation, "what is left, for a calendar");
    let tx = app.store.read(&scope).await?;
    Ok(calendar::busy_within(&tx, quarters, own).await?)
}
