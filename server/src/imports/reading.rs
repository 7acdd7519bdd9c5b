//! Changing how a file is read.

use super::{BatchPath, home, prepared::Read, preview, sharing};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    imports::{ImportReadingPage, MunicipalityLine, ReadSheet, SharedReading, TRY},
    messages::imports as words,
    paths,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    imports::{Choices, SharedColumns},
    office_number::OfficeNumber,
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::imports::{self, Batch, BatchState};

const TITLE: &str = "読み取り方を変える";

/// What the address of the form may ask for.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The form is filled with what others chose.
    shared: String,
}

fn show(keeper: &Keeper, batch: &Batch, read: &Read, form: FormState) -> impl FnOnce() -> AnyView + use<> {
    with_shared(keeper, batch, read, form, &BTreeMap::new(), false)
}

/// With what others chose for the tables of some sheets, told or filled in.
fn with_shared(
    keeper: &Keeper,
    batch: &Batch,
    read: &Read,
    form: FormState,
    shared: &BTreeMap<usize, SharedColumns>,
    filled_in: bool,
) -> impl FnOnce() -> AnyView + use<> {
    let (slug, municipality) = (keeper.tenant.slug.clone(), keeper.tenant.name.clone());
    let (id, version, file_name) = (batch.id, batch.version, batch.file_name.clone());
    let tables = read.reading.tables.iter().cloned();
    let sheets: Vec<_> = tables
        .map(|table| ReadSheet {
            hidden: read.cells.sheets[table.sheet].head().hidden,
            shared: shared.get(&table.sheet).map(|shared| SharedReading::of(shared, &table)),
            table,
        })
        .collect();
    let codes = read.reading.municipalities.iter();
    let mut municipalities: Vec<_> =
        codes.map(|(code, rows)| MunicipalityLine { code: *code, rows: *rows }).collect();
    municipalities.sort_by_key(|line| std::cmp::Reverse(line.rows));
    move || {
        view! {
            <ImportReadingPage slug batch=id version file_name municipality sheets municipalities filled_in form/>
        }
        .into_any()
    }
}

/// The batch, if nothing came of it yet; otherwise its result is the place to be.
pub(super) async fn open(keeper: &Keeper, app: &App, path: &BatchPath) -> Result<Batch, Error> {
    let tx = app.store.read(&keeper.scope()).await?;
    let batch = imports::find(&tx, path.batch).await?.ok_or(Error::NotFound)?;
    match batch.state {
        BatchState::Previewed => Ok(batch),
        BatchState::Reading
        | BatchState::Refused
        | BatchState::Committing
        | BatchState::Stopped
        | BatchState::Committed
        | BatchState::Undoing
        | BatchState::Undone
        | BatchState::Discarded => Err(Error::Elsewhere(paths::import(&keeper.tenant.slug, batch.id))),
    }
}

/// The form as the file is read now; or, where that is asked for, as others read tables of its shape, to be looked over.
pub async fn edit(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(path): Path<BatchPath>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let batch = open(&keeper, &app, &path).await?;
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let shared = sharing::offered(&app, &keeper.tenant, &batch, &read).await?;
    let tables = &read.reading.tables;
    let mut typed = batch.choices.to_typed(tables);
    let filled_in = !asked.shared.is_empty() && !shared.is_empty();
    if filled_in {
        let theirs = tables.iter().filter_map(|table| Some((table, shared.get(&table.sheet)?)));
        typed = theirs.fold(typed, |typed, (table, shared)| shared.fill(table, &typed));
    }
    let view = with_shared(&keeper, &batch, &read, FormState::filled(typed), &shared, filled_in);
    Ok(page.with_islands().ok(TITLE, view))
}

/// Keeps the choices and shows what they lead to; or only shows how the first values read under them.
pub async fn update(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(path): Path<BatchPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let batch = open(&keeper, &app, &path).await?;
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let parsed = batch.choices.parse(&typed, &read.cells, &read.reading.tables, &home(&keeper.tenant));
    let choices = match parsed {
        Ok(choices) => choices,
        Err(errors) => {
            let errors = errors.into_iter().map(|(field, problem)| (field, words::choice(problem))).collect();
            let form = FormState::rejected(typed, errors);
            return Ok(page.with_islands().unprocessable(TITLE, show(&keeper, &batch, &read, form)));
        }
    };
    if !typed.get(TRY).is_empty() {
        let form = FormState::filled(typed);
        return Ok(page.with_islands().ok(TITLE, show(&keeper, &batch, &read, form)));
    }
    let again = match read.again(&app, keeper.tenant.id, &choices).await? {
        Ok(again) => again,
        Err(refusal) => {
            let form = FormState::rejected(typed, vec![("", words::refusal(refusal))]);
            return Ok(page.with_islands().unprocessable(TITLE, show(&keeper, &batch, &read, form)));
        }
    };
    let version = typed.version();
    sharing::remember(&keeper, &app, batch.id, &choices, &again).await?;
    let to = paths::import(&keeper.tenant.slug, batch.id);
    keep(&keeper, &app, &page, &batch, version, &choices, &again, &to).await
}

/// Takes the proposed office number of a row: the one with its zero, or that of an office that is chosen among those it
/// may mean; an empty one takes the choice back.
pub async fn confirm(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(path): Path<BatchPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let batch = open(&keeper, &app, &path).await?;
    let row: u32 = typed.get("row").parse().map_err(|_| Error::NotFound)?;
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let mut choices = batch.choices.clone();
    let sheet = typed.get("sheet");
    if typed.pairs().iter().any(|(name, _)| name == "number") {
        let proposed = proposed(&read, sheet, row);
        let number: Option<OfficeNumber> = typed.get("number").parse().ok();
        if number.is_some_and(|number| !proposed.contains(&number)) {
            return Err(Error::NotFound);
        }
        choices.mean(sheet, row, number);
    } else {
        choices.confirmed.insert((sheet.to_owned(), row));
    }
    let again = read.again(&app, keeper.tenant.id, &choices).await?.map_err(|_| Error::NotFound)?;
    let version = typed.version();
    let to = paths::import(&keeper.tenant.slug, batch.id);
    keep(&keeper, &app, &page, &batch, version, &choices, &again, &to).await
}

/// The offices that a row may mean.
fn proposed(read: &Read, sheet: &str, row: u32) -> Vec<OfficeNumber> {
    let tables = &read.reading.tables;
    let mut briefs = read.reading.rows.briefs().iter();
    let at = briefs.position(|found| found.place.row == row && tables[found.place.sheet].name == sheet);
    let found = read.reading.rows.several(at);
    found.iter().flat_map(|row| &row.proposals).map(|proposed| proposed.number).collect()
}

/// Keeps choices with what they lead to, and leads on.
#[expect(clippy::too_many_arguments, reason = "who, what, against which version, and where to")]
pub(super) async fn keep(
    keeper: &Keeper,
    app: &App,
    page: &Page,
    batch: &Batch,
    version: i32,
    choices: &Choices,
    read: &Read,
    to: &str,
) -> Result<Response, Error> {
    let tx = app.store.write(&keeper.scope()).await?;
    let summary = read.summary(&read.outline(Some(&tx), choices).await?);
    match imports::choose(&tx, batch.id, version, choices, summary).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(see_other(to))
        }
        Err(store::Error::Stale) => {
            drop(tx);
            preview::again(keeper, app, page, batch).await
        }
        Err(error) => Err(error.into()),
    }
}
