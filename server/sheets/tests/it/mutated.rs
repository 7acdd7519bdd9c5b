//! The entry points of the fuzz targets over samples with a few bytes changed: refused or read, never a panic.
//!
//! Every test run tries a few hundred; `cargo xtask fuzz --seconds N` goes on as long as it is told and keeps what ended
//! the program in `data/found`, where every later run tries it again.

use crate::support::data;
use domain::imports::{Choices, read};
use sheets::{Limits, frames, read_cells, read_pasted};
use std::{
    fs,
    panic::catch_unwind,
    time::{Duration, Instant},
};

const SAMPLES: [&str; 11] = [
    "03_事業所一覧(R6.4.1)_旧形式.xls",
    "04_事業所一覧_SJIS.csv",
    "06_事業所台帳.ods",
    "07_重複あり一覧.xlsx",
    "08_二段書き一覧.xlsx",
    "09_ブラウザ貼り付け.txt",
    "bad/HTML表.xls",
    "bad/パスワード付き.xlsx",
    "bad/実はZIP.csv",
    "hostile/control_characters.csv",
    "hostile/lying_dimension.xlsx",
];

/// A generator of the kind that needs no crate.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).expect("31 bits")
}

/// The bytes with some of them changed, cut off, doubled or left out.
fn mutated(bytes: &[u8], state: &mut u64) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=next(state) % 6 {
        if bytes.is_empty() {
            break;
        }
        let at = next(state) % bytes.len();
        let end = (at + 1 + next(state) % 64).min(bytes.len());
        match next(state) % 6 {
            0 => bytes[at] ^= 1 << (next(state) % 8),
            1 => bytes[at] = [0, 0xFF, b'<', b'"', b',', 0x3C][next(state) % 6],
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let part = bytes[at..end].to_vec();
                bytes.splice(at..at, part);
            }
            _ => bytes[at..end].fill(0xFF),
        }
    }
    bytes
}

fn read_both_ways(bytes: &[u8]) {
    let limits = Limits::small();
    let pasted = read_pasted(&String::from_utf8_lossy(bytes), &limits);
    for cells in [read_cells(bytes, &limits), pasted].into_iter().flatten() {
        let workbook = cells.to_workbook();
        for sheet in &workbook.sheets {
            assert!(sheet.rows.is_sorted_by(|a, b| a.number < b.number), "rows in order");
            assert!(sheet.rows.iter().all(|row| row.cells.is_sorted_by(|a, b| a.column < b.column)));
        }
        let answer = frames::to_bytes(&cells).expect("cells are written");
        let taken = frames::read(answer.as_slice(), &limits).expect("what the child writes is taken");
        assert!(taken.to_workbook() == workbook, "the same cells");
        let _ = read(&cells.arranged().to_workbook(), &Choices::default());
    }
    // The server believes nothing of what a child says, either.
    let _ = frames::read(bytes, &limits);
}

#[test]
fn damaged_files_are_read_or_refused_but_never_end_the_program() {
    let mut state = 20_261_126;
    for sample in SAMPLES {
        let bytes = fs::read(data(sample)).expect("the sample is there");
        for _ in 0..25 {
            read_both_ways(&mutated(&bytes, &mut state));
        }
    }
}

#[test]
fn the_inner_parts_of_containers_are_damaged_too() {
    let mut state = 7;
    for sample in ["06_事業所台帳.ods", "07_重複あり一覧.xlsx"] {
        let bytes = fs::read(data(sample)).expect("the sample is there");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a container");
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).expect("a part");
            let mut content = Vec::new();
            std::io::copy(&mut part, &mut content).expect("the content");
            parts.push((part.name().expect("a name").into_owned(), content));
        }
        for round in 0..40 {
            let chosen = round % parts.len();
            let changed = parts.iter().enumerate().map(|(index, (name, content))| {
                let content = if index == chosen { mutated(content, &mut state) } else { content.clone() };
                (name.clone(), content)
            });
            let changed: Vec<_> = changed.collect();
            let named: Vec<(&str, &[u8])> =
                changed.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
            read_both_ways(&crate::support::container(&named));
        }
    }
}

#[test]
fn what_once_ended_the_program_does_so_no_more() {
    for found in fs::read_dir(data("found")).expect("the folder is there") {
        let path = found.expect("a file").path();
        if path.extension().is_some_and(|extension| extension == "bin") {
            read_both_ways(&fs::read(&path).expect("the file is read"));
        }
    }
}

/// No such small file may take longer.
const LONGEST: Duration = Duration::from_secs(10);

/// Tried where nobody says how long.
const SOME: u64 = 300;

#[test]
fn as_long_as_it_is_told() {
    let told = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let seconds = told("HIROMERU_FUZZ_SECONDS").map(Duration::from_secs);
    let mut state = told("HIROMERU_FUZZ_SEED").unwrap_or(1);
    let mut samples: Vec<Vec<u8>> =
        SAMPLES.iter().map(|sample| fs::read(data(sample)).expect("the sample is there")).collect();
    // The answers of the child are tried as well, and grow with whatever was read.
    for sample in samples.clone() {
        let cells = read_cells(&sample, &Limits::small()).ok();
        samples.extend(cells.map(|cells| frames::to_bytes(&cells).expect("cells are written")));
    }
    let (begun, mut tried) = (Instant::now(), 0u64);
    while seconds.map_or(tried < SOME, |seconds| begun.elapsed() < seconds) {
        let first = &samples[next(&mut state) % samples.len()];
        let mut bytes = mutated(first, &mut state);
        if next(&mut state).is_multiple_of(8) && !bytes.is_empty() {
            // The beginning of one and the end of another.
            let other = &samples[next(&mut state) % samples.len()];
            bytes.truncate(next(&mut state) % bytes.len());
            bytes.extend_from_slice(&other[next(&mut state) % other.len()..]);
        }
        let one = Instant::now();
        let outcome = catch_unwind(|| read_both_ways(&bytes));
        tried += 1;
        if outcome.is_err() || one.elapsed() > LONGEST {
            let path = data("found").join(format!("{state:016x}.bin"));
            fs::write(&path, &bytes).expect("what was found is kept");
            panic!("after {tried} files: {} (tried {:?})", path.display(), one.elapsed());
        }
    }
    println!("{tried} files tried in {:?}", begun.elapsed());
}
