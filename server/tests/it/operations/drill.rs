//! The restore drill: killed while it changes, restored somewhere else, and everything that was is there.

use super::{address, backlog, invite};
use crate::support::{
    Asker,
    place::{Place, take_keys},
    process::{free_address, until},
    smtp,
};
use axum::http::StatusCode;
use server::{clock::Clock, jobs};
use std::{
    collections::BTreeSet,
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};
use store::{
    Scope, Settings, operations,
    testing::{APP_ROLE, empty_place, on_each_database},
};

const PEOPLE: &str = "/t/midorino/people";
const LIST: &str = "sheets/tests/data/01_jigyosho_292991.csv";

/// How many files lie in a place, of all tenants.
fn files_of(place: &Place) -> usize {
    fs::read_dir(place.data.join("files"))
        .unwrap()
        .map(|tenant| fs::read_dir(tenant.unwrap().path()).unwrap().count())
        .sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_backed_up_while_it_changed_is_whole_after_a_kill_and_sends_its_mail_once_when_released() {
    on_each_database("kill and restore", async |store, settings| {
        let first = Place::on(&settings, "");
        first.fill().await;
        let at = free_address();
        let mut serving = first.serve(at, &["--without-worker"], &[]).await;
        let administrator = Asker::over(at).becomes("administrator").await;
        let clerk = Asker::over(at).becomes("clerk").await;
        let list = fs::read(LIST).unwrap();
        let preview = clerk
            .upload("/t/midorino/imports/new", &[("scope", "own")], &[("file", "一覧.csv", &list)])
            .await
            .location()
            .to_owned();
        for n in 0..5 {
            assert_eq!(invite(&administrator, n).await.status, StatusCode::SEE_OTHER);
        }

        // Others go on working while the backup is made.
        let (going_on, invited) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicUsize::new(5)));
        let busy = tokio::spawn({
            let (going_on, invited, administrator) =
                (going_on.clone(), invited.clone(), administrator.clone());
            async move {
                while going_on.load(Ordering::Relaxed) {
                    let n = invited.load(Ordering::Relaxed);
                    assert_eq!(invite(&administrator, n).await.status, StatusCode::SEE_OTHER);
                    invited.store(n + 1, Ordering::Relaxed);
                }
            }
        });
        until("people are invited meanwhile", async || invited.load(Ordering::Relaxed) > 6).await;
        let before = invited.load(Ordering::Relaxed);
        let backup = first.beside("backup.zip").display().to_string();
        let said = first.must(&["backup", &backup]).await;
        assert!(said.contains("the keys are not inside"), "{said}");
        let after = invited.load(Ordering::Relaxed);
        until("and afterwards too", async || invited.load(Ordering::Relaxed) > after + 2).await;
        going_on.store(false, Ordering::Relaxed);
        busy.await.unwrap();
        serving.kill().await;

        let tx = store.read(&Scope::system("test")).await.unwrap();
        assert!(operations::last_backup(&tx).await.unwrap().is_some(), "the administrator's screen knows");
        drop(tx);
        first.must(&["verify", &backup]).await;
        first.must(&["verify"]).await;
        let said = first.run(&["restore", &backup]).await;
        assert!(said.code == Some(1) && said.err.contains("not empty"), "never over data: {}", said.err);
        let over = first.run(&["backup", &backup]).await;
        assert!(over.code == Some(1) && over.err.contains("is there already"), "{}", over.err);

        let folder = tempfile::tempdir().unwrap();
        let (owner, app) = empty_place(&settings, folder.path()).await;
        let smtp = smtp::Server::start(smtp::Script::default()).await;
        let restoring = Place::on(&owner, "");
        take_keys(&first.data, &restoring.data);
        let said = restoring.must(&["restore", &backup, "--app-role", APP_ROLE]).await;
        let files = files_of(&first);
        assert!(files > 0 && said.contains(&format!("{files} files restored")), "{said}");
        assert!(said.contains("mail is held"), "{said}");
        let second = Place::beside_data(&restoring.data, &app, &Place::mail(&smtp));
        assert!(second.must(&["verify"]).await.contains(&format!("{files} files")));

        // The pages show what was.
        let at = free_address();
        let mut serving = second.serve(at, &["--without-worker"], &[]).await;
        let administrator = Asker::over(at).becomes("administrator").await;
        let people = administrator.get(PEOPLE).await.text;
        for n in 0..before {
            assert!(people.contains(&address(n)), "{n} was there before the backup");
        }
        assert!(!people.contains(&address(after + 1)), "what came after the backup is not in it");
        let clerk = Asker::over(at).becomes("clerk").await;
        assert_eq!(clerk.get(&format!("{preview}/file")).await.bytes, list, "the uploaded file is the same");
        assert!(serving.stop().await.success());

        // Its mail waits until a person releases it.
        let here = second.program().await;
        let (waiting, _) = backlog(&here.store).await;
        jobs::drain(&here).await.unwrap();
        assert_eq!(smtp.received().len(), 0, "no mail leaves a restored instance");
        assert!(second.must(&["mails", "held"]).await.contains("mail is held since"));
        assert!(waiting >= before as u64, "{waiting}");
        let tx = here.store.read(&Scope::system("test")).await.unwrap();
        let mails = operations::mails_waiting(&tx).await.unwrap();
        drop(tx);
        second.must(&["mails", "release"]).await;
        assert!(second.must(&["mails", "release"]).await.contains("not held"));
        for _ in 0..2 {
            jobs::drain(&here).await.unwrap();
        }
        let received = smtp.received();
        let recipients: BTreeSet<&String> = received.iter().flat_map(|mail| &mail.to).collect();
        assert_eq!(
            (received.len(), recipients.len()),
            (usize::try_from(mails).unwrap(), received.len()),
            "once"
        );
        assert_eq!(second.run(&["verify"]).await.code, Some(0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drill_restores_somewhere_else_and_the_administrator_sees_when() {
    on_each_database("a drill", async |store, settings| {
        let place = Place::on(&settings, "");
        place.fill().await;
        let backup = place.beside("backup.zip").display().to_string();
        place.must(&["backup", &backup]).await;
        let folder = tempfile::tempdir().unwrap();
        let (owner, _) = empty_place(&settings, folder.path()).await;
        let elsewhere = Place::on(&owner, "");
        take_keys(&place.data, &elsewhere.data);
        let into = elsewhere.file.display().to_string();
        place.must(&["drill", &backup, "--into", &into]).await;
        let tx = store.read(&Scope::system("test")).await.unwrap();
        let drill = operations::last_drill(&tx).await.unwrap().unwrap();
        assert!(drill.detail.starts_with("backup of 2"), "{}", drill.detail);
        assert!(operations::mail_held(&tx).await.unwrap().is_none(), "the mail of the living leaves");
        drop(tx);
        match settings {
            Settings::Sqlite(_) => {
                place.must(&["drill", &backup]).await;
            }
            Settings::Postgres { .. } => {
                let said = place.run(&["drill", &backup]).await;
                assert!(said.err.contains("--into"), "{}", said.err);
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn mails_that_the_lost_machine_had_sent_can_be_given_up() {
    on_each_database("mails given up", async |store, settings| {
        let place = Place::on(&settings, "");
        place.fill().await;
        let at = free_address();
        let mut serving = place.serve(at, &["--without-worker"], &[]).await;
        let administrator = Asker::over(at).becomes("administrator").await;
        invite(&administrator, 1).await;
        let tx = store.write(&Scope::system("test")).await.unwrap();
        let mark = operations::Mark { at: Clock::system().now(), detail: String::new() };
        operations::mark(&tx, operations::Act::Hold, mark).await.unwrap();
        tx.commit().await.unwrap();
        invite(&administrator, 2).await;
        serving.stop().await;
        let said = place.must(&["mails", "release", "--without-waiting"]).await;
        assert!(said.contains("1 mails leave"), "only what was written since the restore: {said}");
    })
    .await;
}
