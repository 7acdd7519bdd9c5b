//! Where a form may come from: Fetch Metadata, then Origin; the form's own token is checked with its body
//! (`security.md` 4.8; ASVS 3.5.1).

use crate::{app::App, error::Error};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// Refuses a changing request that another site's page sent.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || from_our_page(&app, request.headers()) {
        next.run(request).await
    } else {
        Error::Forged.into_response()
    }
}

fn from_our_page(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else { return true };
    let own = text(header::HOST.as_str())
        .is_some_and(|host| origin.split_once("://").is_some_and(|(_, rest)| rest == host));
    own || origin == app.config.public_url
}
