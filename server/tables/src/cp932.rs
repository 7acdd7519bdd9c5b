//! Text as CP932 (Windows-31J): what Excel writes for "CSV", with the extensions of NEC and IBM.
//!
//! Some characters of JIS X 0208 have two numbers in Unicode, one as Windows maps them and one as everybody else
//! does: a 〜 typed on a Mac is U+301C, on Windows U+FF5E. Both are the same character in CP932, and are written as
//! such. What has no place there is replaced and named.

use domain::text::{is_invisible, is_variation_selector};
use encoding_rs::SHIFT_JIS;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Stands for a character that has no place: the geta of the printers.
const GETA: &str = "〓";

/// Characters by their other number in Unicode, and as Windows has them.
const TWINS: [(char, char); 10] = [
    ('\u{301C}', '～'),
    ('\u{2016}', '∥'),
    ('\u{2212}', '－'),
    ('\u{2014}', '―'),
    ('\u{A2}', '￠'),
    ('\u{A3}', '￡'),
    ('\u{A5}', '￥'),
    ('\u{A6}', '￤'),
    ('\u{AC}', '￢'),
    ('\u{203E}', '￣'),
];

/// Characters that each body makes for itself (外字), 1,880 of them, and their first two bytes.
const OWN: std::ops::RangeInclusive<char> = '\u{E000}'..='\u{E757}';
const OWN_PER_ROW: u32 = 188;

/// A character that has no place, and what was written for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// The character as a person sees it, with its combining marks.
    pub character: String,
    /// What was written.
    pub replacement: String,
}

/// The bytes of a text in which nothing is to be replaced; nothing for any other.
pub fn exact(text: &str) -> Option<Cow<'_, [u8]>> {
    if text.chars().any(|c| twin(c) != c) {
        return None;
    }
    let (bytes, _, lacks) = SHIFT_JIS.encode(text);
    (!lacks).then_some(bytes)
}

/// The text in characters that CP932 has, and what was replaced.
pub fn fit(text: &str) -> (String, Vec<Replaced>) {
    let mut fitted = String::with_capacity(text.len());
    let mut replaced = Vec::new();
    for cluster in text.graphemes(true) {
        let written: String = cluster.chars().map(twin).collect();
        if written.chars().all(has) {
            fitted.push_str(&written);
            continue;
        }
        let composed: String = written.nfc().collect();
        if composed.chars().all(has) {
            fitted.push_str(&composed);
            continue;
        }
        let replacement = without_marks(&composed);
        fitted.push_str(&replacement);
        replaced.push(Replaced { character: cluster.to_owned(), replacement });
    }
    (fitted, replaced)
}

/// The bytes of a text that fits.
pub fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for part in text.split_inclusive(|c| OWN.contains(&c)) {
        let own = part.chars().next_back().filter(|c| OWN.contains(c));
        let common = &part[..part.len() - own.map_or(0, char::len_utf8)];
        bytes.extend_from_slice(&SHIFT_JIS.encode(common).0);
        bytes.extend(own.into_iter().flat_map(own_bytes));
    }
    bytes
}

/// A variant form is written as its ordinary one, a no-break space as a space, and what shows nothing not at all;
/// anything else is a geta.
fn without_marks(cluster: &str) -> String {
    let plain: String = cluster
        .chars()
        .filter(|c| !is_variation_selector(*c) && !is_invisible(*c))
        .map(|c| if c == '\u{A0}' { ' ' } else { c })
        .collect();
    if plain.chars().all(has) { plain } else { GETA.to_owned() }
}

fn twin(c: char) -> char {
    TWINS.iter().find(|(other, _)| *other == c).map_or(c, |(_, windows)| *windows)
}

fn has(c: char) -> bool {
    c.is_ascii() || OWN.contains(&c) || !SHIFT_JIS.encode(c.encode_utf8(&mut [0; 4])).2
}

/// Two bytes from F040 on: the second leaves out 7F.
fn own_bytes(c: char) -> [u8; 2] {
    let place = u32::from(c) - u32::from(*OWN.start());
    let second = place % OWN_PER_ROW;
    let second = second + if second < 0x3F { 0x40 } else { 0x41 };
    [0xF0 + u8::try_from(place / OWN_PER_ROW).unwrap_or(0), u8::try_from(second).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn written(text: &str) -> Vec<u8> {
        let (fitted, replaced) = fit(text);
        assert_eq!(replaced, [], "{text}");
        let bytes = bytes(&fitted);
        if let Some(exact) = exact(text) {
            assert_eq!(exact, bytes, "{text}");
        }
        bytes
    }

    fn read(bytes: &[u8]) -> String {
        SHIFT_JIS.decode_without_bom_handling(bytes).0.into_owned()
    }

    /// The bytes that Excel writes: of several codes for one character, those of Windows.
    #[rstest]
    #[case("㈱", b"\x87\x8A")]
    #[case("①", b"\x87\x40")]
    #[case("髙", b"\xFB\xFC")]
    #[case("﨑", b"\xFA\xB1")]
    #[case("Ⅰ", b"\x87\x54")]
    #[case("ⅰ", b"\xFA\x40")]
    #[case("№", b"\x87\x82")]
    #[case("℡", b"\x87\x84")]
    #[case("㍻", b"\x87\x7E")]
    #[case("∵", b"\x81\xE6")]
    #[case("￢", b"\x81\xCA")]
    #[case("≒", b"\x81\xE0")]
    #[case("∥", b"\x81\x61")]
    #[case("～", b"\x81\x60")]
    #[case("－", b"\x81\x7C")]
    #[case("―", b"\x81\x5C")]
    #[case("￠", b"\x81\x91")]
    #[case("￡", b"\x81\x92")]
    #[case("ｱﾞ", b"\xB1\xDE")]
    #[case("表\\~", b"\x95\x5C\x5C\x7E")]
    #[case("\u{E000}a\u{E03F}\u{E757}", b"\xF0\x40a\xF0\x80\xF9\xFC")]
    fn characters_have_the_bytes_of_windows(#[case] text: &str, #[case] bytes: &[u8]) {
        assert_eq!(written(text), bytes, "{text}");
        assert_eq!(read(bytes), text);
    }

    #[test]
    fn a_character_by_its_other_number_is_the_same() {
        assert_eq!(read(&written("1〜2−3‖4—5¢£¥¦¬‾")), "1～2－3∥4―5￠￡￥￤￢￣");
        assert_eq!(read(&written("か\u{3099}")), "が");
        // A compatibility ideograph of IBM stays what it is, though NFC would make another of it.
        assert_eq!(read(&written("神か\u{3099}")), "神が");
    }

    #[rstest]
    #[case("𠮷野", "〓野", &[("𠮷", "〓")])]
    #[case("辻\u{E0100}", "辻", &[("辻\u{E0100}", "辻")])]
    #[case("か\u{309A}き", "〓き", &[("か\u{309A}", "〓")])]
    #[case("é👨‍👩‍👧", "〓〓", &[("é", "〓"), ("👨‍👩‍👧", "〓")])]
    #[case("a\u{A0}b\u{200B}", "a b", &[("\u{A0}", " "), ("\u{200B}", "")])]
    fn what_has_no_place_is_named(#[case] text: &str, #[case] fitted: &str, #[case] named: &[(&str, &str)]) {
        let (found, replaced) = fit(text);
        assert_eq!(found, fitted);
        let replaced: Vec<_> =
            replaced.iter().map(|r| (r.character.as_str(), r.replacement.as_str())).collect();
        assert_eq!(replaced, named);
    }

    #[test]
    fn every_character_of_cp932_is_written_and_read_again() {
        let mut known = 0;
        for first in 0x81..=0xFCu8 {
            for second in 0x40..=0xFCu8 {
                let text = read(&[first, second]);
                let mut characters = text.chars();
                if let (Some(c), None) = (characters.next(), characters.next())
                    && c != '\u{FFFD}'
                {
                    assert_eq!(read(&written(&text)), text, "{first:02X}{second:02X}");
                    known += 1;
                }
            }
        }
        assert!(known > 9_000, "{known}");
    }

    proptest! {
        #[test]
        fn what_is_written_is_what_was_fitted(text in "\\PC{0,20}|[ぁ-んァ-ン一-龠〜−¥é𠮷\u{E000}-\u{E010}]{0,20}") {
            let (fitted, replaced) = fit(&text);
            prop_assert_eq!(read(&bytes(&fitted)), fitted.as_str());
            if let Some(exact) = exact(&text) {
                prop_assert_eq!(read(&exact), text.as_str());
            }
            if replaced.is_empty() && text.chars().all(|c| twin(c) == c) {
                prop_assert!(fitted.nfc().eq(text.nfc()));
            }
        }
    }
}
