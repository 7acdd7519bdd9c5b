//! What supporters keep, for the matrix: a record with a next action, a product with what was said of it, what the office
//! uses, and a body.

use super::samples::Samples;
use crate::{follow_up, support::World};

impl Samples {
    /// Makes them for the office that is there before.
    pub(super) async fn support(&mut self, world: &World) {
        let office = self.places["{office}"].parse().unwrap();
        let made = follow_up::steps::one_of_each(world, office).await;
        self.put("{follow_up}", made.follow_up.to_string());
        self.put("{vendor}", made.vendor.to_string());
        self.put("{product}", made.product.to_string());
        self.put("{claim}", made.claim.to_string());
        self.put("{software}", made.software.to_string());
        self.put("{association}", made.association.to_string());
        self.put("{partner}", self.places["{office}"].clone());
    }
}
