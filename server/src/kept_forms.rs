//! What was typed when a session had ended: kept, sealed for its owner, until they sign in again and send it
//! (`ui.md` 2.2: nothing typed is ever lost).

use crate::{
    actor::SignedIn, app::App, error::Error, keys, page::Page, posted::UPLOAD_LIMIT, visit::Visit,
    web::cookies,
};
use app::{errors::KeptFormPage, paths};
use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest as _, Multipart, Path, Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    response::Response,
};
use chrono::TimeDelta;
use domain::ids::{AccountId, KeptFormId};
use leptos::prelude::*;
use store::{
    Scope,
    kept_forms::{self, KeptForm},
    sessions,
};

/// The most that a kept form may hold.
const LIMIT: usize = 256 * 1024;
/// The name under which is kept that a form sends files: its words are kept, the files are chosen again.
const WITH_FILES: &str = "kept with files";
/// How long after its last sign of life a session's forms are kept: as long as an applicant's session lasts.
const LATELY: TimeDelta = TimeDelta::days(7);
/// Forms behind which passwords are typed.
const NEVER: [&str; 3] = ["/account", "/sign-in", "/new-password"];

/// Marks an answer that sends somebody to sign in.
#[derive(Debug, Clone)]
pub struct SignInNeeded {
    /// Where signing in begins.
    pub door: String,
}

/// A posted form that may turn out to need a session, with its body.
#[derive(Debug)]
pub struct Copy {
    account: AccountId,
    typed: Vec<(String, String)>,
}

/// Copies the body of a form that somebody sends whose session has ended of itself.
pub async fn copy(app: &App, visit: &Visit, request: Request) -> (Request, Option<Copy>) {
    let sends = sends(request.headers());
    let wanted = *request.method() == Method::POST
        && visit.person.is_none()
        && sends.is_some()
        && !NEVER.iter().any(|path| visit.path.starts_with(path));
    let Some(account) = (if wanted { lately(app, request.headers()).await } else { None }) else {
        return (request, None);
    };
    let with_files = sends == Some(Sends::Files);
    let (parts, body) = request.into_parts();
    let limit = if with_files { UPLOAD_LIMIT } else { LIMIT };
    let Ok(bytes) = axum::body::to_bytes(body, limit).await else {
        return (Request::from_parts(parts, Body::empty()), None);
    };
    let pairs = if with_files {
        words(&parts.headers, bytes.clone()).await
    } else {
        serde_html_form::from_bytes(&bytes).ok()
    };
    let typed = pairs.and_then(|pairs| own(visit, pairs, with_files));
    let request = Request::from_parts(parts, bytes.into());
    (request, typed.map(|typed| Copy { account, typed }))
}

/// Keeps the copy where the answer sends its sender to sign in, and has them come back to it.
pub async fn keep(app: &App, visit: &Visit, copy: Copy, response: &mut Response) {
    let Some(SignInNeeded { door }) = response.extensions().get().cloned() else { return };
    match add(app, copy.account, &visit.address, &copy.typed).await {
        Ok(id) => {
            let next = crate::error::percent(&paths::kept_form(id));
            if let Ok(location) = HeaderValue::from_str(&format!("{door}?next={next}")) {
                response.headers_mut().insert(header::LOCATION, location);
            }
        }
        Err(error) => tracing::warn!(%error, "a form could not be kept"),
    }
}

/// Keeps what an account typed into a form.
pub async fn add(
    app: &App,
    account: AccountId,
    address: &str,
    typed: &[(String, String)],
) -> Result<KeptFormId, Error> {
    let id: KeptFormId = app.clock.id();
    let plain = serde_json::to_vec(typed).map_err(|_| Error::Internal("a form cannot be written down"))?;
    let sealed = app.keys.seal(&owner(id), &plain);
    let tx = app.store.write(&Scope::system("keep a form")).await?;
    let form = KeptForm { id, account, address: address.to_owned(), sealed };
    kept_forms::keep(&tx, form, app.clock.now()).await?;
    tx.commit().await?;
    Ok(id)
}

/// What was typed, to be sent with one button.
pub async fn show(
    person: SignedIn,
    State(app): State<App>,
    Path(id): Path<KeptFormId>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&Scope::system("open a kept form")).await?;
    let form = kept_forms::find(&tx, person.account.id, id).await?.ok_or(Error::NotFound)?;
    let plain = app.keys.open(&owner(id), &form.sealed).map_err(|_| Error::NotFound)?;
    let mut typed: Vec<(String, String)> = serde_json::from_slice(&plain).map_err(|_| Error::NotFound)?;
    let with_files = typed.iter().any(|(name, _)| name == WITH_FILES);
    typed.retain(|(name, _)| name != WITH_FILES);
    let address = form.address;
    Ok(page.ok("送信していない入力", move || view! { <KeptFormPage address typed with_files/> }))
}

fn owner(id: KeptFormId) -> String {
    format!("kept form {id}")
}

/// What a form sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sends {
    /// Words alone.
    Words,
    /// Files, and words with them.
    Files,
}

fn sends(headers: &HeaderMap) -> Option<Sends> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    if kind.starts_with("application/x-www-form-urlencoded") {
        Some(Sends::Words)
    } else {
        kind.starts_with("multipart/form-data").then_some(Sends::Files)
    }
}

/// The words of a form with files.
async fn words(headers: &HeaderMap, bytes: Bytes) -> Option<Vec<(String, String)>> {
    let kind = headers.get(header::CONTENT_TYPE)?.clone();
    let mut request = Request::new(Body::from(bytes));
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    DefaultBodyLimit::disable().apply(&mut request);
    let mut multipart = Multipart::from_request(request, &()).await.ok()?;
    let (mut pairs, mut size) = (Vec::new(), 0);
    while let Some(field) = multipart.next_field().await.ok()? {
        if field.file_name().is_some() {
            continue;
        }
        let name = field.name()?.to_owned();
        let value = field.text().await.ok()?;
        size += name.len() + value.len();
        if size > LIMIT {
            return None;
        }
        pairs.push((name, value));
    }
    Some(pairs)
}

async fn lately(app: &App, headers: &HeaderMap) -> Option<AccountId> {
    let token = cookies::read(headers, &cookies::session_name(&app.config))?;
    let tx = app.store.read(&Scope::system("whose session has ended")).await.ok()?;
    sessions::lately(&tx, &keys::sha256(&token), app.clock.now(), LATELY).await.ok()?
}

/// What was typed, if the form is one of ours.
fn own(visit: &Visit, pairs: Vec<(String, String)>, with_files: bool) -> Option<Vec<(String, String)>> {
    let token = pairs.iter().find(|(name, _)| name == "csrf").map(|(_, value)| value.clone())?;
    if !keys::constant_time_eq(token.as_bytes(), visit.csrf.as_bytes()) {
        return None;
    }
    let marked = with_files.then(|| (WITH_FILES.to_owned(), String::new()));
    let typed = pairs.into_iter().filter(|(name, _)| name != "csrf" && name != "once");
    Some(typed.chain(marked).collect())
}
