//! 都道府県別の申込状況: as a page and as a file, for the house and, where it says so, for everybody.

use super::{found, public::published};
use crate::{
    actor::{Guest, Host},
    app::App,
    error::Error,
    export::Saving,
    page::Page,
};
use app::{
    messages::occasions::prefecture,
    occasions::{OccasionTablePage, OccasionTableView},
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    ids::OccasionId,
    occasions::{Body, Row, Table as Counted},
};
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    occasions::{
        self, Kept,
        bodies::{self, Registered},
    },
};
use tables::{Field, Kind, Table};

/// Whom it counts.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    of: String,
}

impl Asked {
    fn came(&self) -> bool {
        self.of == "attended"
    }
}

async fn counted(tx: &Tx, id: OccasionId, came: bool) -> Result<Counted, Error> {
    let bodies: Vec<Body> = if came {
        // Who waited and came on the day came.
        bodies::of_occasion(tx, id).await?.iter().filter_map(Registered::came).collect()
    } else {
        bodies::placed(tx, id).await?.iter().map(Registered::body).collect()
    };
    Ok(Counted::of(&bodies))
}

/// The table, for the house.
pub async fn show(
    officer: Host,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    let came = asked.came();
    let table = counted(&tx, id, came).await?;
    let (here, of_those_who_came) =
        (paths::occasion_table(&slug, id), paths::occasion_table_of_those_who_came(&slug, id));
    let counts = kept.stage.attends(&kept.occasion, app.clock.now());
    let view = OccasionTableView {
        back: paths::occasion(&slug, id),
        title: kept.occasion.title,
        table,
        at: app.clock.now(),
        came,
        other: counts.then(|| if came { here.clone() } else { of_those_who_came.clone() }),
        save: Some(if came { of_those_who_came } else { here }),
    };
    Ok(page.ok(heading(came), move || view! { <OccasionTablePage view/> }))
}

/// The table as a file, for the house.
pub async fn export(
    officer: Host,
    State(app): State<App>,
    Path((_, id)): Path<(String, OccasionId)>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let kept = found(&tx, id).await?;
    let table = counted(&tx, id, asked.came()).await?;
    drop(tx);
    saved(&app, saving, &kept, &table, asked.came())
}

/// The table, for everybody.
pub async fn show_public(
    guest: Guest,
    State(app): State<App>,
    Path((slug, id)): Path<(String, OccasionId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&guest.scope()).await?;
    let kept = open_to_all(&tx, id).await?;
    let view = OccasionTableView {
        back: paths::public_occasion(&slug, id),
        title: kept.occasion.title,
        table: counted(&tx, id, false).await?,
        at: app.clock.now(),
        came: false,
        other: None,
        save: Some(paths::public_occasion_table(&slug, id)),
    };
    Ok(page.ok(heading(false), move || view! { <OccasionTablePage view/> }))
}

/// The table as a file, for everybody.
pub async fn export_public(
    guest: Guest,
    State(app): State<App>,
    Path((_, id)): Path<(String, OccasionId)>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&guest.scope()).await?;
    let kept = open_to_all(&tx, id).await?;
    let table = counted(&tx, id, false).await?;
    drop(tx);
    saved(&app, saving, &kept, &table, false)
}

/// An occasion whose table its house publishes.
async fn open_to_all(tx: &Tx, id: OccasionId) -> Result<Kept, Error> {
    let kept = published(occasions::find(tx, id).await?)?;
    if kept.occasion.table_public && kept.occasion.registers() { Ok(kept) } else { Err(Error::NotFound) }
}

const fn heading(came: bool) -> &'static str {
    if came { "都道府県別の参加状況" } else { "都道府県別の申込状況" }
}

/// A line with its number; the line of totals has none.
type Line = (Option<i64>, Row);

const FIELDS: [Field<Line>; 15] = [
    ("No.", Kind::Number, |(number, _)| (*number).into()),
    ("都道府県", Kind::Text, |(_, row)| prefecture(row.prefecture).into()),
    ("合計（人数）", Kind::Number, |(_, row)| i64::from(row.all.people).into()),
    ("合計（団体数）", Kind::Number, |(_, row)| i64::from(row.all.bodies).into()),
    ("国保連（人数）", Kind::Number, |(_, row)| i64::from(row.federations.people).into()),
    ("国保連（団体数）", Kind::Number, |(_, row)| i64::from(row.federations.bodies).into()),
    ("都道府県（人数）", Kind::Number, |(_, row)| i64::from(row.prefectures.people).into()),
    ("都道府県（団体数）", Kind::Number, |(_, row)| i64::from(row.prefectures.bodies).into()),
    ("率（市区町村の合計÷総数）", Kind::Text, |(_, row)| row.rate_words().into()),
    ("市区町村の総数", Kind::Number, |(_, row)| i64::from(row.there_are).into()),
    ("市区町村（合計）", Kind::Number, |(_, row)| i64::from(row.municipalities()).into()),
    ("特別区", Kind::Number, |(_, row)| i64::from(row.special_wards).into()),
    ("市", Kind::Number, |(_, row)| i64::from(row.cities).into()),
    ("町村", Kind::Number, |(_, row)| i64::from(row.towns).into()),
    ("一部事務組合等", Kind::Number, |(_, row)| i64::from(row.associations).into()),
];

fn saved(app: &App, saving: Saving, kept: &Kept, table: &Counted, came: bool) -> Result<Response, Error> {
    let numbered = (1..).zip(&table.rows).map(|(number, row)| (Some(number), *row));
    let lines: Vec<Line> = std::iter::once((None, table.total)).chain(numbered).collect();
    let heading = heading(came);
    let name = format!("{heading}_{}_{}", kept.occasion.title, app.clock.today());
    saving.answer(&name, Table::of(heading, &FIELDS, &lines))
}
