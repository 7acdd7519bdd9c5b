//! What offices are reminded of, and their officers: reports that are due, parts of a grant that can be claimed or are still
//! to be paid.

use super::{desk, done, granted_before_paying, mailed, stage};
use crate::support::on_each_world;
use chrono::TimeDelta;
use domain::awards::StageName;

#[tokio::test]
async fn who_has_not_reported_is_reminded_and_stands_among_the_late() {
    on_each_world("reminded", async |world| {
        let received = granted_before_paying(&world, &[("advances", "交付決定後 50%")]).await;
        let told_of = async |what: &str| {
            let subjects = mailed(&world, &received).await;
            subjects.into_iter().filter(|subject| subject.contains(what)).collect::<Vec<_>>()
        };
        let reminders = async || told_of("実績報告の期限").await;
        let day = async |days: i64| {
            world.wait(TimeDelta::days(days));
            server::jobs::plan_today(&world.app).await.unwrap();
            server::jobs::drain(&world.app).await.unwrap();
        };
        let due = chrono::NaiveDate::from_ymd_opt(2025, 3, 31).unwrap();
        let left = (due - world.app.clock.today()).num_days();
        day(left - 20).await;
        assert!(reminders().await.is_empty());
        // The part that can be claimed is told of once, and stands on the home until it is claimed.
        assert_eq!(told_of("概算払を請求できます").await.len(), 1);
        let (hidamari, clerk) = (world.as_person("hidamari").await, world.as_person("clerk").await);
        let offered = "第1回（概算払）の10,500円を請求できます";
        assert!(hidamari.get("/t/midorino/my").await.text.contains(offered));
        hidamari.post(&format!("{}/advance", received.own), &[("confirmed", "yes")]).await;
        assert!(!hidamari.get("/t/midorino/my").await.text.contains(offered));
        done(&clerk, &desk(&received), "instalment", &[("answer", "accept")], "advance_accepted").await;
        assert!(clerk.get("/t/midorino").await.text.contains("支払いを待つ概算払"));
        let list = clerk.get("/t/midorino/awards?st=advances").await.text;
        assert!(list.contains("R6-0001") && list.contains("概算払の支払待ち"), "{list}");
        day(6).await;
        assert!(told_of("支払いを待つ概算払").await.is_empty(), "it was accepted six days ago");
        assert_eq!(reminders().await.len(), 1, "two weeks before");
        server::jobs::plan_today(&world.app).await.unwrap();
        server::jobs::drain(&world.app).await.unwrap();
        assert_eq!(reminders().await.len(), 1, "once a day");
        day(15).await;
        let told = reminders().await;
        assert!(told.iter().any(|subject| subject.contains("期限が過ぎています")), "{told:?}");
        let chased = told_of("支払いを待つ概算払").await.len();
        assert!(chased > 0, "its officers are told after two weeks");
        day(1).await;
        assert_eq!(told_of("支払いを待つ概算払").await.len(), chased, "once");
        assert_eq!(told_of("概算払を請求できます").await.len(), 1, "once");
        let clerk = world.as_person("clerk").await;
        let list = clerk.get("/t/midorino/awards?st=overdue").await.text;
        assert!(list.contains("R6-0001") && list.contains("期限超過"), "{list}");
        assert!(clerk.get("/t/midorino").await.text.contains("期限を過ぎた報告・請求・返還"));
        assert_eq!(stage(&world, &received).await, StageName::AwaitingReport);
        // What was accepted and not paid for long is shouted of, though the report is the office's to send.
        day(40).await;
        let home = world.as_person("clerk").await.get("/t/midorino").await.text;
        assert!(home.contains("審査・決裁・支払いが進んでいないものが1件あります"), "{home}");
    })
    .await;
}
