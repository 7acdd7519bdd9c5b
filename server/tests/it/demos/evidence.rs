use super::steps;
use crate::{
    subsidies::steps::tenant,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::{NaiveDate, TimeZone as _, Utc};
use domain::{
    adoption::{AdoptionState, Evidence, Source, current},
    ids::{DemoId, OfficeId},
};
use server::jobs;
use store::{Scope, adoption, demos::registrations, events};

fn midorino_scope(id: domain::ids::TenantId) -> Scope {
    Scope::tenant_by_system(id, "test")
}

/// Who is registered: the registration's id and its office, in the order of their codes.
async fn registered(world: &World, demo: DemoId) -> Vec<(String, OfficeId)> {
    let scope = midorino_scope(tenant(world, "midorino").await);
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = registrations::of_session(&tx, demo).await.unwrap();
    all.into_iter().filter_map(|one| Some((one.id.to_string(), one.office?))).collect()
}

async fn known(world: &World, office: OfficeId) -> Vec<Evidence> {
    jobs::drain(&world.app).await.unwrap();
    let scope = midorino_scope(tenant(world, "midorino").await);
    let tx = world.app.store.read(&scope).await.unwrap();
    let all = adoption::of_office(&tx, office).await.unwrap();
    assert_eq!(events::first_broken(&tx).await.unwrap(), None);
    all.into_iter().map(|one| one.evidence).filter(|one| one.source == Source::DemoSession).collect()
}

#[tokio::test]
async fn who_came_knows_of_the_system_once_and_not_any_more_when_the_list_is_corrected() {
    on_each_world("evidence of a session", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 20).await;
        for (person, people) in [("hidamari", "2"), ("komorebi", "1")] {
            let asker = world.as_person(person).await;
            assert_eq!(
                steps::register(&asker, demo, &[("people", people)]).await.status,
                StatusCode::SEE_OTHER
            );
        }
        let all = registered(&world, demo).await;
        let [(first, hidamari), (_, komorebi)] = &all[..] else { panic!("two: {all:?}") };
        let (hidamari, komorebi) = (*hidamari, *komorebi);
        assert!(known(&world, hidamari).await.is_empty(), "whoever registers has not come yet");
        world.turn_to(Utc.with_ymd_and_hms(2024, 9, 18, 4, 40, 0).unwrap());
        // The federation takes the list: it writes into nobody's register itself.
        let mori = world.as_person("federation").await;
        let path = format!("/t/midori-kokuhoren/demos/{demo}/attendance");
        let code = steps::codes(&world, demo).await[0].clone();
        for _ in 0..2 {
            let done = mori.post(&path, &[("act", "code"), ("code", &code)]).await;
            assert!(done.location().ends_with("?done=code"), "{}", done.text);
        }
        let evidence = known(&world, hidamari).await;
        assert_eq!(evidence.len(), 1, "once: {evidence:?}");
        assert_eq!(evidence[0].state, AdoptionState::Aware, "coming is not adopting");
        assert_eq!(evidence[0].as_of, NaiveDate::from_ymd_opt(2024, 9, 18).unwrap());
        assert!(known(&world, komorebi).await.is_empty());
        let clerk = world.as_person("clerk").await;
        let page = clerk.get(&format!("/t/midorino/offices/{hidamari}")).await.text;
        assert!(page.contains("説明会への参加"), "the register tells where it is known from: {page}");

        // One more person came: the same evidence.
        let (came, was) = (format!("came-{first}"), format!("was-{first}"));
        let list = |people: &'static str, before: &'static str| {
            [("act", "list"), (came.as_str(), people), (was.as_str(), before)]
        };
        assert!(
            clerk
                .post(&format!("/t/midorino/demos/{demo}/attendance"), &list("3", "2"))
                .await
                .location()
                .ends_with("?done=list")
        );
        assert_eq!(known(&world, hidamari).await, evidence);
        // It was somebody else: nobody of theirs came.
        assert!(mori.post(&path, &list("0", "3")).await.location().ends_with("?done=list"));
        assert!(known(&world, hidamari).await.is_empty());
        // And they did come after all.
        assert!(mori.post(&path, &list("1", "0")).await.location().ends_with("?done=list"));
        assert_eq!(known(&world, hidamari).await.len(), 1);
        let scope = midorino_scope(tenant(&world, "midorino").await);
        let tx = world.app.store.read(&scope).await.unwrap();
        let happened = events::of_subject(&tx, "office", hidamari.uuid()).await.unwrap();
        let count = |kind: &str| happened.iter().filter(|event| event.kind == kind).count();
        assert_eq!(count("office.adoption-recorded"), 2, "each recording is in the chain");
        assert_eq!(count("office.adoption-withdrawn"), 1);
    })
    .await;
}

#[tokio::test]
async fn an_office_that_uses_the_system_stays_one_that_does() {
    on_each_world("evidence that takes nothing back", async |world| {
        steps::federation(&world).await;
        let demo = steps::confirmed(&world, 20).await;
        let hidamari = world.as_person("hidamari").await;
        steps::register(&hidamari, demo, &[("people", "1")]).await;
        let office = registered(&world, demo).await[0].1;
        let using = Evidence {
            state: AdoptionState::Using,
            as_of: NaiveDate::from_ymd_opt(2024, 7, 1).unwrap(),
            source: Source::WamNetList,
            recorded_at: world.app.clock.now(),
            note: String::new(),
        };
        let scope = midorino_scope(tenant(&world, "midorino").await);
        let tx = world.app.store.write(&scope).await.unwrap();
        adoption::record(&tx, world.app.clock.id(), office, &using, None).await.unwrap();
        tx.commit().await.unwrap();
        world.turn_to(Utc.with_ymd_and_hms(2024, 9, 18, 4, 40, 0).unwrap());
        // At the door of the city itself, and taken back there.
        let clerk = world.as_person("clerk").await;
        let door = format!("/t/midorino/demos/{demo}/door");
        let one = registered(&world, demo).await[0].0.clone();
        let came = format!("came-{one}");
        let typed = [("act", "come"), ("registration", one.as_str()), (came.as_str(), "1")];
        assert!(clerk.post(&door, &typed).await.location().ends_with("?done=came"));
        assert_eq!(known(&world, office).await.len(), 1);
        let tx = world.app.store.read(&scope).await.unwrap();
        let all: Vec<Evidence> =
            adoption::of_office(&tx, office).await.unwrap().into_iter().map(|one| one.evidence).collect();
        drop(tx);
        let holds = current(&all, NaiveDate::from_ymd_opt(2024, 9, 18).unwrap()).unwrap();
        assert_eq!(holds.state, AdoptionState::Using);
        let undo = [("act", "undo"), ("registration", one.as_str())];
        assert!(clerk.post(&door, &undo).await.location().ends_with("?done=undone"));
        assert!(known(&world, office).await.is_empty());
    })
    .await;
}
