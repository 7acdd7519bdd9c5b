//! 実績集計: what a municipality tells its prefecture of a year, in numbers alone; and how several are added up.

use super::Tally;
use crate::{adoption::Rate, fiscal_year::FiscalYear, money::Yen};
use serde::{Deserialize, Serialize};

/// What was achieved in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearResult {
    /// The year.
    pub year: FiscalYear,
    /// Programme by programme.
    pub programmes: Vec<ProgrammeResult>,
    /// 導入率 of the municipality's offices on the day of telling.
    pub adoption: Rate,
}

/// What became of one programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeResult {
    /// Its title.
    pub title: String,
    /// 予算額.
    pub budget: Yen,
    /// 受付.
    pub received: u64,
    /// 交付決定.
    pub granted: u64,
    /// 不交付決定.
    pub refused: u64,
    /// 取下げ.
    pub withdrawn: u64,
    /// Nothing decided yet.
    pub open: u64,
    /// 決定額 that stands.
    pub committed: Yen,
    /// 支払額, less what was refunded.
    pub paid: Yen,
}

impl ProgrammeResult {
    /// Its equation.
    pub const fn tally(&self) -> Tally {
        Tally {
            received: self.received,
            granted: self.granted,
            refused: self.refused,
            withdrawn: self.withdrawn,
            open: self.open,
        }
    }
}

/// The sums of several programmes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// 予算額.
    pub budget: Yen,
    /// What became of the applications.
    pub tally: Tally,
    /// 決定額.
    pub committed: Yen,
    /// 支払額.
    pub paid: Yen,
}

impl Totals {
    /// The sums of these; none where an amount leaves the range of the type.
    pub fn of<'a>(programmes: impl IntoIterator<Item = &'a ProgrammeResult>) -> Option<Self> {
        programmes.into_iter().try_fold(Self::default(), |sum, one| {
            Some(Self {
                budget: sum.budget.checked_add(one.budget)?,
                tally: sum.tally.and(one.tally()),
                committed: sum.committed.checked_add(one.committed)?,
                paid: sum.paid.checked_add(one.paid)?,
            })
        })
    }

    /// 執行率 of the budget in per mille, by what is paid; none without a budget.
    pub fn executed(&self) -> Option<i64> {
        let (paid, budget) = (i128::from(self.paid.get()), i128::from(self.budget.get()));
        (budget > 0)
            .then(|| (2000 * paid + budget) / (2 * budget))
            .and_then(|mille| i64::try_from(mille).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programme(budget: i64, paid: i64) -> ProgrammeResult {
        ProgrammeResult {
            title: "ライセンス料補助".into(),
            budget: Yen(budget),
            received: 3,
            granted: 1,
            refused: 1,
            withdrawn: 0,
            open: 1,
            committed: Yen(21_000),
            paid: Yen(paid),
        }
    }

    #[test]
    fn several_are_added_up_and_every_application_once() {
        let totals = Totals::of(&[programme(100_000, 21_000), programme(50_000, 0)]).unwrap();
        assert_eq!((totals.budget, totals.paid), (Yen(150_000), Yen(21_000)));
        assert!(totals.tally.holds() && totals.tally.received == 6);
        assert_eq!(totals.executed(), Some(140));
        assert_eq!(Totals::of(&[]).unwrap().executed(), None);
    }
}
