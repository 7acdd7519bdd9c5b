//! What followed: offices that began within some days after an activity reached them, and what that cost.

use crate::{
    adoption::{Aftermath, Course, Window, cost_of_one},
    ids::OfficeId,
    money::Yen,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Within how many days an adoption is counted beside the activity before it.
pub const WITHIN_DAYS: u16 = Window::USUAL.days();

/// What followed a campaign. It stands beside what was done and does not claim to be its effect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effect {
    /// Offices that were reached and did not use the system then.
    pub reached: u64,
    /// Those of them that began within the days.
    pub began: u64,
    /// Offices that were reached and used it already.
    pub already: u64,
}

impl Effect {
    /// What one office that began cost, rounded half up; none where none began.
    pub fn cost_of_one(&self, spent: Yen) -> Option<Yen> {
        cost_of_one(spent, self.began)
    }
}

/// Looks at each office from the day on which it was first reached, until today: as cohorts do, and not only at those whose
/// days are over, since a campaign is looked at while it runs.
pub fn effect(
    reached: &BTreeMap<OfficeId, NaiveDate>,
    courses: &BTreeMap<OfficeId, Course>,
    today: NaiveDate,
) -> Effect {
    let (mut effect, unknown) = (Effect::default(), Course::default());
    for (office, first) in reached {
        let course = courses.get(office).unwrap_or(&unknown);
        match Aftermath::of(course, *first, Window::USUAL.last(*first).min(today)) {
            Aftermath::Already => effect.already += 1,
            Aftermath::Began => {
                effect.reached += 1;
                effect.began += 1;
            }
            Aftermath::NotYet => effect.reached += 1,
        }
    }
    effect
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adoption::{AdoptionState, Cohort, Evidence, Source};
    use uuid::Uuid;

    fn office(number: u128) -> OfficeId {
        OfficeId::from_uuid(Uuid::from_u128(number))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn uses_since(text: &str) -> Course {
        let (as_of, recorded_at) = (day(text), day(text).and_hms_opt(3, 0, 0).unwrap().and_utc());
        let state = AdoptionState::Using;
        Course::of(&[Evidence { state, as_of, source: Source::Officer, recorded_at, note: String::new() }])
    }

    #[test]
    fn only_who_began_after_and_soon_is_counted_and_as_cohorts_count() {
        let reached: BTreeMap<OfficeId, NaiveDate> =
            (1..=6).map(|number| (office(number), day("2024-06-11"))).collect();
        let courses: BTreeMap<OfficeId, Course> = [
            (office(1), uses_since("2024-06-12")),
            (office(2), uses_since("2024-09-09")),
            (office(3), uses_since("2024-09-10")),
            (office(4), uses_since("2024-06-11")),
            (office(5), uses_since("2024-06-10")),
            (office(9), uses_since("2024-06-12")),
        ]
        .into();
        let told = effect(&reached, &courses, day("2024-12-01"));
        assert_eq!(told, Effect { reached: 5, began: 3, already: 1 });
        let cohort = Cohort::of(reached.clone(), &courses, Window::USUAL, day("2024-12-01"));
        assert_eq!((cohort.over, cohort.began, cohort.already), (told.reached, told.began, told.already));
        let early = effect(&reached, &courses, day("2024-06-11"));
        assert_eq!(early, Effect { reached: 5, began: 1, already: 1 }, "what is not yet true does not count");
        assert_eq!(told.cost_of_one(Yen(100_001)), Some(Yen(33_334)));
        assert_eq!(Effect::default().cost_of_one(Yen(100_001)), None);
    }
}
