//! The office of an application, with what the rules ask about it.

use crate::{
    Error, Tx,
    entities::{corporations, office_services, offices},
    offices::{live, status},
};
use domain::{
    ids::OfficeId,
    municipality_code::MunicipalityCode,
    office_number::OfficeNumber,
    offices::Status,
    service_type::ServiceType,
    subsidies::{Holder, OfficeTraits},
};
use sea_orm::{ColumnTrait, QueryFilter, Select};
use uuid::Uuid;

/// An office as applications see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// 事業所番号: what one application a year is counted by.
    pub number: OfficeNumber,
    /// 事業所名.
    pub name: String,
    /// 法人名, where the register knows it.
    pub corporation: Option<String>,
    /// The corporation itself.
    pub corporation_id: Option<Uuid>,
    /// 所在地.
    pub address: String,
    /// Telephone, as registered.
    pub phone: String,
    /// 日常生活圏域; empty where the register does not know it.
    pub area: String,
    /// Where the register says it is.
    pub municipality: Option<MunicipalityCode>,
    /// Whether it is open.
    pub status: Status,
    /// What it provides and has not given up.
    pub services: Vec<ServiceType>,
}

impl Office {
    /// Which parts of the rules hold for it.
    pub fn traits(&self) -> OfficeTraits {
        OfficeTraits::of(self.number, &self.services)
    }

    /// Whose place its applications hold; what the applicant calls the corporation counts where the register knows none.
    pub fn holder(&self, named: &str) -> Holder {
        Holder {
            office: self.number,
            corporation: self.corporation_id,
            corporation_name: self.corporation.clone().unwrap_or_else(|| named.to_owned()),
        }
    }
}

/// An office of the tenant.
pub async fn find(tx: &Tx, id: OfficeId) -> Result<Option<Office>, Error> {
    Ok(several(tx, &[id]).await?.pop())
}

/// What some offices provide and have not given up.
pub(super) fn provided(tx: &Tx, offices: &[Uuid]) -> Result<Select<office_services::Entity>, Error> {
    Ok(tx
        .rows::<office_services::Entity>()?
        .filter(office_services::Column::OfficeId.is_in(offices.iter().copied()))
        .filter(office_services::Column::Status.eq("active")))
}

/// Offices of the tenant, by number.
pub async fn several(tx: &Tx, ids: &[OfficeId]) -> Result<Vec<Office>, Error> {
    // Put in order here: SQLite, asked for an order that an index has, reads all of the house in that order.
    let mut rows = live(tx)?
        .filter(offices::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .all(tx.connection())
        .await?;
    rows.sort_unstable_by(|one, other| one.number.cmp(&other.number));
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut services = provided(tx, &ids)?.all(tx.connection()).await?;
    services.sort_by(|one, other| one.service_code.cmp(&other.service_code));
    let owners = tx
        .rows::<corporations::Entity>()?
        .filter(corporations::Column::Id.is_in(rows.iter().filter_map(|row| row.corporation_id)))
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Office {
                id: row.id.into(),
                number: row
                    .number
                    .parse()
                    .map_err(|_| Error::Unreadable(format!("office number {}", row.number)))?,
                corporation_id: row.corporation_id,
                corporation: owners
                    .iter()
                    .find(|owner| Some(owner.id) == row.corporation_id)
                    .map(|owner| owner.name.clone()),
                status: status(&row.status)?,
                name: row.name,
                address: format!("{}{}", row.address, row.building),
                phone: row.phone,
                area: row.area,
                municipality: row.municipality_code.parse().ok(),
                services: services
                    .iter()
                    .filter(|service| service.office_id == row.id)
                    .filter_map(|service| ServiceType::from_code(&service.service_code))
                    .collect(),
            })
        })
        .collect()
}
