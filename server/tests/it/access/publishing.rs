//! A rate that みどり野市 wrote down, for the matrix.

use super::samples::Samples;
use crate::{
    subsidies::steps::{account, tenant},
    support::World,
};
use domain::{adoption::PublishedRate, form::Typed, ids::PublishedRateId};
use store::{Scope, adoption};

impl Samples {
    /// Writes it down in the name of the clerk.
    pub(super) async fn published_rate(&mut self, world: &World) {
        let scope = Scope::tenant(tenant(world, "midorino").await, account(world, "clerk").await);
        let (today, id): (_, PublishedRateId) = (world.app.clock.today(), world.app.clock.id());
        let typed = Typed::default()
            .with("whose", "みどり県")
            .with("percent", "11.2")
            .with("as_of", today.to_string())
            .with("source", "県の説明会資料");
        let rate = PublishedRate::parse(&typed, today).unwrap();
        let tx = world.app.store.write(&scope).await.unwrap();
        adoption::publish(&tx, id, &rate, world.app.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
        self.put("{rate}", id.to_string());
    }
}
