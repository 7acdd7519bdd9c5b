//! Offices of the register that a list no longer has.
//!
//! A list is hardly ever of everything: the open data lack whole services (domain.md §2.1), and a municipality lists
//! its own. So an office is gone only within what a person declares the list to be complete for.

use crate::{
    ids::OfficeId,
    imports::{Registered, RegisteredService},
    municipality_code::MunicipalityCode,
    office_number::OfficeNumber,
    offices::Status,
    service_type::ServiceType,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a person declares a list to be complete for; nothing that is not named is judged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completeness {
    /// The services.
    pub services: BTreeSet<ServiceType>,
    /// The municipalities in which the offices lie.
    pub municipalities: BTreeSet<MunicipalityCode>,
}

/// An office that the list no longer has, in all or some of its services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// The office.
    pub office: OfficeId,
    /// The services that the list no longer has.
    pub services: Vec<ServiceType>,
    /// Nothing of the office is left: every service that it still provides is gone.
    pub all: bool,
}

/// Finds the offices that are gone. What the register has as closed is not gone again.
pub fn gone(
    register: &[Registered],
    present: &BTreeSet<(OfficeNumber, ServiceType)>,
    completeness: &Completeness,
) -> Vec<Gone> {
    let open = register.iter().filter(|office| office.particulars.status != Some(Status::Closed));
    open.filter_map(|office| {
        let provided: Vec<&RegisteredService> =
            office.services.iter().filter(|known| known.particulars.status != Some(Status::Closed)).collect();
        let is_gone = |known: &RegisteredService| {
            completeness.covers(office, known) && !present.contains(&(office.number, known.service))
        };
        let services: Vec<ServiceType> =
            provided.iter().filter(|known| is_gone(known)).map(|known| known.service).collect();
        let all = services.len() == provided.len();
        (!services.is_empty()).then_some(Gone { office: office.id, services, all })
    })
    .collect()
}

impl Completeness {
    /// True when the list would have the service if it were there. A service lies where its own row says, else where
    /// the office lies; one whose municipality nobody knows is not judged.
    fn covers(&self, office: &Registered, known: &RegisteredService) -> bool {
        let municipality = known.particulars.municipality.or(office.particulars.municipality);
        self.services.contains(&known.service)
            && municipality.is_some_and(|code| self.municipalities.contains(&code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::OfficeServiceId, offices::Particulars};
    use proptest::prelude::*;
    use std::collections::BTreeMap;
    use uuid::Uuid;

    const HOME: &str = "292991";
    const NEIGHBOUR: &str = "292982";

    fn place(code: &str) -> Particulars {
        Particulars { municipality: code.parse().ok(), ..Particulars::default() }
    }

    fn office(n: u32, services: &[(&str, &str)]) -> Registered {
        let service = |(code, municipality): &(&str, &str)| RegisteredService {
            id: OfficeServiceId::from_uuid(Uuid::from_u128(u128::from(n))),
            service: code.parse().unwrap(),
            particulars: place(municipality),
        };
        Registered {
            id: OfficeId::from_uuid(Uuid::from_u128(u128::from(n))),
            number: format!("29709990{n:02}").parse().unwrap(),
            version: 1,
            particulars: place(HOME),
            services: services.iter().map(service).collect(),
        }
    }

    fn complete(services: &[&str]) -> Completeness {
        Completeness {
            services: services.iter().map(|code| code.parse().unwrap()).collect(),
            municipalities: [HOME.parse().unwrap()].into(),
        }
    }

    fn codes(gone: &[Gone]) -> Vec<(Vec<&'static str>, bool)> {
        gone.iter()
            .map(|gone| (gone.services.iter().map(|service| service.code()).collect(), gone.all))
            .collect()
    }

    #[test]
    fn only_what_the_list_is_complete_for_is_judged() {
        let register = [
            office(1, &[("11", HOME), ("43", HOME)]),
            office(2, &[("11", NEIGHBOUR)]),
            office(3, &[("46", HOME)]),
        ];
        let nothing = BTreeSet::new();
        assert_eq!(codes(&gone(&register, &nothing, &complete(&["11"]))), [(vec!["11"], false)]);
        assert_eq!(codes(&gone(&register, &nothing, &complete(&["11", "43"]))), [(vec!["11", "43"], true)]);
        assert!(gone(&register, &nothing, &Completeness::default()).is_empty());
    }

    #[test]
    fn a_service_without_a_municipality_lies_where_its_office_lies() {
        let mut register = [office(1, &[("11", "")])];
        let nothing = BTreeSet::new();
        assert_eq!(gone(&register, &nothing, &complete(&["11"])).len(), 1);
        register[0].particulars.municipality = None;
        assert!(gone(&register, &nothing, &complete(&["11"])).is_empty());
    }

    #[test]
    fn what_is_closed_is_not_gone_again() {
        let mut register = [office(1, &[("11", HOME), ("43", HOME)]), office(2, &[("11", HOME)])];
        register[0].services[0].particulars.status = Some(Status::Closed);
        register[1].particulars.status = Some(Status::Closed);
        let found = gone(&register, &BTreeSet::new(), &complete(&["11", "43"]));
        assert_eq!(codes(&found), [(vec!["43"], true)]);
    }

    /// Code, municipality and status of a service.
    type Listed = (&'static str, &'static str, Option<Status>);

    fn any_register() -> impl Strategy<Value = Vec<Registered>> {
        let service = (
            proptest::sample::select(vec!["11", "15", "43"]),
            proptest::sample::select(vec![HOME, NEIGHBOUR, ""]),
            proptest::option::of(proptest::sample::select(Status::ALL.to_vec())),
        );
        let services = proptest::collection::btree_map(0..3_u32, service, 0..4);
        proptest::collection::vec(services, 0..6).prop_map(|offices| {
            let with = |(n, services): (usize, BTreeMap<u32, Listed>)| {
                let mut listed: Vec<_> = services.into_values().collect();
                listed.sort_unstable_by_key(|(code, ..)| *code);
                listed.dedup_by_key(|(code, ..)| *code);
                let plain: Vec<_> = listed.iter().map(|(code, place, _)| (*code, *place)).collect();
                let mut office = office(u32::try_from(n).unwrap(), &plain);
                for (known, (.., status)) in office.services.iter_mut().zip(&listed) {
                    known.particulars.status = *status;
                }
                office
            };
            offices.into_iter().enumerate().map(with).collect()
        })
    }

    proptest! {
        #[test]
        fn nothing_outside_the_declaration_and_nothing_present_is_ever_named(
            register in any_register(), present in proptest::collection::btree_set((0..6_u32, 0..3_usize), 0..10),
            declared in proptest::sample::subsequence(vec!["11", "15", "43"], 0..4),
        ) {
            let services = ["11", "15", "43"];
            let present: BTreeSet<(OfficeNumber, ServiceType)> = present.into_iter()
                .map(|(n, code)| (office(n, &[]).number, services[code].parse().unwrap())).collect();
            let completeness = complete(&declared);
            let found = gone(&register, &present, &completeness);
            for office in &register {
                let gone = found.iter().find(|gone| gone.office == office.id);
                let named = gone.map_or(&[][..], |gone| &gone.services);
                for known in &office.services {
                    let municipality = known.particulars.municipality.or(office.particulars.municipality);
                    let is_judged = declared.contains(&known.service.code()) && municipality == HOME.parse().ok();
                    let is_closed = known.particulars.status == Some(Status::Closed);
                    let is_present = present.contains(&(office.number, known.service));
                    prop_assert_eq!(named.contains(&known.service), is_judged && !is_closed && !is_present);
                }
                let open = office.services.iter().filter(|known| known.particulars.status != Some(Status::Closed));
                prop_assert_eq!(gone.is_some_and(|gone| gone.all), !named.is_empty() && named.len() == open.count());
            }
        }
    }
}
