//! The preparation of a session: plans that a federation changes, tasks of one session, what is late.

use super::steps;
use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{NaiveDate, TimeDelta};
use domain::{
    demos::{Chore, Place, Plan},
    ids::DemoId,
    tokyo,
    working_days::WorkingCalendar,
};
use server::jobs;
use store::{
    Scope,
    demos::{
        chores::{self, Task},
        sessions,
    },
    mails,
};

const PLAN: &str = "/t/midori-kokuhoren/demos/plans/on_site";

async fn tasks(world: &World, demo: DemoId) -> Vec<Task> {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    chores::of_session(&tx, demo).await.unwrap()
}

fn titles(tasks: &[Task]) -> Vec<&str> {
    tasks.iter().map(|task| task.task.title.as_str()).collect()
}

#[tokio::test]
async fn a_federation_changes_its_plan_and_the_next_session_is_prepared_by_it() {
    on_each_world("a plan of its own", async |world| {
        steps::federation(&world).await;
        let before = steps::confirmed(&world, 9).await;
        let mori = world.as_person("federation").await;
        let page = mori.get(PLAN).await;
        assert!(page.text.contains("はじめから用意されている準備計画"), "{}", page.text);
        let version = page.hidden("version").unwrap();
        assert_eq!(version, "0");
        let add = format!("{PLAN}/tasks/new");
        let wrong = [("title", ""), ("unit", "weeks"), ("count", "二"), ("version", "0")];
        let refused = mori.post(&add, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in [
            "準備することを入力してください",
            "担当を選んでください",
            "期限の数は数字で入力してください",
            "value=\"二\"",
        ] {
            assert!(refused.text.contains(words), "{words}: {}", refused.text);
        }
        let sign = [
            ("title", "会場の案内板を作る"),
            ("owner", "municipality"),
            ("unit", "weeks"),
            ("count", "２"),
            ("version", "0"),
        ];
        let done = mori.post(&add, &sign).await;
        assert!(done.location().ends_with("?done=kept"), "{}", done.text);
        // Whoever saw the plan before that loses nothing silently.
        let late = mori.post(&add, &sign).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        assert!(late.text.contains("森 拓也") && late.text.contains("準備の一覧"), "{}", late.text);
        let out = mori.post(PLAN, &[("act", "out"), ("task", "7"), ("version", "1")]).await;
        assert!(out.location().ends_with("?done=kept"), "{}", out.text);
        let changed = mori.get(PLAN).await.text;
        assert!(changed.contains("森 拓也が") && !changed.contains(Chore::Leaflets.title()), "{changed}");
        assert!(
            titles(&tasks(&world, before).await).contains(&Chore::Leaflets.title()),
            "planned is planned"
        );

        let next = steps::requested(&world).await;
        assert_eq!(steps::confirm(&world, next, "2", 1, "9").await.status, StatusCode::SEE_OTHER);
        let planned = tasks(&world, next).await;
        assert_eq!(planned.len(), Plan::built_in(Place::OnSite).tasks().len());
        assert!(!titles(&planned).contains(&Chore::Leaflets.title()));
        let sign = planned.iter().find(|task| task.task.title == "会場の案内板を作る").unwrap();
        // Two weeks before 19 September 2024, a Thursday.
        assert_eq!(sign.due.to_string(), "2024-09-05");
        // Nobody else changes it.
        let clerk = world.as_person("clerk").await;
        assert_eq!(clerk.get("/t/midorino/demos/plans/on_site").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_session_has_tasks_and_notes_of_its_own_and_whoever_is_second_is_told() {
    on_each_world("tasks of one session", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 9).await;
        let clerk = world.as_person("clerk").await;
        let mori = world.as_person("federation").await;
        let at = format!("/t/midorino/demos/{demo}/chores");
        let parking = [("title", "駐車場を借りる"), ("owner", "both"), ("unit", "days"), ("count", "10")];
        let added = clerk.post(&format!("{at}/new"), &parking).await;
        assert!(added.location().ends_with("?done=chore_added"), "{}", added.text);
        let all = tasks(&world, demo).await;
        let own = all.iter().find(|task| task.task.title == "駐車場を借りる").unwrap();
        // Ten days before 18 September 2024 is a Sunday.
        assert_eq!(own.due.to_string(), "2024-09-06");
        let path = format!("{at}/{}", own.id);
        let version = clerk.get(&path).await.hidden("version").unwrap();
        let note = [("act", "note"), ("note", "市民会館に電話済み"), ("version", version.as_str())];
        assert!(clerk.post(&path, &note).await.location().ends_with("?done=noted"));
        let theirs = format!("/t/midori-kokuhoren/demos/{demo}/chores/{}", own.id);
        assert!(mori.get(&theirs).await.text.contains("市民会館に電話済み"), "the other side reads it");
        let late = [("act", "note"), ("note", "まだです"), ("version", version.as_str())];
        let conflict = mori.post(&theirs, &late).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT, "{}", conflict.text);
        assert!(conflict.text.contains("まだです") && conflict.text.contains("市民会館に電話済み"));
        let long = "あ".repeat(401);
        let refused = clerk.post(&path, &[("act", "note"), ("note", long.as_str()), ("version", "2")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("メモは400文字までで入力してください"), "{}", refused.text);
        // What is the other side's cannot be taken out; what is done neither.
        let outline = steps::chore(&world, demo, Chore::Outline).await;
        let denied = clerk.post_from(&path, &format!("{at}/{outline}/removal"), &[]).await;
        assert_eq!(denied.status, StatusCode::NOT_FOUND);
        clerk.post(&path, &[("act", "done")]).await;
        clerk.post_from(&path, &format!("{path}/removal"), &[]).await;
        assert!(titles(&tasks(&world, demo).await).contains(&"駐車場を借りる"));
        clerk.post(&path, &[("act", "reopen")]).await;
        let gone = clerk.post_from(&path, &format!("{path}/removal"), &[]).await;
        assert!(gone.location().ends_with("?done=chore_removed"), "{}", gone.text);
        assert!(!titles(&tasks(&world, demo).await).contains(&"駐車場を借りる"));
        // What is added while a date is held is due before the date that is decided.
        let (next, set) = (steps::requested(&world).await, steps::sets(&world).await[1].to_string());
        let decide = format!("/t/midori-kokuhoren/demos/{next}/confirmation");
        let typed = |candidate, act| {
            [("candidate", candidate), ("demo_set", set.as_str()), ("capacity", "9"), ("act", act)]
        };
        mori.post(&decide, &typed("1", "tentative")).await;
        clerk.post(&format!("/t/midorino/demos/{next}/chores/new"), &parking).await;
        mori.post(&decide, &typed("2", "confirm")).await;
        let all = tasks(&world, next).await;
        let own = all.iter().find(|task| task.task.title == "駐車場を借りる").unwrap();
        assert_eq!(own.due.to_string(), "2024-09-09");
    })
    .await;
}

#[tokio::test]
async fn with_another_date_what_is_open_is_due_otherwise_and_what_is_done_stays() {
    on_each_world("another date", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 9).await;
        let clerk = world.as_person("clerk").await;
        let material = steps::chore(&world, demo, Chore::Material).await;
        let path = format!("/t/midorino/demos/{demo}/chores/{material}");
        clerk.post(&path, &[("act", "done")]).await;
        let before = tasks(&world, demo).await;
        let scope = Scope::tenant_by_system(tenant(&world, "midori-kokuhoren").await, "test");
        let tx = world.app.store.write(&scope).await.unwrap();
        let session = sessions::find(&tx, demo).await.unwrap().unwrap();
        let date: NaiveDate = "2024-10-18".parse().unwrap();
        let moved = chores::replan(&tx, &session, date, &WorkingCalendar::default()).await.unwrap();
        assert_eq!(moved, before.len() - 1);
        let again = chores::replan(&tx, &session, date, &WorkingCalendar::default()).await.unwrap();
        assert_eq!(again, 0, "twice is once");
        tx.commit().await.unwrap();
        let after = tasks(&world, demo).await;
        let due = |all: &[Task], chore: Chore| {
            all.iter().find(|task| task.task.title == chore.title()).unwrap().due.to_string()
        };
        assert_eq!(due(&after, Chore::Material), due(&before, Chore::Material));
        assert_eq!(due(&after, Chore::Announcement), "2024-09-18");
        assert_eq!(due(&after, Chore::Venue), "2024-10-18");
        assert_eq!(due(&after, Chore::Outline), "2024-08-16", "18 August 2024 is a Sunday");
    })
    .await;
}

/// The digests that a house has sent: to whom, and what.
async fn digests(world: &World, house: &str) -> Vec<(String, String)> {
    let id = tenant(world, house).await;
    let tx = world.app.store.read(&Scope::tenant_by_system(id, "test")).await.unwrap();
    let all = mails::about(&tx, "demo_digest", id.uuid()).await.unwrap();
    all.into_iter().map(|stored| (stored.mail.recipient, stored.mail.body)).collect()
}

async fn morning(world: &World, day: &str) {
    let day: NaiveDate = day.parse().unwrap();
    world.turn_to(tokyo::start_of(day) + TimeDelta::hours(9));
    jobs::plan_today(&world.app).await.unwrap();
    jobs::drain(&world.app).await.unwrap();
}

#[tokio::test]
async fn what_is_late_stands_red_at_home_and_comes_once_a_week_in_one_mail() {
    on_each_world("late tasks", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 9).await;
        // 18 July 2024 is when the federation's three are due; 22 July is a Monday.
        morning(&world, "2024-07-18").await;
        assert!(digests(&world, "midori-kokuhoren").await.is_empty(), "nothing is late on its day");
        morning(&world, "2024-07-22").await;
        let sent = digests(&world, "midori-kokuhoren").await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert!(sent[0].1.contains("過ぎたものが3件"), "{}", sent[0].1);
        assert!(
            sent[0].1.contains(Chore::Dispatch.title()) && sent[0].1.contains("4日超過"),
            "{}",
            sent[0].1
        );
        assert!(digests(&world, "midorino").await.is_empty(), "nothing of the city's is late");
        let home = world.as_person("federation").await.get("/t/midori-kokuhoren").await.text;
        assert!(home.contains("期限を過ぎた準備が3件あります") && home.contains("4日超過"), "{home}");
        // The job again, and the rest of the week: nothing more. The week after, once.
        for day in ["2024-07-22", "2024-07-23", "2024-07-26", "2024-07-28"] {
            morning(&world, day).await;
        }
        assert_eq!(digests(&world, "midori-kokuhoren").await.len(), 1);
        morning(&world, "2024-07-29").await;
        assert_eq!(digests(&world, "midori-kokuhoren").await.len(), 2);
        morning(&world, "2024-08-20").await;
        let city = digests(&world, "midorino").await;
        assert!(city.iter().all(|(_, body)| body.contains("過ぎたものが2件")), "{city:?}");
        assert!(!city.is_empty());
        let home = world.as_person("clerk").await.get("/t/midorino").await.text;
        assert!(home.contains("期限を過ぎた準備が2件あります"), "{home}");
        // What is called off is nobody's to prepare.
        let clerk = world.as_person("clerk").await;
        clerk.post(&format!("/t/midorino/demos/{demo}/cancellation"), &[("reason", "会場の都合")]).await;
        morning(&world, "2024-08-26").await;
        assert_eq!(digests(&world, "midorino").await.len(), city.len());
    })
    .await;
}
