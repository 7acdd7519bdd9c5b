//! Finding the office of the register that a row means which has no office number, or one that nobody knows.
//!
//! The number decides where it is known and the name does not contradict it; else name and address together, and a
//! person confirms everything that is not plainly equal (domain.md §2.3: names are not keys, 712 of them belong to
//! several offices).

mod address;
mod decide;
mod index;
mod name;
mod score;
mod similarity;
mod words;

use crate::{
    ids::OfficeId,
    imports::{Record, Registered},
    office_number::OfficeNumber,
    offices::Particulars,
    phone::Phone,
    service_type::ServiceType,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

pub(crate) use address::{Address, Comparison};
pub use index::Index;
pub(crate) use name::Name;
pub(crate) use similarity::of_names;
pub use similarity::similarity;

/// One way in which the register describes an office. An office whose services have names of their own has several,
/// all with its id; together they are proposed once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The office.
    pub id: OfficeId,
    /// Its number.
    pub number: OfficeNumber,
    /// 名称.
    pub name: String,
    /// 名称のカナ.
    pub name_kana: String,
    /// 住所.
    pub address: String,
    /// 電話番号.
    pub phone: Option<Phone>,
    /// FAX番号.
    pub fax: Option<Phone>,
    /// 法人の名称.
    pub corporation: String,
    /// The services that go by this name.
    pub services: BTreeSet<ServiceType>,
}

impl Candidate {
    /// All descriptions of an office of the register: its own, and those of its services.
    pub fn of(office: &Registered) -> Vec<Self> {
        let all = office.services.iter().map(|known| known.service).collect();
        let own = Self::described(office, &office.particulars, all);
        let services = office.services.iter().map(|known| {
            let mut particulars = known.particulars.clone();
            particulars.complete(&office.particulars);
            Self::described(office, &particulars, BTreeSet::from([known.service]))
        });
        std::iter::once(own).chain(services).collect()
    }

    fn described(office: &Registered, particulars: &Particulars, services: BTreeSet<ServiceType>) -> Self {
        Self {
            id: office.id,
            number: office.number,
            name: particulars.name.clone(),
            name_kana: particulars.name_kana.clone(),
            address: particulars.address.clone(),
            phone: particulars.phone.clone(),
            fax: particulars.fax.clone(),
            corporation: particulars.corporation_name.clone(),
            services,
        }
    }
}

/// What a row says of an office; everything may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The office number, after repair.
    pub number: Option<OfficeNumber>,
    /// 名称.
    pub name: String,
    /// 名称のカナ.
    pub name_kana: String,
    /// 住所.
    pub address: String,
    /// 電話番号.
    pub phone: Option<Phone>,
    /// FAX番号.
    pub fax: Option<Phone>,
    /// 法人の名称.
    pub corporation: String,
    /// The services.
    pub services: BTreeSet<ServiceType>,
}

impl From<&Record> for Said {
    fn from(record: &Record) -> Self {
        let Particulars { name, name_kana, address, phone, fax, corporation_name, .. } =
            record.particulars.clone();
        let services = record.services.iter().copied().collect();
        let corporation = corporation_name;
        Self { number: record.number, name, name_kana, address, phone, fax, corporation, services }
    }
}

/// How a row was matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchKind {
    /// The office number is in the register, and the name does not contradict it.
    Number,
    /// Name and address are equal after normalisation, for one office alone.
    Exact,
    /// One office is plainly the best; a person confirms it.
    Likely,
    /// Several offices are as good; a person chooses.
    Ambiguous,
    /// Number and name mean different offices, or the number is not in the register; a person chooses.
    Conflict,
    /// No office is like it; the row stays in the queue.
    None,
}

impl MatchKind {
    /// Every kind, in the order of a page.
    pub const ALL: [Self; 6] =
        [Self::Number, Self::Exact, Self::Likely, Self::Ambiguous, Self::Conflict, Self::None];

    /// True when the row counts without a person having looked at it.
    pub const fn is_sure(self) -> bool {
        match self {
            Self::Number | Self::Exact => true,
            Self::Likely | Self::Ambiguous | Self::Conflict | Self::None => false,
        }
    }
}

/// Why an office is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The office number is the same.
    NumberSame,
    /// The names are equal after normalisation.
    NameSame,
    /// The names are alike: another spelling, words left out or added.
    NameSimilar,
    /// The readings are equal.
    KanaSame,
    /// The addresses are equal after normalisation.
    AddressSame,
    /// The addresses mean the same in another spelling, or one of them is shorter.
    AddressSimilar,
    /// The telephone number is the same.
    PhoneSame,
    /// The fax number is the same.
    FaxSame,
    /// The office provides a service that the row names.
    ServiceSame,
    /// The corporation is the same, or stands in front of the name.
    CorporationSame,
    /// The name is another one, so look twice.
    NameDiffers,
    /// The address is another one, so look twice.
    AddressDiffers,
}

/// An office that a row may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The office.
    pub office: OfficeId,
    /// Its number.
    pub number: OfficeNumber,
    /// How sure it is, per mille: 1000 where nothing is left to doubt. Numbers alone give 700, equal names 600, equal
    /// addresses 300, a telephone number 200; see `score`.
    pub confidence: u16,
    /// Why, in the order in which a sentence names it.
    pub reasons: Vec<Reason>,
}

/// What was found for a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matched {
    /// How.
    pub kind: MatchKind,
    /// The offices, the best first; of a conflict, the office of the number before that of the name.
    pub proposals: Vec<Proposal>,
}

impl Matched {
    /// The office, where it counts without a person.
    pub fn sure(&self) -> Option<OfficeId> {
        self.proposals.first().filter(|_| self.kind.is_sure()).map(|proposal| proposal.office)
    }
}

#[cfg(test)]
mod tests;
