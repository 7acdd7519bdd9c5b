//! A federation's rules, and the hours of one of its resources, as forms.

use super::{BookingRules, Hours, People, PeopleError, TimeError, Travel, WeekHours, parse_time, yearly};
use crate::{form::Typed, text::normalise_code};
use chrono::{NaiveTime, Timelike as _};

/// The most days of notice, and ahead.
const DAYS: u16 = 730;
const OPEN: [&str; 7] = ["open_1", "open_2", "open_3", "open_4", "open_5", "open_6", "open_7"];
const CLOSE: [&str; 7] = ["close_1", "close_2", "close_3", "close_4", "close_5", "close_6", "close_7"];

/// A place in the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RulesField {
    /// Since when on a weekday, from 0 for Monday.
    Open(u8),
    /// Until when.
    Close(u8),
    /// The way there.
    Before,
    /// The way back.
    After,
    /// Days of notice.
    Notice,
    /// Days ahead.
    Horizon,
    /// From how many people on in person.
    Least,
    /// Sessions of one municipality in a year.
    Yearly,
}

impl RulesField {
    /// Name of the control.
    pub fn name(self) -> &'static str {
        let of = |names: [&'static str; 7], day: u8| names.get(usize::from(day)).copied().unwrap_or("");
        match self {
            Self::Open(day) => of(OPEN, day),
            Self::Close(day) => of(CLOSE, day),
            Self::Before => "before",
            Self::After => "after",
            Self::Notice => "notice",
            Self::Horizon => "horizon",
            Self::Least => "least",
            Self::Yearly => "yearly",
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RulesProblem {
    /// Not a time of day.
    #[error(transparent)]
    Time(TimeError),
    /// One of the two times of a day is missing.
    #[error("only one of two times")]
    Half,
    /// Ends before it begins.
    #[error("ends before it begins")]
    Backwards,
    /// No weekday has hours.
    #[error("never open")]
    NeverOpen,
    /// Not one of the list.
    #[error("nothing was chosen")]
    NotChosen,
    /// Not a whole number of days.
    #[error("not a number of days from 0 to {0}")]
    Days(u16),
    /// No date keeps both the notice and the horizon.
    #[error("the horizon ends before the notice")]
    NoDate,
    /// Not a number of people.
    #[error(transparent)]
    People(PeopleError),
    /// Not a number of sessions.
    #[error("not a number of sessions from 0 to {0}")]
    Sessions(u16),
}

type Problems = Vec<(RulesField, RulesProblem)>;

/// Reads the hours of a week; a day without both times is closed.
pub fn parse_hours(typed: &Typed) -> Result<WeekHours, Problems> {
    let mut problems = Vec::new();
    let mut hours = [None; 7];
    for (day, place) in (0_u8..).zip(hours.iter_mut()) {
        let (open, close) = (RulesField::Open(day), RulesField::Close(day));
        let mut time = |field: RulesField| match parse_time(typed.get(field.name())) {
            Ok(time) => Some(Some(time)),
            Err(TimeError::Missing) => Some(None),
            Err(error) => {
                problems.push((field, RulesProblem::Time(error)));
                None
            }
        };
        match (time(open), time(close)) {
            (Some(Some(from)), Some(Some(until))) if from < until => {
                *place = Some(Hours { open: from, close: until });
            }
            (Some(Some(_)), Some(Some(_))) => problems.push((close, RulesProblem::Backwards)),
            (Some(Some(_)), Some(None)) => problems.push((close, RulesProblem::Half)),
            (Some(None), Some(Some(_))) => problems.push((open, RulesProblem::Half)),
            _ => {}
        }
    }
    if problems.is_empty() { Ok(WeekHours(hours)) } else { Err(problems) }
}

/// Fills the places of a week.
pub fn fill_hours(mut typed: Typed, hours: &WeekHours) -> Typed {
    for (day, hours) in (0_u8..).zip(hours.0) {
        if let Some(Hours { open, close }) = hours {
            typed = typed.with(RulesField::Open(day).name(), words(open));
            typed = typed.with(RulesField::Close(day).name(), words(close));
        }
    }
    typed
}

fn words(time: NaiveTime) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

impl BookingRules {
    /// Reads the form.
    pub fn parse(typed: &Typed) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let hours = parse_hours(typed).unwrap_or_else(|wrong| {
            problems.extend(wrong);
            WeekHours([None; 7])
        });
        if problems.is_empty() && hours.0.iter().all(Option::is_none) {
            problems.push((RulesField::Open(0), RulesProblem::NeverOpen));
        }
        let mut way = |field: RulesField| {
            Travel::parse_way(typed.get(field.name())).unwrap_or_else(|| {
                problems.push((field, RulesProblem::NotChosen));
                0
            })
        };
        let travel = Travel { before: way(RulesField::Before), after: way(RulesField::After) };
        let mut days = |field: RulesField| {
            let code = normalise_code(typed.get(field.name()));
            code.strip_suffix('日').unwrap_or(&code).parse().ok().filter(|days| *days <= DAYS).unwrap_or_else(
                || {
                    problems.push((field, RulesProblem::Days(DAYS)));
                    0
                },
            )
        };
        let (notice_days, horizon_days) = (days(RulesField::Notice), days(RulesField::Horizon));
        if problems.is_empty() && horizon_days <= notice_days {
            problems.push((RulesField::Horizon, RulesProblem::NoDate));
        }
        let least = match People::parse(typed.get(RulesField::Least.name())) {
            Ok(people) => Some(people.get()),
            Err(PeopleError::Missing) => None,
            Err(error) => {
                problems.push((RulesField::Least, RulesProblem::People(error)));
                None
            }
        };
        let yearly = yearly::parse(typed.get(RulesField::Yearly.name())).unwrap_or_else(|most| {
            problems.push((RulesField::Yearly, RulesProblem::Sessions(most)));
            None
        });
        if problems.is_empty() {
            Ok(Self { hours, travel, notice_days, horizon_days, least, yearly })
        } else {
            Err(problems)
        }
    }

    /// Fills the form.
    pub fn fill(&self) -> Typed {
        let typed = Typed::default()
            .with(RulesField::Before.name(), self.travel.minutes_before().to_string())
            .with(RulesField::After.name(), self.travel.minutes_after().to_string())
            .with(RulesField::Notice.name(), self.notice_days.to_string())
            .with(RulesField::Horizon.name(), self.horizon_days.to_string())
            .with(RulesField::Least.name(), self.least.map(|least| least.to_string()).unwrap_or_default())
            .with(
                RulesField::Yearly.name(),
                self.yearly.map(|yearly| yearly.to_string()).unwrap_or_default(),
            );
        fill_hours(typed, &self.hours)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_as_they_are_filled_in() {
        let rules = BookingRules { least: Some(80), yearly: Some(2), ..BookingRules::default() };
        assert_eq!(BookingRules::parse(&rules.fill()), Ok(rules));
        let none = BookingRules { least: None, ..rules };
        assert_eq!(BookingRules::parse(&none.fill()), Ok(none));
    }

    #[test]
    fn what_is_no_rule_is_told_at_its_place() {
        let typed = BookingRules::default().fill();
        let wrong = |name: &str, value: &str| {
            let changed = typed.pairs().iter().filter(|(own, _)| own != name).cloned().collect();
            BookingRules::parse(&Typed::new(changed).with(name, value)).expect_err("not a rule")
        };
        assert_eq!(wrong("close_2", "8:00"), [(RulesField::Close(1), RulesProblem::Backwards)]);
        assert_eq!(wrong("close_2", ""), [(RulesField::Close(1), RulesProblem::Half)]);
        assert_eq!(wrong("open_6", "9:00"), [(RulesField::Close(5), RulesProblem::Half)]);
        assert_eq!(
            wrong("open_1", "9:10"),
            [(RulesField::Open(0), RulesProblem::Time(TimeError::NotOnQuarter))]
        );
        assert_eq!(wrong("notice", "二週間"), [(RulesField::Notice, RulesProblem::Days(730))]);
        assert_eq!(wrong("horizon", "14"), [(RulesField::Horizon, RulesProblem::NoDate)]);
        assert_eq!(wrong("before", "50"), [(RulesField::Before, RulesProblem::NotChosen)]);
        assert_eq!(wrong("least", "0"), [(RulesField::Least, RulesProblem::People(PeopleError::Range))]);
        assert_eq!(wrong("yearly", "二回"), [(RulesField::Yearly, RulesProblem::Sessions(99))]);
    }
}
