//! Attachments: judged by their content, examined by a child, taken away again.

use super::steps::{PNG, attached, begin, fill, office, published, submit, tenant};
use crate::support::on_each_world;
use axum::http::StatusCode;
use domain::attachments::Page;
use server::app::App;
use std::{env, fs, os::unix::fs::PermissionsExt as _, sync::Arc};
use store::{Scope, subsidies::attachments};
use uuid::Uuid;

#[tokio::test]
async fn a_file_is_judged_by_its_content_and_never_by_its_name() {
    on_each_world("file judged by content", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = begin(&hidamari, &programme, first).await;
        let path = format!("{application}/documents/licence_proof");
        let none = hidamari.upload(&path, &[], &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("添付するファイルを選んでください"));
        for (name, bytes, told) in [
            (
                "領収書.pdf",
                b"<html><script>alert(1)</script>".as_slice(),
                "Webページのファイルは添付できません",
            ),
            ("領収書.pdf", b"".as_slice(), "ファイルが空です"),
            (
                "a.pdf",
                b"PK\x03\x04 [Content_Types].xml xl/".as_slice(),
                "ExcelやWordのファイルは添付できません",
            ),
            ("a.png", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;".as_slice(), "この種類の画像は読めません"),
        ] {
            let refused = hidamari.upload(&path, &[], &[("file", name, bytes)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            assert!(refused.text.contains(told), "{told}: {}", refused.text);
        }
        let large = vec![0x20; 10 * 1024 * 1024 + 1];
        let refused = hidamari.upload(&path, &[], &[("file", "大.pdf", &large)]).await;
        assert!(refused.text.contains("10MBまで"), "{}", refused.text);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_examined_after_it_arrived_and_an_unreadable_one_says_what_to_do() {
    on_each_world("file examined", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = begin(&hidamari, &programme, first).await;
        let list = format!("{application}/documents");
        let path = format!("{list}/licence_proof");
        let broken = [PNG[..40].to_vec(), vec![0; 8]].concat();
        let sent = hidamari.upload(&path, &[], &[("file", "../../途中.png", &broken)]).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, list.as_str()), "{}", sent.text);
        assert!(hidamari.get(&list).await.text.contains("検査中"));
        server::jobs::drain(&world.app).await.unwrap();
        let page = hidamari.get(&list).await;
        assert!(
            page.text.contains("読めません") && page.text.contains("ファイルが壊れています"),
            "{}",
            page.text
        );
        assert!(page.text.contains("途中.png") && !page.text.contains("../"), "a name is never a path");
        assert!(hidamari.get(&application).await.text.contains("入力中"));

        hidamari.upload(&path, &[], &[("file", "完了画面.png", PNG)]).await;
        server::jobs::drain(&world.app).await.unwrap();
        let page = hidamari.get(&list).await;
        assert!(page.text.contains("OK（1ページ）"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn the_child_that_draws_a_foreign_file_knows_nothing_of_the_configuration() {
    on_each_world("the drawing child's environment", async |world| {
        let folder = tempfile::tempdir().unwrap();
        let child = folder.path().join("child");
        fs::write(&child, "#!/bin/sh\nexport -p > \"$0.environment\"\nkill -9 $$\n").unwrap();
        fs::set_permissions(&child, fs::Permissions::from_mode(0o700)).unwrap();
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = begin(&hidamari, &programme, first).await;
        let path = format!("{application}/documents/licence_proof");
        hidamari.upload(&path, &[], &[("file", "a.png", PNG)]).await;
        let app = App { program: Arc::new(child), ..world.app.clone() };
        assert_eq!(server::jobs::drain(&app).await.unwrap(), 1);
        let known = fs::read_to_string(folder.path().join("child.environment")).unwrap();
        assert!(env::var("CARGO_MANIFEST_DIR").is_ok(), "this process has an environment to keep from it");
        assert!(!known.contains("CARGO_MANIFEST_DIR") && !known.contains("HIROMERU"), "{known}");
        let page = hidamari.get(&format!("{application}/documents")).await;
        assert!(page.text.contains("読めません"), "what killed the child is said: {}", page.text);
    })
    .await;
}

#[tokio::test]
async fn an_attached_file_is_saved_and_never_shown_and_can_be_taken_away() {
    on_each_world("file taken away", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        office(&world, "komorebi", "2970999021", "こもれび", "292991", &["15"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = begin(&hidamari, &programme, first).await;
        fill(&world, &hidamari, &application).await;
        let page = hidamari.get(&format!("{application}/documents")).await;
        let at = page.text.find("/attachments/").unwrap() + "/attachments/".len();
        let file = format!("{application}/attachments/{}", &page.text[at..at + 36]);
        let saved = hidamari.get(&file).await;
        assert_eq!(saved.bytes, PNG);
        assert!(saved.headers["content-disposition"].to_str().unwrap().starts_with("attachment; "));
        assert_eq!(saved.headers["content-security-policy"], "default-src 'none'; sandbox");
        assert_eq!(world.as_person("komorebi").await.get(&file).await.status, StatusCode::NOT_FOUND);
        let removal = format!("{file}/removal");
        assert!(hidamari.get(&removal).await.text.contains("完了画面.png"));
        assert_eq!(hidamari.post(&removal, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(hidamari.get(&file).await.status, StatusCode::NOT_FOUND);
        assert!(
            hidamari.get(&format!("{application}/documents")).await.text.contains("まだ添付していません")
        );
    })
    .await;
}

#[tokio::test]
async fn a_document_of_an_earlier_application_serves_again_and_nobody_elses_does() {
    on_each_world("documents used again", async |world| {
        let (earlier, now) = (published(&world, &[]).await, published(&world, &[]).await);
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let received = super::steps::complete(&world, &hidamari, &earlier, first).await;
        let file = attached(&hidamari, &received).await;
        submit(&hidamari, &received).await;
        let begin_page = hidamari.get(&format!("/t/midorino/my/programmes/{now}/applications/new")).await;
        assert!(begin_page.text.contains("前回の申請（R6-0001）から"), "{}", begin_page.text);
        let again = begin(&hidamari, &now, first).await;
        let contact = hidamari.get(&format!("{again}/contact")).await;
        assert!(contact.text.contains("株式会社ひだまり介護"), "{}", contact.text);
        let page = hidamari.get(&format!("{again}/documents")).await;
        assert!(page.text.contains("前回の書類を使う：完了画面.png（R6-0001）"), "{}", page.text);
        let documents = format!("{again}/documents");
        let reuse = format!("{documents}/licence_proof/reuse");
        hidamari.post_from(&documents, &reuse, &[("attachment", &file)]).await;
        let page = hidamari.get(&documents).await;
        assert!(
            page.text.contains("OK（1ページ）") && !page.text.contains("前回の書類を使う"),
            "{}",
            page.text
        );

        let other = office(&world, "tsubame", "2970999039", "つばめ", "292991", &["11"]).await;
        let tsubame = world.as_person("tsubame").await;
        let own = begin(&tsubame, &now, other).await;
        let documents = format!("{own}/documents");
        let reuse = format!("{documents}/licence_proof/reuse");
        let refused = tsubame.post_from(&documents, &reuse, &[("attachment", &file)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("ファイルを選んで添付してください"), "{}", refused.text);
        let page = tsubame.get(&documents).await;
        assert!(page.text.contains("まだ添付していません"), "somebody else's file: {}", page.text);
    })
    .await;
}

#[tokio::test]
async fn an_applicant_says_on_which_page_the_evidence_is_and_the_desk_opens_there() {
    on_each_world("page of the evidence", async |world| {
        let programme = published(&world, &[]).await;
        let first = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = begin(&hidamari, &programme, first).await;
        fill(&world, &hidamari, &application).await;
        let list = format!("{application}/documents");
        let file = attached(&hidamari, &application).await;
        assert!(!hidamari.get(&list).await.text.contains("見てほしいページ"), "one page is not looked for");
        // As if it had three.
        let page = Page { file: Uuid::nil().to_string(), width: 10, height: 14 };
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.write(&scope).await.unwrap();
        let pages = Ok(vec![page.clone(), page.clone(), page]);
        attachments::examined(&tx, file.parse().unwrap(), &pages, world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();

        let (field, path) = (format!("page-{file}"), format!("{application}/attachments/{file}/page"));
        let outside = hidamari.post_from(&list, &path, &[(&field, "４")]).await;
        assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["1から3までの番号を入力してください", "４"] {
            assert!(outside.text.contains(told), "{told}: {}", outside.text);
        }
        let marked = hidamari.post_from(&list, &path, &[(&field, "２ページ")]).await;
        assert_eq!((marked.status, marked.location()), (StatusCode::SEE_OTHER, list.as_str()));
        assert!(hidamari.get(&list).await.text.contains("見てほしいページ：2ページ目"));
        submit(&hidamari, &application).await;
        let id = application.rsplit('/').next().unwrap();
        let desk = world.as_person("clerk").await.get(&format!("/t/midorino/applications/{id}")).await.text;
        for told in
            [format!("href=\"#page-{file}-2\""), format!("id=\"page-{file}-2\""), "（2ページ目）".into()]
        {
            assert!(desk.contains(&told), "{told}: {desk}");
        }
    })
    .await;
}
