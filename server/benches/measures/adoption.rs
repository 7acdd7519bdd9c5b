//! The adoption of a whole country: 1,741 cities with 220,000 offices, and 36 months of counts of each, written by the
//! database itself. A city's page and that of 国保中央会 beside their bare queries, and counting a city beside reading it.

use crate::{
    pace::Pace,
    steps::{account, tenant},
    support::World,
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    adoption::{AdoptionState, Evidence, Source, across::Reader},
    ids::{OfficeId, TenantId},
};
use store::{
    Scope, Settings,
    adoption::{self, cities, counting, sharing},
    testing::{add_office, copies, numbered_id, tamper},
};

/// Cities besides みさき町, their offices, and those of みさき町.
const CITIES: u32 = 1_740;
const OFFICES: u32 = 220_000;
const OWN: u32 = 188;

const NAMES: [&str; 3] =
    ["adoption: the page of a city", "adoption: the page of the country", "adoption: counting a city"];

pub async fn adoption(pace: &mut Pace, world: &World) {
    if !NAMES.iter().any(|name| pace.wants(name)) {
        return;
    }
    let city = fill(world).await;
    page_of_a_city(pace, world, city).await;
    page_of_the_country(pace, world).await;
    counting_a_city(pace, world, city).await;
}

async fn page_of_a_city(pace: &mut Pace, world: &World, city: TenantId) {
    let clerk = world.as_person("misaki-clerk").await;
    let shown = async |_| assert_eq!(clerk.get("/t/misaki/adoption").await.status, StatusCode::OK);
    let bare = async |_| {
        let tx = world.app.store.read(&Scope::tenant_by_system(city, "measure")).await.unwrap();
        let all = counting::population(&tx, world.app.clock.today()).await.unwrap();
        assert!(all.offices.len() >= OWN as usize);
        counting::corporations(&tx).await.unwrap();
        adoption::lists(&tx).await.unwrap();
        adoption::applying(&tx).await.unwrap();
    };
    pace.pages(NAMES[0], "its bare queries", shown, bare).await;
}

async fn page_of_the_country(pace: &mut Pace, world: &World) {
    let house = tenant(world, "chuokai").await;
    let central = world.as_person("central").await;
    let shown = async |_| assert_eq!(central.get("/t/chuokai/adoption/cities").await.status, StatusCode::OK);
    let bare = async |_| {
        let tx = world.app.store.read(&Scope::tenant_by_system(house, "measure")).await.unwrap();
        assert_eq!(cities::newest(&tx, None).await.unwrap().len(), CITIES as usize + 1);
        assert_eq!(cities::trend(&tx, None).await.unwrap().len(), 36);
        cities::sums(&tx, None).await.unwrap();
        drop(tx);
        let tx = world.app.store.read(&Scope::system("measure")).await.unwrap();
        cities::municipalities(&tx, None).await.unwrap();
    };
    pace.pages(NAMES[1], "its bare queries", shown, bare).await;
}

/// What every change costs once nobody looks.
async fn counting_a_city(pace: &mut Pace, world: &World, city: TenantId) {
    if !pace.wants(NAMES[2]) {
        return;
    }
    let (today, now) = (world.app.clock.today(), world.app.clock.now());
    let scope = || Scope::tenant_by_system(city, "measure");
    let houses = {
        let tx = world.app.store.read(&Scope::system("measure")).await.unwrap();
        sharing::reading_houses(&tx, city).await.unwrap()
    };
    let counted = async |_| {
        let tx = world.app.store.write(&scope()).await.unwrap();
        sharing::recount(&tx, "293997", &houses, (today, now)).await.unwrap();
        tx.commit().await.unwrap();
    };
    let read = async |_| {
        let tx = world.app.store.read(&scope()).await.unwrap();
        counting::population(&tx, today).await.unwrap();
    };
    pace.compare(NAMES[2], "reading what is known of it", 50, counted, read).await;
}

/// みさき町 by the program's own hands, everything else copied from it.
async fn fill(world: &World) -> TenantId {
    let city = tenant(world, "misaki").await;
    let administrator = account(world, "misaki-clerk").await;
    let (now, today) = (world.app.clock.now(), world.app.clock.today());
    let tx = world.app.store.write(&Scope::tenant(city, administrator)).await.unwrap();
    for n in 0..OWN {
        let id: OfficeId = world.app.clock.id();
        add_office(&tx, id, &format!("2970980{n:03}"), &format!("事業所{n}"), "293997", &["11", "43"]).await;
        let state = if n % 6 == 0 { AdoptionState::Using } else { AdoptionState::Aware };
        let as_of = today - TimeDelta::days(i64::from(n) * 5);
        let evidence =
            Evidence { state, as_of, source: Source::Officer, recorded_at: now, note: String::new() };
        adoption::record(&tx, world.app.clock.id(), id, &evidence, None).await.unwrap();
    }
    sharing::share(&tx, 0, &[Reader::Prefecture, Reader::Central].into_iter().collect(), now).await.unwrap();
    tx.commit().await.unwrap();
    let houses = {
        let tx = world.app.store.read(&Scope::system("measure")).await.unwrap();
        sharing::reading_houses(&tx, city).await.unwrap()
    };
    let tx = world.app.store.write(&Scope::tenant_by_system(city, "measure")).await.unwrap();
    sharing::recount(&tx, "293997", &houses, (today, now)).await.unwrap();
    tx.commit().await.unwrap();
    country(&world.app.config.database).await;
    city
}

async fn country(settings: &Settings) {
    let house = |number: &str| numbered_id(settings, 'd', number);
    let prefecture = "(i % 47 + 1)";
    let code = format!("CASE WHEN i % 47 < 9 THEN '0' ELSE '' END || {prefecture} || '2011'");
    let own = "(SELECT t.id FROM tenants t WHERE t.slug = 'misaki')";
    let central = "(SELECT t.id FROM tenants t WHERE t.kind = 'central')";
    let of = |table: &'static str, condition: String, count: u32, changed: Vec<(&'static str, String)>| async move {
        assert!(copies(settings, table, &condition, count, &changed).await > 0, "{table}");
    };
    let named =
        vec![("id", house("i")), ("slug", "'city-' || i".to_owned()), ("name", "'市' || i".to_owned())];
    of("tenants", "o.slug = 'misaki'".to_owned(), CITIES, named).await;
    let coded = vec![("tenant_id", house("i")), ("code", code.clone())];
    of("tenant_codes", format!("o.tenant_id = {own}"), CITIES, coded).await;
    of("adoption_sharing", format!("o.tenant_id = {own}"), CITIES, vec![("tenant_id", house("i"))]).await;
    let counted = vec![
        ("tenant_id", house("i")),
        ("code", code),
        ("prefecture", prefecture.to_owned()),
        ("adopted", "o.adopted + i % 40".to_owned()),
    ];
    of("adoption_counts", format!("o.tenant_id = {own} AND o.shared_with = {central}"), CITIES, counted)
        .await;
    let (of_house, office) = (house(&format!("(i % {CITIES} + 1)")), numbered_id(settings, 'e', "i"));
    let first = "(SELECT f.id FROM offices f WHERE f.number = '2970980000')";
    let registered = vec![
        ("tenant_id", of_house.clone()),
        ("id", office.clone()),
        ("number", "CAST(2000000000 + i AS text)".to_owned()),
        ("search_key", "'事業所' || i".to_owned()),
    ];
    of("offices", format!("o.id = {first}"), OFFICES, registered).await;
    let given = vec![
        ("tenant_id", of_house.clone()),
        ("id", numbered_id(settings, 'b', "i")),
        ("office_id", office.clone()),
    ];
    of("office_services", format!("o.office_id = {first} AND o.service_code = '11'"), OFFICES, given).await;
    let known = vec![("tenant_id", of_house), ("id", numbered_id(settings, 'f', "i")), ("office_id", office)];
    of("adoption_evidence", format!("o.office_id = {first}"), OFFICES, known).await;
    let analyse =
        if matches!(settings, Settings::Postgres { .. }) { "ANALYZE" } else { "PRAGMA optimize = 0x10002" };
    tamper(settings, analyse).await;
}
