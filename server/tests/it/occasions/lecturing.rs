use super::{WEBINAR, published};
use crate::{
    demos::steps as demos,
    dispatches,
    support::{Answer, World, on_each_world},
};
use axum::http::StatusCode;

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
