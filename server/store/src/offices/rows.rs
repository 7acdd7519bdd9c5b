//! Offices as values: rows in, particulars out.

use crate::{
    Error, Tx,
    entities::{corporations, office_services, offices},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{CorporationId, OfficeId, OfficeServiceId},
    office_number::OfficeNumber,
    offices::{Detail, Particulars, Status},
    service_type::ServiceType,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait, EntityTrait, QueryFilter, QuerySelect as _, QueryTrait as _, Select,
    sea_query::SelectStatement,
};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// An office of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// Counts its edits.
    pub version: i32,
    /// What is shown of it; its corporation included.
    pub particulars: Particulars,
    /// Which corporation runs it, where that is known.
    pub corporation: Option<CorporationId>,
    /// Its services, by code.
    pub services: Vec<OfficeService>,
    /// When it came into the register.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// A service of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeService {
    /// Its id.
    pub id: OfficeServiceId,
    /// The service.
    pub service: ServiceType,
    /// What is known of it.
    pub particulars: Particulars,
}

/// As many values as one statement takes on both databases.
pub(super) const CHUNK: usize = 500;

/// The offices that stand for themselves: all but those that were merged into another.
pub(crate) fn live(tx: &Tx) -> Result<Select<offices::Entity>, Error> {
    Ok(tx.rows::<offices::Entity>()?.filter(offices::Column::MergedInto.is_null()))
}

/// Their ids, for a larger query: what was known of both of two that are one stays with the one that went.
pub(crate) fn live_ids(tx: &Tx) -> Result<SelectStatement, Error> {
    Ok(live(tx)?.select_only().column(offices::Column::Id).into_query())
}

/// An office of the tenant; none for one that was merged into another ([`survivor`]).
pub async fn find(tx: &Tx, id: OfficeId) -> Result<Option<Office>, Error> {
    Ok(several(tx, &[id]).await?.pop())
}

/// Offices of the tenant, in no order; those that are not there are left out.
pub async fn several(tx: &Tx, ids: &[OfficeId]) -> Result<Vec<Office>, Error> {
    let mut rows = Vec::with_capacity(ids.len());
    for ids in ids.chunks(CHUNK) {
        let some = live(tx)?
            .filter(offices::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
            .all(tx.connection())
            .await?;
        rows.extend(some);
    }
    whole(tx, rows).await
}

/// The office of the tenant that has a number, or that an office with this number was merged into.
pub async fn by_number(tx: &Tx, number: OfficeNumber) -> Result<Option<OfficeId>, Error> {
    match holder(tx, number).await? {
        Some(Holder { office, merged: true }) => survivor(tx, office).await,
        Some(Holder { office, merged: false }) => Ok(Some(office)),
        None => Ok(None),
    }
}

/// Who has a number: it belongs to one row for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// The office.
    pub office: OfficeId,
    /// It was merged into another.
    pub merged: bool,
}

/// Who has a number, merged or not.
pub async fn holder(tx: &Tx, number: OfficeNumber) -> Result<Option<Holder>, Error> {
    let row = tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::Number.eq(number.as_str()))
        .one(tx.connection())
        .await?;
    Ok(row.map(|row| Holder { office: row.id.into(), merged: row.merged_into.is_some() }))
}

/// The office that an office was merged into, by way of others where that was merged as well; none for one that stands
/// for itself.
pub async fn survivor(tx: &Tx, office: OfficeId) -> Result<Option<OfficeId>, Error> {
    let mut found = None;
    let mut next = office;
    loop {
        let row = tx
            .rows::<offices::Entity>()?
            .filter(offices::Column::Id.eq(next.uuid()))
            .one(tx.connection())
            .await?;
        match row.and_then(|row| row.merged_into) {
            Some(into) => {
                next = into.into();
                found = Some(next);
            }
            None => return Ok(found),
        }
    }
}

/// Joins offices with their services and corporations.
async fn whole(tx: &Tx, rows: Vec<offices::Model>) -> Result<Vec<Office>, Error> {
    let mut services: HashMap<Uuid, Vec<OfficeService>> = HashMap::new();
    let mut owners: BTreeMap<Uuid, corporations::Model> = BTreeMap::new();
    for rows in rows.chunks(CHUNK) {
        // Put in order here: SQLite, asked for an order that an index has, reads all of the house in that order.
        let mut some = tx
            .rows::<office_services::Entity>()?
            .filter(office_services::Column::OfficeId.is_in(rows.iter().map(|row| row.id)))
            .all(tx.connection())
            .await?;
        some.sort_by(|one, other| one.service_code.cmp(&other.service_code));
        for row in some {
            services.entry(row.office_id).or_default().push(service(row)?);
        }
        let some = tx
            .rows::<corporations::Entity>()?
            .filter(corporations::Column::Id.is_in(rows.iter().filter_map(|row| row.corporation_id)))
            .all(tx.connection())
            .await?;
        owners.extend(some.into_iter().map(|row| (row.id, row)));
    }
    rows.into_iter()
        .map(|row| {
            let owner = row.corporation_id.and_then(|id| owners.get(&id));
            Ok(Office {
                id: row.id.into(),
                number: read(&row.number)?,
                version: row.version,
                corporation: row.corporation_id.map(CorporationId::from_uuid),
                services: services.remove(&row.id).unwrap_or_default(),
                created_at: row.created_at,
                updated_at: row.updated_at,
                particulars: Particulars {
                    corporation_name: owner.map(|owner| owner.name.clone()).unwrap_or_default(),
                    corporate_number: optional(
                        owner.and_then(|owner| owner.number.as_deref()).unwrap_or_default(),
                    )?,
                    municipality: optional(&row.municipality_code)?,
                    postal_code: optional(&row.postal_code)?,
                    phone: optional(&row.phone)?,
                    fax: optional(&row.fax)?,
                    email: optional(&row.email)?,
                    area: row.area,
                    status: Some(status(&row.status)?),
                    capacity: None,
                    designated_on: row.designated_on,
                    status_on: row.status_on,
                    name: row.name,
                    name_kana: row.name_kana,
                    address: row.address,
                    building: row.building,
                    url: row.url,
                    remarks: row.remarks,
                },
            })
        })
        .collect()
}

fn service(row: office_services::Model) -> Result<OfficeService, Error> {
    Ok(OfficeService {
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
            designated_on: row.designated_on,
            status_on: None,
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

/// The row of a service.
pub(super) fn service_row(
    tenant: Uuid,
    office: OfficeId,
    id: OfficeServiceId,
    service: ServiceType,
    particulars: &Particulars,
) -> office_services::Model {
    let text = |detail| particulars.get(detail).unwrap_or_default();
    office_services::Model {
        tenant_id: tenant,
        id: id.uuid(),
        office_id: office.uuid(),
        service_code: service.code().to_owned(),
        name: text(Detail::Name),
        name_kana: text(Detail::NameKana),
        corporation_name: text(Detail::CorporationName),
        corporate_number: particulars.get(Detail::CorporateNumber),
        municipality_code: text(Detail::Municipality),
        postal_code: text(Detail::PostalCode),
        address: text(Detail::Address),
        building: text(Detail::Building),
        phone: text(Detail::Phone),
        fax: text(Detail::Fax),
        url: text(Detail::Url),
        capacity: particulars.capacity.and_then(|capacity| i32::try_from(capacity).ok()),
        status: particulars.status.unwrap_or(Status::Active).name().to_owned(),
        designated_on: particulars.designated_on,
        remarks: text(Detail::Remarks),
    }
}

/// What of an office is written besides its keys and its times.
pub(super) struct OfficeRow<'a> {
    pub number: OfficeNumber,
    pub particulars: &'a Particulars,
    pub corporation: Option<Uuid>,
    pub search_key: String,
}

impl OfficeRow<'_> {
    pub fn new_row(self, tenant: Uuid, id: OfficeId, now: DateTime<Utc>) -> offices::Model {
        let particulars = self.particulars;
        let text = |detail| particulars.get(detail).unwrap_or_default();
        offices::Model {
            tenant_id: tenant,
            id: id.uuid(),
            number: self.number.to_string(),
            name: text(Detail::Name),
            name_kana: text(Detail::NameKana),
            corporation_id: self.corporation,
            municipality_code: text(Detail::Municipality),
            postal_code: text(Detail::PostalCode),
            address: text(Detail::Address),
            building: text(Detail::Building),
            phone: text(Detail::Phone),
            fax: text(Detail::Fax),
            email: text(Detail::Email),
            area: text(Detail::Area),
            url: text(Detail::Url),
            status: particulars.status.unwrap_or(Status::Active).name().to_owned(),
            designated_on: particulars.designated_on,
            remarks: text(Detail::Remarks),
            search_key: self.search_key,
            created_at: now,
            updated_at: now,
            version: 1,
            status_on: particulars.status_on,
            merged_into: None,
        }
    }

    /// Writes over an office that still has the version it was seen with.
    pub async fn write_over(
        self,
        tx: &Tx,
        id: OfficeId,
        version: i32,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let row = self.new_row(tx.tenant()?.uuid(), id, now);
        let changed = offices::Entity::update_many()
            .set(offices::ActiveModel {
                tenant_id: sea_orm::ActiveValue::NotSet,
                id: sea_orm::ActiveValue::NotSet,
                created_at: sea_orm::ActiveValue::NotSet,
                merged_into: sea_orm::ActiveValue::NotSet,
                version: sea_orm::ActiveValue::Set(version + 1),
                ..offices::ActiveModel::from(row).reset_all()
            })
            .filter(offices::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(offices::Column::Id.eq(id.uuid()))
            .filter(offices::Column::Version.eq(version))
            .filter(offices::Column::MergedInto.is_null())
            .exec(tx.connection())
            .await?;
        Error::stale_unless(changed.rows_affected)
    }
}

pub(super) fn read<T: std::str::FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::Unreadable(text.to_owned()))
}

pub(super) fn optional<T: std::str::FromStr>(text: &str) -> Result<Option<T>, Error> {
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// The status a row holds.
pub(crate) fn status(word: &str) -> Result<Status, Error> {
    Status::named(word).ok_or_else(|| Error::Unreadable(word.to_owned()))
}
