//! An address taken apart, so that 若葉台三丁目2番1号 and 若葉台3-2-1 are known for the same.

use crate::{
    offices::{address_key, ends_alike},
    text::{is_hyphen, search_key},
};

/// An address in the forms in which it is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The strict form.
    pub key: String,
    /// What stands before the first number, in the form of a search.
    town: String,
    /// 丁目, 番地 and 号.
    blocks: Vec<u32>,
    /// The municipality, where the address surely names it.
    municipality: Option<String>,
}

/// How two addresses stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// One of them is not known.
    Unknown,
    /// Equal in the strict form.
    Same,
    /// Equal in another spelling, or but for the building.
    Alike,
    /// One of them ends earlier.
    Within,
    /// Another place.
    Other,
    /// Another municipality.
    Elsewhere,
}

impl Address {
    /// Takes an address apart.
    pub fn new(typed: &str) -> Self {
        let loose = search_key(&without_building(typed)).replace("大字", "").replace("ヶ", "け");
        let loose = loose.replace('が', "け");
        let loose = chome_in_digits(&loose);
        let (town, blocks) = split(&loose);
        let municipality = municipality(&town);
        Self { key: address_key(typed), town, blocks, municipality }
    }

    /// The form by which addresses that are alike are found: the last characters of the town, and the blocks.
    pub fn find_key(&self) -> Option<String> {
        let tail: Vec<char> = self.town.chars().rev().take(2).collect();
        let blocks: Vec<String> = self.blocks.iter().map(ToString::to_string).collect();
        (!blocks.is_empty()).then(|| format!("{}{}", tail.iter().rev().collect::<String>(), blocks.join("-")))
    }

    /// Compares two addresses; the same both ways.
    pub fn compare(&self, other: &Self) -> Comparison {
        if self.key.is_empty() || other.key.is_empty() {
            return Comparison::Unknown;
        }
        if ends_alike(&self.key, &other.key) {
            return Comparison::Same;
        }
        if !ends_alike(&self.town, &other.town) {
            return self.of_other_towns(other);
        }
        let (long, short) = if self.blocks.len() >= other.blocks.len() {
            (&self.blocks, &other.blocks)
        } else {
            (&other.blocks, &self.blocks)
        };
        if long == short {
            Comparison::Alike
        } else if long.starts_with(short) {
            Comparison::Within
        } else {
            Comparison::Other
        }
    }

    fn of_other_towns(&self, other: &Self) -> Comparison {
        match (&self.municipality, &other.municipality) {
            (Some(a), Some(b)) if !a.ends_with(b.as_str()) && !b.ends_with(a.as_str()) => {
                Comparison::Elsewhere
            }
            _ if self.holds_only_the_front_of(other) || other.holds_only_the_front_of(self) => {
                Comparison::Unknown
            }
            _ => Comparison::Other,
        }
    }

    /// True for an address that says no more than the municipality.
    fn holds_only_the_front_of(&self, other: &Self) -> bool {
        self.blocks.is_empty() && other.town.contains(self.town.as_str())
    }
}

/// The address up to a gap behind a number: 南大路14-3 NSビル1F.
fn without_building(typed: &str) -> String {
    let characters: Vec<char> = typed.trim().chars().collect();
    let is_end = |at: usize| {
        characters[at].is_whitespace()
            && at > 0
            && (characters[at - 1].is_numeric() || characters[at - 1] == '号')
            && characters[at..].iter().find(|c| !c.is_whitespace()).is_some_and(|c| !is_hyphen(*c))
    };
    let end = (0..characters.len()).find(|at| is_end(*at)).unwrap_or(characters.len());
    characters[..end].iter().collect()
}

/// 三丁目 as 3丁目.
fn chome_in_digits(text: &str) -> String {
    let Some(at) = text.find("丁目") else { return text.to_owned() };
    let (front, rest) = text.split_at(at);
    let kanji = front.chars().rev().take_while(|c| kanji_digit(*c).is_some() || *c == '十').count();
    let cut = front.char_indices().rev().take(kanji).last().map_or(front.len(), |(at, _)| at);
    match kanji_number(&front[cut..]) {
        Some(number) => format!("{}{number}{rest}", &front[..cut]),
        None => text.to_owned(),
    }
}

const fn kanji_digit(c: char) -> Option<u32> {
    match c {
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

/// A number of 一 to 九十九; 丁目 have no more.
fn kanji_number(text: &str) -> Option<u32> {
    let one = |text: &str| match text.chars().collect::<Vec<_>>()[..] {
        [] => Some(None),
        [c] => kanji_digit(c).map(Some),
        _ => None,
    };
    match text.split_once('十') {
        Some((tens, ones)) => Some(one(tens)?.unwrap_or(1) * 10 + one(ones)?.unwrap_or(0)),
        None => one(text)?,
    }
}

/// The town and the numbers behind it, until something else than a number follows.
fn split(text: &str) -> (String, Vec<u32>) {
    const BETWEEN: [&str; 8] = ["丁目", "番地の", "番地", "番", "号", "-", "の", "ー"];
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let (mut town, mut rest) = (text[..start].to_owned(), &text[start..]);
    let mut blocks = Vec::new();
    loop {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let Ok(number) = rest[..digits].parse() else { break };
        blocks.push(number);
        rest = &rest[digits..];
        while let Some(shorter) = BETWEEN.iter().find_map(|word| rest.strip_prefix(word)) {
            rest = shorter;
        }
        // 北5条西3丁目: the words between the numbers belong to the town.
        let word = rest.len() - rest.trim_start_matches(['条', '線', '東', '西', '南', '北']).len();
        if word > 0 && rest[word..].starts_with(|c: char| c.is_ascii_digit()) {
            town.push_str(&rest[..word]);
            rest = &rest[word..];
        }
    }
    (town, blocks)
}

/// The municipality that stands in front, where a prefecture comes before it or its name ends in 市 or 区.
fn municipality(town: &str) -> Option<String> {
    let prefecture =
        town.char_indices().skip(2).take(2).find(|(_, c)| matches!(c, '県' | '都' | '道' | '府'));
    let rest = prefecture.map_or(town, |(at, c)| &town[at + c.len_utf8()..]);
    let (end, last) = rest.char_indices().skip(1).find(|(_, c)| matches!(c, '市' | '区' | '町' | '村'))?;
    let is_sure = prefecture.is_some() || matches!(last, '市' | '区');
    is_sure.then(|| rest[..end + last.len_utf8()].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("みどり県みどり野市花園２－８－１", "花園2-8-1", Comparison::Same)]
    #[case("みどり野市桜が丘3丁目2番2号", "みどり県みどり野市桜が丘３－２－２", Comparison::Alike)]
    #[case("みどり野市桜ヶ丘3-2-2", "桜が丘3-2-2", Comparison::Alike)]
    #[case("みどり野市緑ヶ原5-1", "みどり県みどり野市緑ケ原５－１", Comparison::Alike)]
    #[case("みどり野市南大路14-3 NSビル1F", "みどり県みどり野市南大路14-3", Comparison::Alike)]
    #[case("みどり野市若葉台3-2", "みどり野市若葉台三丁目2", Comparison::Alike)]
    #[case("若葉台十二丁目2", "若葉台12-2", Comparison::Alike)]
    #[case("みどり野市里山1203番地の4", "みどり野市大字里山1203-4", Comparison::Alike)]
    #[case("北5条西3丁目1", "北5条西3-1", Comparison::Alike)]
    #[case("北5条西3丁目1", "北5条東3-1", Comparison::Other)]
    #[case("みどり野市若葉台一丁目", "みどり県みどり野市若葉台一丁目11-2", Comparison::Within)]
    #[case("みどり野市水上8-21", "みどり野市水上8-22", Comparison::Other)]
    #[case("北新町1-1", "みどり野市桜が丘1-1", Comparison::Other)]
    #[case("みどり県水辺市みなも町3-3", "みどり県みどり野市東雲町3-3", Comparison::Elsewhere)]
    #[case("岩戸町大字岩戸2-1", "みどり野市岩戸2-1", Comparison::Other)]
    #[case("みどり野市", "みどり県みどり野市花園2-8-1", Comparison::Unknown)]
    #[case("", "花園2-8-1", Comparison::Unknown)]
    fn addresses_are_compared_as_people_mean_them(
        #[case] a: &str,
        #[case] b: &str,
        #[case] expected: Comparison,
    ) {
        let (a, b) = (Address::new(a), Address::new(b));
        assert_eq!((a.compare(&b), b.compare(&a)), (expected, expected), "{a:?} {b:?}");
    }

    proptest! {
        #[test]
        fn no_address_makes_the_comparison_panic(a in ".*", b in "[県市町一二十丁目番0-9０-９ 　-]{0,12}") {
            let (a, b) = (Address::new(&a), Address::new(&b));
            prop_assert_eq!(a.compare(&b), b.compare(&a));
        }
    }
}
