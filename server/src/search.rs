//! 検索: one box over the house. A whole number leads straight to what it names.

use crate::{
    actor::Reader,
    app::App,
    error::Error,
    page::{Page, see_other},
};
use app::{
    paths,
    search::{SearchPage, SearchView, SoughtApplication, SoughtDocument, SoughtLine},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::finding::{Sought, document_words, excerpt};
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    finding::{self, Exact, Found, FoundApplicant, FoundCorporation, FoundOffice},
    subsidies::document_words as documents,
    views,
};

/// What an address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// What was found, or straight to it.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Query(Asked { q }): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let slug = reader.tenant.slug.clone();
    let sought = Sought::parse(&q);
    let tx = app.store.look(&reader.scope()).await?;
    match finding::exact(&tx, &sought).await? {
        Some(Exact::Application(id)) => return Ok(see_other(&paths::application(&slug, id))),
        Some(Exact::Office(id)) => return Ok(see_other(&paths::office(&slug, id))),
        None => {}
    }
    let Found { applications, offices, corporations, applicants } = finding::find(&tx, &sought).await?;
    let words = document_words(&sought);
    let (read, more) = documents::find(&tx, &words).await?;
    let read: Vec<_> = read
        .into_iter()
        .filter_map(|document| {
            let excerpt = excerpt(&document.pages, &words)?;
            Some(SoughtDocument {
                attachment: document.attachment,
                name: document.name,
                application: document.application,
                about: format!("{}　{}", document.receipt, document.office),
                excerpt,
            })
        })
        .collect();
    // What stands around the words is a look into the document.
    let looks = read.iter().map(|document| (app.clock.id(), document.attachment.uuid())).collect();
    views::record_all(&tx, app.clock.now(), "attachment", looks, "words").await?;
    tx.commit().await?;
    let found = applications
        .0
        .into_iter()
        .map(|line| {
            Ok(SoughtApplication {
                id: line.application.id,
                receipt: line.application.receipt.ok_or(Error::NotFound)?,
                office: line.office,
                programme: line.programme,
                stage: line.application.stage.name(),
            })
        })
        .collect::<Result<_, Error>>()?;
    let view = SearchView {
        slug,
        typed: q.chars().take(Sought::LONGEST).collect(),
        applications: (found, applications.1),
        offices: lines(offices, |FoundOffice { id, number, name, address, phone }| SoughtLine {
            about: [number, address, phone].join("　"),
            links: vec![("事業所を開く".to_owned(), id)],
            name,
        }),
        corporations: lines(corporations, |FoundCorporation { id: _, number, name, offices }| SoughtLine {
            name,
            about: format!(
                "{}　台帳の事業所 {offices}件",
                number.unwrap_or_else(|| "法人番号なし".to_owned())
            ),
            links: Vec::new(),
        }),
        applicants: lines(applicants, |FoundApplicant { name, email, offices }| SoughtLine {
            name,
            about: email,
            links: offices.into_iter().map(|(id, name)| (name, id)).collect(),
        }),
        documents: (read, more),
    };
    Ok(page.ok("検索", move || view! { <SearchPage view/> }))
}

fn lines<T>((found, more): (Vec<T>, bool), line: impl Fn(T) -> SoughtLine) -> (Vec<SoughtLine>, bool) {
    (found.into_iter().map(line).collect(), more)
}
