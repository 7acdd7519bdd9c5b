//! Rows that are written many at a time. Their JSON is written down once, as text, instead of being built as a tree that
//! is copied and written down again; and statements are of few lengths, so that the database knows most of them.

use crate::{Error, Tx, tx::Engine};
use sea_orm::{ConnectionTrait as _, EntityName, EntityTrait, IdenStatic, Iterable, ModelTrait, Value};
use std::fmt::Write as _;

/// A column.
#[derive(Debug, Clone, Copy)]
pub enum Column {
    /// Of values as they are.
    Plain(&'static str),
    /// Of JSON, whose values are text.
    Json(&'static str),
}

/// Rows of one statement, and of the smaller ones that take what is left.
const LENGTHS: [usize; 5] = [256, 64, 16, 4, 1];

/// The columns of the table of a row.
type ColumnOf<M> = <<M as ModelTrait>::Entity as EntityTrait>::Column;

/// Inserts rows as their table has them.
pub async fn models<M: ModelTrait + Sync>(tx: &Tx, rows: &[M]) -> Result<(), Error> {
    let columns: Vec<ColumnOf<M>> = <ColumnOf<M> as Iterable>::iter().collect();
    let names: Vec<Column> = columns.iter().map(|column| Column::Plain(IdenStatic::as_str(column))).collect();
    let values = rows.iter().map(|row| columns.iter().map(|column| row.get(*column)).collect()).collect();
    let table = EntityName::table_name(&M::Entity::default());
    insert(tx, table, &names, values).await
}

/// Inserts rows, each with a value for every column.
pub async fn insert(tx: &Tx, table: &str, columns: &[Column], rows: Vec<Vec<Value>>) -> Result<(), Error> {
    let mut left = rows.len();
    let mut rows = rows.into_iter();
    for length in LENGTHS {
        while left >= length {
            let sql = statement(tx.engine(), table, columns, length);
            let values: Vec<Value> = rows.by_ref().take(length).flatten().collect();
            tx.connection().execute_raw(tx.statement(&sql, values)).await?;
            left -= length;
        }
    }
    Ok(())
}

fn statement(engine: Engine, table: &str, columns: &[Column], rows: usize) -> String {
    let names = columns.iter().map(|column| match column {
        Column::Plain(name) | Column::Json(name) => format!("\"{name}\""),
    });
    let mut sql = format!("INSERT INTO {table} ({}) VALUES ", names.collect::<Vec<_>>().join(", "));
    let mut place = 0;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for (at, column) in columns.iter().enumerate() {
            place += 1;
            let comma = if at == 0 { "" } else { ", " };
            let _ = match (engine, column) {
                // SQLite looks for a place with a name among all names before it: thousands of them cost more than the rows.
                (Engine::Sqlite, _) => write!(sql, "{comma}?"),
                (Engine::Postgres, Column::Json(_)) => write!(sql, "{comma}CAST(${place} AS jsonb)"),
                (Engine::Postgres, Column::Plain(_)) => write!(sql, "{comma}${place}"),
            };
        }
        sql.push(')');
    }
    sql
}
