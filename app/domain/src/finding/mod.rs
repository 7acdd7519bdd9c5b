//! 検索: one box over everything that an officer knows a case by. What was typed is read in every way that it may be
//! meant; a whole number leads straight to what it names.

mod documents;

pub use documents::{Excerpt, document_key, document_words, excerpt};

use crate::{
    corporate_number::CorporateNumber, office_number::OfficeNumber, offices::Query, subsidies::ReceiptNumber,
    text::normalise_code,
};

/// What was typed into the box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    /// As a receipt number.
    pub receipt: Option<ReceiptNumber>,
    /// As an office number.
    pub office: Option<OfficeNumber>,
    /// As a corporate number.
    pub corporation: Option<CorporateNumber>,
    /// As a mail address, or a part of one.
    pub email: Option<String>,
    /// As words, each of which must be found; a telephone number, or a part of one, is one of digits alone.
    pub words: Query,
}

impl Sought {
    /// Most characters that are read.
    pub const LONGEST: usize = 100;

    /// Reads the box. Full-width signs, hyphens, kana and case are forgiven.
    pub fn parse(typed: &str) -> Self {
        let typed: String = typed.chars().take(Self::LONGEST).collect();
        let typed = typed.trim();
        let code = normalise_code(typed);
        let digits: String = code.chars().filter(|c| !matches!(c, '-' | '(' | ')' | ' ')).collect();
        let address = code.to_lowercase();
        Self {
            receipt: typed.parse().ok(),
            office: digits.parse().ok(),
            corporation: digits.parse().ok(),
            email: (address.contains('@') && address.len() >= 3).then_some(address),
            words: Query::parse(typed),
        }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.email.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_however_they_are_written() {
        assert_eq!(Sought::parse("ｒ６－１").receipt.unwrap().to_string(), "R6-0001");
        assert_eq!(Sought::parse(" ２９７０９９９０１３ ").office.unwrap().as_str(), "2970999013");
        assert_eq!(Sought::parse("０７４１－００－１０１３").words.words(), ["0741001013"]);
        assert_eq!(Sought::parse("Hinata＠Hidamari.example").email.unwrap(), "hinata@hidamari.example");
        assert_eq!(Sought::parse("ヒダマリ").words.words(), ["ひだまり"]);
        assert!(Sought::parse("　").is_empty());
    }

    proptest! {
        #[test]
        fn a_receipt_number_is_found_in_full_and_half_width(sequence in 1u32..10_000, year in 2019i32..2040) {
            let year = crate::fiscal_year::FiscalYear::from_year(year).unwrap();
            let receipt = ReceiptNumber::new(year, sequence);
            let wide: String = receipt.to_string().chars().map(|c| match c {
                '-' => '－',
                c => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
            }).collect();
            prop_assert_eq!(Sought::parse(&receipt.to_string()).receipt, Some(receipt));
            prop_assert_eq!(Sought::parse(&wide).receipt, Some(receipt));
        }

        #[test]
        fn nothing_is_too_strange(typed in ".{0,200}") {
            let _ = Sought::parse(&typed);
        }
    }
}
