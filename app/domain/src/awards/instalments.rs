//! 概算払・分割払: a programme may let parts of a grant be claimed before its final amount is fixed. Each part is a share
//! of the grant; whatever the parts come to, the rest follows 額の確定, and nothing beyond the final amount stays.

use super::Money;
use crate::{
    money::Yen,
    text::normalise_code,
    wareki::{format_date, parse_date},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How many advances a programme has room for; the rest after 額の確定 is the fourth instalment.
pub const MOST_ADVANCES: usize = 3;

/// From when an advance can be claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// 交付決定後.
    Decision,
    /// 中間報告後: the claim tells how far the work is, and the city reads that before it pays.
    Interim,
    /// From a day on.
    Day(NaiveDate),
}

/// 概算払の1回分, as a programme plans it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    /// So many of a hundred parts of the grant.
    pub share: u8,
    /// From when.
    pub after: After,
}

/// Why lines of a plan are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanError {
    /// A line, counted from one, says no time and share.
    Line(usize),
    /// More than there is room for.
    TooMany,
    /// More than the whole together.
    AboveWhole,
}

impl Advance {
    /// Reads a plan, one advance on a line: 交付決定後 50%.
    pub fn plan(lines: &[String]) -> Result<Vec<Self>, PlanError> {
        if lines.len() > MOST_ADVANCES {
            return Err(PlanError::TooMany);
        }
        let read = |(place, line): (usize, &String)| Self::parse(line).ok_or(PlanError::Line(place + 1));
        let plan = lines.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
        if plan.iter().map(|one| u16::from(one.share)).sum::<u16>() > 100 {
            return Err(PlanError::AboveWhole);
        }
        Ok(plan)
    }

    fn parse(line: &str) -> Option<Self> {
        let (when, share) = line.trim().rsplit_once(char::is_whitespace)?;
        let share = normalise_code(share);
        let digits = share.strip_suffix('%')?;
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let share = digits.parse::<u8>().ok().filter(|share| (1..=100).contains(share))?;
        let when = when.trim();
        let after = if when.starts_with("交付決定") {
            After::Decision
        } else if when.starts_with("中間報告") {
            After::Interim
        } else {
            let day = when.trim_end_matches("以後").trim_end_matches("から").trim();
            After::Day(parse_date(day).ok()?.date)
        };
        Some(Self { share, after })
    }

    /// The line of the form that says so.
    pub fn line(&self) -> String {
        format!("{} {}%", self.after.words(), self.share)
    }
}

impl After {
    /// As it is written and read.
    pub fn words(self) -> String {
        match self {
            Self::Decision => "交付決定後".to_owned(),
            Self::Interim => "中間報告後".to_owned(),
            Self::Day(day) => format!("{}以後", format_date(day)),
        }
    }
}

/// What the first so many advances of a plan come to together, rounded down to a yen; never above the grant.
pub fn advanced(plan: &[Advance], granted: Yen, first: usize) -> Yen {
    let share: i64 = plan.iter().take(first).map(|one| i64::from(one.share)).sum();
    let share = share.clamp(0, 100);
    // In two parts, so that no product leaves the range of the type.
    Yen(granted.get() / 100 * share + granted.get() % 100 * share / 100)
}

/// An advance that can be claimed next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextAdvance {
    /// 第何回, from 1.
    pub instalment: u8,
    /// How much.
    pub yen: Yen,
    /// From when.
    pub after: After,
}

/// The advance after those that were accepted; none where the plan has none left or the grant became too small for it.
pub fn next_advance(plan: &[Advance], money: &Money, accepted: u8) -> Option<NextAdvance> {
    plan.iter().zip(1_u8..).find_map(|(one, instalment)| {
        let together = advanced(plan, money.granted, usize::from(instalment));
        let yen = Yen(together.get().saturating_sub(money.advance.get()));
        (instalment > accepted && yen > Yen::ZERO).then_some(NextAdvance {
            instalment,
            yen,
            after: one.after,
        })
    })
}

/// Where the claim of an advance stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InstalmentState {
    /// 請求済, not looked at.
    Asked,
    /// 受理: it is to be paid, or was.
    Accepted,
    /// 差戻し: it can be claimed again.
    Returned,
    /// The report or the final amount came before it was paid: it is part of the rest.
    Lapsed,
}

impl InstalmentState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Accepted, Self::Returned, Self::Lapsed];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::Lapsed => "lapsed",
        }
    }

    /// The state of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// One part of what an office may have, and how much of it was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// 第何回; none for the rest after 額の確定 (精算払).
    pub instalment: Option<u8>,
    /// How much it is.
    pub yen: Yen,
    /// How much of it was paid and not sent back by the bank.
    pub paid: Yen,
}

/// What was accepted, instalment by instalment, and the rest: what was paid fills them in their order, so that the parts
/// tell the same sums as the money.
pub fn parts(accepted: &[(u8, Yen)], money: &Money) -> Vec<Part> {
    let mut left = money.paid;
    let mut fill = |yen: Yen| {
        let paid = left.min(yen);
        left = Yen(left.get() - paid.get());
        paid
    };
    let mut parts: Vec<Part> = accepted
        .iter()
        .map(|(instalment, yen)| Part { instalment: Some(*instalment), yen: *yen, paid: fill(*yen) })
        .collect();
    let sum: i64 = accepted.iter().map(|(_, yen)| yen.get()).sum();
    let rest = Yen(money.entitled().max(money.paid).get().saturating_sub(sum)).max(Yen::ZERO);
    parts.push(Part { instalment: None, yen: rest, paid: fill(rest) });
    parts
}

/// Of what was accepted that which was paid already, when the amount is fixed: the rest of it lapses.
pub fn kept_when_fixed(accepted: &[(u8, Yen)], paid: Yen) -> Vec<u8> {
    let mut left = paid;
    let mut kept = Vec::new();
    for (instalment, yen) in accepted {
        if *yen <= left {
            left = Yen(left.get() - yen.get());
            kept.push(*instalment);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::awards::Movement;
    use proptest::prelude::*;

    fn lines(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    fn plan() -> Vec<Advance> {
        Advance::plan(&lines(&["交付決定後 50%", "中間報告後　２０％", "令和6年10月1日以後 10%"])).unwrap()
    }

    #[test]
    fn a_plan_is_read_and_written_line_by_line() {
        let day = NaiveDate::from_ymd_opt(2024, 10, 1).unwrap();
        let times: Vec<_> = plan().iter().map(|one| (one.after, one.share)).collect();
        assert_eq!(times, [(After::Decision, 50), (After::Interim, 20), (After::Day(day), 10)]);
        let written: Vec<_> = plan().iter().map(Advance::line).collect();
        assert_eq!(Advance::plan(&written), Ok(plan()));
        assert_eq!(Advance::plan(&lines(&["交付決定後 50%", "いつか 10%"])), Err(PlanError::Line(2)));
        for wrong in ["交付決定後", "交付決定後 50", "交付決定後 0%", "交付決定後 101%", "交付決定後 +5%"]
        {
            assert_eq!(Advance::plan(&lines(&[wrong])), Err(PlanError::Line(1)), "{wrong}");
        }
        let above = lines(&["交付決定後 60%", "中間報告後 41%"]);
        assert_eq!(Advance::plan(&above), Err(PlanError::AboveWhole));
        assert_eq!(Advance::plan(&lines(&["交付決定後 1%"; 4])), Err(PlanError::TooMany));
    }

    #[test]
    fn each_advance_is_what_its_share_adds_and_follows_a_grant_that_became_less() {
        let mut money = Money::granted(Yen(21_001));
        let first = next_advance(&plan(), &money, 0).unwrap();
        assert_eq!((first.instalment, first.yen, first.after), (1, Yen(10_500), After::Decision));
        money = money.after(Movement::Advanced(first.yen)).unwrap().0;
        let second = next_advance(&plan(), &money, 1).unwrap();
        assert_eq!((second.instalment, second.yen), (2, Yen(4_200)), "seven tenths, less what was claimed");
        money = money.after(Movement::Changed(Yen(14_000))).unwrap().0;
        assert_eq!(
            next_advance(&plan(), &money, 1).map(|next| next.instalment),
            Some(3),
            "the second is nothing"
        );
        assert_eq!(next_advance(&plan(), &money, 1).map(|next| next.yen), Some(Yen(700)));
        assert_eq!(next_advance(&plan(), &money, 3), None);
        assert_eq!(next_advance(&[], &money, 0), None, "without a plan nothing is paid in advance");
    }

    #[test]
    fn what_was_not_paid_when_the_amount_is_fixed_becomes_part_of_the_rest() {
        let accepted = [(1, Yen(10_500)), (2, Yen(4_200))];
        assert_eq!(kept_when_fixed(&accepted, Yen(10_500)), [1]);
        assert_eq!(kept_when_fixed(&accepted, Yen(14_700)), [1, 2]);
        assert_eq!(kept_when_fixed(&accepted, Yen(4_200)), [2], "the bank sent the first one back");
        for state in InstalmentState::ALL {
            assert_eq!(InstalmentState::from_code(state.code()), Some(state));
        }
    }

    proptest! {
        #[test]
        fn advances_never_come_to_more_than_the_grant_and_its_parts_tell_its_sums(
            shares in prop::collection::vec(1u8..=100, 0..4), granted in 0i64..=Yen::MAX.get(), part in 0i64..=100,
        ) {
            let plan: Vec<_> = shares.iter().map(|share| Advance { share: *share, after: After::Decision }).collect();
            let mut money = Money::granted(Yen(granted));
            let mut accepted = Vec::new();
            while let Some(next) = next_advance(&plan, &money, accepted.last().map_or(0, |(number, _)| *number)) {
                money = money.after(Movement::Advanced(next.yen)).unwrap().0;
                money = money.after(Movement::Paid(money.to_pay())).unwrap().0;
                accepted.push((next.instalment, next.yen));
                prop_assert!(money.is_sound() && money.advance <= money.granted, "{money:?}");
            }
            prop_assert_eq!(money.paid, advanced(&plan, Yen(granted), plan.len()));
            money = money.after(Movement::Fixed(Yen(granted / 100 * part))).unwrap().0;
            if money.to_pay() > Yen::ZERO {
                money = money.after(Movement::Paid(money.to_pay())).unwrap().0;
            }
            let parts = parts(&accepted, &money);
            prop_assert_eq!(Yen::total(parts.iter().map(|part| part.paid)), Some(money.paid));
            prop_assert!(parts.iter().all(|part| part.paid <= part.yen));
            prop_assert_eq!(money.paid.get() - money.overpaid().get(), money.entitled().get());
        }
    }
}
