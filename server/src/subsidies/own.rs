//! An application of the one who fills it in: loaded whole, or not there.

use super::filler::Filler;
use crate::{error::Error, keys};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{ApplicationId, CorrectionId, ProgrammeVersionId},
    money::Yen,
    subsidies::{
        self, Answers, Attached, Looked, NotReceiving, Place, ProgrammeVersion, Stage, Target, Task,
        TaskStatus, receives, receives_paper, untouched,
    },
};
use store::{
    Tx,
    subsidies::{
        applications::{self, Application},
        attachments::{self, Attachment},
        corrections::{self, Correction},
        offices::{self, Office},
        programmes::{self, Programme},
    },
};

/// An application with everything that its pages need.
pub(crate) struct Own {
    /// The row.
    pub application: Application,
    /// Its programme.
    pub programme: Programme,
    /// The rules it comes under: the current ones while it is a draft, its own from receipt on.
    pub version: ProgrammeVersion,
    /// Its office.
    pub office: Office,
    /// What is attached.
    pub files: Vec<Attachment>,
    attached: Vec<Attached>,
    /// What is asked back, while it is.
    pub correction: Option<Correction>,
}

impl Own {
    /// The application with this id, where it is the filler's.
    pub(crate) async fn find(tx: &Tx, filler: &Filler, id: ApplicationId) -> Result<Self, Error> {
        let application = applications::find(tx, id).await?.ok_or(Error::NotFound)?;
        Self::whole(tx, filler, application).await
    }

    /// The same, for a change.
    pub(crate) async fn find_to_change(tx: &Tx, filler: &Filler, id: ApplicationId) -> Result<Self, Error> {
        let application = applications::find_to_change(tx, id).await?.ok_or(Error::NotFound)?;
        Self::whole(tx, filler, application).await
    }

    async fn whole(tx: &Tx, filler: &Filler, application: Application) -> Result<Self, Error> {
        if !filler.fills(&application) {
            return Err(Error::NotFound);
        }
        let programme = programmes::find(tx, application.programme).await?.ok_or(Error::NotFound)?;
        let mut version = match (&application.stage, &programme.current) {
            (Stage::Draft, Some(current)) => current.clone(),
            (
                Stage::Draft
                | Stage::Waiting { .. }
                | Stage::Submitted { .. }
                | Stage::UnderReview { .. }
                | Stage::Returned { .. }
                | Stage::Proposed { .. }
                | Stage::Granted { .. }
                | Stage::Refused { .. }
                | Stage::Withdrawn { .. },
                _,
            ) => programmes::version_by_id(tx, application.rules).await?.ok_or(Error::NotFound)?,
        };
        let office = offices::find(tx, application.office).await?.ok_or(Error::NotFound)?;
        version.rules = version.rules.for_office(office.traits());
        let files = attachments::of_application(tx, application.id).await?;
        let correction = match &application.stage {
            Stage::Returned { correction, .. } => corrections::of_application(tx, application.id)
                .await?
                .into_iter()
                .find(|asked| asked.id == *correction),
            Stage::Draft
            | Stage::Waiting { .. }
            | Stage::Submitted { .. }
            | Stage::UnderReview { .. }
            | Stage::Proposed { .. }
            | Stage::Granted { .. }
            | Stage::Refused { .. }
            | Stage::Withdrawn { .. } => None,
        };
        let attached = files.iter().map(Attachment::attached).collect();
        Ok(Self { application, programme, version, office, files, attached, correction })
    }

    /// The draft, to be judged.
    pub(crate) fn judged(&self, today: NaiveDate) -> subsidies::Application<'_> {
        subsidies::Application {
            rules: &self.version.rules,
            answers: &self.application.answers,
            attached: &self.attached,
            arrival: self.application.arrival,
            today,
        }
    }

    /// Whether it may be received: a paper by the day on which it came. Whether the money holds is asked of the row
    /// itself, in the one update that takes it.
    pub(crate) fn receives(&self, now: DateTime<Utc>) -> Result<(), NotReceiving> {
        let (state, rules, remaining) =
            (self.programme.state, &self.version.rules, self.programme.remaining());
        match self.application.arrival {
            None => receives(state, rules, Yen::ZERO, remaining, now),
            Some(arrival) => receives_paper(state, rules, Yen::ZERO, remaining, arrival.on),
        }
    }

    /// The place that it asks for.
    pub(crate) fn place(&self, corporation: &str) -> Place {
        let holder = self.office.holder(corporation);
        Place::of(&self.version.rules, self.programme.id, self.programme.series, &holder)
    }

    /// Name and number of the office.
    pub(crate) fn office_line(&self) -> String {
        format!("{}（事業所番号 {}）", self.office.name, self.office.number)
    }

    /// Whether a task may be changed now: all of a draft's, the asked ones of a returned application's.
    pub(crate) fn may_change(&self, task: Task) -> bool {
        match (&self.application.stage, &self.correction) {
            (Stage::Draft, _) => true,
            (Stage::Returned { .. }, Some(correction)) => correction.request.of(task).next().is_some(),
            (
                Stage::Returned { .. }
                | Stage::Waiting { .. }
                | Stage::Submitted { .. }
                | Stage::UnderReview { .. }
                | Stage::Proposed { .. }
                | Stage::Granted { .. }
                | Stage::Refused { .. }
                | Stage::Withdrawn { .. },
                _,
            ) => false,
        }
    }

    /// Whether it is to be filled in now: a draft, or what is asked back.
    pub(crate) fn is_open_to_fill(&self) -> bool {
        matches!(self.application.stage, Stage::Draft | Stage::Returned { .. })
    }

    /// What the officer asks about a task, in their words.
    pub(crate) fn asked(&self, task: Task) -> Vec<String> {
        self.correction
            .iter()
            .flat_map(|correction| correction.request.of(task))
            .map(|item| item.sentence.as_str().to_owned())
            .collect()
    }

    /// What the officer asks about one document, by its key.
    pub(crate) fn asked_of_documents(&self) -> Vec<(String, String)> {
        self.correction
            .iter()
            .flat_map(|correction| correction.request.of(Task::Documents))
            .filter_map(|item| match &item.target {
                Target::Document { key } => Some((key.clone(), item.sentence.as_str().to_owned())),
                Target::Task { .. } => None,
            })
            .collect()
    }

    /// What the officer asks about the documents as a whole.
    pub(crate) fn asked_of_all_documents(&self) -> Vec<String> {
        self.correction
            .iter()
            .flat_map(|correction| correction.request.of(Task::Documents))
            .filter_map(|item| match &item.target {
                Target::Task { .. } => Some(item.sentence.as_str().to_owned()),
                Target::Document { .. } => None,
            })
            .collect()
    }

    /// Tasks whose correction nobody has touched since it was asked for.
    pub(crate) fn untouched(&self) -> Vec<Task> {
        let attached_at: Vec<_> =
            self.files.iter().map(|file| (file.document.clone(), file.created_at)).collect();
        self.correction
            .iter()
            .flat_map(|correction| {
                untouched(&correction.request, correction.at, &self.application.answers, &attached_at)
                    .map(Target::task)
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    /// What somebody sees of it who looks at all of it, as a hash: another one after any change.
    pub(crate) fn seen(&self) -> String {
        let correction = self.correction.as_ref().map(|correction| correction.id);
        seen(self.version.id, correction, &self.application.answers, &self.files)
    }

    /// Whether a file is attached for a document.
    pub(crate) fn has(&self, document: &str) -> bool {
        self.files.iter().any(|file| file.document == document)
    }

    /// Whether everything holds and every correction was touched.
    pub(crate) fn is_ready(&self, today: NaiveDate) -> bool {
        let judged = self.judged(today);
        Task::ALL.into_iter().all(|task| judged.status(task) == TaskStatus::Complete)
            && self.untouched().is_empty()
    }
}

/// What somebody sees who looks at all of an application, as a hash.
pub(super) fn seen(
    rules: ProgrammeVersionId,
    correction: Option<CorrectionId>,
    answers: &Answers,
    files: &[Attachment],
) -> String {
    let files = files.iter().map(|file| (file.id, file.document.as_str(), file.evidence_page)).collect();
    keys::sha256(&Looked { rules, correction, answers, files }.text())
}
