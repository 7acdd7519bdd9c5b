//! Forms, versions, cards, and what everybody may have.

use super::steps::{LIST, material, moved};
use crate::{subsidies::steps::PNG, support::on_each_world};
use axum::http::StatusCode;

const PUBLIC: &str = "/t/midorino/public/materials";

#[tokio::test]
async fn what_is_for_municipalities_goes_to_no_office() {
    on_each_world("materials for municipalities", async |world| {
        let clerk = world.as_person("clerk").await;
        let slides = [("kind", "slides"), ("title", "ウェビナーのスライド"), ("audience", "municipalities")];
        let shown: Vec<_> = slides.iter().copied().chain([("shown", "yes")]).collect();
        let refused = clerk.post(&format!("{LIST}/new"), &shown).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("事業所には、ヘルプデスクサイトの資材を使ってください"),
            "{}",
            refused.text
        );
        assert!(refused.text.contains("ウェビナーのスライド"), "nothing typed is lost");
        assert_eq!(clerk.post(&format!("{LIST}/new"), &slides).await.status, StatusCode::SEE_OTHER);
        assert!(!world.anybody().get(PUBLIC).await.text.contains("ウェビナーのスライド"));
        let printed =
            material(&clerk, &[("kind", "other"), ("audience", "municipalities"), ("shown", "")]).await;
        moved(&world, &clerk, &printed, "received", "10", &[]).await;
        let office = [("to", "office"), ("office", "2970999013")];
        let refused = moved(&world, &clerk, &printed, "handed_out", "1", &office).await;
        assert!(refused.text.contains("事業所に渡せません"), "{}", refused.text);
        let city = [("to", "other"), ("name", "さとのもり市")];
        assert_eq!(
            moved(&world, &clerk, &printed, "handed_out", "1", &city).await.status,
            StatusCode::SEE_OTHER
        );
    })
    .await;
}

#[tokio::test]
async fn everybody_has_the_newest_version_and_officers_all_of_them() {
    on_each_world("versions of a material", async |world| {
        let clerk = world.as_person("clerk").await;
        let leaflet = material(&clerk, &[]).await;
        let new = format!("{leaflet}/versions/new");
        let neither = clerk.upload(&new, &[], &[]).await;
        assert!(neither.text.contains("ファイルを選ぶか、リンクを入力してください"), "{}", neither.text);
        let script = clerk.upload(&new, &[], &[("file", "a.pdf", b"<html><script>".as_slice())]).await;
        assert_eq!(script.status, StatusCode::UNPROCESSABLE_ENTITY, "judged by what it is");
        let runs = clerk.upload(&new, &[("link", "javascript:alert(1)")], &[]).await;
        assert!(runs.text.contains("「https://」から始まるアドレス"), "{}", runs.text);
        let id = leaflet.rsplit('/').next().unwrap();
        let public_file = format!("{PUBLIC}/{id}/file");
        let anybody = world.anybody();
        assert_eq!(anybody.get(&public_file).await.status, StatusCode::NOT_FOUND);
        assert!(anybody.get(PUBLIC).await.text.contains("下の窓口で渡しています"));
        clerk.upload(&new, &[], &[("file", "リーフレット.png", PNG)]).await;
        assert_eq!(anybody.get(&public_file).await.bytes, PNG);
        assert_eq!(
            world.as_person("viewer").await.get(&format!("{leaflet}/versions/1/file")).await.bytes,
            PNG
        );
        clerk.upload(&new, &[("link", "https://www.careplan-renkei-support.jp/")], &[]).await;
        assert_eq!(anybody.get(&public_file).await.status, StatusCode::NOT_FOUND, "the newest is a link");
        let page = anybody.get(PUBLIC).await.text;
        assert!(page.contains("href=\"https://www.careplan-renkei-support.jp/\""), "{page}");
        assert_eq!(clerk.get(&format!("{leaflet}/versions/1/file")).await.bytes, PNG, "what was stays");

        let edit = format!("{leaflet}/edit");
        let version = clerk.get(&edit).await.hidden("version").unwrap();
        let hidden = [
            ("version", version.as_str()),
            ("kind", "leaflet"),
            ("title", "新しい名前"),
            ("audience", "offices"),
        ];
        assert_eq!(clerk.post(&edit, &hidden).await.status, StatusCode::SEE_OTHER);
        assert!(!anybody.get(PUBLIC).await.text.contains("新しい名前"));
        let late = clerk.post(&edit, &hidden).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.text.contains("佐藤 葵"), "who was faster: {}", late.text);
    })
    .await;
}

#[tokio::test]
async fn a_card_is_designed_and_printed_on_both_sides() {
    on_each_world("cards", async |world| {
        let clerk = world.as_person("clerk").await;
        let card = material(&clerk, &[("kind", "card"), ("title", "窓口のカード")]).await;
        let (design, pdf) = (format!("{card}/card"), format!("{card}/card.pdf"));
        assert_eq!(clerk.get(&pdf).await.status, StatusCode::NOT_FOUND, "nothing stands on it yet");
        let suggested = clerk.get(&design).await.text;
        assert!(suggested.contains("0120-584-708") && suggested.contains("みどり野市"), "{suggested}");
        let empty = clerk.post(&design, &[("front_title", ""), ("card_link", "example")]).await;
        assert!(empty.text.contains("表の大きな文字を入力してください"), "{}", empty.text);
        let typed = [
            ("front_title", "ケアプランデータ連携システム"),
            ("front_text", "ケアプランをパソコンで"),
            ("back_title", "お問い合わせ"),
            ("back_text", "みどり野市 介護保険課"),
            ("card_link", "https://www.careplan-renkei-support.jp/"),
        ];
        assert_eq!(clerk.post(&design, &typed).await.status, StatusCode::SEE_OTHER);
        let printed = clerk.get(&pdf).await;
        assert_eq!(
            (printed.status, &printed.headers["content-type"]),
            (StatusCode::OK, &"application/pdf".parse().unwrap())
        );
        assert!(printed.bytes.starts_with(b"%PDF"));
        let leaflet = material(&clerk, &[]).await;
        let other = clerk.get(&format!("{leaflet}/card")).await;
        assert_eq!(other.location(), leaflet, "a leaflet is printed elsewhere");
    })
    .await;
}
