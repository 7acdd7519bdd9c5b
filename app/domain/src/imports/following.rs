//! Rows that name an office by a number that it no longer has: they mean the office of today, and never make a new one.

use super::{
    field::Field,
    issue::{Code, Issue},
    reading::{Outcome, ReadRow, Reading},
    rows::Rows,
};
use crate::{
    merging::{Current, Former},
    office_number::OfficeNumber,
    service_type::ServiceType,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the rows with former numbers as rows of the offices of today. Where another row of the file says something of
/// the same office and service under its own number, the row with the former number is left out.
pub fn follow(reading: &mut Reading<Rows>, former: &Former, on: NaiveDate) {
    let rows = &reading.rows;
    let is_former = |number: OfficeNumber| !matches!(former.current(number, on), Current::Itself);
    let concerned: Vec<usize> = (0..)
        .zip(rows.briefs())
        .filter(|(_, row)| row.outcome != Outcome::Skipped && row.number.is_some_and(is_former))
        .map(|(at, _)| at)
        .collect();
    if concerned.is_empty() {
        return;
    }
    let mut taken: BTreeSet<(OfficeNumber, ServiceType)> = rows
        .briefs()
        .iter()
        .filter(|row| row.is_written())
        .filter_map(|row| Some((row.number?, row)))
        .flat_map(|(number, row)| row.services.iter().map(move |service| (number, *service)))
        .collect();
    let mut others = BTreeMap::new();
    for (at, mut row) in concerned.iter().copied().zip(rows.several(concerned.iter().copied())) {
        if let Some(number) = row.record.number {
            lead(&mut row, number, former.current(number, on), &mut taken);
        }
        others.insert(at, row);
    }
    reading.rows.replace(others);
}

/// Leads a row to the office of today.
fn lead(
    row: &mut ReadRow,
    number: OfficeNumber,
    current: Current,
    taken: &mut BTreeSet<(OfficeNumber, ServiceType)>,
) {
    match current {
        Current::Itself => {}
        Current::Became(today) => {
            row.record.number = Some(today);
            let named = row.record.services.len();
            if is_written(row) {
                row.record.services.retain(|service| taken.insert((today, *service)));
            }
            let is_repeated = named > 0 && row.record.services.is_empty();
            let code = if is_repeated { Code::NumberFormerRepeated } else { Code::NumberFormer };
            note(row, code, number, today.to_string());
            if is_repeated {
                row.outcome = Outcome::Skipped;
            } else if row.outcome == Outcome::Ok {
                row.outcome = Outcome::Warning;
            }
        }
        Current::Several(today) => {
            let today: Vec<_> = today.iter().map(ToString::to_string).collect();
            note(row, Code::NumberDivided, number, today.join("、"));
            row.record.number = None;
            row.outcome = Outcome::Error;
        }
    }
}

fn is_written(row: &ReadRow) -> bool {
    matches!(row.outcome, Outcome::Ok | Outcome::Warning)
}

fn note(row: &mut ReadRow, code: Code, former: OfficeNumber, today: String) {
    row.issues.push(Issue {
        field: Some(Field::OfficeNumber),
        found: former.to_string(),
        repaired: Some(today),
        ..Issue::of_row(code)
    });
}

#[cfg(test)]
mod tests {
    use super::super::{Record, choices::ListKind, issue::Place, rows::RowsBuilder};
    use super::*;
    use crate::merging::{Reason, Succession};

    fn number(n: u32) -> OfficeNumber {
        format!("29709990{n:02}").parse().unwrap()
    }

    fn reading(rows: &[(u32, &str)]) -> Reading<Rows> {
        let row = |(line, (n, service)): (u32, &(u32, &str))| ReadRow {
            place: Place { sheet: 0, row: line },
            record: Record {
                number: Some(number(*n)),
                services: vec![service.parse().unwrap()],
                ..Record::default()
            },
            issues: Vec::new(),
            outcome: Outcome::Ok,
            proposals: Vec::new(),
        };
        let mut packed = RowsBuilder::new(ListKind::Offices);
        for row in (2..).zip(rows).map(row) {
            packed.push(&row);
        }
        Reading {
            tables: Vec::new(),
            rows: packed.finish(),
            passed_over: Vec::new(),
            issues: Vec::new(),
            municipalities: BTreeMap::new(),
        }
    }

    fn followed(rows: &[(u32, &str)]) -> Vec<(Option<OfficeNumber>, Outcome, Option<Code>)> {
        let mut former = Former { merged: BTreeMap::from([(number(1), number(2))]), ..Former::default() };
        for to in [8, 9] {
            let succession = Succession {
                predecessor: number(7),
                successor: number(to),
                on: "2025-04-01".parse().unwrap(),
                reason: Reason::Transferred,
            };
            former.successions.add(succession).unwrap();
        }
        former.registered = [number(8), number(9)].into();
        let mut reading = reading(rows);
        follow(&mut reading, &former, "2025-05-01".parse().unwrap());
        let told =
            |row: ReadRow| (row.record.number, row.outcome, row.issues.first().map(|issue| issue.code));
        reading.rows.iter().map(told).collect()
    }

    #[test]
    fn a_row_with_a_former_number_means_the_office_of_today() {
        let wanted = [
            (Some(number(2)), Outcome::Warning, Some(Code::NumberFormer)),
            (Some(number(3)), Outcome::Ok, None),
        ];
        assert_eq!(followed(&[(1, "43"), (3, "43")]), wanted);
    }

    #[test]
    fn the_own_row_of_the_office_goes_before_wherever_it_stands() {
        let left_out = (Some(number(2)), Outcome::Skipped, Some(Code::NumberFormerRepeated));
        let own = (Some(number(2)), Outcome::Ok, None);
        assert_eq!(followed(&[(1, "43"), (2, "43")]), [left_out, own]);
        assert_eq!(followed(&[(2, "43"), (1, "43")]), [own, left_out]);
        let other = (Some(number(2)), Outcome::Warning, Some(Code::NumberFormer));
        assert_eq!(followed(&[(2, "43"), (1, "11"), (1, "11")]), [own, other, left_out]);
    }

    #[test]
    fn of_a_divided_office_a_person_chooses() {
        assert_eq!(followed(&[(7, "43")]), [(None, Outcome::Error, Some(Code::NumberDivided))]);
    }
}
