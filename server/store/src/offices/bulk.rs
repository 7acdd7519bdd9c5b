//! A planned import written in one go: new rows in bulk, changed ones against the version they were planned for.

use super::{
    corporations::Corporations,
    rows::{OfficeRow, service_row},
    undoing::{Before, ImportChange},
};
use crate::{Error, Tx, bulk, entities::office_services};
use chrono::{DateTime, Utc};
use domain::{
    ids::{OfficeId, OfficeServiceId},
    imports::{Change, OfficePlan, Plan, Registered},
    office_number::OfficeNumber,
    offices::{Particulars, search_key},
};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use std::collections::HashMap;
use uuid::Uuid;

/// The offices of a plan, by number, after it was written.
pub type Written = HashMap<OfficeNumber, OfficeId>;

/// What a plan wrote.
#[derive(Debug, Default)]
pub struct Carried {
    /// Its offices, by number.
    pub offices: Written,
    /// Those that changed, with what they were.
    pub changes: Vec<ImportChange>,
}

/// Writes a plan that was made against these offices of the register. An office that changed since it was planned makes the
/// whole of it [`Error::Stale`]. What comes of `meanwhile` is made while the database takes the services.
pub async fn carry_out<T>(
    tx: &Tx,
    plan: &Plan,
    register: &[Registered],
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
    meanwhile: impl FnOnce(&Written) -> T,
) -> Result<(Carried, T), Error> {
    let known: HashMap<_, _> = register.iter().map(|office| (office.number, office)).collect();
    let changing = plan.offices.iter().filter(|office| office.change != Change::Unchanged);
    let changing: Vec<&Particulars> = changing.map(|office| &office.particulars).collect();
    // The keys are made while the database looks for the corporations.
    let (corporations, keys) = tokio::join!(Corporations::load(tx, changing), async { keys(plan, &known) });
    let mut corporations = corporations?;
    let mut carried = Carried::default();
    let mut writing = Vec::with_capacity(plan.offices.len());
    for (office, search_key) in plan.offices.iter().zip(keys) {
        let id = office.existing.map_or_else(|| OfficeId::from_uuid(ids()), |(id, _)| id);
        carried.offices.insert(office.number, id);
        if office.change == Change::Unchanged {
            continue;
        }
        let corporation = corporations.resolve(&office.particulars, ids, now);
        let row =
            OfficeRow { number: office.number, particulars: &office.particulars, corporation, search_key };
        writing.push((office, id, row));
    }
    // What follows is written down while the database takes what comes before it.
    let (done, rows) =
        tokio::join!(corporations.write(tx), async { NewRows::of(tx, writing, &known, ids, now) });
    done?;
    let NewRows { offices, services, over, changes } = rows?;
    carried.changes = changes;
    let (done, services) = tokio::join!(offices.insert(tx), async { bulk::Rows::of_models(tx, &services) });
    done.map_err(taken_meanwhile)?;
    for (row, id, version) in over {
        row.write_over(tx, id, version, now).await?;
    }
    let (done, made) = tokio::join!(services.insert(tx), async { meanwhile(&carried.offices) });
    done.map_err(taken_meanwhile)?;
    rewrite_services(tx, plan, &carried.offices).await?;
    Ok((carried, made))
}

/// What is written of the offices of a plan that are new or change.
struct NewRows<'a> {
    offices: bulk::Rows,
    services: Vec<office_services::Model>,
    /// Offices that are written over, each with the version it was seen with.
    over: Vec<(OfficeRow<'a>, OfficeId, i32)>,
    changes: Vec<ImportChange>,
}

impl<'a> NewRows<'a> {
    fn of(
        tx: &Tx,
        writing: Vec<(&'a OfficePlan, OfficeId, OfficeRow<'a>)>,
        known: &HashMap<OfficeNumber, &Registered>,
        ids: &(dyn Fn() -> Uuid + Sync),
        now: DateTime<Utc>,
    ) -> Result<Self, Error> {
        let tenant = tx.tenant()?.uuid();
        let (mut offices, mut services) = (Vec::new(), Vec::new());
        let (mut over, mut changes) = (Vec::new(), Vec::new());
        for (office, id, row) in writing {
            changes.push(ImportChange {
                office: id,
                number: office.number,
                name: office.particulars.name.clone(),
                before: known.get(&office.number).copied().map(state),
                version: office.existing.map_or(1, |(_, version)| version + 1),
            });
            match office.existing {
                None => offices.push(row.new_row(tenant, id, now)),
                Some((_, version)) => over.push((row, id, version)),
            }
            let new = office.services.iter().filter(|service| service.existing.is_none());
            services.extend(new.map(|service| {
                let own = OfficeServiceId::from_uuid(ids());
                service_row(tenant, id, own, service.service, &service.particulars)
            }));
        }
        Ok(Self { offices: bulk::Rows::of_models(tx, &offices), services, over, changes })
    }
}

async fn rewrite_services(tx: &Tx, plan: &Plan, written: &Written) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    for office in &plan.offices {
        for service in office.services.iter().filter(|service| service.change != Change::Unchanged) {
            let (Some(id), Some(office)) = (service.existing, written.get(&office.number)) else { continue };
            let row = service_row(tenant, *office, id, service.service, &service.particulars);
            office_services::Entity::update(row.into_active_model().reset_all())
                .exec(tx.connection())
                .await?;
        }
    }
    Ok(())
}

/// What each office of a plan is found by after it; nothing for one that stays as it is.
fn keys(plan: &Plan, known: &HashMap<OfficeNumber, &Registered>) -> Vec<String> {
    let found_by = |office: &OfficePlan| match office.change {
        Change::Unchanged => String::new(),
        Change::Completed | Change::Updated | Change::Created => {
            key(office, known.get(&office.number).copied())
        }
    };
    plan.offices.iter().map(found_by).collect()
}

/// Everything that the office is known by after the import, its untouched services included.
fn key(office: &OfficePlan, before: Option<&Registered>) -> String {
    let planned = office.services.iter().map(|service| (service.service, &service.particulars));
    let untouched = before
        .into_iter()
        .flat_map(|before| &before.services)
        .filter(|known| !office.services.iter().any(|service| service.service == known.service))
        .map(|known| (known.service, &known.particulars));
    let services: Vec<&Particulars> = planned.chain(untouched).map(|(_, particulars)| particulars).collect();
    search_key(office.number, std::iter::once(&office.particulars).chain(services))
}

/// What an office was, for whoever takes the import back.
fn state(before: &Registered) -> Before {
    let services = before.services.iter();
    Before {
        particulars: before.particulars.clone(),
        services: services.map(|known| (known.id, known.service, known.particulars.clone())).collect(),
    }
}

/// Somebody else added the same office between the plan and the commit.
fn taken_meanwhile(error: Error) -> Error {
    match error {
        Error::Refused(_) => Error::Stale,
        other => other,
    }
}
