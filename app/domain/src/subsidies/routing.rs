//! 割り振りの規則: who answers for what is received. The first rule that fits and has somebody who works decides; of
//! several people the one with the least open work gets it, so that nobody is flooded.

use crate::{
    form::Typed,
    ids::{AccountId, ProgrammeId, RoutingRuleId},
    service_type::ServiceType,
};
use std::collections::BTreeMap;

/// A rule. What it does not name, it does not ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutingRule {
    /// Which.
    pub id: RoutingRuleId,
    /// To whom and for what.
    pub terms: RoutingTerms,
}

/// What a rule says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoutingTerms {
    /// Only for applications to this programme.
    pub programme: Option<ProgrammeId>,
    /// Only for offices that provide this service.
    pub service: Option<ServiceType>,
    /// Only for offices in this 日常生活圏域; empty for every one.
    pub area: String,
    /// Who may get them; never empty.
    pub people: Vec<AccountId>,
}

/// What a rule is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routable {
    /// Its programme.
    pub programme: ProgrammeId,
    /// Services of its office.
    pub services: Vec<ServiceType>,
    /// 日常生活圏域 of its office; empty where the register does not know it.
    pub area: String,
}

/// Who gets it, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Routed {
    /// By which rule.
    pub rule: RoutingRuleId,
    /// Who.
    pub to: AccountId,
    /// How much open work they had.
    pub load: u64,
    /// Among how many who could have got it.
    pub among: usize,
}

impl RoutingTerms {
    /// Whether the rule is for an application.
    pub fn fits(&self, case: &Routable) -> bool {
        self.programme.is_none_or(|programme| programme == case.programme)
            && self.service.is_none_or(|service| case.services.contains(&service))
            && (self.area.is_empty() || self.area == case.area)
    }
}

/// Who gets an application. `loads` names everybody who may answer for one, with how much open work they have.
pub fn route(rules: &[RoutingRule], case: &Routable, loads: &BTreeMap<AccountId, u64>) -> Option<Routed> {
    rules.iter().filter(|rule| rule.terms.fits(case)).find_map(|rule| {
        let able: Vec<_> = rule
            .terms
            .people
            .iter()
            .enumerate()
            .filter_map(|(place, person)| Some((*loads.get(person)?, place, *person)))
            .collect();
        let (load, _, to) = able.iter().min().copied()?;
        Some(Routed { rule: rule.id, to, load, among: able.len() })
    })
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoutingField {
    /// 補助事業.
    Programme,
    /// サービス.
    Service,
    /// 日常生活圏域.
    Area,
    /// 担当者.
    People,
}

impl RoutingField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Service => "service",
            Self::Area => "area",
            Self::People => "people",
        }
    }
}

/// What is wrong with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RoutingProblem {
    /// Not one of the choices.
    #[error("not one of the choices")]
    Unknown,
    /// The name of the area is too long.
    #[error("the area is too long")]
    TooLong,
    /// Nobody is chosen.
    #[error("nobody is chosen")]
    Nobody,
}

impl RoutingTerms {
    /// Most characters of an area.
    pub const LONGEST: usize = 50;

    /// Reads the form; `programmes` and `people` are the choices it offered.
    pub fn parse(
        typed: &Typed,
        programmes: &[ProgrammeId],
        people: &[AccountId],
    ) -> Result<Self, Vec<(RoutingField, RoutingProblem)>> {
        let mut problems = Vec::new();
        let get = |field: RoutingField| typed.get(field.name()).trim();
        let programme = match get(RoutingField::Programme) {
            "" => None,
            id => id.parse().ok().filter(|id| programmes.contains(id)).or_else(|| {
                problems.push((RoutingField::Programme, RoutingProblem::Unknown));
                None
            }),
        };
        let service = match get(RoutingField::Service) {
            "" => None,
            code => ServiceType::from_code(code).or_else(|| {
                problems.push((RoutingField::Service, RoutingProblem::Unknown));
                None
            }),
        };
        let area = get(RoutingField::Area).to_owned();
        if area.chars().count() > Self::LONGEST {
            problems.push((RoutingField::Area, RoutingProblem::TooLong));
        }
        let chosen: Vec<AccountId> = people
            .iter()
            .filter(|id| typed.all(RoutingField::People.name()).any(|one| one == id.to_string()))
            .copied()
            .collect();
        if chosen.is_empty() {
            problems.push((RoutingField::People, RoutingProblem::Nobody));
        }
        if problems.is_empty() {
            Ok(Self { programme, service, area, people: chosen })
        } else {
            Err(problems)
        }
    }

    /// The form of a rule.
    pub fn fill(&self) -> Typed {
        let Self { programme, service, area, people } = self;
        let typed = Typed::default()
            .with(RoutingField::Programme.name(), programme.map(|id| id.to_string()).unwrap_or_default())
            .with(RoutingField::Service.name(), service.map_or("", |service| service.code()))
            .with(RoutingField::Area.name(), area.clone());
        people.iter().fold(typed, |typed, id| typed.with(RoutingField::People.name(), id.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn person(number: u8) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(u128::from(number)))
    }

    fn programme(number: u8) -> ProgrammeId {
        ProgrammeId::from_uuid(Uuid::from_u128(u128::from(number)))
    }

    fn rule(number: u8, terms: RoutingTerms) -> RoutingRule {
        RoutingRule { id: RoutingRuleId::from_uuid(Uuid::from_u128(u128::from(number))), terms }
    }

    fn case() -> Routable {
        let care = ServiceType::from_code("43").unwrap();
        Routable { programme: programme(1), services: vec![care], area: "北部".into() }
    }

    fn to(people: &[u8]) -> RoutingTerms {
        RoutingTerms { people: people.iter().copied().map(person).collect(), ..RoutingTerms::default() }
    }

    #[test]
    fn the_first_rule_that_fits_decides_and_the_least_laden_gets_it() {
        let loads = [(person(1), 5), (person(2), 3), (person(3), 0)].into();
        let south = rule(1, RoutingTerms { area: "南部".into(), ..to(&[3]) });
        let north = rule(2, RoutingTerms { area: "北部".into(), ..to(&[1, 2]) });
        let rest = rule(3, to(&[3]));
        let routed = route(&[south, north.clone(), rest.clone()], &case(), &loads).unwrap();
        assert_eq!(routed, Routed { rule: north.id, to: person(2), load: 3, among: 2 });
        let away = [(person(3), 9)].into();
        assert_eq!(route(&[north, rest.clone()], &case(), &away).unwrap().rule, rest.id);
    }

    #[test]
    fn of_two_with_the_same_load_the_one_named_first_gets_it() {
        let loads = [(person(1), 2), (person(2), 2)].into();
        assert_eq!(route(&[rule(1, to(&[2, 1]))], &case(), &loads).unwrap().to, person(2));
    }

    #[test]
    fn a_rule_reads_back_from_its_form_and_names_somebody() {
        let terms = RoutingTerms {
            programme: Some(programme(1)),
            service: ServiceType::from_code("43"),
            area: "北部".into(),
            people: vec![person(1), person(2)],
        };
        let parse = |typed: &Typed| RoutingTerms::parse(typed, &[programme(1)], &[person(1), person(2)]);
        assert_eq!(parse(&terms.fill()), Ok(terms));
        let wrong =
            Typed::default().with("programme", "x").with("service", "zz").with("area", "あ".repeat(51));
        let fields: Vec<_> = parse(&wrong).unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(
            fields,
            [RoutingField::Programme, RoutingField::Service, RoutingField::Area, RoutingField::People]
        );
    }

    proptest! {
        #[test]
        fn nobody_gets_work_who_is_not_named_is_not_here_or_has_more_than_another(
            named in proptest::collection::vec(proptest::collection::vec(0u8..6, 1..4), 0..4),
            fits: [bool; 4],
            loads in proptest::collection::btree_map(0u8..6, 0u64..5, 0..6),
        ) {
            let rules: Vec<_> = named.iter().zip(fits).enumerate().map(|(at, (people, fits))| {
                let programme = programme(if fits { 1 } else { 2 });
                rule(u8::try_from(at).unwrap(), RoutingTerms { programme: Some(programme), ..to(people) })
            }).collect();
            let loads: BTreeMap<_, _> = loads.into_iter().map(|(id, load)| (person(id), load)).collect();
            let able = |rule: &RoutingRule| rule.terms.people.iter().any(|id| loads.contains_key(id));
            let first = rules.iter().find(|rule| rule.terms.fits(&case()) && able(rule));
            match route(&rules, &case(), &loads) {
                None => prop_assert!(first.is_none()),
                Some(routed) => {
                    let first = first.unwrap();
                    prop_assert_eq!(routed.rule, first.id);
                    prop_assert!(first.terms.people.contains(&routed.to));
                    let least = first.terms.people.iter().filter_map(|id| loads.get(id)).min();
                    prop_assert_eq!(Some(&routed.load), least);
                }
            }
        }
    }
}
