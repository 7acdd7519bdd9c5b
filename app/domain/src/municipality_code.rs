//! 全国地方公共団体コード: six digits that name a prefecture or municipality.
//!
//! Five digits and a check digit. A wrong check digit is a warning: published file names hold some.

use crate::text::{Repair, code_repairs, normalise_code};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// 全国地方公共団体コード with its check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MunicipalityCode([u8; 6]);

/// A municipality code with what was put right and what looks odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The code.
    pub code: MunicipalityCode,
    /// Silently put right.
    pub repairs: Vec<Repair>,
    /// To be looked at by a person.
    pub warnings: Vec<Warning>,
}

/// What looks odd about a code that is accepted all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// The last digit would be another one; `corrected` is the code with it.
    CheckDigit {
        /// The code with a good check digit.
        corrected: MunicipalityCode,
    },
    /// The first two digits are not 01 to 47.
    UnknownPrefecture,
}

/// Why a text is not a municipality code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MunicipalityCodeError {
    /// Nothing was typed.
    #[error("no municipality code")]
    Missing,
    /// Neither five nor six digits.
    #[error("{0} digits instead of 6")]
    Length(usize),
    /// A character that is not a digit.
    #[error("unexpected character {0:?}")]
    Character(char),
}

impl MunicipalityCode {
    /// Reads six digits; five are completed by their check digit, or by the leading zero that a
    /// spreadsheet program dropped when only that gives a municipality.
    pub fn parse(typed: &str) -> Result<Parsed, MunicipalityCodeError> {
        let bare: String = normalise_code(typed).chars().filter(|c| !matches!(c, '-' | ',' | '\'')).collect();
        if bare.is_empty() {
            return Err(MunicipalityCodeError::Missing);
        }
        if let Some(c) = bare.chars().find(|c| !c.is_ascii_digit()) {
            return Err(MunicipalityCodeError::Character(c));
        }
        let mut repairs = code_repairs(typed);
        let code = if let Ok(five) = <[u8; 5]>::try_from(bare.as_bytes()) {
            let (code, repair) = complete(five);
            repairs.push(repair);
            code
        } else {
            bare.parse()?
        };
        Ok(Parsed { code, repairs, warnings: code.warnings() })
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        // Only ASCII is ever stored, so the fallback is never taken.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// 都道府県 01 to 47, or another number that is not in use.
    pub const fn prefecture(self) -> u8 {
        (self.0[0] - b'0') * 10 + (self.0[1] - b'0')
    }

    /// True for a prefecture itself, whose third to fifth digits are 000.
    pub const fn is_prefecture(self) -> bool {
        matches!(self.0, [_, _, b'0', b'0', b'0', _])
    }

    fn warnings(self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if !(1..=47).contains(&self.prefecture()) {
            warnings.push(Warning::UnknownPrefecture);
        }
        let corrected = with_check_digit([self.0[0], self.0[1], self.0[2], self.0[3], self.0[4]]);
        if corrected != self {
            warnings.push(Warning::CheckDigit { corrected });
        }
        warnings
    }
}

/// The last digit of 11 − (Σ dᵢ × (6, 5, 4, 3, 2) mod 11).
fn with_check_digit(five: [u8; 5]) -> MunicipalityCode {
    let sum: u32 =
        five.iter().zip([6, 5, 4, 3, 2]).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    let check = u8::try_from((11 - sum % 11) % 10).unwrap_or(0);
    let mut code = [b'0' + check; 6];
    code[..5].copy_from_slice(&five);
    MunicipalityCode(code)
}

/// Five digits are a code without its check digit, unless the last three name no municipality
/// (001 to 099) and a zero in front gives a code whose check digit is right.
fn complete(five: [u8; 5]) -> (MunicipalityCode, Repair) {
    let mut padded = [b'0'; 6];
    padded[1..].copy_from_slice(&five);
    let padded = MunicipalityCode(padded);
    let names_no_municipality = five[2] == b'0' && five[3..] != *b"00";
    if names_no_municipality && padded.warnings().is_empty() {
        (padded, Repair::LeadingZero)
    } else {
        (with_check_digit(five), Repair::CheckDigitAdded)
    }
}

impl fmt::Display for MunicipalityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Reads a stored code: exactly six digits, nothing repaired.
impl FromStr for MunicipalityCode {
    type Err = MunicipalityCodeError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(c) = text.chars().find(|c| !c.is_ascii_digit()) {
            return Err(MunicipalityCodeError::Character(c));
        }
        text.as_bytes().try_into().map(Self).map_err(|_| MunicipalityCodeError::Length(text.len()))
    }
}

impl TryFrom<String> for MunicipalityCode {
    type Error = MunicipalityCodeError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<MunicipalityCode> for String {
    fn from(code: MunicipalityCode) -> Self {
        code.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("292095")]
    #[case("132039")]
    #[case("024015")]
    #[case("272108")]
    #[case("111058")]
    #[case("292991")]
    #[case("２９２９９１")]
    fn a_real_code_passes_without_a_word(#[case] typed: &str) {
        assert_eq!(MunicipalityCode::parse(typed).map(|parsed| parsed.warnings), Ok(Vec::new()));
    }

    #[rstest]
    #[case("272104", "272108")]
    #[case("292992", "292991")]
    fn a_wrong_check_digit_is_only_a_warning(#[case] typed: &str, #[case] corrected: &str) {
        let parsed = MunicipalityCode::parse(typed).expect("accepted");
        let corrected = corrected.parse().expect("six digits");
        assert_eq!(parsed.warnings, [Warning::CheckDigit { corrected }]);
    }

    #[rstest]
    #[case("29209", "292095", Repair::CheckDigitAdded)]
    #[case("13203", "132039", Repair::CheckDigitAdded)]
    #[case("24015", "024015", Repair::LeadingZero)]
    fn five_digits_are_completed(#[case] typed: &str, #[case] code: &str, #[case] repair: Repair) {
        let parsed = MunicipalityCode::parse(typed).expect("accepted");
        assert_eq!((parsed.code.as_str(), parsed.repairs.as_slice()), (code, [repair].as_slice()));
    }

    #[rstest]
    #[case("", MunicipalityCodeError::Missing)]
    #[case("29", MunicipalityCodeError::Length(2))]
    #[case("2929911", MunicipalityCodeError::Length(7))]
    #[case("みどり野市", MunicipalityCodeError::Character('み'))]
    fn a_text_that_is_no_code_says_why(#[case] typed: &str, #[case] error: MunicipalityCodeError) {
        assert_eq!(MunicipalityCode::parse(typed), Err(error));
    }

    #[test]
    fn a_prefecture_has_a_code_of_its_own() {
        let code: MunicipalityCode = "290009".parse().expect("six digits");
        assert!(code.is_prefecture() && code.warnings().is_empty());
        assert_eq!(code.prefecture(), 29);
    }

    proptest! {
        #[test]
        fn a_completed_code_has_a_good_check_digit(digits in "(0[1-9]|[1-3][0-9]|4[0-7])[1-9][0-9]{2}") {
            let parsed = MunicipalityCode::parse(&digits).expect("five digits");
            prop_assert!(parsed.warnings.is_empty());
        }

        #[test]
        fn no_text_is_too_strange(text in ".*") {
            let _ = MunicipalityCode::parse(&text);
        }
    }
}
