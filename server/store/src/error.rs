//! What can go wrong between a query and its rows.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx::error::DatabaseError};

/// A failure of the store, in the words of the work.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A tenant's rows were asked for in a scope without a tenant.
    #[error("the scope names no tenant")]
    NoTenant,
    /// A change was tried in a transaction opened for reading.
    #[error("the transaction was opened for reading")]
    ReadOnly,
    /// The form with this key was received before; nothing was changed again.
    #[error("this form was received before")]
    Repeated,
    /// Somebody else changed the row since it was shown.
    #[error("the row was changed by somebody else meanwhile")]
    Stale,
    /// A row names another that is not there (any more).
    #[error("the row is not there")]
    Missing,
    /// A rule of the schema refused the change; the constraint is named as the database names it.
    #[error("a rule of the schema refused the change: {0}")]
    Refused(String),
    /// What a row holds cannot be read back.
    #[error("a stored value cannot be read: {0}")]
    Unreadable(String),
    /// The database did not answer, or not in time.
    #[error("the database did not answer: {0}")]
    Unavailable(DbErr),
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(rule) | SqlErr::ForeignKeyConstraintViolation(rule)) => {
                Self::Refused(rule)
            }
            Some(_) | None => match &error {
                DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner))
                    if inner.as_database_error().is_some_and(DatabaseError::is_check_violation) =>
                {
                    Self::Refused(inner.to_string())
                }
                _ => Self::Unavailable(error),
            },
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl Error {
    /// What a change tells that asked for a row as somebody saw it: [`Error::Stale`] where it found none.
    pub(crate) fn stale_unless(rows_affected: u64) -> Result<(), Self> {
        if rows_affected == 0 { Err(Self::Stale) } else { Ok(()) }
    }
    /// Whether a rule of the schema that names all of these words refused the change.
    pub fn is_refused_by(&self, words: &[&str]) -> bool {
        matches!(self, Self::Refused(rule) if words.iter().all(|word| rule.contains(word)))
    }
}
