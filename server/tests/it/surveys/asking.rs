//! Who is asked and how, who is reminded and when, and the rate of answers.

use super::steps::{asking, day, hand_in, invited, published, settle, token_of};
use crate::{
    campaigns::steps::{activity, campaign, freeze},
    demos,
    mailings::steps::{addresses, offices, segment},
    support::{Asker, World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone as _, Utc};
use domain::{
    email::Email,
    offices::{Chosen, Segment, Surveyed},
    surveys::{AskChannel, Reach},
};
use server::jobs;
use store::{
    Scope,
    offices::segments,
    opt_outs::{self, Basis},
    surveys,
};

/// Subjects of the mails to one address.
async fn mails_to(world: &World, address: &str) -> Vec<String> {
    let mails = world.app.mail.folder().unwrap().list(1_000).await.unwrap();
    mails.into_iter().filter(|mail| mail.to == address).map(|mail| mail.subject).collect()
}

async fn remind(world: &World, survey: &str, silent: &str) -> crate::support::Answer {
    let clerk = world.as_person("clerk").await;
    let answer = clerk.post(&format!("/t/midorino/surveys/{survey}/reminder"), &[("silent", silent)]).await;
    jobs::drain(&world.app).await.unwrap();
    answer
}

/// The list of a letter to those who have not answered.
async fn written(clerk: &Asker, survey: &str) -> String {
    let campaign = campaign(clerk, "調査").await;
    let asks = activity(clerk, &campaign, "survey", &[("name", "調査"), ("survey", survey)]).await;
    let typed = [("whom", "not_answered"), ("kind", "post"), ("name", "郵送"), ("starts_on", "R6.7.11")];
    let made = clerk.post(&format!("{asks}/again"), &typed).await;
    let letter = made.location().split('?').next().unwrap().to_owned();
    freeze(clerk, &letter).await;
    letter
}

#[tokio::test]
async fn each_office_is_asked_once_by_mail_or_by_letter() {
    on_each_world("survey asks", async |world| {
        let clerk = world.as_person("clerk").await;
        // Two offices share an address: the second gets a letter. Two others share one that wants no mail.
        let emails = ["a@example.jp", "b@example.jp", "A@example.jp", "", "c@example.jp", "C@example.jp"];
        offices(&world, &emails.map(str::to_owned)).await;
        let no_mail = Email::parse("c@example.jp").unwrap();
        let scope =
            Scope::tenant_by_system(crate::subsidies::steps::tenant(&world, "midorino").await, "test");
        let tx = world.app.store.write(&scope).await.unwrap();
        let (id, now) = (world.app.clock.id(), world.app.clock.now());
        opt_outs::stop(&tx, id, &no_mail, Basis::Told, now).await.unwrap();
        tx.commit().await.unwrap();
        let survey = published(&world, &clerk, "導入意向アンケート", &[]).await;
        let segment = segment(&clerk).await;
        super::steps::ask(&world, &clerk, &survey, &segment).await;
        let channels: Vec<_> = invited(&world, &survey).await.into_iter().map(|one| one.channel).collect();
        let [mail, letter, none] = AskChannel::ALL;
        assert_eq!(channels, [mail, mail, letter, letter, none, none]);
        assert_eq!(mails_to(&world, "a@example.jp").await, ["【アンケートのお願い】導入意向アンケート"]);
        let path = format!("/t/midorino/surveys/{survey}/invitations");
        let again = clerk.post(&path, &[("segment", &segment)]).await;
        assert!(again.location().ends_with("done=nobody"), "{}", again.text);
        let list = clerk.get(&format!("/t/midorino/offices/segments/{segment}")).await.main();
        assert!(list.contains(&format!("{path}?segment={segment}")), "the list leads there: {list}");
        jobs::drain(&world.app).await.unwrap();
        assert_eq!(mails_to(&world, "a@example.jp").await.len(), 1, "once");
        let page = clerk.get(&path).await;
        assert!(page.text.contains("依頼状（同じメールの事業所に送信済み）"), "{}", page.text);
        assert!(page.main().contains("件名：【アンケートのお願い】導入意向アンケート"), "{}", page.text);
        assert!(page.text.contains("value=\"ready:care_planners\""), "{}", page.text);
        let table = clerk.get(&format!("{path}/export?format=csv")).await;
        assert_eq!(table.text.lines().count(), 7, "a head and six offices: {}", table.text);
        assert!(table.text.contains("周知事業所その3,依頼状（メールなし）"), "{}", table.text);
        let letters = clerk.get(&format!("/t/midorino/surveys/{survey}/letters.pdf")).await;
        assert_eq!(letters.headers["content-type"], "application/pdf");

        // Who was left out is asked once the reason is gone, each once, and each address once.
        let left_out: Vec<_> = invited(&world, &survey).await.into_iter().skip(4).collect();
        let ids: Vec<_> = left_out.iter().map(|one| one.office.unwrap().to_string()).collect();
        let ask =
            async |office: &str| clerk.post(&path, &[("q", "周知事業所その4"), ("office", office)]).await;
        let refused = ask(&ids[0]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("配信停止を希望しています"), "{}", refused.text);
        let tx = world.app.store.write(&scope).await.unwrap();
        assert!(opt_outs::take_back(&tx, &no_mail, Basis::Told, world.app.clock.now()).await.unwrap());
        tx.commit().await.unwrap();
        let found = clerk.get(&format!("{path}?q=%E3%81%9D%E3%81%AE4")).await;
        assert!(found.text.contains(&ids[0]) && found.text.contains("1件ずつ案内する"), "{}", found.text);
        for (id, asked) in ids.iter().zip([5, 6]) {
            assert!(ask(id).await.location().ends_with("done=asked"));
            let again = ask(id).await;
            assert!(again.text.contains("すでに案内したか、回答が届いています"), "{}", again.text);
            let tx = world.app.store.read(&scope).await.unwrap();
            let reach = surveys::reach(&tx, survey.parse().unwrap()).await.unwrap();
            assert_eq!(reach, Reach { asked, answered: 0 });
        }
        jobs::drain(&world.app).await.unwrap();
        let channels: Vec<_> = invited(&world, &survey).await.into_iter().map(|one| one.channel).collect();
        assert_eq!(channels, [mail, mail, letter, letter, mail, letter]);
        assert_eq!(mails_to(&world, "c@example.jp").await.len(), 1);
        assert_eq!(mails_to(&world, "C@example.jp").await.len(), 0);
        let history = clerk.get(&format!("/t/midorino/offices/{}/history", ids[0])).await.main();
        for part in ["アンケートを案内しました", "導入意向アンケート（メール）", "まだ回答がありません"]
        {
            assert!(history.contains(part), "{part}: {history}");
        }
    })
    .await;
}

#[tokio::test]
async fn only_those_who_are_silent_are_reminded_and_never_twice_a_day() {
    on_each_world("survey reminds", async |world| {
        let clerk = world.as_person("clerk").await;
        let survey = asking(&world, &clerk, 3, &[]).await;
        let today = remind(&world, &survey, "3").await;
        assert_eq!(today.status, StatusCode::UNPROCESSABLE_ENTITY, "they were asked today");
        let told = today.main();
        assert!(told.contains("今日案内・督促した相手"), "a mail reaches them tomorrow: {told}");
        world.wait(TimeDelta::days(3));
        let clerk = world.as_person("clerk").await;
        let letter = written(&clerk, &survey).await;
        let token = token_of(&world, &survey, "周知事業所その0").await;
        let anybody = world.anybody();
        let done = hand_in(&anybody, &token, &[("q2", &[("q2", "f")])]).await;
        assert!(done.location().ends_with("/done"), "{}", done.text);
        // Whoever is to be written to and has answered meanwhile is told apart; what the others send is typed in at once.
        let list = clerk.get(&letter).await.main();
        assert_eq!(list.matches("にアンケートに回答済み").count(), 1, "{list}");
        let mut told = (0, 0);
        for place in 1..=4 {
            let page = clerk.get(&format!("{letter}/recipients/{place}")).await.main();
            told.0 += page.matches("に回答済みです").count();
            told.1 += page.matches("&amp;channel=paper").count();
        }
        assert_eq!(told, (1, 3));
        let page =
            world.as_person("clerk").await.get(&format!("/t/midorino/surveys/{survey}/reminder")).await;
        assert!(page.text.contains("2件に督促のメールを送る"), "{}", page.text);
        // Whoever sends it reads it first, with its end.
        for part in ["【再度のお願い】導入意向アンケート", "まだ回答が届いていない", "配信を止めるときは"]
        {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        // Who was asked and is silent is a segment, those to whom a letter went among them, and nobody besides.
        let scope =
            Scope::tenant_by_system(crate::subsidies::steps::tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let what = Surveyed::Silent { survey: survey.parse().unwrap() };
        let silent = Some(Chosen { what, words: "「導入意向アンケート」".into() });
        let silent = Segment { survey: silent, ..Segment::default() };
        assert_eq!(segments::count(&tx, &silent).await.unwrap(), 3);
        drop(tx);
        let stale = remind(&world, &survey, "3").await;
        assert!(stale.text.contains("送る相手の数が変わりました"), "{}", stale.text);
        assert!(remind(&world, &survey, "2").await.location().ends_with("done=reminded"));
        assert_eq!(remind(&world, &survey, "2").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        for (place, mails) in [(0, 1), (1, 2), (2, 2)] {
            let all = mails_to(&world, &format!("office{place}@example.jp")).await;
            assert_eq!(all.len(), mails, "{place}: {all:?}");
        }
        let reminded = mails_to(&world, "office1@example.jp").await;
        assert!(
            reminded.iter().any(|subject| subject == "【再度のお願い】導入意向アンケート"),
            "{reminded:?}"
        );
        // The next day they can be reminded again.
        world.wait(TimeDelta::days(1));
        assert!(remind(&world, &survey, "2").await.location().ends_with("done=reminded"));
    })
    .await;
}

#[tokio::test]
async fn a_planned_reminder_is_sent_on_its_morning() {
    on_each_world("survey plans a reminder", async |world| {
        let clerk = world.as_person("clerk").await;
        let survey = asking(&world, &clerk, 2, &[]).await;
        let (first, second) = (day(&world, 5), day(&world, 7));
        for on in [&first, &second] {
            let saved = settle(&world, &clerk, &survey, "導入意向アンケート", &[("remind_on", on)]).await;
            assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        }
        for (days, mails) in [(5, 1), (1, 1), (1, 2), (1, 2)] {
            world.wait(TimeDelta::days(days));
            jobs::drain(&world.app).await.unwrap();
            assert_eq!(mails_to(&world, "office0@example.jp").await.len(), mails, "after {days} more");
        }
    })
    .await;
}

#[tokio::test]
async fn ninety_six_of_a_hundred_and_eighty_eight_answer() {
    on_each_world("survey of 188", async |world| {
        let clerk = world.as_person("clerk").await;
        offices(&world, &addresses(188)).await;
        let survey = published(&world, &clerk, "導入意向アンケート", &[]).await;
        let segment = segment(&clerk).await;
        super::steps::ask(&world, &clerk, &survey, &segment).await;
        let anybody = world.anybody();
        for one in invited(&world, &survey).await.iter().take(96) {
            let link = server::surveys::tokens::Link::Invitation(one.id);
            let token = server::surveys::tokens::of(&world.app.keys, link);
            let answers: [(&str, &[(&str, &str)]); 2] = [("q2", &[("q2", "b")]), ("q3", &[("q3", "a")])];
            assert!(hand_in(&anybody, &token, &answers).await.location().ends_with("/done"));
        }
        let scope =
            Scope::tenant_by_system(crate::subsidies::steps::tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let reach = surveys::reach(&tx, survey.parse().unwrap()).await.unwrap();
        drop(tx);
        assert_eq!(reach, Reach { asked: 188, answered: 96 });
        let page = clerk.get(&format!("/t/midorino/surveys/{survey}")).await;
        assert!(page.text.contains("回答率 51.1％"), "{}", page.text);
        world.wait(TimeDelta::days(1));
        let clerk = world.as_person("clerk").await;
        let page = clerk.get(&format!("/t/midorino/surveys/{survey}/reminder")).await;
        assert!(page.text.contains("92件に督促のメールを送る"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_or_reminded_after_the_end() {
    on_each_world("survey over", async |world| {
        let clerk = world.as_person("clerk").await;
        let survey = asking(&world, &clerk, 1, &[]).await;
        world.wait(TimeDelta::days(21));
        let late = remind(&world, &survey, "1").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/surveys/{survey}");
        assert!(clerk.get(&path).await.text.contains("期限を過ぎました"));
        let token = token_of(&world, &survey, "周知事業所その0").await;
        let start = world.anybody().get(&format!("/t/midorino/answer/{token}")).await;
        assert!(start.text.contains("受付は、") && !start.text.contains("回答を始める"), "{}", start.text);
    })
    .await;
}

#[tokio::test]
async fn those_who_came_to_a_session_are_asked_after_it() {
    on_each_world("survey after a session", async |world| {
        demos::steps::federation(&world).await;
        let demo = demos::steps::confirmed(&world, 20).await;
        for (person, people) in [("hidamari", "2"), ("komorebi", "3")] {
            let asker = world.as_person(person).await;
            demos::steps::register(&asker, demo, &[("people", people)]).await;
        }
        let codes = demos::steps::codes(&world, demo).await;
        let clerk = world.as_person("clerk").await;
        let path = format!("/t/midorino/demos/{demo}/survey");
        assert_eq!(clerk.get(&path).await.location(), format!("/t/midorino/demos/{demo}"), "not before");
        world.turn_to(Utc.with_ymd_and_hms(2024, 9, 18, 4, 40, 0).unwrap());
        let clerk = world.as_person("clerk").await;
        let attendance = format!("/t/midorino/demos/{demo}/attendance");
        clerk.post(&attendance, &[("act", "code"), ("code", &codes[0])]).await;
        let session = format!("/t/midorino/demos/{demo}");
        clerk.post_from(&session, &format!("{session}/holding"), &[]).await;
        assert!(clerk.get(&session).await.text.contains("参加した方にアンケートを送る"));
        let made = clerk.post(&path, &[]).await;
        assert!(made.location().ends_with("done=after"), "{}", made.text);
        let survey = crate::mailings::steps::last(made.location());
        let people = invited(&world, &survey).await;
        assert_eq!(people.len(), 1, "who did not come is not asked: {people:?}");
        assert!(people[0].mailed_at.is_none(), "nobody is written to before it is published");
        let saved = settle(&world, &clerk, &survey, "デモ・説明会のアンケート", &[]).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        assert!(super::steps::publish(&clerk, &survey).await.location().ends_with("done=published"));
        jobs::drain(&world.app).await.unwrap();
        let mails = mails_to(&world, &people[0].email).await;
        assert!(mails.contains(&"【アンケートのお願い】デモ・説明会のアンケート".to_owned()), "{mails:?}");
    })
    .await;
}
