//! 導入効果の試算 for everybody, in a city's name, and filled for whoever speaks for an office; what it assumes; and 補助制度.

mod kept;

use crate::{
    follow_up::steps::{main, offices},
    subsidies::steps::{account, office, published_now, tenant},
    support::on_each_world,
};
use axum::http::StatusCode;
use domain::adoption::{AdoptionState, Evidence, Source};
use store::{Scope, adoption, partners, software::Heard};

/// The circular's example, with a full-width number and a unit.
const EXAMPLE: &str = "people=%EF%BC%94&partners=89%E3%81%8B%E6%89%80&adopted=45&users=84&estimate=1";

#[tokio::test]
async fn anybody_estimates_and_whoever_speaks_for_an_office_finds_its_partners() {
    on_each_world("the estimate", async |world| {
        let anybody = world.anybody();
        let empty = anybody.get("/simulator").await;
        let words = main(&empty);
        assert_eq!(empty.status, StatusCode::OK);
        assert!(words.contains("試算の前提") && !words.contains("試算の結果"), "{words}");
        assert!(!empty.text.contains("<script"), "no page of everybody's needs a script");
        let no_city = anybody.get("/t/chuokai/simulator").await;
        assert_eq!(no_city.status, StatusCode::NOT_FOUND, "only a municipality has offices of its own");

        let page = main(&anybody.get(&format!("/simulator?{EXAMPLE}")).await);
        for part in [
            "約168,000円",
            "約88,000円から約277,000円の間",
            "20.2%",
            "約147,000円",
            "これは試算です",
            "利用者 84人 × 2.5か所 ＝ 月に210件",
            "167,838円 ÷ 831,600円 ＝ 20.2%",
            "公式の計算式は公表されていません",
            "介護保険最新情報 Vol.1310",
            "返戻",
            "adopted=67&",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        // With more partners the saving rises; the address alone says so.
        let more = main(&anybody.get("/simulator?people=4&partners=89&adopted=60&users=84").await);
        assert!(more.contains("約224,000円") && more.contains("26.9%"), "{more}");

        let wrong =
            anybody.get("/simulator?side=service&people=%E5%9B%9B&partners=10&adopted=11&users=").await;
        let words = main(&wrong);
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in [
            "介護支援専門員の人数は、数字だけで入力してください",
            "取引事業所数（10か所）までの数で入力してください",
            "利用者の人数を入力してください",
            r#"value="四""#,
            r#"value="11""#,
        ] {
            assert!(words.contains(part), "{part}\n{words}");
        }
        assert!(!words.contains("試算の結果"), "{words}");

        // In the city's name: first without a programme, then with one that pays the licence.
        let city = format!("/t/midorino/simulator?{EXAMPLE}");
        let without = main(&anybody.get(&city).await);
        assert!(without.contains("みどり野市には、ライセンス料に使える受付中の補助金がない"), "{without}");
        let programme = published_now(&world).await;
        let with = main(&anybody.get(&city).await);
        let guide = format!("/guide/{programme}");
        for part in ["21,000円の補助を受けたもの", "ライセンス料の負担0円", guide.as_str()]
        {
            assert!(with.contains(part), "{part}\n{with}");
        }

        // Two partners of the register, one of which has adopted.
        let own = office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let known = offices(&world, &["2970999211", "2970999229"]).await;
        let scope = Scope::tenant(tenant(&world, "midorino").await, account(&world, "clerk").await);
        let (now, today) = (world.app.clock.now(), world.app.clock.today());
        let tx = world.app.store.write(&scope).await.unwrap();
        for partner in &known {
            let heard = Heard { basis: "officer", source: None, on: today, now };
            partners::learn(&tx, world.app.clock.id(), own, *partner, heard).await.unwrap();
        }
        let evidence = Evidence {
            state: AdoptionState::Using,
            as_of: today,
            source: Source::Officer,
            recorded_at: now,
            note: String::new(),
        };
        adoption::record(&tx, world.app.clock.id(), known[0], &evidence, None).await.unwrap();
        tx.commit().await.unwrap();
        let hidamari = world.as_person("hidamari").await;
        assert!(main(&hidamari.get("/t/midorino/my").await).contains("/t/midorino/simulator"));
        let filled = main(&hidamari.get("/t/midorino/simulator").await);
        let told = "台帳でわかっている取引事業所は2か所、うち導入しているのは1か所です";
        for part in [told, r#"name="partners" value="2""#, r#"name="adopted" value="1""#] {
            assert!(filled.contains(part), "{part}\n{filled}");
        }
        // The municipality's staff see the same of any office; nobody else does.
        let asked = format!("/t/midorino/simulator?office={own}");
        assert!(main(&world.as_person("clerk").await.get(&asked).await).contains(told));
        for other in [anybody, world.as_person("tsubame").await, world.as_person("misaki-clerk").await] {
            assert!(!main(&other.get(&asked).await).contains("うち導入しているのは"), "not theirs");
        }
    })
    .await;
}
