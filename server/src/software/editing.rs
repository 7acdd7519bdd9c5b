//! Adding products and vendors, and correcting those of the house.

use super::found;
use crate::{
    actor::CatalogueClerk,
    app::App,
    error::Error,
    faster::Faster,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    messages::software as words,
    paths,
    software::{ProductFormPage, ProductUse, VendorFormPage},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::{SoftwareProductId, SoftwareVendorId},
    software::{Field, ProductForm, VendorForm, name_key},
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    software::{self, Added, Product, Vendor},
};

const NEW: &str = "製品を登録する";
const EDIT: &str = "製品の登録を直す";
const VENDOR: &str = "開発会社の登録を直す";

/// With which name a page begins a product.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Begun {
    name: String,
}

/// An empty form, but for the name.
pub async fn new(
    clerk: CatalogueClerk,
    State(app): State<App>,
    Query(begun): Query<Begun>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let usage = ProductUse::New(vendors(&tx, &clerk).await?);
    let slug = clerk.tenant.slug.clone();
    let form = FormState::filled(Typed::default().with(Field::Name.name(), begun.name));
    Ok(page.ok(NEW, move || view! { <ProductFormPage slug usage form/> }))
}

/// The house's own vendors, by id.
async fn vendors(tx: &Tx, clerk: &CatalogueClerk) -> Result<Vec<(String, String)>, Error> {
    let own = software::catalogue(tx).await?.vendors.into_iter();
    let own = own.filter(|vendor| vendor.house == clerk.tenant.id);
    Ok(own.map(|vendor| (vendor.id.to_string(), vendor.name)).collect())
}

/// Adds a product, of a vendor that stands there or of a new one.
pub async fn create(
    clerk: CatalogueClerk,
    State(app): State<App>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let slug = clerk.tenant.slug.clone();
    let tx = app.store.write(&clerk.scope()).await?;
    let vendors = vendors(&tx, &clerk).await?;
    match add(&tx, &app, &vendors, &typed).await? {
        Ok(id) => {
            software::match_known(&tx, app.clock.now()).await?;
            tx.commit().await?;
            Ok(see_other(&format!("{}?done=added", paths::software_product(&slug, id))))
        }
        Err(errors) => {
            let (form, usage) = (FormState::rejected(typed, errors), ProductUse::New(vendors));
            Ok(page.unprocessable(NEW, move || view! { <ProductFormPage slug usage form/> }))
        }
    }
}

type Sentences = Vec<(&'static str, String)>;

async fn add(
    tx: &Tx,
    app: &App,
    vendors: &[(String, String)],
    typed: &Typed,
) -> Result<Result<SoftwareProductId, Sentences>, Error> {
    let now = app.clock.now();
    let chosen = typed.get("vendor");
    let mut errors: Sentences = Vec::new();
    let product = ProductForm::parse(typed).map_err(|problems| errors.extend(words::errors(&problems))).ok();
    let (known, fresh) = if chosen.is_empty() {
        let fresh = VendorForm::parse(typed);
        (None, fresh.map_err(|problems| errors.splice(..0, words::errors(&problems)).for_each(drop)).ok())
    } else {
        let known = vendors.iter().any(|(id, _)| id == chosen).then(|| chosen.parse().ok()).flatten();
        if known.is_none() {
            errors.push(("vendor", "開発会社を選び直してください".to_owned()));
        }
        (known, None)
    };
    let Some(product) = product.filter(|_| errors.is_empty()) else { return Ok(Err(errors)) };
    let vendor: SoftwareVendorId = match (known, fresh) {
        (Some(known), _) => known,
        (None, Some(fresh)) => {
            let id = app.clock.id();
            if software::add_vendor(tx, id, &fresh, false, now).await? == Added::Known {
                let told = format!("{}。上の一覧から選べます", words::VENDOR_TAKEN);
                return Ok(Err(vec![(Field::VendorName.name(), told)]));
            }
            id
        }
        (None, None) => return Ok(Err(errors)),
    };
    let id = app.clock.id();
    Ok(match software::add_product(tx, id, vendor, &product, now).await? {
        Added::Yes => Ok(id),
        Added::Known => Err(vec![(Field::Name.name(), words::NAME_TAKEN.to_owned())]),
    })
}

/// A product of the clerk's own house; another's is not theirs to change.
async fn own(tx: &Tx, clerk: &CatalogueClerk, id: SoftwareProductId) -> Result<Product, Error> {
    let (_, product) = found(tx, id).await?;
    if product.house == clerk.tenant.id { Ok(product) } else { Err(Error::NotFound) }
}

fn filled(product: &Product) -> ProductForm {
    ProductForm {
        name: product.name.clone(),
        aliases: product.aliases.clone(),
        note: product.note.clone(),
        ended_on: product.ended_on,
    }
}

/// The form, filled from what stands.
pub async fn edit(
    clerk: CatalogueClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SoftwareProductId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let product = own(&tx, &clerk, id).await?;
    let (form, usage) = (FormState::filled(filled(&product).fill()), ProductUse::Edit(id, product.version));
    Ok(page.ok(EDIT, move || view! { <ProductFormPage slug usage form/> }))
}

/// Saves it over the version that was seen.
pub async fn update(
    clerk: CatalogueClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SoftwareProductId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let product = own(&tx, &clerk, id).await?;
    let version = typed.version();
    let mine = match ProductForm::parse(&typed) {
        Ok(mine) if taken(&tx, &product, &mine).await? => {
            Err(vec![(Field::Name.name(), words::NAME_TAKEN.to_owned())])
        }
        Ok(mine) => Ok(mine),
        Err(problems) => Err(words::errors(&problems)),
    };
    let mine = match mine {
        Ok(mine) => mine,
        Err(errors) => {
            let (form, usage) = (FormState::rejected(typed, errors), ProductUse::Edit(id, version));
            return Ok(page.unprocessable(EDIT, move || view! { <ProductFormPage slug usage form/> }));
        }
    };
    match software::edit_product(&tx, id, version, &mine, app.clock.now()).await {
        Ok(()) => {
            software::match_known(&tx, app.clock.now()).await?;
            tx.commit().await?;
        }
        Err(store::Error::Stale) => {
            let (now, mine) = (filled(&product).fill(), mine.fill());
            let fields = [Field::Name, Field::Aliases, Field::Note, Field::EndedOn];
            let what = format!("「{}」の登録", product.name);
            let latest = paths::edit_software(&slug, id);
            return Err(conflict(&tx, id.uuid(), what, latest, &fields, (&now, &mine)).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=saved", paths::software_product(&slug, id))))
}

/// Whether another product of the vendor has the name.
async fn taken(tx: &Tx, product: &Product, mine: &ProductForm) -> Result<bool, Error> {
    let key = name_key(&mine.name);
    let known = software::catalogue(tx).await?;
    Ok(known.products.iter().any(|other| {
        other.id != product.id && other.vendor == product.vendor && name_key(&other.name) == key
    }))
}

async fn own_vendor(tx: &Tx, clerk: &CatalogueClerk, id: SoftwareVendorId) -> Result<Vendor, Error> {
    let known = software::catalogue(tx).await?;
    let vendor = known.vendor(id).filter(|vendor| vendor.house == clerk.tenant.id);
    vendor.cloned().ok_or(Error::NotFound)
}

/// The form of a vendor.
pub async fn edit_vendor(
    clerk: CatalogueClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SoftwareVendorId)>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&clerk.scope()).await?;
    let Vendor { name, url, version, .. } = own_vendor(&tx, &clerk, id).await?;
    let form = FormState::filled(VendorForm { name, url }.fill());
    Ok(page.ok(VENDOR, move || view! { <VendorFormPage slug vendor=(id, version) form/> }))
}

/// Saves a vendor over the version that was seen.
pub async fn update_vendor(
    clerk: CatalogueClerk,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SoftwareVendorId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let tx = app.store.write(&clerk.scope()).await?;
    let vendor = own_vendor(&tx, &clerk, id).await?;
    let version = typed.version();
    let known = software::catalogue(&tx).await?;
    let mine = match VendorForm::parse(&typed) {
        Ok(mine)
            if known.vendors.iter().any(|other| {
                other.id != id && other.house == vendor.house && name_key(&other.name) == name_key(&mine.name)
            }) =>
        {
            Err(vec![(Field::VendorName.name(), words::VENDOR_TAKEN.to_owned())])
        }
        Ok(mine) => Ok(mine),
        Err(problems) => Err(words::errors(&problems)),
    };
    let mine = match mine {
        Ok(mine) => mine,
        Err(errors) => {
            let form = FormState::rejected(typed, errors);
            return Ok(page
                .unprocessable(VENDOR, move || view! { <VendorFormPage slug vendor=(id, version) form/> }));
        }
    };
    match software::edit_vendor(&tx, id, version, &mine, app.clock.now()).await {
        Ok(()) => tx.commit().await?,
        Err(store::Error::Stale) => {
            let now = VendorForm { name: vendor.name.clone(), url: vendor.url.clone() }.fill();
            let what = format!("「{}」の登録", vendor.name);
            let latest = paths::edit_vendor(&slug, id);
            let fields = [Field::VendorName, Field::Url];
            return Err(conflict(&tx, id.uuid(), what, latest, &fields, (&now, &mine.fill())).await?);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(see_other(&format!("{}?done=vendor", paths::software(&slug))))
}

async fn conflict(
    tx: &Tx,
    subject: uuid::Uuid,
    what: String,
    latest: String,
    fields: &[Field],
    (now, mine): (&Typed, &Typed),
) -> Result<Error, Error> {
    let differences = fields
        .iter()
        .map(|field| {
            let of = |typed: &Typed| typed.get(field.name()).to_owned();
            (words::label(*field).to_owned(), of(now), of(mine))
        })
        .filter(|(_, now, mine)| now != mine);
    let faster = Faster::last(tx, ("software", subject)).await?;
    Ok(faster.conflict(what, "この登録を直しました", differences.collect(), latest))
}
