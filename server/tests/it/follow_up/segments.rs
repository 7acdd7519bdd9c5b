//! The conditions of segments that tell what was done with offices, and 連携先.

use super::steps::{TOWN, clerk, good, main, offices};
use crate::{subsidies::steps::tenant, support::on_each_world};
use axum::http::StatusCode;
use domain::{
    ids::OfficeId,
    offices::{Offered, Segment, Sessioned},
    software::Linking,
};
use store::{Scope, offices::segments, partners, software::Heard};

#[tokio::test]
async fn partners_are_pasted_told_on_the_card_and_counted_in_a_segment() {
    on_each_world("partners", async |world| {
        let made = offices(&world, &["2970999211", "2970999229", "2970999237"]).await;
        let asker = world.as_person("clerk").await;
        let paste = "/t/midorino/adoption/network/paste";
        let list = "2970999211\t2970999229\n2970999237,2970999211\n2970999229 2970999211";
        good(&asker, paste, &[("act", "save"), ("table", list)]).await;
        // One of the two adopts; the other side is known by one statement alone.
        let card = format!("/t/midorino/offices/{}", made[1]);
        asker
            .post_from(&card, &format!("{card}/adoption"), &[("state", "using"), ("as_of", "2024-07-01")])
            .await;
        let page = main(&asker.get(&format!("/t/midorino/offices/{}", made[0])).await);
        assert!(page.contains("わかっている連携先は2か所、うち導入しているのは1か所です"), "{page}");

        let scope = Scope::tenant(tenant(&world, "midorino").await, clerk(&world).await);
        let meant = async |segment: Segment| {
            let tx = world.app.store.read(&scope).await.unwrap();
            let mut found = segments::candidates(&tx, &segment).await.unwrap();
            found.sort_by_key(|one| one.number);
            found.into_iter().map(|one| one.office).collect::<Vec<OfficeId>>()
        };
        let here = Segment { area: TOWN.into(), ..Segment::default() };
        assert_eq!(meant(Segment { partners: Some(1), ..here.clone() }).await, [made[0]]);
        assert_eq!(meant(Segment { partners: Some(2), ..here.clone() }).await, []);
        // The card takes a number and takes it back; a number of nobody changes nothing.
        let path = format!("/t/midorino/offices/{}", made[2]);
        let nobody = asker.post_from(&path, &format!("{path}/partners"), &[("partner", "2970999245")]).await;
        assert!(nobody.location().contains("no-partner"), "{}", nobody.location());
        let asked_again = main(&asker.get(nobody.location().split('#').next().unwrap()).await);
        assert_eq!(
            asked_again.matches("value=\"2970999245\"").count(),
            1,
            "beside its own field: {asked_again}"
        );
        let added = asker.post_from(&path, &format!("{path}/partners"), &[("partner", "2970999229")]).await;
        assert!(added.location().contains("done=partner"), "{}", added.location());
        assert_eq!(meant(Segment { partners: Some(1), ..here.clone() }).await, [made[0], made[2]]);
        asker.post_from(&path, &format!("{path}/partners/{}/removal", made[1]), &[]).await;
        assert_eq!(meant(Segment { partners: Some(1), ..here }).await, [made[0]]);
    })
    .await;
}

#[tokio::test]
async fn a_segment_means_those_to_whom_something_was_done() {
    on_each_world("segments of what was done", async |world| {
        let made = offices(&world, &["2970999211", "2970999229"]).await;
        let asker = world.as_person("clerk").await;
        let new = format!("/t/midorino/offices/{}/follow-up/new", made[0]);
        good(&asker, &new, &[("way", "call"), ("held_on", "2024-06-01"), ("notes", "話した")]).await;
        let body = [("name", "伴走連絡会"), ("kind", "liaison"), ("phone", "0743-00-0001")];
        let body = good(&asker, "/t/midorino/associations/new", &body).await;
        let body = body.split('?').next().unwrap().to_owned();
        asker.post_from(&body, &format!("{body}/members"), &[("numbers", "2970999229")]).await;

        let form = "/t/midorino/offices/segments/new";
        let id = body.rsplit('/').next().unwrap();
        let typed = [("name", "連絡会に入っている"), ("association", id), ("silent_since", "2024-06-01")];
        let saved = good(&asker, form, &typed).await;
        let page = main(&asker.get(&saved).await);
        let words = "台帳のうち、「伴走連絡会」に入っていて、令和6年6月1日から支援の記録がない事業所";
        assert!(page.contains(words) && page.contains("伴走事業所22"), "{page}");
        assert!(!page.contains("伴走事業所21"));
        let unknown = [("name", "知らない団体"), ("association", "00000000-0000-0000-0000-000000000001")];
        assert_eq!(asker.post(form, &unknown).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let scope = Scope::tenant(tenant(&world, "midorino").await, clerk(&world).await);
        let tx = world.app.store.read(&scope).await.unwrap();
        let here = Segment { area: TOWN.into(), ..Segment::default() };
        let silent = |day: &str| Segment { silent_since: Some(day.parse().unwrap()), ..here.clone() };
        assert_eq!(segments::count(&tx, &silent("2024-06-01")).await.unwrap(), 1);
        assert_eq!(segments::count(&tx, &silent("2024-06-02")).await.unwrap(), 2);
        let linking = |linking| Segment { linking: Some(linking), ..here.clone() };
        assert_eq!(segments::count(&tx, &linking(Linking::Unknown)).await.unwrap(), 2);
        assert_eq!(segments::count(&tx, &linking(Linking::Yes)).await.unwrap(), 0);
        assert_eq!(Offered::default().with(&here), Offered::default());
    })
    .await;
}

#[tokio::test]
async fn a_session_is_a_condition_for_those_who_were_invited_registered_or_came() {
    on_each_world("segments of a session", async |world| {
        crate::demos::steps::federation(&world).await;
        let demo = crate::demos::steps::confirmed(&world, 20).await;
        offices(&world, &["2970999211", "2970999229"]).await;
        crate::demos::steps::entered(&world, demo, "2970999211").await;
        let scope = Scope::tenant(tenant(&world, "midorino").await, clerk(&world).await);
        let tx = world.app.store.read(&scope).await.unwrap();
        let count = async |what: Sessioned| {
            let session = Some(domain::offices::Chosen { what, words: "研修会".into() });
            segments::count(&tx, &Segment { session, area: TOWN.into(), ..Segment::default() }).await.unwrap()
        };
        assert_eq!(count(Sessioned::Registered { session: demo }).await, 1);
        assert_eq!(count(Sessioned::Absent { session: demo }).await, 1);
        assert_eq!(count(Sessioned::Attended { session: demo }).await, 0);
        assert_eq!(count(Sessioned::Invited { session: demo }).await, 0);
        drop(tx);
        let asker = world.as_person("clerk").await;
        let form = main(&asker.get("/t/midorino/offices/segments/new").await);
        assert!(form.contains(&format!("attended:{demo}")), "{form}");
    })
    .await;
}

#[tokio::test]
async fn a_link_that_both_say_is_one_and_is_taken_back_for_both() {
    on_each_world("partners said by both", async |world| {
        let made = offices(&world, &["2970999211", "2970999229", "2970999237"]).await;
        let scope = Scope::tenant(tenant(&world, "midorino").await, clerk(&world).await);
        let tx = world.app.store.write(&scope).await.unwrap();
        let heard =
            Heard { basis: "survey", source: None, on: world.app.clock.today(), now: world.app.clock.now() };
        for (one, other) in [(0, 1), (1, 0), (0, 0), (1, 2)] {
            partners::learn(&tx, world.app.clock.id(), made[one], made[other], heard).await.unwrap();
        }
        assert_eq!(
            partners::every(&tx).await.unwrap().iter().filter(|(one, _)| made.contains(one)).count(),
            2
        );
        let of = partners::of_office(&tx, made[0]).await.unwrap();
        assert_eq!((of.len(), of[0].said_by), (1, partners::SaidBy::Both));
        assert!(partners::forget(&tx, made[0], made[1], world.app.clock.now()).await.unwrap());
        assert!(partners::of_office(&tx, made[0]).await.unwrap().is_empty());
        tx.commit().await.unwrap();
    })
    .await;
}
