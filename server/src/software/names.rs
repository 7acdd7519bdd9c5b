//! Names that offices use and no product has, and which product one means.

use crate::{
    actor::{Clerk, Reader},
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    paths,
    software::{NameLine, NamesPage},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{accounts::Role, ids::SoftwareProductId};
use elements::NoticeKind;
use leptos::prelude::*;
use store::{Tx, software};

const TITLE: &str = "製品と結び付いていない名前";

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    /// How many offices a name was matched for.
    matched: Option<u64>,
}

struct Shown {
    names: Vec<NameLine>,
    products: Vec<(String, String)>,
}

async fn shown(tx: &Tx) -> Result<Shown, Error> {
    let known = software::catalogue(tx).await?;
    let mut products: Vec<(String, String)> =
        known.products.iter().map(|product| (product.id.to_string(), known.title(product.id))).collect();
    products.sort_by(|one, other| one.1.cmp(&other.1));
    let names = software::unmatched(tx).await?.into_iter();
    let names = names
        .map(|name| {
            let meant = known.by_key(&name.key).map(|product| product.to_string());
            NameLine { key: name.key, typed: name.typed, offices: name.offices, meant }
        })
        .collect();
    Ok(Shown { names, products })
}

/// The names.
pub async fn index(
    reader: Reader,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let Shown { names, products } = shown(&tx).await?;
    let (slug, may_write) = (reader.tenant.slug.clone(), reader.has(Role::Clerk));
    let told =
        asked.matched.map(|offices| (NoticeKind::Success, format!("{offices}件の事業所に結び付けました")));
    Ok(page.ok(TITLE, move || view! { <NamesPage slug names products may_write told/> }))
}

/// Says which product a name means.
pub async fn create(
    clerk: Clerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let known = software::catalogue(&tx).await?;
    let chosen = typed.get(typed.get("field")).parse::<SoftwareProductId>().ok();
    let Some(product) = chosen.filter(|id| known.product(*id).is_some()) else {
        let Shown { names, products } = shown(&tx).await?;
        let told = Some((NoticeKind::Error, "結び付ける製品を選んでください".to_owned()));
        return Ok(
            page.unprocessable(TITLE, move || view! { <NamesPage slug names products may_write=true told/> })
        );
    };
    let offices = software::match_name(&tx, typed.get("key"), product, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?matched={offices}", paths::software_names(&slug))))
}
