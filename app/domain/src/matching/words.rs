//! Words in the names of offices that say what kind of office it is, or of what legal form its corporation.

use crate::text::search_key;
use std::sync::LazyLock;

/// A kind of office, as its name says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    CareManagement,
    CommunitySupport,
    Visit,
    Bath,
    Nursing,
    VisitRehabilitation,
    Day,
    DementiaDay,
    DayRehabilitation,
    Equipment,
    ShortStay,
    GroupHome,
    SpecialHome,
    HealthFacility,
    IntegratedFacility,
    Multifunctional,
    NursingMultifunctional,
    Regular,
    Residence,
}

/// The words of each kind. Where one word holds another, the longer is looked for first.
const KINDS: [(Kind, &[&str]); 19] = [
    (
        Kind::CareManagement,
        &[
            "居宅介護支援事業所",
            "居宅介護支援センター",
            "居宅介護支援",
            "ケアプランセンター",
            "ケアプランオフィス",
            "ケアプランサービス",
            "ケアプラン",
            "ケアマネジメントセンター",
            "ケアマネジメント",
            "ケアマネセンター",
        ],
    ),
    (
        Kind::CommunitySupport,
        &["地域包括支援センター", "包括支援センター", "介護予防支援事業所", "介護予防支援"],
    ),
    (
        Kind::Visit,
        &[
            "訪問介護ステーション",
            "訪問介護センター",
            "訪問介護事業所",
            "訪問介護サービス",
            "訪問介護",
            "ヘルパーステーション",
            "ヘルパーセンター",
            "ヘルパーサービス",
            "ホームヘルプサービス",
            "ホームヘルプ",
            "ヘルパー",
        ],
    ),
    (Kind::Bath, &["訪問入浴サービス", "訪問入浴介護", "訪問入浴"]),
    (Kind::Nursing, &["訪問看護ステーション", "ナースステーション", "訪問看護事業所", "訪問看護"]),
    (Kind::VisitRehabilitation, &["訪問リハビリテーション", "訪問リハビリ", "訪問リハ"]),
    (
        Kind::Day,
        &[
            "デイサービスセンター",
            "デイサービスステーション",
            "デイサービス",
            "地域密着型通所介護",
            "通所介護事業所",
            "通所介護センター",
            "通所介護",
            "デイホーム",
            "デイ",
        ],
    ),
    (Kind::DementiaDay, &["認知症対応型通所介護", "認知症デイサービス", "認知症デイ", "認知デイ"]),
    (
        Kind::DayRehabilitation,
        &["通所リハビリテーション", "通所リハビリ", "通所リハ", "デイケアセンター", "デイケア"],
    ),
    (
        Kind::Equipment,
        &["特定福祉用具販売", "福祉用具貸与事業所", "福祉用具貸与", "福祉用具センター", "福祉用具"],
    ),
    (
        Kind::ShortStay,
        &["ショートステイセンター", "ショートステイ", "短期入所生活介護", "短期入所療養介護", "短期入所"],
    ),
    (Kind::GroupHome, &["グループホーム", "認知症対応型共同生活介護"]),
    (Kind::SpecialHome, &["地域密着型特別養護老人ホーム", "特別養護老人ホーム", "介護老人福祉施設", "特養"]),
    (Kind::HealthFacility, &["介護老人保健施設", "老健"]),
    (Kind::IntegratedFacility, &["介護医療院"]),
    (
        Kind::Multifunctional,
        &["小規模多機能型居宅介護", "小規模多機能ホーム", "小規模多機能センター", "小規模多機能", "小多機"],
    ),
    (
        Kind::NursingMultifunctional,
        &["看護小規模多機能型居宅介護", "看護小規模多機能ホーム", "看護小規模多機能", "看多機"],
    ),
    (
        Kind::Regular,
        &["定期巡回・随時対応型訪問介護看護", "定期巡回ステーション", "定期巡回サービス", "定期巡回"],
    ),
    (
        Kind::Residence,
        &["介護付有料老人ホーム", "住宅型有料老人ホーム", "有料老人ホーム", "サービス付き高齢者向け住宅"],
    ),
];

/// Legal forms; short forms were written out by the search key before.
const LEGAL_FORMS: [&str; 22] = [
    "特定非営利活動法人",
    "地方独立行政法人",
    "独立行政法人",
    "社会福祉法人",
    "社会医療法人",
    "医療法人社団",
    "医療法人財団",
    "医療法人",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "生活協同組合",
    "農業協同組合",
    "労働者協同組合",
    "学校法人",
    "宗教法人",
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
];

/// Words that end many names and say nothing.
const ENDINGS: [&str; 6] = ["事業所", "事業者", "ステーション", "センター", "サービス", "オフィス"];

/// The words of kinds in the form of a search key, the longest first.
static KIND_WORDS: LazyLock<Vec<(String, Kind)>> = LazyLock::new(|| {
    let words = KINDS.iter().flat_map(|(kind, words)| words.iter().map(|word| (search_key(word), *kind)));
    let mut words: Vec<_> = words.collect();
    words.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    words
});

static ENDING_KEYS: LazyLock<Vec<String>> = LazyLock::new(|| ENDINGS.map(search_key).to_vec());

/// Takes the words of kinds out of a search key; what is left, in its order, and the kinds that were named.
pub fn without_kinds(key: &str) -> (String, Vec<Kind>) {
    let mut rest = key.to_owned();
    let mut kinds = Vec::new();
    for (word, kind) in KIND_WORDS.iter() {
        if rest.contains(word.as_str()) {
            // A mark keeps what stood before and behind from growing together into a new word.
            rest = rest.replace(word.as_str(), "\u{0}");
            kinds.push(*kind);
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    let parts = rest.split('\u{0}').map(without_ending);
    (parts.collect(), kinds)
}

/// A part of a name without the word that ends many, if more than one character is left.
fn without_ending(part: &str) -> &str {
    let shorter = ENDING_KEYS.iter().find_map(|ending| part.strip_suffix(ending.as_str()));
    shorter.filter(|rest| rest.chars().count() > 1).unwrap_or(part)
}

/// A search key without legal forms.
pub fn without_legal_forms(key: &str) -> String {
    LEGAL_FORMS.iter().fold(key.to_owned(), |key, form| key.replace(form, ""))
}
