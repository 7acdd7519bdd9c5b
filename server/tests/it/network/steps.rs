//! What tests of the network do first.

use crate::{
    subsidies::steps::{account, tenant},
    support::{Asker, World},
};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::{
    ids::{OfficeGroupId, OfficeId, PartnerPasteId},
    office_groups::GroupText,
};
use std::collections::BTreeSet;
use store::{Scope, office_groups, partner_pastes, partners, software::Heard};

/// The scope of みどり野市's clerk.
pub async fn scope(world: &World) -> Scope {
    Scope::tenant(tenant(world, "midorino").await, account(world, "clerk").await)
}

/// A pasted list without pairs, and a group of one office.
pub async fn one_of_each(world: &World, office: OfficeId) -> (PartnerPasteId, OfficeGroupId) {
    let clerk = account(world, "clerk").await;
    let tx = world.app.store.write(&scope(world).await).await.unwrap();
    let (paste, group) = (world.app.clock.id(), world.app.clock.id());
    let (now, today) = (world.app.clock.now(), world.app.clock.today());
    let ids = || world.app.clock.id();
    partner_pastes::take_over(&tx, (paste, clerk), &[], "どこにもない事業所", (today, now), &ids)
        .await
        .unwrap();
    let text = GroupText { name: "ためしグループ".into(), note: String::new(), next: None };
    let members = BTreeSet::from([office]);
    let ids = || world.app.clock.id();
    assert!(office_groups::add(&tx, (group, clerk), &text, &members, &ids, now).await.unwrap());
    tx.commit().await.unwrap();
    (paste, group)
}

/// Writes down that these offices exchange plans, in the name of an officer.
pub async fn linked(world: &World, pairs: &[(OfficeId, OfficeId)], on: NaiveDate) {
    let tx = world.app.store.write(&scope(world).await).await.unwrap();
    let heard = Heard { basis: "officer", source: None, on, now: world.app.clock.now() };
    for (one, other) in pairs {
        partners::learn(&tx, world.app.clock.id(), *one, *other, heard).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Writes down on the card of an office that it uses the system.
pub async fn adopted(asker: &Asker, office: OfficeId) {
    let card = format!("/t/midorino/offices/{office}");
    let typed = [("state", "using"), ("as_of", "2024-07-01")];
    let answer = asker.post_from(&card, &format!("{card}/adoption"), &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}
