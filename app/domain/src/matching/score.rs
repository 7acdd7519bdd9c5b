//! How sure it is that a row means an office, and why.
//!
//! Per mille, added up and cut off at 1000. A name alone is no proof, because names are shared; an address alone is
//! none, because several offices of a corporation share it; both together are.

use super::{
    Proposal, Reason,
    address::Comparison,
    index::{Index, Spelling},
    similarity::{ALIKE, SAME, of_names},
};

/// The office number is the same.
const NUMBER: i32 = 700;
/// The name is equal; less where it is only alike, in proportion.
const NAME: i32 = 600;
/// The address is equal.
const ADDRESS_SAME: i32 = 300;
/// The address is equal in another spelling.
const ADDRESS_ALIKE: i32 = 270;
/// One of the addresses ends earlier.
const ADDRESS_WITHIN: i32 = 150;
/// The address is another one: the office may have moved.
const ADDRESS_OTHER: i32 = -150;
/// The address lies in another municipality.
const ADDRESS_ELSEWHERE: i32 = -300;
/// The telephone number is the same.
const PHONE: i32 = 200;
/// The fax number is the same.
const FAX: i32 = 100;
/// The office provides a service that the row names.
const SERVICE: i32 = 40;
/// The corporation is the same.
const CORPORATION: i32 = 40;
/// How alike two names count at least whose readings are equal.
const KANA: u16 = 900;

/// An office with what speaks for it.
#[derive(Debug, Clone)]
pub struct Scored {
    /// Place of the office in the index.
    pub office: usize,
    /// How sure, before the number counts.
    pub confidence: u16,
    /// How alike the names are; for an office with several names, the one that fits best.
    pub name: u16,
    /// How the addresses stand to each other.
    pub address: Comparison,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Scored {
    /// True when name and address are equal after normalisation.
    pub fn is_exact(&self) -> bool {
        self.name == SAME && self.address == Comparison::Same
    }

    /// True when something other than the name speaks for the office.
    pub fn is_borne_out(&self) -> bool {
        self.reasons.iter().any(|reason| {
            matches!(
                reason,
                Reason::KanaSame
                    | Reason::AddressSame
                    | Reason::AddressSimilar
                    | Reason::PhoneSame
                    | Reason::FaxSame
            )
        })
    }

    /// As it is shown to a person.
    pub fn proposal(&self, index: &Index) -> Proposal {
        let office = &index.offices[self.office];
        Proposal {
            office: office.id,
            number: office.number,
            confidence: self.confidence,
            reasons: self.reasons.clone(),
        }
    }

    /// As it is shown to a person where the row has the number of the office.
    pub fn numbered(&self, index: &Index) -> Proposal {
        let mut proposal = self.proposal(index);
        proposal.reasons.insert(0, Reason::NumberSame);
        proposal.confidence = clamped(i32::from(self.confidence) + NUMBER);
        proposal
    }
}

/// The best that the spellings of an office give.
pub fn best(index: &Index, spellings: &[usize], row: &Spelling) -> Option<Scored> {
    let scored = spellings.iter().map(|place| score(&index.spellings[*place], row));
    scored.reduce(|best, next| if rank(&next) > rank(&best) { next } else { best })
}

const fn rank(scored: &Scored) -> (u16, u16) {
    (scored.confidence, scored.name)
}

fn score(known: &Spelling, row: &Spelling) -> Scored {
    let corporation = same_corporation(known, row);
    let is_kana_same = is_same(&known.kana, &row.kana) || is_same(&known.kana, &row.name.search);
    let by_spelling = names(known, row);
    let name = if is_kana_same { by_spelling.max(KANA) } else { by_spelling };
    let address = known.address.compare(&row.address);
    let mut sum = if name >= ALIKE { NAME * i32::from(name) / 1000 } else { 0 };
    let mut reasons = Vec::new();
    if !known.name.is_empty() && !row.name.is_empty() {
        reasons.push(match by_spelling {
            SAME => Reason::NameSame,
            ALIKE.. => Reason::NameSimilar,
            _ => Reason::NameDiffers,
        });
    }
    let mut add = |is_so: bool, reason: Reason, weight: i32| {
        if is_so {
            reasons.push(reason);
            sum += weight;
        }
    };
    add(is_kana_same, Reason::KanaSame, 0);
    add(address == Comparison::Same, Reason::AddressSame, ADDRESS_SAME);
    add(address == Comparison::Alike, Reason::AddressSimilar, ADDRESS_ALIKE);
    add(address == Comparison::Within, Reason::AddressSimilar, ADDRESS_WITHIN);
    add(is_same(&known.phone, &row.phone), Reason::PhoneSame, PHONE);
    add(is_same(&known.fax, &row.fax), Reason::FaxSame, FAX);
    add(!known.services.is_disjoint(&row.services), Reason::ServiceSame, SERVICE);
    add(corporation, Reason::CorporationSame, CORPORATION);
    add(address == Comparison::Other, Reason::AddressDiffers, ADDRESS_OTHER);
    add(address == Comparison::Elsewhere, Reason::AddressDiffers, ADDRESS_ELSEWHERE);
    Scored { office: known.office, confidence: clamped(sum), name, address, reasons }
}

/// How alike the names are, with or without the corporation in front of either.
fn names(known: &Spelling, row: &Spelling) -> u16 {
    let stripped = row.name.without_corporation(&known.corporation);
    let rows = [Some(&row.name), row.without_corporation.as_ref(), stripped.as_ref()];
    let knowns = [Some(&known.name), known.without_corporation.as_ref()];
    let pairs = rows
        .into_iter()
        .flatten()
        .flat_map(|row| knowns.into_iter().flatten().map(move |known| (row, known)));
    pairs.map(|(row, known)| of_names(row, known)).max().unwrap_or(0)
}

fn same_corporation(known: &Spelling, row: &Spelling) -> bool {
    is_same(&known.corporation.bare, &row.corporation.bare)
        || row.name.without_corporation(&known.corporation).is_some_and(|rest| !rest.is_empty())
            && known.without_corporation.is_none()
}

fn is_same(a: &str, b: &str) -> bool {
    !a.is_empty() && a == b
}

fn clamped(sum: i32) -> u16 {
    u16::try_from(sum.clamp(0, 1000)).unwrap_or(0)
}
