//! What stands in the places of a route: things of みどり野市, and of ひだまり where an applicant owns them.

use crate::{
    accounts, campaigns, demos,
    subsidies::steps,
    support::{Asker, World},
};
use std::collections::BTreeMap;
use store::{Scope, offices, tenants};
use uuid::Uuid;

/// Values for the places in braces.
pub struct Samples(BTreeMap<&'static str, String>);

impl Samples {
    /// Finds, or makes, one of everything.
    pub async fn of(world: &World) -> Self {
        let mut places = BTreeMap::new();
        places.insert("{tenant}", "midorino".to_owned());
        places.insert("{file}", "mark.svg".to_owned());
        places.insert("{office}", office(world).await);
        places.insert("{batch}", batch(world).await);
        let programme = steps::published(world, &[]).await;
        let office = steps::office(world, "hidamari", "2970999013", "ひだまり", "292991", &["43"]).await;
        let hidamari = world.as_person("hidamari").await;
        let application = steps::begin(&hidamari, &programme, office).await;
        places.insert("{attachment}", steps::attach(world, &hidamari, &application).await);
        places.insert("{application}", application.rsplit('/').next().unwrap().to_owned());
        let second = steps::office(world, "hidamari", "2970999054", "ひだまり北", "292991", &["43"]).await;
        let received = steps::complete(world, &hidamari, &programme, second).await;
        places.insert("{received-attachment}", steps::attached(&hidamari, &received).await);
        assert_eq!(steps::submit(&hidamari, &received).await.location(), format!("{received}/receipt"));
        places.insert("{received}", received.rsplit('/').next().unwrap().to_owned());
        places.insert("{number}", "1".to_owned());
        places.insert("{programme}", programme);
        places.insert("{document}", "licence_proof".to_owned());
        places.insert("{task}", "contact".to_owned());
        places.insert("{token}", "nobody-knows-this-token".to_owned());
        places.insert("{session}", Uuid::from_u128(1).to_string());
        places.insert("{account}", accounts::invited(world).await.to_string());
        places.insert("{list}", "jigyosho_292991.csv".to_owned());
        let outreach = campaigns::steps::one_of_each(world).await;
        places.insert("{segment}", outreach.segment);
        places.insert("{campaign}", outreach.draft);
        places.insert("{sent-campaign}", outreach.sent);
        places.insert("{stop-token}", outreach.token);
        demo_session(world, &hidamari, &mut places).await;
        let mail = world.app.mail.transport.send(&crate::mail::message(1)).await.unwrap();
        places.insert("{mail}", mail.answer);
        Self(places)
    }

    /// The route with its places filled.
    pub fn fill(&self, route: &str) -> String {
        // Officers see what was received, and no draft.
        let route = if route.starts_with("/t/{tenant}/applications/") {
            route.replace("{application}", "{received}").replace("{attachment}", "{received-attachment}")
        } else if route.starts_with("/stop/") {
            route.replace("{token}", "{stop-token}")
        } else if route.ends_with("/results.csv") || route.ends_with("/labels.pdf") {
            // A draft has no results, and the one here is given up on the way.
            route.replace("{campaign}", "{sent-campaign}")
        } else {
            route.to_owned()
        };
        // The federation works in its own house, and decides about what nobody has decided.
        let federations = ["/demos/entry", "/demos/week", "/confirmation", "/refusal"];
        let route = if route.contains("/demos/") && federations.iter().any(|end| route.ends_with(end)) {
            route.replace("{tenant}", "midori-kokuhoren").replace("{demo}", "{requested}")
        } else {
            route
        };
        let path = self.0.iter().fold(route, |path, (place, value)| path.replace(place, value));
        assert!(!path.contains('{'), "no sample for {path}");
        path
    }
}

/// A session of みどり野市 that waits, one that is to come, a task of it and ひだまり's registration for it.
async fn demo_session(world: &World, hidamari: &Asker, places: &mut BTreeMap<&'static str, String>) {
    demos::steps::federation(world).await;
    places.insert("{requested}", demos::steps::requested(world).await.to_string());
    let demo = demos::steps::confirmed(world, 20).await;
    let office = places["{office}"].clone();
    let registration = demos::steps::register(hidamari, demo, &[("office", &office), ("people", "2")]).await;
    places.insert("{registration}", registration.location().split(['/', '?']).nth(7).unwrap().to_owned());
    places.insert(
        "{chore}",
        demos::steps::chore(world, demo, domain::demos::Chore::Material).await.to_string(),
    );
    places.insert("{demo}", demo.to_string());
}

/// ひだまり in the register of みどり野市.
async fn office(world: &World) -> String {
    let tx = world.app.store.read(&Scope::system("test")).await.unwrap();
    let tenant = tenants::by_slug(&tx, "midorino").await.unwrap().unwrap().id;
    drop(tx);
    let tx = world.app.store.read(&Scope::tenant_by_system(tenant, "test")).await.unwrap();
    offices::by_number(&tx, "2970999013".parse().unwrap()).await.unwrap().unwrap().to_string()
}

/// A list that みどり野市's clerk uploaded and nobody has committed.
async fn batch(world: &World) -> String {
    let clerk = world.as_person("clerk").await;
    let list = "事業所番号,事業所名,サービスの種類\n2970999013,ひだまり,43\n";
    let files = [("file", "list.csv", list.as_bytes())];
    let answer = clerk.upload("/t/midorino/imports/new", &[("scope", "own")], &files).await;
    answer.location().rsplit('/').next().unwrap().to_owned()
}
