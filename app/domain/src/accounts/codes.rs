//! Codes that people type: from a mail, from an authenticator, from a printed letter.
//!
//! All are read in any width with spaces and hyphens, are made from random bytes that the caller brings,
//! and never show themselves in a debug print.

use crate::{
    codes::{base32, check_character, is_letter, plain},
    text::normalise_code,
};
use std::fmt;
use thiserror::Error;

/// Why a text is not a code. It says nothing about whether a well-formed code is the right one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodeError {
    /// Nothing was typed.
    #[error("no code")]
    Missing,
    /// Too few or too many characters.
    #[error("{found} characters instead of {expected}")]
    Length {
        /// How many the code has.
        expected: usize,
        /// How many were typed.
        found: usize,
    },
    /// A character that such a code never has.
    #[error("unexpected character {0:?}")]
    Character(char),
    /// The last character does not fit the others: something was mistyped.
    #[error("the check character does not fit")]
    Mistyped,
}

/// Eight digits sent by mail, good for ten minutes.
#[derive(Clone, PartialEq, Eq)]
pub struct SignInCode(String);

impl SignInCode {
    /// A code from a random number; the caller's source decides how random it is.
    pub fn from_random(random: u64) -> Self {
        Self(format!("{:08}", random % 100_000_000))
    }

    /// Reads eight digits.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        digits(typed, 8).map(Self)
    }

    /// The eight digits, to be hashed or sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `1234 5678`, as a mail shows it.
    pub fn grouped(&self) -> String {
        grouped(&self.0, ' ')
    }
}

/// Six digits of an authenticator (RFC 6238), good for half a minute.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpCode(String);

impl TotpCode {
    /// Reads six digits.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        digits(typed, 6).map(Self)
    }

    /// The six digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Twelve characters printed on a municipality's letter to an office: 55 random bits and a check character,
/// so that a slip of the finger is told from a wrong code.
#[derive(Clone, PartialEq, Eq)]
pub struct LetterCode(String);

impl LetterCode {
    /// A code from random bytes.
    pub fn from_random(random: [u8; 7]) -> Self {
        let mut code = base32(&random, 11);
        code.push(check_character(&code));
        Self(code)
    }

    /// Reads twelve letters and digits; O is taken for 0, and I and L for 1.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        let code = letters(typed, 12)?;
        let (body, check) = code.split_at(11);
        if check.starts_with(check_character(body)) { Ok(Self(code)) } else { Err(CodeError::Mistyped) }
    }

    /// The twelve characters, to be hashed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `ABCD-EFGH-JKMN`, as a letter shows it.
    pub fn grouped(&self) -> String {
        grouped(&self.0, '-')
    }
}

/// Sixteen characters, 80 random bits: signs in once when the authenticator is lost.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// How many are made at a time.
    pub const COUNT: usize = 10;

    /// A code from random bytes.
    pub fn from_random(random: [u8; 10]) -> Self {
        Self(base32(&random, 16))
    }

    /// Reads sixteen letters and digits; O is taken for 0, and I and L for 1.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        letters(typed, 16).map(Self)
    }

    /// The sixteen characters, to be hashed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `ABCD-EFGH-JKMN-PQRS`, as a page shows it.
    pub fn grouped(&self) -> String {
        grouped(&self.0, '-')
    }
}

macro_rules! never_shown {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(●●●)"))
            }
        }
    )*};
}
never_shown!(SignInCode, TotpCode, LetterCode, RecoveryCode);

fn digits(typed: &str, expected: usize) -> Result<String, CodeError> {
    let code: String = normalise_code(typed).chars().filter(|c| *c != '-').collect();
    if code.is_empty() {
        return Err(CodeError::Missing);
    }
    if let Some(c) = code.chars().find(|c| !c.is_ascii_digit()) {
        return Err(CodeError::Character(c));
    }
    if code.len() == expected { Ok(code) } else { Err(CodeError::Length { expected, found: code.len() }) }
}

fn letters(typed: &str, expected: usize) -> Result<String, CodeError> {
    let code = plain(typed);
    if code.is_empty() {
        return Err(CodeError::Missing);
    }
    if let Some(c) = code.chars().find(|c| !is_letter(*c)) {
        return Err(CodeError::Character(c));
    }
    if code.len() == expected { Ok(code) } else { Err(CodeError::Length { expected, found: code.len() }) }
}

fn grouped(code: &str, separator: char) -> String {
    let mut text = String::with_capacity(code.len() * 5 / 4);
    for (place, c) in code.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push(separator);
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("12345678")]
    #[case("1234 5678")]
    #[case("１２３４－５６７８")]
    #[case("1234ー5678\u{200B}")]
    fn a_code_of_a_mail_is_read_in_every_spelling(#[case] typed: &str) {
        assert_eq!(SignInCode::parse(typed).map(|code| code.0).as_deref(), Ok("12345678"));
    }

    #[rstest]
    #[case("", CodeError::Missing)]
    #[case("1234567", CodeError::Length { expected: 8, found: 7 })]
    #[case("1234567O", CodeError::Character('O'))]
    fn a_text_that_is_no_code_says_why(#[case] typed: &str, #[case] error: CodeError) {
        assert_eq!(SignInCode::parse(typed), Err(error));
    }

    #[test]
    fn an_authenticator_shows_six_digits() {
        assert_eq!(TotpCode::parse("１２３ ４５６").map(|code| code.0).as_deref(), Ok("123456"));
        assert_eq!(TotpCode::parse("12345678"), Err(CodeError::Length { expected: 6, found: 8 }));
    }

    #[test]
    fn letters_that_look_like_digits_are_taken_for_them() {
        let code = LetterCode::from_random([0x00, 0x44, 0x32, 0x14, 0xC7, 0x42, 0x54]);
        let looks_alike = code.grouped().replace('0', "o").replace('1', "l").to_lowercase();
        assert_eq!(LetterCode::parse(&looks_alike), Ok(code));
    }

    #[test]
    fn a_code_never_shows_itself() {
        assert_eq!(format!("{:?}", SignInCode::from_random(12_345_678)), "SignInCode(●●●)");
        assert_eq!(SignInCode::from_random(42).grouped(), "0000 0042");
    }

    proptest! {
        #[test]
        fn what_is_printed_can_be_typed(letter in any::<[u8; 7]>(), recovery in any::<[u8; 10]>(), mail in any::<u64>()) {
            let letter = LetterCode::from_random(letter);
            prop_assert_eq!(LetterCode::parse(&letter.grouped()), Ok(letter));
            let recovery = RecoveryCode::from_random(recovery);
            prop_assert_eq!(recovery.as_str().len(), 16);
            prop_assert_eq!(RecoveryCode::parse(&recovery.grouped()), Ok(recovery));
            let mail = SignInCode::from_random(mail);
            prop_assert_eq!(SignInCode::parse(&mail.grouped()), Ok(mail));
        }

        #[test]
        fn neighbours_exchanged_are_noticed(random in any::<[u8; 7]>(), place in 0..10_usize) {
            let code = LetterCode::from_random(random);
            let mut letters: Vec<char> = code.as_str().chars().collect();
            prop_assume!(letters[place] != letters[place + 1]);
            // 0 and Z are 31 apart, which the check cannot see.
            prop_assume!(!matches!((letters[place], letters[place + 1]), ('0', 'Z') | ('Z', '0')));
            letters.swap(place, place + 1);
            let typed: String = letters.into_iter().collect();
            prop_assert_eq!(LetterCode::parse(&typed), Err(CodeError::Mistyped));
        }

        #[test]
        fn no_text_is_too_strange(text in ".*") {
            let _ = (SignInCode::parse(&text), TotpCode::parse(&text), LetterCode::parse(&text), RecoveryCode::parse(&text));
        }
    }
}
