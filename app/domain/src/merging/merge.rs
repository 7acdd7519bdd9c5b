//! Merging two offices, and undoing it.

use crate::{
    ids::OfficeServiceId,
    imports::{Registered, RegisteredService},
    offices::{Detail, Particulars, same},
    service_type::ServiceType,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whose value is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// The first office's.
    KeepFirst,
    /// The second office's.
    KeepSecond,
}

/// One of the two offices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The office as the register has it.
    pub office: Registered,
    /// When something of it changed last.
    pub updated_at: DateTime<Utc>,
}

/// What a person chose, or what is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// The office that stays, with its id and number.
    pub survivor: Keep,
    /// For each detail; what is not named is kept of the survivor, and what goes together is kept together
    /// ([`Detail::leader`]).
    pub details: BTreeMap<Detail, Keep>,
    /// For each service that both have; what is not named is kept of the survivor.
    pub services: BTreeMap<ServiceType, Keep>,
}

/// A detail that both know and that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The detail.
    pub detail: Detail,
    /// The first office's.
    pub first: String,
    /// The second office's.
    pub second: String,
}

/// A service that both have and of which they say different things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceConflict {
    /// The service.
    pub service: ServiceType,
    /// What differs.
    pub conflicts: Vec<Conflict>,
}

/// The merged office with all that is needed to take it apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The office that stays.
    pub office: Registered,
    /// What differed of the offices themselves.
    pub conflicts: Vec<Conflict>,
    /// What differed of the services that both have.
    pub services: Vec<ServiceConflict>,
    /// What is stored for the undo.
    pub record: MergeRecord,
}

/// What is stored of a merger: both offices as they were, and what was made of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeRecord {
    /// The first office before.
    pub first: Side,
    /// The second office before.
    pub second: Side,
    /// What was chosen.
    pub choices: Choices,
    /// The office after.
    pub merged: Registered,
}

/// Why two offices are not merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MergeProblem {
    /// Both are the same office.
    #[error("an office is not merged with itself")]
    Itself,
}

/// Why a merger is not undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the office was changed after the merger")]
pub struct Changed;

/// Proposes what to keep: what is known before what is not, and else what was updated later. The office that was
/// updated later stays; of two that were updated at once, the first.
pub fn propose(first: &Side, second: &Side) -> Choices {
    let later = if second.updated_at > first.updated_at { Keep::KeepSecond } else { Keep::KeepFirst };
    let (ours, theirs) = (&first.office.particulars, &second.office.particulars);
    let keep = |detail: Detail| match (knows(ours, detail), knows(theirs, detail)) {
        (ours, theirs) if ours > theirs => Keep::KeepFirst,
        (ours, theirs) if ours < theirs => Keep::KeepSecond,
        _ => later,
    };
    let details = Detail::ALL.into_iter().map(|detail| (detail, keep(detail.leader()))).collect();
    let services = shared(first, second).map(|(known, _)| (known.service, later)).collect();
    Choices { survivor: later, details, services }
}

/// How many are known of a detail and those that are kept together with it.
fn knows(particulars: &Particulars, leader: Detail) -> usize {
    let followers = Detail::ALL.into_iter().filter(|detail| detail.leader() == leader);
    followers.filter(|detail| particulars.get(*detail).is_some()).count()
}

/// Merges two offices as chosen: details one by one, services all of both. Of a service that both have, what the
/// kept one does not know is completed from the other.
pub fn merge(first: &Side, second: &Side, choices: &Choices) -> Result<Merged, MergeProblem> {
    if first.office.id == second.office.id {
        return Err(MergeProblem::Itself);
    }
    let (stays, goes) = match choices.survivor {
        Keep::KeepFirst => (&first.office, &second.office),
        Keep::KeepSecond => (&second.office, &first.office),
    };
    let mut particulars = Particulars::default();
    for detail in Detail::ALL {
        let from = match choices.details.get(&detail.leader()).copied().unwrap_or(choices.survivor) {
            Keep::KeepFirst => &first.office.particulars,
            Keep::KeepSecond => &second.office.particulars,
        };
        particulars.take(detail, from);
    }
    let office = Registered {
        id: stays.id,
        number: stays.number,
        version: stays.version.saturating_add(1),
        particulars,
        services: services(first, second, stays, goes, choices),
    };
    let record = MergeRecord {
        first: first.clone(),
        second: second.clone(),
        choices: choices.clone(),
        merged: office.clone(),
    };
    let conflicts = conflicts(&first.office.particulars, &second.office.particulars);
    Ok(Merged { office, conflicts, services: service_conflicts(first, second), record })
}

impl MergeRecord {
    /// The two offices as they were, if the merged office is still what the merger made of it.
    pub fn undo(&self, now: &Registered) -> Result<(Registered, Registered), Changed> {
        if *now == self.merged {
            Ok((self.first.office.clone(), self.second.office.clone()))
        } else {
            Err(Changed)
        }
    }

    /// The rows of services that the merger leaves without an office: those that both have, of the office that goes.
    pub fn orphaned_services(&self) -> Vec<OfficeServiceId> {
        let goes = match self.choices.survivor {
            Keep::KeepFirst => &self.second.office,
            Keep::KeepSecond => &self.first.office,
        };
        let stays = |id: OfficeServiceId| self.merged.services.iter().any(|known| known.id == id);
        goes.services.iter().map(|known| known.id).filter(|id| !stays(*id)).collect()
    }
}

/// The services of the office that stays, then those that only the other has. The id of a service that both have is
/// that of the office that stays, whichever of the two is kept.
fn services(
    first: &Side,
    second: &Side,
    stays: &Registered,
    goes: &Registered,
    choices: &Choices,
) -> Vec<RegisteredService> {
    let kept = |own: &RegisteredService| {
        let keep = choices.services.get(&own.service).copied().unwrap_or(choices.survivor);
        let (kept, other) = match keep {
            Keep::KeepFirst => (&first.office, &second.office),
            Keep::KeepSecond => (&second.office, &first.office),
        };
        let mut particulars =
            find(kept, own.service).map(|known| known.particulars.clone()).unwrap_or_default();
        if let Some(other) = find(other, own.service) {
            particulars.complete(&other.particulars);
        }
        RegisteredService { particulars, ..own.clone() }
    };
    let added = goes.services.iter().filter(|known| find(stays, known.service).is_none());
    stays
        .services
        .iter()
        .map(|own| if find(goes, own.service).is_some() { kept(own) } else { own.clone() })
        .chain(added.cloned())
        .collect()
}

fn find(office: &Registered, service: ServiceType) -> Option<&RegisteredService> {
    office.services.iter().find(|known| known.service == service)
}

/// The services that both offices have.
fn shared<'a>(
    first: &'a Side,
    second: &'a Side,
) -> impl Iterator<Item = (&'a RegisteredService, &'a RegisteredService)> {
    let services = first.office.services.iter();
    services.filter_map(|known| Some((known, find(&second.office, known.service)?)))
}

fn conflicts(first: &Particulars, second: &Particulars) -> Vec<Conflict> {
    let differing = Detail::ALL.into_iter().filter(|detail| !same(*detail, first, second));
    let conflict = |detail| Some(Conflict { detail, first: first.get(detail)?, second: second.get(detail)? });
    differing.filter_map(conflict).collect()
}

fn service_conflicts(first: &Side, second: &Side) -> Vec<ServiceConflict> {
    let all = shared(first, second).map(|(ours, theirs)| ServiceConflict {
        service: ours.service,
        conflicts: conflicts(&ours.particulars, &theirs.particulars),
    });
    all.filter(|service| !service.conflicts.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::OfficeId;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn particulars(name: &str, address: &str, phone: &str) -> Particulars {
        let phone = phone.parse().ok();
        Particulars { name: name.into(), address: address.into(), phone, ..Particulars::default() }
    }

    fn side(n: u128, updated: i64, own: Particulars, services: &[(&str, Particulars)]) -> Side {
        let service = |(place, (code, particulars)): (usize, &(&str, Particulars))| RegisteredService {
            id: OfficeServiceId::from_uuid(Uuid::from_u128(n * 100 + place as u128)),
            service: code.parse().unwrap(),
            particulars: particulars.clone(),
        };
        Side {
            office: Registered {
                id: OfficeId::from_uuid(Uuid::from_u128(n)),
                number: format!("29709990{n:02}").parse().unwrap(),
                version: 3,
                particulars: own,
                services: services.iter().enumerate().map(service).collect(),
            },
            updated_at: DateTime::from_timestamp(updated, 0).unwrap(),
        }
    }

    #[test]
    fn what_is_known_goes_before_what_is_not_and_later_before_earlier() {
        let first = side(1, 10, particulars("ひだまり", "ひかり町1-2-3", ""), &[]);
        let second = side(2, 20, particulars("新ひだまり", "", "0741-00-1001"), &[]);
        let merged = merge(&first, &second, &propose(&first, &second)).unwrap();
        assert_eq!(merged.office.particulars, particulars("新ひだまり", "ひかり町1-2-3", "0741-00-1001"));
        assert_eq!((merged.office.id, merged.office.number), (second.office.id, second.office.number));
        let wanted =
            Conflict { detail: Detail::Name, first: "ひだまり".into(), second: "新ひだまり".into() };
        assert_eq!(merged.conflicts, [wanted]);
    }

    #[test]
    fn a_person_may_choose_otherwise() {
        let first = side(1, 10, particulars("ひだまり", "", ""), &[]);
        let second = side(2, 20, particulars("新ひだまり", "", ""), &[]);
        let mut choices = propose(&first, &second);
        choices.survivor = Keep::KeepFirst;
        choices.details.insert(Detail::Name, Keep::KeepFirst);
        let merged = merge(&first, &second, &choices).unwrap();
        assert_eq!(
            (merged.office.id, merged.office.particulars.name.as_str()),
            (first.office.id, "ひだまり")
        );
    }

    #[test]
    fn the_services_of_both_are_kept_and_their_conflicts_named() {
        let visit = particulars("訪問介護つばめ", "", "0741-00-1015");
        let first = side(1, 20, Particulars::default(), &[("11", visit.clone()), ("43", visit)]);
        let again = particulars("訪問介護つばめ", "若葉台2-4-1", "0741-00-1999");
        let second = side(2, 10, Particulars::default(), &[("11", again.clone()), ("15", again)]);
        let merged = merge(&first, &second, &propose(&first, &second)).unwrap();
        let codes: Vec<_> = merged.office.services.iter().map(|known| known.service.code()).collect();
        assert_eq!(codes, ["11", "43", "15"]);
        let completed = particulars("訪問介護つばめ", "若葉台2-4-1", "0741-00-1015");
        assert_eq!(merged.office.services[0].particulars, completed);
        assert_eq!(merged.services.len(), 1);
        let details: Vec<_> = merged.services[0].conflicts.iter().map(|conflict| conflict.detail).collect();
        assert_eq!(details, [Detail::Phone]);
        assert_eq!(merged.record.orphaned_services(), [second.office.services[0].id]);
    }

    #[test]
    fn an_office_is_not_merged_with_itself_and_a_changed_one_not_taken_apart() {
        let first = side(1, 10, Particulars::default(), &[]);
        assert_eq!(merge(&first, &first, &propose(&first, &first)), Err(MergeProblem::Itself));
        let second = side(2, 10, Particulars::default(), &[]);
        let mut merged = merge(&first, &second, &propose(&first, &second)).unwrap();
        merged.office.version += 1;
        assert_eq!(merged.record.undo(&merged.office), Err(Changed));
    }

    fn any_particulars() -> impl Strategy<Value = Particulars> {
        let text = || proptest::sample::select(vec!["", "ひだまり", "こもれび"]);
        (text(), text(), text(), proptest::option::of(1..99_u32)).prop_map(
            |(name, kana, address, capacity)| {
                let mut all = particulars(name, address, "");
                all.name_kana = kana.into();
                all.capacity = capacity;
                all
            },
        )
    }

    fn any_side(n: u128) -> impl Strategy<Value = Side> {
        let codes = proptest::sample::subsequence(vec!["11", "15", "43", "13"], 0..4);
        let services = (codes, proptest::collection::vec(any_particulars(), 4));
        (any_particulars(), services, 0..3_i64).prop_map(move |(own, (codes, all), updated)| {
            let services: Vec<_> = codes.into_iter().zip(all).collect();
            side(n, updated, own, &services)
        })
    }

    fn any_keep() -> impl Strategy<Value = Keep> {
        any::<bool>().prop_map(|first| if first { Keep::KeepFirst } else { Keep::KeepSecond })
    }

    proptest! {
        #[test]
        fn a_merger_undone_gives_the_same_two(
            first in any_side(1), second in any_side(2), survivor in any_keep(), keeps in proptest::collection::vec(any_keep(), 15),
        ) {
            let mut choices = propose(&first, &second);
            choices.survivor = survivor;
            choices.details = Detail::ALL.into_iter().zip(keeps).collect();
            let merged = merge(&first, &second, &choices).unwrap();
            let stored = serde_json::to_string(&merged.record).unwrap();
            let record: MergeRecord = serde_json::from_str(&stored).unwrap();
            prop_assert_eq!(record.undo(&merged.office), Ok((first.office, second.office)));
        }

        #[test]
        fn what_is_proposed_loses_nothing_that_only_one_knows(first in any_side(1), second in any_side(2)) {
            let merged = merge(&first, &second, &propose(&first, &second)).unwrap();
            for detail in Detail::ALL {
                let known = [&first, &second].iter().any(|side| side.office.particulars.get(detail).is_some());
                prop_assert_eq!(merged.office.particulars.get(detail).is_some(), known);
            }
            for side in [&first, &second] {
                for known in &side.office.services {
                    prop_assert!(find(&merged.office, known.service).is_some());
                }
            }
        }
    }
}
