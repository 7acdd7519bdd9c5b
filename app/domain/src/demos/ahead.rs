//! Reminders of a session: a week and a day before, each once.

use chrono::{Duration, NaiveDate};

/// Which reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ahead {
    /// 7日前.
    Week,
    /// 前日.
    Day,
}

/// How many days late the reminder of a week still says something, where nothing ran on its day.
const LATE: i64 = 2;

impl Ahead {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Week, Self::Day];

    /// How many days before.
    pub const fn days(self) -> i32 {
        match self {
            Self::Week => 7,
            Self::Day => 1,
        }
    }

    /// Which one is due today of a session on `date`, for somebody who was told of it on `told_on`: nobody is reminded
    /// of what they were told on that day or later.
    pub fn due(date: NaiveDate, told_on: NaiveDate, today: NaiveDate) -> Option<Self> {
        let left = (date - today).num_days();
        let due = Self::ALL.into_iter().find(|ahead| {
            let days = i64::from(ahead.days());
            (days - LATE..=days).contains(&left) && left >= 0
        })?;
        (told_on < date - Duration::days(due.days().into())).then_some(due)
    }

    /// The days on which sessions are that may be reminded of today.
    pub fn reach(today: NaiveDate) -> (NaiveDate, NaiveDate) {
        (today, today + Duration::days(Self::Week.days().into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(day: i64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 12, 1).expect("a day") + Duration::days(day)
    }

    #[test]
    fn one_is_reminded_a_week_and_a_day_before() {
        let due = |today| Ahead::due(day(20), day(0), day(today));
        assert_eq!(due(12), None);
        assert_eq!([due(13), due(14), due(15)], [Some(Ahead::Week); 3]);
        assert_eq!([due(16), due(17), due(18)], [None; 3]);
        assert_eq!([due(19), due(20)], [Some(Ahead::Day); 2]);
        assert_eq!(due(21), None);
        // Told three days before: only the day before is left. Told on the eve: nothing.
        assert_eq!(Ahead::due(day(20), day(17), day(15)), None);
        assert_eq!(Ahead::due(day(20), day(17), day(19)), Some(Ahead::Day));
        assert_eq!(Ahead::due(day(20), day(19), day(19)), None);
    }

    proptest! {
        #[test]
        fn whatever_days_nothing_ran_nobody_is_reminded_after_the_session_or_in_the_wrong_order(
            ran in proptest::collection::vec(any::<bool>(), 30),
        ) {
            let mut seen = Vec::new();
            for (today, ran) in ran.into_iter().enumerate() {
                if !ran { continue; }
                let today = day(i64::try_from(today).expect("small"));
                if let Some(ahead) = Ahead::due(day(20), day(-30), today) {
                    prop_assert!(today <= day(20));
                    if !seen.contains(&ahead) { seen.push(ahead); }
                }
            }
            prop_assert!(seen.is_sorted());
        }
    }
}
