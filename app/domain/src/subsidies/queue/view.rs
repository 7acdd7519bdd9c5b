//! 保存した一覧: a queue kept under a name, for oneself or for the whole house.

use super::Queue;
use crate::form::Typed;

/// A queue under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedQueue {
    /// Its name.
    pub name: String,
    /// Whether everybody of the house has it.
    pub shared: bool,
    /// What it shows, from its first page.
    pub queue: Queue,
}

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedQueueField {
    /// 名前.
    Name,
    /// 課で共有する.
    Shared,
}

impl NamedQueueField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Shared => "shared",
        }
    }
}

/// What is wrong with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NamedQueueProblem {
    /// No name.
    #[error("the view has no name")]
    NameMissing,
    /// More than [`NamedQueue::LONGEST`] characters.
    #[error("the name is too long")]
    NameTooLong,
    /// The officer has a view of that name.
    #[error("the name is taken")]
    NameTaken,
    /// The officer has [`NamedQueue::MOST`] views.
    #[error("there are too many views")]
    TooMany,
}

impl NamedQueue {
    /// Most characters of a name.
    pub const LONGEST: usize = 30;
    /// Most views of one officer.
    pub const MOST: u64 = 30;

    /// Reads the form that stands beside a queue.
    pub fn parse(typed: &Typed, queue: &Queue) -> Result<Self, (NamedQueueField, NamedQueueProblem)> {
        let name = typed.get(NamedQueueField::Name.name()).split_whitespace().collect::<Vec<_>>().join(" ");
        let refused = |problem| Err((NamedQueueField::Name, problem));
        match name.chars().count() {
            0 => refused(NamedQueueProblem::NameMissing),
            length if length > Self::LONGEST => refused(NamedQueueProblem::NameTooLong),
            _ => {
                let shared = typed.get(NamedQueueField::Shared.name()) == "yes";
                Ok(Self { name, shared, queue: queue.at(0) })
            }
        }
    }
}
