//! Files that are damaged, not what their name says, or built to harm.

use crate::support::{child, data, read};
use domain::imports::{OtherKind, Refusal};
use rstest::rstest;
use sheets::{Limits, frames};

#[rstest]
#[case("bad/空ファイル.csv", Refusal::Empty)]
#[case("bad/見出しだけ.csv", Refusal::HeaderOnly)]
#[case("bad/様式（未記入）.xlsx", Refusal::HeaderOnly)]
#[case("bad/パスワード付き.xlsx", Refusal::Encrypted)]
#[case("bad/実はPDF.xlsx", Refusal::OtherKind(OtherKind::Pdf))]
#[case("bad/途中で切れた.xlsx", Refusal::CutOff)]
#[case("bad/文字化け.csv", Refusal::Garbled)]
#[case("bad/別の表.xlsx", Refusal::NoOfficeTable)]
#[case("hostile/sparse_corners.xlsx", Refusal::NoOfficeTable)]
#[case("hostile/zip_bomb_shared_strings.xlsx", Refusal::Hostile)]
#[case("hostile/billion_laughs.xlsx", Refusal::Hostile)]
#[case("hostile/external_entity.xlsx", Refusal::Hostile)]
fn a_file_that_is_no_list_is_refused_with_its_reason(#[case] file: &str, #[case] reason: Refusal) {
    assert_eq!(read(file).map(|_| ()), Err(reason));
}

#[test]
fn an_archive_with_one_list_is_read_as_that_list() {
    assert_eq!(child(&data("bad/実はZIP.csv")), child(&data("01_jigyosho_292991.csv")));
}

#[test]
fn a_file_larger_than_is_taken_is_refused_by_its_size() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    file.as_file().set_len(65 * 1024 * 1024).expect("a large file");
    assert_eq!(child(file.path()), Err(Refusal::TooLarge { limit_mb: 64 }));
}

#[test]
fn an_answer_that_is_cut_off_means_that_the_reader_broke_off() {
    for cut_off in [&b""[..], b"cells-1\n", b"{\"Ok\":{\"source\":"] {
        assert_eq!(frames::read(cut_off, &Limits::web()).err(), Some(Refusal::ReaderCrashed));
    }
}

#[test]
fn every_refusal_survives_the_way_from_the_child() {
    for refusal in [
        Refusal::Empty,
        Refusal::TooLarge { limit_mb: 64 },
        Refusal::OtherKind(OtherKind::Pdf),
        Refusal::TooHeavy,
    ] {
        let mut bytes = Vec::new();
        frames::write(&Err(refusal), &mut bytes).expect("written");
        assert_eq!(frames::read(bytes.as_slice(), &Limits::web()).err(), Some(refusal));
    }
}
