//! Starting the child and reading what it answers.

use domain::imports::{Choices, ListKind, Reading, Refusal, Rows, Workbook};
use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

/// A file of the test data.
pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// A container with these parts.
pub fn container(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part begins");
        std::io::Write::write_all(&mut writer, content).expect("a part is written");
    }
    writer.finish().expect("the container ends").into_inner()
}

/// The child's answer for a file as the server takes it; it must come within ten seconds.
pub fn child(path: &Path) -> Result<Workbook, Refusal> {
    let started = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_read-sheet"))
        .arg(path)
        .arg("name")
        .output()
        .expect("the child starts");
    assert!(started.elapsed() < Duration::from_secs(10), "{} took {:?}", path.display(), started.elapsed());
    assert!(output.status.success(), "{} ended the child: {:?}", path.display(), output.status);
    let answer = sheets::frames::read(output.stdout.as_slice(), &sheets::Limits::web());
    answer.map(|cells| cells.arranged().to_workbook())
}

/// A list of offices read for みどり野市.
pub fn read(name: &str) -> Result<(Workbook, Reading), Refusal> {
    read_as(name, ListKind::Offices)
}

/// A list of a kind read for みどり野市.
pub fn read_as(name: &str, kind: ListKind) -> Result<(Workbook, Reading), Refusal> {
    let (workbook, reading) = read_packed(name, kind)?;
    Ok((workbook, reading.unpacked()))
}

/// The same, with its rows packed as the server has them.
pub fn read_packed(name: &str, kind: ListKind) -> Result<(Workbook, Reading<Rows>), Refusal> {
    let workbook = child(&data(name))?;
    let municipalities = ["292991".parse().expect("a code")].into();
    let choices = Choices { kind, municipalities, ..Choices::default() };
    let threads = std::num::NonZero::new(3).expect("three");
    let reading = domain::imports::read_cells(&workbook.clone().into(), &choices, threads)?;
    Ok((workbook, reading))
}
