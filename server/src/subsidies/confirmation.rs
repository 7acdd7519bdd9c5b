//! 社内の確認: where an applicant wants it, a colleague looks at what another prepared before it is handed in: an
//! application here, a report and a claim in `awards::confirming`. Papers that an officer enters were signed on paper, and
//! nobody of the applicant is at the screen.

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
    subsidies::{ConfirmingStep, ConfirmingView, DECLINE_REASON, TAKE_BACK},
    when::moment,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use domain::{
    form::Typed,
    ids::{AccountId, ApplicationId, OfficeId},
    subsidies::{Confirmation, Confirmers, HandedIn, Reason, Standing},
    wareki::format_date_with_weekday,
};
use elements::FormState;
use store::{Scope, Tx, accounts, subsidies::confirmations};
use uuid::Uuid;

/// From how many days before the end on the page warns of it.
const SOON: Days = Days::new(7);

/// What is handed in, as those who look at it before have to know it.
pub(crate) struct Subject {
    /// What it is.
    pub what: HandedIn,
    /// Of which application.
    pub application: ApplicationId,
    /// For which office.
    pub office: OfficeId,
    /// Its name.
    pub office_name: String,
    /// The programme's title.
    pub programme: String,
    /// Whether it was handed in before, and answers a correction now.
    pub again: bool,
    /// Since when it is to be handed in: what was asked before is over with it.
    pub begun: Option<DateTime<Utc>>,
    /// What somebody sees who looks at it now.
    pub seen: String,
    /// What is typed with it, where nothing else keeps that.
    pub words: String,
}

/// Where something stands before it is handed in.
pub(crate) struct Confirming {
    house: Confirmers,
    asked: Option<Confirmation>,
    subject: Subject,
    /// For whoever fills it in.
    pub standing: Standing,
}

impl Confirming {
    /// Of an application, for whoever fills it in.
    pub async fn of(tx: &Tx, filler: &Filler, own: &Own) -> Result<Self, Error> {
        let subject = Subject {
            what: HandedIn::Application,
            application: own.application.id,
            office: own.application.office,
            office_name: own.office.name.clone(),
            programme: own.version.rules.title.clone(),
            again: own.application.receipt.is_some(),
            begun: own.correction.as_ref().map(|correction| correction.at),
            seen: own.seen(),
            words: String::new(),
        };
        Self::about(tx, filler, subject).await
    }

    /// Of anything that is handed in.
    pub async fn about(tx: &Tx, filler: &Filler, subject: Subject) -> Result<Self, Error> {
        let house = match filler.hand() {
            Hand::Applicant => confirmations::confirmers(tx, subject.office).await?,
            Hand::Officer => Confirmers::default(),
        };
        let asked = if house.are_needed(subject.what) {
            confirmations::find(tx, subject.application, subject.what).await?
        } else {
            None
        };
        let asked = asked.filter(|asked| subject.begun.is_none_or(|begun| asked.asked_at >= begun));
        let standing = house.standing(subject.what, asked.as_ref(), &subject.seen, filler.id());
        Ok(Self { house, asked, subject, standing })
    }

    /// What somebody sees who looks at it now.
    pub fn seen(&self) -> &str {
        &self.subject.seen
    }

    /// What it is.
    pub const fn what(&self) -> HandedIn {
        self.subject.what
    }

    /// Who asked for a look at it.
    pub fn asked_by(&self) -> Option<AccountId> {
        self.asked.as_ref().map(|asked| asked.asked_by)
    }

    /// What was typed when it was asked about; none where nobody was asked.
    pub fn words(&self) -> Option<&str> {
        self.asked.as_ref().map(|asked| asked.words.as_str())
    }

    /// Whether whoever hands it in confirms it with that.
    pub const fn confirms(&self) -> bool {
        matches!(self.standing, Standing::ToConfirm { .. })
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
        self.shown(tx, filler, until(own, now), form).await
    }

    /// The same of anything, with the words for until when it can be handed in, and whether that is soon.
    pub async fn shown(
        &self,
        tx: &Tx,
        filler: &Filler,
        (until, soon): (Option<String>, bool),
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
            Standing::Waiting { asked_by } => ConfirmingStep::Wait {
                asked_by: name(tx, asked_by).await?,
                since: self.asked.as_ref().map(|asked| moment(asked.asked_at)).unwrap_or_default(),
            },
            Standing::ToConfirm { asked_by } => {
                ConfirmingStep::Confirm { asked_by: name(tx, asked_by).await? }
            }
            Standing::Agreed { by } => ConfirmingStep::HandIn { by: name(tx, by).await? },
        };
        let mut others = Vec::new();
        for one in self.house.others(filler.id()) {
            others.push(name(tx, one).await?);
        }
        let Subject { what, again, .. } = self.subject;
        let (seen, words) = (self.subject.seen.clone(), self.words().unwrap_or_default().to_owned());
        Ok(Some(ConfirmingView { what, step, others, again, until, soon, seen, words, form }))
    }
}

/// Until when it can be handed in, and whether that is soon: the end of a correction, or of what is open now.
fn until(own: &Own, now: DateTime<Utc>) -> (Option<String>, bool) {
    let (words, last) = match own.application.due() {
        Some(due) => return until_day(due, now),
        None if own.receives(now).is_ok() => {
            let window = own.version.rules.window_at(now).0;
            (format!("{}まで", closing(window)), window.closes.date())
        }
        None => return (None, false),
    };
    (Some(words), is_soon(last, now))
}

/// The same for a day.
pub(crate) fn until_day(due: NaiveDate, now: DateTime<Utc>) -> (Option<String>, bool) {
    (Some(format!("{}まで", format_date_with_weekday(due))), is_soon(due, now))
}

fn is_soon(last: NaiveDate, now: DateTime<Utc>) -> bool {
    in_japan(now).date_naive().checked_add_days(SOON).is_none_or(|limit| last <= limit)
}

/// The name of somebody of the office, also of one who left.
async fn name(tx: &Tx, who: AccountId) -> Result<String, Error> {
    let known = accounts::find(tx, who).await?;
    Ok(known.map_or_else(|| "以前の担当の方".to_owned(), |account| account.name))
}

/// How long colleagues are not written to once more about an application or a programme: what is asked of them stands on
/// their pages, and nobody fills their boxes by asking again and again. Takes one; call it when no transaction is open.
pub(crate) async fn mails_wait(app: &App, filler: &Filler, about: Uuid) -> Result<Option<TimeDelta>, Error> {
    let whose = format!("{} {about}", filler.id());
    match throttling::allow(app, &[("confirmation", whose, CONFIRMATIONS)]).await {
        Ok(()) => Ok(None),
        Err(Error::Throttled { wait }) => Ok(Some(wait)),
        Err(error) => Err(error),
    }
}

/// Whether the form takes back what was asked.
pub(crate) fn takes_back(typed: &Typed) -> bool {
    typed.get("act") == TAKE_BACK
}

/// Takes back what nobody has answered yet: whoever prepares goes on with it as it was typed. Whether anything was to be
/// taken back.
pub(crate) async fn take_back(app: &App, tx: &Tx, confirming: &Confirming) -> Result<bool, Error> {
    if !matches!(confirming.standing, Standing::Waiting { .. }) {
        return Ok(false);
    }
    let Subject { what, application, .. } = confirming.subject;
    confirmations::take_back(tx, application, what, app.clock.now()).await?;
    Ok(true)
}

/// Asks those who confirm to look, or takes that back.
pub async fn ask(
    applicant: Applicant,
    State(app): State<App>,
    Path((_, id)): Path<(String, ApplicationId)>,
    Posted(typed): Posted,
) -> Result<Response, Error> {
    let filler = applicant.filler();
    let tx = app.store.read(&filler.scope()).await?;
    Own::find(&tx, &filler, id).await?;
    drop(tx);
    let back_again = takes_back(&typed);
    let wait = if back_again { None } else { mails_wait(&app, &filler, id.uuid()).await? };
    let tx = app.store.write(&filler.scope()).await?;
    let own = Own::find_to_change(&tx, &filler, id).await?;
    if back_again && own.is_open_to_fill() {
        let confirming = Confirming::of(&tx, &filler, &own).await?;
        if take_back(&app, &tx, &confirming).await? {
            tx.commit().await?;
        }
        return Ok(back(&filler, id));
    }
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
    ask_about(&app, &tx, &filler, &[&confirming], &page, wait.is_none()).await?;
    tx.commit().await?;
    Ok(back(&filler, id))
}

/// Asks about several things, with one mail to each who may confirm any of them where they are written to now.
pub(crate) async fn ask_about(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    several: &[&Confirming],
    page: &str,
    written_to: bool,
) -> Result<(), Error> {
    let now = app.clock.now();
    let mut asked: Vec<(AccountId, Vec<String>)> = Vec::new();
    for confirming in several {
        let Subject { what, application, office_name, seen, words, .. } = &confirming.subject;
        confirmations::ask(tx, *application, *what, seen, words, now).await?;
        for one in confirming.house.others(filler.id()) {
            match asked.iter_mut().find(|(known, _)| *known == one) {
                Some((_, offices)) => offices.push(office_name.clone()),
                None => asked.push((one, vec![office_name.clone()])),
            }
        }
    }
    let Some(first) = several.first().filter(|_| written_to) else { return Ok(()) };
    for (one, offices) in asked {
        write(app, tx, filler, one, &first.subject, &offices, page, mails::asked).await?;
    }
    Ok(())
}

/// Agrees to something that is handed in with it.
pub(crate) async fn agree(app: &App, tx: &Tx, confirming: &Confirming) -> Result<(), Error> {
    let Subject { what, application, .. } = confirming.subject;
    Ok(confirmations::agree(tx, application, what, confirming.seen(), app.clock.now()).await?)
}

/// Writes to whoever asked.
pub(crate) async fn tell_asker(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    confirming: &Confirming,
    page: &str,
    text: impl Fn(&mails::About) -> MailText,
) -> Result<(), Error> {
    let Some(asked) = &confirming.asked else { return Ok(()) };
    let offices = [confirming.subject.office_name.clone()];
    write(app, tx, filler, asked.asked_by, &confirming.subject, &offices, page, text).await
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
    if confirming.confirms() && confirming.seen() == seen {
        agree(app, &tx, &confirming).await?;
        let page = filler.filling().check(id);
        tell_asker(app, &tx, filler, &confirming, &page, |about| mails::agreed(about, None)).await?;
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
    if !confirming.confirms() || !own.is_open_to_fill() {
        return Ok(back(&filler, id));
    }
    let reason = match reason(&typed) {
        Ok(reason) => reason,
        Err(error) => {
            let form = FormState::rejected(typed, vec![(DECLINE_REASON, error)]);
            let Ok(application) = own.judged(app.clock.today()).complete() else {
                return Ok(back(&filler, id));
            };
            let view = confirming.view(&tx, &filler, &own, app.clock.now(), form).await?;
            return Ok(check::render(&page, &filler, &own, application, check::NotReceived::default(), view));
        }
    };
    send_back(&app, &tx, &filler, &confirming, &reason, &filler.filling().application(id)).await?;
    tx.commit().await?;
    Ok(back(&filler, id))
}

/// What is to be put right, as it was typed; or what is wrong with it.
pub(crate) fn reason(typed: &Typed) -> Result<Reason, String> {
    Reason::parse(typed.get(DECLINE_REASON)).map_err(|error| reason_error("直してほしいこと", error))
}

/// Keeps that it is sent back, and tells whoever asked.
pub(crate) async fn send_back(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    confirming: &Confirming,
    reason: &Reason,
    page: &str,
) -> Result<(), Error> {
    let Subject { what, application, .. } = confirming.subject;
    confirmations::decline(tx, application, what, reason, app.clock.now()).await?;
    tell_asker(app, tx, filler, confirming, page, mails::declined).await
}

/// One mail to one colleague.
#[expect(clippy::too_many_arguments, reason = "what a mail says, and how it leaves")]
async fn write(
    app: &App,
    tx: &Tx,
    filler: &Filler,
    to: AccountId,
    subject: &Subject,
    offices: &[String],
    page: &str,
    text: impl Fn(&mails::About) -> MailText,
) -> Result<(), Error> {
    let Some(account) = accounts::find(tx, to).await? else { return Ok(()) };
    if account.disabled_at.is_some() {
        return Ok(());
    }
    let text = text(&mails::About {
        what: subject.what,
        name: &account.name,
        municipality: &filler.tenant.name,
        colleague: &filler.account.name,
        programme: &subject.programme,
        offices,
        url: &app.address_of(page),
    });
    let about = Some(("account", account.id.uuid()));
    post(app, tx, &filler.tenant, account, text, about).await
}
