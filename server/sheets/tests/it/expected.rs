//! Every row of every list: outcome, issues with their cells, normal forms, and what an import changes.

use crate::support::{data, read, read_packed};
use domain::{
    ids::{OfficeId, OfficeServiceId},
    imports::{
        Change, Choices, FileIssue, Issue, Level, ListKind, NoRecord, Outcome, Plan, ReadRow, Reading,
        Registered, RegisteredService, ServiceFrom, Workbook, column_letters, plan, propose_numbers,
    },
    offices::{Detail, Particulars, Status, same},
};
use rstest::rstest;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What `expected.json` says of a file.
pub fn expectation(file: &str) -> Value {
    let text = std::fs::read_to_string(data("expected.json")).expect("the expectations are there");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let files = all["files"].as_array().expect("a list of files");
    files.iter().find(|entry| entry["file"] == file).expect("the file is described").clone()
}

/// Names in the words of the data: snake case by serde.
pub fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).expect("a word").as_str().expect("a word").to_owned()
}

fn sheet_name(workbook: &Workbook, index: usize) -> Option<String> {
    Some(workbook.sheets[index].name.clone()).filter(|name| !name.is_empty())
}

fn key(entry: &Value) -> (Option<String>, u64) {
    (entry["sheet"].as_str().map(str::to_owned), entry["row"].as_u64().expect("a row"))
}

fn found_key(workbook: &Workbook, row: &ReadRow) -> (Option<String>, u64) {
    (sheet_name(workbook, row.place.sheet), u64::from(row.place.row))
}

fn cell(issue: &Issue, row: &ReadRow) -> Option<String> {
    issue.column.map(|column| format!("{}{}", column_letters(column), row.place.row + u32::from(issue.line)))
}

#[rstest]
#[case("01_jigyosho_292991.csv")]
#[case("02_事業所一覧(R6.4.1).xlsx")]
#[case("03_事業所一覧(R6.4.1)_旧形式.xls")]
#[case("04_事業所一覧_SJIS.csv")]
#[case("292992_care_service.csv")]
#[case("06_事業所台帳.ods")]
#[case("07_重複あり一覧.xlsx")]
#[case("08_二段書き一覧.xlsx")]
#[case("09_ブラウザ貼り付け.txt")]
#[case("bad/HTML表.xls")]
#[case("bad/実はExcel.csv")]
#[case("hostile/formula_cells.xlsx")]
#[case("hostile/formula_cells.csv")]
#[case("hostile/million_formatted_rows.xlsx")]
#[case("hostile/wide_16384_columns.xlsx")]
#[case("hostile/lying_dimension.xlsx")]
#[case("hostile/control_and_bidi_names.xlsx")]
#[case("hostile/control_characters.csv")]
fn a_list_is_read_row_by_row_as_expected(#[case] file: &str) {
    let expected = expectation(file);
    let (workbook, mut reading) = read_packed(file, ListKind::Offices).expect("the file is accepted");
    let (_, first) = read("01_jigyosho_292991.csv").expect("file 01 is accepted");
    propose_numbers(&mut reading, &register(&plan(&first.rows, &[])), &Choices::default());
    let reading = reading.unpacked();
    tables(&expected, &workbook, &reading);
    assert_eq!(reading.rows.len() as u64, expected["records"].as_u64().expect("a count"), "records");
    for (outcome, count) in expected["outcomes"].as_object().expect("outcomes") {
        let found = reading.rows.iter().filter(|row| word(row.outcome) == *outcome).count();
        assert_eq!(found as u64, count.as_u64().expect("a count"), "{outcome}");
    }
    rows(&expected, &workbook, &reading);
    issues(&expected, &workbook, &reading);
    passed_over(&expected, &workbook, &reading);
    file_issues(&expected, &reading);
    let plan = plan(&reading.rows, &[]);
    assert_eq!(
        plan.offices.len() as u64,
        expected["distinct_offices"].as_u64().expect("a count"),
        "distinct offices"
    );
    assert_eq!(
        plan.services().created as u64,
        expected["office_services"].as_u64().expect("a count"),
        "office services"
    );
    if expected["after_importing_file_01"].is_object() {
        after_file_01(&expected["after_importing_file_01"], &reading);
    }
    let again = domain::imports::plan(&reading.rows, &register(&plan));
    assert!(again.changes_nothing(), "the same file again changes nothing");
}

fn tables(expected: &Value, workbook: &Workbook, reading: &Reading) {
    for table in expected["tables"].as_array().expect("tables") {
        let name = table["sheet"].as_str().unwrap_or_default();
        let found = reading
            .tables
            .iter()
            .find(|found| workbook.sheets[found.sheet].name == name)
            .expect("the sheet is there");
        if table["import"] == false {
            assert!(!found.imported, "{name}");
            continue;
        }
        let header = found.header.expect("a header");
        let rows: Vec<u64> =
            table["header_rows"].as_array().expect("rows").iter().filter_map(Value::as_u64).collect();
        assert_eq!(
            (u64::from(header.first), u64::from(header.last)),
            (rows[0], rows[rows.len() - 1]),
            "{name}"
        );
        assert_eq!(u64::from(found.lines), table["rows_per_record"].as_u64().unwrap_or(1), "{name}");
        for (field, letters) in table["columns"].as_object().expect("columns") {
            let column =
                found.columns.iter().find(|column| column.field.is_some_and(|known| known.name() == field));
            let column = column.unwrap_or_else(|| panic!("{name}: no column for {field}"));
            let mut place = column_letters(column.column);
            if found.lines > 1 {
                place.push_str(if column.line == 0 { " upper" } else { " lower" });
            }
            assert_eq!(Some(place.as_str()), letters.as_str(), "{name} {field}");
        }
        match (table["service_from"].as_str().expect("where"), found.service) {
            ("sheet name", ServiceFrom::SheetName(service)) => {
                assert_eq!(Some(service.code()), table["service_code"].as_str());
            }
            (_, ServiceFrom::Column) => {}
            (wanted, found) => panic!("{name}: service from {found:?} instead of {wanted}"),
        }
    }
}

fn rows(expected: &Value, workbook: &Workbook, reading: &Reading) {
    let found: BTreeMap<_, _> = reading.rows.iter().map(|row| (found_key(workbook, row), row)).collect();
    for entry in expected["rows"].as_array().expect("rows") {
        let row = found.get(&key(entry)).unwrap_or_else(|| panic!("no record at {:?}", key(entry)));
        assert_eq!(Some(word(row.outcome).as_str()), entry["outcome"].as_str(), "{entry}");
        if let Some(line) = entry["line"].as_u64() {
            let read = workbook.sheets[row.place.sheet].row(row.place.row).expect("the row");
            assert_eq!(u64::from(read.line.unwrap_or(read.number)), line, "{entry}");
        }
        let particulars = &row.record.particulars;
        if row.outcome == Outcome::Skipped {
            continue;
        }
        if let Some(number) = row.record.number {
            assert_eq!(Some(number.as_str()), entry["number"].as_str(), "{entry}");
        } else {
            assert_eq!(row.outcome, Outcome::Error, "{entry}");
        }
        let services: Vec<_> = row.record.services.iter().map(|service| service.code()).collect();
        assert_eq!(serde_json::json!(services), entry["services"], "{entry}");
        for (name, detail) in [
            ("name", Detail::Name),
            ("phone", Detail::Phone),
            ("address", Detail::Address),
            ("postal_code", Detail::PostalCode),
            ("corp_name", Detail::CorporationName),
            ("corp_number", Detail::CorporateNumber),
            ("designated_on", Detail::DesignatedOn),
        ] {
            let wanted = known(detail, entry[name].as_str());
            if wanted.get(detail).is_none() && detail == Detail::CorporateNumber {
                // A number with a wrong check digit counts as unusable there; here it is kept with its warning.
                continue;
            }
            assert!(same(detail, particulars, &wanted), "{name}: {:?} in {entry}", particulars.get(detail));
        }
    }
}

/// Particulars with one detail, as the expectations write it.
fn known(detail: Detail, text: Option<&str>) -> Particulars {
    let text = text.unwrap_or_default().to_owned();
    let mut particulars = Particulars::default();
    match detail {
        Detail::Name => particulars.name = text,
        Detail::Address => particulars.address = text,
        Detail::CorporationName => particulars.corporation_name = text,
        Detail::Phone => particulars.phone = text.parse().ok(),
        Detail::PostalCode => particulars.postal_code = text.parse().ok(),
        Detail::CorporateNumber => particulars.corporate_number = text.parse().ok(),
        Detail::DesignatedOn => particulars.designated_on = text.parse().ok(),
        Detail::Status => particulars.status = Status::named(&text),
        other => panic!("{other:?} is not described"),
    }
    particulars
}

fn issues(expected: &Value, workbook: &Workbook, reading: &Reading) {
    type Found = BTreeSet<((Option<String>, u64), Option<String>, String)>;
    let described = |list: &Value| -> Found {
        let entries = list.as_array().expect("issues").iter();
        entries
            .map(|entry| {
                (
                    key(entry),
                    entry["cell"].as_str().map(str::to_owned),
                    entry["code"].as_str().expect("a code").to_owned(),
                )
            })
            .collect()
    };
    let mut serious = Found::new();
    let mut notes = Found::new();
    for row in &reading.rows {
        for issue in &row.issues {
            let entry = (found_key(workbook, row), cell(issue, row), word(issue.code));
            if issue.level == Level::Note {
                notes.insert(entry)
            } else {
                serious.insert(entry)
            };
        }
    }
    assert_eq!(serious, described(&expected["row_issues"]), "warnings and errors");
    // Cells of notes about a whole row are not given there.
    let places = |found: &Found| -> BTreeSet<_> {
        found.iter().map(|(place, _, code)| (place.clone(), code.clone())).collect()
    };
    let missing: Vec<_> =
        places(&described(&expected["notes"])).difference(&places(&notes)).cloned().collect();
    assert!(missing.is_empty(), "notes not made: {missing:?}");
    let with_cells: Found =
        described(&expected["notes"]).into_iter().filter(|(_, cell, _)| cell.is_some()).collect();
    let elsewhere: Vec<_> = with_cells.difference(&notes).collect();
    assert!(elsewhere.is_empty(), "notes of other cells: {elsewhere:?}");
    let all: Vec<_> = serious.iter().chain(&notes).collect();
    for (code, count) in expected["counts_by_code"].as_object().expect("counts") {
        let found = all.iter().filter(|(_, _, found)| found == code).count();
        let wanted = count.as_u64().expect("a count");
        if serious.iter().any(|(_, _, serious)| serious == code) {
            assert_eq!(found as u64, wanted, "{code}");
        } else {
            // What is normalised without asking may be noted in more rows than are described there.
            assert!(found as u64 >= wanted, "{code}: {found} of {wanted}");
        }
    }
    for entry in expected["row_issues"]
        .as_array()
        .expect("issues")
        .iter()
        .chain(expected["notes"].as_array().expect("notes"))
    {
        let row = reading.rows.iter().find(|row| found_key(workbook, row) == key(entry)).expect("the row");
        let issue = row.issues.iter().find(|issue| word(issue.code) == entry["code"]).expect("the issue");
        assert!(word(issue.level) == entry["level"], "{entry}");
        if let (Some(repaired), Some(field)) = (
            entry["repaired"].as_str(),
            issue.field.filter(|field| !["name", "corp_name"].contains(&field.name())),
        ) {
            assert_eq!(issue.repaired.as_deref(), Some(repaired), "{} {entry}", field.name());
        }
        for (name, place) in
            [("conflicts_with_row", issue.other), ("first_row", issue.other), ("other_row", issue.other)]
        {
            if let Some(other) = entry[name].as_u64() {
                assert_eq!(place.map(|place| u64::from(place.row)), Some(other), "{entry}");
            }
        }
    }
}

fn passed_over(expected: &Value, workbook: &Workbook, reading: &Reading) {
    let found: BTreeMap<_, _> = reading
        .passed_over
        .iter()
        .map(|row| ((sheet_name(workbook, row.place.sheet), u64::from(row.place.row)), row.kind))
        .collect();
    for entry in expected["rows_not_data"].as_array().expect("rows") {
        let is_record = reading.rows.iter().any(|row| found_key(workbook, row) == key(entry));
        assert!(!is_record, "{entry}");
        let kind = match entry["kind"].as_str().expect("a kind") {
            "title" | "note" | "blank" => None,
            "total" => Some(NoRecord::Total),
            "footer" => Some(NoRecord::Note),
            "repeated header" => Some(NoRecord::RepeatedHeader),
            other => panic!("unknown kind {other}"),
        };
        if let Some(kind) = kind {
            assert_eq!(found.get(&key(entry)), Some(&kind), "{entry}");
        }
    }
}

fn file_issues(expected: &Value, reading: &Reading) {
    let found: Vec<_> = reading
        .issues
        .iter()
        .filter_map(|issue| match issue {
            FileIssue::MunicipalityCode { found, corrected, rows } => {
                assert_eq!(*rows, reading.rows.len());
                Some(serde_json::json!([found.to_string(), corrected.to_string()]))
            }
            FileIssue::ColumnsCut { .. }
            | FileIssue::HiddenColumns { .. }
            | FileIssue::SecondTable { .. }
            | FileIssue::AboveHeader { .. }
            | FileIssue::FurtherTable { .. }
            | FileIssue::AreaHeadings { .. }
            | FileIssue::Turned { .. } => None,
        })
        .collect();
    let wanted: Vec<_> = expected["file_issues"]
        .as_array()
        .map(|issues| {
            issues.iter().map(|issue| serde_json::json!([issue["found"], issue["repaired"]])).collect()
        })
        .unwrap_or_default();
    assert_eq!(found, wanted);
}

/// The register after a plan was carried out.
pub fn register(plan: &Plan) -> Vec<Registered> {
    let id = |n: usize| Uuid::from_u128(n as u128 + 1);
    let service = |(n, service): (usize, &domain::imports::ServicePlan)| RegisteredService {
        id: OfficeServiceId::from_uuid(id(n)),
        service: service.service,
        particulars: service.particulars.clone(),
    };
    let office = |(n, office): (usize, &domain::imports::OfficePlan)| Registered {
        id: OfficeId::from_uuid(id(n)),
        number: office.number,
        version: 1,
        particulars: office.particulars.clone(),
        services: office.services.iter().enumerate().map(service).collect(),
    };
    plan.offices.iter().enumerate().map(office).collect()
}

fn after_file_01(expected: &Value, reading: &Reading) {
    let (_, first) = read("01_jigyosho_292991.csv").expect("file 01 is accepted");
    let register = register(&plan(&first.rows, &[]));
    let plan = plan(&reading.rows, &register);
    let offices = plan.offices();
    let count = |of: &str, what: &str| expected[of][what].as_u64().expect("a count");
    assert_eq!(offices.created as u64, count("offices", "created"));
    assert_eq!(offices.updated as u64, count("offices", "updated"));
    assert_eq!((offices.unchanged + offices.completed) as u64, count("offices", "unchanged"));
    assert_eq!(
        (register.len() - plan.offices.iter().filter(|office| office.existing.is_some()).count()) as u64,
        count("offices", "not_mentioned")
    );
    let services = plan.services();
    assert_eq!(services.created as u64, count("office_services", "created"));
    assert_eq!(services.updated as u64, count("office_services", "updated"));
    assert_eq!((services.unchanged + services.completed) as u64, count("office_services", "unchanged"));
    let created: BTreeSet<_> = plan
        .offices
        .iter()
        .filter(|office| office.change == Change::Created)
        .map(|office| office.number.to_string())
        .collect();
    let wanted: BTreeSet<_> = expected["created_numbers"]
        .as_array()
        .expect("numbers")
        .iter()
        .filter_map(|number| number.as_str().map(str::to_owned))
        .collect();
    assert_eq!(created, wanted);
    changes(expected, &plan);
}

fn changes(expected: &Value, plan: &Plan) {
    let found: BTreeSet<_> = plan
        .offices
        .iter()
        .flat_map(|office| office.services.iter().map(move |service| (office, service)))
        .flat_map(|(office, service)| {
            let essential = service.differences.iter().filter(|difference| difference.is_essential());
            essential.map(|difference| {
                (office.number.to_string(), service.service.code().to_owned(), difference.detail)
            })
        })
        .collect();
    let wanted: BTreeSet<_> = expected["changes"]
        .as_array()
        .expect("changes")
        .iter()
        .map(|change| {
            let text = |name: &str| change[name].as_str().expect("text").to_owned();
            let detail = match text("field").as_str() {
                "name" => Detail::Name,
                "phone" => Detail::Phone,
                "address" => Detail::Address,
                "corp_name" => Detail::CorporationName,
                "status" => Detail::Status,
                other => panic!("unknown field {other}"),
            };
            let service = plan.offices.iter().find(|office| office.number.as_str() == text("number"));
            let service = service.and_then(|office| {
                office.services.iter().find(|known| known.service.code() == text("service"))
            });
            let difference =
                service.and_then(|service| service.differences.iter().find(|found| found.detail == detail));
            let difference = difference.unwrap_or_else(|| panic!("not found: {change}"));
            for (side, name) in [(&difference.before, "before"), (&difference.after, "after")] {
                // An office of which nothing else is said is open.
                let open = Some("active").filter(|_| detail == Detail::Status);
                let side = known(detail, side.as_deref().or(open));
                assert!(same(detail, &side, &known(detail, change[name].as_str())), "{change}");
            }
            (text("number"), text("service"), detail)
        })
        .collect();
    assert_eq!(found, wanted);
}

/// What stands beside the lists: read with the archive around it, refused with a reason (`hostile.rs`), or matched to
/// offices by another part of the program.
const ELSEWHERE: [&str; 13] = [
    "10_連携システム利用事業所(R7.4.1).xlsx",
    "bad/空ファイル.csv",
    "bad/見出しだけ.csv",
    "bad/様式（未記入）.xlsx",
    "bad/パスワード付き.xlsx",
    "bad/実はPDF.xlsx",
    "bad/実はZIP.csv",
    "bad/途中で切れた.xlsx",
    "bad/文字化け.csv",
    "bad/別の表.xlsx",
    "hostile/sparse_corners.xlsx",
    "hostile/zip_bomb_shared_strings.xlsx",
    "hostile/billion_laughs.xlsx",
];

#[test]
fn every_file_that_is_described_is_tried() {
    let text = std::fs::read_to_string(data("expected.json")).expect("the expectations are there");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let here = include_str!("expected.rs");
    for entry in all["files"].as_array().expect("a list of files") {
        let file = entry["file"].as_str().expect("a name");
        let is_case = here.contains(&format!("#[case(\"{file}\")]"));
        let verdict = entry["verdict"].as_str().expect("a verdict");
        assert!(is_case || ELSEWHERE.contains(&file) || file == "hostile/external_entity.xlsx", "{file}");
        if verdict == "refuse" {
            assert!(read(file).is_err(), "{file}");
        }
    }
}
