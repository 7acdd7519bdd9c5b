//! The program dies as if the power had failed, at named places between an application and its notice; another takes
//! over. Nothing is lost, and nothing is there twice.

use crate::{
    subsidies::{decided, review, steps},
    support::{Asker, World, on_each_world, program},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    ids::{ApplicationId, TenantId},
    wareki::format_date,
};
use server::jobs;
use store::{
    Scope, Tx, mails,
    subsidies::{applications, attachments, notices, programmes},
};

/// Longer than a dead worker keeps its jobs.
const AFTER_THE_LEASE: TimeDelta = TimeDelta::minutes(6);

async fn tenant(world: &World) -> TenantId {
    steps::tenant(world, "midorino").await
}

async fn read(world: &World) -> Tx {
    let scope = Scope::tenant_by_system(tenant(world).await, "test");
    world.app.store.read(&scope).await.unwrap()
}

fn id_in(address: &str) -> ApplicationId {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

/// Lets another worker do what is left, once the dead one's lease is over.
async fn take_over(world: &World) {
    world.run();
    world.wait(AFTER_THE_LEASE);
    jobs::drain(&world.app).await.unwrap();
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    assert_eq!(store::jobs::backlog(&tx, world.app.clock.now()).await.unwrap(), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_is_received_once_wherever_the_program_dies() {
    on_each_world("killed while receiving", async |world| {
        world.run();
        let paid_on = format_date(world.app.clock.today());
        let programme = steps::published_now(&world).await;
        for (place, number, count) in
            [("submit.before-commit", "2970999013", 1), ("submit.committed", "2970999054", 2)]
        {
            let office = steps::office(&world, "hidamari", number, "ひだまり", "292991", &["43"]).await;
            let (dying, address) = program::serve(&world, &[("HIROMERU_KILL_AT", place)]).await;
            let hidamari = Asker::over(address).becomes("hidamari").await;
            let application = steps::begin(&hidamari, &programme, office).await;
            steps::fill_paid_on(&world, &hidamari, &application, &paid_on).await;
            let check = format!("{application}/check");
            let page = hidamari.get(&check).await;
            let (csrf, once) = (page.hidden("csrf").unwrap(), page.hidden("once").unwrap());
            let form = [("csrf", csrf.as_str()), ("once", &once)];
            assert!(hidamari.attempt(&check, &form).await.is_none(), "{place}: it died before it answered");
            dying.was_killed().await;

            // The same browser sends the same form again, as its owner presses the button once more; and once more.
            let (_living, address) = program::serve(&world, &[]).await;
            let hidamari = hidamari.moved(address);
            for _ in 0..2 {
                let again = hidamari.attempt(&check, &form).await.unwrap();
                assert!(!again.status.is_server_error(), "{place}: {} {}", again.status, again.text);
            }
            let tx = read(&world).await;
            let received = applications::find(&tx, id_in(&application)).await.unwrap().unwrap();
            let receipt = received.receipt.unwrap();
            assert_eq!(receipt.sequence(), count, "{place}: the next number, and no gap");
            let shown = hidamari.get(&format!("{application}/receipt")).await;
            assert!(shown.text.contains(&receipt.to_string()), "{place}: {}", shown.text);
            let reserved = programmes::find(&tx, programme.parse().unwrap()).await.unwrap().unwrap().reserved;
            assert_eq!(reserved.get(), 21_000 * i64::from(count), "{place}: reserved once");
            drop(tx);
            take_over(&world).await;
            world.run();
            let tx = read(&world).await;
            let told = mails::about(&tx, "application", id_in(&application).uuid()).await.unwrap();
            let states: Vec<_> = told.iter().map(|stored| stored.state.as_str()).collect();
            assert_eq!(states, ["sent"], "{place}: one mail");
            let outbox = world.anybody().get("/outbox").await.text;
            assert_eq!(outbox.matches(&receipt.to_string()).count(), 1, "{place}: {outbox}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_examination_that_is_broken_off_is_done_once_by_the_next_worker() {
    on_each_world("killed while examining", async |world| {
        let programme = steps::published(&world, &[]).await;
        let office = steps::office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = steps::begin(&hidamari, &programme, office).await;
        let path = format!("{application}/documents/licence_proof");
        let sent = hidamari.upload(&path, &[], &[("file", "完了画面.png", steps::PNG)]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        program::start(&world, &["work"], &[("HIROMERU_KILL_AT", "examination.stored")]).was_killed().await;
        assert!(hidamari.get(&format!("{application}/documents")).await.text.contains("検査中"));
        take_over(&world).await;
        let tx = read(&world).await;
        let attached = attachments::of_application(&tx, id_in(&application)).await.unwrap();
        let pages: Vec<_> = attached.iter().map(|file| file.pages.len()).collect();
        assert_eq!(pages, [1], "one file with one page");
        drop(tx);
        let hidamari = world.as_person("hidamari").await;
        let page = hidamari.get(&format!("{application}/documents")).await;
        assert!(page.text.contains("OK（1ページ）"), "{}", page.text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_that_is_broken_off_is_set_once_by_the_next_worker() {
    on_each_world("killed while setting a notice", async |world| {
        let received = review::received(&world).await;
        jobs::drain(&world.app).await.unwrap();
        decided::grant(&world, &received.desk).await;
        program::start(&world, &["work"], &[("HIROMERU_KILL_AT", "notice.stored")]).was_killed().await;
        let id = id_in(&received.own);
        let tx = read(&world).await;
        let notice = notices::of_application(&tx, id).await.unwrap().unwrap();
        assert_eq!(notice.file, None, "the bytes are there and the row does not know of them");
        drop(tx);
        take_over(&world).await;
        let tx = read(&world).await;
        let set = notices::of_application(&tx, id).await.unwrap().unwrap();
        assert_eq!((set.id, &set.document_number), (notice.id, &notice.document_number));
        assert!(set.file.is_some());
        let subjects: Vec<_> = mails::about(&tx, "application", id.uuid())
            .await
            .unwrap()
            .into_iter()
            .map(|stored| (stored.mail.subject, stored.state))
            .collect();
        assert!(subjects.iter().all(|(_, state)| state == "sent"), "{subjects:?}");
        drop(tx);
        let hidamari = world.as_person("hidamari").await;
        let file = hidamari.get(&format!("{}/notice.pdf", received.own)).await;
        assert!(file.bytes.starts_with(b"%PDF-"), "{}", file.text);
        let outbox = world.anybody().get("/outbox").await.text;
        for (subject, _) in &subjects {
            assert_eq!(outbox.matches(subject.as_str()).count(), 1, "{subject}: {outbox}");
        }
    })
    .await;
}
