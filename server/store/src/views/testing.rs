//! Who looked, as tests ask for it. The program shows looks in the record of a house (`audit`) and among what is kept of a
//! person (`records`).

use crate::{Error, Tx, entities::view_records};
use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// One look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewed {
    /// Who.
    pub account: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// At what of it.
    pub what: String,
}

/// Who looked at one thing, oldest first.
pub async fn of_subject(tx: &Tx, subject_kind: &str, subject: Uuid) -> Result<Vec<Viewed>, Error> {
    let rows = tx
        .rows::<view_records::Entity>()?
        .filter(view_records::Column::SubjectKind.eq(subject_kind))
        .filter(view_records::Column::SubjectId.eq(subject))
        .order_by_asc(view_records::Column::At)
        .all(tx.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Viewed { account: row.account_id.into(), at: row.at, what: row.what })
        .collect())
}
