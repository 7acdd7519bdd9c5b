//! A card of みどり野市 with a version, a line of its ledger and an order; and an activity whose paper can be printed.

use super::samples::Samples;
use crate::{materials, support::World};

impl Samples {
    /// Makes them.
    pub(super) async fn materials(&mut self, world: &World) {
        let made = materials::steps::one_of_each(world).await;
        self.put("{material}", made.material);
        self.put("{movement}", made.movement);
        self.put("{order}", made.order);
        self.put("{paper-campaign}", made.campaign);
        self.put("{paper-activity}", made.activity);
    }
}
