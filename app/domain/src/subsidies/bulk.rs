//! まとめて行う操作: one act on many applications. What is possible is asked of each row by itself, so that one that
//! cannot be done spoils none of the others.

use super::{
    CorrectionField, CorrectionItem, CorrectionProblem, Reason, ReasonError, Stage, StageName, Target,
};
use crate::{
    form::Typed,
    ids::AccountId,
    wareki::{Expected, parse_expected},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An act on many applications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BulkKind {
    /// 自分が担当になって審査を始める.
    Take,
    /// 担当者を決める.
    Assign,
    /// 規則で割り振る.
    Route,
    /// 担当を外す.
    GiveBack,
    /// 目印を付ける.
    Flag,
    /// 目印を外す.
    Unflag,
    /// 補正を依頼する, with one wording.
    Correct,
    /// 交付で起案する, where every verdict is there and fits.
    Propose,
    /// メッセージを送る, with one wording.
    Message,
}

impl BulkKind {
    /// Every act, in the order of the list.
    pub const ALL: [Self; 9] = [
        Self::Take,
        Self::Assign,
        Self::Route,
        Self::GiveBack,
        Self::Flag,
        Self::Unflag,
        Self::Correct,
        Self::Propose,
        Self::Message,
    ];

    /// As it stands in a form and in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Assign => "assign",
            Self::Route => "route",
            Self::GiveBack => "give_back",
            Self::Flag => "flag",
            Self::Unflag => "unflag",
            Self::Correct => "correct",
            Self::Propose => "propose",
            Self::Message => "message",
        }
    }

    /// The act of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it can be taken back. What went out by mail cannot.
    pub const fn is_reversible(self) -> bool {
        match self {
            Self::Take | Self::Assign | Self::Route | Self::GiveBack | Self::Flag | Self::Unflag => true,
            Self::Correct | Self::Propose | Self::Message => false,
        }
    }

    /// Whether it belongs to the review itself, and so to clerks alone; approvers may assign and flag.
    pub const fn is_review(self) -> bool {
        match self {
            Self::Correct | Self::Propose | Self::Message => true,
            Self::Take | Self::Assign | Self::Route | Self::GiveBack | Self::Flag | Self::Unflag => false,
        }
    }
}

/// What was chosen for an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum BulkChoice {
    /// Nothing more is to be chosen: take, route, give back.
    Plain,
    /// To whom.
    Assign {
        /// Who answers for them from now on.
        to: AccountId,
    },
    /// Which flag.
    Flag {
        /// The word.
        word: Flag,
    },
    /// What is to be put right, the same for everybody.
    Correct {
        /// Where.
        item: CorrectionItem,
        /// Until when.
        due: NaiveDate,
    },
    /// A word to the approver; empty where there is none.
    Propose {
        /// The word.
        note: String,
    },
    /// What everybody is written.
    Message {
        /// The words.
        body: Reason,
    },
}

/// Name of the field that says from which place of the list all are meant, where one act does not hold them.
pub const BULK_FROM: &str = "from";

/// From which place of a list, from 1, all are meant: the first where nothing was typed; none where it is no number that a list
/// can have.
pub fn bulk_from(typed: &str) -> Option<u64> {
    const LAST: u64 = 10_000_000;
    let typed = crate::text::normalise_code(typed).replace(',', "");
    if typed.is_empty() {
        return Some(1);
    }
    typed.trim_end_matches("件目").parse().ok().filter(|place| (1..=LAST).contains(place))
}

/// 目印: a short word on an application, for the house alone. It moves nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Flag(String);

/// Why a flag is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FlagError {
    /// Nothing was written.
    #[error("no flag")]
    Missing,
    /// More than [`Flag::LONGEST`] characters.
    #[error("the flag is too long")]
    TooLong,
}

impl Flag {
    /// Most characters of a flag.
    pub const LONGEST: usize = 20;
    /// Most flags of one application.
    pub const MOST: usize = 10;

    /// Takes what an officer wrote; spaces inside become one, around it they go.
    pub fn parse(typed: &str) -> Result<Self, FlagError> {
        let word = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        match word.chars().count() {
            0 => Err(FlagError::Missing),
            length if length > Self::LONGEST => Err(FlagError::TooLong),
            _ => Ok(Self(word)),
        }
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Flag {
    type Error = FlagError;
    fn try_from(word: String) -> Result<Self, FlagError> {
        Self::parse(&word)
    }
}

impl From<Flag> for String {
    fn from(flag: Flag) -> Self {
        flag.0
    }
}

/// A place in the form of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkField {
    /// 担当者.
    To,
    /// 目印.
    Flag,
    /// 補正してほしい箇所.
    Target,
    /// 申請者への文.
    Sentence,
    /// 提出期限.
    Due,
    /// 決裁者への申し送り.
    Note,
}

impl BulkField {
    /// Name in the form.
    pub const fn name(self) -> &'static str {
        match self {
            Self::To => "to",
            Self::Flag => "flag",
            Self::Target => "target",
            Self::Sentence => "sentence",
            Self::Due => "due",
            Self::Note => "note",
        }
    }
}

/// What is wrong with the form of an act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BulkProblem {
    /// Nobody, or nobody who may, is chosen.
    #[error("nobody is chosen")]
    Nobody,
    /// The flag.
    #[error(transparent)]
    Flag(#[from] FlagError),
    /// No place is chosen.
    #[error("no place is chosen")]
    NoTarget,
    /// The words.
    #[error(transparent)]
    Reason(#[from] ReasonError),
    /// The day.
    #[error(transparent)]
    Due(CorrectionProblem),
}

impl BulkChoice {
    /// Reads the form of an act. `people` are those to whom may be assigned, `targets` the places that may be put right.
    pub fn parse(
        kind: BulkKind,
        typed: &Typed,
        people: &[AccountId],
        targets: &[Target],
        today: NaiveDate,
    ) -> Result<Self, Vec<(BulkField, BulkProblem)>> {
        match kind {
            BulkKind::Take | BulkKind::Route | BulkKind::GiveBack => Ok(Self::Plain),
            BulkKind::Assign => typed
                .get(BulkField::To.name())
                .parse()
                .ok()
                .filter(|to| people.contains(to))
                .map(|to| Self::Assign { to })
                .ok_or_else(|| vec![(BulkField::To, BulkProblem::Nobody)]),
            BulkKind::Flag | BulkKind::Unflag => Flag::parse(typed.get(BulkField::Flag.name()))
                .map(|word| Self::Flag { word })
                .map_err(|error| vec![(BulkField::Flag, error.into())]),
            BulkKind::Correct => Self::correction(typed, targets, today),
            BulkKind::Propose => match Reason::parse(typed.get(BulkField::Note.name())) {
                Ok(note) => Ok(Self::Propose { note: note.into() }),
                Err(ReasonError::Missing) => Ok(Self::Propose { note: String::new() }),
                Err(error @ ReasonError::TooLong) => Err(vec![(BulkField::Note, error.into())]),
            },
            BulkKind::Message => Reason::parse(typed.get(BulkField::Sentence.name()))
                .map(|body| Self::Message { body })
                .map_err(|error| vec![(BulkField::Sentence, error.into())]),
        }
    }

    fn correction(
        typed: &Typed,
        targets: &[Target],
        today: NaiveDate,
    ) -> Result<Self, Vec<(BulkField, BulkProblem)>> {
        let mut problems = Vec::new();
        let target = targets.iter().find(|one| one.field() == typed.get(BulkField::Target.name())).cloned();
        if target.is_none() {
            problems.push((BulkField::Target, BulkProblem::NoTarget));
        }
        let sentence = Reason::parse(typed.get(BulkField::Sentence.name()))
            .map_err(|error| problems.push((BulkField::Sentence, error.into())))
            .ok();
        let due = typed.get(CorrectionField::Due.name().as_str());
        let due = match parse_expected(due, Expected::coming(today)) {
            Ok(due) if due.date > today => Some(due.date),
            Ok(_) => {
                problems.push((BulkField::Due, BulkProblem::Due(CorrectionProblem::DueNotLater)));
                None
            }
            Err(error) => {
                problems.push((BulkField::Due, BulkProblem::Due(CorrectionProblem::Due(error))));
                None
            }
        };
        match (target, sentence, due) {
            (Some(target), Some(sentence), Some(due)) if problems.is_empty() => {
                Ok(Self::Correct { item: CorrectionItem { target, sentence }, due })
            }
            _ => Err(problems),
        }
    }
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum RowResult {
    /// It was done.
    Done,
    /// It was not, and nothing of it stays.
    Not {
        /// Why.
        why: NotPossible,
    },
}

/// Why an act is not possible for an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum NotPossible {
    /// It stands elsewhere.
    Stage {
        /// Where.
        stage: StageName,
    },
    /// Nothing would change.
    Already,
    /// Nobody answers for it.
    Unowned,
    /// It has as many flags as it can have.
    TooManyFlags,
    /// No rule fits it, or nobody of those that fit works here.
    NoRule,
    /// Criteria are not judged.
    NotJudged {
        /// How many.
        open: usize,
    },
    /// Criteria are judged otherwise than 適合.
    NotFitting {
        /// How many.
        against: usize,
    },
    /// Its programme does not ask for that document.
    NoSuchPlace,
    /// Whoever applies reads no messages here.
    Unreachable,
    /// Somebody changed it since it was chosen.
    Changed {
        /// Who.
        by: Option<AccountId>,
        /// What they did, by the name in the record.
        did: String,
    },
    /// The program could not; the operator finds why in the log.
    Failed,
}

/// What is asked of a row before anything is done.
#[derive(Debug, Clone, Copy)]
pub struct RowFacts<'a> {
    /// Where it stands.
    pub stage: &'a Stage,
    /// Who answers for it.
    pub assignee: Option<AccountId>,
    /// Its flags.
    pub flags: &'a [String],
    /// Criteria without a verdict since it arrived.
    pub open: usize,
    /// Criteria judged otherwise than 適合.
    pub against: usize,
    /// Whether whoever applies reads messages: they came in through the public side.
    pub reachable: bool,
}

/// Whether an act is possible for a row, as far as the row alone tells.
pub fn possible(kind: BulkKind, by: AccountId, row: &RowFacts) -> Result<(), NotPossible> {
    let stage = row.stage.name();
    let reachable = match kind {
        BulkKind::Take | BulkKind::Assign | BulkKind::GiveBack => stage.is_open(),
        BulkKind::Route => stage == StageName::Submitted,
        BulkKind::Flag | BulkKind::Unflag | BulkKind::Message => true,
        BulkKind::Correct | BulkKind::Propose => stage == StageName::UnderReview,
    };
    let against = match kind {
        _ if !reachable => Some(NotPossible::Stage { stage }),
        BulkKind::Take => {
            let has = row.assignee == Some(by) && stage != StageName::Submitted;
            has.then_some(NotPossible::Already)
        }
        BulkKind::Route => row.assignee.map(|_| NotPossible::Already),
        BulkKind::GiveBack => row.assignee.is_none().then_some(NotPossible::Unowned),
        BulkKind::Flag => (row.flags.len() >= Flag::MOST).then_some(NotPossible::TooManyFlags),
        BulkKind::Unflag => row.flags.is_empty().then_some(NotPossible::Already),
        BulkKind::Propose if row.open > 0 => Some(NotPossible::NotJudged { open: row.open }),
        BulkKind::Propose => (row.against > 0).then_some(NotPossible::NotFitting { against: row.against }),
        BulkKind::Message => (!row.reachable).then_some(NotPossible::Unreachable),
        BulkKind::Assign | BulkKind::Correct => None,
    };
    against.map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests;
