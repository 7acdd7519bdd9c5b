//! 旅費: what a speaker's way costs, who pays, and whether the municipality agrees.

use super::{House, Payer};
use crate::{demos::Place, money::Yen, subsidies::Reason};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What the amount is made of; amounts are for one person where nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// How many people travel.
    pub people: u8,
    /// 鉄道・バス, there and back.
    pub rail: Yen,
    /// 航空・船舶, there and back.
    pub air: Yen,
    /// Nights.
    pub nights: u8,
    /// 宿泊料, a night.
    pub lodging: Yen,
    /// Days.
    pub days: u8,
    /// 日当, a day.
    pub daily: Yen,
    /// Anything else, for all together.
    pub other: Yen,
}

/// A part of the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CostLine {
    /// 鉄道・バス.
    Rail,
    /// 航空・船舶.
    Air,
    /// 宿泊料.
    Lodging,
    /// 日当.
    Daily,
    /// その他.
    Other,
}

/// The amount with its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// Each part that costs something, in the order of the form.
    pub lines: Vec<(CostLine, Yen)>,
    /// Their sum.
    pub total: Yen,
}

/// The sum is larger than any amount here may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sum is too large")]
pub struct TooMuch;

impl Travel {
    /// What it costs: nothing online.
    pub fn estimate(&self, place: Place) -> Result<Estimate, TooMuch> {
        if place == Place::Online {
            return Ok(Estimate { lines: Vec::new(), total: Yen::ZERO });
        }
        let people = i64::from(self.people);
        let each = |yen: Yen, times: u8| {
            yen.checked_mul(people).and_then(|yen| yen.checked_mul(i64::from(times))).ok_or(TooMuch)
        };
        let lines = [
            (CostLine::Rail, each(self.rail, 1)?),
            (CostLine::Air, each(self.air, 1)?),
            (CostLine::Lodging, each(self.lodging, self.nights)?),
            (CostLine::Daily, each(self.daily, self.days)?),
            (CostLine::Other, self.other),
        ];
        let total = Yen::checked_sum(lines.iter().map(|(_, yen)| *yen)).ok_or(TooMuch)?;
        if total > Yen::MAX {
            return Err(TooMuch);
        }
        Ok(Estimate { lines: lines.into_iter().filter(|(_, yen)| *yen > Yen::ZERO).collect(), total })
    }
}

/// What the municipality says to the amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "approval", rename_all = "snake_case", deny_unknown_fields)]
pub enum Approval {
    /// It does not pay, or nothing is to be paid.
    NotNeeded,
    /// 承認待ち.
    Waiting,
    /// 承認.
    Approved {
        /// When.
        at: DateTime<Utc>,
        /// Who, in words; the other houses cannot look the name up.
        by: String,
        /// Whether the federation recorded what a municipality without a house here said.
        told: bool,
    },
    /// 承認しない.
    Refused {
        /// When.
        at: DateTime<Utc>,
        /// Who.
        by: String,
        /// Why.
        reason: Reason,
    },
}

impl Approval {
    /// The word in the row.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotNeeded => "not_needed",
            Self::Waiting => "waiting",
            Self::Approved { .. } => "approved",
            Self::Refused { .. } => "refused",
        }
    }
}

/// 旅費 of a dispatch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// What the amount is made of.
    pub travel: Travel,
    /// The amount.
    pub total: Yen,
    /// Who pays.
    pub payer: Payer,
    /// Which house estimated it.
    pub by: House,
    /// When.
    pub at: DateTime<Utc>,
    /// What the municipality says.
    pub approval: Approval,
}

/// Nothing waits for a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no amount waits for approval")]
pub struct NotWaiting;

impl Costs {
    /// An amount, and whether it has to be approved: by whom, where a municipality without a house here said yes
    /// already.
    pub fn estimated(
        travel: Travel,
        total: Yen,
        payer: Payer,
        (by, told): (House, Option<String>),
        at: DateTime<Utc>,
    ) -> Self {
        let approval = match (payer, total) {
            (Payer::Federation | Payer::Central, _) | (Payer::Municipality, Yen::ZERO) => Approval::NotNeeded,
            (Payer::Municipality, _) => match told {
                Some(by) => Approval::Approved { at, by, told: true },
                None => Approval::Waiting,
            },
        };
        Self { travel, total, payer, by, at, approval }
    }

    /// 承認する.
    pub fn approve(self, by: String, at: DateTime<Utc>) -> Result<Self, NotWaiting> {
        match self.approval {
            Approval::Waiting => Ok(Self { approval: Approval::Approved { at, by, told: false }, ..self }),
            Approval::NotNeeded | Approval::Approved { .. } | Approval::Refused { .. } => Err(NotWaiting),
        }
    }

    /// 承認しない.
    pub fn refuse(self, by: String, reason: Reason, at: DateTime<Utc>) -> Result<Self, NotWaiting> {
        match self.approval {
            Approval::Waiting => Ok(Self { approval: Approval::Refused { at, by, reason }, ..self }),
            Approval::NotNeeded | Approval::Approved { .. } | Approval::Refused { .. } => Err(NotWaiting),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn travel() -> Travel {
        Travel {
            people: 2,
            rail: Yen(28_340),
            air: Yen::ZERO,
            nights: 1,
            lodging: Yen(10_900),
            days: 2,
            daily: Yen(2_200),
            other: Yen(1_500),
        }
    }

    #[test]
    fn two_people_for_two_days_cost_the_sum_of_their_parts() {
        let estimate = travel().estimate(Place::OnSite).expect("a small sum");
        assert_eq!(
            estimate.lines,
            [
                (CostLine::Rail, Yen(56_680)),
                (CostLine::Lodging, Yen(21_800)),
                (CostLine::Daily, Yen(8_800)),
                (CostLine::Other, Yen(1_500)),
            ]
        );
        assert_eq!(estimate.total, Yen(88_780));
    }

    #[test]
    fn online_costs_nothing_and_a_sum_beyond_all_measure_is_refused() {
        assert_eq!(travel().estimate(Place::Online).map(|estimate| estimate.total), Ok(Yen::ZERO));
        let dear = Travel { people: 255, rail: Yen::MAX, ..travel() };
        assert_eq!(dear.estimate(Place::OnSite), Err(TooMuch));
    }

    #[test]
    fn only_what_the_municipality_pays_waits_for_it_and_a_decision_is_made_once() {
        let at = DateTime::UNIX_EPOCH;
        let by = |payer, total, told| {
            Costs::estimated(travel(), total, payer, (House::Central, told), at).approval
        };
        assert_eq!(by(Payer::Municipality, Yen(1), None), Approval::Waiting);
        assert_eq!(by(Payer::Municipality, Yen::ZERO, None), Approval::NotNeeded);
        assert_eq!(by(Payer::Federation, Yen(1), None), Approval::NotNeeded);
        assert!(matches!(
            by(Payer::Municipality, Yen(1), Some("課長".into())),
            Approval::Approved { told: true, .. }
        ));
        let costs = Costs::estimated(travel(), Yen(1), Payer::Municipality, (House::Central, None), at);
        let approved = costs.approve("田中".into(), at).expect("waits");
        assert_eq!(approved.approve("田中".into(), at), Err(NotWaiting));
    }

    proptest! {
        #[test]
        fn the_total_is_the_sum_of_the_lines_and_more_people_never_cost_less(
            people in 1..20_u8, rail in 0..200_000_i64, air in 0..200_000_i64, nights in 0..10_u8,
            lodging in 0..50_000_i64, days in 0..10_u8, daily in 0..10_000_i64, other in 0..100_000_i64,
        ) {
            let one = Travel {
                people, rail: Yen(rail), air: Yen(air), nights, lodging: Yen(lodging), days,
                daily: Yen(daily), other: Yen(other),
            };
            let estimate = one.estimate(Place::OnSite).expect("a small sum");
            prop_assert_eq!(Yen::checked_sum(estimate.lines.iter().map(|(_, yen)| *yen)), Some(estimate.total));
            let more = Travel { people: people + 1, ..one }.estimate(Place::OnSite).expect("a small sum");
            prop_assert!(more.total >= estimate.total);
        }
    }
}
