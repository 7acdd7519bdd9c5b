//! A number with up to three decimals, as people type it.

use crate::text::normalise_code;
use std::fmt;

/// Thousandths of a unit: 2.5 か所 is 2500. Never a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Milli(pub i64);

/// Why a text is not such a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MilliError {
    /// Nothing was typed.
    #[error("no number")]
    Missing,
    /// A character that does not belong to a number.
    #[error("unexpected character {0:?}")]
    Character(char),
    /// More than three decimals.
    #[error("more than three decimals")]
    Decimals,
    /// More digits than any of these numbers has.
    #[error("too large")]
    TooLarge,
}

/// The most digits before the point.
const DIGITS: usize = 9;

impl Milli {
    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self(number * 1000)
    }

    /// Reads `2.5`, `２．５`, `2,100`, with or without one of the units behind it.
    pub fn parse(typed: &str) -> Result<Self, MilliError> {
        let code = normalise_code(typed).replace(',', "");
        let code = ["か所", "円", "分", "%"].iter().find_map(|unit| code.strip_suffix(unit)).unwrap_or(&code);
        let (whole, decimals) = code.split_once('.').unwrap_or((code, ""));
        if let Some(other) = whole.chars().chain(decimals.chars()).find(|c| !c.is_ascii_digit()) {
            return Err(MilliError::Character(other));
        }
        if whole.is_empty() {
            return Err(if decimals.is_empty() { MilliError::Missing } else { MilliError::Character('.') });
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 3 {
            return Err(MilliError::Decimals);
        }
        if whole.trim_start_matches('0').len() > DIGITS {
            return Err(MilliError::TooLarge);
        }
        let digits = format!("{whole}{decimals:0<3}");
        digits.parse().map(Self).map_err(|_| MilliError::TooLarge)
    }
}

impl fmt::Display for Milli {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let whole = crate::money::Yen(i64::try_from(size / 1000).unwrap_or(i64::MAX)).grouped();
        let decimals = format!("{:03}", size % 1000);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{whole}{point}{decimals}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("2.5", Ok(Milli(2500)))]
    #[case("２．５か所", Ok(Milli(2500)))]
    #[case("2,100円", Ok(Milli(2_100_000)))]
    #[case("33.300%", Ok(Milli(33_300)))]
    #[case("007", Ok(Milli(7000)))]
    #[case("", Err(MilliError::Missing))]
    #[case("分", Err(MilliError::Missing))]
    #[case(".5", Err(MilliError::Character('.')))]
    #[case("1.2.3", Err(MilliError::Character('.')))]
    #[case("-1", Err(MilliError::Character('-')))]
    #[case("五", Err(MilliError::Character('五')))]
    #[case("0.0005", Err(MilliError::Decimals))]
    #[case("1000000000", Err(MilliError::TooLarge))]
    fn a_number_is_read_as_people_write_it(#[case] typed: &str, #[case] read: Result<Milli, MilliError>) {
        assert_eq!(Milli::parse(typed), read);
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(thousandths in 0..=999_999_999_999_i64) {
            prop_assert_eq!(Milli::parse(&Milli(thousandths).to_string()), Ok(Milli(thousandths)));
        }

        #[test]
        fn no_text_is_too_strange(text in ".*") {
            if let Ok(read) = Milli::parse(&text) {
                prop_assert!(read >= Milli(0));
            }
        }
    }
}
