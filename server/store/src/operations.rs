//! What operators did with the whole installation: the last backup, the last restore drill, and the holding of mail
//! after a restore. One row for each kind of act, which everybody may read and only the system writes.

use crate::{Error, Tx, entities::operations, snapshots};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, sea_query::OnConflict};
use std::collections::BTreeMap;

/// An act of operating that is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A backup was written.
    Backup,
    /// A backup was restored somewhere else and found whole.
    Drill,
    /// This installation was restored from a backup.
    Restore,
    /// Mail is held: an operator has not yet released it.
    Hold,
}

impl Act {
    /// The word in the row. `hold` stands in [`crate::jobs::lease`] too.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Backup => "backup",
            Self::Drill => "drill",
            Self::Restore => "restore",
            Self::Hold => "hold",
        }
    }
}

/// When something was done last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: DateTime<Utc>,
    /// With what: a file's name and size, in the operator's language; nothing personal.
    pub detail: String,
}

/// The last backup, for the administrator's screen.
pub async fn last_backup(tx: &Tx) -> Result<Option<Mark>, Error> {
    last(tx, Act::Backup).await
}

/// The last restore drill that went well, for the administrator's screen.
pub async fn last_drill(tx: &Tx) -> Result<Option<Mark>, Error> {
    last(tx, Act::Drill).await
}

/// Since when mail is held; none when it leaves as usual.
pub async fn mail_held(tx: &Tx) -> Result<Option<Mark>, Error> {
    last(tx, Act::Hold).await
}

/// When an act was done last.
pub async fn last(tx: &Tx, act: Act) -> Result<Option<Mark>, Error> {
    let row = operations::Entity::find_by_id(act.word().to_owned()).one(tx.connection()).await?;
    Ok(row.map(|row| Mark { at: row.at, detail: row.detail }))
}

/// Remembers that an act was done now.
pub async fn mark(tx: &Tx, act: Act, mark: Mark) -> Result<(), Error> {
    let row = operations::Model { kind: act.word().to_owned(), at: mark.at, detail: mark.detail };
    operations::Entity::insert(operations::ActiveModel::from(row))
        .on_conflict(
            OnConflict::column(operations::Column::Kind)
                .update_columns([operations::Column::At, operations::Column::Detail])
                .to_owned(),
        )
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Lets mail leave again; false when it was not held.
pub async fn release(tx: &Tx) -> Result<bool, Error> {
    let gone = operations::Entity::delete_by_id(Act::Hold.word().to_owned()).exec(tx.connection()).await?;
    Ok(gone.rows_affected > 0)
}

/// How many mails wait to be sent.
pub async fn mails_waiting(tx: &Tx) -> Result<i64, Error> {
    let row =
        tx.connection()
            .query_one_raw(tx.statement(
                "SELECT count(*) AS n FROM mails WHERE state IN ('waiting', 'sending', 'paused')",
                [],
            ))
            .await?
            .ok_or(Error::Missing)?;
    Ok(row.try_get("", "n")?)
}

/// How many rows each table has. The scope is the system's.
pub async fn rows(tx: &Tx) -> Result<BTreeMap<String, i64>, Error> {
    let tables = tx.connection().query_all_raw(tx.statement(&snapshots::tables(tx.engine()), [])).await?;
    let mut counted = BTreeMap::new();
    for table in &tables {
        let name: String = table.try_get("", "name")?;
        let sql = format!("SELECT count(*) AS n FROM {}", snapshots::quoted(&name));
        let row = tx.connection().query_one_raw(tx.statement(&sql, [])).await?.ok_or(Error::Missing)?;
        counted.insert(name, row.try_get("", "n")?);
    }
    Ok(counted)
}
