//! What a column can hold, and the headings by which it is known.

use super::{adopters::ADOPTER_HEADINGS, headings::HEADINGS};
use crate::{offices::Detail, service_type::ServiceType, text::is_invisible};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 事業所番号, the key.
    OfficeNumber,
    /// サービス種類, one or several.
    Service,
    /// A service that is marked with a circle in the rows of its offices; the heading is its name.
    Offers(ServiceType),
    /// 有効期限 of the designation, recognised so that it is taken for no other date.
    ValidUntil,
    /// 緯度, only looked at.
    Latitude,
    /// 経度, only looked at.
    Longitude,
    /// The day from which an office uses the system, in a list of adopters.
    AdoptedOn,
    /// Something that is kept of an office or service.
    Detail(Detail),
}

/// The word of each service as a column of marks, by the code of the service.
static OFFERS: LazyLock<HashMap<&'static str, (String, ServiceType)>> = LazyLock::new(|| {
    let word = |service: ServiceType| (service.code(), (format!("offers-{}", service.code()), service));
    ServiceType::all().map(word).collect()
});

/// What a list may have more than once of an office, numbered.
const FIRST_OF_SEVERAL: [Field; 5] = [
    Field::Service,
    Field::Detail(Detail::Address),
    Field::Detail(Detail::Phone),
    Field::Detail(Detail::Fax),
    Field::Detail(Detail::Email),
];

impl Field {
    /// Every field but the services that are offered, in the order of a choice.
    pub fn all() -> impl Iterator<Item = Self> {
        HEADINGS.iter().map(|(field, _)| *field).chain([Self::AdoptedOn])
    }

    /// The fields of a list of offices that is to be filled in, with the heading that each usually has.
    pub fn to_fill_in() -> impl Iterator<Item = (Self, &'static str)> {
        let is_kept = |field: &Self| match field {
            Self::OfficeNumber | Self::Service | Self::Detail(_) => true,
            Self::Offers(_) | Self::ValidUntil | Self::Latitude | Self::Longitude | Self::AdoptedOn => false,
        };
        let usual = move |(field, headings): &(Self, &'static [&'static str])| {
            headings.first().map(|heading| (*field, *heading)).filter(|(field, _)| is_kept(field))
        };
        HEADINGS.iter().filter_map(usual)
    }

    /// The word stored and posted.
    pub fn name(self) -> &'static str {
        match self {
            Self::OfficeNumber => "office_number",
            Self::Service => "service",
            Self::Offers(service) => OFFERS.get(service.code()).map_or("", |(name, _)| name),
            Self::ValidUntil => "valid_until",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::AdoptedOn => "adopted_on",
            Self::Detail(detail) => match detail {
                Detail::Name => "name",
                Detail::NameKana => "name_kana",
                Detail::CorporationName => "corp_name",
                Detail::CorporateNumber => "corp_number",
                Detail::Municipality => "municipality_code",
                Detail::PostalCode => "postal_code",
                Detail::Address => "address",
                Detail::Building => "building",
                Detail::Phone => "phone",
                Detail::Fax => "fax",
                Detail::Email => "email",
                Detail::Area => "area",
                Detail::Url => "url",
                Detail::Capacity => "capacity",
                Detail::DesignatedOn => "designated_on",
                Detail::Status => "status",
                Detail::StatusOn => "status_on",
                Detail::Remarks => "remarks",
            },
        }
    }

    /// Reads the word stored and posted.
    pub fn named(name: &str) -> Option<Self> {
        let offers =
            || OFFERS.values().find(|(word, _)| word == name).map(|(_, service)| Self::Offers(*service));
        Self::all().find(|field| field.name() == name).or_else(offers)
    }

    /// The field that a heading names, and how sure that is: 0 is surest.
    pub fn of_heading(heading: &str) -> Option<(Self, usize)> {
        static KNOWN: LazyLock<HashMap<String, (Field, usize)>> = LazyLock::new(|| {
            let ranked = |(field, headings): &(Field, &'static [&'static str])| {
                let field = *field;
                headings.iter().enumerate().map(move |(rank, heading)| (heading_key(heading), (field, rank)))
            };
            HEADINGS.iter().chain(&ADOPTER_HEADINGS).flat_map(ranked).collect()
        });
        // The longest heading is short; a long text is a title or a note.
        if heading.chars().take(41).count() > 40 {
            return None;
        }
        // As a whole, without what stands in brackets, and what stands in brackets alone.
        let flat: String = heading.nfkc().collect();
        let known = |text: &str| KNOWN.get(&heading_key(text)).copied();
        let by_brackets = known(&flat).or_else(|| {
            let (front, rest) = flat.split_once('(')?;
            let inside = known(rest.split(')').next().unwrap_or_default());
            match inside {
                // How a name is read is not the name, and not every name is that of the office.
                Some((Self::Detail(Detail::NameKana), _)) => inside.filter(|_| names_the_office(front)),
                Some(_) | None => known(front).or(inside),
            }
        });
        let found = by_brackets.or_else(|| {
            // Of 電話番号1 and 電話番号2 the first is kept.
            let key = heading_key(&flat);
            let bare = key.strip_suffix('1').filter(|bare| !bare.ends_with(char::is_numeric))?;
            let first = KNOWN.get(bare).copied();
            first.filter(|(field, _)| FIRST_OF_SEVERAL.contains(field))
        });
        found.or_else(|| of_several(&flat, known))
    }
}

/// Behind the surest headings by this much: a column for one thing alone is meant rather than one for several.
const SHARED: usize = 20;

/// The field by which a column is read that holds several: the telephone of 電話・FAX, the address of 住所・電話番号, the name of
/// 事業所番号・名称. Their other values are found beside it.
fn of_several(heading: &str, known: impl Fn(&str) -> Option<(Field, usize)>) -> Option<(Field, usize)> {
    let parts = heading.split(['・', '/', '、', ',', '&', '+', '|', '\n', ' ', '･']);
    let parts = parts.flat_map(|part| part.split("及び")).map(str::trim).filter(|part| !part.is_empty());
    let fields: Vec<(Field, usize)> = parts.map(known).collect::<Option<_>>()?;
    let read_by = |leading: Field, others: &[Field]| {
        let first = fields.iter().find(|(field, _)| *field == leading)?;
        let may_stand = |field: &Field| *field == leading || others.contains(field);
        fields.iter().all(|(field, _)| may_stand(field)).then_some((leading, first.1 + SHARED))
    };
    let [phone, fax, address, postal_code, name] =
        [Detail::Phone, Detail::Fax, Detail::Address, Detail::PostalCode, Detail::Name].map(Field::Detail);
    if fields.len() < 2 {
        return None;
    }
    read_by(phone, &[fax])
        .or_else(|| read_by(address, &[postal_code, phone, fax]))
        .or_else(|| read_by(name, &[Field::OfficeNumber]))
}

/// Whether a heading may stand above the name of an office; nothing may.
fn names_the_office(heading: &str) -> bool {
    let key = heading_key(heading);
    match Field::of_heading(heading) {
        Some((field, _)) => field == Field::Detail(Detail::Name),
        None => key.is_empty() || ["事業所", "施設"].iter().any(|word| key.contains(word)),
    }
}

/// The form in which headings are compared: letters and digits alone, NFKC, lower case.
pub fn heading_key(text: &str) -> String {
    text.nfkc()
        .filter(|c| (c.is_alphanumeric() || *c == '〒') && !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn headings_are_known_in_any_width_and_with_any_punctuation() {
        for (heading, field) in [
            ("事業所番号", Some("office_number")),
            ("番　号", None),
            ("事業所番　号", Some("office_number")),
            ("開設者\n（法人名）", Some("corp_name")),
            ("方書（ビル名等）", Some("building")),
            ("介護サービス事業所名称_カナ", Some("name_kana")),
            ("ＴＥＬ", Some("phone")),
            ("ＴＥＬ①", Some("phone")),
            ("電話番号２", None),
            ("電話番号11", None),
            ("事業所番号1", None),
            ("ＦＡＸ", Some("fax")),
            ("TEL/FAX", Some("phone")),
            ("電話番号\nFAX番号", Some("phone")),
            ("所在地・電話番号", Some("address")),
            ("〒・住所", Some("address")),
            ("事業所番号・名称", Some("name")),
            ("事業所名・電話番号", None),
            ("サービス種類①", Some("service")),
            ("E-mail", Some("email")),
            ("Ｅメール（代表）", Some("email")),
            ("連絡先（メール）", Some("email")),
            ("日常生活圏域", Some("area")),
            ("〒", Some("postal_code")),
            ("事業所名（必須）", Some("name")),
            ("名称（フリガナ）", Some("name_kana")),
            ("事業所の正式な名前（ふりがな）", Some("name_kana")),
            ("法人名（フリガナ）", None),
            ("代表者氏名（カナ）", None),
            ("Ｎｏ．", None),
            ("都道府県コード又は市町村コード", Some("municipality_code")),
            ("2970999013", None),
            ("", None),
        ] {
            assert_eq!(Field::of_heading(heading).map(|(field, _)| field.name()), field, "{heading}");
        }
    }

    #[test]
    fn no_heading_names_two_fields() {
        let mut seen = BTreeMap::new();
        for (field, headings) in HEADINGS.iter().chain(&ADOPTER_HEADINGS) {
            for heading in *headings {
                assert_eq!(seen.insert(heading_key(heading), *field), None, "{heading}");
            }
        }
    }

    #[test]
    fn a_list_that_is_filled_in_is_known_by_its_headings() {
        let headings: Vec<_> = Field::to_fill_in().collect();
        assert_eq!(headings.len(), 2 + Detail::ALL.len());
        for (field, heading) in headings {
            assert_eq!(Field::of_heading(heading), Some((field, 0)), "{heading}");
        }
    }

    #[test]
    fn every_field_is_found_by_its_word() {
        for field in Field::all().chain(ServiceType::all().map(Field::Offers)) {
            assert_eq!(Field::named(field.name()), Some(field));
        }
        assert_eq!(Field::named("offers-99"), None);
        assert_eq!(Field::all().filter(|field| matches!(field, Field::Detail(_))).count(), Detail::ALL.len());
    }
}
