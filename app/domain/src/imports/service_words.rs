//! Services among other words: several in one cell with something between them that also stands within names
//! (`訪問介護・通所介護`, `訪問看護及び介護予防訪問看護`), and the one that the name of a sheet or of a file tells.

use crate::{office_number::OfficeNumber, service_type::ServiceType, text::normalise_code};

/// Words between two services.
const AND: [&str; 5] = ["及び", "および", "並びに", "ならびに", "と"];

/// All services of a cell, or none when one of them is not known.
pub(super) fn all(text: &str) -> Option<Vec<ServiceType>> {
    recognise_parts(text)
        .or_else(|| ServiceType::recognise(text).map(|service| vec![service]))
        .or_else(|| joined(text))
}

/// The services that stand side by side; nothing when one of them is not known.
fn recognise_parts(text: &str) -> Option<Vec<ServiceType>> {
    let mut services = Vec::new();
    for part in text
        .split([';', '；', '、', ',', '，', '\n', '/', '／'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        let service = ServiceType::recognise(part)?;
        if !services.contains(&service) {
            services.push(service);
        }
    }
    Some(services)
}

/// 短期入所療養介護 alone means that of the house which offers it: the number tells 老健 from 介護医療院 and from
/// other medical institutions (domain.md §2.4).
pub(super) fn of_its_house(service: ServiceType, text: &str, number: OfficeNumber) -> ServiceType {
    let names_the_house =
        ["老健", "老人保健", "医療院", "療養型", "医療施設", "病院"].iter().any(|house| text.contains(house));
    let codes = match service.code() {
        "22" | "23" | "2A" => ["22", "23", "2A"],
        "25" | "26" | "2B" => ["25", "26", "2B"],
        _ => return service,
    };
    if names_the_house {
        return service;
    }
    let code = match number.as_str().as_bytes()[2] {
        b'5' => codes[0],
        b'1' => codes[1],
        b'B' => codes[2],
        _ => return service,
    };
    ServiceType::from_code(code).unwrap_or(service)
}

/// The services of a cell with such words, where each part by itself is the name of one; a cell that is a name as a whole
/// never comes here. Spaces come last, for they stand within names most often.
fn joined(text: &str) -> Option<Vec<ServiceType>> {
    let apart = AND.iter().fold(text.to_owned(), |text, word| text.replace(word, "、"));
    let is_between = |c: char| {
        matches!(c, ';' | '；' | '、' | ',' | '，' | '\n' | '/' | '／' | '・' | '･' | '+' | '＋' | '&' | '＆')
    };
    named(apart.split(is_between)).or_else(|| named(apart.split(|c| is_between(c) || c.is_whitespace())))
}

/// The services of some parts; nothing where one is no name. A code beside a name says the same again, or anything.
fn named<'a>(parts: impl Iterator<Item = &'a str>) -> Option<Vec<ServiceType>> {
    let mut services = Vec::new();
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let is_code = normalise_code(part).is_ascii();
        let service = ServiceType::recognise(part).filter(|_| !is_code)?;
        if !services.contains(&service) {
            services.push(service);
        }
    }
    (services.len() > 1).then_some(services)
}

/// The service that the name of a sheet tells. Of one file among several it is `居宅一覧／Sheet1` or the file's name alone:
/// what the sheet itself says goes before what the file says.
pub(super) fn of_sheet(name: &str) -> Option<ServiceType> {
    let told = |name: &str| {
        let name = without_a_date(without_a_place(name));
        ServiceType::recognise(name).or_else(|| only_one_of_its_words(name))
    };
    let Some((file, own)) = name.rsplit_once('／') else { return told(name) };
    let of_file = || told(file).filter(|service| stays(*service, own));
    ServiceType::recognise(without_a_place(name)).or_else(|| told(own)).or_else(of_file)
}

/// `02_居宅介護支援` without the place of the file among others, which is no code of a service.
fn without_a_place(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_numeric());
    let rest = if rest.len() < name.len() { rest.strip_prefix(['_', '-', '.']) } else { None };
    rest.filter(|rest| rest.chars().any(char::is_alphabetic)).unwrap_or(name)
}

/// `通所介護一覧(R6.4.1)` without the day, or the number of its version, in brackets at the end.
fn without_a_date(name: &str) -> &str {
    let front = name.trim_end().strip_suffix([')', '）']).and_then(|rest| rest.rsplit_once(['(', '（']));
    front.filter(|(_, inside)| inside.contains(char::is_numeric)).map_or(name, |(front, _)| front)
}

/// The service that one of the words of a name tells, unless others tell others or make another of it.
fn only_one_of_its_words(name: &str) -> Option<ServiceType> {
    let words = name.split(|c: char| c == '_' || c.is_whitespace());
    let words = words.filter(|word| word.chars().any(|c| c.is_alphabetic() && !c.is_ascii()));
    let known: Vec<_> = words.map(|word| (word, ServiceType::recognise(word))).collect();
    let mut services: Vec<ServiceType> = known.iter().filter_map(|(_, service)| *service).collect();
    services.dedup();
    let [service] = services[..] else { return None };
    let mut others = known.into_iter().filter(|(_, service)| service.is_none());
    others.all(|(word, _)| stays(service, word)).then_some(service)
}

/// Whether a service is the same with a word beside it: not in `通所介護 地域密着型` and `訪問介護 ほか`.
fn stays(service: ServiceType, word: &str) -> bool {
    const AND_MORE: [&str; 4] = ["ほか", "他", "等", "など"];
    let is_as_before = || ServiceType::recognise(&format!("{service}（{word}）")) == Some(service);
    !AND_MORE.contains(&word) && is_as_before()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_taken_apart_only_where_every_part_is_one() {
        let codes = |text: &str| {
            joined(text).map(|services| services.iter().map(|service| service.code()).collect::<Vec<_>>())
        };
        for (text, wanted) in [
            ("訪問介護・通所介護", Some(vec!["11", "15"])),
            ("訪問看護及び介護予防訪問看護", Some(vec!["13", "63"])),
            ("訪問介護　通所介護＋居宅介護支援", Some(vec!["11", "15", "43"])),
            ("定期巡回・随時対応型訪問介護看護と訪問介護", None),
            ("居宅介護支援・訪問診療", None),
            ("訪問介護 A2", None),
            ("訪問介護・訪問介護", None),
        ] {
            assert_eq!(codes(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_sheet_of_one_file_among_several_tells_its_service() {
        for (name, wanted) in [
            ("①居宅介護支援", Some("43")),
            ("02_事業所一覧(R6.4.1)／①居宅介護支援", Some("43")),
            ("通所介護一覧(R6.4.1)", Some("15")),
            ("訪問介護／Sheet1", Some("11")),
            ("訪問介護／②通所介護", Some("15")),
            ("02_居宅介護支援事業所_最新", Some("43")),
            ("通所介護（地域密着型）", Some("78")),
            ("43：ケアマネジャーのいる事業所", Some("43")),
            ("430", Some("43")),
            ("11_事業所一覧", None),
            ("12_そのほか／Sheet1", None),
            ("訪問介護_通所介護", None),
            ("通所介護_R6／訪問介護", Some("11")),
            ("通所介護 地域密着型", None),
            ("訪問介護 ほか", None),
            ("訪問介護／総合事業", None),
        ] {
            assert_eq!(of_sheet(name).map(ServiceType::code), wanted, "{name}");
        }
    }
}
