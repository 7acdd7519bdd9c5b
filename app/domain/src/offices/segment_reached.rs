//! What was done with offices as a condition: which survey they answered, to which session they came, which mail reached
//! them, to which body they belong. Each names a thing of the house, and carries what it was called when it was chosen.

use crate::ids::{AssociationId, DemoId, MailingId, OfficeGroupId, SurveyId};
use serde::{Deserialize, Serialize};

/// A thing of the house that was chosen, with its words as they stand within a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen<T> {
    /// What.
    pub what: T,
    /// What it was called.
    pub words: String,
}

/// What an office did with a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Surveyed {
    /// It answered.
    Answered {
        /// Which.
        survey: SurveyId,
    },
    /// It did not.
    Not {
        /// Which.
        survey: SurveyId,
    },
    /// It chose this.
    Chose {
        /// In which.
        survey: SurveyId,
        /// In which question.
        question: String,
        /// Which choice.
        choice: String,
    },
}

/// What an office did with a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Sessioned {
    /// It was invited by mail.
    Invited {
        /// To which.
        session: DemoId,
    },
    /// It is registered.
    Registered {
        /// For which.
        session: DemoId,
    },
    /// It came.
    Attended {
        /// To which.
        session: DemoId,
    },
    /// It did not come.
    Absent {
        /// To which.
        session: DemoId,
    },
}

/// What became of a mailing at an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Mailed {
    /// Its mail left.
    Sent {
        /// Which.
        mailing: MailingId,
    },
    /// Its mail was to leave, and did not.
    Failed {
        /// Which.
        mailing: MailingId,
    },
    /// No mail of it left for the office.
    Not {
        /// Which.
        mailing: MailingId,
    },
}

/// A word for an address and for the value of a choice.
pub trait Value {
    /// The value posted.
    fn value(&self) -> String;
}

impl Value for Surveyed {
    fn value(&self) -> String {
        match self {
            Self::Answered { survey } => format!("answered:{survey}"),
            Self::Not { survey } => format!("not:{survey}"),
            Self::Chose { survey, question, choice } => format!("chose:{survey}:{question}:{choice}"),
        }
    }
}

impl Value for Sessioned {
    fn value(&self) -> String {
        match self {
            Self::Invited { session } => format!("invited:{session}"),
            Self::Registered { session } => format!("registered:{session}"),
            Self::Attended { session } => format!("attended:{session}"),
            Self::Absent { session } => format!("absent:{session}"),
        }
    }
}

impl Value for Mailed {
    fn value(&self) -> String {
        match self {
            Self::Sent { mailing } => format!("sent:{mailing}"),
            Self::Failed { mailing } => format!("failed:{mailing}"),
            Self::Not { mailing } => format!("not:{mailing}"),
        }
    }
}

impl Value for AssociationId {
    fn value(&self) -> String {
        self.to_string()
    }
}

impl Value for OfficeGroupId {
    fn value(&self) -> String {
        self.to_string()
    }
}

/// What may be chosen: the things of the house, each with its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// Surveys, and what could be chosen in them.
    pub surveys: Vec<Chosen<Surveyed>>,
    /// Sessions.
    pub sessions: Vec<Chosen<Sessioned>>,
    /// Mailings.
    pub mailings: Vec<Chosen<Mailed>>,
    /// Bodies.
    pub associations: Vec<Chosen<AssociationId>>,
    /// 事業所グループ.
    pub groups: Vec<Chosen<OfficeGroupId>>,
}

/// The one of those offered that has this value.
pub(super) fn among<T: Value + Clone>(offered: &[Chosen<T>], value: &str) -> Option<Chosen<T>> {
    offered.iter().find(|one| one.what.value() == value).cloned()
}

impl Offered {
    /// Offers what a segment names already as well, though the house may have put it away since.
    #[must_use]
    pub fn with(mut self, segment: &super::Segment) -> Self {
        add(&mut self.surveys, segment.survey.as_ref());
        add(&mut self.sessions, segment.session.as_ref());
        add(&mut self.mailings, segment.mailing.as_ref());
        add(&mut self.associations, segment.association.as_ref());
        add(&mut self.groups, segment.group.as_ref());
        self
    }
}

fn add<T: Value + Clone>(offered: &mut Vec<Chosen<T>>, named: Option<&Chosen<T>>) {
    if let Some(named) = named
        && among(offered, &named.what.value()).is_none()
    {
        offered.push(named.clone());
    }
}
