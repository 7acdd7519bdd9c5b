//! `/`, `/home`, `/t/{tenant}`, `/t/{tenant}/my`, `/accessibility`: where everybody starts.

use crate::{
    subsidies::steps::{complete, office, published, submit},
    support::on_each_world,
};
use axum::http::StatusCode;

#[tokio::test]
async fn everybody_is_led_to_a_home_of_their_own() {
    on_each_world("homes", async |world| {
        for (person, home, words) in [
            ("clerk", "/t/midorino", "事業所の一覧を取り込む"),
            ("approver", "/t/midorino", "補助事業を作り、公開する"),
            ("viewer", "/t/midorino", "台帳、申請、補助事業を見ることができます。"),
            ("administrator", "/t/midorino", "はじめに"),
            ("misaki-clerk", "/t/misaki", "はじめに"),
            ("prefecture", "/t/midori-ken", "令和6年度の県内の実績集計"),
            ("federation", "/t/midori-kokuhoren", "日程を決める依頼"),
            ("central", "/t/chuokai", "いま回答する依頼はありません。"),
        ] {
            let asker = world.as_person(person).await;
            let answer = asker.get("/home").await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, home), "{person}");
            let answer = asker.get(home).await;
            assert_eq!(answer.status, StatusCode::OK, "{person}");
            assert!(answer.text.contains(words), "{person}: {}", answer.text);
        }
    })
    .await;
}

#[tokio::test]
async fn the_first_day_leads_who_keeps_the_register_and_nobody_else() {
    on_each_world("first day", async |world| {
        let home = async |person| world.as_person(person).await.get("/t/midorino").await.text;
        let midorino = home("clerk").await;
        assert!(
            midorino.contains("href=\"/t/midorino/programmes/new\" class=\"button\""),
            "offices, no programme: {midorino}"
        );
        assert!(!home("viewer").await.contains("class=\"button\""));
        assert!(!home("approver").await.contains("class=\"button\""));
    })
    .await;
}

#[tokio::test]
async fn the_home_of_another_house_is_not_there() {
    on_each_world("other homes", async |world| {
        let clerk = world.as_person("clerk").await;
        for path in ["/t/misaki", "/t/midori-ken", "/t/midorino/my", "/t/nowhere"] {
            let answer = clerk.get(path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(answer.text.contains("ページが見つかりません"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_comes_by_sees_the_people_to_be_and_what_is_promised() {
    on_each_world("visitors", async |world| {
        let anybody = world.anybody();
        for path in ["/", "/demo"] {
            let demo = anybody.get(path).await.text;
            assert!(demo.contains("佐藤 葵") && demo.contains("この人になる"), "{path}: {demo}");
            assert!(demo.contains("You are a visitor who has not signed in."), "{path}: {demo}");
        }
        let policy = anybody.get("/accessibility").await;
        assert_eq!(policy.status, StatusCode::OK);
        assert!(policy.text.contains("JIS X 8341-3:2016"));
    })
    .await;
}

#[tokio::test]
async fn the_foot_of_a_citys_page_names_the_city_and_of_nobodys_page_the_helpdesk() {
    on_each_world("whom to ask", async |world| {
        let foot = async |path: &str| {
            let page = world.anybody().get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
            page.text[page.text.find("<footer").unwrap()..].to_owned()
        };
        let city = foot("/t/midorino/guide").await;
        assert!(city.contains("みどり野市") && city.contains("tel:0741001000"), "{city}");
        assert!(!city.contains("0120-584-708"), "{city}");
        let nobodys = foot("/accessibility").await;
        assert!(nobodys.contains("ケアプランデータ連携システム ヘルプデスク"), "{nobodys}");
        assert!(nobodys.contains("tel:0120584708"), "{nobodys}");
    })
    .await;
}

#[tokio::test]
async fn a_list_of_the_home_page_leads_to_the_same_list_whole() {
    on_each_world("from the home page to the list", async |world| {
        let programme = published(&world, &[]).await;
        let hidamari = world.as_person("hidamari").await;
        // One more than the home page shows.
        for number in ["2970999013", "2970999054", "2970999062", "2970999070", "2970999088", "2970999096"] {
            let id = office(&world, "hidamari", number, "ひだまり", "292991", &["43"]).await;
            let own = complete(&world, &hidamari, &programme, id).await;
            assert_eq!(submit(&hidamari, &own).await.location(), format!("{own}/receipt"));
        }
        let clerk = world.as_person("clerk").await;
        let unowned = "/t/midorino/applications?st=submitted&v=unowned";
        let home = clerk.get("/t/midorino").await.text;
        assert!(home.contains(&format!("href=\"{}\"", unowned.replace('&', "&amp;"))), "{home}");
        let list = clerk.get(unowned).await.text;
        let row = &list[list.find("row-link").unwrap()..];
        let first = &row[row.find("/t/midorino/applications/").unwrap()..];
        let desk = first[..first.find(['?', '"']).unwrap()].to_owned();
        let version = clerk.get(&desk).await.hidden("version").unwrap();
        let taken = [("version", version.as_str()), ("act", "take")];
        let taken = clerk.post_from(&desk, &format!("{desk}/assignment"), &taken).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        assert!(!clerk.get(unowned).await.text.contains(&desk), "what was taken is nobody's no more");
    })
    .await;
}

#[tokio::test]
async fn letters_grow_where_one_is() {
    on_each_world("text size", async |world| {
        let anybody = world.anybody();
        let answer = anybody
            .post_from("/accessibility", "/text-size", &[("next", "/accessibility"), ("size", "largest")])
            .await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/accessibility"));
        assert!(anybody.get("/accessibility").await.text.contains("class=\"text-largest\""));
    })
    .await;
}
