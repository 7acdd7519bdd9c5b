//! 補助率: an exact fraction, since three quarters of 21,000 yen is never a rounding question.

use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// 補助率, more than nothing and at most the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Rate {
    numerator: u32,
    denominator: u32,
}

/// The stored form of a [`Rate`].
#[derive(Serialize, Deserialize)]
struct Parts {
    numerator: u32,
    denominator: u32,
}

/// Why a rate is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RateError {
    /// Nothing was typed.
    #[error("no rate was given")]
    Missing,
    /// Neither a fraction, nor a percentage, nor 全額.
    #[error("not a fraction or percentage")]
    Malformed,
    /// Nothing would ever be paid.
    #[error("the rate is zero")]
    Zero,
    /// More than the whole would be paid.
    #[error("the rate is above one")]
    AboveWhole,
}

impl Rate {
    /// 全額.
    pub const WHOLE: Self = Self { numerator: 1, denominator: 1 };

    /// A rate of `numerator / denominator`, kept as it was written (10/10 stays 10/10).
    pub const fn new(numerator: u32, denominator: u32) -> Result<Self, RateError> {
        if denominator == 0 {
            Err(RateError::Malformed)
        } else if numerator == 0 {
            Err(RateError::Zero)
        } else if numerator > denominator {
            Err(RateError::AboveWhole)
        } else {
            Ok(Self { numerator, denominator })
        }
    }

    /// Reads `3/4`, `３／４`, `75%`, `10/10`, `全額` and `4分の3`.
    pub fn parse(typed: &str) -> Result<Self, RateError> {
        let text: String = typed.nfkc().filter(|c| !c.is_whitespace()).collect();
        if text.is_empty() {
            return Err(RateError::Missing);
        }
        if text == "全額" {
            return Ok(Self::WHOLE);
        }
        let (numerator, denominator) = if let Some(percent) = text.strip_suffix('%') {
            (percent, "100")
        } else if let Some((denominator, numerator)) = text.split_once("分の") {
            (numerator, denominator)
        } else {
            text.split_once(['/', '⁄', '∕']).ok_or(RateError::Malformed)?
        };
        let number = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            if plain {
                digits.parse::<u32>().map_err(|_| RateError::Malformed)
            } else {
                Err(RateError::Malformed)
            }
        };
        Self::new(number(numerator)?, number(denominator)?)
    }

    /// Upper part of the fraction.
    pub const fn numerator(self) -> u32 {
        self.numerator
    }

    /// Lower part of the fraction.
    pub const fn denominator(self) -> u32 {
        self.denominator
    }

    /// Whether the whole cost is paid.
    pub const fn is_whole(self) -> bool {
        self.numerator == self.denominator
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl TryFrom<Parts> for Rate {
    type Error = RateError;
    fn try_from(Parts { numerator, denominator }: Parts) -> Result<Self, RateError> {
        Self::new(numerator, denominator)
    }
}

impl From<Rate> for Parts {
    fn from(Rate { numerator, denominator }: Rate) -> Self {
        Self { numerator, denominator }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("3/4", 3, 4)]
    #[case("３／４", 3, 4)]
    #[case(" 75 ％ ", 75, 100)]
    #[case("4分の1", 1, 4)]
    #[case("10/10", 10, 10)]
    #[case("全額", 1, 1)]
    fn a_rate_is_read_as_officers_write_it(
        #[case] typed: &str,
        #[case] numerator: u32,
        #[case] denominator: u32,
    ) {
        assert_eq!(Rate::parse(typed), Rate::new(numerator, denominator));
    }

    #[rstest]
    #[case("", RateError::Missing)]
    #[case("半分", RateError::Malformed)]
    #[case("1/0", RateError::Malformed)]
    #[case("+1/2", RateError::Malformed)]
    #[case("0/4", RateError::Zero)]
    #[case("5/4", RateError::AboveWhole)]
    fn a_rate_that_cannot_be_paid_is_refused(#[case] typed: &str, #[case] error: RateError) {
        assert_eq!(Rate::parse(typed), Err(error));
    }

    proptest! {
        #[test]
        fn a_rate_shown_and_typed_again_is_the_same_rate(denominator in 1u32.., part in 0.0f64..1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "part is in 0..1")]
            let numerator = ((f64::from(denominator) * part) as u32).max(1);
            let rate = Rate::new(numerator, denominator).expect("numerator is within 1..=denominator");
            prop_assert_eq!(Rate::parse(&rate.to_string()), Ok(rate));
        }

        #[test]
        fn no_typed_rate_makes_the_parser_panic(typed in ".*") {
            let _ = Rate::parse(&typed);
        }
    }
}
