//! Who is asking, for what, in whose house: found once a request, before any handler.

use crate::{app::App, error::Error, help, interface, kept_forms, keys, web::cookies};
use ::app::{paths, shell::Help};
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, Method, header, request::Parts},
    middleware::Next,
    response::Response,
};
use chrono::TimeDelta;
use domain::{
    accounts::{AccountKind, Roles},
    ids::{OfficeId, TenantId},
};
use elements::TextSize;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
};
use store::{
    OnceSlot, Scope,
    accounts::Account,
    once,
    sessions::{self, Level, Living, Session},
    tenants::Tenant,
};

/// One request's circumstances.
#[derive(Debug)]
pub struct Visit {
    /// The path, without query.
    pub path: String,
    /// The path with its query.
    pub address: String,
    /// Where signing in begins: where there is no public side, with staff's own page.
    pub door: String,
    /// The route as `routes.rs` writes it; none for a path that is no route.
    pub route: Option<String>,
    /// The signed-in person, whatever their session has proved.
    pub person: Option<Person>,
    /// The tenant that the path names, if it exists.
    pub tenant: Option<Tenant>,
    /// The person's roles in that tenant.
    pub roles: Roles,
    /// The offices of that tenant for which the person speaks, where it is an applicant.
    pub offices: Vec<OfficeId>,
    /// The tenants the person belongs to.
    pub memberships: Vec<(TenantId, Roles)>,
    /// What the browser's forms are signed with.
    pub csrf: String,
    /// The key of the posted form, until the first change takes it.
    pub once: OnceSlot,
    /// The key of the posted form, also when a change has taken it.
    pub received: Mutex<Option<String>>,
    /// Whom to ask here; nobody where the database does not say.
    pub help: Option<Help>,
    /// How large the letters are.
    pub text_size: TextSize,
    /// The asking machine's address.
    pub from: IpAddr,
    /// The browser in a few words.
    pub device: String,
}

/// A person with a living session.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub account: Account,
    /// Their session.
    pub session: Session,
}

impl Visit {
    /// The person, where the session has proved enough to work.
    pub fn signed_in(&self) -> Option<&Person> {
        self.person.as_ref().filter(|person| match person.session.level {
            Level::Full | Level::Applicant | Level::Demo => true,
            Level::Password => false,
        })
    }

    /// Whether somebody who works for a municipality or a federation is signed in.
    pub fn belongs_to_staff(&self) -> bool {
        self.signed_in().is_some() && !self.memberships.is_empty()
    }

    /// The key of the posted form.
    pub fn received_key(&self) -> Option<String> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The scope with this request's form key.
    pub fn once(&self, scope: Scope) -> Scope {
        scope.once(self.once.clone())
    }
}

/// How long before a living session is marked seen again.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(5);

/// Finds the circumstances, lets the handler answer, remembers where a form was answered to.
pub async fn receive(State(app): State<App>, request: Request, next: Next) -> Result<Response, Error> {
    let path = request.uri().path().to_owned();
    if path.starts_with("/assets/") || path == "/healthz" {
        return Ok(next.run(request).await);
    }
    let (parts, body) = request.into_parts();
    let (seed, fresh) = match cookies::read(&parts.headers, &cookies::seed_name(&app.config)) {
        Some(seed) if seed.len() == 43 => (seed, false),
        Some(_) | None => (keys::token(), true),
    };
    let visit = Arc::new(find(&app, &parts, &path, &seed).await?);
    let posted = parts.method == Method::POST;
    let mut request = Request::from_parts(parts, body);
    request.extensions_mut().insert(visit.clone());
    let (request, lent) = kept_forms::lend(&app, &visit, request);
    let mut response = next.run(request).await;
    if let Some(lent) = lent {
        kept_forms::keep(&app, &visit, lent, &mut response).await;
    }
    if posted {
        let location = response.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
        remember(&app, &visit, location.map(str::to_owned)).await;
        app.wake.notify_one();
    }
    // Other systems send no forms.
    if fresh && !path.starts_with(interface::BEGINNING) {
        let cookie = cookies::set(&app.config, &cookies::seed_name(&app.config), &seed, None);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    // The error layer outside this one renders pages for whoever asked.
    response.extensions_mut().insert(visit);
    Ok(response)
}

async fn find(app: &App, request: &Parts, path: &str, seed: &str) -> Result<Visit, Error> {
    let now = app.clock.now();
    let headers = &request.headers;
    let asking = app.store.asking();
    let living = async {
        match cookies::read(headers, &cookies::session_name(&app.config)) {
            Some(token) => asking.living(&keys::sha256(&token), now).await,
            None => Ok(None),
        }
    };
    let tenant = async {
        match path.strip_prefix("/t/").map(|rest| rest.split('/').next().unwrap_or("")) {
            Some(slug) => asking.tenant(slug).await,
            None => Ok(None),
        }
    };
    let (living, tenant) = tokio::try_join!(living, tenant)?;
    let (person, memberships) = living
        .filter(|living| living.account.disabled_at.is_none())
        .map(|Living { session, account, memberships }| (Person { account, session }, memberships))
        .unzip();
    let memberships = memberships.unwrap_or_default();
    // An applicant alone acts for offices: nothing asks for those of staff.
    let represented = match &person {
        Some(Person { account, .. }) if account.kind == AccountKind::Applicant => {
            asking.offices_of(account.id).await?
        }
        Some(_) | None => Vec::new(),
    };
    let help = help::find(asking, tenant.as_ref()).await?;
    if let Some(person) = person.as_ref().filter(|person| now - person.session.seen_at > TOUCH_EVERY) {
        let tx = app.store.write(&Scope::account(person.account.id)).await?;
        sessions::touch(&tx, person.session.id, now).await?;
        tx.commit().await?;
    }
    let here = tenant.as_ref().map(|tenant| tenant.id);
    Ok(Visit {
        path: path.to_owned(),
        door: door(app),
        route: request.extensions.get::<MatchedPath>().map(|route| route.as_str().to_owned()),
        address: request.uri.path_and_query().map_or_else(|| path.to_owned(), ToString::to_string),
        roles: memberships
            .iter()
            .find(|(id, _)| Some(*id) == here)
            .map(|(_, roles)| roles.clone())
            .unwrap_or_default(),
        offices: represented.iter().filter(|(id, _)| Some(*id) == here).map(|(_, office)| *office).collect(),
        memberships,
        person,
        tenant,
        help,
        csrf: app.keys.hash("csrf", seed),
        once: Arc::default(),
        received: Mutex::new(None),
        text_size: cookies::read(headers, "text-size")
            .and_then(|code| TextSize::from_code(&code))
            .unwrap_or_default(),
        from: asking_address(app, request),
        device: device(headers),
    })
}

/// Where signing in begins.
pub fn door(app: &App) -> String {
    if app.config.public_side { paths::sign_in() } else { paths::sign_in_staff() }
}

/// After a form changed something: where its second sending is to be answered to.
async fn remember(app: &App, visit: &Visit, location: Option<String>) {
    let taken = visit.once.lock().unwrap_or_else(PoisonError::into_inner).is_none();
    if let (true, Some(key), Some(location)) = (taken, visit.received_key(), location) {
        let kept = once::answered(&app.store, &key, &visit.path, &location, app.clock.now()).await;
        if let Err(error) = kept {
            tracing::warn!(error = %error, "the answer to a form was not remembered");
        }
    }
}

/// The asking machine: the peer, or what a trusted proxy says of it (ASVS 4.1.3).
fn asking_address(app: &App, request: &Parts) -> IpAddr {
    let peer = request
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(address)| address.ip());
    if !app.config.trusted_proxies.contains(&peer) {
        return peer;
    }
    request
        .headers
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok())
        .unwrap_or(peer)
}

/// The browser in a few words, for the list of sessions.
fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    let browser = [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
        .into_iter()
        .find_map(|(mark, name)| agent.contains(mark).then_some(name))
        .unwrap_or("ブラウザー");
    let system = [
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]
    .into_iter()
    .find_map(|(mark, name)| agent.contains(mark).then_some(name))
    .unwrap_or("機種不明");
    format!("{browser}（{system}）")
}
