//! What tests of the public page and of voices do first.

use crate::{
    follow_up,
    subsidies::steps::{account, tenant},
    support::World,
};
use domain::{
    adoption::{AdoptionState, Evidence, Source},
    form::Typed,
    ids::{OfficeId, VoiceId},
    voices::VoiceForm,
};
use store::{Scope, adoption, progress, voices};

/// Numbers of offices that these tests add; the first of them use the system.
pub const NUMBERS: [&str; 8] = [
    "2971004101",
    "2971004201",
    "2971004301",
    "2971004401",
    "2971004501",
    "2971004601",
    "2971004701",
    "2971004801",
];

/// Adds eight offices to みどり野市's register, of which so many use the system since today; their ids.
pub async fn offices(world: &World, using: usize) -> Vec<OfficeId> {
    let ids = follow_up::steps::offices(world, &NUMBERS).await;
    for id in ids.iter().take(using) {
        uses(world, *id, AdoptionState::Using).await;
    }
    ids
}

/// An officer writes down that an office has come so far today.
pub async fn uses(world: &World, office: OfficeId, state: AdoptionState) {
    let scope = Scope::tenant(tenant(world, "midorino").await, account(world, "clerk").await);
    let tx = world.app.store.write(&scope).await.unwrap();
    let evidence = Evidence {
        state,
        as_of: world.app.clock.today(),
        source: Source::Officer,
        recorded_at: world.app.clock.now(),
        note: String::new(),
    };
    adoption::record(&tx, world.app.clock.id(), office, &evidence, None).await.unwrap();
    tx.commit().await.unwrap();
}

/// What an office agrees to: reached by telephone, by its name.
pub fn said(world: &World) -> Vec<(&'static str, String)> {
    vec![
        ("quote", "毎月のFAXがなくなりました。".to_owned()),
        ("named", "yes".to_owned()),
        ("reach", "direct".to_owned()),
        ("person", "管理者 声野".to_owned()),
        ("phone", "0743-00-7788".to_owned()),
        ("agreed_on", world.app.clock.today().to_string()),
        ("agreed_by", "管理者 声野".to_owned()),
    ]
}

/// One of everything: a page that is public, a voice that stays, and one that will be taken back.
pub async fn one_of_each(world: &World) -> (VoiceId, VoiceId) {
    let ids = offices(world, 6).await;
    let scope = Scope::tenant(tenant(world, "midorino").await, account(world, "clerk").await);
    let tx = world.app.store.write(&scope).await.unwrap();
    let now = world.app.clock.now();
    progress::publish(&tx, &progress::Kept::default(), now).await.unwrap();
    let typed: Typed = said(world).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let said = VoiceForm::parse(&typed, world.app.clock.today()).unwrap();
    let (stays, leaves): (VoiceId, VoiceId) = (world.app.clock.id(), world.app.clock.id());
    voices::add(&tx, stays, ids[0], &said, now).await.unwrap();
    voices::add(&tx, leaves, ids[1], &said, now).await.unwrap();
    tx.commit().await.unwrap();
    (stays, leaves)
}
