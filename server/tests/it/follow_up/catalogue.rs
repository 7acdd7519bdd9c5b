//! 介護ソフト: what 国保中央会 keeps is everybody's, what a city adds is its own; names are matched; offices are found.

use super::steps::{central, claim, good, main, offices, product};
use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use domain::{
    ids::{SoftwareProductId, SoftwareVendorId},
    software::VendorForm,
};
use store::{Scope, software};

/// A product that 国保中央会 keeps, with what it says of it.
async fn kept_for_all(
    world: &World,
    vendor: &str,
    name: &str,
    said: (&str, &str, &str),
) -> SoftwareProductId {
    let house = central(world).await;
    let tx = world.app.store.write(&Scope::tenant_by_system(house, "test")).await.unwrap();
    let (of, id): (SoftwareVendorId, SoftwareProductId) = (world.app.clock.id(), world.app.clock.id());
    let now = world.app.clock.now();
    let vendor = VendorForm { name: vendor.into(), url: String::new() };
    software::add_vendor(&tx, of, &vendor, true, now).await.unwrap();
    software::add_product(&tx, id, of, &product(name), now).await.unwrap();
    claim(&tx, world, world.app.clock.id(), id, said).await;
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn everybody_reads_what_the_central_federation_keeps_and_nobody_else_what_a_city_adds() {
    on_each_world("software houses", async |world| {
        let shared = kept_for_all(&world, "かくう電機", "かくうケア", ("v4", "yes", "2024-04-01")).await;
        let clerk = world.as_person("clerk").await;
        let typed = [("vendor_name", "まちの電算"), ("name", "まちケア"), ("aliases", "町ケア\n")];
        let own = good(&clerk, "/t/midorino/software/new", &typed).await;
        let list = main(&clerk.get("/t/midorino/software").await);
        assert!(
            list.contains("かくうケア") && list.contains("まちケア") && list.contains("架空の会社"),
            "{list}"
        );
        let other = world.as_person("misaki-clerk").await;
        let theirs = main(&other.get("/t/misaki/software").await);
        assert!(theirs.contains("かくうケア") && !theirs.contains("まちケア"), "{theirs}");
        let id = own.split(['/', '?']).nth(4).unwrap();
        assert_eq!(other.get(&format!("/t/misaki/software/{id}")).await.status, StatusCode::NOT_FOUND);
        // What it keeps for everybody, nobody else changes; what one learnt of it stands in one's own house.
        assert_eq!(
            clerk.get(&format!("/t/midorino/software/{shared}/edit")).await.status,
            StatusCode::NOT_FOUND
        );
        let said = [
            ("standard", "v4_1"),
            ("conforms", "planned"),
            ("as_of", "2024-07-01"),
            ("source", "窓口で聞いた版"),
        ];
        let path = format!("/t/midorino/software/{shared}");
        let answer = clerk.post_from(&path, &format!("{path}/conformances"), &said).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", main(&answer));
        assert!(main(&clerk.get(&path).await).contains("窓口で聞いた版"));
        assert!(!main(&other.get(&format!("/t/misaki/software/{shared}")).await).contains("窓口で聞いた版"));
        let future = [("standard", "v4"), ("conforms", "yes"), ("as_of", "2024-07-04"), ("source", "案内")];
        let wrong = clerk.post_from(&path, &format!("{path}/conformances"), &future).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(main(&wrong).contains("対応予定"), "{}", main(&wrong));
        let twice = clerk.post("/t/midorino/software/new", &typed).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "the vendor is there");
    })
    .await;
}

#[tokio::test]
async fn offices_are_found_by_what_their_software_can_and_a_name_is_matched_for_all_who_wrote_it() {
    on_each_world("software offices", async |world| {
        kept_for_all(&world, "かくう電機", "かくうケア", ("v4", "yes", "2024-04-01")).await;
        let old = kept_for_all(&world, "むかし電算", "むかしケア", ("v4", "no", "2024-04-01")).await;
        let made = offices(&world, &["2970999211", "2970999229", "2970999237"]).await;
        let clerk = world.as_person("clerk").await;
        let uses = [(made[0], "かくう電機　ｶｸｳｹｱ"), (made[1], "むかしケア"), (made[2], "昔のやつ")];
        for (office, name) in uses {
            let card = format!("/t/midorino/offices/{office}");
            let answer = clerk.post_from(&card, &format!("{card}/software"), &[("software", name)]).await;
            assert!(answer.location().contains("done=software"), "{}", answer.location());
        }
        let of = async |linking: &str| {
            main(&clerk.get(&format!("/t/midorino/software/offices?linking={linking}")).await)
        };
        assert!(of("yes").await.contains("伴走事業所21"));
        let cannot = of("no").await;
        assert!(cannot.contains("伴走事業所22") && !cannot.contains("伴走事業所23"), "{cannot}");
        assert!(!of("yes").await.contains("伴走事業所22"));

        // Offices that wrote a name before its product was registered have the product then.
        let card = format!("/t/midorino/offices/{}", made[0]);
        clerk.post_from(&card, &format!("{card}/software"), &[("software", "あとから")]).await;
        let names = main(&clerk.get("/t/midorino/software/names").await);
        assert!(names.contains("あとから") && names.contains("/software/new?name="), "{names}");
        let typed = [("vendor_name", "まちの電算"), ("name", "あとから")];
        good(&clerk, "/t/midorino/software/new", &typed).await;

        let names = clerk.get("/t/midorino/software/names").await;
        assert!(
            main(&names).contains("昔のやつ") && !main(&names).contains(">あとから<"),
            "{}",
            main(&names)
        );
        let key = domain::software::name_key("昔のやつ");
        let chosen = old.to_string();
        let typed = [("key", key.as_str()), ("field", "product-0"), ("product-0", chosen.as_str())];
        let matched = good(&clerk, "/t/midorino/software/names", &typed).await;
        assert!(matched.ends_with("matched=1"), "{matched}");
        assert!(of("no").await.contains("伴走事業所23"));
        let saved = clerk.get("/t/midorino/software/offices/export?linking=no&format=csv").await;
        assert!(saved.text.contains("2970999229") && saved.text.contains("2970999237"), "{}", saved.text);

        // Somebody knows since when it is used: offices are counted for any day.
        let card = format!("/t/midorino/offices/{}", made[0]);
        let known = [("software", uses[0].1), ("software_as_of", "2024-06-01")];
        let answer = clerk.post_from(&card, &format!("{card}/software"), &known).await;
        assert!(answer.location().contains("done=software"), "{}", answer.location());
        assert!(main(&clerk.get(&card).await).contains("令和6年6月1日から（令和6年7月3日、職員の記録）"));
        let using = async |on: &str| {
            let page = main(&clerk.get(&format!("/t/midorino/software?on={on}")).await);
            let (_, row) = page.split_once("かくうケア").unwrap();
            let (_, cell) = row.split_once("class=\"number\">").unwrap();
            cell.split('件').next().unwrap().to_owned()
        };
        let counts = [using("2024-05-31").await, using("2024-06-01").await, using("").await];
        assert_eq!(counts, ["0", "1", "1"]);
        let wrong = clerk.get("/t/midorino/software?on=2024-07-04").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(main(&wrong).contains("数える日は、今日までの日付で入力してください"));

        // It uses the old one no longer.
        let card = format!("/t/midorino/offices/{}", made[1]);
        let page = clerk.get(&card).await;
        let at = page.text.find("/software/").map(|at| page.text[at..].split('"').next().unwrap().to_owned());
        let end =
            page.text.match_indices("/software/").map(|(at, _)| page.text[at..].split('"').next().unwrap());
        let end = end.filter(|path| path.ends_with("/end")).last().unwrap_or_else(|| panic!("{at:?}"));
        let ended = clerk.post_from(&card, &format!("{card}{end}"), &[]).await;
        assert!(ended.location().contains("software-ended"), "{}", ended.location());
        assert!(!of("no").await.contains("伴走事業所22"));
        assert!(main(&clerk.get(&card).await).contains("まで"));
    })
    .await;
}

#[tokio::test]
async fn a_pasted_table_is_taken_over_whole_or_not_at_all() {
    on_each_world("software table", async |world| {
        let clerk = world.as_person("clerk").await;
        let wrong = "まちの電算\tまちケア\tV4\t対応\t令和6年4月1日\t案内\nまちの電算\tまちケア\tV9\t対応\t令和6年4月1日\t案内";
        let answer = clerk.post("/t/midorino/software/import", &[("table", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(main(&answer).contains("2行目：標準仕様は"), "{}", main(&answer));
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let named = async |name: &str| {
            let tx = world.app.store.read(&scope).await.unwrap();
            let known = software::catalogue(&tx).await.unwrap();
            known.products.into_iter().filter(|product| product.name == name).collect::<Vec<_>>()
        };
        assert!(named("まちケア").await.is_empty(), "nothing was taken over");
        let good_table = wrong.replace("V9", "V4.1");
        for _ in 0..2 {
            good(&clerk, "/t/midorino/software/import", &[("table", &good_table)]).await;
        }
        let products = named("まちケア").await;
        assert_eq!((products.len(), products[0].said.len()), (1, 2), "twice is once");
    })
    .await;
}
