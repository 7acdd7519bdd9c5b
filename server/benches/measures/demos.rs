//! A year of demo sessions: 47 federations with 40 sessions each. The calendar's pages and the search for what is in the way
//! of a date, each beside its bare query, in the same run.

use crate::{demo_steps as demos, pace::Pace, steps::tenant, support::World};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    demos::{Agenda, StageName, first_quarter},
    ids::TenantId,
    tokyo,
};
use store::{
    Scope,
    demos::{calendar, members, resources},
    testing::{copies, numbered_id, tamper},
};

/// Federations of the country besides the one that is looked at, and sessions of each in a year.
const FEDERATIONS: u32 = 46;
const SESSIONS: u32 = 40;

pub async fn demos(pace: &mut Pace, world: &World) {
    let names = ["demos: the list of a year", "demos: a month", "demos: what is in the way of a date"];
    if !names.iter().any(|name| pace.wants(name)) {
        return;
    }
    let (federation, waiting) = fill(world).await;
    let scope = || Scope::tenant_by_system(federation, "measure");
    let mori = world.as_person("federation").await;
    let today = world.app.clock.today();

    let shown = async |_| {
        assert_eq!(mori.get("/t/midori-kokuhoren/demos").await.status, StatusCode::OK);
    };
    let bare = async |_| {
        let tx = world.app.store.read(&scope()).await.unwrap();
        let agenda = Agenda::default();
        assert!(calendar::listed(&tx, &agenda, today).await.unwrap().len() >= SESSIONS as usize);
        calendar::undated(&tx, &agenda).await.unwrap();
        members::all(&tx).await.unwrap();
    };
    pace.pages(names[0], "its bare queries", shown, bare).await;

    let month = format!("/t/midori-kokuhoren/demos/month?month={}", today.format("%Y-%m"));
    let shown = async |_| assert_eq!(mori.get(&month).await.status, StatusCode::OK);
    let bare = async |_| {
        let tx = world.app.store.read(&scope()).await.unwrap();
        let span = (Some(tokyo::start_of(today)), Some(tokyo::start_of(today + TimeDelta::days(31))));
        calendar::between(&tx, span).await.unwrap();
        // Whatever waits has no date.
        let waiting = Agenda { stage: Some(StageName::Requested), ..Agenda::default() };
        calendar::undated(&tx, &waiting).await.unwrap();
        let quarters = first_quarter(today)..first_quarter(today + TimeDelta::days(31));
        calendar::busy_within(&tx, quarters, &[]).await.unwrap();
    };
    pace.pages(names[1], "its bare queries", shown, bare).await;

    let way = format!("/t/midori-kokuhoren/demos/{waiting}/confirmation");
    let shown = async |_| assert_eq!(mori.get(&way).await.status, StatusCode::OK);
    let bare = async |_| {
        let tx = world.app.store.read(&scope()).await.unwrap();
        resources::all(&tx).await.unwrap();
        let day = "2024-09-18".parse().unwrap();
        let quarters = first_quarter(day)..first_quarter(day + TimeDelta::days(70));
        resources::taken(&tx, quarters).await.unwrap();
    };
    pace.pages(names[2], "its bare queries", shown, bare).await;
}

/// One confirmed session and one that waits, and as many copies of the first as a year of the country has, each with what
/// was promised for it and what prepares it.
async fn fill(world: &World) -> (TenantId, domain::ids::DemoId) {
    demos::federation(world).await;
    let demo = demos::confirmed(world, 20).await;
    let waiting = demos::requested(world).await;
    let settings = &world.app.config.database;
    let id = match settings {
        store::Settings::Sqlite(_) => format!("x'{}'", demo.uuid().simple()),
        store::Settings::Postgres { .. } => format!("'{demo}'"),
    };
    // A session every nine days: as many quarters further on.
    let own = [
        ("id", numbered_id(settings, 'a', "i")),
        ("starts_at", later(settings, "starts_at", "i")),
        ("ends_at", later(settings, "ends_at", "i")),
    ];
    let of = |column: &str| format!("o.{column} = {id}");
    assert_eq!(copies(settings, "demo_sessions", &of("id"), SESSIONS, &own).await, u64::from(SESSIONS));
    let session = ("session_id", numbered_id(settings, 'a', "i"));
    let booked = [session.clone(), ("quarter", "o.quarter + i * 864".to_owned())];
    copies(settings, "demo_bookings", &of("session_id"), SESSIONS, &booked).await;
    // A task has an id of its own: its place in the plan tells those of one session apart.
    let task = ("id", numbered_id(settings, 'b', "(i * 100 + o.position)"));
    copies(settings, "demo_chores", &of("session_id"), SESSIONS, &[task, session]).await;
    // The other federations, each with the same year.
    let house = numbered_id(settings, 'f', "i");
    let slug = ("slug", "'bench-federation-' || i".to_owned());
    let federation = "o.slug = 'midori-kokuhoren'";
    copies(settings, "tenants", federation, FEDERATIONS, &[("id", house.clone()), slug]).await;
    let theirs = "o.tenant_id = (SELECT id FROM tenants WHERE slug = 'midori-kokuhoren')";
    let alone = [("tenant_id", house), ("shared_with", "NULL".to_owned())];
    for table in ["federation_members", "demo_sessions", "demo_chores"] {
        copies(settings, table, theirs, FEDERATIONS, &alone).await;
    }
    copies(settings, "demo_resources", theirs, FEDERATIONS, &alone[..1]).await;
    copies(settings, "demo_bookings", theirs, FEDERATIONS, &alone).await;
    match settings {
        store::Settings::Sqlite(_) => tamper(settings, "PRAGMA optimize = 0x10002").await,
        store::Settings::Postgres { .. } => tamper(settings, "ANALYZE").await,
    };
    (tenant(world, "midori-kokuhoren").await, waiting)
}

/// A moment as many times nine days later.
fn later(settings: &store::Settings, column: &str, times: &str) -> String {
    match settings {
        store::Settings::Sqlite(_) => {
            format!("strftime('%Y-%m-%dT%H:%M:%S+00:00', o.{column}, ({times} * 9) || ' days')")
        }
        store::Settings::Postgres { .. } => format!("o.{column} + {times} * interval '9 days'"),
    }
}
