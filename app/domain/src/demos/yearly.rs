//! 年度の回数: how many sessions on site a federation means one municipality to have in a fiscal year. Online sessions and
//! those held together with another's are not counted: they are what is offered to whoever wants more. Nobody is refused.

use super::{Place, StageName};
use crate::{fiscal_year::FiscalYear, text::normalise_code};
use chrono::NaiveDate;

/// The most that can be said.
const MOST: u16 = 99;

/// How a municipality stands in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Yearly {
    /// The year.
    pub year: FiscalYear,
    /// Its sessions of the year that count, but the one that is looked at.
    pub before: u16,
    /// How many it may have.
    pub allowed: u16,
}

impl Yearly {
    /// Whether one more is more than it may have.
    pub const fn is_reached(&self) -> bool {
        self.before >= self.allowed
    }
}

/// In which year a session counts, by the day on which it is or would be; none where it does not.
pub fn counts_in(stage: StageName, place: Place, day: NaiveDate) -> Option<FiscalYear> {
    let stands = !matches!(stage, StageName::Joined | StageName::Declined | StageName::Cancelled);
    (stands && place == Place::OnSite).then(|| FiscalYear::of(day))
}

/// Reads `2`, `２回`; nothing typed says nothing. The most that can be said where it is no such number.
pub fn parse(typed: &str) -> Result<Option<u16>, u16> {
    let code = normalise_code(typed);
    match code.strip_suffix('回').unwrap_or(&code) {
        "" => Ok(None),
        digits => digits.parse().ok().filter(|times| *times <= MOST).map(Some).ok_or(MOST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_sessions_is_read_in_every_width_and_nothing_says_nothing() {
        assert_eq!(parse("２回"), Ok(Some(2)));
        assert_eq!(parse("0"), Ok(Some(0)));
        assert_eq!(parse("　"), Ok(None));
        assert_eq!(parse("二回"), Err(99));
        assert_eq!(parse("100"), Err(99));
    }

    #[test]
    fn what_is_online_joined_or_called_off_does_not_count() {
        let day: NaiveDate = "2025-03-31".parse().expect("an ISO date");
        let year = FiscalYear::of(day);
        assert_eq!(counts_in(StageName::Requested, Place::OnSite, day), Some(year));
        assert_eq!(counts_in(StageName::Reported, Place::OnSite, day), Some(year));
        assert_eq!(counts_in(StageName::Confirmed, Place::Online, day), None);
        for over in [StageName::Joined, StageName::Declined, StageName::Cancelled] {
            assert_eq!(counts_in(over, Place::OnSite, day), None);
        }
        assert_eq!(year.year(), 2024);
    }

    #[test]
    fn it_is_reached_by_the_one_after_the_last_that_is_allowed() {
        let stands =
            |before| Yearly { year: FiscalYear::of(NaiveDate::MIN), before, allowed: 2 }.is_reached();
        assert!(!stands(1));
        assert!(stands(2));
    }
}
