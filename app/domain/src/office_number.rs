//! 介護保険事業所番号: the ten characters by which an office is known everywhere.
//!
//! 都道府県 2, 事業所区分 1, 郡市区 2, 番号 4, check digit 1. A wrong check digit is only a warning, because one
//! in eight hundred numbers really issued has one; length and characters decide alone.

use crate::text::{Repair, code_repairs, normalise_code};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// 事業所番号: ten characters, digits except that the third may be a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OfficeNumber([u8; 10]);

/// An office number with what was put right and what looks odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The number.
    pub number: OfficeNumber,
    /// Silently put right.
    pub repairs: Vec<Repair>,
    /// To be looked at by a person.
    pub warnings: Vec<Warning>,
}

/// What looks odd about an office number that is accepted all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// The last digit would be another one.
    CheckDigit {
        /// The digit that the usual rule gives.
        expected: char,
    },
    /// The first two digits are not 01 to 47.
    UnknownPrefecture,
    /// The third character is none of the kinds in use.
    UnknownKind(char),
}

/// Why a text is not an office number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OfficeNumberError {
    /// Nothing was typed.
    #[error("no office number")]
    Missing,
    /// Nine digits: a spreadsheet program dropped the leading zero of prefectures 01 to 09.
    #[error("nine digits; the leading zero was lost")]
    LeadingZeroLost {
        /// The number with its zero, to be confirmed.
        proposal: OfficeNumber,
    },
    /// A spreadsheet program rounded it, as in `2.97E+09`; the digits cannot be recovered.
    #[error("written in scientific notation")]
    Rounded,
    /// Not ten characters.
    #[error("{0} characters instead of 10")]
    Length(usize),
    /// A character that is neither a digit nor a letter A to Z.
    #[error("unexpected character {0:?}")]
    Character(char),
    /// A letter in another place than the third.
    #[error("letter {letter} in place {place}")]
    LetterPlace {
        /// The letter.
        letter: char,
        /// Counted from 1.
        place: usize,
    },
    /// I, O and Q are never used.
    #[error("letter {0} is never used")]
    LetterNotUsed(char),
}

impl OfficeNumberError {
    /// The number that a person may confirm instead, where there is one.
    pub const fn proposal(&self) -> Option<OfficeNumber> {
        match self {
            Self::LeadingZeroLost { proposal } => Some(*proposal),
            Self::Missing
            | Self::Rounded
            | Self::Length(_)
            | Self::Character(_)
            | Self::LetterPlace { .. }
            | Self::LetterNotUsed(_) => None,
        }
    }
}

/// 事業所区分, the third character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfficeKind {
    /// 0: 地域包括支援センター, or a 総合事業 office under the transitional rule.
    CommunitySupportCentre,
    /// 1: a medical institution deemed designated.
    Medical,
    /// 3: a dental institution deemed designated.
    Dental,
    /// 4: a pharmacy deemed designated.
    Pharmacy,
    /// 5: 介護老人保健施設.
    HealthFacility,
    /// 6: 訪問看護ステーション.
    HomeNursing,
    /// 7: 指定事業所.
    Designated,
    /// 8: 基準該当サービス.
    EligibleStandard,
    /// 9: 地域密着型サービス.
    CommunityBased,
    /// A: 総合事業.
    ComprehensiveProgramme,
    /// B: 介護医療院.
    IntegratedFacility,
}

impl OfficeKind {
    /// The Japanese name of the kind.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CommunitySupportCentre => "地域包括支援センター",
            Self::Medical => "医療機関（医科）",
            Self::Dental => "医療機関（歯科）",
            Self::Pharmacy => "薬局",
            Self::HealthFacility => "介護老人保健施設",
            Self::HomeNursing => "訪問看護ステーション",
            Self::Designated => "指定事業所",
            Self::EligibleStandard => "基準該当サービス",
            Self::CommunityBased => "地域密着型サービス",
            Self::ComprehensiveProgramme => "総合事業",
            Self::IntegratedFacility => "介護医療院",
        }
    }
}

impl OfficeNumber {
    /// Reads a number as people type and paste it: full width, spaces, hyphens, lower case and the
    /// suffix `-00` are put right; nine digits are an error that proposes the number with its zero.
    pub fn parse(typed: &str) -> Result<Parsed, OfficeNumberError> {
        let code = normalise_code(typed);
        let mut repairs = code_repairs(typed);
        let stripped = code.trim_start_matches(['\'', '\u{2019}']);
        let stripped = match stripped.strip_suffix("-00") {
            Some(rest) if rest.chars().filter(|c| *c != '-').count() == 10 => {
                repairs.push(Repair::UrlSuffix);
                rest
            }
            _ => stripped,
        };
        let mut bare: String = stripped.chars().filter(|c| !matches!(c, '-' | ',' | '.' | '_')).collect();
        if bare.is_empty() {
            return Err(OfficeNumberError::Missing);
        }
        if is_rounded(stripped) {
            return Err(OfficeNumberError::Rounded);
        }
        if bare.contains(|c: char| c.is_ascii_lowercase()) {
            bare.make_ascii_uppercase();
            repairs.push(Repair::LetterCase);
        }
        let number = Self::exact(&bare)?;
        Ok(Parsed { number, repairs, warnings: number.warnings() })
    }

    fn exact(code: &str) -> Result<Self, OfficeNumberError> {
        if let Some(c) = code.chars().find(|c| !c.is_ascii_digit() && !c.is_ascii_uppercase()) {
            return Err(OfficeNumberError::Character(c));
        }
        let bytes = code.as_bytes();
        if bytes.len() == 9 && !code.starts_with('0') && bytes.iter().all(u8::is_ascii_digit) {
            let mut padded = [b'0'; 10];
            padded[1..].copy_from_slice(bytes);
            return Err(OfficeNumberError::LeadingZeroLost { proposal: Self(padded) });
        }
        let number: [u8; 10] = bytes.try_into().map_err(|_| OfficeNumberError::Length(bytes.len()))?;
        for (place, letter) in number.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase()) {
            let letter = char::from(*letter);
            if place != 2 {
                return Err(OfficeNumberError::LetterPlace { letter, place: place + 1 });
            }
            if letter_value(letter).is_none() {
                return Err(OfficeNumberError::LetterNotUsed(letter));
            }
        }
        Ok(Self(number))
    }

    /// The ten characters.
    pub fn as_str(&self) -> &str {
        // Only ASCII is ever stored, so the fallback is never taken.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// 都道府県 01 to 47, or another number that is not in use.
    pub const fn prefecture(self) -> u8 {
        (self.0[0] - b'0') * 10 + (self.0[1] - b'0')
    }

    /// 事業所区分, unless the third character is not in use.
    pub const fn kind(self) -> Option<OfficeKind> {
        Some(match self.0[2] {
            b'0' => OfficeKind::CommunitySupportCentre,
            b'1' => OfficeKind::Medical,
            b'3' => OfficeKind::Dental,
            b'4' => OfficeKind::Pharmacy,
            b'5' => OfficeKind::HealthFacility,
            b'6' => OfficeKind::HomeNursing,
            b'7' => OfficeKind::Designated,
            b'8' => OfficeKind::EligibleStandard,
            b'9' => OfficeKind::CommunityBased,
            b'A' => OfficeKind::ComprehensiveProgramme,
            b'B' => OfficeKind::IntegratedFacility,
            _ => return None,
        })
    }

    /// What looks odd about it.
    pub fn warnings(self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if !(1..=47).contains(&self.prefecture()) {
            warnings.push(Warning::UnknownPrefecture);
        }
        if self.kind().is_none() {
            warnings.push(Warning::UnknownKind(char::from(self.0[2])));
        }
        if !self.has_good_check_digit() {
            warnings.push(Warning::CheckDigit { expected: check_digit(&self.0[..9]) });
        }
        warnings
    }

    /// Rule A over nine characters; rule B over 郡市区 and 番号 alone, for the deemed institutions of
    /// 埼玉, 千葉, 東京 and 神奈川, whose number is their 医療機関コード.
    fn has_good_check_digit(self) -> bool {
        let last = char::from(self.0[9]);
        let rule_b = (11..=14).contains(&self.prefecture()) && matches!(self.0[2], b'1' | b'3'..=b'6');
        check_digit(&self.0[..9]) == last || (rule_b && check_digit(&self.0[3..9]) == last)
    }
}

/// True for `2.97E+09`, which has lost its digits.
fn is_rounded(code: &str) -> bool {
    code.to_ascii_uppercase().split_once("E+").is_some_and(|(mantissa, exponent)| {
        mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && exponent.bytes().all(|b| b.is_ascii_digit())
    })
}

/// A is 10, B is 11 and so on, without I, O and Q, which have no value.
fn letter_value(letter: char) -> Option<u32> {
    const LETTERS: &str = "ABCDEFGHJKLMNPRSTUVWXYZ";
    LETTERS.chars().zip(10..).find(|(c, _)| *c == letter).map(|(_, value)| value)
}

/// モジュラス10 ウェイト2-1分割 (拡張).
fn check_digit(characters: &[u8]) -> char {
    let sum: u32 = characters
        .iter()
        .rev()
        .zip([2, 1].into_iter().cycle())
        .map(|(byte, weight)| {
            let c = char::from(*byte);
            let product = c.to_digit(10).or_else(|| letter_value(c)).unwrap_or(0) * weight;
            product / 10 + product % 10
        })
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

impl fmt::Display for OfficeNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Reads a stored number: exactly ten characters, nothing repaired.
impl FromStr for OfficeNumber {
    type Err = OfficeNumberError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::exact(text)
    }
}

impl TryFrom<String> for OfficeNumber {
    type Error = OfficeNumberError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::exact(&text)
    }
}

impl From<OfficeNumber> for String {
    fn from(number: OfficeNumber) -> Self {
        number.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn plain(number: &str) -> Parsed {
        Parsed { number: number.parse().expect("ten characters"), repairs: Vec::new(), warnings: Vec::new() }
    }

    #[rstest]
    #[case("2970999013")]
    #[case("2970999021")]
    #[case("2970999039")]
    #[case("2960990048")]
    #[case("2990999050")]
    #[case("29A0999065")]
    #[case("2900900016")]
    #[case("29B0999089")]
    #[case("2910999099")]
    #[case("1310999094")]
    fn a_number_with_a_good_check_digit_passes_without_a_word(#[case] typed: &str) {
        assert_eq!(OfficeNumber::parse(typed), Ok(plain(typed)));
    }

    #[rstest]
    #[case("2970999014", '3')]
    #[case("2970999149", '6')]
    #[case("1310999093", '7')]
    fn a_wrong_check_digit_is_only_a_warning(#[case] typed: &str, #[case] expected: char) {
        let parsed = OfficeNumber::parse(typed).expect("accepted");
        assert_eq!(parsed.warnings, [Warning::CheckDigit { expected }]);
    }

    #[rstest]
    #[case("２９７０９９９０１３", "2970999013", &[Repair::FullWidth])]
    #[case("２９Ａ０９９９０６５", "29A0999065", &[Repair::FullWidth])]
    #[case("2970 999195", "2970999195", &[Repair::Separators])]
    #[case("29-7099901-3", "2970999013", &[Repair::Separators])]
    #[case("2970999195-00", "2970999195", &[Repair::Separators, Repair::UrlSuffix])]
    #[case("29a0999065", "29A0999065", &[Repair::LetterCase])]
    #[case("\u{200B}2970999013\u{A0}", "2970999013", &[Repair::Invisible])]
    #[case("'2970999013", "2970999013", &[])]
    fn a_number_is_read_in_every_spelling(
        #[case] typed: &str,
        #[case] number: &str,
        #[case] repairs: &[Repair],
    ) {
        let parsed = OfficeNumber::parse(typed).expect("accepted");
        assert_eq!((parsed.number.as_str(), parsed.repairs.as_slice()), (number, repairs));
    }

    #[test]
    fn nine_digits_propose_the_number_with_its_zero() {
        let error = OfficeNumber::parse("370999013").expect_err("to be confirmed");
        assert_eq!(error.proposal().map(|number| number.to_string()).as_deref(), Some("0370999013"));
    }

    #[rstest]
    #[case("", OfficeNumberError::Missing)]
    #[case("　-", OfficeNumberError::Missing)]
    #[case("2.97E+09", OfficeNumberError::Rounded)]
    #[case("29709990130", OfficeNumberError::Length(11))]
    #[case("097099901", OfficeNumberError::Length(9))]
    #[case("29709990あ3", OfficeNumberError::Character('あ'))]
    #[case("2A70999013", OfficeNumberError::LetterPlace { letter: 'A', place: 2 })]
    #[case("297099901O", OfficeNumberError::LetterPlace { letter: 'O', place: 10 })]
    #[case("29O0999065", OfficeNumberError::LetterNotUsed('O'))]
    fn a_text_that_is_no_number_says_why(#[case] typed: &str, #[case] error: OfficeNumberError) {
        assert_eq!(OfficeNumber::parse(typed), Err(error));
    }

    #[test]
    fn the_third_character_tells_the_kind() {
        let kind = |number: &str| number.parse::<OfficeNumber>().expect("ten characters").kind();
        assert_eq!(kind("2970999013"), Some(OfficeKind::Designated));
        assert_eq!(kind("2900900016").map(OfficeKind::name), Some("地域包括支援センター"));
        assert_eq!(kind("29B0999089"), Some(OfficeKind::IntegratedFacility));
        let parsed = OfficeNumber::parse("9920999010").expect("accepted");
        assert!(parsed.warnings.contains(&Warning::UnknownPrefecture));
        assert!(parsed.warnings.contains(&Warning::UnknownKind('2')));
    }

    #[test]
    fn a_stored_number_is_checked_when_read() {
        let json = serde_json::to_string(&plain("29A0999065").number).expect("a string");
        assert_eq!(json, "\"29A0999065\"");
        assert!(serde_json::from_str::<OfficeNumber>("\"29a0999065\"").is_err());
    }

    proptest! {
        #[test]
        fn exactly_one_last_digit_is_good_by_rule_a(first in "(0[1-9]|[1-3][0-9]|4[0-7])[0-9AB][0-9]{6}") {
            let good = (0..10)
                .filter(|digit| check_digit(first.as_bytes()) == char::from_digit(*digit, 10).unwrap_or('x'))
                .count();
            prop_assert_eq!(good, 1);
        }

        #[test]
        fn what_is_stored_can_be_typed(text in "[0-9]{2}[0-9A-HJ-NPR-Z][0-9]{7}") {
            let parsed = OfficeNumber::parse(&text).expect("well formed");
            prop_assert_eq!(parsed.number.as_str(), text.as_str());
            prop_assert_eq!(text.parse(), Ok(parsed.number));
        }

        #[test]
        fn no_text_is_too_strange(text in ".*") {
            let _ = OfficeNumber::parse(&text);
        }
    }
}
