//! The forms in which texts are compared. A list asks for them hundreds of thousands of times, and nearly all of its
//! characters stand for themselves: the tables of Unicode are only asked about texts that hold others.

use super::{is_hyphen, is_invisible, to_hiragana};
use std::{borrow::Cow, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// Variant forms that stand for the same character when searching.
const VARIANTS: [(char, char); 72] = [
    ('髙', '高'),
    ('﨑', '崎'),
    ('嵜', '崎'),
    ('濵', '浜'),
    ('濱', '浜'),
    ('德', '徳'),
    ('惠', '恵'),
    ('眞', '真'),
    ('邊', '辺'),
    ('邉', '辺'),
    ('齋', '斉'),
    ('斎', '斉'),
    ('齊', '斉'),
    ('廣', '広'),
    ('國', '国'),
    ('澤', '沢'),
    ('嶋', '島'),
    ('嶌', '島'),
    ('龍', '竜'),
    ('瀧', '滝'),
    ('櫻', '桜'),
    ('榮', '栄'),
    ('學', '学'),
    ('會', '会'),
    ('圓', '円'),
    ('條', '条'),
    ('槇', '槙'),
    ('檜', '桧'),
    ('藪', '薮'),
    ('靎', '鶴'),
    ('靏', '鶴'),
    ('寉', '鶴'),
    ('俱', '倶'),
    ('鉃', '鉄'),
    ('鐵', '鉄'),
    ('𠮷', '吉'),
    ('𠮟', '叱'),
    ('彌', '弥'),
    ('豐', '豊'),
    ('萬', '万'),
    ('與', '与'),
    ('寶', '宝'),
    ('壽', '寿'),
    ('靜', '静'),
    ('淸', '清'),
    ('曻', '昇'),
    ('增', '増'),
    ('橫', '横'),
    ('黑', '黒'),
    ('綠', '緑'),
    ('萠', '萌'),
    ('桒', '桑'),
    ('曾', '曽'),
    ('藏', '蔵'),
    ('禰', '祢'),
    ('栁', '柳'),
    ('渕', '淵'),
    ('峯', '峰'),
    ('舘', '館'),
    ('蘆', '芦'),
    ('螢', '蛍'),
    ('縣', '県'),
    ('醫', '医'),
    ('總', '総'),
    ('檢', '検'),
    ('濟', '済'),
    ('聲', '声'),
    ('實', '実'),
    ('ヶ', 'ケ'),
    ('ヵ', 'カ'),
    ('ゖ', 'け'),
    ('ゕ', 'か'),
];

/// The same in the order of what is looked up.
static SORTED: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut sorted = VARIANTS.to_vec();
    sorted.sort_unstable();
    sorted
});

/// Short forms of legal forms, after NFKC, and what they stand for.
const LEGAL_FORMS: [(&str, &str); 16] = [
    ("(株)", "株式会社"),
    ("(有)", "有限会社"),
    ("(同)", "合同会社"),
    ("(合)", "合同会社"),
    ("(資)", "合資会社"),
    ("(名)", "合名会社"),
    ("(福)", "社会福祉法人"),
    ("(社福)", "社会福祉法人"),
    ("(医)", "医療法人"),
    ("(医社)", "医療法人社団"),
    ("(医財)", "医療法人財団"),
    ("(一社)", "一般社団法人"),
    ("(一財)", "一般財団法人"),
    ("(公社)", "公益社団法人"),
    ("(公財)", "公益財団法人"),
    ("(特非)", "特定非営利活動法人"),
];

/// The form in which names are compared and searched: width, kana, case, spaces, hyphens, legal forms
/// and variant characters no longer differ. Never shown.
pub fn search_key(text: &str) -> String {
    let bare: Cow<'_, str> = if is_plain(text) {
        Cow::Borrowed(text)
    } else {
        text.chars().filter(|c| !is_invisible(*c) && !c.is_control()).collect()
    };
    let mut key = String::with_capacity(bare.len());
    for c in compatible(&bare).chars() {
        if c.is_whitespace() || is_invisible(c) || is_variation_selector(c) || c == '・' {
            continue;
        }
        let c = match variant(c) {
            c if is_hyphen(c) => '-',
            '\u{301C}' => '~',
            c => to_hiragana(c),
        };
        match c {
            '\0'..='\u{7F}' => key.push(c.to_ascii_lowercase()),
            // Neither kana nor ideographs have two cases.
            '\u{3041}'..='\u{9FFF}' => key.push(c),
            _ => key.extend(c.to_lowercase()),
        }
    }
    if key.contains('(') {
        key = LEGAL_FORMS.iter().fold(key, |key, (short, long)| key.replace(short, long));
    }
    if key.contains("npo法人") {
        key = key.replace("npo法人", "特定非営利活動法人");
    }
    match compatible(&key) {
        Cow::Borrowed(_) => key,
        Cow::Owned(other) => other,
    }
}

/// A text as NFKC has it.
pub(crate) fn compatible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| alone(c) == Some(c)) {
        return Cow::Borrowed(text);
    }
    if is_plain(text) { text.chars().filter_map(alone).collect() } else { text.nfkc().collect() }
}

/// True for a text of which NFKC makes something else character by character, if at all.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| alone(c).is_some())
}

/// What NFKC makes of a character that it neither joins with its neighbours nor takes apart; nothing for all others.
fn alone(c: char) -> Option<char> {
    match c {
        ' '..='~'
        | '\u{2010}'
        | '\u{2012}'..='\u{2015}'
        | '\u{2212}'
        | '\u{3041}'..='\u{3096}'
        | '\u{309D}'..='\u{309E}'
        | '\u{30A1}'..='\u{30FE}'
        | '\u{4E00}'..='\u{9FFF}' => Some(c),
        '\u{3000}' => Some(' '),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

/// True for the characters that choose a variant form of the one before: 辻󠄀.
pub const fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn variant(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    SORTED.binary_search_by_key(&c, |(from, _)| *from).map_or(c, |at| SORTED[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_character_that_stands_alone_is_what_unicode_says() {
        for c in (0..=0x1_FFFF).filter_map(char::from_u32) {
            let Some(plain) = alone(c) else { continue };
            assert_eq!(c.to_string().nfkc().collect::<String>(), plain.to_string(), "{c:?}");
        }
    }

    #[test]
    fn every_variant_leads_to_its_character() {
        for (from, to) in VARIANTS {
            assert_eq!(variant(from), to);
        }
        assert_eq!(variant('高'), '高');
    }

    proptest! {
        #[test]
        fn the_short_way_gives_what_the_long_way_gives(
            text in "[ -~　・ぁ-ゖゝ-ヾ一-三髙嶋！-～−‐―]{0,16}",
        ) {
            // A zero-width space at the end takes the long way and leaves nothing behind.
            prop_assert_eq!(search_key(&text), search_key(&format!("{text}\u{200B}")));
            prop_assert_eq!(compatible(&text), text.nfkc().collect::<String>());
        }
    }
}
