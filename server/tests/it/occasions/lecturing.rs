use super::{WEBINAR, published};
use crate::{
    demos::steps as demos,
    dispatches,
    subsidies::steps::tenant,
    support::{Answer, World, on_each_world},
};
use axum::http::StatusCode;
use store::{Scope, dispatches::lecturers};

async fn send(world: &World, occasion: &str, lecturer: &str, travel: &str) -> Answer {
    let nakamura = world.as_person("central").await;
    let typed = [("lecturer", lecturer), ("travel", travel)];
    nakamura.post(&format!("/t/chuokai/occasions/{occasion}/lecturers"), &typed).await
}

#[tokio::test]
async fn a_lecturer_is_never_at_an_occasion_and_at_a_dispatch_at_once() {
    on_each_world("a lecturer of an occasion", async |world| {
        let (id, _) = published(&world).await;
        let one = dispatches::lecturer(&world, "中央 太郎").await;
        let at = format!("/t/chuokai/occasions/{id}/lecturers");
        let nakamura = world.as_person("central").await;
        let empty = nakamura.post(&at, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text.contains("派遣する講師を選んでください"), "{}", empty.text);
        assert_eq!(send(&world, &id, &one, "60").await.location(), format!("{at}?done=sent"));
        // The webinar moves to an hour at which the same lecturer is at a city's session.
        demos::federation(&world).await;
        let demo = demos::confirmed(&world, 20).await;
        let dispatch = dispatches::ask(&world, demo).await;
        let typed = [("answer", "accept"), ("lecturer", one.as_str()), ("travel", "60")];
        assert_eq!(dispatches::answer(&world, &dispatch, &typed).await.status, StatusCode::SEE_OTHER);
        let moved: Vec<_> = WEBINAR
            .iter()
            .map(|(name, value)| match *name {
                "first_on" => (*name, "R6.9.18"),
                "closes_on" => (*name, "R6.9.17"),
                name => (name, *value),
            })
            .collect();
        let edit = format!("/t/chuokai/occasions/{id}/edit");
        let refused = nakamura.post(&edit, &moved).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains("講師の中央 太郎は、変更後の日時にほかの派遣か予定があります"),
            "{}",
            refused.text
        );
        // What was promised before stands.
        let week = nakamura.get("/t/chuokai/lecturers?day=2024-09-26").await.text;
        assert!(week.contains("自治体向けウェビナー") && week.contains("13:00〜17:00"), "{week}");
        let released = nakamura.post(&at, &[("act", "release"), ("lecturer", one.as_str())]).await;
        assert_eq!(released.location(), format!("{at}?done=released"), "{}", released.text);
        assert_eq!(nakamura.post(&edit, &moved).await.status, StatusCode::SEE_OTHER);
        let taken = send(&world, &id, &one, "0").await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(taken.text.contains("ほかの派遣か不在の予定があります"), "{}", taken.text);
        assert!(taken.text.contains("予定あり：みどり野市（"), "it says where: {}", taken.text);
    })
    .await;
}

#[tokio::test]
async fn the_other_way_round_too_and_an_occasion_that_is_called_off_gives_the_time_back() {
    on_each_world("an occasion before a dispatch", async |world| {
        demos::federation(&world).await;
        let demo = demos::confirmed(&world, 20).await;
        let dispatch = dispatches::ask(&world, demo).await;
        let one = dispatches::lecturer(&world, "中央 太郎").await;
        let nakamura = world.as_person("central").await;
        let fair: Vec<_> = WEBINAR
            .iter()
            .map(|(name, value)| match *name {
                "first_on" => (*name, "R6.9.17"),
                "closes_on" => (*name, "R6.9.16"),
                name => (name, *value),
            })
            .chain([("last_on", "R6.9.19")])
            .collect();
        let added = nakamura.post("/t/chuokai/occasions/new", &fair).await;
        let id = added.location().split(['/', '?']).nth(4).unwrap().to_owned();
        assert!(send(&world, &id, &one, "0").await.location().ends_with("?done=sent"));
        let typed = [("answer", "accept"), ("lecturer", one.as_str()), ("travel", "0")];
        let refused = dispatches::answer(&world, &dispatch, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "the second of three days");
        assert!(refused.text.contains("予定あり：自治体向けウェビナー"), "{}", refused.text);
        let own = format!("/t/chuokai/occasions/{id}");
        nakamura.post_from(&own, &format!("{own}/publication"), &[]).await;
        let off = nakamura.post(&format!("{own}/cancellation"), &[("reason", "台風のため")]).await;
        assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.text);
        assert_eq!(dispatches::answer(&world, &dispatch, &typed).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn who_stopped_is_chosen_nowhere_and_keeps_what_was_promised() {
    on_each_world("a lecturer who stopped", async |world| {
        let (id, _) = published(&world).await;
        let one = dispatches::lecturer(&world, "中央 太郎").await;
        assert_eq!(send(&world, &id, &one, "0").await.status, StatusCode::SEE_OTHER);
        let nakamura = world.as_person("central").await;
        let act = async |act: &str| {
            let typed = [("act", act), ("lecturer", one.as_str())];
            nakamura.post_from("/t/chuokai/lecturers", "/t/chuokai/lecturers/new", &typed).await
        };
        assert_eq!(act("retire").await.location(), "/t/chuokai/lecturers?done=retired");
        assert_eq!(act("retire").await.location(), "/t/chuokai/lecturers?done=retired", "twice is once");
        let page = nakamura.get("/t/chuokai/lecturers?day=2024-09-26").await.text;
        assert!(
            page.contains("中央 太郎（派遣しません）") && page.contains("自治体向けウェビナー"),
            "{page}"
        );
        let other = published_elsewhere(&world).await;
        let refused = send(&world, &other, &one, "0").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("ほかに派遣できる講師はいません"), "{}", refused.text);
        assert_eq!(act("reinstate").await.location(), "/t/chuokai/lecturers?done=reinstated");
        assert_eq!(send(&world, &other, &one, "0").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

/// An occasion of a house on the day of a session of みどり野市; the page of who is sent to it.
async fn of_house(world: &World, person: &str, house: &str) -> String {
    let officer = world.as_person(person).await;
    let that_day: Vec<_> = WEBINAR
        .iter()
        .map(|(name, value)| match *name {
            "first_on" => (*name, "R6.9.18"),
            "closes_on" => (*name, "R6.9.17"),
            name => (name, *value),
        })
        .collect();
    let added = officer.post(&format!("/t/{house}/occasions/new"), &that_day).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    let id = added.location().split(['/', '?']).nth(4).unwrap().to_owned();
    format!("/t/{house}/occasions/{id}/lecturers")
}

#[tokio::test]
async fn what_a_federation_shares_is_at_its_occasion_or_at_a_session() {
    on_each_world("an occasion of a federation", async |world| {
        demos::federation(&world).await;
        let mori = world.as_person("federation").await;
        let at = of_house(&world, "federation", "midori-kokuhoren").await;
        let own = at.strip_suffix("/lecturers").unwrap();
        assert!(mori.get(own).await.text.contains("講師・機材を決める"));
        let sets: Vec<String> = demos::sets(&world).await.iter().map(ToString::to_string).collect();
        let empty = mori.post(&at, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text.contains("講師・機材を選んでください"), "{}", empty.text);
        let sent = mori.post(&at, &[("lecturer", sets[0].as_str()), ("travel", "60")]).await;
        assert_eq!(sent.location(), format!("{at}?done=sent"), "{}", sent.text);
        let week = mori.get("/t/midori-kokuhoren/demos/week?day=2024-09-18").await.text;
        for words in ["自治体向けウェビナー", "自治体向けウェビナー（移動・輸送）", own]
        {
            assert!(week.contains(words), "{words}: {week}");
        }
        // A session at that hour gets the other set; what is at the occasion is told with where it is.
        let demo = demos::requested(&world).await;
        let refused = demos::confirm(&world, demo, "1", 0, "20").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("は自治体向けウェビナー"), "{}", refused.text);
        assert_eq!(demos::confirm(&world, demo, "1", 1, "20").await.status, StatusCode::SEE_OTHER);
        let taken = mori.post(&at, &[("lecturer", sets[1].as_str()), ("travel", "0")]).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["その日時にほかの予定があります", "予定あり：みどり野市"] {
            assert!(taken.text.contains(words), "{words}: {}", taken.text);
        }
        // To the city it is taken, and not by what.
        let city = world.as_person("clerk").await.get("/t/midorino/demos/week?day=2024-09-18").await.text;
        assert!(city.contains("ほかの予定あり") && !city.contains("ウェビナー"), "{city}");
        // Called off, it is free for a session.
        mori.post_from(own, &format!("{own}/publication"), &[]).await;
        let off = mori.post(&format!("{own}/cancellation"), &[("reason", "台風のため")]).await;
        assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.text);
        let other = demos::requested(&world).await;
        assert_eq!(demos::confirm(&world, other, "1", 0, "20").await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn a_prefecture_keeps_its_own_lecturers_and_sends_them_to_its_occasions() {
    on_each_world("lecturers of a prefecture", async |world| {
        let hasegawa = world.as_person("prefecture").await;
        let list = "/t/midori-ken/lecturers";
        let typed = [("act", "add"), ("name", "県 花子"), ("base", "県庁")];
        let added = hasegawa.post_from(list, &format!("{list}/new"), &typed).await;
        assert_eq!(added.location(), format!("{list}?done=added"), "{}", added.text);
        let scope = Scope::tenant_by_system(tenant(&world, "midori-ken").await, "test");
        let tx = world.app.store.read(&scope).await.unwrap();
        let who = lecturers::all(&tx).await.unwrap().remove(0).id.to_string();
        drop(tx);
        let at = of_house(&world, "prefecture", "midori-ken").await;
        let sent = hasegawa.post(&at, &[("lecturer", who.as_str()), ("travel", "30")]).await;
        assert_eq!(sent.location(), format!("{at}?done=sent"), "{}", sent.text);
        let second = of_house(&world, "prefecture", "midori-ken").await;
        let busy = hasegawa.post(&second, &[("lecturer", who.as_str()), ("travel", "0")]).await;
        assert_eq!(busy.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(busy.text.contains("予定あり：自治体向けウェビナー"), "{}", busy.text);
        let week = hasegawa.get(&format!("{list}?day=2024-09-18")).await.text;
        assert!(week.contains("13:30〜16:30"), "{week}");
        // Nobody else sees them.
        let central = world.as_person("central").await.get("/t/chuokai/lecturers").await.text;
        assert!(!central.contains("県 花子"), "{central}");
    })
    .await;
}

/// A second webinar, a day later.
async fn published_elsewhere(world: &World) -> String {
    let nakamura = world.as_person("central").await;
    let later: Vec<_> = WEBINAR
        .iter()
        .map(|(name, value)| (*name, if *name == "first_on" { "R6.9.27" } else { *value }))
        .collect();
    let added = nakamura.post("/t/chuokai/occasions/new", &later).await;
    added.location().split(['/', '?']).nth(4).unwrap().to_owned()
}
