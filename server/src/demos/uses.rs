//! What a federation's resources are taken by, in words: each thing is asked for once, however often it takes something.

use crate::error::Error;
use app::paths;
use domain::ids::{DemoId, OccasionId};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    Tx,
    demos::{
        calendar,
        resources::{Taken, Use},
    },
    occasions,
};

/// The names of everything that takes something, as the federation of the scope reads them.
pub(crate) struct Uses {
    sessions: BTreeMap<DemoId, String>,
    occasions: BTreeMap<OccasionId, String>,
}

impl Uses {
    /// Those of what is taken.
    pub(crate) async fn of(tx: &Tx, taken: &[Taken]) -> Result<Self, Error> {
        let (mut demos, mut held) = (BTreeSet::new(), BTreeSet::new());
        for one in taken {
            match one.by {
                Use::Session(id) => {
                    demos.insert(id);
                }
                Use::Occasion(id) => {
                    held.insert(id);
                }
                Use::Absence(_) | Use::OpenDate(_) => {}
            }
        }
        let demos: Vec<DemoId> = demos.into_iter().collect();
        let sessions =
            calendar::of_ids(tx, &demos).await?.into_iter().map(|one| (one.id, one.name)).collect();
        let mut known = BTreeMap::new();
        for id in held {
            if let Some(kept) = occasions::find(tx, id).await? {
                known.insert(id, kept.occasion.title);
            }
        }
        Ok(Self { sessions, occasions: known })
    }

    /// A city, why it is away, or what an occasion is called.
    pub(crate) fn words(&self, by: &Use) -> String {
        match by {
            Use::Session(id) => self.sessions.get(id).cloned().unwrap_or_default(),
            Use::Occasion(id) => self.occasions.get(id).cloned().unwrap_or_default(),
            Use::Absence(note) => note.clone(),
            Use::OpenDate(_) => "公開枠".to_owned(),
        }
    }
}

/// Where more of it stands.
pub(super) fn address(slug: &str, by: &Use) -> Option<String> {
    match by {
        Use::Session(id) => Some(paths::demo_session(slug, *id)),
        Use::Occasion(id) => Some(paths::occasion(slug, *id)),
        Use::Absence(_) | Use::OpenDate(_) => None,
    }
}
