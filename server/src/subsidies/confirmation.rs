//! 社内の確認: where an applicant wants it, a colleague looks at what another prepared before it is handed in. Papers that an
//! officer enters were signed on paper, and nobody of the applicant is at the screen.

use super::{
    applications::back,
    check,
    filler::{Filler, Fills as _},
    own::Own,
    work_mails::post,
};
use crate::{
    accounts::throttling::{self, CONFIRMATIONS},
    actor::Applicant,
    app::App,
    clock::in_japan,
    error::Error,
    page::{Page, see_other},
    posted::Posted,
};
use app::{
    mails::{MailText, confirmations as mails},
    messages::subsidies::{closing, reason_error},
    paths::Hand,
    subsidies::{ConfirmingStep, ConfirmingView, DECLINE_REASON},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, Days, TimeDelta, Utc};
use domain::{
    ids::{AccountId, ApplicationId},
    subsidies::{Confirmation, Confirmers, Reason, ReceiptNumber, Standing},
    wareki::format_date_with_weekday,
};
use elements::FormState;
use store::{
    Scope, Tx, accounts,
    subsidies::{applications, confirmations},
};
use uuid::Uuid;

/// From how many days before the end on the page warns of it.
const SOON: Days = Days::new(7);

/// Where an application stands before it is handed in.
pub(super) struct Confirming {
    house: Confirmers,
    asked: Option<Confirmation>,
    /// What somebody sees who looks at it now.
    pub seen: String,
    /// For whoever fills it in.
    pub standing: Standing,
}

impl Confirming {
    /// Of an application, for whoever fills it in.
    pub async fn of(tx: &Tx, filler: &Filler, own: &Own) -> Result<Self, Error> {
        let house = match filler.hand() {
            Hand::Applicant => confirmations::confirmers(tx, own.application.office).await?,
            Hand::Officer => Confirmers::default(),
        };
        let asked =
            if house.are_needed() { confirmations::find(tx, own.application.id).await? } else { None };
        // What was asked before a correction was asked for is over with it.
        let begun = own.correction.as_ref().map(|correction| correction.at);
        let asked = asked.filter(|asked| begun.is_none_or(|begun| asked.asked_at >= begun));
        let seen = own.seen();
        let standing = house.standing(asked.as_ref(), &seen, filler.id());
        Ok(Self { house, asked, seen, standing })
    }

    /// Whether somebody else can be asked.
    pub fn can_ask(&self, asker: AccountId) -> bool {
        self.house.others(asker).next().is_some()
    }

    /// As the pages show it; nothing where nobody has to look.
    pub async fn view(
        &self,
        tx: &Tx,
        filler: &Filler,
        own: &Own,
        now: DateTime<Utc>,
        form: FormState,
    ) -> Result<Option<ConfirmingView>, Error> {
        let step = match self.standing {
            Standing::NotNeeded => return Ok(None),
            Standing::ToAsk => ConfirmingStep::Ask,
            Standing::Changed => ConfirmingStep::AskAgain,
            Standing::Declined { by } => ConfirmingStep::Declined {
                by: name(tx, by).await?,
                reason: self.asked.as_ref().map(|asked| asked.reason.clone()).unwrap_or_default(),
            },
            Standing::Waiting { asked_by } => ConfirmingStep::Wait { asked_by: name(tx, asked_by).await? },
            Standing::ToConfirm { asked_by } => {
                ConfirmingStep::Confirm { asked_by: name(tx, asked_by).await? }
            }
            Standing::Agreed { by } => ConfirmingStep::HandIn { by: name(tx, by).await? },
        };
        let mut others = Vec::new();
        for one in self.house.others(filler.id()) {
            others.push(name(tx, one).await?);
        }
        let (until, soon) = until(own, now);
        let again = own.application.receipt.is_some();
        Ok(Some(ConfirmingView { step, others, again, until, soon, seen: self.seen.clone(), form }))
    }
}

/// Until when it can be handed in, and whether that is soon: the end of a correction, or of what is open now.
fn until(own: &Own, now: DateTime<Utc>) -> (Option<String>, bool) {
    let today = in_japan(now).date_naive();
    let (words, last) = match own.application.due() {
        Some(due) => (format!("{}まで", format_date_with_weekday(due)), due),
        None if own.receives(now).is_ok() => {
            let window = own.version.rules.window_at(now).0;
            (format!("{}まで", closing(window)), window.closes.date())
        }
        None => return (None, false),
    };
    let soon = today.checked_add_days(SOON).is_none_or(|limit| last <= limit);
    (Some(words), soon)
}

/// The name of somebody of the office, also of one who left.
async fn name(tx: &Tx, who: AccountId) -> Result<String, Error> {
    let known = accounts::find(tx, who).await?;
    Ok(known.map_or_else(|| "以前の担当の方".to_owned(), |account| account.name))
}

/// How long colleagues are not written to once more about an application or a programme: what is asked of them stands on
/// their pages, and nobody fills their boxes by asking again and again. Takes one; call it when no transaction is open.
pub(super) async fn mails_wait(app: &App, filler: &Filler, about: Uuid) -> Result<Option<TimeDelta>, Error> {
    let whose = format!("{} {about}", filler.id());
    match throttling::allow(app, &[("confirmation", whose, CONFIRMATIONS)]).await {
        Ok(()) => Ok(None),
        Err(Error::Throttled { wait }) => Ok(Some(wait)),
        Err(error) => Err(error),
    }
}

/// Asks those who confirm to look.
pub async fn ask(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    Posted(_): Posted,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.read(&filler.scope()).await?;
    Own::find(&tx, &filler, id).await?;
    drop(tx);
    let wait = mails_wait(&app, &filler, id.uuid()).await?;
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    if !own.is_open_to_fill() || !own.is_ready(app.clock.today()) {
        return Ok(back(&filler, id));
    }
    let confirming = Confirming::of(&tx, &filler, &own).await?;
    // Whoever waits may ask once more, where the first to be asked is away.
    let waits = matches!(confirming.standing, Standing::Waiting { .. });
    if !(confirming.standing.asks() || waits) || !confirming.can_ask(filler.id()) {
        return Ok(see_other(&filler.filling().check(id)));
    }
    // Nothing was changed: there is nothing to tell but by the mail.
    if let (true, Some(wait)) = (waits, wait) {
        return Err(Error::Throttled { wait });
    }
    let page = filler.filling().check(id);
    ask_about(&app, &tx, &filler, &[(&own, &confirming)], &page, wait.is_none()).await?;
    tx.commit().await?;
    Ok(back(&filler, id))
}

/// Asks about several applications, with one mail to each who may confirm any of them where they are written to now.
pub(super) async fn ask_about(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    several: &[(&Own, &Confirming)],
    page: &str,
    written_to: bool,
) -> Result<(), Error> {
    let now = app.clock.now();
    let mut asked: Vec<(AccountId, Vec<String>)> = Vec::new();
    for (own, confirming) in several {
        confirmations::ask(tx, own.application.id, &confirming.seen, now).await?;
        for one in confirming.house.others(filler.id()) {
            match asked.iter_mut().find(|(known, _)| *known == one) {
                Some((_, offices)) => offices.push(own.office.name.clone()),
                None => asked.push((one, vec![own.office.name.clone()])),
            }
        }
    }
    let Some((first, _)) = several.first().filter(|_| written_to) else { return Ok(()) };
    for (one, offices) in asked {
        write(app, tx, filler, one, &first.version.rules.title, &offices, page, mails::asked).await?;
    }
    Ok(())
}

/// Agrees to an application that is handed in with it.
pub(super) async fn agree(app: &App, tx: &Tx, own: &Own, confirming: &Confirming) -> Result<(), Error> {
    Ok(confirmations::agree(tx, own.application.id, &confirming.seen, app.clock.now()).await?)
}

/// Tells whoever asked that it was agreed to and received.
pub(super) async fn tell_received(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    confirming: &Confirming,
) -> Result<(), Error> {
    let id = own.application.id;
    let receipt = applications::find(tx, id).await?.and_then(|kept| kept.receipt);
    tell_agreed(app, tx, filler, own, confirming, receipt, &filler.filling().application(id)).await
}

async fn tell_agreed(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    own: &Own,
    confirming: &Confirming,
    receipt: Option<ReceiptNumber>,
    page: &str,
) -> Result<(), Error> {
    let Some(asked) = &confirming.asked else { return Ok(()) };
    let (title, offices) = (&own.version.rules.title, [own.office.name.clone()]);
    let text = |about: &mails::About| mails::agreed(about, receipt);
    write(app, tx, filler, asked.asked_by, title, &offices, page, text).await
}

/// Keeps an agreement by itself, where the application could not be received with it: nobody has to look twice. What was
/// changed and asked about again since it was `seen` is not agreed to.
pub(super) async fn agree_alone(
    app: &App,
    filler: &Filler,
    id: ApplicationId,
    seen: &str,
) -> Result<Own, Error> {
    let tx = app.store.write(&Scope::tenant(filler.tenant.id, filler.id())).await?;
    let own = Own::find_to_change(&tx, filler, id).await?;
    let confirming = Confirming::of(&tx, filler, &own).await?;
    if matches!(confirming.standing, Standing::ToConfirm { .. }) && confirming.seen == seen {
        agree(app, &tx, &own, &confirming).await?;
        let page = filler.filling().check(id);
        tell_agreed(app, &tx, filler, &own, &confirming, None, &page).await?;
        tx.commit().await?;
    }
    Ok(own)
}

/// Sends it back to whoever asked, with a reason; what was typed stays.
pub async fn decline(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    page: Page,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    let confirming = Confirming::of(&tx, &filler, &own).await?;
    let (Standing::ToConfirm { asked_by }, true) = (confirming.standing, own.is_open_to_fill()) else {
        return Ok(back(&filler, id));
    };
    let reason = match Reason::parse(typed.get(DECLINE_REASON)) {
        Ok(reason) => reason,
        Err(error) => {
            let errors = vec![(DECLINE_REASON, reason_error("直してほしいこと", error))];
            let form = FormState::rejected(typed, errors);
            let Ok(application) = own.judged(app.clock.today()).complete() else {
                return Ok(back(&filler, id));
            };
            let view = confirming.view(&tx, &filler, &own, app.clock.now(), form).await?;
            return Ok(check::render(&page, &filler, &own, application, check::NotReceived::default(), view));
        }
    };
    confirmations::decline(&tx, id, &reason, app.clock.now()).await?;
    let (title, offices) = (&own.version.rules.title, [own.office.name.clone()]);
    let at = filler.filling().application(id);
    write(&app, &tx, &filler, asked_by, title, &offices, &at, mails::declined).await?;
    tx.commit().await?;
    Ok(back(&filler, id))
}

/// One mail to one colleague.
#[expect(clippy::too_many_arguments, reason = "what a mail says, and how it leaves")]
async fn write(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    to: AccountId,
    programme: &str,
    offices: &[String],
    page: &str,
    text: impl Fn(&mails::About) -> MailText,
) -> Result<(), Error> {
    let Some(account) = accounts::find(tx, to).await? else { return Ok(()) };
    if account.disabled_at.is_some() {
        return Ok(());
    }
    let text = text(&mails::About {
        name: &account.name,
        municipality: &filler.tenant.name,
        colleague: &filler.account.name,
        programme,
        offices,
        url: &format!("{}{page}", app.config.public_url),
    });
    let about = Some(("account", account.id.uuid()));
    post(app, tx, &filler.tenant, account, text, about).await
}
