//! The limits that the child sets itself, in a process of its own.

use crate::make::{SQUARE, one_page, put};
use raster::{
    Refusal,
    child::{self, Report},
};
use std::{env, process::Command};

const DOCUMENT: &str = "RASTER_TEST_DOCUMENT";

/// Not a test: the body of the child, entered when the tests below start this program again.
#[test]
fn the_child_itself() {
    let Some(document) = env::var_os(DOCUMENT) else { return };
    let folder = std::path::PathBuf::from(&document).parent().unwrap().to_owned();
    println!();
    child::run([document, folder.into_os_string()]);
}

fn in_a_child(data: &[u8]) -> Report {
    let (_folder, path) = put(data);
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "child::the_child_itself", "--nocapture", "--test-threads=1"])
        .env(DOCUMENT, &path)
        .output()
        .unwrap();
    // The test harness talks on the same channel; the answer is the line of JSON.
    let said = String::from_utf8_lossy(&output.stdout);
    let answer = said.lines().find(|line| line.starts_with('{')).unwrap_or_default();
    child::report(output.status, answer.as_bytes(), &output.stderr).unwrap()
}

#[test]
fn a_good_document_is_drawn() {
    let Report::Drawn(drawn) = in_a_child(&one_page("0 0 595 842", SQUARE, "", &[])) else { panic!() };
    assert_eq!((drawn.pages.len(), drawn.pages[0].file.as_str()), (1, "001.png"));
}

#[test]
fn a_refusal_comes_back_by_name() {
    assert_eq!(in_a_child(b"GIF89a"), Report::Refused(Refusal::OtherPicture));
}

/// One drawing that calls two, each of which call two, fifty levels deep.
#[test]
fn a_document_that_never_ends_is_ended() {
    let forms: Vec<String> = (0..40)
        .map(|level| {
            let next = level + 6;
            format!(
                "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F {next} 0 R>>>>/Length 11>>\n\
                 stream\n/F Do /F Do\nendstream"
            )
        })
        .collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    let started = std::time::Instant::now();
    let report = in_a_child(&one_page("0 0 595 842", "/F Do", "/XObject<</F 5 0 R>>", &forms));
    assert_eq!(report, Report::Refused(Refusal::TooHeavy));
    assert!(started.elapsed().as_secs() < 120);
}

/// A picture of 40,000 by 40,000 inside a small PDF would take 4.8 GB.
#[test]
fn a_flood_of_pixels_inside_a_pdf_does_not_take_the_machine() {
    let flood = "<</Type/XObject/Subtype/Image/Width 40000/Height 40000/ColorSpace/DeviceRGB/BitsPerComponent 8\
                 /Filter/RunLengthDecode/Length 3>>\nstream\n\u{1}ab\nendstream";
    match in_a_child(&one_page("0 0 595 842", "500 0 0 500 0 0 cm /I Do", "/XObject<</I 5 0 R>>", &[flood])) {
        Report::Drawn(drawn) => assert_eq!(drawn.pages.len(), 1),
        Report::Refused(refusal) => assert!(matches!(refusal, Refusal::TooHeavy | Refusal::Damaged)),
    }
}
