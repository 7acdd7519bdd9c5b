//! Telephone and fax numbers that stand together in one cell, or behind an address.

use super::{
    field::{Field, heading_key},
    issue::Code,
    record::Reader,
};
use crate::{
    offices::Detail,
    phone::{Phone, PhoneError},
    text,
};
use unicode_normalization::UnicodeNormalization as _;

/// What a cell tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// The telephone number.
    pub(super) phone: Option<Phone>,
    /// The fax number.
    pub(super) fax: Option<Phone>,
    /// How many numbers besides are not taken.
    pub(super) more: usize,
}

/// What stands for the two words; no text holds them, for control characters are left out first.
const FAX: char = '\u{1}';
const TELEPHONE: char = '\u{2}';
/// How the two are called, as NFKC and upper case have it, the longer ones first.
const WORDS: [(&str, char); 10] = [
    ("ファクシミリ", FAX),
    ("ファックス", FAX),
    ("ファクス", FAX),
    ("FAX", FAX),
    ("📠", FAX),
    ("電話", TELEPHONE),
    ("TEL", TELEPHONE),
    ("☎", TELEPHONE),
    ("F", FAX),
    ("T", TELEPHONE),
];
/// Words that say that the fax has the number of the telephone.
const SAME: [&str; 9] = ["同じ", "同左", "同番", "同一", "同上", "兼用", "共用", "共通", "兼"];
/// What an address is followed by where a telephone stands behind it.
const BEHIND: [&str; 12] =
    ["TEL", "Tel", "tel", "ＴＥＬ", "電話", "℡", "☎", "FAX", "Fax", "ＦＡＸ", "ファックス", "℻"];
/// No number has fewer digits.
const DIGITS: usize = 9;

fn digits(text: &str) -> usize {
    text.chars().filter(|c| c.is_numeric()).count()
}

/// Whether a cell may tell a fax number beside the telephone.
fn names_a_fax(text: &str) -> bool {
    text.contains(['F', 'f', 'Ｆ', 'ｆ', 'フ', 'ﾌ', '℻', '📠'])
}

/// Whether a cell says no number but that it is that of the telephone.
fn says_the_same(text: &str) -> bool {
    digits(text) == 0 && SAME.iter().any(|word| text.contains(*word))
}

/// A number with the words in front of it.
#[derive(Default)]
struct Part {
    telephone: bool,
    fax: bool,
    text: String,
}

/// The parts of a cell, each behind the words that say what it is.
fn parts(text: &str) -> Vec<Part> {
    let flat: String = text.nfkc().filter(|c| !c.is_control() || matches!(c, '\n' | '\r')).collect();
    let flat = flat.to_ascii_uppercase().replace("番号", "");
    let marked = WORDS.iter().fold(flat, |flat, (word, mark)| flat.replace(*word, &mark.to_string()));
    let mut parts = Vec::new();
    let mut part = Part::default();
    for c in marked.chars() {
        if !matches!(c, FAX | TELEPHONE) {
            part.text.push(c);
            continue;
        }
        if part.text.chars().all(is_edge) {
            part.text.clear();
        } else {
            parts.push(std::mem::take(&mut part));
        }
        if c == FAX {
            part.fax = true;
        } else {
            part.telephone = true;
        }
    }
    parts.push(part);
    parts
}

/// What stands around numbers and belongs to none.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || "/、,;:・()<>〈〉[]【】|※.".contains(c)
}

/// The numbers of a part: one, or several that are whole each.
fn numbers(text: &str) -> Vec<&str> {
    let is_between = |c: char| c.is_whitespace() || "/、;,・".contains(c);
    let whole: Vec<&str> = text.split(is_between).filter(|piece| digits(piece) > 0).collect();
    if whole.iter().all(|piece| digits(piece) >= DIGITS) { whole } else { vec![text] }
}

/// A number among words that are none: `携帯090-1234-5678`, `090-1234-5678(管理者)`.
fn read(text: &str) -> Option<Phone> {
    let bare = text.trim_matches(is_edge);
    match Phone::parse(bare) {
        Ok(parsed) => Some(parsed.phone),
        Err(PhoneError::Several { first }) => Some(first),
        Err(PhoneError::Character(_)) => {
            Phone::parse(bare.trim_matches(|c: char| !c.is_ascii_digit())).ok().map(|parsed| parsed.phone)
        }
        Err(
            PhoneError::Missing | PhoneError::TooShort(_) | PhoneError::TooLong(_) | PhoneError::Beginning,
        ) => None,
    }
}

/// What a cell tells. Of two numbers without a word the second is the fax only where the heading names both.
pub(super) fn tell(text: &str, names_both: bool) -> Told {
    let mut told = Told::default();
    let mut same = false;
    for part in parts(text) {
        let says_same = SAME.iter().any(|word| part.text.contains(*word));
        let is_both = part.fax && part.telephone;
        if digits(&part.text) == 0 {
            same |= (part.fax && says_same) || (is_both && part.text.chars().all(is_edge));
            continue;
        }
        same |= is_both || (part.fax && says_same);
        let is_fax = part.fax && !is_both;
        for number in numbers(&part.text) {
            let is_second = names_both && !part.telephone && told.phone.is_some();
            let place = if is_fax || is_second { &mut told.fax } else { &mut told.phone };
            match read(number) {
                Some(number) if place.is_none() => *place = Some(number),
                Some(_) | None => told.more += 1,
            }
        }
    }
    if same && told.fax.is_none() {
        told.fax.clone_from(&told.phone);
    }
    told
}

/// The address in front of a telephone or fax number, and what stands behind it.
fn behind_an_address(address: &str, names_a_number: bool) -> Option<(&str, &str)> {
    let named = BEHIND.iter().filter_map(|word| address.find(*word)).min();
    let at = named.or_else(|| {
        // Without a word only where the heading names a number, too.
        let begins = |(at, c): &(usize, char)| {
            let is_number = |text| matches!(Phone::parse(text), Ok(_) | Err(PhoneError::Several { .. }));
            c.is_whitespace() && is_number(&address[*at..])
        };
        if names_a_number { address.char_indices().find(begins).map(|(at, _)| at) } else { None }
    })?;
    let (front, rest) = address.split_at(at);
    let front = front.trim_end_matches(|c: char| c.is_whitespace() || "(（/／・、,".contains(c));
    (!front.is_empty() && digits(rest) >= DIGITS).then_some((front, rest))
}

impl Reader<'_> {
    /// Whether the heading of a field names a telephone or a fax besides.
    fn heading_names(&self, field: Field, words: &[&str]) -> bool {
        let column = self.table.columns.iter().find(|column| column.field == Some(field));
        let key = column.map(|column| heading_key(&column.heading)).unwrap_or_default();
        words.iter().any(|word| key.contains(*word))
    }

    /// What the cell of the telephone tells where it may tell of a fax, too.
    fn beside_the_telephone(&self) -> Option<Told> {
        let field = Field::Detail(Detail::Phone);
        let cell = self.cell(field)?;
        let names_both = || self.heading_names(field, &["fax", "ファ"]);
        // A number alone needs no further look; nearly all are such.
        if cell.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return None;
        }
        if names_a_fax(&cell.text) || names_both() { Some(tell(&cell.text, names_both())) } else { None }
    }

    /// The address without the numbers behind it, and what those tell; only where no cell of its own has the telephone.
    pub(super) fn behind_the_address(&self) -> Option<(String, Told)> {
        if self.cell(Field::Detail(Detail::Phone)).is_some() {
            return None;
        }
        let field = Field::Detail(Detail::Address);
        let address = text::tidy_name(&self.cell(field)?.text);
        let names_a_number = self.heading_names(field, &["電話", "tel", "連絡先"]);
        let (front, rest) = behind_an_address(&address, names_a_number)?;
        let told = tell(rest, false);
        (told.phone.is_some() || told.fax.is_some()).then(|| (front.to_owned(), told))
    }

    /// 電話番号: of its own cell, or behind the address.
    pub(super) fn phone(&mut self) -> Option<Phone> {
        let field = Field::Detail(Detail::Phone);
        let Some(cell) = self.cell(field) else {
            let behind = self.behind_the_address().and_then(|(_, told)| told.phone);
            if let Some(phone) = &behind {
                self.note_found_in(field, Detail::Address, phone);
            } else if self.table.column(field).is_some() {
                self.note(Code::PhoneMissing, field, None);
            }
            return behind;
        };
        let parsed = Phone::parse(&cell.text);
        let told = match self.beside_the_telephone() {
            Some(told) => told,
            None if matches!(parsed, Err(PhoneError::Character(_))) => tell(&cell.text, false),
            None => return self.phone_of(field, parsed),
        };
        let shown = told.phone.as_ref().map(ToString::to_string);
        match &told {
            Told { phone: Some(_), more: 0, .. } => self.note(Code::PhoneReformatted, field, shown),
            Told { phone: Some(_), .. } => self.note(Code::PhoneSeveral, field, shown),
            Told { phone: None, fax: Some(_), .. } => self.note(Code::PhoneMissing, field, None),
            Told { phone: None, fax: None, .. } => return self.phone_of(field, parsed),
        }
        told.phone
    }

    /// FAX番号: of its own cell, or beside the telephone, or behind the address.
    pub(super) fn fax(&mut self) -> Option<Phone> {
        let field = Field::Detail(Detail::Fax);
        let telephone = Field::Detail(Detail::Phone);
        if let Some(cell) = self.cell(field) {
            let same = if says_the_same(&cell.text) { self.cell(telephone) } else { None };
            let Some(same) = same.and_then(|cell| read(&cell.text)) else {
                return self.phone_of(field, Phone::parse(&cell.text));
            };
            self.note_found_in(field, Detail::Fax, &same);
            return Some(same);
        }
        if let Some(fax) = self.beside_the_telephone().and_then(|told| told.fax) {
            self.note_found_in(field, Detail::Phone, &fax);
            return Some(fax);
        }
        let fax = self.behind_the_address().and_then(|(_, told)| told.fax)?;
        self.note_found_in(field, Detail::Address, &fax);
        Some(fax)
    }

    /// Notes that a number was found in the cell of something else, or by words.
    fn note_found_in(&mut self, field: Field, place: Detail, number: &Phone) {
        if let Some(spot) = self.table.spot(Field::Detail(place)) {
            self.note_in(Code::NumberAmongWords, field, spot, Some(number.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_and_fax_in_one_cell_are_told_apart() {
        let (phone, fax) = ("0982-11-2222", "0982-11-3333");
        for (text, wanted) in [
            ("0982-11-2222 FAX 0982-11-3333", (Some(phone), Some(fax), 0)),
            ("TEL 0982-11-2222\nFAX 0982-11-3333", (Some(phone), Some(fax), 0)),
            ("電話：0982-11-2222／ファックス：0982-11-3333", (Some(phone), Some(fax), 0)),
            ("0982-11-2222(F)0982-11-3333", (Some(phone), Some(fax), 0)),
            ("Ｔ 0982-11-2222　Ｆ 0982-11-3333", (Some(phone), Some(fax), 0)),
            ("℡0982-11-2222 ℻0982-11-3333", (Some(phone), Some(fax), 0)),
            ("0982-11-2222〈FAX番号〉0982-11-3333", (Some(phone), Some(fax), 0)),
            ("FAX 0982-11-3333", (None, Some(fax), 0)),
            ("FAX：なし TEL：0982-11-2222", (Some(phone), None, 0)),
            ("TEL/FAX 0982-11-2222", (Some(phone), Some(phone), 0)),
            ("0982-11-2222（FAX兼用）", (Some(phone), Some(phone), 0)),
            ("0982-11-2222（代）内線12 FAX同じ", (Some(phone), Some(phone), 0)),
            ("0982-11-2222 FAX 0982-11-3333 携帯090-1111-2222", (Some(phone), Some(fax), 1)),
            ("0982-11-2222 FAX 11-3333", (Some(phone), None, 1)),
            ("0982-11-2222（管理者）", (Some(phone), None, 0)),
            ("☎0982-11-2222", (Some(phone), None, 0)),
            ("", (None, None, 0)),
        ] {
            let Told { phone, fax, more } = tell(text, false);
            let read = (phone.as_ref().map(Phone::as_str), fax.as_ref().map(Phone::as_str), more);
            assert_eq!(read, wanted, "{text}");
        }
    }

    #[test]
    fn the_second_of_two_numbers_is_the_fax_only_where_the_heading_says_so() {
        for text in ["0982-11-2222\n0982-11-3333", "0982-11-2222 / 0982-11-3333"] {
            let fax = |names_both| tell(text, names_both).fax.map(|fax| fax.to_string());
            assert_eq!(fax(true).as_deref(), Some("0982-11-3333"), "{text}");
            assert_eq!((fax(false), tell(text, false).more), (None, 1), "{text}");
        }
    }

    #[test]
    fn numbers_behind_an_address_are_no_part_of_it() {
        let address = "みどり野市ひかり町1-2-3";
        for (text, names_a_number, rest) in [
            ("みどり野市ひかり町1-2-3 TEL 0741-00-1001", false, Some("TEL 0741-00-1001")),
            ("みどり野市ひかり町1-2-3（電話0741-00-1001）", false, Some("電話0741-00-1001）")),
            ("みどり野市ひかり町1-2-3 0741-00-1001", true, Some("0741-00-1001")),
            ("みどり野市ひかり町1-2-3 0741-00-1001", false, None),
            ("みどり野市ひかり町1-2-3 電話局前ビル2階", true, None),
        ] {
            let found = behind_an_address(text, names_a_number);
            assert_eq!(
                found.map(|(front, rest)| (front, rest.trim())),
                rest.map(|rest| (address, rest)),
                "{text}"
            );
        }
    }
}
