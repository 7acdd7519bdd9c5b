//! The sessions of a tenant's staff, as its administrator sees and ends them (`security.md` 4.4, ASVS 7.4).

use super::sign_in::Asked;
use crate::{
    actor::Administrator,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    accounts::{SessionLine, SignedInPerson, StaffSessionsPage},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::ids::{AccountId, SessionId};
use leptos::prelude::*;
use serde_json::json;
use store::{
    Scope, Tx, accounts,
    events::Event,
    members,
    sessions::{self, Session},
};

/// The administrator's own session.
fn here(administrator: &Administrator) -> Option<SessionId> {
    administrator.visit.person.as_ref().map(|person| person.session.id)
}

/// Who is signed in, by name.
pub(super) async fn index(
    administrator: Administrator,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    let members = accounts::members(&tx).await?;
    drop(tx);
    // Sessions belong to accounts, not to tenants; only those of members are asked for.
    let tx = app.store.read(&Scope::system("look at the sessions of a tenant's staff")).await?;
    let ids = members.iter().map(|member| member.account.id);
    let living = sessions::of_accounts(&tx, ids, app.clock.now()).await?;
    drop(tx);
    let own = here(&administrator);
    let people: Vec<SignedInPerson> = members
        .into_iter()
        .map(|member| SignedInPerson {
            id: member.account.id,
            name: member.account.name,
            sessions: lines(&living, member.account.id, own),
        })
        .filter(|person| !person.sessions.is_empty())
        .collect();
    let slug = administrator.tenant.slug.clone();
    let done = (asked.done == "ended").then_some("ログアウトさせました。");
    Ok(page.ok("ログイン中の職員", move || view! { <StaffSessionsPage slug people done/> }))
}

fn lines(living: &[Session], account: AccountId, own: Option<SessionId>) -> Vec<SessionLine> {
    living
        .iter()
        .filter(|session| session.account == account)
        .map(|session| SessionLine {
            id: session.id,
            device: session.device.clone(),
            network: session.network.clone(),
            begun: session.created_at,
            seen: session.seen_at,
            here: Some(session.id) == own,
        })
        .collect()
}

/// Ends one session of a member; the administrator's own ends by signing out.
pub(super) async fn end(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, account, session)): Path<(String, AccountId, SessionId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    if here(&administrator) == Some(session) {
        return Err(Error::NotFound);
    }
    let tx = change(&app, &administrator, account).await?;
    if !sessions::end(&tx, account, session, app.clock.now()).await? {
        return Err(Error::NotFound);
    }
    ended(&app, tx, &administrator, account, 1).await?;
    Ok(see_other(&format!("{}?done=ended", paths::staff_sessions(&slug))))
}

/// Ends every session of a member but the administrator's own.
pub(super) async fn end_all(
    administrator: Administrator,
    State(app): State<App>,
    Path((slug, account)): Path<(String, AccountId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = change(&app, &administrator, account).await?;
    let count = sessions::end_all(&tx, account, here(&administrator), app.clock.now()).await?;
    if count > 0 {
        ended(&app, tx, &administrator, account, count).await?;
    }
    Ok(see_other(&format!("{}?done=ended", paths::staff_sessions(&slug))))
}

/// Opens the change, if the account is a member's.
async fn change(app: &App, administrator: &Administrator, account: AccountId) -> Result<Tx, Error> {
    let tx = app.store.read(&administrator.scope()).await?;
    members::find(&tx, account).await?.ok_or(Error::NotFound)?;
    drop(tx);
    Ok(app.store.write(&administrator.visit.once(Scope::system_for(administrator.id()))).await?)
}

async fn ended(
    app: &App,
    tx: Tx,
    administrator: &Administrator,
    account: AccountId,
    count: u64,
) -> Result<(), Error> {
    let facts = json!({ "sessions": count });
    let event = Event::of(app.clock.now(), "member.sessions-ended", "account", account.uuid(), facts);
    tx.record_for(administrator.tenant.id, event)?;
    Ok(tx.commit().await?)
}
