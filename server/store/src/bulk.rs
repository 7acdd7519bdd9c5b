//! Rows that are written many at a time. Their JSON is written down once, as text, instead of being built as a tree that
//! is copied and written down again; and statements are of few lengths, so that the database knows most of them.

use crate::{Error, Tx, tx::Engine};
use sea_orm::{
    ConnectionTrait as _, EntityName, EntityTrait, IdenStatic, Iterable, ModelTrait, Statement, Value,
};
use std::fmt::Write as _;

/// A column.
#[derive(Debug, Clone, Copy)]
pub enum Column {
    /// Of values as they are.
    Plain(&'static str),
    /// Of JSON, whose values are text.
    Json(&'static str),
}

/// Rows of one statement, and of the smaller ones that take what is left; a piece of an import has two hundred offices.
const LENGTHS: [usize; 6] = [256, 200, 64, 16, 4, 1];

/// The columns of the table of a row.
type ColumnOf<M> = <<M as ModelTrait>::Entity as EntityTrait>::Column;

/// Inserts rows as their table has them. While the database takes some, the next are written down.
pub async fn models<M: ModelTrait + Sync>(tx: &Tx, rows: &[M]) -> Result<(), Error> {
    let columns: Vec<ColumnOf<M>> = <ColumnOf<M> as Iterable>::iter().collect();
    let names: Vec<Column> = columns.iter().map(|column| Column::Plain(IdenStatic::as_str(column))).collect();
    let table = EntityName::table_name(&M::Entity::default());
    let known = (names.as_slice(), columns.as_slice());
    let mut rest = rows;
    let mut lengths = lengths(rows.len()).into_iter();
    let mut next = lengths.next().map(|length| of_models::<M>(tx, table, known, &mut rest, length));
    while let Some(now) = next {
        let (done, following) = tokio::join!(tx.connection().execute_raw(now), async {
            lengths.next().map(|length| of_models::<M>(tx, table, known, &mut rest, length))
        });
        done?;
        next = following;
    }
    Ok(())
}

/// The statement for the next rows.
fn of_models<M: ModelTrait>(
    tx: &Tx,
    table: &str,
    (names, columns): (&[Column], &[ColumnOf<M>]),
    rest: &mut &[M],
    length: usize,
) -> Statement {
    let (rows, others) = rest.split_at(length);
    *rest = others;
    let mut values = Vec::with_capacity(length * columns.len());
    for row in rows {
        values.extend(columns.iter().map(|column| row.get(*column)));
    }
    tx.statement(&statement(tx.engine(), table, names, length), values)
}

/// Inserts rows, each with a value for every column.
pub async fn insert(tx: &Tx, table: &str, columns: &[Column], rows: Vec<Vec<Value>>) -> Result<(), Error> {
    let lengths = lengths(rows.len());
    let mut rows = rows.into_iter();
    for length in lengths {
        let sql = statement(tx.engine(), table, columns, length);
        let values: Vec<Value> = rows.by_ref().take(length).flatten().collect();
        tx.connection().execute_raw(tx.statement(&sql, values)).await?;
    }
    Ok(())
}

/// So many rows, as statements take them.
fn lengths(rows: usize) -> Vec<usize> {
    let mut left = rows;
    let mut lengths = Vec::new();
    for length in LENGTHS {
        lengths.extend(std::iter::repeat_n(length, left / length));
        left %= length;
    }
    lengths
}

fn statement(engine: Engine, table: &str, columns: &[Column], rows: usize) -> String {
    let names = columns.iter().map(|column| match column {
        Column::Plain(name) | Column::Json(name) => format!("\"{name}\""),
    });
    let names = names.collect::<Vec<_>>().join(", ");
    let rows: Vec<String> = match engine {
        // SQLite looks for a place with a name among all names before it: thousands of them cost more than the rows.
        Engine::Sqlite => vec![format!("({})", vec!["?"; columns.len()].join(", ")); rows],
        Engine::Postgres => (0..rows).map(|row| places(columns, row * columns.len())).collect(),
    };
    format!("INSERT INTO {table} ({names}) VALUES {}", rows.join(", "))
}

/// The places of a row on PostgreSQL, after so many of other rows.
fn places(columns: &[Column], before: usize) -> String {
    let mut row = String::with_capacity(columns.len() * 8);
    for (place, column) in (before + 1..).zip(columns) {
        row.push_str(if row.is_empty() { "(" } else { ", " });
        let _ = match column {
            Column::Json(_) => write!(row, "CAST(${place} AS jsonb)"),
            Column::Plain(_) => write!(row, "${place}"),
        };
    }
    row.push(')');
    row
}
