//! One arrangement week after week: what a federation publishes as several open dates by one form.

use super::{Arrangement, LoanDays};
use crate::form::Typed;
use chrono::Duration;

/// How often a form of one date means the same weekday of the weeks after, and what becomes of days that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekly {
    /// How many dates there are, the first counted.
    pub times: u8,
    /// Whether days that cannot be had are left out.
    pub skips: bool,
}

impl Weekly {
    /// The most dates of one form.
    pub const MOST: u8 = 12;
    /// Name of the control that says how often.
    pub const TIMES: &str = "times";
    /// Name of the control that leaves out.
    pub const SKIPS: &str = "skips";

    /// Reads the form: once where it does not say how often, and nothing of what the list does not have.
    pub fn parse(typed: &Typed) -> Option<Self> {
        let times = match typed.get(Self::TIMES) {
            "" => 1,
            times => times.parse().ok().filter(|times| (1..=Self::MOST).contains(times))?,
        };
        Some(Self { times, skips: typed.get(Self::SKIPS) == "yes" })
    }

    /// The arrangement of each date, what is sent by post with it.
    pub fn of(self, first: &Arrangement) -> Vec<Arrangement> {
        let later = |weeks: u8| {
            let days = Duration::days(7 * i64::from(weeks));
            let loan =
                first.loan.map(|loan| LoanDays { ships: loan.ships + days, returns: loan.returns + days });
            Arrangement { slot: first.slot.on(first.slot.date + days), loan, ..first.clone() }
        };
        (0..self.times).map(later).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demos::{Length, People, Place, Slot, Travel};
    use chrono::{NaiveDate, NaiveTime};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("an ISO date")
    }

    #[test]
    fn a_form_says_how_often_and_once_where_it_says_nothing() {
        let typed = |times: &str, skips: &str| Typed::default().with("times", times).with("skips", skips);
        assert_eq!(Weekly::parse(&Typed::default()), Some(Weekly { times: 1, skips: false }));
        assert_eq!(Weekly::parse(&typed("12", "yes")), Some(Weekly { times: 12, skips: true }));
        for wrong in ["0", "13", "毎週"] {
            assert_eq!(Weekly::parse(&typed(wrong, "")), None, "{wrong}");
        }
    }

    #[test]
    fn each_date_is_a_week_later_with_its_own_days_in_the_post() {
        let first = Arrangement {
            slot: Slot {
                date: day("2024-12-12"),
                start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
                length: Length::of_quarters(8).expect("two hours"),
            },
            place: Place::OnSite,
            venue: String::new(),
            link: String::new(),
            travel: Travel::NONE,
            loan: Some(LoanDays { ships: day("2024-12-10"), returns: day("2024-12-14") }),
            resources: Vec::new(),
            capacity: People::new(20).expect("people"),
            note: String::new(),
        };
        let all = Weekly { times: 4, skips: false }.of(&first);
        let days: Vec<String> = all.iter().map(|one| one.slot.date.to_string()).collect();
        assert_eq!(days, ["2024-12-12", "2024-12-19", "2024-12-26", "2025-01-02"]);
        let last = LoanDays { ships: day("2024-12-31"), returns: day("2025-01-04") };
        assert_eq!(all.last().and_then(|one| one.loan), Some(last));
        assert_eq!(all.first(), Some(&first));
    }
}
