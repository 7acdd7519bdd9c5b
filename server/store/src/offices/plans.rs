//! How the database goes about a segment: for the test that no condition reads a whole table.

use super::segments::meant;
use crate::{Error, Tx, tx::Engine};
use domain::offices::Segment;
use sea_orm::{ConnectionTrait as _, QueryTrait as _, Statement};

/// The steps of the plan by which the offices of a segment are found. On PostgreSQL a scan of a whole table is only
/// planned where no index serves.
pub async fn plan(tx: &Tx, segment: &Segment) -> Result<String, Error> {
    let backend = tx.engine().backend();
    let sql = meant(tx, segment).await?.build(backend).to_string();
    let (explain, column) = match tx.engine() {
        Engine::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        Engine::Postgres => {
            tx.connection().execute_unprepared("SET LOCAL enable_seqscan = off").await?;
            ("EXPLAIN", "QUERY PLAN")
        }
    };
    let statement = Statement::from_string(backend, format!("{explain} {sql}"));
    let rows = tx.connection().query_all_raw(statement).await?;
    let steps: Vec<String> = rows.iter().map(|row| row.try_get("", column)).collect::<Result<_, _>>()?;
    Ok(steps.join("\n"))
}
