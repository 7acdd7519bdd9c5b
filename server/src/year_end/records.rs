//! 年度・記録: every year with how it stands, and where the rest is.

use super::sweep;
use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::{
    paths,
    year_end::{RecordsPage, RecordsView, YearLine},
};
use axum::{extract::State, response::Response};
use domain::accounts::Role;
use leptos::prelude::*;
use store::year_end;

/// The page.
pub async fn index(officer: Reader, State(app): State<App>, page: Page) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let slug = officer.tenant.slug.clone();
    let mut years = Vec::new();
    for year in year_end::years(&tx).await? {
        years.push(YearLine {
            year,
            state: sweep::state(&tx, year, app.clock.today()).await?,
            tally: year_end::total(&year_end::of_year(&tx, year).await?),
            left: year_end::count(&tx, year, None).await?,
        });
    }
    let mut cards = vec![(
        "到達簿",
        "紙やメールで届いた申請の数を記録し、入力の漏れを見つけます。",
        paths::arrivals(&slug),
    )];
    if officer.has(Role::Administrator) {
        cards.push(("監査記録", "だれが何をして、何を見たかを調べます。", paths::audit(&slug)));
    }
    let records = RecordsView { slug, years, cards, of_year: Vec::new() };
    Ok(page.ok("年度・記録", move || view! { <RecordsPage records/> }))
}
