//! Once a day the order of the desk's list is put right: where working days were counted otherwise when a day was kept, and
//! where an office is called otherwise by now.

use crate::{app::App, jobs::JobError};
use domain::accounts::TenantKind;
use store::{Scope, subsidies::deadlines, tenants};

/// Named in the log.
const REFRESH: &str = "put the order of applications right";

/// Every municipality. Either takes the rows of its programmes in their order, so each has a transaction of its own.
pub(crate) async fn refresh_all(app: &App) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system(REFRESH)).await?;
    let houses = tenants::all(&tx).await?;
    drop(tx);
    for house in houses.into_iter().filter(|house| house.kind == TenantKind::Municipality) {
        let scope = Scope::tenant_by_system(house.id, REFRESH);
        let tx = app.store.write(&scope).await?;
        deadlines::refresh_days(&tx).await?;
        tx.commit().await?;
        let tx = app.store.write(&scope).await?;
        deadlines::refresh_offices(&tx).await?;
        tx.commit().await?;
    }
    Ok(())
}
