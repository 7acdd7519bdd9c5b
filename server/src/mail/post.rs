//! The hands that carry outreach: each takes a handful of mails that are due, from every tenant alike, says so in the
//! rows and commits it, hands them over, and keeps what was answered. Whatever dies in between, no mail of outreach is
//! handed over twice: what had no answer is 送達不明
//! (`docs/decisions/0043-an-attempt-is-told-before-it-is-made.md`).

use super::{SendError, Taken, Verdict, bounces, job};
use crate::{app::App, kill};
use chrono::TimeDelta;
use domain::{
    email::Email,
    ids::TenantId,
    mailings::Refusal,
    mails::{Bounce, kind_of, status_in},
};
use futures::{StreamExt as _, stream};
use std::{collections::BTreeMap, time::Duration};
use store::{
    Scope, jobs,
    mails::{
        attempts::{self, End, Tried},
        suppressions::{self, Why},
    },
    settings,
};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Mails of one handful: as many at the most are 送達不明 for each hand when the power fails.
pub const HANDFUL: usize = 16;
/// Hands of a worker: while one keeps what was answered, the other hands over.
pub const HANDS: usize = 2;
/// After so long an attempt without an answer has none to come: longer than any hand takes for its mails.
pub const LOST_AFTER: TimeDelta = TimeDelta::minutes(15);
/// How long a hand begins new talks about one handful; a talk itself ends within minutes.
const PATIENCE: Duration = Duration::from_mins(5);
/// How often an idle hand looks for work.
const IDLE: Duration = Duration::from_secs(1);
/// How long a hand that is told to stop waits for answers: less than the program waits for its hands.
const GRACE: Duration = Duration::from_secs(15);
/// How long all hands rest when the mail server is at fault.
const REST: Duration = Duration::from_secs(10);
/// How often the folder of reports is read.
const REPORTS: Duration = Duration::from_mins(5);
/// How long it is waited before each further try to keep what was answered.
const KEEP_AGAIN: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(5), Duration::from_secs(20), Duration::from_mins(1)];
/// What stands with a mail whose answer was not waited for.
const STOPPED: &str = "送信の途中でプログラムを止めたので、相手のサーバーの返事がわかりません";
/// What stands with a mail whose answer never came.
const NO_ANSWER: &str = "送信の途中でプログラムが止まり、相手のサーバーの返事がわかりません";

/// What one turn did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// How many mails were moved on.
    pub done: usize,
    /// Whether the mail server took none of them for a fault that every mail would meet.
    pub rests: bool,
}

/// A hand with whose turn it was.
#[derive(Debug, Default)]
pub struct Hand {
    after: Option<TenantId>,
    stop: CancellationToken,
}

/// Carries until told to stop: of a handful in hand what was handed over is waited for a little, and what was not waits.
pub async fn work(app: App, stop: CancellationToken, reads_reports: bool) {
    let mut hand = Hand { after: None, stop: stop.clone() };
    let mut read = None::<Instant>;
    while !stop.is_cancelled() {
        if reads_reports && read.is_none_or(|last| last.elapsed() > REPORTS) {
            read = Some(Instant::now());
            read_reports(&app).await;
        }
        let wait = match turn(&app, &mut hand).await {
            Ok(Turn { rests: true, .. }) => REST,
            Ok(Turn { done: 0, .. }) => IDLE,
            Ok(Turn { .. }) => continue,
            Err(error) => {
                tracing::error!(error = %error, "outreach cannot reach its rows");
                REST
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Reads what came back, beside the hand: whatever a stranger's mail does to its reader, outreach goes on.
async fn read_reports(app: &App) {
    let app = app.clone();
    match tokio::spawn(async move { bounces::collect(&app).await }).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => {
            tracing::error!(error = %error, "reports of mails that did not arrive cannot be read");
        }
        Err(error) => {
            tracing::error!(error = %error, "reading reports of mails that did not arrive broke off");
        }
    }
}

/// Carries one handful.
pub async fn turn(app: &App, hand: &mut Hand) -> Result<Turn, store::Error> {
    let scope = Scope::system("hand outreach over");
    let now = app.clock.now();
    let tx = app.store.read(&scope).await?;
    let (has_lost, is_due) =
        (attempts::has_lost(&tx, now - LOST_AFTER).await?, attempts::is_due(&tx, now).await?);
    drop(tx);
    let mut done = 0;
    if has_lost {
        let tx = app.store.write(&scope).await?;
        done += attempts::lost(&tx, now - LOST_AFTER, now, NO_ANSWER).await?;
        tx.commit().await?;
    }
    if !is_due {
        return Ok(Turn { done, rests: false });
    }
    let tx = app.store.write(&scope).await?;
    let begun = attempts::begin(&tx, HANDFUL, hand.after, &app.mail.pace, now).await?;
    let mut replies = BTreeMap::new();
    for tenant in begun.tried.iter().map(|tried| tried.stored.mail.tenant) {
        if let std::collections::btree_map::Entry::Vacant(place) = replies.entry(tenant) {
            let settings = settings::of(&tx, tenant).await?;
            place.insert(settings.and_then(|settings| Email::parse(&settings.email).ok()));
        }
    }
    tx.commit().await?;
    kill::point("post.begun");
    hand.after = begun.last.or(hand.after);
    done += begun.others + begun.tried.len();
    if begun.tried.is_empty() {
        return Ok(Turn { done, rests: false });
    }
    let (until, stop) = (Instant::now() + PATIENCE, &hand.stop);
    let ended: Vec<(Tried, Told)> = stream::iter(begun.tried)
        .map(|tried| {
            let reply_to = replies.get(&tried.stored.mail.tenant).cloned().flatten();
            async move {
                let told = carry(app, &tried, reply_to, (until, stop)).await;
                (tried, told)
            }
        })
        .buffer_unordered(HANDFUL)
        .collect()
        .await;
    let rests = ended.iter().all(|(_, told)| told.is_everybodys);
    let ended: Vec<(Tried, End)> = ended.into_iter().map(|(tried, told)| (tried, told.end)).collect();
    keep_surely(app, &scope, &ended).await?;
    kill::point("post.kept");
    Ok(Turn { done, rests })
}

/// How an attempt ended, and whose fault it was.
struct Told {
    end: End,
    is_everybodys: bool,
}

async fn carry(
    app: &App,
    tried: &Tried,
    reply_to: Option<Email>,
    (until, stop): (Instant, &CancellationToken),
) -> Told {
    let told = |end| Told { end, is_everybodys: false };
    let calendar = tried.calendar.clone().and_then(super::Invitation::parse);
    let message = match job::message(app, &tried.stored, reply_to, calendar) {
        Ok(message) => message,
        Err(error) => {
            return told(End::Refused { refusal: Refusal::Unwritable, answer: error.to_string() });
        }
    };
    let place = tokio::select! {
        place = app.mail.outreach.acquire() => place,
        () = stop.cancelled() => return told(End::NotMade),
    };
    let Ok(_place) = place else { return told(End::NotMade) };
    let is_late = tried.not_after.is_some_and(|last| app.clock.now() > last);
    if is_late || Instant::now() > until {
        return told(End::NotMade);
    }
    let sent = tokio::select! {
        sent = app.mail.transport.send(&message) => sent,
        () = waited(stop) => return told(End::Unknown { answer: STOPPED.to_owned() }),
    };
    match sent {
        Ok(Taken { answer }) => {
            kill::point("post.taken");
            told(End::Taken { answer })
        }
        Err(error) => {
            if error.needs_the_administrator() {
                tracing::error!(error = %error, "mail cannot leave before the configuration is mended");
            }
            Told { end: ended(app, tried, &error), is_everybodys: error.is_everybodys() }
        }
    }
}

/// Until a hand that was told to stop has waited long enough.
async fn waited(stop: &CancellationToken) {
    stop.cancelled().await;
    tokio::time::sleep(GRACE).await;
}

fn ended(app: &App, tried: &Tried, error: &SendError) -> End {
    // The server's own words say more than ours; officers see them.
    let spoken = error.answer().filter(|answer| !answer.is_empty()).map(str::to_owned);
    let answer = spoken.unwrap_or_else(|| error.to_string());
    match error.verdict() {
        Verdict::Retry => {
            let goes_on = tried.attempt < jobs::MAX_ATTEMPTS;
            let due_at = goes_on.then(|| app.clock.now() + jobs::backoff(tried.attempt));
            End::Later { answer, due_at }
        }
        Verdict::Suppress => End::Refused { refusal: Refusal::Recipient, answer },
        Verdict::GiveUp => End::Refused { refusal: Refusal::Message, answer },
        Verdict::Unknown => End::Unknown { answer },
    }
}

/// Keeps what was answered, again and again where the database does not answer: what is not kept is told as 送達不明,
/// though it is known.
async fn keep_surely(app: &App, scope: &Scope, ended: &[(Tried, End)]) -> Result<(), store::Error> {
    for wait in KEEP_AGAIN {
        match keep(app, scope, ended).await {
            Ok(()) => return Ok(()),
            Err(error) => tracing::error!(error = %error, "what was answered to outreach is not kept yet"),
        }
        tokio::time::sleep(wait).await;
    }
    keep(app, scope, ended).await
}

/// Keeps what was answered, and suppresses addresses whose servers said that there is no such address.
async fn keep(app: &App, scope: &Scope, ended: &[(Tried, End)]) -> Result<(), store::Error> {
    let (tx, now) = (app.store.write(scope).await?, app.clock.now());
    attempts::end(&tx, ended, now).await?;
    for (tried, end) in ended {
        let End::Refused { refusal: Refusal::Recipient, answer } = end else { continue };
        let mail = &tried.stored.mail;
        let is_for_good = status_in(answer).is_some_and(|status| kind_of("failed", status) == Bounce::Hard);
        if let (true, Ok(email)) = (is_for_good, Email::parse(&mail.recipient)) {
            let told = (Why::Refused, answer.as_str(), Some(mail.id));
            suppressions::suppress(&tx, mail.tenant, app.clock.id(), &email, told, now).await?;
        }
    }
    tx.commit().await
}
