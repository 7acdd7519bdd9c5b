//! The preparation plan: what is to be done before a session, by whom, counted back from its date
//! (domain.md §1.8: 新潟県連合会 × 新潟市, about two and a half months).
//!
//! A due day on which offices are closed moves to the working day before it, never after: what is to be ready in
//! time is ready. What belongs to the day itself stays on it.

use super::Side;
use crate::working_days::WorkingCalendar;
use chrono::{Duration, Months, NaiveDate};

/// A task of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chore {
    /// 実施概要を決める: when, what, where, how offices are told.
    Outline,
    /// 国保中央会へ講師派遣を相談する.
    Dispatch,
    /// 機材の貸借を手配する.
    Equipment,
    /// 周知資料を作る.
    Material,
    /// 事業所と関係団体へ周知する.
    Announcement,
    /// リーフレットを印刷する.
    Leaflets,
    /// 会場を準備する.
    Venue,
}

/// When a task is due, counted from the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// So many months before.
    MonthsBefore(u32),
    /// On the day.
    OnTheDay,
}

/// A task with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedChore {
    /// What.
    pub chore: Chore,
    /// Whose.
    pub owner: Side,
    /// By when.
    pub due: NaiveDate,
}

impl Chore {
    /// Every task, in the order of time.
    pub const ALL: [Self; 7] = [
        Self::Outline,
        Self::Dispatch,
        Self::Equipment,
        Self::Material,
        Self::Announcement,
        Self::Leaflets,
        Self::Venue,
    ];

    /// The word in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Outline => "outline",
            Self::Dispatch => "dispatch",
            Self::Equipment => "equipment",
            Self::Material => "material",
            Self::Announcement => "announcement",
            Self::Leaflets => "leaflets",
            Self::Venue => "venue",
        }
    }

    /// What a word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chore| chore.code() == code)
    }

    /// Whose it is.
    pub const fn owner(self) -> Side {
        match self {
            Self::Outline | Self::Dispatch | Self::Equipment => Side::Federation,
            Self::Material | Self::Announcement => Side::Municipality,
            Self::Leaflets | Self::Venue => Side::Both,
        }
    }

    /// When it is due.
    pub const fn due(self) -> Due {
        match self {
            Self::Outline | Self::Dispatch | Self::Equipment => Due::MonthsBefore(2),
            Self::Material | Self::Announcement => Due::MonthsBefore(1),
            Self::Leaflets | Self::Venue => Due::OnTheDay,
        }
    }
}

/// The plan of a session on `date`, in the order of time.
pub fn plan(date: NaiveDate, calendar: &WorkingCalendar) -> Vec<PlannedChore> {
    Chore::ALL
        .into_iter()
        .map(|chore| {
            let due = match chore.due() {
                // A month without that day ends earlier: two months before 30 April is 28 February.
                Due::MonthsBefore(months) => {
                    working_day_until(date.checked_sub_months(Months::new(months)).unwrap_or(date), calendar)
                }
                Due::OnTheDay => date,
            };
            PlannedChore { chore, owner: chore.owner(), due }
        })
        .collect()
}

/// The day itself when it is a working day, the one before it otherwise.
fn working_day_until(day: NaiveDate, calendar: &WorkingCalendar) -> NaiveDate {
    let mut day = day;
    while !calendar.is_working_day(day) {
        day -= Duration::days(1);
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("an ISO date")
    }

    // Two months before, one month before, the day: closed days move back.
    #[rstest]
    // J14: 5 December 2024, a Thursday; 5 October and 5 November 2024 are a Saturday and a Tuesday.
    #[case("2024-12-05", "2024-10-04", "2024-11-05")]
    // 3 November 2025 is 文化の日, a Monday: back over the weekend to Friday.
    #[case("2025-12-03", "2025-10-03", "2025-10-31")]
    // 2 January is closed for the turn of the year: back to 28 December 2026, a Monday.
    #[case("2027-03-02", "2026-12-28", "2027-02-02")]
    // A month that is too short: 30 February becomes 28 February 2027, a Sunday, and then Friday the 26th.
    #[case("2027-04-30", "2027-02-26", "2027-03-30")]
    // A leap day.
    #[case("2028-04-29", "2028-02-29", "2028-03-29")]
    // A session on a Saturday keeps its own day.
    #[case("2026-02-28", "2025-12-26", "2026-01-28")]
    fn the_plan_counts_back_from_the_day(#[case] date: &str, #[case] two: &str, #[case] one: &str) {
        let plan = plan(day(date), &WorkingCalendar::default());
        let due = |chore| plan.iter().find(|task| task.chore == chore).map(|task| task.due);
        assert_eq!(due(Chore::Outline), Some(day(two)));
        assert_eq!(due(Chore::Dispatch), Some(day(two)));
        assert_eq!(due(Chore::Equipment), Some(day(two)));
        assert_eq!(due(Chore::Material), Some(day(one)));
        assert_eq!(due(Chore::Announcement), Some(day(one)));
        assert_eq!((due(Chore::Leaflets), due(Chore::Venue)), (Some(day(date)), Some(day(date))));
    }

    #[test]
    fn a_day_that_the_tenant_closes_moves_the_task_too() {
        let calendar = WorkingCalendar::new([day("2024-10-04")]);
        assert_eq!(plan(day("2024-12-05"), &calendar)[0].due, day("2024-10-03"));
    }

    #[test]
    fn the_federation_plans_the_municipality_announces_and_both_are_there_on_the_day() {
        let owners: Vec<Side> = Chore::ALL.into_iter().map(Chore::owner).collect();
        assert_eq!(owners[..3], [Side::Federation; 3]);
        assert_eq!(owners[3..5], [Side::Municipality; 2]);
        assert_eq!(owners[5..], [Side::Both; 2]);
    }

    proptest! {
        #[test]
        fn nothing_is_due_after_the_session_and_what_is_planned_ahead_is_due_on_a_working_day(offset in 0..20_000_i64) {
            let calendar = WorkingCalendar::default();
            let date = day("2000-01-01") + Duration::days(offset);
            let plan = plan(date, &calendar);
            prop_assert!(plan.windows(2).all(|pair| pair[0].due <= pair[1].due));
            for task in plan {
                prop_assert!(task.due <= date);
                prop_assert!(task.due == date || calendar.is_working_day(task.due));
            }
        }
    }
}
