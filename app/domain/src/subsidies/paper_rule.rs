//! 紙の申請: whether a paper is as welcome as an application on the screen.

use serde::{Deserialize, Serialize};

/// What the grant rules say of papers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperRule {
    /// 紙でも受け付ける.
    #[default]
    Welcome,
    /// オンラインが原則: on paper where the municipality finds the screen too hard for an office.
    WhereDifficult,
}

impl PaperRule {
    /// Both, in the order officers choose from.
    pub const ALL: [Self; 2] = [Self::Welcome, Self::WhereDifficult];

    /// As it stands in the form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::WhereDifficult => "where_difficult",
        }
    }
}
