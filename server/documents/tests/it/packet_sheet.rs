use crate::{FONTS, read, samples};
use documents::{PacketSheet, PacketSheetCase};
use domain::money::Yen;

fn sheet(count: usize, office: &str) -> PacketSheet {
    let case = |number: usize| PacketSheetCase {
        receipt: format!("R6-{number:04}"),
        office_number: format!("29709{number:05}"),
        office: office.to_owned(),
        corporation: "株式会社ひだまり介護".into(),
        outcome: if number.is_multiple_of(7) { "不交付" } else { "交付" }.into(),
        amount: (!number.is_multiple_of(7)).then_some(Yen(21_000)),
        reason: if number.is_multiple_of(7) {
            "要綱第4条に定める期間より前に支払われた経費のため。"
        } else {
            ""
        }
        .into(),
    };
    PacketSheet {
        body: "みどり野市".into(),
        number: "R6-起案-3".into(),
        title: "7月受付分の交付決定について".into(),
        made_on: samples::day(2024, 7, 10),
        made_by: "佐藤 葵".into(),
        programme: "導入支援補助金".into(),
        basis: "交付要綱第6条".into(),
        note: "すべて書類で確かめました。".into(),
        cases: (1..=count).map(case).collect(),
        budget: vec![
            ("予算額".into(), Yen(2_100_000), Yen(2_100_000)),
            ("残額".into(), Yen(630_000), Yen(651_000)),
        ],
    }
}

#[test]
fn a_packet_lists_its_cases_and_has_boxes_for_those_who_decide() {
    let sheet = sheet(8, "居宅介護支援事業所ひだまり");
    let document = read("packet_sheet", &sheet.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&[
        "7月受付分の交付決定について",
        "決裁",
        "課長",
        "R6-起案-3",
        "令和6年7月10日",
        "8件（交付 7件、不交付 1件）",
        "147,000円",
        "すべて書類で確かめました。",
        "決裁前",
        "651,000円",
        "R6-0007",
        "不交付",
        "要綱第4条に定める期間より前に支払われた経費のため。",
        "文書番号",
    ]);
    assert_eq!(sheet.file_name(), "起案_R6-起案-3.pdf");
}

#[test]
fn a_packet_of_many_long_names_stays_on_its_pages() {
    let sheet = sheet(60, &samples::long_names()[0]);
    let rendered = sheet.render(samples::made(), &FONTS).unwrap();
    assert!(rendered.pages > 1);
    read("packet_sheet_long", &rendered);
}
