//! A week from Monday on, as the federation looks at its resources.

use chrono::{Datelike as _, Duration, NaiveDate};

/// Seven days from a Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week(NaiveDate);

impl Week {
    /// The week in which a day lies.
    pub fn of(day: NaiveDate) -> Self {
        Self(day - Duration::days(day.weekday().num_days_from_monday().into()))
    }
    /// Its Monday.
    pub const fn monday(self) -> NaiveDate {
        self.0
    }
    /// Monday to Sunday.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        (0..7).map(move |day| self.0 + Duration::days(day))
    }
    /// The week after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + Duration::days(7))
    }
    /// The week before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0 - Duration::days(7))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_its_monday() {
        let thursday: NaiveDate = "2024-12-05".parse().expect("a date");
        let week = Week::of(thursday);
        assert_eq!(week.monday().to_string(), "2024-12-02");
        assert_eq!(week.days().count(), 7);
        assert_eq!(Week::of(week.days().last().expect("a Sunday")), week);
        assert_eq!(week.next().previous(), week);
    }
}
