//! The catalogue: what 国保中央会 keeps, and what the scope's own house adds to it.

use crate::{
    Error, Tx,
    entities::{software_conformances, software_products, software_vendors},
    events::Event,
    tenants,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, ConformanceId, SoftwareProductId, SoftwareVendorId, TenantId},
    software::{Claim, Conforms, Linking, ProductForm, Standard, VendorForm, keys, linking, name_key},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, TryInsertResult,
    sea_query::OnConflict,
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vendor {
    /// Its id.
    pub id: SoftwareVendorId,
    /// The house that keeps it.
    pub house: TenantId,
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// Made up for the demonstration.
    pub fictional: bool,
    /// Counts its edits.
    pub version: i32,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: SoftwareProductId,
    /// The house that keeps it.
    pub house: TenantId,
    /// Whose it is.
    pub vendor: SoftwareVendorId,
    /// Its name.
    pub name: String,
    /// Other names that people write.
    pub aliases: Vec<String>,
    /// What is worth knowing.
    pub note: String,
    /// Since when it is no longer offered.
    pub ended_on: Option<NaiveDate>,
    /// What was said of its conformance, in the order of writing down.
    pub said: Vec<Recorded>,
    /// Counts its edits.
    pub version: i32,
}

impl Product {
    /// What was said, for the rules.
    pub fn claims(&self) -> Vec<Claim> {
        self.said.iter().map(|said| said.claim).collect()
    }
}

/// What was said of a product's conformance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its id.
    pub id: ConformanceId,
    /// The house that wrote it down.
    pub house: TenantId,
    /// What.
    pub claim: Claim,
    /// Where it is known from.
    pub source: String,
    /// Who wrote it down; their own house alone can name them.
    pub by: Option<AccountId>,
}

/// Every vendor and product that the scope's house sees, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// The vendors.
    pub vendors: Vec<Vendor>,
    /// The products.
    pub products: Vec<Product>,
}

impl Catalogue {
    /// A vendor.
    pub fn vendor(&self, id: SoftwareVendorId) -> Option<&Vendor> {
        self.vendors.iter().find(|vendor| vendor.id == id)
    }
    /// A product.
    pub fn product(&self, id: SoftwareProductId) -> Option<&Product> {
        self.products.iter().find(|product| product.id == id)
    }
    /// Whether a product can link on a day.
    pub fn linking(&self, id: SoftwareProductId, today: NaiveDate) -> Linking {
        self.product(id).map_or(Linking::Unknown, |product| linking(&product.claims(), today))
    }
    /// The one product that a name means; none where several might be meant.
    pub fn by_key(&self, key: &str) -> Option<SoftwareProductId> {
        let mut meant = self.products.iter().filter(|product| {
            let vendor = self.vendor(product.vendor).map(|vendor| vendor.name.as_str()).unwrap_or_default();
            keys(vendor, &product.name, product.aliases.iter().map(String::as_str)).iter().any(|of| of == key)
        });
        let first = meant.next()?;
        meant.next().is_none().then_some(first.id)
    }
    /// A product as people call it: its vendor's name and its own.
    pub fn title(&self, id: SoftwareProductId) -> String {
        self.product(id).map_or_else(String::new, |product| {
            let vendor = self.vendor(product.vendor).map(|vendor| vendor.name.as_str()).unwrap_or_default();
            format!("{vendor}　{}", product.name)
        })
    }
}

/// The catalogue.
pub async fn catalogue(tx: &Tx) -> Result<Catalogue, Error> {
    let houses = tenants::read_by_all(tx).await?;
    let vendors = software_vendors::Entity::find()
        .filter(software_vendors::Column::TenantId.is_in(houses.iter().copied()))
        .order_by_asc(software_vendors::Column::Name)
        .order_by_asc(software_vendors::Column::Id)
        .all(tx.connection())
        .await?;
    let products = software_products::Entity::find()
        .filter(software_products::Column::TenantId.is_in(houses.iter().copied()))
        .order_by_asc(software_products::Column::Name)
        .order_by_asc(software_products::Column::Id)
        .all(tx.connection())
        .await?;
    let said = software_conformances::Entity::find()
        .filter(software_conformances::Column::TenantId.is_in(houses.iter().copied()))
        .order_by_asc(software_conformances::Column::RecordedAt)
        .order_by_asc(software_conformances::Column::Id)
        .all(tx.connection())
        .await?;
    let mut by_product: BTreeMap<Uuid, Vec<Recorded>> = BTreeMap::new();
    for row in said {
        by_product.entry(row.product_id).or_default().push(row.try_into()?);
    }
    Ok(Catalogue {
        vendors: vendors.into_iter().map(Vendor::from).collect(),
        products: products
            .into_iter()
            .map(|row| {
                let said = by_product.remove(&row.id).unwrap_or_default();
                Product::of(row, said)
            })
            .collect(),
    })
}

impl From<software_vendors::Model> for Vendor {
    fn from(row: software_vendors::Model) -> Self {
        Self {
            id: row.id.into(),
            house: row.tenant_id.into(),
            name: row.name,
            url: row.url,
            fictional: row.fictional,
            version: row.version,
        }
    }
}

impl Product {
    fn of(row: software_products::Model, said: Vec<Recorded>) -> Self {
        Self {
            id: row.id.into(),
            house: row.tenant_id.into(),
            vendor: row.vendor_id.into(),
            name: row.name,
            aliases: row.aliases.lines().map(str::to_owned).collect(),
            note: row.note,
            ended_on: row.ended_on,
            said,
            version: row.version,
        }
    }
}

impl TryFrom<software_conformances::Model> for Recorded {
    type Error = Error;
    fn try_from(row: software_conformances::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            house: row.tenant_id.into(),
            claim: Claim {
                standard: Standard::named(&row.standard).ok_or(Error::Unreadable(row.standard))?,
                conforms: Conforms::named(&row.answer).ok_or(Error::Unreadable(row.answer))?,
                as_of: row.as_of,
            },
            source: row.source,
            by: row.recorded_by.map(AccountId::from),
        })
    }
}

/// Whether something came into the catalogue, or stands there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It did.
    Yes,
    /// One of that name stands in the house already.
    Known,
}

/// Adds a vendor to the scope's house.
pub async fn add_vendor(
    tx: &Tx,
    id: SoftwareVendorId,
    vendor: &VendorForm,
    fictional: bool,
    now: DateTime<Utc>,
) -> Result<Added, Error> {
    let row = software_vendors::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        name: vendor.name.clone(),
        name_key: name_key(&vendor.name),
        url: vendor.url.clone(),
        fictional,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let added = software_vendors::Entity::insert(software_vendors::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(added, TryInsertResult::Inserted(1)) {
        return Ok(Added::Known);
    }
    tx.record(Event::of(now, "software.vendor-added", "software", id.uuid(), json!({})))?;
    Ok(Added::Yes)
}

/// Saves a vendor of the scope's own house over the version that was seen.
pub async fn edit_vendor(
    tx: &Tx,
    id: SoftwareVendorId,
    version: i32,
    vendor: &VendorForm,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let saved = software_vendors::Entity::update_many()
        .set(software_vendors::ActiveModel {
            name: Set(vendor.name.clone()),
            name_key: Set(name_key(&vendor.name)),
            url: Set(vendor.url.clone()),
            updated_at: Set(now),
            version: Set(version + 1),
            ..Default::default()
        })
        .filter(software_vendors::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(software_vendors::Column::Id.eq(id.uuid()))
        .filter(software_vendors::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)?;
    tx.record(Event::of(
        now,
        "software.vendor-edited",
        "software",
        id.uuid(),
        json!({ "version": version + 1 }),
    ))
}

/// Adds a product of one of the house's own vendors.
pub async fn add_product(
    tx: &Tx,
    id: SoftwareProductId,
    vendor: SoftwareVendorId,
    product: &ProductForm,
    now: DateTime<Utc>,
) -> Result<Added, Error> {
    let row = software_products::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        vendor_id: vendor.uuid(),
        name: product.name.clone(),
        name_key: name_key(&product.name),
        aliases: product.aliases.join("\n"),
        note: product.note.clone(),
        ended_on: product.ended_on,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let added = software_products::Entity::insert(software_products::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(added, TryInsertResult::Inserted(1)) {
        return Ok(Added::Known);
    }
    tx.record(Event::of(now, "software.added", "software", id.uuid(), json!({ "vendor": vendor })))?;
    Ok(Added::Yes)
}

/// Saves a product of the scope's own house over the version that was seen.
pub async fn edit_product(
    tx: &Tx,
    id: SoftwareProductId,
    version: i32,
    product: &ProductForm,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let saved = software_products::Entity::update_many()
        .set(software_products::ActiveModel {
            name: Set(product.name.clone()),
            name_key: Set(name_key(&product.name)),
            aliases: Set(product.aliases.join("\n")),
            note: Set(product.note.clone()),
            ended_on: Set(product.ended_on),
            updated_at: Set(now),
            version: Set(version + 1),
            ..Default::default()
        })
        .filter(software_products::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(software_products::Column::Id.eq(id.uuid()))
        .filter(software_products::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)?;
    tx.record(Event::of(now, "software.edited", "software", id.uuid(), json!({ "version": version + 1 })))
}

/// Writes down what was said of a product's conformance, in the scope's own house. The same once more changes nothing.
pub async fn record_conformance(
    tx: &Tx,
    id: ConformanceId,
    product: &Product,
    claim: Claim,
    source: &str,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let tenant = tx.tenant()?;
    if product.said.iter().any(|said| said.house == tenant && said.claim == claim && said.source == source) {
        return Ok(false);
    }
    let row = software_conformances::Model {
        tenant_id: tenant.uuid(),
        id: id.uuid(),
        product_house: product.house.uuid(),
        product_id: product.id.uuid(),
        standard: claim.standard.name().to_owned(),
        answer: claim.conforms.name().to_owned(),
        as_of: claim.as_of,
        source: source.to_owned(),
        recorded_by: tx.account().map(AccountId::uuid),
        recorded_at: now,
    };
    software_conformances::Entity::insert(software_conformances::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({
        "standard": claim.standard.name(),
        "answer": claim.conforms.name(),
        "as_of": claim.as_of,
    });
    tx.record(Event::of(now, "software.conformance-recorded", "software", product.id.uuid(), payload))?;
    Ok(true)
}

/// Takes back what the scope's own house wrote down by mistake; false when it is not there (any more).
pub async fn take_back_conformance(
    tx: &Tx,
    product: SoftwareProductId,
    id: ConformanceId,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let gone = software_conformances::Entity::delete_many()
        .filter(software_conformances::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(software_conformances::Column::ProductId.eq(product.uuid()))
        .filter(software_conformances::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(false);
    }
    let payload = json!({ "conformance": id });
    tx.record(Event::of(now, "software.conformance-taken-back", "software", product.uuid(), payload))?;
    Ok(true)
}
