//! The job that sends one mail.
//!
//! A mail is marked sent right after the mail server took it. Whatever dies in between, the mail is sent again under
//! its Message-ID: nothing is lost, and at most a copy of the same message arrives
//! (`docs/decisions/0010-mail-is-sent-at-least-once.md`).

use super::{DisplayName, HeaderError, Message, MessageId, Sender, Subject, Verdict};
use crate::{app::App, jobs::JobError, kill};
use domain::{
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
    drop(tx);
    let message = match message(app, &stored.mail, reply_to) {
        Ok(message) => message,
        Err(error) => return refuse(app, &scope, id, &error.to_string()).await,
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
            Verdict::Suppress | Verdict::GiveUp => {
                let answer = error.answer().map(|answer| format!(": {answer}")).unwrap_or_default();
                refuse(app, &scope, id, &format!("{error}{answer}")).await
            }
        },
    }
}

/// Keeps why a mail will never leave, with the mail itself, where its tenant's officers see it.
async fn refuse(app: &App, scope: &Scope, id: MailId, why: &str) -> Result<(), JobError> {
    let tx = app.store.write(scope).await?;
    mails::refused(&tx, id, why).await?;
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

fn message(app: &App, mail: &Mail, reply_to: Option<Email>) -> Result<Message, Unwritable> {
    let Mail {
        id: _,
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
    })
}
