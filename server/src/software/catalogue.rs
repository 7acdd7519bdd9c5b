//! The catalogue, and one product.

use super::found;
use crate::{actor::Officer, app::App, error::Error, page::Page};
use app::{
    messages::{software as words, values},
    paths,
    software::{CataloguePage, CatalogueView, ClaimLine, ProductLine, ProductPage, ProductView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use chrono::NaiveDate;
use domain::{
    accounts::{Role, TenantKind},
    form::Typed,
    ids::{OfficeId, SoftwareProductId, TenantId},
    software::{Standard, holds, linking},
    wareki::{DateError, Expected, parse_expected},
};
use elements::FormState;
use leptos::prelude::*;
use std::collections::BTreeMap;
use store::{
    Tx, offices,
    software::{self, Product},
    tenants,
};

/// What an address may say.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    done: String,
    /// The day for which offices are counted; today where it says nothing.
    on: String,
}

impl Asked {
    /// The day, or what is wrong with it.
    fn day(&self, today: NaiveDate) -> Result<NaiveDate, String> {
        match parse_expected(&self.on, Expected::year_until(today)).map(|parsed| parsed.date) {
            Ok(day) if day > today => Err("数える日は、今日までの日付で入力してください".to_owned()),
            Ok(day) => Ok(day),
            Err(DateError::Missing) => Ok(today),
            Err(error) => Err(values::date("数える日", &error)),
        }
    }
}

/// Whether the officer may write here: 担当 of a municipality, or of 国保中央会.
pub(super) fn may_write(officer: &Officer) -> bool {
    officer.has(Role::Clerk) && matches!(officer.tenant.kind, TenantKind::Municipality | TenantKind::Central)
}

/// Every product that the house sees.
pub async fn index(
    officer: Officer,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let own = officer.tenant.id;
    let register = officer.tenant.kind == TenantKind::Municipality;
    let tx = app.store.read(&officer.scope()).await?;
    let known = software::catalogue(&tx).await?;
    let typed = Typed::default().with("on", asked.on.clone());
    let (on, form) = match asked.day(today) {
        Ok(day) => (day, FormState::filled(typed)),
        Err(told) => (today, FormState::rejected(typed, vec![("on", told)])),
    };
    let uses = used(&tx, register, on).await?;
    let mut lines: Vec<ProductLine> = known
        .products
        .iter()
        .filter_map(|product| {
            let vendor = known.vendor(product.vendor)?;
            let claims = product.claims();
            let now = |standard: &Standard| {
                let held = holds(&claims, *standard, on);
                (*standard, held.map(|claim| (words::conforms(claim.conforms).to_owned(), claim.as_of)))
            };
            Some(ProductLine {
                id: product.id,
                name: product.name.clone(),
                vendor: (vendor.id, vendor.name.clone()),
                own: product.house == own && officer.tenant.kind != TenantKind::Central,
                fictional: vendor.fictional,
                linking: linking(&claims, on),
                holds: Standard::ALL.iter().map(now).collect(),
                ended_on: product.ended_on,
                offices: register.then(|| uses.get(&product.id).map_or(0, |offices| offices.len() as u64)),
            })
        })
        .collect();
    lines.sort_by(|one, other| (&one.vendor.1, &one.name).cmp(&(&other.vendor.1, &other.name)));
    let unmatched = if register { software::unmatched(&tx).await?.len() } else { 0 };
    let catalogue = CatalogueView {
        slug: officer.tenant.slug.clone(),
        on,
        lines,
        register,
        unmatched,
        central: officer.tenant.kind == TenantKind::Central,
        may_write: may_write(&officer),
        done: match asked.done.as_str() {
            "pasted" => Some("表の内容を登録しました"),
            "vendor" => Some("開発会社の登録を直しました"),
            _ => None,
        },
    };
    if form.has_errors() {
        return Ok(page.unprocessable("介護ソフト", move || view! { <CataloguePage catalogue form/> }));
    }
    Ok(page.ok("介護ソフト", move || view! { <CataloguePage catalogue form/> }))
}

/// The offices of the house by the products that they used on a day.
async fn used(
    tx: &Tx,
    register: bool,
    on: NaiveDate,
) -> Result<BTreeMap<SoftwareProductId, Vec<OfficeId>>, Error> {
    let mut by_product: BTreeMap<SoftwareProductId, Vec<OfficeId>> = BTreeMap::new();
    if register {
        for (office, uses) in software::on_day(tx, on).await? {
            for product in uses.into_iter().filter_map(|one| one.product) {
                by_product.entry(product).or_default().push(office);
            }
        }
    }
    Ok(by_product)
}

/// One product.
pub async fn show(
    officer: Officer,
    State(app): State<App>,
    Path((_, id)): Path<(String, SoftwareProductId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&officer.scope()).await?;
    let mut product = view_of(&tx, &officer, id, app.clock.today()).await?;
    product.done = match asked.done.as_str() {
        "added" => Some("登録しました。標準仕様への対応を記録してください"),
        "saved" => Some("登録を直しました"),
        "recorded" => Some("対応を記録しました"),
        "removed" => Some("対応の記録を取り消しました"),
        _ => None,
    };
    let title = product.name.clone();
    Ok(page.ok(&title, move || view! { <ProductPage product form=FormState::empty()/> }))
}

/// What the page of a product shows.
pub(super) async fn view_of(
    tx: &Tx,
    officer: &Officer,
    id: SoftwareProductId,
    today: NaiveDate,
) -> Result<ProductView, Error> {
    let (known, product) = found(tx, id).await?;
    let vendor = known.vendor(product.vendor).ok_or(Error::NotFound)?;
    let houses: BTreeMap<TenantId, String> =
        tenants::all(tx).await?.into_iter().map(|tenant| (tenant.id, tenant.name)).collect();
    let slug = officer.tenant.slug.clone();
    let register = officer.tenant.kind == TenantKind::Municipality;
    let ids = used(tx, register, today).await?.remove(&id).unwrap_or_default();
    let mut users: Vec<(String, String)> = offices::several(tx, &ids)
        .await?
        .into_iter()
        .map(|office| (paths::office(&slug, office.id), office.particulars.name))
        .collect();
    users.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(ProductView {
        slug,
        id,
        vendor: (vendor.id, vendor.name.clone(), vendor.url.clone()),
        fictional: vendor.fictional,
        linking: linking(&product.claims(), today),
        claims: claim_lines(&product, officer.tenant.id, &houses, today),
        own: product.house == officer.tenant.id,
        name: product.name,
        aliases: product.aliases,
        note: product.note,
        ended_on: product.ended_on,
        offices: users,
        register,
        may_write: may_write(officer),
        done: None,
    })
}

fn claim_lines(
    product: &Product,
    own: TenantId,
    houses: &BTreeMap<TenantId, String>,
    today: NaiveDate,
) -> Vec<ClaimLine> {
    let claims = product.claims();
    let mut current: Vec<_> =
        Standard::ALL.iter().filter_map(|standard| holds(&claims, *standard, today)).collect();
    // Of two that say the same of one day, the one that was written down later holds: lines are made from the end.
    let mut lines: Vec<ClaimLine> = product
        .said
        .iter()
        .rev()
        .map(|said| {
            let at = current.iter().position(|claim| *claim == said.claim);
            let holds = at.map(|at| current.swap_remove(at)).is_some();
            ClaimLine {
                id: said.id,
                claim: said.claim,
                source: said.source.clone(),
                house: houses.get(&said.house).cloned().unwrap_or_default(),
                holds,
                own: said.house == own,
            }
        })
        .collect();
    lines.sort_by(|one, other| {
        (other.claim.standard, other.claim.as_of).cmp(&(one.claim.standard, one.claim.as_of))
    });
    lines
}
