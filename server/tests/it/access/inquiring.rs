//! An inquiry of 国保中央会 to the federation, reminded of today; and one of みどり県 to みどり野市.

use super::samples::Samples;
use crate::{inquiries::steps, support::World};

impl Samples {
    /// Sends both.
    pub(super) async fn inquiries(&mut self, world: &World) {
        let open = steps::asked(world, "central", "chuokai").await;
        self.put("{inquiry}", open.inquiry.clone());
        self.put("{reply}", open.replies[0].1.clone());
        let version = steps::remind(world, "central", "chuokai", &open.inquiry).await;
        self.put("{inquiry-version}", version);
        let of_prefecture = steps::asked(world, "prefecture", "midori-ken").await;
        self.put("{asked}", of_prefecture.of("みどり野市"));
        self.put("{ready}", "accompanied".to_owned());
    }
}
