//! The job that sends one mail.
//!
//! A mail is marked sent right after the mail server took it. Whatever dies in between, the mail is sent again under
//! its Message-ID: nothing is lost, and at most a copy of the same message arrives
//! (`docs/decisions/0005-mail-is-sent-at-least-once.md`).

use super::{DisplayName, HeaderError, Invitation, Message, MessageId, Sender, StopLink, Subject, Verdict};
use crate::{app::App, campaigns::tokens, jobs::JobError, kill};
use domain::{
    campaigns::Refusal,
    email::{Email, EmailError},
    ids::MailId,
};
use serde::Deserialize;
use serde_json::Value;
use store::{
    Scope, Tx,
    mails::{self, Class, Mail},
    settings,
};

/// Name of the job.
pub const JOB: &str = "mail.send";
/// The state of a mail that was not sent yet.
const WAITING: &str = "waiting";

#[derive(Deserialize)]
struct Payload {
    mail: MailId,
}

/// Why a row cannot become a message; no try will mend it.
#[derive(Debug, thiserror::Error)]
enum Unwritable {
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
    let Some(stored) = found.filter(|stored| stored.state == WAITING) else { return Ok(()) };
    let reply_to = reply_to(&tx, &stored.mail).await?;
    let stopped = mails::is_stopped(&tx, &stored.mail).await?;
    let calendar = mails::calendar(&tx, id).await?.and_then(Invitation::parse);
    drop(tx);
    if stopped {
        // The address opted out after the mail was written.
        let tx = app.store.write(&scope).await?;
        mails::suppressed(&tx, id).await?;
        return Ok(tx.commit().await?);
    }
    let message = match message(app, &stored.mail, reply_to, calendar) {
        Ok(message) => message,
        Err(error) => return refuse(app, &scope, id, Refusal::Unwritable, &error.to_string()).await,
    };
    kill::point("mail.before-send");
    match app.mail.transport.send(&message).await {
        Ok(_) => {
            kill::point("mail.taken");
            let tx = app.store.write(&scope).await?;
            mails::sent(&tx, &stored.mail, app.clock.now()).await?;
            tx.commit().await?;
            kill::point("mail.marked");
            Ok(())
        }
        Err(error) => match error.verdict() {
            Verdict::Retry => {
                if error.needs_the_administrator() {
                    tracing::error!(error = %error, "mail cannot leave before the configuration is mended");
                }
                Err(JobError::Later(error.to_string()))
            }
            verdict @ (Verdict::Suppress | Verdict::GiveUp) => {
                let refusal =
                    if verdict == Verdict::Suppress { Refusal::Recipient } else { Refusal::Message };
                // The server's own words say more than ours; officers see them.
                let why = error.answer().filter(|answer| !answer.is_empty()).map(str::to_owned);
                refuse(app, &scope, id, refusal, &why.unwrap_or_else(|| error.to_string())).await
            }
        },
    }
}

/// Keeps why a mail will never leave, with the mail itself, where its tenant's officers see it.
async fn refuse(app: &App, scope: &Scope, id: MailId, refusal: Refusal, why: &str) -> Result<(), JobError> {
    let tx = app.store.write(scope).await?;
    mails::refused(&tx, id, refusal, why).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps that outreach was given up after its last try; within the change that gives the job up.
pub async fn given_up(tx: &Tx, payload: &Value, why: &str) -> Result<(), store::Error> {
    let Payload { mail } = serde_json::from_value(payload.clone())?;
    mails::given_up(tx, mail, why).await
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

fn message(
    app: &App,
    mail: &Mail,
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
    } = mail;
    let from = app.mail.from.clone();
    let message_id = if message_id.starts_with('<') {
        MessageId::parse(message_id)?
    } else {
        MessageId::parse(&format!("<{message_id}@{}>", from.domain()))?
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
        message_id,
        class: *class,
        written_at: *created_at,
        stop,
        calendar,
    })
}
