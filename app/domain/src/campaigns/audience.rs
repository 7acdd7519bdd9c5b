//! Whom an activity of a list reaches, and why it leaves the others out; written down once, with every reason.

use super::Channel;
use crate::{
    ids::{AssociationId, OfficeId},
    office_number::OfficeNumber,
    offices::Status,
    text::normalise_code,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

crate::demos::kinds! {
    /// Why an office of the audience is not reached.
    Exclusion {
        /// 住所なし.
        NoPostalAddress = "no_postal_address",
        /// FAX番号なし.
        NoFax = "no_fax",
        /// 電話番号なし.
        NoPhone = "no_phone",
        /// メールアドレスなし: of a mailing.
        NoMail = "no_mail",
        /// 配信停止, or mail to it came back before: of a mailing.
        OptedOut = "opted_out",
        /// Of a mailing: it did not leave, or nobody knows whether it arrived.
        NotSent = "not_sent",
        /// An office before it has the same number or address.
        DuplicateAddress = "duplicate_address",
        /// The office is suspended or closed, and the segment does not ask for such offices.
        NotOpen = "not_open",
        /// This number or address was found wrong by an earlier activity.
        Unreachable = "unreachable",
        /// The office declined to be asked on this way.
        Declined = "declined",
        /// It answered the activity that this one follows.
        Answered = "answered",
        /// It uses the system already.
        Adopted = "adopted",
        /// An officer took it out.
        Removed = "removed",
    }
}

/// Whom a list names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// 事業所.
    Office(OfficeId),
    /// 関係団体, which is no office.
    Association(AssociationId),
}

impl Party {
    /// The office; none for an association.
    pub const fn office(self) -> Option<OfficeId> {
        match self {
            Self::Office(id) => Some(id),
            Self::Association(_) => None,
        }
    }

    /// The association; none for an office.
    pub const fn association(self) -> Option<AssociationId> {
        match self {
            Self::Office(_) => None,
            Self::Association(id) => Some(id),
        }
    }
}

/// An office of a segment or an association with the ways to reach it; empty text where none is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who it is.
    pub party: Party,
    /// 事業所番号; none for an association.
    pub number: Option<OfficeNumber>,
    /// 事業所名, or what the association is called.
    pub name: String,
    /// Whether it is open.
    pub status: Status,
    /// 郵便番号.
    pub postal_code: String,
    /// 住所 with 方書, in lines.
    pub address: String,
    /// 電話番号.
    pub phone: String,
    /// FAX番号.
    pub fax: String,
}

/// An office or an association as it is written down in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Who it is.
    pub party: Party,
    /// 事業所番号; none for an association.
    pub number: Option<OfficeNumber>,
    /// 事業所名, or what the association is called.
    pub name: String,
    /// 郵便番号, where it is a matter of places.
    pub postal_code: String,
    /// The number or the place by which it is reached; empty for a meeting, or where none is known.
    pub address: String,
}

impl Target {
    /// 事業所番号 as it is shown; empty for an association.
    pub fn code(&self) -> String {
        self.number.map(|number| number.to_string()).unwrap_or_default()
    }
}

/// Somebody of the list, or the reason why they are not reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Who it is.
    pub target: Target,
    /// Why it is not reached.
    pub exclusion: Option<Exclusion>,
}

/// What is known before: from earlier activities on the same way, and of the activity that this one follows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// [`key`]s of numbers and places that were found wrong.
    pub wrong: BTreeSet<String>,
    /// Who declined on this way.
    pub declined: BTreeSet<Party>,
    /// Who answered what this follows.
    pub answered: BTreeSet<Party>,
    /// Offices that use the system already, where those are not asked.
    pub adopted: BTreeSet<OfficeId>,
}

impl Candidate {
    fn target(self, channel: Channel) -> Target {
        let Self { party, number, name, status: _, postal_code, address, phone, fax } = self;
        let (postal_code, address) = match channel {
            Channel::Post | Channel::Visit => (postal_code, address),
            Channel::Fax => (String::new(), fax),
            Channel::Phone => (String::new(), phone),
            Channel::Meeting => (String::new(), String::new()),
        };
        Target { party, number, name, postal_code, address }
    }
}

/// What two ways of writing a number or a place have in common: the digits of a number, the place without spaces.
pub fn key(channel: Channel, address: &str) -> String {
    let code = normalise_code(address);
    match channel {
        Channel::Fax | Channel::Phone => code.chars().filter(char::is_ascii_digit).collect(),
        Channel::Post | Channel::Visit | Channel::Meeting => {
            code.chars().filter(|c| !c.is_whitespace()).collect()
        }
    }
}

impl Known {
    /// Remembers that a number or a place was found wrong.
    pub fn add_wrong(&mut self, channel: Channel, address: &str) {
        self.wrong.insert(key(channel, address));
    }
}

const fn missing(channel: Channel) -> Option<Exclusion> {
    match channel {
        Channel::Post | Channel::Visit => Some(Exclusion::NoPostalAddress),
        Channel::Fax => Some(Exclusion::NoFax),
        Channel::Phone => Some(Exclusion::NoPhone),
        Channel::Meeting => None,
    }
}

/// Decides about everybody of an audience. Who stands in it twice is taken once; of those with one number or place the
/// first is reached. Offices that are suspended or closed only where the segment asks for their status.
pub fn decide(
    channel: Channel,
    candidates: Vec<Candidate>,
    known: &Known,
    asked: Option<Status>,
) -> Vec<Decided> {
    let (mut taken, mut reached) = (BTreeSet::new(), BTreeSet::new());
    candidates
        .into_iter()
        .filter(|candidate| taken.insert(candidate.party))
        .map(|candidate| {
            let is_wanted = candidate.status == Status::Active || asked == Some(candidate.status);
            let target = candidate.target(channel);
            let (party, key) = (target.party, key(channel, &target.address));
            let exclusion = if !is_wanted {
                Some(Exclusion::NotOpen)
            } else if known.answered.contains(&party) {
                Some(Exclusion::Answered)
            } else if party.office().is_some_and(|office| known.adopted.contains(&office)) {
                Some(Exclusion::Adopted)
            } else if known.declined.contains(&party) {
                Some(Exclusion::Declined)
            } else if channel == Channel::Meeting {
                None
            } else if key.is_empty() {
                missing(channel)
            } else if known.wrong.contains(&key) {
                Some(Exclusion::Unreachable)
            } else if !reached.insert(key) {
                Some(Exclusion::DuplicateAddress)
            } else {
                None
            };
            Decided { target, exclusion }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn office(number: u128) -> Party {
        Party::Office(OfficeId::from_uuid(Uuid::from_u128(number)))
    }

    fn candidate(number: u128, phone: &str) -> Candidate {
        Candidate {
            party: office(number),
            number: "2970999013".parse().ok(),
            name: "ひだまり".into(),
            status: Status::Active,
            postal_code: "630-0000".into(),
            address: format!("みどり野市{number}番地"),
            phone: phone.into(),
            fax: String::new(),
        }
    }

    fn reasons(decided: &[Decided]) -> Vec<Option<Exclusion>> {
        decided.iter().map(|one| one.exclusion).collect()
    }

    #[test]
    fn each_office_is_reached_once_or_has_its_reason() {
        use Exclusion::{Answered, Declined, DuplicateAddress, NoPhone, NotOpen, Unreachable};
        let mut known =
            Known { declined: [office(4)].into(), answered: [office(5)].into(), ..Known::default() };
        known.add_wrong(Channel::Phone, "０９９９−８８−０００９");
        let candidates = vec![
            candidate(1, "0999-88-0001"),
            candidate(2, "(0999)88 0001"),
            candidate(3, ""),
            candidate(4, "0999-88-0004"),
            candidate(5, "0999-88-0005"),
            candidate(6, "0999-88-0009"),
            candidate(7, "0999-88-0007"),
            candidate(7, "0999-88-0008"),
            Candidate { status: Status::Closed, ..candidate(8, "0999-88-0008") },
        ];
        assert_eq!(
            reasons(&decide(Channel::Phone, candidates.clone(), &known, None)),
            [
                None,
                Some(DuplicateAddress),
                Some(NoPhone),
                Some(Declined),
                Some(Answered),
                Some(Unreachable),
                None,
                Some(NotOpen)
            ]
        );
        let faxed = decide(Channel::Fax, candidates.clone(), &Known::default(), Some(Status::Closed));
        assert!(reasons(&faxed).iter().all(|reason| *reason == Some(Exclusion::NoFax)));
        let met = decide(Channel::Meeting, candidates, &Known::default(), None);
        assert_eq!(met.iter().filter(|one| one.exclusion.is_none()).count(), 7, "a meeting needs no number");
    }

    #[test]
    fn an_association_stands_beside_offices_and_is_never_an_adopter() {
        let same = Uuid::from_u128(1);
        let association = Candidate {
            party: Party::Association(same.into()),
            number: None,
            name: "ケアマネの会".into(),
            ..candidate(2, "0999-88-0002")
        };
        let known = Known { adopted: [same.into()].into(), ..Known::default() };
        let all = vec![candidate(1, "0999-88-0001"), association.clone(), association];
        let decided = decide(Channel::Phone, all, &known, None);
        assert_eq!(reasons(&decided), [Some(Exclusion::Adopted), None], "and is taken once");
        assert_eq!(decided.last().map(|one| one.target.code()), Some(String::new()));
        let shared = Candidate { party: Party::Association(same.into()), ..candidate(3, "0999-88-0001") };
        let decided =
            decide(Channel::Phone, vec![candidate(1, "0999-88-0001"), shared], &Known::default(), None);
        assert_eq!(reasons(&decided), [None, Some(Exclusion::DuplicateAddress)], "one desk is called once");
    }

    #[test]
    fn the_numbers_of_the_journey_add_up() {
        let mut known = Known { declined: (0..5).map(office).collect(), ..Known::default() };
        (5..8).for_each(|place| known.add_wrong(Channel::Phone, &format!("0999-88-{place:04}")));
        let candidates = (0..188_u128)
            .map(|place| {
                let phone = if place < 171 { format!("0999-88-{place:04}") } else { String::new() };
                candidate(place, &phone)
            })
            .collect();
        let decided = decide(Channel::Phone, candidates, &known, None);
        let count = |reason| decided.iter().filter(|one| one.exclusion == reason).count();
        assert_eq!(decided.len(), 188);
        assert_eq!(count(Some(Exclusion::NoPhone)), 17);
        assert_eq!(
            (count(None), count(Some(Exclusion::Unreachable)), count(Some(Exclusion::Declined))),
            (163, 3, 5)
        );
    }

    proptest! {
        #[test]
        fn nobody_is_called_twice(phones in prop::collection::vec("(09[0-3]-?[0-2])?", 0..40)) {
            let candidates = (0..).zip(&phones).map(|(number, phone)| candidate(number, phone)).collect();
            let decided = decide(Channel::Phone, candidates, &Known::default(), None);
            prop_assert_eq!(decided.len(), phones.len());
            let called: Vec<_> = decided
                .iter()
                .filter(|one| one.exclusion.is_none())
                .map(|one| key(Channel::Phone, &one.target.address))
                .collect();
            let once: BTreeSet<_> = called.iter().collect();
            prop_assert_eq!(called.len(), once.len());
        }
    }
}
