//! The daily job that tells what is late of the preparation: one mail an officer and a week, on its first working day on
//! which something is late. Safe to do twice: who was told this week is not told again.

use super::at_home;
use crate::{app::App, error::Error, jobs::JobError, subsidies::work_mails};
use app::{mails::demos::digest, messages::demos::slot_short, paths};
use domain::{
    accounts::{Role, TenantKind},
    demos::{Side, Week},
    tokyo,
    working_days::WorkingCalendar,
};
use store::{Scope, mails, tenants, tenants::Tenant};

/// Name of the job.
pub const JOB: &str = "demos.digest";
/// From which hour in Japan.
pub const HOUR: u32 = 8;
/// What the mails are about.
const ABOUT: &str = "demo_digest";

/// Every house that shares sessions.
pub async fn perform(app: &App) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system(JOB)).await?;
    let houses = tenants::all(&tx).await?;
    drop(tx);
    for house in houses {
        let side = match house.kind {
            TenantKind::Federation => Side::Federation,
            TenantKind::Municipality | TenantKind::Prefecture => Side::Municipality,
            TenantKind::Central => continue,
        };
        one_house(app, &house, side).await.map_err(|error| match error {
            Error::Store(error) => JobError::Store(error),
            other => JobError::Later(other.to_string()),
        })?;
    }
    Ok(())
}

async fn one_house(app: &App, house: &Tenant, side: Side) -> Result<(), Error> {
    let today = app.clock.today();
    let scope = Scope::tenant_by_system(house.id, JOB);
    let tx = app.store.read(&scope).await?;
    let calendar = WorkingCalendar::new(tenants::closed_days(&tx).await?);
    if !calendar.is_working_day(today) {
        return Ok(());
    }
    let told = mails::about(&tx, ABOUT, house.id.uuid()).await?;
    let this_week = |at| Week::of(tokyo::date(at)) == Week::of(today);
    if told.last().is_some_and(|last| this_week(last.mail.created_at)) {
        return Ok(());
    }
    let pending = at_home::pending(&tx, side, today).await?;
    let (late, soon): (Vec<_>, Vec<_>) = pending.into_iter().partition(|(task, _)| task.due < today);
    drop(tx);
    if late.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = late
        .iter()
        .map(|(task, session)| {
            let at = session.stage.session().map(|held| slot_short(&held.slot)).unwrap_or_default();
            let days = (today - task.due).num_days();
            format!("{}（{}　{at}）：{days}日超過", task.task.title, session.name)
        })
        .collect();
    let url = app.address_of(&paths::tenant(&house.slug));
    let tx = app.store.write(&scope).await?;
    for person in work_mails::people(&tx, |role, _| role == Role::Clerk).await? {
        let text = digest(&person.name, &house.name, &lines, soon.len(), &url);
        work_mails::post(app, &tx, house, person, text, Some((ABOUT, house.id.uuid()))).await?;
    }
    Ok(tx.commit().await?)
}
