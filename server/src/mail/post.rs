//! The hands that carry outreach: each takes a handful of mails that are due, from every tenant alike, says so in the
//! rows and commits it, hands them over, and keeps what was answered in the transaction that begins the next handful.
//! Whatever dies in between, no mail of outreach is handed over twice: what had no answer is 送達不明
//! (`docs/decisions/0043-an-attempt-is-told-before-it-is-made.md`, `docs/decisions/0077-what-outreach-waits-for.md`,
//! `docs/decisions/0105-what-is-said-in-one-breath.md`).

use super::{SendError, Taken, Verdict, bounces, job};
use crate::{app::App, kill};
use chrono::TimeDelta;
use domain::{
    email::Email,
    ids::TenantId,
    mailings::Refusal,
    mails::{Bounce, handful, kind_of, status_in},
};
use futures::{StreamExt as _, stream};
use std::{collections::BTreeMap, time::Duration};
use store::{
    Scope, Tx, jobs,
    mails::{
        attempts::{self, End, Tried},
        handfuls::{self, Begun, Turns},
        suppressions::{self, Why},
    },
    settings,
};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Mails of one handful at the most: fewer where the mail server is slower than the database ([`handful::next`]).
pub const HANDFUL: usize = handful::MOST;
/// Hands of a worker: while one keeps what was answered and begins the next handful, the other hands over.
pub const HANDS: usize = 2;
/// Mails of a worker that are 送達不明 at the most when the power fails: a hand has begun one handful, and kept every one
/// before it.
pub const IN_FLIGHT: usize = HANDS * HANDFUL;
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
/// How often a hand looks for attempts whose answer never came.
const LOOK: Duration = Duration::from_secs(10);
/// How long a hand remembers where answers to a tenant's mails go.
const REMEMBERED: Duration = Duration::from_secs(10);
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

/// A hand, with whose turn it is and what it has not kept yet.
#[derive(Debug)]
pub struct Hand {
    turns: Turns,
    /// How many mails the next handful has at the most.
    size: usize,
    /// What was answered to the last handful: kept by whatever this hand does next.
    answered: Vec<(Tried, End)>,
    /// Where answers to the mails of tenants go, and since when that is known.
    replies: BTreeMap<TenantId, (Instant, Option<Email>)>,
    /// When it looked for attempts whose answer never came.
    looked: Option<Instant>,
    stop: CancellationToken,
}

impl Default for Hand {
    fn default() -> Self {
        Self {
            turns: Turns::default(),
            size: handful::FIRST,
            answered: Vec::new(),
            replies: BTreeMap::new(),
            looked: None,
            stop: CancellationToken::new(),
        }
    }
}

/// Carries until told to stop: of a handful in hand what was handed over is waited for a little, and what was not waits.
pub async fn work(app: App, stop: CancellationToken, reads_reports: bool) {
    let mut hand = Hand { stop: stop.clone(), ..Hand::default() };
    let mut read = None::<Instant>;
    while !stop.is_cancelled() {
        if reads_reports && read.is_none_or(|last| last.elapsed() > REPORTS) {
            read = Some(Instant::now());
            // Reports may take long to read, and an answer has no need to wait for them.
            finish(&app, &mut hand).await;
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
    finish(&app, &mut hand).await;
}

/// Keeps what the hand has not kept yet.
async fn finish(app: &App, hand: &mut Hand) {
    if let Err(error) = keep_surely(app, hand).await {
        tracing::error!(error = %error, "what was answered to outreach cannot be kept");
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

/// Carries one handful, and keeps what was answered to the one before. What is answered to this one is kept by the next
/// turn, which finds nothing to carry at last.
pub async fn turn(app: &App, hand: &mut Hand) -> Result<Turn, store::Error> {
    let (lost, begun) = match look_and_go_on(app, hand).await {
        Ok(found) => found,
        Err(error) => {
            // What cannot be begun keeps no answer from being kept.
            keep_surely(app, hand).await?;
            return Err(error);
        }
    };
    let done = lost + begun.others + begun.tried.len();
    if begun.tried.is_empty() {
        return Ok(Turn { done, rests: false });
    }
    let (since, stop) = (Instant::now(), &hand.stop);
    let until = since + PATIENCE;
    let ended: Vec<(Tried, Told)> = stream::iter(begun.tried)
        .map(|tried| {
            let known = hand.replies.get(&tried.stored.mail.tenant);
            let reply_to = known.and_then(|(_, reply_to)| reply_to.clone());
            async move {
                let told = carry(app, &tried, reply_to, (until, stop)).await;
                (tried, told)
            }
        })
        .buffer_unordered(HANDFUL)
        .collect()
        .await;
    let rests = ended.iter().all(|(_, told)| told.is_everybodys);
    hand.size = handful::next(hand.size, ended.len(), since.elapsed());
    hand.answered = ended.into_iter().map(|(tried, told)| (tried, told.end)).collect();
    if rests {
        keep_surely(app, hand).await?;
    }
    Ok(Turn { done, rests })
}

/// Now and then looks for what was lost; and goes on, where there is anything to keep or to begin. How many were lost, and
/// what was begun.
async fn look_and_go_on(app: &App, hand: &mut Hand) -> Result<(usize, Begun), store::Error> {
    let mut lost = 0;
    if hand.looked.is_none_or(|last| last.elapsed() > LOOK) {
        lost = look_for_lost(app).await?;
        hand.looked = Some(Instant::now());
    }
    if hand.answered.is_empty() && !is_due(app).await? {
        return Ok((lost, Begun::default()));
    }
    Ok((lost, go_on(app, hand).await?))
}

/// Tells what had no answer for so long that none is to come. How many.
async fn look_for_lost(app: &App) -> Result<usize, store::Error> {
    let (scope, now) = (scope(), app.clock.now());
    let tx = app.store.read(&scope).await?;
    let has_lost = attempts::has_lost(&tx, now - LOST_AFTER).await?;
    drop(tx);
    if !has_lost {
        return Ok(0);
    }
    let tx = app.store.write(&scope).await?;
    let lost = attempts::lost(&tx, now - LOST_AFTER, now, NO_ANSWER).await?;
    tx.commit().await?;
    Ok(lost)
}

async fn is_due(app: &App) -> Result<bool, store::Error> {
    let tx = app.store.read(&scope()).await?;
    handfuls::is_due(&tx, app.clock.now()).await
}

/// Keeps what was answered to the last handful and begins the next, in one transaction.
async fn go_on(app: &App, hand: &mut Hand) -> Result<Begun, store::Error> {
    let (tx, now) = (app.store.write(&scope()).await?, app.clock.now());
    keep_in(app, &tx, &hand.answered).await?;
    let begun = handfuls::begin(&tx, hand.size, &mut hand.turns, &app.mail.pace, now).await?;
    for tenant in begun.tried.iter().map(|tried| tried.stored.mail.tenant) {
        if hand.replies.get(&tenant).is_none_or(|(since, _)| since.elapsed() > REMEMBERED) {
            let settings = settings::of(&tx, tenant).await?;
            let reply_to = settings.and_then(|settings| Email::parse(&settings.email).ok());
            hand.replies.insert(tenant, (Instant::now(), reply_to));
        }
    }
    tx.commit().await?;
    if !hand.answered.is_empty() {
        kill::point("post.kept");
        hand.answered.clear();
    }
    kill::point("post.begun");
    Ok(begun)
}

const fn scope() -> Scope {
    Scope::system("hand outreach over")
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

/// Keeps what was answered, again and again where the database does not answer. What cannot be kept stays in hand: it is
/// told as 送達不明 meanwhile, though it is known. What a database that answers does not take for [`LOST_AFTER`] is let go
/// of: nothing keeps a hand from its work for ever.
async fn keep_surely(app: &App, hand: &mut Hand) -> Result<(), store::Error> {
    if hand.answered.is_empty() {
        return Ok(());
    }
    for wait in KEEP_AGAIN {
        match keep(app, hand).await {
            Ok(()) => return Ok(()),
            Err(error) => tracing::error!(error = %error, "what was answered to outreach is not kept yet"),
        }
        tokio::time::sleep(wait).await;
    }
    let kept = keep(app, hand).await;
    let lost = app.clock.now() - LOST_AFTER;
    if kept.is_err()
        && hand.answered.iter().all(|(tried, _)| tried.began < lost)
        && app.store.ping().await.is_ok()
    {
        hand.answered.clear();
    }
    kept
}

async fn keep(app: &App, hand: &mut Hand) -> Result<(), store::Error> {
    let tx = app.store.write(&scope()).await?;
    keep_in(app, &tx, &hand.answered).await?;
    tx.commit().await?;
    kill::point("post.kept");
    hand.answered.clear();
    Ok(())
}

/// Keeps what was answered, and suppresses addresses whose servers said that there is no such address: in their order, since
/// another hand may suppress the same ones.
async fn keep_in(app: &App, tx: &Tx, ended: &[(Tried, End)]) -> Result<(), store::Error> {
    if ended.is_empty() {
        return Ok(());
    }
    let now = app.clock.now();
    attempts::end(tx, ended, now).await?;
    let mut gone = Vec::new();
    for (tried, end) in ended {
        let End::Refused { refusal: Refusal::Recipient, answer } = end else { continue };
        let is_for_good = status_in(answer).is_some_and(|status| kind_of("failed", status) == Bounce::Hard);
        if let (true, Ok(email)) = (is_for_good, Email::parse(&tried.stored.mail.recipient)) {
            gone.push((&tried.stored.mail, email, answer));
        }
    }
    gone.sort_by_cached_key(|(mail, email, _)| (mail.tenant, email.key()));
    for (mail, email, answer) in gone {
        let told = (Why::Refused, answer.as_str(), Some(mail.id));
        suppressions::suppress(tx, mail.tenant, app.clock.id(), &email, told, now).await?;
    }
    Ok(())
}
