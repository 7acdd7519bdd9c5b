use crate::{FONTS, read, samples};
use documents::{FormOffice, PaperForm};

#[test]
fn a_blank_form_has_a_box_for_every_question_in_the_order_of_the_pages() {
    let form = samples::form();
    let rendered = form.render(samples::made(), &FONTS).unwrap();
    let document = read("paper_form", &rendered);
    document.assert_says(&[
        "様式第1号",
        "交付申請書",
        "市区町村の記入欄",
        "到達日",
        "受付番号",
        "みどり野市長　緑野　太郎　様",
        "1　事業所の確認",
        "事業所番号",
        "2　申請者と連絡先",
        "法人名",
        "3　誓約と同意",
        "この補助金の対象となる経費",
        "郵送先　みどり県みどり野市本町1番1号",
        "お問い合わせ先",
    ]);
    assert_eq!(rendered.pages, 1);
    assert!(form.file_name().ends_with("_交付申請書_R6.pdf"), "{}", form.file_name());
}

#[test]
fn a_form_for_an_office_has_its_name_and_number_in_it_however_long_they_are() {
    for name in samples::long_names() {
        let office = FormOffice {
            number: "2970999013".into(),
            address: name.clone(),
            phone: "0741-00-1001".into(),
            name,
        };
        let form = PaperForm { office: Some(office), ..samples::form() };
        let document = read("paper_form_office", &form.render(samples::made(), &FONTS).unwrap());
        document.assert_says(&["事業所番号", "2970999013", "0741-00-1001", "お問い合わせ先"]);
    }
}
