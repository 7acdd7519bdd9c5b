//! 設定: how everything stands that an administrator keeps.

use crate::{
    actor::{Administrator, Officer},
    app::App,
    audit,
    error::Error,
    page::Page,
};
use app::{
    home::Keeping,
    settings::{Kept, Overview, OverviewPage},
};
use axum::{extract::State, response::Response};
use domain::{
    accounts::TenantKind,
    fiscal_year::FiscalYear,
    settings::{SenderField, openable},
};
use leptos::prelude::*;
use store::{
    Scope, Tx,
    accounts::{self, Member},
    handovers, operations, sessions, settings,
    tenants::TenantSettings,
};

/// The cards.
pub async fn show(
    administrator: Administrator,
    State(app): State<App>,
    page: Page,
) -> Result<Response, Error> {
    let (kind, now, today) = (administrator.tenant.kind, app.clock.now(), app.clock.today());
    let tx = app.store.read(&administrator.scope()).await?;
    let members = accounts::members(&tx).await?;
    let year = FiscalYear::of(today);
    let closed = settings::closed_days(&tx).await?;
    let overview = Overview {
        slug: administrator.tenant.slug.clone(),
        kind,
        missing: missing(&administrator.tenant.settings, kind),
        closed_days: closed.iter().filter(|day| day.day >= today && year.contains(day.day)).count(),
        people: members.iter().filter(|member| is_active(member)).count(),
        invited: members.iter().filter(|member| is_invited(member)).count(),
        stranded: handovers::stranded(&tx).await?,
        chain: audit::state(&tx).await?,
        opened: if openable(kind).is_empty() { None } else { Some(settings::opened(&tx).await?.len()) },
        backup: operations::last_backup(&tx).await?.map(kept),
        drill: operations::last_drill(&tx).await?.map(kept),
        held: operations::mail_held(&tx).await?.map(|mark| mark.at),
        sessions: 0,
        now,
    };
    drop(tx);
    // Sessions belong to accounts, not to tenants; only those of members are counted.
    let tx = app.store.read(&Scope::system("count the sessions of a tenant's staff")).await?;
    let ids = members.iter().map(|member| member.account.id);
    let sessions = sessions::of_accounts(&tx, ids, now).await?.len();
    let overview = Overview { sessions, ..overview };
    Ok(page.ok("設定", move || view! { <OverviewPage overview/> }))
}

/// What waits for an administrator, on their home.
pub async fn keeping(tx: &Tx, officer: &Officer) -> Result<Keeping, Error> {
    let members = accounts::members(tx).await?;
    Ok(Keeping {
        stranded: handovers::stranded(tx).await?,
        invited: members.iter().filter(|member| is_invited(member)).count(),
        missing: missing(&officer.tenant.settings, officer.tenant.kind),
        chain: audit::state(tx).await?,
    })
}

fn kept(mark: operations::Mark) -> Kept {
    Kept { at: mark.at, detail: mark.detail }
}

/// Whether somebody may sign in and has chosen how; demo people need neither password nor authenticator.
fn is_active(member: &Member) -> bool {
    member.account.disabled_at.is_none() && !is_invited(member)
}

fn is_invited(Member { account, .. }: &Member) -> bool {
    account.disabled_at.is_none() && account.password_hash.is_none() && account.demo_key.is_none()
}

/// What a notice or a mail would lack.
fn missing(settings: &TenantSettings, kind: TenantKind) -> Vec<SenderField> {
    let sender = super::sender::of(settings);
    SenderField::ALL
        .into_iter()
        .filter(|field| match field {
            SenderField::DocumentPrefix => kind == TenantKind::Municipality,
            SenderField::Head | SenderField::Department | SenderField::Phone | SenderField::Hours => true,
            SenderField::Email | SenderField::Address => false,
        })
        .filter(|field| sender.get(*field).is_empty())
        .collect()
}
