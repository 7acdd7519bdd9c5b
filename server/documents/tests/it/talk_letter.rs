use crate::{FONTS, read, samples};

#[test]
fn a_letter_names_the_moments_and_how_one_answers_on_one_sheet() {
    let letter = samples::talk();
    let rendered = letter.render(samples::made(), &FONTS).unwrap();
    let document = read("talk_letter", &rendered);
    document.assert_says(&[
        "御中",
        "話す日時のお伺い",
        "R6-0001",
        "領収書について伺います。",
        "令和6年7月10日(水)14時00分　電話",
        "どれも都合が悪い",
        "お電話で受付番号とご都合のよい日時をお知らせください",
        "お問い合わせ先",
    ]);
    assert_eq!(rendered.pages, 1);
    assert_eq!(letter.file_name(), "話す日時のお伺い_R6-0001.pdf");
}

#[test]
fn a_letter_holds_the_longest_names_and_sentences() {
    let [name, latin, hostile] = samples::long_names();
    let mut letter = samples::talk();
    letter.office.name = latin;
    letter.office_name = name;
    letter.sentence = format!("{hostile}\n{}", "領収書の日付について伺います。".repeat(12));
    read("talk_letter_long", &letter.render(samples::made(), &FONTS).unwrap());
}
