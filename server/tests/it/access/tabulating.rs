//! A 申込状況の表 that みどり野市 read in, and has not kept yet.

use super::samples::Samples;
use crate::{event_tables, support::World};

impl Samples {
    /// Reads it in.
    pub(super) async fn event_tables(&mut self, world: &World) {
        let clerk = world.as_person("clerk").await;
        let table = event_tables::read_in(&clerk, "midorino", "webinar_table.csv", event_tables::CSV).await;
        self.put("{event_table}", table);
    }
}
