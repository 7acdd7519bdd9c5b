//! The paper of an activity: whom it is for, what stands on it, and that somebody took it.

use super::steps::{listed, offices};
use crate::{
    campaigns::steps::{activity, last},
    demos,
    subsidies::steps::tenant,
    support::{Answer, on_each_world, pdf::Document},
};
use axum::http::StatusCode;
use store::{Scope, views};
use uuid::Uuid;

/// What stands on a paper, without spaces.
fn read(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.headers["content-type"], "application/pdf");
    Document::read(&answer.bytes).text()
}

#[tokio::test]
async fn labels_begin_where_a_used_sheet_has_some_left() {
    on_each_world("labels of an activity", async |world| {
        offices(&world).await;
        let clerk = world.as_person("clerk").await;
        let activity = listed(&clerk, "post", &[]).await;
        let page = clerk.get(&format!("{activity}/paper")).await.text;
        assert!(page.contains("21面（63.5×38.1mm）") && page.contains("何枚目から印刷するか"), "{page}");
        let labels = read(&clerk.get(&format!("{activity}/paper/labels.pdf?per=21&start=20")).await);
        assert!(
            labels.contains("〒630-0001") && labels.contains("ひだまり紙　御中".replace('　', "").as_str()),
            "{labels}"
        );
        assert!(labels.contains("あおぞら紙"), "{labels}");
        let beyond = clerk.get(&format!("{activity}/paper/labels.pdf?per=21&start=22")).await;
        assert_eq!(beyond.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            beyond.text.contains("1から21までの数字") && beyond.text.contains("value=\"22\""),
            "{}",
            beyond.text
        );
        let odd = clerk.get(&format!("{activity}/paper/labels.pdf?per=13")).await;
        assert!(odd.text.contains("ラベル用紙を選んでください"), "{}", odd.text);

        let tenant = tenant(&world, "midorino").await;
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
        let looks =
            views::of_subject(&tx, "activity", last(&activity).parse::<Uuid>().unwrap()).await.unwrap();
        assert_eq!(
            looks.iter().filter(|look| look.what == "papers").count(),
            1,
            "those that left: {looks:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_letter_is_each_offices_own_and_a_misspelt_place_never_leaves() {
    on_each_world("letters of an activity", async |world| {
        offices(&world).await;
        let clerk = world.as_person("clerk").await;
        let activity = listed(&clerk, "post", &[("link", "https://www.example.jp/info")]).await;
        let texts = format!("{activity}/paper/texts");
        let good = [
            ("subject", "説明会のご案内"),
            ("envelope", "square2"),
            ("letter", "{{事業所名}}さま\n電話番号は{{電話番号}}ですか。"),
            ("fax", "ご確認ください。"),
            ("fax_pages", "3"),
        ];
        let wrong: Vec<_> = good
            .iter()
            .map(|(name, value)| (*name, if *name == "letter" { "{{事業者名}}" } else { value }))
            .collect();
        let refused = clerk.post(&texts, &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("「事業者名」は「事業所名」ではありませんか"), "{}", refused.text);
        let unwritten = "まだ書かれていません";
        assert!(clerk.get(&format!("{activity}/paper")).await.text.contains(unwritten));
        let version = clerk.get(&texts).await.hidden("version").unwrap();
        let with: Vec<_> = good.iter().copied().chain([("version", version.as_str())]).collect();
        assert_eq!(clerk.post(&texts, &with).await.status, StatusCode::SEE_OTHER);
        let late = clerk.post(&texts, &with).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "somebody was faster");
        assert!(!clerk.get(&format!("{activity}/paper")).await.text.contains(unwritten));
        let letters = clerk.get(&format!("{activity}/paper/letters.pdf")).await;
        let text = read(&letters);
        for words in [
            "説明会のご案内",
            "ひだまり紙さま",
            "電話番号は0999-66-0002ですか",
            "https://www.example.jp/info",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert_eq!(Document::read(&letters.bytes).pages.len(), 3, "one page an office");
        let nothing = clerk.get(&format!("{activity}/paper/letters.pdf?part=2")).await;
        assert_eq!(nothing.location(), format!("{activity}/paper"));
    })
    .await;
}

#[tokio::test]
async fn a_letter_to_a_session_leads_to_the_offices_own_page() {
    on_each_world("letters to a session", async |world| {
        demos::steps::federation(&world).await;
        let demo = demos::steps::confirmed(&world, 20).await;
        offices(&world).await;
        let invited = demos::steps::invited(&world, demo, "2970600000").await;
        let clerk = world.as_person("clerk").await;
        let letters = listed(&clerk, "post", &[]).await;
        let campaign = letters.split("/activities/").next().unwrap();
        let session = demo.to_string();
        activity(&clerk, campaign, "demo_session", &[("name", "研修会"), ("session", &session)]).await;
        let texts = format!("{letters}/paper/texts");
        let form = clerk.get(&texts).await;
        let page = format!("session-{demo}");
        assert!(form.text.contains(&page), "{}", form.text);
        let version = form.hidden("version").unwrap();
        let typed = |page| {
            [
                ("version", version.clone()),
                ("subject", "研修会のご案内".to_owned()),
                ("envelope", "long3".to_owned()),
                ("letter", "ご案内します。".to_owned()),
                ("fax_pages", "1".to_owned()),
                ("leads_to", page),
            ]
        };
        let post = async |page: String| {
            let typed = typed(page);
            let pairs: Vec<_> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
            clerk.post(&texts, &pairs).await
        };
        let elsewhere = post(format!("session-{}", Uuid::nil())).await;
        assert!(elsewhere.text.contains("QRコードで開くページを選んでください"), "{}", elsewhere.text);
        assert_eq!(post(page).await.status, StatusCode::SEE_OTHER);
        let told = clerk.get(&format!("{letters}/paper")).await.text;
        assert!(
            told.contains("このうち2か所には、QRコードも回答コードも入りません。まだ案内していない"),
            "{told}"
        );
        let answer = clerk.get(&format!("{letters}/paper/letters.pdf")).await;
        let token = server::demos::tokens::invited(&world.app.keys, invited);
        assert_eq!(read(&answer).matches(&token).count(), 1, "of the office that was invited alone");
    })
    .await;
}

#[tokio::test]
async fn a_letter_carries_the_code_of_the_first_sign_in() {
    on_each_world("letters with codes", async |world| {
        offices(&world).await;
        let (clerk, viewer) = (world.as_person("clerk").await, world.as_person("viewer").await);
        let letters = listed(&clerk, "post", &[]).await;
        let version = clerk.get(&format!("{letters}/paper/texts")).await.hidden("version").unwrap();
        let typed = [
            ("version", version.as_str()),
            ("subject", "はじめてのご案内"),
            ("envelope", "long3"),
            ("letter", "ご案内します。"),
            ("fax_pages", "1"),
            ("leads_to", "sign-in"),
        ];
        let saved = clerk.post(&format!("{letters}/paper/texts"), &typed).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let paper = format!("{letters}/paper");
        let before = clerk.get(&paper).await.text;
        assert!(before.contains("3か所のご利用コードを発行する"), "{before}");
        assert!(before.contains("このうち3か所には"), "{before}");
        let issue = format!("{paper}/codes");
        assert_eq!(clerk.post(&issue, &[]).await.location(), format!("{paper}?done=issued"));
        let printed = read(&clerk.get(&format!("{paper}/letters.pdf")).await);
        assert_eq!(printed.matches("ご利用コード").count(), 3, "{printed}");
        assert!(printed.contains("/sign-in/letter"), "{printed}");
        assert_eq!(clerk.post(&issue, &[]).await.status, StatusCode::SEE_OTHER);
        let again = read(&clerk.get(&format!("{paper}/letters.pdf")).await);
        assert_eq!(again, printed, "who has a code keeps it, and it is printed again");
        let after = clerk.get(&paper).await.text;
        assert!(after.contains("コードの必要な事業所には、発行してあります"), "{after}");

        let code = printed.split("ご利用コード").nth(1).unwrap().split('（').next().unwrap();
        let office = world.anybody();
        let begun = office.post("/sign-in/letter", &[("code", code)]).await;
        assert_eq!(begun.location(), "/sign-in/letter/person", "{code}: {}", begun.text);
        let person = office.get("/sign-in/letter/person").await.text;
        assert!(person.contains("29706"), "{person}");

        let seen = viewer.get(&paper).await.text;
        assert!(seen.contains("担当の職員だけが印刷できます") && !seen.contains("letters.pdf"), "{seen}");
        assert_eq!(viewer.get(&format!("{paper}/letters.pdf")).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn who_has_no_fax_stands_apart_and_is_written_to() {
    on_each_world("fax of an activity", async |world| {
        offices(&world).await;
        let clerk = world.as_person("clerk").await;
        let activity = listed(&clerk, "fax", &[]).await;
        let list = read(&clerk.get(&format!("{activity}/paper/fax-list.pdf")).await);
        let apart = list.find("FAXを送らない事業所").unwrap();
        assert!(list.find("0999-66-1003").unwrap() < apart, "in the order of the list: {list}");
        assert!(list.find("あおぞら紙").unwrap() > apart, "{list}");
        let covers = clerk.get(&format!("{activity}/paper/fax-covers.pdf")).await;
        let text = read(&covers);
        assert!(
            text.contains("FAX0999-66-1001") && text.contains("2枚") && !text.contains("あおぞら紙"),
            "{text}"
        );
        assert_eq!(Document::read(&covers.bytes).pages.len(), 2);
        let everybody = read(&clerk.get(&format!("{activity}/paper/fax-covers.pdf?for=all")).await);
        assert!(everybody.contains("関係事業所各位"), "{everybody}");
        let letters = read(&clerk.get(&format!("{activity}/paper/letters.pdf?who=without")).await);
        assert!(letters.contains("あおぞら紙") && !letters.contains("ひだまり紙"), "{letters}");
        let labels = read(&clerk.get(&format!("{activity}/paper/labels.pdf?who=without")).await);
        assert!(labels.contains("あおぞら紙") && !labels.contains("ひだまり紙"), "{labels}");
    })
    .await;
}

#[tokio::test]
async fn a_list_for_the_telephone_has_what_to_say_and_the_keys_by_area() {
    on_each_world("phone list of an activity", async |world| {
        offices(&world).await;
        let clerk = world.as_person("clerk").await;
        let activity = listed(&clerk, "phone", &[("script", "みどり野市です。説明会のご案内です。")]).await;
        let list = read(&clerk.get(&format!("{activity}/paper/phone-list.pdf")).await);
        for words in ["説明会のご案内です。", "1話せた", "中央圏域（1か所）", "0999-66-0002", "電話番号なし"]
        {
            assert!(list.contains(words), "{words}: {list}");
        }
        let (north, west) = (list.find("中央圏域").unwrap(), list.find("西圏域").unwrap());
        assert!(
            north < list.find("あおぞら紙").unwrap() && list.find("あおぞら紙").unwrap() < west,
            "{list}"
        );
        let viewer = world.as_person("viewer").await;
        assert_eq!(viewer.get(&format!("{activity}/paper")).await.status, StatusCode::OK);
        assert_eq!(viewer.get(&format!("{activity}/paper/texts")).await.status, StatusCode::NOT_FOUND);
        let visits = read(&clerk.get(&format!("{activity}/paper/visit-list.pdf")).await);
        assert!(visits.contains("紙町2番地") && visits.contains("電話0999-66-0002"), "{visits}");
    })
    .await;
}
