//! A public page of みどり野市's progress, and voices of its offices, for the matrix.

use super::samples::Samples;
use crate::{progress, support::World};

impl Samples {
    /// Makes them.
    pub(super) async fn voices(&mut self, world: &World) {
        let (stays, leaves) = progress::steps::one_of_each(world).await;
        self.put("{voice}", stays.to_string());
        self.put("{leaving-voice}", leaves.to_string());
    }
}
