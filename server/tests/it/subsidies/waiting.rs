//! J8: the last place, who waits behind it, and who moves up when somebody withdraws; the draw after the
//! reception, and the order by marks.

use super::{
    review::{act, done, received_by},
    steps::{complete, office, published, submit, tenant},
};
use crate::support::{World, on_each_world, on_one_world};
use axum::http::StatusCode;
use chrono::TimeDelta;
use store::{Scope, mails, subsidies::applications, testing::Engine};
use uuid::Uuid;

async fn subjects(world: &World, application: Uuid) -> Vec<String> {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let sent = mails::about(&tx, "application", application).await.unwrap();
    sent.into_iter().map(|sent| sent.mail.subject).collect()
}

fn id(address: &str) -> Uuid {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn the_last_place_is_given_once_and_who_waits_moves_up_and_is_told() {
    on_each_world("J8", async |world| {
        let programme = published(&world, &[("budget", "42,000"), ("exhaustion", "waitlist")]).await;
        let first = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let last = received_by(&world, &programme, "hidamari", "2970999054", "ひだまり北", &["43"]).await;
        let komorebi = world.as_person("komorebi").await;
        let guide = komorebi.get(&format!("/t/midorino/guide/{programme}")).await;
        assert!(guide.text.contains("いま申請すると待機になります"), "told before: {}", guide.text);
        let place = office(&world, "komorebi", "2970999021", "こもれび", "292991", &["15"]).await;
        let waits = complete(&world, &komorebi, &programme, place).await;
        let sent = submit(&komorebi, &waits).await;
        assert_eq!(sent.location(), format!("{waits}/receipt"), "{}", sent.text);
        let receipt = komorebi.get(&format!("{waits}/receipt")).await;
        for told in ["R6-0003", "待機として受け付けました", "待機1番です"] {
            assert!(receipt.text.contains(told), "{told}: {}", receipt.text);
        }
        let status = komorebi.get(&waits).await;
        assert!(status.text.contains("待機中") && status.text.contains("待機1番"), "{}", status.text);

        let clerk = world.as_person("clerk").await;
        let budget = clerk.get(&format!("/t/midorino/programmes/{programme}/budget")).await;
        for told in ["待機している申請（1件）", "一致しています", "予算額に達しています"]
        {
            assert!(budget.text.contains(told), "{told}: {}", budget.text);
        }
        let desk = clerk.get(&format!("/t/midorino/applications/{}", id(&waits))).await;
        assert!(!desk.text.contains("担当になって審査を始める"), "nobody reviews what waits");

        let hidamari = world.as_person("hidamari").await;
        let gone = hidamari.post(&format!("{}/withdrawal", first.own), &[]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
        let status = komorebi.get(&waits).await;
        assert!(status.text.contains("待機から繰り上がりました"), "{}", status.text);
        assert!(status.text.contains("受付済み"), "{}", status.text);
        let told = subjects(&world, id(&waits)).await;
        assert!(told.iter().any(|subject| subject.contains("待機の申請が繰り上がりました")), "{told:?}");
        assert!(subjects(&world, last.id).await.iter().all(|subject| !subject.contains("繰り上がり")));
        let budget = clerk.get(&format!("/t/midorino/programmes/{programme}/budget")).await;
        assert!(budget.text.contains("一致しています") && budget.text.contains("解放"), "{}", budget.text);
        let table = clerk.get(&format!("/t/midorino/programmes/{programme}/budget/export?format=csv")).await;
        assert_eq!(
            table.text.lines().count(),
            6,
            "heads, budget, two, one released, one moved up: {}",
            table.text
        );
    })
    .await;
}

#[tokio::test]
async fn a_draw_is_made_once_after_the_reception_with_a_seed_that_everybody_can_read() {
    on_each_world("draw by hand", async |world| {
        let changes = [("budget", "21,000"), ("exhaustion", "lottery"), ("closes_on", "令和6年7月10日")];
        let programme = published(&world, &changes).await;
        let one = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let two = received_by(&world, &programme, "hidamari", "2970999054", "ひだまり北", &["43"]).await;
        let clerk = world.as_person("clerk").await;
        let at = format!("/t/midorino/programmes/{programme}/sharing");
        let early = clerk.get(&at).await;
        assert!(early.text.contains("受付が終わってから行います"), "{}", early.text);
        world.wait(TimeDelta::days(14));
        let clerk = world.as_person("clerk").await;
        let version = clerk.get(&at).await.hidden("version").unwrap();
        let empty = clerk.post(&at, &[("version", &version)]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text.contains("抽選の種を入力してください"), "{}", empty.text);
        let drawn = clerk.post(&at, &[("version", &version), ("seed", "日経平均 38,450.12")]).await;
        let budget = format!("/t/midorino/programmes/{programme}/budget");
        assert_eq!(drawn.location(), format!("{budget}?done=shared"), "{}", drawn.text);
        assert!(clerk.get(&budget).await.text.contains("日経平均 38,450.12"));
        let guide = clerk.get(&format!("/t/midorino/guide/{programme}")).await;
        assert!(guide.text.contains("抽選の種は「日経平均 38,450.12」です"), "{}", guide.text);
        assert_eq!(clerk.get(&at).await.location(), budget, "once");
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let mut holding = 0;
        for received in [&one, &two] {
            let found = applications::find(&tx, received.id.into()).await.unwrap().unwrap();
            holding += usize::from(found.stage.name().holds_money());
        }
        assert_eq!(holding, 1, "one of the two");
    })
    .await;
}

#[tokio::test]
async fn reviewers_mark_each_for_themselves_and_the_order_follows_for_everybody_to_read() {
    // The order itself is asked of both databases in the tests of the store.
    on_one_world(Engine::Sqlite, "by score", async |world| {
        let points = "費用に見合う効果 5点 重み2：0＝見込めない、5＝とくに大きい\n連携先の広がり 5点";
        let changes = [
            ("budget", "21,000"),
            ("exhaustion", "by_score"),
            ("review_points", points),
            ("closes_on", "令和6年7月10日"),
        ];
        let programme = published(&world, &changes).await;
        let one = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let two = received_by(&world, &programme, "hidamari", "2970999054", "ひだまり北", &["43"]).await;
        let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
        // A mark is missing: it is said which, and nothing typed is lost.
        let wrong = act(&clerk, &one.desk, "marks", &[("mark.0", "5"), ("comment", "計画が具体的")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["「連携先の広がり」の点を選んでください", "計画が具体的"] {
            assert!(wrong.text.contains(words), "{words}: {}", wrong.text);
        }
        let low = [("mark.0", "3"), ("mark.1", "3"), ("comment", "計画が具体的")];
        done(&clerk, &one.desk, "marks", &low, "marked").await;
        assert!(clerk.get(&one.desk).await.text.contains("平均 60.00点"));
        let hidden = approver.get(&one.desk).await.text;
        assert!(hidden.contains("自分の採点を保存した後に見えます") && !hidden.contains("計画が具体的"));
        world.wait(TimeDelta::days(14));
        let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
        let at = format!("/t/midorino/programmes/{programme}/sharing");
        let scores = format!("/t/midorino/programmes/{programme}/scores");
        let hidden = approver.get(&scores).await.text;
        assert!(hidden.contains("自分の採点を保存した後に見えます") && !hidden.contains("60.00"), "{hidden}");
        let early = clerk.get(&at).await.text;
        assert!(early.contains("2人以上の採点が終わっていない申請が2件あります"), "{early}");
        done(&approver, &one.desk, "marks", &[("mark.0", "3"), ("mark.1", "0")], "marked").await;
        assert!(approver.get(&one.desk).await.text.contains("計画が具体的"), "their own stand");
        for asker in [&clerk, &approver] {
            done(asker, &two.desk, "marks", &[("mark.0", "5"), ("mark.1", "4")], "marked").await;
        }
        let list = clerk.get(&scores).await.text;
        for words in ["50.00", "40.00〜60.00", "93.33"] {
            assert!(list.contains(words), "{words}: {list}");
        }
        let version = clerk.get(&at).await.hidden("version").unwrap();
        let shared = clerk.post(&at, &[("version", &version)]).await;
        assert!(shared.location().ends_with("/budget?done=shared"), "{}", shared.text);
        assert!(subjects(&world, two.id).await.iter().any(|subject| subject.contains("繰り上がりました")));
        let table = clerk.get(&format!("{scores}/export?format=csv")).await.text;
        let first = table.lines().nth(1).unwrap();
        assert!(first.contains("R6-0002") && first.contains("93.33"), "{table}");
        let guide = clerk.get(&format!("/t/midorino/guide/{programme}")).await.text;
        assert!(guide.contains("採点の結果") && guide.contains("93.33"), "{guide}");
        let late = act(&clerk, &one.desk, "marks", &low).await;
        assert!(late.text.contains("採点を変えられません"), "{}", late.text);
    })
    .await;
}
