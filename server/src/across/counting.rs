//! The job that counts a city's months, and the one that sees a month turn.

use crate::{app::App, jobs::JobError};
use domain::{accounts::TenantKind, ids::TenantId};
use store::{
    Scope,
    adoption::{recounting, sharing},
    tenants,
};

/// Name of the job of a city; changes leave it with themselves.
pub use store::adoption::recounting::COUNT;
/// Name of the daily job.
pub const DAILY: &str = "adoption.turn";

/// Counts the months of a city, for the houses with which it shares them. Safe to do twice.
pub async fn perform(app: &App, house: TenantId) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system("which houses a city shares with")).await?;
    let city = tenants::by_id(&tx, house).await?;
    if city.kind != TenantKind::Municipality {
        return Ok(());
    }
    let houses = sharing::reading_houses(&tx, house).await?;
    drop(tx);
    let code = city.codes.first().map(String::as_str).unwrap_or_default();
    let tx = app.store.write(&Scope::tenant_by_system(house, "counts of the adoption")).await?;
    sharing::recount(&tx, code, &houses, (app.clock.today(), app.clock.now())).await?;
    Ok(tx.commit().await?)
}

/// Leaves the job for every city whose counts are not those of today, though nobody changed anything. Safe to do twice.
pub async fn perform_daily(app: &App) -> Result<(), JobError> {
    let today = app.clock.today();
    let tx = app.store.write(&Scope::system("the turn of a month")).await?;
    for house in sharing::behind(&tx, today).await? {
        recounting::on_a_day(&tx, app.clock.id(), house, today, app.clock.now()).await?;
    }
    Ok(tx.commit().await?)
}
