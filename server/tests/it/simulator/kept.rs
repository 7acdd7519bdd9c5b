//! What 国保中央会 keeps: assumptions with their history, and schemes. Everybody else reads.

use crate::{follow_up::steps::main, support::on_each_world};
use axum::http::StatusCode;
use store::{Scope, schemes};

#[tokio::test]
async fn the_central_federation_adds_a_value_and_every_estimate_follows() {
    on_each_world("assumptions kept", async |world| {
        let (central, clerk) = (world.as_person("central").await, world.as_person("clerk").await);
        let list = main(&clerk.get("/t/midorino/simulator/parameters").await);
        assert!(list.contains("2,100円") && list.contains("いまの値"), "{list}");
        assert!(!list.contains("新しい値を加える"), "a city only reads");
        let wage = "/simulator/parameters/hourly-cost";
        let denied = clerk.get(&format!("/t/midorino{wage}")).await;
        assert_eq!(denied.status, StatusCode::NOT_FOUND);

        let path = format!("/t/chuokai{wage}");
        let seen = central.get(&path).await.hidden("seen").unwrap();
        let typed = |cautious, source| {
            vec![
                ("cautious", cautious),
                ("standard", "２，４００円"),
                ("generous", "2600"),
                ("valid_from", "令和6年7月1日"),
                ("source", source),
                ("seen", seen.as_str()),
            ]
        };
        let wrong = central.post(&path, &typed("2500", "")).await;
        let words = main(&wrong);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in [
            "標準の値は、控えめの値以上、多めの値以下にしてください",
            "出典を入力してください",
            "２，４００円",
        ] {
            assert!(words.contains(part), "{part}\n{words}");
        }
        let added = central.post(&path, &typed("2200", "令和6年度の調査")).await;
        assert_eq!(added.location(), "/t/chuokai/simulator/parameters?done=added");
        let stale = central.post(&path, &typed("2200", "令和6年度の調査（再）")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "somebody added a value since");
        let words = main(&stale);
        assert!(words.contains("令和6年度の調査（再）") && !words.contains("さんさん"), "{words}");

        let list = main(&clerk.get("/t/midorino/simulator/parameters").await);
        for part in ["2,400円", "2,100円", "令和6年度の調査", "国民健康保険中央会"] {
            assert!(list.contains(part), "{part}\n{list}");
        }
        let page = main(&world.anybody().get("/simulator?people=4&partners=89&adopted=45&users=84").await);
        assert!(page.contains("2,400円") && page.contains("約189,000円"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_town_finds_what_it_may_use_and_the_central_federation_keeps_it() {
    on_each_world("schemes kept", async |world| {
        let (central, clerk) = (world.as_person("central").await, world.as_person("clerk").await);
        let list = main(&clerk.get("/t/midorino/schemes").await);
        for part in [
            "公開している補助事業はありません",
            "モデル地域づくり事業",
            "補助上限850万円",
            "次にすること",
            "/t/midorino/software/offices",
        ] {
            assert!(list.contains(part), "{part}\n{list}");
        }
        assert!(!list.contains("東京都福祉保健財団"), "a scheme of another prefecture");
        let programmes = main(&clerk.get("/t/midorino/programmes").await);
        assert!(programmes.contains("/t/midorino/schemes"), "{programmes}");
        let all = main(&central.get("/t/chuokai/schemes").await);
        assert!(all.contains("東京都福祉保健財団") && all.contains("一覧から外す"), "{all}");

        let new = "/t/chuokai/schemes/new";
        let wrong = central.post(new, &[("name", "架空の補助金"), ("as_of", "2030-01-01")]).await;
        let words = main(&wrong);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words.contains("架空の補助金") && words.contains("今日までの日付で"), "{words}");
        let typed = |ends_on, version| {
            vec![
                ("name", "架空の補助金"),
                ("runs", "みどり県"),
                ("prefecture", "29"),
                ("takers", "市町村"),
                ("pays_for", "ライセンス料"),
                ("amount", "2分の1"),
                ("ends_on", ends_on),
                ("next", "県に電話する"),
                ("source", "募集要項"),
                ("as_of", "2024-07-01"),
                ("version", version),
            ]
        };
        let form = central.get(new).await;
        let (csrf, once) = (form.hidden("csrf").unwrap(), form.hidden("once").unwrap());
        let mut sent = typed("", "");
        sent.extend([("csrf", csrf.as_str()), ("once", once.as_str())]);
        for _ in 0..2 {
            let added = central.post_bare(new, &sent).await;
            assert_eq!(added.location(), "/t/chuokai/schemes?done=added", "{}", main(&added));
        }
        let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
        let every = schemes::every(&tx).await.unwrap();
        drop(tx);
        let same = every.iter().filter(|kept| kept.scheme.name == "架空の補助金").count();
        assert_eq!(same, 1, "whoever presses twice adds once");
        assert!(main(&clerk.get("/t/midorino/schemes").await).contains("架空の補助金"));

        let all = central.get("/t/chuokai/schemes").await.text;
        let at = all.find("架空の補助金").unwrap();
        let link = all[at..].split("href=\"").find(|rest| rest.starts_with("/t/chuokai/schemes/")).unwrap();
        let edit = link.split('"').next().unwrap().to_owned();
        let over = central.post(&edit, &typed("2024-06-30", "1")).await;
        assert_eq!(over.location(), "/t/chuokai/schemes?done=saved", "{}", main(&over));
        let list = main(&clerk.get("/t/midorino/schemes").await);
        let (open, past) = list.split_once("終わった制度を見る").unwrap();
        assert!(!open.contains("架空の補助金") && past.contains("架空の補助金"), "{list}");
        let stale = central.post(&edit, &typed("2025-06-30", "1")).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(main(&stale).contains("令和7年6月30日"), "{}", main(&stale));

        let closure = edit.replace("/edit", "/closure");
        for (act, version, there) in [("put-away", "2", false), ("return", "3", true)] {
            let done = central
                .post_from("/t/chuokai/schemes", &closure, &[("act", act), ("version", version)])
                .await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}: {}", main(&done));
            let list = main(&clerk.get("/t/midorino/schemes").await);
            assert_eq!(list.contains("架空の補助金"), there, "{act}: {list}");
        }
    })
    .await;
}
