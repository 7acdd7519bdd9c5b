use crate::{FONTS, read, samples};
use documents::LoanSheet;
use domain::demos::{LoanDays, LoanMarks};

fn sheet(boxes: Vec<(String, LoanMarks)>) -> LoanSheet {
    LoanSheet {
        from: "みどり県国保連合会".into(),
        to: "みさき町".into(),
        about: "みさき町　令和6年12月5日(木) 13:30〜15:30".into(),
        days: LoanDays { ships: samples::day(2024, 12, 2), returns: samples::day(2024, 12, 10) },
        contact: "現地（みさき町役場）\n島田 渚　電話 0741-00-2000".into(),
        desk: "みどり県国保連合会\n介護保険課　電話 0741-00-4000".into(),
        boxes,
    }
}

#[test]
fn a_page_a_box_with_its_list_its_days_and_room_to_sign() {
    let contents = ["ノートパソコン（親機）".to_owned(), "モバイルルーター".to_owned()];
    let mut sent = LoanMarks::of_box(&contents);
    sent.items[0].went = true;
    sent.shipped_on = Some(samples::day(2024, 12, 2));
    sent.note = "電源コードは2本あります".into();
    let boxes =
        vec![("デモ機1号（2台）".to_owned(), sent), ("プロジェクター".to_owned(), LoanMarks::default())];
    let sheet = sheet(boxes);
    assert!(sheet.file_name().starts_with("機材貸出票"), "{}", sheet.file_name());
    let made = sheet.render(samples::made(), &FONTS).unwrap();
    assert_eq!(made.pages, 2, "a page a box");
    let document = read("loan_sheet", &made);
    document.assert_says(&[
        "機材貸出票",
        "みさき町　御中",
        "デモ機1号（2台）",
        "令和6年12月2日",
        "12月10日",
        "島田 渚",
        "0741-00-4000",
        "ノートパソコン（親機）",
        "受渡しの確認",
        "署名",
        "電源コードは2本あります",
        "プロジェクター",
        "中身の一覧は登録されていません",
    ]);
}
