//! What a programme pays of the licence.

use crate::{
    money::Yen,
    subsidies::{Basis, Claim, ClaimedExpense, Rules, amount},
};
use chrono::NaiveDate;

/// What a programme would grant for the fee of one licence that is paid on a day; nothing where it pays for other things.
/// The category is the one that is priced by date or called by the licence.
pub fn licence_subsidy(rules: &Rules, fee: Yen, today: NaiveDate) -> Yen {
    let licence = rules.expenses().find(|expense| {
        expense.basis == Basis::Cost && (!expense.prices.is_empty() || expense.name.contains("ライセンス"))
    });
    let Some(expense) = licence.filter(|_| fee > Yen::ZERO) else { return Yen::ZERO };
    let item = ClaimedExpense { paid_on: Some(today), ..ClaimedExpense::default() };
    let item = ClaimedExpense { slot: expense.slot, paid: fee, ..item };
    amount(rules, &Claim { items: vec![item], ..Claim::default() }).yen.min(fee)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{licence_fee_in_full, sample};

    #[test]
    fn a_programme_for_the_licence_pays_its_fee_and_no_more() {
        let rules = licence_fee_in_full(&sample::city(), sample::r6());
        let today = "2024-07-03".parse().unwrap();
        assert_eq!(licence_subsidy(&rules, Yen(21_000), today), Yen(21_000));
        assert_eq!(licence_subsidy(&rules, Yen::ZERO, today), Yen::ZERO);
        let mut other = rules;
        other.expense.name = "タブレット端末".to_owned();
        other.expense.prices = Vec::new();
        assert_eq!(licence_subsidy(&other, Yen(21_000), today), Yen::ZERO);
    }
}
