//! The code on a printed form: which programme, which office. Typed into 代理入力 it opens the entry of that very paper.
//!
//! Four letters of the programme, the office number, and a check letter: `K7P2-2970999013-X`.

use crate::{codes, ids::ProgrammeId, office_number::OfficeNumber};
use std::fmt;

/// The code of one programme's form, printed for one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormCode {
    programme: String,
    office: OfficeNumber,
}

/// Why a text that looks like a form's code is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the check letter does not fit")]
pub struct Mistyped;

/// Letters that name the programme.
const LETTERS: usize = 4;
/// Characters of the whole, without hyphens.
const LENGTH: usize = LETTERS + 10 + 1;

impl FormCode {
    /// The code for an office.
    pub fn new(programme: ProgrammeId, office: OfficeNumber) -> Self {
        Self { programme: letters(programme), office }
    }

    /// Reads what was typed; none where it is no code at all, but a name or a number.
    pub fn parse(typed: &str) -> Option<Result<Self, Mistyped>> {
        let code: String = codes::plain(typed);
        if code.len() != LENGTH || !code.chars().all(codes::is_letter) {
            return None;
        }
        let (body, check) = code.split_at(LENGTH - 1);
        let (programme, office) = body.split_at(LETTERS);
        let fits = check.starts_with(codes::check_character(body));
        Some(match office.parse() {
            Ok(office) if fits => Ok(Self { programme: programme.to_owned(), office }),
            Ok(_) | Err(_) => Err(Mistyped),
        })
    }

    /// Whether it is of this programme.
    pub fn is_of(&self, programme: ProgrammeId) -> bool {
        self.programme == letters(programme)
    }

    /// Of which office.
    pub const fn office(&self) -> OfficeNumber {
        self.office
    }
}

impl fmt::Display for FormCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { programme, office } = self;
        let check = codes::check_character(&format!("{programme}{office}"));
        write!(f, "{programme}-{office}-{check}")
    }
}

/// The last twenty bits of the id are random.
fn letters(programme: ProgrammeId) -> String {
    let bytes = programme.uuid().into_bytes();
    let [.., high, middle, low] = bytes;
    codes::base32(&[high << 4 | middle >> 4, middle << 4 | low >> 4, low << 4], LETTERS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn code(programme: u128) -> FormCode {
        FormCode::new(ProgrammeId::from_uuid(Uuid::from_u128(programme)), "2970999013".parse().unwrap())
    }

    #[test]
    fn a_name_and_a_number_are_no_codes() {
        for typed in ["", "ひだまり", "2970999013", "0741-00-1013", "29A0999065"] {
            assert_eq!(FormCode::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_code_is_read_in_wide_and_small_letters_and_without_hyphens() {
        let own = code(0x00C0_FFEE);
        let printed = own.to_string();
        let wide: String = printed
            .to_lowercase()
            .chars()
            .map(|c| if c == '-' { 'ー' } else { char::from_u32(u32::from(c) + 0xFEE0).unwrap() })
            .collect();
        for typed in [printed.clone(), printed.replace('-', ""), wide, format!(" {printed}　")] {
            assert_eq!(FormCode::parse(&typed), Some(Ok(own.clone())), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_mistyped_figure_is_noticed(programme: u128, place in 5..15_usize, other in 0..10_u8) {
            let printed = code(programme).to_string();
            let mut bytes = printed.clone().into_bytes();
            prop_assume!(bytes[place] != b'0' + other);
            bytes[place] = b'0' + other;
            let typed = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(FormCode::parse(&typed), Some(Err(Mistyped)));
            prop_assert!(FormCode::parse(&printed).unwrap().unwrap().is_of(ProgrammeId::from_uuid(Uuid::from_u128(programme))));
        }
    }
}
