//! One line and one number a request: the pattern of its route, its status, how long it took, and an id that stands in
//! every line logged on its way. No path, no query, no body, no address, no person.

use crate::app::App;
use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use std::{sync::atomic::Ordering, time::Instant};
use tracing::Instrument as _;
use uuid::Uuid;

/// Answered with each response, so that a person can tell it and an operator find its lines.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The pattern of what no route matched.
const UNMATCHED: &str = "unmatched";

/// Logs and counts a request.
pub async fn each(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = app.clock.id::<Uuid>().to_string();
    let method = word(request.method());
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or(UNMATCHED, MatchedPath::as_str);
    let begun = Instant::now();
    let span = tracing::info_span!("request", request.id = %id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = begun.elapsed();
    let status = response.status().as_u16();
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| {
        tracing::info!(
            http.method = method,
            http.route = route,
            http.status = status,
            milliseconds,
            "answered"
        );
    });
    app.metrics.answered(method, route, status, took);
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    if app.draining.load(Ordering::Relaxed) {
        // The next request of this client goes to a server that stays.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// A method of ours, or `other`: a stranger's invention makes no new line of numbers.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}
