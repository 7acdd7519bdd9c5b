//! Posted forms: read whole, proved to come from our page, and kept as typed.

use crate::{app::App, error::Error, keys::constant_time_eq, visit::Visit};
use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::{HeaderMap, StatusCode, header},
};
use domain::form::Typed;
use std::sync::{Arc, PoisonError};

/// A form without files (`application/x-www-form-urlencoded`), at most 256 kB.
#[derive(Debug, Clone)]
pub struct Posted(pub Typed);

/// A form with files (`multipart/form-data`).
#[derive(Debug)]
pub struct Upload {
    /// What was typed.
    pub typed: Typed,
    /// What was chosen; fields without a file are left out.
    pub files: Vec<UploadedFile>,
}

/// A file as it was sent.
#[derive(Debug, Clone)]
pub struct UploadedFile {
    /// The field.
    pub field: String,
    /// The name on the sender's machine; never a path of ours.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The most that one file may hold.
pub const FILE_LIMIT: usize = 10 * 1024 * 1024;
/// The most that one form with files may hold.
pub const UPLOAD_LIMIT: usize = 3 * FILE_LIMIT;
/// The most that one list of offices may hold.
pub const LIST_LIMIT: usize = 64 * 1024 * 1024;
/// The most that one form with lists may hold.
pub const LISTS_LIMIT: usize = 3 * LIST_LIMIT;
/// The most that a form without files may hold.
const FORM_LIMIT: usize = 256 * 1024;

impl FromRequest<App> for Posted {
    type Rejection = Error;
    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let visit = request.extensions().get::<Arc<Visit>>().cloned().ok_or(Error::NotFound)?;
        if !content_type(request.headers()).starts_with("application/x-www-form-urlencoded") {
            return Err(Error::Unreadable);
        }
        let bytes = Bytes::from_request(request, app).await.map_err(|refusal| {
            // What breaks off or is no body at all is not too large.
            if refusal.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Error::TooLarge
            } else {
                Error::Unreadable
            }
        })?;
        if bytes.len() > FORM_LIMIT {
            return Err(Error::TooLarge);
        }
        let pairs: Vec<(String, String)> =
            serde_html_form::from_bytes(&bytes).map_err(|_| Error::Unreadable)?;
        Ok(Self(prove(&visit, pairs)?))
    }
}

impl FromRequest<App> for Upload {
    type Rejection = Error;
    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let visit = request.extensions().get::<Arc<Visit>>().cloned().ok_or(Error::NotFound)?;
        if !content_type(request.headers()).starts_with("multipart/form-data") {
            return Err(Error::Unreadable);
        }
        let mut multipart = Multipart::from_request(request, app).await.map_err(|_| Error::Unreadable)?;
        let (mut pairs, mut files) = (Vec::new(), Vec::new());
        while let Some(field) = multipart.next_field().await.map_err(|error| of_multipart(&visit, &error))? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file_name) => {
                    let bytes = field.bytes().await.map_err(|error| of_multipart(&visit, &error))?;
                    if !(file_name.is_empty() && bytes.is_empty()) {
                        files.push(UploadedFile { field: name, name: file_name, bytes: bytes.into() });
                    }
                }
                None => pairs.push((name, field.text().await.map_err(|error| of_multipart(&visit, &error))?)),
            }
        }
        Ok(Self { typed: prove(&visit, pairs)?, files })
    }
}

/// Checks the form's token (`security.md` 4.8) and takes its key; what is left is what was typed.
fn prove(visit: &Visit, pairs: Vec<(String, String)>) -> Result<Typed, Error> {
    let mut token = String::new();
    let mut typed = Vec::with_capacity(pairs.len());
    for (name, value) in pairs {
        match name.as_str() {
            "csrf" => token = value,
            "once" => {
                if (20..=64).contains(&value.len()) {
                    *visit.received.lock().unwrap_or_else(PoisonError::into_inner) = Some(value.clone());
                    *visit.once.lock().unwrap_or_else(PoisonError::into_inner) =
                        Some((value, visit.path.clone()));
                }
            }
            _ => typed.push((name, value.replace("\r\n", "\n"))),
        }
    }
    if constant_time_eq(token.as_bytes(), visit.csrf.as_bytes()) {
        Ok(Typed::new(typed))
    } else {
        Err(Error::Forged)
    }
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("")
}

fn of_multipart(visit: &Visit, error: &axum::extract::multipart::MultipartError) -> Error {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let lists = visit.route.as_deref() == Some("/t/{tenant}/imports/new");
        if lists { Error::ListsTooLarge } else { Error::TooLarge }
    } else {
        Error::Unreadable
    }
}
