//! What became of each office of an audience, and counts that add up: with an address and without, and of those with
//! one delivered, refused, suppressed (domain.md J19: 188 = 171 + 17, 171 = 163 + 3 + 5).

use super::Exclusion;

/// What became of one office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// 送信待ち.
    Queued,
    /// 送信済み: its mail server took the mail.
    Sent,
    /// 不達: a mail server refused the address or the mail for good.
    Refused,
    /// 配信停止: the address opted out.
    OptedOut,
    /// 分野の配信停止: the address wants to hear nothing of the mailing's topic.
    TopicStopped,
    /// Another office of the audience has the same address and got the mail.
    DuplicateAddress,
    /// No address is known that a mail can be sent to.
    NoAddress,
    /// The office is suspended or closed.
    NotOpen,
    /// Given up: no server took the mail in all tries.
    GivenUp,
    /// 送達不明: it was handed over and no answer came; it is not sent again.
    Unknown,
    /// 不達による停止: mail to the address came back before.
    Suppressed,
    /// It answered before, so it is not asked again.
    Answered,
    /// 取りやめ: the sending was stopped before it left.
    Withdrawn,
    /// 期限切れ: it could not leave before what it says was out of date.
    Expired,
}

impl Outcome {
    /// Every outcome, in the order of the result page.
    pub const ALL: [Self; 14] = [
        Self::Sent,
        Self::Queued,
        Self::Refused,
        Self::Unknown,
        Self::OptedOut,
        Self::TopicStopped,
        Self::Suppressed,
        Self::Answered,
        Self::DuplicateAddress,
        Self::NoAddress,
        Self::NotOpen,
        Self::Withdrawn,
        Self::Expired,
        Self::GivenUp,
    ];

    /// The word in addresses and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::OptedOut => "opted_out",
            Self::TopicStopped => "topic_stopped",
            Self::DuplicateAddress => "duplicate_address",
            Self::NoAddress => "no_address",
            Self::NotOpen => "not_open",
            Self::GivenUp => "given_up",
            Self::Unknown => "unknown",
            Self::Suppressed => "suppressed",
            Self::Answered => "answered",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// The outcome of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

impl From<Exclusion> for Outcome {
    fn from(exclusion: Exclusion) -> Self {
        match exclusion {
            Exclusion::NoAddress => Self::NoAddress,
            Exclusion::OptedOut => Self::OptedOut,
            Exclusion::TopicStopped => Self::TopicStopped,
            Exclusion::DuplicateAddress => Self::DuplicateAddress,
            Exclusion::NotOpen => Self::NotOpen,
            Exclusion::Suppressed => Self::Suppressed,
            Exclusion::Answered => Self::Answered,
        }
    }
}

/// Who refused a mail, so that an officer knows what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The recipient's mail server does not take mail for the address.
    Recipient,
    /// The recipient's mail server does not take this mail.
    Message,
    /// The mail could not be written: its address or subject cannot stand in a mail.
    Unwritable,
    /// It was taken, and came back afterwards.
    Returned,
}

impl Refusal {
    const ALL: [Self; 4] = [Self::Recipient, Self::Message, Self::Unwritable, Self::Returned];

    /// The word in the row.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Message => "message",
            Self::Unwritable => "unwritable",
            Self::Returned => "returned",
        }
    }

    /// The refusal of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.code() == code)
    }
}

/// How many offices ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts([u64; Outcome::ALL.len()]);

impl Counts {
    /// Counts some more.
    pub fn add(&mut self, outcome: Outcome, offices: u64) {
        let place = Outcome::ALL.iter().position(|known| *known == outcome).unwrap_or_default();
        self.0[place] += offices;
    }

    /// The counts of an audience.
    pub fn of(outcomes: impl IntoIterator<Item = Outcome>) -> Self {
        let mut counts = Self::default();
        for outcome in outcomes {
            counts.add(outcome, 1);
        }
        counts
    }

    /// How many ended so.
    pub fn get(&self, outcome: Outcome) -> u64 {
        Outcome::ALL.iter().position(|known| *known == outcome).map_or(0, |place| self.0[place])
    }

    /// The whole audience.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Those that can be written to: open, with an address.
    pub fn with_address(&self) -> u64 {
        self.total() - self.get(Outcome::NoAddress) - self.get(Outcome::NotOpen)
    }

    /// Those whose end is not known yet.
    pub fn open(&self) -> u64 {
        self.get(Outcome::Queued)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_numbers_of_the_journey_add_up() {
        let mut counts = Counts::default();
        for (outcome, offices) in
            [(Outcome::Sent, 163), (Outcome::Refused, 3), (Outcome::OptedOut, 5), (Outcome::NoAddress, 17)]
        {
            counts.add(outcome, offices);
        }
        assert_eq!((counts.total(), counts.with_address(), counts.open()), (188, 171, 0));
    }

    #[test]
    fn words_read_back() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_code(outcome.code()), Some(outcome));
        }
        for refusal in Refusal::ALL {
            assert_eq!(Refusal::from_code(refusal.code()), Some(refusal));
        }
    }

    proptest! {
        #[test]
        fn every_office_is_counted_once(ends in prop::collection::vec(0..Outcome::ALL.len(), 0..200)) {
            let counts = Counts::of(ends.iter().map(|end| Outcome::ALL[*end]));
            prop_assert_eq!(counts.total(), ends.len() as u64);
            let reached: u64 = Outcome::ALL
                .into_iter()
                .filter(|outcome| !matches!(outcome, Outcome::NoAddress | Outcome::NotOpen))
                .map(|outcome| counts.get(outcome))
                .sum();
            prop_assert_eq!(reached, counts.with_address());
        }
    }
}
