//! What came back: from a folder, or brought by an officer; what follows for outreach, and what does not for notices.

use crate::{
    mailings::steps::{addresses, counts, draft, lines, offices, post_office, send, told},
    subsidies::steps::{self, tenant},
    support::{Answer, Asker, World, on_each_world},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{email::Email, ids::MailId, mailings::Outcome};
use server::{jobs, mail::bounces::collect_from};
use std::fs;
use store::{
    Scope,
    mails::{self, Class, Mail},
    opt_outs::{self, Basis},
};

/// A report as a mail server writes it.
fn report(mail: MailId, to: &str, status: &str) -> String {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.jp\r\nSubject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.jp\r\n\r\nFinal-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 {status} sorry\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{mail}@city.example.jp>\r\n\r\n--b--\r\n"
    )
}

/// Brings files as the page does.
async fn bring(asker: &Asker, files: &[(&str, String)]) -> Answer {
    let files: Vec<_> = files.iter().map(|(name, content)| ("reports", *name, content.as_bytes())).collect();
    asker.upload("/t/midorino/mailings/bounces", &[], &files).await
}

/// Lets the first of the offices' addresses opt out.
async fn opt_out(world: &World, count: usize) {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    for address in addresses(count) {
        let (id, email) = (world.app.clock.id(), Email::parse(&address).unwrap());
        opt_outs::stop(&tx, id, &email, Basis::Told, world.app.clock.now()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// A mailing to so many offices, the first of which opted out.
async fn sent_to(world: &World, count: usize, out: usize) -> (Asker, server::app::App, String, Vec<MailId>) {
    let (_server, app) = post_office(world).await;
    offices(world, &addresses(count)).await;
    opt_out(world, out).await;
    let clerk = world.as_person("clerk").await;
    let mailing = draft(&clerk, "件名", "本文").await;
    send(&clerk, &mailing).await;
    jobs::drain(&app).await.unwrap();
    let ids = lines(world, &mailing).await.into_iter().map(|line| line.id).collect();
    (clerk, app, mailing, ids)
}

#[tokio::test]
async fn of_171_with_an_address_163_are_delivered_3_came_back_and_5_had_opted_out() {
    on_each_world("journey 19 with reports", async |world| {
        let (clerk, app, mailing, ids) = sent_to(&world, 171, 5).await;
        let sent = [(Outcome::Sent, 166), (Outcome::OptedOut, 5)];
        assert_eq!(told(&counts(&world, &mailing).await), sent);
        let folder = tempfile::tempdir().unwrap();
        for part in ["new", "cur", "tmp"] {
            fs::create_dir(folder.path().join(part)).unwrap();
        }
        for (place, id) in ids.iter().enumerate().take(8).skip(5) {
            let text = report(*id, &format!("office{place}@example.jp"), "5.1.1");
            fs::write(folder.path().join("new").join(format!("{place}.host")), text).unwrap();
        }
        fs::write(folder.path().join("new/other"), "From: a@example.jp\r\nSubject: hello\r\n\r\nhi\r\n")
            .unwrap();
        let counted = collect_from(&app, folder.path()).await.unwrap();
        assert_eq!((counted.matched, counted.suppressed, counted.no_report), (3, 3, 1));
        assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), 0, "what was read is put away");
        let again = collect_from(&app, folder.path()).await.unwrap();
        assert_eq!(again, server::mail::bounces::Counted::default());
        let counts = counts(&world, &mailing).await;
        assert_eq!(told(&counts), [(Outcome::Sent, 163), (Outcome::Refused, 3), (Outcome::OptedOut, 5)]);
        assert_eq!(counts.with_address(), 171);

        let refused = clerk.get(&format!("{mailing}?outcome=refused")).await;
        assert!(refused.text.contains("エラーメール）が戻りました"), "{}", refused.text);
        let log = clerk.get(&format!("{mailing}/recipients/{}", ids[5])).await;
        for part in ["相手のサーバーが受け取りました", "エラーメール", "5.1.1", "250"] {
            assert!(log.text.contains(part), "{part}: {}", log.text);
        }
        let next = draft(&clerk, "次の件名", "本文").await;
        let asked = clerk.get(&format!("{next}/sending")).await;
        assert!(
            asked.text.contains("163通を送信する") && asked.text.contains("不達のため停止"),
            "{}",
            asked.text
        );
    })
    .await;
}

#[tokio::test]
async fn an_officer_brings_reports_and_each_is_taken_once() {
    on_each_world("reports brought", async |world| {
        let (clerk, app, mailing, ids) = sent_to(&world, 3, 0).await;
        let nothing = bring(&clerk, &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("ファイルを選んでください"), "{}", nothing.text);
        let no_report = ("hello.eml", "From: a@example.jp\r\nSubject: hello\r\n\r\nhi\r\n".to_owned());
        let none = bring(&clerk, std::slice::from_ref(&no_report)).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("エラーメールがありません"), "{}", none.text);

        let hard = ("hard.eml", report(ids[0], "office0@example.jp", "5.1.1"));
        let foreign = ("foreign.eml", report(world.app.clock.id(), "nobody@example.jp", "5.1.1"));
        let brought = bring(&clerk, &[hard.clone(), foreign, no_report]).await;
        assert_eq!(brought.status, StatusCode::SEE_OTHER, "{}", brought.text);
        let page = clerk.get(brought.location()).await;
        for part in [
            "エラーメールを2件取り込みました",
            "新しくお知らせを止めたアドレス：1件",
            "どのメールのものかわからなかったもの：1件",
            "エラーメールではなかったもの：1件",
            "nobody@example.jp",
        ] {
            assert!(page.text.contains(part), "{part}: {}", page.text);
        }
        let twice = bring(&clerk, &[hard]).await;
        assert!(twice.location().contains("known=1") && twice.location().contains("matched=0"));
        assert_eq!(told(&counts(&world, &mailing).await), [(Outcome::Sent, 2), (Outcome::Refused, 1)]);

        // What is brought to one city says nothing of another's mails.
        let other = world.as_person("misaki-clerk").await;
        assert!(!other.get("/t/misaki/mailings/bounces").await.text.contains("nobody@example.jp"));
        drop(app);
    })
    .await;
}

#[tokio::test]
async fn the_third_temporary_failure_within_a_month_suppresses_and_an_officer_lifts_it_with_a_note() {
    on_each_world("soft reports", async |world| {
        let (clerk, app, _, ids) = sent_to(&world, 1, 0).await;
        for (round, days) in [(0, 0), (1, 40), (2, 1), (3, 1)] {
            world.wait(TimeDelta::days(days));
            let clerk = world.as_person("clerk").await;
            let text = report(ids[0], "office0@example.jp", &format!("4.2.{round}"));
            assert_eq!(bring(&clerk, &[("soft.eml", text)]).await.status, StatusCode::SEE_OTHER);
            let list = clerk.get("/t/midorino/mailings/suppressions").await;
            assert_eq!(list.text.contains("office0@example.jp"), round == 3, "{round}: {}", list.text);
        }
        drop(clerk);
        let clerk = world.as_person("clerk").await;
        let list = clerk.get("/t/midorino/mailings/suppressions").await;
        let at = list.text.find("/t/midorino/mailings/suppressions/0").unwrap();
        let path = list.text[at..].split('"').next().unwrap().to_owned();
        let office = lines_card(&world, &clerk).await;
        assert!(office.contains("届かないので止めています") && office.contains(&path), "{office}");
        let empty = clerk.post(&path, &[("note", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let lifted = clerk.post(&path, &[("note", "電話で確かめました")]).await;
        assert_eq!(lifted.location(), "/t/midorino/mailings/suppressions?done=lifted");
        let told = clerk.get("/t/midorino/mailings/suppressions?state=lifted").await;
        assert!(told.text.contains("電話で確かめました"), "{}", told.text);
        assert!(lines_card(&world, &clerk).await.contains("届きます"));
        drop(app);
    })
    .await;
}

/// The card of the office of these tests.
async fn lines_card(world: &World, clerk: &Asker) -> String {
    let tenant = tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let office = store::offices::by_number(&tx, "2970800000".parse().unwrap()).await.unwrap().unwrap();
    drop(tx);
    clerk.get(&format!("/t/midorino/offices/{office}")).await.text
}

#[tokio::test]
async fn a_notice_that_came_back_says_so_and_the_next_one_is_sent_all_the_same() {
    on_each_world("notices come back", async |world| {
        let (server, app) = post_office(&world).await;
        let tenant = tenant(&world, "midorino").await;
        let notice = async |number: u128| {
            let id: MailId = app.clock.id();
            let mail = Mail {
                id,
                tenant,
                class: Class::Statutory,
                recipient: "office@hidamari.example".into(),
                recipient_name: "ひだまり".into(),
                sender_name: "みどり野市".into(),
                subject: "補助金の交付を決定しました".into(),
                body: "交付決定通知書\n".into(),
                message_id: id.to_string(),
                about: Some(("application", uuid::Uuid::from_u128(number))),
                created_at: app.clock.now(),
            };
            let tx = app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
            mails::enqueue(&tx, app.clock.id(), mail).await.unwrap();
            tx.commit().await.unwrap();
            jobs::drain(&app).await.unwrap();
            id
        };
        let first = notice(1).await;
        let clerk = world.as_person("clerk").await;
        let text = report(first, "office@hidamari.example", "5.1.1");
        assert_eq!(bring(&clerk, &[("hard.eml", text)]).await.status, StatusCode::SEE_OTHER);
        let tx = app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let stored = mails::find(&tx, first).await.unwrap().unwrap();
        assert_eq!(stored.state, "bounced");
        assert!(stored.result.unwrap().contains("5.1.1"));
        drop(tx);
        notice(2).await;
        assert_eq!(server.taken(), 2, "nothing stops a notice");
    })
    .await;
}

#[tokio::test]
async fn a_receipt_that_did_not_arrive_stands_on_its_case() {
    on_each_world("undelivered receipt", async |world| {
        let (server, app) = post_office(&world).await;
        server.script(|script| {
            let answers = ["550 5.1.1 no such user"].into();
            script.recipients.insert("hinata@hidamari.example.jp".to_owned(), answers);
        });
        let programme = steps::published(&world, &[]).await;
        let office = steps::office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = steps::complete(&world, &hidamari, &programme, office).await;
        steps::submit(&hidamari, &application).await;
        let id = application.rsplit('/').next().unwrap();
        let case = format!("/t/midorino/applications/{id}");
        let clerk = world.as_person("clerk").await;
        assert!(!clerk.get(&case).await.text.contains("不達"));
        jobs::drain(&app).await.unwrap();
        let page = clerk.get(&case).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("不達：申請者に届かなかったメールがあります"), "{}", page.text);
    })
    .await;
}
