//! Files like those of the national open data, as the generator makes them.

use domain::imports::{Choices, Level, Outcome, Reading, plan, read};
use sheets::{Limits, read_bytes, sample};

fn reading(bytes: &[u8], choices: &Choices) -> Reading {
    let workbook = read_bytes(bytes, &Limits::web()).expect("the file is read");
    read(&workbook, choices).expect("the file is accepted")
}

#[test]
fn a_national_file_is_taken_as_it_is() {
    let bytes = sample::csv(sample::national(6_000, 1));
    let reading = reading(&bytes, &Choices::default());
    assert_eq!(reading.rows.len(), 6_000);
    let errors: Vec<_> = reading.rows.iter().filter(|row| row.outcome == Outcome::Error).collect();
    assert!(errors.is_empty(), "{:?}", errors.first());
    let warned = reading.rows.iter().filter(|row| row.outcome == Outcome::Warning).count();
    assert!((1..600).contains(&warned), "{warned}");
    let first = plan(&reading.rows, &[]);
    assert_eq!(first.services().created, 6_000);
    assert!(first.offices().created < 6_000, "some offices have several services");
}

#[test]
fn the_small_files_are_read_with_their_service_and_without_errors() {
    for (bytes, service) in
        [(sample::csv(sample::file_155(54, 2)), "78"), (sample::csv(sample::file_710(207, 3)), "71")]
    {
        let reading = reading(&bytes, &Choices::default());
        for row in &reading.rows {
            assert_ne!(row.outcome, Outcome::Error, "{row:?}");
            let services: Vec<_> = row.record.services.iter().map(|service| service.code()).collect();
            assert_eq!(services, [service]);
        }
        assert_eq!(plan(&reading.rows, &[]).services().created, reading.rows.len());
    }
}

#[test]
fn one_municipality_is_taken_out_of_a_national_file() {
    let bytes = sample::csv(sample::national(400, 4));
    let all = reading(&bytes, &Choices::default());
    for (code, rows) in &all.municipalities {
        let choices = Choices { municipalities: [*code].into(), ..Choices::default() };
        let one = reading(&bytes, &choices);
        assert_eq!(one.rows.iter().filter(|row| row.outcome != Outcome::Skipped).count(), *rows, "{code}");
    }
    assert_eq!(all.municipalities.len(), sample::MUNICIPALITIES.len());
}

#[test]
fn the_generator_makes_the_same_rows_for_the_same_seed() {
    let rows = |seed| sample::national(50, seed).collect::<Vec<_>>();
    assert_eq!(rows(7), rows(7));
    assert_ne!(rows(7), rows(8));
}

#[test]
fn defects_that_were_counted_are_found_again() {
    let reading = reading(&sample::csv(sample::national(8_000, 5)), &Choices::default());
    let mut codes: Vec<String> = reading
        .rows
        .iter()
        .flat_map(|row| &row.issues)
        .filter(|issue| issue.level != Level::Error)
        .map(|issue| serde_json::to_string(&issue.code).expect("a word"))
        .collect();
    codes.sort();
    codes.dedup();
    for code in [
        "capacity_unknown",
        "corp_number_check_digit",
        "fax_unusable",
        "lat_lon_unknown",
        "name_compat_characters",
        "number_check_digit",
        "phone_reformatted",
    ] {
        assert!(codes.contains(&format!("\"{code}\"")), "{code} in {codes:?}");
    }
}
