//! Published versions of a programme, its copy for the next year, and its starter kit.

use super::programmes::saved_rules;
use crate::{
    actor::{Keeper, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::subsidies::differences,
    paths,
    subsidies::{CopyPage, CopyView, VersionPage, VersionView},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{ids::ProgrammeId, subsidies::Kit};
use leptos::prelude::*;
use store::{
    Tx,
    subsidies::{
        applications,
        programmes::{self, Programme},
    },
};

/// One version, and what it changed.
pub async fn show(
    officer: Reader,
    State(app): State<App>,
    Path((slug, id, number)): Path<(String, ProgrammeId, u32)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let all = programmes::versions(&tx, id).await?;
    let version = all.iter().find(|version| version.number.get() == number).ok_or(Error::NotFound)?;
    let before = all.iter().find(|version| version.number.get() + 1 == number);
    let view = VersionView {
        slug,
        id,
        number: version.number,
        published_at: version.published_at,
        received: applications::received_under(&tx, id, version.id).await?,
        rules: version.rules.clone(),
        differences: before.map(|before| differences(&before.rules, &version.rules)),
    };
    let title = format!("第{number}版");
    Ok(page.ok(&title, move || view! { <VersionPage version=view/> }))
}

/// What a copy for the next year would be.
pub async fn ask(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let rules = saved_rules(&officer, &programme)?;
    let next = rules.next_year();
    let there = in_year(&tx, &programme, next.fiscal_year).await?;
    let differences = differences(&rules, &next);
    let copy = CopyView { slug, id, rules, next, differences, there };
    Ok(page.ok("翌年度の制度を作る", move || view! { <CopyPage copy/> }))
}

/// Copies it, as a draft.
pub async fn copy(
    officer: Keeper,
    State(app): State<App>,
    Path((slug, id)): Path<(String, ProgrammeId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let next = saved_rules(&officer, &programme)?.next_year();
    let new: ProgrammeId = app.clock.id();
    programmes::copy(&tx, new, &programme, &next, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=copied", paths::programme(&slug, new))))
}

/// The rules as another city can take them in.
pub async fn kit(
    officer: Keeper,
    State(app): State<App>,
    Path((_, id)): Path<(String, ProgrammeId)>,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let programme = programmes::find(&tx, id).await?.ok_or(Error::NotFound)?;
    let file = Kit::pack(&saved_rules(&officer, &programme)?, &officer.tenant.name);
    let name = format!("{}_{}.json", officer.tenant.name, programme.title);
    Ok(crate::download::file(&name, "application/json", file.into_bytes()))
}

/// A programme of the same series in a year.
async fn in_year(
    tx: &Tx,
    programme: &Programme,
    year: domain::fiscal_year::FiscalYear,
) -> Result<Option<(ProgrammeId, String)>, Error> {
    Ok(programmes::all(tx)
        .await?
        .into_iter()
        .find(|other| other.series == programme.series && other.fiscal_year == year)
        .map(|other| (other.id, other.title)))
}
