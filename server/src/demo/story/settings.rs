//! What the administrator of みどり野市 finds: a closed day of the city, a colleague who left on 1 April with work still
//! in their name, somebody invited who has not begun, and a record that was verified once.

use super::super::seed::find;
use crate::{app::App, error::Error};
use chrono::TimeDelta;
use domain::{
    accounts::{AccountKind, Role},
    ids::{AccountId, TenantId},
    subsidies::{Queue, StageName, Stages},
    working_days::WorkingCalendar,
};
use serde_json::json;
use store::{
    Scope,
    accounts::{self, NewAccount},
    events::{self, Event},
    members, settings,
    subsidies::{
        applications,
        queue::{self, List},
        review,
    },
};

/// 市制記念日 lies so many days after the first run, or on the next working day.
const FOUNDATION: TimeDelta = TimeDelta::days(40);

/// Adds the administrator's part of the story.
pub async fn begin(app: &App) -> Result<(), Error> {
    let (tenant, administrator) = find(app, "midorino", "administrator").await?;
    close_a_day(app, tenant, administrator).await?;
    let left =
        person(app, tenant, administrator, "前田 進", "maeda@midorino.example.jp", Role::Clerk).await?;
    leave_work(app, tenant, left).await?;
    person(app, tenant, administrator, "新田 桜", "nitta@midorino.example.jp", Role::Clerk).await?;
    verify(app, tenant, administrator).await
}

async fn close_a_day(app: &App, tenant: TenantId, administrator: AccountId) -> Result<(), Error> {
    let day = WorkingCalendar::default().working_day_from(app.clock.today() + FOUNDATION);
    let tx = app.store.write(&Scope::tenant(tenant, administrator)).await?;
    settings::close(&tx, &[day], "市制記念日", app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Somebody without a password: nobody can become them.
async fn person(
    app: &App,
    tenant: TenantId,
    administrator: AccountId,
    name: &str,
    email: &str,
    role: Role,
) -> Result<AccountId, Error> {
    let (id, now): (AccountId, _) = (app.clock.id(), app.clock.now());
    let account = NewAccount {
        id,
        kind: AccountKind::Staff,
        name: name.to_owned(),
        email: Some((email.to_owned(), email.to_owned())),
        password_hash: None,
        demo_key: None,
    };
    let tx = app.store.write(&Scope::system_for(administrator)).await?;
    accounts::add(&tx, account, now).await?;
    members::appoint(&tx, tenant, id, role, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// The colleague answered for a correction that an applicant still works on, and may not sign in any more.
async fn leave_work(app: &App, tenant: TenantId, left: AccountId) -> Result<(), Error> {
    let now = app.clock.now();
    let tx = app.store.write(&Scope::tenant(tenant, left)).await?;
    let returned = Queue { stages: Stages::One(StageName::Returned), ..Queue::default() };
    let waiting = queue::ids(&tx, &List { queue: &returned, asker: left, late: Vec::new() }, 0, 2).await?;
    if waiting.len() > 1
        && let Some(application) = applications::find_to_change(&tx, waiting[0]).await?
    {
        review::take(&tx, &application, left, now)
            .await
            .map_err(|_| Error::Internal("a returned application is not taken over"))?;
    }
    tx.commit().await?;
    let tx = app.store.write(&Scope::system("demo data")).await?;
    accounts::set_disabled(&tx, left, Some(now)).await?;
    let facts = json!({ "roles": [Role::Clerk.word()], "elsewhere": false });
    tx.record_for(tenant, Event::of(now, "member.suspended", "account", left.uuid(), facts))?;
    Ok(tx.commit().await?)
}

async fn verify(app: &App, tenant: TenantId, administrator: AccountId) -> Result<(), Error> {
    let tx = app.store.write(&Scope::tenant(tenant, administrator)).await?;
    let seq = events::count(&tx).await?;
    tx.record(Event::of(app.clock.now(), "chain.verified", "chain", tenant.uuid(), json!({ "seq": seq })))?;
    Ok(tx.commit().await?)
}
