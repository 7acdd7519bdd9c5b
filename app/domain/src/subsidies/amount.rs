//! The amount of a grant: a pure function of the rules and what is claimed, in whole yen (domain.md §7, invariant 4).
//!
//! Each category is counted for itself: the fraction is exact until the one rounding, always downwards, that the rules
//! name; since a cap is a multiple of the rounding unit, it does not matter which of the two comes first. Then come
//! what holds for all of them together: the cap over all, and what other subsidies leave of the cost.

use super::{Basis, Expense, OfficeTraits, Rate, Rounding, Rules, TaxStatus};
use crate::money::Yen;
use chrono::NaiveDate;

/// What an applicant claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claim {
    /// Category by category; one that is not claimed is not there.
    pub items: Vec<ClaimedExpense>,
    /// Whether the applicant gets consumption tax back, where the rules ask for it.
    pub tax: Option<TaxStatus>,
    /// What other subsidies pay for the same cost.
    pub others: Yen,
    /// Aid of the kind in the years that count, where the rules cap it.
    pub past: Yen,
}

/// What is claimed in one category.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClaimedExpense {
    /// The category.
    pub slot: u8,
    /// Amount paid, consumption tax included, as on the receipt.
    pub paid: Yen,
    /// When; what is counted by linkages has no such day.
    pub paid_on: Option<NaiveDate>,
    /// 連携先.
    pub linkages: u16,
}

impl Claim {
    /// So much paid in one category, and nothing else.
    pub fn of(expense: &Expense, paid: Yen) -> Self {
        let item = ClaimedExpense { slot: expense.slot, paid, ..ClaimedExpense::default() };
        Self { items: vec![item], ..Self::default() }
    }

    /// What is claimed in a category.
    pub fn item(&self, slot: u8) -> Option<&ClaimedExpense> {
        self.items.iter().find(|item| item.slot == slot)
    }

    /// What was paid in all categories together, each no more than the price of its day.
    pub fn counted(&self, rules: &Rules) -> Yen {
        let counted = self.items.iter().map(|item| {
            let price = rules.expense(item.slot).zip(item.paid_on).and_then(|(own, day)| own.price_on(day));
            price.map_or(item.paid, |price| price.min(item.paid))
        });
        Yen::checked_sum(counted).unwrap_or(Yen(i64::MAX))
    }

    /// What was paid in all categories together.
    pub fn paid(&self) -> Yen {
        Yen::checked_sum(self.items.iter().map(|item| item.paid)).unwrap_or(Yen(i64::MAX))
    }
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The category that the next lines are about, where several are claimed.
    Category(String),
    /// 支払額（税込）.
    Paid(Yen),
    /// 定価 applied.
    Priced(Yen),
    /// 税抜額.
    WithoutTax(Yen),
    /// 補助率.
    Rated {
        /// Rate applied.
        rate: Rate,
        /// Amount after it.
        yen: Yen,
    },
    /// 連携先 × 単価.
    Counted {
        /// How many.
        linkages: u16,
        /// For each.
        each: Yen,
        /// Amount after it.
        yen: Yen,
    },
    /// Fewer linkages than the rules ask for: nothing is paid.
    TooFew {
        /// How many.
        linkages: u16,
        /// How many are asked for.
        least: u16,
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
    /// All categories together.
    Total(Yen),
    /// 上限額 over all categories applied.
    TotalCapped(Yen),
    /// Other subsidies leave no more of the cost than this.
    LeftByOthers {
        /// What they pay.
        others: Yen,
        /// What they leave.
        yen: Yen,
    },
    /// Aid of earlier years leaves no more of what one may have.
    LeftByPast {
        /// So much together.
        cap: Yen,
        /// What was had already.
        past: Yen,
        /// What is left.
        yen: Yen,
    },
}

/// A cost in elevenths of a yen: what a price without tax is exact in.
type Elevenths = i128;

/// The grant for a claim.
pub fn amount(rules: &Rules, claim: &Claim) -> Grant {
    let claimed: Vec<_> =
        rules.expenses().filter_map(|expense| Some((expense, claim.item(expense.slot)?))).collect();
    let several = claimed.len() > 1;
    let mut steps = Vec::new();
    let (mut total, mut cost, mut unit) = (0_i64, 0, 1);
    for (expense, item) in claimed {
        if several {
            steps.push(Step::Category(expense.name.clone()));
        }
        let (yen, own) = match expense.basis {
            Basis::Cost => of_cost(expense, item, claim.tax, &mut steps),
            Basis::Linkage { yen, least } => of_linkages(expense, item, yen, least, &mut steps),
        };
        total = total.saturating_add(yen.get());
        cost += own;
        unit = unit.max(expense.rounding.unit());
    }
    let mut yen = Yen(total);
    if several {
        steps.push(Step::Total(yen));
    }
    if let Some(cap) = rules.total_cap
        && yen > cap
    {
        yen = cap;
        steps.push(Step::TotalCapped(yen));
    }
    if claim.others > Yen::ZERO {
        let left = whole((cost - i128::from(claim.others.get()) * 11).max(0), 11, unit);
        if yen > left {
            yen = left;
            steps.push(Step::LeftByOthers { others: claim.others, yen });
        }
    }
    if let Some(aid) = rules.aid_cap {
        let left = aid.left(claim.past, unit);
        if yen > left {
            yen = left;
            steps.push(Step::LeftByPast { cap: aid.cap, past: claim.past, yen });
        }
    }
    Grant { yen, steps }
}

/// What one category pays for what was paid, and how much of that is its cost.
fn of_cost(
    expense: &Expense,
    item: &ClaimedExpense,
    status: Option<TaxStatus>,
    steps: &mut Vec<Step>,
) -> (Yen, Elevenths) {
    steps.push(Step::Paid(item.paid));
    let mut paid = item.paid.max(Yen::ZERO);
    if let Some(price) = item.paid_on.and_then(|day| expense.price_on(day))
        && paid > price
    {
        paid = price;
        steps.push(Step::Priced(price));
    }
    // Without tax is paid / 1.10, kept as a fraction.
    let excludes = expense.tax.excludes(status);
    let cost = i128::from(paid.get()) * if excludes { 10 } else { 11 };
    if excludes {
        steps.push(Step::WithoutTax(whole(cost, 11, 1)));
    }

    let above = cost * i128::from(expense.rate.numerator());
    let below = 11 * i128::from(expense.rate.denominator());
    if !expense.rate.is_whole() {
        steps.push(Step::Rated { rate: expense.rate, yen: whole(above, below, 1) });
    }
    let yen = whole(above, below, expense.rounding.unit());
    if above != i128::from(yen.get()) * below {
        steps.push(Step::Rounded { rounding: expense.rounding, yen });
    }
    (within(expense, yen, steps), cost)
}

/// What one category pays for linkages. It pays the same whatever they cost, so that is all the cost it has.
fn of_linkages(
    expense: &Expense,
    item: &ClaimedExpense,
    each: Yen,
    least: u16,
    steps: &mut Vec<Step>,
) -> (Yen, Elevenths) {
    let linkages = item.linkages;
    if linkages < least {
        steps.push(Step::TooFew { linkages, least });
        return (Yen::ZERO, 0);
    }
    let counted = each.checked_mul(i64::from(linkages)).unwrap_or(Yen(i64::MAX));
    steps.push(Step::Counted { linkages, each, yen: counted });
    let yen = whole(i128::from(counted.get()), 1, expense.rounding.unit());
    if yen != counted {
        steps.push(Step::Rounded { rounding: expense.rounding, yen });
    }
    let yen = within(expense, yen, steps);
    (yen, i128::from(yen.get()) * 11)
}

/// 上限額・下限額 of one category.
fn within(expense: &Expense, mut yen: Yen, steps: &mut Vec<Step>) -> Yen {
    if let Some(cap) = expense.cap
        && yen > cap
    {
        yen = cap;
        steps.push(Step::Capped(yen));
    }
    if yen < expense.floor {
        yen = Yen::ZERO;
        steps.push(Step::BelowFloor(expense.floor));
    }
    yen
}

/// `above / below`, rounded down to a multiple of `unit`.
fn whole(above: i128, below: i128, unit: i64) -> Yen {
    let unit = i128::from(unit);
    let yen = above / (below * unit) * unit;
    Yen(i64::try_from(yen).unwrap_or(i64::MAX))
}

/// Whether anything but the budget ends what one application is paid.
pub fn is_capped(rules: &Rules) -> bool {
    rules.total_cap.is_some()
        || rules.aid_cap.is_some()
        || rules.expenses().all(|expense| expense.cap.is_some())
}

/// The most that one application can reserve, whatever office it is of: the budget where a category has no cap.
pub fn most(rules: &Rules) -> Yen {
    let of = |traits: OfficeTraits| {
        let own = rules.expenses().filter(|expense| expense.applies.to(traits));
        let caps: Option<Vec<Yen>> = own.map(|expense| expense.cap).collect();
        caps.map_or(rules.budget, |caps| Yen::checked_sum(caps).unwrap_or(Yen(i64::MAX)))
    };
    let caps = OfficeTraits::ALL.map(of).into_iter().max().unwrap_or(Yen::ZERO);
    let caps = rules.total_cap.map_or(caps, |cap| cap.min(caps));
    rules.aid_cap.map_or(caps, |aid| aid.cap.min(caps))
}

/// What must remain of the budget for more applications to be received: the full amount of one, or anything at all where
/// no amount is the full one.
pub fn needed(rules: &Rules) -> Yen {
    if is_capped(rules) { most(rules) } else { Yen(1) }
}

/// How many more applications of the full amount a remaining budget pays for; one where no amount is the full one.
pub fn places(rules: &Rules, remaining: Yen) -> u64 {
    if !is_capped(rules) {
        return u64::from(remaining > Yen::ZERO);
    }
    let most = most(rules).get();
    if most <= 0 { 0 } else { u64::try_from(remaining.get() / most).unwrap_or(0) }
}

#[cfg(test)]
mod tests;
