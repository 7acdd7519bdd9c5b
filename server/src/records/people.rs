//! 開示: one person's data, on a page and as one file. Who looked at whose data is recorded.

use crate::{actor::MunicipalAdministrator, app::App, error::Error, page::Page};
use app::{
    messages::audit as audit_words,
    records::{DisclosurePage, DisclosureView, PeopleFoundPage, PeopleFoundView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use leptos::prelude::*;
use serde::Deserialize;
use std::io::Write as _;
use store::{
    records::{self, Known, Portrait},
    views,
};
use tables::{Field, Kind, Table};
use zip::{ZipWriter, write::SimpleFileOptions};

const TITLE: &str = "本人のデータ（開示）";

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// The search.
pub async fn index(
    administrator: MunicipalAdministrator,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let searched = domain::text::tidy_name(&asked.q).trim().to_owned();
    let tx = app.store.read(&administrator.scope()).await?;
    let people = records::found(&tx, &searched).await?;
    let found = PeopleFoundView {
        slug: administrator.tenant.slug.clone(),
        searched,
        people: people
            .into_iter()
            .map(|one| (one.id, one.name, one.email.unwrap_or_default(), one.is_staff))
            .collect(),
    };
    Ok(page.ok(TITLE, move || view! { <PeopleFoundPage found/> }))
}

/// What is kept of a person.
pub async fn show(
    administrator: MunicipalAdministrator,
    State(app): State<App>,
    Path((slug, id)): Path<(String, AccountId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.look(&administrator.scope()).await?;
    let portrait = records::portrait(&tx, id).await?.ok_or(Error::NotFound)?;
    views::record(&tx, app.clock.id(), app.clock.now(), "account", id.uuid(), "portrait").await?;
    tx.commit().await?;
    let files = portrait.files.iter().map(|(number, name, _)| format!("{number}　{name}")).collect();
    let line = |row: &Known| (row.at, row.what.clone(), row.words.clone());
    let mut parts = parts(&portrait).map(|(title, rows)| (title, rows.iter().map(line).collect::<Vec<_>>()));
    // What an act says besides its sentence is for machines: the file has it.
    if let Some((_, acts)) = parts.last_mut() {
        for (_, _, words) in acts {
            words.clear();
        }
    }
    let disclosure = DisclosureView {
        slug,
        id,
        name: portrait.person.name.clone(),
        email: portrait.person.email.clone().unwrap_or_default(),
        parts: parts.into(),
        files,
    };
    Ok(page.ok(TITLE, move || view! { <DisclosurePage disclosure/> }))
}

/// The parts of a portrait, each under its heading; acts in words.
fn parts(portrait: &Portrait) -> [(&'static str, Vec<Known>); 6] {
    let acts = portrait.acts.iter().map(|known| {
        let words = audit_words::happened(&known.what).unwrap_or(known.what.as_str());
        Known { what: words.to_owned(), ..known.clone() }
    });
    [
        ("役割と事業所", portrait.belongs.clone()),
        ("申請の内容", portrait.answers.clone()),
        ("送ったメールと配信の停止", portrait.mails.clone()),
        ("デモ・説明会と催しの参加申込", portrait.registrations.clone()),
        ("支援・団体・照会・資材の記録", portrait.spoken.clone()),
        ("操作と閲覧の記録", acts.collect()),
    ]
}

const FIELDS: [Field<Known>; 3] = [
    ("項目", Kind::Text, |known| known.what.clone().into()),
    ("内容", Kind::Text, |known| known.words.clone().into()),
    ("日時", Kind::Moment, |known| known.at.into()),
];

/// The most characters of a cell: more than any text of the product has, and less than a workbook takes.
const CELL: usize = 30_000;

/// All of it as one file: a workbook for each part, and what was attached as it was sent.
pub async fn zip(
    administrator: MunicipalAdministrator,
    State(app): State<App>,
    Path((_, id)): Path<(String, AccountId)>,
) -> Result<Response, Error> {
    let tx = app.store.look(&administrator.scope()).await?;
    let portrait = records::portrait(&tx, id).await?.ok_or(Error::NotFound)?;
    let now = app.clock.now();
    views::record(&tx, app.clock.id(), now, "account", id.uuid(), "portrait-saved").await?;
    tx.commit().await?;
    let mut files = vec![("00_本人.xlsx".to_owned(), workbook("本人", &[self_of(&portrait)], now)?)];
    for (place, (title, rows)) in (1..).zip(parts(&portrait)) {
        files.push((format!("{place:02}_{title}.xlsx"), workbook(title, &rows, now)?));
    }
    for (place, (number, name, file)) in (1..).zip(&portrait.files) {
        let bytes = app.storage.get(administrator.tenant.id, *file).await?;
        files.push((format!("添付書類/{place:03}_{number}_{name}"), bytes));
    }
    let broken = |_| Error::Internal("an archive cannot be written");
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name, SimpleFileOptions::default()).map_err(broken)?;
        archive.write_all(&bytes).map_err(|_| Error::Internal("an archive cannot be written"))?;
    }
    let bytes = archive.finish().map_err(broken)?.into_inner();
    let name = format!("本人のデータ_{}.zip", app.clock.today().format("%Y%m%d"));
    Ok(crate::download::file(&name, "application/zip", bytes))
}

fn self_of(portrait: &Portrait) -> Known {
    let kind = if portrait.person.is_staff { "職員" } else { "申請者" };
    Known {
        at: None,
        what: portrait.person.name.clone(),
        words: format!("{kind}　{}", portrait.person.email.clone().unwrap_or_default()),
    }
}

fn workbook(title: &str, rows: &[Known], now: DateTime<Utc>) -> Result<Vec<u8>, Error> {
    let short: Vec<Known> = rows
        .iter()
        .map(|known| Known { words: known.words.chars().take(CELL).collect(), ..known.clone() })
        .collect();
    tables::xlsx(Table::of(title, &FIELDS, &short), now)
        .map_err(|_| Error::Internal("a table could not be written"))
}
