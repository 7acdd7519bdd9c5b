//! 到達簿: how many applications came on a day by a way, counted where they come in, before anybody enters them. What was
//! counted and is not entered is an alarm: so no envelope and no mail stays on a desk (横浜市 H28, domain.md §3.3).

use crate::{
    form::Typed,
    subsidies::Way,
    text::normalise_code,
    wareki::{DateError, Expected, parse_expected},
};
use chrono::NaiveDate;

/// The most that one line counts.
pub const MOST_PAPERS: u32 = 9_999;

/// What was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArrivalCount {
    /// On which day they came.
    pub on: NaiveDate,
    /// By which way.
    pub way: Way,
    /// How many.
    pub count: u32,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArrivalCountField {
    /// 到達日.
    On,
    /// 方法.
    Way,
    /// 件数.
    Count,
}

impl ArrivalCountField {
    /// Its name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Way => "way",
            Self::Count => "count",
        }
    }
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrivalCountProblem {
    /// Not a date.
    Date(DateError),
    /// The day has not come.
    InFuture,
    /// Nothing chosen.
    NotChosen,
    /// Not a whole number, or none typed.
    NotACount,
    /// More than [`MOST_PAPERS`].
    TooMany,
}

impl ArrivalCount {
    /// Reads the form; all that is wrong at once.
    pub fn parse(
        typed: &Typed,
        today: NaiveDate,
    ) -> Result<Self, Vec<(ArrivalCountField, ArrivalCountProblem)>> {
        use ArrivalCountField as F;
        use ArrivalCountProblem as P;
        let mut problems = Vec::new();
        let on = parse_expected(typed.get(F::On.name()), Expected::past(today));
        let on = match on.map(|parsed| parsed.date) {
            Ok(day) if day > today => Err(P::InFuture),
            Ok(day) => Ok(day),
            Err(error) => Err(P::Date(error)),
        }
        .map_err(|problem| problems.push((F::On, problem)));
        let way =
            Way::from_code(typed.get(F::Way.name())).ok_or_else(|| problems.push((F::Way, P::NotChosen)));
        let digits = normalise_code(typed.get(F::Count.name()));
        let digits = digits.strip_suffix('件').unwrap_or(&digits);
        let count = match digits.parse::<u32>() {
            Ok(count) if count <= MOST_PAPERS => Ok(count),
            Ok(_) => Err(P::TooMany),
            Err(_) if digits.len() > 9 && digits.bytes().all(|b| b.is_ascii_digit()) => Err(P::TooMany),
            Err(_) => Err(P::NotACount),
        }
        .map_err(|problem| problems.push((F::Count, problem)));
        match (on, way, count) {
            (Ok(on), Ok(way), Ok(count)) => Ok(Self { on, way, count }),
            _ => Err(problems),
        }
    }
}

/// What was counted beside what was entered, of a day and a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Papers {
    /// The day.
    pub on: NaiveDate,
    /// The way.
    pub way: Way,
    /// How many came; none where nobody counted.
    pub counted: Option<u32>,
    /// How many are entered, received or begun.
    pub entered: u32,
}

impl Papers {
    /// How many came and are not entered. More entered than counted is no loss: one count was forgotten.
    pub fn missing(&self) -> u32 {
        self.counted.unwrap_or(0).saturating_sub(self.entered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 7, day).unwrap()
    }

    fn typed(on: &str, way: &str, count: &str) -> Typed {
        Typed::default().with("on", on).with("way", way).with("count", count)
    }

    #[test]
    fn a_count_is_read_as_people_write_it() {
        assert_eq!(
            ArrivalCount::parse(&typed("Ｒ６．７．２", "post", "９０件"), day(3)),
            Ok(ArrivalCount { on: day(2), way: Way::Post, count: 90 })
        );
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        use {ArrivalCountField as F, ArrivalCountProblem as P};
        assert_eq!(
            ArrivalCount::parse(&typed("", "", "たくさん"), day(3)),
            Err(vec![(F::On, P::Date(DateError::Missing)), (F::Way, P::NotChosen), (F::Count, P::NotACount)])
        );
        assert_eq!(
            ArrivalCount::parse(&typed("2024-07-04", "mail", "10000"), day(3)),
            Err(vec![(F::On, P::InFuture), (F::Count, P::TooMany)])
        );
        assert!(ArrivalCount::parse(&typed("2024-07-03", "mail", "-1"), day(3)).is_err());
    }

    #[test]
    fn two_of_ninety_that_nobody_entered_are_missing() {
        let papers = Papers { on: day(1), way: Way::Post, counted: Some(90), entered: 88 };
        assert_eq!(papers.missing(), 2);
        assert_eq!(Papers { counted: None, ..papers }.missing(), 0);
        assert_eq!(Papers { entered: 91, ..papers }.missing(), 0);
    }
}
