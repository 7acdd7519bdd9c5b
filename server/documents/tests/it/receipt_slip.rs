use crate::{FONTS, read, samples};
use documents::ReceiptSlip;

#[test]
fn a_slip_says_the_number_and_the_day_on_one_sheet() {
    let slip = samples::slip();
    let rendered = slip.render(samples::made(), &FONTS).unwrap();
    let document = read("receipt_slip", &rendered);
    document.assert_says(&[
        "有限会社つばめケア",
        "御中",
        "受付票",
        "R6-0001",
        "令和6年7月2日（FAX）",
        "令和6年7月3日",
        "21,000円",
        "お問い合わせ先",
    ]);
    assert_eq!(rendered.pages, 1);
    assert_eq!(slip.file_name(), "受付票_R6-0001.pdf");
}

#[test]
fn a_slip_holds_the_longest_names() {
    let slip = ReceiptSlip { addressee: samples::long_names().into(), ..samples::slip() };
    read("receipt_slip_long", &slip.render(samples::made(), &FONTS).unwrap());
}
