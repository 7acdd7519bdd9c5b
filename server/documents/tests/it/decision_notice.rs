use crate::{FONTS, read, samples};
use documents::{Decision, DecisionNotice, NoticeOffice, Seal};
use domain::money::Yen;

#[test]
fn a_grant_says_what_an_officer_writes() {
    let notice = samples::granted();
    let rendered = notice.render(samples::made(), &FONTS).unwrap();
    let document = read("decision_granted", &rendered);
    document.assert_says(&[
        "様式第2号（第6条関係）",
        "みどり介第123号",
        "令和6年8月20日",
        "株式会社ひだまり介護",
        "代表取締役 日向 はるか 様",
        "みどり野市長 緑野 太郎",
        "（公印省略）",
        "みどり野市ケアプランデータ連携システム利用促進補助金交付決定通知書",
        "令和6年7月3日付けで申請のあったみどり野市ケアプランデータ連携システム利用促進補助金については、",
        "交付要綱第6条の規定により、次のとおり交付することに決定したので、通知します。",
        "記",
        "居宅介護支援事業所ひだまり（事業所番号 2970999013）",
        "金21,000円",
        "(1)補助金は、",
        "(3)偽りその他不正の手段",
        "お問い合わせ先",
    ]);
    document.assert_every_foot_says("受付番号R6-0001");
    assert_eq!(rendered.pages, 1);
    assert!(!document.text().contains("教示"));
    assert_eq!(notice.file_name(), "交付決定通知書_R6-0001.pdf");
}

#[test]
fn a_refusal_gives_its_reason_and_how_to_appeal() {
    let notice = samples::refused();
    let rendered = notice.render(samples::made(), &FONTS).unwrap();
    let document = read("decision_refused", &rendered);
    document.assert_says(&[
        "みどり介第124号",
        "不交付決定通知書",
        "次の理由により交付しないことに決定したので、通知します。",
        "みやま医院",
        "不交付の理由",
        "要綱第3条第1項第2号",
        "改めて申請することができます。",
        "教示",
        "3か月以内に",
        "6か月以内に",
        "お問い合わせ先",
    ]);
    document.assert_every_foot_says("受付番号R6-0018");
    assert_eq!(rendered.pages, 1);
    assert!(!document.text().contains("交付決定額"));
    assert_eq!(notice.file_name(), "不交付決定通知書_R6-0018.pdf");
}

#[test]
fn a_notice_to_be_sealed_does_not_say_that_the_seal_is_omitted() {
    let notice = DecisionNotice { seal: Seal::Required, ..samples::granted() };
    let document = read("decision_sealed", &notice.render(samples::made(), &FONTS).unwrap());
    assert!(!document.text().contains("公印省略"));
    let sender = document.pages[0].place_of("太郎").unwrap();
    assert!(595.28 - sender.x1 > 25.0 / 25.4 * 72.0 + 56.0, "room of 20 mm for the seal: {sender:?}");
}

#[test]
fn each_of_many_offices_stands_with_its_amount_and_each_page_with_the_receipt_number() {
    let offices = (0..40).map(|number| NoticeOffice {
        number: format!("29709{number:05}"),
        name: format!("デイサービスこもれび第{number}"),
        amount: Some(Yen(21_000)),
    });
    let notice = DecisionNotice {
        offices: offices.collect(),
        decision: Decision::Granted { amount: Yen(840_000), conditions: vec![], lowered: String::new() },
        ..samples::granted()
    };
    let document = read("decision_many", &notice.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&["事業所番号", "デイサービスこもれび第39", "21,000円", "金840,000円"]);
    assert!(document.pages.len() >= 2);
    document.assert_every_foot_says("受付番号R6-0001");
}

#[test]
fn what_people_typed_is_printed_as_they_typed_it() {
    let hostile = "#panic() $x$ *太字* _a_ `b` #read(\"/etc/passwd\") = 見出し - 点 \\ @x <y> // z https://evil.example";
    let notice = DecisionNotice {
        addressee: vec![hostile.into()],
        decision: Decision::Refused { reason: hostile.into() },
        ..samples::granted()
    };
    let document = read("decision_hostile", &notice.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&[hostile, hostile]);
}

#[test]
fn names_of_120_characters_stay_on_the_paper() {
    for (number, name) in (1..).zip(samples::long_names()) {
        let notice = DecisionNotice {
            addressee: vec![name.clone(), name.clone()],
            sender: name.clone(),
            document_number: name.clone(),
            programme: name.clone(),
            offices: vec![
                NoticeOffice {
                    number: "2970999013".into(),
                    name: name.clone(),
                    amount: Some(Yen(1))
                };
                2
            ],
            decision: Decision::Granted {
                amount: Yen(999_999_999_999),
                conditions: vec![name.clone()],
                lowered: String::new(),
            },
            ..samples::granted()
        };
        let rendered = notice.render(samples::made(), &FONTS).unwrap();
        let document = read(&format!("decision_long_{number}"), &rendered);
        document.assert_says(&[&name, &name, "金999,999,999,999円", &name]);
    }
}

#[test]
fn a_reason_of_the_longest_length_is_printed_whole() {
    let reason: String = "要件を満たさないため。".chars().cycle().take(1_000).collect();
    let notice =
        DecisionNotice { decision: Decision::Refused { reason: reason.clone() }, ..samples::refused() };
    let document = read("decision_long_reason", &notice.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&[&reason, "教示"]);
}

#[test]
fn a_notice_that_was_stored_prints_the_same() {
    let notice = samples::granted();
    let stored = serde_json::to_string(&notice).unwrap();
    let again: DecisionNotice = serde_json::from_str(&stored).unwrap();
    assert_eq!(again, notice);
    let first = notice.render(samples::made(), &FONTS).unwrap();
    assert_eq!(first.pdf, again.render(samples::made(), &FONTS).unwrap().pdf);
}

#[test]
fn a_character_without_a_glyph_is_reported() {
    let notice = DecisionNotice { addressee: vec!["ひだまり😀".into()], ..samples::granted() };
    let rendered = notice.render(samples::made(), &FONTS).unwrap();
    assert_eq!(rendered.replaced, ['😀']);
    read("decision_geta", &rendered).assert_says(&["ひだまり〓 様"]);
}
