use super::steps;
use crate::support::on_each_world;
use axum::http::StatusCode;
use mail_parser::{MessageParser, MimeHeaders as _};
use server::jobs;

#[tokio::test]
async fn who_waits_stands_in_the_timeline_and_gets_nothing_for_the_calendar() {
    on_each_world("a line in the timeline", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 1).await;
        let hidamari = world.as_person("hidamari").await;
        let placed = steps::register(&hidamari, demo, &[("people", "1")]).await;
        let komorebi = world.as_person("komorebi").await;
        let typed = [("people", "1"), ("wait", "yes"), ("email", "k@komorebi.example.jp")];
        let waits = steps::register(&komorebi, demo, &typed).await;
        assert!(waits.location().contains("waits"), "{} {}", waits.location(), waits.text);
        let own = waits.location().split('?').next().unwrap().to_owned();
        let change = [("people", "1"), ("name", "木下 光"), ("email", "k@komorebi.example.jp")];
        let changed = komorebi.post(&own, &change).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text);
        jobs::drain(&world.app).await.unwrap();
        let folder = world.app.mail.folder().unwrap();
        let mut subjects = Vec::new();
        for file in std::fs::read_dir(folder.path().join("new")).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|end| end != "eml") {
                continue;
            }
            let bytes = std::fs::read(path).unwrap();
            let mail = MessageParser::default().parse(&bytes).unwrap();
            if mail.to().unwrap().first().unwrap().address() == Some("k@komorebi.example.jp") {
                let calendar = mail.parts.iter().any(|part| part.is_content_type("text", "calendar"));
                assert!(!calendar, "{:?}", mail.subject());
                subjects.push(mail.subject().unwrap_or_default().to_owned());
            }
        }
        assert!(subjects.iter().any(|one| one.contains("変更")), "{subjects:?}");

        let gone = placed.location().split('?').next().unwrap();
        hidamari.post(&format!("{gone}/cancellation"), &[]).await;
        jobs::drain(&world.app).await.unwrap();
        let page = world.as_person("clerk").await.get(&format!("/t/midorino/demos/{demo}")).await.text;
        for words in
            ["キャンセル待ちの申込みがありました", "キャンセル待ちの事業所に席を取り置きました", "自動"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_city_that_came_along_invites_its_own_and_the_other_sees_how_many() {
    on_each_world("invitations of a companion", async |world| {
        steps::federation(&world).await;
        let (clerk, misaki) = (world.as_person("clerk").await, world.as_person("misaki-clerk").await);
        let lead = steps::session(&clerk.post("/t/midorino/demos/new", &steps::typed(&[])).await);
        let other =
            steps::session(&misaki.post("/t/misaki/demos/new", &steps::typed(&[("people", "12")])).await);
        let both = [("request", lead.to_string()), ("request", other.to_string())];
        let both: Vec<(&str, &str)> = both.iter().map(|(name, id)| (*name, id.as_str())).collect();
        let mori = world.as_person("federation").await;
        let done =
            mori.post_from("/t/midori-kokuhoren/demos/pools", "/t/midori-kokuhoren/demos/pools", &both).await;
        assert!(done.location().ends_with("?done=joined"), "{}", done.text);
        assert_eq!(steps::confirm(&world, lead, "1", 0, "20").await.status, StatusCode::SEE_OTHER);
        let path = format!("/t/misaki/demos/{lead}/invitations");
        let page = misaki.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        let nothing = misaki.post(&path, &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nothing.text.contains("対象リストから選んでください"), "{}", nothing.text);
        steps::invited_in(&world, "misaki", lead).await;
        let list = misaki.get(&path).await.text;
        assert!(list.contains("みさき苑"), "{list}");
        let own = clerk.get(&format!("/t/midorino/demos/{lead}/invitations")).await.text;
        assert!(!own.contains("みさき苑"), "whom the other city told is its own: {own}");
        let page = clerk.get(&format!("/t/midorino/demos/{lead}")).await.text.replace("<!>", "");
        assert!(page.contains("案内 1事業所　申込み 0事業所 0人") && !page.contains("みさき苑"), "{page}");
    })
    .await;
}
