//! Reading a table in: a file or a pasted table, in a process of its own like every file.

use crate::{
    actor::HouseClerk,
    app::App,
    error::Error,
    imports::workbook_of,
    page::{Page, see_other},
    posted::{FILE_LIMIT, Upload},
};
use app::{
    event_tables::EventTableUploadPage,
    messages::{event_tables as words, imports as import_words},
    paths,
};
use axum::{extract::State, response::Response};
use domain::{
    event_tables::{Details, read},
    form::Typed,
    imports::{Refusal, Sheet},
    text,
};
use elements::FormState;
use leptos::prelude::*;
use store::event_tables::{self, Added, New};

const TITLE: &str = "申込状況の表を読み込む";
/// The field of a file, and the field of a table that is pasted.
const FILE: &str = "file";
const PASTED: &str = "pasted";
/// The most characters of a file's name that are kept.
const NAME: usize = 120;

/// The form.
pub async fn new(clerk: HouseClerk, page: Page) -> Response {
    let slug = clerk.tenant.slug.clone();
    page.ok(TITLE, move || view! { <EventTableUploadPage slug form=FormState::empty()/> })
}

/// Reads it and keeps its cells to be looked at, or says why it is refused; the same table again leads to the one there is.
pub async fn create(
    clerk: HouseClerk,
    State(app): State<App>,
    page: Page,
    Upload { typed, files }: Upload,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let refused = |field: &'static str, why: String| {
        let (slug, form) = (slug.clone(), FormState::rejected(typed.clone(), vec![(field, why)]));
        Ok(page.unprocessable(TITLE, move || view! { <EventTableUploadPage slug form/> }))
    };
    let Some((field, name, bytes)) = given(&typed, files) else {
        return refused(FILE, "表のファイルを選ぶか、表を貼り付けてください".to_owned());
    };
    if bytes.len() > FILE_LIMIT {
        let limit = Refusal::TooLarge { limit_mb: (FILE_LIMIT / 1024 / 1024) as u64 };
        return refused(field, import_words::refusal(limit));
    }
    let workbook = match workbook_of(&app, &name, bytes).await? {
        Ok(workbook) => workbook,
        Err(refusal) => return refused(field, import_words::refusal(refusal)),
    };
    let reading = match read(&workbook.sheets) {
        Ok(reading) => reading,
        Err(why) => return refused(field, words::no_table(why).to_owned()),
    };
    let sheet = workbook.sheets.into_iter().nth(reading.sheet).unwrap_or_default();
    let details = Details::begun(reading.title.as_deref(), &name);
    let file_name: String = text::tidy_name(&name).chars().take(NAME).collect();
    let sheet = bounded(sheet);
    let tx = app.store.write(&clerk.scope()).await?;
    let table =
        New { id: app.clock.id(), details: &details, file_name: &file_name, sheet: &sheet, by: clerk.id() };
    let (id, done) = match event_tables::add(&tx, table, app.clock.now()).await? {
        Added::New(id) => (id, "read"),
        Added::Known(id) => (id, "known"),
    };
    tx.commit().await?;
    Ok(see_other(&format!("{}?done={done}", paths::event_table(&slug, id))))
}

/// What was sent: the file before what was pasted.
fn given(typed: &Typed, files: Vec<crate::posted::UploadedFile>) -> Option<(&'static str, String, Vec<u8>)> {
    if let Some(file) = files.into_iter().find(|file| file.field == FILE) {
        return Some((FILE, file.name, file.bytes));
    }
    let pasted = typed.get(PASTED);
    (!pasted.trim().is_empty()).then(|| (PASTED, "貼り付けた表.tsv".to_owned(), pasted.as_bytes().to_vec()))
}

/// The sheet without merges far away: as many as its rows can have are kept.
fn bounded(mut sheet: Sheet) -> Sheet {
    let last = sheet.rows.last().map_or(0, |row| row.number);
    sheet.merges.retain(|merge| merge.top <= last);
    sheet.merges.truncate(2_000);
    sheet
}
