//! 試算: what offices would get under rules, counted by the same function that counts what they do get.

use super::{
    Basis, Claim, ClaimedExpense, Expense, ExpenseSection, Grant, Rules, Stacking, TaxStatus, amount,
};
use crate::money::Yen;

/// One imagined office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What it claims.
    pub claim: Claim,
    /// What it gets, and how that comes about.
    pub grant: Grant,
}

/// Most examples that are shown.
const MOST: usize = 6;

/// A cost to show where no cap tells what is usual.
const WITHOUT_CAP: Yen = Yen(300_000);

/// Examples for rules, where a licence costs `fee`: the usual cost, half of it, twice as much, and whatever else the
/// rules make a difference of.
pub fn examples(rules: &Rules, fee: Yen) -> Vec<Example> {
    let mut claims: Vec<Claim> = Vec::new();
    for item in items(&rules.expense, fee) {
        claims.push(Claim { items: vec![item], ..Claim::default() });
    }
    if !rules.further_expenses.is_empty() {
        let all = rules.expenses().filter_map(|expense| items(expense, fee).into_iter().next()).collect();
        claims.push(Claim { items: all, ..Claim::default() });
    }
    if ExpenseSection::asks_tax(rules) {
        let both = claims
            .iter()
            .flat_map(|claim| TaxStatus::ALL.map(|status| Claim { tax: Some(status), ..claim.clone() }));
        claims = both.collect();
    }
    match &rules.stacking {
        Stacking::Forbidden => {}
        Stacking::Allowed => {
            if let Some(usual) = claims.first().cloned() {
                let half = Yen(usual.paid().get() / 2);
                claims.insert(1, Claim { others: half, ..usual });
            }
        }
        Stacking::CoFunder { name: _, rate } => {
            for claim in &mut claims {
                let share = i128::from(claim.counted(rules).get()) * i128::from(rate.numerator())
                    / i128::from(rate.denominator());
                claim.others = Yen(i64::try_from(share).unwrap_or(i64::MAX));
            }
        }
    }
    claims.truncate(MOST);
    claims.into_iter().map(|claim| Example { grant: amount(rules, &claim), claim }).collect()
}

/// What is claimed of one category: the usual first.
fn items(expense: &Expense, fee: Yen) -> Vec<ClaimedExpense> {
    let empty = ClaimedExpense { slot: expense.slot, ..ClaimedExpense::default() };
    match expense.basis {
        Basis::Cost => {
            let usual = expense.cap.unwrap_or(WITHOUT_CAP).max(fee);
            let half = Yen(usual.get() / 2);
            let twice = usual.checked_mul(2).unwrap_or(usual);
            let paid = |paid| ClaimedExpense { paid, paid_on: Some(expense.paid_from), ..empty };
            [usual, half, twice].map(paid).into()
        }
        Basis::Linkage { least, .. } => {
            let counts = [least, least.saturating_add(2), least.saturating_sub(1)];
            counts
                .into_iter()
                .filter(|count| *count > 0)
                .map(|linkages| ClaimedExpense { linkages, ..empty })
                .collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{Template, sample};

    fn grants(template: Template) -> Vec<i64> {
        let rules = template.rules(&sample::city(), sample::r6());
        examples(&rules, Yen(21_000)).into_iter().map(|example| example.grant.yen.get()).collect()
    }

    #[test]
    fn examples_show_what_the_rules_make_a_difference_of() {
        assert_eq!(grants(Template::LicenceInFull), [21_000, 10_500, 21_000]);
        assert_eq!(grants(Template::LicenceAndSoftware), [21_000, 10_500, 21_000, 321_000]);
        assert_eq!(grants(Template::CoFunded), [5_250, 2_625, 5_250]);
        assert_eq!(grants(Template::Linkages)[..2], [30_000, 30_000]);
    }

    #[test]
    fn every_template_has_examples_and_none_is_all_nothing() {
        for template in Template::ALL {
            let grants = grants(template);
            assert!((2..=MOST).contains(&grants.len()) && grants[0] > 0, "{template:?} {grants:?}");
        }
    }
}
