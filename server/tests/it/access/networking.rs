//! A pasted list of 連携先 and a group, for the matrix.

use super::samples::Samples;
use crate::{network, support::World};

impl Samples {
    /// Makes them, around the office that is there before.
    pub(super) async fn network(&mut self, world: &World) {
        let office = self.places["{office}"].parse().unwrap();
        let (paste, group) = network::steps::one_of_each(world, office).await;
        self.put("{paste}", paste.to_string());
        self.put("{group}", group.to_string());
    }
}
