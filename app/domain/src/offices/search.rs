//! Searching the register with one box: names, readings, numbers, corporations and telephones alike.

use super::Particulars;
use crate::{office_number::OfficeNumber, text};

/// What is stored with an office so that one box finds it: keys of everything it is known by, one a line.
pub fn search_key<'a>(number: OfficeNumber, known: impl IntoIterator<Item = &'a Particulars>) -> String {
    let mut keys = vec![number.as_str().to_lowercase()];
    // Services mostly say what their office says.
    let mut told: Vec<&str> = Vec::new();
    for particulars in known {
        for name in
            [&particulars.name, &particulars.name_kana, &particulars.corporation_name, &particulars.address]
        {
            if !told.contains(&name.as_str()) {
                told.push(name);
                keys.push(text::search_key(name));
            }
        }
        keys.extend(particulars.corporate_number.map(|number| number.to_string()));
        for phone in [&particulars.phone, &particulars.fax].into_iter().flatten() {
            keys.push(phone.digits());
        }
    }
    keys.retain(|key| !key.is_empty());
    let mut seen = std::collections::BTreeSet::new();
    keys.retain(|key| seen.insert(key.clone()));
    keys.join("\n")
}

/// What was typed into the box, as words that all must be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<String>);

/// More words than this only slow the search down.
const WORDS: usize = 8;

impl Query {
    /// Reads the box: words are parted by spaces of any width; numbers may hold hyphens.
    pub fn parse(typed: &str) -> Self {
        let words = typed.split(char::is_whitespace).filter_map(|word| {
            let code = text::normalise_code(word);
            let digits: String = code.chars().filter(|c| *c != '-' && *c != '(' && *c != ')').collect();
            let is_number = digits.len() >= 2 && digits.chars().all(|c| c.is_ascii_digit());
            let key = if is_number { digits } else { text::search_key(word) };
            (!key.is_empty()).then_some(key)
        });
        Self(words.take(WORDS).collect())
    }

    /// The words, each of which the stored key must contain.
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// True when nothing is searched for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True when a stored key has every word.
    pub fn finds(&self, key: &str) -> bool {
        self.0.iter().all(|word| key.contains(word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_box_finds_an_office_by_whatever_is_known_of_it() {
        let particulars = Particulars {
            name: "髙﨑ケアプランセンター".into(),
            name_kana: "タカサキケアプランセンター".into(),
            corporation_name: "㈱髙﨑ライフ".into(),
            corporate_number: "5999999000012".parse().ok(),
            phone: "0741-00-1005".parse().ok(),
            address: "みどり県みどり野市桜が丘3-2-1".into(),
            ..Particulars::default()
        };
        let key = search_key("2970999179".parse().unwrap(), [&particulars]);
        for typed in [
            "",
            "高崎",
            "たかさき",
            "ﾀｶｻｷ",
            "株式会社高崎",
            "2970999179",
            "２９７０-９９９１７９",
            "0741-00-1005",
            "（０７４１）００－１００５",
            "001005",
            "5999999000012",
            "高崎　ケアプラン",
            "桜が丘",
        ] {
            assert!(Query::parse(typed).finds(&key), "{typed}");
        }
        for typed in ["ひだまり", "高崎 ひだまり", "2970999013"] {
            assert!(!Query::parse(typed).finds(&key), "{typed}");
        }
    }
}
