//! What a column holds, judged by what stands in it.

use super::field::Field;
use crate::{
    corporate_number::CorporateNumber,
    email::Email,
    office_number::{OfficeNumber, OfficeNumberError},
    offices::Detail,
    phone::Phone,
    postal_code::PostalCode,
    service_type::ServiceType,
    text::{Repair, normalise_code},
    wareki,
};
use unicode_normalization::UnicodeNormalization;

/// Fields that are proposed by content alone, those with the strictest form first.
pub const BY_CONTENT: [Field; 8] = [
    Field::OfficeNumber,
    Field::Detail(Detail::CorporateNumber),
    Field::Detail(Detail::Email),
    Field::Detail(Detail::PostalCode),
    Field::Detail(Detail::Phone),
    Field::Service,
    Field::Detail(Detail::DesignatedOn),
    Field::Detail(Detail::Address),
];

/// Words in a heading that say that the column is about something else than its content looks like.
const SOMETHING_ELSE: [&str; 25] = [
    "期限",
    "満了",
    "更新",
    "廃止",
    "休止",
    "予定",
    "終了",
    "有効",
    "携帯",
    "内線",
    "緊急",
    "夜間",
    "代表者",
    "管理者",
    "法人住所",
    "法人所在地",
    "法人電話",
    "申請者",
    "開設者",
    "設置者",
    "本社",
    "本部",
    "確認",
    "no",
    "受付",
];

/// How many of the values look like a field, in hundredths; nothing for fields without a form of their own.
pub fn agreement<'a>(field: Field, values: impl Iterator<Item = &'a str>) -> Option<usize> {
    let looks_like = form(field)?;
    let (good, all) =
        values.fold((0, 0), |(good, all), value| (good + usize::from(looks_like(value)), all + 1));
    (all > 0).then(|| good * 100 / all)
}

/// True when a column may be proposed for a field by its content although its heading does not say so.
pub fn may_be(field: Field, heading: &str) -> bool {
    let key = super::field::heading_key(heading);
    let is_other = SOMETHING_ELSE.iter().any(|word| key.contains(word));
    let names_a_day = key.is_empty() || ["日", "指定", "開設", "開始"].iter().any(|word| key.contains(word));
    match field {
        Field::OfficeNumber => true,
        Field::Detail(Detail::DesignatedOn) => !is_other && names_a_day,
        _ => !is_other,
    }
}

/// True for what stands where a record begins: the number of an office, also one that lost its zero. With hyphens it
/// must be sound in every way, for a telephone number has ten digits too.
pub fn begins_a_record(text: &str) -> bool {
    match OfficeNumber::parse(text) {
        Ok(parsed) => !parsed.repairs.contains(&Repair::Separators) || parsed.warnings.is_empty(),
        Err(OfficeNumberError::LeadingZeroLost { .. }) => text.bytes().all(|byte| byte.is_ascii_digit()),
        Err(_) => false,
    }
}

/// The number of an office among other words: `№2970999013`, `2970999013（訪問介護）`. It must be the only one and sound in
/// every way.
pub fn number_within(text: &str) -> Option<OfficeNumber> {
    let flat: String = text.replace('№', " ").nfkc().collect();
    let words = flat.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() >= 9);
    let mut words = words.map(|word| OfficeNumber::parse(word).ok().filter(|read| read.warnings.is_empty()));
    match (words.next(), words.next()) {
        (Some(read), None) => read.map(|read| read.number),
        _ => None,
    }
}

/// The number of an office that stands beside its name, and the name without it: `ひだまり（2970999013）`.
pub fn number_beside(name: &str) -> Option<(OfficeNumber, String)> {
    let number = number_within(name)?;
    let is_of_it =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    let mut runs = name.split(|c: char| !is_of_it(c));
    let run = runs.find(|run| OfficeNumber::parse(run).is_ok_and(|read| read.number == number))?;
    let (front, rest) = name.split_once(run)?;
    let front = front.trim_end().trim_end_matches(['(', '（', '[', '［', '【', ':', '：', '№', '/', '・']);
    let rest = rest.trim_start().trim_start_matches([')', '）', ']', '］', '】', ':', '：', '/', '・']);
    let parts = [front.trim(), rest.trim()].into_iter().filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some((number, name))
}

/// What a mark in the column of a service means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The service is offered.
    Yes,
    /// It is not.
    No,
}

/// Reads a mark; nothing for text that is none.
pub fn mark(text: &str) -> Option<Mark> {
    let flat: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    match flat.as_str() {
        "○" | "◯" | "●" | "〇" | "◎" | "⭕" | "✓" | "✔" | "☑" | "レ" | "1" | "有" | "あり" | "v" | "V"
        | "o" | "O" => Some(Mark::Yes),
        "" | "×" | "✕" | "✗" | "☐" | "-" | "ー" | "―" | "−" | "0" | "無" | "なし" => {
            Some(Mark::No)
        }
        // The day from which it is offered stands there, too.
        day if wareki::parse_date(day).is_ok() => Some(Mark::Yes),
        _ => None,
    }
}

fn form(field: Field) -> Option<fn(&str) -> bool> {
    Some(match field {
        Field::OfficeNumber => {
            |text| OfficeNumber::parse(text).is_ok_and(|parsed| parsed.warnings.is_empty())
        }
        Field::Detail(Detail::CorporateNumber) => {
            |text| CorporateNumber::parse(text).is_ok_and(|parsed| parsed.expected_check_digit.is_none())
        }
        Field::Detail(Detail::Email) => |text| Email::parse(text).is_ok(),
        Field::Detail(Detail::PostalCode) => |text| {
            // Seven digits alone are also the numbers of many other things.
            let is_written_as_one = normalise_code(text).contains('-') || text.contains('〒');
            is_written_as_one && PostalCode::parse(text).is_ok()
        },
        Field::Detail(Detail::Phone | Detail::Fax) => |text| Phone::parse(text).is_ok(),
        Field::Service => |text| {
            let parts = text.split([';', '、', ',', '\n', '/']);
            parts.map(str::trim).filter(|part| !part.is_empty()).all(is_named_service)
        },
        Field::Detail(Detail::DesignatedOn) => |text| wareki::parse_date(text).is_ok(),
        Field::Detail(Detail::Address) => looks_like_an_address,
        _ => return None,
    })
}

/// A service by its name; two digits alone are anything.
fn is_named_service(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && ServiceType::recognise(text).is_some()
}

fn looks_like_an_address(text: &str) -> bool {
    let flat: String = text.nfkc().collect();
    let Some(place) = flat.find(['都', '道', '府', '県', '市', '区', '町', '村', '郡']) else {
        return false;
    };
    let number = flat[place..].find(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    place > 0
        && number.is_some()
        && (flat.contains('-')
            || flat.contains(['番', '丁', '地'])
            || flat.ends_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_look_like_what_they_are_and_nothing_else() {
        for (value, name) in [
            ("2970999013", "office_number"),
            ("8999999000001", "corp_number"),
            ("info@example.jp", "email"),
            ("000-0101", "postal_code"),
            ("0741-00-1001", "phone"),
            ("通所介護（デイサービス）", "service"),
            ("R6.4.1", "designated_on"),
            ("みどり野市ひかり町1-2-3", "address"),
        ] {
            let found: Vec<_> = BY_CONTENT
                .into_iter()
                .filter(|field| agreement(*field, std::iter::once(value)) == Some(100))
                .map(Field::name)
                .collect();
            assert_eq!(found, [name], "{value}");
        }
        for nothing in ["12", "居宅介護支援事業所ひだまり", "月;火;水", "備考", "43"] {
            assert!(
                BY_CONTENT.into_iter().all(|field| agreement(field, std::iter::once(nothing)) == Some(0)),
                "{nothing}"
            );
        }
    }

    #[test]
    fn a_heading_that_says_otherwise_is_believed() {
        assert!(!may_be(Field::Detail(Detail::DesignatedOn), "有効期限"));
        assert!(!may_be(Field::Detail(Detail::DesignatedOn), "担当"));
        assert!(may_be(Field::Detail(Detail::DesignatedOn), ""));
        assert!(!may_be(Field::Detail(Detail::Phone), "管理者携帯"));
        assert!(may_be(Field::Detail(Detail::Phone), "でんわ"));
    }

    #[test]
    fn a_number_is_found_among_words_where_no_other_can_be_meant() {
        for text in ["番号：２９７０９９９０１３", "2970999013（訪問介護）", "№2970999013"]
        {
            let found = number_within(text).map(|number| number.to_string());
            assert_eq!(found.as_deref(), Some("2970999013"), "{text}");
        }
        for text in ["2970999013 / 2970999021", "№2970999014", "X2970999013", "未定", "0741001016123"] {
            assert_eq!(number_within(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_beside_a_name_is_no_part_of_it() {
        for text in [
            "ひだまり（2970999013）",
            "2970999013　ひだまり",
            "ひだまり ２９７０９９９０１３",
            "№2970999013：ひだまり",
        ] {
            let found = number_beside(text).map(|(number, name)| (number.to_string(), name));
            assert_eq!(found, Some(("2970999013".to_owned(), "ひだまり".to_owned())), "{text}");
        }
        for text in ["ひだまり", "2970999013", "ひだまり（2970999014）", "ひだまり24"] {
            assert_eq!(number_beside(text), None, "{text}");
        }
    }

    #[test]
    fn marks_of_every_kind_are_read() {
        for yes in ["○", "◯", "●", "〇", "✓", "レ", "ﾚ", "１", " ○ ", "H12. 4. 1", "R6.4.1"] {
            assert_eq!(mark(yes), Some(Mark::Yes), "{yes}");
        }
        for no in ["", "×", "－", "0", "無"] {
            assert_eq!(mark(no), Some(Mark::No), "{no}");
        }
        for nothing in ["準備中", "H12.4.1廃止", "12"] {
            assert_eq!(mark(nothing), None, "{nothing}");
        }
    }
}
