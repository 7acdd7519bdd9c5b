//! The survey on paper.

use super::steps::{answers, chosen, published, questionnaire};
use crate::support::{on_each_world, pdf::Document};
use axum::http::StatusCode;

#[tokio::test]
async fn each_office_that_has_not_answered_gets_a_sheet_with_its_code() {
    on_each_world("sheets", async |world| {
        let mut made = published(&world, questionnaire(), false, 3).await;
        made.answered(&world, vec![answers([(1, chosen(&[1]))])]).await;
        let clerk = world.as_person("clerk").await;
        let file = clerk.get(&format!("{}/paper.pdf?for=silent&fax=0741-00-1009", made.path)).await;
        assert_eq!(
            (file.status, file.headers["content-type"].to_str().unwrap()),
            (StatusCode::OK, "application/pdf")
        );
        let document = Document::read(&file.bytes);
        let text = document.text();
        for place in [1, 2] {
            let foot = document.pages.iter().find(|page| page.foot().contains(&made.code(&world, place)));
            assert!(foot.is_some(), "{place}");
        }
        assert!(!text.contains("周知事業所その0") && text.contains("FAX0741-00-1009"), "{text}");
        document.assert_says(&[
            "周知事業所その1",
            "問1",
            "q1-a",
            "「問1」で「2 使っていない」と答えた方だけ",
        ]);
        assert!(made.looks(&world).await.contains(&"survey-paper".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn a_blank_paper_has_nobodys_code_and_a_wrong_choice_is_told() {
    on_each_world("blank sheet", async |world| {
        let made = published(&world, questionnaire(), false, 1).await;
        let viewer = world.as_person("viewer").await;
        let page = viewer.get(&format!("{}/paper", made.path)).await;
        assert!(
            !page.text.contains("未回答のすべての事業所"),
            "whose code one has, one answers for: {}",
            page.text
        );
        let sheet = viewer.get(&format!("{}/paper.pdf?for=silent", made.path)).await;
        assert_eq!(sheet.status, StatusCode::UNPROCESSABLE_ENTITY);
        let clerk = world.as_person("clerk").await;
        let page = clerk.get(&format!("{}/paper", made.path)).await;
        assert!(page.text.contains("未回答のすべての事業所（1件）"), "{}", page.text);
        let blank =
            Document::read(&viewer.get(&format!("{}/paper.pdf?for=blank", made.path)).await.bytes).text();
        assert!(blank.contains("事業所名・事業所番号") && !blank.contains("回答コード"), "{blank}");
        let refused = clerk.get(&format!("{}/paper.pdf?for=silent&fax=12", made.path)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("返送先のFAX番号を") && refused.text.contains("value=\"12\""),
            "{}",
            refused.text
        );
        for query in ["for=everybody", "for=silent&from=9"] {
            let refused = clerk.get(&format!("{}/paper.pdf?{query}", made.path)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        }
        assert!(!made.looks(&world).await.contains(&"survey-paper".to_owned()), "nobody's sheet was made");
    })
    .await;
}
