//! A year of demo sessions: 47 federations with 40 sessions each. The calendar's pages, the search for what is in the way of a
//! date and for the nearest that is free, and the page that shows it, each beside its bare queries, in the same run.

use crate::{demo_steps as demos, pace::Pace, steps::tenant, support::World};
use axum::http::StatusCode;
use chrono::{NaiveDate, TimeDelta};
use domain::{
    demos::{
        Agenda, BookingRules, DAYS_AROUND, Diary, Month, ResourceKind, Slot, Stock, Wish, first_quarter,
    },
    ids::{DemoId, ResourceId, TenantId},
    tokyo,
    working_days::WorkingCalendar,
};
use std::collections::BTreeSet;
use store::{
    Scope, Tx,
    demos::{
        calendar, members,
        place_holds::SetAside,
        resources::{self, Resource},
        rules,
        sessions::{self, Session},
    },
    tenants,
    testing::{copies, numbered_id, tamper},
};

/// Federations of the country besides the one that is looked at, and sessions of each in a year.
const FEDERATIONS: u32 = 46;
const SESSIONS: u32 = 40;

pub async fn demos(pace: &mut Pace, world: &World) {
    let names = [
        "demos: the list of a year",
        "demos: a month",
        "demos: the search of a free date",
        "demos: the page of what is in the way of a date",
    ];
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
        let (_, dated) = calendar::of_list(&tx, &Agenda::default(), today).await.unwrap();
        assert!(dated.len() >= SESSIONS as usize);
        members::all(&tx).await.unwrap();
        SetAside::of_house(&tx).await.unwrap();
    };
    pace.pages(names[0], "its bare queries", shown, bare).await;

    let month = format!("/t/midori-kokuhoren/demos/month?month={}", today.format("%Y-%m"));
    let shown = async |_| assert_eq!(mori.get(&month).await.status, StatusCode::OK);
    let bare = async |_| {
        let tx = world.app.store.read(&scope()).await.unwrap();
        let (first, next) = (Month::of(today).first(), Month::of(today).next().first());
        let span = (Some(tokyo::start_of(first)), Some(tokyo::start_of(next)));
        calendar::between_and_waiting(&tx, span).await.unwrap();
        tenants::closed_days(&tx).await.unwrap();
        calendar::busy_within(&tx, first_quarter(first)..first_quarter(next), &[]).await.unwrap();
    };
    pace.pages(names[1], "its bare queries", shown, bare).await;

    let asked = {
        let tx = world.app.store.read(&scope()).await.unwrap();
        sessions::find(&tx, waiting).await.unwrap().unwrap()
    };
    let searched = async |_| {
        let tx = world.app.store.read(&scope()).await.unwrap();
        assert_eq!(search(&tx, &asked, today).await, 3);
    };
    let bare = async |_| {
        let tx = world.app.store.read(&scope()).await.unwrap();
        known(&tx, &asked).await;
    };
    pace.pages(names[2], "its bare queries", searched, bare).await;

    let way = format!("/t/midori-kokuhoren/demos/{waiting}/confirmation");
    let shown = async |_| assert_eq!(mori.get(&way).await.status, StatusCode::OK);
    // The request, all that the search asks, what takes something at the candidates, and what that is called.
    let bare = async |_| {
        let tx = world.app.store.read(&scope()).await.unwrap();
        let session = sessions::find(&tx, waiting).await.unwrap().unwrap();
        known(&tx, &session).await;
        let times: Vec<_> = session.request.candidates.iter().map(Slot::quarters).collect();
        let taken = resources::taken_at(&tx, &times).await.unwrap();
        let by = taken.iter().filter_map(|one| match one.by {
            resources::Use::Session(id) => Some(id),
            _ => None,
        });
        let by: BTreeSet<DemoId> = by.collect();
        assert!(!by.is_empty(), "something is in the way");
        calendar::of_ids(&tx, &by.into_iter().collect::<Vec<_>>()).await.unwrap();
    };
    pace.pages(names[3], "its bare queries", shown, bare).await;
}

/// What is asked before anything is searched: what is lent, the rules, when offices work, and what is taken around the days
/// that are asked for.
async fn known(tx: &Tx, session: &Session) -> (Vec<Resource>, BookingRules, WorkingCalendar, Diary) {
    let days = || session.request.candidates.iter().map(|slot| slot.date);
    let beside = TimeDelta::days(DAYS_AROUND + 1);
    let (first, last) = (days().min().unwrap() - beside, days().max().unwrap() + beside);
    let quarters = first_quarter(first)..first_quarter(last);
    (
        resources::all(tx).await.unwrap(),
        rules::own(tx).await.unwrap().0,
        WorkingCalendar::new(tenants::closed_days(tx).await.unwrap()),
        resources::diary(tx, quarters, Some(session.id)).await.unwrap(),
    )
}

/// Whether the first candidate can be had with the demo set that another session has, and how many of the nearest are found
/// instead, as the page looks for them.
async fn search(tx: &Tx, session: &Session, today: NaiveDate) -> usize {
    let (lent, rules, offices_work, diary) = known(tx, session).await;
    let stock: Vec<Stock> = lent.iter().map(Resource::stock).collect();
    let slot = *session.request.candidates.first().unwrap();
    let taken = |one: &&Stock| one.kind == ResourceKind::DemoSet && !diary.is_free(one.id, &slot.quarters());
    let chosen: Vec<ResourceId> = stock.iter().filter(taken).map(|one| one.id).collect();
    assert!(!chosen.is_empty(), "something is in the way");
    let place = session.place().0;
    let wish = Wish {
        slot,
        place,
        travel: rules.travel_to(place),
        kinds: &[ResourceKind::DemoSet, ResourceKind::Lecturer],
        chosen: &chosen,
    };
    wish.alternatives(&stock, &diary, &rules, (today, &offices_work), 3).len()
}

/// One confirmed session and one that waits, and as many copies of the first as a year of the country has, each with what
/// was promised for it and what prepares it.
async fn fill(world: &World) -> (TenantId, DemoId) {
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
