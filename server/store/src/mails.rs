//! Mails: one row a recipient, sent by a job, kept with what became of it.
//!
//! Outreach to an address that opted out is stopped here and nowhere else: [`offer`] does not write it, and
//! [`is_stopped`] is asked again when it leaves. No other class asks (domain.md §7 invariant 9).

use crate::{Error, Tx, entities::mails, jobs, opt_outs};
use chrono::{DateTime, Utc};
use domain::{
    campaigns::Refusal,
    email::Email,
    ids::{JobId, MailId, TenantId},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
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
    /// `waiting`, `sent` or `refused`; of outreach also `suppressed`, `withdrawn`, `given_up`.
    pub state: String,
    /// When it was handed over.
    pub sent_at: Option<DateTime<Utc>>,
    /// Why it was refused.
    pub result: Option<String>,
}

/// What became of a mail that was to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// It is written and will be sent.
    Written,
    /// It is outreach, and its address opted out: nothing is written.
    OptedOut,
    /// It was written before: nothing is written again.
    Known,
}

/// Writes a mail and the job that sends it, within the change that causes it.
pub async fn enqueue(tx: &Tx, job: JobId, mail: Mail) -> Result<(), Error> {
    offer(tx, job, mail).await.map(|_| ())
}

/// The same, and tells whether it was written.
pub async fn offer(tx: &Tx, job: JobId, mail: Mail) -> Result<Offered, Error> {
    if is_stopped(tx, &mail).await? {
        return Ok(Offered::OptedOut);
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
    };
    let written = mails::Entity::insert(mails::ActiveModel::from(row))
        .try_insert()
        .on_conflict(OnConflict::column(mails::Column::Id).do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    if written == 0 {
        return Ok(Offered::Known);
    }
    let payload = json!({ "mail": id });
    let unique_key = Some(format!("mail.send:{id}"));
    jobs::enqueue(
        tx,
        jobs::NewJob { id: job, tenant, kind: "mail.send", payload, unique_key, run_at: created_at },
    )
    .await?;
    Ok(Offered::Written)
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

/// Whether an opt-out stops the mail: outreach to an address that opted out, and nothing else.
pub async fn is_stopped(tx: &Tx, mail: &Mail) -> Result<bool, Error> {
    match mail.class {
        Class::Statutory | Class::SignIn => Ok(false),
        Class::Outreach => match Email::parse(&mail.recipient) {
            Ok(email) => opt_outs::is_out(tx, mail.tenant, &email).await,
            Err(_) => Ok(false),
        },
    }
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

/// Marks a mail handed over; the text of a sign-in mail is erased with it.
pub async fn sent(tx: &Tx, mail: &Mail, now: DateTime<Utc>) -> Result<(), Error> {
    let mut row = mails::ActiveModel {
        id: Set(mail.id.uuid()),
        state: Set("sent".to_owned()),
        sent_at: Set(Some(now)),
        ..Default::default()
    };
    if mail.class == Class::SignIn {
        row.body = Set(String::new());
    }
    mails::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
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

/// Gives up every mail that waits since before `until`; how many. The scope is the system's.
pub async fn give_up_waiting(tx: &Tx, until: DateTime<Utc>, why: &str) -> Result<u64, Error> {
    let done = mails::Entity::update_many()
        .col_expr(mails::Column::State, Expr::value("refused"))
        .col_expr(mails::Column::Result, Expr::value(why))
        .filter(mails::Column::State.eq("waiting"))
        .filter(mails::Column::CreatedAt.lte(until))
        .exec(tx.connection())
        .await?;
    Ok(done.rows_affected)
}

/// Marks outreach whose address opted out after it was written.
pub async fn suppressed(tx: &Tx, id: MailId) -> Result<(), Error> {
    let row =
        mails::ActiveModel { id: Set(id.uuid()), state: Set("suppressed".to_owned()), ..Default::default() };
    mails::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Marks outreach that no server took in all tries. Of other classes nothing is given up: they wait for a person.
pub async fn given_up(tx: &Tx, id: MailId, why: &str) -> Result<(), Error> {
    mails::Entity::update_many()
        .col_expr(mails::Column::State, Expr::value("given_up"))
        .col_expr(mails::Column::Result, Expr::value(why))
        .filter(mails::Column::Id.eq(id.uuid()))
        .filter(mails::Column::Class.eq(Class::Outreach.word()))
        .filter(mails::Column::State.eq("waiting"))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Takes back the mails about one thing that have not left.
pub async fn withdraw(tx: &Tx, kind: &str, id: Uuid) -> Result<u64, Error> {
    let withdrawn = mails::Entity::update_many()
        .col_expr(mails::Column::State, Expr::value("withdrawn"))
        .filter(mails::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(mails::Column::SubjectKind.eq(kind))
        .filter(mails::Column::SubjectId.eq(id))
        .filter(mails::Column::State.eq("waiting"))
        .exec(tx.connection())
        .await?;
    Ok(withdrawn.rows_affected)
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
        })
    }
}
