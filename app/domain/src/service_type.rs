//! サービス種類: what an office provides, known by the two-character code of claims.
//!
//! Lists name services in many ways: by code, by the three-digit code of 介護サービス情報公表システム, by the
//! official name with brackets of mixed width, or as people say it. `recognise` knows them; a name it does
//! not know is left to a person.

mod forms;
mod table;

use crate::text::{normalise_code, search_key};
use forms::of_a_form;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::LazyLock;
use std::{cmp::Ordering, fmt, hash, str::FromStr};
use table::TABLE;
use thiserror::Error;

/// What kind of service it is, for lists and conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// 訪問系.
    Visit,
    /// 通所系.
    Day,
    /// 短期入所系.
    ShortStay,
    /// 福祉用具・住宅改修.
    Equipment,
    /// 居宅介護支援・介護予防支援.
    CareManagement,
    /// 特定施設.
    Residence,
    /// 施設サービス.
    Facility,
    /// 地域密着型サービス.
    CommunityBased,
    /// 介護予防サービス.
    Prevention,
    /// 介護予防・日常生活支援総合事業.
    Comprehensive,
}

impl Group {
    /// All groups in the order of lists.
    pub const ALL: [Self; 10] = [
        Self::CareManagement,
        Self::Visit,
        Self::Day,
        Self::ShortStay,
        Self::Equipment,
        Self::Residence,
        Self::Facility,
        Self::CommunityBased,
        Self::Prevention,
        Self::Comprehensive,
    ];

    /// The Japanese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Visit => "訪問系サービス",
            Self::Day => "通所系サービス",
            Self::ShortStay => "短期入所系サービス",
            Self::Equipment => "福祉用具・住宅改修",
            Self::CareManagement => "居宅介護支援・介護予防支援",
            Self::Residence => "特定施設",
            Self::Facility => "施設サービス",
            Self::CommunityBased => "地域密着型サービス",
            Self::Prevention => "介護予防サービス",
            Self::Comprehensive => "総合事業",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
struct Entry {
    code: &'static str,
    disclosure: &'static [&'static str],
    name: &'static str,
    group: Group,
    aliases: &'static [&'static str],
}

/// サービス種類: one of the codes in use.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ServiceType(&'static Entry);

/// A code that no service has.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no service has the code {0:?}")]
pub struct UnknownServiceType(pub String);

impl ServiceType {
    /// The service with this two-character code, exactly.
    pub fn from_code(code: &str) -> Option<Self> {
        TABLE.iter().find(|entry| entry.code == code).map(Self)
    }

    /// All services in the order of their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(Self)
    }

    /// The two characters of claims.
    pub const fn code(self) -> &'static str {
        self.0.code
    }

    /// The official name.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// The kind of service.
    pub const fn group(self) -> Group {
        self.0.group
    }

    /// The three-digit codes of 介護サービス情報公表システム; none for services it does not publish.
    pub const fn disclosure_codes(self) -> &'static [&'static str] {
        self.0.disclosure
    }

    /// Other names that are recognised.
    pub const fn aliases(self) -> &'static [&'static str] {
        self.0.aliases
    }

    /// The service that a cell, a heading or the name of a sheet means: `43`, `430`, `43 居宅介護支援`,
    /// `①居宅介護支援`, `通所介護（デイサービス）`, `特養`.
    pub fn recognise(typed: &str) -> Option<Self> {
        let code = normalise_code(typed).to_ascii_uppercase();
        if let Some(service) = by_code(&code) {
            return Some(service);
        }
        let key = name_key(typed);
        let numbered = key.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '(' | ')' | '.' | ':' | '-' | '_')
        });
        by_name(&key)
            .or_else(|| by_name(numbered))
            .or_else(|| explained(&key))
            .or_else(|| explained(numbered))
            .or_else(|| by_name(without_ending(numbered)?))
            .or_else(|| of_a_form(numbered))
            .or_else(|| by_code_in_front(&code))
    }
}

fn by_code(code: &str) -> Option<ServiceType> {
    ServiceType::from_code(code)
        .or_else(|| ServiceType::all().find(|service| service.disclosure_codes().contains(&code)))
}

/// `43:居宅介護支援` with a name that is not known, or `43サービス`.
fn by_code_in_front(code: &str) -> Option<ServiceType> {
    let (front, rest) = code.split_once([':', '_', '-', '.'])?;
    if rest.is_empty() { None } else { by_code(front) }
}

fn by_name(key: &str) -> Option<ServiceType> {
    static NAMES: LazyLock<HashMap<String, ServiceType>> = LazyLock::new(|| {
        let names = |service: ServiceType| {
            let official = std::iter::once(service.name());
            official.chain(service.aliases().iter().copied()).map(move |name| (name_key(name), service))
        };
        ServiceType::all().flat_map(names).collect()
    });
    NAMES.get(key).copied()
}

/// An explanation in brackets is left out only after an official name: `短期入所療養介護（診療所）` must not
/// become the service of 老健.
fn by_official_name(key: &str) -> Option<ServiceType> {
    by_name(key).filter(|service| name_key(service.name()) == key)
}

/// A name with one kind of bracket, `/` for the middle dot's relatives, and every closing bracket at the
/// end as one, because the published names do not balance theirs.
fn name_key(name: &str) -> String {
    let key = search_key(name)
        .replace(['〔', '[', '<', '〈', '【'], "(")
        .replace([']', '〕', '>', '〉', '】'], ")");
    let key = key.trim_matches([';', ',', '、', '/', '。', '*', '※']);
    let open = key.trim_end_matches(')');
    if open.len() < key.len() { format!("{open})") } else { key.to_owned() }
}

/// What stands in brackets behind a service and makes another of it: how the name of that begins.
const KINDS: [(&str, &str); 10] = [
    ("予防", "介護予防"),
    ("介護予防", "介護予防"),
    ("予防給付", "介護予防"),
    ("地域密着", "地域密着型"),
    ("地域密着型", "地域密着型"),
    ("認知症", "認知症対応型"),
    ("認知症対応", "認知症対応型"),
    ("認知症対応型", "認知症対応型"),
    ("療養", "療養"),
    ("療養型", "療養"),
];
/// Words of 総合事業 in brackets, and the services that two services are then.
const COMPREHENSIVE: [&str; 4] = ["総合事業", "独自", "従前相当", "相当"];
const REPLACED: [(&str, &str); 4] =
    [("訪問介護", "A2"), ("通所介護", "A6"), ("訪問型サービス", "A2"), ("通所型サービス", "A6")];
/// Words in brackets that make some other service of it.
const OTHERS: [&str; 4] = ["総合事業", "独自", "相当", "緩和"];
/// Words in brackets that say that something is offered besides, or is not.
const BESIDES: [&str; 4] = ["含", "あり", "なし", "除"];

/// `通所介護(デイサービス)` without its explanation, unless that makes another service of it: `通所介護(地域密着型)`.
fn explained(key: &str) -> Option<ServiceType> {
    let (front, rest) = key.split_once('(')?;
    let inside = rest.trim_end_matches(')');
    let is_one_of = |words: &[&str]| words.iter().any(|word| name_key(word) == inside);
    let has_one_of = |words: &[&str]| words.iter().any(|word| inside.contains(&name_key(word)));
    if let Some((_, beginning)) = KINDS.iter().find(|(word, _)| name_key(word) == inside) {
        let beginning = name_key(beginning);
        if !front.contains(&beginning) {
            return by_name(&(beginning + front));
        }
    }
    if is_one_of(&COMPREHENSIVE)
        && let Some((_, code)) = REPLACED.iter().find(|(name, _)| name_key(name) == front)
    {
        return ServiceType::from_code(code);
    }
    let names_another = by_official_name(inside).is_some() && !front.contains(inside);
    let is_another = names_another || (has_one_of(&OTHERS) && !has_one_of(&BESIDES));
    by_official_name(front).filter(|service| !is_another || service.group() == Group::Comprehensive)
}

/// `居宅介護支援事業所一覧` without what a title adds.
fn without_ending(key: &str) -> Option<&str> {
    const ENDINGS: [&str; 8] =
        ["一覧表", "一覧", "名簿", "事業所", "事業者", "事業", "さ-びす", "(介護予防含む)"];
    let mut rest = key;
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| rest.strip_suffix(ending)) {
        rest = shorter;
        if by_name(rest).is_some() {
            break;
        }
    }
    // 居宅サービス are many; 居宅 alone is one of them.
    let means_many = rest == "居宅" && key.contains("さ-びす");
    (rest.len() < key.len() && !means_many).then_some(rest)
}

impl PartialEq for ServiceType {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code()
    }
}

impl Eq for ServiceType {}

impl PartialOrd for ServiceType {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ServiceType {
    fn cmp(&self, other: &Self) -> Ordering {
        self.code().cmp(other.code())
    }
}

impl hash::Hash for ServiceType {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.code().hash(state);
    }
}

impl fmt::Debug for ServiceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServiceType({} {})", self.code(), self.name())
    }
}

/// The official name.
impl fmt::Display for ServiceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads a stored code.
impl FromStr for ServiceType {
    type Err = UnknownServiceType;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::from_code(code).ok_or_else(|| UnknownServiceType(code.to_owned()))
    }
}

impl TryFrom<String> for ServiceType {
    type Error = UnknownServiceType;
    fn try_from(code: String) -> Result<Self, Self::Error> {
        code.parse()
    }
}

impl From<ServiceType> for String {
    fn from(service: ServiceType) -> Self {
        service.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;
    use std::collections::BTreeMap;

    #[rstest]
    #[case("43", "43")]
    #[case("４３", "43")]
    #[case("430", "43")]
    #[case("a2", "A2")]
    #[case("551", "2A")]
    #[case("155", "78")]
    #[case("337", "33")]
    #[case("①居宅介護支援", "43")]
    #[case("②訪問介護", "11")]
    #[case("⑤地域密着型通所", "78")]
    #[case("⑥小規模多機能", "73")]
    #[case("⑦介護予防支援（包括）", "46")]
    #[case("訪問型独自", "A2")]
    #[case("訪問型サービス(独自)", "A2")]
    #[case("通所型サービス（独自）", "A6")]
    #[case("通所介護（デイサービス）", "15")]
    #[case("地域密着型通所介護；", "78")]
    #[case("認知症対応型共同生活介護（グループホーム）", "32")]
    #[case("介護老人福祉施設（特別養護老人ホーム）", "51")]
    #[case("短期入所生活介護（ショートステイ）", "21")]
    #[case("通所リハビリテーション（デイケア）", "16")]
    #[case("短期入所療養介護", "22")]
    #[case("短期入所療養介護（介護老人保健施設）", "22")]
    #[case("短期入所療養介護(介護医療院)", "2A")]
    #[case("看護小規模多機能型居宅介護（複合型サービス）", "77")]
    #[case("特定施設入居者生活介護（有料老人ホーム）", "33")]
    #[case(
        "特定施設入居者生活介護（有料老人ホーム（サービス付き高齢者向け住宅（外部サービス利用型））)",
        "33"
    )]
    #[case("地域密着型特定施設入居者生活介護（有料老人ホーム）", "36")]
    #[case("指定療養通所介護", "78")]
    #[case("定期巡回･随時対応型訪問介護看護", "76")]
    #[case("定期巡回随時対応型訪問介護看護", "76")]
    #[case("ﾃﾞｲｻｰﾋﾞｽ", "15")]
    #[case("訪問 介護", "11")]
    #[case("居宅介護支援事業所一覧", "43")]
    #[case("43：ケアマネジャーのいる事業所", "43")]
    #[case("11 訪問介護", "11")]
    #[case("特養", "51")]
    #[case("介護予防訪問看護", "63")]
    #[case("訪問看護（介護予防）", "63")]
    #[case("訪問看護（介護予防を含む）", "13")]
    #[case("介護予防支援（予防）", "46")]
    #[case("通所介護（地域密着型）", "78")]
    #[case("通所介護（認知症対応型）", "72")]
    #[case("２ 通所介護〔療養〕", "78")]
    #[case("訪問介護（総合事業）", "A2")]
    #[case("通所介護（従前相当）", "A6")]
    #[case("通所介護（総合事業あり）", "15")]
    #[case("訪問介護（総合事業を除く）", "11")]
    #[case("介護療養型医療施設（療養型）", "53")]
    #[case("介護予防通所介護相当サービス", "A6")]
    #[case("訪リハ", "14")]
    #[case("みなし訪問看護", "13")]
    #[case("共生型通所介護", "15")]
    #[case("指定居宅介護支援事業所", "43")]
    #[case("特養（ユニット型）", "51")]
    #[case("訪問介護相当", "A2")]
    #[case("通所型サービス（従前相当）", "A6")]
    fn a_service_is_recognised_in_every_spelling(#[case] typed: &str, #[case] code: &str) {
        assert_eq!(ServiceType::recognise(typed).map(ServiceType::code), Some(code));
    }

    #[rstest]
    #[case("")]
    #[case("訪問診療")]
    #[case("⑧総合事業")]
    #[case("99")]
    #[case("事業所")]
    #[case("合計")]
    #[case("表紙")]
    #[case("リスト")]
    #[case("短期入所療養介護（診療所）")]
    #[case("訪問型サービス（住民主体）")]
    #[case("訪問介護（基準緩和）")]
    #[case("訪問介護（認知症）")]
    #[case("訪問介護（通所介護）")]
    #[case("居宅サービス")]
    #[case("指定居宅")]
    #[case("訪問型サービスA")]
    fn what_is_no_service_is_left_to_a_person(#[case] typed: &str) {
        assert_eq!(ServiceType::recognise(typed), None);
    }

    #[test]
    fn no_two_services_share_a_code_or_a_name() {
        let mut seen = BTreeMap::new();
        for service in ServiceType::all() {
            let codes = std::iter::once(service.code()).chain(service.disclosure_codes().iter().copied());
            let names = std::iter::once(service.name()).chain(service.aliases().iter().copied());
            for name in codes.map(str::to_owned).chain(names.map(name_key)) {
                assert_eq!(seen.insert(name.clone(), service), None, "{name}");
            }
        }
    }

    #[test]
    fn every_name_is_recognised_as_its_own_service() {
        for service in ServiceType::all() {
            for name in std::iter::once(service.name()).chain(service.aliases().iter().copied()) {
                assert_eq!(ServiceType::recognise(name), Some(service), "{name}");
            }
        }
    }

    #[test]
    fn every_published_file_has_its_service() {
        let files = "110 120 130 140 150 155 160 170 210 220 230 320 331 332 334 335 336 337 361 362 364 410 430 510 \
                     520 530 540 550 551 710 720 730 760 770 780";
        for code in files.split_whitespace() {
            assert!(ServiceType::recognise(code).is_some(), "{code}");
        }
    }

    #[test]
    fn a_stored_code_is_checked_when_read() {
        let service = ServiceType::from_code("2A").expect("in the table");
        assert_eq!(serde_json::to_string(&service).expect("a string"), "\"2A\"");
        assert!(serde_json::from_str::<ServiceType>("\"2a\"").is_err());
        assert_eq!("ZZ".parse::<ServiceType>(), Err(UnknownServiceType("ZZ".to_owned())));
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in ".*") {
            let _ = ServiceType::recognise(&text);
        }
    }
}
