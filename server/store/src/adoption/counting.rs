//! The offices of a house as every page that gives a rate counts them.

use super::{every, of_offices};
use crate::{
    Error, Tx,
    entities::{adoption_evidence, corporations, office_services, offices},
    offices::{live, live_ids, status},
    software,
};
use chrono::NaiveDate;
use domain::{
    adoption::{AdoptionState, Countable, Population},
    ids::{CorporationId, OfficeId},
    offices::Status,
    service_type::ServiceType,
    software::Linking,
};
use sea_orm::{ColumnTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The columns of an office that counting asks for.
type Row = (Uuid, String, Option<NaiveDate>, Option<NaiveDate>, String, Option<Uuid>);

/// Every office of the tenant that stands for itself, open or not, with what is known of its adoption; whether its software
/// can link is told as of a day.
pub async fn population(tx: &Tx, on: NaiveDate) -> Result<Population, Error> {
    let offices = countable(tx, None, &linking(tx, on).await?).await?;
    Ok(Population { offices, evidence: every(tx).await? })
}

/// The same of some offices alone, and without their software: for whoever asks about few of a large register.
pub async fn some(tx: &Tx, ids: &[OfficeId]) -> Result<Population, Error> {
    let offices = countable(tx, Some(ids), &BTreeMap::new()).await?;
    Ok(Population { offices, evidence: of_offices(tx, ids).await? })
}

/// The offices of which anything ever said that they have adopted: all that can count as adopters on any day, and more.
pub async fn ever_adopted(tx: &Tx) -> Result<Vec<OfficeId>, Error> {
    let counting = AdoptionState::ALL.into_iter().filter(|state| state.counts()).map(AdoptionState::name);
    let ids: Vec<Uuid> = tx
        .rows::<adoption_evidence::Entity>()?
        .select_only()
        .column(adoption_evidence::Column::OfficeId)
        .distinct()
        .filter(adoption_evidence::Column::State.is_in(counting))
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(ids.into_iter().map(OfficeId::from_uuid).collect())
}

/// Offices as counting asks for them: all that stand for themselves, or those of them that are named.
async fn countable(
    tx: &Tx,
    only: Option<&[OfficeId]>,
    linking: &BTreeMap<OfficeId, Linking>,
) -> Result<Vec<Countable>, Error> {
    let named = |ids: &[OfficeId]| offices::Column::Id.is_in(ids.iter().map(|id| id.uuid()));
    let rows: Vec<Row> = live(tx)?
        .select_only()
        .column(offices::Column::Id)
        .column(offices::Column::Status)
        .column(offices::Column::StatusOn)
        .column(offices::Column::DesignatedOn)
        .column(offices::Column::Area)
        .column(offices::Column::CorporationId)
        .apply_if(only, |query, ids| query.filter(named(ids)))
        .order_by_asc(offices::Column::Number)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut services = services(tx, only).await?;
    rows.into_iter()
        .map(|(id, now, status_on, designated_on, area, corporation)| {
            let id = OfficeId::from_uuid(id);
            Ok(Countable {
                id,
                status: status(&now)?,
                status_on,
                designated_on,
                services: services.remove(&id).unwrap_or_default(),
                area,
                corporation: corporation.map(CorporationId::from_uuid),
                linking: linking.get(&id).copied().unwrap_or(Linking::Unknown),
            })
        })
        .collect()
}

/// What the corporations of the register are called.
pub async fn corporations(tx: &Tx) -> Result<BTreeMap<CorporationId, String>, Error> {
    let rows: Vec<(Uuid, String)> = tx
        .rows::<corporations::Entity>()?
        .select_only()
        .column(corporations::Column::Id)
        .column(corporations::Column::Name)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|(id, name)| (id.into(), name)).collect())
}

/// What each office provides, of what it has not given up.
async fn services(
    tx: &Tx,
    only: Option<&[OfficeId]>,
) -> Result<BTreeMap<OfficeId, BTreeSet<ServiceType>>, Error> {
    let named = |ids: &[OfficeId]| office_services::Column::OfficeId.is_in(ids.iter().map(|id| id.uuid()));
    let rows: Vec<(Uuid, String)> = tx
        .rows::<office_services::Entity>()?
        .select_only()
        .column(office_services::Column::OfficeId)
        .column(office_services::Column::ServiceCode)
        .filter(office_services::Column::Status.ne(Status::Closed.name()))
        .filter(office_services::Column::OfficeId.in_subquery(live_ids(tx)?))
        .apply_if(only, |query, ids| query.filter(named(ids)))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut services: BTreeMap<OfficeId, BTreeSet<ServiceType>> = BTreeMap::new();
    for (office, code) in rows {
        let service = ServiceType::from_code(&code).ok_or(Error::Unreadable(code))?;
        services.entry(office.into()).or_default().insert(service);
    }
    Ok(services)
}

/// Whether each office that is known to use something can link with it.
async fn linking(tx: &Tx, on: NaiveDate) -> Result<BTreeMap<OfficeId, Linking>, Error> {
    let uses = software::on_day(tx, on).await?;
    Ok(software::by_linking(&uses, &software::catalogue(tx).await?, on))
}
