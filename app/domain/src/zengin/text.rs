//! Text as banks write it: capital letters, digits, half-width kana without small ones, four signs and a space.

use crate::{kana::katakana, text::is_hyphen};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt};
use unicode_normalization::UnicodeNormalization;

/// Text that a bank takes, in half-width characters; each is one byte of the file.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BankText(String);

/// What is written otherwise than it was typed, beside the width of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// ッ → ﾂ: small kana are written large.
    SmallKana,
    /// ー → -.
    LongMark,
    /// ヲ → ｵ.
    Wo,
    /// ヰ, ヱ → ｲ, ｴ.
    OldKana,
    /// ・ → .
    MiddleDot,
}

/// A text and what was changed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// As it is written.
    pub text: BankText,
    /// What was changed, each once.
    pub changes: BTreeSet<Change>,
}

/// Why a text cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Characters that no bank takes, each once, in the order of the text.
    #[error("unusable characters {0:?}")]
    Characters(Vec<char>),
}

const FULL: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";
const HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ";

impl BankText {
    /// Reads what people type: hiragana, katakana of either width, letters and digits of either width.
    pub fn convert(typed: &str) -> Result<Converted, TextError> {
        let kana = katakana(typed);
        let (mut text, mut changes, mut unusable) = (String::new(), BTreeSet::new(), Vec::new());
        for c in kana.nfd() {
            match half(c) {
                Some((half, change)) => {
                    text.push(half);
                    changes.extend(change);
                }
                None if !unusable.contains(&c) => unusable.push(c),
                None => {}
            }
        }
        if !unusable.is_empty() {
            // A mark that belongs to no letter is told with what stands in the text.
            return Err(TextError::Characters(unusable));
        }
        if text.is_empty() { Err(TextError::Missing) } else { Ok(Converted { text: Self(text), changes }) }
    }

    /// Reads what is stored or what a list holds: already as banks write it, nothing changed.
    pub fn exact(text: &str) -> Option<Self> {
        text.chars().all(is_bank_character).then(|| Self(text.to_owned()))
    }

    /// Nothing, where the file may leave a name out.
    pub const fn empty() -> Self {
        Self(String::new())
    }

    /// How many bytes it takes: one each character.
    pub fn bytes(&self) -> usize {
        self.0.chars().count()
    }

    /// The half-width characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same as one byte each (JIS X 0201).
    pub fn encoded(&self) -> impl Iterator<Item = u8> + '_ {
        self.0.chars().map(byte)
    }
}

/// The half-width character for one letter (decomposed), and what was changed.
fn half(c: char) -> Option<(char, Option<Change>)> {
    let plain = |c| Some((c, None));
    match c {
        'A'..='Z' | '0'..='9' | '(' | ')' | '-' | '.' => plain(c),
        'a'..='z' => plain(c.to_ascii_uppercase()),
        c if c.is_whitespace() => plain(' '),
        '\u{3099}' | '\u{309B}' => plain('ﾞ'),
        '\u{309A}' | '\u{309C}' => plain('ﾟ'),
        'ー' => Some(('-', Some(Change::LongMark))),
        c if is_hyphen(c) => plain('-'),
        '・' => Some(('.', Some(Change::MiddleDot))),
        'ヲ' => Some(('ｵ', Some(Change::Wo))),
        'ヰ' => Some(('ｲ', Some(Change::OldKana))),
        'ヱ' => Some(('ｴ', Some(Change::OldKana))),
        c => match large(c) {
            Some(large) => Some((of_table(large)?, Some(Change::SmallKana))),
            None => plain(of_table(c)?),
        },
    }
}

fn of_table(c: char) -> Option<char> {
    FULL.chars().zip(HALF.chars()).find_map(|(full, half)| (full == c).then_some(half))
}

/// The large letter of a small one.
pub(super) const fn large(c: char) -> Option<char> {
    Some(match c {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        _ => return None,
    })
}

fn is_bank_character(c: char) -> bool {
    matches!(c, 'A'..='Z' | '0'..='9' | '(' | ')' | '-' | '.' | ' ' | 'ﾞ' | 'ﾟ') || HALF.contains(c)
}

fn byte(c: char) -> u8 {
    match u32::from(c) {
        code @ 0xFF61..=0xFF9F => u8::try_from(code - 0xFF61 + 0xA1).unwrap_or(b' '),
        code => u8::try_from(code).unwrap_or(b' '),
    }
}

impl fmt::Display for BankText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name of somebody who is paid: never printed by accident.
impl fmt::Debug for BankText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BankText({} bytes)", self.bytes())
    }
}

impl TryFrom<String> for BankText {
    type Error = TextError;
    fn try_from(text: String) -> Result<Self, TextError> {
        Self::exact(&text)
            .ok_or_else(|| TextError::Characters(text.chars().filter(|c| !is_bank_character(*c)).collect()))
    }
}

impl From<BankText> for String {
    fn from(text: BankText) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("ひだまり", "ﾋﾀﾞﾏﾘ", &[])]
    #[case("カ）ヒダマリカイゴ", "ｶ)ﾋﾀﾞﾏﾘｶｲｺﾞ", &[])]
    #[case("ｼｬ)ﾃﾞｲｻｰﾋﾞｽ", "ｼﾔ)ﾃﾞｲｻ-ﾋﾞｽ", &[Change::SmallKana, Change::LongMark])]
    #[case("ヲノ　タロウ", "ｵﾉ ﾀﾛｳ", &[Change::Wo])]
    #[case("ヴィーナス・ケア", "ｳﾞｲ-ﾅｽ.ｹｱ", &[Change::SmallKana, Change::LongMark, Change::MiddleDot])]
    #[case("ｐｏｎ２４", "PON24", &[])]
    #[case("パ", "ﾊﾟ", &[])]
    fn a_name_is_written_as_banks_do(#[case] typed: &str, #[case] text: &str, #[case] changes: &[Change]) {
        let converted = BankText::convert(typed).expect("usable");
        assert_eq!(converted.text.as_str(), text);
        assert_eq!(converted.changes.into_iter().collect::<Vec<_>>(), changes);
    }

    #[rstest]
    #[case("株式会社ひだまり＆", TextError::Characters(vec!['株', '式', '会', '社', '&']))]
    #[case("  ", TextError::Missing)]
    #[case("ヒダマリ「ケア」", TextError::Characters(vec!['「', '」']))]
    fn what_no_bank_takes_is_named(#[case] typed: &str, #[case] error: TextError) {
        assert_eq!(BankText::convert(typed), Err(error));
    }

    #[test]
    fn every_kana_has_a_byte_of_its_own_and_none_is_small() {
        let bytes: BTreeSet<u8> = HALF.chars().map(byte).collect();
        assert_eq!(bytes.len(), FULL.chars().count());
        for byte in bytes {
            assert!(matches!(byte, 0xB1..=0xDD), "{byte:x}: neither small, ｰ nor ｦ");
        }
    }

    #[test]
    fn a_name_is_not_printed_by_accident() {
        let text = BankText::convert("ヤマダ").expect("usable").text;
        assert_eq!(format!("{text:?}"), "BankText(4 bytes)");
    }

    proptest! {
        #[test]
        fn whatever_is_written_can_be_written_again(text in ".*") {
            if let Ok(converted) = BankText::convert(&text) {
                let again = BankText::convert(converted.text.as_str()).expect("still usable");
                prop_assert_eq!(again.text, converted.text.clone());
                prop_assert!(BankText::exact(converted.text.as_str()).is_some());
                prop_assert_eq!(converted.text.encoded().count(), converted.text.bytes());
            }
        }
    }
}
