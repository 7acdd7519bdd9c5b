use crate::{FONTS, read, samples};
use documents::{Contact, DayGuest, DaySheet, DemoReport, InvitationLetters, PostalAddress, ReportQuestion};
use domain::demos::Headcount;

fn guest(number: usize, office: &str) -> DayGuest {
    DayGuest { code: format!("{number:04}"), office: office.into(), name: "日向 陽子".into(), people: 2 }
}

fn facts() -> Vec<(String, String)> {
    vec![
        ("日時".into(), "令和6年12月5日(木) 13:30〜15:30".into()),
        ("場所".into(), "現地（みどり野市役所 3階）".into()),
    ]
}

#[test]
fn the_sheets_of_the_day_have_everything_that_a_lost_connection_would_take_away() {
    let sheet = DaySheet {
        body: "みどり野市".into(),
        about: "みどり野市　令和6年12月5日(木) 13:30〜15:30".into(),
        facts: facts(),
        turns: "3組に分けて、1組6人・20分ずつ交代で体験します。".into(),
        guests: (1..=30).map(|number| guest(number, &samples::long_names()[0])).collect(),
        waiting: vec![guest(31, "つくし訪問看護")],
        questions: vec![("ひだまり".into(), "費用は毎年かかりますか".into())],
    };
    let document = read("day_sheet", &sheet.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&[
        "当日の資料",
        "体験の進め方",
        "3組に分けて",
        "受付名簿",
        "0030",
        "キャンセル待ちの方",
        "つくし訪問看護",
        "費用は毎年かかりますか",
        "会場での質問",
    ]);
}

#[test]
fn a_letter_an_office_with_its_own_address() {
    let address = |name: &str| PostalAddress {
        postal_code: "690-0001".into(),
        address: "みどり県みどり野市中央1-1".into(),
        name: name.into(),
    };
    let letters = InvitationLetters {
        sender: Contact {
            body: "みどり野市".into(),
            section: "介護保険課".into(),
            phone: "0741-00-1000".into(),
            hours: "平日 8時30分〜17時15分".into(),
        },
        issued_on: samples::day(2024, 10, 21),
        when: "令和6年12月5日(木) 13:30〜15:30".into(),
        place: "現地（みどり野市役所 3階）".into(),
        menu: "送受信体験、相談".into(),
        admission: "事前の申込みが必要です".into(),
        registers: true,
        note: "駐車場は西側です。".into(),
        letters: vec![
            (address("つばめ"), "https://hiromeru.example.jp/invited/abc".into()),
            (address(&samples::long_names()[0]), String::new()),
        ],
    };
    let rendered = letters.render(samples::made(), &FONTS).unwrap();
    assert_eq!(rendered.pages, 2);
    read("invitation_letters", &rendered).assert_says(&[
        "つばめ　御中",
        "デモ・説明会のご案内",
        "事前の申込みが必要です",
        "駐車場は西側です。",
        "電話で申し込んでください",
        "0741-00-1000",
    ]);
}

#[test]
fn a_report_counts_bodies_and_people_and_says_what_follows() {
    let report = DemoReport {
        body: "みどり野市".into(),
        municipality: "みどり野市".into(),
        facts: facts(),
        made_on: samples::day(2024, 12, 6),
        text: ["送受信を体験しました。".into(), String::new(), "1月に個別に訪問します。".into()],
        services: vec![("訪問介護".into(), Headcount { offices: 12, people: 15 })],
        effects: vec![("90日以内に導入".into(), 3, "ひだまり、こもれび、つばめ".into())],
        questions: vec![ReportQuestion {
            asked: "費用は毎年かかりますか".into(),
            by: "ひだまり".into(),
            answer: "毎年21,000円です。".into(),
        }],
    };
    let document = read("demo_report", &report.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&[
        "実施報告書",
        "送受信を体験しました。",
        "今後の対応",
        "訪問介護",
        "12",
        "90日以内に導入",
        "毎年21,000円です。",
    ]);
    assert_eq!(report.file_name(), "実施報告書_みどり野市_2024-12-06.pdf");
}
