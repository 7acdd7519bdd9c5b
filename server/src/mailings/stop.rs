//! 配信停止 by whoever has the mail: without signing in, and through the token of the mail alone.
//!
//! A GET changes nothing. A POST needs no token of a form, since mail programs post on their own (RFC 8058): whoever
//! knows the address of this page may stop this one address's outreach, and nothing else. A mail program stops all of it;
//! who looks at the page may stop one topic.

use super::tokens;
use crate::{
    actor::Anyone,
    app::App,
    error::Error,
    page::{Page, see_other},
};
use app::{
    mailings::{StopPage, StopView},
    paths,
};
use axum::{
    body::Bytes,
    extract::{Path, State},
    response::Response,
};
use domain::{
    email::Email,
    form::Typed,
    ids::{MailId, TenantId},
    mailings::Topic,
};
use leptos::prelude::*;
use store::{
    Scope, Tx,
    mails::{self, Class},
    opt_outs::{self, Basis},
    tenants,
};

const TITLE: &str = "お知らせの配信停止";
/// What a mail program says that posts on its own.
const ONE_CLICK: &[u8] = b"One-Click";

/// Whose outreach to which address a token stops.
struct Link {
    mail: MailId,
    tenant: TenantId,
    email: Email,
    topic: Option<Topic>,
}

async fn link(app: &App, tx: &Tx, token: &str) -> Result<Link, Error> {
    let mail = tokens::read(&app.keys, token).ok_or(Error::NotFound)?;
    let stored = mails::find(tx, mail).await?.ok_or(Error::NotFound)?;
    if stored.mail.class != Class::Outreach {
        return Err(Error::NotFound);
    }
    let email = Email::parse(&stored.mail.recipient).map_err(|_| Error::NotFound)?;
    Ok(Link { mail, tenant: stored.mail.tenant, email, topic: stored.topic })
}

/// What the link stops, or that it is stopped.
pub async fn show(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("whose mail a stop link is of")).await?;
    let Link { mail: _, tenant, email, topic } = link(&app, &tx, &token).await?;
    let stop = StopView {
        token,
        municipality: tenants::by_id(&tx, tenant).await?.name,
        address: masked(&email),
        stopped: opt_outs::is_out(&tx, tenant, &email).await?,
        about: topic,
        topics: opt_outs::topics(&tx, tenant, &email).await?,
    };
    Ok(page.ok(TITLE, move || view! { <StopPage stop/> }))
}

/// Stops it. A mail program that posts on its own is answered here and not led elsewhere.
pub async fn create(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    page: Page,
    body: Bytes,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("whose mail a stop link is of")).await?;
    let Link { mail, tenant, email, topic: about } = link(&app, &tx, &token).await?;
    let municipality = tenants::by_id(&tx, tenant).await?.name;
    drop(tx);
    let one_click = body.windows(ONE_CLICK.len()).any(|part| part == ONE_CLICK);
    let basis = if one_click { Basis::OneClick(mail) } else { Basis::Link(mail) };
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "stop link")).await?;
    match chosen(&body).filter(|_| !one_click) {
        Some(topic) => {
            opt_outs::stop_topic(&tx, app.clock.id(), &email, topic, basis, app.clock.now()).await?;
        }
        None => {
            opt_outs::stop(&tx, app.clock.id(), &email, basis, app.clock.now()).await?;
        }
    }
    tx.commit().await?;
    if one_click {
        let address = masked(&email);
        let stop = StopView { token, municipality, address, stopped: true, about, topics: Vec::new() };
        return Ok(page.ok(TITLE, move || view! { <StopPage stop/> }));
    }
    Ok(see_other(&paths::stop(&token)))
}

/// Takes it back.
pub async fn undo(
    _: Anyone,
    State(app): State<App>,
    Path(token): Path<String>,
    body: Bytes,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("whose mail a stop link is of")).await?;
    let Link { mail, tenant, email, topic: _ } = link(&app, &tx, &token).await?;
    drop(tx);
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "stop link")).await?;
    let (basis, now) = (Basis::Link(mail), app.clock.now());
    match chosen(&body) {
        Some(topic) => opt_outs::take_topic_back(&tx, &email, topic, basis, now).await?,
        None => opt_outs::take_back(&tx, &email, basis, now).await?,
    };
    tx.commit().await?;
    Ok(see_other(&paths::stop(&token)))
}

/// The topic that a button of the page names; a body without one means all outreach.
fn chosen(body: &[u8]) -> Option<Topic> {
    let pairs: Vec<(String, String)> = serde_html_form::from_bytes(body).ok()?;
    Topic::from_code(pairs.into_iter().collect::<Typed>().get("topic"))
}

/// `h***@hidamari.example`: whoever was forwarded the mail learns no address.
fn masked(email: &Email) -> String {
    let first = email.as_str().chars().next().unwrap_or('*');
    format!("{first}***@{}", email.domain())
}
