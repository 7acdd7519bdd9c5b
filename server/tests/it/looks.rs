//! View records (閲覧記録): every look at personal data is kept with who looked; what was denied was not looked at.

use crate::{
    accounts,
    subsidies::steps,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use domain::ids::AccountId;
use store::{Scope, views};
use uuid::Uuid;

/// What was looked at of one thing in みどり野市, and by whom.
async fn looks(world: &World, kind: &str, subject: Uuid) -> Vec<(AccountId, String)> {
    let tenant = steps::tenant(world, "midorino").await;
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    let looks = views::of_subject(&tx, kind, subject).await.unwrap();
    looks.into_iter().map(|look| (look.account, look.what)).collect()
}

#[tokio::test]
async fn a_look_at_the_register_the_people_and_a_list_is_kept_and_a_denied_one_is_none() {
    on_each_world("looks are kept", async |world| {
        let (clerk, administrator) =
            (steps::account(&world, "clerk").await, steps::account(&world, "administrator").await);
        let midorino = steps::tenant(&world, "midorino").await.uuid();
        let office = accounts::office(&world, "2970999013").await;
        let (at_desk, at_keys) = (world.as_person("clerk").await, world.as_person("administrator").await);
        let list = "事業所番号,事業所名,サービスの種類\n2970999013,ひだまり,43\n";
        let files = [("file", "list.csv", list.as_bytes())];
        let import = at_desk.upload("/t/midorino/imports/new", &[("scope", "own")], &files).await;
        let import = import.location();
        let batch: Uuid = import.rsplit('/').next().unwrap().parse().unwrap();
        let card = format!("/t/midorino/offices/{office}");
        let person = format!("/t/midorino/people/{clerk}");
        let elsewhere = world.as_person("misaki-clerk").await;
        let seen = [
            (&at_desk, card.clone(), "office", office.uuid(), clerk, "card"),
            (&at_desk, format!("{card}/edit"), "office", office.uuid(), clerk, "form"),
            (&at_keys, "/t/midorino/people".to_owned(), "tenant", midorino, administrator, "people"),
            (&at_keys, person, "account", clerk.uuid(), administrator, "person"),
            (&at_desk, import.to_owned(), "import", batch, clerk, "rows"),
            (&at_desk, format!("{import}/file"), "import", batch, clerk, "file"),
        ];
        for (asker, path, kind, subject, who, what) in seen {
            let before = looks(&world, kind, subject).await;
            for denied in [&elsewhere, &world.anybody()] {
                assert_ne!(denied.get(&path).await.status, StatusCode::OK, "{path}");
            }
            assert_eq!(looks(&world, kind, subject).await, before, "{path}: nobody saw it");
            assert_eq!(asker.get(&path).await.status, StatusCode::OK, "{path}");
            let mut after = looks(&world, kind, subject).await;
            assert_eq!(after.len(), before.len() + 1, "{path}: one look more");
            after.retain(|look| *look == (who, what.to_owned()));
            assert!(!after.is_empty(), "{path}: {what} by whom it was given");
        }
    })
    .await;
}
