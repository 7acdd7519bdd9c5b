//! 社内の確認 of what follows a grant: where an applicant wants it, a colleague looks at a report or a claim before it is
//! handed in, as at an application (`subsidies::confirmation`). An agreement hands it in; nothing else keeps the place of it.

use super::{
    claims,
    instalments::{self, Claimable},
    opening::{Opened, to_change},
    reporting,
    status::Mine,
};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    keys,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        confirmation::{
            Confirming, Subject, ask_about, mails_wait, reason, send_back, take_back, takes_back, until_day,
        },
        filler::{Filler, Fills as _},
    },
};
use app::subsidies::{ConfirmingView, DECLINE_REASON};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    awards::{Report, Stage},
    form::Typed,
    ids::ApplicationId,
    subsidies::{HandedIn, LookedAdvance, LookedClaim, LookedReport, Standing, Task},
    text::tidy_name,
};
use elements::FormState;
use store::{Tx, subsidies::confirmations};

/// Something that is handed in after a grant, as the routes name it.
pub trait Asked: Send + Sync + 'static {
    /// What.
    const WHAT: HandedIn;
}

/// 実績報告.
#[derive(Debug)]
pub struct OfReport;

impl Asked for OfReport {
    const WHAT: HandedIn = HandedIn::Report;
}

/// 請求.
#[derive(Debug)]
pub struct OfClaim;

impl Asked for OfClaim {
    const WHAT: HandedIn = HandedIn::Claim;
}

/// 概算払の請求.
#[derive(Debug)]
pub struct OfAdvance;

impl Asked for OfAdvance {
    const WHAT: HandedIn = HandedIn::Advance;
}

impl Mine {
    /// Where something of it stands before it is handed in, for whoever fills it in.
    pub(super) async fn confirming(
        &self,
        tx: &Tx,
        filler: &Filler,
        what: HandedIn,
    ) -> Result<Confirming, Error> {
        let words = match what {
            HandedIn::Advance => confirmations::find(tx, self.own.application.id, what).await?,
            HandedIn::Application | HandedIn::Report | HandedIn::Claim => None,
        };
        let words = words.map(|asked| asked.words).unwrap_or_default();
        self.confirming_with(tx, filler, what, words).await
    }

    /// The same with words that are typed now.
    async fn confirming_with(
        &self,
        tx: &Tx,
        filler: &Filler,
        what: HandedIn,
        words: String,
    ) -> Result<Confirming, Error> {
        let own = &self.own;
        let subject = Subject {
            what,
            application: own.application.id,
            office: own.application.office,
            office_name: own.office.name.clone(),
            programme: own.version.rules.title.clone(),
            again: matches!(self.award.stage, Stage::ReportReturned { .. }),
            begun: self.begun(what),
            seen: keys::sha256(&self.looked(what, &words)),
            words,
        };
        Confirming::about(tx, filler, subject).await
    }

    /// Since when it is to be handed in: what was asked before is over with it.
    fn begun(&self, what: HandedIn) -> Option<DateTime<Utc>> {
        if what == HandedIn::Advance {
            return self.advances.last().map(|last| last.answered_at.unwrap_or(last.at));
        }
        match &self.award.stage {
            Stage::ReportReturned { at, .. } | Stage::AwaitingClaim { at } => Some(*at),
            Stage::AwaitingReport
            | Stage::Reported { .. }
            | Stage::FinalProposed { .. }
            | Stage::Payable { .. }
            | Stage::Settled { .. }
            | Stage::Cancelled { .. } => None,
        }
    }

    /// What somebody sees who looks at all of it.
    fn looked(&self, what: HandedIn, interim: &str) -> String {
        let (money, corporation) = (self.award.money, &self.corporation());
        match what {
            HandedIn::Application | HandedIn::Report => {
                let typed = reporting::typed(self);
                let asked_for = self.own.version.rules.documents_of_report();
                let of_report = |document: &str| asked_for.iter().any(|one| one.key == document);
                let files = self.own.files.iter().filter(|file| of_report(&file.document));
                let number = self.reports.first().map_or(0, |report| report.number);
                let files = files.map(|file| (file.id, file.document.as_str())).collect();
                LookedReport { number, answers: &typed, files }.text()
            }
            HandedIn::Claim => LookedClaim { money, corporation }.text(),
            // Which one is next is told without the day: from when it can be claimed is asked of the day itself.
            HandedIn::Advance => match self.claimable(NaiveDate::MAX) {
                Claimable::Now(next) => {
                    let number = self.advances.last().map_or(1, |last| last.number + 1);
                    LookedAdvance { number, next, money, corporation, interim }.text()
                }
                Claimable::From(_) | Claimable::Nothing => String::new(),
            },
        }
    }

    /// Who claims.
    pub(super) fn corporation(&self) -> String {
        tidy_name(self.own.application.answers.typed(Task::Contact).get("corporation"))
    }

    /// As its page shows it; nothing where nobody has to look.
    pub(super) async fn shown(
        &self,
        tx: &Tx,
        filler: &Filler,
        confirming: &Confirming,
        now: DateTime<Utc>,
        form: FormState,
    ) -> Result<Option<ConfirmingView>, Error> {
        // An advance can be claimed until the report comes; no day is its own.
        let due = self.award.due.filter(|_| confirming.what() != HandedIn::Advance);
        let until = due.map_or((None, false), |due| until_day(due, now));
        confirming.shown(tx, filler, until, form).await
    }

    /// Whether it is to be handed in now.
    fn is_open(&self, what: HandedIn, today: NaiveDate) -> bool {
        match what {
            HandedIn::Application => false,
            HandedIn::Report => reporting::is_open(self),
            HandedIn::Claim => claims::is_open(self),
            HandedIn::Advance => matches!(self.claimable(today), Claimable::Now(_)),
        }
    }

    /// What a colleague looks at besides what is kept, once all of it is there; else what is wrong.
    fn ready(&self, what: HandedIn, app: &App, typed: &Typed) -> Result<String, Vec<(&'static str, String)>> {
        match what {
            HandedIn::Report => match reporting::missing(self) {
                Some(why) => Err(vec![("", why)]),
                None => Ok(String::new()),
            },
            HandedIn::Application | HandedIn::Claim => Ok(String::new()),
            HandedIn::Advance => match self.claimable(app.clock.today()) {
                Claimable::Now(next) => instalments::interim(next, typed),
                Claimable::From(_) | Claimable::Nothing => Ok(String::new()),
            },
        }
    }

    /// The page on which all of it is looked at, with what was typed.
    fn rendered(
        &self,
        (page, app, filler): (&Page, &App, &Filler),
        what: HandedIn,
        view: Option<ConfirmingView>,
        form: FormState,
    ) -> Result<Response, Error> {
        match what {
            HandedIn::Application => Ok(self.back(filler)),
            HandedIn::Report => {
                let report = self.report(app, filler)?;
                Ok(reporting::check_page(page, filler, self, report, view, form))
            }
            HandedIn::Claim => Ok(claims::render(page, filler, self, view, form)),
            HandedIn::Advance => match self.claimable(app.clock.today()) {
                Claimable::Now(next) => Ok(instalments::render_claim(page, filler, self, next, view, form)),
                Claimable::From(_) | Claimable::Nothing => Ok(self.back(filler)),
            },
        }
    }

    /// The report as it would be sent; where it does not hold, its form is the place to be.
    fn report(&self, app: &App, filler: &Filler) -> Result<Report, Error> {
        let form = || Error::Elsewhere(filler.filling().report(self.own.application.id));
        reporting::written(self, app).map(|(_, report)| report).ok_or_else(form)
    }
}

/// The address of the page on which all of it is looked at.
fn place(filler: &Filler, id: ApplicationId, what: HandedIn) -> String {
    let filling = filler.filling();
    match what {
        HandedIn::Application => filling.check(id),
        HandedIn::Report => filling.report_check(id),
        HandedIn::Claim => filling.claim(id),
        HandedIn::Advance => filling.advance(id),
    }
}

/// Asks those who confirm to look, or takes that back.
pub async fn ask<W: Asked>(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let wait = if takes_back(&typed) { None } else { wait(&app, &filler, id).await? };
    let today = app.clock.today();
    let Opened { filler, tx, mine } =
        to_change(filler, &app, id, |mine| mine.is_open(W::WHAT, today)).await?;
    let here = place(&filler, id, W::WHAT);
    if takes_back(&typed) {
        let confirming = mine.confirming(&tx, &filler, W::WHAT).await?;
        if take_back(&app, &tx, &confirming).await? {
            tx.commit().await?;
        }
        return Ok(see_other(&here));
    }
    if W::WHAT == HandedIn::Report {
        mine.report(&app, &filler)?;
    }
    let words = match mine.ready(W::WHAT, &app, &typed) {
        Ok(words) => words,
        Err(errors) => {
            let confirming = mine.confirming(&tx, &filler, W::WHAT).await?;
            let view = mine.shown(&tx, &filler, &confirming, app.clock.now(), FormState::empty()).await?;
            let form = FormState::rejected(typed, errors);
            return mine.rendered((&page, &app, &filler), W::WHAT, view, form);
        }
    };
    let confirming = mine.confirming_with(&tx, &filler, W::WHAT, words).await?;
    // Whoever waits may ask once more, where the first to be asked is away.
    let waits = matches!(confirming.standing, Standing::Waiting { .. });
    if (confirming.standing.asks() || waits) && confirming.can_ask(filler.id()) {
        // Nothing was changed: there is nothing to tell but by the mail.
        if let (true, Some(wait)) = (waits, wait) {
            return Err(Error::Throttled { wait });
        }
        ask_about(&app, &tx, &filler, &[&confirming], &here, wait.is_none()).await?;
        tx.commit().await?;
    }
    Ok(see_other(&here))
}

/// How long colleagues are not written to once more, where the application is the filler's.
async fn wait(app: &App, filler: &Filler, id: ApplicationId) -> Result<Option<TimeDelta>, Error> {
    let tx = app.store.read(&filler.scope()).await?;
    let mine = Mine::find(&tx, filler, id).await?;
    drop(tx);
    if mine.is_some() { mails_wait(app, filler, id.uuid()).await } else { Ok(None) }
}

/// Sends it back to whoever asked, with a reason; what was typed stays.
pub async fn decline<W: Asked>(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let today = app.clock.today();
    let Opened { filler, tx, mine } =
        to_change(applicant.filler(), &app, id, |mine| mine.is_open(W::WHAT, today)).await?;
    let confirming = mine.confirming(&tx, &filler, W::WHAT).await?;
    if !confirming.confirms() {
        return Ok(mine.back(&filler));
    }
    let why = match reason(&typed) {
        Ok(why) => why,
        Err(error) => {
            let form = FormState::rejected(typed, vec![(DECLINE_REASON, error)]);
            let view = mine.shown(&tx, &filler, &confirming, app.clock.now(), form).await?;
            return mine.rendered((&page, &app, &filler), W::WHAT, view, FormState::empty());
        }
    };
    send_back(&app, &tx, &filler, &confirming, &why, &place(&filler, id, W::WHAT)).await?;
    tx.commit().await?;
    Ok(mine.back(&filler))
}

/// Where something that was asked about stands for the viewer, by what it is now; nobody has to look at what is not to be
/// handed in.
pub(crate) async fn standing(
    tx: &Tx,
    filler: &Filler,
    id: ApplicationId,
    what: HandedIn,
    today: NaiveDate,
) -> Result<Standing, Error> {
    let mine = Mine::find(tx, filler, id).await?;
    match mine.filter(|mine| mine.is_open(what, today)) {
        Some(mine) => Ok(mine.confirming(tx, filler, what).await?.standing),
        None => Ok(Standing::NotNeeded),
    }
}
