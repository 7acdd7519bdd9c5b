use crate::{FONTS, read, samples};
use documents::{QuestionnaireSheets, Sheet};
use domain::surveys::{Choice, ChoiceId, Kind, Question, QuestionId, ReadySurvey};
use std::collections::BTreeMap;

fn sheet(office: &str) -> Sheet {
    Sheet {
        office: office.into(),
        code: "K7P2-M4QX".into(),
        url: "https://hiromeru.example.jp/t/midorino/surveys/answer/abc".into(),
        known: BTreeMap::from([(QuestionId::numbered(1), office.to_owned())]),
    }
}

fn sheets(sheets: Vec<Sheet>) -> QuestionnaireSheets {
    QuestionnaireSheets {
        questionnaire: ReadySurvey::AdoptionIntention.questionnaire(),
        version: Some(2),
        anonymous: false,
        deadline: Some(samples::day(2024, 9, 13)),
        sender: samples::contact(),
        back_to: vec!["FAX 03-0000-0001".into(), "みどり野市中央1-1".into()],
        sheets,
    }
}

#[test]
fn every_question_has_its_number_its_id_and_the_number_of_each_choice() {
    let rendered = sheets(vec![sheet("居宅介護支援事業所ひだまり（2970999013）")])
        .render(samples::made(), &FONTS)
        .unwrap();
    let document = read("questionnaire_sheets", &rendered);
    document.assert_says(&[
        "導入意向アンケート",
        "ひだまり（2970999013）　御中",
        "K7P2-M4QX",
        "回答期限　令和6年9月13日",
        "問1",
        "居宅介護支援事業所ひだまり",
        "問2",
        "1つに○・必ずお答えください",
        "q2",
        "1システムを知らなかったq2-a",
        "問3",
        "「問2」で「1 システムを知らなかった」か",
        "と答えた方だけ",
        "1ランニングコストが高いq3-a",
        "0その他（",
        "返送先　FAX 03-0000-0001",
        "お問い合わせ先",
    ]);
    assert!(rendered.pages <= 3, "{} pages", rendered.pages);
}

#[test]
fn the_sheets_of_two_offices_count_their_own_pages_and_carry_their_own_code() {
    let mut other = sheet("つばめ");
    other.code = "9ZZZ-AAAA".into();
    let one = sheets(vec![sheet("ひだまり")]).render(samples::made(), &FONTS).unwrap().pages;
    let rendered = sheets(vec![sheet("ひだまり"), other]).render(samples::made(), &FONTS).unwrap();
    assert_eq!(rendered.pages, 2 * one);
    let document = read("questionnaire_sheets_of_two", &rendered);
    for (number, page) in document.pages.iter().enumerate() {
        let (office, code) =
            if number < one { ("ひだまり", "K7P2-M4QX") } else { ("つばめ", "9ZZZ-AAAA") };
        let foot = page.foot();
        assert!(foot.contains(office) && foot.contains(code) && foot.contains("第2版"), "{foot}");
        assert!(foot.ends_with(&format!("{}／{one}", number % one + 1)), "{foot}");
    }
}

#[test]
fn a_blank_paper_asks_for_the_office_unless_the_survey_is_anonymous() {
    let blank = sheets(vec![Sheet::default()]);
    let document = read("questionnaire_blank", &blank.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&["事業所名・事業所番号", "問1"]);
    let mut anonymous = QuestionnaireSheets { anonymous: true, ..blank };
    anonymous.questionnaire.questions.remove(0);
    let document = read("questionnaire_anonymous", &anonymous.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&["事業所名は書かないでください", "問1"]);
    assert!(!document.text().contains("事業所名・事業所番号"));
    assert_eq!(anonymous.file_name().matches("調査票").count(), 1);
    // A paper with a code on it says truly who sees whose it is.
    anonymous.sheets = vec![sheet("ひだまり")];
    let document = read("questionnaire_anonymous_code", &anonymous.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&["入力する職員には、コードから事業所が分かります", "回答は事業所と結び付きません"]);
}

#[test]
fn every_kind_of_question_stays_on_the_paper_however_long_its_words_are() {
    let kinds = [
        Kind::Scale {
            from: 0, to: 10, low: "まったく思わない".into(), high: "とてもそう思う".into()
        },
        Kind::Number { unit: "人".into(), min: None, max: None },
        Kind::FreeText { lines: 20 },
    ];
    let kinds = kinds.into_iter().chain(samples::long_names().into_iter().map(|text| {
        Kind::Multiple {
            choices: (1..=30)
                .map(|number| Choice {
                    id: ChoiceId::numbered(number),
                    text: text.chars().take(100).collect(),
                })
                .collect(),
            other: true,
            at_most: Some(3),
        }
    }));
    let questions = (1..).zip(kinds).map(|(number, kind)| Question {
        id: QuestionId::numbered(number),
        text: samples::long_names().concat(),
        help: samples::long_names()[1].clone(),
        required: false,
        kind,
        show_if: None,
        meaning: None,
    });
    let mut long = sheets(samples::long_names().iter().map(|name| sheet(name)).collect());
    long.questionnaire.questions = questions.collect();
    let document = read("questionnaire_long", &long.render(samples::made(), &FONTS).unwrap());
    document.assert_says(&["まったく思わない", "10", "とてもそう思う", "数字を記入", "3つまで○"]);
}
