//! 普及の段階, その後の導入 and 1件あたりの費用: one year of a city, through the pages, on both databases.

use crate::{
    campaigns::steps as campaigns,
    demos::steps as demos,
    follow_up::steps::{good, main, offices},
    mailings::steps::adopt,
    materials::steps as materials,
    payments::steps as payments,
    subsidies::steps::{published, tenant},
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{NaiveDate, TimeZone as _, Utc};
use domain::{
    adoption::Population,
    ids::{DemoId, OfficeId},
    money::Yen,
};
use server::jobs;
use std::collections::BTreeSet;
use store::{Scope, Tx, adoption, demos::registrations, offices as register, subsidies::ledger};

async fn read(world: &World) -> Tx {
    let scope = Scope::tenant_by_system(tenant(world, "midorino").await, "test");
    world.app.store.read(&scope).await.unwrap()
}

fn turn(world: &World, month: u32, day: u32) {
    world.turn_to(Utc.with_ymd_and_hms(2024, month, day, 4, 40, 0).unwrap());
}

/// A page of みどり野市, as its clerk sees it now.
async fn page(world: &World, path: &str) -> String {
    let answer = world.as_person("clerk").await.get(&format!("/t/midorino/adoption/{path}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    main(&answer)
}

/// The line of a table that begins so, without its beginning.
async fn line(world: &World, path: &str, begins: &str) -> String {
    let answer = world.as_person("clerk").await.get(&format!("/t/midorino/adoption/{path}&format=csv")).await;
    let line = answer.text.lines().find_map(|line| line.strip_prefix(begins));
    line.unwrap_or_else(|| panic!("{begins}: {}", answer.text)).to_owned()
}

async fn says(world: &World, office: OfficeId, state: &str, as_of: &str) {
    let clerk = world.as_person("clerk").await;
    let card = format!("/t/midorino/offices/{office}");
    let answer =
        clerk.post_from(&card, &format!("{card}/adoption"), &[("state", state), ("as_of", as_of)]).await;
    assert!(answer.location().contains("done=adoption"), "{}", answer.text);
}

async fn spoke(world: &World, office: OfficeId, way: &str, on: &str) {
    let clerk = world.as_person("clerk").await;
    let path = format!("/t/midorino/offices/{office}/follow-up/new");
    good(&clerk, &path, &[("way", way), ("held_on", on), ("notes", "話した")]).await;
}

/// A phone activity of 30,000 yen that reached one of two offices, and is done; the other one was at 集団指導 on 19 September.
async fn phoned(world: &World) {
    let clerk = world.as_person("clerk").await;
    campaigns::offices(world, &campaigns::phones(2)).await;
    let campaign = campaigns::campaign(&clerk, "電話の周知").await;
    let segment = campaigns::segment(&clerk).await;
    let typed = [("name", "夏の電話"), ("segment", segment.as_str())];
    let phone = campaigns::activity(&clerk, &campaign, "phone", &typed).await;
    assert_eq!(campaigns::freeze(&clerk, &phone).await.status, StatusCode::SEE_OTHER);
    assert_eq!(campaigns::enter(&clerk, &phone, "1 1").await.status, StatusCode::SEE_OTHER);
    let version = campaigns::found(world, &phone).await.version.to_string();
    let ended = [("version", version.as_str()), ("closing", "1件と話せた"), ("cost", "30,000")];
    let answer = clerk.post_from(&phone, &format!("{phone}/result"), &ended).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let typed = [("name", "秋の集団指導"), ("segment", segment.as_str()), ("starts_on", "R6.9.19")];
    let meeting = campaigns::activity(&clerk, &campaign, "group_guidance", &typed).await;
    assert_eq!(campaigns::freeze(&clerk, &meeting).await.status, StatusCode::SEE_OTHER);
    assert_eq!(campaigns::enter(&clerk, &meeting, "2 1").await.status, StatusCode::SEE_OTHER);
}

/// Leaflets that were ordered for 12,000 yen, of which an office got some that adopts later that day.
async fn printed(world: &World) {
    let clerk = world.as_person("clerk").await;
    let leaflet = materials::material(&clerk, &[]).await;
    let today = materials::today(world);
    let order = [
        ("supplier", "みどり印刷"),
        ("pieces", "200"),
        ("ordered_on", today.as_str()),
        ("amount", "12,000円"),
    ];
    let answer = clerk.post(&format!("{leaflet}/orders/new"), &order).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let to = [("to", "office"), ("office", "2970700000")];
    for (kind, more) in [("received", &to[..0]), ("handed_out", &to[..])] {
        let answer = materials::moved(world, &clerk, &leaflet, kind, "50", more).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    }
}

/// ひだまり comes to a session on 18 September; which office that is.
async fn came(world: &World, demo: DemoId) -> (OfficeId, String) {
    turn(world, 9, 18);
    let federation = world.as_person("federation").await;
    let code = demos::codes(world, demo).await[0].clone();
    let path = format!("/t/midori-kokuhoren/demos/{demo}/attendance");
    let done = federation.post(&path, &[("act", "code"), ("code", &code)]).await;
    assert!(done.location().ends_with("?done=code"), "{}", done.text);
    jobs::drain(&world.app).await.unwrap();
    let tx = read(world).await;
    let office = registrations::of_session(&tx, demo).await.unwrap()[0].office.unwrap();
    (office, register::find(&tx, office).await.unwrap().unwrap().number.to_string())
}

/// The subsidy that was granted is paid in the autumn.
async fn paid(world: &World) {
    turn(world, 10, 20);
    let clerk = world.as_person("clerk").await;
    let due = payments::due(world).await;
    let run = payments::at(&payments::make(&clerk, &[due[0].award], "R6.10.31", false).await);
    payments::sent(world, &run).await;
    turn(world, 11, 5);
    let clerk = world.as_person("clerk").await;
    let done = payments::act(&clerk, &run, "results", &[("on", "R6.10.31")]).await;
    assert_eq!(done.location(), format!("{run}?done=results"), "{}", done.text);
}

/// Whoever asks about few offices is told what is told of all.
async fn some_are_counted_as_all_are(tx: &Tx, all: &Population, today: NaiveDate) {
    let ids: Vec<OfficeId> = all.offices.iter().step_by(2).map(|office| office.id).collect();
    let few = adoption::counting::some(tx, &ids).await.unwrap();
    let adopted: BTreeSet<OfficeId> = all.adopted(today).into_iter().filter(|id| ids.contains(id)).collect();
    assert_eq!((few.offices.len(), few.adopted(today)), (ids.len(), adopted));
    let by_service = |of: &Population| of.by(today, |office| office.services.clone());
    let ever = adoption::counting::ever_adopted(tx).await.unwrap();
    let users = by_service(&adoption::counting::some(tx, &ever).await.unwrap());
    for (service, tally) in by_service(all) {
        let known = users.get(&service).map_or(0, |tally| tally.adopted);
        assert_eq!(known, tally.adopted, "{}", service.name());
    }
}

/// What the year cost, in all and by measure.
async fn told_by_what_it_cost(world: &World) {
    let year = page(world, "costs?from=2024-04-01&until=2024-12-20").await;
    for part in ["63,000円を使い、4件が新しく導入しました。1件あたり15,750円です", "夏の電話", "電話の周知"]
    {
        assert!(year.contains(part), "{part}: {year}");
    }
    let costs = "costs/export?from=2024-04-01&until=2024-12-20";
    for (begins, ends) in [
        ("全体,", ",63000,4,15750,"),
        ("施策ごと,補助金,", ",21000,1,21000,"),
        ("施策ごと,周知施策の活動,", ",30000,1,30000,"),
        ("施策ごと,資材の印刷・購入,", ",12000,1,12000,"),
        ("施策ごと,講師派遣の旅費,", ",0,0,,1件も導入がないため計算しません"),
    ] {
        let told = line(world, costs, begins).await;
        assert!(told.ends_with(ends), "{begins}: {told}");
    }
    let late = page(world, "costs?from=2024-10-31&until=2024-11-30").await;
    assert!(late.contains("21,000円を使いました。1件も導入がないため"), "{late}");
}

/// A viewer may make nothing, what was typed wrong is named, and another city sees its own.
async fn told_to_others(world: &World) {
    let viewer = world.as_person("viewer").await;
    let seen = main(&viewer.get("/t/midorino/adoption/funnel").await);
    assert!(seen.contains("一覧を見る") && !seen.contains("対象リストを作る"), "{seen}");
    for (path, says) in [
        ("funnel?on=R9.1.1", "基準日は、今日までの日付で入力してください"),
        ("cohorts?from=夏", "期間の初日"),
        ("costs?from=2024-12-02&until=2024-12-01", "期間の最終日は、初日より後の日付"),
    ] {
        let path = path.replace('夏', "%E5%A4%8F");
        let wrong = viewer.get(&format!("/t/midorino/adoption/{path}")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(main(&wrong).contains(says), "{path}: {}", main(&wrong));
    }
    let other = world.as_person("misaki-clerk").await;
    let theirs = main(&other.get("/t/misaki/adoption/costs?from=2024-04-01&until=2024-12-20").await);
    assert!(theirs.contains("この期間に使った額の記録はありません"), "{theirs}");
}

#[tokio::test]
async fn a_year_is_told_by_steps_by_what_followed_and_by_what_it_cost() {
    on_each_world("funnel, cohorts, costs", async |world| {
        demos::federation(&world).await;
        let demo = demos::confirmed(&world, 20).await;
        let hidamari = world.as_person("hidamari").await;
        let registered = demos::register(&hidamari, demo, &[("people", "1")]).await;
        assert_eq!(registered.status, StatusCode::SEE_OTHER);
        let empty = page(&world, "funnel").await;
        assert!(empty.contains("段階を示す記録が、まだありません"), "{empty}");
        let empty = page(&world, "cohorts").await;
        assert!(empty.contains("この期間に、説明会への参加の記録はありません"), "{empty}");

        let made = offices(&world, &["2970999211", "2970999229", "2970999237", "2970999245"]).await;
        spoke(&world, made[0], "visit", "2024-02-01").await;
        says(&world, made[0], "licensed", "2024-03-01").await;
        spoke(&world, made[1], "call", "2024-02-10").await;
        spoke(&world, made[2], "call", "2024-06-01").await;
        says(&world, made[3], "using", "2024-04-15").await;
        phoned(&world).await;
        let today = "from=2024-07-03&until=2024-07-03";
        let nobody = page(&world, &format!("costs?{today}")).await;
        assert!(
            nobody.contains("30,000円") && nobody.contains("1件も導入がないため計算しません"),
            "{nobody}"
        );
        printed(&world).await;
        adopt(&world, "2970700000").await;
        let programme = published(&world, &[]).await;
        payments::banks(&world).await;
        payments::granted(&world, &programme, 1).await;
        adopt(&world, "2970999100").await;

        // Of February everything is over; of June nothing is known yet.
        let cohorts = "cohorts/export?touch=support";
        let february = line(&world, cohorts, "月ごと・あった事業所,電話・訪問,令和6年2月,").await;
        assert!(february.ends_with(",90,1,2,50.0,0,0"), "{february}");
        let june = line(&world, cohorts, "月ごと・あった事業所,電話・訪問,令和6年6月,").await;
        assert!(june.ends_with(",90,0,0,,1,0"), "{june}");
        let short =
            line(&world, &format!("{cohorts}&within=30"), "月ごと・あった事業所,電話・訪問,令和6年6月,")
                .await;
        assert!(short.ends_with(",30,0,1,0.0,0,0"), "{short}");
        let tx = read(&world).await;
        let today = world.app.clock.today();
        let all = adoption::counting::population(&tx, today).await.unwrap();
        some_are_counted_as_all_are(&tx, &all, today).await;
        drop(tx);
        let others = all.open("2024-02-01".parse().unwrap()).count() - 2;
        let beside = line(&world, cohorts, "月ごと・なかった事業所,電話・訪問,令和6年2月,").await;
        assert!(beside.contains(&format!(",90,1,{others},")), "{others}: {beside}");
        let cut = format!("{cohorts}&from=2024-02-05");
        let cut = line(&world, &cut, "月ごと・なかった事業所,電話・訪問,令和6年2月,").await;
        assert_eq!(cut, beside, "who was visited on the first stands beside nobody");

        let (office, number) = came(&world, demo).await;
        let funnel = page(&world, "funnel").await;
        assert!(funnel.contains("説明会の記録がないまま導入に達した事業所は4件です"), "{funnel}");
        let group = page(&world, "funnel/offices?halt=session").await;
        assert!(group.contains(&number) && group.contains("1件"), "{group}");
        assert!(!group.contains("2970999211"), "who adopted has gone further: {group}");
        let clerk = world.as_person("clerk").await;
        let new = "/t/midorino/offices/segments/new";
        let form = main(&clerk.get(&format!("{new}?halt=session&service=43")).await);
        assert!(form.contains("value=\"session\" selected"), "{form}");
        let saved = good(&clerk, new, &[("name", "説明会の次へ"), ("halt", "session")]).await;
        let segment = main(&clerk.get(&saved).await);
        assert!(segment.contains("台帳のうち、普及の段階が「説明会まで」の事業所"), "{segment}");
        assert!(segment.contains(&number) && !segment.contains("2970999211"), "{segment}");

        paid(&world).await;
        says(&world, office, "licensed", "2024-10-01").await;
        turn(&world, 12, 20);
        let before = line(&world, "funnel/export?on=2024-09-18", "説明会,").await;
        assert!(before.starts_with("1,"), "{before}");
        let group = page(&world, "funnel/offices?halt=session&on=2024-09-18").await;
        assert!(group.contains(&number), "as it was: {group}");
        let group = page(&world, "funnel/offices?halt=session").await;
        assert!(group.contains("2970700001") && !group.contains(&number), "as it is: {group}");
        let session = page(&world, "cohorts?touch=session").await;
        for part in ["50.0%（1／2）", "秋の集団指導", "効果とは限りません"] {
            assert!(
                session.contains(part),
                "who came to a session, and who was at a meeting: {part}: {session}"
            );
        }
        let longer = page(&world, "cohorts?touch=session&within=180").await;
        assert!(longer.contains("180日がたった事業所が、まだありません"), "{longer}");
        for (kind, ends) in [("電話・訪問", ",90,2,4,50.0,0,0"), ("交付決定", ",90,1,1,100.0,0,0")] {
            let told = line(&world, cohorts, &format!("行ったことごと,{kind},")).await;
            assert!(told.ends_with(ends), "{kind}: {told}");
        }

        let tx = read(&world).await;
        let balance = ledger::balance(&tx, programme.parse().unwrap()).await.unwrap();
        drop(tx);
        assert_eq!(balance.paid, Yen(21_000));
        told_by_what_it_cost(&world).await;
        told_to_others(&world).await;
    })
    .await;
}
