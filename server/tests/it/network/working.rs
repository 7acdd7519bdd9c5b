//! From the map to whom to ask next, to a list, and to a group that is followed.

use super::steps::{adopted, linked, scope};
use crate::{
    follow_up::steps::{good, main, offices},
    support::{Asker, World, on_each_world},
};
use axum::http::StatusCode;
use domain::{
    ids::{OfficeGroupId, OfficeId},
    offices::{Chosen, Segment},
};
use store::offices::segments;

const NEXT: &str = "/t/midorino/adoption/next";
const GROUPS: &str = "/t/midorino/adoption/groups";

#[tokio::test]
async fn the_map_leads_to_whom_to_ask_to_a_list_and_to_a_group() {
    on_each_world("network", async |world| {
        let numbers = ["2970999211", "2970999229", "2970999237", "2970999245"];
        let made = offices(&world, &numbers).await;
        let clerk = world.as_person("clerk").await;
        let pairs: Vec<(OfficeId, OfficeId)> =
            (0..4).flat_map(|one| (one + 1..4).map(move |other| (one, other))).map(|(one, other)| (made[one], made[other])).collect();
        linked(&world, &pairs, world.app.clock.today()).await;
        adopted(&clerk, made[1]).await;
        adopted(&clerk, made[2]).await;

        let map = main(&clerk.get("/t/midorino/adoption/network").await);
        for part in [
            "6組のうち1組は両方が導入していて、いまデータでやりとりできます。4組は片方が導入すれば始まり、1組はどちらも導入していません。",
            "あと1〜2か所でつながる島",
            "伴走事業所22、伴走事業所23",
            r#"role="img" aria-labelledby="map-title map-finding""#,
        ] {
            assert!(map.contains(part), "{part}: {map}");
        }
        assert_eq!(map.matches("class=\"network__tie network__tie--both\"").count(), 2, "one, and its key");
        let around = main(&clerk.get("/t/midorino/adoption/network?q=2970999211").await);
        assert!(around.contains("「伴走事業所21」のまわりのつながり") && around.contains("network__ring"));
        let nobody = main(&clerk.get("/t/midorino/adoption/network?q=%E3%81%AA%E3%81%84%E3%81%AA%E3%81%84").await);
        assert!(nobody.contains("当てはまる事業所はありません"), "{nobody}");

        let next = main(&clerk.get(&format!("{NEXT}?most=1")).await);
        let reason = "すでに導入した連携先が2か所あり、導入すると2組のやりとりが始まります。「伴走事業所24」も導入すれば、さらに3組";
        assert!(next.contains(reason) && next.contains("伴走事業所21"), "{next}");
        let both = main(&clerk.get(NEXT).await);
        assert!(both.contains("次の2か所が導入すると、さらに5組が始まる計算です"), "{both}");
        let chance = main(&clerk.get(&format!("{NEXT}?most=1&unknown=50")).await);
        assert!(chance.contains("見込みで1組のやりとりが始まります"), "{chance}");
        let never = main(&clerk.get(&format!("{NEXT}?unknown=0")).await);
        assert!(never.contains("挙げられる事業所がありません"), "{never}");
        let wrong = clerk.get(&format!("{NEXT}?most=0")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(main(&wrong).contains("何か所までは1から100までの数字で入力してください"));
        let saved = clerk.get(&format!("{NEXT}/export?most=1&format=csv")).await;
        assert!(saved.text.contains("2970999211") && !saved.text.contains("2970999245"), "{}", saved.text);
        let links = clerk.get("/t/midorino/adoption/network/export?format=csv").await;
        assert_eq!(links.text.matches("職員の記録").count(), 6, "{}", links.text);

        let here = format!("{NEXT}?most=1");
        let typed = [("name", "声をかける事業所"), ("numbers", "2970999211")];
        let segment = good(&clerk, &here, &typed).await;
        let page = main(&clerk.get(&segment).await);
        assert!(page.contains("番号が一覧の1件に含まれる事業所") && page.contains("伴走事業所21"), "{page}");
        assert!(!page.contains("伴走事業所24"));
        let again = clerk.post(&here, &typed).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(main(&again).contains("この名前のリストは、すでにあります") && main(&again).contains(reason));
        let same = good(&clerk, &here, &[("name", "同じ事業所"), ("numbers", "2970999211")]).await;
        assert_eq!(same, segment.replace("done=saved", "done=known"), "the list that is there");
        let unknown = [("name", "ほかの"), ("numbers", "2970999211\n2970999260")];
        let unknown = main(&clerk.post("/t/midorino/offices/segments/new", &unknown).await);
        assert!(unknown.contains("2970999260は台帳にありません"), "{unknown}");
        grouped(&world, &clerk, &made).await;
    })
    .await;
}

/// A group is proposed, made, corrected by two, meant by a list, and dissolved.
async fn grouped(world: &World, clerk: &Asker, made: &[OfficeId]) {
    let proposed = main(&clerk.get(GROUPS).await);
    assert!(proposed.contains("伴走事業所21、伴走事業所22、伴走事業所23、伴走事業所24"), "{proposed}");
    let form = main(&clerk.get(&format!("{GROUPS}/new?around={}", made[3])).await);
    assert!(form.contains("2970999229　伴走事業所22"), "{form}");
    let members = "2970999211　伴走事業所21\n2970999229\n2970999237\n2970999260";
    let wrong = clerk.post(&format!("{GROUPS}/new"), &[("name", "四人組"), ("members", members)]).await;
    assert!(main(&wrong).contains("2970999260は台帳にありません") && main(&wrong).contains("四人組"));
    let members = members.replace("2970999260", "2970999245");
    let typed = [
        ("name", "四人組"),
        ("members", members.as_str()),
        ("next_action", "操作研修の日を決める"),
        ("next_on", "2030-01-10"),
    ];
    let at = good(clerk, &format!("{GROUPS}/new"), &typed).await.split('?').next().unwrap().to_owned();
    let twice = clerk.post(&format!("{GROUPS}/new"), &typed).await;
    assert!(main(&twice).contains("この名前のグループは、すでにあります"));
    let page = main(&clerk.get(&at).await);
    for part in ["営業中の4か所のうち", "グループの中の6組のうち", "操作研修の日を決める"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    let list = main(&clerk.get(GROUPS).await);
    assert!(list.contains("2／4か所") && list.contains("いまはありません"), "proposed no longer: {list}");

    // One leaves; whoever saw the group before is told what changed.
    let edit = format!("{at}/edit");
    let version = clerk.get(&edit).await.hidden("version").unwrap();
    let three = members.replace("\n2970999245", "");
    let typed = [("name", "三人組"), ("members", three.as_str()), ("version", version.as_str())];
    assert_eq!(clerk.post_from(&edit, &edit, &typed).await.status, StatusCode::SEE_OTHER);
    let stale = clerk.post_from(&edit, &edit, &typed).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);

    let id: OfficeGroupId = at.rsplit('/').next().unwrap().parse().unwrap();
    let form = main(&clerk.get(&format!("/t/midorino/offices/segments/new?group={id}")).await);
    assert!(form.contains("「三人組」に入っている"), "{form}");
    let meant = async || {
        let tx = world.app.store.read(&scope(world).await).await.unwrap();
        let group = Some(Chosen { what: id, words: "三人組".into() });
        segments::count(&tx, &Segment { group, ..Segment::default() }).await.unwrap()
    };
    assert_eq!(meant().await, 3);
    let version = clerk.get(&at).await.hidden("version").unwrap();
    let gone = clerk.post_from(&at, &format!("{at}/dissolution"), &[("version", &version)]).await;
    assert_eq!(gone.location(), format!("{GROUPS}?done=dissolved"));
    assert_eq!(meant().await, 0, "no list means it any more");
    assert!(main(&clerk.get(&at).await).contains("に解散しました"));
    assert_eq!(clerk.get(&edit).await.status, StatusCode::NOT_FOUND);
}
