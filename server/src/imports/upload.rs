//! Uploading a list: one file, several as one import, or a table that is pasted.

use super::{
    child::Given,
    home, job,
    understanding::{self, Remembered},
};
use crate::{
    actor::Keeper,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::{Upload, UploadedFile},
};
use app::{imports::UploadPage, messages::imports as words, paths};
use axum::{extract::State, response::Response};
use domain::{
    adoption::Source,
    form::Typed,
    ids::BatchId,
    imports::{AdopterFacts, Choices, EXISTING, Existing, ListKind, Refusal, SCOPE},
    wareki,
};
use elements::FormState;
use leptos::prelude::*;
use sheets::{child::Preset, is_list};
use std::{
    collections::BTreeSet,
    io::{Cursor, Write as _},
};
use store::imports::{self, NewBatch};
use zip::{ZipWriter, write::SimpleFileOptions};

const TITLE: &str = "一覧を取り込む";
/// The largest file (issue: web 64 MB a file; the largest national file has 16 MB).
const LARGEST: usize = crate::posted::LIST_LIMIT;
/// Larger files are read by a job, while the person looks at a page that tells how far it is.
const AT_ONCE: usize = 4 * 1024 * 1024;
/// Name of the field for a table that is pasted.
pub const PASTED: &str = "pasted";
/// Name of the field for what the list is about.
const KIND: &str = "kind";
/// Name of the field for whose list of adopters it is.
const SOURCE: &str = "source";
/// Name of the field for the day for which a list of adopters holds.
const AS_OF: &str = "as_of";

fn show(keeper: &Keeper, form: FormState) -> impl FnOnce() -> AnyView + use<> {
    let (slug, name) = (keeper.tenant.slug.clone(), keeper.tenant.name.clone());
    let codes = keeper.tenant.codes.join("、");
    let municipality = if codes.is_empty() { name } else { format!("{name}（{codes}）") };
    move || view! { <UploadPage slug municipality form/> }.into_any()
}

/// The form.
pub async fn new(keeper: Keeper, page: Page) -> Response {
    let filled = Typed::default().with(SCOPE, "own").with(KIND, "offices");
    let filled = filled.with(EXISTING, Existing::default().name());
    page.ok(TITLE, show(&keeper, FormState::filled(filled)))
}

/// Reads a list and shows what it would do, or says why it is refused.
pub async fn create(
    keeper: Keeper,
    State(app): State<App>,
    page: Page,
    upload: Upload,
) -> Result<Response, Error> {
    let Upload { typed, files } = upload;
    let refused = |errors: Vec<(&'static str, String)>| {
        page.unprocessable(TITLE, show(&keeper, FormState::rejected(typed.clone(), errors)))
    };
    let rejected = |field: &'static str, sentence: String| refused(vec![(field, sentence)]);
    let kind = match typed.get(KIND) {
        "adopters" => ListKind::Adopters,
        "contacts" => ListKind::Contacts,
        _ => ListKind::Offices,
    };
    let (adopters, mut missing) = match (kind, adopter_facts(&typed)) {
        (ListKind::Adopters, Ok(facts)) => (Some(facts), Vec::new()),
        (ListKind::Adopters, Err(missing)) => (None, missing),
        (ListKind::Offices | ListKind::Contacts, _) => (None, Vec::new()),
    };
    let files: Vec<UploadedFile> = files.into_iter().filter(|file| file.field == "file").collect();
    if let Some(file) = files.iter().find(|file| file.bytes.len() > LARGEST) {
        let why = words::refusal(Refusal::TooLarge { limit_mb: (LARGEST / 1024 / 1024) as u64 });
        return Ok(rejected("file", format!("「{}」：{why}", file.name)));
    }
    let pasted = typed.get(PASTED).trim();
    if files.is_empty() && pasted.is_empty() {
        missing.insert(0, ("file", "一覧のファイルを選ぶか、表を貼り付けてください".to_owned()));
    }
    if !missing.is_empty() {
        return Ok(refused(missing));
    }
    let (name, bytes, field) = match files.len() {
        0 => ("貼り付けた表.tsv".to_owned(), typed.get(PASTED).as_bytes().to_vec(), PASTED),
        1 => {
            let mut files = files;
            let file = files.remove(0);
            (file.name, file.bytes, "file")
        }
        count => {
            let bytes = together(files).ok_or(Error::Internal("files could not be put together"))?;
            (format!("{count}つのファイル.zip"), bytes, "file")
        }
    };
    let municipalities = if typed.get(SCOPE) == "all" { BTreeSet::default() } else { home(&keeper.tenant) };
    let existing = Existing::named(typed.get(EXISTING)).unwrap_or_default();
    let town = keeper.tenant.name.clone();
    let choices = Choices { kind, adopters, existing, municipalities, town, ..Choices::default() };
    let scope = keeper.scope();
    let tenant = keeper.tenant.id;
    let media_type = infer::get(&bytes).map_or("text/csv", |kind| kind.mime_type());
    let batch: BatchId = app.clock.id();
    if bytes.len() > AT_ONCE {
        let file = app.storage.put(&app.clock, tenant, Some(keeper.id()), &name, media_type, bytes).await?;
        let tx = app.store.write(&scope).await?;
        let new = NewBatch { id: batch, file: &file, choices: &choices, read: None };
        imports::add(&tx, new, app.clock.now()).await?;
        let payload = job::Payload { batch, digest: String::new() };
        job::enqueue(&app, &tx, tenant, job::READ, &payload, 0).await?;
        tx.commit().await?;
        return Ok(see_other(&paths::import(&keeper.tenant.slug, batch)));
    }
    let understood = match understanding::of(
        &app.program,
        Preset::Web,
        Remembered::Of(&app, tenant),
        &name,
        Given::Sent(bytes.clone()),
        &choices,
    )
    .await?
    {
        Ok(understood) => understood,
        Err(refusal) => return Ok(rejected(field, words::refusal(refusal))),
    };
    let file = app.storage.put(&app.clock, tenant, Some(keeper.id()), &name, media_type, bytes).await?;
    let cells = understood.stored(&app, tenant).await?;
    let tx = app.store.write(&scope).await?;
    let summary = understood.read.summary(&understood.read.outline(Some(&tx), &understood.choices).await?);
    let read = Some((&cells, summary));
    let new = NewBatch { id: batch, file: &file, choices: &understood.choices, read };
    imports::add(&tx, new, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&paths::import(&keeper.tenant.slug, batch)))
}

/// Whose list of adopters it is, and for which day; everything that is missing at once.
fn adopter_facts(typed: &Typed) -> Result<AdopterFacts, Vec<(&'static str, String)>> {
    match (Source::named(typed.get(SOURCE)), wareki::parse_date(typed.get(AS_OF))) {
        (Some(source), Ok(day)) => Ok(AdopterFacts { source, as_of: day.date }),
        (source, day) => {
            let source = source.is_none().then(|| (SOURCE, "どこの一覧か選んでください".to_owned()));
            let day = day.is_err().then(|| {
                let sentence = "いつの時点の一覧か、日付を入力してください（例：令和7年4月1日、2025-04-01）";
                (AS_OF, sentence.to_owned())
            });
            Err(source.into_iter().chain(day).collect())
        }
    }
}

/// Several files as the one archive that is kept and read.
fn together(files: Vec<UploadedFile>) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut taken = BTreeSet::new();
    for (number, file) in (1..).zip(files) {
        // Two files may carry one name, and sheets are known by it.
        let own = file.name.rsplit(['/', '\\']).next().unwrap_or_default();
        // Under another name the archive would pass it over; what it is, is judged by its content.
        let (own, extension) = own.rsplit_once('.').filter(|_| is_list(own)).unwrap_or((own, "csv"));
        let mut stem = own.to_owned();
        while !taken.insert(stem.clone()) {
            stem = format!("{stem}（{number}）");
        }
        archive.start_file(format!("{stem}.{extension}"), SimpleFileOptions::default()).ok()?;
        archive.write_all(&file.bytes).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}
