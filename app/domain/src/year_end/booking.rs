//! In which year money counts that moves after the year: until 31 May it is the year's own (出納整理期間), later it is
//! 過年度支出 or 過年度収入 of the year in which it moves (地方自治法施行令).

use crate::fiscal_year::FiscalYear;
use chrono::NaiveDate;

/// How a payment or a refund of a year is booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Booking {
    /// Within the year.
    Within,
    /// After it, in 出納整理期間: still the year's.
    ClosingPeriod,
    /// 過年度支出 or 過年度収入, in the books of this year.
    PriorYear(FiscalYear),
}

/// How money of `year` that moves on a day is booked.
pub fn booking(year: FiscalYear, on: NaiveDate) -> Booking {
    if on <= year.end() {
        Booking::Within
    } else if on <= year.closing_end() {
        Booking::ClosingPeriod
    } else {
        Booking::PriorYear(FiscalYear::of(on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_last_day_of_may_is_the_years_and_the_next_is_not() {
        let year = FiscalYear::from_year(2024).unwrap();
        let on = |month, day| booking(year, NaiveDate::from_ymd_opt(2025, month, day).unwrap());
        assert_eq!(on(3, 31), Booking::Within);
        assert_eq!(on(4, 1), Booking::ClosingPeriod);
        assert_eq!(on(5, 31), Booking::ClosingPeriod);
        assert_eq!(on(6, 1), Booking::PriorYear(FiscalYear::from_year(2025).unwrap()));
    }

    proptest! {
        #[test]
        fn money_is_never_booked_in_a_year_to_come(year in 2000..2090, days in 0i64..2000) {
            let year = FiscalYear::from_year(year).unwrap();
            let on = year.start() + chrono::Duration::days(days);
            if let Booking::PriorYear(booked) = booking(year, on) {
                prop_assert!(booked > year && booked.contains(on));
            }
        }
    }
}
