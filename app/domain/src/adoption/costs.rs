//! What was spent for each office that newly adopted the system: whole yen, halves up; without an office no amount.

use crate::money::Yen;

/// Whose money it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// 補助金: paid less what came back.
    Subsidy,
    /// 周知施策: what activities that are done cost.
    Campaign,
    /// 資材の印刷・購入: what its orders cost.
    Printing,
    /// 講師派遣の旅費 that the municipality approved to pay.
    Travel,
}

impl Measure {
    /// Every one, in the order of a table.
    pub const ALL: [Self; 4] = [Self::Subsidy, Self::Campaign, Self::Printing, Self::Travel];
}

/// A measure's amount, with the newly adopted offices that it reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// What was spent. Below nothing where more came back than was paid.
    pub yen: Yen,
    /// Offices that newly adopted the system, and that it reached.
    pub adopted: u64,
}

impl Spent {
    /// The amount for each of them.
    pub fn each(self) -> Option<Yen> {
        cost_of_one(self.yen, self.adopted)
    }
}

/// An amount for each of some offices, rounded half up to whole yen; none where there is none, whatever was spent.
pub fn cost_of_one(spent: Yen, offices: u64) -> Option<Yen> {
    let offices = i128::from(offices);
    let doubled = 2 * i128::from(spent.get()) + offices;
    let each = doubled.checked_div_euclid(2 * offices)?;
    i64::try_from(each).ok().map(Yen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(441_000, 30, Some(14_700))]
    #[case(100, 3, Some(33))]
    #[case(101, 2, Some(51))]
    #[case(-101, 2, Some(-50))]
    #[case(0, 5, Some(0))]
    #[case(21_000, 0, None)]
    #[case(0, 0, None)]
    fn yen_are_whole_and_no_office_is_no_amount(
        #[case] spent: i64,
        #[case] offices: u64,
        #[case] each: Option<i64>,
    ) {
        assert_eq!(cost_of_one(Yen(spent), offices), each.map(Yen));
    }

    proptest! {
        #[test]
        fn the_amounts_of_all_are_off_by_at_most_half_a_yen_each(spent in any::<i64>(), offices in 1_u64..1_000_000) {
            let each = cost_of_one(Yen(spent), offices).unwrap();
            let off = i128::from(each.get()) * i128::from(offices) - i128::from(spent);
            prop_assert!(2 * off.abs() <= i128::from(offices));
        }

        #[test]
        fn more_money_is_no_less_and_more_offices_no_more(
            spent in 0..1_000_000_000_000_i64, more in 0..1_000_000_i64, offices in 1_u64..100_000,
        ) {
            let each = cost_of_one(Yen(spent), offices).unwrap();
            prop_assert!(cost_of_one(Yen(spent + more), offices).unwrap() >= each);
            prop_assert!(cost_of_one(Yen(spent), offices + 1).unwrap() <= each);
        }
    }
}
