//! The parts of an application, done in any order: one task, one page.

use serde::{Deserialize, Serialize};

/// One part of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// 事業所の確認.
    Office,
    /// 申請者・連絡先.
    Contact,
    /// 経費.
    Expense,
    /// 添付書類.
    Documents,
    /// 誓約・同意.
    Declarations,
}

impl Task {
    /// Every task, in the order of the list.
    pub const ALL: [Self; 5] =
        [Self::Office, Self::Contact, Self::Expense, Self::Documents, Self::Declarations];

    /// As it stands in addresses and stored answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Contact => "contact",
            Self::Expense => "expense",
            Self::Documents => "documents",
            Self::Declarations => "declarations",
        }
    }

    /// The task of an address.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|task| task.code() == code)
    }

    /// The task after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|task| *task > self)
    }
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskStatus {
    /// 未着手.
    NotStarted,
    /// 入力中: something is missing or wrong.
    InProgress,
    /// 完了.
    Complete,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_found_by_its_address_and_leads_to_the_next() {
        for task in Task::ALL {
            assert_eq!(Task::from_code(task.code()), Some(task));
        }
        assert_eq!(Task::Office.next(), Some(Task::Contact));
        assert_eq!(Task::Declarations.next(), None);
        assert_eq!(Task::from_code("bank"), None);
    }
}
