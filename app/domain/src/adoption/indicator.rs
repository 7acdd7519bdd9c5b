//! A number of the adoption with everything that makes it true: what is counted over what, of which day, from where.

use super::rate::{Tenths, ratio, ratio_difference};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What is counted over what. A sentence of each stands in `app::messages::adoption_counts`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Definition {
    /// 導入率: offices with a licence, or that use it, over the offices that the register knew as open that day.
    Adopted,
    /// 導入予定: offices that have promised to begin, over the same.
    Pledged,
    /// 停止: offices that did use it and no longer do, over the same.
    Stopped,
    /// The offices of cities that share their counts: the sum of their numerators over that of their denominators.
    AdoptedOfCities,
}

/// Where the two numbers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The house's own register, and the evidence it holds.
    Register,
    /// What cities share of theirs.
    Cities,
    /// What somebody else published.
    Published,
}

/// One number: never a bare percentage (domain.md §7, invariant 11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Indicator {
    /// What is counted over what.
    pub definition: Definition,
    /// How many of them.
    pub numerator: u64,
    /// Of how many.
    pub denominator: u64,
    /// The day for which it holds.
    pub as_of: NaiveDate,
    /// Where the two numbers come from.
    pub source: Origin,
}

impl Indicator {
    /// The percentage, halves up to one decimal; none where there is nothing to count over.
    pub fn rate(self) -> Option<Tenths> {
        ratio(self.numerator, self.denominator)
    }

    /// The difference to an earlier one in percentage points, from the exact fractions: 4/188 to 30/188 is +13.8. None
    /// where the two do not count the same thing over the same thing.
    pub fn points_since(self, earlier: Self) -> Option<Tenths> {
        let same = self.definition == earlier.definition && self.source == earlier.source;
        let (now, before) = ((self.numerator, self.denominator), (earlier.numerator, earlier.denominator));
        if same { ratio_difference(now, before) } else { None }
    }

    /// How large the denominator of somebody's number must have been, from their numerator and percentage: 28,191 and
    /// 9.8 % are about 287,700. None where the percentage is nothing.
    pub fn implied_denominator(numerator: u64, percent: Tenths) -> Option<u64> {
        let tenths = u64::try_from(percent.0).ok().filter(|tenths| *tenths > 0)?;
        let exact = (u128::from(numerator) * 1000 + u128::from(tenths) / 2) / u128::from(tenths);
        u64::try_from(exact).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn indicator(numerator: u64, denominator: u64) -> Indicator {
        let as_of = NaiveDate::default();
        Indicator { definition: Definition::Adopted, numerator, denominator, as_of, source: Origin::Register }
    }

    #[test]
    fn musashino_rises_by_13_8_points() {
        let (before, after) = (indicator(4, 188), indicator(30, 188));
        assert_eq!(before.rate().unwrap().to_string(), "2.1");
        assert_eq!(after.rate().unwrap().to_string(), "16.0");
        assert_eq!(after.points_since(before).unwrap().signed(), "+13.8");
    }

    #[test]
    fn what_is_not_counted_alike_is_not_compared() {
        let ours = indicator(30, 188);
        let theirs = Indicator { source: Origin::Published, ..indicator(4, 188) };
        let planned = Indicator { definition: Definition::Pledged, ..indicator(4, 188) };
        assert_eq!((ours.points_since(theirs), ours.points_since(planned)), (None, None));
        assert_eq!(indicator(0, 0).rate(), None);
        assert_eq!(ours.points_since(indicator(0, 0)), None);
    }

    #[test]
    fn a_published_percentage_tells_what_it_was_counted_over() {
        assert_eq!(Indicator::implied_denominator(28_191, Tenths(98)), Some(287_663));
        assert_eq!(Indicator::implied_denominator(19_283, Tenths(76)), Some(253_724));
        assert_eq!(Indicator::implied_denominator(5, Tenths(0)), None);
        assert_eq!(Indicator::implied_denominator(5, Tenths(-1)), None);
    }

    proptest! {
        #[test]
        fn the_implied_denominator_gives_the_percentage_again(
            denominator in 1_000..1_000_000_u64, percent in 1..=1000_u64,
        ) {
            let numerator = denominator * percent / 1000;
            prop_assume!(numerator > 0);
            let rate = ratio(numerator, denominator).unwrap();
            prop_assume!(rate.0 > 0);
            let implied = Indicator::implied_denominator(numerator, rate).unwrap();
            prop_assert_eq!(ratio(numerator, implied), Some(rate));
        }

        #[test]
        fn no_count_is_too_large(a in any::<u64>(), b in any::<u64>(), c in any::<u64>(), d in any::<u64>()) {
            let (one, other) = (indicator(a, b), indicator(c, d));
            let there = one.points_since(other).map(|points| points.0);
            prop_assert_eq!(there, other.points_since(one).map(|points| -points.0));
        }
    }
}
