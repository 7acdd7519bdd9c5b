//! A pasted table of products. All its lines are taken over, or none: a mistake is shown with its line.

use crate::{
    actor::CatalogueClerk,
    app::App,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{messages::software as words, paths, software::PastedPage};
use axum::{extract::State, response::Response};
use domain::{
    ids::{SoftwareProductId, SoftwareVendorId, TenantId},
    software::{Line, ProductForm, VendorForm, name_key, read},
};
use elements::FormState;
use leptos::prelude::*;
use store::{Tx, software};

const TITLE: &str = "表を貼り付けて登録する";

/// An empty box.
pub async fn show(clerk: CatalogueClerk, page: Page) -> Response {
    let slug = clerk.tenant.slug.clone();
    page.ok(TITLE, move || view! { <PastedPage slug form=FormState::empty() wrong=Vec::new()/> })
}

/// Takes the table over.
pub async fn create(
    clerk: CatalogueClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let (lines, problems) = read(typed.get("table"), app.clock.today());
    if lines.is_empty() || !problems.is_empty() {
        let sentence = if problems.is_empty() {
            "介護ソフトの表を貼り付けてください".to_owned()
        } else {
            format!("介護ソフトの表に、直していただきたい行が{}行あります", problems.len())
        };
        let wrong: Vec<String> = problems.iter().map(|(number, wrong)| words::line(*number, wrong)).collect();
        let form = FormState::rejected(typed, vec![("table", sentence)]);
        return Ok(page.unprocessable(TITLE, move || view! { <PastedPage slug form wrong/> }));
    }
    let tx = app.store.write(&clerk.scope()).await?;
    for line in lines {
        take_over(&tx, &app, clerk.tenant.id, line).await?;
    }
    software::match_known(&tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?done=pasted", paths::software(&slug))))
}

/// Takes one line over. A product that the house sees already gets what is said of it; another is added to the house.
async fn take_over(tx: &Tx, app: &App, own: TenantId, line: Line) -> Result<(), Error> {
    let now = app.clock.now();
    let known = software::catalogue(tx).await?;
    let (vendor_key, product_key) = (name_key(&line.vendor), name_key(&line.product));
    let of_name =
        |id: SoftwareVendorId| known.vendor(id).is_some_and(|vendor| name_key(&vendor.name) == vendor_key);
    let found = known
        .products
        .iter()
        .find(|product| of_name(product.vendor) && name_key(&product.name) == product_key)
        .map(|product| product.id);
    let id: SoftwareProductId = match found {
        Some(id) => id,
        None => {
            let mine = known.vendors.iter().find(|vendor| vendor.house == own && of_name(vendor.id));
            let vendor = match mine {
                Some(vendor) => vendor.id,
                None => {
                    let id = app.clock.id();
                    let form = VendorForm { name: line.vendor.clone(), url: String::new() };
                    software::add_vendor(tx, id, &form, false, now).await?;
                    id
                }
            };
            let id = app.clock.id();
            let form = ProductForm {
                name: line.product.clone(),
                aliases: Vec::new(),
                note: String::new(),
                ended_on: None,
            };
            software::add_product(tx, id, vendor, &form, now).await?;
            id
        }
    };
    if let Some((claim, source)) = line.claim {
        let known = software::catalogue(tx).await?;
        let product = known.product(id).ok_or(Error::NotFound)?;
        software::record_conformance(tx, app.clock.id(), product, claim, &source, now).await?;
    }
    Ok(())
}
