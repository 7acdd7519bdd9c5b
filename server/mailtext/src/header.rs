//! What may stand in a header of a mail. A line end in one of these would let whoever typed it write
//! further headers; lettre panics on one in a display name.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Most characters of a name or a subject.
const LONGEST: usize = 200;

/// Why a text cannot stand in a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// A line end or another control character.
    #[error("a control character stands in the text")]
    Control,
    /// More than [`LONGEST`] characters.
    #[error("more than {LONGEST} characters")]
    TooLong,
    /// A subject of nothing.
    #[error("the text is empty")]
    Empty,
    /// The host part of a Message-ID is no host name.
    #[error("not a host name")]
    Host,
}

fn check(text: &str) -> Result<(), HeaderError> {
    let reorders =
        |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if text.chars().any(|c| c.is_control() || reorders(c)) {
        Err(HeaderError::Control)
    } else if text.chars().count() > LONGEST {
        Err(HeaderError::TooLong)
    } else {
        Ok(())
    }
}

/// The name beside an address; may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DisplayName(String);

impl DisplayName {
    /// Takes a name that holds no control characters.
    ///
    /// # Errors
    /// When it does, or is too long.
    pub fn parse(text: &str) -> Result<Self, HeaderError> {
        let text = text.trim();
        check(text)?;
        Ok(Self(text.to_owned()))
    }
    /// The name, cut and cleaned where it cannot stand as it is; for names that come from a register,
    /// where a mail matters more than the name beside its address.
    pub fn lenient(text: &str) -> Self {
        let kept = |c: &char| check(c.encode_utf8(&mut [0; 4])).is_ok();
        Self(text.trim().chars().filter(kept).take(LONGEST).collect())
    }
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the mail is about; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Subject(String);

impl Subject {
    /// Takes a subject.
    ///
    /// # Errors
    /// When it is empty, too long or holds control characters.
    pub fn parse(text: &str) -> Result<Self, HeaderError> {
        let text = text.trim();
        check(text)?;
        if text.is_empty() { Err(HeaderError::Empty) } else { Ok(Self(text.to_owned())) }
    }
    /// The subject.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The name of a message that stays the same however often it is tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MessageId(String);

impl MessageId {
    /// The name of a mail of ours: its id at this host.
    ///
    /// # Errors
    /// When the host is no host name.
    pub fn new(id: &str, host: &str) -> Result<Self, HeaderError> {
        Self::parse(&format!("<{id}@{host}>"))
    }
    /// Reads a stored name.
    ///
    /// # Errors
    /// When it is not `<…@host>` of plain characters.
    pub fn parse(text: &str) -> Result<Self, HeaderError> {
        let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or_default();
        let (id, host) = inner.split_once('@').ok_or(HeaderError::Host)?;
        let plain = |part: &str| {
            !part.is_empty()
                && part.len() <= LONGEST
                && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))
        };
        if plain(id) && plain(host) { Ok(Self(text.to_owned())) } else { Err(HeaderError::Host) }
    }
    /// The name with its angle brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// The name without brackets and host, which names files.
    pub fn stem(&self) -> &str {
        let inner = self.0.trim_matches(['<', '>']);
        inner.split_once('@').map_or(inner, |(id, _)| id)
    }
}

/// The address behind `List-Unsubscribe`: one click on it stops outreach (RFC 8058).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StopLink(String);

impl StopLink {
    /// Takes an address that can stand between angle brackets.
    ///
    /// # Errors
    /// When it holds anything but the visible characters of an address, or is too long for a line.
    pub fn parse(url: &str) -> Result<Self, HeaderError> {
        let visible = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | ',' | '"');
        if !url.chars().all(visible) {
            Err(HeaderError::Control)
        } else if url.len() > LONGEST {
            Err(HeaderError::TooLong)
        } else if url.starts_with("https://") || url.starts_with("http://") {
            Ok(Self(url.to_owned()))
        } else {
            Err(HeaderError::Host)
        }
    }
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! text {
    ($($name:ident)*) => {$(
        impl TryFrom<String> for $name {
            type Error = HeaderError;
            fn try_from(text: String) -> Result<Self, HeaderError> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}
text! { DisplayName Subject MessageId }

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_end_does_not_reach_a_header() {
        for text in ["a\r\nBcc: x@example.jp", "a\nb", "a\u{0}b", "a\u{202E}b", "a\u{2028}b"] {
            assert_eq!(DisplayName::parse(text), Err(HeaderError::Control), "{text:?}");
            assert_eq!(Subject::parse(text), Err(HeaderError::Control), "{text:?}");
        }
        assert_eq!(DisplayName::lenient("ひだまり\r\n\u{202E}事業所").as_str(), "ひだまり事業所");
        assert_eq!(DisplayName::lenient(&"長".repeat(500)).as_str().chars().count(), LONGEST);
    }

    #[test]
    fn a_subject_is_not_empty_and_a_name_may_be() {
        assert_eq!(Subject::parse(" 　"), Err(HeaderError::Empty));
        assert_eq!(DisplayName::parse(" ").unwrap().as_str(), "");
        assert_eq!(Subject::parse(&"長".repeat(201)), Err(HeaderError::TooLong));
    }

    #[test]
    fn a_message_id_holds_an_id_and_a_host() {
        let id = "00000000-0000-0000-0000-000000000007";
        let name = MessageId::new(id, "mail.midorino.example").unwrap();
        assert_eq!(name.as_str(), "<00000000-0000-0000-0000-000000000007@mail.midorino.example>");
        assert_eq!((MessageId::parse(name.as_str()), name.stem().len()), (Ok(name.clone()), 36));
        for host in ["", "a b", "a>\r\nBcc: x", "日本"] {
            assert_eq!(MessageId::new(id, host), Err(HeaderError::Host), "{host}");
        }
        assert!(MessageId::parse("<../../x@y/z>").is_err());
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_one_line(text in "\\PC*|.*") {
            if let Ok(subject) = Subject::parse(&text) {
                prop_assert!(!subject.as_str().chars().any(char::is_control));
            }
            prop_assert!(!DisplayName::lenient(&text).as_str().chars().any(char::is_control));
        }
    }
}
