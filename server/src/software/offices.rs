//! Offices by what their software can: on a page and as a table.

use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    messages::software as words,
    software::{LinkingLine, LinkingPage, LinkingView},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::Role,
    ids::OfficeId,
    offices::{Segment, Status},
    software::Linking,
};
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx,
    offices::{Listed, segments},
    software::{self, Catalogue, Use},
};
use tables::{Column, Kind, Table, Value};

/// Offices on a page.
const PER_PAGE: u64 = 50;
/// Offices read at once.
const CHUNK: u64 = 500;

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    linking: String,
    page: String,
}

impl Asked {
    /// Those that cannot, where it says nothing: they are whom one looks for.
    fn linking(&self) -> Linking {
        Linking::named(&self.linking).unwrap_or(Linking::No)
    }
}

/// The open offices whose software can do this, as a segment means them.
fn meant(linking: Linking) -> Segment {
    Segment { linking: Some(linking), status: Some(Status::Active), ..Segment::default() }
}

/// The page.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let linking = asked.linking();
    let tx = app.store.read(&reader.scope()).await?;
    let mut counts = Vec::new();
    for one in [Linking::No, Linking::Yes, Linking::Unknown] {
        counts.push((one, segments::count(&tx, &meant(one)).await?));
    }
    let number: u64 = asked.page.parse().unwrap_or(1).clamp(1, 1_000_000);
    let found = segments::offices(&tx, &meant(linking), number - 1, PER_PAGE).await?.offices;
    let lines = lines(&tx, found).await?;
    let slug = reader.tenant.slug.clone();
    let may_write = reader.has(Role::Clerk);
    let offices = LinkingView { slug, linking, counts, lines, page: number, per_page: PER_PAGE, may_write };
    Ok(page.ok("介護ソフトの対応と事業所", move || view! { <LinkingPage offices/> }))
}

async fn lines(tx: &Tx, found: Vec<Listed>) -> Result<Vec<LinkingLine>, Error> {
    let (uses, catalogue) = (software::every(tx).await?, software::catalogue(tx).await?);
    let line = |office: Listed| LinkingLine {
        id: office.id,
        number: office.number.to_string(),
        name: office.name,
        software: used(&uses, &catalogue, office.id),
        phone: office.phone,
    };
    Ok(found.into_iter().map(line).collect())
}

fn used(
    uses: &BTreeMap<OfficeId, Vec<Use>>,
    catalogue: &Catalogue,
    office: OfficeId,
) -> Vec<(String, NaiveDate, &'static str)> {
    let of = uses.get(&office).map(Vec::as_slice).unwrap_or_default();
    of.iter()
        .map(|one| {
            let title = one.product.map(|product| catalogue.title(product)).filter(|title| !title.is_empty());
            (title.unwrap_or_else(|| one.typed.clone()), one.as_of, words::basis(&one.basis))
        })
        .collect()
}

/// The same offices as a table.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let linking = asked.linking();
    let tx = app.store.read(&reader.scope()).await?;
    let mut all = Vec::new();
    for page in 0.. {
        let found = segments::offices(&tx, &meant(linking), page, CHUNK).await?.offices;
        let whole = (found.len() as u64) < CHUNK;
        all.extend(lines(&tx, found).await?);
        if whole {
            break;
        }
    }
    let columns = vec![
        Column::new("事業所番号", Kind::Code),
        Column::new("事業所名", Kind::Text),
        Column::new("電話番号", Kind::Code),
        Column::new("データ連携", Kind::Text),
        Column::new("介護ソフト", Kind::Text),
        Column::new("わかった日", Kind::Date),
    ];
    let rows = all.into_iter().map(|line| {
        let titles: Vec<&str> = line.software.iter().map(|(title, ..)| title.as_str()).collect();
        let newest = line.software.iter().map(|(_, day, _)| *day).max();
        vec![
            Value::from(line.number),
            line.name.into(),
            line.phone.into(),
            words::linking(linking).into(),
            titles.join("、").into(),
            newest.into(),
        ]
    });
    let table =
        Table { title: "介護ソフトの対応と事業所".to_owned(), columns, rows: rows.collect() };
    let name =
        format!("介護ソフトの対応_{}_{}_{}", words::linking(linking), reader.tenant.name, app.clock.today());
    saving.answer(&name, table)
}
