//! Rows without an office number, whose name and address are those of an office of the register.

use super::{
    choices::Choices,
    issue::{Code, Level},
    plan::Registered,
    reading::{Outcome, ReadRow, Reading},
};
use crate::{
    office_number::OfficeNumber,
    offices::{Detail, name_key, same},
};
use std::collections::{BTreeMap, BTreeSet};

/// Proposes the number of the one office with the same name and address for every row that has none, and takes it
/// where a person confirmed the row. The number is optional in the recommended open data (domain.md §2.2).
pub fn propose_numbers(reading: &mut Reading, register: &[Registered], choices: &Choices) {
    let mut by_name: BTreeMap<String, Vec<&Registered>> = BTreeMap::new();
    for office in register {
        let names = office.services.iter().map(|service| &service.particulars.name);
        let names: BTreeSet<String> =
            names.chain([&office.particulars.name]).map(|name| name_key(name)).collect();
        for name in names {
            by_name.entry(name).or_default().push(office);
        }
    }
    let mut written: BTreeSet<_> = reading
        .rows
        .iter()
        .filter(|row| row.outcome != Outcome::Skipped)
        .filter_map(|row| {
            row.record.number.map(|number| row.record.services.iter().map(move |service| (number, *service)))
        })
        .flatten()
        .collect();
    for row in &mut reading.rows {
        let Some(number) = proposal(row, &by_name) else { continue };
        let name = &reading.tables[row.place.sheet].name;
        let is_confirmed = choices.confirmed.contains(&(name.clone(), row.place.row))
            && row.record.services.iter().all(|service| written.insert((number, *service)));
        for issue in row.issues.iter_mut().filter(|issue| issue.code == Code::NumberMissing) {
            issue.repaired = Some(number.to_string());
            if is_confirmed {
                issue.level = Level::Warning;
            }
        }
        if is_confirmed {
            row.record.number = Some(number);
            let worst = row.issues.iter().map(|issue| issue.level).max();
            row.outcome = if worst == Some(Level::Error) { Outcome::Error } else { Outcome::Warning };
        }
    }
}

fn proposal(row: &ReadRow, by_name: &BTreeMap<String, Vec<&Registered>>) -> Option<OfficeNumber> {
    let is_missing = row.issues.iter().any(|issue| issue.code == Code::NumberMissing);
    let read = &row.record.particulars;
    if !is_missing || read.name.is_empty() || read.address.is_empty() {
        return None;
    }
    let same_place = |office: &&&Registered| {
        let of_services = office.services.iter().map(|service| &service.particulars);
        of_services.chain([&office.particulars]).any(|known| same(Detail::Address, known, read))
    };
    let mut found = by_name.get(&name_key(&read.name))?.iter().filter(same_place);
    match (found.next(), found.next()) {
        (Some(office), None) => Some(office.number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        read,
        workbook::{Cell, Row, Sheet, Source, Workbook},
    };
    use super::*;
    use crate::{ids::OfficeId, offices::Particulars};
    use uuid::Uuid;

    fn reading() -> Reading {
        let rows: [&[&str]; 3] = [
            &["事業所番号", "事業所名", "住所", "サービスの種類"],
            &["", "ひだまり", "みどり野市ひかり町1-2-3", "43"],
            &["", "こもれび", "北新町9", "15"],
        ];
        let row = |(index, texts): (usize, &&[&str])| Row {
            number: u32::try_from(index).unwrap() + 1,
            cells: (0u16..).zip(*texts).map(|(column, text)| Cell::text(column, *text)).collect(),
            ..Row::default()
        };
        let sheet = Sheet { rows: rows.iter().enumerate().map(row).collect(), ..Sheet::default() };
        read(&Workbook { source: Source::Xlsx, sheets: vec![sheet] }, &Choices::default()).unwrap()
    }

    fn office(number: &str, address: &str) -> Registered {
        let particulars =
            Particulars { name: "ひだまり".into(), address: address.into(), ..Particulars::default() };
        Registered {
            id: OfficeId::from_uuid(Uuid::from_u128(1)),
            number: number.parse().unwrap(),
            version: 1,
            particulars,
            services: Vec::new(),
        }
    }

    #[test]
    fn the_one_office_of_that_name_and_address_is_proposed_and_taken_when_confirmed() {
        let register = [office("2970999013", "ひかり町１－２－３"), office("2970999021", "別の町1")];
        let mut reading = reading();
        propose_numbers(&mut reading, &register, &Choices::default());
        assert_eq!(reading.rows[0].issues[0].repaired.as_deref(), Some("2970999013"));
        assert_eq!((reading.rows[0].outcome, reading.rows[0].record.number), (Outcome::Error, None));
        let choices =
            Choices { confirmed: [(String::new(), 2), (String::new(), 3)].into(), ..Choices::default() };
        propose_numbers(&mut reading, &register, &choices);
        assert_eq!(reading.rows[0].record.number, "2970999013".parse().ok());
        assert_eq!((reading.rows[0].outcome, reading.rows[1].outcome), (Outcome::Warning, Outcome::Error));
    }

    #[test]
    fn of_two_offices_none_is_proposed() {
        let register = [office("2970999013", "ひかり町1-2-3"), office("2970999021", "ひかり町1-2-3")];
        let mut reading = reading();
        propose_numbers(&mut reading, &register, &Choices::default());
        assert_eq!(reading.rows[0].issues[0].repaired, None);
    }
}
