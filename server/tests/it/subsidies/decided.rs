//! An application that two people granted, for tests of what comes after.

use super::review::{Received, borrowed, done, received_by, verdicts};
use crate::support::World;

/// Grants what was received, by two people.
pub async fn grant(world: &World, desk: &str) {
    let (clerk, approver) = (world.as_person("clerk").await, world.as_person("approver").await);
    done(&clerk, desk, "assignment", &[("act", "take")], "taken").await;
    done(&clerk, desk, "checks", &borrowed(&verdicts("fits")), "checked").await;
    done(&clerk, desk, "proposal", &[("outcome", "grant")], "proposed").await;
    done(&approver, desk, "decision", &[("act", "approve")], "decided").await;
}

/// Sends an application of an office to a programme, and grants it; its notice is set.
pub async fn granted(world: &World, programme: &str, key: &str, number: &str, name: &str) -> Received {
    let received = received_by(world, programme, key, number, name, &["43"]).await;
    grant(world, &received.desk).await;
    server::jobs::drain(&world.app).await.unwrap();
    received
}

/// The notice of a decided application.
pub async fn notice(world: &World, application: &str) -> String {
    let id = application.rsplit('/').next().unwrap().parse().unwrap();
    let scope = store::Scope::tenant_by_system(super::steps::tenant(world, "midorino").await, "test");
    let tx = world.app.store.read(&scope).await.unwrap();
    store::subsidies::notices::of_application(&tx, id).await.unwrap().unwrap().id.to_string()
}
