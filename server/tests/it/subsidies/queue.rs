//! The officers' list: oldest first, narrowed by its address, from one to the next.

use super::{
    review::{done, received_by},
    steps::{published, tenant},
};
use crate::support::on_each_world;
use chrono::{NaiveDate, TimeDelta};
use store::{Scope, settings, subsidies::deadlines, testing::tamper};

#[tokio::test]
async fn the_list_is_narrowed_by_its_address_and_leads_from_one_to_the_next() {
    on_each_world("queue", async |world| {
        let programme = published(&world, &[]).await;
        let first = received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        world.wait(TimeDelta::days(2));
        let second = received_by(&world, &programme, "komorebi", "2970999021", "こもれび", &["15"]).await;
        let clerk = world.as_person("clerk").await;
        let list = |query: &str| {
            let (clerk, path) = (clerk.clone(), format!("/t/midorino/applications{query}"));
            async move { clerk.get(&path).await.text }
        };
        let all = list("").await;
        let (at_first, at_second) = (all.find("R6-0001").unwrap(), all.find("R6-0002").unwrap());
        assert!(at_first < at_second, "the oldest first");
        assert!(all.contains("余裕 残り18開庁日") && all.contains("2開庁日"), "{all}");
        let newest = list("?sort=received:desc").await;
        assert!(newest.find("R6-0002").unwrap() < newest.find("R6-0001").unwrap());

        done(&clerk, &first.desk, "assignment", &[("act", "take")], "taken").await;
        let mine = list("?v=mine").await;
        assert!(mine.contains("R6-0001") && !mine.contains("R6-0002"), "{mine}");
        // In every order the case stands at the same place, and beside the same one.
        let places = [("office", 1), ("assignee", 2), ("deadline", 1)];
        for (order, place) in places
            .into_iter()
            .flat_map(|(order, place)| [(order.to_owned(), place), (format!("{order}:desc"), 3 - place)])
        {
            let sorted = list(&format!("?sort={order}")).await;
            assert!(sorted.contains("aria-sort="), "{order}: {sorted}");
            assert_eq!(sorted.find("R6-0001") < sorted.find("R6-0002"), place == 1, "{order}");
            let desk = clerk.get(&format!("{}?sort={order}", first.desk)).await.text.replace("<!>", "");
            assert!(desk.contains(&format!("{place} / 2")), "{order}: {desk}");
            let on = format!("href=\"{}?sort=", second.desk);
            assert!(desk.contains(&on), "{order}: {desk}");
            assert_eq!(desk.contains("rel=\"next\""), place == 1, "{order}: {desk}");
        }
        let unowned = list("?v=unowned").await;
        assert!(!unowned.contains("R6-0001") && unowned.contains("R6-0002"));
        let reviewed = list("?st=under_review").await;
        assert!(reviewed.contains("R6-0001") && !reviewed.contains("R6-0002"));
        for query in ["?q=%E3%81%93%E3%82%82%E3%82%8C%E3%81%B3", "?q=r6-0002", "?q=2970999021"] {
            let found = list(query).await;
            assert!(found.contains("R6-0002") && !found.contains("R6-0001"), "{query}: {found}");
        }
        let of_july = list("?m=2024-07").await;
        assert!(of_july.contains("R6-0001") && of_july.contains("受付した月：令和6年7月"), "{of_july}");
        assert!(list("?m=2024-06").await.contains("この条件に合う申請はありません"));
        let nothing = list("?q=%25&st=granted").await;
        assert!(nothing.contains("この条件に合う申請はありません"));

        let desk = clerk.get(&first.desk).await.text;
        assert!(desk.contains("1 / 2") && desk.contains(&format!("href=\"{}\"", second.desk)), "{desk}");
        let alone = clerk.get(&format!("{}?v=mine", first.desk)).await.text;
        assert!(alone.contains("1 / 1") && alone.contains("?v=mine"), "{alone}");
        // What has just left the list still leads on to what is left of it.
        let gone = clerk.get(&format!("{}?v=unowned", first.desk)).await.text.replace("<!>", "");
        let on = format!("href=\"{}?v=unowned\"", second.desk);
        assert!(gone.contains("一覧の外（残り1件）") && gone.contains("rel=\"next\""), "{gone}");
        assert!(gone.contains(&on), "{gone}");
        let typed = [("verdict.service_eligible", "fits"), ("then", "next")];
        let next = super::review::act(&clerk, &first.desk, "checks", &typed).await;
        assert_eq!(next.location(), second.desk);
        done(&clerk, &first.desk, "assignment", &[("act", "give_back")], "given_back").await;
        assert!(list("?v=unowned").await.contains("R6-0001"));
    })
    .await;
}

#[tokio::test]
async fn what_waits_too_long_is_told_in_words() {
    on_each_world("ageing", async |world| {
        let programme = published(&world, &[]).await;
        received_by(&world, &programme, "hidamari", "2970999013", "ひだまり", &["43"]).await;
        let clerk = world.as_person("clerk").await;
        world.wait(TimeDelta::days(25));
        let clerk_again = world.as_person("clerk").await;
        let list = clerk_again.get("/t/midorino/applications").await.text;
        assert!(list.contains("注意 残り"), "{list}");
        world.wait(TimeDelta::days(14));
        let clerk_again = world.as_person("clerk").await;
        let list = clerk_again.get("/t/midorino/applications").await.text;
        assert!(list.contains("超過 ") && list.contains("標準処理期間を超過"), "{list}");
        drop(clerk);

        // What a row says of its place in the list is right, also after a day was closed; what is wrong is put right.
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.write(&scope).await.unwrap();
        let closed = NaiveDate::from_ymd_opt(2024, 7, 10).unwrap();
        assert_eq!(settings::close(&tx, &[closed], "庁舎移転", world.app.clock.now()).await.unwrap(), 1);
        assert_eq!(deadlines::refresh_days(&tx).await.unwrap(), 0);
        assert_eq!(deadlines::refresh_offices(&tx).await.unwrap(), 0);
        tx.commit().await.unwrap();
        let wrong = "UPDATE applications SET expected_on = '2024-07-10', office_order = ''";
        assert_eq!(tamper(&world.app.config.database, wrong).await, 1);
        let tx = world.app.store.write(&scope).await.unwrap();
        for put_right in [1, 0] {
            assert_eq!(deadlines::refresh_days(&tx).await.unwrap(), put_right);
            assert_eq!(deadlines::refresh_offices(&tx).await.unwrap(), put_right);
        }
    })
    .await;
}
