//! Two lists of adopters of one source: who came, who stayed, who is missing.

use super::{AdoptionState, Evidence, Source, current};
use crate::ids::OfficeId;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A list of adopters, with the offices that its rows were matched to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdopterList {
    /// Whose list it is.
    pub source: Source,
    /// The day for which it holds.
    pub as_of: NaiveDate,
    /// Its offices.
    pub offices: BTreeSet<OfficeId>,
}

/// What the later of two lists says that the earlier did not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListComparison {
    /// Only in the later.
    pub appeared: BTreeSet<OfficeId>,
    /// In both.
    pub stayed: BTreeSet<OfficeId>,
    /// Only in the earlier. None of them has stopped before a person says so: a name may be spelled otherwise, or the
    /// list may be of part of the offices.
    pub disappeared: BTreeSet<OfficeId>,
}

/// Why two lists are not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotComparable {
    /// They come from different sources, each with its own offices.
    #[error("the lists come from different sources")]
    OtherSource,
    /// The later list holds for no later day.
    #[error("the second list is not later than the first")]
    NotLater,
}

/// A stop that a person may confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedStop {
    /// The office that is missing.
    pub office: OfficeId,
    /// What is recorded when it is confirmed.
    pub evidence: Evidence,
}

/// Compares two lists of one source.
pub fn compare_lists(earlier: &AdopterList, later: &AdopterList) -> Result<ListComparison, NotComparable> {
    if earlier.source != later.source {
        return Err(NotComparable::OtherSource);
    }
    if later.as_of <= earlier.as_of {
        return Err(NotComparable::NotLater);
    }
    Ok(ListComparison {
        appeared: later.offices.difference(&earlier.offices).copied().collect(),
        stayed: later.offices.intersection(&earlier.offices).copied().collect(),
        disappeared: earlier.offices.difference(&later.offices).copied().collect(),
    })
}

impl ListComparison {
    /// The stops that a person may confirm: offices that disappeared and still count as adopters on the day of the
    /// later list. The evidence is an officer's, because the list only leaves them out.
    pub fn proposed_stops<'a>(
        &self,
        later: &AdopterList,
        evidences: impl Fn(OfficeId) -> &'a [Evidence],
        now: DateTime<Utc>,
    ) -> Vec<ProposedStop> {
        let counts = |office: &OfficeId| {
            current(evidences(*office), later.as_of).is_none_or(|evidence| evidence.state.counts())
        };
        let stop = |office: OfficeId| ProposedStop {
            office,
            evidence: Evidence {
                state: AdoptionState::Stopped,
                as_of: later.as_of,
                source: Source::Officer,
                recorded_at: now,
                note: String::new(),
            },
        };
        self.disappeared.iter().copied().filter(counts).map(stop).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn list(day: &str, source: Source, offices: &[u128]) -> AdopterList {
        let offices = offices.iter().map(|n| OfficeId::from_uuid(Uuid::from_u128(*n))).collect();
        AdopterList { source, as_of: day.parse().unwrap(), offices }
    }

    #[test]
    fn a_later_list_shows_who_came_and_who_is_missing() {
        let earlier = list("2024-04-01", Source::WamNetList, &[1, 2, 3]);
        let later = list("2025-04-01", Source::WamNetList, &[2, 3, 4]);
        let compared = compare_lists(&earlier, &later).unwrap();
        let ids = |offices: &[u128]| list("2024-04-01", Source::WamNetList, offices).offices;
        assert_eq!(compared.appeared, ids(&[4]));
        assert_eq!(compared.stayed, ids(&[2, 3]));
        assert_eq!(compared.disappeared, ids(&[1]));
    }

    #[test]
    fn lists_of_two_sources_or_in_the_wrong_order_are_not_compared() {
        let first = list("2024-04-01", Source::WamNetList, &[1]);
        let other = list("2025-04-01", Source::MunicipalList, &[]);
        assert_eq!(compare_lists(&first, &other), Err(NotComparable::OtherSource));
        assert_eq!(compare_lists(&first, &first), Err(NotComparable::NotLater));
    }

    #[test]
    fn a_stop_is_proposed_and_not_for_who_has_stopped_already() {
        let earlier = list("2024-04-01", Source::WamNetList, &[1, 2]);
        let later = list("2025-04-01", Source::WamNetList, &[]);
        let now = later.as_of.and_hms_opt(0, 0, 0).unwrap().and_utc();
        let evidence = |state| Evidence {
            state,
            as_of: "2024-06-01".parse().unwrap(),
            source: Source::Officer,
            recorded_at: now,
            note: String::new(),
        };
        let (stopped, using) = ([evidence(AdoptionState::Stopped)], [evidence(AdoptionState::Using)]);
        let first = OfficeId::from_uuid(Uuid::from_u128(1));
        let evidences = |office| if office == first { &stopped[..] } else { &using[..] };
        let stops = compare_lists(&earlier, &later).unwrap().proposed_stops(&later, evidences, now);
        let offices: Vec<_> = stops.iter().map(|stop| stop.office).collect();
        assert_eq!(offices, [OfficeId::from_uuid(Uuid::from_u128(2))]);
        let after: Vec<_> = using.into_iter().chain([stops[0].evidence.clone()]).collect();
        assert_eq!(current(&after, later.as_of).unwrap().state, AdoptionState::Stopped);
        assert_eq!(current(&after, earlier.as_of), None);
    }

    proptest! {
        #[test]
        fn every_office_is_in_one_part(
            a in proptest::collection::btree_set(0..20_u128, 0..12), b in proptest::collection::btree_set(0..20_u128, 0..12),
        ) {
            let of = |day, offices: &BTreeSet<u128>| list(day, Source::MunicipalList, &offices.iter().copied().collect::<Vec<_>>());
            let (earlier, later) = (of("2024-04-01", &a), of("2025-04-01", &b));
            let compared = compare_lists(&earlier, &later).unwrap();
            let (appeared, stayed, gone) = (&compared.appeared, &compared.stayed, &compared.disappeared);
            prop_assert_eq!(appeared.len() + stayed.len() + gone.len(), a.union(&b).count());
            prop_assert_eq!(stayed.union(gone).copied().collect::<BTreeSet<_>>(), earlier.offices);
            prop_assert_eq!(stayed.union(appeared).copied().collect::<BTreeSet<_>>(), later.offices);
        }
    }
}
