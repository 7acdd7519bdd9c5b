//! The amount of a grant: a pure function of the rules and what was paid, in whole yen (domain.md §7, invariant 4).
//!
//! The fraction is exact until the one rounding, always downwards, that the rules name; since a cap is a multiple of
//! the rounding unit, it does not matter which of the two comes first.

use super::{Rate, Rounding, Rules, TaxBasis};
use crate::money::Yen;
use serde::{Deserialize, Serialize};

/// What an applicant paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedExpense {
    /// Amount paid, consumption tax included, as on the receipt.
    pub paid: Yen,
}

/// What is granted for it, and how that came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// 交付額. Zero where the rules pay nothing.
    pub yen: Yen,
    /// The way from the amount paid to the grant, for showing.
    pub steps: Vec<Step>,
}

/// One line of the explanation. Amounts between are shown without their fraction, but never counted on without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// 支払額（税込）.
    Paid(Yen),
    /// 税抜額.
    WithoutTax(Yen),
    /// 補助率.
    Rated {
        /// Rate applied.
        rate: Rate,
        /// Amount after it.
        yen: Yen,
    },
    /// 端数処理.
    Rounded {
        /// How.
        rounding: Rounding,
        /// Amount after it.
        yen: Yen,
    },
    /// 上限額 applied.
    Capped(Yen),
    /// Less than 下限額: nothing is paid.
    BelowFloor(Yen),
}

/// The grant for an expense.
pub fn amount(rules: &Rules, claimed: &ClaimedExpense) -> Grant {
    let expense = &rules.expense;
    let paid = i128::from(claimed.paid.get().max(0));
    let mut steps = vec![Step::Paid(claimed.paid)];

    // Without tax is paid / 1.10, kept as a fraction.
    let (mut above, mut below) = match expense.tax {
        TaxBasis::Inclusive => (paid, 1),
        TaxBasis::Exclusive => (paid * 10, 11),
    };
    if expense.tax == TaxBasis::Exclusive {
        steps.push(Step::WithoutTax(whole(above, below, 1)));
    }

    above *= i128::from(expense.rate.numerator());
    below *= i128::from(expense.rate.denominator());
    if !expense.rate.is_whole() {
        steps.push(Step::Rated { rate: expense.rate, yen: whole(above, below, 1) });
    }

    let mut yen = whole(above, below, expense.rounding.unit());
    if above != i128::from(yen.get()) * below {
        steps.push(Step::Rounded { rounding: expense.rounding, yen });
    }
    if yen > expense.cap {
        yen = expense.cap;
        steps.push(Step::Capped(yen));
    }
    if yen < expense.floor {
        yen = Yen::ZERO;
        steps.push(Step::BelowFloor(expense.floor));
    }
    Grant { yen, steps }
}

/// `above / below`, rounded down to a multiple of `unit`.
fn whole(above: i128, below: i128, unit: i64) -> Yen {
    let unit = i128::from(unit);
    let yen = above / (below * unit) * unit;
    Yen(i64::try_from(yen).unwrap_or(i64::MAX))
}

/// The most that one application can reserve.
pub fn most(rules: &Rules) -> Yen {
    rules.expense.cap
}

/// How many more applications of the full amount a remaining budget pays for.
pub fn places(rules: &Rules, remaining: Yen) -> u64 {
    let cap = rules.expense.cap.get();
    if cap <= 0 { 0 } else { u64::try_from(remaining.get() / cap).unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::licence_fee_in_full;
    use crate::subsidies::sample;
    use proptest::prelude::*;

    fn with(tax: TaxBasis, rate: &str, rounding: Rounding) -> Rules {
        let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
        rules.expense.tax = tax;
        rules.expense.rate = Rate::parse(rate).unwrap();
        rules.expense.rounding = rounding;
        rules
    }

    fn yen(rules: &Rules, paid: i64) -> i64 {
        amount(rules, &ClaimedExpense { paid: Yen(paid) }).yen.get()
    }

    #[test]
    fn the_licence_fee_in_full_is_21000_yen() {
        assert_eq!(yen(&with(TaxBasis::Inclusive, "全額", Rounding::OneYen), 21_000), 21_000);
    }

    #[test]
    fn without_tax_and_below_a_thousand_cut_off_it_is_19000_yen() {
        let rules = with(TaxBasis::Exclusive, "10/10", Rounding::ThousandYen);
        assert_eq!(yen(&rules, 21_000), 19_000);
        let steps = amount(&rules, &ClaimedExpense { paid: Yen(21_000) }).steps;
        assert_eq!(
            steps,
            [
                Step::Paid(Yen(21_000)),
                Step::WithoutTax(Yen(19_090)),
                Step::Rounded { rounding: Rounding::ThousandYen, yen: Yen(19_000) },
            ]
        );
    }

    #[test]
    fn three_quarters_and_the_remaining_quarter_make_the_whole() {
        assert_eq!(yen(&with(TaxBasis::Inclusive, "3/4", Rounding::OneYen), 21_000), 15_750);
        assert_eq!(yen(&with(TaxBasis::Inclusive, "1/4", Rounding::OneYen), 21_000), 5_250);
    }

    #[test]
    fn more_than_the_cap_is_never_granted_and_less_than_the_floor_is_nothing() {
        let mut rules = with(TaxBasis::Inclusive, "全額", Rounding::OneYen);
        assert_eq!(yen(&rules, 42_000), 21_000);
        rules.expense.floor = Yen(10_000);
        assert_eq!(yen(&rules, 9_999), 0);
        assert_eq!(yen(&rules, 10_000), 10_000);
    }

    #[test]
    fn what_remains_is_counted_in_whole_places() {
        let rules = with(TaxBasis::Inclusive, "全額", Rounding::OneYen);
        assert_eq!(places(&rules, Yen(2_100_000)), 100);
        assert_eq!(places(&rules, Yen(20_999)), 0);
    }

    prop_compose! {
        fn any_rules()(
            inclusive: bool, denominator in 1u32..10_000, part in 0u32..10_000, rounding in 0usize..3,
            cap in 0i64..1_000_000, floor in 0i64..1_000_000,
        ) -> Rules {
            let rounding = Rounding::ALL[rounding];
            let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
            rules.expense.tax = if inclusive { TaxBasis::Inclusive } else { TaxBasis::Exclusive };
            rules.expense.rate = Rate::new(1 + part % denominator, denominator).expect("within the whole");
            rules.expense.cap = Yen(cap * rounding.unit());
            rules.expense.floor = Yen(floor);
            rules.expense.rounding = rounding;
            rules
        }
    }

    proptest! {
        #[test]
        fn a_grant_is_whole_units_and_never_above_the_cost_or_the_cap(rules in any_rules(), paid in 0i64..=i64::MAX) {
            let grant = yen(&rules, paid);
            prop_assert!(grant >= 0 && grant <= paid && grant <= rules.expense.cap.get());
            prop_assert_eq!(grant % rules.expense.rounding.unit(), 0);
            prop_assert!(grant == 0 || grant >= rules.expense.floor.get());
        }

        #[test]
        fn paying_more_never_lowers_the_grant(rules in any_rules(), paid in 0i64..1_000_000_000, more in 0i64..1_000_000) {
            prop_assert!(yen(&rules, paid) <= yen(&rules, paid + more));
        }
    }
}
