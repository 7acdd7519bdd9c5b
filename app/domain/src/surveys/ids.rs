//! The short ids of questions and choices: printed beside them on paper, stable, never given to another.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// 設問の記号: `q1`, `q2`, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QuestionId(u16);

/// 選択肢の記号: `a`, `b`, …, `z`, `aa`, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChoiceId(u16);

/// Not the id of a question or choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the id of a question or choice")]
pub struct NotAnId;

impl QuestionId {
    /// The id of a number, from one on.
    pub const fn numbered(number: u16) -> Self {
        Self(number)
    }

    /// Its number.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl ChoiceId {
    /// The most choices that can be told apart by two letters.
    const MOST: u16 = 26 * 27;

    /// The id of a number, from one on.
    pub const fn numbered(number: u16) -> Self {
        Self(number)
    }

    /// Its number.
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "q{}", self.0)
    }
}

impl FromStr for QuestionId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let digits = text.strip_prefix('q').ok_or(NotAnId)?;
        if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotAnId);
        }
        digits.parse().map(Self).map_err(|_| NotAnId)
    }
}

impl fmt::Display for ChoiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = |number: u16| u8::try_from(number).map_or('?', |number| char::from(b'a' + number));
        let from_zero = self.0.saturating_sub(1);
        if from_zero >= 26 {
            write!(f, "{}", letter((from_zero / 26 - 1).min(25)))?;
        }
        write!(f, "{}", letter(from_zero % 26))
    }
}

impl FromStr for ChoiceId {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.is_empty() || text.len() > 2 || !text.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Err(NotAnId);
        }
        let number = text.bytes().fold(0, |number, byte| number * 26 + u16::from(byte - b'a') + 1);
        if number > Self::MOST { Err(NotAnId) } else { Ok(Self(number)) }
    }
}

impl From<QuestionId> for String {
    fn from(id: QuestionId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for QuestionId {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

impl From<ChoiceId> for String {
    fn from(id: ChoiceId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for ChoiceId {
    type Error = NotAnId;
    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_go_on_after_z() {
        let letters = [1, 2, 26, 27, 52, 53, ChoiceId::MOST].map(|number| ChoiceId(number).to_string());
        assert_eq!(letters, ["a", "b", "z", "aa", "az", "ba", "zz"]);
    }

    proptest! {
        #[test]
        fn an_id_is_read_back(number in 1..=ChoiceId::MOST) {
            prop_assert_eq!(ChoiceId(number).to_string().parse(), Ok(ChoiceId(number)));
            prop_assert_eq!(QuestionId(number).to_string().parse(), Ok(QuestionId(number)));
        }

        #[test]
        fn whatever_else_is_typed_is_no_id(text in "[a-zA-Z0-9あ ]{0,6}") {
            if let Ok(id) = text.parse::<QuestionId>() {
                prop_assert_eq!(id.to_string(), text.clone());
            }
            if let Ok(id) = text.parse::<ChoiceId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
