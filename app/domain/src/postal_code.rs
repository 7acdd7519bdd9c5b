//! 郵便番号: seven digits, shown as `630-0101`.
//!
//! One box, hyphen optional; six digits are asked about, because a spreadsheet program drops the zero of
//! 北海道 and 東北.

use crate::text::normalise_code;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// 郵便番号.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostalCode([u8; 7]);

/// Why a text is not a postal code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PostalCodeError {
    /// Nothing was typed.
    #[error("no postal code")]
    Missing,
    /// Six digits: probably the leading zero is missing.
    #[error("six digits; the leading zero was lost")]
    LeadingZeroLost {
        /// The code with its zero, to be confirmed.
        proposal: PostalCode,
    },
    /// Not seven digits.
    #[error("{0} digits instead of 7")]
    Length(usize),
    /// A character that is not a digit.
    #[error("unexpected character {0:?}")]
    Character(char),
}

impl PostalCode {
    /// Reads `630-0101`, `6300101`, `〒６３０－０１０１`.
    pub fn parse(typed: &str) -> Result<Self, PostalCodeError> {
        let code = normalise_code(typed);
        let code = code.trim_start_matches(['〒', '\'']);
        let digits: String = code.chars().filter(|c| *c != '-').collect();
        if digits.is_empty() {
            return Err(PostalCodeError::Missing);
        }
        if let Some(c) = digits.chars().find(|c| !c.is_ascii_digit()) {
            return Err(PostalCodeError::Character(c));
        }
        let bytes = digits.as_bytes();
        if bytes.len() == 6 && !code.contains('-') {
            let mut padded = [b'0'; 7];
            padded[1..].copy_from_slice(bytes);
            return Err(PostalCodeError::LeadingZeroLost { proposal: Self(padded) });
        }
        bytes.try_into().map(Self).map_err(|_| PostalCodeError::Length(bytes.len()))
    }

    /// The seven digits.
    pub fn digits(&self) -> &str {
        // Only ASCII is ever stored, so the fallback is never taken.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for PostalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", &self.digits()[..3], &self.digits()[3..])
    }
}

impl FromStr for PostalCode {
    type Err = PostalCodeError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PostalCode {
    type Error = PostalCodeError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PostalCode> for String {
    fn from(code: PostalCode) -> Self {
        code.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("630-0101")]
    #[case("6300101")]
    #[case("〒630-0101")]
    #[case("６３０－０１０１")]
    #[case("630ー0101")]
    fn a_postal_code_is_read_in_every_spelling(#[case] typed: &str) {
        assert_eq!(PostalCode::parse(typed).map(|code| code.to_string()).as_deref(), Ok("630-0101"));
    }

    #[rstest]
    #[case("", PostalCodeError::Missing)]
    #[case("〒", PostalCodeError::Missing)]
    #[case("630-010", PostalCodeError::Length(6))]
    #[case("630-01011", PostalCodeError::Length(8))]
    #[case("63O-0101", PostalCodeError::Character('O'))]
    fn a_text_that_is_no_postal_code_says_why(#[case] typed: &str, #[case] error: PostalCodeError) {
        assert_eq!(PostalCode::parse(typed), Err(error));
    }

    #[test]
    fn six_digits_propose_the_code_with_its_zero() {
        let proposal = PostalCode(*b"0600001");
        assert_eq!(PostalCode::parse("600001"), Err(PostalCodeError::LeadingZeroLost { proposal }));
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(digits in "[0-9]{7}") {
            let code = PostalCode::parse(&digits).expect("seven digits");
            prop_assert_eq!(PostalCode::parse(&code.to_string()), Ok(code));
        }

        #[test]
        fn no_text_is_too_strange(text in ".*") {
            let _ = PostalCode::parse(&text);
        }
    }
}
