//! The job that sends one mail that nobody may stop. Outreach has none: [`super::post`] carries it.
//!
//! An attempt is told and committed before it is made, and a mail is marked sent right after the mail server took it.
//! Whatever dies in between, the mail is sent again under its Message-ID: nothing is lost, and at most a copy of the same
//! message arrives (`docs/decisions/0005-mail-is-sent-at-least-once.md`, amended by 0043).

use super::{DisplayName, HeaderError, Invitation, Message, MessageId, Sender, StopLink, Subject, Verdict};
use crate::{app::App, jobs::JobError, kill, mailings::tokens};
use domain::{
    email::{Email, EmailError},
    ids::MailId,
    mailings::Refusal,
};
use serde::Deserialize;
use serde_json::Value;
use store::{
    Scope, Tx, jobs,
    mails::{
        self, Class, Mail, Stored,
        attempts::{self, End, Tried},
        days,
    },
    settings,
};

/// Name of the job.
pub const JOB: &str = "mail.send";
/// Its name for a mail about signing in, which has a lane of its own.
pub const SIGN_IN: &str = jobs::SIGN_IN;
/// The states of a mail that has no end yet: handed over without an answer is one of them.
const OPEN: [&str; 2] = ["waiting", "sending"];

#[derive(Deserialize)]
struct Payload {
    mail: MailId,
}

/// Why a row cannot become a message; no try will mend it.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unwritable {
    #[error("the address: {0}")]
    Address(#[from] EmailError),
    #[error("a header: {0}")]
    Header(#[from] HeaderError),
}

/// Sends the mail, unless it was sent or refused before.
pub async fn perform(app: &App, payload: &Value) -> Result<(), JobError> {
    let Payload { mail: id } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    let scope = Scope::system("send a mail");
    let tx = app.store.read(&scope).await?;
    let found = mails::find(&tx, id).await?;
    let Some(stored) = found.filter(|stored| OPEN.contains(&stored.state.as_str())) else { return Ok(()) };
    if stored.mail.class == Class::Outreach {
        // A job of an older program: the hands that carry outreach have it.
        return Ok(());
    }
    let reply_to = reply_to(&tx, &stored.mail).await?;
    let calendar = mails::calendar(&tx, id).await?;
    drop(tx);
    let message = message(app, &stored, reply_to, calendar.clone().and_then(Invitation::parse));
    let began = app.clock.now();
    let tx = app.store.write(&scope).await?;
    let Some(attempt) = attempts::begin_one(&tx, id, began).await? else { return Ok(()) };
    days::spend(&tx, 1, &app.mail.pace, began).await?;
    tx.commit().await?;
    let tried = Tried { stored, attempt, calendar, began, not_after: None };
    let message = match message {
        Ok(message) => message,
        Err(error) => {
            let end = End::Refused { refusal: Refusal::Unwritable, answer: error.to_string() };
            return keep(app, &scope, tried, end).await;
        }
    };
    kill::point("mail.before-send");
    match app.mail.transport.send(&message).await {
        Ok(taken) => {
            kill::point("mail.taken");
            keep(app, &scope, tried, End::Taken { answer: taken.answer }).await?;
            kill::point("mail.marked");
            Ok(())
        }
        Err(error) => {
            // The server's own words say more than ours; officers see them.
            let spoken = error.answer().filter(|answer| !answer.is_empty()).map(str::to_owned);
            let answer = spoken.unwrap_or_else(|| error.to_string());
            let refused = |refusal, answer| End::Refused { refusal, answer };
            match error.verdict() {
                verdict @ (Verdict::Retry | Verdict::Unknown) => {
                    if error.needs_the_administrator() {
                        tracing::error!(error = %error, "mail cannot leave before the configuration is mended");
                    }
                    let end = if verdict == Verdict::Retry {
                        End::Later { answer, due_at: Some(began) }
                    } else {
                        End::Unknown { answer }
                    };
                    keep(app, &scope, tried, end).await?;
                    Err(JobError::Later(error.to_string()))
                }
                Verdict::Suppress => keep(app, &scope, tried, refused(Refusal::Recipient, answer)).await,
                Verdict::GiveUp => keep(app, &scope, tried, refused(Refusal::Message, answer)).await,
            }
        }
    }
}

/// Keeps how the attempt ended, with the mail itself, where its tenant's officers see it.
async fn keep(app: &App, scope: &Scope, tried: Tried, end: End) -> Result<(), JobError> {
    let tx = app.store.write(scope).await?;
    attempts::end(&tx, &[(tried, end)], app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Where an answer goes: to the address that the tenant set, for what a person may want to answer.
async fn reply_to(tx: &Tx, mail: &Mail) -> Result<Option<Email>, store::Error> {
    match mail.class {
        Class::SignIn => Ok(None),
        Class::Statutory | Class::Outreach => {
            let settings = settings::of(tx, mail.tenant).await?;
            Ok(settings.and_then(|settings| Email::parse(&settings.email).ok()))
        }
    }
}

/// The message of a row, the same at every attempt.
pub(super) fn message(
    app: &App,
    stored: &Stored,
    reply_to: Option<Email>,
    calendar: Option<Invitation>,
) -> Result<Message, Unwritable> {
    let Mail {
        id,
        tenant: _,
        class,
        recipient,
        recipient_name,
        sender_name,
        subject,
        body,
        message_id,
        about: _,
        created_at,
    } = &stored.mail;
    let from = app.mail.from.clone();
    let message_id = if message_id.starts_with('<') {
        MessageId::parse(message_id)?
    } else {
        MessageId::new(message_id, from.domain())?
    };
    let stop = match class {
        Class::Outreach => tokens::address(app, *id).map(|page| StopLink::parse(&page)).transpose()?,
        Class::Statutory | Class::SignIn => None,
    };
    Ok(Message {
        to: Email::parse(recipient)?,
        to_name: DisplayName::lenient(recipient_name),
        from: Sender { name: DisplayName::lenient(sender_name), address: from },
        reply_to,
        subject: Subject::parse(subject)?,
        text: body.clone(),
        html: stored.html,
        message_id,
        class: *class,
        written_at: *created_at,
        stop,
        calendar,
    })
}
