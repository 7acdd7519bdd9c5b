//! What a value reads as, before it is decided what its column holds.

use super::{
    choices::ListKind,
    content::{Mark, mark},
    field::Field,
    issue::{Code, Issue, Level},
    record::{Reader, Services},
    table::Table,
    workbook::{Cell, Row},
};
use crate::{offices::Detail, service_type::ServiceType};

/// What became of a value that was read as some field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// It reads as this, in the form in which it is kept.
    As(String),
    /// It reads as this, and a person should look at it.
    Doubtful(String),
    /// It is none.
    Not,
}

/// Reads one value as a field, by the rules that rows are read by.
pub fn try_value(field: Field, text: &str) -> Tried {
    let table = Table::of_one(field);
    let row = Row { number: 1, cells: vec![Cell::text(0, text)], ..Row::default() };
    let lines = [&row];
    let mut known = Services::new();
    let mut reader = Reader::new(&table, &lines, ListKind::Offices, &mut known);
    let read = match field {
        Field::OfficeNumber => reader.number(None, false).map(|number| number.to_string()),
        Field::Service => {
            let services = reader.services(None);
            let names: Vec<_> = services.into_iter().map(ServiceType::name).collect();
            (!names.is_empty()).then(|| names.join("、"))
        }
        Field::Offers(_) => mark(text).map(|mark| match mark {
            Mark::Yes => "○".to_owned(),
            Mark::No => "×".to_owned(),
        }),
        Field::AdoptedOn => reader.adopted_on().map(|day| day.to_string()),
        Field::Detail(Detail::Municipality) => {
            reader.municipality().map(|read| read.corrected.unwrap_or(read.code).to_string())
        }
        Field::Detail(Detail::Phone) => {
            // A fax number in the same cell is read, too.
            let read = reader.particulars();
            match (read.get(Detail::Phone), read.get(Detail::Fax)) {
                (Some(phone), Some(fax)) => Some(format!("{phone}、FAX {fax}")),
                (None, Some(fax)) => Some(format!("FAX {fax}")),
                (phone, None) => phone,
            }
        }
        Field::Detail(detail) => reader.particulars().get(detail),
        // Only looked at, never kept.
        Field::ValidUntil | Field::Latitude | Field::Longitude => Some(text.to_owned()),
    };
    let is_odd = |issue: &Issue| {
        // That an office is closed is what the value says, and no doubt about it.
        let says_state = matches!(issue.code, Code::ClosedOffice | Code::SuspendedOffice);
        issue.field == Some(field) && issue.level > Level::Note && !says_state
    };
    let odd = reader.issues.into_iter().find(is_odd);
    match (read, odd) {
        (Some(read), None) => Tried::As(read),
        (Some(read), Some(_)) | (None, Some(Issue { repaired: Some(read), .. })) => Tried::Doubtful(read),
        (None, _) => Tried::Not,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(field: &str, text: &str) -> Tried {
        try_value(Field::named(field).unwrap(), text)
    }

    #[test]
    fn a_value_reads_as_it_will_be_kept() {
        for (field, text, read) in [
            ("office_number", "２９７０９９９０１３", "2970999013"),
            ("name", " ひだまり ", "ひだまり"),
            ("email", "info@example.jp", "info@example.jp"),
            ("designated_on", "R6.4.1", "2024-04-01"),
            ("status", "休止中", "suspended"),
            ("offers-43", "◯", "○"),
            ("valid_until", "R6.4.1", "R6.4.1"),
        ] {
            assert_eq!(tried(field, text), Tried::As(read.to_owned()), "{field} {text}");
        }
        assert!(matches!(tried("service", "居宅介護支援"), Tried::As(_)));
        assert!(matches!(tried("phone", "0741-00-1001"), Tried::As(_)));
        let both = Tried::As("0741-00-1001、FAX 0741-00-9001".to_owned());
        assert_eq!(tried("phone", "0741-00-1001 FAX 0741-00-9001"), both);
        assert_eq!(tried("phone", "FAX 0741-00-9001"), Tried::Doubtful("FAX 0741-00-9001".to_owned()));
    }

    #[test]
    fn a_value_of_another_column_is_told_from_one_that_a_person_looks_at() {
        assert_eq!(tried("office_number", "170200123"), Tried::Doubtful("0170200123".to_owned()));
        for (field, text) in [
            ("office_number", "ひだまり"),
            ("phone", "ひだまり"),
            ("email", "0741-00-1001"),
            ("service", "ケアマネのところ"),
            ("designated_on", "みどり野市"),
            ("capacity", "なし"),
            ("offers-43", "準備中"),
        ] {
            assert_eq!(tried(field, text), Tried::Not, "{field} {text}");
        }
    }
}
