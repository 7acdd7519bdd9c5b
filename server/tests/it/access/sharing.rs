//! みどり野市 shares its counts with everybody who may read them.

use super::samples::Samples;
use crate::{accounts, across, support::World};

impl Samples {
    /// Decides so, and counts.
    pub(super) async fn shared(&mut self, world: &World) {
        across::steps::shares(world, "administrator", "midorino", &["federation", "prefecture", "central"])
            .await;
        let administrator = world.as_person("administrator").await;
        let decided = administrator.get("/t/midorino/adoption/sharing").await;
        self.put("{sharing-version}", decided.hidden("version").unwrap());
        self.put("{city}", accounts::midorino(world).await.to_string());
    }
}
