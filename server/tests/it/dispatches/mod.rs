//! 講師派遣: asked for, answered, paid for; by three houses.

use crate::{
    demos::steps::{self as demos},
    subsidies::steps::tenant,
    support::{Answer, World, on_each_world},
};
use axum::http::StatusCode;
use domain::ids::DemoId;
use server::jobs;
use store::{Scope, demos::sessions, mails};

/// What the federation asks for; the session of [`demos::confirmed`] is on 18 September 2024 at half past one.
const ASKED: &[(&str, &str)] = &[
    ("slot", "2024-09-18 13:30 120"),
    ("place", "on_site"),
    ("purpose", "送受信の操作の説明と相談"),
    ("payer", "municipality"),
    ("contact_name", "森 拓也"),
    ("contact_phone", "0741-00-4000"),
];
/// One person for a day: 30,200 yen.
const COSTS: &[(&str, &str)] = &[
    ("travellers", "1"),
    ("rail", "28,000円"),
    ("nights", "0"),
    ("days", "1日"),
    ("daily", "2,200"),
    ("payer", "municipality"),
];

fn id_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split(['/', '?']).nth(4).unwrap().to_owned()
}

/// Asks for a speaker for a session; the dispatch.
pub async fn ask(world: &World, demo: DemoId) -> String {
    let mori = world.as_person("federation").await;
    let answer = mori.post(&format!("/t/midori-kokuhoren/demos/{demo}/dispatch"), ASKED).await;
    let id = id_of(&answer);
    assert_eq!(answer.location(), format!("/t/midori-kokuhoren/dispatches/{id}?done=asked"));
    id
}

/// A lecturer of 国保中央会, as the form of an answer sends them.
pub async fn lecturer(world: &World, name: &str) -> String {
    let nakamura = world.as_person("central").await;
    let typed = [("act", "add"), ("name", name), ("base", "東京駅")];
    let added = nakamura.post_from("/t/chuokai/lecturers", "/t/chuokai/lecturers/new", &typed).await;
    assert_eq!(added.location(), "/t/chuokai/lecturers?done=added", "{}", added.text);
    let scope = Scope::tenant_by_system(tenant(world, "chuokai").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = store::dispatches::lecturers::all(&tx).await.unwrap();
    all.into_iter().find(|one| one.name == name).unwrap().id.to_string()
}

/// 国保中央会's answer.
pub async fn answer(world: &World, id: &str, typed: &[(&str, &str)]) -> Answer {
    let nakamura = world.as_person("central").await;
    nakamura.post(&format!("/t/chuokai/dispatches/{id}/answer"), typed).await
}

async fn mails_of(world: &World, house: &str, id: &str) -> Vec<(String, String)> {
    let scope = Scope::tenant_by_system(tenant(world, house).await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = mails::about(&tx, "dispatch", id.parse().unwrap()).await.unwrap();
    all.into_iter().map(|stored| (stored.mail.recipient, stored.mail.subject)).collect()
}

async fn stage(world: &World, demo: DemoId) -> &'static str {
    let scope = Scope::tenant_by_system(tenant(world, "midori-kokuhoren").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    sessions::find(&tx, demo).await.unwrap().unwrap().stage.name().code()
}

/// A dispatch for a session whose costs wait for みどり野市; for the access matrix.
pub async fn to_approve(world: &World, demo: DemoId) -> String {
    let id = ask(world, demo).await;
    let nakamura = world.as_person("central").await;
    let estimated = nakamura.post(&format!("/t/chuokai/dispatches/{id}/costs"), COSTS).await;
    assert_eq!(estimated.location(), format!("/t/chuokai/dispatches/{id}?done=to_approve"));
    id
}

#[tokio::test]
async fn a_speaker_is_asked_for_promised_once_and_paid_for_by_the_city_that_agrees() {
    on_each_world("a dispatch", async |world| {
        demos::federation(&world).await;
        let demo = demos::confirmed(&world, 20).await;
        let id = ask(&world, demo).await;
        let told = mails_of(&world, "midori-kokuhoren", &id).await;
        assert_eq!(
            told,
            [("fukyu@chuokai.example.jp".to_owned(), "【講師派遣】みどり野市から講師派遣の依頼".to_owned())]
        );
        let nakamura = world.as_person("central").await;
        let home = nakamura.get("/t/chuokai").await.text;
        assert!(
            home.contains("講師派遣の依頼が1件、回答を待っています。") && home.contains("みどり野市"),
            "{home}"
        );
        // It sees what it was asked for, and not the session.
        assert_eq!(nakamura.get(&format!("/t/chuokai/demos/{demo}")).await.status, StatusCode::NOT_FOUND);
        let tanaka = lecturer(&world, "中央 太郎").await;
        let accepted =
            answer(&world, &id, &[("answer", "accept"), ("lecturer", &tanaka), ("travel", "180")]).await;
        assert_eq!(accepted.location(), format!("/t/chuokai/dispatches/{id}?done=answered"));
        let week = nakamura.get("/t/chuokai/lecturers?day=2024-09-18").await.text;
        assert!(
            week.contains("10:30〜18:30") && week.contains("みどり野市（みどり県国民健康保険団体連合会）"),
            "{week}"
        );
        let city = world.as_person("clerk").await.get(&format!("/t/midorino/demos/{demo}")).await.text;
        assert!(city.contains("国保中央会の講師派遣") && city.contains("中央 太郎"), "{city}");

        // A form of a first request, opened before: what was promised stands.
        let mori = world.as_person("federation").await;
        let late = mori.post(&format!("/t/midori-kokuhoren/demos/{demo}/dispatch"), ASKED).await;
        assert_eq!(late.location(), format!("/t/midori-kokuhoren/dispatches/{id}"), "{}", late.text);

        let costs = format!("/t/chuokai/dispatches/{id}/costs");
        let wrong = nakamura.post(&costs, &[("travellers", "たくさん"), ("rail", "28000.5")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("派遣する人数は1から30までの数字で入力してください"), "{}", wrong.text);
        assert!(wrong.text.contains("value=\"たくさん\""), "{}", wrong.text);
        let estimated = nakamura.post(&costs, COSTS).await;
        assert_eq!(estimated.location(), format!("/t/chuokai/dispatches/{id}?done=to_approve"));
        let mailed = mails_of(&world, "chuokai", &id).await;
        assert!(
            mailed.contains(&(
                "kaigo@midorino.example.jp".to_owned(),
                "【講師派遣】国保中央会の旅費の承認のお願い".to_owned()
            )),
            "{mailed:?}"
        );

        let approver = world.as_person("approver").await;
        let home = approver.get("/t/midorino").await.text;
        assert!(home.contains("承認を待っている国保中央会の旅費") && home.contains("30,200円"), "{home}");
        let path = format!("/t/midorino/dispatches/{id}/approval");
        let refused = approver.post(&path, &[("decision", "refuse")]).await;
        assert!(refused.text.contains("理由を入力してください"), "{}", refused.text);
        let agreed = approver.post(&path, &[("decision", "approve")]).await;
        assert_eq!(agreed.location(), format!("/t/midorino/dispatches/{id}?done=approved"));
        // The venue is written otherwise: who comes and what it costs stay.
        let clerk = world.as_person("clerk").await;
        let venue = format!("/t/midorino/demos/{demo}/venue");
        let elsewhere = clerk.post(&venue, &[("venue", "市役所 別館")]).await;
        assert_eq!(elsewhere.status, StatusCode::SEE_OTHER, "{}", elsewhere.text);
        let page = mori.get(&format!("/t/midori-kokuhoren/dispatches/{id}")).await.text;
        for words in [
            "市役所 別館",
            "承認済み",
            "みどり野市　田中 実",
            "30,200円",
            "旅費を承認しました",
            "講師の派遣が承諾されました",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        // Decided once: the same form again finds nothing that waits.
        let again = approver
            .post_from(&format!("/t/midorino/dispatches/{id}"), &path, &[("decision", "approve")])
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sheet = nakamura.get(&format!("/t/chuokai/dispatches/{id}/sheet.pdf")).await;
        assert_eq!(sheet.headers["content-type"], "application/pdf");
    })
    .await;
}

#[tokio::test]
async fn a_lecturer_is_never_in_two_places_and_a_session_called_off_gives_the_time_back() {
    on_each_world("a lecturer's time", async |world| {
        demos::federation(&world).await;
        let demo = demos::confirmed(&world, 20).await;
        let id = ask(&world, demo).await;
        let tanaka = lecturer(&world, "中央 太郎").await;
        let accept = [("answer", "accept"), ("lecturer", tanaka.as_str()), ("travel", "120")];
        assert_eq!(answer(&world, &id, &accept).await.status, StatusCode::SEE_OTHER);
        // みさき町 on the same day, half an hour before: the way between them takes longer.
        let misaki = world.as_person("misaki-clerk").await;
        let typed = demos::typed(&[("start_1", "11:00"), ("date_2", ""), ("start_2", "")]);
        let other = demos::session(&misaki.post("/t/misaki/demos/new", &typed).await);
        demos::confirm(&world, other, "1", 1, "12").await;
        let mori = world.as_person("federation").await;
        let asked: Vec<_> = ASKED
            .iter()
            .map(
                |(name, value)| {
                    if *name == "slot" { (*name, "2024-09-18 11:00 120") } else { (*name, *value) }
                },
            )
            .collect();
        let second = id_of(&mori.post(&format!("/t/midori-kokuhoren/demos/{other}/dispatch"), &asked).await);
        let refused = answer(&world, &second, &accept).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("ほかの派遣か不在の予定があります"), "{}", refused.text);
        // What one city has is nothing to the other.
        let strange = misaki.get(&format!("/t/misaki/dispatches/{id}")).await;
        assert_eq!(strange.status, StatusCode::NOT_FOUND);

        let clerk = world.as_person("clerk").await;
        let off =
            clerk.post(&format!("/t/midorino/demos/{demo}/cancellation"), &[("reason", "台風のため")]).await;
        assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.text);
        let page = mori.get(&format!("/t/midori-kokuhoren/dispatches/{id}")).await.text;
        assert!(
            page.contains("この依頼は取り下げられました。") && page.contains("理由：台風のため"),
            "{page}"
        );
        let told = mails_of(&world, "midorino", &id).await;
        assert!(told.iter().any(|(to, _)| to == "fukyu@chuokai.example.jp"), "{told:?}");
        // Away on that day, and not any more.
        let nakamura = world.as_person("central").await;
        let (page, act) = ("/t/chuokai/lecturers", "/t/chuokai/lecturers/new");
        let days = [("first_on", "R6.9.18"), ("last_on", "R6.9.18"), ("why", "研修")];
        let away: Vec<_> = [("act", "away"), ("lecturer", tanaka.as_str())].into_iter().chain(days).collect();
        let kept = nakamura.post_from(page, act, &away).await;
        assert_eq!(kept.location(), "/t/chuokai/lecturers?done=away", "{}", kept.text);
        let absence = nakamura.get(page).await.hidden("absence").unwrap();
        let back = nakamura.post_from(page, act, &[("act", "back"), ("absence", absence.as_str())]).await;
        assert_eq!(back.location(), "/t/chuokai/lecturers?done=back", "{}", back.text);
        assert_eq!(answer(&world, &second, &accept).await.status, StatusCode::SEE_OTHER);
        let scope = Scope::tenant_by_system(tenant(&world, "chuokai").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        assert_eq!(store::events::first_broken(&tx).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_was_answered_on_the_telephone_is_recorded_and_a_proposal_is_asked_for_anew() {
    on_each_world("a told answer", async |world| {
        demos::federation(&world).await;
        let demo = demos::confirmed(&world, 20).await;
        let mori = world.as_person("federation").await;
        let empty =
            mori.post(&format!("/t/midori-kokuhoren/demos/{demo}/dispatch"), &[("slot", "nonsense")]).await;
        assert!(empty.text.contains("派遣を依頼する日時を選んでください"), "{}", empty.text);
        let id = ask(&world, demo).await;
        assert_eq!(stage(&world, demo).await, "confirmed", "a confirmed session stays so");
        let path = format!("/t/midori-kokuhoren/dispatches/{id}/answer");
        let form = mori.get(&path).await.text;
        assert!(form.contains("回答を受けた方法") && !form.contains("会場までの移動の時間"), "{form}");
        let wrong = mori.post(&path, &[("answer", "propose")]).await;
        for words in ["回答を受けた方法を選んでください", "国保中央会の回答者の氏名を入力してください"]
        {
            assert!(wrong.text.contains(words), "{words}: {}", wrong.text);
        }
        let proposed = [
            ("answer", "propose"),
            ("way", "phone"),
            ("told_by", "中村"),
            ("date_1", "R6.9.25"),
            ("start_1", "午後1時半"),
            ("online", "yes"),
            ("message", "18日は講師がいません"),
        ];
        let recorded = mori.post(&path, &proposed).await;
        assert_eq!(recorded.location(), format!("/t/midori-kokuhoren/dispatches/{id}?done=recorded"));
        let mailed = mails_of(&world, "midori-kokuhoren", &id).await;
        let told = ("fukyu@chuokai.example.jp".to_owned(), "【講師派遣】回答が記録されました".to_owned());
        assert!(mailed.contains(&told), "{mailed:?}");
        let page = mori.get(recorded.location()).await.text;
        for words in
            ["別案あり", "令和6年9月25日(水)", "オンラインなら対応できます", "電話（中村）で受けた回答"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        let home = mori.get("/t/midori-kokuhoren").await.text;
        assert!(home.contains("国保中央会から別案が届いた依頼"), "{home}");
        // Online on the same day: the city keeps its date, and nothing is to be paid.
        let again = format!("/t/midori-kokuhoren/demos/{demo}/dispatch");
        let form = mori.get(&again).await;
        assert!(form.text.contains("国保中央会の別案"), "{}", form.text);
        let version = form.hidden("version").unwrap();
        let mut typed: Vec<_> = ASKED.iter().copied().filter(|(name, _)| *name != "place").collect();
        typed.extend([("place", "online"), ("version", version.as_str())]);
        let asked = mori.post(&again, &typed).await;
        assert_eq!(asked.location(), format!("/t/midori-kokuhoren/dispatches/{id}?done=asked_again"));
        let page = mori.get(asked.location()).await.text;
        assert!(page.contains("オンラインのため、旅費はかかりません。"), "{page}");
        let stale = mori.post_from(&format!("/t/midori-kokuhoren/dispatches/{id}"), &again, &typed).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let (_, purpose) = ASKED.iter().find(|(name, _)| *name == "purpose").unwrap();
        for words in ["回答待ち", *purpose] {
            assert!(stale.text.contains(words), "how it stands, and what was typed: {words} {}", stale.text);
        }
        jobs::drain(&world.app).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_dispatch_follows_its_session_to_the_date_that_is_booked() {
    on_each_world("a dispatch follows", async |world| {
        demos::federation(&world).await;
        let demo = demos::requested(&world).await;
        // For the first candidate, while nothing is decided.
        let id = ask(&world, demo).await;
        let tanaka = lecturer(&world, "中央 太郎").await;
        let accept = [("answer", "accept"), ("lecturer", tanaka.as_str()), ("travel", "60")];
        assert_eq!(answer(&world, &id, &accept).await.status, StatusCode::SEE_OTHER);
        jobs::drain(&world.app).await.unwrap();
        assert_eq!(stage(&world, demo).await, "requested");
        let set = demos::sets(&world).await[0].to_string();
        let typed =
            [("candidate", "2"), ("demo_set", set.as_str()), ("capacity", "24"), ("act", "tentative")];
        let mori = world.as_person("federation").await;
        let booked = mori.post(&format!("/t/midori-kokuhoren/demos/{demo}/confirmation"), &typed).await;
        assert_eq!(booked.status, StatusCode::SEE_OTHER, "{}", booked.text);
        assert_eq!(stage(&world, demo).await, "dispatch_asked", "it was asked for anew");
        let nakamura = world.as_person("central").await;
        let page = nakamura.get(&format!("/t/chuokai/dispatches/{id}")).await.text;
        assert!(
            page.contains("回答待ち") && page.contains("令和6年9月19日(木)（2024年）　10:00〜12:00"),
            "{page}"
        );
        let week = nakamura.get("/t/chuokai/lecturers?day=2024-09-18").await.main();
        assert!(!week.contains("みどり野市"), "the lecturer is free again: {week}");
        let told = mails_of(&world, "midori-kokuhoren", &id).await;
        assert!(told.iter().any(|(_, subject)| subject.contains("日時や方法を見直した依頼")), "{told:?}");
    })
    .await;
}
