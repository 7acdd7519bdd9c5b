//! 連携のつながり: the map of who exchanges plans with whom, lists that are pasted, whom to ask next, and groups.

mod groups;
mod map;
mod next;
mod paste;
#[cfg(test)]
mod tests;

pub use groups::{
    GroupFormPage, GroupLine, GroupPage, GroupUse, GroupView, GroupsPage, GroupsView, ProposedLine,
};
pub use map::{IsleLine, NetworkPage, NetworkView, PasteLine, ReadyLine};
pub use next::{NextLine, NextPage, NextView};
pub use paste::{PastePage, PasteView, PastedPage, PastedView, PreviewLine, PreviewSide};

use crate::{messages::adoption as words, paths};
use domain::{adoption::AdoptionState, ids::OfficeId};
use elements::Tag;
use leptos::prelude::*;

/// An office with its links, as a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeRow {
    /// Its id.
    pub id: OfficeId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its 日常生活圏域; may be empty.
    pub area: String,
    /// What is known of its adoption.
    pub state: AdoptionState,
    /// How many partners it has.
    pub partners: usize,
    /// How many of them have adopted.
    pub ready: usize,
}

impl OfficeRow {
    fn name_link(&self, slug: &str) -> impl IntoView + use<> {
        view! { <a href=paths::office(slug, self.id)>{self.name.clone()}</a> }
    }
    fn state_tag(&self) -> impl IntoView + use<> {
        view! { <Tag tone=words::tone(self.state) label=words::state(self.state)/> }
    }
}
