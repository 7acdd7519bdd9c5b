//! Every way a request can fail, and the one place where failures become statuses.

use crate::{kept_forms, storage::StorageError};
use app::{
    errors::{Conflict, Problem},
    paths,
};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::TimeDelta;
use std::fmt::Write as _;

/// Why a request was not answered with its page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not there, or not for the asker.
    #[error("not found")]
    NotFound,
    /// Somebody must sign in first.
    #[error("signing in is needed")]
    SignInNeeded {
        /// Where signing in begins.
        door: String,
        /// Where to go then.
        next: String,
    },
    /// The password was typed; the second factor was not.
    #[error("the second factor is needed")]
    SecondFactorNeeded,
    /// What was asked for is not at this point any more, or not yet: another page of ours is the place to be.
    #[error("another page is the place to be: {0}")]
    Elsewhere(String),
    /// The form did not come from our page, or the page was too old.
    #[error("the form did not come from our page")]
    Forged,
    /// The body of the request is not a form as our pages send it.
    #[error("the request cannot be read")]
    Unreadable,
    /// More was sent than the page takes.
    #[error("the request is too large")]
    TooLarge,
    /// Lists of offices that are too large together.
    #[error("more lists than are taken at once")]
    ListsTooLarge,
    /// Tried too often.
    #[error("tried too often")]
    Throttled {
        /// How long to wait.
        wait: TimeDelta,
    },
    /// Somebody else changed it meanwhile.
    #[error("changed by somebody else meanwhile")]
    Conflict(Box<Conflict>),
    /// A child process or a document failed in a way nobody can mend by typing differently.
    #[error("internal: {0}")]
    Internal(&'static str),
    /// A password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] crate::passwords::HashError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The file storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What the error layer shows in place of a bare status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A page of its own.
    Problem(Problem),
    /// Somebody else was faster.
    Conflict(Conflict),
}

impl Failure {
    /// The failure behind a bare status that a library answered.
    pub fn of_status(status: StatusCode) -> Self {
        Self::Problem(match status {
            StatusCode::NOT_FOUND => Problem::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Problem::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => TOO_LARGE,
            StatusCode::SERVICE_UNAVAILABLE => Problem::Unavailable,
            status if status.is_client_error() => Problem::Unreadable,
            _ => Problem::Broken { reference: status.as_u16().to_string() },
        })
    }
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Problem(problem) => {
                StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Self::Conflict(_) => StatusCode::CONFLICT,
        }
    }
}

/// What is said of too much sent, with the limit of [`crate::posted`].
pub const TOO_LARGE: Problem =
    Problem::TooLarge { limit_mb: (crate::posted::UPLOAD_LIMIT / 1024 / 1024) as u64 };

impl From<Failure> for Response {
    fn from(failure: Failure) -> Self {
        let mut response = failure.status().into_response();
        if let Failure::Problem(Problem::TooOften { retry_after }) = failure {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
        }
        response.extensions_mut().insert(failure);
        response
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let problem = match self {
            Self::SignInNeeded { door, next } => {
                let mut response = Redirect::to(&format!("{door}?next={}", percent(&next))).into_response();
                response.extensions_mut().insert(kept_forms::SignInNeeded { door });
                return response;
            }
            Self::Elsewhere(path) => return Redirect::to(&path).into_response(),
            Self::SecondFactorNeeded => return Redirect::to(&paths::second_factor()).into_response(),
            Self::Conflict(conflict) => return Failure::Conflict(*conflict).into(),
            Self::NotFound | Self::Store(store::Error::Missing) => Problem::NotFound,
            Self::Forged => Problem::Foreign,
            Self::Unreadable => Problem::Unreadable,
            Self::TooLarge => TOO_LARGE,
            Self::ListsTooLarge => {
                Problem::TooLarge { limit_mb: (crate::posted::LISTS_LIMIT / 1024 / 1024) as u64 }
            }
            Self::Throttled { wait } => {
                Problem::TooOften { retry_after: u64::try_from(wait.num_seconds()).unwrap_or(0) + 1 }
            }
            // The error layer finds where the first sending was answered to.
            Self::Store(store::Error::Repeated) => Problem::Repeated { back: paths::home() },
            Self::Store(store::Error::Unavailable(error)) => {
                tracing::error!(error = %error, "the database did not answer");
                Problem::Unavailable
            }
            Self::Store(
                error @ (store::Error::NoTenant
                | store::Error::ReadOnly
                | store::Error::Stale
                | store::Error::Refused(_)
                | store::Error::Unreadable(_)),
            ) => broken(&error),
            Self::Hashing(error) => broken(&error),
            Self::Storage(error) => broken(&error),
            Self::Internal(_) => broken(&self),
        };
        Failure::Problem(problem).into()
    }
}

/// Logs a failure under a number that the person can tell on the telephone.
fn broken(error: &dyn std::error::Error) -> Problem {
    let reference = crate::keys::digits(6);
    tracing::error!(error = %error, reference, "a request failed");
    Problem::Broken { reference }
}

/// A value for a query, with everything but unreserved characters and slashes escaped.
pub fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
