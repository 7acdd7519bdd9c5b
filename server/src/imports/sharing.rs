//! What a person chose about a table, for the next one of its shape: remembered for the house, and offered to others, which
//! never take it over without a person (`docs/decisions/0089-columns-that-others-chose.md`).

use super::prepared::Read;
use crate::{actor::Keeper, app::App, error::Error};
use domain::{
    ids::BatchId,
    imports::{Choices, Columns, Shape, SharedColumns, SheetChoice},
    municipality_code::MunicipalityCode,
};
use std::collections::BTreeMap;
use store::{
    Scope,
    imports::{self, Batch},
    tenants::Tenant,
};

/// The prefecture of a house.
fn prefecture(tenant: &Tenant) -> Option<u8> {
    let codes = tenant.codes.iter().filter_map(|code| code.parse().ok());
    codes.map(MunicipalityCode::prefecture).next()
}

/// Remembers how tables of these shapes are read, for the next file that has them.
pub(super) async fn remember(
    keeper: &Keeper,
    app: &App,
    batch: BatchId,
    choices: &Choices,
    read: &Read,
) -> Result<(), Error> {
    let shapes = Shape::of_file(&read.original);
    let chosen: Vec<(&Shape, &SheetChoice)> =
        shapes.iter().filter_map(|shape| Some((shape, choices.sheets.get(&shape.name)?))).collect();
    if chosen.is_empty() {
        return Ok(());
    }
    let kept: Vec<_> = chosen.iter().flat_map(|(shape, choice)| shape.to_remember(choice)).collect();
    // Of two sheets with the same headings, the one of which something was chosen.
    let mut told: BTreeMap<&str, Option<&Columns>> = BTreeMap::new();
    for (shape, choice) in &chosen {
        let Some(key) = shape.key() else { continue };
        let columns = told.entry(key).or_default();
        *columns = choice.to_share().or(*columns);
    }
    // No form key: the change that follows takes it.
    let tx = app.store.write(&Scope::tenant(keeper.tenant.id, keeper.id())).await?;
    imports::remember(&tx, &kept, app.clock.now()).await?;
    imports::share(&tx, batch, &told, prefecture(&keeper.tenant), app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// What other houses chose for tables of the shapes of a file, by sheet, where nobody chose anything here and it would be
/// read otherwise.
pub(super) async fn offered(
    app: &App,
    tenant: &Tenant,
    batch: &Batch,
    read: &Read,
) -> Result<BTreeMap<usize, SharedColumns>, Error> {
    let tables = &read.reading.tables;
    let is_open = |shape: &Shape| {
        let taken = tables.iter().any(|table| table.sheet == shape.sheet && table.imported);
        taken && !batch.choices.sheets.contains_key(&shape.name)
    };
    let shapes: Vec<Shape> = Shape::of_file(&read.original).into_iter().filter(is_open).collect();
    let wanted: Vec<String> = shapes.iter().filter_map(Shape::key).map(str::to_owned).collect();
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let tx = app.store.read(&Scope::system("how others read tables of a shape")).await?;
    let shared = imports::shared(&tx, tenant.id, prefecture(tenant), &wanted).await?;
    let of_sheets = shapes.iter().filter_map(|shape| {
        let table = tables.iter().find(|table| table.sheet == shape.sheet)?;
        let shared = shared.get(shape.key()?).filter(|shared| shared.fits(table))?;
        Some((shape.sheet, shared.clone()))
    });
    Ok(of_sheets.collect())
}
