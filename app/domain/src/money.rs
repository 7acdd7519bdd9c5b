//! Amounts of money: whole yen, never a fraction and never a float.
//!
//! Arithmetic is checked, because an amount that wrapped would be paid.

use crate::text::normalise_code;
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// An amount in yen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Yen(pub i64);

/// Why a text is not an amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum YenError {
    /// Nothing was typed.
    #[error("no amount")]
    Missing,
    /// A character that does not belong to an amount.
    #[error("unexpected character {0:?}")]
    Character(char),
    /// The commas do not stand at every third digit, as in `21,00`.
    #[error("commas are not at the thousands")]
    Grouping,
    /// Less than one yen.
    #[error("an amount has no fraction of a yen")]
    Fraction,
    /// Below zero.
    #[error("an amount is not negative")]
    Negative,
    /// More than [`Yen::MAX`].
    #[error("the amount is too large")]
    TooLarge,
}

impl Yen {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount a form accepts: twelve digits, as wide as the total of a pay run file.
    pub const MAX: Self = Self(999_999_999_999);

    /// The number of yen.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum; none where it does not fit.
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// Reads an amount as people type it: `21000`, `21,000円`, `￥２１，０００`, `21,000-`.
    pub fn parse(typed: &str) -> Result<Self, YenError> {
        let code = normalise_code(typed);
        let code = code.strip_suffix("也").unwrap_or(&code);
        let code = code.strip_prefix("金").unwrap_or(code);
        let code = code.strip_prefix(['¥', '\\']).unwrap_or(code);
        let code = code.strip_suffix("円").unwrap_or(code);
        if code.len() > 1 && code.starts_with(['-', '△', '▲', '▵']) {
            return Err(YenError::Negative);
        }
        let code = code.strip_suffix('-').unwrap_or(code);
        let (whole, fraction) = code.split_once('.').unwrap_or((code, ""));
        if whole.is_empty() {
            return Err(match code.chars().next() {
                Some(c) => YenError::Character(c),
                None => YenError::Missing,
            });
        }
        if let Some(c) = code.chars().find(|c| !c.is_ascii_digit() && !matches!(c, ',' | '.')) {
            return Err(YenError::Character(c));
        }
        if fraction.contains(['.', ',']) {
            return Err(YenError::Character('.'));
        }
        if fraction.contains(|c| c != '0') {
            return Err(YenError::Fraction);
        }
        if whole.contains(',') {
            let mut groups = whole.split(',');
            let first = groups.next().unwrap_or("");
            if first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3) {
                return Err(YenError::Grouping);
            }
        }
        let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
        let digits = digits.trim_start_matches('0');
        if digits.len() > 12 {
            return Err(YenError::TooLarge);
        }
        Ok(Self(digits.parse().unwrap_or(0)))
    }

    /// The sum, unless it leaves the range of the type.
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(yen) => Some(Self(yen)),
            None => None,
        }
    }

    /// The difference, unless it leaves the range of the type. It may be below zero.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(yen) => Some(Self(yen)),
            None => None,
        }
    }

    /// So many times the amount, unless it leaves the range of the type.
    #[must_use]
    pub const fn checked_mul(self, times: i64) -> Option<Self> {
        match self.0.checked_mul(times) {
            Some(yen) => Some(Self(yen)),
            None => None,
        }
    }

    /// The sum of many amounts, unless it leaves the range of the type.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The digits with commas and without 円, as in a column of a table: `21,000`.
    pub fn grouped(self) -> String {
        let digits = self.0.unsigned_abs().to_string();
        let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
        if self.0 < 0 {
            text.push('-');
        }
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text
    }
}

impl fmt::Display for Yen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}円", self.grouped())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("21000", 21_000)]
    #[case("21,000円", 21_000)]
    #[case("２１，０００円", 21_000)]
    #[case("￥２１，０００", 21_000)]
    #[case("¥21,000-", 21_000)]
    #[case("金 21,000 円也", 21_000)]
    #[case("21000.00", 21_000)]
    #[case(" 0 ", 0)]
    #[case("999,999,999,999", 999_999_999_999)]
    fn an_amount_is_read_as_people_write_it(#[case] typed: &str, #[case] yen: i64) {
        assert_eq!(Yen::parse(typed), Ok(Yen(yen)));
    }

    #[rstest]
    #[case("", YenError::Missing)]
    #[case("円", YenError::Missing)]
    #[case("2万円", YenError::Character('万'))]
    #[case("21,00", YenError::Grouping)]
    #[case("21000.5", YenError::Fraction)]
    #[case("-21000", YenError::Negative)]
    #[case("△21,000", YenError::Negative)]
    #[case("1000000000000", YenError::TooLarge)]
    #[case("1.000.000", YenError::Character('.'))]
    fn a_text_that_is_no_amount_says_why(#[case] typed: &str, #[case] error: YenError) {
        assert_eq!(Yen::parse(typed), Err(error));
    }

    #[test]
    fn an_amount_is_shown_with_commas() {
        assert_eq!(Yen(0).to_string(), "0円");
        assert_eq!(Yen(21_000).to_string(), "21,000円");
        assert_eq!(Yen(-1_296_000).to_string(), "-1,296,000円");
        assert_eq!(Yen(i64::MIN).grouped(), "-9,223,372,036,854,775,808");
    }

    #[test]
    fn sums_do_not_wrap() {
        assert_eq!(Yen(i64::MAX).checked_add(Yen(1)), None);
        assert_eq!(Yen(21_000).checked_mul(37), Some(Yen(777_000)));
        assert_eq!(Yen::checked_sum([Yen(15_750), Yen(5_250)]), Some(Yen(21_000)));
        assert_eq!(Yen(1).checked_sub(Yen(2)), Some(Yen(-1)));
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(yen in 0..=999_999_999_999_i64) {
            prop_assert_eq!(Yen::parse(&Yen(yen).to_string()), Ok(Yen(yen)));
        }

        #[test]
        fn no_text_is_too_strange(text in ".*") {
            if let Ok(yen) = Yen::parse(&text) {
                prop_assert!(yen >= Yen::ZERO && yen <= Yen::MAX);
            }
        }
    }
}
