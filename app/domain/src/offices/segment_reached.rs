//! What was done with offices as a condition: which survey they answered, to which session they came, which mail reached
//! them, what they said to a call, to which body they belong. Each names a thing of the house, and carries what it was
//! called when it was chosen.

use crate::{
    campaigns::{Channel, Reply, Standing},
    ids::{ActivityId, AssociationId, DemoId, MailingId, OfficeGroupId, SurveyId},
};
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
    /// It was asked, and has not answered.
    Silent {
        /// In which.
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

/// What came back from an office in the list of an activity: of a call, a visit, a letter, a fax or a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Reached {
    /// This came back.
    Replied {
        /// In which list.
        activity: ActivityId,
        /// What.
        reply: Reply,
    },
    /// It stands so, whatever came back.
    Stands {
        /// In which list.
        activity: ActivityId,
        /// How.
        standing: Standing,
    },
}

impl Reached {
    /// In which list.
    pub const fn activity(self) -> ActivityId {
        match self {
            Self::Replied { activity, .. } | Self::Stands { activity, .. } => activity,
        }
    }

    /// Everything that can have come back by a channel; a standing where several replies lead to it, or none does.
    pub fn of(activity: ActivityId, channel: Channel) -> Vec<Self> {
        let replies = Reply::of(channel);
        let leading =
            |standing: Standing| replies.iter().filter(|reply| reply.standing() == standing).count();
        let standings = Standing::ALL.iter().copied();
        let several = standings.filter(|standing| *standing == Standing::Open || leading(*standing) > 1);
        let stands = several.map(|standing| Self::Stands { activity, standing });
        stands.chain(replies.iter().map(|reply| Self::Replied { activity, reply: *reply })).collect()
    }
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
            Self::Silent { survey } => format!("silent:{survey}"),
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

impl Value for Reached {
    fn value(&self) -> String {
        match self {
            Self::Replied { activity, reply } => format!("replied:{activity}:{}", reply.code()),
            Self::Stands { activity, standing } => format!("stands:{activity}:{}", standing.code()),
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
    /// What came back in lists of activities.
    pub activities: Vec<Chosen<Reached>>,
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
        add(&mut self.activities, segment.activity.as_ref());
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    #[test]
    fn every_channel_offers_who_is_open_each_reply_and_what_several_replies_lead_to() {
        let activity = ActivityId::from_uuid(Uuid::from_u128(3));
        for channel in Channel::ALL {
            let offered = Reached::of(activity, *channel);
            assert!(offered.contains(&Reached::Stands { activity, standing: Standing::Open }), "{channel:?}");
            let replies = offered.iter().filter(|one| matches!(one, Reached::Replied { .. })).count();
            assert_eq!(replies, Reply::of(*channel).len(), "{channel:?}");
            let values: BTreeSet<_> = offered.iter().map(Value::value).collect();
            assert_eq!(values.len(), offered.len(), "{channel:?}");
        }
        let came = Reached::of(activity, Channel::Meeting);
        assert_eq!(came.len(), 3, "who attended stands in no second group: {came:?}");
        let spoke = Reached::Stands { activity, standing: Standing::Answered };
        assert!(Reached::of(activity, Channel::Phone).contains(&spoke), "話せた and 前向き together");
    }
}
