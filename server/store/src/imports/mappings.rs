//! How a person had a table of some shape read, remembered for the next file of that shape.

use crate::{Error, Tx, entities::import_mappings};
use chrono::{DateTime, Utc};
use domain::imports::SheetChoice;
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, QueryFilter as _};
use std::collections::BTreeMap;

/// Remembers the choice of a shape; the last one counts.
pub async fn remember(tx: &Tx, shape: &str, choice: &SheetChoice, now: DateTime<Utc>) -> Result<(), Error> {
    let values = [
        tx.tenant()?.uuid().into(),
        shape.to_owned().into(),
        serde_json::to_value(choice)?.into(),
        now.into(),
    ];
    let sql = "INSERT INTO import_mappings (tenant_id, shape, choice, used_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (tenant_id, shape) DO UPDATE SET choice = excluded.choice, used_at = excluded.used_at";
    tx.connection().execute_raw(tx.statement(sql, values)).await?;
    Ok(())
}

/// The remembered choices of some shapes.
pub async fn remembered(tx: &Tx, shapes: &[String]) -> Result<BTreeMap<String, SheetChoice>, Error> {
    let rows = tx
        .rows::<import_mappings::Entity>()?
        .filter(import_mappings::Column::Shape.is_in(shapes.iter().cloned()))
        .all(tx.connection())
        .await?;
    rows.into_iter().map(|row| Ok((row.shape, serde_json::from_value(row.choice)?))).collect()
}
