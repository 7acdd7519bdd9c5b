//! The daily job that tells by mail what stays as it must not: nobody has to open a page for an alarm to be heard. What
//! is grave is told every day, the rest once a week. Safe to do twice: who was told today is not told again.

use crate::{app::App, error::Error, jobs::JobError, subsidies::work_mails};
use app::{
    mails::year_end::{AlarmMail, alarms},
    messages::year_end as words,
    paths,
};
use chrono::TimeDelta;
use domain::{
    accounts::{Role, TenantKind},
    year_end::Alarm,
};
use store::{Scope, mails, tenants, tenants::Tenant, year_end};

/// Name of the job.
pub const JOB: &str = "year_end.alarms";
/// What the mails are about.
const ABOUT: &str = "alarm";
/// How often what is not grave is told.
const USUALLY: TimeDelta = TimeDelta::days(7);

/// Looks at every municipality.
pub async fn perform(app: &App) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system("alarms of every municipality")).await?;
    let tenants = tenants::all(&tx).await?;
    drop(tx);
    for tenant in tenants.into_iter().filter(|tenant| tenant.kind == TenantKind::Municipality) {
        one(app, &tenant).await?;
    }
    Ok(())
}

async fn one(app: &App, tenant: &Tenant) -> Result<(), JobError> {
    let scope = Scope::tenant_by_system(tenant.id, "alarms");
    let tx = app.store.read(&scope).await?;
    let alarms = current(app, &tx).await?;
    let told = mails::about(&tx, ABOUT, tenant.id.uuid()).await?;
    drop(tx);
    let now = app.clock.now();
    // A day is told once, whenever its job is done.
    let pause = if alarms.iter().any(Alarm::is_grave) { TimeDelta::hours(20) } else { USUALLY };
    if alarms.is_empty() || told.last().is_some_and(|last| last.mail.created_at + pause > now) {
        return Ok(());
    }
    let tx = app.store.write(&scope).await?;
    tell(app, &tx, tenant, &alarms).await.map_err(|error| match error {
        Error::Store(error) => JobError::Store(error),
        other => JobError::Later(other.to_string()),
    })?;
    Ok(tx.commit().await?)
}

async fn current(app: &App, tx: &store::Tx) -> Result<Vec<Alarm>, store::Error> {
    let closed = year_end::closed_years(tx).await?;
    let mut tallies = Vec::new();
    for year in year_end::years(tx).await?.into_iter().filter(|year| !closed.contains(year)) {
        tallies.extend(year_end::of_year(tx, year).await?);
    }
    year_end::alarms(tx, &tallies, app.clock.now()).await
}

/// To everybody who reviews, decides or keeps the house.
async fn tell(app: &App, tx: &store::Tx, tenant: &Tenant, told: &[Alarm]) -> Result<(), Error> {
    let url = app.address_of(&paths::tenant(&tenant.slug));
    let lines: Vec<String> = told.iter().map(words::alarm).collect();
    let people = work_mails::people(tx, |role, _| match role {
        Role::Clerk | Role::Approver | Role::Administrator => true,
        Role::Viewer => false,
    });
    for person in people.await? {
        let text =
            alarms(&AlarmMail { name: &person.name, municipality: &tenant.name, alarms: &lines, url: &url });
        work_mails::post(app, tx, tenant, person, text, Some((ABOUT, tenant.id.uuid()))).await?;
    }
    Ok(())
}
