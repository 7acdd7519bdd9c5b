//! A campaign as a plan: what comes when, counted from its start; handed from one municipality to another as a file.

use super::{ActivityKind, Whom, fit};
use crate::{text, working_days::WorkingCalendar};
use chrono::{Duration, NaiveDate};
use serde::{Deserialize, Serialize};

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// 名称.
    pub name: String,
    /// ねらい.
    #[serde(default)]
    pub aims: String,
    /// What is done, in order.
    pub activities: Vec<PlannedActivity>,
}

/// One activity of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedActivity {
    /// What it is.
    pub kind: ActivityKind,
    /// 名称.
    pub title: String,
    /// Days after the campaign's start.
    pub days_after_start: u16,
    /// How many days it takes beyond the first; none for one day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts_days: Option<u16>,
    /// What is said or written; what to think of.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// A page of the web that it leads to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
    /// Whose audience it asks once more; none where it has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<AskedAgain>,
}

/// Some of those whom an earlier activity of a plan asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedAgain {
    /// The place of that activity in the plan, from 0.
    pub activity: usize,
    /// Which of them.
    pub whom: Whom,
}

/// Why a plan of a file cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanFault {
    /// The plan has no name, or a longer one than a campaign has.
    #[error("the name does not fit")]
    Name,
    /// Its aims are too long.
    #[error("the aims are too long")]
    Aims,
    /// There is no activity, or too many.
    #[error("no activity, or more than {0}")]
    Count(usize),
    /// The activity at this place, from 1, does not fit.
    #[error("activity {0} does not fit")]
    Activity(usize),
}

impl Plan {
    /// The most activities of a campaign.
    pub const MOST: usize = 60;
    /// The most characters of a name.
    pub const NAME: usize = 80;
    /// The most characters of a long text.
    pub const TEXT: usize = 4_000;
    /// The most days from the start.
    pub const DAYS: u16 = 1_100;

    /// Whether a plan that came from outside fits.
    pub fn check(&self) -> Result<(), PlanFault> {
        let line = |line: &str| !line.trim().is_empty() && text::graphemes(line) <= Self::NAME;
        if !line(&self.name) {
            return Err(PlanFault::Name);
        }
        if text::graphemes(&self.aims) > Self::TEXT {
            return Err(PlanFault::Aims);
        }
        if self.activities.is_empty() || self.activities.len() > Self::MOST {
            return Err(PlanFault::Count(Self::MOST));
        }
        let fits = |activity: &PlannedActivity| {
            line(&activity.title)
                && text::graphemes(&activity.note) <= Self::TEXT
                && activity.days_after_start <= Self::DAYS
                && activity.lasts_days.unwrap_or(0) <= Self::DAYS
                && (activity.link.is_empty() || super::is_link(&activity.link))
        };
        let asks = |kind: ActivityKind| {
            kind.channel().is_some() || matches!(kind, ActivityKind::Mail | ActivityKind::Survey)
        };
        let follows = |(place, activity): (usize, &PlannedActivity)| match activity.again {
            None => true,
            Some(again) => {
                let earlier = self.activities[..place].get(again.activity);
                activity.kind.channel().is_some() && earlier.is_some_and(|earlier| asks(earlier.kind))
            }
        };
        match self.activities.iter().enumerate().position(|one| !fits(one.1) || !follows(one)) {
            Some(place) => Err(PlanFault::Activity(place + 1)),
            None => Ok(()),
        }
    }
}

impl PlannedActivity {
    /// The first and the last day for a start; days on which offices bill and closed days are avoided.
    pub fn days(&self, start: NaiveDate, calendar: &WorkingCalendar) -> (NaiveDate, Option<NaiveDate>) {
        let first = fit(self.kind, start + Duration::days(self.days_after_start.into()), calendar);
        let last = self
            .lasts_days
            .filter(|days| *days > 0)
            .map(|days| calendar.working_day_from(first + Duration::days(days.into())));
        (first, last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan() -> Plan {
        Plan {
            name: "市内全域への周知".into(),
            aims: "年度内に導入率を上げる".into(),
            activities: vec![PlannedActivity {
                kind: ActivityKind::Phone,
                title: "電話での確認".into(),
                days_after_start: 30,
                lasts_days: Some(10),
                note: String::new(),
                link: String::new(),
                again: None,
            }],
        }
    }

    #[test]
    fn a_plan_is_the_same_after_it_was_written_down() {
        let json = serde_json::to_string(&plan()).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), plan());
        assert!(serde_json::from_str::<Plan>(r#"{"name":"a","activities":[],"owner":"b"}"#).is_err());
    }

    #[test]
    fn days_are_counted_from_the_start_and_avoid_what_offices_cannot_do() {
        let [activity] = &plan().activities[..] else { panic!("one activity") };
        let start = "2024-05-07".parse().unwrap();
        let (first, last) = activity.days(start, &WorkingCalendar::default());
        assert_eq!(first.to_string(), "2024-06-11", "2024-06-06 is a day of billing");
        assert_eq!(last.unwrap().to_string(), "2024-06-21");
    }

    #[test]
    fn what_does_not_fit_is_named() {
        assert_eq!(plan().check(), Ok(()));
        assert_eq!(Plan { name: " ".into(), ..plan() }.check(), Err(PlanFault::Name));
        assert_eq!(Plan { aims: "長".repeat(4_001), ..plan() }.check(), Err(PlanFault::Aims));
        assert_eq!(Plan { activities: Vec::new(), ..plan() }.check(), Err(PlanFault::Count(60)));
        let mut wrong = plan();
        wrong.activities[0].link = "javascript:alert(1)".into();
        assert_eq!(wrong.check(), Err(PlanFault::Activity(1)));
        let again = |activity| Some(AskedAgain { activity, whom: Whom::NotAnswered });
        let mut twice = plan();
        twice.activities.push(PlannedActivity { again: again(0), ..plan().activities.remove(0) });
        assert_eq!(twice.check(), Ok(()));
        let json = serde_json::to_string(&twice).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&json).unwrap(), twice);
        twice.activities[1].again = again(1);
        assert_eq!(twice.check(), Err(PlanFault::Activity(2)), "nothing follows itself");
    }
}
