//! For whom a service is: lists that name a service once and have 介護 and 予防 below it, or beside it. 予防 below 訪問看護 is
//! 介護予防訪問看護.

use super::{
    columns::{Column, Known},
    content::{Mark, mark},
    field::{Field, heading_key},
    issue::Code,
    record::Reader,
    spot::Spot,
    workbook::Cell,
};
use crate::service_type::{Group, ServiceType};
use unicode_normalization::UnicodeNormalization as _;

/// What a heading or a cell calls services for people in need of care, those among them that are of one municipality, those
/// that prevent the need of care, and those of 総合事業.
const CARE: [&str; 8] = [
    "介護",
    "介護給付",
    "要介護",
    "居宅",
    "居宅サービス",
    "介護サービス",
    "介護給付サービス",
    "施設サービス",
];
const COMMUNITY: [&str; 2] = ["地域密着型", "地域密着型サービス"];
const PREVENTION: [&str; 8] = [
    "予防",
    "介護予防",
    "予防給付",
    "要支援",
    "予防サービス",
    "介護予防サービス",
    "地域密着型介護予防サービス",
    "地域密着型介護予防",
];
const COMPREHENSIVE: [&str; 5] =
    ["総合事業", "総合", "従前相当", "介護予防日常生活支援総合事業", "日常生活支援総合事業"];
/// Words that stand where such a word does, and name the service itself.
const THEMSELVES: [&str; 2] = ["居宅介護支援", "介護予防支援"];
/// Headings of columns that are marked where an office offers the service for prevention, too.
const PREVENTION_TOO: [&str; 9] = [
    "予防",
    "介護予防",
    "予防給付",
    "予防サービス",
    "介護予防サービス",
    "介護予防の有無",
    "介護予防有無",
    "介護予防サービスの有無",
    "介護予防指定",
];
/// Headings of those that are marked where it does so for people in need of care.
const CARE_TOO: [&str; 5] = ["介護", "介護給付", "要介護", "居宅", "居宅サービス"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Care,
    Community,
    Prevention,
    Comprehensive,
}

impl Kind {
    fn of(text: &str) -> Option<Self> {
        // The longest of the words is short.
        if text.is_empty() || text.chars().take(21).count() > 20 {
            return None;
        }
        let key = heading_key(text);
        let is_one_of = |words: &[&str]| words.contains(&key.as_str());
        if is_one_of(&CARE) {
            Some(Self::Care)
        } else if is_one_of(&COMMUNITY) {
            Some(Self::Community)
        } else if is_one_of(&PREVENTION) {
            Some(Self::Prevention)
        } else if is_one_of(&COMPREHENSIVE) {
            Some(Self::Comprehensive)
        } else {
            None
        }
    }

    /// The service of this kind that a service has.
    fn service(self, service: ServiceType) -> Option<ServiceType> {
        match self {
            Self::Care => Some(service),
            Self::Community => Some(of_the_community(service)),
            Self::Prevention => preventive(service),
            Self::Comprehensive if service.group() == Group::Comprehensive => Some(service),
            Self::Comprehensive => ServiceType::recognise(&format!("{service}（総合事業）"))
                .filter(|found| found.group() == Group::Comprehensive),
        }
    }
}

/// The service for prevention that belongs to a service; nothing where there is none.
fn preventive(service: ServiceType) -> Option<ServiceType> {
    if service.code() == "43" {
        return ServiceType::from_code("46");
    }
    let name = service.name();
    if name.contains("予防") || service.group() == Group::Comprehensive {
        return Some(service);
    }
    ["介護予防", "予防"].iter().find_map(|front| ServiceType::recognise(&format!("{front}{name}")))
}

/// The service that is called by the same name and is of one municipality, where there is one: 通所介護 and 地域密着型通所介護.
fn of_the_community(service: ServiceType) -> ServiceType {
    ServiceType::recognise(&format!("地域密着型{service}")).unwrap_or(service)
}

/// A service by its name, as a heading has it.
fn named(text: &str) -> Option<ServiceType> {
    if text.chars().any(char::is_alphabetic) { ServiceType::recognise(text) } else { None }
}

/// Whether one of two headings above each other says only for whom the other is. Below a heading for all services (サービスの
/// 種類) it is a service itself: 居宅 is 居宅介護支援 there.
pub(super) fn concerns(group: &str, title: &str) -> bool {
    if group.is_empty() || title.is_empty() {
        return false;
    }
    let is_for_all = || group.contains("サービス") && named(group).is_none();
    match (Kind::of(group), Kind::of(title)) {
        (Some(_), None) => true,
        (None, Some(_)) => !is_for_all(),
        (Some(_), Some(_)) | (None, None) => false,
    }
}

/// The service of two such headings: 予防 below 訪問看護, or 訪問看護 below 予防.
pub(super) fn service(group: &str, title: &str) -> Option<ServiceType> {
    match (Kind::of(group), Kind::of(title)) {
        (None, Some(kind)) => kind.service(named(group)?),
        (Some(kind), None) => kind.service(named(title)?),
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// The heading to the left of a 予防 that says of which service it is; empty where there is none, or where the only 予防 stands
/// behind several services and may be meant for any of them.
pub(super) fn beside(cells: &[Cell], at: usize) -> &str {
    let Some(left) = at.checked_sub(1).map(|left| &cells[left]) else { return "" };
    let own = &cells[at];
    let is_beside = left.column.checked_add(1) == Some(own.column);
    let Some(kind @ (Kind::Prevention | Kind::Comprehensive)) = Kind::of(&own.text) else { return "" };
    let service = |cell: &Cell| {
        let is_other = Kind::of(&cell.text).is_some() || Field::of_heading(&cell.text).is_some();
        if is_other { None } else { named(&cell.text) }
    };
    if !is_beside || service(left).is_none() {
        return "";
    }
    let stands_once = cells.iter().filter(|cell| Kind::of(&cell.text) == Some(kind)).count() == 1;
    let has_one = |cell: &Cell| service(cell).and_then(|service| kind.service(service)).is_some();
    let is_for_several = stands_once
        && cells[..at - 1].iter().any(has_one)
        && cells[at + 1..].iter().all(|cell| service(cell).is_none());
    if is_for_several { "" } else { &left.text }
}

/// Columns beside the service that say for whom it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Care {
    /// Marked where it is for people in need of care.
    need: Option<Spot>,
    /// Marked where it is for prevention.
    prevention: Option<Spot>,
    /// 居宅サービス or 介護予防サービス.
    words: Option<Spot>,
    /// Such a column says 居宅サービス, too: then nothing in it is not the same.
    said_beside: bool,
}

impl Care {
    /// Finds them among the columns that nobody reads otherwise.
    pub(super) fn find(columns: &[Column]) -> Self {
        let free =
            || columns.iter().filter(|column| column.known == Known::Not && !column.samples.is_empty());
        let marked = |headings: &[&str]| {
            let is_one = |column: &&Column| {
                headings.contains(&heading_key(&column.heading).as_str())
                    && column.samples.iter().all(|text| mark(text).is_some())
            };
            free().find(is_one).map(Column::spot)
        };
        let prevention = marked(&PREVENTION_TOO);
        let worded = || free().find(|column| column.samples.iter().all(|text| whom(text).is_some()));
        let words = if prevention.is_none() { worded() } else { None };
        let said_beside = |text: &String| whom(text).is_some_and(|whom| whom.care);
        Self {
            need: prevention.and_then(|_| marked(&CARE_TOO)),
            prevention,
            words: words.map(Column::spot),
            said_beside: words.is_some_and(|column| column.samples.iter().any(said_beside)),
        }
    }

    /// True where a column is one of them.
    pub(super) fn holds(self, spot: Spot) -> bool {
        [self.need, self.prevention, self.words].contains(&Some(spot))
    }
}

/// For whom a cell says that a service is.
#[expect(clippy::struct_excessive_bools, reason = "each is a word of its own, and a cell may have several")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Whom {
    care: bool,
    community: bool,
    prevention: bool,
    comprehensive: bool,
}

/// Reads such a cell; nothing where it says something else.
fn whom(text: &str) -> Option<Whom> {
    let flat: String = text.nfkc().collect();
    let parts = flat.split(['・', '/', '、', ',', '･']).flat_map(|part| part.split("及び"));
    let mut whom = Whom::default();
    // 介護予防・日常生活支援総合事業 is one word.
    let whole = Kind::of(&flat).map(|_| flat.as_str());
    let parts = whole.into_iter().chain(parts.filter(|_| whole.is_none()));
    for part in parts.map(str::trim) {
        match Kind::of(part) {
            Some(Kind::Care) => whom.care = true,
            Some(Kind::Community) => (whom.care, whom.community) = (true, true),
            Some(Kind::Prevention) => whom.prevention = true,
            Some(Kind::Comprehensive) => whom.comprehensive = true,
            None if THEMSELVES.contains(&part) => whom.care = true,
            None => return None,
        }
    }
    Some(whom)
}

impl Reader<'_> {
    /// The services of a row as the columns beside them say for whom they are.
    pub(super) fn for_whom(&mut self, services: Vec<ServiceType>) -> Vec<ServiceType> {
        let Care { need, prevention, words, said_beside } = self.table.care;
        let said = match (prevention, words) {
            (Some(spot), _) => Whom {
                care: need.is_none_or(|need| self.is_marked(need)),
                prevention: self.is_marked(spot),
                ..Whom::default()
            },
            (None, Some(spot)) => {
                let text = self.text_at(spot).trim();
                let said = whom(text);
                if said.is_none() && !services.is_empty() && (said_beside || !text.is_empty()) {
                    self.note_in(Code::WhomUnsaid, Field::Service, spot, None);
                }
                said.unwrap_or_default()
            }
            (None, None) => return services,
        };
        let says_another = said.prevention || said.comprehensive;
        if !says_another && !said.community {
            return services;
        }
        // A word that says care, too, may be meant for some of the services only.
        let told_at = prevention.or(words.filter(|_| !said.care)).filter(|_| says_another);
        let mut all = Vec::with_capacity(services.len() * 2);
        for service in services {
            let own = if said.community { of_the_community(service) } else { service };
            let prevents = if said.prevention { preventive(service) } else { None };
            let replaces = if said.comprehensive { Kind::Comprehensive.service(service) } else { None };
            let has_none = prevents.is_none() && replaces.is_none();
            if let Some(spot) = told_at.filter(|_| has_none) {
                self.note_in(Code::NoPrevention, Field::Service, spot, Some(service.name().to_owned()));
            }
            let kept = (said.care || has_none).then_some(own);
            for service in kept.into_iter().chain(prevents).chain(replaces) {
                if !all.contains(&service) {
                    all.push(service);
                }
            }
        }
        all
    }

    fn is_marked(&mut self, spot: Spot) -> bool {
        let found = mark(self.text_at(spot));
        if found.is_none() {
            self.note_in(Code::MarkUnknown, Field::Service, spot, None);
        }
        found == Some(Mark::Yes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Choices, ReadRow, read,
        workbook::{Row, Sheet, Source, Workbook},
    };
    use super::*;

    #[test]
    fn a_word_that_is_left_out_below_is_missed() {
        let lines = [
            ["区分", "サービス種別", "事業所番号", "事業所名"],
            ["居宅サービス", "訪問看護", "2970999013", "ひだまり"],
            ["介護予防サービス", "訪問看護", "2970999013", "ひだまり"],
            ["", "訪問看護", "2970999021", "こもれび"],
            ["総合事業", "訪問介護", "2970999039", "つばめ"],
        ];
        let row = |(number, texts): (u32, [&str; 4])| Row {
            number,
            cells: (0..).zip(texts).map(|(column, text)| Cell::text(column, text)).collect(),
            ..Row::default()
        };
        let rows = (1..).zip(lines).map(row).collect();
        let workbook = Workbook { source: Source::Xlsx, sheets: vec![Sheet { rows, ..Sheet::default() }] };
        let told = |row: &ReadRow| {
            let codes: Vec<&str> = row.record.services.iter().map(|service| service.code()).collect();
            (codes.join(" "), row.issues.iter().any(|issue| issue.code == Code::WhomUnsaid))
        };
        let reading = read(&workbook, &Choices::default()).unwrap();
        let wanted = [("13", false), ("63", false), ("13", true), ("A2", false)];
        let wanted = wanted.map(|(codes, missed)| (codes.to_owned(), missed));
        assert_eq!(reading.rows.iter().map(told).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn two_headings_make_one_service() {
        for (group, title, code) in [
            ("訪問看護", "介護", Some("13")),
            ("訪問看護", "予防", Some("63")),
            ("通所リハ", "介護予防", Some("66")),
            ("介護予防サービス", "訪問看護", Some("63")),
            ("予防給付", "介護予防訪問看護", Some("63")),
            ("短期入所療養介護（介護老人保健施設）", "要支援", Some("25")),
            ("特定福祉用具販売", "予防", Some("44")),
            ("居宅介護支援", "予防", Some("46")),
            ("訪問介護", "総合事業", Some("A2")),
            ("総合事業", "通所型サービス", Some("A6")),
            ("訪問看護", "居宅", Some("13")),
            ("地域密着型サービス", "通所介護", Some("78")),
            ("地域密着型サービス", "グループホーム", Some("32")),
            ("看護小規模多機能型居宅介護", "予防", None),
            ("訪問看護", "訪問介護", None),
            ("介護", "予防", None),
        ] {
            assert_eq!(service(group, title).map(ServiceType::code), code, "{group} {title}");
        }
        assert!(concerns("訪問看護", "予防"));
        assert!(!concerns("サービスの種類", "訪問看護"));
        assert!(!concerns("サービスの種類", "居宅"), "居宅介護支援");
    }

    #[test]
    fn a_cell_says_for_whom() {
        let said =
            |care, community, prevention| Some(Whom { care, community, prevention, comprehensive: false });
        for (text, wanted) in [
            ("居宅サービス", said(true, false, false)),
            ("介護予防サービス", said(false, false, true)),
            ("居宅・介護予防", said(true, false, true)),
            ("地域密着型サービス", said(true, true, false)),
            ("地域密着型介護予防サービス", said(false, false, true)),
            ("居宅介護支援", said(true, false, false)),
            ("総合事業", Some(Whom { comprehensive: true, ..Whom::default() })),
            ("介護予防・日常生活支援総合事業", Some(Whom { comprehensive: true, ..Whom::default() })),
            ("更新", None),
            ("", None),
        ] {
            assert_eq!(whom(text), wanted, "{text}");
        }
    }

    #[test]
    fn the_only_column_behind_several_services_is_nobodys() {
        let found = |headings: &[&str], at: usize| {
            let cells: Vec<Cell> =
                (0..).zip(headings).map(|(column, text)| Cell::text(column, *text)).collect();
            beside(&cells, at).to_owned()
        };
        assert_eq!(found(&["訪問看護", "予防", "通所リハ", "予防"], 3), "通所リハ");
        assert_eq!(found(&["訪問看護", "予防", "通所リハ"], 1), "訪問看護");
        assert_eq!(found(&["居宅療養管理指導", "訪問看護", "予防"], 2), "");
        assert_eq!(found(&["事業所名", "訪問看護", "予防"], 2), "訪問看護");
    }
}
