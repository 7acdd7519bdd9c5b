//! 照会: a federation asks its cities, a prefecture its own, 国保中央会 the federations; who answered is seen at once, and
//! nobody sees another city's answer.

pub mod steps;
mod writing;

use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{Duration, NaiveTime};
use domain::ids::InquiryId;
use std::io::Cursor;
use steps::{ANSWERS, answer, asked, open, replies_of};
use store::{Scope, events, mails};

async fn mailed(world: &World, slug: &str, id: &str) -> Vec<(String, String, String)> {
    let scope = Scope::tenant_by_system(tenant(world, slug).await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let id: InquiryId = id.parse().unwrap();
    let all = mails::about(&tx, "inquiry", id.uuid()).await.unwrap();
    all.into_iter().map(|stored| (stored.mail.recipient, stored.mail.subject, stored.mail.body)).collect()
}

async fn happened(world: &World, slug: &str, id: &str) -> Vec<String> {
    let scope = Scope::tenant_by_system(tenant(world, slug).await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let id: InquiryId = id.parse().unwrap();
    assert_eq!(events::first_broken(&tx).await.unwrap(), None, "{slug}");
    let all = events::of_subject(&tx, "inquiry", id.uuid()).await.unwrap();
    all.into_iter().map(|one| one.kind).collect()
}

#[tokio::test]
async fn a_federation_asks_a_city_answers_and_both_records_say_so() {
    on_each_world("an inquiry", async |world| {
        let sent = asked(&world, "federation", "midori-kokuhoren").await;
        let page = format!("/t/midori-kokuhoren/inquiries/{}", sent.inquiry);
        let mori = world.as_person("federation").await;
        assert!(sent.replies.len() > 2, "members that are here, and members that are only names");
        let mails = mailed(&world, "midori-kokuhoren", &sent.inquiry).await;
        let to_own = mails.iter().find(|(to, ..)| to == "kaigo@midorino.example.jp").unwrap();
        let reply = sent.of("みどり野市");
        assert!(
            to_own.2.contains(&format!("/t/midorino/asked/{reply}")) && to_own.2.contains("令和6年11月29日")
        );

        // The city's home and list lead there.
        let clerk = world.as_person("clerk").await;
        let home = clerk.get("/t/midorino").await;
        assert!(home.text.contains("回答する照会") && home.text.contains(&format!("/asked/{reply}")));
        // What is kept is the city's alone.
        let kept = answer(&clerk, "midorino", &reply, &[("q1", "b"), ("act", "keep")]).await;
        assert_eq!(kept.location(), format!("/t/midorino/asked/{reply}?done=kept"));
        let one = mori.get(&format!("{page}/replies/{reply}")).await;
        assert!(one.text.contains("回答はまだありません") && one.text.contains("入力中"), "{}", one.text);
        // What is missing is named, and what was typed stays.
        let wrong = [("q1", "a"), ("q3", "たくさん"), ("q4", "春ごろ")];
        let rejected = answer(&clerk, "midorino", &reply, &wrong).await;
        assert_eq!(rejected.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in [
            "問2：この質問の回答を選んでください",
            "問3：数字で入力してください",
            "回答者の氏名",
            "春ごろ",
            "たくさん",
        ] {
            assert!(rejected.text.contains(part), "{part}: {}", rejected.text);
        }
        let done = answer(&clerk, "midorino", &reply, ANSWERS).await;
        assert_eq!(done.location(), format!("/t/midorino/asked/{reply}?done=answered"), "{}", done.text);
        let shown = mori.get(&page).await;
        assert!(shown.text.contains("緑川 一") && shown.text.contains("回答済み"), "{}", shown.text);
        let one = mori.get(&format!("{page}/replies/{reply}")).await;
        for part in ["その他（出張相談）", "30人", "2月の初め"] {
            assert!(one.text.contains(part), "{part}: {}", one.text);
        }
        // Corrected until the deadline; what is not shown any more is not kept.
        let again =
            answer(&clerk, "midorino", &reply, &[("q1", "c"), ("q3", "9"), ("answered_by", "緑川 一")]).await;
        assert_eq!(again.location(), format!("/t/midorino/asked/{reply}?done=corrected"), "{}", again.text);
        let all = replies_of(&world, "midori-kokuhoren", &sent.inquiry).await;
        let own = all.iter().find(|one| one.name == "みどり野市").unwrap();
        assert_eq!(own.answers.as_ref().unwrap().len(), 1);
        let kinds = happened(&world, "midori-kokuhoren", &sent.inquiry).await;
        assert_eq!(kinds, ["inquiry.added", "inquiry.opened", "inquiry.answered", "inquiry.corrected"]);
        let kinds = happened(&world, "midorino", &sent.inquiry).await;
        assert_eq!(kinds, ["inquiry.opened", "inquiry.drafted", "inquiry.answered", "inquiry.corrected"]);
    })
    .await;
}

#[tokio::test]
async fn no_city_sees_what_another_is_asked_or_answers() {
    on_each_world("an inquiry, other houses", async |world| {
        let sent = asked(&world, "federation", "midori-kokuhoren").await;
        let (own, other) = (sent.of("みどり野市"), sent.of("みさき町"));
        let clerk = world.as_person("clerk").await;
        answer(&clerk, "midorino", &own, ANSWERS).await;
        let misaki = world.as_person("misaki-clerk").await;
        assert_eq!(misaki.get(&format!("/t/misaki/asked/{own}")).await.status, StatusCode::NOT_FOUND);
        assert_eq!(clerk.get(&format!("/t/midorino/asked/{other}")).await.status, StatusCode::NOT_FOUND);
        let typed = misaki.post_from("/t/misaki/asked", &format!("/t/misaki/asked/{own}"), ANSWERS).await;
        assert_eq!(typed.status, StatusCode::NOT_FOUND);
        let list = misaki.get("/t/misaki/asked").await;
        assert!(list.text.contains(&other) && !list.text.contains(&own));
        // The federation's own pages are nobody else's, and it does not answer for a city that is here.
        let page = format!("/t/midori-kokuhoren/inquiries/{}/replies/{own}", sent.inquiry);
        assert_eq!(clerk.get(&page).await.status, StatusCode::NOT_FOUND);
        let mori = world.as_person("federation").await;
        let told: Vec<_> = ANSWERS.iter().copied().chain([("way", "phone")]).collect();
        let refused = mori.post(&page, &told).await;
        assert_eq!(refused.location(), page);
        let all = replies_of(&world, "midori-kokuhoren", &sent.inquiry).await;
        assert!(all.iter().all(|reply| reply.told.is_none()));
        // In the house of a city the rows of the others are not there at all.
        let scope = Scope::tenant_by_system(tenant(&world, "misaki").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let known = store::inquiries::replies::asked_of(&tx).await.unwrap();
        assert_eq!(known.iter().map(|one| one.id.to_string()).collect::<Vec<_>>(), [other]);
    })
    .await;
}

#[tokio::test]
async fn a_house_that_is_only_a_name_is_called_and_its_answer_written_down() {
    on_each_world("an inquiry, told", async |world| {
        let sent = asked(&world, "federation", "midori-kokuhoren").await;
        let all = replies_of(&world, "midori-kokuhoren", &sent.inquiry).await;
        let absent = all.iter().find(|reply| reply.house.is_none()).unwrap();
        let page = format!("/t/midori-kokuhoren/inquiries/{}/replies/{}", sent.inquiry, absent.id);
        let mori = world.as_person("federation").await;
        let rejected = mori.post(&page, ANSWERS).await;
        assert_eq!(rejected.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            rejected.text.contains("回答を受けた方法を選んでください") && rejected.text.contains("2月の初め")
        );
        let version = mori.get(&page).await.hidden("version").unwrap();
        let told: Vec<_> =
            ANSWERS.iter().copied().chain([("way", "phone"), ("version", version.as_str())]).collect();
        let done = mori.post(&page, &told).await;
        assert_eq!(done.location(), format!("{page}?done=told"), "{}", done.text);
        let shown = mori.get(&format!("/t/midori-kokuhoren/inquiries/{}", sent.inquiry)).await;
        assert!(shown.text.contains("緑川 一（電話で受付）"), "{}", shown.text);
        // A form that was made before is stale, and says what stands now.
        let late = mori.post(&page, &told).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
        // After the end nothing is written down, and what was typed is shown again.
        world.turn_to("2024-12-02T00:00:00Z".parse().unwrap());
        let mori = world.as_person("federation").await;
        let over = mori.post_from("/t/midori-kokuhoren/inquiries", &page, &told).await;
        assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", over.text);
        for part in ["回答期限を先の日に変えると、記録できます", "保存していない入力", "2月の初め"]
        {
            assert!(over.text.contains(part), "{part}: {}", over.text);
        }
        assert!(
            happened(&world, "midori-kokuhoren", &sent.inquiry).await.contains(&"inquiry.told".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn after_its_day_nobody_answers_until_the_day_is_moved() {
    on_each_world("an inquiry, its deadline", async |world| {
        let sent = asked(&world, "federation", "midori-kokuhoren").await;
        let reply = sent.of("みどり野市");
        let page = format!("/t/midori-kokuhoren/inquiries/{}", sent.inquiry);
        let last: chrono::NaiveDate = "2024-11-29".parse().unwrap();
        // 23:00 of the last day in Japan, and an hour later.
        world.turn_to(last.and_time(NaiveTime::MIN).and_utc() + Duration::hours(14));
        let clerk = world.as_person("clerk").await;
        let kept = answer(&clerk, "midorino", &reply, &[("q1", "a"), ("act", "keep")]).await;
        assert!(kept.location().ends_with("done=kept"), "{}", kept.text);
        world.turn_to(last.and_time(NaiveTime::MIN).and_utc() + Duration::hours(16));
        let clerk = world.as_person("clerk").await;
        let at = format!("/t/midorino/asked/{reply}");
        let late = clerk.post_from("/t/midorino/asked", &at, ANSWERS).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["回答期限（令和6年11月29日）を過ぎた", "保存していない入力", "2月の初め"]
        {
            assert!(late.text.contains(part), "{part}: {}", late.text);
        }
        let mori = world.as_person("federation").await;
        let version = mori.get(&page).await.hidden("version").unwrap();
        let too_late = mori.post_from(&page, &format!("{page}/reminder"), &[("version", &version)]).await;
        assert_eq!(too_late.location(), format!("{page}?done=reminder_late"));
        let past = [("version", version.as_str()), ("deadline", "R6.11.1")];
        let rejected = mori.post_from(&page, &format!("{page}/deadline"), &past).await;
        assert_eq!(rejected.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", rejected.text);
        assert!(rejected.text.contains("R6.11.1"));
        let moved = [("version", version.as_str()), ("deadline", "令和6年12月13日")];
        let done = mori.post_from(&page, &format!("{page}/deadline"), &moved).await;
        assert_eq!(done.location(), format!("{page}?done=deadline_call"), "some get no mail: {}", done.text);
        assert!(
            mailed(&world, "midori-kokuhoren", &sent.inquiry)
                .await
                .iter()
                .any(|(to, subject, body)| to == "kaigo@midorino.example.jp"
                    && subject.contains("回答期限の変更")
                    && body.contains("令和6年12月13日"))
        );
        // What the city kept is still there, and can be handed in.
        let form = clerk.get(&at).await;
        assert!(form.text.contains("checked"), "{}", form.text);
        let done = answer(&clerk, "midorino", &reply, ANSWERS).await;
        assert!(done.location().ends_with("done=answered"), "{}", done.text);
        // Closed by whoever asked, nobody corrects.
        let version = mori.get(&page).await.hidden("version").unwrap();
        let closed = mori.post_from(&page, &format!("{page}/closure"), &[("version", &version)]).await;
        assert_eq!(closed.location(), format!("{page}?done=closed"));
        let late = clerk.post_from("/t/midorino/asked", &at, ANSWERS).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.text.contains("照会元が締め切った"));
        // Both records say so.
        let kinds = happened(&world, "midorino", &sent.inquiry).await;
        assert!(kinds.contains(&"inquiry.deadline_moved".to_owned()), "{kinds:?}");
        assert_eq!(kinds.last().map(String::as_str), Some("inquiry.closed"));
    })
    .await;
}

#[tokio::test]
async fn those_who_have_not_answered_are_reminded_once_a_day_and_nobody_else_is() {
    on_each_world("an inquiry, reminded of", async |world| {
        let sent = asked(&world, "federation", "midori-kokuhoren").await;
        let clerk = world.as_person("clerk").await;
        answer(&clerk, "midorino", &sent.of("みどり野市"), ANSWERS).await;
        let version = steps::remind(&world, "federation", "midori-kokuhoren", &sent.inquiry).await;
        let reminded: Vec<_> = mailed(&world, "midori-kokuhoren", &sent.inquiry)
            .await
            .into_iter()
            .filter(|(_, subject, _)| subject.contains("回答のお願い"))
            .map(|(to, ..)| to)
            .collect();
        assert_eq!(reminded, ["fukushi@misaki.example.jp"]);
        let mori = world.as_person("federation").await;
        let page = format!("/t/midori-kokuhoren/inquiries/{}", sent.inquiry);
        let again = mori.post_from(&page, &format!("{page}/reminder"), &[("version", &version)]).await;
        assert_eq!(again.location(), format!("{page}?done=reminded_already"));
        let all = replies_of(&world, "midori-kokuhoren", &sent.inquiry).await;
        for reply in all {
            assert_eq!(reply.reminders, i32::from(reply.name != "みどり野市"), "{}", reply.name);
        }
    })
    .await;
}

#[tokio::test]
async fn the_answers_are_a_table_with_sums_and_a_workbook() {
    on_each_world("an inquiry, its table", async |world| {
        let sent = asked(&world, "federation", "midori-kokuhoren").await;
        let clerk = world.as_person("clerk").await;
        answer(&clerk, "midorino", &sent.of("みどり野市"), ANSWERS).await;
        let misaki = world.as_person("misaki-clerk").await;
        let typed = [("q1", "b"), ("q2", "b"), ("q3", "12"), ("answered_by", "岬 花子")];
        answer(&misaki, "misaki", &sent.of("みさき町"), &typed).await;
        let mori = world.as_person("federation").await;
        let at = format!("/t/midori-kokuhoren/inquiries/{}/answers", sent.inquiry);
        let table = mori.get(&at).await;
        for part in ["実機での体験、その他（出張相談）", "42人", "合計"] {
            assert!(table.text.contains(part), "{part}: {}", table.text);
        }
        let saved = mori.get(&format!("{at}/export?format=csv")).await;
        let csv = String::from_utf8(saved.bytes.clone()).unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(
            lines.len(),
            sent.replies.len() + 1,
            "those who have not answered stand in it, too: {csv}"
        );
        assert!(
            lines.iter().any(|line| line.starts_with("みさき町,回答済み") && line.contains(",12,")),
            "{csv}"
        );
        let book = mori.get(&format!("{at}/export")).await;
        assert!(zip::ZipArchive::new(Cursor::new(book.bytes)).is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_prefecture_asks_its_cities_and_the_central_federation_asks_federations() {
    on_each_world("an inquiry, of others", async |world| {
        let sent = asked(&world, "prefecture", "midori-ken").await;
        let names: Vec<_> = sent.replies.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.contains(&"みどり野市") && names.contains(&"みさき町"), "{names:?}");
        let clerk = world.as_person("clerk").await;
        let done = answer(&clerk, "midorino", &sent.of("みどり野市"), ANSWERS).await;
        assert!(done.location().ends_with("done=answered"), "{}", done.text);
        assert!(happened(&world, "midorino", &sent.inquiry).await.contains(&"inquiry.answered".to_owned()));
        let sent = asked(&world, "central", "chuokai").await;
        let mori = world.as_person("federation").await;
        let reply = sent.replies[0].1.clone();
        let done = answer(&mori, "midori-kokuhoren", &reply, ANSWERS).await;
        assert!(done.location().ends_with("done=answered"), "{}", done.text);
        assert!(happened(&world, "chuokai", &sent.inquiry).await.contains(&"inquiry.answered".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_twice() {
    on_each_world("an inquiry, again", async |world| {
        let sent = asked(&world, "federation", "midori-kokuhoren").await;
        let mori = world.as_person("federation").await;
        let at = format!("/t/midori-kokuhoren/inquiries/{}/opening", sent.inquiry);
        let page = mori.get(&at).await;
        assert!(page.text.contains("照会できる団体がありません"), "{}", page.text);
        // A form that was made before names houses that are asked already.
        let all = replies_of(&world, "midori-kokuhoren", &sent.inquiry).await;
        let house = all.iter().find_map(|reply| reply.house).unwrap().to_string();
        let typed = [("version", "2"), ("houses", house.as_str())];
        let again = mori.post_from("/t/midori-kokuhoren/inquiries/new", &at, &typed).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.text);
        assert_eq!(replies_of(&world, "midori-kokuhoren", &sent.inquiry).await.len(), all.len());
        let draft = steps::drafted(&mori, "midori-kokuhoren").await;
        assert!(open(&mori, "midori-kokuhoren", &draft).await.location().contains("?done=opened"));
    })
    .await;
}
