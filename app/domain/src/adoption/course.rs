//! The course of an office: on which days it counted as an adopter, by everything that is known of it.

use super::{Evidence, evidence::turns};
use chrono::NaiveDate;

/// A stretch of days on which an office counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub from: NaiveDate,
    /// The first day on which it does not any more; none where it still does.
    pub until: Option<NaiveDate>,
}

/// The stretches of an office, the earliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course(Vec<Stretch>);

impl Course {
    /// Follows the evidence day by day: what holds changes on the days of evidence alone.
    pub fn of(evidences: &[Evidence]) -> Self {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (day, state) in turns(evidences) {
            let open = stretches.last_mut().filter(|stretch| stretch.until.is_none());
            match (open, state.counts()) {
                (None, true) => stretches.push(Stretch { from: day, until: None }),
                (Some(stretch), false) => stretch.until = Some(day),
                (None, false) | (Some(_), true) => {}
            }
        }
        Self(stretches)
    }

    /// Whether it counts on a day.
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        self.holding(day).is_some()
    }

    /// Since when it counts without a break, where it does on a day.
    pub fn since(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.holding(day).map(|stretch| stretch.from)
    }

    /// The first day from one to another, both included, on which it began to count.
    pub fn began_between(&self, from: NaiveDate, until: NaiveDate) -> Option<NaiveDate> {
        self.0.iter().map(|stretch| stretch.from).find(|day| from <= *day && *day <= until)
    }

    /// Since when it counts, where it did not on the day before a period and does on its last day: it is newly adopted.
    pub fn newly(&self, from: NaiveDate, until: NaiveDate) -> Option<NaiveDate> {
        let before = from.pred_opt().is_some_and(|eve| self.counts_on(eve));
        self.since(until).filter(|day| !before && *day >= from)
    }

    fn holding(&self, day: NaiveDate) -> Option<&Stretch> {
        self.0.iter().find(|stretch| stretch.from <= day && stretch.until.is_none_or(|end| day < end))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::adoption::{AdoptionState, Source, current};
    use chrono::Days;
    use proptest::prelude::*;

    /// The n-th day from 1 April 2024.
    pub fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 4, 1).unwrap() + Days::new(n)
    }

    /// What a source says from a day on.
    pub fn says(state: AdoptionState, source: Source, n: u64) -> Evidence {
        let recorded_at = day(n).and_hms_opt(3, 0, 0).unwrap().and_utc();
        Evidence { state, as_of: day(n), source, recorded_at, note: String::new() }
    }

    /// Any evidence of the first hundred days.
    pub fn any_evidence() -> impl Strategy<Value = Vec<Evidence>> {
        let state = proptest::sample::select(AdoptionState::ALL.to_vec());
        let source = proptest::sample::select(Source::ALL.to_vec());
        let one = (state, source, 0_u64..100).prop_map(|(state, source, n)| says(state, source, n));
        proptest::collection::vec(one, 0..7)
    }

    #[test]
    fn an_office_begins_stops_and_begins_again() {
        let course = Course::of(&[
            says(AdoptionState::Pledged, Source::Survey, 1),
            says(AdoptionState::Licensed, Source::WamNetList, 10),
            says(AdoptionState::Using, Source::Officer, 12),
            says(AdoptionState::Stopped, Source::Officer, 40),
            says(AdoptionState::Using, Source::WamNetList, 60),
        ]);
        let counts = [9, 10, 39, 40, 59, 60].map(|n| course.counts_on(day(n)));
        assert_eq!(counts, [false, true, true, false, false, true]);
        assert_eq!((course.since(day(39)), course.since(day(40))), (Some(day(10)), None));
        assert_eq!(course.began_between(day(10), day(10)), Some(day(10)));
        assert_eq!(course.began_between(day(11), day(59)), None);
        assert_eq!(course.newly(day(10), day(30)), Some(day(10)));
        assert_eq!(course.newly(day(11), day(30)), None, "it counted before");
        assert_eq!(course.newly(day(10), day(50)), None, "it stopped within");
        assert_eq!(course.newly(day(41), day(90)), Some(day(60)), "it came back");
    }

    proptest! {
        #[test]
        fn the_course_says_of_each_day_what_the_evidence_says(evidences in any_evidence(), n in 0_u64..120) {
            let says = current(&evidences, day(n)).is_some_and(|holds| holds.state.counts());
            prop_assert_eq!(Course::of(&evidences).counts_on(day(n)), says);
        }

        #[test]
        fn who_is_new_did_not_count_before_and_does_now(
            evidences in any_evidence(), from in 1_u64..100, long in 0_u64..50,
        ) {
            let course = Course::of(&evidences);
            let new = course.newly(day(from), day(from + long));
            let counts = (course.counts_on(day(from - 1)), course.counts_on(day(from + long)));
            prop_assert_eq!(new.is_some(), counts == (false, true));
            prop_assert!(new.is_none_or(|since| day(from) <= since && since <= day(from + long)));
        }
    }
}
