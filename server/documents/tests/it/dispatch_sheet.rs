use crate::{FONTS, read, samples};
use documents::DispatchSheet;

fn sheet(purpose: &str) -> DispatchSheet {
    let line = |label: &str, words: &str| (label.to_owned(), words.to_owned());
    DispatchSheet {
        to: "国民健康保険中央会".into(),
        from: "みどり県国民健康保険団体連合会".into(),
        asked_on: samples::day(2024, 9, 20),
        municipality: "みどり野市".into(),
        facts: vec![
            line("日時", "令和6年12月5日(木)（2024年）　13:30〜15:30"),
            line("市区町村", "みどり野市"),
            line("場所", "現地（市役所 3階）"),
            line("旅費の負担", "市区町村"),
        ],
        purpose: purpose.into(),
        costs: vec![line("鉄道・バス", "28,000円"), line("日当", "2,200円"), line("合計", "30,200円")],
        contact: vec![line("氏名", "森 拓也"), line("電話", "0741-00-4000")],
        answer: Vec::new(),
    }
}

#[test]
fn a_request_says_what_is_asked_for_and_has_a_part_to_answer_on() {
    let document = read(
        "dispatch_sheet",
        &sheet("送受信の操作の説明\n相談 2席").render(samples::made(), &FONTS).unwrap(),
    );
    document.assert_says(&[
        "令和6年9月20日",
        "国民健康保険中央会　御中",
        "講師派遣依頼書",
        "13:30〜15:30",
        "送受信の操作の説明",
        "30,200円",
        "森 拓也",
        "回答欄",
        "承諾する",
    ]);
    assert_eq!(sheet("").file_name(), "講師派遣依頼書_みどり野市.pdf");
}

#[test]
fn what_was_answered_stands_where_it_would_be_written() {
    let answered = DispatchSheet {
        answer: vec![("回答".into(), "承諾".into()), ("講師".into(), "中央 太郎".into())],
        costs: Vec::new(),
        ..sheet("操作の説明")
    };
    let document = read("dispatch_sheet_answered", &answered.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&["国保中央会の回答", "中央 太郎"]);
}
