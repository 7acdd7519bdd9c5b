//! S8: everything once more, then the one moment at which an application is received.

use super::{
    applications::back,
    confirmation::{self, Confirming},
    files,
    filler::{Filler, Fills},
    letters,
    own::Own,
    receipts::Receipts,
    routing, waiting,
    work_mails::{self, Waiting},
};
use crate::{
    app::App,
    clock::in_japan,
    error::Error,
    kill,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    mails::receipts::Taken,
    messages::subsidies::{already_applied, answer_problem, not_receiving, unit_and_frequency},
    subsidies::{CheckPage, CheckProps, ConfirmingView, IncompletePage},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    ids::ApplicationId,
    subsidies::{Missing, NewApplication, NotReceiving, Rules, Stage, Task},
    text::search_key,
    working_days::WorkingCalendar,
};
use elements::FormState;
use leptos::prelude::*;
use store::{
    Tx,
    subsidies::{SubmitError, applications, resubmit, submit, waiting as places},
    tenants,
};

/// Everything that was answered, once all of it holds.
pub async fn show<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.read(&filler.scope()).await?;
    let own = Own::find(&tx, &filler, id).await?;
    let today = app.clock.today();
    if !own.is_open_to_fill() || !own.is_ready(today) {
        return Ok(back(&filler, id));
    }
    let Ok(application) = own.judged(today).complete() else { return Ok(back(&filler, id)) };
    let confirming = Confirming::of(&tx, &filler, &own).await?;
    let confirming = confirming.view(&tx, &filler, &own, app.clock.now(), FormState::empty()).await?;
    Ok(render(&page, &filler, &own, application, NotReceived::default(), confirming))
}

/// Receives the application, or says why not and keeps everything.
pub async fn create<A: Fills>(
    actor: A,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = actor.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    if !own.is_open_to_fill() {
        return Ok(back(&filler, id));
    }
    let today = app.clock.today();
    let application = match own.judged(today).complete() {
        Ok(application) if own.untouched().is_empty() => application,
        Ok(_) => return Ok(back(&filler, id)),
        Err(missing) => {
            tracing::info!(missing = missing.len(), "an application was sent that is not complete");
            let (lines, filling) = (lines(&missing, &own), filler.filling());
            return Ok(page.unprocessable(TITLE, move || view! { <IncompletePage filling id lines/> }));
        }
    };
    let confirming = Confirming::of(&tx, &filler, &own).await?;
    let confirms = confirming.confirms();
    // Who confirms agrees to what they saw: it may have been changed, and asked about again, since the page was shown.
    if !confirming.standing.hands_in() || (confirms && typed.get("seen") != confirming.seen()) {
        return Ok(see_other(&filler.filling().check(id)));
    }
    let mut receipts = Receipts::default();
    let handed = hand_in(&app, &tx, &filler, &own, &application, &confirming, &mut receipts).await;
    let (why, first) = match handed {
        Ok(next) => {
            kill::point("submit.before-commit");
            tx.commit().await?;
            kill::point("submit.committed");
            return Ok(see_other(&next));
        }
        Err(Refused::Store(error)) => return Err(error),
        Err(Refused::Because(why, first)) => (why, first),
    };
    drop(tx);
    let own =
        if confirms { confirmation::agree_alone(&app, &filler, id, confirming.seen()).await? } else { own };
    let tx = app.store.read(&filler.scope()).await?;
    let confirming = Confirming::of(&tx, &filler, &own).await?;
    let confirming = confirming.view(&tx, &filler, &own, app.clock.now(), FormState::empty()).await?;
    Ok(render(&page, &filler, &own, application, NotReceived { why: vec![why], first }, confirming))
}

/// Agrees, where the one who hands it in confirms it, and receives it.
pub(super) async fn hand_in(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    application: &NewApplication,
    confirming: &Confirming,
    receipts: &mut Receipts,
) -> Result<String, Refused> {
    let confirms = confirming.confirms();
    if confirms {
        confirmation::agree(app, tx, confirming).await?;
    }
    let next = match own.application.stage {
        Stage::Draft => receive(app, tx, filler, own, application, receipts).await?,
        Stage::Returned { .. }
        | Stage::Waiting { .. }
        | Stage::Submitted { .. }
        | Stage::UnderReview { .. }
        | Stage::Proposed { .. }
        | Stage::Granted { .. }
        | Stage::Refused { .. }
        | Stage::Withdrawn { .. } => receive_again(app, tx, filler, own, application).await?,
    };
    if confirms {
        receipts.agreed(app, tx, filler, own, confirming).await?;
    }
    Ok(next)
}

const TITLE: &str = "内容を確かめて申請する";

/// Why an application was not received.
pub(super) enum Refused {
    /// A failure of the program.
    Store(Error),
    /// A sentence, and the application that has the office's place.
    Because(String, Option<ApplicationId>),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Store(error)
    }
}

impl From<store::Error> for Refused {
    fn from(error: store::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Refused {
    fn of(error: SubmitError, rules: &Rules) -> Self {
        match error {
            SubmitError::Store(error) => error.into(),
            SubmitError::Stage(error) => Self::Because(app::messages::subsidies::wrong_stage(error), None),
            SubmitError::AlreadyApplied { receipt, application } => Self::Because(
                format!(
                    "{}（受付番号 {receipt}）。{}だけ申請できます",
                    already_applied(rules),
                    unit_and_frequency(rules)
                ),
                Some(application),
            ),
            SubmitError::AppliedElsewhere { receipt, number } => Self::Because(
                format!(
                    "この事業所が承継した（またはこの事業所を承継した）事業所番号 {number} の今年度の申請を、すでに受け付けています（受付番号 {receipt}）。1年度に1回だけ申請できます"
                ),
                None,
            ),
            SubmitError::BudgetUsedUp => Self::Because(not_receiving(NotReceiving::BudgetUsedUp), None),
            SubmitError::Closed => Self::Because(not_receiving(NotReceiving::Closed), None),
        }
    }
}

/// The first time: number, place and money in one transaction, with the receipt by mail.
async fn receive(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    application: &NewApplication,
    receipts: &mut Receipts,
) -> Result<String, Refused> {
    let now = app.clock.now();
    own.receives(now).map_err(|why| Refused::Because(not_receiving(why), None))?;
    let key =
        [own.office.name.as_str(), application.contact.corporation.as_str(), own.office.number.as_str()]
            .map(search_key);
    let received = submit(
        tx,
        &own.application,
        &own.version,
        &own.place(&application.contact.corporation),
        application.expense.asked,
        &key.join(" "),
        now,
    )
    .await
    .map_err(|error| Refused::of(error, &own.version.rules))?;
    let kept = applications::find_to_change(tx, own.application.id).await?.ok_or(Error::NotFound)?;
    routing::assign(app, tx, &kept).await?;
    let rules = &own.version.rules;
    let waits =
        if received.waits { Some((rules.exhaustion, places::place(tx, &kept, rules).await?)) } else { None };
    let taken = Taken { office: own.office.name.clone(), receipt: received.receipt, waits };
    receipts.received(app, tx, filler, own, application, taken).await?;
    if received.waits {
        // What was released a moment ago may hold it already.
        waiting::move_up(app, tx, &filler.tenant, own.application.programme).await?;
    }
    Ok(filler.filling().receipt(own.application.id))
}

/// After a correction: the number and the place stay.
async fn receive_again(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    application: &NewApplication,
) -> Result<String, Refused> {
    let calendar = WorkingCalendar::new(tenants::closed_days(tx).await?);
    let clock = own.application.clock(|at| in_japan(at).date_naive());
    let paused = clock.map_or(0, |clock| clock.resume(app.clock.today(), &calendar).paused_days);
    resubmit(tx, &own.application, application.expense.asked, paused, app.clock.now())
        .await
        .map_err(|error| Refused::of(error, &own.version.rules))?;
    // A smaller amount may let somebody move up.
    waiting::move_up(app, tx, &filler.tenant, own.application.programme).await?;
    letters::received_again(app, tx, filler, own, application).await?;
    let waiting = Waiting {
        tenant: &filler.tenant,
        application: own.application.id,
        receipt: own.application.receipt.ok_or(Error::NotFound)?,
        programme: &own.version.rules.title,
        after_grant: false,
    };
    let asker = own.correction.as_ref().map(|correction| correction.by);
    work_mails::resubmitted(app, tx, &waiting, asker).await?;
    let done = filler.filling().elsewhere(own.application.id);
    Ok(format!("{done}?done=resubmitted"))
}

fn lines(missing: &[Missing], own: &Own) -> Vec<(Task, Vec<String>)> {
    missing
        .iter()
        .map(|Missing { task, problems }| {
            let sentences = problems
                .iter()
                .map(|(field, problem)| answer_problem(*field, problem, &own.version.rules))
                .collect();
            (*task, sentences)
        })
        .collect()
}

/// Why an application was not received, for its page; nothing while nobody tried.
#[derive(Debug, Default)]
pub(super) struct NotReceived {
    why: Vec<String>,
    first: Option<ApplicationId>,
}

pub(super) fn render(
    page: &Page,
    filler: &Filler,
    own: &Own,
    application: NewApplication,
    NotReceived { why: refused, first }: NotReceived,
    confirming: Option<ConfirmingView>,
) -> Response {
    let rejected = !refused.is_empty() || confirming.as_ref().is_some_and(|one| one.form.has_errors());
    let check = CheckProps {
        filling: filler.filling(),
        id: own.application.id,
        rules: own.version.rules.clone(),
        office: own.office_line(),
        application,
        files: files(&own.files),
        open: Task::ALL.into_iter().filter(|task| own.may_change(*task)).collect(),
        receipt: own.application.receipt,
        refused,
        first,
        confirming,
    };
    let view = move || view! { <CheckPage check/> };
    if rejected { page.unprocessable(TITLE, view) } else { page.ok(TITLE, view) }
}
