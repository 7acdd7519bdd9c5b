//! 読み仮名: whatever kana is typed becomes full-width katakana.
//!
//! Used for sorting and for telephone calls, never to check a name.

use crate::text::{is_hyphen, is_invisible, to_hiragana, to_katakana};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// フリガナ in full-width katakana; words are parted by one full-width space.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kana(String);

/// Why a text is not 読み仮名.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KanaError {
    /// Nothing was typed.
    #[error("no reading")]
    Missing,
    /// A character that is not kana, such as a kanji.
    #[error("{0:?} is not kana")]
    Character(char),
    /// Longer than any name.
    #[error("more than {} characters", Kana::MAX)]
    TooLong,
}

impl Kana {
    /// The most characters that are accepted.
    pub const MAX: usize = 200;

    /// Reads hiragana, half-width or full-width katakana. Hyphens become 長音; letters and digits are
    /// refused, as are kanji.
    pub fn parse(typed: &str) -> Result<Self, KanaError> {
        let kana = katakana(typed);
        if kana.is_empty() {
            return Err(KanaError::Missing);
        }
        if let Some(c) =
            kana.chars().find(|c| !matches!(c, 'ァ'..='ヺ' | 'ー' | '・' | 'ヽ' | 'ヾ' | '\u{3000}'))
        {
            return Err(KanaError::Character(c));
        }
        if kana.chars().count() > Self::MAX { Err(KanaError::TooLong) } else { Ok(Self(kana)) }
    }

    /// The katakana.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same in hiragana, as a form field shows it.
    pub fn hiragana(&self) -> String {
        self.0.chars().map(to_hiragana).collect()
    }
}

/// Any text with its kana in full-width katakana; other characters stay (in full-width or ASCII form
/// after NFKC), white space becomes one full-width space.
pub fn katakana(text: &str) -> String {
    let mut kana = String::with_capacity(text.len());
    let mut space = false;
    let visible = text.chars().filter(|c| !is_invisible(*c));
    for c in visible.nfkc().collect::<String>().chars() {
        if c.is_whitespace() {
            space = !kana.is_empty();
        } else if !c.is_control() && !is_invisible(c) {
            if std::mem::take(&mut space) {
                kana.push('\u{3000}');
            }
            let after_kana = kana.ends_with(|c| matches!(c, 'ァ'..='ヺ' | 'ー'));
            kana.push(if is_hyphen(c) && after_kana { 'ー' } else { to_katakana(c) });
        }
    }
    kana.nfkc().map(|c| if c == ' ' { '\u{3000}' } else { c }).collect()
}

impl fmt::Display for Kana {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Kana {
    type Err = KanaError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Kana {
    type Error = KanaError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Kana> for String {
    fn from(kana: Kana) -> Self {
        kana.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("やまだ　たろう", "ヤマダ　タロウ")]
    #[case("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ　タロウ")]
    #[case("  ヤマダ \t タロウ ", "ヤマダ　タロウ")]
    #[case("ホ-ムヘルプセンタ－", "ホームヘルプセンター")]
    #[case("ゔぃーなす・けあ", "ヴィーナス・ケア")]
    #[case("か\u{3099}く", "ガク")]
    fn a_reading_becomes_katakana(#[case] typed: &str, #[case] kana: &str) {
        assert_eq!(Kana::parse(typed).map(|kana| kana.0).as_deref(), Ok(kana));
    }

    #[rstest]
    #[case("", KanaError::Missing)]
    #[case("　", KanaError::Missing)]
    #[case("山田", KanaError::Character('山'))]
    #[case("ヤマダ1", KanaError::Character('1'))]
    fn a_text_that_is_no_reading_says_why(#[case] typed: &str, #[case] error: KanaError) {
        assert_eq!(Kana::parse(typed), Err(error));
    }

    #[test]
    fn a_reading_has_an_end() {
        assert_eq!(Kana::parse(&"ア".repeat(201)), Err(KanaError::TooLong));
    }

    #[test]
    fn other_characters_stay_where_kana_is_only_changed() {
        assert_eq!(katakana("ｹｱﾌﾟﾗﾝ２４ みどり"), "ケアプラン24　ミドリ");
    }

    proptest! {
        #[test]
        fn hiragana_comes_back(text in "[ぁ-ゖー]{1,40}") {
            let kana = Kana::parse(&text).expect("hiragana");
            prop_assert_eq!(kana.hiragana(), text);
        }

        #[test]
        fn katakana_stays_as_it_is(text in ".*") {
            let once = katakana(&text);
            prop_assert_eq!(katakana(&once), once);
        }
    }
}
