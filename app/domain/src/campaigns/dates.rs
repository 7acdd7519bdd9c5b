//! On which days offices should not be asked for anything.

use super::ActivityKind;
use crate::{
    wareki::Expected,
    working_days::{Closure, WorkingCalendar},
};
use chrono::{Datelike, Duration, NaiveDate};

/// What speaks against a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateWarning {
    /// From the 1st to the 10th offices bill (domain.md §5).
    ClaimDays,
    /// The municipality does not work.
    Closed(Closure),
    /// Before the campaign begins.
    BeforeCampaign,
    /// After the campaign ends.
    AfterCampaign,
}

/// The last day of a month on which offices bill.
const LAST_CLAIM_DAY: u32 = 10;

fn claims(kind: ActivityKind, day: NaiveDate) -> bool {
    kind.asks_offices() && day.day() <= LAST_CLAIM_DAY
}

/// What speaks against a day for an activity; nothing of it forbids the day.
pub fn warnings(
    kind: ActivityKind,
    day: NaiveDate,
    campaign: (NaiveDate, Option<NaiveDate>),
    calendar: &WorkingCalendar,
) -> Vec<DateWarning> {
    let (first, last) = campaign;
    let mut warnings = Vec::new();
    warnings.extend(claims(kind, day).then_some(DateWarning::ClaimDays));
    warnings.extend(calendar.closure(day).filter(|_| kind.needs_staff()).map(DateWarning::Closed));
    warnings.extend((day < first).then_some(DateWarning::BeforeCampaign));
    warnings.extend(last.filter(|last| day > *last).map(|_| DateWarning::AfterCampaign));
    warnings
}

/// Among which days the year of an activity's day is found that was typed without one: those of its campaign; of one that
/// lasts longer than a year, or whose end is open, the year that is now.
pub(super) fn expected((first, last): (NaiveDate, Option<NaiveDate>), today: NaiveDate) -> Expected {
    let year = Duration::days(364);
    let from = match last {
        Some(last) if last <= first + Duration::days(365) => return Expected::between(first, last),
        Some(_) | None => first.max(today - Duration::days(91)),
    };
    Expected::between(from, last.map_or(from + year, |last| last.clamp(from, from + year)))
}

/// The first day from `day` on that suits an activity: nobody bills, and the municipality works.
#[must_use]
pub fn fit(kind: ActivityKind, day: NaiveDate, calendar: &WorkingCalendar) -> NaiveDate {
    let mut day = day;
    while claims(kind, day) || !calendar.is_working_day(day) {
        day += Duration::days(1);
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn told(kind: ActivityKind, on: &str) -> Vec<DateWarning> {
        let campaign = (day("2024-05-01"), Some(day("2024-09-30")));
        warnings(kind, day(on), campaign, &WorkingCalendar::default())
    }

    #[test]
    fn the_days_of_billing_and_closed_days_are_told() {
        assert_eq!(told(ActivityKind::Phone, "2024-06-10"), [DateWarning::ClaimDays]);
        assert_eq!(told(ActivityKind::Phone, "2024-06-11"), []);
        assert_eq!(
            told(ActivityKind::Visit, "2024-06-01"),
            [DateWarning::ClaimDays, DateWarning::Closed(Closure::Saturday)]
        );
        assert_eq!(told(ActivityKind::WebNotice, "2024-06-01"), [], "nobody has to do anything");
        assert_eq!(told(ActivityKind::Mail, "2024-06-15"), [], "a mail leaves on a Saturday, too");
        assert_eq!(told(ActivityKind::Other, "2024-10-15"), [DateWarning::AfterCampaign]);
        assert_eq!(told(ActivityKind::Other, "2024-04-15"), [DateWarning::BeforeCampaign]);
    }

    #[test]
    fn a_day_without_a_year_lies_in_the_campaign() {
        let read = |typed: &str, first: &str, last: Option<&str>| {
            let expected = expected((day(first), last.map(day)), day("2026-11-28"));
            crate::wareki::parse_expected(typed, expected).unwrap().date
        };
        let told = |typed: &str| read(typed, "2026-06-01", Some("2027-03-31"));
        assert_eq!(told("2/12"), day("2027-02-12"));
        assert_eq!(told("6月3日"), day("2026-06-03"));
        assert_eq!(told("5/20"), day("2026-05-20"), "before it, which is said");
        let next = |typed: &str| read(typed, "2027-04-01", Some("2028-03-31"));
        assert_eq!((next("4/12"), next("2/12")), (day("2027-04-12"), day("2028-02-12")));
        let old = |typed: &str| read(typed, "2024-06-01", None);
        assert_eq!((old("11/10"), old("5/20")), (day("2026-11-10"), day("2027-05-20")));
        let long = |typed: &str| read(typed, "2025-04-01", Some("2027-03-31"));
        assert_eq!((long("11/10"), long("3/20")), (day("2026-11-10"), day("2027-03-20")));
        assert_eq!(read("3/20", "2022-04-01", Some("2024-03-31")), day("2026-03-20"), "over, which is said");
    }

    proptest! {
        #[test]
        fn a_day_that_fits_is_near_and_speaks_for_itself(start in 0..20_000_i64, kind in 0..11_usize) {
            let (calendar, kind) = (WorkingCalendar::default(), ActivityKind::ALL[kind]);
            let from = day("2000-01-01") + Duration::days(start);
            let to = fit(kind, from, &calendar);
            prop_assert!(to >= from && to - from < Duration::days(25));
            prop_assert_eq!(warnings(kind, to, (from, None), &calendar), []);
            prop_assert_eq!(fit(kind, to, &calendar), to);
        }
    }
}
