//! 1 April: all of a person's work goes to another, and back.

use crate::{
    subsidies::{
        review::{done, received_by},
        steps::{account, published},
    },
    support::{Answer, Asker, World, on_each_world},
};
use axum::http::StatusCode;
use domain::ids::AccountId;
use store::{Scope, accounts, events, mails};

const LIST: &str = "/t/midorino/handovers";

/// Two applications that the clerk took up.
async fn two_taken(world: &World) -> [String; 2] {
    let programme = published(world, &[]).await;
    let first = received_by(world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
    let second = received_by(world, &programme, "komorebi", "2970999021", "こもれび", &["15"]).await;
    let clerk = world.as_person("clerk").await;
    for desk in [&first.desk, &second.desk] {
        done(&clerk, desk, "assignment", &[("act", "take")], "taken").await;
    }
    [first.desk, second.desk]
}

async fn hand_over(administrator: &Asker, from: AccountId, to: AccountId) -> Answer {
    let (from, to) = (from.to_string(), to.to_string());
    let chosen = administrator.post(LIST, &[("from", &from), ("to", &to)]).await;
    if chosen.status != StatusCode::SEE_OTHER {
        return chosen;
    }
    let page = administrator.get(chosen.location()).await;
    let digest = page.hidden("digest").unwrap();
    administrator.post(chosen.location(), &[("digest", &digest)]).await
}

#[tokio::test]
async fn all_work_of_one_becomes_anothers_in_one_event_and_both_are_told() {
    on_each_world("handing over", async |world| {
        let desks = two_taken(&world).await;
        let (from, to) = (account(&world, "clerk").await, account(&world, "clerk-two").await);
        let administrator = world.as_person("administrator").await;
        let page = administrator.get(LIST).await.text;
        assert!(page.contains("佐藤 葵（2件）"), "{page}");
        let handed = hand_over(&administrator, from, to).await;
        assert_eq!(handed.location(), format!("{LIST}?done=handed&pieces=2"), "{}", handed.text);
        let second = world.as_person("clerk-two").await;
        let mine = second.get("/t/midorino/applications?v=mine").await.text;
        assert!(mine.contains("R6-0001") && mine.contains("R6-0002"), "{mine}");
        let first = world.as_person("clerk").await;
        assert!(!first.get("/t/midorino/applications?v=mine").await.text.contains("R6-0001"));
        let typed = [("verdict.service_eligible", "fits")];
        done(&second, &desks[0], "checks", &typed, "checked").await;

        let tenant = crate::accounts::midorino(&world).await;
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let told = events::latest(&tx, 50).await.unwrap();
        let event = told.iter().find(|event| event.kind == "work.handed-over").unwrap();
        assert_eq!(event.payload["applications"], 2);
        assert_eq!(event.payload["stages"]["under_review"], 2);
        assert_eq!(event.payload["digest"].as_str().unwrap().len(), 64);
        let mails = mails::about(&tx, "handover", event.subject.unwrap()).await.unwrap();
        let to: Vec<_> = mails.iter().map(|stored| stored.mail.recipient_name.as_str()).collect();
        assert_eq!(to, ["鈴木 健", "佐藤 葵"]);
        drop(tx);
        let application = desks[0].rsplit('/').next().unwrap();
        let history = administrator.get(&format!("/t/midorino/audit/applications/{application}")).await.text;
        assert!(history.contains("担当する仕事をまとめて引き継ぎました"), "{history}");
    })
    .await;
}

#[tokio::test]
async fn what_was_handed_over_is_given_back_once() {
    on_each_world("handing back", async |world| {
        two_taken(&world).await;
        let (from, to) = (account(&world, "clerk").await, account(&world, "clerk-two").await);
        let administrator = world.as_person("administrator").await;
        hand_over(&administrator, from, to).await;
        let page = administrator.get(LIST).await.text;
        let end = page.find("/return").unwrap();
        let begin = page[..end].rfind('"').unwrap() + 1;
        let path = format!("{}/return", &page[begin..end]);
        let back = administrator.post_from(LIST, &path, &[]).await;
        assert_eq!(back.location(), format!("{LIST}?done=returned&pieces=2"), "{path}: {}", back.text);
        let first = world.as_person("clerk").await;
        assert!(first.get("/t/midorino/applications?v=mine").await.text.contains("R6-0002"));
        let again = administrator.post_from(LIST, &path, &[]).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn who_cannot_do_the_work_is_refused_in_a_sentence() {
    on_each_world("refused handovers", async |world| {
        two_taken(&world).await;
        let from = account(&world, "clerk").await;
        let administrator = world.as_person("administrator").await;
        for (key, words) in [
            ("viewer", "高橋 文さんには「担当」の役割がない"),
            ("clerk", "同じです"),
            ("misaki-clerk", "この自治体を離れた人さんには「担当」の役割がない"),
        ] {
            let refused = hand_over(&administrator, from, account(&world, key).await).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
            assert!(refused.text.contains(words), "{words}: {}", refused.text);
        }
        let nobody = administrator.post(LIST, &[("from", ""), ("to", "")]).await;
        assert_eq!(
            nobody.text.matches("引き継ぐ人を選んでください").count(),
            4,
            "both fields: {}",
            nobody.text
        );
    })
    .await;
}

#[tokio::test]
async fn the_work_of_a_suspended_person_is_not_stranded() {
    on_each_world("work of the suspended", async |world| {
        two_taken(&world).await;
        let (from, to) = (account(&world, "clerk").await, account(&world, "clerk-two").await);
        let administrator = world.as_person("administrator").await;
        let member = format!("/t/midorino/people/{from}");
        administrator.post_from(&member, &format!("{member}/suspension"), &[]).await;
        let settings = administrator.get("/t/midorino/settings").await.text;
        assert!(settings.contains("停止中の人が担当のままの仕事 2件"), "{settings}");
        assert!(administrator.get(LIST).await.text.contains("停止中"));
        let handed = hand_over(&administrator, from, to).await;
        assert_eq!(handed.location(), format!("{LIST}?done=handed&pieces=2"), "{}", handed.text);
        let refused = hand_over(&administrator, to, from).await;
        assert!(refused.text.contains("利用停止中のため"), "{}", refused.text);
    })
    .await;
}

#[tokio::test]
async fn what_changed_after_it_was_shown_is_shown_again_before_it_moves() {
    on_each_world("handover of changed work", async |world| {
        let desks = two_taken(&world).await;
        let (from, to) = (account(&world, "clerk").await, account(&world, "clerk-two").await);
        let administrator = world.as_person("administrator").await;
        let path = format!("{LIST}/from/{from}/to/{to}");
        let digest = administrator.get(&path).await.hidden("digest").unwrap();
        let clerk = world.as_person("clerk").await;
        done(&clerk, &desks[0], "assignment", &[("act", "give_back")], "given_back").await;
        let again = administrator.post(&path, &[("digest", &digest)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            again.text.contains("確かめている間に") && again.text.contains("1件を鈴木 健さんに引き継ぐ"),
            "{}",
            again.text
        );
        let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
        assert!(accounts::find(&tx, from).await.unwrap().is_some());
    })
    .await;
}
