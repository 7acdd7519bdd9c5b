//! What nothing needs is swept once a day, beside what is in use.

use crate::{
    subsidies::steps,
    support::{World, on_each_world},
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::ids::{FileId, TenantId};
use server::jobs;
use store::testing::tamper;

async fn put(world: &World, tenant: TenantId) -> FileId {
    let bytes = b"nobody knows of me".to_vec();
    let file = world.app.storage.put(&world.app.clock, tenant, None, "a.txt", "text/plain", bytes).await;
    file.unwrap().id
}

async fn is_there(world: &World, tenant: TenantId, id: FileId) -> bool {
    world.app.storage.get(tenant, id).await.is_ok()
}

#[tokio::test]
async fn bytes_without_a_row_go_after_a_day_and_files_in_use_stay() {
    on_each_world("files are swept", async |world| {
        let programme = steps::published(&world, &[]).await;
        let office = steps::office(&world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = steps::begin(&hidamari, &programme, office).await;
        let attachment = steps::attach(&world, &hidamari, &application).await;
        let tenant = steps::tenant(&world, "midorino").await;
        let gone: TenantId = world.app.clock.id();
        let (orphan, of_nobody) = (put(&world, tenant).await, put(&world, gone).await);

        // Bytes are as old as the machine says, so the world's time is the machine's from here on.
        world.run();
        let nobody_has = [("code", "9999-9999-9999")];
        let tried = world.anybody().post("/t/midorino/answer", &nobody_has).await;
        assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", tried.text);
        let database = &world.app.config.database;
        jobs::plan_today(&world.app).await.unwrap();
        jobs::plan_today(&world.app).await.unwrap();
        // Some have an hour in the morning.
        world.wait(TimeDelta::hours(10));
        assert_eq!(
            jobs::drain(&world.app).await.unwrap(),
            8,
            "each daily job once, however many workers plan them"
        );
        assert!(is_there(&world, tenant, orphan).await, "its row may still come");
        assert!(tamper(database, "UPDATE throttles SET tokens = tokens").await > 0, "tries are counted");

        // As if the file had come before words were looked for.
        let unread = "UPDATE attachments SET has_words = NULL WHERE has_words IS NOT NULL";
        assert_eq!(tamper(database, unread).await, 1, "a picture was looked at");
        world.wait(TimeDelta::days(2));
        jobs::plan_today(&world.app).await.unwrap();
        world.wait(TimeDelta::hours(10));
        assert_eq!(jobs::drain(&world.app).await.unwrap(), 9, "and one file is read");
        assert_eq!(tamper(database, unread).await, 1, "it was looked at again");
        assert_eq!(tamper(database, "UPDATE throttles SET tokens = tokens").await, 0, "and forgotten");
        assert!(!is_there(&world, tenant, orphan).await && !is_there(&world, gone, of_nobody).await);
        let hidamari = world.as_person("hidamari").await;
        let file = hidamari.get(&format!("{application}/attachments/{attachment}")).await;
        assert_eq!((file.status, file.bytes.as_slice()), (StatusCode::OK, steps::PNG));
        let clerk = world.as_person("clerk").await;
        assert_eq!(clerk.get("/t/midorino").await.status, StatusCode::OK);
    })
    .await;
}
