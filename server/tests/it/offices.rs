//! The register: one box, cards, offices added and corrected by hand.

use crate::{
    subsidies::steps,
    support::{Asker, on_each_world},
};
use axum::http::StatusCode;
use chrono::TimeDelta;

const OFFICES: &str = "/t/midorino/offices";

/// A form that is filled as it should be.
fn filled<'a>(number: &'a str, name: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("number", number),
        ("name", name),
        ("services", "43"),
        ("status", "active"),
        ("corporation_name", "株式会社髙﨑ライフ"),
        ("phone", "０７４１（00）１００５"),
    ]
}

async fn add(clerk: &Asker, number: &str, name: &str) -> String {
    let answer = clerk.post(&format!("{OFFICES}/new"), &filled(number, name)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_office_is_added_by_hand_and_found_by_one_box() {
    on_each_world("an office is added by hand", async |world| {
        let clerk = world.as_person("clerk").await;
        let card = add(&clerk, "２９７０ ９９９１７９", "髙﨑ケアプランセンター").await;
        let page = clerk.get(&card).await;
        assert!(
            page.text.contains("事業所番号 2970999179") && page.text.contains("0741-00-1005"),
            "{}",
            page.text
        );
        assert!(page.text.contains("台帳に追加しました"), "the timeline begins");
        for typed in ["%E9%AB%98%E5%B4%8E", "2970999179", "0741001005", "%E3%8F%8D", "2970-999179"] {
            let found = clerk.get(&format!("{OFFICES}?q={typed}")).await;
            assert_eq!(found.text.contains("髙﨑ケアプランセンター"), typed != "%E3%8F%8D", "{typed}");
        }
        // What is searched for is never a part of the question to the database.
        let bound = clerk.get(&format!("{OFFICES}?q=%27%20OR%20%271%27%3D%271")).await;
        assert!(bound.status == StatusCode::OK && !bound.text.contains("髙﨑ケアプランセンター"));
        // What the form does not ask for is not taken, whoever sends it.
        let mut more = filled("2970999195", "髙﨑デイ");
        let nowhere = "00000000-0000-7000-8000-000000000001";
        more.extend([("tenant_id", nowhere), ("id", nowhere), ("merged_into", nowhere), ("version", "7")]);
        let added = clerk.post(&format!("{OFFICES}/new"), &more).await;
        let own = added.location().split('?').next().unwrap();
        assert!(own.starts_with(&format!("{OFFICES}/")) && !own.contains(nowhere), "{}", added.text);
        assert_eq!(clerk.get(&format!("{own}/edit")).await.hidden("version").as_deref(), Some("1"));
        let narrowed = clerk.get(&format!("{OFFICES}?service=15")).await;
        assert!(!narrowed.text.contains("髙﨑ケアプランセンター") && narrowed.text.contains("を外す"));
        let other = world.as_person("misaki-clerk").await;
        assert!(!other.get("/t/misaki/offices?q=2970999179").await.text.contains("髙﨑"));
        let elsewhere = card.replace("/midorino/", "/misaki/");
        assert_eq!(other.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            other
                .post_from("/t/misaki/offices/new", &format!("{elsewhere}/edit"), &filled("2970999179", "x"))
                .await
                .status,
            StatusCode::NOT_FOUND
        );
    })
    .await;
}

#[tokio::test]
async fn everything_wrong_with_an_office_is_said_at_once_and_nothing_typed_is_lost() {
    on_each_world("a wrong office", async |world| {
        let clerk = world.as_person("clerk").await;
        let typed =
            [("number", "370999013"), ("name", ""), ("phone", "0741-00-12"), ("remarks", "<b>朝だけ</b>")];
        let answer = clerk.post(&format!("{OFFICES}/new"), &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for sentence in [
            "「0370999013」でよければ",
            "事業所名を入力してください",
            "電話番号の桁が足りません",
            "サービスの種類を1つ以上",
        ] {
            assert!(answer.text.contains(sentence), "{sentence}: {}", answer.text);
        }
        assert!(answer.text.contains("value=\"370999013\"") && answer.text.contains("&lt;b&gt;朝だけ"));
        let taken = clerk.post(&format!("{OFFICES}/new"), &filled("2970999013", "もう一つ")).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(taken.text.contains("すでに台帳に登録されています") && taken.text.contains("もう一つ"));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_edit_one_office_the_slower_sees_what_the_faster_did() {
    on_each_world("two edit one office", async |world| {
        let (clerk, administrator) = (world.as_person("clerk").await, world.as_person("administrator").await);
        let card = add(&clerk, "2970999179", "髙﨑ケアプランセンター").await;
        let edit = format!("{card}/edit");
        let slow = clerk.get(&edit).await;
        world.wait(TimeDelta::minutes(3));
        let mut fast = filled("2970999179", "髙﨑ケアプラン");
        fast.push(("version", "1"));
        let answer = administrator.post(&edit, &fast).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let version = slow.hidden("version").unwrap();
        let mut typed = filled("2970999179", "髙﨑ケアマネ");
        typed.push(("version", &version));
        let answer = clerk.post(&edit, &typed).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert!(
            answer.text.contains("髙﨑ケアマネ") && answer.text.contains("髙﨑ケアプラン"),
            "{}",
            answer.text
        );
        let card = clerk.get(&card).await;
        assert!(card.text.contains("変更した項目：事業所名"), "{}", card.text);
        assert!(!card.text.contains("髙﨑ケアマネ"));
    })
    .await;
}

#[tokio::test]
async fn who_only_looks_sees_the_register_without_its_buttons() {
    on_each_world("a viewer's register", async |world| {
        let viewer = world.as_person("viewer").await;
        let list = viewer.get(OFFICES).await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(!list.text.contains("/offices/new") && !list.text.contains("/imports/new"));
        let clerk = world.as_person("clerk").await;
        assert!(clerk.get(OFFICES).await.text.contains("/offices/new"));
    })
    .await;
}

#[tokio::test]
async fn who_asks_by_telephone_for_no_more_mailings_is_entered_on_the_card() {
    on_each_world("outreach stopped by telephone", async |world| {
        let clerk = world.as_person("clerk").await;
        let mut form = filled("2970999179", "髙﨑ケアプランセンター");
        let bare = add(&clerk, "2970999195", "髙﨑デイ").await;
        assert!(!clerk.get(&bare).await.text.contains("配信を止める"), "no address, nothing to stop");
        form.push(("email", "takasaki@example.jp"));
        let answer = clerk.post(&format!("{OFFICES}/new"), &form).await;
        let card = answer.location().split('?').next().unwrap().to_owned();
        let outreach = format!("{card}/outreach");
        for (act, told, button) in
            [("stop", "止めています", "配信を再開する"), ("resume", "届きます", "配信を止める")]
        {
            for _ in 0..2 {
                let answer = clerk.post_from(&card, &outreach, &[("act", act)]).await;
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "twice is once");
            }
            let page = clerk.get(&card).await;
            assert!(page.text.contains(told) && page.text.contains(button), "{act}: {}", page.text);
        }
        let viewer = world.as_person("viewer").await.get(&card).await;
        assert!(viewer.text.contains("届きます") && !viewer.text.contains("配信を止める"));
    })
    .await;
}

#[tokio::test]
async fn an_office_proposes_its_own_contacts_and_an_officer_takes_them() {
    on_each_world("an office proposes its contacts", async |world| {
        let office = steps::office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let (hidamari, clerk) = (world.as_person("hidamari").await, world.as_person("clerk").await);
        let form = format!("/t/midorino/my/offices/{office}/contacts");
        assert!(hidamari.get("/t/midorino/my").await.text.contains(&form), "the home leads there");
        let wrong = hidamari.post(&form, &[("phone", "12"), ("fax", ""), ("email", "だめ")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("value=\"だめ\""), "{}", wrong.text);
        for phone in ["0741-00-7001", "０７４１－００－７００２"] {
            let typed = [("phone", phone), ("fax", ""), ("email", "new@hidamari.example.jp")];
            assert_eq!(hidamari.post(&form, &typed).await.status, StatusCode::SEE_OTHER);
        }
        assert!(hidamari.get(&form).await.text.contains("申し出を受け付けました"));
        let tsubame = world.as_person("tsubame").await;
        assert_eq!(tsubame.get(&form).await.status, StatusCode::NOT_FOUND, "somebody else's office");

        let list = clerk.get(OFFICES).await;
        assert!(list.text.contains("連絡先の変更の申し出が1件"), "the later one counts: {}", list.text);
        let asked = clerk.get("/t/midorino/offices/proposals").await;
        assert!(asked.text.contains("0741-00-7002") && !asked.text.contains("7001"), "{}", asked.text);
        let decide = format!("{OFFICES}/{office}/proposal");
        let taken = clerk.post_from("/t/midorino/offices/proposals", &decide, &[("act", "take")]).await;
        assert!(taken.location().ends_with("done=taken"), "{}", taken.text);
        let again = clerk.post_from("/t/midorino/offices/proposals", &decide, &[("act", "take")]).await;
        assert!(again.location().ends_with("done=earlier"));
        let card = clerk.get(&format!("{OFFICES}/{office}")).await;
        assert!(card.text.contains("0741-00-7002") && card.text.contains("new@hidamari.example.jp"));
        assert!(card.text.contains("事業所が連絡先の変更を申し出ました"), "{}", card.text);
    })
    .await;
}
