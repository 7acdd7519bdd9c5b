//! E-mail addresses, as accounts and offices give them.
//!
//! The typed address is kept (half-width), a lower-case key decides whether two are the same, and old
//! mobile addresses with dots in odd places are quoted when mail is sent.

use crate::text::{has_bidi, is_invisible};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// An address that mail can be sent to, as far as its form tells.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Why a text is not an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EmailError {
    /// Nothing was typed.
    #[error("no address")]
    Missing,
    /// No `@`.
    #[error("no @")]
    NoAt,
    /// More than one `@`.
    #[error("more than one @")]
    SeveralAt,
    /// White space inside.
    #[error("a space inside")]
    Space,
    /// A control character or one that changes the reading direction.
    #[error("a control character")]
    Control,
    /// A character that an address does not have, such as kana or a comma.
    #[error("unexpected character {0:?}")]
    Character(char),
    /// Nothing before the `@`, or more than 64 characters.
    #[error("the part before @ is empty or too long")]
    Local,
    /// The part after the `@` is not a domain name with a dot.
    #[error("the part after @ is not a domain name")]
    Domain,
    /// More than 254 characters.
    #[error("more than {} characters", Email::MAX)]
    TooLong,
}

impl Email {
    /// The most characters that SMTP carries.
    pub const MAX: usize = 254;

    /// Reads an address in any width; spaces around it are cut.
    pub fn parse(typed: &str) -> Result<Self, EmailError> {
        let text = typed.trim_matches(|c: char| c.is_whitespace() || is_zero_width(c));
        if text.chars().any(|c| c.is_control() && !c.is_whitespace()) || has_bidi(text) {
            return Err(EmailError::Control);
        }
        // Nearly every address is ASCII, which stays what it is.
        let text: String = if text.is_ascii() {
            text.to_owned()
        } else {
            text.chars().filter(|c| !is_zero_width(*c)).nfkc().collect()
        };
        let text = text.strip_prefix("mailto:").unwrap_or(&text);
        if text.is_empty() {
            return Err(EmailError::Missing);
        }
        if text.chars().any(char::is_whitespace) {
            return Err(EmailError::Space);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError::NoAt)?;
        let local = unquoted(local);
        if local.contains('@') {
            return Err(EmailError::SeveralAt);
        }
        if local.is_empty() || local.len() > 64 {
            return Err(EmailError::Local);
        }
        if let Some(c) = local.chars().find(|c| !is_local(*c)) {
            return Err(EmailError::Character(c));
        }
        check_domain(domain)?;
        let address = format!("{local}@{domain}");
        if address.len() > Self::MAX { Err(EmailError::TooLong) } else { Ok(Self(address)) }
    }

    /// The address as typed, half-width.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The lower-case form by which accounts are found.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// The part after the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The address as SMTP wants it: a local part with dots in a row or at an end is quoted, as old
    /// mobile addresses need (`"a..b"@docomo.ne.jp`).
    pub fn for_smtp(&self) -> String {
        match self.0.rsplit_once('@') {
            Some((local, domain)) if has_odd_dots(local) => format!("\"{local}\"@{domain}"),
            _ => self.0.clone(),
        }
    }
}

const fn is_zero_width(c: char) -> bool {
    is_invisible(c) && !crate::text::is_bidi(c)
}

fn unquoted(local: &str) -> &str {
    local.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(local)
}

fn has_odd_dots(local: &str) -> bool {
    local.starts_with('.') || local.ends_with('.') || local.contains("..")
}

/// The characters of an RFC 5322 dot-atom.
const fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            '.' | '!'
                | '#'
                | '$'
                | '%'
                | '&'
                | '\''
                | '*'
                | '+'
                | '-'
                | '/'
                | '='
                | '?'
                | '^'
                | '_'
                | '`'
                | '{'
                | '|'
                | '}'
                | '~'
        )
}

fn check_domain(domain: &str) -> Result<(), EmailError> {
    if let Some(c) = domain.chars().find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-')) {
        return Err(EmailError::Character(c));
    }
    let good_label =
        |label: &str| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    let top_is_a_name =
        domain.rsplit('.').next().is_some_and(|top| top.bytes().any(|b| b.is_ascii_alphabetic()));
    if domain.contains('.') && top_is_a_name && domain.split('.').all(good_label) {
        Ok(())
    } else {
        Err(EmailError::Domain)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Email {
    type Err = EmailError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Email {
    type Error = EmailError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("hidamari@example.jp", "hidamari@example.jp")]
    #[case("　ｈｉｄａｍａｒｉ＠ｅｘａｍｐｌｅ．ｊｐ ", "hidamari@example.jp")]
    #[case("Taro.Yamada+care@Example.co.jp", "Taro.Yamada+care@Example.co.jp")]
    #[case("\u{FEFF}a@example.jp\u{200B}", "a@example.jp")]
    #[case("mailto:a@example.jp", "a@example.jp")]
    #[case("a..b@docomo.ne.jp", "a..b@docomo.ne.jp")]
    #[case("\"a..b\"@docomo.ne.jp", "a..b@docomo.ne.jp")]
    fn an_address_is_read_in_every_width(#[case] typed: &str, #[case] address: &str) {
        assert_eq!(Email::parse(typed).map(|email| email.0).as_deref(), Ok(address));
    }

    #[rstest]
    #[case("", EmailError::Missing)]
    #[case("hidamari", EmailError::NoAt)]
    #[case("a@b@example.jp", EmailError::SeveralAt)]
    #[case("a b@example.jp", EmailError::Space)]
    #[case("a@example.jp\r\nBcc: b@example.jp", EmailError::Space)]
    #[case("a\u{0}@example.jp", EmailError::Control)]
    #[case("a\u{202E}b@example.jp", EmailError::Control)]
    #[case("a,b@example.jp", EmailError::Character(','))]
    #[case("ひだまり@example.jp", EmailError::Character('ひ'))]
    #[case("a@example。jp", EmailError::Character('。'))]
    #[case("@example.jp", EmailError::Local)]
    #[case("a@localhost", EmailError::Domain)]
    #[case("a@example.", EmailError::Domain)]
    #[case("a@-example.jp", EmailError::Domain)]
    #[case("a@127.0.0.1", EmailError::Domain)]
    fn a_text_that_is_no_address_says_why(#[case] typed: &str, #[case] error: EmailError) {
        assert_eq!(Email::parse(typed), Err(error));
    }

    #[test]
    fn an_address_has_an_end() {
        let long = format!("{}@{}.jp", "a".repeat(64), vec!["b".repeat(61); 3].join("."));
        assert!(long.len() <= 254 && Email::parse(&long).is_ok());
        let longer = format!("{}@{}.example.jp", "a".repeat(64), vec!["b".repeat(61); 3].join("."));
        assert_eq!(Email::parse(&longer), Err(EmailError::TooLong));
        assert_eq!(Email::parse(&format!("{}@example.jp", "a".repeat(65))), Err(EmailError::Local));
    }

    #[test]
    fn an_old_mobile_address_is_quoted_for_sending() {
        for (typed, sent) in [
            ("a..b@docomo.ne.jp", "\"a..b\"@docomo.ne.jp"),
            ("a.@ezweb.ne.jp", "\"a.\"@ezweb.ne.jp"),
            ("a.b@example.jp", "a.b@example.jp"),
        ] {
            let email = Email::parse(typed).expect("an address");
            assert_eq!(email.for_smtp(), sent);
        }
    }

    #[test]
    fn case_does_not_make_another_account() {
        let key = |typed: &str| Email::parse(typed).expect("an address").key();
        assert_eq!(key("Hidamari@Example.JP"), key("hidamari@example.jp"));
    }

    proptest! {
        #[test]
        fn an_accepted_address_reads_as_itself(text in "[a-zA-Z0-9._+-]{1,20}@[a-z0-9-]{1,10}(\\.[a-z]{2,4}){1,2}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email.clone()));
                prop_assert_eq!(Email::parse(&email.for_smtp()), Ok(email));
            }
        }

        #[test]
        fn nothing_strange_is_accepted(text in ".*@.*") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert!(email.as_str().is_ascii() && !email.as_str().contains([' ', '\r', '\n']));
            }
        }
    }
}
