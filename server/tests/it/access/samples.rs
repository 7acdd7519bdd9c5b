//! What stands in the places of a route: things of みどり野市, and of ひだまり where an applicant owns them.

use crate::support::World;
use domain::{
    accounts::{AccountKind, Role},
    ids::{AccountId, OfficeId},
};
use std::collections::BTreeMap;
use store::{
    Scope,
    accounts::{self, NewAccount},
    offices, tenants,
};
use uuid::Uuid;

/// Values for the places in braces.
pub struct Samples(BTreeMap<&'static str, String>);

impl Samples {
    /// Finds, or makes, one of everything.
    pub async fn of(world: &World) -> Self {
        let mut places = BTreeMap::new();
        places.insert("{tenant}", "midorino".to_owned());
        places.insert("{file}", "mark.svg".to_owned());
        places.insert("{token}", "nobody-knows-this-token".to_owned());
        places.insert("{session}", Uuid::from_u128(1).to_string());
        places.insert("{account}", invited(world).await.to_string());
        places.insert("{office}", office(world, "2970999013").await.to_string());
        places.insert("{list}", "jigyosho_292991.csv".to_owned());
        let mail = world.app.mail.transport.send(&crate::mail::message(1)).await.unwrap();
        places.insert("{mail}", mail.answer);
        Self(places)
    }

    /// The route with its places filled.
    pub fn fill(&self, route: &str) -> String {
        let path = self.0.iter().fold(route.to_owned(), |path, (place, value)| path.replace(place, value));
        assert!(!path.contains('{'), "no sample for {path}");
        path
    }
}

/// Somebody whom みどり野市 invited and who has no password yet.
async fn invited(world: &World) -> AccountId {
    let (id, now) = (world.app.clock.id(), world.app.clock.now());
    let tx = world.app.store.write(&Scope::system("test")).await.unwrap();
    let account = NewAccount {
        id,
        kind: AccountKind::Staff,
        name: "招待　待子".into(),
        email: Some(("machiko@midorino.example.jp".into(), "machiko@midorino.example.jp".into())),
        password_hash: None,
        demo_key: None,
    };
    accounts::add(&tx, account, now).await.unwrap();
    let tenant = tenants::by_slug(&tx, "midorino").await.unwrap().unwrap().id;
    tx.commit().await.unwrap();
    let tx = world.app.store.write(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    accounts::grant(&tx, id, Role::Viewer, now).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn office(world: &World, number: &str) -> OfficeId {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    let tenant = tenants::by_slug(&tx, "midorino").await.unwrap().unwrap().id;
    drop(tx);
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    offices::by_number(&tx, number.parse().unwrap()).await.unwrap().unwrap()
}
