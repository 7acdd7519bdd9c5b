//! まとめて申請: what one applicant has for one programme, office by office. It is kept nowhere: drafts, received
//! applications and offices without either tell it.

pub mod documents;
pub mod index;
pub mod questions;
pub mod sending;

use super::{
    beginning::{choices, published},
    filler::{Filler, Fills as _},
    own::Own,
};
use crate::{actor::Applicant, error::Error, page::see_other};
use app::{paths, subsidies::OfficeChoice};
use axum::response::Response;
use chrono::NaiveDate;
use domain::{
    form::Typed,
    ids::{ApplicationId, OfficeId, ProgrammeId},
    subsidies::{AttachmentState, Rules, Stage, Task, TaskStatus},
};
use elements::Choice;
use store::{
    Tx,
    subsidies::{
        applications::{self, Application},
        offices::{self, Office},
        programmes::Programme,
    },
};

/// What there is for one programme.
struct Joint {
    filler: Filler,
    programme: Programme,
    rules: Rules,
    /// Drafts, in the order of the offices' numbers.
    drafts: Vec<Own>,
    /// Received applications that still stand, with their offices.
    received: Vec<(Application, Office)>,
    /// Every office, and why one cannot apply for some.
    offices: Vec<OfficeChoice>,
}

impl Joint {
    /// All of it; `to_change` keeps everybody else from changing the drafts meanwhile.
    async fn load(tx: &Tx, applicant: Applicant, id: ProgrammeId, to_change: bool) -> Result<Self, Error> {
        let ids = applicant.offices.clone();
        let filler = applicant.filler();
        let (programme, rules) = published(tx, id).await?;
        let mut offices = choices(tx, &ids, &programme, &rules).await?;
        offices.sort_by(|one, other| one.number.cmp(&other.number));
        let known = offices::several(tx, &ids).await?;
        let mut all = applications::of_offices(tx, &ids).await?;
        all.retain(|one| one.programme == id);
        let place = |office: OfficeId| offices.iter().position(|known| known.id == office);
        all.sort_by_key(|one| place(one.office));
        let (mut drafts, mut received) = (Vec::new(), Vec::new());
        for application in all {
            if application.stage == Stage::Draft {
                if application.arrival.is_some() {
                    continue;
                }
                drafts.push(if to_change {
                    Own::find_to_change(tx, &filler, application.id).await?
                } else {
                    Own::find(tx, &filler, application.id).await?
                });
            } else if application.holds_place
                && let Some(office) = known.iter().find(|known| known.id == application.office)
            {
                received.push((application, office.clone()));
            }
        }
        Ok(Self { filler, programme, rules, drafts, received, offices })
    }

    /// Whether a file is still being examined.
    fn is_checking(&self) -> bool {
        let files = self.drafts.iter().flat_map(|own| &own.files);
        files.into_iter().any(|file| file.state == AttachmentState::Checking)
    }

    /// Where to go when nothing is left to fill in; not there for whom nothing ever was.
    fn over(&self) -> Result<Response, Error> {
        if self.received.is_empty() {
            return Err(Error::NotFound);
        }
        Ok(see_other(&paths::joint(&self.filler.tenant.slug, self.programme.id)))
    }

    /// The drafts that the form names.
    fn chosen<'a>(&'a self, typed: &Typed) -> Vec<&'a Own> {
        let named: Vec<&str> = typed.all("to").collect();
        let is_named = |own: &&Own| named.contains(&own.application.id.to_string().as_str());
        self.drafts.iter().filter(is_named).collect()
    }

    /// The drafts as boxes to tick.
    fn boxes(&self) -> Vec<Choice> {
        let of = |own: &Own| {
            Choice::new(own.application.id.to_string(), own.office.name.clone())
                .hint(format!("事業所番号 {}", own.office.number))
        };
        self.drafts.iter().map(of).collect()
    }

    /// Ticks the boxes of some drafts.
    fn tick(typed: Typed, drafts: impl IntoIterator<Item = ApplicationId>) -> Typed {
        drafts.into_iter().fold(typed, |typed, id| typed.with("to", id.to_string()))
    }

    /// What was answered in a task so far, and the drafts for which the same answer serves: those that say the same, and
    /// those in which something is missing.
    fn answered(&self, task: Task, today: NaiveDate) -> Typed {
        let typed = |own: &Own| own.application.answers.typed(task);
        let first = self
            .drafts
            .iter()
            .map(typed)
            .max_by_key(|typed| typed.pairs().iter().filter(|(_, value)| !value.is_empty()).count());
        let first = first.unwrap_or_default();
        let serves =
            |own: &&Own| typed(own) == first || own.judged(today).status(task) != TaskStatus::Complete;
        let drafts: Vec<_> = self.drafts.iter().filter(serves).map(|own| own.application.id).collect();
        Self::tick(first, drafts)
    }
}

/// Said where no box is ticked.
const NOBODY: &str = "どの事業所の申請に入れるかを、1つ以上選んでください";
