//! The part of an address that names a tenant: `/t/midorino/…`.

use crate::text::normalise_code;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// Lower-case letters, digits and hyphens; begins with a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TenantSlug(String);

/// Why a text is not a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TenantSlugError {
    /// Nothing was typed.
    #[error("no slug")]
    Missing,
    /// A character other than a to z, 0 to 9 and the hyphen.
    #[error("unexpected character {0:?}")]
    Character(char),
    /// It does not begin with a letter, or it ends with a hyphen or has two in a row.
    #[error("a slug begins with a letter and parts its words by single hyphens")]
    Shape,
    /// Fewer than 2 or more than 40 characters.
    #[error("{0} characters; 2 to 40 are allowed")]
    Length(usize),
}

impl TenantSlug {
    /// Reads a slug in any width and case.
    pub fn parse(typed: &str) -> Result<Self, TenantSlugError> {
        normalise_code(typed).to_ascii_lowercase().parse()
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a slug of an address, exactly.
impl FromStr for TenantSlug {
    type Err = TenantSlugError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Err(TenantSlugError::Missing);
        }
        if let Some(c) = text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
            return Err(TenantSlugError::Character(c));
        }
        if !(2..=40).contains(&text.len()) {
            return Err(TenantSlugError::Length(text.len()));
        }
        if !text.starts_with(|c: char| c.is_ascii_lowercase()) || text.ends_with('-') || text.contains("--") {
            return Err(TenantSlugError::Shape);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for TenantSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for TenantSlug {
    type Error = TenantSlugError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TenantSlug> for String {
    fn from(slug: TenantSlug) -> Self {
        slug.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("midorino", "midorino")]
    #[case(" Ｍｉｄｏｒｉｎｏ ", "midorino")]
    #[case("midori-kokuho2", "midori-kokuho2")]
    fn a_slug_is_small_and_plain(#[case] typed: &str, #[case] slug: &str) {
        assert_eq!(TenantSlug::parse(typed).map(|slug| slug.0).as_deref(), Ok(slug));
    }

    #[rstest]
    #[case("", TenantSlugError::Missing)]
    #[case("みどり野", TenantSlugError::Character('み'))]
    #[case("a/b", TenantSlugError::Character('/'))]
    #[case("a", TenantSlugError::Length(1))]
    #[case("2nd", TenantSlugError::Shape)]
    #[case("a--b", TenantSlugError::Shape)]
    #[case("ab-", TenantSlugError::Shape)]
    fn a_text_that_is_no_slug_says_why(#[case] typed: &str, #[case] error: TenantSlugError) {
        assert_eq!(TenantSlug::parse(typed), Err(error));
    }

    #[test]
    fn an_address_is_taken_exactly() {
        assert!("Midorino".parse::<TenantSlug>().is_err());
    }
}
