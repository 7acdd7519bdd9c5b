//! Pairs of offices of the register that may be one: entered twice, or known under an old and a new number.

use crate::{
    ids::OfficeId,
    imports::Registered,
    matching::{Address, Comparison, Name, of_names},
    office_number::OfficeNumber,
    phone::Phone,
};
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

/// What speaks for two offices being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// The names are equal after normalisation.
    NameSame,
    /// The names are alike.
    NameSimilar,
    /// The addresses mean the same place.
    AddressSame,
    /// The telephone number is the same.
    PhoneSame,
    /// The corporation is the same.
    CorporationSame,
    /// The numbers differ in one character, or two neighbouring ones are exchanged.
    NumberNear,
}

impl Sign {
    const fn weight(self) -> u32 {
        match self {
            Self::NameSame => 5,
            Self::AddressSame => 4,
            Self::NumberNear | Self::PhoneSame => 3,
            Self::NameSimilar => 2,
            Self::CorporationSame => 1,
        }
    }
}

/// Two offices that may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The one with the smaller id.
    pub first: OfficeId,
    /// The other.
    pub second: OfficeId,
    /// What speaks for it, in the order in which a sentence names it.
    pub signs: Vec<Sign>,
}

/// From here on two names are alike enough; other kinds of office stay below.
const SIMILAR: u16 = 800;
/// What more offices than this share tells nothing about any two of them.
const SHARED: usize = 40;

/// One office in the forms in which it is compared.
struct Known {
    id: OfficeId,
    number: OfficeNumber,
    name: Name,
    address: Address,
    phone: String,
    corporation: Name,
    corporate_number: Option<String>,
}

impl Known {
    fn of(office: &Registered) -> Self {
        let own = &office.particulars;
        Self {
            id: office.id,
            number: office.number,
            name: Name::new(&own.name),
            address: Address::new(&own.address),
            phone: own.phone.as_ref().map(Phone::digits).unwrap_or_default(),
            corporation: Name::new(&own.corporation_name),
            corporate_number: own.corporate_number.map(|number| number.to_string()),
        }
    }

    fn keys(&self) -> Vec<String> {
        let mut keys = vec![format!("name {}", self.name.bare), format!("phone {}", self.phone)];
        keys.extend(self.address.find_key().map(|key| format!("address {key}")));
        keys.retain(|key| !key.ends_with(' '));
        keys.extend(near_keys(self.number));
        keys
    }
}

/// Keys that two numbers share exactly where they are near to each other.
fn near_keys(number: OfficeNumber) -> impl Iterator<Item = String> {
    let characters: Vec<char> = number.as_str().chars().collect();
    let without = |at: usize| {
        let mut masked = characters.clone();
        masked[at] = '*';
        format!("number {}", masked.into_iter().collect::<String>())
    };
    let sorted = |at: usize| {
        let mut masked = characters.clone();
        let (low, high) = (masked[at].min(masked[at + 1]), masked[at].max(masked[at + 1]));
        (masked[at], masked[at + 1]) = (low, high);
        format!("exchanged {at} {}", masked.into_iter().collect::<String>())
    };
    let all = (0..characters.len()).map(without).chain((0..characters.len().saturating_sub(1)).map(sorted));
    all.collect::<Vec<_>>().into_iter()
}

/// Finds the pairs, those with the most signs first.
pub fn pairs(register: &[Registered]) -> Vec<Pair> {
    let offices: Vec<Known> = register.iter().map(Known::of).collect();
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, office) in offices.iter().enumerate() {
        for key in office.keys() {
            places.entry(key).or_default().push(place);
        }
    }
    let mut candidates = BTreeSet::new();
    for sharing in places.into_values().filter(|sharing| (2..=SHARED).contains(&sharing.len())) {
        for (at, one) in sharing.iter().enumerate() {
            candidates.extend(sharing[at + 1..].iter().map(|other| (*one, *other)));
        }
    }
    let mut found: Vec<Pair> = candidates
        .into_iter()
        .filter_map(|(one, other)| {
            let (one, other) = (&offices[one], &offices[other]);
            let signs = signs(one, other);
            let (first, second) = (one.id.min(other.id), one.id.max(other.id));
            speaks_for_it(&signs).then_some(Pair { first, second, signs })
        })
        .collect();
    found.sort_by_key(|pair| {
        let weight: u32 = pair.signs.iter().map(|sign| sign.weight()).sum();
        (Reverse(weight), pair.first, pair.second)
    });
    found
}

fn signs(one: &Known, other: &Known) -> Vec<Sign> {
    let is_same = |a: &str, b: &str| !a.is_empty() && a == b;
    let alike = of_names(&one.name, &other.name);
    let name = is_same(&one.name.bare, &other.name.bare);
    let place = matches!(one.address.compare(&other.address), Comparison::Same | Comparison::Alike);
    let corporation = match (&one.corporate_number, &other.corporate_number) {
        (Some(a), Some(b)) => a == b,
        _ => is_same(&one.corporation.bare, &other.corporation.bare),
    };
    let near = near_keys(one.number).any(|key| near_keys(other.number).any(|theirs| theirs == key));
    [
        (name, Sign::NameSame),
        (!name && alike >= SIMILAR, Sign::NameSimilar),
        (place, Sign::AddressSame),
        (is_same(&one.phone, &other.phone), Sign::PhoneSame),
        (corporation, Sign::CorporationSame),
        (near, Sign::NumberNear),
    ]
    .into_iter()
    .filter_map(|(is_so, sign)| is_so.then_some(sign))
    .collect()
}

/// One sign alone proves nothing: offices of one corporation share an address and a telephone, and names are shared.
fn speaks_for_it(signs: &[Sign]) -> bool {
    let has = |sign| signs.contains(&sign);
    let (place, phone) = (has(Sign::AddressSame), has(Sign::PhoneSame));
    if has(Sign::NameSame) {
        place || phone || has(Sign::CorporationSame) || has(Sign::NumberNear)
    } else if has(Sign::NameSimilar) {
        has(Sign::NumberNear) || (place && (phone || has(Sign::CorporationSame)))
    } else {
        has(Sign::NumberNear) && place && phone
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offices::Particulars;
    use proptest::prelude::*;
    use rstest::rstest;
    use uuid::Uuid;

    fn office(n: u128, number: &str, [name, address, phone, corporation]: [&str; 4]) -> Registered {
        let particulars = Particulars {
            name: name.into(),
            address: address.into(),
            phone: phone.parse().ok(),
            corporation_name: corporation.into(),
            ..Particulars::default()
        };
        let id = OfficeId::from_uuid(Uuid::from_u128(n));
        Registered { id, number: number.parse().unwrap(), version: 1, particulars, services: Vec::new() }
    }

    const HIDAMARI: [&str; 4] =
        ["居宅介護支援事業所ひだまり", "みどり野市ひかり町1-2-3", "0741-00-1001", "㈱ひだまり"];

    #[rstest]
    #[case("2970999179", HIDAMARI, &[Sign::NameSame, Sign::AddressSame, Sign::PhoneSame, Sign::CorporationSame])]
    #[case(
        "2970999179",
        ["居宅介護支援事業所　ひだまり", "みどり県みどり野市ひかり町１丁目２番３号", "", ""],
        &[Sign::NameSame, Sign::AddressSame]
    )]
    #[case("2970999012", ["居宅介護支援事業所ひだまり", "", "", ""], &[Sign::NameSame, Sign::NumberNear])]
    #[case("2970999103", ["居宅介護支援事業所ひだまり", "", "", ""], &[Sign::NameSame, Sign::NumberNear])]
    #[case(
        "2970999179",
        ["居宅介護支援事業所ひだまり", "みどり野市桜が丘9-9", "", "株式会社ひだまり"],
        &[Sign::NameSame, Sign::CorporationSame]
    )]
    fn what_may_be_one_is_found_with_the_reasons(
        #[case] number: &str,
        #[case] other: [&str; 4],
        #[case] signs: &[Sign],
    ) {
        let found = pairs(&[office(2, number, other), office(1, "2970999013", HIDAMARI)]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].first.uuid().as_u128(), found[0].second.uuid().as_u128()), (1, 2));
        assert_eq!(found[0].signs, signs);
    }

    #[rstest]
    // Another office of the same corporation in the same house.
    #[case("2970999179", ["デイサービスひだまり", "みどり野市ひかり町1-2-3", "0741-00-1001", "㈱ひだまり"])]
    // The same name elsewhere.
    #[case("2970999179", ["居宅介護支援事業所ひだまり", "みどり野市桜が丘9-9", "0741-00-9999", "㈱別"])]
    // A number that is near, and nothing else.
    #[case("2970999012", ["訪問介護つばめ", "みどり野市桜が丘9-9", "0741-00-9999", "㈱別"])]
    #[case("2970999179", ["", "", "", ""])]
    fn what_only_looks_alike_is_not(#[case] number: &str, #[case] other: [&str; 4]) {
        assert_eq!(pairs(&[office(1, "2970999013", HIDAMARI), office(2, number, other)]), []);
    }

    #[test]
    fn what_many_share_tells_nothing() {
        let many: Vec<_> = (0..60)
            .map(|n| office(n, &format!("29709{:05}", n * 123 + 7), ["訪問介護事業所", "", "", "㈱大手"]))
            .collect();
        assert_eq!(pairs(&many), []);
    }

    proptest! {
        #[test]
        fn the_order_of_the_register_makes_no_difference(
            offices in proptest::collection::vec((0..3_usize, 0..3_usize, 0..3_usize, 0..30_u32), 0..12),
            turn in 0..12_usize,
        ) {
            let names = ["ひだまり", "こもれび", ""];
            let addresses = ["ひかり町1-2-3", "桜が丘9-9", ""];
            let phones = ["0741-00-1001", "0741-00-1002", ""];
            let all: Vec<_> = (1..)
                .zip(&offices)
                .map(|(n, (name, address, phone, number))| {
                    let all = [names[*name], addresses[*address], phones[*phone], "甲"];
                    office(n, &format!("29709990{number:02}"), all)
                })
                .collect();
            let mut turned = all.clone();
            if !turned.is_empty() {
                let by = turn % turned.len();
                turned.rotate_left(by);
            }
            let found = pairs(&all);
            prop_assert_eq!(&found, &pairs(&turned));
            for pair in found {
                prop_assert!(pair.first < pair.second);
                prop_assert!(pair.signs.len() > 1);
            }
        }
    }
}
