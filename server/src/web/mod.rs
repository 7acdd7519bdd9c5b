//! What stands around every handler: headers, where forms may come from, error pages, assets, health, the log.

pub mod assets;
pub mod cookies;
mod error_pages;
pub mod headers;
mod health;
mod origin;
pub mod text_size;
mod watch;

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

/// What stands around every handler, outermost first: put on in one go, because each goes around every single route.
pub fn around(handlers: Router<App>, app: App) -> Router {
    handlers
        .layer((
            middleware::from_fn_with_state(app.clone(), watch::each),
            middleware::from_fn_with_state(app.clone(), headers::set),
            middleware::from_fn_with_state(app.clone(), error_pages::render),
            middleware::from_fn_with_state(app.clone(), origin::check),
            middleware::from_fn_with_state(app.clone(), visit::receive),
            TimeoutLayer::with_status_code(
                axum::http::StatusCode::SERVICE_UNAVAILABLE,
                Duration::from_mins(1),
            ),
            CatchPanicLayer::custom(error_pages::panicked),
        ))
        .with_state(app)
}

pub use health::show as health;
