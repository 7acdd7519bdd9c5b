//! From the draft to the last outcome, through a mail server that refuses, delays and takes.

use super::steps::{
    addresses, confirm, counts, draft, last, offices, post_office, received, send, stage, told,
};
use crate::{
    mail::smtp::{encrypted, pool},
    subsidies::steps::tenant,
    support::{World, on_each_world, smtp::Server},
};
use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone as _, Utc};
use domain::{
    email::Email,
    ids::{MailId, OptOutId},
    mailings::Outcome,
    mails::Pace,
};
use mail_parser::MessageParser;
use server::{app::App, jobs, mail::Outgoing, web};
use std::sync::Arc;
use store::{
    Scope,
    mails::{self, Class, Mail},
    offices::by_number,
    opt_outs::{self, Basis},
    testing::set_email,
};

async fn opt_out(world: &World, slug: &str, address: &str) {
    let tenant = tenant(world, slug).await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let (id, mail): (OptOutId, _) = (world.app.clock.id(), world.app.clock.id());
    let email = Email::parse(address).unwrap();
    assert!(opt_outs::stop(&tx, id, &email, Basis::Link(mail), world.app.clock.now()).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn whoever_may_approve_is_told_of_old_words_that_are_to_go() {
    on_each_world("old mails", async |world| {
        let tenant = tenant(&world, "midorino").await;
        let id: MailId = world.app.clock.id();
        let old = Mail {
            id,
            tenant,
            class: Class::Outreach,
            recipient: "old@example.jp".into(),
            recipient_name: "ひだまり".into(),
            sender_name: "みどり野市".into(),
            subject: "昔の説明会".into(),
            body: "本文".into(),
            message_id: id.to_string(),
            about: None,
            created_at: Utc.with_ymd_and_hms(2015, 7, 3, 1, 0, 0).unwrap(),
        };
        let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        mails::enqueue(&tx, world.app.clock.id(), old).await.unwrap();
        tx.commit().await.unwrap();
        jobs::drain(&world.app).await.unwrap();
        let here = "/t/midorino/records/outreach";
        let clerk = world.as_person("clerk").await;
        let proposed = clerk.post(here, &[("note", "")]).await;
        assert_eq!(proposed.location(), format!("{here}?done=proposed"), "{}", proposed.text);
        jobs::drain(&world.app).await.unwrap();
        let folder = world.app.mail.folder().unwrap().list(50).await.unwrap();
        let told: Vec<_> = folder.iter().filter(|mail| mail.subject.contains("記録の廃棄")).collect();
        assert!(!told.is_empty() && told.iter().all(|mail| mail.text.contains(here)), "{folder:?}");
        let own = "sato@midorino.example.jp";
        assert!(told.iter().all(|mail| mail.to != own), "who proposed may not approve");
    })
    .await;
}

#[tokio::test]
async fn a_day_that_is_full_is_told_before_a_mailing_is_sent_and_while_it_is() {
    on_each_world("days of a mailing", async |world| {
        let (server, from) = (Server::start(encrypted()).await, world.app.mail.from.clone());
        let mail = Arc::new(Outgoing::new(pool(&server), from, Pace::free().with_a_day(20)));
        let app = App { mail, ..world.app.clone() };
        offices(&world, &addresses(40)).await;
        let clerk = world.as_person("clerk").await.before(web::service(app.clone()));
        let mailing = draft(&clerk, "件名", "本文").await;
        let asked = clerk.get(&format!("{mailing}/sending")).await.text;
        for part in ["今日から数えて3日かかります", "1日に18通まで"] {
            assert!(asked.contains(part), "{part}: {asked}");
        }
        send(&clerk, &mailing).await;
        jobs::drain(&app).await.unwrap();
        assert_eq!(received(&server).len(), 18);
        let page = clerk.get(&mailing).await.text;
        assert!(page.contains("残り22通") && page.contains("今日から数えて3日かかります"), "{page}");
        for _ in 0..2 {
            world.wait(TimeDelta::days(1));
            jobs::drain(&app).await.unwrap();
        }
        assert_eq!(told(&counts(&world, &mailing).await), [(Outcome::Sent, 40)]);
    })
    .await;
}

#[tokio::test]
async fn of_188_offices_163_are_reached_and_every_other_has_its_reason() {
    on_each_world("journey 19", async |world| {
        let (server, app) = post_office(&world).await;
        let mut emails = addresses(171);
        emails.extend(std::iter::repeat_n(String::new(), 17));
        offices(&world, &emails).await;
        for place in 0..5 {
            opt_out(&world, "midorino", &format!("OFFICE{place}@example.jp")).await;
        }
        server.script(|script| {
            for place in 5..8 {
                let answers = ["550 5.1.1 no such user here"].into();
                script.recipients.insert(format!("office{place}@example.jp"), answers);
            }
            let later = ["450 4.2.1 mailbox busy", "451 4.3.0 later"].into();
            script.recipients.insert("office8@example.jp".to_owned(), later);
        });
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "{{事業所名}}の皆さまへ", "{{事業所名}} 御中\n説明会を開きます。").await;
        let asked = clerk.get(&format!("{mailing}/sending")).await;
        assert!(asked.text.contains("166通を送信する"), "{}", asked.text);
        let sent = send(&clerk, &mailing).await;
        assert_eq!(sent.location(), format!("{mailing}?done=sent"), "{}", sent.text);
        assert_eq!(stage(&world, &mailing).await, "sending");

        jobs::drain(&app).await.unwrap();
        let open = counts(&world, &mailing).await;
        assert_eq!((open.get(Outcome::Sent), open.open()), (162, 1), "one is asked again later");
        assert!(clerk.get(&mailing).await.text.contains("送信しています（残り1通）"));
        for _ in 0..3 {
            world.wait(TimeDelta::minutes(2));
            jobs::drain(&app).await.unwrap();
        }
        let counts = counts(&world, &mailing).await;
        assert_eq!(
            told(&counts),
            [(Outcome::Sent, 163), (Outcome::Refused, 3), (Outcome::OptedOut, 5), (Outcome::NoAddress, 17)]
        );
        assert_eq!((counts.total(), counts.with_address()), (188, 171));
        assert_eq!(stage(&world, &mailing).await, "sent");
        let mut reached = addresses(171).split_off(8);
        reached.sort();
        assert_eq!(received(&server), reached, "each of them once");

        let refused = clerk.get(&format!("{mailing}?outcome=refused")).await;
        assert_eq!(refused.text.matches("no such user here").count(), 3, "{}", refused.text);
        assert!(refused.text.contains("このアドレスには届きません"));
        let viewer = world.as_person("viewer").await;
        assert_eq!(viewer.get(&mailing).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn two_who_send_at_once_send_once() {
    on_each_world("two senders", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(6)).await;
        let (one, other) = (world.as_person("clerk").await, world.as_person("clerk-two").await);
        let mailing = draft(&one, "件名", "本文").await;
        let path = format!("{mailing}/sending");
        let (mine, yours) = (one.get(&path).await, other.get(&path).await);
        let (first, second) = tokio::join!(confirm(&one, &mailing, &mine), confirm(&other, &mailing, &yours));
        for answer in [&first, &second] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
            assert!(answer.location().starts_with(&mailing), "{}", answer.location());
        }
        let third = one.post_from("/t/midorino/mailings/new", &path, &[]).await;
        assert_eq!(third.location(), mailing, "and a third changes nothing");
        jobs::drain(&app).await.unwrap();
        assert_eq!(received(&server), addresses(6));
        assert_eq!(told(&counts(&world, &mailing).await), [(Outcome::Sent, 6)]);
    })
    .await;
}

#[tokio::test]
async fn who_opts_out_between_enqueueing_and_sending_gets_no_outreach_but_every_notice() {
    on_each_world("opt-out race", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(2)).await;
        server.script(|script| {
            script.recipients.insert("office1@example.jp".to_owned(), ["450 4.2.1 mailbox busy"].into());
        });
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        send(&clerk, &mailing).await;
        jobs::drain(&app).await.unwrap();
        assert_eq!(received(&server), ["office0@example.jp"], "the other mail is written and waits");

        opt_out(&world, "midorino", "office1@example.jp").await;
        let tenant = tenant(&world, "midorino").await;
        let id = world.app.clock.id();
        let notice = Mail {
            id,
            tenant,
            class: Class::Statutory,
            recipient: "office1@example.jp".into(),
            recipient_name: "周知事業所その1".into(),
            sender_name: "みどり野市".into(),
            subject: "補助金の交付を決定しました".into(),
            body: "交付決定通知書\n".into(),
            message_id: id.to_string(),
            about: None,
            created_at: world.app.clock.now(),
        };
        let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        mails::enqueue(&tx, world.app.clock.id(), notice).await.unwrap();
        tx.commit().await.unwrap();
        for _ in 0..3 {
            world.wait(TimeDelta::minutes(2));
            jobs::drain(&app).await.unwrap();
        }
        assert_eq!(received(&server), ["office0@example.jp", "office1@example.jp"]);
        let mails = server.received();
        let notice = mails.iter().find(|mail| mail.to == ["office1@example.jp"]).unwrap();
        let read = MessageParser::default().parse(&notice.data).unwrap();
        assert_eq!(read.subject(), Some("補助金の交付を決定しました"));
        assert_eq!(read.header_raw("List-Unsubscribe"), None, "a notice cannot be stopped");
        let counts = counts(&world, &mailing).await;
        assert_eq!(told(&counts), [(Outcome::Sent, 1), (Outcome::OptedOut, 1)]);
        assert_eq!(stage(&world, &mailing).await, "sent");
    })
    .await;
}

#[tokio::test]
async fn an_opt_out_of_one_city_leaves_the_outreach_of_another_alone() {
    on_each_world("opt-outs of tenants", async |world| {
        opt_out(&world, "misaki", "office0@example.jp").await;
        offices(&world, &addresses(1)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        assert!(clerk.get(&format!("{mailing}/sending")).await.text.contains("1通を送信する"));
    })
    .await;
}

#[tokio::test]
async fn a_stopped_sending_takes_back_what_has_not_left() {
    on_each_world("cancelled", async |world| {
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
        let stopped = clerk.post(&format!("{mailing}/cancellation"), &[]).await;
        assert_eq!(stopped.location(), format!("{mailing}?done=cancelled"));
        for _ in 0..3 {
            world.wait(TimeDelta::minutes(5));
            jobs::drain(&app).await.unwrap();
        }
        assert_eq!(received(&server), ["office0@example.jp"]);
        assert_eq!(told(&counts(&world, &mailing).await), [(Outcome::Sent, 1), (Outcome::Withdrawn, 4)]);
        assert_eq!(stage(&world, &mailing).await, "cancelled");
    })
    .await;
}

#[tokio::test]
async fn what_no_server_takes_in_all_tries_is_given_up_and_ends_the_sending() {
    on_each_world("given up", async |world| {
        let (server, app) = post_office(&world).await;
        offices(&world, &addresses(1)).await;
        server.script(|script| {
            let busy = std::iter::repeat_n("450 4.2.1 busy", 30).collect();
            script.recipients.insert("office0@example.jp".to_owned(), busy);
        });
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        send(&clerk, &mailing).await;
        for _ in 0..14 {
            jobs::drain(&app).await.unwrap();
            world.wait(TimeDelta::hours(7));
        }
        assert_eq!(told(&counts(&world, &mailing).await), [(Outcome::GivenUp, 1)]);
        assert_eq!(stage(&world, &mailing).await, "sent");
        assert!(received(&server).is_empty());
    })
    .await;
}

#[tokio::test]
async fn nothing_typed_or_registered_becomes_a_header() {
    on_each_world("header injection", async |world| {
        let (server, app) = post_office(&world).await;
        let clerk = world.as_person("clerk").await;
        let names = [
            "ひだまり\r\nBcc: spy@example.jp",
            "ひだまり\nX-Evil: 1",
            "ひだまり%0d%0aBcc: spy@example.jp",
            "\"ひだまり\" <spy@example.jp>, ",
            "ひだまり\u{2028}Bcc: spy@example.jp",
            "=?utf-8?b?QmNjOiBzcHlAZXhhbXBsZS5qcA==?=",
            "ひだまり\u{2029}Cc: spy@example.jp",
            "ひだまり<img src=x onerror=alert(1)>",
            "ひだまり\r\n\r\n--b\r\nContent-Type: text/html",
        ];
        let tenant = tenant(&world, "midorino").await;
        let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        for (place, name) in names.iter().enumerate() {
            let number = format!("29709{place:05}");
            let id = world.app.clock.id();
            store::testing::add_office(&tx, id, &number, name, "299995", &["43"]).await;
            set_email(&tx, id, &format!("target{place}@example.jp")).await;
        }
        tx.commit().await.unwrap();
        let typed = [("name", "市外の事業所"), ("municipality", "299995"), ("status", "")];
        let answer = clerk.post("/t/midorino/offices/segments/new", &typed).await;
        let segment = last(answer.location());
        let typed = [
            ("segment", segment.as_str()),
            ("subject", "{{事業所名}}へ\r\nBcc: spy@example.jp"),
            ("body", "{{事業所名}}\r\n.\r\nQUIT\r\n"),
            ("html", "yes"),
        ];
        let answer = clerk.post("/t/midorino/mailings/new", &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let mailing = answer.location().split("/preview").next().unwrap().to_owned();
        send(&clerk, &mailing).await;
        jobs::drain(&app).await.unwrap();
        let mut wanted: Vec<_> = (0..names.len()).map(|place| format!("target{place}@example.jp")).collect();
        wanted.sort();
        assert_eq!(received(&server), wanted);
        for mail in server.received() {
            let read = MessageParser::default().parse(&mail.data).unwrap();
            assert!(read.bcc().is_none() && read.cc().is_none(), "{:?}", read.subject());
            assert_eq!(read.header_raw("X-Evil"), None);
            let page = read.body_html(0).unwrap();
            assert!(!page.contains("<img") && page.contains("QUIT"), "{page}");
            assert_eq!(read.parts.len(), 3, "the two ways to read it and nothing else");
            assert_eq!(read.to().unwrap().as_list().unwrap().len(), 1);
            assert_eq!(read.to().unwrap().first().unwrap().address(), mail.to.first().map(String::as_str));
            assert!(read.subject().unwrap().contains("へ Bcc: spy@example.jp"), "{:?}", read.subject());
        }
    })
    .await;
}

#[tokio::test]
async fn what_changed_while_it_was_confirmed_is_asked_again() {
    on_each_world("confirmed numbers", async |world| {
        offices(&world, &addresses(3)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        let path = format!("{mailing}/sending");
        let asked = clerk.get(&path).await;
        opt_out(&world, "midorino", "office0@example.jp").await;
        let hidden = |name| asked.hidden(name).unwrap();
        let pairs = ["csrf", "version", "mails", "audience"].map(|name| (name, hidden(name)));
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = clerk.post_bare(&path, &pairs).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("事業所の数が変わりました") && answer.text.contains("2通を送信する"));
        assert_eq!(stage(&world, &mailing).await, "draft");
        assert_eq!(send(&clerk, &mailing).await.location(), format!("{mailing}?done=sent"));
    })
    .await;
}

#[tokio::test]
async fn other_offices_of_the_same_number_are_confirmed_again() {
    on_each_world("confirmed audience", async |world| {
        offices(&world, &["office0@example.jp".to_owned(), String::new()]).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "件名", "本文").await;
        let asked = clerk.get(&format!("{mailing}/sending")).await;
        // The one has no address any more, and the other has one: still one mail.
        let tenant = tenant(&world, "midorino").await;
        let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        for (number, address) in [("2970800000", ""), ("2970800001", "other@example.jp")] {
            let office = by_number(&tx, number.parse().unwrap()).await.unwrap().unwrap();
            set_email(&tx, office, address).await;
        }
        tx.commit().await.unwrap();
        let answer = confirm(&clerk, &mailing, &asked).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("送信する事業所かアドレスが変わりました"), "{}", answer.text);
        assert_eq!(stage(&world, &mailing).await, "draft");
        assert_eq!(send(&clerk, &mailing).await.location(), format!("{mailing}?done=sent"));
    })
    .await;
}

#[tokio::test]
async fn other_cities_see_no_segment_and_no_mailing() {
    on_each_world("tenants and outreach", async |world| {
        offices(&world, &addresses(1)).await;
        let clerk = world.as_person("clerk").await;
        let mailing = draft(&clerk, "ひみつの件名", "本文").await;
        let list = segment_path(&clerk).await;
        let other = world.as_person("misaki-clerk").await;
        for path in [mailing.clone(), list] {
            assert_eq!(clerk.get(&path).await.status, StatusCode::OK, "{path}");
            let elsewhere = path.replace("/midorino/", "/misaki/");
            assert_eq!(other.get(&elsewhere).await.status, StatusCode::NOT_FOUND, "{elsewhere}");
            assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let elsewhere = mailing.replace("/midorino/", "/misaki/");
        for act in ["sending", "test", "cancellation", "edit"] {
            let answer = other.post_from("/t/misaki/mailings/new", &format!("{elsewhere}/{act}"), &[]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
        }
        assert!(!other.get("/t/misaki/mailings").await.text.contains("ひみつ"));
        let foreign = last(&segment_path(&clerk).await);
        let typed = [("segment", foreign.as_str()), ("subject", "件名"), ("body", "本文")];
        let answer = other.post("/t/misaki/mailings/new", &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "another city's segment is none");
    })
    .await;
}

async fn segment_path(clerk: &crate::support::Asker) -> String {
    let page = clerk.get("/t/midorino/offices/segments").await;
    let at = page.text.find("/t/midorino/offices/segments/0").unwrap();
    page.text[at..].split('"').next().unwrap().to_owned()
}
