//! What the tests of shared counts do again and again.

use crate::{
    campaigns::steps as campaigns,
    subsidies::steps::{account, tenant},
    support::World,
};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::{
    adoption::{AdoptionState, Evidence, Source},
    ids::{OfficeId, TenantId},
};
use server::jobs;
use store::{
    Scope, Tx, adoption,
    adoption::{
        cities::{self, CityMonth},
        sharing,
    },
    campaigns::recipients,
    tenants,
    testing::add_office,
};

/// A city decides with whom it shares, through its page.
pub async fn decides(world: &World, person: &str, slug: &str, with: &[&str]) {
    let administrator = world.as_person(person).await;
    let at = format!("/t/{slug}/adoption/sharing");
    let version = administrator.get(&at).await.hidden("version").unwrap();
    let mut typed = vec![("version", version.as_str())];
    typed.extend(with.iter().map(|reader| ("with", *reader)));
    let answer = administrator.post(&at, &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

/// It decides, and is counted at once.
pub async fn shares(world: &World, person: &str, slug: &str, with: &[&str]) {
    decides(world, person, slug, with).await;
    let house = tenant(world, slug).await;
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    let (houses, city) =
        (sharing::reading_houses(&tx, house).await.unwrap(), tenants::by_id(&tx, house).await.unwrap());
    drop(tx);
    let tx = world.app.store.write(&Scope::tenant_by_system(house, "test")).await.unwrap();
    let when = (world.app.clock.today(), world.app.clock.now());
    sharing::recount(&tx, &city.codes[0], &houses, when).await.unwrap();
    tx.commit().await.unwrap();
}

/// Opens what a clerk of みどり野市 writes.
pub async fn writing(world: &World) -> Tx {
    let scope = Scope::tenant(tenant(world, "midorino").await, account(world, "clerk").await);
    world.app.store.write(&scope).await.unwrap()
}

/// So many more offices in the register of みどり野市.
pub async fn offices(world: &World, count: usize) -> Vec<OfficeId> {
    let tx = writing(world).await;
    let mut made = Vec::with_capacity(count);
    for n in 0..count {
        let (id, number): (OfficeId, _) = (world.app.clock.id(), format!("29709910{n:02}"));
        add_office(&tx, id, &number, &format!("かえで{n}"), "292991", &["11"]).await;
        made.push(id);
    }
    tx.commit().await.unwrap();
    made
}

/// 集団指導 of 10 February 2024 for the offices of a segment; its path.
pub async fn meeting(world: &World, segment: &str) -> String {
    let clerk = world.as_person("clerk").await;
    let campaign = campaigns::campaign(&clerk, "集団指導").await;
    let typed = [("name", "冬の集団指導"), ("segment", segment), ("starts_on", "R6.2.10")];
    let meeting = campaigns::activity(&clerk, &campaign, "group_guidance", &typed).await;
    assert_eq!(campaigns::freeze(&clerk, &meeting).await.status, StatusCode::SEE_OTHER);
    meeting
}

/// Twelve offices of 電話町, all of which were at it.
pub async fn met(world: &World) -> Vec<OfficeId> {
    let clerk = world.as_person("clerk").await;
    campaigns::offices(world, &campaigns::phones(12)).await;
    let meeting = meeting(world, &campaigns::segment(&clerk).await).await;
    let lines: Vec<String> = (1..=12).map(|place| format!("{place} 1")).collect();
    let entered = campaigns::enter(&clerk, &meeting, &lines.join("\n")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
    let tx = writing(world).await;
    let list = recipients::list(&tx, campaigns::last(&meeting).parse().unwrap()).await.unwrap();
    list.into_iter().filter_map(|one| one.target.party.office()).collect()
}

/// Something becomes known of an office.
pub async fn known(world: &World, office: OfficeId, state: AdoptionState, as_of: NaiveDate) {
    let tx = writing(world).await;
    let recorded_at = world.app.clock.now();
    let evidence = Evidence { state, as_of, source: Source::Officer, recorded_at, note: String::new() };
    adoption::record(&tx, world.app.clock.id(), office, &evidence, None).await.unwrap();
    tx.commit().await.unwrap();
}

/// The months of みどり野市 as a house reads them.
pub async fn read_by(world: &World, slug: &str) -> Vec<CityMonth> {
    let (reader, city): (TenantId, TenantId) = (tenant(world, slug).await, tenant(world, "midorino").await);
    let tx = world.app.store.read(&Scope::tenant_by_system(reader, "test")).await.unwrap();
    cities::of_city(&tx, city).await.unwrap()
}

/// Does what waits.
pub async fn work(world: &World) -> usize {
    jobs::drain(&world.app).await.unwrap()
}
