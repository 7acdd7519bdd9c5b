//! What an application for money says of the adoption of its office
//! (`docs/decisions/0060-what-an-application-says-of-adoption.md`).

use super::AdoptionState;
use crate::{awards, subsidies::StageName};
use chrono::NaiveDate;

/// What a case means for the adoption of its office; while that stays, so does what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bearing {
    /// A draft: nothing was handed in.
    Nothing,
    /// Refused, withdrawn, or cancelled after it was granted.
    Ended,
    /// Handed in, and neither refused nor fixed.
    Stands,
    /// 額の確定: what was paid was looked at, and accepted.
    Fixed,
}

impl Bearing {
    /// What an application in a stage means, with the stage of its grant where it has one.
    pub const fn of(stage: StageName, award: Option<awards::StageName>) -> Self {
        match stage {
            StageName::Draft => Self::Nothing,
            StageName::Refused | StageName::Withdrawn => Self::Ended,
            StageName::Waiting
            | StageName::Submitted
            | StageName::UnderReview
            | StageName::Returned
            | StageName::Proposed => Self::Stands,
            StageName::Granted => match award {
                Some(awards::StageName::Cancelled) => Self::Ended,
                Some(
                    awards::StageName::AwaitingClaim
                    | awards::StageName::Payable
                    | awards::StageName::Settled,
                ) => Self::Fixed,
                Some(
                    awards::StageName::AwaitingReport
                    | awards::StageName::Reported
                    | awards::StageName::ReportReturned
                    | awards::StageName::FinalProposed,
                )
                | None => Self::Stands,
            },
        }
    }
}

/// A case that was handed in, as far as it says something of adoption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// The day on which it came; a paper on the day on which that arrived.
    pub came_on: NaiveDate,
    /// What it means now.
    pub bearing: Bearing,
    /// The day on which the payment of a licence was accepted; none where nothing was paid for one.
    pub licence_on: Option<NaiveDate>,
}

impl Case {
    /// What it says: each state with the day from which that is known.
    ///
    /// Whoever applies promises to begin. Whoever was paid for a licence holds one, from the day of the decision that
    /// accepted its payment; whether anything is sent nobody knows. Of what ended nothing is left but that the office knows
    /// of the system.
    pub fn says(self) -> Vec<(AdoptionState, NaiveDate)> {
        let promised = (AdoptionState::Pledged, self.came_on);
        match self.bearing {
            Bearing::Nothing => Vec::new(),
            Bearing::Ended => vec![(AdoptionState::Aware, self.came_on)],
            Bearing::Stands => vec![promised],
            Bearing::Fixed => {
                let holds = self.licence_on.map(|day| (AdoptionState::Licensed, day));
                std::iter::once(promised).chain(holds).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adoption::{Evidence, FunnelStep, Source, Trail, current};
    use crate::awards::StageName as A;
    use proptest::prelude::*;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 4, 1).unwrap() + chrono::Days::new(n)
    }

    /// What a case says as it is written down, all of it at once.
    fn known(case: Case) -> Vec<Evidence> {
        let recorded_at = day(50).and_hms_opt(3, 0, 0).unwrap().and_utc();
        let says = case.says().into_iter();
        says.map(|(state, as_of)| Evidence {
            state,
            as_of,
            source: Source::Application,
            recorded_at,
            note: String::new(),
        })
        .collect()
    }

    fn state(case: Case, on: u64) -> AdoptionState {
        current(&known(case), day(on)).map_or(AdoptionState::Unknown, |holds| holds.state)
    }

    #[test]
    fn a_case_is_followed_from_the_draft_to_the_licence_and_back() {
        let of = |stage, award| {
            let bearing = Bearing::of(stage, award);
            state(Case { came_on: day(1), bearing, licence_on: Some(day(9)) }, 10)
        };
        for (stage, award, says) in [
            (StageName::Draft, None, AdoptionState::Unknown),
            (StageName::Waiting, None, AdoptionState::Pledged),
            (StageName::Returned, None, AdoptionState::Pledged),
            (StageName::Refused, None, AdoptionState::Aware),
            (StageName::Withdrawn, None, AdoptionState::Aware),
            (StageName::Granted, Some(A::AwaitingReport), AdoptionState::Pledged),
            (StageName::Granted, Some(A::FinalProposed), AdoptionState::Pledged),
            (StageName::Granted, Some(A::AwaitingClaim), AdoptionState::Licensed),
            (StageName::Granted, Some(A::Settled), AdoptionState::Licensed),
            (StageName::Granted, Some(A::Cancelled), AdoptionState::Aware),
        ] {
            assert_eq!(of(stage, award), says, "{stage:?} {award:?}");
        }
        let software = Case { came_on: day(1), bearing: Bearing::Fixed, licence_on: None };
        assert_eq!(state(software, 10), AdoptionState::Pledged, "software alone is no licence");
        let licensed = Case { licence_on: Some(day(9)), ..software };
        assert_eq!([0, 1, 8, 9].map(|on| state(licensed, on).height()), [0, 4, 4, 5]);
    }

    fn any_case() -> impl Strategy<Value = Case> {
        let stage = proptest::sample::select(StageName::ALL.to_vec());
        let award = proptest::option::of(proptest::sample::select(awards::StageName::ALL.to_vec()));
        (stage, award, 0..20_u64, proptest::option::of(0..20_u64)).prop_map(|(stage, award, came, later)| {
            let licence_on = later.map(|n| day(came + n));
            Case { came_on: day(came), bearing: Bearing::of(stage, award), licence_on }
        })
    }

    proptest! {
        #[test]
        fn no_state_is_said_twice_and_none_before_the_case_came(case in any_case(), on in 0..50_u64) {
            let said = case.says();
            let states: std::collections::BTreeSet<_> = said.iter().map(|(state, _)| *state).collect();
            prop_assert_eq!(states.len(), said.len());
            prop_assert!(said.iter().all(|(_, day)| *day >= case.came_on));
            prop_assert!(state(case, on).height() <= state(case, on + 1).height());
        }

        #[test]
        fn only_what_was_fixed_counts_and_a_promise_never_does(case in any_case(), on in 0..50_u64) {
            let counts = state(case, on).counts();
            let licence = case.licence_on.is_some_and(|since| since <= day(on));
            prop_assert_eq!(counts, case.bearing == Bearing::Fixed && licence);
        }

        #[test]
        fn the_funnel_has_the_day_of_the_application_either_way(case in any_case()) {
            let came = Some(case.came_on);
            let (with, without) = (Trail::of(&known(case), None, came), Trail::of(&[], None, came));
            prop_assert_eq!(with.first(FunnelStep::Applied), without.first(FunnelStep::Applied));
        }
    }
}
