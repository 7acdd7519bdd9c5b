//! The real files of the national open data, where a developer has them; skipped elsewhere.

use crate::support::child;
use domain::imports::{Choices, Outcome, Refusal, plan, read};
use std::path::{Path, PathBuf};

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/mhlw");
    folder.is_dir().then_some(folder)
}

#[test]
fn the_national_files_are_taken_as_they_are() {
    let Some(folder) = folder() else { return };
    for (file, rows, service) in [
        ("jigyosho_120.csv", 1568, "12"),
        ("jigyosho_140.csv", 5091, "14"),
        ("jigyosho_155.csv", 54, "78"),
        ("jigyosho_170.csv", 7042, "17"),
        ("jigyosho_337.csv", 9, "33"),
        ("jigyosho_361.csv", 256, "36"),
        ("jigyosho_551.csv", 181, "2A"),
        ("jigyosho_710.csv", 207, "71"),
    ] {
        let workbook = child(&folder.join(file)).expect("the file is read");
        let reading = read(&workbook, &Choices::default()).expect("the file is accepted");
        assert_eq!(reading.rows.len(), rows, "{file}");
        let strange: Vec<_> =
            reading.rows.iter().filter(|row| row.outcome == Outcome::Error).map(|row| &row.issues).collect();
        assert!(strange.len() * 200 <= rows, "{file}: {strange:?}");
        assert!(
            reading.rows.iter().all(|row| row.record.services.iter().all(|found| found.code() == service)),
            "{file}"
        );
        let first = plan(&reading.rows, &[]);
        let services = first.services().created;
        let written =
            reading.rows.iter().filter(|row| matches!(row.outcome, Outcome::Ok | Outcome::Warning)).count();
        assert_eq!(services, written, "{file}");
    }
}

#[test]
fn one_municipality_is_taken_out_of_a_national_file() {
    let Some(folder) = folder() else { return };
    let workbook = child(&folder.join("jigyosho_710.csv")).expect("the file is read");
    let all = read(&workbook, &Choices::default()).expect("the file is accepted");
    let (code, rows) = all.municipalities.iter().max_by_key(|(_, rows)| **rows).expect("codes");
    let choices = Choices { municipalities: [*code].into(), ..Choices::default() };
    let one = read(&workbook, &choices).expect("the file is accepted");
    assert_eq!(one.rows.iter().filter(|row| row.outcome != Outcome::Skipped).count(), *rows);
}

#[test]
fn a_table_of_statistics_is_no_office_list() {
    let Some(folder) = folder() else { return };
    let workbook = child(&folder.join("02h.xlsx")).expect("the workbook is read");
    assert_eq!(read(&workbook, &Choices::default()).map(|_| ()), Err(Refusal::NoOfficeTable));
}
