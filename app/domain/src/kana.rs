//! 読み仮名: whatever kana is typed becomes full-width katakana.
//!
//! Used for sorting and for telephone calls, never to check a name.

use crate::text::{is_hyphen, is_invisible, to_katakana};
use unicode_normalization::UnicodeNormalization;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::to_hiragana;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("やまだ　たろう", "ヤマダ　タロウ")]
    #[case("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ　タロウ")]
    #[case("  ヤマダ \t タロウ ", "ヤマダ　タロウ")]
    #[case("ホ-ムヘルプセンタ－", "ホームヘルプセンター")]
    #[case("ゔぃーなす・けあ", "ヴィーナス・ケア")]
    #[case("か\u{3099}く", "ガク")]
    #[case("　", "")]
    fn a_reading_becomes_katakana(#[case] typed: &str, #[case] kana: &str) {
        assert_eq!(katakana(typed), kana);
    }

    #[test]
    fn other_characters_stay_where_kana_is_only_changed() {
        assert_eq!(katakana("ｹｱﾌﾟﾗﾝ２４ みどり"), "ケアプラン24　ミドリ");
    }

    proptest! {
        #[test]
        fn hiragana_comes_back(text in "[ぁ-ゖー]{1,40}") {
            prop_assert_eq!(katakana(&text).chars().map(to_hiragana).collect::<String>(), text);
        }

        #[test]
        fn katakana_stays_as_it_is(text in ".*") {
            let once = katakana(&text);
            prop_assert_eq!(katakana(&once), once);
        }
    }
}
