//! 事業所の声: offices that use the system and are willing to be asked by others who think about it.
//!
//! What is shown was agreed to by somebody of the office on a day; whoever takes that back takes everything with it at
//! once. A name is told only where that was agreed to, and without it there is no way to them but through the city.

mod form;
mod near;
mod signature;

pub use form::{Field, Problem, VoiceForm};
pub use near::{Asking, Nearness, nearness};
pub use signature::signature;

/// How whoever wants to ask reaches them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// The city passes it on.
    City,
    /// By telephone or mail, directly.
    Direct,
}

impl Reach {
    /// Both, in the order of a choice.
    pub const ALL: [Self; 2] = [Self::City, Self::Direct];

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::City => "city",
            Self::Direct => "direct",
        }
    }
    /// Reads that word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reach| reach.name() == word)
    }
}
