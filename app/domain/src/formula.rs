//! Text that a spreadsheet program would take for a formula, and how it stays text in a file of separated values
//! (ASVS 1.2.10, CWE-1236; security.md §4.9).
//!
//! Such a text gets one apostrophe in front when it is written, and loses it when it is read. Both ask the same
//! question of what stands behind the apostrophe, so every text comes back as it was, also one that began with an
//! apostrophe of its own.

use crate::text::{is_invisible, is_variation_selector};
use std::borrow::Cow;

/// What begins a formula; Excel in Japanese takes the full-width forms for the same.
const SIGNS: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{2212}'];
/// Characters at which a program may cut a cell, so that what follows begins anew.
const BREAKS: [char; 4] = ['\t', '\r', '\n', '\0'];
/// Quotes that a program may take away before it looks.
const QUOTES: [char; 11] = ['\'', '"', '`', '‘', '’', '“', '”', '＇', '＂', '｀', '´'];
/// Digits of a telephone number with its country code (E.164 allows fifteen).
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// True when a program may take a text for a formula: a sign stands first, or first behind white space and quotes,
/// or a tab or line break stands before anything else. A telephone number with its country code and a hyphen
/// alone are no formulas.
pub fn is_formula(text: &str) -> bool {
    let start = text.find(|c| !is_passed_over(c)).unwrap_or(text.len());
    let (before, rest) = text.split_at(start);
    before.contains(BREAKS) || (rest.starts_with(SIGNS) && !is_phone(rest) && !is_hyphen_alone(rest))
}

/// The text as it is written into a file of separated values.
pub fn neutralised(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text without the one apostrophe that [`neutralised`] put in front; any other text as it is.
pub fn bared(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || is_invisible(c)
        || is_variation_selector(c)
        || BREAKS.contains(&c)
        || QUOTES.contains(&c)
}

fn is_phone(text: &str) -> bool {
    let Some(number) = text.strip_prefix('+') else { return false };
    let digits = number.chars().filter(char::is_ascii_digit).count();
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')'))
        && PHONE_DIGITS.contains(&digits)
}

fn is_hyphen_alone(text: &str) -> bool {
    matches!(text.trim_end(), "-" | "－" | "\u{2212}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("=1+1")]
    #[case("+1+1")]
    #[case("-1")]
    #[case("@SUM(A1)")]
    #[case("＝1")]
    #[case("＋1")]
    #[case("－1")]
    #[case("＠A1")]
    #[case("\u{2212}1")]
    #[case("\tx")]
    #[case("\rx")]
    #[case("\nx")]
    #[case("\0x")]
    #[case("  =1")]
    #[case("\u{3000}＝1")]
    #[case("\"=1")]
    #[case("'=1")]
    #[case("' \"=1")]
    #[case("\u{FEFF}=1")]
    #[case("\u{FE0F}=1")]
    #[case("--")]
    #[case("+81|cmd")]
    #[case("+81-741-00-1001+1")]
    #[case("+1-2")]
    fn a_formula_gets_one_apostrophe(#[case] text: &str) {
        assert_eq!(neutralised(text), format!("'{text}"));
        assert_eq!(bared(&neutralised(text)), text);
    }

    #[rstest]
    #[case("")]
    #[case("-")]
    #[case("－ ")]
    #[case("+81-741-00-1001")]
    #[case("+81 (741) 00 1001")]
    #[case("+81741001001")]
    #[case("'")]
    #[case("'90年代")]
    #[case("1-2")]
    #[case("デイ=ひだまり")]
    fn other_text_stays_as_it_is(#[case] text: &str) {
        assert_eq!(neutralised(text), text);
        assert_eq!(bared(text), text);
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "[-=+@'\" \\t\\r\\n＝1a]{0,6}|\\PC{0,12}") {
            let written = neutralised(&text);
            prop_assert_eq!(bared(&written), text.as_str());
            prop_assert!(!written.starts_with(SIGNS) || is_phone(&written) || is_hyphen_alone(&written));
            prop_assert!(!written.starts_with(BREAKS));
        }
    }
}
