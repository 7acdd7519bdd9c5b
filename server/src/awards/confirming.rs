//! 社内の確認 of what follows a grant: where an applicant wants it, a colleague looks at a report or a claim before it is
//! handed in, as at an application (`subsidies::confirmation`). An agreement hands it in; nothing else keeps the place of it.

use super::{claims, reporting, status::Mine};
use crate::{
    actor::Applicant,
    app::App,
    error::Error,
    keys,
    page::{Page, see_other},
    posted::Posted,
    subsidies::{
        applications::back,
        confirmation::{Confirming, Subject, ask_about, mails_wait, reason, send_back, until_day},
        filler::{Filler, Fills as _},
    },
};
use app::subsidies::{ConfirmingView, DECLINE_REASON};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    awards::Stage,
    form::Typed,
    ids::ApplicationId,
    subsidies::{HandedIn, LookedClaim, LookedReport, Standing, Task},
    text::tidy_name,
};
use elements::FormState;
use store::Tx;

impl Mine {
    /// Where its report or its claim stands before it is handed in, for whoever fills it in.
    pub(super) async fn confirming(
        &self,
        tx: &Tx,
        filler: &Filler,
        what: HandedIn,
    ) -> Result<Confirming, Error> {
        let own = &self.own;
        let begun = match &self.award.stage {
            Stage::ReportReturned { at, .. } | Stage::AwaitingClaim { at } => Some(*at),
            Stage::AwaitingReport
            | Stage::Reported { .. }
            | Stage::FinalProposed { .. }
            | Stage::Payable { .. }
            | Stage::Settled { .. }
            | Stage::Cancelled { .. } => None,
        };
        let subject = Subject {
            what,
            application: own.application.id,
            office: own.application.office,
            office_name: own.office.name.clone(),
            programme: own.version.rules.title.clone(),
            again: matches!(self.award.stage, Stage::ReportReturned { .. }),
            begun,
            seen: keys::sha256(&self.looked(what)),
        };
        Confirming::about(tx, filler, subject).await
    }

    /// What somebody sees who looks at all of it.
    fn looked(&self, what: HandedIn) -> String {
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
            HandedIn::Claim => {
                LookedClaim { money: self.award.money, corporation: &self.corporation() }.text()
            }
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
        let until = self.award.due.map_or((None, false), |due| until_day(due, now));
        confirming.shown(tx, filler, until, form).await
    }
}

/// Asks those who confirm to look at the report.
pub async fn ask_report(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let wait = wait(&app, &filler, id).await?;
    let tx = app.store.write(&filler.scope()).await?;
    let Some(mine) = Mine::find_to_change(&tx, &filler, id).await? else { return Ok(back(&filler, id)) };
    if !reporting::is_open(&mine) {
        return Ok(mine.back(&filler));
    }
    let Some((_, report)) = reporting::written(&mine, &app) else {
        return Ok(see_other(&filler.filling().report(id)));
    };
    let confirming = mine.confirming(&tx, &filler, HandedIn::Report).await?;
    if let Some(why) = reporting::missing(&mine) {
        let form = FormState::rejected(Typed::default(), vec![("", why)]);
        let view = mine.shown(&tx, &filler, &confirming, app.clock.now(), FormState::empty()).await?;
        return Ok(reporting::check_page(&page, &filler, &mine, report, view, form));
    }
    let here = filler.filling().report_check(id);
    ask(&app, tx, &filler, &confirming, wait, &here).await
}

/// Asks those who confirm to look at the claim.
pub async fn ask_claim(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let wait = wait(&app, &filler, id).await?;
    let tx = app.store.write(&filler.scope()).await?;
    let Some(mine) = Mine::find_to_change(&tx, &filler, id).await? else { return Ok(back(&filler, id)) };
    if !claims::is_open(&mine) {
        return Ok(mine.back(&filler));
    }
    let confirming = mine.confirming(&tx, &filler, HandedIn::Claim).await?;
    let here = filler.filling().claim(id);
    ask(&app, tx, &filler, &confirming, wait, &here).await
}

/// How long colleagues are not written to once more, where the application is the filler's.
async fn wait(app: &App, filler: &Filler, id: ApplicationId) -> Result<Option<TimeDelta>, Error> {
    let tx = app.store.read(&filler.scope()).await?;
    let mine = Mine::find(&tx, filler, id).await?;
    drop(tx);
    if mine.is_some() { mails_wait(app, filler, id.uuid()).await } else { Ok(None) }
}

async fn ask(
    app: &App,
    tx: Tx,
    filler: &Filler,
    confirming: &Confirming,
    wait: Option<TimeDelta>,
    here: &str,
) -> Result<Response, Error> {
    // Whoever waits may ask once more, where the first to be asked is away.
    let waits = matches!(confirming.standing, Standing::Waiting { .. });
    if (confirming.standing.asks() || waits) && confirming.can_ask(filler.id()) {
        // Nothing was changed: there is nothing to tell but by the mail.
        if let (true, Some(wait)) = (waits, wait) {
            return Err(Error::Throttled { wait });
        }
        ask_about(app, &tx, filler, &[confirming], here, wait.is_none()).await?;
        tx.commit().await?;
    }
    Ok(see_other(here))
}

/// Sends the report back to whoever asked, with a reason; what was typed stays.
pub async fn decline_report(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let Some(mine) = Mine::find_to_change(&tx, &filler, id).await? else { return Ok(back(&filler, id)) };
    let confirming = mine.confirming(&tx, &filler, HandedIn::Report).await?;
    if !reporting::is_open(&mine) || !confirming.confirms() {
        return Ok(mine.back(&filler));
    }
    let why = match reason(&typed) {
        Ok(why) => why,
        Err(error) => {
            let Some((_, report)) = reporting::written(&mine, &app) else { return Ok(mine.back(&filler)) };
            let form = FormState::rejected(typed, vec![(DECLINE_REASON, error)]);
            let view = mine.shown(&tx, &filler, &confirming, app.clock.now(), form).await?;
            return Ok(reporting::check_page(&page, &filler, &mine, report, view, FormState::empty()));
        }
    };
    send_back(&app, &tx, &filler, &confirming, &why, &filler.filling().report_check(id)).await?;
    tx.commit().await?;
    Ok(mine.back(&filler))
}

/// The same for the claim.
pub async fn decline_claim(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let Some(mine) = Mine::find_to_change(&tx, &filler, id).await? else { return Ok(back(&filler, id)) };
    let confirming = mine.confirming(&tx, &filler, HandedIn::Claim).await?;
    if !claims::is_open(&mine) || !confirming.confirms() {
        return Ok(mine.back(&filler));
    }
    let why = match reason(&typed) {
        Ok(why) => why,
        Err(error) => {
            let form = FormState::rejected(typed, vec![(DECLINE_REASON, error)]);
            let view = mine.shown(&tx, &filler, &confirming, app.clock.now(), form).await?;
            return Ok(claims::render(&page, &filler, &mine, view, FormState::empty()));
        }
    };
    send_back(&app, &tx, &filler, &confirming, &why, &filler.filling().claim(id)).await?;
    tx.commit().await?;
    Ok(mine.back(&filler))
}
