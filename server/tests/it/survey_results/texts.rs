//! Free texts: named with tags, looked for by tag, and saved without whose they are.

use super::steps::{Made, answers, chosen, published, questionnaire};
use crate::support::{Answer as Page, Asker, World, on_each_world};
use axum::http::StatusCode;
use domain::surveys::{Answer, ChoiceId, QuestionId};
use store::surveys::texts::{self, Tagged};

/// Three texts, and one beside 「その他」.
async fn with_texts(world: &World, anonymous: bool) -> Made {
    let mut made = published(world, questionnaire(), anonymous, 4).await;
    let text = |words: &str| answers([(1, chosen(&[1])), (5, Answer::Text(words.into()))]);
    let other =
        Answer::Choices { ids: vec![ChoiceId::numbered(1)], other: Some("人が足りない".into()) };
    made.answered(
        world,
        vec![
            text("費用を下げてほしい"),
            text("操作が<難しい>"),
            text("説明会をまた開いてください"),
            answers([(1, chosen(&[2])), (2, other)]),
        ],
    )
    .await;
    made
}

/// The text that holds these words: its answer's id.
async fn id_of(world: &World, made: &Made, words: &str) -> String {
    let tx = made.reading(world).await;
    let question = QuestionId::numbered(5);
    let (all, _) = texts::of_question(&tx, made.id, question, Tagged::All, (0, 50)).await.unwrap();
    all.iter().find(|one| one.text.contains(words)).unwrap().response.to_string()
}

async fn tag(clerk: &Asker, made: &Made, of: &str, was: &str, tags: &str) -> Page {
    let (field, known) = (format!("tags-{of}"), format!("was-{of}"));
    let typed = [("question", "q5"), (known.as_str(), was), (field.as_str(), tags)];
    clerk.post(&format!("{}/results/texts", made.path), &typed).await
}

#[tokio::test]
async fn texts_are_named_with_tags_and_found_by_them() {
    on_each_world("tags", async |world| {
        let made = with_texts(&world, false).await;
        let clerk = world.as_person("clerk").await;
        let dear = id_of(&world, &made, "費用").await;
        let saved = tag(&clerk, &made, &dear, "", "費用、要望，費用").await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let page = clerk.get(saved.location()).await.text.replace("<!>", "");
        assert!(page.contains("タグを保存しました") && page.contains("操作が&lt;難しい&gt;"), "{page}");
        let at = format!("{}/results/texts?question=q5", made.path);
        let tagged = clerk.get(&format!("{at}&tag=%E8%B2%BB%E7%94%A8")).await.text;
        assert!(tagged.contains("費用を下げてほしい") && !tagged.contains("説明会をまた"), "{tagged}");
        let untagged = clerk.get(&format!("{at}&tag=-")).await.text;
        assert!(!untagged.contains("費用を下げてほしい") && untagged.contains("説明会をまた"), "{untagged}");
        let other = clerk.get(&format!("{}/results/texts?question=q2", made.path)).await.text;
        assert!(other.contains("人が足りない") && !other.contains("説明会をまた"), "{other}");
        let viewer = world.as_person("viewer").await.get(&at).await.text;
        assert!(viewer.contains("タグ：") && !viewer.contains("タグを保存する"), "{viewer}");
        assert!(made.looks(&world).await.contains(&"survey-texts".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn a_colleagues_tags_are_not_overwritten_unseen_and_a_long_tag_is_told() {
    on_each_world("tags at once", async |world| {
        let made = with_texts(&world, false).await;
        let clerk = world.as_person("clerk").await;
        let dear = id_of(&world, &made, "費用").await;
        assert_eq!(tag(&clerk, &made, &dear, "", "費用").await.status, StatusCode::SEE_OTHER);
        // This form was read before.
        let late = tag(&clerk, &made, &dear, "", "予算").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("ほかの人がこの記述のタグを「費用」に変えました"), "{}", late.text);
        assert!(late.text.contains("value=\"予算\""), "what was typed stays: {}", late.text);
        assert_eq!(late.hidden(&format!("was-{dear}")).as_deref(), Some("費用"));
        assert_eq!(tag(&clerk, &made, &dear, "費用", "予算").await.status, StatusCode::SEE_OTHER);
        let long = "とても長いタグなので最後まで書くことができません";
        let refused = tag(&clerk, &made, &dear, "予算", long).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("20文字までにしてください") && refused.text.contains(long),
            "{}",
            refused.text
        );
    })
    .await;
}

#[tokio::test]
async fn texts_are_saved_without_their_office_in_the_order_of_their_words() {
    on_each_world("texts saved", async |world| {
        let made = with_texts(&world, false).await;
        let viewer = world.as_person("viewer").await;
        let here = format!("{}/results/texts/export?question=q5&format=csv", made.path);
        let csv = viewer.get(&here).await.text;
        assert!(csv.contains("費用を下げてほしい") && !csv.contains("周知事業所"), "{csv}");
        let rows: Vec<_> = csv.lines().skip(1).collect();
        assert!(rows.len() == 3 && rows.is_sorted(), "{rows:?}");
        assert!(made.looks(&world).await.contains(&"survey-texts-saved".to_owned()));
        let page = viewer.get(&format!("{}/results/texts", made.path)).await.text;
        assert!(page.contains("周知事業所その"), "officers of a survey by office see whose it is: {page}");
    })
    .await;
    on_each_world("texts of nobody", async |world| {
        let made = with_texts(&world, true).await;
        let page =
            world.as_person("viewer").await.get(&format!("{}/results/texts?question=q5", made.path)).await;
        let main = page.text.split("<main").nth(1).unwrap().to_owned();
        assert!(main.contains("費用を下げてほしい") && !main.contains("周知事業所その"), "{main}");
    })
    .await;
}
