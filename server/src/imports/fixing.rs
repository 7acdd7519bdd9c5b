//! Putting a row right, leaving it out, and naming services, before an import is written.

use super::{
    BatchPath, lines,
    prepared::Read,
    preview::PER_PAGE,
    reading::{keep, open},
};
use crate::{actor::Keeper, app::App, error::Error, page::Page, posted::Posted};
use app::{
    imports::{
        AS_ABOVE, FixCell, HERE, LEAVE_OUT, RowFix, RowFixPage, ServicesPage, Tab, UnknownService, cell_name,
        service_choice,
    },
    messages::imports as words,
    paths,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::BatchId,
    imports::{Brief, Choices, Code, Column, Issue, Level, Outcome, Place, ReadRow, Spot, column_letters},
    service_type::ServiceType,
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::imports::Batch;

/// The places of a row's route.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct RowPath {
    batch: BatchId,
    sheet: usize,
    row: u32,
}

impl RowPath {
    const fn batch(&self) -> BatchPath {
        BatchPath { batch: self.batch }
    }

    const fn place(&self) -> Place {
        Place { sheet: self.sheet, row: self.row }
    }
}

/// The row, cell by cell.
pub async fn edit_row(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(path): Path<RowPath>,
) -> Result<Response, Error> {
    let batch = open(&keeper, &app, &path.batch()).await?;
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let fix = fix(&batch, &read, path.place())?;
    let typed = fix.cells.iter().fold(Typed::default(), |typed, cell| {
        let row = read.cells.sheets[path.sheet].row(line_of(path.place(), cell.spot).row);
        typed.with(&cell_name(cell.spot), row.as_ref().map_or("", |row| row.text(cell.spot.column)))
    });
    let title = format!("{}行目を直す", path.row);
    let slug = keeper.tenant.slug.clone();
    let form = FormState::filled(typed);
    Ok(page.ok(&title, move || view! { <RowFixPage slug fix form/> }))
}

/// Keeps what was put right, and goes on to the next row that waits, or back.
pub async fn update_row(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(path): Path<RowPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let batch = open(&keeper, &app, &path.batch()).await?;
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let before = fix(&batch, &read, path.place())?;
    let version = typed.version();
    let mut choices = batch.choices.clone();
    let key = (read.original.sheets[path.sheet].name().to_owned(), path.row);
    match typed.get("act") {
        HERE if typed.get(LEAVE_OUT) == "yes" => drop(choices.left_out.insert(key)),
        "leave_out" => drop(choices.left_out.insert(key)),
        "take_in" => drop(choices.left_out.remove(&key)),
        _ => put_right(&mut choices, &read, path.place(), &before, &typed),
    }
    let Ok(again) = read.again(&app, keeper.tenant.id, &choices).await? else {
        let slug = keeper.tenant.slug.clone();
        let sentence = "これを外すと、取り込む行がなくなります".to_owned();
        let form = FormState::rejected(typed, vec![("", sentence)]);
        return Ok(page.unprocessable("行を直す", move || view! { <RowFixPage slug fix=before form/> }));
    };
    let next = (typed.get("act") == "next").then(|| next_error(&again, path.place())).flatten();
    let to = match next {
        _ if typed.get("act") == HERE => list_again(&keeper.tenant.slug, &batch, &again, &typed),
        Some(place) => paths::import_row(&keeper.tenant.slug, batch.id, place.sheet, place.row),
        None => format!("{}#rows", paths::import(&keeper.tenant.slug, batch.id)),
    };
    keep(&keeper, &app, &page, &batch, version, &choices, &again, &to).await
}

/// The page of the list in which a row was put right, as far as there still is one; then whatever comes first.
fn list_again(slug: &str, batch: &Batch, read: &Read, typed: &Typed) -> String {
    let (tab, outcome) = match Tab::of_word(typed.get("rows")) {
        Some(Tab::Warnings) => (Tab::Warnings, Outcome::Warning),
        _ => (Tab::Errors, Outcome::Error),
    };
    let waiting = read.reading.rows.briefs().iter().filter(|row| row.outcome == outcome).count();
    let last = u64::try_from(waiting).unwrap_or(u64::MAX).div_ceil(PER_PAGE);
    if last == 0 {
        return format!("{}#rows", paths::import(slug, batch.id));
    }
    let page = typed.get("page").parse::<u64>().unwrap_or(1).clamp(1, last);
    paths::import_rows(slug, batch.id, tab.word(), page)
}

fn put_right(choices: &mut Choices, read: &Read, place: Place, before: &RowFix, typed: &Typed) {
    for cell in &before.cells {
        let name = cell_name(cell.spot);
        if typed.pairs().iter().any(|(posted, _)| *posted == name) {
            let line = line_of(place, cell.spot);
            choices.correct(&read.original, line, cell.spot.column, typed.get(&name).trim());
        }
    }
}

/// The physical row of a cell of a record.
fn line_of(record: Place, spot: Spot) -> Place {
    Place { row: record.row + u32::from(spot.line), ..record }
}

/// The next row that waits for a person, after a place; from the beginning where none comes after it.
fn next_error(read: &Read, after: Place) -> Option<Place> {
    let rows = read.reading.rows.briefs();
    let waits = || rows.iter().filter(|row| row.outcome == Outcome::Error).map(|row| row.place);
    waits().find(|place| *place > after).or_else(|| waits().find(|place| *place != after))
}

fn fix(batch: &Batch, read: &Read, place: Place) -> Result<RowFix, Error> {
    let table = read.reading.tables.get(place.sheet).ok_or(Error::NotFound)?;
    let sheet = &read.original.sheets[place.sheet];
    sheet.row(place.row).ok_or(Error::NotFound)?;
    let original = |spot: Spot| {
        let row = sheet.row(line_of(place, spot).row);
        row.as_ref().map_or("", |row| row.text(spot.column)).to_owned()
    };
    let mut rows = read.reading.rows.look_up();
    let found = read.reading.rows.at(place).and_then(|at| rows.get(at));
    let left_out = batch.choices.left_out.contains(&(sheet.name().to_owned(), place.row));
    if found.is_none() && !left_out {
        return Err(Error::NotFound);
    }
    let of = |wanted: &dyn Fn(&Issue) -> bool| {
        let issues: Vec<Issue> =
            found.into_iter().flat_map(|row| &row.issues).filter(|issue| wanted(issue)).cloned().collect();
        lines::issues(&issues, place.row)
    };
    let spots = table.columns.iter().map(Column::spot);
    let columns = spots.filter_map(|spot| Some((spot, table.mended_as(spot)?)));
    let cells: Vec<FixCell> = columns
        .map(|(spot, field)| FixCell {
            spot,
            label: format!("{}（{}列）", words::field(field), column_letters(spot.column)),
            original: original(spot),
            issues: of(&|issue| issue.column == Some(spot.column) && issue.line == spot.line),
        })
        .collect();
    let shown = |issue: &Issue| {
        let at = issue.column.map(|column| Spot { line: issue.line, column });
        at.is_some_and(|at| cells.iter().any(|cell| cell.spot == at))
    };
    Ok(RowFix {
        batch: batch.id,
        version: batch.version,
        sheet: (place.sheet, sheet.name().to_owned()),
        row: place.row,
        issues: of(&|issue| !shown(issue)),
        left_out,
        more: read.reading.rows.briefs().iter().filter(|row| waits_elsewhere(row, place)).count(),
        cells,
    })
}

fn waits_elsewhere(row: &Brief, place: Place) -> bool {
    row.outcome == Outcome::Error && row.place != place
}

/// The words that name no service, with what was chosen for them.
pub async fn edit_services(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(path): Path<BatchPath>,
) -> Result<Response, Error> {
    let batch = open(&keeper, &app, &path).await?;
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let unknown = unknown(&read, &batch.choices);
    let typed = unknown.iter().enumerate().fold(Typed::default(), |typed, (place, service)| {
        let known = batch.choices.services.get(&service.text);
        typed.with(&service_choice(place), known.map_or("", |service| service.code()))
    });
    let (slug, id, version) = (keeper.tenant.slug.clone(), batch.id, batch.version);
    let (form, below) = (FormState::filled(typed), blank_below(&read).len());
    Ok(page.ok("サービスの名前を確かめる", move || {
        view! { <ServicesPage slug batch=id version unknown below form/> }
    }))
}

/// Keeps which service the words are.
pub async fn update_services(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    Path(path): Path<BatchPath>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let batch = open(&keeper, &app, &path).await?;
    let read = Read::of(&app, keeper.tenant.id, &batch).await?;
    let unknown = unknown(&read, &batch.choices);
    let mut choices = batch.choices.clone();
    let mut errors = Vec::new();
    for place in 0..unknown.len() {
        let name = service_choice(place);
        let text = typed.get(&format!("{name}-text"));
        match (typed.get(&name), ServiceType::from_code(typed.get(&name))) {
            _ if text.is_empty() => {}
            ("", _) => drop(choices.services.remove(text)),
            (_, Some(service)) => drop(choices.services.insert(text.to_owned(), service)),
            (_, None) => errors.push((name, "一覧から選び直してください".to_owned())),
        }
    }
    let blank = blank_below(&read);
    let below = blank.len();
    if !typed.get(AS_ABOVE).is_empty() {
        for (place, column, text) in blank {
            choices.correct(&read.original, place, column, &text);
        }
    }
    let again = read.again(&app, keeper.tenant.id, &choices).await?;
    let (true, Ok(again)) = (errors.is_empty(), again) else {
        let (slug, id, version) = (keeper.tenant.slug.clone(), batch.id, batch.version);
        let form = FormState::rejected(typed, errors);
        return Ok(page.unprocessable("サービスの名前を確かめる", move || {
            view! { <ServicesPage slug batch=id version unknown below form/> }
        }));
    };
    let version = typed.version();
    let to = paths::import(&keeper.tenant.slug, batch.id);
    keep(&keeper, &app, &page, &batch, version, &choices, &again, &to).await
}

/// The cells of services that are left blank below rows of which the service is known, with the codes of that, as a person
/// reads a list that names a service once for the rows below.
pub(super) fn blank_below(read: &Read) -> Vec<(Place, u16, String)> {
    let blank = |row: &ReadRow| {
        let is_blank = |issue: &&Issue| {
            issue.code == Code::ServiceUnknown
                && issue.level == Level::Error
                && issue.found.trim().is_empty()
                && issue.line == 0
        };
        Some((row.place, row.issues.iter().find(is_blank)?.column?))
    };
    let unknown = read.reading.rows.those(|row| row.service_unknown);
    let blank: BTreeMap<Place, u16> = unknown.filter_map(|row| blank(&row)).collect();
    let mut above: Option<(usize, &[ServiceType])> = None;
    let mut below = Vec::new();
    for row in read.reading.rows.briefs() {
        match (blank.get(&row.place), above) {
            (Some(column), Some((sheet, services))) if sheet == row.place.sheet => {
                let codes: Vec<_> = services.iter().map(|service| service.code()).collect();
                below.push((row.place, *column, codes.join("、")));
            }
            (Some(_), _) => {}
            (None, _) => {
                above = (!row.services.is_empty()).then_some((row.place.sheet, &row.services[..]));
            }
        }
    }
    below
}

/// Words that name no service, and those that a person named, by the number of their rows.
fn unknown(read: &Read, choices: &Choices) -> Vec<UnknownService> {
    let mut counts: BTreeMap<String, usize> = choices.services.keys().map(|text| (text.clone(), 0)).collect();
    for row in read.reading.rows.those(|row| row.service_unknown) {
        for issue in row.issues.iter().filter(|issue| issue.code == Code::ServiceUnknown) {
            if !issue.found.trim().is_empty() {
                *counts.entry(issue.found.trim().to_owned()).or_default() += 1;
            }
        }
    }
    if choices.services.is_empty() {
        return by_count(counts);
    }
    let mut raw = read.raw();
    for row in read.reading.rows.briefs() {
        // A row whose service a person named says nothing about it any more; the file still does.
        let columns: Vec<u16> = read.reading.tables[row.place.sheet].service_columns().collect();
        if columns.is_empty() {
            continue;
        }
        let cells = raw.of(row.place, 1);
        for (_, text) in cells.iter().filter(|(at, _)| columns.contains(at)) {
            if choices.services.contains_key(text.trim())
                && let Some(count) = counts.get_mut(text.trim())
            {
                *count += 1;
            }
        }
    }
    by_count(counts)
}

/// The words with the most rows first.
fn by_count(counts: BTreeMap<String, usize>) -> Vec<UnknownService> {
    let mut unknown: Vec<_> = counts.into_iter().map(|(text, rows)| UnknownService { text, rows }).collect();
    unknown.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.text.cmp(&b.text)));
    unknown
}
