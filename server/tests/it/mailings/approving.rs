//! The second person, and when a mailing leaves.

use super::steps::{addresses, alone, counts, draft, offices, post_office, received, send, stage, told};
use crate::support::{Answer, Asker, on_each_world};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::mailings::Outcome;
use server::jobs;

/// Answers as the page of the second person does.
async fn answer(asker: &Asker, mailing: &str, act: &str, reason: &str) -> Answer {
    let page = asker.get(&format!("{mailing}/approval")).await;
    answer_on(asker, mailing, &page, act, reason).await
}

/// The same on a page that was opened before.
async fn answer_on(asker: &Asker, mailing: &str, page: &Answer, act: &str, reason: &str) -> Answer {
    let path = format!("{mailing}/approval");
    let hidden = |name| page.hidden(name).unwrap_or_default();
    let pairs = [
        ("csrf", hidden("csrf")),
        ("version", hidden("version")),
        ("mails", hidden("mails")),
        ("audience", hidden("audience")),
        ("act", act.to_owned()),
        ("reason", reason.to_owned()),
    ];
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
    asker.post_bare(&path, &pairs).await
}

/// Confirms a draft with more than its numbers.
async fn plan(asker: &Asker, mailing: &str, more: &[(&str, &str)]) -> Answer {
    let path = format!("{mailing}/sending");
    let page = asker.get(&path).await;
    let hidden = |name| page.hidden(name).unwrap_or_default();
    let own = ["csrf", "version", "mails", "audience"].map(|name| (name, hidden(name)));
    let mut pairs: Vec<_> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
    pairs.extend(more.iter().copied());
    asker.post_bare(&path, &pairs).await
}

#[tokio::test]
async fn above_the_number_a_second_person_decides_and_who_wrote_never_does() {
    on_each_world("second person", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(6)).await;
        alone(&world, 5).await;
        let (one, other) = (world.as_person("clerk").await, world.as_person("clerk-two").await);
        let mailing = draft(&one, "件名", "本文").await;
        // Whoever changed a word of it wrote it, too.
        let edit = other.get(&format!("{mailing}/edit")).await;
        let at = edit.text.find("周知町の事業所").unwrap();
        let at = edit.text[..at].rfind("value=\"").unwrap() + 7;
        let segment = edit.text[at..].split('"').next().unwrap().to_owned();
        let version = edit.hidden("version").unwrap();
        let typed = [
            ("segment", segment.as_str()),
            ("subject", "件名"),
            ("body", "直した本文"),
            ("version", version.as_str()),
        ];
        let saved = other.post(&format!("{mailing}/edit"), &typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);

        let asked = one.get(&format!("{mailing}/sending")).await;
        assert!(
            asked.text.contains("6通の承認を依頼する") && asked.text.contains("5件を超える"),
            "{}",
            asked.text
        );
        assert_eq!(send(&one, &mailing).await.location(), format!("{mailing}/approval?done=proposed"));
        let told = one.get(&format!("{mailing}/approval?done=proposed")).await;
        assert!(told.text.contains("承認を依頼しました"), "{}", told.text);
        jobs::drain(&app).await.unwrap();
        assert_eq!((stage(&world, &mailing).await, server.taken()), ("proposed", 0));
        for writer in [&one, &other] {
            let refused = answer(writer, &mailing, "approve", "").await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text.contains("自分で書いたお知らせ"), "{}", refused.text);
        }
        // Nobody changes what is looked at.
        assert_eq!(one.get(&format!("{mailing}/edit")).await.status, StatusCode::SEE_OTHER);
        let stale = one.post_from(&format!("{mailing}/approval"), &format!("{mailing}/edit"), &typed).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);

        let approver = world.as_person("approver").await;
        let nothing = answer(&approver, &mailing, "return", " ").await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("直してほしいことを入力してください"), "{}", nothing.text);
        let back = answer(&approver, &mailing, "return", "日時を書いてください").await;
        assert_eq!(back.location(), format!("{mailing}?done=returned"));
        assert!(one.get(&mailing).await.text.contains("日時を書いてください"));

        send(&one, &mailing).await;
        assert_eq!(
            answer(&one, &mailing, "withdraw", "").await.location(),
            format!("{mailing}?done=withdrawn")
        );
        send(&one, &mailing).await;
        let open = approver.get(&format!("{mailing}/approval")).await;
        let done = answer_on(&approver, &mailing, &open, "approve", "").await;
        assert_eq!(done.location(), format!("{mailing}?done=approved"));
        let late = answer_on(&approver, &mailing, &open, "approve", "").await;
        assert_eq!(late.location(), mailing, "and once");
        jobs::drain(&app).await.unwrap();
        assert_eq!(received(&server), addresses(6));
        assert!(one.get(&mailing).await.text.contains("承認した人"));
    })
    .await;
}

#[tokio::test]
async fn an_administrator_says_how_many_one_person_writes_to() {
    on_each_world("rules of mailings", async |world| {
        let administrator = world.as_person("administrator").await;
        let path = "/t/midorino/mailings/rules";
        assert!(administrator.get(path).await.text.contains("value=\"50\""));
        for wrong in ["", "たくさん", "-1", "10000"] {
            let answer = administrator.post(path, &[("alone_up_to", wrong), ("version", "0")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        let saved = administrator.post(path, &[("alone_up_to", "１２件"), ("version", "0")]).await;
        assert_eq!(saved.location(), format!("{path}?done=saved"));
        assert!(administrator.get(path).await.text.contains("value=\"12\""));
        let stale = administrator.post(path, &[("alone_up_to", "30"), ("version", "0")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn a_planned_mailing_leaves_at_its_moment_to_those_it_was_planned_for() {
    on_each_world("planned", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(3)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        let past = plan(&clerk, &mailing, &[("send_on", "2020-01-01"), ("send_time", "9:00")]).await;
        assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(past.text.contains("これからの日時") && past.text.contains("2020-01-01"), "{}", past.text);

        let day = (world.app.clock.today() + TimeDelta::days(2)).to_string();
        let planned = plan(&clerk, &mailing, &[("send_on", &day), ("send_time", "9時")]).await;
        assert_eq!(planned.location(), format!("{mailing}?done=planned"), "{}", planned.text);
        jobs::drain(&app).await.unwrap();
        assert_eq!((stage(&world, &mailing).await, server.taken()), ("scheduled", 0));
        assert!(clerk.get(&mailing).await.text.contains("予約した日時に、3通を送ります"));
        world.wait(TimeDelta::days(3));
        jobs::drain(&app).await.unwrap();
        assert_eq!(received(&server), addresses(3));
        assert_eq!(told(&counts(&world, &mailing).await), [(Outcome::Sent, 3)]);
    })
    .await;
}

#[tokio::test]
async fn what_a_late_server_finds_out_of_date_is_not_sent() {
    on_each_world("late", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(2)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        let day = |days| (world.app.clock.today() + TimeDelta::days(days)).to_string();
        let (first, last) = (day(1), day(2));
        let typed = [("send_on", first.as_str()), ("send_time", "9:00"), ("not_after_on", last.as_str())];
        assert_eq!(plan(&clerk, &mailing, &typed).await.status, StatusCode::SEE_OTHER);
        world.wait(TimeDelta::days(4));
        jobs::drain(&app).await.unwrap();
        assert_eq!((stage(&world, &mailing).await, server.taken()), ("expired", 0));
        assert_eq!(told(&counts(&world, &mailing).await), [(Outcome::Expired, 2)]);
        let clerk = world.as_person("clerk").await;
        assert!(clerk.get(&mailing).await.text.contains("期限を過ぎたので、送りませんでした"));
    })
    .await;
}

#[tokio::test]
async fn a_paused_sending_waits_and_goes_on() {
    on_each_world("paused", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(5)).await;
        server.script(|script| {
            for place in 1..5 {
                script.recipients.insert(format!("office{place}@example.jp"), ["450 4.2.1 busy"].into());
            }
        });
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        send(&clerk, &mailing).await;
        jobs::drain(&app).await.unwrap();
        let paused = clerk.post_from(&mailing, &format!("{mailing}/pause"), &[]).await;
        assert_eq!(paused.location(), format!("{mailing}?done=paused"));
        for _ in 0..3 {
            world.wait(TimeDelta::minutes(5));
            jobs::drain(&app).await.unwrap();
        }
        assert_eq!((stage(&world, &mailing).await, server.taken()), ("paused", 1));
        let page = clerk.get(&mailing).await;
        assert!(page.text.contains("一時停止しています（残り4通）"), "{}", page.text);
        let resumed = clerk.post_from(&mailing, &format!("{mailing}/resumption"), &[]).await;
        assert_eq!(resumed.location(), format!("{mailing}?done=resumed"));
        for _ in 0..2 {
            jobs::drain(&app).await.unwrap();
            world.wait(TimeDelta::minutes(2));
        }
        assert_eq!(received(&server), addresses(5), "each once");
        assert_eq!(stage(&world, &mailing).await, "sent");
    })
    .await;
}

#[tokio::test]
async fn only_those_who_did_not_answer_are_written_to_again() {
    on_each_world("again", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(4)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        assert_eq!(
            clerk.get(&format!("{mailing}/again")).await.status,
            StatusCode::SEE_OTHER,
            "not sent yet"
        );
        send(&clerk, &mailing).await;
        jobs::drain(&app).await.unwrap();
        assert_eq!(stage(&world, &mailing).await, "sent");
        super::steps::adopt(&world, "2970800002").await;

        let path = format!("{mailing}/again");
        let empty = clerk.post(&path, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text.contains("1つ以上選んでください"), "{}", empty.text);
        let made = clerk.post(&path, &[("signs", "adopted"), ("signs", "registered")]).await;
        let next = made.location().split('?').next().unwrap().to_owned();
        let page = clerk.get(&next).await;
        assert!(
            page.text.contains("もう一度送るお知らせ") && page.text.contains("回答済み"),
            "{}",
            page.text
        );
        send(&clerk, &next).await;
        jobs::drain(&app).await.unwrap();
        assert_eq!(told(&counts(&world, &next).await), [(Outcome::Sent, 3), (Outcome::Answered, 1)]);
        assert_eq!(received(&server).iter().filter(|to| *to == "office2@example.jp").count(), 1);
        assert_eq!(server.taken(), 7);
    })
    .await;
}
