//! 年度・記録: every year with how it stands, and where the rest is.

use super::sweep;
use crate::{actor::Reader, app::App, error::Error, page::Page};
use app::{
    paths,
    year_end::{OfYear, RecordsPage, RecordsView, YearLine},
};
use axum::{extract::State, response::Response};
use domain::accounts::Role;
use leptos::prelude::*;
use store::year_end;

/// What there is of each year.
const OF_YEAR: [OfYear; 4] = [
    ("執行状況", paths::execution),
    ("公表用の集計", paths::publication_table),
    ("都道府県への実績集計", paths::results),
    ("予算要求資料", paths::budget_request),
];

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
    cards.push((
        "保存年限と廃棄",
        "保存年限が満了した記録の一覧を作り、ほかの人の承認を受けて廃棄します。",
        paths::disposals(&slug),
    ));
    if officer.has(Role::Administrator) {
        cards.push((
            "本人のデータ（開示）",
            "開示請求のあった人のデータを、1つのファイルにまとめます。",
            paths::disclosures(&slug),
        ));
        cards.push(("監査記録", "だれが何をして、何を見たかを調べます。", paths::audit(&slug)));
    }
    let records = RecordsView { slug, years, cards, of_year: OF_YEAR.into() };
    Ok(page.ok("年度・記録", move || view! { <RecordsPage records/> }))
}
