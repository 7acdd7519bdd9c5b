//! `/healthz`: whether the program and its database answer, and whether it still wants requests.

use crate::app::App;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use std::sync::atomic::Ordering;

/// 200 `ok`, or 503: the database does not answer, or this server was told to stop.
pub async fn show(State(app): State<App>) -> Response {
    if app.draining.load(Ordering::Relaxed) {
        return (
            StatusCode::SERVICE_UNAVAILABLE,
            [("content-type", "text/plain; charset=utf-8")],
            "stopping\n",
        )
            .into_response();
    }
    match app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ok\n").into_response(),
        Err(error) => {
            tracing::error!(error = %error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, [("content-type", "text/plain; charset=utf-8")], "database\n")
                .into_response()
        }
    }
}
