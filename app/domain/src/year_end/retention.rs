//! 保存年限: how long a record is kept. It is counted from the year after its completion and ends with a fiscal year: a
//! document of 令和5年2月3日 with 5 years is kept until 令和10年3月31日 (domain.md §4).

use crate::fiscal_year::FiscalYear;
use chrono::NaiveDate;

/// 保存年限, in years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Retention(u8);

/// Why a number is no class of retention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no class of retention")]
pub struct RetentionError(pub i64);

impl Retention {
    /// What files of subsidies usually are.
    pub const USUAL: Self = Self(5);
    /// The classes of 文書管理規程.
    pub const CLASSES: [Self; 5] = [Self(1), Self(3), Self(5), Self(10), Self(30)];

    /// The class of so many years.
    pub fn of_years(years: i64) -> Result<Self, RetentionError> {
        Self::CLASSES.into_iter().find(|class| i64::from(class.0) == years).ok_or(RetentionError(years))
    }

    /// How many years.
    pub const fn years(self) -> u8 {
        self.0
    }

    /// The last year through which what was completed on a day is kept; none beyond the calendar of the product.
    pub fn last_year(self, completed: NaiveDate) -> Option<FiscalYear> {
        FiscalYear::from_year(FiscalYear::of(completed).year() + i32::from(self.0)).ok()
    }

    /// The last day on which what was completed on a day is kept: a 31 March.
    pub fn ends(self, completed: NaiveDate) -> Option<NaiveDate> {
        self.last_year(completed).map(FiscalYear::end)
    }

    /// The latest day of completion whose time is over today.
    pub fn completed_before(self, today: NaiveDate) -> Option<NaiveDate> {
        // Over is what ended with a year before this one.
        let year = FiscalYear::of(today).year() - 1 - i32::from(self.0);
        FiscalYear::from_year(year).ok().map(FiscalYear::end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_document_of_february_with_five_years_is_kept_until_the_end_of_march() {
        assert_eq!(Retention::USUAL.ends(day(2023, 2, 3)), Some(day(2028, 3, 31)));
        assert_eq!(Retention::USUAL.ends(day(2023, 3, 31)), Some(day(2028, 3, 31)));
        assert_eq!(Retention::USUAL.ends(day(2023, 4, 1)), Some(day(2029, 3, 31)));
    }

    #[test]
    fn on_its_last_day_it_is_still_there() {
        let last = Retention::USUAL.completed_before(day(2028, 3, 31)).unwrap();
        assert!(day(2023, 2, 3) > last);
        let next = Retention::USUAL.completed_before(day(2028, 4, 1)).unwrap();
        assert!(day(2023, 2, 3) <= next);
    }

    #[test]
    fn only_the_classes_of_the_rules_are_classes() {
        assert_eq!(Retention::of_years(5), Ok(Retention::USUAL));
        assert_eq!(Retention::of_years(4), Err(RetentionError(4)));
    }

    proptest! {
        #[test]
        fn what_may_go_is_what_has_ended(days in 0i64..20_000, class in 0usize..5, later in 0i64..15_000) {
            let class = Retention::CLASSES[class];
            let completed = day(1990, 1, 1) + chrono::Duration::days(days);
            let today = completed + chrono::Duration::days(later);
            let may_go = class.completed_before(today).is_some_and(|last| completed <= last);
            prop_assert_eq!(may_go, class.ends(completed).is_some_and(|end| end < today));
        }
    }
}
