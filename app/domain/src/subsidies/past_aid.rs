//! 補助金の累計: a programme may cap what one office, or one corporation where it counts by those, has of public aid of its
//! kind over several fiscal years, its own among it. What others paid is declared by the applicant; what the city granted stands in its own books.

use super::ReceiptNumber;
use crate::{fiscal_year::FiscalYear, money::Yen};
use serde::{Deserialize, Serialize};

/// Most years over which aid is added up.
pub const MOST_AID_YEARS: u16 = 10;

/// The cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AidCap {
    /// Over so many fiscal years, the year of the programme among them.
    pub years: u8,
    /// So much together.
    pub cap: Yen,
}

impl AidCap {
    /// The first year that counts, for an application of a year.
    pub fn first_year(self, year: FiscalYear) -> FiscalYear {
        let before = i32::from(self.years.max(1)) - 1;
        FiscalYear::from_year(year.year() - before).unwrap_or(year)
    }

    /// What may still be granted beside what was had already, in whole units of rounding.
    pub fn left(self, past: Yen, unit: i64) -> Yen {
        let left = self.cap.get().saturating_sub(past.get()).max(0);
        Yen(left - left % unit.max(1))
    }
}

/// Aid that the city's own books tell of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastAid {
    /// Its receipt number.
    pub receipt: ReceiptNumber,
    /// Title of its programme.
    pub programme: String,
    /// Whose budget pays.
    pub year: FiscalYear,
    /// What its office may have: the final amount, or before there is one the grant.
    pub yen: Yen,
    /// The office, where it is another one of the corporation.
    pub office: Option<String>,
}

/// All of it together.
pub fn aid_in_books(cases: &[PastAid]) -> Yen {
    Yen::checked_sum(cases.iter().map(|one| one.yen)).unwrap_or(Yen(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::{Claim, Step, amount, licence_fee_in_full, most, sample};
    use proptest::prelude::*;

    #[test]
    fn the_year_itself_is_one_of_the_years() {
        let year = |number| FiscalYear::from_year(number).unwrap();
        let of = |years| AidCap { years, cap: Yen(1) }.first_year(year(2024));
        assert_eq!([of(1), of(3), of(0)], [year(2024), year(2022), year(2024)]);
    }

    #[test]
    fn what_was_had_before_leaves_less_and_a_row_says_so() {
        let mut rules = licence_fee_in_full(&sample::city(), sample::r6());
        rules.aid_cap = Some(AidCap { years: 3, cap: Yen(50_000) });
        let with =
            |past| amount(&rules, &Claim { past: Yen(past), ..Claim::of(&rules.expense, Yen(21_000)) });
        assert_eq!(with(0).yen, Yen(21_000));
        assert_eq!(with(29_000).yen, Yen(21_000));
        let less = with(35_000);
        assert_eq!(less.yen, Yen(15_000));
        let row = Step::LeftByPast { cap: Yen(50_000), past: Yen(35_000), yen: Yen(15_000) };
        assert_eq!(less.steps.last(), Some(&row));
        assert_eq!(with(60_000).yen, Yen::ZERO);
        rules.aid_cap = Some(AidCap { years: 3, cap: Yen(15_000) });
        assert_eq!(most(&rules), Yen(15_000), "no application reserves more than the cap");
    }

    proptest! {
        #[test]
        fn never_more_than_the_cap_together(cap in 0i64..1_000_000, past in 0i64..1_000_000, unit in 1i64..1_001) {
            let left = AidCap { years: 1, cap: Yen(cap) }.left(Yen(past), unit);
            prop_assert!(left >= Yen::ZERO && left.get() % unit == 0);
            prop_assert!(left == Yen::ZERO || left.get() + past <= cap);
        }
    }
}
