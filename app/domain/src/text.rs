//! Bringing what people type and paste into one form.
//!
//! Codes may be changed freely (`normalise_code`), names may not (`tidy_name`), and a search sees through
//! both (`search_key`); the three are kept apart because NFKC turns ㈱ into (株) and ① into 1.

mod keys;
mod written;

pub(crate) use keys::compatible;
pub use keys::{is_variation_selector, search_key};
pub use written::{beginning, hex};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// What was silently put right while reading a code or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// Full-width characters became half-width.
    FullWidth,
    /// Spaces, hyphens, commas or brackets were removed or unified.
    Separators,
    /// No-break or zero-width characters were removed.
    Invisible,
    /// A lower-case letter became upper-case.
    LetterCase,
    /// The suffix `-00` of the national site was removed.
    UrlSuffix,
    /// The leading zero that a spreadsheet program drops was put back.
    LeadingZero,
    /// A missing check digit was added.
    CheckDigitAdded,
    /// The country code +81 became a leading zero.
    CountryCode,
    /// A label such as TEL or （代） was removed.
    Label,
}

/// True for characters that show nothing: zero-width, byte-order mark, soft hyphen, bidi controls.
pub const fn is_invisible(c: char) -> bool {
    is_bidi(c)
        || matches!(c, '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// True for characters that change the reading direction of what follows.
pub const fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// True when a text holds a character that changes the reading direction.
pub fn has_bidi(text: &str) -> bool {
    text.chars().any(is_bidi)
}

/// True when a text holds a control character other than tab and line breaks.
pub fn has_control(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// True when a text holds a zero-width character, a bidi control or a no-break space.
pub fn has_invisible(text: &str) -> bool {
    text.chars().any(|c| is_invisible(c) || c == '\u{A0}')
}

/// True when a text holds full-width letters or digits, or half-width kana, which NFKC changes.
pub fn has_compatibility_forms(text: &str) -> bool {
    text.nfc().ne(text.nfkc())
}

/// True for the characters that people type for a hyphen: dashes, minus signs and the long-vowel mark.
pub const fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2500}'
                | '\u{2501}'
                | '\u{FE58}'
                | '\u{FE63}'
                | '\u{FF0D}'
                | 'ー'
                | 'ｰ'
    )
}

/// Codes, numbers, dates: NFKC, no spaces or invisible characters, one kind of hyphen. Not for names.
pub fn normalise_code(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    }
    let bare: String = text.chars().filter(|c| !is_invisible(*c) && !c.is_control()).collect();
    let flat: String = bare
        .nfkc()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| if is_hyphen(c) { '-' } else { c })
        .collect();
    flat.nfkc().collect()
}

/// Which repairs `normalise_code` made, in a fixed order.
pub fn code_repairs(typed: &str) -> Vec<Repair> {
    let typed = typed.trim();
    let mut repairs = Vec::new();
    if typed.chars().any(|c| matches!(c, '\u{FF01}'..='\u{FF5E}')) {
        repairs.push(Repair::FullWidth);
    }
    if typed.chars().any(|c| is_hyphen(c) || matches!(c, ' ' | '\u{3000}' | '\t' | ',')) {
        repairs.push(Repair::Separators);
    }
    if has_invisible(typed) {
        repairs.push(Repair::Invisible);
    }
    repairs
}

/// A name as stored and shown: NFC as typed, without control, bidi and zero-width characters, and with
/// each run of white space as one space (the first of the run decides whether it is full-width).
pub fn tidy_name(text: &str) -> String {
    if is_tidy(text) {
        return text.to_owned();
    }
    let mut tidy = String::with_capacity(text.len());
    let mut space = None;
    for c in text.nfc() {
        if c.is_whitespace() {
            space.get_or_insert(if c == '\u{3000}' { c } else { ' ' });
        } else if !c.is_control() && !is_invisible(c) {
            if let Some(space) = space.take()
                && !tidy.is_empty()
            {
                tidy.push(space);
            }
            tidy.push(c);
        }
    }
    tidy.nfc().collect()
}

/// True for text that tidying leaves alone, as nearly all text of lists is: visible characters that are composed
/// already, with single spaces between them.
fn is_tidy(text: &str) -> bool {
    let mut after_space = true;
    for c in text.chars() {
        let is_space = matches!(c, ' ' | '\u{3000}');
        let is_plain = matches!(c, '!'..='~' | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF9D}');
        if !is_plain && (!is_space || after_space) {
            return false;
        }
        after_space = is_space;
    }
    !after_space || text.is_empty()
}

/// Several lines of prose as stored and shown: NFC, line breaks kept, control and bidi characters removed.
pub fn tidy_prose(text: &str) -> String {
    if is_tidy(text) {
        return text.to_owned();
    }
    let lines: Vec<String> = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .split('\n')
        .map(|line| {
            let line: String = line
                .nfc()
                .map(|c| if c == '\t' { ' ' } else { c })
                .filter(|c| !c.is_control() && !is_invisible(*c))
                .collect();
            line.nfc().collect::<String>().trim_end().to_owned()
        })
        .collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// How many characters a person sees (grapheme clusters), so that 辻󠄀 counts once.
pub fn graphemes(text: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    text.graphemes(true).count()
}

/// A katakana letter as hiragana; every other character unchanged.
pub(crate) fn to_hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        _ => c,
    }
}

/// A hiragana letter as katakana; every other character unchanged.
pub(crate) fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_hyphen_of_the_open_data_becomes_one() {
        for typed in [
            "0741−00−1035",
            "0741ー00ー1039",
            "0741‐00‐1061",
            "0741－00－1054",
            "0741ｰ00ｰ1003",
            "０７４１－００－１０１６",
        ] {
            let code = normalise_code(typed);
            assert_eq!(code.matches('-').count(), 2, "{typed} -> {code}");
            assert!(code.is_ascii(), "{typed} -> {code}");
        }
    }

    #[test]
    fn a_code_loses_spaces_marks_and_width() {
        assert_eq!(normalise_code("\u{FEFF}２９７０ ９９９\u{200B}０１３\u{A0}"), "2970999013");
        assert_eq!(normalise_code("￥２１，０００"), "¥21,000");
    }

    #[test]
    fn repairs_are_named() {
        assert_eq!(
            code_repairs("２９７０ 999\u{200B}013"),
            [Repair::FullWidth, Repair::Separators, Repair::Invisible]
        );
        assert!(code_repairs(" 2970999013 ").is_empty());
    }

    #[test]
    fn a_name_keeps_its_characters() {
        assert_eq!(tidy_name("㈱髙﨑ライフ①"), "㈱髙﨑ライフ①");
        assert_eq!(tidy_name("辻\u{E0100}　次郎"), "辻\u{E0100}　次郎");
        assert_eq!(tidy_name("ﾃﾞｲｻｰﾋﾞｽ"), "ﾃﾞｲｻｰﾋﾞｽ");
    }

    #[test]
    fn a_name_loses_what_cannot_be_seen() {
        assert_eq!(tidy_name("\u{202E}里の\u{0}家\u{200B} \r\n\t 本館 "), "里の家 本館");
        assert_eq!(tidy_name("訪問介護\u{3000} つばめ"), "訪問介護\u{3000}つばめ");
        assert!(has_bidi("a\u{202E}b") && !has_bidi("ab"));
        assert!(has_control("a\u{1B}b") && !has_control("a\nb"));
    }

    #[test]
    fn prose_keeps_its_lines() {
        assert_eq!(tidy_prose("領収書が\r\n読めません。\u{7}\n\n"), "領収書が\n読めません。");
    }

    #[test]
    fn a_search_sees_through_spelling() {
        for (a, b) in [
            ("㈱髙﨑ライフ", "株式会社高崎ライフ"),
            ("(株)ひだまり介護", "株式会社 ひだまり介護"),
            ("ﾃﾞｲｻｰﾋﾞｽｾﾝﾀｰ花園", "デイサービスセンター　花園"),
            ("訪問看護ステーション⽴花", "訪問看護ステーション立花"),
            ("野﨑クリニック", "野崎くりにっく"),
            ("デイサービス\u{3099}", "デイサービズ"),
            ("ＡＢＣケア", "abcケア"),
            ("みどり野 １－２－３", "みどり野1-2-3"),
            ("緑ヶ原", "緑ケ原"),
            ("辻\u{E0100}", "辻"),
            ("ケア・センター", "ケアセンター"),
            ("NPO法人みどり", "特定非営利活動法人みどり"),
        ] {
            assert_eq!(search_key(a), search_key(b), "{a} / {b}");
        }
        assert_ne!(search_key("みどり野1-23"), search_key("みどり野12-3"));
    }

    #[test]
    fn a_character_with_a_selector_counts_once() {
        assert_eq!(graphemes("辻\u{E0100}𠮟"), 2);
    }

    proptest! {
        #[test]
        fn the_short_way_through_plain_text_gives_what_the_long_way_gives(
            text in "[ 　a-c0-9ぁ-ゖ゙゛ゞ-ヿ一-三！-ﾝﾞ]{0,12}",
            ascii in "[ -~\t]{0,12}",
        ) {
            // A zero-width space at the end takes the long way and leaves nothing behind.
            let long = format!("{text}\u{200B}");
            prop_assert_eq!(tidy_name(&text), tidy_name(&long));
            if is_tidy(&text) {
                prop_assert_eq!(tidy_prose(&text), tidy_prose(&long));
            }
            let long = format!("{ascii}\u{200B}");
            prop_assert_eq!(normalise_code(&ascii), normalise_code(&long));
        }
    }

    proptest! {
        #[test]
        fn a_normal_code_stays_as_it_is(text in ".*") {
            let once = normalise_code(&text);
            prop_assert_eq!(&normalise_code(&once), &once);
            prop_assert!(!once.chars().any(|c| c.is_whitespace() || c.is_control() || is_invisible(c)));
        }

        #[test]
        fn a_tidy_name_stays_as_it_is(text in ".*") {
            let once = tidy_name(&text);
            prop_assert_eq!(&tidy_name(&once), &once);
            prop_assert!(!has_bidi(&once) && !once.chars().any(char::is_control));
        }

        #[test]
        fn a_search_key_does_not_depend_on_spaces(a in "[ァ-ヶー一-龠a-zA-Z0-9]{0,12}", b in "[ぁ-ゖ一-龠]{0,12}") {
            prop_assert_eq!(search_key(&format!("{a} {b}")), search_key(&format!("{a}{b}")));
        }

        #[test]
        fn hiragana_and_katakana_are_found_alike(text in "[ぁ-ゖ]{0,20}") {
            let katakana: String = text.chars().map(to_katakana).collect();
            prop_assert_eq!(search_key(&text), search_key(&katakana));
        }
    }
}
