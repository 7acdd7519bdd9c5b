//! Surveys of みどり野市, for the matrix: one that is answered, a draft without a deadline, one that is closed on the way.

use super::samples::Samples;
use crate::{support::World, surveys::steps};

impl Samples {
    /// Makes them; the offices of the mailings' segment are asked, one by mail and one by letter.
    pub(super) async fn surveys(&mut self, world: &World) {
        let clerk = world.as_person("clerk").await;
        let draft = steps::draft(&clerk, "下書きのアンケート").await;
        self.put("{draft-survey}", draft);
        let ending = steps::draft(&clerk, "捨てるアンケート").await;
        self.put("{ending-survey}", ending);
        let open = steps::published(world, &clerk, "導入意向アンケート", &[]).await;
        steps::ask(world, &clerk, &open, &self.places["{segment}"]).await;
        self.put("{survey-token}", steps::token_of(world, &open, "周知事業所その0").await);
        self.put("{survey}", open);
        self.put("{survey-question}", "q2".to_owned());
    }
}
