//! 合言葉: what a new password of staff must be (ASVS 5.0 6.2.1 to 6.2.11).
//!
//! Length instead of kinds of characters; refused is what can be guessed: repetitions, rows of the keyboard,
//! common words with a year, and words of the product, the tenant and the person.

use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// A password as it is hashed: NFC, otherwise exactly as typed. Never shown, not even in a debug print.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a password is not accepted as a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// Nothing was typed.
    #[error("no password")]
    Missing,
    /// Fewer than 15 characters.
    #[error("{0} characters are too few")]
    TooShort(usize),
    /// More than 128 characters.
    #[error("{0} characters are too many")]
    TooLong(usize),
    /// One short piece again and again.
    #[error("a repetition")]
    Repeated,
    /// Mostly neighbours on the keyboard, in the alphabet or among the digits.
    #[error("a row of the keyboard")]
    KeyboardRow,
    /// Hardly more than a common word, with digits or signs.
    #[error("a common word")]
    CommonWord,
    /// Hardly more than words of the product, the tenant or the person.
    #[error("words that everybody can guess here")]
    ContextWord,
}

impl Password {
    /// The fewest characters.
    pub const MIN: usize = 15;
    /// The most characters.
    pub const MAX: usize = 128;

    /// A password typed to sign in: only brought into NFC, never judged, cut off at nothing. `None` when it
    /// is longer than any password can be, so that nobody makes the server hash a novel.
    pub fn attempt(typed: &str) -> Option<Self> {
        let text: String = typed.nfc().collect();
        (text.chars().count() <= Self::MAX).then_some(Self(text))
    }

    /// A new password. `context` are words that everybody can guess here: the name and slug of the tenant,
    /// the person's name, the parts of the address.
    pub fn parse(typed: &str, context: &[&str]) -> Result<Self, PasswordError> {
        let text: String = typed.nfc().collect();
        match text.chars().count() {
            0 => return Err(PasswordError::Missing),
            count if count < Self::MIN => return Err(PasswordError::TooShort(count)),
            count if count > Self::MAX => return Err(PasswordError::TooLong(count)),
            _ => {}
        }
        let folded: Vec<char> = text.nfkc().flat_map(char::to_lowercase).collect();
        if is_repetition(&folded) {
            return Err(PasswordError::Repeated);
        }
        let parts = Parts::of(&folded, context);
        if parts.unguessable() >= 3 { Ok(Self(text)) } else { Err(parts.complaint()) }
    }

    /// The text, for hashing alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(●●●)")
    }
}

/// True when a piece of at most a third of the text, or half when it is a word twice, makes up the whole.
fn is_repetition(text: &[char]) -> bool {
    let repeats = |period: usize| text.iter().zip(text.iter().skip(period)).all(|(a, b)| a == b);
    let distinct: HashSet<&char> = text.iter().collect();
    distinct.len() < 5 || (1..=text.len() / 2).any(repeats)
}

/// Words that belong to the product and its field.
const FIELD_WORDS: [&str; 16] = [
    "ひろめる",
    "hiromeru",
    "ケアプラン",
    "けあぷらん",
    "careplan",
    "ケアプー",
    "carepoo",
    "データ連携",
    "介護保険",
    "介護",
    "kaigo",
    "事業所",
    "補助金",
    "パスワード",
    "合言葉",
    "password",
];

const ROWS: [&str; 8] = [
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "あいうえおかきくけこさしすせそたちつてとなにぬねの",
    "いろはにほへとちりぬるを",
];

/// The most used passwords without their digits, and common Japanese words and names in Latin letters, from
/// the lists of @zxcvbn-ts/language-common 4.1 and language-ja 3.0 (MIT).
const COMMON: &str = include_str!("common_words.txt");

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| COMMON.lines().collect());

/// What a password consists of, read greedily from the left.
#[derive(Debug, Default)]
struct Parts {
    common: HashSet<String>,
    context: usize,
    rows: usize,
    /// Characters in no word, row or year.
    other: usize,
}

impl Parts {
    fn of(text: &[char], context: &[&str]) -> Self {
        let context: Vec<Vec<char>> = context
            .iter()
            .flat_map(|words| words.split(|c: char| !c.is_alphanumeric()))
            .chain(FIELD_WORDS)
            .map(|word| word.nfkc().flat_map(char::to_lowercase).collect::<Vec<char>>())
            .filter(|word| word.len() >= 2)
            .collect();
        let mut parts = Self::default();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            at += if let Some(length) = context_word(rest, &context) {
                parts.context += 1;
                length
            } else if let Some(length) = row(rest) {
                parts.rows += length;
                length
            } else if let Some(word) = common_word(rest) {
                let length = word.chars().count();
                parts.common.insert(word);
                length
            } else if let Some(length) = year(rest) {
                length
            } else {
                parts.other += usize::from(rest[0].is_alphanumeric());
                1
            };
        }
        parts
    }

    /// Different common words, and threes of other characters.
    fn unguessable(&self) -> usize {
        self.common.len() + self.other.div_ceil(3)
    }

    fn complaint(&self) -> PasswordError {
        if self.context > 0 {
            PasswordError::ContextWord
        } else if self.common.is_empty() && self.rows > 0 {
            PasswordError::KeyboardRow
        } else {
            PasswordError::CommonWord
        }
    }
}

fn context_word(rest: &[char], words: &[Vec<char>]) -> Option<usize> {
    words.iter().filter(|word| rest.starts_with(word)).map(Vec::len).max()
}

fn common_word(rest: &[char]) -> Option<String> {
    let letters = rest.iter().take(24).take_while(|c| c.is_ascii_lowercase()).count();
    (4..=letters)
        .rev()
        .map(|length| rest[..length].iter().collect::<String>())
        .find(|word| WORDS.contains(word.as_str()))
}

/// Four neighbours or more, forwards, backwards, or the same character.
fn row(rest: &[char]) -> Option<usize> {
    let same = rest.iter().take_while(|c| **c == rest[0]).count();
    let along = |row: &mut dyn Iterator<Item = char>| {
        let row: Vec<char> = row.collect();
        let start = row.iter().position(|c| *c == rest[0])?;
        let around = row[start..].iter().chain(row.iter());
        Some(rest.iter().zip(around).take_while(|(a, b)| a == b).count())
    };
    ROWS.iter()
        .flat_map(|row| [along(&mut row.chars()), along(&mut row.chars().rev())])
        .flatten()
        .chain([same])
        .max()
        .filter(|length| *length >= 4)
}

/// `2024`, `1999`, and any other four digits that begin with 19 or 20.
fn year(rest: &[char]) -> Option<usize> {
    match rest {
        ['1', '9', a, b, ..] | ['2', '0', a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit() => Some(4),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const CONTEXT: &[&str] =
        &["みどり野市", "midorino", "hanako.suzuki@city.midorino.example.jp", "鈴木　花子"];

    #[rstest]
    #[case("correct horse battery staple")]
    #[case("かきのたねと麦茶をもって山へ")]
    #[case("あめのちはれ、ときどき図書館")]
    #[case("T7#kq9!vRz2m$Lp8")]
    #[case("gyuunyuu wo nomu kaeru 8 hiki")]
    #[case("0b9f1c77d2e84a6")]
    fn a_long_password_of_any_characters_is_accepted(#[case] typed: &str) {
        let padded = format!("{typed}しずかに");
        assert!(Password::parse(&padded, CONTEXT).is_ok(), "{padded}");
    }

    #[rstest]
    #[case("", PasswordError::Missing)]
    #[case("T7#kq9!vRz2m$L", PasswordError::TooShort(14))]
    #[case("aaaaaaaaaaaaaaaa", PasswordError::Repeated)]
    #[case("sakurasakurasakura", PasswordError::Repeated)]
    #[case("passwordpassword", PasswordError::Repeated)]
    #[case("かいごかいごかいごかいごかいご", PasswordError::Repeated)]
    #[case("123456789012345", PasswordError::KeyboardRow)]
    #[case("qwertyuiopasdfgh", PasswordError::KeyboardRow)]
    #[case("1qaz2wsx3edc4rfv", PasswordError::KeyboardRow)]
    #[case("abcdefghijklmnop2024", PasswordError::KeyboardRow)]
    #[case("あいうえおかきくけこさしすせそ", PasswordError::KeyboardRow)]
    #[case("sunshine!!!2024!!", PasswordError::CommonWord)]
    #[case("Baseball-19991999", PasswordError::CommonWord)]
    #[case("Password12345678!", PasswordError::ContextWord)]
    #[case("midorino-2024-2025", PasswordError::ContextWord)]
    #[case("ひろめるケアプランデータ連携介護", PasswordError::ContextWord)]
    #[case("hanakosuzukimidorino", PasswordError::ContextWord)]
    #[case("ｍｉｄｏｒｉｎｏ２０２４２０２５", PasswordError::ContextWord)]
    fn what_can_be_guessed_is_refused(#[case] typed: &str, #[case] error: PasswordError) {
        assert_eq!(Password::parse(typed, CONTEXT), Err(error));
    }

    #[test]
    fn a_password_has_an_end() {
        let long: String = ('一'..).take(129).collect();
        assert_eq!(Password::parse(&long, CONTEXT), Err(PasswordError::TooLong(129)));
        assert!(Password::parse(&long.chars().take(128).collect::<String>(), CONTEXT).is_ok());
        assert!(Password::attempt(&long).is_none());
    }

    #[test]
    fn a_password_is_taken_exactly_but_for_composition() {
        let typed = "  か\u{3099}んばれ T7#kq9!vRz2m ";
        let password = Password::parse(typed, CONTEXT).expect("good");
        assert_eq!(password.expose(), "  がんばれ T7#kq9!vRz2m ");
        assert_eq!(Password::attempt(typed), Some(password));
    }

    #[test]
    fn a_password_never_shows_itself() {
        assert_eq!(format!("{:?}", Password::attempt("secret")), "Some(Password(●●●))");
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_long_enough(text in ".{0,140}") {
            if let Ok(password) = Password::parse(&text, CONTEXT) {
                let count = password.expose().chars().count();
                prop_assert!((Password::MIN..=Password::MAX).contains(&count));
            }
        }

        #[test]
        fn a_common_word_with_digits_is_never_enough(index in 0..2000_usize, digits in "(19|20)[0-9]{2}[!?.-]{9,12}") {
            let word = COMMON.lines().nth(index).expect("the list is longer");
            let typed = format!("{word}{digits}");
            prop_assert!(Password::parse(&typed, CONTEXT).is_err());
        }
    }
}
