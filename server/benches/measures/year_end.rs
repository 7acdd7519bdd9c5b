//! 年度末の総点検 of 200,000 applications, and the home that counts them, each beside its bare query.

use crate::{pace::Pace, steps, support::World};
use axum::http::StatusCode;
use domain::fiscal_year::FiscalYear;
use store::{Scope, subsidies::programmes, year_end};

/// As many as a prefecture has in ten years.
const MANY: u32 = 200_000;

pub async fn year_end(pace: &mut Pace, world: &World) {
    let (sweep, home) =
        ("the year-end sweep of 200,000 applications", "the home beside a year-end tally of 200,000");
    if !pace.wants(sweep) && !pace.wants(home) {
        return;
    }
    let tenant = steps::tenant(world, "midorino").await;
    received(world).await;
    let viewer = world.as_person("viewer").await;
    let year = FiscalYear::parse("R6").unwrap();
    let shown = async |_| {
        assert_eq!(viewer.get("/t/midorino/year-end/2024").await.status, StatusCode::OK);
    };
    let bare = async |_| {
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "measure")).await.unwrap();
        assert_eq!(year_end::page(&tx, year, None, 0, 50).await.unwrap().len(), 50);
        assert!(year_end::total(&year_end::of_year(&tx, year).await.unwrap()).holds());
    };
    pace.compare(sweep, "the bare queries of its first page and of its tally", 10, shown, bare).await;
    let shown = async |_| assert_eq!(viewer.get("/t/midorino").await.status, StatusCode::OK);
    let bare = async |_| {
        let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "measure")).await.unwrap();
        let tally = year_end::total(&year_end::of_year(&tx, year).await.unwrap());
        assert!(tally.holds() && tally.received >= u64::from(MANY));
    };
    pace.compare(home, "its bare tally", 10, shown, bare).await;
}

async fn received(world: &World) {
    let programme = steps::published(world, &[("title", "年度末")]).await.parse().unwrap();
    let office = steps::office(world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
    let (tenant, account) = (steps::tenant(world, "midorino").await, steps::account(world, "hidamari").await);
    let tx = world.app.store.write(&Scope::tenant(tenant, account)).await.unwrap();
    let version = programmes::find(&tx, programme).await.unwrap().unwrap().current.unwrap();
    year_end::receive_many(&tx, programme, &version, (office, account), MANY, world.app.clock.now()).await;
    tx.commit().await.unwrap();
}
