//! Backups that are damaged, too old, too new or in the wrong place; verification; upgrades.

use super::invite;
use crate::support::{Asker, place::Place, process::free_address};
use std::{fs, io::Write as _, path::Path};
use store::{
    Settings,
    testing::{as_owner, empty_place, on_each_database, tamper},
};

/// A place with the demonstration's data and one invited person, and a backup of it.
async fn backed_up(settings: &Settings) -> (Place, String) {
    let place = Place::on(settings, "");
    place.fill().await;
    let backup = place.beside("backup.zip").display().to_string();
    place.must(&["backup", &backup]).await;
    (place, backup)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_byte_is_found_before_anything_is_restored() {
    on_each_database("a damaged backup", async |_, settings| {
        let (place, backup) = backed_up(&settings).await;
        assert_eq!(place.run(&["verify", &backup]).await.code, Some(0));
        let mut bytes = fs::read(&backup).unwrap();
        let middle = inside_the_largest_part(&bytes);
        bytes[middle] ^= 0x40;
        let damaged = place.beside("damaged.zip").display().to_string();
        fs::write(&damaged, &bytes).unwrap();
        let said = place.run(&["verify", &damaged]).await;
        assert!(said.code == Some(1) && said.out.contains("changed"), "{}{}", said.out, said.err);
        let folder = tempfile::tempdir().unwrap();
        let (empty, _) = empty_place(&settings, folder.path()).await;
        let target = Place::on(&empty, "");
        let said = target.run(&["restore", &damaged]).await;
        assert!(said.code == Some(1) && said.err.contains("nothing was restored"), "{}", said.err);
        assert!(store::snapshots::is_empty(&empty).await.unwrap());

        bytes.truncate(middle);
        fs::write(&damaged, &bytes).unwrap();
        assert_eq!(place.run(&["verify", &damaged]).await.code, Some(2), "half a file is no backup");
        assert_eq!(place.run(&["verify", "no-such-file"]).await.code, Some(2));
    })
    .await;
}

/// A place among the bytes of the largest part of an archive, and not in what only describes a part.
fn inside_the_largest_part(bytes: &[u8]) -> usize {
    let parts = bytes.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x03\x04").map(|(at, _)| at);
    let parts: Vec<usize> = parts.collect();
    let largest = parts.windows(2).max_by_key(|pair| pair[1] - pair[0]).unwrap();
    usize::midpoint(largest[0], largest[1])
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_names_the_first_broken_link_of_a_chain_whatever_was_done_to_it() {
    for forgery in [
        "UPDATE events SET payload = '{}' WHERE seq = 2 AND tenant_id = (SELECT id FROM tenants WHERE slug = 'midorino')",
        "DELETE FROM events WHERE seq = 2 AND tenant_id = (SELECT id FROM tenants WHERE slug = 'midorino')",
        "UPDATE events SET kind = 'office.renamed' WHERE seq = 2 AND tenant_id = (SELECT id FROM tenants WHERE slug = 'midorino')",
        "DELETE FROM events WHERE seq >= 2 AND tenant_id = (SELECT id FROM tenants WHERE slug = 'midorino')",
    ] {
        on_each_database("a forged chain", async |_, settings| {
            let (place, _) = backed_up(&settings).await;
            assert_eq!(place.run(&["verify"]).await.code, Some(0));
            assert!(tamper(&settings, forgery).await > 0, "{forgery}");
            let said = place.run(&["verify"]).await;
            assert_eq!(said.code, Some(1), "{forgery}");
            assert!(
                said.out.contains("events of midorino: the chain is broken first at number 2"),
                "{forgery}: {}",
                said.out
            );
            let backup = place.beside("forged.zip").display().to_string();
            place.must(&["backup", &backup]).await;
            let said = place.run(&["verify", &backup]).await;
            assert!(said.code == Some(1) && said.out.contains("first at number 2"), "{}", said.out);
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_that_was_rewritten_as_a_whole_differs_from_an_earlier_backup() {
    on_each_database("a rewritten chain", async |_, settings| {
        let (place, backup) = backed_up(&settings).await;
        assert_eq!(place.run(&["verify", "--against", &backup]).await.code, Some(0));
        let own = "tenant_id = (SELECT id FROM tenants WHERE slug = 'midorino')";
        assert!(tamper(&settings, &format!("DELETE FROM events WHERE {own}")).await > 0);
        assert!(tamper(&settings, &format!("DELETE FROM chain_heads WHERE {own}")).await > 0);
        assert_eq!(place.run(&["verify"]).await.code, Some(0), "nothing is left that could be broken");
        let said = place.run(&["verify", "--against", &backup]).await;
        assert!(said.code == Some(1) && said.out.contains("not the one that the backup has"), "{}", said.out);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_lost_or_changed_is_named_and_the_backup_is_made_all_the_same() {
    on_each_database("a lost file", async |_, settings| {
        let place = Place::on(&settings, "");
        place.fill().await;
        let at = free_address();
        let mut serving = place.serve(at, &["--without-worker"], &[]).await;
        let clerk = Asker::over(at).becomes("clerk").await;
        for name in ["01_jigyosho_292991.csv", "02_jigyosho_292991.csv"] {
            let list = fs::read(Path::new("sheets/tests/data/01_jigyosho_292991.csv")).unwrap();
            clerk.upload("/t/midorino/imports/new", &[("scope", "own")], &[("file", name, &list)]).await;
        }
        serving.stop().await;
        let tenant = fs::read_dir(place.data.join("files")).unwrap().next().unwrap().unwrap().path();
        let mut files: Vec<_> = fs::read_dir(tenant).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        assert!(files.len() >= 2, "{files:?}");
        fs::remove_file(&files[0]).unwrap();
        fs::OpenOptions::new().append(true).open(&files[1]).unwrap().write_all(b"x").unwrap();
        let said = place.run(&["verify"]).await;
        assert!(said.code == Some(1) && said.out.contains(": missing"), "{}", said.out);
        assert!(said.out.contains(": changed"), "{}", said.out);
        let backup = place.beside("backup.zip").display().to_string();
        let said = place.run(&["backup", &backup]).await;
        assert!(said.code == Some(1) && said.out.contains("missing or changed"), "{}", said.out);
        assert_eq!(place.run(&["verify", &backup]).await.code, Some(1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upgrade_backs_the_database_up_first_and_a_first_start_has_nothing_to_back_up() {
    on_each_database("an upgrade", async |_, settings| {
        let folder = tempfile::tempdir().unwrap();
        let (empty, _) = empty_place(&settings, folder.path()).await;
        let fresh = Place::on(&empty, "");
        let said = fresh.must(&["migrate"]).await;
        assert!(!said.contains("as it was"), "{said}");

        let (place, _) = backed_up(&settings).await;
        tamper(&settings, "DELETE FROM seaql_migrations WHERE version = 'm0008_operations'").await;
        tamper(&settings, "DROP TABLE operations").await;
        let upgrading = Place::on(&as_owner(&settings), "");
        let said = upgrading.must(&["migrate"]).await;
        let backup = said.lines().find_map(|line| line.strip_prefix("the database as it was: ")).unwrap();
        assert_eq!(place.run(&["verify", backup]).await.code, Some(0));
        let again = upgrading.must(&["migrate"]).await;
        assert!(!again.contains("as it was"), "nothing to do, nothing to back up: {again}");

        // It goes back, and is brought up to date on the way. (PostgreSQL makes the schema anew, change after change,
        // and this test took one out of the middle.)
        if matches!(settings, Settings::Sqlite(_)) {
            let folder = tempfile::tempdir().unwrap();
            let (empty, _) = empty_place(&settings, folder.path()).await;
            let restored = Place::on(&empty, "");
            restored.must(&["restore", backup]).await;
            assert_eq!(restored.run(&["verify"]).await.code, Some(0));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_a_newer_program_or_of_the_other_database_is_refused() {
    on_each_database("a backup from elsewhere", async |_, settings| {
        let (place, _) = backed_up(&settings).await;
        tamper(&settings, "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)")
            .await;
        let backup = place.beside("later.zip").display().to_string();
        place.must(&["backup", &backup]).await;
        let folder = tempfile::tempdir().unwrap();
        let (empty, _) = empty_place(&settings, folder.path()).await;
        let said = Place::on(&empty, "").run(&["restore", &backup]).await;
        assert!(said.code == Some(1) && said.err.contains("m9999_later"), "{}", said.err);
        if matches!(settings, Settings::Postgres { .. }) {
            let other = Settings::Sqlite(folder.path().join("hiromeru.sqlite"));
            let said = Place::on(&other, "").run(&["restore", &backup]).await;
            assert!(said.err.contains("restore into the same kind"), "{}", said.err);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bundle_for_support_holds_no_person_no_address_and_no_secret() {
    on_each_database("a support bundle", async |_, settings| {
        let place = Place::on(&settings, "");
        place.fill().await;
        let at = free_address();
        let mut serving = place.serve(at, &[], &[]).await;
        let administrator = Asker::over(at).becomes("administrator").await;
        invite(&administrator, 7).await;
        let typed = [("name", "秘密　花子"), ("email", "canary＠"), ("role", "clerk")];
        administrator.post(super::INVITE, &typed).await;
        administrator.get("/t/midorino/offices?q=canary-query").await;
        serving.stop().await;
        fs::write(place.beside("log"), serving.said()).unwrap();
        let (bundle, log) = (place.beside("bundle.json"), place.beside("log").display().to_string());
        place.must(&["support-bundle", &bundle.display().to_string(), "--logs", &log]).await;
        let text = fs::read_to_string(bundle).unwrap();
        let keys = fs::read_to_string(place.data.join("keys.json")).unwrap();
        let secret = keys.split('"').max_by_key(|word| word.len()).unwrap();
        let session = administrator.cookie("session").or_else(|| administrator.cookie("__Host-session"));
        let mut canaries = vec![
            "招待".to_owned(),
            super::address(7),
            "example".into(),
            "@".into(),
            "canary".into(),
            "秘密".into(),
            "管理".into(),
            "ひだまり".into(),
            "0297".into(),
            secret.to_owned(),
            "postgres://".into(),
            "hiromeru_app".into(),
        ];
        canaries.extend(session);
        for canary in &canaries {
            assert!(!text.contains(canary.as_str()), "{canary} in {text}");
            let logged = serving.said();
            assert!(!logged.contains(canary.as_str()), "{canary} in {logged}");
        }
        let bundle: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(bundle["schema_behind"], 0);
        assert!(bundle["rows"]["accounts"].as_i64().unwrap() > 0);
        let logs = bundle["logs"].as_array().unwrap();
        assert!(logs.iter().any(|line| line["http.route"] == "/t/{tenant}/offices"), "{logs:?}");
    })
    .await;
}
