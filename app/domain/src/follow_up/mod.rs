//! 伴走支援: what was said with an office, what comes next and whose task that is; and the report of a model project.

mod form;
mod report;

pub use form::{DoneForm, Field, FollowUpForm, Next, Problem};
pub use report::{Figure, Figures, Period, PeriodProblem, Phase};

use chrono::NaiveDate;

/// By which way somebody spoke with an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 電話.
    Call,
    /// 訪問.
    Visit,
    /// オンライン面談.
    Online,
    /// メール.
    Mail,
    /// At a counter or a meeting.
    Meeting,
}

impl Way {
    /// Every one, in the order of a choice.
    pub const ALL: [Self; 5] = [Self::Call, Self::Visit, Self::Online, Self::Mail, Self::Meeting];

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Visit => "visit",
            Self::Online => "online",
            Self::Mail => "mail",
            Self::Meeting => "meeting",
        }
    }
    /// Reads that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == word)
    }
}

/// How the day of a next action stands to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Its day has passed, by so many days.
    Overdue(u32),
    /// It is to be done today.
    Today,
    /// It is to be done in so many days.
    Later(u32),
}

impl Due {
    /// How a day stands to today.
    pub fn of(day: NaiveDate, today: NaiveDate) -> Self {
        let days = (day - today).num_days();
        let distance = u32::try_from(days.unsigned_abs()).unwrap_or(u32::MAX);
        match days {
            0 => Self::Today,
            1.. => Self::Later(distance),
            _ => Self::Overdue(distance),
        }
    }
}

/// Which next actions a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Until {
    /// Those of today and before.
    #[default]
    Today,
    /// Those of the next seven days as well.
    Week,
    /// All.
    All,
}

impl Until {
    /// Every one, in the order of a choice.
    pub const ALL: [Self; 3] = [Self::Today, Self::Week, Self::All];

    /// The word of an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Week => "week",
            Self::All => "all",
        }
    }
    /// Reads that word; today where it says nothing.
    pub fn named(word: &str) -> Self {
        Self::ALL.into_iter().find(|until| until.name() == word).unwrap_or_default()
    }
    /// The last day that is shown; none where every day is.
    pub fn last(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Today => Some(today),
            Self::Week => Some(today + chrono::TimeDelta::days(7)),
            Self::All => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_the_list_of_today_shows_is_due_or_overdue(day in -400_i64..400) {
            let today = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
            let on = today + chrono::TimeDelta::days(day);
            let shown = Until::Today.last(today).is_none_or(|last| on <= last);
            prop_assert_eq!(shown, !matches!(Due::of(on, today), Due::Later(_)));
            prop_assert_eq!(Due::of(on, today) == Due::Today, day == 0);
        }
    }

    #[test]
    fn words_read_back() {
        for way in Way::ALL {
            assert_eq!(Way::named(way.name()), Some(way));
        }
        assert_eq!((Until::named("week"), Until::named("?")), (Until::Week, Until::Today));
    }
}
