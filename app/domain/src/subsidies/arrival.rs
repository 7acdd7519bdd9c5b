//! 到達: when and by which way an application on paper came that an officer enters on behalf (代理入力).
//!
//! Rules held here: a paper cannot have come after today or outside the window, and it is judged by its day, because a
//! paper carries no hour. Its place in the order of receipt is that of its registration (domain.md §4, LGWAN).

use super::{Reception, Rules, Window};
use crate::{
    form::Typed,
    wareki::{DateError, Expected, format_date, parse_expected},
};
use chrono::NaiveDate;

/// How a paper came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// 窓口.
    Counter,
    /// 郵送.
    Post,
    /// FAX.
    Fax,
    /// メール: a form that was sent as an attachment.
    Mail,
}

impl Way {
    /// Every way, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Counter, Self::Post, Self::Fax, Self::Mail];

    /// As it stands in a column, in a form and in the record.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Post => "post",
            Self::Fax => "fax",
            Self::Mail => "mail",
        }
    }

    /// The way of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }
}

/// 到達 of one paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// 到達日: the standard processing time counts from it.
    pub on: NaiveDate,
    /// How it came.
    pub way: Way,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArrivalField {
    /// 到達の方法.
    Way,
    /// 到達日.
    On,
}

impl ArrivalField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Way => "way",
            Self::On => "arrived_on",
        }
    }
}

/// What is wrong with an arrival.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArrivalProblem {
    /// No way is chosen.
    #[error("no way is chosen")]
    NotChosen,
    /// Not a date.
    #[error(transparent)]
    Date(DateError),
    /// The day has not come.
    #[error("the day is after today")]
    InFuture,
    /// It came before applications were received.
    #[error("before the window")]
    TooEarly(Window),
    /// It came after the last day.
    #[error("after the window")]
    TooLate(Window),
}

impl Arrival {
    /// Reads the officer's form.
    pub fn parse(
        typed: &Typed,
        rules: &Rules,
        today: NaiveDate,
    ) -> Result<Self, Vec<(ArrivalField, ArrivalProblem)>> {
        let mut problems = Vec::new();
        let way = Way::from_code(typed.get(ArrivalField::Way.name()));
        if way.is_none() {
            problems.push((ArrivalField::Way, ArrivalProblem::NotChosen));
        }
        let on = parse_expected(typed.get(ArrivalField::On.name()), Expected::past(today));
        let on = match on.map(|parsed| parsed.date) {
            Err(error) => Err(ArrivalProblem::Date(error)),
            Ok(day) if day > today => Err(ArrivalProblem::InFuture),
            Ok(day) => match rules.window_on(day) {
                (window, Reception::NotYet) => Err(ArrivalProblem::TooEarly(*window)),
                (window, Reception::Over) => Err(ArrivalProblem::TooLate(*window)),
                (_, Reception::Open) => Ok(day),
            },
        }
        .map_err(|problem| problems.push((ArrivalField::On, problem)));
        match (way, on) {
            (Some(way), Ok(on)) => Ok(Self { on, way }),
            _ => Err(problems),
        }
    }

    /// The form as it would be typed.
    pub fn fill(self) -> Typed {
        Typed::default()
            .with(ArrivalField::Way.name(), self.way.code())
            .with(ArrivalField::On.name(), format_date(self.on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{licence_fee_in_full, sample};
    use chrono::Days;
    use proptest::prelude::*;

    fn rules() -> Rules {
        licence_fee_in_full(&sample::city(), sample::r6())
    }

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, month, day).unwrap()
    }

    fn typed(way: &str, on: &str) -> Typed {
        Typed::default().with("way", way).with("arrived_on", on)
    }

    #[test]
    fn a_fax_of_yesterday_is_read_as_it_is_stamped() {
        assert_eq!(
            Arrival::parse(&typed("fax", "Ｒ６．７．２"), &rules(), day(7, 3)),
            Ok(Arrival { on: day(7, 2), way: Way::Fax })
        );
    }

    #[test]
    fn an_empty_form_says_both_things_at_once() {
        assert_eq!(
            Arrival::parse(&Typed::default(), &rules(), day(7, 3)),
            Err(vec![
                (ArrivalField::Way, ArrivalProblem::NotChosen),
                (ArrivalField::On, ArrivalProblem::Date(DateError::Missing)),
            ])
        );
    }

    #[test]
    fn a_paper_comes_neither_tomorrow_nor_outside_the_window() {
        let rules = rules();
        let window = rules.window;
        let parse = |on: NaiveDate, today| {
            Arrival::parse(&typed("post", &format_date(on)), &rules, today).map_err(|problems| problems[0].1)
        };
        assert_eq!(parse(day(7, 4), day(7, 3)), Err(ArrivalProblem::InFuture));
        let before = window.opens.date() - Days::new(1);
        assert_eq!(parse(before, day(7, 3)), Err(ArrivalProblem::TooEarly(window)));
        // The last day counts whole: the paper carries no hour.
        let last = window.closes.date();
        let later = last + Days::new(10);
        assert!(parse(last, later).is_ok());
        assert_eq!(parse(last + Days::new(1), later), Err(ArrivalProblem::TooLate(window)));
    }

    proptest! {
        #[test]
        fn an_arrival_shown_again_reads_the_same(days in 0u64..180, way in 0usize..4) {
            let rules = rules();
            let window = rules.window;
            let on = (window.opens.date() + Days::new(days)).min(window.closes.date());
            let arrival = Arrival { on, way: Way::ALL[way] };
            prop_assert_eq!(Arrival::parse(&arrival.fill(), &rules, window.closes.date()), Ok(arrival));
        }
    }
}
