use crate::{FONTS, read, samples};
use documents::{ProofSheet, ProofSheetLine};

fn line(place: usize, words: &str) -> ProofSheetLine {
    ProofSheetLine {
        number: format!("29709{place:05}"),
        name: format!("事業所その{place}"),
        words: words.to_owned(),
    }
}

fn sheet(reached: usize) -> ProofSheet {
    ProofSheet {
        title: "介護保険最新情報Vol.1310の周知".into(),
        from: "みどり野市".into(),
        as_of: samples::day(2024, 9, 20),
        reached: (0..reached).map(|place| line(place, "メール 令和6年9月20日 10:00")).collect(),
        missed: vec![line(reached, "メール：アドレスなし、FAX：FAX番号なし")],
    }
}

#[test]
fn a_record_counts_and_names_everybody_who_could_not_be_reached_first() {
    let document = read("proof_sheet", &sheet(3).render(samples::made(), &FONTS).unwrap());
    document.assert_says(&[
        "令和6年9月20日",
        "周知の記録",
        "介護保険最新情報Vol.1310の周知",
        "対象の事業所",
        "4件",
        "届いていない事業所",
        "FAX番号なし",
        "事業所その2",
    ]);
    assert_eq!(sheet(3).file_name(), "周知の記録_介護保険最新情報Vol.1310の周知.pdf");
}

#[test]
fn it_goes_on_over_as_many_pages_as_it_needs_and_says_that_nobody_was_told() {
    let long = read("proof_sheet_long", &sheet(300).render(samples::made(), &FONTS).unwrap());
    assert!(long.pages.len() > 5);
    let nobody = read("proof_sheet_nobody", &sheet(0).render(samples::made(), &FONTS).unwrap());
    nobody.assert_says(&["届いた事業所", "ありません。"]);
}
