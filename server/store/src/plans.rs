//! How the database goes about queries: for tests that none of them reads a whole table, or sorts one.

use crate::{Error, Tx, tx::Engine};
use sea_orm::{ColumnTrait, ConnectionTrait as _, ExprTrait as _, Statement, sea_query::Expr};

/// That a column holds something, beside what finds the few rows that are meant. SQLite has no numbers of rows and takes a
/// plain `IS NOT NULL` for the best use of an index there may be: it would read everything of the house that holds
/// something. To PostgreSQL both are the same.
pub(crate) fn holds(column: impl ColumnTrait) -> Expr {
    Expr::col(column.as_column_ref()).is_null().not()
}

/// Each query with the steps of its plan. On PostgreSQL a scan of a whole table, or a sort, is only planned where no index
/// serves: a table of a few rows would be read whole whatever there is.
pub(crate) async fn of(tx: &Tx, queries: Vec<Statement>) -> Result<Vec<(String, String)>, Error> {
    let (explain, column) = match tx.engine() {
        Engine::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        Engine::Postgres => {
            let off = "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off";
            tx.connection().execute_unprepared(off).await?;
            ("EXPLAIN", "QUERY PLAN")
        }
    };
    let mut plans = Vec::with_capacity(queries.len());
    for query in queries {
        let sql = query.to_string();
        let statement = Statement::from_string(tx.engine().backend(), format!("{explain} {sql}"));
        let rows = tx.connection().query_all_raw(statement).await?;
        let steps: Vec<String> = rows.iter().map(|row| row.try_get("", column)).collect::<Result<_, _>>()?;
        plans.push((sql, steps.join("\n")));
    }
    Ok(plans)
}
