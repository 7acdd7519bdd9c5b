//! `/healthz`: whether the program and its database answer.

use crate::app::App;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

/// 200 `ok`, or 503.
pub async fn show(State(app): State<App>) -> Response {
    match app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ok\n").into_response(),
        Err(error) => {
            tracing::error!(error = %error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, [("content-type", "text/plain; charset=utf-8")], "database\n")
                .into_response()
        }
    }
}
