use crate::{FONTS, read, samples};
use documents::{Badge, Badges};

fn badges(badges: Vec<Badge>) -> Badges {
    Badges { body: "みどり野市".into(), about: "みどり野市　12月5日(木) 13:30".into(), badges }
}

#[test]
fn who_is_expected_has_a_badge_and_who_comes_besides_an_empty_one() {
    let one =
        |number: usize, name: &str| Badge { office: format!("第{number}事業所"), name: name.into() };
    // Of whoever comes with the one who registered nobody knows the name.
    let four = badges(vec![one(1, "日向 陽子"), one(1, ""), one(2, "木下 光"), one(3, "燕 美咲")]);
    let rendered = four.render(samples::made(), &FONTS).unwrap();
    assert_eq!(rendered.pages, 1);
    let document = read("badges", &rendered);
    document.assert_says(&["第1事業所", "日向 陽子", "第2事業所", "木下 光", "燕 美咲", "お名前"]);
    let text = document.text();
    assert_eq!(text.matches("お名前").count(), 7, "{text}");
    assert_eq!(text.matches("事業所・団体").count(), 6, "{text}");
    assert!(four.file_name().starts_with("名札_"), "{}", four.file_name());
}

#[test]
fn a_sheet_more_begins_where_five_empty_ones_would_not_be_left_and_long_names_stay_inside() {
    let long = Badge {
        office: samples::long_names()[0].clone(), name: "寿限無 寿限無五劫の擦り切れ".into()
    };
    for (count, pages) in [(0, 1), (5, 1), (6, 2), (17, 3)] {
        let rendered = badges(vec![long.clone(); count]).render(samples::made(), &FONTS).unwrap();
        let document = read(&format!("badges_{count}"), &rendered);
        assert_eq!(rendered.pages, pages, "{count}");
        assert_eq!(document.text().matches("お名前").count(), pages * 10 - count, "{count}");
    }
}
