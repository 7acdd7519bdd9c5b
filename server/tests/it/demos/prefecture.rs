use super::steps;
use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use domain::ids::DemoId;
use store::{Scope, demos::members, tenants};

const ASK: &str = "/t/midori-ken/demos/requests/cities";

/// The members of the federation with these names, as the form sends them.
pub async fn cities(world: &World, names: &[&str]) -> Vec<String> {
    let scope = Scope::tenant_by_system(tenant(world, "midori-kokuhoren").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = members::all(&tx).await.unwrap();
    let of = |name: &&str| all.iter().find(|one| one.name == *name).unwrap().id.to_string();
    names.iter().map(of).collect()
}

async fn address(world: &World, slug: &str) -> String {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    tenants::by_slug(&tx, slug).await.unwrap().unwrap().settings.email
}

#[expect(clippy::too_many_lines, reason = "a journey is as long as its steps")]
#[tokio::test]
async fn a_prefecture_asks_for_several_cities_and_each_comes_with_its_own_offices() {
    on_each_world("a prefecture asks", async |world| {
        steps::federation(&world).await;
        let hasegawa = world.as_person("prefecture").await;
        let home = hasegawa.get("/t/midori-ken/demos").await.text;
        assert!(home.contains(ASK) && !home.contains("/demos/open-dates\""), "{home}");
        let form = hasegawa.get(ASK).await.text;
        assert!(form.contains("みさき町") && form.contains("月見村"), "{form}");
        let nobody = hasegawa.post(ASK, &steps::typed(&[])).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nobody.text.contains("参加する市区町村を選んでください"), "{}", nobody.text);
        assert!(
            nobody.text.contains("value=\"みどり野市役所 3階\""),
            "nothing typed is lost: {}",
            nobody.text
        );
        let chosen = cities(&world, &["みどり野市", "みさき町", "月見村", "磯浜村"]).await;
        let mut typed = steps::typed(&[("contact_email", "hasegawa@pref-midori.example.jp")]);
        typed.extend(chosen.iter().map(|id| ("city", id.as_str())));
        let demo = steps::session(&hasegawa.post(ASK, &typed).await);
        let own = format!("/t/midori-ken/demos/{demo}");
        let page = hasegawa.get(&own).await.text;
        assert!(page.contains("みどり野市、みさき町、月見村、磯浜村"), "{page}");
        // Nobody but the two houses knows of it before there is a date.
        let (clerk, misaki) = (world.as_person("clerk").await, world.as_person("misaki-clerk").await);
        let (theirs, others) = (format!("/t/midorino/demos/{demo}"), format!("/t/misaki/demos/{demo}"));
        assert_eq!(clerk.get(&theirs).await.status, StatusCode::NOT_FOUND);
        let told = steps::mails(&world, "midori-ken", demo).await;
        assert!(told.iter().any(|(to, ..)| to == "kaigo@midori-kokuhoren.example.jp"), "{told:?}");
        assert!(
            world
                .as_person("federation")
                .await
                .get("/t/midori-kokuhoren/demos")
                .await
                .text
                .contains("みどり県")
        );

        // One that left while the date was only held does not come with the decision.
        let (mori, set) = (world.as_person("federation").await, steps::sets(&world).await[0].to_string());
        let held = [("candidate", "1"), ("demo_set", set.as_str()), ("capacity", "20"), ("act", "tentative")];
        let path = format!("/t/midori-kokuhoren/demos/{demo}");
        let booked = mori.post(&format!("{path}/confirmation"), &held).await;
        assert!(booked.location().ends_with("?done=booked"), "{}", booked.text);
        let said = [("member", chosen[3].as_str()), ("reason", "会場が遠いため")];
        let left = mori.post(&format!("{path}/leaving"), &said).await;
        assert!(left.location().ends_with("?done=left"), "{}", left.text);
        assert_eq!(steps::confirm(&world, demo, "1", 0, "20").await.status, StatusCode::SEE_OTHER);
        let page = hasegawa.get(&own).await.main();
        assert!(page.contains("いっしょに開くことを取りやめました　会場が遠いため"), "{page}");
        for (asker, path, slug) in [(&clerk, &theirs, "midorino"), (&misaki, &others, "misaki")] {
            let page = asker.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{slug}");
            assert!(
                page.text.contains("開催決定") && page.text.contains("事業所に案内する"),
                "{}",
                page.text
            );
            let cancel = asker.get(&format!("{path}/cancellation")).await;
            assert_eq!(cancel.status, StatusCode::NOT_FOUND, "it is not theirs to call off");
            let to = address(&world, slug).await;
            let told = steps::mails(&world, "midori-kokuhoren", demo).await;
            assert!(
                told.iter().any(|mail| mail.0 == to && mail.1.contains("開催が決まりました")),
                "{told:?}"
            );
        }
        let told = steps::mails(&world, "midori-kokuhoren", demo).await;
        let asked = |mail: &&(String, String, String)| {
            mail.0 == "hasegawa@pref-midori.example.jp" && mail.1.contains("開催が決まりました")
        };
        assert_eq!(told.iter().filter(asked).count(), 1, "{told:?}");

        // An office of one city comes: the prefecture reads how many, and not who.
        let hidamari = world.as_person("hidamari").await;
        let done = steps::register(&hidamari, demo, &[("people", "2")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = hasegawa.get(&own).await.text.replace("<!>", "");
        let page = page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
        for words in ["案内 0事業所　申込み 1事業所 2人", "ひろめる未利用のため、電話などで知らせてください"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("ひだまり"), "{page}");
        let list = hasegawa.get(&format!("{own}/participants")).await.text;
        let list = list.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
        assert!(!list.contains("日向 陽子"), "{list}");
        let other = misaki.get(&others).await.text.replace("<!>", "");
        let other = other.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
        assert!(
            !other.contains("みどり野市") || !other.contains("1事業所 2人"),
            "cities do not see each other: {other}"
        );
        // The city takes it back itself: its office, the prefecture and the federation are told, and the place is free.
        let leaving = format!("{theirs}/leaving");
        assert!(clerk.get(&theirs).await.text.contains(&leaving));
        assert!(clerk.get(&leaving).await.main().contains("申し込んでいる1件の事業所"));
        let left = clerk.post(&leaving, &[("reason", "担当者が替わったため")]).await;
        assert!(left.location().ends_with("/demos?done=left"), "{}", left.text);
        assert_eq!(clerk.get(&theirs).await.status, StatusCode::NOT_FOUND);
        let told = steps::mails(&world, "midorino", demo).await;
        for (to, what) in [
            ("hasegawa@pref-midori.example.jp", "みどり野市の取りやめ"),
            ("kaigo@midori-kokuhoren.example.jp", "みどり野市の取りやめ"),
            ("hinata@hidamari.example.jp", "申込みの取消し"),
        ] {
            let is_told = |mail: &(String, String, String)| {
                mail.0 == to && mail.1.contains(what) && mail.2.contains("担当者が替わったため")
            };
            assert!(told.iter().any(is_told), "{to}: {told:?}");
        }
        let page = hasegawa.get(&own).await.main();
        let words = "いっしょに開くことを取りやめました　担当者が替わったため";
        assert!(page.contains(words) && page.contains("参加を取りやめました"), "{page}");
        let off = hasegawa.post(&format!("{own}/cancellation"), &[("reason", "台風のため")]).await;
        assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.text);
        server::jobs::drain(&world.app).await.unwrap();
        let to = address(&world, "misaki").await;
        let told = steps::mails(&world, "midori-kokuhoren", demo).await;
        assert!(told.iter().any(|mail| mail.0 == to && mail.1.contains("中止のお知らせ")), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn a_request_that_is_joined_to_another_brings_its_cities_with_it() {
    on_each_world("a joined request of a prefecture", async |world| {
        steps::federation(&world).await;
        let (mori, misaki) = (world.as_person("federation").await, world.as_person("misaki-clerk").await);
        let hasegawa = world.as_person("prefecture").await;
        let chosen = cities(&world, &["みどり野市", "みさき町", "月見村"]).await;
        let asked = async || {
            let mut typed = steps::typed(&[("contact_email", "hasegawa@pref-midori.example.jp")]);
            typed.extend(chosen.iter().map(|id| ("city", id.as_str())));
            steps::session(&hasegawa.post(ASK, &typed).await)
        };
        let join = async |lead: DemoId, other: DemoId| {
            let both = [("request", lead.to_string()), ("request", other.to_string())];
            let both: Vec<(&str, &str)> = both.iter().map(|(name, id)| (*name, id.as_str())).collect();
            let done = mori.post("/t/midori-kokuhoren/demos/pools", &both).await;
            assert!(done.location().ends_with("?done=joined"), "{}", done.text);
        };
        // To a session that has a date: they are told at once.
        let (dated, joined) = (steps::confirmed(&world, 20).await, asked().await);
        join(dated, joined).await;
        assert_eq!(misaki.get(&format!("/t/misaki/demos/{dated}")).await.status, StatusCode::OK);
        let to = address(&world, "misaki").await;
        let told = steps::mails(&world, "midori-kokuhoren", dated).await;
        let decided =
            |mail: &&(String, String, String)| mail.0 == to && mail.1.contains("開催が決まりました");
        assert_eq!(told.iter().filter(decided).count(), 1, "{told:?}");
        let page = mori.get(&format!("/t/midori-kokuhoren/demos/{dated}")).await.text;
        assert!(page.contains("電話で知らせる相手") && page.contains("月見村"), "{page}");
        // What it was brought to it leaves by itself, and both who lead hear of it.
        let leaving = format!("/t/misaki/demos/{joined}/leaving");
        let elsewhere = misaki.get(&leaving).await;
        assert!(elsewhere.location().ends_with(&format!("/{dated}/leaving")), "{}", elsewhere.text);
        let left = misaki.post(elsewhere.location(), &[("reason", "別の日に開くため")]).await;
        assert!(left.location().ends_with("/demos?done=left"), "{}", left.text);
        for id in [dated, joined] {
            let gone = misaki.get(&format!("/t/misaki/demos/{id}")).await;
            assert_eq!(gone.status, StatusCode::NOT_FOUND, "{}", gone.text);
        }
        for (id, to) in [(dated, "sato@midorino.example.jp"), (joined, "hasegawa@pref-midori.example.jp")] {
            let told = steps::mails(&world, "misaki", id).await;
            let is_told = told.iter().any(|mail| mail.0 == to && mail.1.contains("みさき町の取りやめ"));
            assert!(is_told, "{to}: {told:?}");
        }
        let page = hasegawa.get(&format!("/t/midori-ken/demos/{joined}")).await.main();
        assert!(page.contains("いっしょに開くことを取りやめました　別の日に開くため"), "{page}");
        // To one that waits: with its date. Who left the other comes to this one.
        let waiting = steps::requested(&world).await;
        join(waiting, asked().await).await;
        let own = format!("/t/misaki/demos/{waiting}");
        assert_eq!(misaki.get(&own).await.status, StatusCode::NOT_FOUND);
        assert_eq!(steps::confirm(&world, waiting, "2", 0, "20").await.status, StatusCode::SEE_OTHER);
        assert_eq!(misaki.get(&own).await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_asks_for_cities_and_no_city_of_another_federation_is_named() {
    on_each_world("who asks for cities", async |world| {
        let hasegawa = world.as_person("prefecture").await;
        assert_eq!(hasegawa.get(ASK).await.status, StatusCode::NOT_FOUND, "it belongs to no federation yet");
        steps::federation(&world).await;
        for (person, house) in
            [("clerk", "midorino"), ("federation", "midori-kokuhoren"), ("central", "chuokai")]
        {
            let asker = world.as_person(person).await;
            for path in [ASK.to_owned(), format!("/t/{house}/demos/requests/cities")] {
                assert_eq!(asker.get(&path).await.status, StatusCode::NOT_FOUND, "{person} {path}");
            }
        }
        let strange = uuid::Uuid::from_u128(7).to_string();
        let mut typed = steps::typed(&[]);
        typed.push(("city", strange.as_str()));
        let refused = hasegawa.post(ASK, &typed).await;
        assert!(refused.text.contains("参加する市区町村を選んでください"), "{}", refused.text);
        // An open date is a city's to take: a prefecture reads of it, and the date is left as it was.
        let date = steps::open_date(&world, "2024-10-16", 0).await;
        let dates = "/t/midori-ken/demos/open-dates";
        let list = hasegawa.get(dates).await;
        assert!(
            list.text.contains("令和6年10月16日") && !list.text.contains("この日に開く"),
            "{}",
            list.text
        );
        let one = format!("{dates}/{date}");
        assert_eq!(hasegawa.get(&one).await.status, StatusCode::NOT_FOUND);
        let taken = hasegawa.post_from(dates, &one, &steps::typed(&[])).await;
        assert_eq!(taken.status, StatusCode::NOT_FOUND, "{}", taken.text);
        let clerk = world.as_person("clerk").await;
        assert!(clerk.get("/t/midorino/demos/open-dates").await.text.contains("この日に開く"));
        // What a city does in its own house a prefecture does not.
        for path in ["/t/midori-ken/demos/new", "/t/midori-ken/demos/entry", "/t/midori-ken/offices"] {
            assert_eq!(hasegawa.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    })
    .await;
}
