//! Rows of one file against each other: repetitions, contradictions, and what only another row tells.

use super::{
    field::Field,
    issue::{Code, Issue, Level},
    reading::{Outcome, ReadRow},
};
use crate::{
    office_number::OfficeNumber,
    offices::{Detail, Particulars, same},
    service_type::ServiceType,
};
use std::collections::{BTreeMap, BTreeSet};

/// Details in which two rows of one number and service may not differ, in the order in which they are named.
const DECIDING: [Detail; 9] = [
    Detail::Name,
    Detail::Phone,
    Detail::Address,
    Detail::CorporationName,
    Detail::CorporateNumber,
    Detail::Fax,
    Detail::Status,
    Detail::DesignatedOn,
    Detail::Capacity,
];

/// Compares the rows of a file and notes what that shows.
pub fn compare(rows: &mut [ReadRow]) {
    municipality_differs(rows);
    repetitions(rows);
    renumbering(rows);
}

/// An office may have one row under a neighbour's code: that row is skipped, and a person is told.
fn municipality_differs(rows: &mut [ReadRow]) {
    let inside: BTreeSet<OfficeNumber> = rows
        .iter()
        .filter(|row| row.outcome != Outcome::Skipped)
        .filter_map(|row| row.record.number)
        .collect();
    for row in rows.iter_mut().filter(|row| row.outcome == Outcome::Skipped) {
        if row.record.number.is_some_and(|number| inside.contains(&number)) {
            for issue in row.issues.iter_mut().filter(|issue| issue.code == Code::OutsideMunicipality) {
                issue.code = Code::MunicipalityDiffersWithinOffice;
                issue.level = issue.code.level();
            }
        }
    }
}

/// Rows of one number and service: equal ones are repetitions, others are contradictions that a person resolves.
fn repetitions(rows: &mut [ReadRow]) {
    let mut groups: BTreeMap<(OfficeNumber, ServiceType), Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| is_written(row)) {
        for service in &row.record.services {
            if let Some(number) = row.record.number {
                groups.entry((number, *service)).or_default().push(index);
            }
        }
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let differs = group.iter().find_map(|a| {
            group.iter().find_map(|b| difference(&rows[*a].record.particulars, &rows[*b].record.particulars))
        });
        if differs.is_some() {
            contradiction(rows, &group);
        } else {
            let (first, rest) = group.split_first().expect("a group has a first row");
            for index in rest.iter().copied() {
                if !covers(rows, *first, index) {
                    continue;
                }
                let from = rows[index].record.particulars.clone();
                rows[*first].record.particulars.complete(&from);
                let other = Some(rows[*first].place);
                rows[index].issues.push(Issue { other, ..Issue::of_row(Code::DuplicateRow) });
                rows[index].outcome = Outcome::Skipped;
            }
        }
    }
}

/// True when a row repeats all services of another, so that leaving it out loses nothing.
fn covers(rows: &[ReadRow], first: usize, other: usize) -> bool {
    rows[other].record.services.iter().all(|service| rows[first].record.services.contains(service))
}

fn contradiction(rows: &mut [ReadRow], group: &[usize]) {
    for index in group {
        let against = group.iter().find_map(|other| {
            difference(&rows[*index].record.particulars, &rows[*other].record.particulars)
                .map(|detail| (*other, detail))
        });
        // A row that agrees with all it knows still waits: its twin is contradicted.
        let (other, detail) = against.unwrap_or((group[0], Detail::Name));
        let found = rows[*index].record.particulars.get(detail).unwrap_or_default();
        let issue = Issue {
            level: Level::Error,
            field: Some(Field::Detail(detail)),
            found,
            other: Some(rows[other].place),
            ..Issue::of_row(Code::ConflictInFile)
        };
        rows[*index].issues.push(issue);
        rows[*index].outcome = Outcome::Error;
    }
}

/// The first detail that both know and that differs.
fn difference(a: &Particulars, b: &Particulars) -> Option<Detail> {
    DECIDING
        .into_iter()
        .find(|detail| a.get(*detail).is_some() && b.get(*detail).is_some() && !same(*detail, a, b))
}

/// The same name, address and service under two numbers: the office may have been given a new one.
fn renumbering(rows: &mut [ReadRow]) {
    let mut seen: BTreeMap<(String, String, ServiceType), Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| is_written(row)) {
        let particulars = &row.record.particulars;
        if particulars.address.is_empty() {
            continue;
        }
        let key = (super::name_key(&particulars.name), super::address_key(&particulars.address));
        for service in &row.record.services {
            seen.entry((key.0.clone(), key.1.clone(), *service)).or_default().push(index);
        }
    }
    for group in seen.into_values().filter(|group| group.len() > 1) {
        for index in &group {
            let other = group.iter().find(|other| rows[**other].record.number != rows[*index].record.number);
            if let Some(other) = other.map(|other| rows[*other].place) {
                let found = rows[*index].record.number.map(|number| number.to_string()).unwrap_or_default();
                let issue = Issue {
                    field: Some(Field::OfficeNumber),
                    found,
                    other: Some(other),
                    ..Issue::of_row(Code::PossibleRenumbering)
                };
                rows[*index].issues.push(issue);
                rows[*index].outcome = rows[*index].outcome.max(Outcome::Warning);
            }
        }
    }
}

const fn is_written(row: &ReadRow) -> bool {
    matches!(row.outcome, Outcome::Ok | Outcome::Warning)
}
