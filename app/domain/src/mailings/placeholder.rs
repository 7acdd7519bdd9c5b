//! What a text may leave open for each office.

use crate::text::tidy_name;
use unicode_normalization::UnicodeNormalization;

/// A place in a text that each office fills with a value of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    /// 事業所名.
    OfficeName,
    /// The same, and the names of those who get no mail or letter of their own because it reaches them here.
    Offices,
    /// 事業所番号.
    OfficeNumber,
    /// 法人名.
    CorporationName,
    /// サービスの種類, joined.
    Services,
    /// 住所.
    Address,
    /// 電話番号.
    Phone,
    /// The municipality that writes.
    Municipality,
    /// Its department that answers.
    Section,
    /// The page that estimates what adopting is worth, filled with what is known of the office.
    Estimate,
}

impl Placeholder {
    /// Every placeholder, in the order in which a clerk is shown them.
    pub const ALL: [Self; 10] = [
        Self::OfficeName,
        Self::Offices,
        Self::OfficeNumber,
        Self::CorporationName,
        Self::Services,
        Self::Address,
        Self::Phone,
        Self::Municipality,
        Self::Section,
        Self::Estimate,
    ];

    /// The word typed between the braces: the vocabulary of templates, as service names are that of lists.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OfficeName => "事業所名",
            Self::Offices => "事業所一覧",
            Self::OfficeNumber => "事業所番号",
            Self::CorporationName => "法人名",
            Self::Services => "サービス",
            Self::Address => "住所",
            Self::Phone => "電話番号",
            Self::Municipality => "市区町村名",
            Self::Section => "担当課",
            Self::Estimate => "試算ページ",
        }
    }

    /// Reads the word between the braces, in any width, with or without spaces around it.
    pub fn named(typed: &str) -> Option<Self> {
        let word: String = typed.trim().nfkc().collect();
        Self::ALL.into_iter().find(|placeholder| placeholder.name() == word)
    }

    /// The placeholder that was probably meant: at most two characters differ, and at least one is right.
    pub fn nearest(typed: &str) -> Option<Self> {
        let word: Vec<char> = typed.trim().nfkc().collect();
        Self::ALL
            .into_iter()
            .map(|placeholder| {
                let name: Vec<char> = placeholder.name().chars().collect();
                (distance(&word, &name), name.len(), placeholder)
            })
            .filter(|(distance, length, _)| *distance <= 2 && distance < length)
            .min_by_key(|(distance, ..)| *distance)
            .map(|(.., placeholder)| placeholder)
    }
}

/// How many characters must be changed, added or left out to make one word of the other (Levenshtein).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut line = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let changed = above[column] + usize::from(a != b);
            line.push(changed.min(above[column + 1] + 1).min(line[column] + 1));
        }
        above = line;
    }
    above[other.len()]
}

/// What one office puts into the places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// 事業所名.
    pub office_name: String,
    /// The names of all offices that it reaches, joined by 、; its own is the first.
    pub offices: String,
    /// 事業所番号.
    pub office_number: String,
    /// 法人名; empty when not known.
    pub corporation_name: String,
    /// Its services, joined by 、.
    pub services: String,
    /// 住所 with 方書; empty when not known.
    pub address: String,
    /// 電話番号; empty when not known.
    pub phone: String,
    /// みどり野市.
    pub municipality: String,
    /// 健康福祉部介護保険課.
    pub section: String,
    /// The address of its estimate; empty where nobody outside reaches the program.
    pub estimate: String,
}

impl Facts {
    /// What stands where nobody is named: for a page that everybody reads.
    pub fn general(municipality: String, section: String, estimate: String) -> Self {
        Self {
            office_name: "各事業所".to_owned(),
            offices: "各事業所".to_owned(),
            office_number: "（事業所番号）".to_owned(),
            corporation_name: "各法人".to_owned(),
            services: "（サービスの種類）".to_owned(),
            address: "（住所）".to_owned(),
            phone: "（電話番号）".to_owned(),
            municipality,
            section,
            estimate,
        }
    }

    /// The same for an office whose address others have as well, who get nothing of their own.
    #[must_use]
    pub fn with_others(self, others: &[String]) -> Self {
        let names = std::iter::once(&self.office_name).chain(others).map(String::as_str);
        let offices = names.collect::<Vec<_>>().join("、");
        Self { offices, ..self }
    }

    /// The value of a place: one line without control characters, whatever the register holds (ASVS 1.3.11).
    pub fn value(&self, placeholder: Placeholder) -> String {
        tidy_name(match placeholder {
            Placeholder::OfficeName => &self.office_name,
            Placeholder::Offices => &self.offices,
            Placeholder::OfficeNumber => &self.office_number,
            Placeholder::CorporationName => &self.corporation_name,
            Placeholder::Services => &self.services,
            Placeholder::Address => &self.address,
            Placeholder::Phone => &self.phone,
            Placeholder::Municipality => &self.municipality,
            Placeholder::Section => &self.section,
            Placeholder::Estimate => &self.estimate,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_in_any_width_and_a_misspelt_one_finds_what_was_meant() {
        assert_eq!(Placeholder::named("　事業所名 "), Some(Placeholder::OfficeName));
        assert_eq!(Placeholder::named("ｻｰﾋﾞｽ"), Some(Placeholder::Services));
        for placeholder in Placeholder::ALL {
            assert_eq!(Placeholder::named(placeholder.name()), Some(placeholder));
            assert_eq!(Placeholder::nearest(placeholder.name()), Some(placeholder));
        }
        assert_eq!(Placeholder::named("事業者名"), None);
        assert_eq!(Placeholder::nearest("事業者名"), Some(Placeholder::OfficeName));
        assert_eq!(Placeholder::nearest("法人"), Some(Placeholder::CorporationName));
        assert_eq!(Placeholder::nearest("office"), None);
        assert_eq!(Placeholder::nearest("山"), None, "two characters of two is another word");
    }

    #[test]
    fn one_mail_names_every_office_that_it_reaches() {
        let facts = Facts { office_name: "ひだまり".into(), ..Facts::default() };
        let all = facts.clone().with_others(&["ひだまりデイ".into(), "ひだまり訪問介護".into()]);
        assert_eq!(all.value(Placeholder::Offices), "ひだまり、ひだまりデイ、ひだまり訪問介護");
        assert_eq!(facts.with_others(&[]).value(Placeholder::Offices), "ひだまり");
    }

    #[test]
    fn a_page_for_everybody_names_nobody() {
        let facts = Facts::general("みどり野市".into(), "介護保険課".into(), String::new());
        for place in Placeholder::ALL.into_iter().filter(|place| *place != Placeholder::Estimate) {
            assert!(!facts.value(place).is_empty(), "{place:?}");
        }
        assert_eq!(facts.value(Placeholder::OfficeName), "各事業所");
        assert_eq!(facts.value(Placeholder::Municipality), "みどり野市");
    }

    #[test]
    fn a_value_is_one_line() {
        let facts =
            Facts { office_name: "ひだまり\r\nBcc: a@example.jp\u{202E}".into(), ..Facts::default() };
        assert_eq!(facts.value(Placeholder::OfficeName), "ひだまり Bcc: a@example.jp");
    }
}
