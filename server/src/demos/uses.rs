//! What a federation's resources are taken by, in words: each thing is asked for once, however often it takes something.

use crate::error::Error;
use app::paths;
use domain::ids::{DemoId, OccasionId};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};
use store::{
    Tx,
    demos::{
        calendar,
        resources::{self, Resource, Taken, Use},
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
        let held: Vec<OccasionId> = held.into_iter().collect();
        let occasions = occasions::of_ids(tx, &held).await?;
        let occasions = occasions.into_iter().map(|kept| (kept.id, kept.occasion.title)).collect();
        Ok(Self { sessions, occasions })
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

/// What others than a session have of a federation's resources at some times: asked for once for all of them.
pub(super) struct Others {
    taken: Vec<Taken>,
    uses: Uses,
}

impl Others {
    /// At these times.
    pub(super) async fn at(tx: &Tx, session: DemoId, times: &[Range<i64>]) -> Result<Self, Error> {
        let mut taken = resources::taken_at(tx, times).await?;
        taken.retain(|one| one.by != Use::Session(session));
        let uses = Uses::of(tx, &taken).await?;
        Ok(Self { taken, uses })
    }

    /// What of these resources is taken at one of the times, and by whom.
    pub(super) fn words(&self, among: &[Resource], time: &Range<i64>) -> Vec<String> {
        let meets = |one: &&Taken| one.quarters.start < time.end && time.start < one.quarters.end;
        let mut words: Vec<String> = Vec::new();
        for one in self.taken.iter().filter(meets) {
            let Some(resource) = among.iter().find(|known| known.id == one.resource) else { continue };
            let line = format!("{}は{}", resource.name, self.uses.words(&one.by));
            if !words.contains(&line) {
                words.push(line);
            }
        }
        words
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
