//! Numbers, dates and telephones of a row. What cannot be read is left out with a word; the raw cell is kept.

use super::{
    address_parts::postal_code_in_front,
    field::Field,
    issue::{Code, Level},
    record::Reader,
    workbook::CellKind,
};
use crate::{
    corporate_number::{CorporateNumber, CorporateNumberError},
    email::Email,
    municipality_code::{self, MunicipalityCode},
    offices::Detail,
    phone::{self, Phone, PhoneError},
    postal_code::{PostalCode, PostalCodeError},
    text::{Repair, normalise_code},
    wareki::{self, DateError, DateNote, ParsedDate},
};
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

/// The municipality of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadMunicipality {
    /// The code as it stands.
    pub code: MunicipalityCode,
    /// The code with a good check digit, where another stands.
    pub corrected: Option<MunicipalityCode>,
}

/// The day of a serial number whose cell lost its date format. In a text it must be of our time: five digits from
/// 20000 (1954) to 59999 (2064).
fn serial(text: &str, kind: CellKind) -> Option<NaiveDate> {
    let code = normalise_code(text);
    let is_of_our_time = code.len() == 5
        && code.bytes().all(|digit| digit.is_ascii_digit())
        && ("2".."6").contains(&code.as_str());
    if kind != CellKind::Number && !is_of_our_time {
        return None;
    }
    wareki::from_excel_serial(code.parse().ok()?, false).ok()
}

/// The day before what is written behind it: `平成12年4月1日（みなし）`, `平成12年4月1日指定`, `H12.4.1～`, or the first of several
/// lines.
fn before_a_remark(text: &str) -> Option<ParsedDate> {
    const WORDS: [&str; 4] = ["指定", "開設", "から", "より"];
    let words = WORDS.iter().filter_map(|word| text.find(*word));
    let end = words.chain(text.find(['(', '（', '~', '～', '〜', '\n', '\r'])).min()?;
    let date = wareki::parse_date(&text[..end]).ok()?.date;
    Some(ParsedDate { date, note: Some(DateNote::Rewritten) })
}

/// The day whose numbers are written in kanji: `平成二十年四月一日`.
fn in_kanji(text: &str) -> Option<ParsedDate> {
    let mut plain = String::with_capacity(text.len());
    for part in text.split_inclusive(['年', '月', '日']) {
        let Some(begin) = part.find(|c: char| kanji_digit(c).is_some() || c == '十') else {
            plain.push_str(part);
            continue;
        };
        let (front, numerals) = part.split_at(begin);
        let unit = numerals.chars().next_back().filter(|c| matches!(c, '年' | '月' | '日'))?;
        let number = kanji_number(numerals.trim_end_matches(unit))?;
        plain.push_str(front);
        plain.push_str(&number.to_string());
        plain.push(unit);
    }
    let date = wareki::parse_date(&plain).ok()?.date;
    Some(ParsedDate { date, note: Some(DateNote::Rewritten) })
}

/// `二十`, `十一`, `二〇〇八`.
fn kanji_number(text: &str) -> Option<u32> {
    let digits = |text: &str| text.chars().try_fold(0, |sum: u32, c| Some(sum * 10 + kanji_digit(c)?));
    match text.split_once('十') {
        Some((tens, ones)) if tens.chars().count() <= 1 && ones.chars().count() <= 1 => {
            let tens = if tens.is_empty() { 1 } else { digits(tens)? };
            Some(tens * 10 + digits(ones)?)
        }
        None if text.chars().count() <= 4 => digits(text),
        Some(_) | None => None,
    }
}

fn kanji_digit(c: char) -> Option<u32> {
    let mut numerals = (0..).zip("〇一二三四五六七八九".chars());
    numerals.find(|(_, numeral)| *numeral == c).map(|(digit, _)| digit)
}

/// The first address among other words; nothing where one that stands there is none.
fn first_address(text: &str) -> Option<Email> {
    let flat: String = text.nfkc().collect();
    // Spaces around the sign belong to nobody.
    let flat = flat.split('@').map(str::trim).collect::<Vec<_>>().join("@");
    // A letter with an accent may be a slip of the pen: what stands around it is no address then.
    let is_between = |c: char| c.is_whitespace() || c > '\u{24F}' || "<>()[],;:/\"'".contains(c);
    let words = flat.split(is_between).filter(|word| word.contains('@'));
    let found: Vec<Email> = words.map(Email::parse).collect::<Result<_, _>>().ok()?;
    found.into_iter().next()
}

/// How many places a text in its plain form tells: `20`, `20名`, `定員1,200人（うち短期5人）`, `1単位20名`. Where more than one
/// number could be meant, as in `2単位20名` and `10~19`, a person decides.
fn places(code: &str) -> Option<u32> {
    const UNITS: [&str; 8] = ["", "人", "名", "床", "人以下", "名以下", "人/日", "名/日"];
    let bare = code.split_once('(').map_or(code, |(front, _)| front);
    let bare = bare.strip_prefix("登録").or_else(|| bare.strip_prefix("利用")).unwrap_or(bare);
    let bare = bare.trim_start_matches("定員").trim_start_matches(':');
    let (first, rest) = leading_number(bare)?;
    let of_one = ["単位", "ユニット"].iter().find_map(|part| rest.strip_prefix(part));
    let (count, unit) = match of_one {
        Some(rest) if first == 1 => leading_number(rest)?,
        Some(_) | None => (first, rest),
    };
    UNITS.contains(&unit).then_some(count)
}

/// The number at the beginning, also one with commas or written as `20.0`, and what follows it.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    if digits.split(',').skip(1).any(|group| group.len() != 3) {
        return None;
    }
    let number = digits.replace(',', "").parse().ok()?;
    Some((number, rest.strip_prefix(".0").map_or(rest, |rest| rest.trim_start_matches('0'))))
}

impl Reader<'_> {
    /// The municipality code of the row, if the table has a column for it.
    pub fn municipality(&mut self) -> Option<ReadMunicipality> {
        let field = Field::Detail(Detail::Municipality);
        let cell = self.cell(field)?;
        let Ok(parsed) = MunicipalityCode::parse(&cell.text) else {
            self.note(Code::MunicipalityCodeUnusable, field, None);
            return None;
        };
        let corrected = parsed.warnings.iter().find_map(|warning| match warning {
            municipality_code::Warning::CheckDigit { corrected } => Some(*corrected),
            municipality_code::Warning::UnknownPrefecture => None,
        });
        Some(ReadMunicipality { code: parsed.code, corrected })
    }

    pub(super) fn corporate_number(&mut self) -> Option<CorporateNumber> {
        let field = Field::Detail(Detail::CorporateNumber);
        let cell = self.cell(field)?;
        match CorporateNumber::parse(&cell.text) {
            Ok(parsed) => {
                if parsed.expected_check_digit.is_some() {
                    self.note(Code::CorpNumberCheckDigit, field, None);
                }
                Some(parsed.number)
            }
            Err(CorporateNumberError::Missing) => None,
            Err(CorporateNumberError::CheckDigitMissing { proposal }) => {
                self.note(Code::CorpNumberUnusable, field, Some(proposal.to_string()));
                None
            }
            Err(
                CorporateNumberError::Rounded
                | CorporateNumberError::Length(_)
                | CorporateNumberError::Character(_),
            ) => {
                self.note(Code::CorpNumberUnusable, field, None);
                None
            }
        }
    }

    pub(super) fn postal_code(&mut self) -> Option<PostalCode> {
        let field = Field::Detail(Detail::PostalCode);
        let Some(cell) = self.cell(field) else {
            let address = self.cell(Field::Detail(Detail::Address))?;
            return Some(postal_code_in_front(&address.text)?.0);
        };
        match PostalCode::parse(&cell.text) {
            Ok(code) => Some(code),
            Err(PostalCodeError::LeadingZeroLost { proposal }) => {
                self.note(Code::PostalCodeUnusable, field, Some(proposal.to_string()));
                Some(proposal)
            }
            Err(PostalCodeError::Missing) => None,
            Err(PostalCodeError::Length(_) | PostalCodeError::Character(_)) => {
                self.note(Code::PostalCodeUnusable, field, None);
                None
            }
        }
    }

    /// A number as it was read from the field's own cell, with a word about how it is written.
    pub(super) fn phone_of(
        &mut self,
        field: Field,
        read: Result<phone::Parsed, PhoneError>,
    ) -> Option<Phone> {
        let is_fax = field == Field::Detail(Detail::Fax);
        match read {
            Ok(parsed) => {
                let shown = Some(parsed.phone.to_string());
                let written = self.cell(field).map_or("", |cell| cell.text.as_str());
                if is_fax {
                } else if parsed.repairs.contains(&Repair::LeadingZero) {
                    self.note(Code::PhoneLeadingZeroLost, field, shown);
                } else if written != parsed.phone.as_str() {
                    self.note(Code::PhoneReformatted, field, shown);
                }
                Some(parsed.phone)
            }
            Err(PhoneError::Missing) => {
                if !is_fax {
                    self.note(Code::PhoneMissing, field, None);
                }
                None
            }
            Err(PhoneError::Several { first }) => {
                self.note(Code::PhoneSeveral, field, Some(first.to_string()));
                Some(first)
            }
            Err(
                PhoneError::TooShort(_)
                | PhoneError::TooLong(_)
                | PhoneError::Beginning
                | PhoneError::Character(_),
            ) => {
                self.note(if is_fax { Code::FaxUnusable } else { Code::PhoneUnusable }, field, None);
                None
            }
        }
    }

    /// メールアドレス: the one that stands there, also among other words, or the first of several.
    pub(super) fn email(&mut self) -> Option<Email> {
        const NONE: [&str; 9] = ["なし", "無し", "無", "ナシ", "不明", "-", "－", "―", "ー"];
        let field = Field::Detail(Detail::Email);
        let cell = self.cell(field)?;
        if NONE.contains(&cell.text.trim()) {
            return None;
        }
        if let Ok(email) = Email::parse(&cell.text) {
            return Some(email);
        }
        let found = first_address(&cell.text);
        let code = if found.is_some() { Code::EmailAmongWords } else { Code::EmailUnusable };
        self.note(code, field, found.as_ref().map(ToString::to_string));
        found
    }

    pub(super) fn capacity(&mut self) -> Option<u32> {
        let field = Field::Detail(Detail::Capacity);
        let cell = self.cell(field)?;
        let capacity = places(&normalise_code(&cell.text)).filter(|capacity| (1..100_000).contains(capacity));
        if capacity.is_none() {
            self.note(Code::CapacityUnknown, field, None);
        }
        capacity
    }

    pub(super) fn date(&mut self, detail: Detail) -> Option<NaiveDate> {
        let field = Field::Detail(detail);
        let cell = self.cell(field)?;
        let (text, kind) = (cell.text.clone(), cell.kind);
        self.date_of(field, &text, kind)
    }

    /// The day that a text means, with a word about how it is written.
    pub(super) fn date_of(&mut self, field: Field, text: &str, kind: CellKind) -> Option<NaiveDate> {
        if let CellKind::Date(day) = kind {
            return Some(day);
        }
        let parsed = wareki::parse_date(text);
        match parsed.or_else(|error| before_a_remark(text).or_else(|| in_kanji(text)).ok_or(error)) {
            Ok(parsed) => {
                if parsed.note.is_some() {
                    self.note(Code::DateReformatted, field, Some(parsed.date.to_string()));
                }
                Some(parsed.date)
            }
            Err(DateError::EraEnded { suggestion, .. } | DateError::EraNotBegun { suggestion, .. }) => {
                self.note(Code::DateEraOverflow, field, Some(suggestion.to_string()));
                Some(suggestion)
            }
            Err(DateError::WeekdayDiffers { date }) => {
                self.note(Code::DateReformatted, field, Some(date.to_string()));
                Some(date)
            }
            Err(DateError::Missing) => None,
            Err(
                DateError::Form
                | DateError::EraMissing { .. }
                | DateError::YearMissing
                | DateError::DayMissing
                | DateError::NoSuchMonth(_)
                | DateError::NoSuchDay { .. }
                | DateError::OutOfRange(_)
                | DateError::Serial,
            ) => {
                let day = serial(text, kind);
                let code = if day.is_some() { Code::DateReformatted } else { Code::DateUnusable };
                self.note(code, field, day.map(|day| day.to_string()));
                day
            }
        }
    }

    /// The worst level of what was noted.
    pub fn worst(&self) -> Option<Level> {
        self.issues.iter().map(|issue| issue.level).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_whatever_is_written_behind_it() {
        for text in [
            "平成12年4月1日（みなし）",
            "2000.4.1～",
            "H12.4.1\nH18.4.1",
            "2000-04-01(旧)",
            "平成12年4月1日指定（更新）",
        ] {
            let day = before_a_remark(text).map(|parsed| parsed.date.to_string());
            assert_eq!(day, Some("2000-04-01".into()), "{text}");
        }
        for text in ["～H12.4.1", "平成12年4月（みなし）", "H12.4.1"] {
            assert_eq!(before_a_remark(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_read_in_kanji() {
        let read = |text| in_kanji(text).map(|parsed| parsed.date.to_string());
        for (text, day) in [
            ("平成二十年四月一日", "2008-04-01"),
            ("令和元年十二月三十一日", "2019-12-31"),
            ("二〇〇八年十月十日", "2008-10-10"),
        ] {
            assert_eq!(read(text), Some(day.into()), "{text}");
        }
        for text in
            ["平成二十年四月", "平成二十二十年四月一日", "四月一日", "第一", "平成20年4月1日に一部変更"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_address_among_other_words_is_taken_and_no_other_guessed() {
        let read = |text| first_address(text).map(|email| email.to_string());
        for text in [
            "info@example.jp;b@example.jp",
            "担当 <info@example.jp>",
            "ｉｎｆｏ＠example.jp（代表）",
            "info @ example.jp",
            "info@example.jp/b@example.jp",
            "メール：info@example.jp",
        ] {
            assert_eq!(read(text), Some("info@example.jp".into()), "{text}");
        }
        for text in
            ["info@example", "mañinfo@example.jp", "info@a@example.jp", "info@example.jp b@c", "info(at)a.jp"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn places_are_read_only_where_one_number_can_be_meant() {
        for (text, wanted) in [
            ("20", Some(20)),
            ("２０名", Some(20)),
            ("20.0", Some(20)),
            ("1,200人", Some(1_200)),
            ("20（うち短期5）", Some(20)),
            ("登録定員：29人", Some(29)),
            ("1単位20名", Some(20)),
            ("0", Some(0)),
            ("2ユニット18名", None),
            ("10～19", None),
            ("20+5", None),
            ("1,20", None),
            ("午前10名・午後10名", None),
            ("なし", None),
        ] {
            assert_eq!(places(&normalise_code(text)), wanted, "{text}");
        }
    }
}
