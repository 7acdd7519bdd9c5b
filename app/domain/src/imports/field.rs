//! What a column can hold, and the headings by which it is known.

use super::adopters::ADOPTER_HEADINGS;
use crate::offices::Detail;
use crate::text::is_invisible;
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
    /// 緯度, only looked at.
    Latitude,
    /// 経度, only looked at.
    Longitude,
    /// The day from which an office uses the system, in a list of adopters.
    AdoptedOn,
    /// Something that is kept of an office or service.
    Detail(Detail),
}

/// Headings of each field, the surest first. Compared by [`heading_key`], so width, spaces and punctuation do not
/// matter. The union of what independent importers of such lists needed (domain.md §2.2).
const HEADINGS: [(Field, &[&str]); 19] = [
    (
        Field::OfficeNumber,
        &[
            "事業所番号",
            "介護保険事業所番号",
            "介護保険事業者番号",
            "指定事業所番号",
            "事業者番号",
            "事業所コード",
            "事業者コード",
            "介護事業所番号",
            "指定番号",
            "事業所NO",
            "事業所ID",
        ],
    ),
    (
        Field::Detail(Detail::Name),
        &[
            "事業所名",
            "事業所名称",
            "介護サービス事業所名称",
            "介護サービス事業所名",
            "事業所の名称",
            "事業所等の名称",
            "サービス事業所名",
            "施設名",
            "施設名称",
            "施設事業所名",
            "事業所施設名",
            "事業所施設の名称",
            "名称",
            "事業所",
        ],
    ),
    (
        Field::Detail(Detail::NameKana),
        &[
            "事業所名カナ",
            "事業所名称カナ",
            "介護サービス事業所名称カナ",
            "事業所名フリガナ",
            "事業所名ふりがな",
            "事業所名称フリガナ",
            "フリガナ",
            "ふりがな",
            "カナ",
            "名称カナ",
            "施設名カナ",
        ],
    ),
    (
        Field::Service,
        &[
            "サービスの種類",
            "サービス種類",
            "サービス種別",
            "実施サービス",
            "サービス種類名",
            "サービスの種別",
            "サービス名",
            "サービス区分",
            "サービス内容",
            "介護サービスの種類",
            "サービスコード",
            "サービス種類コード",
            "サービス",
            "種別",
            "種類",
            "区分",
        ],
    ),
    (
        Field::Detail(Detail::Municipality),
        &[
            "都道府県コード又は市町村コード",
            "都道府県コード又は市区町村コード",
            "全国地方公共団体コード",
            "市区町村コード",
            "市町村コード",
            "地方公共団体コード",
            "自治体コード",
        ],
    ),
    (
        Field::Detail(Detail::PostalCode),
        &["郵便番号", "事業所郵便番号", "所在地郵便番号", "所在地〒", "住所〒", "〒"],
    ),
    (
        Field::Detail(Detail::Address),
        &[
            "住所",
            "所在地",
            "事業所所在地",
            "事業所住所",
            "所在地住所",
            "事業所の所在地",
            "所在地連結表記",
            "施設所在地",
        ],
    ),
    (
        Field::Detail(Detail::Building),
        &["方書", "方書ビル名等", "ビル名等", "建物名", "建物名等方書", "ビル名"],
    ),
    (
        Field::Detail(Detail::Phone),
        &[
            "電話番号",
            "電話",
            "TEL",
            "連絡先電話",
            "連絡先電話番号",
            "事業所電話番号",
            "代表電話",
            "電話番号代表",
            "連絡先",
        ],
    ),
    (
        Field::Detail(Detail::Fax),
        &[
            "FAX番号",
            "FAX",
            "ファックス",
            "ファクス",
            "ファックス番号",
            "連絡先FAX",
            "連絡先FAX番号",
            "ファクシミリ",
            "事業所FAX番号",
        ],
    ),
    (Field::Detail(Detail::CorporateNumber), &["法人番号", "申請者法人番号", "法人の番号"]),
    (
        Field::Detail(Detail::CorporationName),
        &[
            "法人の名称",
            "法人名",
            "法人名称",
            "開設者法人名",
            "設置法人",
            "運営法人",
            "運営法人名",
            "開設者",
            "設置主体",
            "経営主体",
            "申請者",
            "申請者名称",
            "事業者名",
            "事業者名称",
            "設置者",
            "法人",
        ],
    ),
    (Field::Detail(Detail::Capacity), &["定員", "利用定員", "入所定員", "定員数", "登録定員"]),
    (
        Field::Detail(Detail::Url),
        &["URL", "ホームページ", "ホームページURL", "HP", "ウェブサイト", "サイトURL"],
    ),
    (
        Field::Detail(Detail::DesignatedOn),
        &["指定年月日", "指定日", "事業開始年月日", "開設年月日", "指定年月日当初", "開始年月日"],
    ),
    (
        Field::Detail(Detail::Status),
        &["状態", "状況", "事業所状態", "休廃止", "休止廃止", "運営状況", "指定状況"],
    ),
    (Field::Detail(Detail::Remarks), &["備考", "摘要", "特記事項", "備考欄"]),
    (Field::Latitude, &["緯度"]),
    (Field::Longitude, &["経度"]),
];

impl Field {
    /// Every field, in the order of a choice.
    pub fn all() -> impl Iterator<Item = Self> {
        HEADINGS.iter().map(|(field, _)| *field).chain([Self::AdoptedOn])
    }

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OfficeNumber => "office_number",
            Self::Service => "service",
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
                Detail::Url => "url",
                Detail::Capacity => "capacity",
                Detail::DesignatedOn => "designated_on",
                Detail::Status => "status",
                Detail::Remarks => "remarks",
            },
        }
    }

    /// Reads the word stored and posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::all().find(|field| field.name() == name)
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
        readings(heading).iter().find_map(|key| KNOWN.get(key).copied())
    }
}

/// A heading as it may be meant: whole, without what stands in brackets, and what stands in brackets alone.
fn readings(heading: &str) -> Vec<String> {
    let flat: String = heading.nfkc().collect();
    let mut readings = vec![heading_key(&flat)];
    if let Some((front, rest)) = flat.split_once('(') {
        readings.push(heading_key(front));
        readings.push(heading_key(rest.split(')').next().unwrap_or_default()));
    }
    readings.retain(|reading| !reading.is_empty());
    readings
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
            ("ＦＡＸ", Some("fax")),
            ("〒", Some("postal_code")),
            ("事業所名（必須）", Some("name")),
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
    fn every_field_is_found_by_its_word() {
        for field in Field::all() {
            assert_eq!(Field::named(field.name()), Some(field));
        }
        assert_eq!(Field::all().filter(|field| matches!(field, Field::Detail(_))).count(), Detail::ALL.len());
    }
}
