//! 受付番号: fiscal year and place in the order of receipt, as people read it on the telephone.

use crate::{fiscal_year::FiscalYear, text::normalise_code};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// 受付番号 (R6-0001). Its order within a fiscal year is the order of receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptNumber {
    year: FiscalYear,
    sequence: u32,
}

/// Not a receipt number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a receipt number")]
pub struct NotAReceiptNumber;

impl ReceiptNumber {
    /// The number of the `sequence`-th application of a fiscal year, counted from one.
    pub const fn new(year: FiscalYear, sequence: u32) -> Self {
        Self { year, sequence }
    }

    /// Fiscal year.
    pub const fn year(self) -> FiscalYear {
        self.year
    }

    /// Place in the order of receipt.
    pub const fn sequence(self) -> u32 {
        self.sequence
    }
}

impl fmt::Display for ReceiptNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}", self.year.short(), self.sequence)
    }
}

impl FromStr for ReceiptNumber {
    type Err = NotAReceiptNumber;

    /// Reads what a person types into a search box: full-width and lower-case letters and spaces are forgiven.
    fn from_str(typed: &str) -> Result<Self, NotAReceiptNumber> {
        let text = normalise_code(typed);
        let (year, sequence) = text.split_once('-').ok_or(NotAReceiptNumber)?;
        let era_first = year.chars().next().is_some_and(|letter| letter.is_ascii_alphabetic());
        let plain = (1..=9).contains(&sequence.len()) && sequence.bytes().all(|byte| byte.is_ascii_digit());
        if !era_first || !plain {
            return Err(NotAReceiptNumber);
        }
        let year = FiscalYear::parse(year).map_err(|_| NotAReceiptNumber)?;
        match sequence.parse() {
            Ok(0) | Err(_) => Err(NotAReceiptNumber),
            Ok(sequence) => Ok(Self { year, sequence }),
        }
    }
}

impl TryFrom<String> for ReceiptNumber {
    type Error = NotAReceiptNumber;
    fn try_from(text: String) -> Result<Self, NotAReceiptNumber> {
        text.parse()
    }
}

impl From<ReceiptNumber> for String {
    fn from(number: ReceiptNumber) -> Self {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn year(year: i32) -> FiscalYear {
        FiscalYear::from_year(year).unwrap()
    }

    #[test]
    fn the_first_application_of_fiscal_2024_is_r6_0001() {
        assert_eq!(ReceiptNumber::new(year(2024), 1).to_string(), "R6-0001");
        assert_eq!("ｒ６－０００１ ".parse(), Ok(ReceiptNumber::new(year(2024), 1)));
    }

    #[test]
    fn what_is_not_a_receipt_number_is_refused() {
        for typed in ["", "R6", "R6-", "6-0001", "R0-0001", "R6-0000", "R6-+1", "R6-00000000000001"] {
            assert_eq!(typed.parse::<ReceiptNumber>(), Err(NotAReceiptNumber), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_receipt_number_read_back_is_the_same(starts in 2019i32..2099, sequence in 1u32..1_000_000) {
            let number = ReceiptNumber::new(year(starts), sequence);
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }
    }
}
