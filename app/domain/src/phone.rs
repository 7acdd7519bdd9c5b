//! 電話番号: kept as digits grouped by hyphens, however it was written.
//!
//! Lists hold full-width digits, brackets, dots, seven kinds of hyphen, labels and numbers that lost their
//! leading zero. What cannot be a Japanese number is an error; whether it is in service nobody can tell.

mod areas;

use crate::text::{Repair, code_repairs, normalise_code};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use thiserror::Error;

/// A Japanese telephone or fax number: `0741-00-1016`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// A telephone number with what was put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The number.
    pub phone: Phone,
    /// Silently put right.
    pub repairs: Vec<Repair>,
    /// What stood behind the number, such as an extension, and is not part of it.
    pub rest: Option<String>,
}

/// Why a text is not a telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// Nothing was typed, or only a dash or なし.
    #[error("no telephone number")]
    Missing,
    /// Fewer digits than any number has.
    #[error("{0} digits are too few")]
    TooShort(usize),
    /// More digits than any number has.
    #[error("{0} digits are too many")]
    TooLong(usize),
    /// Ten or eleven digits that begin like no number.
    #[error("no number begins like this")]
    Beginning,
    /// A character that does not belong to a number.
    #[error("unexpected character {0:?}")]
    Character(char),
    /// More than one number.
    #[error("more than one number")]
    Several {
        /// The first of them.
        first: Phone,
    },
}

impl Phone {
    /// Reads a number as people type and paste it.
    pub fn parse(typed: &str) -> Result<Parsed, PhoneError> {
        if is_as_kept(typed) {
            let repairs = vec![Repair::Separators];
            return Ok(Parsed { phone: Self(typed.to_owned()), repairs, rest: None });
        }
        let is_whole = |line: &str| line.chars().filter(|c| c.is_numeric()).count() >= 9;
        if let Some((first, second)) = typed.trim().split_once(['\n', '\r'])
            && is_whole(first)
            && is_whole(second)
        {
            let first = Self::parse(first)?.phone;
            return Err(PhoneError::Several { first });
        }
        let code = normalise_code(typed);
        let mut repairs = code_repairs(typed);
        let (code, rest) = without_labels(&code, &mut repairs);
        let digits_of = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
        if let Some((first, second)) = code.split_once(['/', '、', ';', '・'])
            && digits_of(second) >= 9
        {
            let first = Self::parse(first)?.phone;
            return Err(PhoneError::Several { first });
        }
        // Of a second number only the end where it differs: `0741-00-1016・1017`.
        if let Some((first, second)) = code.split_once(['/', '、', ';', '・', ',', '~'])
            && digits_of(first) >= 9
            && digits_of(second) > 0
        {
            let first = Self::parse(first)?.phone;
            return Err(PhoneError::Several { first });
        }
        let code = match code.strip_prefix("+81").or_else(|| code.strip_prefix("0081")) {
            Some(national) => {
                repairs.push(Repair::CountryCode);
                let national = national.replacen("(0)", "", 1);
                let national = national.trim_start_matches('-');
                if national.starts_with('0') { national.to_owned() } else { format!("0{national}") }
            }
            None => code,
        };
        let mut groups = groups(&code)?;
        let mut digits = groups.concat();
        if digits.is_empty() {
            return Err(PhoneError::Missing);
        }
        if lost_its_zero(&digits) {
            repairs.push(Repair::LeadingZero);
            digits.insert(0, '0');
            if let Some(first) = groups.first_mut() {
                first.insert(0, '0');
            }
        }
        check(&digits)?;
        let phone = Self(if is_sensible(&groups) { groups.join("-") } else { grouped(&digits) });
        Ok(Parsed { phone, repairs, rest })
    }

    /// The number with its hyphens.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits alone, by which two spellings are compared.
    pub fn digits(&self) -> String {
        self.0.chars().filter(char::is_ascii_digit).collect()
    }
}

/// Takes away `TEL`, `（代）` and the like, and what follows 内線, or FAX behind a number; names that mean "none" leave nothing.
fn without_labels(code: &str, repairs: &mut Vec<Repair>) -> (String, Option<String>) {
    const FRONT: [&str; 12] =
        ["TEL", "Tel", "tel", "FAX", "Fax", "fax", "電話番号", "電話", "代表", "(代)", "℡", ":"];
    const BACK: [&str; 7] = ["(代表)", "(代)", "(直通)", "代表", "代", "(", "※"];
    const NONE: [&str; 6] = ["なし", "無し", "無", "ナシ", "未設置", "不明"];
    let fax = code.find("FAX").filter(|at| code[..*at].contains(|c: char| c.is_ascii_digit()));
    let (mut text, rest) = match code.find("(内線").or_else(|| code.find("内線")).or(fax) {
        Some(at) => (&code[..at], Some(code[at..].trim_matches(['(', ')']).to_owned())),
        None => (code, None),
    };
    let before = text.len();
    while let Some(shorter) = FRONT.iter().find_map(|label| text.strip_prefix(label)) {
        text = shorter.trim_start_matches(['.', ':']);
    }
    while let Some(shorter) = BACK.iter().find_map(|label| text.strip_suffix(label)) {
        text = shorter;
    }
    if text.len() < before || rest.is_some() {
        repairs.push(Repair::Label);
    }
    if NONE.contains(&text) { (String::new(), rest) } else { (text.to_owned(), rest) }
}

/// The runs of digits between hyphens, brackets and dots.
fn groups(code: &str) -> Result<Vec<String>, PhoneError> {
    let is_separator = |c: char| matches!(c, '-' | '/' | '(' | ')' | '.' | ',' | '_' | '~' | '\'' | '*');
    match code.chars().find(|c| !c.is_ascii_digit() && !is_separator(*c)) {
        Some(c) => Err(PhoneError::Character(c)),
        None => Ok(code.split(is_separator).filter(|group| !group.is_empty()).map(str::to_owned).collect()),
    }
}

/// Nine digits, or ten of a mobile or IP telephone, that do not begin with 0.
fn lost_its_zero(digits: &str) -> bool {
    match digits.len() {
        9 => !digits.starts_with('0'),
        10 => ["50", "70", "80", "90"].iter().any(|prefix| digits.starts_with(prefix)),
        _ => false,
    }
}

/// True for a number that is written as it is kept: lists and the register hold hardly any others.
fn is_as_kept(text: &str) -> bool {
    let mut parts = text.split('-');
    let (Some(area), Some(exchange), Some(last), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let groups = [area, exchange, last];
    text.starts_with('0')
        && groups.iter().all(|group| group.bytes().all(|digit| digit.is_ascii_digit()))
        && is_sensible(&groups)
        && check(&groups.concat()).is_ok()
}

fn check(digits: &str) -> Result<(), PhoneError> {
    let eleven =
        ["020", "050", "060", "070", "080", "090", "0800"].iter().any(|prefix| digits.starts_with(prefix));
    match digits.len() {
        0..10 => Err(PhoneError::TooShort(digits.len())),
        12.. => Err(PhoneError::TooLong(digits.len())),
        _ if !digits.starts_with('0') || digits.starts_with("00") => Err(PhoneError::Beginning),
        10 if eleven && !digits.starts_with("0800") => Err(PhoneError::TooShort(10)),
        11 if !eleven => Err(PhoneError::TooLong(11)),
        _ => Ok(()),
    }
}

/// Three groups of which the first is an area code by its length and the last has three or four digits.
fn is_sensible(groups: &[impl AsRef<str>]) -> bool {
    match groups {
        [area, exchange, last] => {
            let [area, exchange, last] = [area, exchange, last].map(|group| group.as_ref().len());
            (2..=5).contains(&area) && (1..=4).contains(&exchange) && (3..=4).contains(&last)
        }
        _ => false,
    }
}

/// Ten or eleven digits with hyphens where they belong.
fn grouped(digits: &str) -> String {
    let (area, exchange) = if digits.starts_with("0800") {
        (4, 3)
    } else if digits.len() == 11 {
        (3, 4)
    } else if ["0120", "0570", "0990", "0180"].iter().any(|prefix| digits.starts_with(prefix)) {
        (4, 3)
    } else {
        let area = area_length(digits);
        (area, 6 - area)
    };
    format!("{}-{}-{}", &digits[..area], &digits[area..area + exchange], &digits[area + exchange..])
}

/// The length of the area code: the longest listed beginning decides.
fn area_length(digits: &str) -> usize {
    areas::AREAS
        .iter()
        .flat_map(|(length, prefixes)| prefixes.iter().map(move |prefix| (*length, prefix)))
        .filter(|(_, prefix)| digits.starts_with(**prefix))
        .max_by_key(|(_, prefix)| prefix.len())
        .map_or(4, |(length, _)| length)
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a stored number.
impl FromStr for Phone {
    type Err = PhoneError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).map(|parsed| parsed.phone)
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        if is_as_kept(&text) { Ok(Self(text)) } else { text.parse() }
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("0741-00-1016")]
    #[case("０７４１－００－１０１６")]
    #[case("（0741）00-1016")]
    #[case("0741(00)1016")]
    #[case("0741001016")]
    #[case("0741--00-1016")]
    #[case("0741-00-1016（")]
    #[case("0741−00−1016")]
    #[case("0741ー00ー1016")]
    #[case("0741‐00‐1016")]
    #[case("0741ｰ00ｰ1016")]
    #[case("0741 00 1016")]
    #[case("0741.00.1016")]
    #[case("0741-00-1016（代）")]
    #[case("TEL\u{A0}0741-00-1016")]
    #[case("TEL：0741-00-1016")]
    #[case("0741-00/1016")]
    #[case("0741-00-1016/")]
    #[case("741001016")]
    #[case("+81-741-00-1016")]
    #[case("+81(0)741-00-1016")]
    #[case("0741-00-1016（内線234）")]
    #[case("TEL 0741-00-1016 FAX 0741-00-1017")]
    #[case("0741-00-1016（FAX兼用）")]
    #[case("0741-00-1016※")]
    #[case("0741-\n00-1016")]
    #[case("TEL：\n0741-00-1016")]
    fn one_number_is_read_in_every_spelling(#[case] typed: &str) {
        assert_eq!(
            Phone::parse(typed).map(|parsed| parsed.phone.0).as_deref(),
            Ok("0741-00-1016"),
            "{typed}"
        );
    }

    #[rstest]
    #[case("0312345678", "03-1234-5678")]
    #[case("0453211234", "045-321-1234")]
    #[case("0250245311", "0250-24-5311")]
    #[case("0298366557", "029-836-6557")]
    #[case("0146712345", "0146-71-2345")]
    #[case("0126712345", "01267-1-2345")]
    #[case("0120584708", "0120-584-708")]
    #[case("0120-584-708", "0120-584-708")]
    #[case("0800-100-2345", "0800-100-2345")]
    #[case("08012345678", "080-1234-5678")]
    #[case("05012345678", "050-1234-5678")]
    #[case("9012345678", "090-1234-5678")]
    #[case("０２９－８３６－６５５７", "029-836-6557")]
    #[case("0250（24）5311", "0250-24-5311")]
    fn a_number_is_grouped_as_it_is_spoken(#[case] typed: &str, #[case] shown: &str) {
        assert_eq!(Phone::parse(typed).map(|parsed| parsed.phone.0).as_deref(), Ok(shown));
    }

    #[rstest]
    #[case("", PhoneError::Missing)]
    #[case("-", PhoneError::Missing)]
    #[case("なし", PhoneError::Missing)]
    #[case("不明", PhoneError::Missing)]
    #[case("0741-00-12", PhoneError::TooShort(8))]
    #[case("36-0741-00-9047", PhoneError::TooLong(12))]
    #[case("07410010161", PhoneError::TooLong(11))]
    #[case("090-1234-567", PhoneError::TooShort(10))]
    #[case("0012345678", PhoneError::Beginning)]
    #[case("0741-OO-1016", PhoneError::Character('O'))]
    fn a_text_that_is_no_number_says_why(#[case] typed: &str, #[case] error: PhoneError) {
        assert_eq!(Phone::parse(typed), Err(error));
    }

    #[test]
    fn two_numbers_in_one_box_are_not_guessed_at() {
        for typed in
            ["0741-00-1016 / 0741-00-1017", "0741-00-1016・1017", "0741-00-1016～8", "0741-00-1016,1017"]
        {
            let first = Phone("0741-00-1016".to_owned());
            assert_eq!(Phone::parse(typed), Err(PhoneError::Several { first }), "{typed}");
        }
    }

    #[test]
    fn what_was_put_right_is_told() {
        let parsed = Phone::parse("741001016").expect("nine digits");
        assert_eq!(parsed.repairs, [Repair::LeadingZero]);
        let parsed = Phone::parse("0741-00-1016（内線234）").expect("with an extension");
        assert_eq!(parsed.rest.as_deref(), Some("内線234"));
        assert!(parsed.repairs.contains(&Repair::Label));
    }

    proptest! {
        #[test]
        fn a_stored_number_reads_as_itself(digits in "0([1-46-9][1-9][0-9]{7}|[5789]0[1-9][0-9]{7})") {
            let phone = Phone::parse(&digits).expect("ten or eleven digits").phone;
            prop_assert_eq!(phone.digits(), digits);
            prop_assert_eq!(phone.as_str().parse::<Phone>(), Ok(phone));
        }

        #[test]
        fn no_text_is_too_strange(text in ".*") {
            if let Ok(parsed) = Phone::parse(&text) {
                prop_assert_eq!(parsed.phone.as_str().parse::<Phone>(), Ok(parsed.phone));
            }
        }

        #[test]
        fn no_row_of_digits_is_too_strange(text in "[-0-9() +.TEL内線代]{0,20}") {
            if let Ok(parsed) = Phone::parse(&text) {
                prop_assert_eq!(parsed.phone.as_str().parse::<Phone>(), Ok(parsed.phone));
            }
        }
    }
}
