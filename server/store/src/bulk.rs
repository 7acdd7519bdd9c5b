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

/// Rows of one statement, and of the smaller ones that take what is left; a piece of an import has four hundred offices.
const LENGTHS: [usize; 6] = [400, 256, 64, 16, 4, 1];

/// Rows of a statement from which on a value that all of them have is given once: the tenant, the batch, the moment, what
/// a list says nothing of. Statements of fewer rows stay as they are, so that there are few of them.
const GIVEN_ONCE: usize = 64;

/// The columns of the table of a row.
type ColumnOf<M> = <<M as ModelTrait>::Entity as EntityTrait>::Column;

/// Rows to be inserted, written down: what is made of them while the database is busy with others costs nobody time.
#[derive(Debug)]
pub struct Rows(Vec<Statement>);

impl Rows {
    /// Rows as their table has them.
    pub fn of_models<M: ModelTrait>(tx: &Tx, rows: &[M]) -> Self {
        let columns: Vec<ColumnOf<M>> = <ColumnOf<M> as Iterable>::iter().collect();
        let names: Vec<Column> =
            columns.iter().map(|column| Column::Plain(IdenStatic::as_str(column))).collect();
        let table = EntityName::table_name(&M::Entity::default());
        let mut rest = rows;
        let statements = lengths(rows.len()).into_iter().map(|length| {
            let (some, others) = rest.split_at(length);
            rest = others;
            let values = some.iter().flat_map(|row| columns.iter().map(move |column| row.get(*column)));
            insertion(tx, table, &names, values.collect(), length)
        });
        Self(statements.collect())
    }

    /// Rows, each with a value for every column.
    pub fn of_values(tx: &Tx, table: &str, columns: &[Column], rows: Vec<Vec<Value>>) -> Self {
        let lengths = lengths(rows.len());
        let mut rows = rows.into_iter();
        let statements = lengths.into_iter().map(|length| {
            insertion(tx, table, columns, rows.by_ref().take(length).flatten().collect(), length)
        });
        Self(statements.collect())
    }

    /// Inserts them.
    pub async fn insert(self, tx: &Tx) -> Result<(), Error> {
        for statement in self.0 {
            tx.connection().execute_raw(statement).await?;
        }
        Ok(())
    }
}

/// Inserts rows as their table has them.
pub async fn models<M: ModelTrait + Sync>(tx: &Tx, rows: &[M]) -> Result<(), Error> {
    Rows::of_models(tx, rows).insert(tx).await
}

/// Inserts rows, each with a value for every column.
pub async fn insert(tx: &Tx, table: &str, columns: &[Column], rows: Vec<Vec<Value>>) -> Result<(), Error> {
    Rows::of_values(tx, table, columns, rows).insert(tx).await
}

/// The statement that inserts some rows, whose values follow each other.
fn insertion(tx: &Tx, table: &str, columns: &[Column], values: Vec<Value>, rows: usize) -> Statement {
    let once = given_once(&values, columns.len(), rows);
    let sql = statement(tx.engine(), table, columns, &once, rows);
    if !once.contains(&true) {
        return tx.statement(&sql, values);
    }
    let mut given: Vec<Value> = Vec::with_capacity(values.len());
    given.extend(values.iter().zip(&once).filter(|(_, once)| **once).map(|(value, _)| value.clone()));
    let each = values.into_iter().zip(once.iter().cycle()).filter(|(_, once)| !**once);
    given.extend(each.map(|(value, _)| value));
    tx.statement(&sql, given)
}

/// The columns that have one value in all rows.
fn given_once(values: &[Value], width: usize, rows: usize) -> Vec<bool> {
    if rows < GIVEN_ONCE {
        return vec![false; width];
    }
    let is_same = |column| {
        let mut of_column = values.iter().skip(column).step_by(width);
        let first = of_column.next();
        of_column.all(|value| Some(value) == first)
    };
    (0..width).map(is_same).collect()
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

/// What is given once stands before what each row gives.
fn statement(engine: Engine, table: &str, columns: &[Column], once: &[bool], rows: usize) -> String {
    let (before, each): (Vec<_>, Vec<_>) = columns.iter().zip(once).partition(|(_, once)| **once);
    let ordered: Vec<Column> = before.iter().chain(&each).map(|(column, _)| **column).collect();
    let names = ordered.iter().map(|column| match column {
        Column::Plain(name) | Column::Json(name) => format!("\"{name}\""),
    });
    let names = names.collect::<Vec<_>>().join(", ");
    match engine {
        // SQLite looks for a place with a name among all names before it: thousands of them cost more than the rows. So
        // what is given once stands beside the rows instead of in each.
        Engine::Sqlite => {
            let row = format!("({})", vec!["?"; each.len()].join(", "));
            let values = vec![row.as_str(); rows].join(", ");
            if before.is_empty() {
                return format!("INSERT INTO {table} ({names}) VALUES {values}");
            }
            let beside = vec!["?"; before.len()].join(", ");
            format!("INSERT INTO {table} ({names}) SELECT {beside}, given.* FROM (VALUES {values}) AS given")
        }
        Engine::Postgres => {
            let rows: Vec<String> =
                (0..rows).map(|row| places(&ordered, before.len(), row * each.len())).collect();
            format!("INSERT INTO {table} ({names}) VALUES {}", rows.join(", "))
        }
    }
}

/// The places of a row on PostgreSQL: those that all rows share, and its own after so many of other rows.
fn places(columns: &[Column], shared: usize, before: usize) -> String {
    let mut row = String::with_capacity(columns.len() * 8);
    for (at, column) in columns.iter().enumerate() {
        let place = if at < shared { at + 1 } else { before + at + 1 };
        row.push_str(if row.is_empty() { "(" } else { ", " });
        let _ = match column {
            Column::Json(_) => write!(row, "CAST(${place} AS jsonb)"),
            Column::Plain(_) => write!(row, "${place}"),
        };
    }
    row.push(')');
    row
}
