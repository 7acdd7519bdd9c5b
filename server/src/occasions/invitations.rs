//! What other houses invite an officer's house to: 国保中央会, and the federation and prefecture of the own prefecture.
//! Registering is done in the host's scope, as by whoever comes from outside.

use super::{
    Done, line,
    public::{join, published, still, whole},
    registering,
};
use crate::{
    actor::{Invited, InvitedClerk, Officer},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::occasions::errors,
    occasions::{InvitationLine, InvitationPage, InvitationView, InvitationsPage},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    accounts::{Role, TenantKind},
    demos::Contact,
    ids::OccasionId,
    occasions::{BodyKind, BodyUse, ChangeForm},
    prefecture::Prefecture,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Scope, Tx,
    demos::members,
    occasions::{
        self, Kept,
        bodies::{self, Registered, Source},
    },
    tenants::{self, Tenant},
};

/// What is to come of every house that invites this one.
pub async fn index(officer: Invited, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let now = app.clock.now();
    let own = own_registrations(&app, &officer).await?;
    let mut lines = Vec::new();
    for host in hosts(&app, &officer).await? {
        let tx = app.store.read(&scope(&host, &officer)).await?;
        for kept in occasions::to_come(&tx, now).await? {
            let registered = own.iter().find(|one| one.occasion == kept.id);
            lines.push(InvitationLine {
                id: kept.id,
                host: host.name.clone(),
                own: registered.map(|one| (one.said.people, !one.is_placed())),
                open: join(&kept, now).closed.is_none(),
                occasion: kept.occasion,
            });
        }
    }
    lines.sort_by_key(|line| line.occasion.starts_at());
    let slug = officer.tenant.slug.clone();
    Ok(page.ok("催しの案内", move || view! { <InvitationsPage slug lines/> }))
}

/// One of them, with the own registration.
pub async fn show(
    officer: Invited,
    State(app): State<App>,
    Path((_, id)): Path<(String, OccasionId)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let (host, kept) = invitation(&app, &officer, id).await?;
    let done = match done.as_deref() {
        Some("registered") => Some("申込みを受け付けました。控えのメールを送りました。"),
        Some("waits") => Some("キャンセル待ちを受け付けました。控えのメールを送りました。"),
        Some("accepted") => Some("参加することになりました。控えのメールを送りました。"),
        Some("gone") => Some("席を確保できませんでした。ほかの団体が先に参加を決めました。"),
        Some("changed") => Some("申込みを変更しました。控えのメールを送りました。"),
        Some("withdrawn") => Some("申込みを取り消しました。"),
        Some(_) | None => None,
    };
    let own = own_registrations(&app, &officer).await?.into_iter().find(|one| one.occasion == id);
    let form = match &own {
        Some(own) => own.said.fill(),
        None => ChangeForm {
            people: 1,
            contact: Contact {
                name: officer.account.name.clone(),
                phone: officer.tenant.settings.phone.clone(),
                email: officer.account.email.clone().unwrap_or_default(),
            },
            question: String::new(),
        }
        .fill(),
    };
    render(&app, &page, &officer, (&host, kept), own.as_ref(), (FormState::filled(form), done)).await
}

/// Registers the own body, changes the registration or takes it back.
pub async fn create(
    officer: InvitedClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let (host, _) = invitation(&app, &officer, id).await?;
    let own = own_registrations(&app, &officer).await?.into_iter().find(|one| one.occasion == id);
    let tx = app.store.write(&scope(&host, &officer)).await?;
    let here = paths::occasion_invitation(&slug, id);
    let (kept, own) = match own {
        Some(own) => {
            let (kept, own) = whole(&tx, own.id).await?;
            (kept, Some(own).filter(|own| own.cancelled_at.is_none()))
        }
        None => (occasions::find_to_change(&tx, id).await?.ok_or(Error::NotFound)?, None),
    };
    let kept = published(Some(kept))?;
    if kept.stage.registers(&kept.occasion, app.clock.now()).is_err() {
        return Ok(see_other(&here));
    }
    let at = (&host, &kept);
    let done = match &own {
        Some(own) => registering::act(&app, &tx, at, own, &typed, &here).await?,
        None => {
            still(&tx, &typed, (&kept, None), &here).await?;
            let usage = body(&officer)?;
            let from = (&usage, Source::House(officer.tenant.id));
            let made = registering::register(&app, &tx, at, &typed, from).await?;
            made.map(|one| if one.is_placed() { "registered" } else { "waits" })
        }
    };
    match done {
        Ok(word) => {
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{here}?done={word}")))
        }
        Err(problems) => {
            drop(tx);
            let rejected = FormState::rejected(typed, errors(&problems));
            render(&app, &page, &officer, (&host, kept), own.as_ref(), (rejected, None)).await
        }
    }
}

/// The host's rows, in the officer's name.
fn scope(host: &Tenant, officer: &Officer) -> Scope {
    officer.visit.once(Scope::tenant(host.id, officer.account.id))
}

/// The houses that invite this one: 国保中央会; the federation it belongs to; those of the same prefecture.
async fn hosts(app: &App, officer: &Officer) -> Result<Vec<Tenant>, Error> {
    let tx = app.store.read(&Scope::system("which houses invite a house")).await?;
    let prefecture = prefecture_of(&officer.tenant);
    let near = |host: &Tenant| {
        host.id != officer.tenant.id && prefecture.is_some() && prefecture_of(host) == prefecture
    };
    let mut hosts = tenants::of_kind(&tx, TenantKind::Central).await?;
    for kind in [TenantKind::Federation, TenantKind::Prefecture] {
        hosts.extend(tenants::of_kind(&tx, kind).await?.into_iter().filter(near));
    }
    drop(tx);
    let tx = app.store.read(&officer.scope()).await?;
    if let Some(own) = members::own(&tx).await?
        && own.federation != officer.tenant.id
        && !hosts.iter().any(|host| host.id == own.federation)
    {
        hosts.push(tenants::by_id(&tx, own.federation).await?);
    }
    Ok(hosts)
}

/// In which prefecture a house is, by its codes.
fn prefecture_of(tenant: &Tenant) -> Option<Prefecture> {
    tenant.prefecture().and_then(Prefecture::new)
}

/// An occasion to which the officer's house is invited, or not there.
async fn invitation(app: &App, officer: &Officer, id: OccasionId) -> Result<(Tenant, Kept), Error> {
    for host in hosts(app, officer).await? {
        let tx = app.store.read(&scope(&host, officer)).await?;
        if let Some(kept) = occasions::find(&tx, id).await? {
            return Ok((host, published(Some(kept))?));
        }
    }
    Err(Error::NotFound)
}

/// What the officer's house registered itself for.
async fn own_registrations(app: &App, officer: &Officer) -> Result<Vec<Registered>, Error> {
    let tx: Tx = app.store.read(&officer.scope()).await?;
    Ok(bodies::of_house(&tx, officer.tenant.id).await?)
}

/// As what the officer's house registers.
fn body(officer: &Officer) -> Result<BodyUse, Error> {
    let kind = BodyKind::of_tenant(officer.tenant.kind, &officer.tenant.name);
    match (kind, prefecture_of(&officer.tenant)) {
        (Some(kind), Some(prefecture)) => {
            Ok(BodyUse::Own { kind, prefecture, name: officer.tenant.name.clone() })
        }
        // A house without a code is in no line of a table.
        _ => Err(Error::NotFound),
    }
}

async fn render(
    app: &App,
    page: &Page,
    officer: &Officer,
    (host, kept): (&Tenant, Kept),
    own: Option<&Registered>,
    (form, done): (FormState, Option<&'static str>),
) -> Result<Response, Error> {
    let rejected = form.has_errors();
    let kind = BodyKind::of_tenant(officer.tenant.kind, &officer.tenant.name).ok_or(Error::NotFound)?;
    // Where it stands in the line of the host, in whose house the line is.
    let tx = app.store.read(&scope(host, officer)).await?;
    let mut line = line::views(&tx, &kept, app.clock.now()).await?;
    drop(tx);
    let view = InvitationView {
        slug: officer.tenant.slug.clone(),
        id: kept.id,
        host: host.name.clone(),
        join: join(&kept, app.clock.now()),
        occasion: kept.occasion,
        stage: kept.stage,
        body: (kind, officer.tenant.name.clone()),
        own: own.map(|own| own.version),
        wait: own.and_then(|own| line.remove(&own.id)),
        may: officer.has(Role::Clerk),
        form,
        done: done.map(str::to_owned),
    };
    let view = move || view! { <InvitationPage view/> };
    Ok(if rejected { page.unprocessable("催しの案内", view) } else { page.ok("催しの案内", view) })
}
