//! Writing a survey: its questions, their order and conditions, and what a published version keeps.

use super::steps::{draft, publish, published, settle};
use crate::support::{Asker, on_each_world};
use axum::http::StatusCode;

async fn arrange(clerk: &Asker, survey: &str, act: &str, question: &str) -> crate::support::Answer {
    let path = format!("/t/midorino/surveys/{survey}/edit");
    let version = clerk.get(&path).await.hidden("version").unwrap();
    clerk.post(&path, &[("version", &version), ("act", act), ("question", question)]).await
}

async fn question(
    clerk: &Asker,
    survey: &str,
    place: &str,
    typed: &[(&str, &str)],
) -> crate::support::Answer {
    let path = format!("/t/midorino/surveys/{survey}/questions/{place}");
    let version = clerk.get(&path).await.hidden("version").unwrap();
    let mut typed = typed.to_vec();
    typed.push(("version", &version));
    clerk.post(&path, &typed).await
}

#[tokio::test]
async fn a_survey_is_written_question_by_question() {
    on_each_world("survey builder", async |world| {
        let clerk = world.as_person("clerk").await;
        let nothing = clerk.post("/t/midorino/surveys/new", &[("from", "blank")]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("題名を入力してください"), "{}", nothing.text);
        let typed = [("from", "blank"), ("title", "用紙の希望")];
        let made = clerk.post("/t/midorino/surveys/new", &typed).await;
        let survey = crate::mailings::steps::last(made.location());
        let refused = publish(&clerk, &survey).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("設問がありません"), "{}", refused.text);
        assert!(refused.text.contains("回答の期限を決めてください"), "{}", refused.text);
        // A choice needs another, and what was typed stays.
        let new = "new?kind=single";
        let wrong = question(&clerk, &survey, new, &[("text", "どちらですか"), ("choice.new", "紙")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("選択肢を2つ以上入力してください"), "{}", wrong.text);
        assert!(wrong.text.contains("value=\"どちらですか\"") && wrong.text.contains("value=\"紙\""));
        let typed =
            [("text", "どちらですか"), ("choice.new", "紙"), ("choice.new", "ウェブ"), ("required", "yes")];
        let added = question(&clerk, &survey, new, &typed).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        let typed = [("text", "何部ですか"), ("unit", "部"), ("min", "1"), ("show_if", "q1:a")];
        let added = question(&clerk, &survey, "new?kind=number", &typed).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
        let page = clerk.get(&format!("/t/midorino/surveys/{survey}/edit")).await;
        assert!(page.text.contains("問1で「紙」と答えた方だけ"), "{}", page.text);
        let preview = clerk.get(&format!("/t/midorino/surveys/{survey}/preview")).await;
        assert!(preview.text.contains("何部ですか") && preview.text.contains("問1で「紙」と答えた方だけ"));
        // Tried, it asks what it would ask, says what would be wrong, and keeps nothing.
        let preview = format!("/t/midorino/surveys/{survey}/preview?try=yes");
        let web = clerk.get(&format!("{preview}&q1=b")).await.text.replace("<!>", "");
        assert!(web.contains("2問のうち1問を聞きます") && web.contains("聞かない設問（1問）"), "{web}");
        let wrong = clerk.get(&format!("{preview}&q1=a&q2=0")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = wrong.text.replace("<!>", "");
        assert!(wrong.contains("2問のうち2問を聞きます") && wrong.contains("value=\"0\""), "{wrong}");
        // What shows another stays before it, and keeps the choice that shows it.
        for (act, place) in [("up", "q2"), ("down", "q1"), ("remove", "q1")] {
            let refused = arrange(&clerk, &survey, act, place).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act} {place}");
        }
        let typed =
            [("text", "どちらですか"), ("choice.b", "ウェブ"), ("choice.new", "FAX"), ("many", "one")];
        let refused = question(&clerk, &survey, "q1", &typed).await;
        assert!(refused.text.contains("選択肢「紙」は、問2を表示する条件に使っています"), "{}", refused.text);
        assert_eq!(settle(&world, &clerk, &survey, "用紙の希望", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(publish(&clerk, &survey).await.location().ends_with("done=published"));
    })
    .await;
}

#[tokio::test]
async fn a_published_version_stays_and_a_change_makes_another() {
    on_each_world("survey versions", async |world| {
        let clerk = world.as_person("clerk").await;
        let survey = published(&world, &clerk, "導入意向", &[("general", "yes")]).await;
        let again = clerk.get(&format!("/t/midorino/surveys/{survey}/publication")).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "nothing is new");
        assert_eq!(arrange(&clerk, &survey, "remove", "q9").await.status, StatusCode::SEE_OTHER);
        let token = super::steps::everybody(&world, &survey);
        let start = world.anybody().get(&format!("/t/midorino/answer/{token}")).await;
        assert!(start.text.contains("9問まで"), "the version that was published: {}", start.text);
        assert!(publish(&clerk, &survey).await.location().ends_with("done=published"));
        let start = world.anybody().get(&format!("/t/midorino/answer/{token}")).await;
        assert!(start.text.contains("8問まで"), "{}", start.text);
        let page = clerk.get(&format!("/t/midorino/surveys/{survey}")).await;
        assert!(page.text.contains("第2版"), "{}", page.text);
        // How it is kept was told to whoever is asked.
        let refused = settle(&world, &clerk, &survey, "導入意向", &[("anonymous", "yes")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("記名・無記名を変えられません"), "{}", refused.text);
    })
    .await;
}

#[tokio::test]
async fn whoever_was_slower_reads_what_the_other_did() {
    on_each_world("survey conflicts", async |world| {
        let clerk = world.as_person("clerk").await;
        let survey = draft(&clerk, "導入意向").await;
        let typed = [("title", "別の題名"), ("anonymous", "no"), ("version", "7")];
        let late = clerk.post(&format!("/t/midorino/surveys/{survey}/settings"), &typed).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("別の題名") && late.text.contains("導入意向"), "{}", late.text);
        assert!(late.text.contains("佐藤 葵さんが先に更新しました"), "{}", late.text);
        // Somebody else's house does not see it.
        let elsewhere = clerk.get(&format!("/t/misaki/surveys/{survey}")).await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
        // A survey that is anonymous asks nothing that tells who answers.
        let saved = settle(&world, &clerk, &survey, "導入意向", &[("anonymous", "yes")]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let refused = publish(&clerk, &survey).await;
        assert!(refused.text.contains("無記名のアンケートでは、事業所の分かる情報を聞けません"));
        assert_eq!(arrange(&clerk, &survey, "remove", "q1").await.status, StatusCode::SEE_OTHER);
        assert!(publish(&clerk, &survey).await.location().ends_with("done=published"));
    })
    .await;
}
