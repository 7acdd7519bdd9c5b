//! What campaigns begin with, are proved by and handed on as: ready ones, an issue that is forwarded, a starter kit.

use super::steps::{found, office_of_district};
use crate::{
    mailings,
    subsidies::steps::tenant,
    support::{Answer, World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{Datelike as _, NaiveDate};
use domain::{
    campaigns::{ActivityKind, ReadyAudience, ReadyCampaign},
    ids::CampaignId,
    working_days::WorkingCalendar,
};
use std::{collections::BTreeSet, io::Cursor};
use store::{
    Scope,
    campaigns::{Activity, activities, recipients},
    offices::segments,
};

const ISSUE: &[(&str, &str)] = &[
    ("number", "Vol.１３１０"),
    ("title", "ケアプランデータ連携システムの普及促進について"),
    ("dated", "令和6年5月18日"),
    ("link", "https://www.mhlw.go.jp/content/001305481.pdf"),
    ("words", "ご不明な点は介護保険課まで。"),
    ("fax", "yes"),
];

fn id(answer: &Answer) -> CampaignId {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().split(['/', '?']).nth(4).unwrap().parse().unwrap()
}

async fn all(world: &World, campaign: CampaignId) -> Vec<Activity> {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    activities::of_campaign(&tx, campaign).await.unwrap()
}

async fn segment_named(world: &World, name: &str) -> String {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = segments::all(&tx).await.unwrap();
    all.into_iter().find(|saved| saved.named.name == name).unwrap().id.to_string()
}

#[tokio::test]
async fn every_ready_campaign_is_shown_on_its_days_and_begins_so() {
    on_each_world("ready campaigns", async |world| {
        let clerk = world.as_person("clerk").await;
        let list = clerk.get("/t/midorino/campaigns/ready").await;
        let mut start: NaiveDate = "2024-06-03".parse().unwrap();
        for ready in ReadyCampaign::ALL {
            assert!(list.text.contains(ready.name()), "{}", ready.code());
            let at = format!("/t/midorino/campaigns/ready/{}", ready.code());
            let shown = clerk.get(&format!("{at}?start={start}")).await;
            assert_eq!(shown.status, StatusCode::OK);
            assert!(shown.text.contains("ひろめるの提案"), "{}", ready.code());
            let begun = clerk.post(&at, &[("start", &start.to_string())]).await;
            let made = all(&world, id(&begun)).await;
            assert_eq!(made.len(), ready.activities().len(), "{}", ready.code());
            for (made, one) in made.iter().zip(ready.activities()) {
                let first = made.text.starts_on.unwrap();
                assert_eq!(made.text.title, one.title);
                assert!(WorkingCalendar::default().is_working_day(first));
                assert!(first.day() > 10 || !made.text.kind.asks_offices(), "{first}");
                let listed = made.text.kind.channel().is_some() || made.text.kind == ActivityKind::Mail;
                let own = matches!(one.audience, ReadyAudience::Everybody | ReadyAudience::List(_));
                assert_eq!(made.text.segment.is_some(), listed && own, "{}", one.title);
                assert_eq!(made.follows.is_some(), matches!(one.audience, ReadyAudience::Again(..)));
            }
            // What it says becomes the mail's draft, under its own subject.
            if let Some(mail) = made.iter().find(|one| one.text.kind == ActivityKind::Mail) {
                let at = format!("/t/midorino/campaigns/{}/activities/{}", mail.campaign, mail.id);
                let begun = clerk.post_from(&at, &format!("{at}/mailing"), &[]).await;
                let draft = clerk.get(begun.location()).await.text;
                assert!(!draft.contains(mail.text.title.as_str()), "{draft}");
                assert!(draft.contains("{{事業所名}} 御中") && !draft.contains("件名："), "{draft}");
            }
            start += chrono::Duration::days(17);
        }
        let at = "/t/midorino/campaigns/ready/accompanied";
        let wrong = clerk.post(at, &[("start", "6月31日")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text.contains("6月31日"));
        assert_eq!(clerk.get("/t/midorino/campaigns/ready/anything").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn each_area_has_lists_of_its_own() {
    on_each_world("ready campaigns, areas", async |world| {
        let clerk = world.as_person("clerk").await;
        for name in ["北部の圏域", "南部の圏域"] {
            let typed = [("name", name), ("area", name), ("status", "active")];
            clerk.post("/t/midorino/offices/segments/new", &typed).await;
        }
        let (north, south) =
            (segment_named(&world, "北部の圏域").await, segment_named(&world, "南部の圏域").await);
        let at = "/t/midorino/campaigns/ready/support_centres";
        let typed = [("start", "2024-06-11"), ("areas", north.as_str()), ("areas", south.as_str())];
        let looked = clerk.post(at, &[typed[0], typed[1], typed[2], ("act", "look")]).await;
        let shown = clerk.get(looked.location()).await;
        assert!(shown.text.contains("圏域の事業所への電話（南部の圏域）"), "{}", shown.text);
        let made = all(&world, id(&clerk.post(at, &typed).await)).await;
        let calls: Vec<_> = made
            .iter()
            .filter(|one| one.text.title.starts_with("圏域の事業所への電話"))
            .map(|one| one.text.segment.unwrap().to_string())
            .collect();
        assert_eq!(BTreeSet::from_iter(calls), BTreeSet::from([north, south]));

        // The 圏域 of the register are chosen beforehand, and become segments once the campaign begins.
        office_of_district(&world, "2970799991", "ひがし圏域").await;
        let call = "圏域の事業所への電話（ひがし圏域）";
        assert!(clerk.get(at).await.text.contains(call));
        let typed = [("start", "2024-06-11"), ("areas", "district:ひがし圏域")];
        let made = all(&world, id(&clerk.post(at, &typed).await)).await;
        let called = made.iter().find(|one| one.text.title == call).unwrap();
        let district = segment_named(&world, "ひがし圏域").await;
        assert_eq!(called.text.segment.unwrap().to_string(), district);
    })
    .await;
}

#[tokio::test]
async fn an_issue_is_forwarded_by_mail_and_fax_and_the_proof_says_who_got_it() {
    on_each_world("an issue, forwarded", async |world| {
        let emails = ["a@example.jp", "b@example.jp", "", "a@example.jp"].map(str::to_owned);
        mailings::steps::offices(&world, &emails).await;
        let clerk = world.as_person("clerk").await;
        let typed = [("name", "周知町の事業所"), ("area", mailings::steps::TOWN), ("status", "active")];
        clerk.post("/t/midorino/offices/segments/new", &typed).await;
        let segment = segment_named(&world, "周知町の事業所").await;
        for (name, way, reach) in
            [("転送FAXの会", "fax", "0743-00-0009"), ("転送メールの会", "email", "kai@example.jp")]
        {
            let typed = [("name", name), ("kind", "liaison"), (way, reach)];
            clerk.post("/t/midorino/associations/new", &typed).await;
        }
        let at = "/t/midorino/campaigns/forward";
        let wrong =
            clerk.post(at, &[("number", "千"), ("title", "通知の件名"), ("dated", "2999-01-01")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in ["番号（Vol.）は数字で", "通知の件名", "送る相手を選んでください", "FAXの一覧を作るか"]
        {
            assert!(wrong.text.contains(part), "{part}: {}", wrong.text);
        }
        let typed: Vec<(&str, &str)> =
            ISSUE.iter().copied().chain([("audience", segment.as_str())]).collect();
        let done = clerk.post(at, &typed).await;
        let campaign = id(&done);
        let made = all(&world, campaign).await;
        let kinds: Vec<_> = made.iter().map(|one| one.text.kind).collect();
        assert_eq!(kinds, [ActivityKind::Mail, ActivityKind::Fax]);
        let mailing = made[0].text.mailing.unwrap();
        let shown = clerk.get(done.location()).await.text;
        for way in
            [format!("/t/midorino/mailings/{mailing}\""), format!("/activities/{}/paper\"", made[1].id)]
        {
            assert!(shown.contains(&way), "one step to what is sent: {way}: {shown}");
        }
        let preview = clerk.get(&format!("/t/midorino/mailings/{mailing}/preview")).await;
        for part in ["周知事業所その", " 御中", "介護保険最新情報Vol.1310（令和6年5月18日）", "001305481.pdf"]
        {
            assert!(preview.text.contains(part), "{part}: {}", preview.text);
        }
        // The list for the fax is those without a mail address, and it is made.
        assert!(made[1].frozen.is_some());
        let scope = Scope::tenant_by_system(tenant(&world, "midorino").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let listed = recipients::list(&tx, made[1].id).await.unwrap();
        drop(tx);
        let names: Vec<_> = listed.iter().map(|one| one.target.name.as_str()).collect();
        assert_eq!(names, ["周知事業所その2", "転送FAXの会"], "bodies that have no mail address, too");
        // The sheet says what is forwarded, without anybody writing it.
        let texts = clerk
            .get(&format!("/t/midorino/campaigns/{campaign}/activities/{}/paper/texts", made[1].id))
            .await;
        for part in ["value=\"介護保険最新情報Vol.1310のお知らせ\"", "001305481.pdf"] {
            assert!(texts.text.contains(part), "{part}: {}", texts.text);
        }
        // Before anything is sent nobody is said to have been told.
        let page = format!("/t/midorino/campaigns/{campaign}/proof");
        let before = clerk.get(&page).await;
        assert!(
            before.text.contains("FAX番号なし") && !before.text.contains("届いた方法"),
            "{}",
            before.text
        );
        let sent = mailings::steps::send(&clerk, &format!("/t/midorino/mailings/{mailing}")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        server::jobs::drain(&world.app).await.unwrap();
        // From the mailing one goes on to the bodies with a mail address.
        let result = clerk.get(&format!("/t/midorino/mailings/{mailing}")).await.text;
        let bodies = format!("/t/midorino/associations/mailing?mailing={mailing}");
        assert!(result.contains(&bodies), "{result}");
        let tx = world.app.store.read(&scope).await.unwrap();
        let all = store::associations::all(&tx).await.unwrap();
        let body = all.iter().find(|kept| kept.association.name == "転送メールの会").unwrap().id.to_string();
        drop(tx);
        let (mailing, body) = (mailing.to_string(), body);
        let typed = [("mailing", mailing.as_str()), ("associations", body.as_str())];
        let sent = clerk.post("/t/midorino/associations/mailing", &typed).await;
        assert!(sent.location().contains("sent=1"), "{}", sent.text);
        server::jobs::drain(&world.app).await.unwrap();
        let after = clerk.get(&page).await;
        let text = after.text.replace("<!>", "");
        let (missed, reached) = text.split_once("届いた事業所</h2>").expect("both parts");
        for name in ["周知事業所その0", "周知事業所その1", "転送メールの会"] {
            assert!(reached.contains(name) && !missed.contains(name), "{name}: {}", after.text);
        }
        assert!(missed.contains("周知事業所その2") && missed.contains("メール：アドレスなし"), "{missed}");
        assert!(missed.contains("周知事業所その3") && missed.contains("メール：アドレス重複"), "{missed}");
        let csv = clerk.get(&format!("{page}/export?format=csv")).await;
        let csv = String::from_utf8(csv.bytes).unwrap();
        assert_eq!(csv.lines().count(), 7, "{csv}");
        let pdf = clerk.get(&format!("/t/midorino/campaigns/{campaign}/proof.pdf")).await;
        assert!(pdf.bytes.starts_with(b"%PDF-"));
        let book = clerk.get(&format!("{page}/export")).await;
        assert!(zip::ZipArchive::new(Cursor::new(book.bytes)).is_ok());
        let again =
            found(&world, &format!("/t/midorino/campaigns/{campaign}/activities/{}", made[1].id)).await;
        assert!(again.frozen.is_some());
    })
    .await;
}

#[tokio::test]
async fn everybody_is_one_segment_however_often_something_is_forwarded() {
    on_each_world("an issue, to everybody", async |world| {
        let clerk = world.as_person("clerk").await;
        let typed: Vec<(&str, &str)> = ISSUE.iter().copied().chain([("audience", "ready:open")]).collect();
        let done = clerk.post("/t/midorino/campaigns/forward", &typed).await;
        // Nobody of this town has a fax: whoever has no mail either gets a letter, and the next step says so.
        let shown = clerk.get(done.location()).await.main();
        let letter = "FAXで送れるところはありません";
        assert!(shown.contains(letter) && shown.contains("宛名ラベルと送付状を印刷する"), "{shown}");
        let first = all(&world, id(&done)).await;
        let second = all(&world, id(&clerk.post("/t/midorino/campaigns/forward", &typed).await)).await;
        assert_eq!(first[0].text.segment, second[0].text.segment);
        assert_eq!(first[1].text.segment, second[1].text.segment);
        assert_ne!(first[0].text.segment, first[1].text.segment);
    })
    .await;
}

#[tokio::test]
async fn what_another_activity_follows_is_not_removed() {
    on_each_world("an issue, followed", async |world| {
        let clerk = world.as_person("clerk").await;
        let typed: Vec<(&str, &str)> = ISSUE.iter().copied().chain([("audience", "ready:open")]).collect();
        let campaign = id(&clerk.post("/t/midorino/campaigns/forward", &typed).await);
        let mail = all(&world, campaign).await[0].id;
        let at = format!("/t/midorino/campaigns/{campaign}/activities/{mail}");
        let removes = clerk.get(&format!("{at}/dropping")).await;
        assert!(removes.text.contains("value=\"removed\""), "{}", removes.text);
        let again = [("whom", "not_adopted"), ("kind", "phone"), ("name", "電話"), ("starts_on", "")];
        let made = clerk.post(&format!("{at}/again"), &again).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let drops = clerk.get(&format!("{at}/dropping")).await;
        assert!(!drops.text.contains("value=\"removed\""), "{}", drops.text);
        let version = drops.hidden("version").unwrap();
        let typed = [("version", version.as_str()), ("how", "removed")];
        let refused = clerk.post(&format!("{at}/dropping"), &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        assert_eq!(all(&world, campaign).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_campaign_goes_to_another_city_as_a_file_and_only_what_is_chosen_is_taken() {
    on_each_world("a starter kit of a campaign", async |world| {
        let clerk = world.as_person("clerk").await;
        let typed: Vec<(&str, &str)> = ISSUE.iter().copied().chain([("audience", "ready:open")]).collect();
        let campaign = id(&clerk.post("/t/midorino/campaigns/forward", &typed).await);
        let page = clerk.get(&format!("/t/midorino/campaigns/{campaign}/kit")).await;
        assert!(page.text.contains("介護保険最新情報Vol.1310の周知（活動2件）"), "{}", page.text);
        let file = clerk.get(&format!("/t/midorino/campaigns/{campaign}/kit.json")).await;
        let kit: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
        assert_eq!(kit["parts"]["campaign"]["activities"].as_array().unwrap().len(), 2);
        assert!(kit["parts"].get("programme").is_none());
        assert!(
            !String::from_utf8(file.bytes.clone()).unwrap().contains("佐藤"),
            "nobody who is responsible"
        );

        let misaki = world.as_person("misaki-clerk").await;
        let at = "/t/misaki/campaigns/kit";
        let shown = misaki.upload(at, &[], &[("kit_file", "kit.json", &file.bytes)]).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        assert!(shown.text.contains("みどり野市の導入支援パッケージ"), "{}", shown.text);
        let again = shown.hidden("kit").unwrap().replace("&quot;", "\"").replace("&amp;", "&");
        let typed = [("kit", again.as_str()), ("from", "みどり野市"), ("segment", "ready:not_adopted")];
        let none = misaki.upload(at, &typed, &[]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(none.text.contains("取り込むものを1つ以上選んでください"), "{}", none.text);
        assert!(none.text.contains("<option value=\"ready:not_adopted\" selected"), "{}", none.text);
        let typed = [
            ("kit", again.as_str()),
            ("from", "みどり野市"),
            ("parts", "campaign"),
            ("parts", "mail:1"),
            ("start", "令和6年6月11日"),
        ];
        let taken = misaki.upload(at, &typed, &[]).await;
        let own = id(&taken);
        let scope = Scope::tenant_by_system(tenant(&world, "misaki").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let made = activities::of_campaign(&tx, own).await.unwrap();
        assert_eq!(made.len(), 2);
        let mailing = store::mailings::find(&tx, made[0].text.mailing.unwrap()).await.unwrap().unwrap();
        assert!(mailing.text.body.contains("Vol.1310"));
        assert_eq!(made[0].text.starts_on.unwrap().to_string(), "2024-06-11");
        drop(tx);
        // What is damaged, or of something else, is told in a sentence.
        for (bytes, sentence) in [
            (&b""[..], "ファイルを選んでください"),
            (b"{\"format\":\"hiromeru-starter-kit\",\"version\":7,\"parts\":{}}", "新しい版（7）"),
            (b"{\"format\":\"hiromeru-starter-kit\",\"version\":1,\"parts\":{}}", "どれも入っていません"),
            (b"PK\x03\x04", "導入支援パッケージのファイルではありません"),
        ] {
            let refused = misaki.upload(at, &[], &[("kit_file", "kit.json", bytes)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.text.contains(sentence), "{sentence}: {}", refused.text);
        }
    })
    .await;
}
