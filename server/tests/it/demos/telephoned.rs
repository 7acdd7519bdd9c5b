//! What a prefecture asked for on the telephone: entered by its federation, told to the cities, counted, reported.

use super::{prefecture::cities, steps};
use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone as _, Utc};
use domain::ids::{DemoId, JobId};
use serde_json::json;
use server::demos::along;

const ENTRY: &str = "/t/midori-kokuhoren/demos/entry";

/// A session that the federation entered for みどり県 and みどり野市, みさき町 and 月見村, with a date.
async fn confirmed(world: &World) -> DemoId {
    let mori = world.as_person("federation").await;
    let known = cities(world, &["みどり県", "みどり野市", "みさき町", "月見村"]).await;
    let told = |member: usize, named: &[usize]| {
        let mut typed = steps::typed(&[("contact_email", "hasegawa@pref-midori.example.jp")]);
        typed.push(("member", known[member].as_str()));
        typed.extend(named.iter().map(|city| ("city", known[*city].as_str())));
        typed
    };
    assert!(mori.get(ENTRY).await.text.contains("都道府県から受けた依頼のとき"));
    let nobody = mori.post(ENTRY, &told(0, &[])).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.text.contains("参加する市区町村を選んでください"), "{}", nobody.text);
    assert!(nobody.text.contains("<details open"), "what is wrong is seen: {}", nobody.text);
    let city = mori.post(ENTRY, &told(1, &[2])).await;
    assert!(city.text.contains("選択を外してください"), "{}", city.text);
    let demo = steps::session(&mori.post(ENTRY, &told(0, &[1, 2, 3])).await);
    let page = world.as_person("prefecture").await.get(&format!("/t/midori-ken/demos/{demo}")).await.text;
    assert!(page.contains("みどり野市、みさき町、月見村"), "{page}");
    let taken = steps::confirm(world, demo, "1", 0, "20").await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    demo
}

#[tokio::test]
async fn the_cities_come_with_their_offices_and_the_prefecture_reports_how_many_and_not_who() {
    on_each_world("a prefecture telephoned", async |world| {
        steps::federation(&world).await;
        let demo = confirmed(&world).await;
        let own = format!("/t/midori-ken/demos/{demo}");
        let page = world.as_person("prefecture").await.get(&own).await.text;
        assert!(page.contains("開催決定"), "{page}");
        let hidamari = world.as_person("hidamari").await;
        let registered = steps::register(&hidamari, demo, &[("people", "2")]).await;
        assert_eq!(registered.status, StatusCode::SEE_OTHER, "{}", registered.text);
        let office =
            [("office_name", "みさき苑"), ("people", "1"), ("name", "岬 渚"), ("phone", "0741-00-3000")];
        let misaki = world.as_person("misaki-clerk").await;
        let entered = misaki.post(&format!("/t/misaki/demos/{demo}/registrations/new"), &office).await;
        assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);

        world.turn_to(Utc.with_ymd_and_hms(2024, 9, 18, 4, 40, 0).unwrap());
        let mori = world.as_person("federation").await;
        let list = format!("/t/midori-kokuhoren/demos/{demo}/attendance");
        let page = mori.get(&list).await.text;
        let fields: Vec<&str> =
            page.match_indices("name=\"came-").map(|(at, _)| &page[at + 6..at + 47]).collect();
        assert_eq!(fields.len(), 2, "{page}");
        let came = [("act", "list"), (fields[0], "2"), (fields[1], "1")];
        assert_eq!(mori.post(&list, &came).await.status, StatusCode::SEE_OTHER);

        let hasegawa = world.as_person("prefecture").await;
        let held = hasegawa.post_from(&own, &format!("{own}/holding"), &[]).await;
        assert!(held.location().ends_with("?done=held"), "{}", held.text);
        let report = format!("{own}/report");
        let main = hasegawa.get(&report).await.main();
        for words in ["stat__value\">2<", "stat__value\">3<"] {
            assert!(main.contains(words), "two bodies, three people: {words} {main}");
        }
        assert!(!main.contains("ひだまり") && !main.contains("みさき苑"), "{main}");
        let written = [("version", "0"), ("act", "file"), ("summary", "2つの市町から集まりました。")];
        let filed = hasegawa.post_from(&report, &format!("{report}/text"), &written).await;
        assert!(filed.location().ends_with("?done=filed"), "{}", filed.text);
        let slower = [("version", "0"), ("act", "save"), ("summary", "別の言葉で書きました。")];
        let slower = hasegawa.post_from(&report, &format!("{report}/text"), &slower).await;
        assert_eq!(slower.status, StatusCode::CONFLICT);
        for words in ["2つの市町から集まりました。", "別の言葉で書きました。", "長谷川 恵"]
        {
            assert!(slower.text.contains(words), "nothing typed is lost: {words} {}", slower.text);
        }
        assert_eq!(hasegawa.get(&format!("{report}.pdf")).await.status, StatusCode::OK);
        assert!(hasegawa.get(&own).await.text.contains("報告済み"));
        let saved = mori.get("/t/midori-kokuhoren/demos/export?month=2024-09&format=csv").await.text;
        assert!(saved.contains("来た人（人）") && saved.contains(",20,3,0,2,3,"), "{saved}");
        let theirs = mori.get(&format!("/t/midori-kokuhoren/demos/{demo}/report")).await.text;
        assert!(theirs.contains("2つの市町から集まりました。"), "{theirs}");
    })
    .await;
}

#[tokio::test]
async fn a_change_is_told_once_to_those_who_come_along_whatever_else_was_written_to_them() {
    on_each_world("a change among companions", async |world| {
        steps::federation(&world).await;
        let demo = confirmed(&world).await;
        // The prefecture moves it elsewhere; before the job runs, the federation writes of something else.
        let own = format!("/t/midori-ken/demos/{demo}/venue");
        let hasegawa = world.as_person("prefecture").await;
        let moved = hasegawa.post(&own, &[("venue", "県庁 2階"), ("note", "会場が広くなりました")]).await;
        assert!(moved.location().ends_with("?done=moved"), "{}", moved.text);
        let at = world.app.clock.now();
        world.wait(TimeDelta::minutes(1));
        let mori = world.as_person("federation").await;
        let path = format!("/t/midori-kokuhoren/demos/{demo}/venue");
        let again = mori.post(&path, &[("venue", "県庁 3階"), ("note", "階を間違えました")]).await;
        assert!(again.location().ends_with("?done=moved"), "{}", again.text);
        // Who has no house here is called: both houses that change something read whom.
        let theirs = mori.get(again.location()).await.text;
        assert!(theirs.contains("メールアドレスのない相手には知らせていません"), "{theirs}");
        let its_own = hasegawa.get(moved.location()).await.text;
        for (house, page) in [("the federation", theirs), ("the prefecture", its_own)] {
            let (_, list) = page.rsplit_once("電話で知らせる相手").unwrap();
            assert!(list.split("</section>").next().unwrap().contains("月見村"), "{house}: {page}");
        }
        server::jobs::drain(&world.app).await.unwrap();
        let told = async |note: &str| {
            let mails = steps::mails(&world, "midori-kokuhoren", demo).await;
            mails.iter().filter(|(_, _, body)| body.contains(note) && body.contains("3階")).count()
        };
        assert_eq!(told("会場が広くなりました").await, 2, "both cities that have a house, as it stands now");

        // Of two changes at once each has its word, and a job that is carried out twice tells nothing twice.
        let federation = tenant(&world, "midori-kokuhoren").await;
        let job = |note: &str| {
            let change: JobId = world.app.clock.id();
            json!({ "federation": federation, "session": demo, "at": at, "change": change, "note": note })
        };
        let later = job("駐車場はありません");
        for _ in 0..2 {
            Box::pin(along::perform(&world.app, &later)).await.unwrap();
        }
        assert_eq!(told("駐車場はありません").await, 2);
        let before = steps::mails(&world, "midori-kokuhoren", demo).await.len();
        Box::pin(along::perform(&world.app, &job(""))).await.unwrap();
        let after = steps::mails(&world, "midori-kokuhoren", demo).await.len();
        assert_eq!(before, after, "how it stands was told, and there is no word to add");

        // It moves once more, and the federation calls it off before that was told: one mail says so.
        let elsewhere = hasegawa.post(&own, &[("venue", "県庁 4階"), ("note", "段差がありません")]).await;
        assert!(elsewhere.location().ends_with("?done=moved"), "{}", elsewhere.text);
        let end = format!("/t/midori-kokuhoren/demos/{demo}/cancellation");
        let off = mori.post(&end, &[("reason", "台風のため")]).await;
        assert!(off.location().ends_with("?done=cancelled"), "{}", off.text);
        assert!(mori.get(off.location()).await.text.contains("開かないことをメールで知らせていません"));
        server::jobs::drain(&world.app).await.unwrap();
        let mails = steps::mails(&world, "midori-kokuhoren", demo).await;
        let mut to: Vec<&str> = mails
            .iter()
            .filter(|mail| mail.1.contains("中止のお知らせ"))
            .map(|mail| mail.0.as_str())
            .collect();
        let all = to.len();
        to.sort_unstable();
        to.dedup();
        assert_eq!((all, to.len()), (3, 3), "the prefecture and two cities, once each: {to:?}");
    })
    .await;
}
