use crate::{FONTS, read, samples};
use documents::{Answer, ApplicationCopy, AttachedFile};

#[test]
fn a_copy_holds_every_answer_and_when_it_was_received() {
    let copy = samples::copy();
    let rendered = copy.render(samples::made(), &FONTS).unwrap();
    let document = read("application_copy", &rendered);
    document.assert_says(&[
        "交付申請書（控え）",
        "令和6年度",
        "受付番号",
        "R6-0001",
        "受付日時 令和6年7月3日 10時12分",
        "事業所番号",
        "2970999013",
        "ひだまりビル2階",
        "内線 未入力",
        "申請額 21,000円",
        "添付書類",
        "利用申請完了画面.pdf",
        "2",
        "通帳_カナの頁.jpg",
        "誓約・同意した事項",
        "(1)市税を滞納していません。",
        "この後の流れ",
        "(3)交付決定通知書は、",
        "お問い合わせ先",
    ]);
    document.assert_every_foot_says("受付番号R6-0001みどり野市ケアプランデータ連携システム利用促進補助金");
    assert_eq!((rendered.pages, copy.file_name().as_str()), (1, "交付申請書の控え_R6-0001.pdf"));
}

#[test]
fn long_answers_flow_over_pages_that_all_carry_the_number() {
    let mut copy = samples::copy();
    for name in samples::long_names() {
        copy.sections[0].answers.push(Answer { question: name.clone(), answer: name.repeat(20) });
        copy.attachments.push(AttachedFile { document: name.clone(), file_name: name, pages: Some(50) });
    }
    let document = read("application_copy_long", &copy.render(samples::made(), &FONTS).unwrap());
    assert!(document.pages.len() >= 2);
    document.assert_every_foot_says("受付番号R6-0001みどり野市ケアプランデータ連携システム利用促進補助金");
    document.assert_says(&[&samples::long_names()[1].repeat(20), "通帳", &samples::long_names()[2]]);
}

#[test]
fn a_copy_without_attachments_says_so() {
    let copy =
        ApplicationCopy { attachments: vec![], declarations: vec![], next_steps: vec![], ..samples::copy() };
    let document = read("application_copy_bare", &copy.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&["添付した書類はありません。", "お問い合わせ先"]);
    assert!(!document.text().contains("誓約"));
}
