//! The materials of a municipality.

use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    materials::{MaterialLine, MaterialsPage},
    messages::materials::{audience, kind},
};
use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use domain::{accounts::Role, materials::supply};
use leptos::prelude::*;
use store::{
    Tx,
    materials::{self, orders, versions},
};
use tables::{Field, Kind, Table};

/// Every material.
pub async fn index(reader: Reader, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let lines = lines(&tx, app.clock.today()).await?;
    let (slug, keeps) = (reader.tenant.slug.clone(), reader.has(Role::Clerk));
    let public_side = app.config.public_side;
    Ok(page.ok("資材", move || view! { <MaterialsPage slug lines keeps public_side/> }))
}

const FIELDS: [Field<MaterialLine>; 10] = [
    ("名称", Kind::Text, |line| line.material.title.clone().into()),
    ("種類", Kind::Text, |line| kind(line.material.kind).into()),
    ("対象", Kind::Text, |line| audience(line.material.audience).into()),
    ("作成元", Kind::Text, |line| line.material.source.clone().into()),
    ("内容", Kind::Text, |line| line.material.summary.clone().into()),
    ("在庫", Kind::Number, |line| line.material.kind.is_counted().then(|| i64::from(line.stock)).into()),
    ("下限", Kind::Number, |line| line.material.minimum.map(i64::from).into()),
    ("注文中", Kind::Number, |line| i64::from(line.ordered.0).into()),
    ("版", Kind::Number, |line| line.version.map(i64::from).into()),
    ("状態", Kind::Text, |line| (if line.retired { "使用を終了" } else { "使用中" }).into()),
];

/// The same as a table to save.
pub async fn export(reader: Reader, State(app): State<App>, saving: Saving) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let lines = lines(&tx, app.clock.today()).await?;
    saving.answer(&format!("資材_{}", app.clock.today()), Table::of("資材", &FIELDS, &lines))
}

async fn lines(tx: &Tx, today: NaiveDate) -> Result<Vec<MaterialLine>, Error> {
    let (newest, outstanding) = (versions::newest(tx).await?, orders::outstanding(tx, today).await?);
    let lines = materials::all(tx).await?.into_iter().map(|kept| {
        let ordered = outstanding.get(&kept.id).copied().unwrap_or_default();
        MaterialLine {
            id: kept.id,
            supply: supply(kept.material.kind, kept.stock, kept.material.minimum, ordered.0),
            stock: kept.stock,
            ordered,
            version: newest.get(&kept.id).map(|version| version.number),
            retired: kept.retired_at.is_some(),
            material: kept.material,
        }
    });
    Ok(lines.collect())
}
