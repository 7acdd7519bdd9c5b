//! Who of a segment gets the mail, and why the others do not; fixed in the moment of sending.

use crate::{email::Email, ids::OfficeId, office_number::OfficeNumber, offices::Status};
use std::collections::{BTreeMap, BTreeSet};

/// Why an office gets no mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exclusion {
    /// No address is known, or none that a mail can be sent to.
    NoAddress,
    /// The address opted out.
    OptedOut,
    /// The address wants to hear nothing of the mailing's topic.
    TopicStopped,
    /// An office before it has the same address.
    DuplicateAddress,
    /// The office is suspended or closed, and the segment does not ask for such offices.
    NotOpen,
    /// Mail to the address came back for good, or again and again.
    Suppressed,
    /// It answered what the mailing asks for, and is not asked again.
    Answered,
}

impl Exclusion {
    const ALL: [Self; 7] = [
        Self::NoAddress,
        Self::OptedOut,
        Self::TopicStopped,
        Self::DuplicateAddress,
        Self::NotOpen,
        Self::Suppressed,
        Self::Answered,
    ];

    /// The word in the row.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoAddress => "no_address",
            Self::OptedOut => "opted_out",
            Self::TopicStopped => "topic_stopped",
            Self::DuplicateAddress => "duplicate_address",
            Self::NotOpen => "not_open",
            Self::Suppressed => "suppressed",
            Self::Answered => "answered",
        }
    }

    /// The exclusion of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|exclusion| exclusion.code() == code)
    }
}

/// An office of the segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The office.
    pub office: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// 事業所名.
    pub name: String,
    /// Its mail address as the register has it; empty when not known.
    pub email: String,
    /// Whether it is open.
    pub status: Status,
}

/// An office of the audience with its address, or the reason why it gets no mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The office.
    pub candidate: Candidate,
    /// Why it gets no mail.
    pub exclusion: Option<Exclusion>,
}

/// Who gets no mail whatever a segment says; addresses by their keys ([`Email::key`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusing {
    /// Addresses that opted out.
    pub opted_out: BTreeSet<String>,
    /// Addresses that want to hear nothing of the topic.
    pub topic_stopped: BTreeSet<String>,
    /// Addresses whose mail came back.
    pub suppressed: BTreeSet<String>,
    /// Offices that answered already.
    pub answered: BTreeSet<OfficeId>,
    /// Addresses that were written to before in the same matter, for another office.
    pub written: BTreeSet<String>,
}

/// Names of offices that get no mail because one before them has their address, by that address ([`Email::key`]).
pub type Sharing = BTreeMap<String, Vec<String>>;

/// Who shares the mail of another.
pub fn sharing<'a>(left_out: impl IntoIterator<Item = (&'a str, &'a str)>) -> Sharing {
    let mut sharing = Sharing::new();
    for (email, name) in left_out {
        if let Ok(email) = Email::parse(email) {
            sharing.entry(email.key()).or_default().push(name.to_owned());
        }
    }
    sharing
}

/// Decides about every office of a segment. Of offices with one address the first gets the mail, so nobody gets the same
/// mail twice. Offices that are suspended or closed get one only where the segment asks for their status.
pub fn decide(candidates: Vec<Candidate>, refusing: &Refusing, asked: Option<Status>) -> Vec<Recipient> {
    let Refusing { opted_out, topic_stopped, suppressed, answered, written } = refusing;
    let mut written = written.clone();
    candidates
        .into_iter()
        .map(|candidate| {
            let is_wanted = candidate.status == Status::Active || asked == Some(candidate.status);
            let exclusion = match Email::parse(&candidate.email) {
                _ if !is_wanted => Some(Exclusion::NotOpen),
                Err(_) => Some(Exclusion::NoAddress),
                Ok(_) if answered.contains(&candidate.office) => Some(Exclusion::Answered),
                Ok(email) if opted_out.contains(&email.key()) => Some(Exclusion::OptedOut),
                Ok(email) if topic_stopped.contains(&email.key()) => Some(Exclusion::TopicStopped),
                Ok(email) if suppressed.contains(&email.key()) => Some(Exclusion::Suppressed),
                Ok(email) if !written.insert(email.key()) => Some(Exclusion::DuplicateAddress),
                Ok(_) => None,
            };
            Recipient { candidate, exclusion }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn candidate(number: u128, email: &str) -> Candidate {
        Candidate {
            office: OfficeId::from_uuid(Uuid::from_u128(number)),
            number: "2970999013".parse().unwrap(),
            name: "ひだまり".into(),
            email: email.into(),
            status: Status::Active,
        }
    }

    #[test]
    fn each_office_gets_one_mail_or_one_reason() {
        use Exclusion::{Answered, DuplicateAddress, NoAddress, OptedOut, Suppressed, TopicStopped};
        let emails = [
            "a@example.jp",
            "A@Example.jp",
            "",
            "stop@example.jp",
            "not an address",
            "b@example.jp",
            "back@example.jp",
            "c@example.jp",
            "c@example.jp",
            "d@example.jp",
        ];
        let candidates = (0..).zip(emails).map(|(number, email)| candidate(number, email)).collect();
        let refusing = Refusing {
            opted_out: BTreeSet::from(["stop@example.jp".to_owned()]),
            // Who wants nothing at all is told so, whatever it said of one topic before.
            topic_stopped: BTreeSet::from(["stop@example.jp".to_owned(), "d@example.jp".to_owned()]),
            suppressed: BTreeSet::from(["back@example.jp".to_owned()]),
            answered: BTreeSet::from([OfficeId::from_uuid(Uuid::from_u128(7))]),
            ..Refusing::default()
        };
        let decided: Vec<_> =
            decide(candidates, &refusing, None).into_iter().map(|recipient| recipient.exclusion).collect();
        let others = [Some(NoAddress), Some(OptedOut), Some(NoAddress), None, Some(Suppressed)];
        assert_eq!(decided[..2], [None, Some(DuplicateAddress)]);
        assert_eq!(decided[2..7], others);
        assert_eq!(decided[7..9], [Some(Answered), None], "who answered takes nobody's address");
        assert_eq!(decided[9..], [Some(TopicStopped)]);
    }

    #[test]
    fn an_address_that_was_written_to_before_gets_no_second_mail() {
        let written = BTreeSet::from(["a@example.jp".to_owned()]);
        let refusing = Refusing { written, ..Refusing::default() };
        let candidates = vec![candidate(1, "A@example.jp"), candidate(2, "b@example.jp")];
        let decided = decide(candidates, &refusing, None).into_iter().map(|one| one.exclusion);
        assert_eq!(decided.collect::<Vec<_>>(), [Some(Exclusion::DuplicateAddress), None]);
    }

    #[test]
    fn who_has_the_address_of_another_shares_its_mail() {
        let shared =
            sharing([("A@Example.jp", "ひだまりデイ"), ("a@example.jp", "ひだまり訪問"), ("", "ない")]);
        let names: Vec<_> = shared.into_iter().collect();
        assert_eq!(
            names,
            [("a@example.jp".to_owned(), vec!["ひだまりデイ".to_owned(), "ひだまり訪問".to_owned()])]
        );
    }

    #[test]
    fn an_office_that_is_not_open_is_written_to_only_where_it_is_asked_for() {
        for status in [Status::Suspended, Status::Closed] {
            let candidates =
                || vec![Candidate { status, ..candidate(1, "a@example.jp") }, candidate(2, "a@example.jp")];
            let of = |asked| {
                decide(candidates(), &Refusing::default(), asked).into_iter().map(|one| one.exclusion)
            };
            let left_out = [Some(Exclusion::NotOpen), None];
            assert_eq!(of(None).collect::<Vec<_>>(), left_out, "and takes nobody's address");
            assert_eq!(of(Some(Status::Active)).collect::<Vec<_>>(), left_out);
            assert_eq!(of(Some(status)).collect::<Vec<_>>(), [None, Some(Exclusion::DuplicateAddress)]);
        }
    }

    proptest! {
        #[test]
        fn no_address_is_written_to_twice_and_none_that_opted_out(
            emails in prop::collection::vec("([a-cA-C]@(x|y)\\.jp)?", 0..40),
            out in prop::collection::btree_set("[a-c]@(x|y)\\.jp", 0..4),
        ) {
            let candidates = (0..).zip(&emails).map(|(number, email)| candidate(number, email)).collect();
            let refusing = Refusing { opted_out: out.clone(), ..Refusing::default() };
            let decided = decide(candidates, &refusing, None);
            prop_assert_eq!(decided.len(), emails.len());
            let mut keys: Vec<_> = decided
                .iter()
                .filter(|recipient| recipient.exclusion.is_none())
                .map(|recipient| recipient.candidate.email.to_lowercase())
                .collect();
            prop_assert!(keys.iter().all(|key| !out.contains(key)));
            let all = keys.len();
            keys.sort();
            keys.dedup();
            prop_assert_eq!(keys.len(), all);
        }
    }
}
