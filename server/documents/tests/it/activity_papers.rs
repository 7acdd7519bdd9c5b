use crate::{FONTS, read, samples};
use documents::{
    ActivityLetter, ActivityLetters, Cards, FaxCover, FaxCovers, PostalAddress, ReachBy, ReachLine, ReachList,
};
use domain::materials::CardDesign;

fn letters(square: bool, body: &str) -> ActivityLetters {
    let letter = |number: usize, url: &str| ActivityLetter {
        office: PostalAddress {
            postal_code: format!("999-{number:04}"),
            address: "みどり県みどり野市ひかり町1-2-3\nひかりビル2階".into(),
            name: samples::long_names()[number % 3].clone(),
        },
        body: format!("{body}{number}"),
        url: url.into(),
    };
    ActivityLetters {
        sender: samples::contact(),
        issued_on: samples::day(2024, 10, 1),
        square,
        subject: "説明会のご案内".into(),
        invitation: "QRコードを読み取るか、次のページを開いてください。".into(),
        letters: vec![letter(1, "https://hiromeru.example.jp/invited/abc"), letter(2, ""), letter(3, "")],
    }
}

fn millimetres(points: f64) -> f64 {
    points / 72.0 * 25.4
}

#[test]
fn each_office_has_one_page_with_its_address_in_the_window() {
    for (square, above) in [(false, 14.0..60.0), (true, 30.0..76.0)] {
        for body in ["日頃からありがとうございます。", &"とても長い一行です。\n".repeat(19)]
        {
            let letters = letters(square, body);
            let rendered = letters.render(samples::made(), &FONTS).unwrap();
            assert_eq!(rendered.pages, 3, "one page an office, however long the words are");
            let document = read(&format!("activity_letters_{square}"), &rendered);
            document.assert_says(&[
                "説明会のご案内",
                "https://hiromeru.example.jp/invited/abc",
                "お問い合わせ先",
            ]);
            for (number, page) in (1..).zip(&document.pages) {
                let place = page.place_of(&format!("999-{number:04}")).unwrap();
                let (x, y) = (millimetres(place.x0), 297.0 - millimetres(place.y1));
                assert!((20.0..112.0).contains(&x) && above.contains(&y), "{number}: {x}, {y}");
            }
        }
    }
    assert!(letters(false, "").file_name("1から3").starts_with("送付状_"));
}

#[test]
fn a_fax_cover_tells_number_pages_and_sender() {
    let covers = FaxCovers {
        sender: samples::contact(),
        sent_on: samples::day(2024, 10, 1),
        subject: "介護保険最新情報のお知らせ".into(),
        pages: 4,
        message: "次のとおりお送りします。".into(),
        covers: vec![
            FaxCover {
                place: "12".into(),
                name: samples::long_names()[0].clone(),
                honorific: "御中",
                fax: "0741-00-2012".into(),
            },
            FaxCover {
                place: String::new(),
                name: "関係事業所".into(),
                honorific: "各位",
                fax: String::new(),
            },
        ],
    };
    let rendered = covers.render(samples::made(), &FONTS).unwrap();
    assert_eq!(rendered.pages, 2);
    let document = read("fax_covers", &rendered);
    document.assert_says(&["FAX送付票", "0741-00-2012", "03-0000-0000", "4枚", "12", "関係事業所", "各位"]);
}

#[test]
fn a_list_is_worked_along_by_area_with_keys_and_names_who_is_not_reached() {
    let line = |place: u32, area: &str| ReachLine {
        place,
        name: if place == 3 { samples::long_names()[1].clone() } else { format!("第{place}事業所") },
        number: format!("29709{place:05}"),
        area: area.into(),
        reach: format!("0741-00-{place:04}"),
    };
    let list = ReachList {
        by: ReachBy::Phone,
        body: "みどり野市".into(),
        title: "説明会の電話での案内".into(),
        facts: vec![("期日".into(), "令和6年10月1日".into())],
        script: "みどり野市介護保険課です。\n説明会のご案内です。".into(),
        keys: vec![("1".into(), "話せた".into()), ("2".into(), "不在".into())],
        lines: (1..=60).map(|place| line(place, if place <= 40 { "中央圏域" } else { "西圏域" })).collect(),
        without: vec![ReachLine { reach: "電話番号なし".into(), ..line(61, "") }],
    };
    let rendered = list.render(samples::made(), &FONTS).unwrap();
    assert!(rendered.pages > 1);
    let document = read("phone_list", &rendered);
    document.assert_says(&[
        "架電リスト",
        "説明会のご案内です。",
        "1話せた",
        "中央圏域（40か所）",
        "第1事業所",
        "0741-00-0001",
        "12",
        "西圏域（20か所）",
        "電話をかけない事業所（1か所）",
        "電話番号なし",
    ]);
    let fax = ReachList { by: ReachBy::Fax, keys: Vec::new(), script: String::new(), ..list };
    let document = read("fax_list", &fax.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&["FAX送信リスト", "第1事業所", "FAXを送らない事業所"]);
}

#[test]
fn ten_cards_stand_in_the_middle_of_the_sheet_so_that_both_sides_match() {
    let cards = Cards {
        title: "名刺サイズのカード".into(),
        sender: "みどり野市".into(),
        design: CardDesign {
            front_title: "ケアプランデータ連携システム".into(),
            front_text: "長い文です。".repeat(22),
            back_title: "お問い合わせ".into(),
            back_text: "ヘルプデスク\n0120-584-708\n9時から17時まで".into(),
            link: Some("https://www.careplan-renkei-support.jp/".into()),
        },
    };
    let rendered = cards.render(samples::made(), &FONTS).unwrap();
    assert_eq!(rendered.pages, 2, "the fronts and the backs");
    let document = read("cards", &rendered);
    let count = |number: usize, words: &str| document.pages[number].count(words);
    assert_eq!((count(0, "ケアプランデータ"), count(1, "0120-584-708")), (10, 10));
    // The first card stands above at the left, with its edge of five millimetres.
    for (page, words) in [(0, "ケアプランデータ"), (1, "お問い合わせ")] {
        let place = document.pages[page].place_of(words).unwrap();
        let (x, y) = (millimetres(place.x0), 297.0 - millimetres(place.y1));
        assert!((19.0..21.5).contains(&x) && (15.0..24.0).contains(&y), "{words}: {x}, {y}");
    }
    let bare = Cards { design: CardDesign { link: None, ..cards.design.clone() }, ..cards };
    assert_eq!(bare.render(samples::made(), &FONTS).unwrap().pages, 2);
}
