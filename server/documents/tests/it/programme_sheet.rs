use crate::{FONTS, read, samples};
use documents::ProgrammeSheet;

#[test]
fn a_programme_fits_one_sheet() {
    let sheet = samples::sheet();
    let rendered = sheet.render(samples::made(), &FONTS).unwrap();
    let document = read("programme_sheet", &rendered);
    document.assert_says(&[
        "みどり野市 令和6年度",
        "上限 21,000円",
        "令和6年7月1日(月) 9時から",
        "令和7年2月28日(金) 17時まで",
        "対象となる事業所",
        "用意するもの",
        "申請の方法",
        "1.",
        "https://hiromeru.example/t/midorino/r6/license",
        "告示第45号",
        "お問い合わせ先",
    ]);
    assert_eq!(rendered.pages, 1);
    assert!(sheet.file_name().ends_with("_案内_R6.pdf"));
}

#[test]
fn a_long_programme_is_set_smaller_and_still_fits_one_sheet() {
    let mut sheet = samples::sheet();
    sheet.who = vec![samples::long_names()[0].clone(); 8];
    sheet.needed = vec![samples::long_names()[1].clone(); 6];
    let rendered = sheet.render(samples::made(), &FONTS).unwrap();
    read("programme_sheet_long", &rendered);
    assert_eq!(rendered.pages, 1);
}

#[test]
fn a_programme_without_a_page_of_its_own_has_no_code() {
    let sheet = ProgrammeSheet { url: String::new(), ..samples::sheet() };
    let document = read("programme_sheet_paper", &sheet.render(samples::made(), &FONTS).unwrap());
    assert!(!document.text().contains("申請ページ　"));
}
