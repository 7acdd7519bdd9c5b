//! What was said with offices: written down, listed on its day, ended, corrected, told in the history, counted.

use super::steps::{clerk, good, main, offices};
use crate::{
    subsidies::steps::{account, tenant},
    support::on_each_world,
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use store::{Scope, events, follow_up, views};

#[tokio::test]
async fn a_call_with_a_next_action_is_on_the_list_of_its_day_and_in_the_history() {
    on_each_world("follow-up", async |world| {
        let office = offices(&world, &["2970999211"]).await[0];
        let clerk = world.as_person("clerk").await;
        let new = format!("/t/midorino/offices/{office}/follow-up/new");
        let call = [
            ("way", "call"),
            ("spoken_with", "管理者 あかね"),
            ("notes", "見積を待っている"),
            ("next_action", "見積が届いたか電話する"),
            ("next_on", "令和6年7月10日"),
        ];
        let history = good(&clerk, &new, &call).await;
        assert_eq!(history, format!("/t/midorino/offices/{office}/history?done=recorded"));
        let told = main(&clerk.get(&history).await);
        for part in
            ["支援を記録しました", "支援（電話）", "話した相手：管理者 あかね", "見積を待っている", "7日後"]
        {
            assert!(told.contains(part), "{part}: {told}");
        }
        // Looking at names is kept.
        let scope = Scope::tenant(tenant(&world, "midorino").await, super::steps::clerk(&world).await);
        let tx = world.app.store.read(&scope).await.unwrap();
        let seen = views::of_subject(&tx, "office", office.uuid()).await.unwrap();
        assert!(seen.iter().any(|view| view.what == "history"));
        drop(tx);

        let today = main(&clerk.get("/t/midorino/follow-up").await);
        assert!(!today.contains("見積が届いたか電話する"), "not due: {today}");
        let week = main(&clerk.get("/t/midorino/follow-up?until=week").await);
        assert!(week.contains("見積が届いたか電話する") && week.contains("伴走事業所21"), "{week}");
        let all = main(&clerk.get("/t/midorino/follow-up?until=all").await);
        assert!(all.contains("見積が届いたか電話する"), "of every day: {all}");
        world.wait(TimeDelta::days(9));
        // Everybody has signed in anew by then.
        let clerk = world.as_person("clerk").await;
        let late = main(&clerk.get("/t/midorino/follow-up").await);
        assert!(late.contains("2日過ぎています"), "{late}");
        let home = main(&clerk.get("/t/midorino").await);
        assert!(home.contains("今日までにする支援") && home.contains("見積が届いたか電話する"), "{home}");
        // It is the clerk's, not a colleague's; who only reads sees everybody's.
        let colleague = world.as_person("clerk-two").await;
        assert!(!main(&colleague.get("/t/midorino/follow-up").await).contains("見積が届いたか"));
        assert!(main(&colleague.get("/t/midorino/follow-up?whose=all").await).contains("見積が届いたか"));
        let viewer = world.as_person("viewer").await;
        let seen = main(&viewer.get("/t/midorino/follow-up").await);
        assert!(seen.contains("見積が届いたか") && !seen.contains("済みにする"), "{seen}");
    })
    .await;
}

#[tokio::test]
async fn a_record_ends_the_action_of_another_and_a_stale_form_changes_nothing() {
    on_each_world("follow-up ends", async |world| {
        let office = offices(&world, &["2970999211"]).await[0];
        let asker = world.as_person("clerk").await;
        let new = format!("/t/midorino/offices/{office}/follow-up/new");
        let first = [
            ("way", "visit"),
            ("notes", "説明した"),
            ("next_action", "返事を聞く"),
            ("next_on", "2024-07-03"),
        ];
        good(&asker, &new, &first).await;
        let scope = Scope::tenant(tenant(&world, "midorino").await, clerk(&world).await);
        let tx = world.app.store.read(&scope).await.unwrap();
        let known = follow_up::of_office(&tx, office).await.unwrap().remove(0);
        drop(tx);
        let settles = known.id.to_string();
        let page = asker.get(&format!("{new}?settles={settles}")).await;
        assert!(main(&page).contains("「返事を聞く」は済みになります"), "{}", main(&page));
        let version = page.hidden("settles_version").unwrap();
        let second = [
            ("way", "call"),
            ("notes", "使うとのこと"),
            ("settles", &settles),
            ("settles_version", &version),
        ];
        good(&asker, &new, &second).await;
        let tx = world.app.store.read(&scope).await.unwrap();
        let ended = follow_up::find(&tx, known.id).await.unwrap().unwrap();
        assert!(ended.open().is_none() && ended.done.is_some());
        let kinds: Vec<_> = events::of_subject(&tx, "follow_up", known.id.uuid())
            .await
            .unwrap()
            .into_iter()
            .map(|event| event.kind)
            .collect();
        assert_eq!(kinds, ["follow_up.recorded", "follow_up.done"]);
        drop(tx);

        let edit = format!("/t/midorino/follow-up/{settles}/edit");
        let stale = [("way", "visit"), ("notes", "説明し、資料を渡した"), ("version", "1")];
        let answer = asker.post_from(&edit, &edit, &stale).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
        for part in ["説明した", "説明し、資料を渡した"] {
            assert!(answer.text.contains(part), "{part}: {}", main(&answer));
        }
        let fresh = asker.get(&edit).await.hidden("version").unwrap();
        let good_form = [("way", "visit"), ("notes", "説明し、資料を渡した"), ("version", fresh.as_str())];
        let saved = asker.post_from(&edit, &edit, &good_form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", main(&saved));
    })
    .await;
}

#[tokio::test]
async fn a_form_with_mistakes_says_what_to_do_and_loses_nothing() {
    on_each_world("follow-up form", async |world| {
        let office = offices(&world, &["2970999211"]).await[0];
        let asker = world.as_person("clerk").await;
        let new = format!("/t/midorino/offices/{office}/follow-up/new");
        let wrong = [("way", "call"), ("held_on", "来週"), ("notes", ""), ("next_action", "電話する")];
        let answer = asker.post(&new, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = main(&answer);
        for part in
            ["話した内容を入力してください", "次にする日を入力してください", "value=\"電話する\"", "来週"]
        {
            assert!(told.contains(part), "{part}: {told}");
        }
        let viewer = world.as_person("viewer").await;
        assert_eq!(viewer.get(&new).await.status, StatusCode::NOT_FOUND);
        // Whoever cannot end an action is not given one.
        let form = main(&asker.get(&new).await);
        assert!(form.contains("鈴木 健") && !form.contains("高橋 文"), "{form}");
        let reads = account(&world, "viewer").await.to_string();
        let given = [
            ("way", "call"),
            ("notes", "話した"),
            ("next_action", "電話する"),
            ("next_on", "2024-07-10"),
            ("next_owner", reads.as_str()),
        ];
        assert_eq!(asker.post(&new, &given).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Another house's office is not there.
        let other = world.as_person("misaki-clerk").await;
        assert_eq!(
            other.get(&format!("/t/misaki/offices/{office}/history")).await.status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn the_report_counts_what_happened_within_its_days_alone() {
    on_each_world("follow-up report", async |world| {
        let made = offices(&world, &["2970999211", "2970999229"]).await;
        let asker = world.as_person("clerk").await;
        for (office, way, day) in [
            (made[0], "visit", "2024-07-01"),
            (made[0], "call", "2024-07-02"),
            (made[1], "call", "2024-06-30"),
        ] {
            let new = format!("/t/midorino/offices/{office}/follow-up/new");
            good(&asker, &new, &[("way", way), ("held_on", day), ("notes", "話した")]).await;
        }
        // One of the two adopts within the days, after it was visited.
        let adoption = format!("/t/midorino/offices/{}/adoption", made[0]);
        let card = format!("/t/midorino/offices/{}", made[0]);
        asker.post_from(&card, &adoption, &[("state", "using"), ("as_of", "2024-07-02")]).await;
        let page = main(&asker.get("/t/midorino/follow-up/report?from=2024-07-01&until=2024-07-03").await);
        for (label, number) in [
            ("支援の記録", "2件"),
            ("うち訪問", "1件"),
            ("支援した事業所", "1件"),
            ("支援して新しく導入した事業所", "1件"),
        ] {
            let row = format!("<th scope=\"row\">{label}</th><td class=\"number nowrap\">{number}</td>");
            assert!(page.contains(&row), "{label}: {page}");
        }
        let wrong = asker.get("/t/midorino/follow-up/report?from=%E5%A4%8F").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let saved = asker
            .get("/t/midorino/follow-up/report/export?from=2024-07-01&until=2024-07-03&format=csv")
            .await;
        assert!(saved.text.contains("支援した事業所,1,件"), "{}", saved.text);
        let records =
            asker.get("/t/midorino/follow-up/export?from=2024-07-01&until=2024-07-03&format=csv").await;
        assert_eq!(records.text.lines().count(), 3, "{}", records.text);
    })
    .await;
}

#[tokio::test]
async fn the_history_joins_what_is_known_of_an_office_each_with_its_source() {
    on_each_world("history", async |world| {
        let made = offices(&world, &["2970999211", "2970999229"]).await;
        let asker = world.as_person("clerk").await;
        let card = format!("/t/midorino/offices/{}", made[0]);
        let adopted = [("state", "using"), ("as_of", "2024-05-01"), ("note", "電話で確かめた")];
        asker.post_from(&card, &format!("{card}/adoption"), &adopted).await;
        asker.post_from(&card, &format!("{card}/software"), &[("software", "知らないソフト")]).await;
        asker.post_from(&card, &format!("{card}/partners"), &[("partner", "2970999229")]).await;
        let said = [("way", "online"), ("held_on", "2024-04-01"), ("notes", "はじめて話した")];
        good(&asker, &format!("{card}/follow-up/new"), &said).await;
        let told = main(&asker.get(&format!("{card}/history")).await);
        let places: Vec<usize> =
            ["知らないソフト（職員の記録）", "導入の状況：利用中", "支援（オンライン面談）"]
                .iter()
                .map(|part| told.find(part).unwrap_or_else(|| panic!("{part}: {told}")))
                .collect();
        assert!(places.is_sorted(), "the latest first: {told}");
        for part in ["伴走事業所22（この事業所の情報から、職員の記録）", "出どころ：", "電話で確かめた"]
        {
            assert!(told.contains(part), "{part}: {told}");
        }
        let other = main(&asker.get(&format!("/t/midorino/offices/{}/history", made[1])).await);
        assert!(other.contains("伴走事業所21（相手の事業所の情報から"), "{other}");
    })
    .await;
}
