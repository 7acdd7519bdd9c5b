//! The city's own words in its notices, the register of numbers, and notices that are printed together.

use super::{
    decided,
    review::{Received, received_by},
    steps::published,
};
use crate::support::{World, on_each_world, pdf::Document};
use axum::http::StatusCode;

async fn granted(world: &World) -> Received {
    let programme = published(world, &[]).await;
    decided::granted(world, &programme, "hidamari", "2970999013", "ひだまり").await
}

#[tokio::test]
async fn a_citys_own_words_are_checked_seen_kept_and_change_no_notice_that_exists() {
    on_each_world("wordings", async |world| {
        let before = granted(&world).await;
        let clerk = world.as_person("clerk").await;
        let at = "/t/midorino/notices/wordings/grant";
        let version = clerk.get(at).await.hidden("version").unwrap();
        let wrong = [
            ("version", version.as_str()),
            ("opening", "{{事業者名}}様の申請について{{受付番号"),
            ("seal", "omitted"),
        ];
        let refused = clerk.post(at, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("「{{事業者名}}」は使えません"), "{}", refused.text);
        assert!(refused.text.contains("事業者名}}様の申請について"), "what was typed stays");
        let own = [
            ("version", version.as_str()),
            (
                "opening",
                "{{事業所名}}から{{申請日}}に申請のあった{{補助金名}}を、{{交付決定額}}と決定しました。",
            ),
            ("closing", "請求の手続は不要です。"),
            ("seal", "required"),
        ];
        let mut seen = own.to_vec();
        seen.push(("act", "longest"));
        let preview = clerk.post(at, &seen).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
        Document::read(&preview.bytes).assert_says(&["見本", "請求の手続は不要です。"]);
        let saved = clerk.post(at, &own).await;
        assert_eq!(saved.location(), format!("{at}?done=saved"), "{}", saved.text);
        let stale =
            clerk.post_from(at, at, &[("version", "0"), ("opening", "別の文"), ("seal", "omitted")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text);

        let received =
            received_by(&world, &before.programme, "hidamari", "2970999054", "ひだまり北", &["43"]).await;
        decided::grant(&world, &received.desk).await;
        server::jobs::drain(&world.app).await.unwrap();
        let new = clerk.get(&format!("{}/notice.pdf", received.desk)).await;
        let new = Document::read(&new.bytes);
        new.assert_says(&[
            "ひだまり北から令和6年7月3日に申請のあった",
            "21,000円と決定しました。",
            "請求の手続は不要です。",
        ]);
        assert!(!new.text().contains("公印省略"), "there is room for the seal");
        let old = clerk.get(&format!("{}/notice.pdf", before.desk)).await;
        let old = Document::read(&old.bytes);
        assert!(
            old.text().contains("公印省略") && !old.text().contains("請求の手続は不要"),
            "it prints as it was sent"
        );
    })
    .await;
}

#[tokio::test]
async fn a_voided_number_stays_and_the_decision_gets_another() {
    on_each_world("voided number", async |world| {
        let received = granted(&world).await;
        let notice = decided::notice(&world, &received.own).await;
        let clerk = world.as_person("clerk").await;
        let at = format!("/t/midorino/notices/{notice}/void");
        let empty = clerk.post(&at, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = clerk.post(&at, &[("reason", "宛名の誤りのため")]).await;
        assert_eq!(done.location(), "/t/midorino/notices?done=voided", "{}", done.text);
        server::jobs::drain(&world.app).await.unwrap();
        let register = clerk.get("/t/midorino/notices").await;
        for told in ["みどり介第1号", "みどり介第2号", "宛名の誤りのため", "無効", "有効"]
        {
            assert!(register.text.contains(told), "{told}: {}", register.text);
        }
        assert_eq!(clerk.get(&at).await.status, StatusCode::NOT_FOUND, "voided once");
        let hidamari = world.as_person("hidamari").await;
        let shown = hidamari.get(&format!("{}/notice.pdf", received.own)).await;
        Document::read(&shown.bytes).assert_says(&["みどり介第2号"]);
    })
    .await;
}

#[tokio::test]
async fn notices_of_some_days_come_in_one_file_as_single_files_and_for_window_envelopes() {
    on_each_world("bundles", async |world| {
        let received = granted(&world).await;
        let second =
            received_by(&world, &received.programme, "hidamari", "2970999054", "ひだまり北", &["43"]).await;
        decided::grant(&world, &second.desk).await;
        server::jobs::drain(&world.app).await.unwrap();
        let clerk = world.as_person("clerk").await;
        let wrong = clerk.get("/t/midorino/notices?from=%E3%81%82&until=2024-07-31").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let found = clerk.get("/t/midorino/notices?from=R6.7.1&until=R6.7.31").await;
        assert!(found.text.contains("通知書は2通です"), "{}", found.text);
        let bundle =
            |form: &str| format!("/t/midorino/notices/bundle?from=2024-07-01&until=2024-07-31&form={form}");
        let one = clerk.get(&bundle("pdf")).await;
        let document = Document::read(&one.bytes);
        assert_eq!(document.pages.len(), 2);
        document.assert_says(&["みどり介第1号", "みどり介第2号"]);
        let archive = clerk.get(&bundle("zip")).await;
        let archive = zip::ZipArchive::new(std::io::Cursor::new(archive.bytes)).unwrap();
        let names: Vec<_> = archive.file_names().collect();
        assert_eq!(names.len(), 2, "{names:?}");
        // Both have a mail address: nothing goes by post.
        let none = clerk.get(&bundle("letters")).await;
        assert_eq!(none.status, StatusCode::SEE_OTHER);
    })
    .await;
}
