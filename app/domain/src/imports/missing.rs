//! Rows that do not name an office of the register surely: which offices they may mean, and which one a person chose.
//!
//! In a list of offices these are the rows without a number, which is optional in the recommended open data (domain.md
//! §2.2); in a list of contacts, which only adds to what is there, all whose number the register does not have or whose
//! name is that of another office.

use super::{
    choices::{Choices, ListKind},
    field::Field,
    issue::{Code, Issue, Level},
    plan::Registered,
    reading::{Outcome, Reading},
    rows::{Brief, Rows},
};
use crate::{
    matching::{Candidate, Index, MatchKind, Proposal, Reason, Said},
    office_number::OfficeNumber,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// An office of the register that a row may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// Its number.
    pub number: OfficeNumber,
    /// Its name.
    pub name: String,
    /// How sure, per mille.
    pub confidence: u16,
    /// Why.
    pub reasons: Vec<Reason>,
    /// A person says that it is meant.
    pub is_chosen: bool,
}

/// Proposes offices for every row that names none surely, and takes the one that a person chose.
pub fn propose_numbers(reading: &mut Reading<Rows>, register: &[Registered], choices: &Choices) {
    let index = Index::new(register.iter().flat_map(Candidate::of));
    let names: BTreeMap<OfficeNumber, &str> =
        register.iter().map(|office| (office.number, office.particulars.name.as_str())).collect();
    let briefs = reading.rows.briefs();
    let mut written: BTreeSet<_> = briefs
        .iter()
        .filter(|row| row.outcome != Outcome::Skipped)
        .filter_map(|row| row.number.map(|number| row.services.iter().map(move |service| (number, *service))))
        .flatten()
        .collect();
    let asked = (0..briefs.len()).filter(|at| is_asked_about(&briefs[*at], choices.kind));
    let mut found = BTreeMap::new();
    let mut rows = reading.rows.look_up();
    for at in asked {
        let Some(row) = rows.get(at) else { continue };
        let matched = index.find(&Said::from(&row.record));
        if matched.kind == MatchKind::Number {
            continue;
        }
        let mut row = row.clone();
        let chosen = choices.meant(&reading.tables[row.place.sheet].name, row.place.row);
        let is_proposed =
            |number: &OfficeNumber| matched.proposals.iter().any(|proposal| proposal.number == *number);
        let chosen = chosen.filter(is_proposed).filter(|number| {
            choices.kind == ListKind::Contacts
                || row.record.services.iter().all(|service| written.insert((*number, *service)))
        });
        let proposed = |proposal: Proposal| Proposed {
            number: proposal.number,
            name: names.get(&proposal.number).map(|name| (*name).to_owned()).unwrap_or_default(),
            confidence: proposal.confidence,
            reasons: proposal.reasons,
            is_chosen: chosen == Some(proposal.number),
        };
        row.proposals = matched.proposals.into_iter().map(proposed).collect();
        if choices.kind == ListKind::Contacts {
            let code = if row.proposals.is_empty() { Code::OfficeUnknown } else { Code::OfficeUncertain };
            row.issues.push(Issue { field: Some(Field::OfficeNumber), ..Issue::of_row(code) });
        }
        // The likeliest is suggested, for whoever reads the issues without the page.
        let likeliest = match &row.proposals[..] {
            [first, second, ..] if first.confidence == second.confidence => None,
            [first, ..] => Some(first.number.to_string()),
            [] => None,
        };
        for issue in row.issues.iter_mut().filter(|issue| is_answered(issue.code)) {
            issue.repaired.clone_from(&likeliest);
        }
        if let Some(number) = chosen {
            row.record.number = Some(number);
            for issue in row.issues.iter_mut().filter(|issue| is_answered(issue.code)) {
                issue.level = Level::Note;
                issue.repaired = Some(number.to_string());
            }
        }
        row.outcome = match row.issues.iter().map(|issue| issue.level).max() {
            Some(Level::Error) => Outcome::Error,
            Some(Level::Warning) => Outcome::Warning,
            Some(Level::Note) | None => Outcome::Ok,
        };
        found.insert(at, row);
    }
    reading.rows.replace(found);
}

/// True for a row whose office is looked for: one that could be written if only its office were known.
fn is_asked_about(row: &Brief, kind: ListKind) -> bool {
    match kind {
        ListKind::Offices => row.named && row.lacks_number,
        ListKind::Contacts => matches!(row.outcome, Outcome::Ok | Outcome::Warning),
        ListKind::Adopters => false,
    }
}

/// True for what is no longer odd once a person said which office is meant.
const fn is_answered(code: Code) -> bool {
    matches!(code, Code::NumberMissing | Code::OfficeUncertain | Code::OfficeUnknown)
}

#[cfg(test)]
mod tests {
    use super::super::{
        ReadRow, read_cells,
        workbook::{Cell, Row, Sheet, Source, Workbook},
    };
    use super::*;
    use crate::{ids::OfficeId, offices::Particulars};
    use std::num::NonZero;
    use uuid::Uuid;

    fn numbers(row: &ReadRow) -> Vec<String> {
        row.proposals.iter().map(|proposed| proposed.number.to_string()).collect()
    }

    fn read(workbook: Workbook, choices: &Choices) -> Reading<Rows> {
        read_cells(&workbook.into(), choices, NonZero::<usize>::MIN).unwrap()
    }

    fn reading() -> Reading<Rows> {
        let rows: [&[&str]; 3] = [
            &["事業所番号", "事業所名", "住所", "サービスの種類"],
            &["", "ひだまり", "みどり野市ひかり町1-2-3", "43"],
            &["", "こもれび", "北新町9", "15"],
        ];
        read(workbook(&rows), &Choices::default())
    }

    fn workbook(rows: &[&[&str]]) -> Workbook {
        let row = |(index, texts): (usize, &&[&str])| Row {
            number: u32::try_from(index).unwrap() + 1,
            cells: (0u16..)
                .zip(*texts)
                .filter(|(_, text)| !text.is_empty())
                .map(|(column, text)| Cell::text(column, *text))
                .collect(),
            ..Row::default()
        };
        let sheet = Sheet { rows: rows.iter().enumerate().map(row).collect(), ..Sheet::default() };
        Workbook { source: Source::Xlsx, sheets: vec![sheet] }
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
        let rows: Vec<ReadRow> = reading.rows.iter().collect();
        assert_eq!(numbers(&rows[0]), ["2970999013"]);
        assert_eq!((rows[0].outcome, rows[0].record.number), (Outcome::Error, None));
        let mut choices = Choices::default();
        choices.mean("", 2, "2970999013".parse().ok());
        choices.mean("", 3, "2970999101".parse().ok());
        propose_numbers(&mut reading, &register, &choices);
        let rows: Vec<ReadRow> = reading.rows.iter().collect();
        assert_eq!(rows[0].record.number, "2970999013".parse().ok());
        assert_eq!(rows[0].outcome, Outcome::Ok);
        assert_eq!(rows[1].outcome, Outcome::Error, "nobody can choose what the register lacks");
        choices.mean("", 2, None);
        assert_eq!(choices.meant("", 2), None);
    }

    #[test]
    fn of_two_offices_that_are_as_good_a_person_chooses() {
        let mut second = office("2970999021", "ひかり町1-2-3");
        second.id = OfficeId::from_uuid(Uuid::from_u128(2));
        let register = [office("2970999013", "ひかり町1-2-3"), second];
        let mut reading = reading();
        propose_numbers(&mut reading, &register, &Choices::default());
        let rows: Vec<ReadRow> = reading.rows.iter().collect();
        assert_eq!(numbers(&rows[0]), ["2970999013", "2970999021"]);
        assert_eq!(rows[0].record.number, None);
    }

    #[test]
    fn a_list_of_contacts_finds_offices_by_number_and_else_asks() {
        let rows: &[&[&str]] = &[
            &["事業所番号", "事業所名", "メールアドレス", "電話番号"],
            &["2970999013", "ひだまり", "a@example.jp", ""],
            &["", "ひだまり", "b@example.jp", "0741-00-1001"],
            &["2970999021", "どこにもない", "c@example.jp", ""],
            &["2970999013", "こもれび", "d@example.jp", ""],
        ];
        let contacts = Choices { kind: ListKind::Contacts, ..Choices::default() };
        let mut known = office("2970999013", "ひかり町1-2-3");
        known.particulars.phone = crate::phone::Phone::parse("0741-00-1001").ok().map(|parsed| parsed.phone);
        let mut other = office("2970999039", "北新町9-10");
        other.id = OfficeId::from_uuid(Uuid::from_u128(2));
        other.particulars.name = "こもれび".to_owned();
        let read_as = |choices: &Choices| {
            let mut reading = read(workbook(rows), choices);
            propose_numbers(&mut reading, &[known.clone(), other.clone()], choices);
            reading.unpacked().rows
        };
        let rows = read_as(&contacts);
        let waits: Vec<bool> = rows.iter().map(|row| row.outcome == Outcome::Error).collect();
        assert_eq!(waits, [false, true, true, true]);
        assert_eq!(numbers(&rows[1]), ["2970999013"]);
        assert!(rows[1].proposals[0].reasons.contains(&Reason::PhoneSame));
        assert!(rows[1].proposals[0].confidence > 700);
        assert!(rows[2].issues.iter().any(|issue| issue.code == Code::OfficeUnknown));
        assert_eq!(
            numbers(&rows[3]),
            ["2970999013", "2970999039"],
            "the number is of one, the name of another"
        );
        let mut choices = contacts;
        choices.mean("", 3, "2970999013".parse().ok());
        choices.mean("", 5, "2970999039".parse().ok());
        let rows = read_as(&choices);
        assert_eq!(rows[1].record.number, "2970999013".parse().ok());
        assert_eq!(rows[3].record.number, "2970999039".parse().ok());
        assert!(rows[1].proposals[0].is_chosen && rows[1].outcome != Outcome::Error);
    }
}
