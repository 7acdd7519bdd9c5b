//! What stands around every handler: headers, where forms may come from, error pages, assets, health.

pub mod assets;
pub mod cookies;
mod error_pages;
pub mod headers;
mod health;
mod origin;
pub mod text_size;

use crate::{app::App, routes, visit};
use axum::{Router, middleware};
use std::time::Duration;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};

/// The whole server: the routes and everything around them.
pub fn service(app: App) -> Router {
    around(
        routes::all().into_router(app.config.public_side).fallback(async || crate::error::Error::NotFound),
        app,
    )
}

/// What stands around every handler, outermost last.
pub fn around(handlers: Router<App>, app: App) -> Router {
    handlers
        .layer(CatchPanicLayer::custom(error_pages::panicked))
        .layer(TimeoutLayer::with_status_code(
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_mins(1),
        ))
        .layer(middleware::from_fn_with_state(app.clone(), visit::receive))
        .layer(middleware::from_fn_with_state(app.clone(), origin::check))
        .layer(middleware::from_fn_with_state(app.clone(), error_pages::render))
        .layer(middleware::from_fn_with_state(app.clone(), headers::set))
        .layer(middleware::from_fn(log))
        .with_state(app)
}

/// One line a request: no query, no body, no person.
async fn log(request: axum::extract::Request, next: middleware::Next) -> axum::response::Response {
    let method = request.method().clone();
    let route = request.uri().path().to_owned();
    let response = next.run(request).await;
    let matched = if route.starts_with("/assets/") { "/assets" } else { shape(&route) };
    tracing::info!(http.method = %method, http.route = matched, http.status = response.status().as_u16(), "answered");
    response
}

/// The first word of a path: ids and tokens in paths are never logged.
fn shape(path: &str) -> &'static str {
    match path.split('/').nth(1).unwrap_or("") {
        "" => "/",
        "t" => "/t",
        "sign-in" => "/sign-in",
        "sign-out" => "/sign-out",
        "new-password" => "/new-password",
        "account" => "/account",
        "demo" => "/demo",
        "stop" => "/stop",
        "healthz" => "/healthz",
        _ => "other",
    }
}

pub use health::show as health;
