//! A program of its own that writes in pieces, one short transaction after the other. What a power failure takes is a number
//! of whole pieces, the last ones. On SQLite its writer does not wait for the disk between two of them: the log is carried
//! over into the file by a connection of its own while the next pieces are written
//! (`docs/decisions/0078-what-all-rows-of-a-piece-share.md`).

use crate::{
    Error, Store,
    open::{PAGES_BEFORE_CHECKPOINT, Use, connect_sqlite},
    tx::Engine,
};
use sea_orm::{ConnectionTrait as _, DatabaseBackend, DatabaseConnection, DbErr, Statement};
use tokio::task::JoinHandle;

/// Pages of the log, 64 MB, from which on a piece waits until all of it is carried over and it begins anew: whoever reads
/// looks through it.
const LONGEST: i64 = 16_000;

/// Pieces that are being written.
#[derive(Debug)]
pub struct InPieces {
    writer: DatabaseConnection,
    log: Option<Log>,
}

impl Store {
    /// Begins to write in pieces.
    pub async fn in_pieces(&self) -> Result<InPieces, Error> {
        let log = match self.engine {
            Engine::Postgres => None,
            Engine::Sqlite => {
                let log = Log::beside(&self.writer).await?;
                // What a statement would put back if it failed stays in memory as well; it went into a file, page by page.
                let meanwhile =
                    "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 0";
                self.writer.execute_unprepared(meanwhile).await?;
                Some(log)
            }
        };
        Ok(InPieces { writer: self.writer.clone(), log })
    }
}

impl InPieces {
    /// A piece was committed.
    pub async fn written(&mut self) -> Result<(), Error> {
        match &mut self.log {
            Some(log) => log.carry_over().await,
            None => Ok(()),
        }
    }

    /// What follows is written as always: its commit waits until everything before it is on the disk, too.
    pub async fn end(&mut self) -> Result<(), Error> {
        let Some(log) = self.log.take() else { return Ok(()) };
        let ended = log.end().await;
        let again = format!(
            "PRAGMA synchronous = FULL; PRAGMA temp_store = DEFAULT; PRAGMA wal_autocheckpoint = {PAGES_BEFORE_CHECKPOINT}"
        );
        self.writer.execute_unprepared(&again).await?;
        ended
    }
}

/// SQLite's log, and the connection that carries it over.
#[derive(Debug)]
struct Log {
    connection: DatabaseConnection,
    carrying: Option<JoinHandle<Result<i64, Error>>>,
}

impl Log {
    /// Beside the connection that writes.
    async fn beside(writer: &DatabaseConnection) -> Result<Self, Error> {
        let sql = "SELECT file FROM pragma_database_list WHERE name = 'main'";
        let row = writer.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, sql)).await?;
        let file: String = row.ok_or(Error::Missing)?.try_get_by_index(0)?;
        Ok(Self { connection: connect_sqlite(file.into(), Use::Writing, 1).await?, carrying: None })
    }

    /// Begins to carry over what there is, unless that is still going on; all of it at once where there is much.
    async fn carry_over(&mut self) -> Result<(), Error> {
        if self.carrying.as_ref().is_some_and(|carrying| !carrying.is_finished()) {
            return Ok(());
        }
        if self.carried().await? > LONGEST {
            carry_over(&self.connection).await?;
        } else {
            let connection = self.connection.clone();
            self.carrying = Some(tokio::spawn(async move { carry_over(&connection).await }));
        }
        Ok(())
    }

    /// Waits for what is being carried over; how many pages the log had then.
    async fn carried(&mut self) -> Result<i64, Error> {
        match self.carrying.take() {
            Some(carrying) => carrying.await.map_err(|error| DbErr::Custom(error.to_string()))?,
            None => Ok(0),
        }
    }

    async fn end(mut self) -> Result<(), Error> {
        self.carried().await?;
        Ok(self.connection.close().await?)
    }
}

/// Carries over what no transaction needs any more of the log, and keeps nobody from writing meanwhile; how many pages the
/// log has. Less than none where somebody else is carrying it over.
async fn carry_over(connection: &DatabaseConnection) -> Result<i64, Error> {
    let sql = "PRAGMA wal_checkpoint(PASSIVE)";
    let row = connection.query_one_raw(Statement::from_string(DatabaseBackend::Sqlite, sql)).await?;
    Ok(row.ok_or(Error::Missing)?.try_get_by_index(1)?)
}
