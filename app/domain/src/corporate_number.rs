//! 法人番号: thirteen digits that name a corporation everywhere.
//!
//! A wrong check digit is a warning: published lists hold some, and it does not see 0 and 9 exchanged.

use crate::text::{Repair, code_repairs, normalise_code};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// 法人番号: a check digit and twelve digits; it never begins with 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CorporateNumber([u8; 13]);

/// A corporate number with what was put right and what looks odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The number.
    pub number: CorporateNumber,
    /// Silently put right.
    pub repairs: Vec<Repair>,
    /// The first digit that the rule gives, where another stands.
    pub expected_check_digit: Option<char>,
}

/// Why a text is not a corporate number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CorporateNumberError {
    /// Nothing was typed.
    #[error("no corporate number")]
    Missing,
    /// Twelve digits: the 会社法人等番号 of the register, without the check digit in front.
    #[error("twelve digits; the check digit is missing")]
    CheckDigitMissing {
        /// The number with its check digit, to be confirmed.
        proposal: CorporateNumber,
    },
    /// A spreadsheet program rounded it, as in `8.999E+12`.
    #[error("written in scientific notation")]
    Rounded,
    /// Not thirteen digits.
    #[error("{0} digits instead of 13")]
    Length(usize),
    /// A character that is not a digit.
    #[error("unexpected character {0:?}")]
    Character(char),
    /// It begins with 0.
    #[error("a corporate number never begins with 0")]
    LeadingZero,
}

impl CorporateNumber {
    /// Reads a number as people type and paste it; twelve digits are an error with a proposal.
    pub fn parse(typed: &str) -> Result<Parsed, CorporateNumberError> {
        let code = normalise_code(typed);
        let code = code.trim_start_matches('\'');
        if code.to_ascii_uppercase().contains("E+") {
            return Err(CorporateNumberError::Rounded);
        }
        let bare: String = code.chars().filter(|c| !matches!(c, '-' | ',')).collect();
        if bare.is_empty() {
            return Err(CorporateNumberError::Missing);
        }
        let number = Self::exact(&bare)?;
        let expected = number.check_digit();
        Ok(Parsed {
            number,
            repairs: code_repairs(typed),
            expected_check_digit: (expected != number.0[0]).then(|| char::from(expected)),
        })
    }

    fn exact(code: &str) -> Result<Self, CorporateNumberError> {
        if let Some(c) = code.chars().find(|c| !c.is_ascii_digit()) {
            return Err(CorporateNumberError::Character(c));
        }
        let bytes = code.as_bytes();
        if bytes.len() == 12 {
            let mut whole = [b'1'; 13];
            whole[1..].copy_from_slice(bytes);
            let mut proposal = Self(whole);
            proposal.0[0] = proposal.check_digit();
            return Err(CorporateNumberError::CheckDigitMissing { proposal });
        }
        let number: [u8; 13] = bytes.try_into().map_err(|_| CorporateNumberError::Length(bytes.len()))?;
        if number[0] == b'0' {
            return Err(CorporateNumberError::LeadingZero);
        }
        Ok(Self(number))
    }

    /// 9 − (Σ Pₙ×Qₙ mod 9), where n counts from the right and Q is 1 for odd n and 2 for even n.
    fn check_digit(self) -> u8 {
        let sum: u32 = self.0[1..]
            .iter()
            .rev()
            .zip([1, 2].into_iter().cycle())
            .map(|(byte, weight)| u32::from(byte - b'0') * weight)
            .sum();
        b'9' - u8::try_from(sum % 9).unwrap_or(0)
    }

    /// The thirteen digits.
    pub fn as_str(&self) -> &str {
        // Only ASCII is ever stored, so the fallback is never taken.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for CorporateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Reads a stored number: exactly thirteen digits, nothing repaired.
impl FromStr for CorporateNumber {
    type Err = CorporateNumberError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::exact(text)
    }
}

impl TryFrom<String> for CorporateNumber {
    type Error = CorporateNumberError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::exact(&text)
    }
}

impl From<CorporateNumber> for String {
    fn from(number: CorporateNumber) -> Self {
        number.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("8999999000001")]
    #[case("7999999000002")]
    #[case("6999999000003")]
    #[case("６９９９９９９０００００３")]
    #[case("8-9999-9900-0001")]
    fn a_good_number_passes(#[case] typed: &str) {
        assert_eq!(CorporateNumber::parse(typed).map(|parsed| parsed.expected_check_digit), Ok(None));
    }

    #[rstest]
    #[case("8999999000013", '4')]
    #[case("8999999000021", '4')]
    fn a_wrong_check_digit_is_only_a_warning(#[case] typed: &str, #[case] expected: char) {
        let parsed = CorporateNumber::parse(typed).expect("accepted");
        assert_eq!(parsed.expected_check_digit, Some(expected));
    }

    #[test]
    fn twelve_digits_propose_the_whole_number() {
        let proposal = "8999999000001".parse().expect("thirteen digits");
        assert_eq!(
            CorporateNumber::parse("999999000001"),
            Err(CorporateNumberError::CheckDigitMissing { proposal })
        );
    }

    #[rstest]
    #[case("", CorporateNumberError::Missing)]
    #[case("8.999999E+12", CorporateNumberError::Rounded)]
    #[case("89999990000011", CorporateNumberError::Length(14))]
    #[case("なし", CorporateNumberError::Character('な'))]
    #[case("0999999000001", CorporateNumberError::LeadingZero)]
    fn a_text_that_is_no_number_says_why(#[case] typed: &str, #[case] error: CorporateNumberError) {
        assert_eq!(CorporateNumber::parse(typed), Err(error));
    }

    proptest! {
        #[test]
        fn every_twelve_digits_have_one_whole_number(digits in "[0-9]{12}") {
            let Err(CorporateNumberError::CheckDigitMissing { proposal }) = CorporateNumber::parse(&digits) else {
                return Err(TestCaseError::fail("twelve digits always lack their check digit"));
            };
            let parsed = CorporateNumber::parse(proposal.as_str()).expect("whole");
            prop_assert_eq!(parsed.expected_check_digit, None);
        }

        #[test]
        fn no_text_is_too_strange(text in ".*") {
            let _ = CorporateNumber::parse(&text);
        }
    }
}
