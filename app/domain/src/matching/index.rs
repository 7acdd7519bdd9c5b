//! The register, prepared once so that thousands of rows find their offices quickly.

use super::{Candidate, Matched, Said, address::Address, decide, name::Name};
use crate::{
    ids::OfficeId, office_number::OfficeNumber, phone::Phone, service_type::ServiceType, text::search_key,
};
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
    hash::Hash,
};

/// No more spellings are compared because they share pairs of characters, a telephone or an address with a row.
const CLOSE: usize = 100;

/// What is found by a key: places in [`Index::spellings`].
type Places<K> = HashMap<K, Vec<usize>>;

/// The offices that rows are matched to.
#[derive(Debug, Clone, Default)]
pub struct Index {
    pub(super) offices: Vec<Office>,
    pub(super) spellings: Vec<Spelling>,
    numbers: HashMap<OfficeNumber, usize>,
    names: Places<String>,
    bare: Places<String>,
    cores: Places<String>,
    kana: Places<String>,
    addresses: Places<String>,
    phones: Places<String>,
    pairs: Places<[char; 2]>,
    corporations: HashMap<String, Name>,
}

/// An office with the places of its spellings.
#[derive(Debug, Clone)]
pub(super) struct Office {
    pub id: OfficeId,
    pub number: OfficeNumber,
    pub spellings: Vec<usize>,
}

/// One description in the forms in which it is compared; of a candidate, or of a row.
#[derive(Debug, Clone, Default)]
pub(super) struct Spelling {
    /// Place of the office in [`Index::offices`]; of a row, nothing.
    pub office: usize,
    pub name: Name,
    /// The name without the corporation in front of it.
    pub without_corporation: Option<Name>,
    pub kana: String,
    pub address: Address,
    pub phone: String,
    pub fax: String,
    pub corporation: Name,
    pub services: BTreeSet<ServiceType>,
}

impl Spelling {
    /// Takes apart what a row says.
    pub fn of_row(said: &Said) -> Self {
        let corporation = Name::new(&said.corporation);
        let name = Name::new(&said.name);
        Self {
            office: 0,
            without_corporation: name.without_corporation(&corporation),
            kana: search_key(&said.name_kana),
            address: Address::new(&said.address),
            phone: digits(said.phone.as_ref()),
            fax: digits(said.fax.as_ref()),
            name,
            corporation,
            services: said.services.clone(),
        }
    }

    fn of_candidate(candidate: Candidate, office: usize) -> Self {
        let Candidate { name, name_kana, address, phone, fax, corporation, services, .. } = candidate;
        let said = Said { number: None, name, name_kana, address, phone, fax, corporation, services };
        Self { office, ..Self::of_row(&said) }
    }
}

fn digits(phone: Option<&Phone>) -> String {
    phone.map(Phone::digits).unwrap_or_default()
}

impl Index {
    /// Prepares the offices; their order makes no difference.
    pub fn new(candidates: impl IntoIterator<Item = Candidate>) -> Self {
        let mut candidates: Vec<Candidate> = candidates.into_iter().collect();
        candidates.sort_by(|a, b| order(a).cmp(&order(b)));
        candidates.dedup();
        let mut index = Self::default();
        for candidate in candidates {
            index.add(candidate);
        }
        index
    }

    /// Finds the office that a row means.
    pub fn find(&self, said: &Said) -> Matched {
        decide::decide(self, said)
    }

    /// How many offices there are.
    pub const fn len(&self) -> usize {
        self.offices.len()
    }

    /// True when no office is there to be found.
    pub const fn is_empty(&self) -> bool {
        self.offices.is_empty()
    }

    pub(super) fn numbered(&self, number: OfficeNumber) -> Option<usize> {
        self.numbers.get(&number).copied()
    }

    fn add(&mut self, candidate: Candidate) {
        let (id, number) = (candidate.id, candidate.number);
        if self.offices.last().is_none_or(|last| last.id != id) {
            self.numbers.entry(number).or_insert(self.offices.len());
            self.offices.push(Office { id, number, spellings: Vec::new() });
        }
        let office = self.offices.len() - 1;
        let place = self.spellings.len();
        let spelling = Spelling::of_candidate(candidate, office);
        self.offices[office].spellings.push(place);
        put(&mut self.names, &spelling.name.search, place);
        put(&mut self.bare, &spelling.name.bare, place);
        put(&mut self.cores, &spelling.name.core, place);
        if let Some(name) = &spelling.without_corporation {
            put(&mut self.bare, &name.bare, place);
            put(&mut self.cores, &name.core, place);
        }
        put(&mut self.kana, &spelling.kana, place);
        put(&mut self.addresses, &spelling.address.find_key().unwrap_or_default(), place);
        put(&mut self.phones, &spelling.phone, place);
        put(&mut self.phones, &spelling.fax, place);
        let corporation = &spelling.corporation;
        self.corporations.entry(corporation.bare.clone()).or_insert_with(|| corporation.clone());
        let mut pairs = spelling.name.pairs.clone();
        pairs.dedup();
        for pair in pairs {
            self.pairs.entry(pair).or_default().push(place);
        }
        self.spellings.push(spelling);
    }

    /// The spellings that may be meant: those that share a name, a reading, an address or a telephone, and those
    /// that share most pairs of characters.
    pub(super) fn near(&self, row: &Spelling) -> BTreeSet<usize> {
        let mut near = BTreeSet::new();
        let stripped = self.without_known_corporations(&row.name);
        for name in [&row.name].into_iter().chain(&row.without_corporation).chain(&stripped) {
            near.extend(got(&self.names, &name.search));
            near.extend(got(&self.bare, &name.bare));
            near.extend(got(&self.cores, &name.core));
            near.extend(got(&self.kana, &name.search));
            near.extend(self.sharing_pairs(name));
        }
        near.extend(got(&self.kana, &row.kana));
        near.extend(row.address.find_key().iter().flat_map(|key| got_of_few(&self.addresses, key)));
        near.extend(got_of_few(&self.phones, &row.phone));
        near.extend(got_of_few(&self.phones, &row.fax));
        near
    }

    /// The name without each corporation of the register that stands in front of it.
    fn without_known_corporations(&self, name: &Name) -> Vec<Name> {
        let ends = name.bare.char_indices().skip(2).map(|(at, _)| at);
        let known = ends.filter_map(|end| self.corporations.get(&name.bare[..end]));
        known.filter_map(|corporation| name.without_corporation(corporation)).collect()
    }

    /// The spellings that share at least half of the pairs of characters, the closest first and not too many: where
    /// hundreds are as close, names alone tell nothing.
    fn sharing_pairs(&self, name: &Name) -> impl Iterator<Item = usize> + use<> {
        let mut own = name.pairs.clone();
        own.dedup();
        let mut shared = vec![0_usize; self.spellings.len()];
        for place in own.iter().filter_map(|pair| self.pairs.get(pair)).flatten() {
            shared[*place] += 1;
        }
        let length = |place: usize| self.spellings[place].name.pairs.len();
        let mut close: Vec<(usize, usize)> = (0..shared.len())
            .filter(|place| shared[*place] > 0 && shared[*place] * 2 >= own.len().min(length(*place)))
            .map(|place| (2000 * shared[place] / (own.len() + length(place)), place))
            .collect();
        close.sort_unstable_by_key(|(closeness, place)| (Reverse(*closeness), *place));
        close.into_iter().take(CLOSE).map(|(_, place)| place)
    }
}

/// The order in which candidates are kept, whatever order they came in.
type Order<'a> =
    (OfficeNumber, OfficeId, [&'a str; 4], Option<&'a Phone>, Option<&'a Phone>, &'a BTreeSet<ServiceType>);

fn order(candidate: &Candidate) -> Order<'_> {
    let Candidate { id, number, name, name_kana, address, phone, fax, corporation, services } = candidate;
    (*number, *id, [name, name_kana, address, corporation], phone.as_ref(), fax.as_ref(), services)
}

fn put(places: &mut Places<String>, key: &str, place: usize) {
    if !key.is_empty() {
        let known = places.entry(key.to_owned()).or_default();
        if known.last() != Some(&place) {
            known.push(place);
        }
    }
}

/// What is found by a key that few enough share: a telephone or an address of hundreds tells nothing alone.
fn got_of_few<'a>(places: &'a Places<String>, key: &str) -> impl Iterator<Item = usize> + use<'a> {
    let few = places.get(key).filter(|places| places.len() <= CLOSE);
    few.into_iter().flatten().copied()
}

fn got<'a, K: Hash + Eq>(places: &'a Places<K>, key: &K) -> impl Iterator<Item = usize> + use<'a, K> {
    places.get(key).into_iter().flatten().copied()
}
