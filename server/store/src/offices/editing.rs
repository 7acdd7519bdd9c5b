//! Offices added and corrected by hand.

use super::{
    corporations::Corporations,
    rows::{OfficeRow, OfficeService, find, service_row},
};
use crate::{
    Error, Tx,
    entities::{office_services, offices},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{OfficeId, OfficeServiceId},
    offices::{Detail, Happening, NewOffice, Particulars, same, search_key},
    service_type::ServiceType,
};
use sea_orm::{ActiveModelTrait as _, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

/// Adds an office. A number that is there already is refused by the rule on `offices` and `number`.
pub async fn add(
    tx: &Tx,
    id: OfficeId,
    office: &NewOffice,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let NewOffice { number, particulars, services, odd: _ } = office;
    let tenant = tx.tenant()?.uuid();
    let mut corporations = Corporations::load(tx, [particulars]).await?;
    let corporation = corporations.resolve(particulars, ids, now);
    corporations.write(tx).await?;
    let search_key = search_key(*number, [particulars]);
    let row = OfficeRow { number: *number, particulars, corporation, search_key }.new_row(tenant, id, now);
    offices::Entity::insert(offices::ActiveModel::from(row)).exec_without_returning(tx.connection()).await?;
    let rows = services
        .iter()
        .map(|service| service_row(tenant, id, OfficeServiceId::from_uuid(ids()), *service, particulars));
    let rows: Vec<_> = rows.map(office_services::ActiveModel::from).collect();
    office_services::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    let codes: Vec<_> = services.iter().map(|service| service.code()).collect();
    tx.record(Event::of(
        now,
        Happening::Added.code(),
        "office",
        id.uuid(),
        json!({ "number": number, "services": codes }),
    ))
}

/// Writes an edited office over the version it was edited from. Services that showed what the office showed follow it;
/// those that are no longer chosen are removed, and new ones begin with what the office shows.
pub async fn change(
    tx: &Tx,
    id: OfficeId,
    version: i32,
    office: &NewOffice,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let before = find(tx, id).await?.ok_or(Error::Missing)?;
    if before.version != version {
        return Err(Error::Stale);
    }
    let NewOffice { number, particulars, services, odd: _ } = office;
    let tenant = tx.tenant()?.uuid();
    let mut edited: Vec<&str> = Detail::ALL
        .into_iter()
        .filter(|detail| {
            *detail != Detail::Capacity && before.particulars.get(*detail) != particulars.get(*detail)
        })
        .map(word)
        .collect();
    if before.number != *number {
        edited.push("number");
    }
    let mut known: Vec<Particulars> = vec![particulars.clone()];
    let mut added: Vec<ServiceType> = Vec::new();
    for service in services {
        match before.services.iter().find(|known| known.service == *service) {
            Some(existing) => {
                let followed = follow(existing, &before.particulars, particulars);
                if followed != existing.particulars {
                    rewrite(tx, id, existing, &followed).await?;
                }
                known.push(followed);
            }
            None => added.push(*service),
        }
    }
    let removed: Vec<_> =
        before.services.iter().filter(|service| !services.contains(&service.service)).collect();
    for service in &removed {
        office_services::Entity::delete_many()
            .filter(office_services::Column::TenantId.eq(tenant))
            .filter(office_services::Column::Id.eq(service.id.uuid()))
            .exec(tx.connection())
            .await?;
    }
    let rows: Vec<_> = added
        .iter()
        .map(|service| service_row(tenant, id, OfficeServiceId::from_uuid(ids()), *service, particulars))
        .map(office_services::ActiveModel::from)
        .collect();
    if !rows.is_empty() {
        office_services::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    let mut corporations = Corporations::load(tx, [particulars]).await?;
    let corporation = corporations.resolve(particulars, ids, now);
    corporations.write(tx).await?;
    let search_key = search_key(*number, &known);
    OfficeRow { number: *number, particulars, corporation, search_key }
        .write_over(tx, id, version, now)
        .await?;
    let payload = json!({
        "edited": edited,
        "services_added": added.iter().map(|service| service.code()).collect::<Vec<_>>(),
        "services_removed": removed.iter().map(|service| service.service.code()).collect::<Vec<_>>(),
    });
    tx.record(Event::of(now, Happening::Edited.code(), "office", id.uuid(), payload))
}

/// What a service knows after its office was edited: details that were the same as the office's stay the same.
fn follow(service: &OfficeService, before: &Particulars, after: &Particulars) -> Particulars {
    let mut particulars = service.particulars.clone();
    for detail in Detail::ALL {
        let changed = before.get(detail) != after.get(detail);
        if changed && detail != Detail::Capacity && same(detail, &service.particulars, before) {
            particulars.take(detail, after);
        }
    }
    particulars
}

async fn rewrite(
    tx: &Tx,
    office: OfficeId,
    service: &OfficeService,
    particulars: &Particulars,
) -> Result<(), Error> {
    let row = service_row(tx.tenant()?.uuid(), office, service.id, service.service, particulars);
    office_services::Entity::update(office_services::ActiveModel::from(row).reset_all())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// The word of a detail, for events.
fn word(detail: Detail) -> &'static str {
    domain::imports::Field::Detail(detail).name()
}
