//! What was typed when a session had ended: kept, sealed for its owner, until they sign in again and send it
//! (`ui.md` 2.2: nothing typed is ever lost).

use crate::{
    actor::SignedIn, app::App, error::Error, keys, page::Page, posted::UPLOAD_LIMIT, visit::Visit,
    web::cookies,
};
use app::{errors::KeptFormPage, paths};
use axum::{
    body::Body,
    extract::{DefaultBodyLimit, FromRequest as _, Multipart, Path, Request, State},
    http::{HeaderValue, Method, header},
    response::Response,
};
use chrono::TimeDelta;
use domain::ids::{AccountId, KeptFormId};
use futures::{StreamExt as _, stream};
use leptos::prelude::*;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use store::{
    Scope,
    kept_forms::{self, KeptForm},
    sessions,
};

/// The most words that a form keeps, and is read for; its files are read past, up to what one form may send.
const LIMIT: usize = 256 * 1024;
/// How long a form is waited for that somebody is still sending.
const PATIENCE: Duration = Duration::from_mins(1);
/// The name under which is kept that a form sends files: its words are kept, the files are chosen again.
const WITH_FILES: &str = "kept with files";
/// The name under which is kept that a form was more than is kept of one.
const IN_PART: &str = "kept in part";
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

/// A posted form that may turn out to need a session. Its body is lent to whoever answers it; where nobody read it, it is
/// read for its words.
#[derive(Debug)]
pub struct Lent {
    token: String,
    sends: Sends,
    kind: HeaderValue,
    body: Arc<Mutex<Option<Body>>>,
}

/// Lends the body of a form that somebody sends without a session who brings the name of one.
pub fn lend(app: &App, visit: &Visit, request: Request) -> (Request, Option<Lent>) {
    let wanted = *request.method() == Method::POST
        && visit.person.is_none()
        && !NEVER.iter().any(|path| visit.path.starts_with(path));
    let headers = request.headers();
    let kind = headers.get(header::CONTENT_TYPE).filter(|_| wanted).cloned();
    let sends = kind.and_then(|kind| Some((sends(&kind)?, kind)));
    let token = cookies::read(headers, &cookies::session_name(&app.config));
    let (Some((sends, kind)), Some(token)) = (sends, token) else { return (request, None) };
    let (parts, body) = request.into_parts();
    let body = Arc::new(Mutex::new(Some(body)));
    let lent = body.clone();
    let read = stream::once(async move { taken(&lent).unwrap_or_default().into_data_stream() }).flatten();
    let request = Request::from_parts(parts, Body::from_stream(read));
    (request, Some(Lent { token, sends, kind, body }))
}

fn taken(body: &Mutex<Option<Body>>) -> Option<Body> {
    body.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Keeps the words where the answer sends their sender to sign in, and has them come back to them.
pub async fn keep(app: &App, visit: &Visit, lent: Lent, response: &mut Response) {
    let Some(SignInNeeded { door }) = response.extensions().get().cloned() else { return };
    let Some(body) = taken(&lent.body) else { return };
    let Some(account) = lately(app, &lent.token).await else { return };
    let Ok(read) = tokio::time::timeout(PATIENCE, lent.sends.read(lent.kind, body)).await else { return };
    let typed = read.and_then(|read| own(visit, read, lent.sends == Sends::Files));
    let Some(typed) = typed else { return };
    match add(app, account, &visit.address, &typed).await {
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
    let marked = |mark: &str| typed.iter().any(|(name, _)| name == mark);
    let (with_files, in_part) = (marked(WITH_FILES), marked(IN_PART));
    typed.retain(|(name, _)| name != WITH_FILES && name != IN_PART);
    let address = form.address;
    Ok(page.ok("送信していない入力", move || view! { <KeptFormPage address typed with_files in_part/> }))
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

fn sends(kind: &HeaderValue) -> Option<Sends> {
    let kind = kind.to_str().ok()?;
    if kind.starts_with("application/x-www-form-urlencoded") {
        Some(Sends::Words)
    } else {
        kind.starts_with("multipart/form-data").then_some(Sends::Files)
    }
}

/// What was read of a form, and whether it is all of it.
struct Read {
    pairs: Vec<(String, String)>,
    whole: bool,
}

impl Sends {
    /// Reads the words, and past the files; none where it is no form.
    async fn read(self, kind: HeaderValue, body: Body) -> Option<Read> {
        match self {
            Self::Words => match axum::body::to_bytes(body, LIMIT).await {
                Ok(bytes) => Some(Read { pairs: serde_html_form::from_bytes(&bytes).ok()?, whole: true }),
                Err(_) => Some(Read { pairs: Vec::new(), whole: false }),
            },
            Self::Files => {
                let mut request = Request::new(body);
                request.headers_mut().insert(header::CONTENT_TYPE, kind);
                DefaultBodyLimit::max(UPLOAD_LIMIT).apply(&mut request);
                let mut multipart = Multipart::from_request(request, &()).await.ok()?;
                let mut pairs = Vec::new();
                let whole = gather(&mut multipart, &mut pairs).await.is_some();
                Some(Read { pairs, whole })
            }
        }
    }
}

/// Gathers the words of a form with files; none where more comes than is kept, or than is read.
async fn gather(multipart: &mut Multipart, pairs: &mut Vec<(String, String)>) -> Option<()> {
    let mut left = LIMIT;
    while let Some(mut field) = multipart.next_field().await.ok()? {
        if field.file_name().is_some() {
            continue;
        }
        let name = field.name()?.to_owned();
        left = left.checked_sub(name.len())?;
        let mut value = Vec::new();
        while let Some(chunk) = field.chunk().await.ok()? {
            left = left.checked_sub(chunk.len())?;
            value.extend_from_slice(&chunk);
        }
        pairs.push((name, String::from_utf8(value).ok()?));
    }
    Some(())
}

async fn lately(app: &App, token: &str) -> Option<AccountId> {
    let tx = app.store.read(&Scope::system("whose session has ended")).await.ok()?;
    sessions::lately(&tx, &keys::sha256(token), app.clock.now(), LATELY).await.ok()?
}

/// What was typed, if the form is one of ours. Of one that is too much to be read to its token nothing is kept but that.
fn own(visit: &Visit, read: Read, with_files: bool) -> Option<Vec<(String, String)>> {
    let Read { pairs, whole } = read;
    let token = pairs.iter().find(|(name, _)| name == "csrf");
    let is_ours =
        token.is_some_and(|(_, token)| keys::constant_time_eq(token.as_bytes(), visit.csrf.as_bytes()));
    if whole && !is_ours {
        return None;
    }
    let marks = [(WITH_FILES, with_files), (IN_PART, !whole)];
    let marks = marks.into_iter().filter(|(_, holds)| *holds);
    let marks = marks.map(|(name, _)| (name.to_owned(), String::new()));
    let typed = pairs.into_iter().filter(|(name, _)| is_ours && name != "csrf" && name != "once");
    Some(typed.chain(marks).collect())
}
