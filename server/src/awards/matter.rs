//! An award, loaded whole for an officer; and who was faster, when somebody was.

use crate::{
    actor::Officer,
    app::App,
    error::Error,
    subsidies::{
        review::{case::Case, version_of},
        work_mails::Waiting,
    },
};
use app::{
    awards::AboutAward,
    errors::Conflict,
    messages::{awards::happening, subsidies::notice_kind},
    paths, when,
};
use chrono::NaiveDate;
use domain::{
    awards::{Happening, InstalmentState, ProposalState, RequestState},
    form::Typed,
    ids::AwardId,
    money::Yen,
    subsidies::NoticeKind,
};
use store::{
    Tx,
    awards::{
        self, Award,
        instalments::{self, Instalment},
        proposals::{self, Proposal},
        recoveries::{self, Recovery},
        reports::{self, Report},
        requests::{self, Request},
    },
    subsidies::notices::{self, Notice},
};

/// A letter in a list: name, number, day, where it opens.
type LetterRow = (String, String, NaiveDate, String);

/// An award with everything that its officers' pages need.
pub(super) struct Matter {
    pub award: Award,
    /// The application that was granted.
    pub case: Case,
    /// What was claimed in advance, the first first.
    pub advances: Vec<Instalment>,
    /// What was reported, the newest first.
    pub reports: Vec<Report>,
    /// What was asked for, the newest first.
    pub requests: Vec<Request>,
    /// What was proposed, the newest first.
    pub proposals: Vec<Proposal>,
    /// What was ordered back, the newest first.
    pub recoveries: Vec<Recovery>,
    /// The letters, the newest first.
    pub letters: Vec<Notice>,
}

impl Matter {
    pub(super) async fn find(tx: &Tx, id: AwardId) -> Result<Self, Error> {
        Box::pin(Self::whole(tx, awards::find(tx, id).await?.ok_or(Error::NotFound)?)).await
    }

    pub(super) async fn find_to_change(tx: &Tx, id: AwardId) -> Result<Self, Error> {
        Box::pin(Self::whole(tx, awards::find_to_change(tx, id).await?.ok_or(Error::NotFound)?)).await
    }

    async fn whole(tx: &Tx, award: Award) -> Result<Self, Error> {
        Ok(Self {
            case: Case::find(tx, award.application).await?,
            advances: instalments::of_award(tx, award.id).await?,
            reports: reports::of_award(tx, award.id).await?,
            requests: requests::of_award(tx, award.id).await?,
            proposals: proposals::of_award(tx, award.id).await?,
            recoveries: recoveries::of_award(tx, award.id).await?,
            letters: notices::after_grant(tx, award.application).await?,
            award,
        })
    }

    pub(super) fn about(&self, officer: &Officer) -> AboutAward {
        AboutAward {
            slug: officer.tenant.slug.clone(),
            id: self.award.id,
            version: self.award.version,
            receipt: self.case.receipt,
            office: self.case.office.name.clone(),
            programme: self.case.version.rules.title.clone(),
            stage: self.award.stage.name(),
            in_payment: self.award.live_payment.is_some(),
            money: self.award.money,
        }
    }

    /// What a mail to officers says of it; it leads to its page.
    pub(super) fn waiting<'a>(&'a self, officer: &'a Officer) -> Waiting<'a> {
        Waiting { after_grant: true, ..self.case.waiting(officer) }
    }

    /// The proposal that waits for a decision.
    pub(super) fn proposal(&self) -> Option<&Proposal> {
        self.proposals.iter().find(|one| one.state == ProposalState::Open)
    }

    /// Whether something of it is to be paid, and no payment is on its way.
    pub(super) fn can_be_paid(&self) -> bool {
        let award = &self.award;
        let waits = award.stage.name().pays() && award.live_payment.is_none();
        waits && award.money.to_pay() > Yen::ZERO
    }

    /// The letters as pages list them, the newest first: name, number, day, where it opens.
    pub(super) fn letters_as_rows(&self, slug: &str) -> Vec<(NoticeKind, LetterRow)> {
        self.letters
            .iter()
            .filter_map(|notice| {
                let kind = NoticeKind::from_code(&notice.kind)?;
                let (name, number) = (notice_kind(kind).to_owned(), notice.document_number.clone());
                Some((kind, (name, number, notice.issued_on, paths::letter(slug, notice.id))))
            })
            .collect()
    }

    /// What is claimed in advance and not answered.
    pub(super) fn advance(&self) -> Option<&Instalment> {
        self.advances.iter().find(|one| one.state == InstalmentState::Asked)
    }

    /// What is asked for and not answered.
    pub(super) fn request(&self) -> Option<&Request> {
        self.requests.iter().find(|one| one.state == RequestState::Open)
    }

    /// The report that was sent last.
    pub(super) fn reported(&self) -> Option<&Report> {
        self.reports.iter().find(|one| one.submitted_at.is_some())
    }

    /// What can be fixed at most: what the rules give for the report, and never above the grant.
    pub(super) fn most(&self) -> Yen {
        let counted = self.reported().and_then(|report| report.counted).unwrap_or(Yen::ZERO);
        counted.min(self.award.money.granted)
    }

    /// Refuses a form that was made before somebody else's change, with what they did and what was typed.
    pub(super) fn fresh(&self, app: &App, officer: &Officer, typed: &Typed) -> Result<(), Error> {
        if self.award.version == version_of(typed)? {
            return Ok(());
        }
        let about = self.about(officer);
        let last =
            self.case.events.iter().rev().find_map(|event| Some((event, Happening::from_code(&event.kind)?)));
        let (who, when, did) = match last {
            Some((event, what)) => (
                self.case.name(event.account).to_owned(),
                when::ago(app.clock.now(), event.at),
                happening(what).to_owned(),
            ),
            None => ("ほかの人".to_owned(), "先ほど".to_owned(), "この手続を変えました".to_owned()),
        };
        let differences = typed
            .pairs()
            .iter()
            .filter(|(name, value)| {
                matches!(name.as_str(), "sentence" | "reason" | "note" | "amount") && !value.trim().is_empty()
            })
            .map(|(name, value)| (words_of(name).to_owned(), String::new(), value.clone()))
            .collect();
        let conflict = Conflict { what: about.caption(), who, when, did, differences, latest: about.href() };
        Err(Error::Conflict(Box::new(conflict)))
    }
}

fn words_of(name: &str) -> &'static str {
    match name {
        "sentence" => "補正してほしいこと",
        "reason" => "理由",
        "note" => "申し送り",
        _ => "金額",
    }
}
