//! From the row to the mail server, on both databases, whatever dies in between.

use super::smtp::{encrypted, pool};
use crate::support::{
    World, on_each_world, program,
    smtp::{STALL, Script, Server},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    ids::{JobId, MailId},
    mails::Pace,
};
use mail_parser::MessageParser;
use server::{
    app::App,
    clock::Clock,
    jobs,
    mail::{Outgoing, Transport},
};
use std::{path::Path, sync::Arc, time::Duration};
use store::{
    Scope, events,
    mails::{self, Class, Mail, Stored},
};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// Longer than a dead worker keeps its jobs.
const AFTER_THE_LEASE: TimeDelta = TimeDelta::minutes(6);

fn written(app: &App, class: Class) -> Mail {
    let id: MailId = app.clock.id();
    Mail {
        id,
        tenant: events::NO_TENANT,
        class,
        recipient: "office@hidamari.example".into(),
        recipient_name: "居宅介護支援事業所ひだまり".into(),
        sender_name: "みどり野市 介護保険課".into(),
        subject: "【みどり野市】申請を受け付けました（受付番号 R6-0001）".into(),
        body: "受付番号：R6-0001\nhttp://127.0.0.1:3000/home\n".into(),
        message_id: id.to_string(),
        about: None,
        created_at: app.clock.now(),
    }
}

async fn enqueue(app: &App, mail: &Mail) {
    let tx = app.store.write(&Scope::system("test")).await.unwrap();
    mails::enqueue(&tx, app.clock.id::<JobId>(), mail.clone()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn stored(app: &App, mail: &Mail) -> Stored {
    let tx = app.store.read(&Scope::system("test")).await.unwrap();
    mails::find(&tx, mail.id).await.unwrap().unwrap()
}

/// Jobs that wait, and jobs that were given up.
async fn backlog(app: &App) -> (u64, u64) {
    let tx = app.store.read(&Scope::system("test")).await.unwrap();
    store::jobs::backlog(&tx, app.clock.now()).await.unwrap()
}

/// The world's program, sending to this mail server.
fn sending_to(world: &World, server: &Server) -> App {
    let from = world.app.mail.from.clone();
    App { mail: Arc::new(Outgoing::new(pool(server), from, Pace::free())), ..world.app.clone() }
}

#[tokio::test]
async fn a_mail_of_the_demonstration_can_be_read_at_outbox() {
    on_each_world("a_mail_of_the_demonstration_can_be_read_at_outbox", async |world| {
        let anybody = world.anybody();
        assert!(anybody.get("/outbox").await.text.contains("メールはまだありません"));
        let mail = written(&world.app, Class::Statutory);
        enqueue(&world.app, &mail).await;
        assert_eq!(jobs::drain(&world.app).await.unwrap(), 1);
        assert_eq!(stored(&world.app, &mail).await.state, "sent");

        let list = anybody.get("/outbox").await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.text.contains("居宅介護支援事業所ひだまり（office@hidamari.example）"), "{}", list.text);
        let at = list.text.find("/outbox/").unwrap();
        let path = list.text[at..].split('"').next().unwrap();
        let shown = anybody.get(path).await;
        assert!(shown.text.contains("受付番号：R6-0001"), "{}", shown.text);
        assert!(shown.text.contains("href=\"/home\""), "the address of this site is a link: {}", shown.text);
        assert_eq!(anybody.get("/outbox/no-such-mail").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_text_of_a_sign_in_mail_is_erased_once_it_was_sent() {
    on_each_world("the_text_of_a_sign_in_mail_is_erased_once_it_was_sent", async |world| {
        let server = Server::start(encrypted()).await;
        let app = sending_to(&world, &server);
        let mail = written(&app, Class::SignIn);
        enqueue(&app, &mail).await;
        assert_eq!(stored(&app, &mail).await.mail.body, mail.body);
        jobs::drain(&app).await.unwrap();
        assert_eq!(stored(&app, &mail).await.mail.body, "");
        let [received] = server.received().try_into().unwrap();
        let text = MessageParser::default().parse(&received.data).unwrap();
        assert!(text.body_text(0).unwrap().contains("R6-0001"));
    })
    .await;
}

#[tokio::test]
async fn a_code_to_sign_in_arrives_while_another_mail_is_stuck() {
    on_each_world("a code beside a stuck mail", async |world| {
        let stuck =
            Mail { recipient: "stuck@hidamari.example".into(), ..written(&world.app, Class::Statutory) };
        let after_texts = [(stuck.recipient.clone(), STALL)].into();
        let server = Server::start(Script { after_texts, ..encrypted() }).await;
        let app = sending_to(&world, &server);
        enqueue(&app, &stuck).await;
        let stop = CancellationToken::new();
        let worker = tokio::spawn(jobs::work(app.clone(), stop.clone()));
        arrived(&server, 1).await;
        let code = written(&app, Class::SignIn);
        enqueue(&app, &code).await;
        app.wake.notify_one();
        arrived(&server, 2).await;
        assert_eq!(server.received()[1].to, [code.recipient]);
        assert_eq!(stored(&app, &stuck).await.state, "sending", "the other still has no answer");
        stop.cancel();
        worker.abort();
    })
    .await;
}

/// Waits until so many mails were taken.
async fn arrived(server: &Server, count: usize) {
    let all = async {
        while server.received().len() < count {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(4), all).await.expect("less than the mail server is waited for");
}

#[tokio::test]
async fn a_busy_mail_server_is_asked_again_later_and_a_done_job_never() {
    on_each_world("a_busy_mail_server_is_asked_again_later_and_a_done_job_never", async |world| {
        let server =
            Server::start(Script { texts: ["451 4.3.0 later", "452 4.3.1 later"].into(), ..encrypted() })
                .await;
        let app = sending_to(&world, &server);
        let mail = written(&app, Class::Statutory);
        enqueue(&app, &mail).await;
        assert_eq!(jobs::drain(&app).await.unwrap(), 1, "it is not tried again at once");
        assert_eq!(jobs::drain(&app).await.unwrap(), 0);
        assert_eq!((stored(&app, &mail).await.state.as_str(), backlog(&app).await), ("waiting", (1, 0)));
        for _ in 0..2 {
            world.wait(TimeDelta::minutes(1));
            jobs::drain(&app).await.unwrap();
        }
        assert_eq!((stored(&app, &mail).await.state.as_str(), backlog(&app).await), ("sent", (0, 0)));
        world.wait(TimeDelta::days(1));
        assert_eq!(jobs::drain(&app).await.unwrap(), 0);
        assert_eq!(server.received().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_takes_no_mail_is_told_with_the_mail() {
    on_each_world("an_address_that_takes_no_mail_is_told_with_the_mail", async |world| {
        let server = Server::start(encrypted()).await;
        server.script(|script| {
            script.recipients.insert("office@hidamari.example".into(), ["550 5.1.1 no such user"].into());
        });
        let app = sending_to(&world, &server);
        let mail = written(&app, Class::Statutory);
        enqueue(&app, &mail).await;
        jobs::drain(&app).await.unwrap();
        let refused = stored(&app, &mail).await;
        assert_eq!((refused.state.as_str(), refused.sent_at, backlog(&app).await), ("refused", None, (0, 0)));
        assert!(refused.result.unwrap().contains("no such user"));
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_cannot_be_written_does_not_stop_the_others() {
    on_each_world("a_mail_that_cannot_be_written_does_not_stop_the_others", async |world| {
        let server = Server::start(encrypted()).await;
        let app = sending_to(&world, &server);
        let bad =
            Mail { subject: "a\r\nBcc: everybody@example.jp".into(), ..written(&app, Class::Statutory) };
        let worse = Mail { recipient: "nobody".into(), ..written(&app, Class::Statutory) };
        let odd_name = Mail { recipient_name: "a\r\nb".into(), ..written(&app, Class::Statutory) };
        for mail in [&bad, &worse, &odd_name] {
            enqueue(&app, mail).await;
        }
        jobs::drain(&app).await.unwrap();
        assert_eq!(stored(&app, &bad).await.state, "refused");
        assert_eq!(stored(&app, &worse).await.state, "refused");
        assert_eq!(stored(&app, &odd_name).await.state, "sent");
        assert_eq!(server.received().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_outage_of_a_night_loses_no_mail() {
    on_each_world("an_outage_of_a_night_loses_no_mail", async |world| {
        let server = Server::start(Script::default()).await;
        let app = sending_to(&world, &server);
        let sent: Vec<_> = (0..5).map(|_| written(&app, Class::Statutory)).collect();
        for mail in &sent {
            enqueue(&app, mail).await;
        }
        for _ in 0..9 {
            jobs::drain(&app).await.unwrap();
            world.wait(TimeDelta::hours(1));
        }
        assert_eq!((server.received().len(), backlog(&app).await), (0, (5, 0)), "no STARTTLS, no mail");
        server.script(|script| script.starttls = true);
        world.wait(TimeDelta::hours(6));
        jobs::drain(&app).await.unwrap();
        assert_eq!((server.received().len(), backlog(&app).await), (5, (0, 0)));
    })
    .await;
}

/// Starts `hiromeru work` on the world's database and waits until it dies at the place.
pub async fn work_until_killed(world: &World, server: &Server, ca: &Path, place: &str) {
    let settings = [
        ("HIROMERU_MAIL__HOST", "localhost"),
        ("HIROMERU_MAIL__PORT", &server.address.port().to_string()),
        ("HIROMERU_MAIL__FROM", world.app.mail.from.as_str()),
        ("HIROMERU_MAIL__CA_FILE", ca.to_str().unwrap()),
        ("HIROMERU_KILL_AT", place),
    ];
    program::start(world, &["work"], &settings).was_killed().await;
}

/// What a mail server has after the worker died at each place and another took over.
#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_is_killed_loses_no_mail_and_repeats_one_only_under_its_name() {
    on_each_world("a_worker_that_is_killed_loses_no_mail", async |world| {
        for (place, copies) in
            [("job.leased", 1), ("mail.before-send", 1), ("mail.taken", 2), ("mail.marked", 1)]
        {
            let server = Server::start(encrypted()).await;
            let ca = super::smtp::authority(&server.authority);
            let app = sending_to(&world, &server);
            assert!(matches!(app.mail.transport, Transport::Smtp(_)));
            let mail = written(&app, Class::Statutory);
            enqueue(&app, &mail).await;
            work_until_killed(&world, &server, ca.path(), place).await;

            // The world's clock stands in 2024; the worker that died held its lease by the machine's.
            let machine = Clock::system();
            let later = App { clock: Clock::by(move || machine.now() + AFTER_THE_LEASE), ..app };
            jobs::drain(&later).await.unwrap();
            assert_eq!(
                (stored(&later, &mail).await.state.as_str(), backlog(&later).await),
                ("sent", (0, 0)),
                "{place}"
            );
            let received = server.received();
            assert_eq!(received.len(), copies, "{place}");
            assert!(
                received.iter().all(|copy| copy.data == received[0].data),
                "{place}: copies are the same message"
            );
        }
    })
    .await;
}
