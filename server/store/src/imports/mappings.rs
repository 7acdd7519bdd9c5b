//! How a person had a table of some shape read: remembered for the next file of that shape, and, as far as it says what
//! columns hold, told to other houses (`docs/decisions/0089-columns-that-others-chose.md`).

use crate::{
    Error, Tx,
    entities::{import_mappings, shared_mappings},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{BatchId, TenantId},
    imports::{Columns, Kept, Remembered, SharedColumns},
};
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde_json::json;
use std::collections::BTreeMap;

/// Remembers choices by their keys; the last one counts.
pub async fn remember(tx: &Tx, kept: &[(&str, Kept)], now: DateTime<Utc>) -> Result<(), Error> {
    let sql = "INSERT INTO import_mappings (tenant_id, shape, choice, used_at, header_found)
               VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (tenant_id, shape) DO UPDATE SET choice = excluded.choice, used_at = excluded.used_at,
               header_found = excluded.header_found";
    for (key, Kept { choice, header }) in kept {
        let values = [
            tx.tenant()?.uuid().into(),
            (*key).into(),
            serde_json::to_value(choice)?.into(),
            now.into(),
            header.and_then(|row| i32::try_from(row).ok()).into(),
        ];
        tx.connection().execute_raw(tx.statement(sql, values)).await?;
    }
    Ok(())
}

/// The remembered choices of some keys.
pub async fn remembered(tx: &Tx, keys: &[String]) -> Result<Remembered, Error> {
    let rows = tx
        .rows::<import_mappings::Entity>()?
        .filter(import_mappings::Column::Shape.is_in(keys.iter().cloned()))
        .all(tx.connection())
        .await?;
    let kept = rows.into_iter().map(|row| {
        let header = row.header_found.and_then(|found| u32::try_from(found).ok());
        Ok((row.shape, Kept { choice: serde_json::from_value(row.choice)?, header }))
    });
    kept.collect()
}

/// Tells other houses what the columns of tables of some shapes hold, by shape; nothing is told of a shape any more where
/// there is nothing to tell. `prefecture` is that of the house.
pub async fn share(
    tx: &Tx,
    batch: BatchId,
    columns: &BTreeMap<&str, Option<&Columns>>,
    prefecture: Option<u8>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    let mut shared = 0;
    for (shape, columns) in columns {
        let Some(columns) = columns else {
            let sql = "DELETE FROM shared_mappings WHERE tenant_id = $1 AND shape = $2";
            tx.connection().execute_raw(tx.statement(sql, [tenant.into(), (*shape).into()])).await?;
            continue;
        };
        let sql = "INSERT INTO shared_mappings (tenant_id, shape, prefecture, columns, used_at)
                   VALUES ($1, $2, $3, $4, $5)
                   ON CONFLICT (tenant_id, shape) DO UPDATE SET prefecture = excluded.prefecture,
                   columns = excluded.columns, used_at = excluded.used_at";
        let values = [
            tenant.into(),
            (*shape).into(),
            prefecture.map_or(0, i32::from).into(),
            serde_json::to_value(columns)?.into(),
            now.into(),
        ];
        tx.connection().execute_raw(tx.statement(sql, values)).await?;
        shared += 1;
    }
    let payload = json!({ "sheets": columns.len(), "shared": shared });
    tx.record(Event::of(now, "import.reading-remembered", "import", batch.uuid(), payload))
}

/// What other houses chose for tables of some shapes, by shape. The program itself asks, for a house of some prefecture: which
/// houses they are stays here.
pub async fn shared(
    tx: &Tx,
    own: TenantId,
    prefecture: Option<u8>,
    shapes: &[String],
) -> Result<BTreeMap<String, SharedColumns>, Error> {
    let rows = shared_mappings::Entity::find()
        .filter(shared_mappings::Column::Shape.is_in(shapes.iter().cloned()))
        .filter(shared_mappings::Column::TenantId.ne(own.uuid()))
        .order_by_asc(shared_mappings::Column::UsedAt)
        .order_by_asc(shared_mappings::Column::TenantId)
        .all(tx.connection())
        .await?;
    let mut chosen: BTreeMap<String, Vec<(Columns, bool)>> = BTreeMap::new();
    for row in rows {
        let is_near = prefecture.is_some_and(|own| i32::from(own) == row.prefecture);
        chosen.entry(row.shape).or_default().push((serde_json::from_value(row.columns)?, is_near));
    }
    let most = |(shape, chosen): (String, Vec<_>)| Some((shape, SharedColumns::most_chosen(chosen)?));
    Ok(chosen.into_iter().filter_map(most).collect())
}
