//! 導入率: always with numerator, denominator and day, never a bare percentage (domain.md §7, invariant 11).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How many offices of how many use the system on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rate {
    /// Offices that use it.
    pub numerator: u32,
    /// Offices that could.
    pub denominator: u32,
    /// The day for which it holds.
    pub as_of: NaiveDate,
}

/// A percentage, or a difference of two, in tenths: 145 is 14.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tenths(pub i64);

impl Rate {
    /// The percentage, rounded half up to one decimal; none where there is no office.
    pub fn percent(self) -> Option<Tenths> {
        ratio(u64::from(self.numerator), u64::from(self.denominator))
    }

    /// The difference to an earlier rate in percentage points, from the fractions and not from what was rounded: from
    /// 4/188 to 30/188 it is 13.8 points, though 16.0 less 2.1 is 13.9 (domain.md §1.6).
    pub fn points_since(self, earlier: Self) -> Option<Tenths> {
        let of = |rate: Self| (u64::from(rate.numerator), u64::from(rate.denominator));
        ratio_difference(of(self), of(earlier))
    }
}

/// A percentage of two counts, halves up.
pub(super) fn ratio(numerator: u64, denominator: u64) -> Option<Tenths> {
    rounded(i128::from(numerator) * 1000, i128::from(denominator))
}

/// The difference of two such fractions in percentage points.
pub(super) fn ratio_difference(now: (u64, u64), before: (u64, u64)) -> Option<Tenths> {
    let ((numerator, denominator), (earlier, whole)) = (now, before);
    let cross = |one: u64, other: u64| i128::from(one).checked_mul(i128::from(other));
    let rise = cross(numerator, whole)?.checked_sub(cross(earlier, denominator)?)?;
    rounded(rise.checked_mul(1000)?, cross(denominator, whole)?)
}

/// The quotient, rounded to the nearest, halves away from zero; none when it would divide by zero, or where the numbers
/// are larger than any count is.
fn rounded(dividend: i128, divisor: i128) -> Option<Tenths> {
    let doubled = dividend.checked_abs()?.checked_mul(2)?.checked_add(divisor)?;
    let nearest = doubled.checked_div(divisor.checked_mul(2)?)?;
    i64::try_from(nearest.checked_mul(dividend.signum())?).ok().map(Tenths)
}

impl Tenths {
    /// With its sign, as a difference is written: `+13.8`, `-0.4`, `±0.0`.
    pub fn signed(self) -> String {
        match self.0.signum() {
            1 => format!("+{self}"),
            0 => format!("±{self}"),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{}", self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn rate(numerator: u32, denominator: u32) -> Rate {
        Rate { numerator, denominator, as_of: NaiveDate::default() }
    }

    #[rstest]
    #[case(4, 188, "2.1")]
    #[case(30, 188, "16.0")]
    #[case(10, 69, "14.5")]
    #[case(352, 1741, "20.2")]
    #[case(1, 2000, "0.1")]
    #[case(1, 2001, "0.0")]
    #[case(69, 69, "100.0")]
    #[case(0, 69, "0.0")]
    fn a_rate_is_rounded_half_up(#[case] numerator: u32, #[case] denominator: u32, #[case] percent: &str) {
        assert_eq!(rate(numerator, denominator).percent().unwrap().to_string(), percent);
    }

    #[test]
    fn the_difference_comes_from_the_fractions() {
        let (before, after) = (rate(4, 188), rate(30, 188));
        assert_eq!(after.points_since(before).unwrap().signed(), "+13.8");
        assert_eq!(before.points_since(after).unwrap().signed(), "-13.8");
        assert_eq!(after.points_since(after).unwrap().signed(), "±0.0");
        assert_eq!(rate(1, 1000).points_since(rate(5, 1000)).unwrap().to_string(), "-0.4");
    }

    #[test]
    fn without_an_office_there_is_no_rate() {
        assert_eq!(rate(0, 0).percent(), None);
        assert_eq!(rate(3, 0).percent(), None);
        assert_eq!(rate(1, 2).points_since(rate(0, 0)), None);
        assert_eq!(rate(0, 0).points_since(rate(1, 2)), None);
    }

    proptest! {
        #[test]
        fn a_rate_is_off_by_at_most_half_a_tenth(numerator in any::<u32>(), denominator in 1..u32::MAX) {
            let tenths = i128::from(rate(numerator, denominator).percent().unwrap().0);
            let error = i128::from(numerator) * 2000 - tenths * 2 * i128::from(denominator);
            prop_assert!(error.abs() <= i128::from(denominator));
        }

        #[test]
        fn the_difference_turns_its_sign_with_its_direction(
            a in any::<u32>(), b in 1..u32::MAX, c in any::<u32>(), d in 1..u32::MAX,
        ) {
            let there = rate(a, b).points_since(rate(c, d));
            let back = rate(c, d).points_since(rate(a, b));
            prop_assert_eq!(there.map(|points| points.0), back.map(|points| -points.0));
        }
    }
}
