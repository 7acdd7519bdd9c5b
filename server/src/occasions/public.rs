//! What everybody sees of a house's occasions, and the registration of a body without signing in.

use super::{Done, faster, line, registering, tokens};
use crate::{
    accounts::throttling,
    actor::Guest,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::occasions::{errors, label},
    occasions::{
        Join, PublicBodyPage, PublicBodyView, PublicOccasionPage, PublicOccasionView, PublicOccasionsPage,
        when_words,
    },
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::Place,
    email::Email,
    form::Typed,
    ids::{BodyId, OccasionId},
    occasions::{BodyUse, Field},
};
use elements::FormState;
use leptos::prelude::*;
use serde_json::Value;
use store::{
    Tx, events,
    occasions::{
        self, Kept,
        bodies::{self, Registered, Source},
    },
    tenants::Tenant,
};

/// What is to come.
pub async fn index(guest: Guest, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&guest.scope()).await?;
    let to_come = occasions::to_come(&tx, app.clock.now()).await?;
    let occasions: Vec<_> = to_come.into_iter().map(|kept| (kept.id, kept.occasion)).collect();
    let (slug, host) = (guest.tenant.slug.clone(), guest.tenant.name.clone());
    Ok(page.ok("催しの案内", move || view! { <PublicOccasionsPage slug host occasions/> }))
}

/// One of them.
pub async fn show(
    guest: Guest,
    State(app): State<App>,
    Path((_, id)): Path<(String, OccasionId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&guest.scope()).await?;
    let kept = published(occasions::find(&tx, id).await?)?;
    Ok(render(&app, &page, &guest.tenant, kept, FormState::empty(), false))
}

/// Registers a body.
pub async fn create(
    guest: Guest,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    throttled(&app, &guest, &typed).await?;
    let tx = app.store.write(&guest.scope()).await?;
    let kept = published(occasions::find_to_change(&tx, id).await?)?;
    if kept.stage.registers(&kept.occasion, app.clock.now()).is_err() {
        drop(tx);
        // The page says why, and what was typed is no use any more.
        return Ok(render_closed(&app, &page, &guest.tenant, kept));
    }
    // Whoever reads that it is on Monday does not register for Tuesday.
    if typed.is_overtaken(kept.version) {
        drop(tx);
        return Ok(render(&app, &page, &guest.tenant, kept, FormState::filled(typed), true));
    }
    let host = (&guest.tenant, &kept);
    match registering::register(&app, &tx, host, &typed, (&BodyUse::Public, Source::Outside)).await? {
        Ok(registered) => {
            tx.commit().await?;
            app.wake.notify_one();
            let token = tokens::of(&app.keys, registered.id);
            let done = if registered.is_placed() { "registered" } else { "waits" };
            Ok(see_other(&format!("{}?done={done}", paths::public_body(&slug, &token))))
        }
        Err(problems) => {
            drop(tx);
            let rejected = FormState::rejected(typed, errors(&problems));
            Ok(render(&app, &page, &guest.tenant, kept, rejected, false))
        }
    }
}

/// Registering sends a mail to an address that anybody can type: so often from one network, and to one address.
async fn throttled(app: &App, guest: &Guest, typed: &Typed) -> Result<(), Error> {
    let network = throttling::network(guest.visit.from);
    let mut tries = vec![("body from", network, throttling::REGISTRATIONS_HERE)];
    if let Ok(email) = Email::parse(typed.get(Field::ContactEmail.name())) {
        tries.push(("body of", email.key(), throttling::REGISTRATIONS));
    }
    throttling::allow(app, &tries).await
}

/// Published, or called off after that; anything else is not there for everybody.
pub(super) fn published(kept: Option<Kept>) -> Result<Kept, Error> {
    kept.filter(|kept| kept.stage.is_public()).ok_or(Error::NotFound)
}

/// Whether one may register now.
pub(super) fn join(kept: &Kept, now: DateTime<Utc>) -> Join {
    Join { closed: kept.stage.registers(&kept.occasion, now).err(), left: kept.left() }
}

fn view_of(app: &App, host: &Tenant, kept: Kept, form: FormState, changed: bool) -> PublicOccasionView {
    PublicOccasionView {
        slug: host.slug.clone(),
        host: host.name.clone(),
        id: kept.id,
        version: kept.version,
        join: join(&kept, app.clock.now()),
        occasion: kept.occasion,
        stage: kept.stage,
        form,
        changed,
    }
}

/// The page; `changed` where the occasion is not what was read when the form was filled in.
fn render(app: &App, page: &Page, host: &Tenant, kept: Kept, form: FormState, changed: bool) -> Response {
    let (rejected, title) = (form.has_errors() || changed, kept.occasion.title.clone());
    let view = view_of(app, host, kept, form, changed);
    let view = move || view! { <PublicOccasionPage view/> };
    if rejected { page.unprocessable(&title, view) } else { page.ok(&title, view) }
}

fn render_closed(app: &App, page: &Page, host: &Tenant, kept: Kept) -> Response {
    let title = kept.occasion.title.clone();
    let view = view_of(app, host, kept, FormState::empty(), false);
    page.unprocessable(&title, move || view! { <PublicOccasionPage view/> })
}

/// A registration, for whoever has its link.
pub async fn own(
    guest: Guest,
    State(app): State<App>,
    Path((_, token)): Path<(String, String)>,
    Query(Done { done }): Query<Done>,
    page: Page,
) -> Result<Response, Error> {
    let id = tokens::read(&app.keys, &token).ok_or(Error::NotFound)?;
    let tx = app.store.read(&guest.scope()).await?;
    let registered = bodies::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let kept = published(occasions::find(&tx, registered.occasion).await?)?;
    let done = match done.as_deref() {
        Some("registered") => Some("申込みを受け付けました。控えのメールを送りました。"),
        Some("waits") => Some("キャンセル待ちを受け付けました。控えのメールを送りました。"),
        Some("accepted") => Some("参加することになりました。控えのメールを送りました。"),
        Some("gone") => Some("席を確保できませんでした。ほかの団体が先に参加を決めました。"),
        Some("changed") => Some("申込みを変更しました。控えのメールを送りました。"),
        Some("kept") => Some("申込みを変更しました。"),
        Some("withdrawn") => Some("申込みを取り消しました。"),
        Some(_) | None => None,
    };
    let form = FormState::filled(registered.said.fill());
    own_page(&app, &tx, &page, &guest.tenant, (token, done), (&kept, &registered), form).await
}

/// Changes it, or takes it back.
pub async fn change(
    guest: Guest,
    State(app): State<App>,
    Path((slug, token)): Path<(String, String)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let id = tokens::read(&app.keys, &token).ok_or(Error::NotFound)?;
    let tx = app.store.write(&guest.scope()).await?;
    let (kept, registered) = whole(&tx, id).await?;
    let kept = published(Some(kept))?;
    let here = paths::public_body(&slug, &token);
    let open = kept.stage.registers(&kept.occasion, app.clock.now()).is_ok();
    if !open || registered.cancelled_at.is_some() {
        return Ok(see_other(&here));
    }
    let host = (&guest.tenant, &kept);
    match registering::act(&app, &tx, host, &registered, &typed, &here).await? {
        Ok(done) => {
            tx.commit().await?;
            app.wake.notify_one();
            Ok(see_other(&format!("{here}?done={done}")))
        }
        Err(problems) => {
            drop(tx);
            let tx = app.store.read(&guest.scope()).await?;
            let rejected = FormState::rejected(typed, errors(&problems));
            own_page(&app, &tx, &page, &guest.tenant, (token, None), (&kept, &registered), rejected).await
        }
    }
}

/// A registration with its occasion, and nobody else changes either until the transaction is over.
pub(super) async fn whole(tx: &Tx, id: BodyId) -> Result<(Kept, Registered), Error> {
    let of = bodies::find(tx, id).await?.ok_or(Error::NotFound)?.occasion;
    // The occasion first, everywhere: whoever registers locks it before a body.
    let kept = occasions::find_to_change(tx, of).await?.ok_or(Error::NotFound)?;
    let registered = bodies::find_to_change(tx, id).await?.ok_or(Error::NotFound)?;
    Ok((kept, registered))
}

/// The form was made from the registration as it stands, or somebody was faster: then nothing is done, and what was typed
/// stands beside what there is.
pub(super) async fn still(
    tx: &Tx,
    typed: &Typed,
    (kept, registered): (&Kept, Option<&Registered>),
    latest: &str,
) -> Result<(), Error> {
    let stands = registered.map(|one| one.version.to_string()).unwrap_or_default();
    if typed.get("version") == stands {
        return Ok(());
    }
    let now = registered.map(|one| one.said.fill()).unwrap_or_default();
    let fields =
        [Field::People, Field::ContactName, Field::ContactPhone, Field::ContactEmail, Field::Question];
    let differences = fields
        .into_iter()
        .map(|field| (label(field), now.get(field.name()), typed.get(field.name())))
        .filter(|(_, now, typed)| !typed.is_empty() && now != typed)
        .map(|(label, now, typed)| (label.to_owned(), now.to_owned(), typed.to_owned()))
        .collect();
    let did = if registered.is_some() {
        "参加の申込みを変更しました"
    } else {
        "参加の申込みを取り消しました"
    };
    let body = registered.map(|one| one.id.to_string());
    let concerns = |event: &events::Recorded| match &body {
        Some(body) => event.payload.get("body").and_then(Value::as_str) == Some(body.as_str()),
        None => event.kind == "occasion.body_withdrawn",
    };
    let faster = faster(tx, kept, concerns).await?;
    let faster = match registered {
        Some(body) => faster.or(&body.name),
        None => faster,
    };
    let what = format!("催し「{}」への参加の申込み", kept.occasion.title);
    Err(faster.conflict(what, did, differences, latest.to_owned()))
}

async fn own_page(
    app: &App,
    tx: &Tx,
    page: &Page,
    host: &Tenant,
    (token, done): (String, Option<&'static str>),
    (kept, registered): (&Kept, &Registered),
    form: FormState,
) -> Result<Response, Error> {
    let now = app.clock.now();
    let rejected = form.has_errors();
    let view = PublicBodyView {
        slug: host.slug.clone(),
        token,
        title: kept.occasion.title.clone(),
        when: when_words(&kept.occasion),
        join: match kept.occasion.place {
            Place::Online => kept.occasion.join.clone(),
            Place::OnSite => String::new(),
        },
        kind: registered.kind,
        name: registered.name.clone(),
        wait: line::views(tx, kept, now).await?.remove(&registered.id),
        withdrawn: registered.cancelled_at.is_some(),
        open: kept.stage.registers(&kept.occasion, now).is_ok(),
        version: registered.version,
        form,
        done: done.map(str::to_owned),
    };
    let view = move || view! { <PublicBodyPage view/> };
    let title = "参加の申込み";
    Ok(if rejected { page.unprocessable(title, view) } else { page.ok(title, view) })
}
