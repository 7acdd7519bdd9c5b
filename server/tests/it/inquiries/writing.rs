//! Writing an inquiry: its texts, its questions and their order; nothing is sent that does not hold together.

use super::steps::{FORM, drafted, offered, open, replies_of};
use crate::{demos, support::on_each_world};
use axum::http::StatusCode;

const HOUSE: &str = "midori-kokuhoren";

#[tokio::test]
async fn a_form_with_mistakes_keeps_what_was_typed_and_a_blank_one_is_filled_by_questions() {
    on_each_world("an inquiry, written", async |world| {
        demos::steps::federation(&world).await;
        let mori = world.as_person("federation").await;
        let new = format!("/t/{HOUSE}/inquiries/new");
        let wrong = [("begin", "blank"), ("title", "希望の調査"), ("deadline", "R6.2.30")];
        let rejected = mori.post(&new, &wrong).await;
        assert_eq!(rejected.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["希望の調査", "R6.2.30", "照会の趣旨を入力してください", "問い合わせ先の電話番号"]
        {
            assert!(rejected.text.contains(part), "{part}: {}", rejected.text);
        }
        let blank: Vec<(&str, &str)> = FORM
            .iter()
            .map(|(name, value)| if *name == "begin" { (*name, "blank") } else { (*name, *value) })
            .collect();
        let made = mori.post(&new, &blank).await;
        let id = made.location().split(['/', '?']).nth(4).unwrap().to_owned();
        let questions = format!("/t/{HOUSE}/inquiries/{id}/questions");
        assert_eq!(made.location(), format!("{questions}?done=added"), "{}", made.text);
        // Without questions nothing is sent.
        let opening = format!("/t/{HOUSE}/inquiries/{id}/opening");
        let refused = open(&mori, HOUSE, &id).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("設問がありません"), "{}", refused.text);

        let single = format!("{questions}/single");
        let version = mori.get(&single).await.hidden("version").unwrap();
        let one = [("version", version.as_str()), ("text", "希望しますか"), ("choice.new", "はい")];
        let rejected = mori.post(&single, &one).await;
        assert_eq!(rejected.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(rejected.text.contains("選択肢を2つ以上") && rejected.text.contains("希望しますか"));
        let two = [
            ("version", version.as_str()),
            ("text", "希望しますか"),
            ("required", "yes"),
            ("choice.new", "はい"),
            ("choice.new", "いいえ"),
        ];
        let saved = mori.post(&single, &two).await;
        assert_eq!(saved.location(), format!("{questions}?done=saved"), "{}", saved.text);
        // The form that was made before is stale.
        assert_eq!(mori.post(&single, &two).await.status, StatusCode::CONFLICT);
        let number = format!("{questions}/number");
        let version = mori.get(&number).await.hidden("version").unwrap();
        let people =
            [("version", version.as_str()), ("text", "何人ですか"), ("unit", "人"), ("show_if", "q1:a")];
        let saved = mori.post(&number, &people).await;
        assert_eq!(saved.location(), format!("{questions}?done=saved"), "{}", saved.text);
        let page = mori.get(&opening).await;
        assert!(page.text.contains("問1で「はい」と答えた方だけ"), "{}", page.text);
        // What shows another question stays before it, and is not taken out.
        for act in ["down", "remove"] {
            let version = mori.get(&questions).await.hidden("version").unwrap();
            let typed = [("version", version.as_str()), ("act", act), ("question", "q1")];
            let refused = mori.post(&questions, &typed).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
            assert!(refused.text.contains("表示の条件"), "{act}: {}", refused.text);
        }
        // Somebody sends it; its questions are as they are.
        let sent = open(&mori, HOUSE, &id).await;
        assert!(sent.location().contains("?done=opened"), "{}", sent.text);
        assert_eq!(mori.get(&questions).await.location(), format!("/t/{HOUSE}/inquiries/{id}"));
        let asked = replies_of(&world, HOUSE, &id).await;
        assert_eq!(asked[0].asked.questionnaire.questions.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_nobody_elses_begins_another_and_can_be_thrown_away() {
    on_each_world("an inquiry, a draft", async |world| {
        demos::steps::federation(&world).await;
        let mori = world.as_person("federation").await;
        let id = drafted(&mori, HOUSE).await;
        let page = format!("/t/{HOUSE}/inquiries/{id}");
        let clerk = world.as_person("clerk").await;
        assert!(!clerk.get("/t/midorino/asked").await.text.contains("デモ・説明会の希望"));
        let copy = format!("copy:{id}");
        let typed: Vec<(&str, &str)> = FORM
            .iter()
            .filter(|(name, _)| *name != "title")
            .map(|(name, value)| if *name == "begin" { (*name, copy.as_str()) } else { (*name, *value) })
            .collect();
        let made = mori.post(&format!("/t/{HOUSE}/inquiries/new"), &typed).await;
        let questions = mori.get(made.location()).await;
        assert!(
            questions.text.contains("デモ・説明会の希望"),
            "the title of the earlier one: {}",
            questions.text
        );
        let version = mori.get(&format!("{page}/edit")).await.hidden("version").unwrap();
        let typed = [("act", "discard"), ("version", version.as_str())];
        let gone = mori.post(&format!("{page}/edit"), &typed).await;
        assert_eq!(gone.location(), format!("/t/{HOUSE}/inquiries?done=discarded"), "{}", gone.text);
        assert_eq!(mori.get(&page).await.status, StatusCode::NOT_FOUND);
        let page = mori.get(&format!("/t/{HOUSE}/inquiries")).await;
        assert!(offered(&page).is_empty());
    })
    .await;
}
