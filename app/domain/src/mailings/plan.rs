//! When a mailing leaves: at once, or at a moment; and after which moment it says nothing that is still true.

use crate::{
    form::Typed,
    subsidies::parts::parse_time,
    tokyo,
    wareki::{Expected, parse_expected},
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// The furthest that a mailing is planned ahead.
const FURTHEST: TimeDelta = TimeDelta::days(366);

/// When a mailing leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plan {
    /// At which moment; at once without one.
    pub send_at: Option<DateTime<Utc>>,
    /// After which moment nothing of it leaves any more.
    pub not_after: Option<DateTime<Utc>>,
}

/// The fields of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanField {
    /// The day on which it leaves.
    SendOn,
    /// The time of that day.
    SendTime,
    /// The last day on which it may leave.
    NotAfterOn,
    /// The time of that day.
    NotAfterTime,
}

impl PlanField {
    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SendOn => "send_on",
            Self::SendTime => "send_time",
            Self::NotAfterOn => "not_after_on",
            Self::NotAfterTime => "not_after_time",
        }
    }
}

/// Why a plan is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanProblem {
    /// A time without its day.
    #[error("no day")]
    DayMissing,
    /// A day without its time.
    #[error("no time")]
    TimeMissing,
    /// Not written as a day.
    #[error("not a day")]
    Day,
    /// Not written as a time.
    #[error("not a time of day")]
    Time,
    /// The moment has passed.
    #[error("the moment has passed")]
    Past,
    /// More than a year ahead.
    #[error("more than a year ahead")]
    TooFar,
    /// The last moment comes before the first.
    #[error("ends before it begins")]
    EndsFirst,
}

impl Plan {
    /// Reads the form; all errors at once, in the order of the page. Nothing typed is at once, without an end.
    pub fn parse(typed: &Typed, now: DateTime<Utc>) -> Result<Self, Vec<(PlanField, PlanProblem)>> {
        let mut errors = Vec::new();
        let mut read = |on: PlanField, time: PlanField, fill: Option<NaiveTime>| {
            moment(typed, (on, time), fill, tokyo::date(now)).unwrap_or_else(|error| {
                errors.push(error);
                None
            })
        };
        let send_at = read(PlanField::SendOn, PlanField::SendTime, None);
        let last_minute = NaiveTime::from_hms_opt(23, 59, 0);
        let not_after = read(PlanField::NotAfterOn, PlanField::NotAfterTime, last_minute);
        for (field, moment) in [(PlanField::SendOn, send_at), (PlanField::NotAfterOn, not_after)] {
            match moment {
                Some(moment) if moment <= now => errors.push((field, PlanProblem::Past)),
                Some(moment) if moment > now + FURTHEST => errors.push((field, PlanProblem::TooFar)),
                Some(_) | None => {}
            }
        }
        if send_at.zip(not_after).is_some_and(|(first, last)| last <= first) {
            errors.push((PlanField::NotAfterOn, PlanProblem::EndsFirst));
        }
        if errors.is_empty() { Ok(Self { send_at, not_after }) } else { Err(errors) }
    }

    /// What of it is still to come: what was to leave at a moment that has passed leaves at once.
    #[must_use]
    pub fn left(self, now: DateTime<Utc>) -> Self {
        Self { send_at: self.send_at.filter(|moment| *moment > now), ..self }
    }

    /// Whether it is too late for it.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.not_after.is_some_and(|last| now > last)
    }
}

fn moment(
    typed: &Typed,
    (on, time): (PlanField, PlanField),
    fill: Option<NaiveTime>,
    today: NaiveDate,
) -> Result<Option<DateTime<Utc>>, (PlanField, PlanProblem)> {
    let (day, hour) = (typed.get(on.name()).trim(), typed.get(time.name()).trim());
    if day.is_empty() {
        return if hour.is_empty() { Ok(None) } else { Err((on, PlanProblem::DayMissing)) };
    }
    let date = parse_expected(day, Expected::coming(today)).map_err(|_| (on, PlanProblem::Day))?.date;
    let hour = match (hour.is_empty(), fill) {
        (true, Some(fill)) => fill,
        (true, None) => return Err((time, PlanProblem::TimeMissing)),
        (false, _) => parse_time(hour).map_err(|_| (time, PlanProblem::Time))?,
    };
    Ok(Some(tokyo::moment(date, hour)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;
    use proptest::prelude::*;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2024, 7, 3, 1, 0, 0).unwrap()
    }

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().fold(Typed::default(), |typed, (name, value)| typed.with(name, *value))
    }

    #[test]
    fn nothing_typed_is_at_once() {
        assert_eq!(Plan::parse(&Typed::default(), now()), Ok(Plan::default()));
    }

    #[test]
    fn a_moment_is_read_as_clocks_in_japan_show_it() {
        let form = typed(&[("send_on", "令和6年7月5日"), ("send_time", "9時半"), ("not_after_on", "R6.7.8")]);
        let plan = Plan::parse(&form, now()).unwrap();
        assert_eq!(plan.send_at, Some(Utc.with_ymd_and_hms(2024, 7, 5, 0, 30, 0).unwrap()));
        assert_eq!(plan.not_after, Some(Utc.with_ymd_and_hms(2024, 7, 8, 14, 59, 0).unwrap()));
        assert!(!plan.is_over(now()) && plan.is_over(now() + TimeDelta::days(6)));
        assert_eq!(plan.left(now()), plan);
        assert_eq!(plan.left(now() + TimeDelta::days(3)), Plan { send_at: None, ..plan });
    }

    #[test]
    fn every_mistake_is_told_at_its_field() {
        use PlanField::{NotAfterOn, SendOn, SendTime};
        for (form, error) in [
            (vec![("send_time", "9:00")], (SendOn, PlanProblem::DayMissing)),
            (vec![("send_on", "2024-07-05")], (SendTime, PlanProblem::TimeMissing)),
            (vec![("send_on", "あした"), ("send_time", "9:00")], (SendOn, PlanProblem::Day)),
            (vec![("send_on", "2024-07-05"), ("send_time", "朝")], (SendTime, PlanProblem::Time)),
            (vec![("send_on", "2024-07-03"), ("send_time", "9:00")], (SendOn, PlanProblem::Past)),
            (vec![("send_on", "2026-07-03"), ("send_time", "9:00")], (SendOn, PlanProblem::TooFar)),
            (vec![("not_after_on", "2024-07-02")], (NotAfterOn, PlanProblem::Past)),
            (
                vec![("send_on", "2024-07-05"), ("send_time", "9:00"), ("not_after_on", "2024-07-04")],
                (NotAfterOn, PlanProblem::EndsFirst),
            ),
        ] {
            assert_eq!(Plan::parse(&typed(&form), now()), Err(vec![error]), "{form:?}");
        }
    }

    proptest! {
        #[test]
        fn a_plan_that_is_taken_lies_ahead(day in "\\PC{0,12}", time in "\\PC{0,8}", last in "\\PC{0,12}") {
            let form = typed(&[("send_on", &day), ("send_time", &time), ("not_after_on", &last)]);
            if let Ok(plan) = Plan::parse(&form, now()) {
                prop_assert!(plan.send_at.is_none_or(|moment| moment > now()));
                prop_assert!(plan.send_at.zip(plan.not_after).is_none_or(|(first, last)| last > first));
            }
        }
    }
}
