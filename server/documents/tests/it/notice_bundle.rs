use crate::{FONTS, read, samples};
use documents::{DecisionNotice, NoticeBundle, PostalAddress};

fn bundle(notices: Vec<(DecisionNotice, Option<PostalAddress>)>) -> NoticeBundle {
    NoticeBundle { sender: "みどり野市".into(), date: samples::day(2024, 7, 10), notices }
}

#[test]
fn many_notices_stand_in_one_file_each_on_its_own_page_as_alone() {
    let alone = samples::granted().render(samples::made(), &FONTS).unwrap();
    let bundle = bundle(vec![(samples::granted(), None), (samples::refused(), None)]);
    let rendered = bundle.render(samples::made(), &FONTS).unwrap();
    let document = read("notice_bundle", &rendered);
    assert_eq!(rendered.pages, 1 + samples::refused().render(samples::made(), &FONTS).unwrap().pages);
    document.assert_says(&[
        "みどり介第123号",
        "交付決定通知書",
        "みどり介第124号",
        "不交付決定通知書",
        "教示",
    ]);
    let alone = read("notice_alone", &alone);
    let first = &document.pages[0];
    for words in ["交付決定額", "交付の条件"] {
        let (one, other) = (first.place_of(words).unwrap(), alone.pages[0].place_of(words).unwrap());
        assert!((one.y0 - other.y0).abs() < 1.0, "{words}: {one:?} {other:?}");
    }
}

#[test]
fn an_address_stands_in_the_window_of_the_envelope() {
    for name in ["株式会社ひだまり介護".to_owned(), samples::long_names()[0].clone()] {
        let address = PostalAddress {
            postal_code: "999-0001".into(),
            address: "みどり県みどり野市ひかり町1-2-3\nひかりビル2階".into(),
            name,
        };
        let bundle = bundle(vec![(samples::granted(), Some(address))]);
        let rendered = bundle.render(samples::made(), &FONTS).unwrap();
        let document = read("notice_letter", &rendered);
        assert_eq!(rendered.pages, 2);
        document.assert_says(&["〒999-0001", "御中", "交付決定通知書の送付について", "同封"]);
        let place = document.pages[0].place_of("〒999-0001").unwrap();
        let millimetres = |points: f64| points / 72.0 * 25.4;
        let (x, y) = (millimetres(place.x0), 297.0 - millimetres(place.y1));
        assert!((18.0..24.0).contains(&x) && (22.0..34.0).contains(&y), "{x} {y}");
        let end = document.pages[0].place_of("御中").unwrap();
        assert!(297.0 - millimetres(end.y0) < 64.0, "the address ends within the window");
    }
}
