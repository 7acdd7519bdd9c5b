//! A list of adopters, matched row by row to the offices of the open data, and the rates that follow from it.

use crate::{
    expected::{expectation, register, word},
    support::{data, read, read_as},
};
use chrono::NaiveDate;
use domain::{
    adoption::{AdoptionState, Rate},
    ids::OfficeId,
    imports::{Field, ListKind, NoRecord, Outcome, ReadRow, Reading, Registered, column_letters, plan},
    matching::{Candidate, Index, MatchKind, Matched, Said},
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const FILE_01: &str = "01_jigyosho_292991.csv";
const FILE_10: &str = "10_連携システム利用事業所(R7.4.1).xlsx";

/// The register after file 01, and the rows of file 10 with what was found for them.
fn matched() -> (Vec<Registered>, Vec<(ReadRow, Matched)>) {
    let (_, offices) = read(FILE_01).expect("file 01 is accepted");
    let register = register(&plan(&offices.rows, &[]));
    let index = Index::new(register.iter().flat_map(Candidate::of));
    let (_, adopters) = read_as(FILE_10, ListKind::Adopters).expect("file 10 is accepted");
    let found = adopters.rows.into_iter().map(|row| {
        let matched = index.find(&Said::from(&row.record));
        (row, matched)
    });
    (register, found.collect())
}

#[test]
fn the_table_of_adopters_is_found() {
    let expected = expectation(FILE_10);
    let (workbook, reading) = read_as(FILE_10, ListKind::Adopters).expect("the file is accepted");
    let table = &reading.tables[0];
    assert_eq!(Some(workbook.sheets[0].name.as_str()), expected["tables"][0]["sheet"].as_str());
    let header = table.header.expect("a header");
    assert_eq!(serde_json::json!([header.last]), expected["tables"][0]["header_rows"]);
    for (name, letters) in expected["tables"][0]["columns"].as_object().expect("columns") {
        let field = Field::named(name);
        assert!(field.is_some(), "{name}");
        let column = table.columns.iter().find(|column| column.field == field);
        let found = column.map(|column| column_letters(column.column));
        assert_eq!(found.as_deref(), letters.as_str(), "{name}");
    }
    assert_eq!(Some(reading.rows.len() as u64), expected["records"].as_u64());
    let total = reading.passed_over.iter().find(|row| row.kind == NoRecord::Total);
    assert_eq!(total.map(|row| row.place.row), Some(40));
    assert!(
        reading.rows.iter().all(|row| row.outcome != Outcome::Error),
        "no row waits: {:?}",
        waiting(&reading)
    );
}

fn waiting(reading: &Reading) -> Vec<&ReadRow> {
    reading.rows.iter().filter(|row| row.outcome == Outcome::Error).collect()
}

#[test]
fn every_adopter_is_matched_as_expected() {
    let expected = expectation(FILE_10);
    let (_, found) = matched();
    let adopters = expected["adopters"].as_array().expect("adopters");
    assert_eq!(found.len(), adopters.len());
    for ((row, matched), entry) in found.iter().zip(adopters) {
        assert_eq!(Some(u64::from(row.place.row)), entry["row"].as_u64(), "{entry}");
        assert_eq!(Some(word(matched.kind).as_str()), entry["match"].as_str(), "{entry} {matched:?}");
        let numbers: BTreeSet<String> =
            matched.proposals.iter().map(|proposal| proposal.number.to_string()).collect();
        let wanted: BTreeSet<String> = match (&entry["number"], &entry["candidates"]) {
            (Value::String(number), _) => [number.clone()].into(),
            (_, Value::Array(several)) => {
                several.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            _ => BTreeSet::new(),
        };
        assert_eq!(numbers, wanted, "{entry} {matched:?}");
        assert!(matched.proposals.iter().all(|proposal| !proposal.reasons.is_empty()), "{matched:?}");
        let day = row.record.adopted_on.map(|day| day.to_string());
        assert_eq!(day.as_deref(), entry["adopted_on"].as_str(), "{entry}");
        let status = word(state(row)).replace("pledged", "planned");
        assert_eq!(Some(status.as_str()), entry["status"].as_str(), "{entry}");
    }
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (_, matched) in &found {
        *counts.entry(word(matched.kind)).or_default() += 1;
    }
    assert_eq!(serde_json::json!(counts), expected["matches"]);
}

/// A list of adopters means that its offices use the system, unless a row says something else.
fn state(row: &ReadRow) -> AdoptionState {
    row.record.adoption.unwrap_or(AdoptionState::Using)
}

#[test]
fn the_rates_come_out_as_expected() {
    let expected = expectation(FILE_10);
    let (register, found) = matched();
    let indicators = expected["indicators"].as_array().expect("indicators");
    assert_eq!(indicators.len(), 3);
    for entry in indicators {
        let as_of: NaiveDate = entry["as_of"].as_str().expect("a day").parse().expect("a day");
        let rate = |is_counted: fn(&Matched) -> bool| {
            let rows = found.iter().filter(|(row, matched)| {
                is_counted(matched)
                    && state(row).counts()
                    && row.record.adopted_on.is_some_and(|adopted_on| adopted_on <= as_of)
            });
            let offices: BTreeSet<OfficeId> = rows
                .filter_map(|(_, matched)| matched.proposals.first())
                .map(|proposal| proposal.office)
                .collect();
            let count = |n: usize| u32::try_from(n).expect("a small number");
            Rate { numerator: count(offices.len()), denominator: count(register.len()), as_of }
        };
        let sure = rate(|matched| matched.kind.is_sure());
        let confirmed = rate(|matched| matched.kind.is_sure() || matched.kind == MatchKind::Likely);
        for (rate, count, percent) in [
            (sure, "matched_without_a_person", "rate_percent"),
            (confirmed, "after_confirming_all_likely", "rate_percent_after"),
        ] {
            assert_eq!(Some(u64::from(rate.numerator)), entry[count].as_u64(), "{entry}");
            assert_eq!(Some(u64::from(rate.denominator)), entry["denominator"].as_u64(), "{entry}");
            let shown = rate.percent().expect("there are offices").to_string();
            assert_eq!(Some(shown.as_str()), entry[percent].as_str(), "{entry}");
        }
    }
}

#[test]
fn a_support_centre_is_found_after_the_list_of_the_municipality_was_imported() {
    let (_, first) = read(FILE_01).expect("file 01 is accepted");
    let (_, second) = read("02_事業所一覧(R6.4.1).xlsx").expect("file 02 is accepted");
    let before = register(&plan(&first.rows, &[]));
    let rows: Vec<ReadRow> = first.rows.into_iter().chain(second.rows).collect();
    let after = register(&plan(&rows, &[]));
    let (_, adopters) = read_as(FILE_10, ListKind::Adopters).expect("file 10 is accepted");
    let centre = adopters.rows.iter().find(|row| row.record.particulars.name == "北地域包括支援センター");
    let said = Said::from(&centre.expect("the row is there").record);
    let kind = |register: &[Registered]| Index::new(register.iter().flat_map(Candidate::of)).find(&said).kind;
    assert_eq!(kind(&before), MatchKind::None);
    assert_ne!(kind(&after), MatchKind::None);
}

#[test]
fn the_file_is_the_one_that_is_described() {
    let bytes = std::fs::metadata(data(FILE_10)).expect("the file is there").len();
    assert_eq!(Some(bytes), expectation(FILE_10)["bytes"].as_u64());
}
