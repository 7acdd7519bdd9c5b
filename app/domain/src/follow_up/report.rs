//! The report of a model project: numbers of a period by phase (実態把握 → 周知・申込 → 連携支援 → 評価), each with what it
//! counts.

use crate::{
    adoption::Rate,
    fiscal_year::FiscalYear,
    wareki::{self, DateError, Expected},
};
use chrono::NaiveDate;

/// A part of a model project, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// 実態把握: what offices there are, and what they say.
    Survey,
    /// 周知・申込: what was told, and what came of it.
    Outreach,
    /// 連携支援: whom somebody stood beside.
    Support,
    /// 評価: what has become of it.
    Evaluation,
}

impl Phase {
    /// Every one, in order.
    pub const ALL: [Self; 4] = [Self::Survey, Self::Outreach, Self::Support, Self::Evaluation];
}

/// A number of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Figure {
    /// Offices of the register that are open.
    Offices,
    /// Questionnaires handed in.
    Answers,
    /// Offices whose 介護ソフト is known at the end.
    SoftwareKnown,
    /// Those of them that cannot link.
    SoftwareCannot,
    /// Links between offices that are known at the end.
    Links,
    /// Mailings sent.
    Mailings,
    /// Offices that were written to, each once.
    Reached,
    /// Sessions held.
    Sessions,
    /// Offices that came to one, each once.
    Attended,
    /// Applications received.
    Applications,
    /// Records of 伴走支援.
    Contacts,
    /// Of those, visits.
    Visits,
    /// Offices supported, each once.
    Supported,
    /// Next actions that were done.
    ActionsDone,
    /// Next actions that are open at the end.
    ActionsOpen,
    /// Offices that were open the day before it begins.
    OfficesBefore,
    /// Offices that have adopted, the day before it begins.
    AdoptedBefore,
    /// The same, on its last day.
    AdoptedAfter,
    /// Supported offices that have adopted on the last day and had not before.
    AdoptedSupported,
    /// Links of which both sides have adopted, on the last day.
    LinksLive,
}

impl Figure {
    /// Every one, in the order of the report.
    pub const ALL: [Self; 20] = [
        Self::Offices,
        Self::Answers,
        Self::SoftwareKnown,
        Self::SoftwareCannot,
        Self::Links,
        Self::Mailings,
        Self::Reached,
        Self::Sessions,
        Self::Attended,
        Self::Applications,
        Self::Contacts,
        Self::Visits,
        Self::Supported,
        Self::ActionsDone,
        Self::ActionsOpen,
        Self::OfficesBefore,
        Self::AdoptedBefore,
        Self::AdoptedAfter,
        Self::AdoptedSupported,
        Self::LinksLive,
    ];

    /// To which part it belongs.
    pub const fn phase(self) -> Phase {
        match self {
            Self::Offices | Self::Answers | Self::SoftwareKnown | Self::SoftwareCannot | Self::Links => {
                Phase::Survey
            }
            Self::Mailings | Self::Reached | Self::Sessions | Self::Attended | Self::Applications => {
                Phase::Outreach
            }
            Self::Contacts | Self::Visits | Self::Supported | Self::ActionsDone | Self::ActionsOpen => {
                Phase::Support
            }
            Self::OfficesBefore
            | Self::AdoptedBefore
            | Self::AdoptedAfter
            | Self::AdoptedSupported
            | Self::LinksLive => Phase::Evaluation,
        }
    }
}

/// The numbers of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures(pub std::collections::BTreeMap<Figure, u64>);

impl Figures {
    /// A number; what was not counted is none.
    pub fn get(&self, figure: Figure) -> u64 {
        self.0.get(&figure).copied().unwrap_or(0)
    }
    /// The rate on the day before a period and on its last day, each over the offices that were open that day.
    pub fn rates(&self, period: Period) -> (Rate, Rate) {
        let count = |figure| u32::try_from(self.get(figure)).unwrap_or(u32::MAX);
        let of = |some, all, as_of| Rate { numerator: count(some), denominator: count(all), as_of };
        let before = period.from.pred_opt().unwrap_or(period.from);
        (
            of(Figure::AdoptedBefore, Figure::OfficesBefore, before),
            of(Figure::AdoptedAfter, Figure::Offices, period.until),
        )
    }
}

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

/// Why a period cannot be reported on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodProblem {
    /// The first day is none.
    #[error("the first day: {0}")]
    From(DateError),
    /// The last day is none.
    #[error("the last day: {0}")]
    Until(DateError),
    /// The last day comes before the first.
    #[error("the last day comes before the first")]
    Backwards,
}

impl Period {
    /// The fiscal year of a day, as far as it has come.
    pub fn of_year(today: NaiveDate) -> Self {
        Self { from: FiscalYear::of(today).start(), until: today }
    }

    /// Reads both days; what is not typed is that of this fiscal year, and a day without a year is that of the last twelve
    /// months.
    pub fn parse(from: &str, until: &str, today: NaiveDate) -> Result<Self, PeriodProblem> {
        let year = Self::of_year(today);
        let past = Expected::year_until(today);
        let day = |typed: &str, missing: NaiveDate| match wareki::parse_expected(typed, past) {
            Ok(parsed) => Ok(parsed.date),
            Err(DateError::Missing) => Ok(missing),
            Err(error) => Err(error),
        };
        let from = day(from, year.from).map_err(PeriodProblem::From)?;
        let until = day(until, year.until).map_err(PeriodProblem::Until)?;
        if until < from { Err(PeriodProblem::Backwards) } else { Ok(Self { from, until }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_is_this_fiscal_year_until_today_unless_it_is_said() {
        let today = day("2026-01-15");
        let year = Period { from: day("2025-04-01"), until: today };
        assert_eq!(Period::parse("", "", today), Ok(year));
        let summer = Period { from: day("2025-07-01"), until: day("2025-08-31") };
        assert_eq!(Period::parse("令和7年7月1日", "2025-08-31", today), Ok(summer));
        assert_eq!(Period::parse("7/1", "8月31日", today), Ok(summer));
        assert_eq!(Period::parse("2025-07-02", "2025-07-01", today), Err(PeriodProblem::Backwards));
        assert!(matches!(Period::parse("夏", "", today), Err(PeriodProblem::From(_))));
        assert!(matches!(Period::parse("", "夏", today), Err(PeriodProblem::Until(_))));
    }

    #[test]
    fn every_number_stands_once_and_in_the_order_of_its_phase() {
        let phases: Vec<Phase> = Figure::ALL.into_iter().map(Figure::phase).collect();
        assert!(phases.is_sorted());
        assert!(Phase::ALL.into_iter().all(|phase| phases.contains(&phase)));
        let mut sorted = Figure::ALL.to_vec();
        sorted.dedup();
        assert_eq!(sorted.len(), Figure::ALL.len());
    }

    #[test]
    fn the_rates_are_those_of_the_circular() {
        let counted = [
            (Figure::Offices, 188),
            (Figure::OfficesBefore, 189),
            (Figure::AdoptedBefore, 4),
            (Figure::AdoptedAfter, 30),
        ];
        let figures = Figures(counted.into_iter().collect());
        let period = Period { from: day("2023-04-02"), until: day("2024-04-01") };
        let (before, after) = figures.rates(period);
        let words = |rate: Rate| rate.percent().unwrap().to_string();
        assert_eq!((words(before), words(after)), ("2.1".to_owned(), "16.0".to_owned()));
        assert_eq!(after.points_since(before).unwrap().signed(), "+13.8");
        assert_eq!((before.as_of, before.denominator), (day("2023-04-01"), 189));
    }
}
