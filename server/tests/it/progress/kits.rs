//! Notices and plans of sessions in a starter kit: read before anything is kept, taken in by whom they belong to.

use crate::{
    demos,
    follow_up::steps::{good, main},
    subsidies::steps::{published, tenant},
    support::on_each_world,
};
use axum::http::StatusCode;
use domain::{demos::Place, subsidies::NoticeKind};
use serde_json::Value;
use store::{Scope, demos::plans, subsidies::wordings};

const WORDS: &str =
    "{{申請日}}付けで申請のあった{{補助金名}}について、みどり野市は次のとおり交付を決定しました。";

#[tokio::test]
async fn one_file_carries_notices_and_plans_to_whom_they_belong() {
    on_each_world("a kit of a house", async |world| {
        demos::steps::federation(&world).await;
        let clerk = world.as_person("clerk").await;
        let typed = [("opening", WORDS), ("closing", ""), ("seal", "omitted"), ("version", "0")];
        good(&clerk, "/t/midorino/notices/wordings/grant", &typed).await;
        let made = good(&clerk, "/t/midorino/campaigns/ready/accompanied", &[("start", "2024-06-11")]).await;
        let campaign = made.split('?').next().unwrap();
        let page = main(&clerk.get(&format!("{campaign}/kit")).await);
        for part in ["通知書の文", "交付決定通知書", "準備計画", "現地で開くとき"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let file = clerk.get(&format!("{campaign}/kit.json")).await;
        let kit: Value = serde_json::from_slice(&file.bytes).unwrap();
        assert_eq!(kit["parts"]["notices"].as_array().unwrap().len(), 1, "only what the city worded itself");
        assert!(!kit["parts"]["session_plan"]["on_site"].as_array().unwrap().is_empty());
        for somebody in ["佐藤", "ひだまり", "2970999013"] {
            assert!(!file.text.contains(somebody), "{somebody}");
        }

        // Another city reads all of it, and what it says of its own notices is replaced only if it wants that.
        let misaki = world.as_person("misaki-clerk").await;
        let at = "/t/misaki/campaigns/kit";
        let shown = misaki.upload(at, &[], &[("kit_file", "kit.json", &file.bytes)]).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", main(&shown));
        let text = main(&shown);
        assert!(text.contains("みさき町は次のとおり交付を決定しました"), "under the own name: {text}");
        assert!(text.contains("準備計画：現地で開くとき") && text.contains("会場"), "{text}");
        assert!(text.contains("value=\"notice:1\""), "{text}");
        assert!(!text.contains("value=\"notice:1\" checked"), "{text}");
        let again = shown.hidden("kit").unwrap().replace("&quot;", "\"").replace("&amp;", "&");
        let taken = [("kit", again.as_str()), ("from", "みどり野市"), ("parts", "notice:1")];
        let done = misaki.upload(at, &taken, &[]).await;
        assert_eq!(done.location(), "/t/misaki/notices/wordings/grant?done=saved", "{}", main(&done));
        let scope = Scope::tenant_by_system(tenant(&world, "misaki").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let own = wordings::current(&tx, NoticeKind::Grant).await.unwrap().unwrap();
        assert_eq!((own.version, own.opening), (1, WORDS.replace("みどり野市", "みさき町")));
        drop(tx);
        assert_eq!(misaki.upload(at, &taken, &[]).await.status, StatusCode::SEE_OTHER, "twice is once");
        let tx = world.app.store.read(&scope).await.unwrap();
        assert_eq!(wordings::versions(&tx, NoticeKind::Grant).await.unwrap().len(), 1);
        drop(tx);

        // With a programme in it, that is read on the same page and goes on into its form; nothing is chosen twice.
        let id = published(&world, &[]).await;
        let whole = clerk.get(&format!("{campaign}/kit.json?programme={id}")).await;
        let shown = misaki.upload(at, &[], &[("kit_file", "kit.json", &whole.bytes)]).await;
        assert!(main(&shown).contains("補助事業の内容を読む"), "{}", main(&shown));
        let text = shown.hidden("kit_text").unwrap().replace("&quot;", "\"").replace("&amp;", "&");
        let form = misaki
            .upload("/t/misaki/programmes/kit", &[("kit_text", &text), ("from", "みどり野市")], &[])
            .await;
        let form = main(&form);
        assert!(form.contains("みどり野市") && form.contains("補助事業を作る"), "{form}");

        // The federation takes in the plan of another federation's city, over the version that it saw.
        let federation = world.as_person("federation").await;
        let mut other = kit.clone();
        other["parts"]["session_plan"] = serde_json::json!({ "online": [
            { "title": "接続を試す", "details": "", "owner": "both", "due": "days:3" } ] });
        let at = "/t/midori-kokuhoren/demos/plans/kit";
        let none = federation.upload(at, &[], &[("kit_file", "kit.json", b"{}")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let bytes = other.to_string().into_bytes();
        let shown = federation.upload(at, &[], &[("kit_file", "kit.json", &bytes)]).await;
        assert!(main(&shown).contains("接続を試す"), "{}", main(&shown));
        let again = shown.hidden("kit").unwrap().replace("&quot;", "\"").replace("&amp;", "&");
        let version = shown.hidden("version_online").unwrap();
        let unchosen = [("kit", again.as_str()), ("version_online", version.as_str())];
        let refused = federation.upload(at, &unchosen, &[]).await;
        assert!(main(&refused).contains("取り込む準備計画を1つ以上選んでください"), "{}", main(&refused));
        let stale = [("kit", again.as_str()), ("places", "online"), ("version_online", "7")];
        assert_eq!(federation.upload(at, &stale, &[]).await.status, StatusCode::CONFLICT);
        let chosen = [("kit", again.as_str()), ("places", "online"), ("version_online", version.as_str())];
        let done = federation.upload(at, &chosen, &[]).await;
        assert_eq!(done.location(), "/t/midori-kokuhoren/demos/plans/online?done=kept", "{}", main(&done));
        let house = tenant(&world, "midori-kokuhoren").await;
        let tx = world.app.store.read(&Scope::tenant_by_system(house, "test")).await.unwrap();
        let kept = plans::of(&tx, house, Place::Online).await.unwrap();
        assert_eq!((kept.plan.tasks().len(), kept.version), (1, 1));
    })
    .await;
}
