//! The life of a survey: written, open until its deadline, closed; and when one may remind.

use crate::mailings::Exclusion;
use chrono::NaiveDate;

/// Where a survey stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SurveyState {
    /// 下書き.
    Draft,
    /// 受付中, as long as its deadline has not passed.
    Open,
    /// 終了: closed before its deadline.
    Closed,
}

impl SurveyState {
    /// Every state, in the order of a survey's life.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Open, Self::Closed];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// The state of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether answers are taken on a day; the deadline is the last day on which they are.
    pub fn accepts(self, deadline: Option<NaiveDate>, today: NaiveDate) -> Result<(), NotOpen> {
        match self {
            Self::Draft => Err(NotOpen::NotYet),
            Self::Closed => Err(NotOpen::Closed),
            Self::Open => match deadline {
                Some(last) if today > last => Err(NotOpen::Over(last)),
                Some(_) | None => Ok(()),
            },
        }
    }
}

/// Why no answer is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOpen {
    /// It is a draft.
    #[error("not published")]
    NotYet,
    /// It was closed.
    #[error("closed")]
    Closed,
    /// Its deadline has passed.
    #[error("over since {0}")]
    Over(NaiveDate),
}

/// 回答の受け取り方: how an answer came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnswerChannel {
    /// By its link.
    Web,
    /// On paper, brought or by post.
    Paper,
    /// By fax.
    Fax,
    /// Told on the telephone.
    Phone,
}

impl AnswerChannel {
    /// Every way, in the order of a choice.
    pub const ALL: [Self; 4] = [Self::Web, Self::Paper, Self::Fax, Self::Phone];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Paper => "paper",
            Self::Fax => "fax",
            Self::Phone => "phone",
        }
    }

    /// The way of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

/// 案内の方法: how somebody is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskChannel {
    /// A mail with a link.
    Mail,
    /// A letter with a code.
    Letter,
    /// Not at all: the row says why.
    None,
}

impl AskChannel {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Mail, Self::Letter, Self::None];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Letter => "letter",
            Self::None => "none",
        }
    }

    /// The way of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// By which way somebody is asked: who has no address of their own gets a letter; who opted out is not written to in
    /// another way, and a closed office is not asked.
    pub const fn of(exclusion: Option<Exclusion>) -> Self {
        match exclusion {
            None => Self::Mail,
            Some(
                Exclusion::OptedOut | Exclusion::TopicStopped | Exclusion::NotOpen | Exclusion::Answered,
            ) => Self::None,
            Some(Exclusion::NoAddress | Exclusion::DuplicateAddress | Exclusion::Suppressed) => Self::Letter,
        }
    }
}

/// How many were asked, and how many of them answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Those to whom a mail or a letter goes.
    pub asked: u64,
    /// Those of them whose answer was handed in.
    pub answered: u64,
}

impl Reach {
    /// The response rate in tenths of a percent, halves up; none where nobody was asked.
    pub const fn per_mille(self) -> Option<u64> {
        if self.asked == 0 { None } else { Some((self.answered * 2_000 + self.asked) / (self.asked * 2)) }
    }

    /// The response rate as it is written: `51.1`.
    pub fn percent(self) -> Option<String> {
        self.per_mille().map(|tenths| format!("{}.{}", tenths / 10, tenths % 10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, day).unwrap()
    }

    #[test]
    fn the_deadline_is_the_last_day() {
        assert_eq!(SurveyState::Draft.accepts(Some(day(10)), day(1)), Err(NotOpen::NotYet));
        assert_eq!(SurveyState::Open.accepts(Some(day(10)), day(10)), Ok(()));
        assert_eq!(SurveyState::Open.accepts(Some(day(10)), day(11)), Err(NotOpen::Over(day(10))));
        assert_eq!(SurveyState::Open.accepts(None, day(31)), Ok(()));
        assert_eq!(SurveyState::Closed.accepts(Some(day(10)), day(1)), Err(NotOpen::Closed));
    }

    #[test]
    fn ninety_six_of_a_hundred_and_eighty_eight_are_51_1_percent() {
        let percent = |answered, asked| Reach { asked, answered }.percent();
        assert_eq!(percent(96, 188).as_deref(), Some("51.1"));
        assert_eq!(percent(1, 2000).as_deref(), Some("0.1"), "halves go up");
        assert_eq!(percent(188, 188).as_deref(), Some("100.0"));
        assert_eq!(percent(0, 0), None);
    }

    #[test]
    fn every_word_is_read_back() {
        for state in SurveyState::ALL {
            assert_eq!(SurveyState::from_code(state.code()), Some(state));
        }
        for channel in AnswerChannel::ALL {
            assert_eq!(AnswerChannel::from_code(channel.code()), Some(channel));
        }
        for channel in AskChannel::ALL {
            assert_eq!(AskChannel::from_code(channel.code()), Some(channel));
        }
    }
}
