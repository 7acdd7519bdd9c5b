//! 約束: moments are named, one is chosen, both are reminded of it, and it goes away again, from calendars too.

use super::{review::received, steps::tenant};
use crate::{
    accounts,
    demos::calendars::invitations,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use server::jobs;
use store::{Scope, mails};
use uuid::Uuid;

const APPLICANT: &str = "hinata@hidamari.example.jp";
const CLERK: &str = "sato@midorino.example.jp";
const WHAT: &str = "領収書について伺います。";

/// How many mails about an application have this in their subject.
async fn mailed(world: &World, application: Uuid, subject: &str) -> usize {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let told = mails::about(&tx, "application", application).await.unwrap();
    told.iter().filter(|sent| sent.mail.subject.contains(subject)).count()
}

#[tokio::test]
async fn a_talk_is_agreed_reminded_of_and_called_off_on_both_sides() {
    on_each_world("appointments", async |world| {
        let case = received(&world).await;
        let clerk = world.as_person("clerk").await;
        let (propose, answer) = (format!("{}/appointment", case.desk), format!("{}/appointment", case.own));
        let messages = format!("{}/messages", case.own);
        let half =
            [("appointment_way", "call"), ("appointment_day_1", "R6.7.10"), ("appointment_sentence", WHAT)];
        let refused = clerk.post_from(&case.desk, &propose, &half).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("候補1の時刻を入力してください") && refused.text.contains(WHAT));
        let second = [("appointment_day_2", "令和6年7月11日"), ("appointment_time_2", "10:30")];
        let whole = [&half[..], &[("appointment_time_1", "午後2時")], &second].concat();
        let sent = clerk.post_from(&case.desk, &propose, &whole).await;
        assert_eq!(sent.location(), format!("{}?done=appointed", case.desk), "{}", sent.text);
        assert_eq!(mailed(&world, case.id, "話す日時を選んでください").await, 1);

        let hidamari = world.as_person("hidamari").await;
        for place in ["/t/midorino/my", case.own.as_str()] {
            assert!(hidamari.get(place).await.text.contains("担当者と話す日時を選んでください"), "{place}");
        }
        let page = hidamari.get(&messages).await;
        for words in [WHAT, "令和6年7月11日(木)10時30分"] {
            assert!(page.text.contains(words), "{}", page.text);
        }
        let id = page.hidden("appointment").unwrap();
        let nothing = hidamari.post_from(&messages, &answer, &[("appointment", &id)]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("都合のよい日時を選んでください"), "{}", nothing.text);
        let first = [("appointment", id.as_str()), ("appointment_choice", "1")];
        let chosen = hidamari.post_from(&messages, &answer, &first).await;
        assert_eq!(chosen.location(), format!("{messages}?done=chosen"), "{}", chosen.text);
        for to in [APPLICANT, CLERK] {
            let got = invitations(&world, to, "話す日時").await;
            let [(method, read)] = &got[..] else { panic!("{to}: {got:?}") };
            assert_eq!((method.as_str(), read.method.as_str()), ("REQUEST", "REQUEST"));
            assert_eq!(read.get(0, "UID"), format!("appointment-{id}@hiromeru"));
            assert_eq!(read.get(0, "DTSTART"), "Asia/Tokyo 20240710T140000");
        }
        let dates = hidamari.get(&format!("{}/dates.ics", case.own)).await.text.replace("\r\n ", "");
        assert!(dates.contains(&format!("UID:appointment-{id}@hiromeru")), "{dates}");
        let home = clerk.get("/t/midorino").await.text;
        assert!(home.contains("申請者と話す日時") && home.contains("令和6年7月10日(水)14時00分"), "{home}");
        let twice = clerk.post_from(&case.desk, &propose, &whole).await;
        assert!(twice.text.contains("先に約束を取り消してください"), "{}", twice.text);

        let office = accounts::office(&world, "2970999013").await;
        let history = clerk.get(&format!("/t/midorino/offices/{office}/history")).await.text;
        assert!(history.contains("申請について話す日時を約束しました"), "{history}");

        world.wait(TimeDelta::days(6));
        jobs::plan_today(&world.app).await.unwrap();
        jobs::drain(&world.app).await.unwrap();
        assert_eq!(mailed(&world, case.id, "話す日時は明日です").await, 2, "each side once");

        // It does not suit any more.
        let hidamari = world.as_person("hidamari").await;
        let none = [("appointment", id.as_str()), ("appointment_choice", "none")];
        let silent = hidamari.post_from(&messages, &answer, &none).await;
        assert!(silent.text.contains("都合のよい日や時間帯を入力してください"), "{}", silent.text);
        let words = [&none[..], &[("appointment_words", "木曜日の午後")]].concat();
        let declined = hidamari.post_from(&messages, &answer, &words).await;
        assert_eq!(declined.location(), format!("{messages}?done=declined"), "{}", declined.text);
        for to in [APPLICANT, CLERK] {
            let got = invitations(&world, to, "話す日時").await;
            let [(_, taken), (method, dropped)] = &got[..] else { panic!("{to}: {got:?}") };
            assert_eq!((method.as_str(), dropped.get(0, "STATUS")), ("CANCEL", "CANCELLED"));
            let sequence = |read: &str| read.parse::<u32>().unwrap();
            assert!(sequence(dropped.get(0, "SEQUENCE")) > sequence(taken.get(0, "SEQUENCE")), "{got:?}");
        }
        let clerk = world.as_person("clerk").await;
        let desk = clerk.get(&case.desk).await.text;
        assert!(desk.contains("木曜日の午後") && desk.contains("日時の都合が悪いと知らせました"), "{desk}");

        // Named anew, and taken back before anybody chose.
        let again = [
            ("appointment_way", "counter"),
            ("appointment_day_1", "R6.7.18"),
            ("appointment_time_1", "13時半"),
            ("appointment_sentence", WHAT),
        ];
        clerk.post_from(&case.desk, &propose, &again).await;
        let other = hidamari.get(&messages).await.hidden("appointment").unwrap();
        assert_ne!(other, id);
        let cancel = format!("{propose}/cancellation");
        let silent = clerk.post_from(&case.desk, &cancel, &[("appointment_reason", " ")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let why = [("appointment_reason", "会議が入りました。")];
        let cancelled = clerk.post_from(&case.desk, &cancel, &why).await;
        assert_eq!(cancelled.location(), format!("{}?done=unappointed", case.desk), "{}", cancelled.text);
        let late = [("appointment", other.as_str()), ("appointment_choice", "1")];
        let late = hidamari.post_from(&messages, &answer, &late).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "it is no more");
        assert!(late.text.contains("会議が入りました。"), "{}", late.text);
        assert_eq!(world.as_person("komorebi").await.get(&messages).await.status, StatusCode::NOT_FOUND);
        // One that is agreed goes from both calendars, too.
        clerk.post_from(&case.desk, &propose, &again).await;
        let third = hidamari.get(&messages).await.hidden("appointment").unwrap();
        let choice = [("appointment", third.as_str()), ("appointment_choice", "1")];
        hidamari.post_from(&messages, &answer, &choice).await;
        clerk.post_from(&case.desk, &cancel, &why).await;
        for to in [APPLICANT, CLERK] {
            let got = invitations(&world, to, "話す日時").await;
            let [.., (method, dropped)] = &got[..] else { panic!("{to}: {got:?}") };
            assert_eq!((method.as_str(), got.len()), ("CANCEL", 4), "{to}");
            assert_eq!(dropped.get(0, "UID"), format!("appointment-{third}@hiromeru"), "{to}");
        }
    })
    .await;
}
