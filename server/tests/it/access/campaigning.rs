//! A campaign of みどり野市, for the matrix: one activity whose list is made, one whose list is not, a
//! notice that everybody reads.

use super::samples::Samples;
use crate::{campaigns, support::World};

impl Samples {
    /// Makes them; the mailings' segment is there before.
    pub(super) async fn campaigns(&mut self, world: &World) {
        let made = campaigns::steps::one_of_each(world, &self.places["{segment}"]).await;
        self.put("{campaign}", made.campaign);
        self.put("{activity}", made.listed);
        self.put("{open-activity}", made.open);
        self.put("{web-notice}", made.notice);
        self.put("{place}", "1".to_owned());
    }
}
