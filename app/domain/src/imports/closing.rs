//! Closing, with an import, what is gone from its list and a person said has closed.

use super::{
    issue::Place,
    plan::{Change, Difference, OfficePlan, Plan, Registered, ServicePlan},
};
use crate::{
    office_number::OfficeNumber,
    offices::{Detail, Particulars, Status},
    service_type::ServiceType,
};
use std::collections::{BTreeMap, BTreeSet};

/// Plans the closing of services of offices. An office whose every service is closed is closed itself; what is closed
/// already stays as it is.
pub fn close(register: &[Registered], closing: &BTreeMap<OfficeNumber, BTreeSet<ServiceType>>) -> Plan {
    let offices = register.iter().filter_map(|office| {
        let services = closing.get(&office.number)?;
        let closes = |service: ServiceType| services.contains(&service);
        let services_closed: Vec<ServicePlan> = office
            .services
            .iter()
            .filter(|known| closes(known.service) && known.particulars.status != Some(Status::Closed))
            .map(|known| {
                let (particulars, differences) = closed(&known.particulars);
                ServicePlan {
                    service: known.service,
                    change: Change::Updated,
                    existing: Some(known.id),
                    place: Place { sheet: 0, row: 0 },
                    particulars,
                    differences,
                }
            })
            .collect();
        if services_closed.is_empty() {
            return None;
        }
        let is_open = |service: ServiceType, status| !closes(service) && status != Some(Status::Closed);
        let goes_on = office.services.iter().any(|known| is_open(known.service, known.particulars.status));
        let (particulars, differences) =
            if goes_on { (office.particulars.clone(), Vec::new()) } else { closed(&office.particulars) };
        Some(OfficePlan {
            number: office.number,
            change: Change::Updated,
            existing: Some((office.id, office.version)),
            particulars,
            differences,
            services: services_closed,
        })
    });
    Plan { offices: offices.collect() }
}

fn closed(before: &Particulars) -> (Particulars, Vec<Difference>) {
    let after = Particulars { status: Some(Status::Closed), status_on: None, ..before.clone() };
    let differing = [Detail::Status, Detail::StatusOn].into_iter();
    let differences = differing
        .filter(|detail| before.get(*detail) != after.get(*detail))
        .map(|detail| Difference { detail, before: before.get(detail), after: after.get(detail) });
    let differences = differences.collect();
    (after, differences)
}

#[cfg(test)]
mod tests {
    use super::super::RegisteredService;
    use super::*;
    use crate::ids::{OfficeId, OfficeServiceId};
    use uuid::Uuid;

    fn office(services: &[&str]) -> Registered {
        let id = Uuid::from_u128(7);
        Registered {
            id: OfficeId::from_uuid(id),
            number: "2970999013".parse().unwrap(),
            version: 3,
            particulars: Particulars { status: Some(Status::Active), ..Particulars::default() },
            services: services
                .iter()
                .map(|code| RegisteredService {
                    id: OfficeServiceId::from_uuid(id),
                    service: code.parse().unwrap(),
                    particulars: Particulars { status: Some(Status::Active), ..Particulars::default() },
                })
                .collect(),
        }
    }

    fn closing(services: &[&str]) -> BTreeMap<OfficeNumber, BTreeSet<ServiceType>> {
        let services = services.iter().map(|code| code.parse().unwrap()).collect();
        [("2970999013".parse().unwrap(), services)].into()
    }

    #[test]
    fn an_office_goes_on_with_the_service_that_is_left_and_closes_with_the_last() {
        let one = close(&[office(&["43", "15"])], &closing(&["15"]));
        assert_eq!(one.offices[0].particulars.status, Some(Status::Active));
        assert_eq!(one.offices[0].services[0].particulars.status, Some(Status::Closed));
        let both = close(&[office(&["43", "15"])], &closing(&["15", "43"]));
        assert_eq!(both.offices[0].particulars.status, Some(Status::Closed));
        assert_eq!(both.offices[0].existing, Some((OfficeId::from_uuid(Uuid::from_u128(7)), 3)));
    }

    #[test]
    fn nothing_is_closed_that_nobody_named_or_that_is_closed() {
        assert_eq!(close(&[office(&["43"])], &closing(&["15"])), Plan::default());
        let mut shut = office(&["43"]);
        shut.services[0].particulars.status = Some(Status::Closed);
        assert_eq!(close(&[shut], &closing(&["43"])), Plan::default());
    }
}
