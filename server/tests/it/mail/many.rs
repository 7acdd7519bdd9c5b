//! Outreach to many through a mail server that refuses, delays, hangs up and stalls, while the program is killed again
//! and again: everybody gets it once, or not at all with the reason.

use super::smtp::pool;
use crate::{
    subsidies::steps::tenant,
    support::{
        World, on_each_world, program,
        smtp::{HANG_UP, STALL, Script, Server},
    },
};
use chrono::TimeDelta;
use domain::{
    ids::{MailId, TenantId},
    mails::{Pace, handful::FIRST},
};
use server::{
    app::App,
    clock::Clock,
    jobs,
    mail::{
        Outgoing,
        post::{self, Hand, IN_FLIGHT, LOST_AFTER},
    },
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use store::{
    Scope,
    mails::{self, Class, Extra, Mail, Offered, attempts},
    operations::{self, Act, Mark},
};
use uuid::Uuid;

/// Recipients of the large test.
const MANY: usize = 2_000;
/// How often the program dies on the way.
const KILLS: usize = 10;

fn outreach(app: &App, tenant: TenantId, to: String) -> Mail {
    let id: MailId = app.clock.id();
    Mail {
        id,
        tenant,
        class: Class::Outreach,
        recipient: to,
        recipient_name: "居宅介護支援事業所ひだまり".into(),
        sender_name: "みどり野市 介護保険課".into(),
        subject: "説明会のご案内".into(),
        body: "説明会を開きます。\nhttps://city.example.jp/\n".into(),
        message_id: id.to_string(),
        about: Some(("campaign", Uuid::from_u128(1))),
        created_at: app.clock.now(),
    }
}

/// Writes outreach to each of these addresses; the ids in their order.
async fn write(world: &World, slug: &str, to: impl Iterator<Item = String>, extra: Extra) -> Vec<MailId> {
    let tenant = tenant(world, slug).await;
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let mut ids = Vec::new();
    for to in to {
        let mail = outreach(&world.app, tenant, to);
        ids.push(mail.id);
        let offered = mails::offer_with(&tx, world.app.clock.id(), mail, extra).await.unwrap();
        assert_eq!(offered, Offered::Written);
    }
    tx.commit().await.unwrap();
    ids
}

async fn states(app: &App, ids: &[MailId]) -> Vec<String> {
    let tx = app.store.read(&Scope::system("test")).await.unwrap();
    let mut states = Vec::new();
    for id in ids {
        states.push(mails::find(&tx, *id).await.unwrap().unwrap().state);
    }
    states
}

/// How often each address got a mail.
fn copies(server: &Server) -> BTreeMap<String, usize> {
    let mut copies = BTreeMap::new();
    for mail in server.received() {
        *copies.entry(mail.to.concat()).or_default() += 1;
    }
    copies
}

fn address(place: usize) -> String {
    format!("office{place}@d{}.example.jp", place % 7)
}

/// Most are taken; some are refused, some busy once, some connections break before and after the text.
fn misbehave(script: &mut Script) {
    for place in 0..MANY {
        let answers: &[&'static str] = match place % 100 {
            3 => &["550 5.1.1 no such user"],
            // PostgreSQL keeps no NUL.
            13 => &["550 5.7.1 not from\0you"],
            23 => &["450 4.2.1 mailbox busy"],
            33 => &["421 4.3.2 going down"],
            43 => &[HANG_UP],
            _ => &[],
        };
        if !answers.is_empty() {
            script.recipients.insert(address(place), answers.iter().copied().collect());
        }
        match place % 500 {
            57 => drop(script.after_texts.insert(address(place), HANG_UP)),
            157 => drop(script.after_texts.insert(address(place), STALL)),
            _ => {}
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_dies_on_the_way_writes_to_nobody_twice() {
    on_each_world("outreach to many", async |world| {
        let server = Server::start(Script::default()).await;
        server.script(misbehave);
        let ids = write(&world, "midorino", (0..MANY).map(address), Extra::default()).await;
        let port = server.address.port().to_string();
        let settings = [
            ("HIROMERU_MAIL__HOST", "127.0.0.1"),
            ("HIROMERU_MAIL__PORT", port.as_str()),
            ("HIROMERU_MAIL__FROM", world.app.mail.from.as_str()),
            ("HIROMERU_MAIL__TLS", "false"),
            ("HIROMERU_MAIL__TIMEOUT", "1"),
            ("HIROMERU_MAIL__PER_MINUTE", "0"),
        ];
        for _ in 0..KILLS {
            let before = server.taken();
            let mut worker = program::start(&world, &["work"], &settings);
            // Often enough that it has not sent them all before it is seen.
            let some = async {
                while server.taken() <= before + 30 {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
            };
            tokio::time::timeout(Duration::from_mins(1), some).await.expect("some mails are taken");
            worker.kill().await;
        }
        assert!(server.taken() < MANY, "it died on the way");

        // The world's clock stands in 2024; what died began its attempts by the machine's.
        let from = world.app.mail.from.clone();
        let smtp = server.plain_pool();
        let mail = Arc::new(Outgoing::new(smtp, from, Pace::free()));
        for later in [LOST_AFTER * 2, LOST_AFTER * 4, LOST_AFTER * 8] {
            let machine = Clock::system();
            let clock = Clock::by(move || machine.now() + later);
            jobs::drain(&App { clock, mail: Arc::clone(&mail), ..world.app.clone() }).await.unwrap();
        }

        let (states, copies) = (states(&world.app, &ids).await, copies(&server));
        let mut ends = BTreeMap::<&str, usize>::new();
        for (place, state) in states.iter().enumerate() {
            *ends.entry(state).or_default() += 1;
            let got = copies.get(&address(place)).copied().unwrap_or(0);
            match state.as_str() {
                "sent" => assert_eq!(got, 1, "{place}"),
                "refused" => assert_eq!(got, 0, "{place}"),
                "unknown" => assert!(got <= 1, "{place}"),
                other => panic!("{place} is {other}"),
            }
        }
        // A refusal that was heard and not kept is not known either.
        assert!(ends["refused"] <= MANY / 50 && ends["refused"] > MANY / 125, "{ends:?}");
        // In flight at a kill, or cut off after the text.
        let most = KILLS * IN_FLIGHT + MANY / 250;
        assert!(ends["unknown"] >= 1 && ends["unknown"] <= most, "{ends:?}");
        assert_eq!(ends.values().sum::<usize>(), MANY);
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_never_came_is_told_and_not_asked_for_again() {
    on_each_world("unknown outreach", async |world| {
        let server = Server::start(Script::default()).await;
        server.script(|script| {
            script.after_texts.insert(address(0), HANG_UP);
            script.recipients.insert(address(1), [HANG_UP].into());
        });
        let from = world.app.mail.from.clone();
        let mail = Arc::new(Outgoing::new(server.plain_pool(), from, Pace::free()));
        let app = App { mail, ..world.app.clone() };
        let ids = write(&world, "midorino", (0..3).map(address), Extra::default()).await;
        for _ in 0..3 {
            jobs::drain(&app).await.unwrap();
            world.wait(TimeDelta::hours(1));
        }
        assert_eq!(states(&app, &ids).await, ["unknown", "sent", "sent"]);
        assert_eq!(copies(&server).into_values().collect::<Vec<_>>(), [1, 1, 1]);
        let tenant = tenant(&world, "midorino").await;
        let tx = app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let how = async |id| -> Vec<(i32, String)> {
            let told = attempts::of(&tx, id).await.unwrap();
            told.into_iter().map(|one| (one.attempt, one.how)).collect()
        };
        assert_eq!(how(ids[0]).await, [(1, "unknown".to_owned())]);
        assert_eq!(how(ids[1]).await, [(1, "later".to_owned()), (2, "taken".to_owned())]);
    })
    .await;
}

#[tokio::test]
async fn a_carrier_is_given_twenty_a_minute_and_nobody_else_waits_for_it() {
    on_each_world("pace", async |world| {
        let (server, from) = (Server::start(Script::default()).await, world.app.mail.from.clone());
        let pace = Pace::new(BTreeMap::new(), 300);
        let mail = Arc::new(Outgoing::new(server.plain_pool(), from, pace));
        let app = App { mail, ..world.app.clone() };
        let carrier = (0..50).map(|place| format!("office{place}@docomo.ne.jp"));
        let others = (0..30).map(|place| format!("office{place}@example.jp"));
        write(&world, "midorino", carrier.chain(others), Extra::default()).await;
        let mut taken = Vec::new();
        for _ in 0..4 {
            jobs::drain(&app).await.unwrap();
            taken.push(server.taken());
            world.wait(TimeDelta::minutes(1));
        }
        assert_eq!(taken, [50, 70, 80, 80]);
        assert!(copies(&server).into_values().all(|copies| copies == 1));
    })
    .await;
}

#[tokio::test]
async fn a_full_day_puts_outreach_off_and_nothing_that_nobody_may_stop() {
    on_each_world("a day of mails", async |world| {
        let (server, from) = (Server::start(Script::default()).await, world.app.mail.from.clone());
        let pace = Pace::new(BTreeMap::new(), 0).with_a_day(30);
        let mail = Arc::new(Outgoing::new(server.plain_pool(), from, pace));
        let app = App { mail, ..world.app.clone() };
        write(&world, "midorino", (0..60).map(address), Extra::default()).await;
        jobs::drain(&app).await.unwrap();
        assert_eq!(server.taken(), 27, "a tenth of the day is kept");
        let house = tenant(&world, "midorino").await;
        let tx = app.store.write(&Scope::tenant_by_system(house, "test")).await.unwrap();
        let statutory = Mail { class: Class::Statutory, ..outreach(&app, house, "late@example.jp".into()) };
        mails::enqueue(&tx, app.clock.id(), statutory).await.unwrap();
        tx.commit().await.unwrap();
        jobs::drain(&app).await.unwrap();
        assert_eq!(server.taken(), 28);
        let mut taken = Vec::new();
        for _ in 0..3 {
            world.wait(TimeDelta::days(1));
            jobs::drain(&app).await.unwrap();
            taken.push(server.taken());
        }
        assert_eq!(taken, [55, 61, 61]);
        assert!(copies(&server).into_values().all(|copies| copies == 1));
    })
    .await;
}

#[tokio::test]
async fn a_city_with_few_mails_does_not_stand_behind_one_with_many() {
    on_each_world("fair", async |world| {
        let (server, from) = (Server::start(Script::default()).await, world.app.mail.from.clone());
        let mail = Arc::new(Outgoing::new(server.plain_pool(), from, Pace::free()));
        let app = App { mail, ..world.app.clone() };
        let large = (0..100).map(|place| format!("large{place}@example.jp"));
        write(&world, "midorino", large, Extra::default()).await;
        let small = (0..FIRST / 2).map(|place| format!("small{place}@example.jp"));
        write(&world, "misaki", small, Extra::default()).await;
        let mut hand = Hand::default();
        assert_eq!(post::turn(&app, &mut hand).await.unwrap().done, FIRST);
        let copies = copies(&server);
        let small = copies.keys().filter(|to| to.starts_with("small")).count();
        assert_eq!((copies.len(), small), (FIRST, FIRST / 2));
    })
    .await;
}

#[tokio::test]
async fn what_is_out_of_date_does_not_leave() {
    on_each_world("not after", async |world| {
        let (server, from) = (Server::start(Script::default()).await, world.app.mail.from.clone());
        let mail = Arc::new(Outgoing::new(server.plain_pool(), from, Pace::free()));
        let app = App { mail, ..world.app.clone() };
        let until = Some(world.app.clock.now() + TimeDelta::hours(1));
        let extra = Extra { not_after: until, ..Extra::default() };
        let ids = write(&world, "midorino", (0..2).map(address), extra).await;
        world.wait(TimeDelta::hours(2));
        jobs::drain(&app).await.unwrap();
        assert_eq!(states(&app, &ids).await, ["expired", "expired"]);
        assert_eq!(server.taken(), 0);
    })
    .await;
}

#[tokio::test]
async fn while_mail_is_held_no_outreach_leaves() {
    on_each_world("held outreach", async |world| {
        let (server, from) = (Server::start(Script::default()).await, world.app.mail.from.clone());
        let mail = Arc::new(Outgoing::new(server.plain_pool(), from, Pace::free()));
        let app = App { mail, ..world.app.clone() };
        write(&world, "midorino", (0..2).map(address), Extra::default()).await;
        let tx = app.store.write(&Scope::system("test")).await.unwrap();
        let mark = Mark { at: app.clock.now(), detail: String::new() };
        operations::mark(&tx, Act::Hold, mark).await.unwrap();
        tx.commit().await.unwrap();
        jobs::drain(&app).await.unwrap();
        assert_eq!(server.taken(), 0);
        let tx = app.store.write(&Scope::system("test")).await.unwrap();
        assert!(operations::release(&tx).await.unwrap());
        tx.commit().await.unwrap();
        jobs::drain(&app).await.unwrap();
        assert_eq!(server.taken(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_down_costs_nobody_a_mail() {
    on_each_world("down", async |world| {
        let server = Server::start(Script::default()).await;
        let down = App { mail: Arc::new(nobody(&world)), ..world.app.clone() };
        let ids = write(&world, "midorino", (0..5).map(address), Extra::default()).await;
        let turn = post::turn(&down, &mut Hand::default()).await.unwrap();
        assert!(turn.rests, "every other mail would meet it, too");
        assert_eq!(states(&down, &ids).await, ["waiting"; 5]);
        let from = world.app.mail.from.clone();
        let mail = Arc::new(Outgoing::new(server.plain_pool(), from, Pace::free()));
        world.wait(TimeDelta::minutes(1));
        jobs::drain(&App { mail, ..world.app.clone() }).await.unwrap();
        assert_eq!(states(&down, &ids).await, ["sent"; 5]);
    })
    .await;
}

/// A way to a port where nobody listens.
fn nobody(world: &World) -> Outgoing {
    let port = crate::support::process::free_address().port();
    Outgoing::new(Server::plain(port), world.app.mail.from.clone(), Pace::free())
}

/// What two hands take at once is taken once.
#[tokio::test]
async fn two_hands_carry_no_mail_twice() {
    on_each_world("two hands", async |world| {
        let server = Server::start(super::smtp::encrypted()).await;
        let from = world.app.mail.from.clone();
        let mail = Arc::new(Outgoing::new(pool(&server), from, Pace::free()));
        let app = App { mail, ..world.app.clone() };
        write(&world, "midorino", (0..60).map(address), Extra::default()).await;
        let carry = async || {
            let mut hand = Hand::default();
            while post::turn(&app, &mut hand).await.unwrap().done > 0 {}
        };
        tokio::join!(carry(), carry());
        assert_eq!(copies(&server).len(), 60);
        assert!(copies(&server).into_values().all(|copies| copies == 1));
    })
    .await;
}
