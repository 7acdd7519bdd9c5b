//! What a federation asks of those who book: when it is open, how long the way is, how early and how far ahead, and from
//! how many people on it comes in person. They bind those who ask; those who decide are told, and decide.

use super::{Place, Slot, Travel, quarter_begins};
use chrono::{Datelike as _, Duration, NaiveDate, NaiveTime, Timelike as _};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Open from one time of a day to another, on quarters of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// From.
    pub open: NaiveTime,
    /// Until.
    pub close: NaiveTime,
}

/// The hours of a week, Monday first; closed where there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WeekHours(pub [Option<Hours>; 7]);

impl WeekHours {
    /// Monday to Friday, nine to five.
    pub fn office() -> Self {
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN);
        let hours = Some(Hours { open: time(9), close: time(17) });
        Self([hours, hours, hours, hours, hours, None, None])
    }

    /// The hours of a day.
    pub fn on(&self, day: NaiveDate) -> Option<Hours> {
        self.0.get(usize::try_from(day.weekday().num_days_from_monday()).unwrap_or(0)).copied().flatten()
    }

    /// Whether a session lies within them.
    pub fn cover(&self, slot: &Slot) -> bool {
        let minutes = |time: NaiveTime| time.num_seconds_from_midnight() / 60;
        self.on(slot.date).is_some_and(|hours| {
            let start = minutes(slot.start);
            minutes(hours.open) <= start && start + u32::from(slot.length.minutes()) <= minutes(hours.close)
        })
    }

    /// Whether some quarters of one day lie within them.
    pub fn hold(&self, quarters: &Range<i64>) -> bool {
        let (start, end) = (quarter_begins(quarters.start), quarter_begins(quarters.end));
        start.date() == end.date()
            && self
                .on(start.date())
                .is_some_and(|hours| hours.open <= start.time() && end.time() <= hours.close)
    }
}

/// What a federation asks of those who book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookingRules {
    /// When sessions are held.
    pub hours: WeekHours,
    /// The way there and back, where nothing else is said.
    pub travel: Travel,
    /// So many days before the session it is asked for at the latest.
    pub notice_days: u16,
    /// So many days ahead at the most.
    pub horizon_days: u16,
    /// From so many people on a session is held in person; fewer are offered one online. None asks nothing.
    pub least: Option<u16>,
    /// So many sessions on site a municipality may have in a fiscal year; who wants more is offered other ways. None asks
    /// nothing.
    #[serde(default)]
    pub yearly: Option<u16>,
}

impl Default for BookingRules {
    fn default() -> Self {
        Self {
            hours: WeekHours::office(),
            travel: Travel { before: 4, after: 4 },
            notice_days: 14,
            horizon_days: 365,
            least: None,
            yearly: None,
        }
    }
}

/// What of the rules a date does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// Earlier than the federation can prepare it.
    TooSoon {
        /// The first day that keeps the rule.
        first: NaiveDate,
    },
    /// Further ahead than it plans.
    TooFar {
        /// The last day that keeps the rule.
        last: NaiveDate,
    },
    /// Not while it is open on that day.
    Closed {
        /// When it is; not at all on that weekday.
        hours: Option<Hours>,
    },
}

impl BookingRules {
    /// What a date does not keep, asked for on `today`.
    pub fn breach(&self, slot: &Slot, today: NaiveDate) -> Option<Breach> {
        let first = today + Duration::days(self.notice_days.into());
        let last = today + Duration::days(self.horizon_days.into());
        if slot.date < first {
            Some(Breach::TooSoon { first })
        } else if slot.date > last {
            Some(Breach::TooFar { last })
        } else if !self.hours.cover(slot) {
            Some(Breach::Closed { hours: self.hours.on(slot.date) })
        } else {
            None
        }
    }

    /// From how many people on it would be held in person, where so many are too few.
    pub fn too_few(&self, place: Place, people: u16) -> Option<u16> {
        self.least.filter(|least| place == Place::OnSite && people < *least)
    }

    /// How long everything is on its way to a session.
    pub const fn travel_to(&self, place: Place) -> Travel {
        match place {
            Place::OnSite => self.travel,
            Place::Online => Travel::NONE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demos::Length;

    fn slot(date: &str, hour: u32) -> Slot {
        Slot {
            date: date.parse().expect("an ISO date"),
            start: NaiveTime::from_hms_opt(hour, 0, 0).expect("a time"),
            length: Length::of_quarters(8).expect("two hours"),
        }
    }

    #[test]
    fn quarters_lie_within_the_hours_of_their_day() {
        let held = |date: &str, hour: u32| WeekHours::office().hold(&slot(date, hour).quarters());
        assert!(held("2024-12-05", 9) && held("2024-12-05", 15), "until five sharp");
        assert!(!held("2024-12-05", 8) && !held("2024-12-05", 16));
        assert!(!held("2024-12-07", 13), "a Saturday");
        assert!(!held("2024-12-05", 23), "into the next day");
    }

    #[test]
    fn a_date_keeps_the_notice_the_horizon_and_the_hours() {
        let rules = BookingRules::default();
        let day = |text: &str| text.parse::<NaiveDate>().expect("an ISO date");
        let today = day("2024-09-20");
        assert_eq!(rules.breach(&slot("2024-12-05", 13), today), None);
        assert_eq!(rules.breach(&slot("2024-12-05", 15), today), None, "until five sharp");
        let nine_to_five = WeekHours::office().0[0];
        assert_eq!(
            rules.breach(&slot("2024-12-05", 16), today),
            Some(Breach::Closed { hours: nine_to_five })
        );
        assert_eq!(rules.breach(&slot("2024-12-07", 13), today), Some(Breach::Closed { hours: None }));
        assert_eq!(
            rules.breach(&slot("2024-10-03", 13), today),
            Some(Breach::TooSoon { first: day("2024-10-04") })
        );
        assert_eq!(
            rules.breach(&slot("2025-12-05", 13), today),
            Some(Breach::TooFar { last: day("2025-09-20") })
        );
    }

    #[test]
    fn too_few_people_are_a_question_of_coming_in_person_alone() {
        let rules = BookingRules { least: Some(80), ..BookingRules::default() };
        assert_eq!(rules.too_few(Place::OnSite, 12), Some(80));
        assert_eq!(rules.too_few(Place::OnSite, 80), None);
        assert_eq!(rules.too_few(Place::Online, 12), None);
        assert_eq!(BookingRules::default().too_few(Place::OnSite, 1), None);
    }
}
