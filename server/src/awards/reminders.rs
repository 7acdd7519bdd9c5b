//! The daily job that reminds offices of what is due: two weeks and three days before, and the day after. Safe to do
//! twice: what was reminded of today is not again.

use super::letters;
use crate::{app::App, error::Error, jobs::JobError, subsidies::review::case::Case};
use app::mails::awards as texts;
use domain::{awards::reminds_on, ids::TenantId};
use store::{
    Scope,
    awards::{acts, list},
    tenants,
};

/// Name of the job.
pub const JOB: &str = "awards.remind";

/// Every municipality, one transaction each.
pub async fn perform(app: &App) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system(JOB)).await?;
    let tenants = tenants::all(&tx).await?;
    drop(tx);
    for tenant in tenants {
        remind(app, tenant.id).await?;
    }
    Ok(())
}

async fn remind(app: &App, tenant: TenantId) -> Result<(), JobError> {
    let (now, today) = (app.clock.now(), app.clock.today());
    let tx = app.store.write(&Scope::tenant_by_system(tenant, JOB)).await?;
    let house = tenants::by_id(&tx, tenant).await?;
    for award in list::due(&tx).await? {
        let Some(due) = award.due.filter(|due| reminds_on(*due, today)) else { continue };
        if award.reminded_on == Some(today) {
            continue;
        }
        let failed = |error: Error| match error {
            Error::Store(error) => JobError::Store(error),
            other => JobError::Later(other.to_string()),
        };
        let case = Case::find(&tx, award.application).await.map_err(failed)?;
        let stage = award.stage.name();
        acts::reminded(&tx, &award, today, now).await?;
        letters::tell(app, &tx, &house, &case, |about| texts::reminded(about, stage, due, due < today))
            .await
            .map_err(failed)?;
    }
    Ok(tx.commit().await?)
}
