//! Mails: one row a recipient, kept with every attempt and what became of it. What nobody may stop has a job that sends
//! it; outreach waits for a hand that takes several at once ([`handfuls`]).
//!
//! Outreach to an address that opted out, or whose mail came back, is stopped here and nowhere else: [`offer`] does not
//! write it, and it is asked again when it leaves. No other class asks (domain.md §7 invariant 9).

pub mod attempts;
pub mod bounces;
pub mod days;
pub mod handfuls;
pub mod lanes;
mod stopping;
pub mod suppressions;

use crate::{Error, Tx, entities::mails, jobs, opt_outs, subsidies::applications::Application};
use chrono::{DateTime, Utc};
use domain::{
    email::Email,
    ids::{JobId, MailId, TenantId},
    mailings::{Exclusion, Refusal, Topic},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use uuid::Uuid;

/// What a mail is, and so whether an opt-out stops it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Receipts, corrections, decisions, and what waits for an officer: nothing stops them.
    Statutory,
    /// A link or code to sign in with; its text is erased once sent.
    SignIn,
    /// Outreach: an opt-out stops it.
    Outreach,
}

impl Class {
    /// The word in the row.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Statutory => "statutory",
            Self::SignIn => "sign-in",
            Self::Outreach => "outreach",
        }
    }
    fn parse(word: &str) -> Result<Self, Error> {
        match word {
            "statutory" => Ok(Self::Statutory),
            "sign-in" => Ok(Self::SignIn),
            "outreach" => Ok(Self::Outreach),
            other => Err(Error::Unreadable(format!("mail class {other}"))),
        }
    }
}

/// A mail to one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its id, and the stem of its Message-ID.
    pub id: MailId,
    /// Whose mail; [`crate::events::NO_TENANT`] for signing in.
    pub tenant: TenantId,
    /// What it is.
    pub class: Class,
    /// To which address.
    pub recipient: String,
    /// To whom.
    pub recipient_name: String,
    /// In whose name.
    pub sender_name: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// Stable, so that a second sending is recognised as the same message.
    pub message_id: String,
    /// What it is about: noun and id.
    pub about: Option<(&'static str, Uuid)>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// A mail as it stands in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The mail; `about` is told in `subject`.
    pub mail: Mail,
    /// What it is about: noun and id.
    pub subject: Option<(String, Uuid)>,
    /// `waiting`, `sending` (handed over, and no answer yet), `sent`, `refused` or `bounced`; of outreach also `paused`,
    /// `unknown`, `suppressed` (its reader opted out), `unwanted` (its reader wants nothing of its topic), `returned`
    /// (mail to its address came back), `withdrawn`, `expired`, `given_up`.
    pub state: String,
    /// When it was handed over.
    pub sent_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    pub result: Option<String>,
    /// How often it was handed over, counted before it is.
    pub attempts: i32,
    /// Whether it is written as HTML, too.
    pub html: bool,
    /// What it is about; of outreach only.
    pub topic: Option<Topic>,
}

/// What only some mails have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extra {
    /// Written as HTML, too.
    pub html: bool,
    /// After this moment it does not leave any more.
    pub not_after: Option<DateTime<Utc>>,
    /// What outreach is about: whoever wants nothing of it does not get it.
    pub topic: Option<Topic>,
}

/// What keeps outreach from an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// It opted out.
    OptedOut,
    /// It wants to hear nothing of the topic.
    TopicStopped,
    /// Mail to it came back.
    Suppressed,
}

/// What became of a mail that was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// It is written and will be sent.
    Written,
    /// It is outreach, and its address opted out: nothing is written.
    OptedOut,
    /// It is outreach, and its address wants to hear nothing of its topic: nothing is written.
    TopicStopped,
    /// It is outreach, and mail to its address came back: nothing is written.
    Suppressed,
    /// It was written before: nothing is written again.
    Known,
}

impl Offered {
    /// Why it was not written, for whoever keeps a list of those who are told.
    pub const fn exclusion(self) -> Option<Exclusion> {
        match self {
            Self::Written | Self::Known => None,
            Self::OptedOut => Some(Exclusion::OptedOut),
            Self::TopicStopped => Some(Exclusion::TopicStopped),
            Self::Suppressed => Some(Exclusion::Suppressed),
        }
    }
}

/// Writes a mail and the job that sends it, within the change that causes it.
pub async fn enqueue(tx: &Tx, job: JobId, mail: Mail) -> Result<(), Error> {
    offer(tx, job, mail).await.map(|_| ())
}

/// The same, and tells whether it was written.
pub async fn offer(tx: &Tx, job: JobId, mail: Mail) -> Result<Offered, Error> {
    offer_with(tx, job, mail, Extra::default()).await
}

/// The same of a mail that has more than a text.
pub async fn offer_with(tx: &Tx, job: JobId, mail: Mail, extra: Extra) -> Result<Offered, Error> {
    match stopped_by(tx, &mail, extra.topic).await? {
        Some(Stop::OptedOut) => return Ok(Offered::OptedOut),
        Some(Stop::TopicStopped) => return Ok(Offered::TopicStopped),
        Some(Stop::Suppressed) => return Ok(Offered::Suppressed),
        None => {}
    }
    let Mail {
        id,
        tenant,
        class,
        recipient,
        recipient_name,
        sender_name,
        subject,
        body,
        message_id,
        about,
        created_at,
    } = mail;
    let row = mails::Model {
        id: id.uuid(),
        tenant_id: tenant.uuid(),
        class: class.word().to_owned(),
        recipient,
        recipient_name,
        sender_name,
        subject,
        body,
        message_id,
        subject_kind: about.map(|(kind, _)| kind.to_owned()),
        subject_id: about.map(|(_, id)| id),
        state: "waiting".to_owned(),
        result: None,
        created_at,
        sent_at: None,
        refusal: None,
        calendar: None,
        attempts: 0,
        due_at: (class == Class::Outreach).then_some(created_at),
        tried_at: None,
        not_after: extra.not_after,
        html: extra.html,
        topic: extra.topic.map(|topic| topic.code().to_owned()),
    };
    let written = mails::Entity::insert(mails::ActiveModel::from(row))
        .try_insert()
        .on_conflict(OnConflict::column(mails::Column::Id).do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    if written == 0 {
        return Ok(Offered::Known);
    }
    if class == Class::Outreach {
        return Ok(Offered::Written);
    }
    let kind = if class == Class::SignIn { jobs::SIGN_IN } else { "mail.send" };
    let payload = json!({ "mail": id });
    let unique_key = Some(sending(id));
    jobs::enqueue(tx, jobs::NewJob { id: job, tenant, kind, payload, unique_key, run_at: created_at })
        .await?;
    Ok(Offered::Written)
}

/// By which the job that sends a mail is known.
fn sending(id: MailId) -> String {
    format!("mail.send:{id}")
}

/// Lets a mail that was written a moment ago leave at a moment and not before, since more is to be said in it; whether
/// it had not begun to leave.
pub async fn put_off(tx: &Tx, id: MailId, until: DateTime<Utc>) -> Result<bool, Error> {
    jobs::put_off(tx, &sending(id), until).await
}

/// Says more in a mail that was put off in this transaction.
pub async fn rewrite(tx: &Tx, id: MailId, subject: &str, body: &str) -> Result<(), Error> {
    let row = mails::ActiveModel {
        id: Set(id.uuid()),
        subject: Set(subject.to_owned()),
        body: Set(body.to_owned()),
        ..Default::default()
    };
    mails::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Puts a date for a calendar into a mail that was just written; calendar programs offer to take it.
pub async fn add_calendar(tx: &Tx, id: MailId, calendar: &str) -> Result<(), Error> {
    let row = mails::ActiveModel {
        id: Set(id.uuid()),
        calendar: Set(Some(calendar.to_owned())),
        ..Default::default()
    };
    mails::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// The date for a calendar that a mail carries.
pub async fn calendar(tx: &Tx, id: MailId) -> Result<Option<String>, Error> {
    let row = mails::Entity::find_by_id(id.uuid()).one(tx.connection()).await?;
    Ok(row.and_then(|row| row.calendar))
}

/// What stops the mail: only outreach is stopped.
async fn stopped_by(tx: &Tx, mail: &Mail, topic: Option<Topic>) -> Result<Option<Stop>, Error> {
    if mail.class != Class::Outreach {
        return Ok(None);
    }
    let Ok(email) = Email::parse(&mail.recipient) else { return Ok(None) };
    if opt_outs::is_out(tx, mail.tenant, &email).await? {
        return Ok(Some(Stop::OptedOut));
    }
    if let Some(topic) = topic
        && opt_outs::is_out_of(tx, mail.tenant, &email, topic).await?
    {
        return Ok(Some(Stop::TopicStopped));
    }
    let suppressed = suppressions::is_live(tx, mail.tenant, &email).await?;
    Ok(suppressed.then_some(Stop::Suppressed))
}

/// One mail, for the job that sends it.
pub async fn find(tx: &Tx, id: MailId) -> Result<Option<Stored>, Error> {
    let row = mails::Entity::find_by_id(id.uuid()).one(tx.connection()).await?;
    row.map(Stored::try_from).transpose()
}

/// The mails about one thing, oldest first.
pub async fn about(tx: &Tx, kind: &str, id: Uuid) -> Result<Vec<Stored>, Error> {
    let rows = mails::Entity::find()
        .filter(mails::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mails::Column::SubjectKind.eq(kind))
        .filter(mails::Column::SubjectId.eq(id))
        .order_by_asc(mails::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// The mails about an application, oldest first, with the one that told of its receipt and of others'.
pub async fn about_application(tx: &Tx, application: &Application) -> Result<Vec<Stored>, Error> {
    let mut all = about(tx, "application", application.id.uuid()).await?;
    all.extend(told_together(tx, application).await?);
    all.sort_by_key(|stored| stored.mail.created_at);
    Ok(all)
}

/// Those of them that did not arrive.
pub async fn undelivered_about_application(tx: &Tx, application: &Application) -> Result<Vec<Stored>, Error> {
    let mut all = undelivered(tx, "application", application.id.uuid()).await?;
    let together = told_together(tx, application).await?;
    all.extend(together.filter(|stored| UNDELIVERED.contains(&stored.state.as_str())));
    all.sort_by_key(|stored| stored.mail.created_at);
    Ok(all)
}

/// The mail that told of several that were received at once.
async fn told_together(tx: &Tx, application: &Application) -> Result<Option<Stored>, Error> {
    let Some(told) = application.receipt_mail else { return Ok(None) };
    let row = mails::Entity::find_by_id(told.uuid())
        .filter(mails::Column::TenantId.eq(tx.tenant()?.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Stored::try_from).transpose()
}

/// What a mail is that did not arrive.
const UNDELIVERED: [&str; 2] = ["refused", "bounced"];

/// The mails about one thing that did not arrive, oldest first.
pub async fn undelivered(tx: &Tx, kind: &str, id: Uuid) -> Result<Vec<Stored>, Error> {
    let rows = mails::Entity::find()
        .filter(mails::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mails::Column::SubjectKind.eq(kind))
        .filter(mails::Column::SubjectId.eq(id))
        .filter(mails::Column::State.is_in(UNDELIVERED))
        .order_by_asc(mails::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// Marks a mail that its server will never take.
pub async fn refused(tx: &Tx, id: MailId, refusal: Refusal, why: &str) -> Result<(), Error> {
    let row = mails::ActiveModel {
        id: Set(id.uuid()),
        state: Set("refused".to_owned()),
        result: Set(Some(why.to_owned())),
        refusal: Set(Some(refusal.code().to_owned())),
        ..Default::default()
    };
    mails::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Gives up every mail that waits since before `until`; how many. The scope is the system's. What was being handed over
/// is among them, except outreach, of which nobody knows whether it arrived.
pub async fn give_up_waiting(tx: &Tx, until: DateTime<Utc>, why: &str) -> Result<u64, Error> {
    let open = Condition::any().add(mails::Column::State.is_in(["waiting", "paused"])).add(
        Condition::all()
            .add(mails::Column::State.eq("sending"))
            .add(mails::Column::Class.ne(Class::Outreach.word())),
    );
    let done = mails::Entity::update_many()
        .col_expr(mails::Column::State, Expr::value("refused"))
        .col_expr(mails::Column::Result, Expr::value(why))
        .filter(open)
        .filter(mails::Column::CreatedAt.lte(until))
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}

/// Takes back the mails about one thing that have not left.
pub async fn withdraw(tx: &Tx, kind: &str, id: Uuid) -> Result<u64, Error> {
    turn(tx, kind, id, &["waiting", "paused"], "withdrawn").await
}

/// Lets the mails about one thing wait that have not left.
pub async fn pause(tx: &Tx, kind: &str, id: Uuid) -> Result<u64, Error> {
    turn(tx, kind, id, &["waiting"], "paused").await
}

/// Lets them leave again.
pub async fn resume(tx: &Tx, kind: &str, id: Uuid) -> Result<u64, Error> {
    turn(tx, kind, id, &["paused"], "waiting").await
}

async fn turn(tx: &Tx, kind: &str, id: Uuid, from: &[&str], to: &str) -> Result<u64, Error> {
    let turned = mails::Entity::update_many()
        .col_expr(mails::Column::State, Expr::value(to))
        .filter(mails::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mails::Column::SubjectKind.eq(kind))
        .filter(mails::Column::SubjectId.eq(id))
        .filter(mails::Column::State.is_in(from.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(turned.rows_affected)
}

impl TryFrom<mails::Model> for Stored {
    type Error = Error;
    fn try_from(row: mails::Model) -> Result<Self, Error> {
        Ok(Self {
            mail: Mail {
                id: row.id.into(),
                tenant: row.tenant_id.into(),
                class: Class::parse(&row.class)?,
                recipient: row.recipient,
                recipient_name: row.recipient_name,
                sender_name: row.sender_name,
                subject: row.subject,
                body: row.body,
                message_id: row.message_id,
                about: None,
                created_at: row.created_at,
            },
            subject: row.subject_kind.zip(row.subject_id),
            state: row.state,
            sent_at: row.sent_at,
            result: row.result,
            attempts: row.attempts,
            html: row.html,
            topic: row.topic.as_deref().and_then(Topic::from_code),
        })
    }
}
