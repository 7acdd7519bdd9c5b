//! 氏名: one box, any character, kept as typed.

use crate::text::{graphemes, tidy_name};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// A person's name as typed, without what cannot be seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PersonNameError {
    /// Nothing was typed, or nothing that can be seen.
    #[error("no name")]
    Missing,
    /// More characters than any name has.
    #[error("{0} characters; at most {max} are allowed", max = PersonName::MAX)]
    TooLong(usize),
    /// An e-mail address or a web address stands there.
    #[error("an address instead of a name")]
    Address,
}

impl PersonName {
    /// The most characters, counted as people see them.
    pub const MAX: usize = 100;

    /// Reads a name; white space is collapsed, control and bidi characters are left out.
    pub fn parse(typed: &str) -> Result<Self, PersonNameError> {
        let name = tidy_name(typed);
        if name.is_empty() {
            return Err(PersonNameError::Missing);
        }
        if name.contains(['@', '＠']) || name.contains("://") {
            return Err(PersonNameError::Address);
        }
        match graphemes(&name) {
            0..=Self::MAX if name.len() <= 16 * Self::MAX => Ok(Self(name)),
            count => Err(PersonNameError::TooLong(count)),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PersonName {
    type Err = PersonNameError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for PersonName {
    type Error = PersonNameError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_is_kept_as_typed() {
        for name in ["髙橋　花子", "辻\u{E0100} 次郎", "𠮟田 一", "Nguyễn Văn A"] {
            assert_eq!(PersonName::parse(name).map(|name| name.0).as_deref(), Ok(name));
        }
        assert_eq!(
            PersonName::parse(" 山田 \r\n太郎\u{200B} ").map(|name| name.0).as_deref(),
            Ok("山田 太郎")
        );
    }

    #[test]
    fn a_text_that_is_no_name_says_why() {
        assert_eq!(PersonName::parse(" \u{200B}　"), Err(PersonNameError::Missing));
        assert_eq!(PersonName::parse("taro@example.jp"), Err(PersonNameError::Address));
        assert_eq!(PersonName::parse(&"山".repeat(101)), Err(PersonNameError::TooLong(101)));
        assert!(PersonName::parse(&"辻\u{E0100}".repeat(100)).is_ok());
    }

    #[test]
    fn a_tower_of_accents_is_no_name() {
        assert!(PersonName::parse(&format!("a{}", "\u{301}".repeat(2000))).is_err());
    }

    proptest! {
        #[test]
        fn a_stored_name_reads_as_itself(text in ".*") {
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
            }
        }
    }
}
