//! What is known of the adoption of an office, by whom, and which of it holds on a day.

use super::AdoptionState;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Where a piece of evidence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The public list of the system itself, of those who hold a licence.
    WamNetList,
    /// A list that the municipality keeps.
    MunicipalList,
    /// What the office answered in a survey.
    Survey,
    /// An application for money for the licence, as far as it has come (decision 60).
    Application,
    /// The office came to a demo session.
    DemoSession,
    /// An officer who looked into it.
    Officer,
}

impl Source {
    /// Every source, in the order of a choice.
    pub const ALL: [Self; 6] = [
        Self::Officer,
        Self::WamNetList,
        Self::Application,
        Self::MunicipalList,
        Self::Survey,
        Self::DemoSession,
    ];

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WamNetList => "wam_net_list",
            Self::MunicipalList => "municipal_list",
            Self::Survey => "survey",
            Self::Application => "application",
            Self::DemoSession => "demo_session",
            Self::Officer => "officer",
        }
    }

    /// Reads the word stored and posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }

    /// How much a source weighs. An officer corrects everything else, having looked into it. The public list is kept
    /// by those who issue the licences; an application carries a proof of the licence, for its own day; a list of the
    /// municipality was made by hand; a survey is what somebody at the office believes; and who comes to a session
    /// only shows interest.
    pub const fn weight(self) -> u8 {
        match self {
            Self::Officer => 6,
            Self::WamNetList => 5,
            Self::Application => 4,
            Self::MunicipalList => 3,
            Self::Survey => 2,
            Self::DemoSession => 1,
        }
    }
}

/// One thing that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// What it says.
    pub state: AdoptionState,
    /// The day from which it is true.
    pub as_of: NaiveDate,
    /// Where it comes from.
    pub source: Source,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// What an officer noted beside it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// The state of an office on a day, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation<'a> {
    /// What holds.
    pub current: &'a Evidence,
    /// What does not, the latest first.
    pub set_aside: Vec<SetAside<'a>>,
}

/// A piece of evidence that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside<'a> {
    /// The evidence.
    pub evidence: &'a Evidence,
    /// Why it does not hold.
    pub because: Because,
}

/// Why a piece of evidence does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// It is true only from a later day.
    NotYet,
    /// Something later holds.
    Earlier,
    /// Of the same day, and from a source that weighs less.
    WeakerSource,
    /// Of the same day and source, and written down earlier.
    RecordedEarlier,
    /// It is later, but a weaker source takes nothing back that a stronger one said.
    TakesBack,
    /// It is later, but an application says how far an office has come at least, and nothing of what it was before.
    SaysLess,
}

/// The evidence that holds on a day.
///
/// Later evidence holds before earlier, of one day that of the weightier source, of one source what was written down
/// last. With two exceptions. So that coming to a demo session does not turn a user into somebody who has heard of the
/// system, a source that weighs less may say that an office has come further, but takes nothing back. And so that a user who
/// applies for the licence of the next year stays one, an application takes nothing back from anybody.
pub fn current(evidences: &[Evidence], on: NaiveDate) -> Option<&Evidence> {
    in_order(evidences, on)
        .into_iter()
        .reduce(|holds, next| if takes_over(next, holds) { next } else { holds })
}

/// The evidence that holds on a day, and what becomes of all the rest.
pub fn why(evidences: &[Evidence], on: NaiveDate) -> Option<Explanation<'_>> {
    let current = current(evidences, on)?;
    let others = evidences.iter().filter(|evidence| !std::ptr::eq(*evidence, current));
    let mut set_aside: Vec<SetAside<'_>> =
        others.map(|evidence| SetAside { evidence, because: because(evidence, current, on) }).collect();
    set_aside.sort_by(|a, b| order(b.evidence).cmp(&order(a.evidence)));
    Some(Explanation { current, set_aside })
}

/// The state that holds from each day on which evidence is dated, in the order of the days: what [`current`] says of every
/// day, in one pass.
pub(super) fn turns(evidences: &[Evidence]) -> Vec<(NaiveDate, AdoptionState)> {
    let mut turns: Vec<(NaiveDate, AdoptionState)> = Vec::new();
    let mut holds: Option<&Evidence> = None;
    for next in in_order(evidences, NaiveDate::MAX) {
        let now = holds.filter(|holds| !takes_over(next, holds)).unwrap_or(next);
        holds = Some(now);
        match turns.last_mut() {
            Some((day, state)) if *day == next.as_of => *state = now.state,
            Some(_) | None => turns.push((next.as_of, now.state)),
        }
    }
    turns
}

fn in_order(evidences: &[Evidence], on: NaiveDate) -> Vec<&Evidence> {
    let mut valid: Vec<&Evidence> = evidences.iter().filter(|evidence| evidence.as_of <= on).collect();
    valid.sort_by(|a, b| order(a).cmp(&order(b)));
    valid
}

/// From what holds least to what holds most; the state and the note decide only so that the order is always the same.
fn order(evidence: &Evidence) -> (NaiveDate, u8, DateTime<Utc>, u8, &str) {
    let Evidence { state, as_of, source, recorded_at, note } = evidence;
    (*as_of, source.weight(), *recorded_at, state.height(), note)
}

const fn takes_over(next: &Evidence, holds: &Evidence) -> bool {
    let further = next.state.height() > holds.state.height();
    match next.source {
        Source::Application => further,
        Source::WamNetList
        | Source::MunicipalList
        | Source::Survey
        | Source::DemoSession
        | Source::Officer => further || next.source.weight() >= holds.source.weight(),
    }
}

fn because(evidence: &Evidence, current: &Evidence, on: NaiveDate) -> Because {
    if evidence.as_of > on {
        Because::NotYet
    } else if order(evidence) > order(current) {
        if evidence.source == Source::Application { Because::SaysLess } else { Because::TakesBack }
    } else if evidence.as_of < current.as_of {
        Because::Earlier
    } else if evidence.source != current.source {
        Because::WeakerSource
    } else {
        Because::RecordedEarlier
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 4, 1).unwrap() + chrono::Days::new(n)
    }

    fn evidence(state: AdoptionState, source: Source, as_of: u64) -> Evidence {
        let recorded_at = day(as_of).and_hms_opt(3, 0, 0).unwrap().and_utc();
        Evidence { state, as_of: day(as_of), source, recorded_at, note: String::new() }
    }

    fn state(evidences: &[Evidence], on: u64) -> Option<AdoptionState> {
        current(evidences, day(on)).map(|evidence| evidence.state)
    }

    #[test]
    fn every_source_is_found_by_its_word_and_weighs_something_else() {
        let mut weights = Vec::new();
        for source in Source::ALL {
            assert_eq!(Source::named(source.name()), Some(source));
            assert_eq!(serde_json::to_value(source).unwrap(), source.name());
            weights.push(source.weight());
        }
        assert_eq!(weights, [6, 5, 4, 3, 2, 1]);
    }

    #[test]
    fn the_state_follows_the_days() {
        let all = [
            evidence(AdoptionState::Pledged, Source::Survey, 0),
            evidence(AdoptionState::Using, Source::WamNetList, 10),
            evidence(AdoptionState::Stopped, Source::Officer, 20),
        ];
        let states = [0, 9, 10, 19, 20].map(|on| state(&all, on));
        let wanted = [
            AdoptionState::Pledged,
            AdoptionState::Pledged,
            AdoptionState::Using,
            AdoptionState::Using,
            AdoptionState::Stopped,
        ];
        assert_eq!(states, wanted.map(Some));
        assert_eq!(current(&all, NaiveDate::from_ymd_opt(2024, 3, 31).unwrap()), None);
    }

    #[test]
    fn of_one_day_the_weightier_source_holds() {
        let all = [
            evidence(AdoptionState::Using, Source::WamNetList, 0),
            evidence(AdoptionState::Stopped, Source::Officer, 0),
            evidence(AdoptionState::Licensed, Source::Application, 0),
        ];
        assert_eq!(state(&all, 0), Some(AdoptionState::Stopped));
        let why = why(&all, day(0)).unwrap();
        assert!(why.set_aside.iter().all(|aside| aside.because == Because::WeakerSource));
    }

    #[test]
    fn of_one_source_and_day_what_was_written_down_last_holds() {
        let first = evidence(AdoptionState::Using, Source::Officer, 0);
        let mut second = evidence(AdoptionState::Planning, Source::Officer, 0);
        second.recorded_at += chrono::TimeDelta::hours(1);
        let all = [second, first];
        assert_eq!(state(&all, 0), Some(AdoptionState::Planning));
        assert_eq!(why(&all, day(0)).unwrap().set_aside[0].because, Because::RecordedEarlier);
    }

    #[test]
    fn who_comes_to_a_session_is_a_user_still() {
        let all = [
            evidence(AdoptionState::Using, Source::WamNetList, 0),
            evidence(AdoptionState::Aware, Source::DemoSession, 10),
            evidence(AdoptionState::Stopped, Source::Survey, 20),
        ];
        assert_eq!(state(&all, 30), Some(AdoptionState::Using));
        let why = why(&all, day(15)).unwrap();
        let because: Vec<_> = why.set_aside.iter().map(|aside| aside.because).collect();
        assert_eq!(because, [Because::NotYet, Because::TakesBack]);
    }

    #[test]
    fn a_weaker_source_may_say_that_an_office_has_come_further() {
        let all = [
            evidence(AdoptionState::Planning, Source::Officer, 0),
            evidence(AdoptionState::Using, Source::Survey, 10),
        ];
        assert_eq!(state(&all, 10), Some(AdoptionState::Using));
        assert_eq!(why(&all, day(10)).unwrap().set_aside[0].because, Because::Earlier);
    }

    #[test]
    fn after_a_stop_only_a_new_step_counts() {
        let mut all = vec![
            evidence(AdoptionState::Stopped, Source::Officer, 0),
            evidence(AdoptionState::Planning, Source::Survey, 10),
        ];
        assert_eq!(state(&all, 20), Some(AdoptionState::Stopped));
        all.push(evidence(AdoptionState::Pledged, Source::Survey, 15));
        assert_eq!(state(&all, 20), Some(AdoptionState::Pledged));
    }

    #[test]
    fn who_uses_the_system_and_applies_for_its_next_licence_is_a_user_still() {
        for source in [Source::MunicipalList, Source::Survey, Source::Application] {
            let all = [
                evidence(AdoptionState::Licensed, source, 0),
                evidence(AdoptionState::Pledged, Source::Application, 10),
            ];
            assert_eq!(state(&all, 10), Some(AdoptionState::Licensed), "{source:?}");
            assert_eq!(why(&all, day(10)).unwrap().set_aside[0].because, Because::SaysLess);
        }
        let again = [
            evidence(AdoptionState::Stopped, Source::Officer, 0),
            evidence(AdoptionState::Pledged, Source::Application, 10),
        ];
        assert_eq!(state(&again, 10), Some(AdoptionState::Pledged), "it begins anew");
    }

    fn any_evidence() -> impl Strategy<Value = Evidence> {
        let state = proptest::sample::select(AdoptionState::ALL.to_vec());
        let source = proptest::sample::select(Source::ALL.to_vec());
        (state, source, 0..6_u64).prop_map(|(state, source, as_of)| evidence(state, source, as_of))
    }

    proptest! {
        #[test]
        fn the_order_in_which_evidence_comes_makes_no_difference(
            (all, shuffled) in proptest::collection::vec(any_evidence(), 0..8)
                .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
            on in 0..6_u64,
        ) {
            prop_assert_eq!(current(&all, day(on)), current(&shuffled, day(on)));
        }

        #[test]
        fn one_pass_says_of_every_day_what_holds(
            all in proptest::collection::vec(any_evidence(), 0..10), on in 0..8_u64,
        ) {
            let turns = turns(&all);
            let last = turns.iter().rev().find(|(from, _)| *from <= day(on));
            prop_assert_eq!(last.map(|(_, state)| *state), state(&all, on));
        }

        #[test]
        fn an_application_lowers_no_office(
            before in proptest::collection::vec(any_evidence(), 0..8),
            says in proptest::sample::select(AdoptionState::ALL.to_vec()),
        ) {
            let height = |all: &[Evidence]| state(all, 9).map_or(0, AdoptionState::height);
            let mut after = before.clone();
            after.push(evidence(says, Source::Application, 9));
            prop_assert_eq!(height(&after), height(&before).max(says.height()));
        }

        #[test]
        fn an_officer_has_the_last_word_of_a_day(
            mut all in proptest::collection::vec(any_evidence(), 0..8),
            word in proptest::sample::select(AdoptionState::ALL.to_vec()), on in 0..6_u64,
        ) {
            let mut officer = evidence(word, Source::Officer, on);
            officer.recorded_at += chrono::TimeDelta::hours(1);
            all.push(officer);
            prop_assert_eq!(state(&all, on), Some(word));
        }

        #[test]
        fn everything_is_explained(all in proptest::collection::vec(any_evidence(), 1..8), on in 0..6_u64) {
            match why(&all, day(on)) {
                Some(why) => {
                    prop_assert_eq!(why.set_aside.len() + 1, all.len());
                    prop_assert!(why.current.as_of <= day(on));
                }
                None => prop_assert!(all.iter().all(|evidence| evidence.as_of > day(on))),
            }
        }
    }
}
