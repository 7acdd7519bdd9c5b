//! Cities that come along as somebody told their federation, and that do not come along after all.

use super::{prefecture::cities, steps};
use crate::{subsidies::steps::tenant, support::on_each_world};
use axum::http::StatusCode;
use domain::ids::DemoId;
use store::{Scope, events};

const FEDERATION: &str = "/t/midori-kokuhoren/demos";

#[tokio::test]
async fn a_city_that_was_heard_to_come_along_leaves_again_and_its_offices_are_told() {
    on_each_world("a city leaves", async |world| {
        steps::federation(&world).await;
        let (mori, entry) = (world.as_person("federation").await, format!("{FEDERATION}/entry"));
        let known = cities(&world, &["みどり野市", "みさき町", "月見村"]).await;
        let mut typed = steps::typed(&[]);
        typed.extend([("member", known[0].as_str()), ("along", known[1].as_str())]);
        typed.extend([("along", known[2].as_str()), ("along_said", "yes")]);
        let nobody = mori.post(&entry, &typed).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(nobody.text.contains("聞いた相手を入力してください"), "{}", nobody.text);
        typed.push(("along_by", "みさき町 島田さん"));
        let demo = steps::session(&mori.post(&entry, &typed).await);

        // みさき町 comes along at once and is told of it; みどり野市 reads who said so.
        let (clerk, misaki) = (world.as_person("clerk").await, world.as_person("misaki-clerk").await);
        let (own, theirs) = (format!("/t/midorino/demos/{demo}"), format!("/t/misaki/demos/{demo}"));
        assert_eq!(misaki.get(&theirs).await.status, StatusCode::OK);
        assert!(clerk.get(&own).await.text.contains("みさき町 島田さん"));
        let told = async |house: &str, to: &str, what: &str, words: &str| {
            let mails = steps::mails(&world, house, demo).await;
            let is_told = |mail: &(String, String, String)| {
                mail.0 == to && mail.1.contains(what) && mail.2.contains(words)
            };
            assert!(mails.iter().any(is_told), "{to}, {what}: {mails:?}");
        };
        let town = "fukushi@misaki.example.jp";
        told("midori-kokuhoren", town, "いっしょに開くことにしました", "みさき町 島田さん").await;

        // What a city without a house says, its federation records.
        let records = format!("{FEDERATION}/{demo}/leaving");
        assert!(mori.get(&format!("{FEDERATION}/{demo}")).await.text.contains(&records));
        let whose = mori.post(&records, &[("reason", "人が集まらないため")]).await;
        assert_eq!(whose.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            whose.text.contains("取りやめる市区町村を選んでください")
                && whose.text.contains("人が集まらないため"),
            "{}",
            whose.text
        );
        let said = [("member", known[2].as_str()), ("reason", "人が集まらないため")];
        let done = mori.post(&records, &said).await;
        assert!(done.location().ends_with("?done=left"), "{}", done.text);
        told("midori-kokuhoren", "sato@midorino.example.jp", "月見村の取りやめ", "人が集まらないため").await;

        // After it was decided, whoever registered is told, and the places are free.
        assert_eq!(steps::confirm(&world, demo, "1", 0, "20").await.status, StatusCode::SEE_OTHER);
        let office =
            |name, people, contact| [("office_name", name), ("people", people), ("name", "岬 渚"), contact];
        let new = format!("{theirs}/registrations/new");
        misaki.post(&new, &office("みさき苑", "2", ("email", "m@misaki.example.jp"))).await;
        misaki.post(&new, &office("はまなす荘", "1", ("phone", "0741-00-3000"))).await;
        let code = steps::mails(&world, "misaki", demo).await;
        let (_, _, body) = code.iter().find(|mail| mail.0 == "m@misaki.example.jp").unwrap();
        let token = body.split("/coming/").nth(1).unwrap().split(['/', '\n']).next().unwrap().to_owned();
        let leaving = format!("{theirs}/leaving");
        assert!(misaki.get(&theirs).await.text.contains(&leaving));
        let page = misaki.get(&leaving).await.main();
        assert!(page.contains("申し込んでいる2件の事業所") && page.contains("0741-00-3000"), "{page}");
        let why = misaki.post(&leaving, &[]).await;
        assert!(why.text.contains("取りやめる理由を入力してください"), "{}", why.text);
        let left = misaki.post(&leaving, &[("reason", "担当者が替わったため")]).await;
        assert!(left.location().ends_with("/demos?done=left"), "{}", left.text);
        for path in [&theirs, &leaving] {
            assert_eq!(misaki.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let (federation, why) = ("kaigo@midori-kokuhoren.example.jp", "担当者が替わったため");
        told("misaki", "sato@midorino.example.jp", "みさき町の取りやめ", "3人の席が空きました").await;
        told("misaki", federation, "みさき町の取りやめ", why).await;
        told("misaki", "m@misaki.example.jp", "申込みの取消し", why).await;
        let gone = world.anybody().get(&format!("/coming/{token}")).await.text;
        assert!(gone.contains("この申込みは取り消されています"), "{gone}");
        let page = clerk.get(&own).await.text;
        let words = "いっしょに開くことを取りやめました　担当者が替わったため";
        assert!(page.contains(words) && page.contains("参加を取りやめました"), "{page}");
        let list = clerk.get(&format!("{own}/participants")).await.main();
        assert!(list.contains("0団体・0人") && !list.contains("みさき苑"), "{list}");
        let badges = clerk.get(&format!("{own}/participants/badges.pdf")).await;
        assert_eq!(badges.status, StatusCode::OK);
        let scope = Scope::tenant_by_system(tenant(&world, "misaki").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        assert_eq!(events::first_broken(&tx).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_city_asked_along_to_a_request_that_was_joined_to_another_leaves_both() {
    on_each_world("a city leaves a joint session", async |world| {
        steps::federation(&world).await;
        let (mori, misaki) = (world.as_person("federation").await, world.as_person("misaki-clerk").await);
        let known = cities(&world, &["みどり野市", "月見村", "磯浜村"]).await;
        let mut typed = steps::typed(&[]);
        typed.extend([("member", known[0].as_str()), ("along", known[1].as_str())]);
        typed.extend([("along", known[2].as_str()), ("along_said", "yes"), ("along_by", "両村の担当")]);
        let joined = steps::session(&mori.post(&format!("{FEDERATION}/entry"), &typed).await);
        let lead = steps::typed(&[("contact_email", "shimada@misaki.example.jp")]);
        let lead = steps::session(&misaki.post("/t/misaki/demos/new", &lead).await);
        let both = [("request", lead.to_string()), ("request", joined.to_string())];
        let both: Vec<(&str, &str)> = both.iter().map(|(name, id)| (*name, id.as_str())).collect();
        let done = mori.post(&format!("{FEDERATION}/pools"), &both).await;
        assert!(done.location().ends_with("?done=joined"), "{}", done.text);

        // Before there is a date it leaves the request; whoever leaves then does not come to the session.
        let leave = async |from: DemoId, member: usize| {
            let said = [("member", known[member].as_str()), ("reason", "別の日に開くため")];
            let done = mori.post(&format!("{FEDERATION}/{from}/leaving"), &said).await;
            assert!(done.location().ends_with("?done=left"), "{}", done.text);
        };
        leave(joined, 1).await;
        assert_eq!(steps::confirm(&world, lead, "1", 0, "20").await.status, StatusCode::SEE_OTHER);
        let page = mori.get(&format!("{FEDERATION}/{lead}")).await.main();
        assert!(page.contains("磯浜村") && !page.contains("月見村"), "{page}");
        // From then on it leaves the session, and the one who asked it along is told as well.
        let elsewhere = mori.get(&format!("{FEDERATION}/{joined}/leaving")).await;
        assert!(elsewhere.location().ends_with(&format!("/{lead}/leaving")), "{}", elsewhere.text);
        leave(lead, 2).await;
        for (id, to) in [(lead, "shimada@misaki.example.jp"), (joined, "sato@midorino.example.jp")] {
            let mails = steps::mails(&world, "midori-kokuhoren", id).await;
            let is_told = mails.iter().any(|mail| mail.0 == to && mail.1.contains("磯浜村の取りやめ"));
            assert!(is_told, "{to}: {mails:?}");
        }
        for id in [lead, joined] {
            let left = mori.get(&format!("{FEDERATION}/{id}/leaving")).await;
            assert_eq!(left.status, StatusCode::SEE_OTHER, "nobody is left: {}", left.text);
        }
    })
    .await;
}
