//! Offices as an import compares with them. A list names tens of thousands: each comes as one row, with what is known of
//! it and its services as text, which is a tenth of the work of a row and a value for each.

use crate::{Error, Tx, tx::Engine};
use chrono::NaiveDate;
use domain::{
    corporate_number::CorporateNumber,
    imports::{Registered, RegisteredService},
    office_number::OfficeNumber,
    offices::Particulars,
};
use sea_orm::{ConnectionTrait as _, Value};
use serde::Deserialize;
use uuid::Uuid;

use super::rows::{CHUNK, Office, optional, read, status};

/// Every office of the tenant, as a list is compared with them.
pub async fn every(tx: &Tx) -> Result<Vec<Registered>, Error> {
    found(tx, "", &[]).await
}

/// The offices of the tenant that have one of these numbers, as an import compares with them.
pub async fn registered(tx: &Tx, numbers: &[OfficeNumber]) -> Result<Vec<Registered>, Error> {
    let mut offices = Vec::with_capacity(numbers.len());
    for numbers in numbers.chunks(CHUNK) {
        offices.extend(found(tx, &one_of(tx, numbers), numbers).await?);
    }
    Ok(offices)
}

/// Whether the offices that have one of these numbers are still as they were read: nobody changed, added or merged one, and
/// nobody gave one of their corporations another name or number.
pub async fn are_still(tx: &Tx, numbers: &[OfficeNumber], read: &[Registered]) -> Result<bool, Error> {
    let mut read = read.iter();
    for numbers in numbers.chunks(CHUNK) {
        let sql = format!(
            "SELECT o.number, o.version, c.name, c.number
            FROM offices o LEFT JOIN corporations c ON c.tenant_id = o.tenant_id AND c.id = o.corporation_id
            WHERE o.tenant_id = {} AND o.merged_into IS NULL {} ORDER BY o.number",
            first_place(tx),
            one_of(tx, numbers)
        );
        for row in tx.connection().query_all_raw(tx.statement(&sql, values(tx, numbers)?)).await? {
            let (number, version): (String, i32) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let name: Option<String> = row.try_get_by_index(2)?;
            let corporate: Option<String> = row.try_get_by_index(3)?;
            let is_same = read.next().is_some_and(|office| {
                let Registered { number: known, particulars, .. } = office;
                let known_corporate = particulars.corporate_number.as_ref().map(CorporateNumber::as_str);
                known.as_str() == number
                    && office.version == version
                    && particulars.corporation_name == name.unwrap_or_default()
                    && known_corporate.unwrap_or_default() == corporate.unwrap_or_default()
            });
            if !is_same {
                return Ok(false);
            }
        }
    }
    Ok(read.next().is_none())
}

/// Where the tenant stands in a statement over numbers. SQLite looks for a place with a name among all names before it, so
/// that hundreds of them cost more than the offices.
const fn first_place(tx: &Tx) -> &'static str {
    match tx.engine() {
        Engine::Sqlite => "?",
        Engine::Postgres => "$1",
    }
}

/// The condition that an office has one of some numbers.
fn one_of(tx: &Tx, numbers: &[OfficeNumber]) -> String {
    let places: Vec<String> = match tx.engine() {
        Engine::Sqlite => vec!["?".to_owned(); numbers.len()],
        Engine::Postgres => (0..numbers.len()).map(|place| format!("${}", place + 2)).collect(),
    };
    format!("AND o.number IN ({})", places.join(", "))
}

/// The tenant and the numbers, as such a statement takes them.
fn values(tx: &Tx, numbers: &[OfficeNumber]) -> Result<Vec<Value>, Error> {
    let tenant = Value::from(tx.tenant()?.uuid());
    Ok(std::iter::once(tenant).chain(numbers.iter().map(|number| Value::from(number.as_str()))).collect())
}

async fn found(tx: &Tx, condition: &str, numbers: &[OfficeNumber]) -> Result<Vec<Registered>, Error> {
    let (array, all, text, id) = match tx.engine() {
        Engine::Sqlite => ("json_array", "json_group_array", "", ["hex(o.id)", "hex(s.id)"]),
        Engine::Postgres => ("json_build_array", "json_agg", "::text", ["o.id", "s.id"]),
    };
    let ([office, service], tenant) = (id, first_place(tx));
    let sql = format!(
        "SELECT {array}({office}, o.number, o.version, c.name, c.number, {OFFICE}){text} AS office,
            (SELECT {all}({array}({service}, s.service_code, {SERVICE})){text} FROM office_services s
            WHERE s.tenant_id = o.tenant_id AND s.office_id = o.id) AS services
        FROM offices o LEFT JOIN corporations c ON c.tenant_id = o.tenant_id AND c.id = o.corporation_id
        WHERE o.tenant_id = {tenant} AND o.merged_into IS NULL {condition} ORDER BY o.number"
    );
    let rows = tx.connection().query_all_raw(tx.statement(&sql, values(tx, numbers)?)).await?;
    rows.into_iter()
        .map(|row| {
            let office: String = row.try_get_by_index(0)?;
            let services: Option<String> = row.try_get_by_index(1)?;
            let office: OfficeColumns = serde_json::from_str(&office)?;
            let services: Vec<ServiceColumns> =
                services.as_deref().map_or(Ok(Vec::new()), serde_json::from_str)?;
            office.with(services)
        })
        .collect()
}

/// The columns of an office after its keys and its corporation, in the order of [`OfficeColumns`].
const OFFICE: &str =
    "o.municipality_code, o.postal_code, o.phone, o.fax, o.email, o.area, o.status, o.status_on, o.designated_on,
    o.name, o.name_kana, o.address, o.building, o.url, o.remarks";

/// The columns of a service after its keys, in the order of [`ServiceColumns`].
const SERVICE: &str =
    "s.corporate_number, s.municipality_code, s.postal_code, s.phone, s.fax, s.capacity, s.status,
    s.designated_on, s.name, s.name_kana, s.corporation_name, s.address, s.building, s.url, s.remarks";

#[derive(Deserialize)]
struct OfficeColumns {
    id: Uuid,
    number: String,
    version: i32,
    corporation_name: Option<String>,
    corporate_number: Option<String>,
    municipality_code: String,
    postal_code: String,
    phone: String,
    fax: String,
    email: String,
    area: String,
    status: String,
    status_on: Option<NaiveDate>,
    designated_on: Option<NaiveDate>,
    name: String,
    name_kana: String,
    address: String,
    building: String,
    url: String,
    remarks: String,
}

#[derive(Deserialize)]
struct ServiceColumns {
    id: Uuid,
    service_code: String,
    corporate_number: Option<String>,
    municipality_code: String,
    postal_code: String,
    phone: String,
    fax: String,
    capacity: Option<i32>,
    status: String,
    designated_on: Option<NaiveDate>,
    name: String,
    name_kana: String,
    corporation_name: String,
    address: String,
    building: String,
    url: String,
    remarks: String,
}

impl From<Office> for Registered {
    fn from(office: Office) -> Self {
        let services = office.services.into_iter().map(|service| RegisteredService {
            id: service.id,
            service: service.service,
            particulars: service.particulars,
        });
        Self {
            id: office.id,
            number: office.number,
            version: office.version,
            particulars: office.particulars,
            services: services.collect(),
        }
    }
}

impl OfficeColumns {
    fn with(self, services: Vec<ServiceColumns>) -> Result<Registered, Error> {
        let mut services =
            services.into_iter().map(RegisteredService::try_from).collect::<Result<Vec<_>, Error>>()?;
        services.sort_by_key(|known| known.service.code());
        Ok(Registered {
            id: self.id.into(),
            number: read(&self.number)?,
            version: self.version,
            particulars: Particulars {
                corporation_name: self.corporation_name.unwrap_or_default(),
                corporate_number: optional(self.corporate_number.as_deref().unwrap_or_default())?,
                municipality: optional(&self.municipality_code)?,
                postal_code: optional(&self.postal_code)?,
                phone: optional(&self.phone)?,
                fax: optional(&self.fax)?,
                email: optional(&self.email)?,
                area: self.area,
                status: Some(status(&self.status)?),
                status_on: self.status_on,
                capacity: None,
                designated_on: self.designated_on,
                name: self.name,
                name_kana: self.name_kana,
                address: self.address,
                building: self.building,
                url: self.url,
                remarks: self.remarks,
            },
            services,
        })
    }
}

impl TryFrom<ServiceColumns> for RegisteredService {
    type Error = Error;
    fn try_from(row: ServiceColumns) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            service: read(&row.service_code)?,
            particulars: Particulars {
                corporate_number: optional(row.corporate_number.as_deref().unwrap_or_default())?,
                municipality: optional(&row.municipality_code)?,
                postal_code: optional(&row.postal_code)?,
                phone: optional(&row.phone)?,
                fax: optional(&row.fax)?,
                capacity: row.capacity.and_then(|capacity| u32::try_from(capacity).ok()),
                status: Some(status(&row.status)?),
                status_on: None,
                designated_on: row.designated_on,
                email: None,
                area: String::new(),
                name: row.name,
                name_kana: row.name_kana,
                corporation_name: row.corporation_name,
                address: row.address,
                building: row.building,
                url: row.url,
                remarks: row.remarks,
            },
        })
    }
}
