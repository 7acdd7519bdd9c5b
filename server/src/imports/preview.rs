//! An import: its preview before the commit, what came of it after.

use super::{
    BatchPath, adopters,
    batches::standing,
    fixing::blank_below,
    kept, lines,
    prepared::{Read, planned},
    scope_in_words, sharing,
};
use crate::{
    actor::{Officer, Reader},
    app::App,
    demo::sentences::Stage,
    error::Error,
    page::Page,
};
use app::{
    imports::{
        ImportAtWork, ImportAtWorkPage, ImportPreview, ImportPreviewPage, ImportResult, ImportResultPage,
        SameFile, SharedReading, Tab, Tabs, Undone as UndoneView, UndoneLine, existing,
    },
    messages::imports as words,
    when,
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use domain::{
    accounts::Role,
    form::Typed,
    ids::AccountId,
    imports::{Change, Code, Issue, ListKind, Outcome, Plan, ReadRow, ServiceFrom, WHOLE},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, accounts, files,
    imports::{self, Batch, BatchState, RowFilter, Summary},
    offices::{self, Undone},
    views,
};

const TITLE: &str = "取込の内容を確かめる";

/// Rows on a page.
pub(super) const PER_PAGE: u64 = 50;

/// What an address of an import may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    pub(super) rows: String,
    page: String,
    done: String,
    /// The row of a list of adopters for which a number was typed that no office has.
    row: String,
    /// That number.
    number: String,
    /// The page of an import at work does not come again by itself.
    still: String,
}

/// One import; that its rows were looked at is kept.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    page: Page,
    Path(BatchPath { batch }): Path<BatchPath>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let tx = app.store.look(&reader.scope()).await?;
    let batch = imports::find(&tx, batch).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "import", batch.id.uuid(), "rows").await?;
    tx.commit().await?;
    let of_adopters = batch.choices.kind == ListKind::Adopters;
    match batch.state {
        BatchState::Previewed if of_adopters => {
            adopters::preview(&reader, &app, &page.at(Stage::Adopters), &batch, keeps(&reader)).await
        }
        BatchState::Committed | BatchState::Undone if of_adopters => {
            let wrong = asked.row.parse().ok().filter(|_| asked.done == "no-office");
            let wrong = wrong.map(|row| (row, asked.number));
            let asked = (asked.rows.as_str(), asked.page.as_str(), asked.done.as_str());
            let page = page.at(Stage::AdoptersResult);
            adopters::result(&reader, &app, &page, &batch, keeps(&reader), asked, wrong).await
        }
        BatchState::Previewed => {
            let read = Read::of(&app, reader.tenant.id, &batch).await?;
            let preview = preview(&reader, &app, &batch, &read, &asked).await?;
            let page = quick(&reader, page, &preview);
            Ok(page.ok(TITLE, view_of(&reader, preview, false)))
        }
        BatchState::Reading | BatchState::Committing | BatchState::Undoing => {
            at_work(&reader, &app, &page, &batch, asked.still.is_empty()).await
        }
        BatchState::Committed
        | BatchState::Stopped
        | BatchState::Undone
        | BatchState::Refused
        | BatchState::Discarded => {
            let result = result(&reader, &app, batch, &asked).await?;
            let (slug, just_done) = (reader.tenant.slug.clone(), asked.done == "committed");
            let keeper = keeps(&reader);
            let page = page.at(Stage::ImportResult);
            Ok(page.ok("取込の結果", move || view! { <ImportResultPage slug result just_done keeper/> }))
        }
    }
}

fn keeps(officer: &Officer) -> bool {
    officer.has(Role::Clerk) || officer.has(Role::Administrator)
}

/// Seconds after which the page of an import at work comes again.
const AGAIN: HeaderValue = HeaderValue::from_static("5");

async fn at_work(
    reader: &Reader,
    app: &App,
    page: &Page,
    batch: &Batch,
    comes_again: bool,
) -> Result<Response, Error> {
    let begun = batch.undone_at.or(batch.committed_at);
    let tx = app.store.read(&reader.scope()).await?;
    let (done, total) = how_far(&tx, batch).await?;
    drop(tx);
    let spent =
        begun.map(|begun| (app.clock.now() - begun).num_seconds()).and_then(|s| u64::try_from(s).ok());
    let left = |spent: u64| spent * total.saturating_sub(done) / done;
    let work = ImportAtWork {
        id: batch.id,
        version: batch.version,
        file_name: batch.file_name.clone(),
        standing: standing(batch.state),
        done: (done, total),
        seconds_left: spent.filter(|_| done > 0).map(left),
        comes_again,
    };
    let (slug, keeper) = (reader.tenant.slug.clone(), keeps(reader));
    let mut response = page.ok("取込", move || view! { <ImportAtWorkPage slug work keeper/> });
    if comes_again {
        response.headers_mut().insert(header::REFRESH, AGAIN);
    }
    Ok(response)
}

/// Rows that are written, or offices that are taken back, and of how many.
async fn how_far(tx: &Tx, batch: &Batch) -> Result<(u64, u64), Error> {
    match batch.state {
        BatchState::Undoing => {
            let (_, all) = imports::of_batch(tx, batch.id, false, 0, 1).await?;
            Ok((all - imports::left(tx, batch.id).await?, all))
        }
        BatchState::Reading => Ok((0, 0)),
        BatchState::Committing
        | BatchState::Stopped
        | BatchState::Refused
        | BatchState::Previewed
        | BatchState::Committed
        | BatchState::Undone
        | BatchState::Discarded => {
            let done = imports::kept_rows(tx, batch.id).await?;
            // An import that was begun before rows were counted says how many records it has.
            let Summary { kept, records, .. } = batch.summary;
            Ok((done, if kept == 0 { records } else { kept } as u64))
        }
    }
}

/// The preview again, because the register or the choices changed since it was seen; nothing was written.
pub async fn again(officer: &Officer, app: &App, page: &Page, batch: &Batch) -> Result<Response, Error> {
    let read = Read::of(app, officer.tenant.id, batch).await?;
    let preview = preview(officer, app, batch, &read, &Asked::default()).await?;
    let page = quick(officer, page.clone(), &preview);
    Ok(page.with_status(StatusCode::CONFLICT, TITLE, view_of(officer, preview, true)))
}

/// The preview again, because some of its rows have errors and a person wants it whole; nothing was written.
pub(super) async fn withheld(
    officer: &Officer,
    app: &App,
    page: &Page,
    batch: &Batch,
    read: &Read,
) -> Result<Response, Error> {
    let preview = preview(officer, app, batch, read, &Asked::default()).await?;
    let page = quick(officer, page.clone(), &preview);
    let why = vec![(WHOLE, words::withheld(preview.rows[0]))];
    let form = FormState::rejected(chosen(&preview), why);
    let (slug, keeper) = (officer.tenant.slug.clone(), keeps(officer));
    Ok(page.unprocessable(TITLE, move || {
        view! { <ImportPreviewPage slug preview keeper stale=false form/> }
    }))
}

/// What is chosen about rows with errors, as the form has it.
fn chosen(preview: &ImportPreview) -> Typed {
    Typed::default().with(WHOLE, if preview.whole { "yes" } else { "no" })
}

/// With the script for putting cells right, where there are some and the viewer may.
fn quick(officer: &Officer, page: Page, preview: &ImportPreview) -> Page {
    if keeps(officer) && preview.has_cells_to_mend() { page.with_islands() } else { page }
}

fn view_of(officer: &Officer, preview: ImportPreview, stale: bool) -> impl FnOnce() -> AnyView + use<> {
    let slug = officer.tenant.slug.clone();
    let keeper = keeps(officer);
    let form = FormState::filled(chosen(&preview));
    move || view! { <ImportPreviewPage slug preview keeper stale form/> }.into_any()
}

async fn preview(
    officer: &Officer,
    app: &App,
    batch: &Batch,
    read: &Read,
    asked: &Asked,
) -> Result<ImportPreview, Error> {
    let shared = if keeps(officer) { shared(app, officer, batch, read).await? } else { Vec::new() };
    let tx = &app.store.read(&officer.scope()).await?;
    let outline = read.outline(Some(tx), &batch.choices).await?;
    let (outline, briefs) = (&outline, read.reading.rows.briefs());
    let rows = |tab| {
        let here = move |at: &usize| lines::belongs(&briefs[*at], outline.change(*at), tab);
        (0..briefs.len()).filter(here)
    };
    let tabs = tabs(asked, Tab::ALL.map(|tab| rows(tab).count()));
    let first = usize::try_from((tabs.page - 1) * PER_PAGE).unwrap_or(usize::MAX);
    let shown = rows(tabs.shown).skip(first).take(usize::try_from(PER_PAGE).unwrap_or(50));
    let shown = read.reading.rows.several(shown);
    let plan = plan_of(tx, batch, read, &shown).await?;
    let planned = plan.by_place();
    let summary = read.summary(outline);
    let file = same_file(tx, batch).await?;
    let again = file.taken.map(|(_, at)| {
        let at = when::moment(at);
        format!("同じ内容のファイルを、{at}に取り込んでいます。変わりがなければ、取りやめてかまいません")
    });
    Ok(ImportPreview {
        id: batch.id,
        version: batch.version,
        file_name: batch.file_name.clone(),
        source: words::source(read.cells.source),
        by: name(tx, batch.created_by).await?,
        at: batch.created_at,
        scope: scope_in_words(&officer.tenant, &batch.choices.municipalities),
        existing: existing(batch.choices.existing),
        whole: batch.choices.whole,
        file,
        records: summary.records,
        offices: summary.offices,
        services: summary.services,
        rows: [summary.errors, summary.warnings, summary.skipped],
        shared,
        issues: again.into_iter().chain(read.reading.issues.iter().map(words::file_issue)).collect(),
        left_out: left_out(batch, read),
        unknown_services: unknown_services(read),
        corrections: batch.choices.corrections.len(),
        closing: batch.choices.closing.len(),
        sheets: sheets(read),
        passed_over: passed_over(read),
        lines: shown.iter().map(|row| lines::preview(read, row, &planned)).collect(),
        digest: outline.digest.clone(),
        tabs,
    })
}

/// How others read tables like those of a file.
async fn shared(
    app: &App,
    officer: &Officer,
    batch: &Batch,
    read: &Read,
) -> Result<Vec<SharedReading>, Error> {
    let offered = sharing::offered(app, &officer.tenant, batch, read).await?;
    let tables = read.reading.tables.iter();
    let told = tables.filter_map(|table| Some(SharedReading::of(offered.get(&table.sheet)?, table)));
    Ok(told.collect())
}

/// What the file of a batch is known by.
pub(super) async fn same_file(tx: &Tx, batch: &Batch) -> Result<SameFile, Error> {
    let file = files::find(tx, batch.file).await?.ok_or(Error::NotFound)?;
    Ok(SameFile { hash: file.hash, taken: imports::same_file(tx, batch.id).await? })
}

/// What happens to the offices of some rows, detail by detail.
pub(super) async fn plan_of(tx: &Tx, batch: &Batch, read: &Read, shown: &[ReadRow]) -> Result<Plan, Error> {
    let mut numbers: Vec<_> = shown.iter().filter_map(|row| row.record.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let register = offices::registered(tx, &numbers).await?;
    Ok(planned(&read.rows_of(&numbers), &register, batch.choices.how()))
}

fn tabs(asked: &Asked, counts: [usize; 8]) -> Tabs {
    let shown = Tab::of_word(&asked.rows).unwrap_or_else(|| Tabs::first_filled(&counts));
    Tabs { counts, shown, page: asked.page.parse().unwrap_or(1).clamp(1, 100_000), per_page: PER_PAGE }
}

fn left_out(batch: &Batch, read: &Read) -> Vec<(usize, u32, String)> {
    let at = |name: &str| read.original.sheets.iter().position(|sheet| sheet.name() == name);
    let rows = batch.choices.left_out.iter().filter_map(|(sheet, row)| {
        let words =
            if sheet.is_empty() { format!("{row}行目") } else { format!("「{sheet}」{row}行目") };
        Some((at(sheet)?, *row, words))
    });
    rows.collect()
}

fn unknown_services(read: &Read) -> usize {
    let is_unknown = |issue: &Issue| issue.code == Code::ServiceUnknown && !issue.found.is_empty();
    let named = read.reading.rows.those(|row| row.service_unknown);
    named.filter(|row| row.issues.iter().any(is_unknown)).count() + blank_below(read).len()
}

fn sheets(read: &Read) -> Vec<[String; 4]> {
    let sheets = read.reading.tables.iter().map(|table| {
        let name = if table.name.is_empty() { "（表）".to_owned() } else { table.name.clone() };
        let header = match table.header {
            None => "一覧ではありません".to_owned(),
            Some(_) if !table.imported => "取り込みません".to_owned(),
            Some(header) if header.first == header.last => format!("{}行目", header.first),
            Some(header) => format!("{}〜{}行目", header.first, header.last),
        };
        let service = match table.service {
            _ if table.header.is_none() || !table.imported => String::new(),
            ServiceFrom::Column => "列から".to_owned(),
            ServiceFrom::Marks => "サービスごとの列の印から".to_owned(),
            ServiceFrom::SheetName(service) => format!("シートの名前から（{}）", service.name()),
            ServiceFrom::Sections(_) => "表の中の見出しから".to_owned(),
            ServiceFrom::Person(service) => format!("選択（{}）", service.name()),
            ServiceFrom::Nowhere => "わかりません".to_owned(),
        };
        [name, header, table.records.to_string(), service]
    });
    sheets.collect()
}

fn passed_over(read: &Read) -> Vec<(&'static str, usize)> {
    let mut counts = BTreeMap::new();
    for row in &read.reading.passed_over {
        *counts.entry(row.kind).or_insert(0) += 1;
    }
    counts.into_iter().map(|(kind, count)| (words::no_record(kind), count)).collect()
}

async fn result(reader: &Reader, app: &App, batch: Batch, asked: &Asked) -> Result<ImportResult, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let counted = imports::counts(&tx, batch.id).await?;
    let sum = |wanted: &dyn Fn(Outcome, Option<Change>) -> bool| -> usize {
        let counts = counted
            .iter()
            .filter(|((outcome, change), _)| wanted(*outcome, *change))
            .map(|(_, count)| *count);
        usize::try_from(counts.sum::<u64>()).unwrap_or(usize::MAX)
    };
    let counts = Tab::ALL.map(|tab| match filter(tab) {
        None => 0,
        Some(RowFilter { outcome, change }) => sum(&|o, c| {
            outcome.is_none_or(|wanted| wanted == o) && change.is_none_or(|wanted| c == Some(wanted))
        }),
    });
    let tabs = tabs(asked, counts);
    let rows = match filter(tabs.shown) {
        Some(filter) => imports::rows(&tx, batch.id, filter, tabs.page - 1, PER_PAGE).await?.0,
        None => Vec::new(),
    };
    let summary = batch.summary;
    let undone = undone(&tx, &batch).await?;
    let done = how_far(&tx, &batch).await?;
    let file = same_file(&tx, &batch).await?;
    let by = name(&tx, batch.committed_by.unwrap_or(batch.created_by)).await?;
    // The cells are unpacked without a connection.
    drop(tx);
    let lines = kept::lines(app, reader.tenant.id, &batch, rows).await?;
    Ok(ImportResult {
        id: batch.id,
        file,
        whole: batch.choices.whole,
        file_name: batch.file_name,
        standing: standing(batch.state),
        by,
        at: batch.committed_at.unwrap_or(batch.created_at),
        offices: summary.offices,
        services: summary.services,
        rows: [summary.errors, summary.warnings, summary.skipped],
        refusal: batch.refusal.map(words::refusal),
        done,
        undone,
        tabs,
        lines,
    })
}

/// Offices that stayed are named up to this number.
const STAYED: u64 = 200;

async fn undone(tx: &Tx, batch: &Batch) -> Result<Option<UndoneView>, Error> {
    let (Some(by), Some(at), BatchState::Undone) = (batch.undone_by, batch.undone_at, batch.state) else {
        return Ok(None);
    };
    let (_, all) = imports::of_batch(tx, batch.id, false, 0, 1).await?;
    let (stayed, refused) = imports::of_batch(tx, batch.id, true, 0, STAYED).await?;
    let lines = stayed.into_iter().map(|change| UndoneLine {
        office: change.office,
        name: format!("{} {}", change.number, change.name),
        why: match change.undone {
            Some(Undone::InUse) => "申請・お知らせ・手紙などの記録があります",
            Some(Undone::ChangedSince | Undone::Removed | Undone::Restored) | None => {
                "取込の後に変更されています"
            }
        },
    });
    Ok(Some(UndoneView {
        by: name(tx, by).await?,
        at,
        taken_back: all - refused,
        refused: (refused, lines.collect()),
    }))
}

/// The kept rows of a part; what was put right is not kept apart.
pub(super) fn filter(tab: Tab) -> Option<RowFilter> {
    let outcome = |outcome| Some(RowFilter { outcome: Some(outcome), change: None });
    let change = |change| Some(RowFilter { outcome: None, change: Some(change) });
    match tab {
        Tab::Errors => outcome(Outcome::Error),
        Tab::Warnings => outcome(Outcome::Warning),
        Tab::Skipped => outcome(Outcome::Skipped),
        Tab::Created => change(Change::Created),
        Tab::Updated => change(Change::Updated),
        Tab::Completed => change(Change::Completed),
        Tab::Unchanged => change(Change::Unchanged),
        Tab::Repaired => None,
    }
}

async fn name(tx: &Tx, account: AccountId) -> Result<String, Error> {
    Ok(accounts::find(tx, account).await?.map(|account| account.name).unwrap_or_default())
}
