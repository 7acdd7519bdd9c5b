//! 一緒に手続きをする方: colleagues of an office, added and taken away by any of them.

use super::{code_in, mails_to};
use crate::{subsidies::steps, support::on_each_world};
use axum::http::StatusCode;

const PAGE: &str = "/t/midorino/my/people";
const DEPUTY: &str = "daiko@hidamari.example.jp";

#[tokio::test]
async fn a_deputy_is_added_signs_in_with_the_address_alone_and_is_taken_away() {
    on_each_world("a deputy of an office", async |world| {
        let office =
            steps::office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await.to_string();
        let hidamari = world.as_person("hidamari").await;
        let empty = hidamari.post(PAGE, &[("name", "代行　次郎"), ("email", "だめ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        for told in ["1つ以上選んでください", "代行　次郎", "だめ"] {
            assert!(empty.text.contains(told), "{told}: {}", empty.text);
        }
        let staff = [("name", "佐藤"), ("email", "sato@midorino.example.jp"), ("office", &office)];
        let staff = hidamari.post(PAGE, &staff).await;
        assert!(staff.text.contains("このメールアドレスは使えません"), "{}", staff.text);
        let typed = [("name", "代行　次郎"), ("email", DEPUTY), ("office", office.as_str())];
        let added = hidamari.post(PAGE, &typed).await;
        assert_eq!(added.location(), format!("{PAGE}?done=added"), "{}", added.text);
        let told = mails_to(&world, DEPUTY).await.pop().unwrap();
        assert!(told.contains("日向 陽子さん"), "{told}");

        let deputy = world.anybody();
        deputy.post("/sign-in", &[("email", DEPUTY)]).await;
        let mails = mails_to(&world, DEPUTY).await;
        let code = code_in(mails.iter().find(|mail| mail.contains("ログインの番号")).unwrap());
        deputy.post("/sign-in/code", &[("code", &code)]).await;
        let page = deputy.get(PAGE).await;
        assert!(
            page.text.contains("代行　次郎（あなた）") && page.text.contains("日向 陽子"),
            "{}",
            page.text
        );
        let removals: Vec<String> = page
            .text
            .match_indices("action=\"/t/midorino/my/offices/")
            .map(|(at, _)| page.text[at + 8..].split('"').next().unwrap().to_owned())
            .filter(|path| !path.ends_with("/confirmers"))
            .collect();
        assert_eq!(removals.len(), 2, "both can go");
        let owner = steps::account(&world, "hidamari").await.to_string();
        let (first, own): (Vec<_>, Vec<_>) = removals.into_iter().partition(|path| path.contains(&owner));
        let gone = deputy.post_from(PAGE, &first[0], &[]).await;
        assert_eq!(gone.location(), format!("{PAGE}?done=removed"));
        assert_eq!(hidamari.get("/t/midorino/my").await.status, StatusCode::NOT_FOUND, "speaks for nobody");
        let last = deputy.post_from(PAGE, &own[0], &[]).await;
        assert_eq!(last.location(), format!("{PAGE}?done=last"), "one always stays");
        let clerk = world.as_person("clerk").await;
        let card = clerk.get(&format!("/t/midorino/offices/{office}")).await;
        for told in ["手続きをする方が加わりました", "手続きをする方が外れました"]
        {
            assert!(card.text.contains(told), "{told}: {}", card.text);
        }
    })
    .await;
}
