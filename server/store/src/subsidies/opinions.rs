//! 意見照会: what outsiders are asked about an application, what they see of it, what they answered.

use super::{applications::Application, review::record};
use crate::{Error, Tx, entities::opinions};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, ApplicationId, OpinionId, TenantId},
    subsidies::{Happening, OpinionAnswer, OpinionRequest, Shown, Stance},
};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;

/// A question to an outsider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// Its id.
    pub id: OpinionId,
    /// Whose house.
    pub tenant: TenantId,
    /// About which application.
    pub application: ApplicationId,
    /// Who asked.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// Section of whoever is asked.
    pub section: String,
    /// Their name.
    pub person: String,
    /// Where it was sent; empty where it was handed over.
    pub email: String,
    /// The question.
    pub question: String,
    /// What they see.
    pub shown: Vec<Shown>,
    /// By when.
    pub due: NaiveDate,
    /// How often a wrong code was typed.
    pub attempts: i32,
    /// When it was opened first.
    pub opened_at: Option<DateTime<Utc>>,
    /// What they answered, and when.
    pub answer: Option<(OpinionAnswer, DateTime<Utc>)>,
    /// When the question was taken back.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Opinion {
    /// Whether it still waits for an answer.
    pub const fn is_open(&self) -> bool {
        self.answer.is_none() && self.withdrawn_at.is_none()
    }
}

/// Asks.
pub async fn ask(
    tx: &Tx,
    application: &Application,
    id: OpinionId,
    request: &OpinionRequest,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let OpinionRequest { section, person, email, question, shown, due } = request;
    let row = opinions::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        application_id: application.id.uuid(),
        asked_by: tx.account().ok_or(Error::Missing)?.uuid(),
        asked_at: now,
        section: section.clone(),
        person: person.clone(),
        email: email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default(),
        question: question.as_str().to_owned(),
        shown: serde_json::to_value(shown)?,
        due_on: *due,
        attempts: 0,
        opened_at: None,
        stance: String::new(),
        answer: String::new(),
        answered_as: String::new(),
        answered_at: None,
        withdrawn_at: None,
    };
    opinions::Entity::insert(opinions::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let shown: Vec<_> = shown.iter().map(Shown::code).collect();
    let payload = json!({ "opinion": id, "due": due, "shown": shown });
    record(tx, application, Happening::OpinionAsked, payload, now)
}

/// The questions about an application, oldest first.
pub async fn of_application(tx: &Tx, application: ApplicationId) -> Result<Vec<Opinion>, Error> {
    let rows = tx
        .rows::<opinions::Entity>()?
        .filter(opinions::Column::ApplicationId.eq(application.uuid()))
        .order_by_asc(opinions::Column::AskedAt)
        .order_by_asc(opinions::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Opinion::try_from).collect()
}

/// One question, in whose house ever it is: the system asks, for whoever holds its address.
pub async fn find(tx: &Tx, id: OpinionId) -> Result<Option<Opinion>, Error> {
    let row =
        opinions::Entity::find().filter(opinions::Column::Id.eq(id.uuid())).one(tx.connection()).await?;
    row.map(Opinion::try_from).transpose()
}

/// Counts a wrong code.
pub async fn count_attempt(tx: &Tx, id: OpinionId) -> Result<(), Error> {
    opinions::Entity::update_many()
        .col_expr(opinions::Column::Attempts, Expr::col(opinions::Column::Attempts).add(1))
        .filter(opinions::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(opinions::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Keeps when it was opened first.
pub async fn opened(tx: &Tx, id: OpinionId, now: DateTime<Utc>) -> Result<(), Error> {
    opinions::Entity::update_many()
        .col_expr(opinions::Column::OpenedAt, Expr::value(Some(now)))
        .col_expr(opinions::Column::Attempts, Expr::value(0))
        .filter(opinions::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(opinions::Column::Id.eq(id.uuid()))
        .filter(opinions::Column::OpenedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Keeps the answer, once. [`Error::Stale`] where it was answered or taken back before.
pub async fn answer(
    tx: &Tx,
    application: &Application,
    id: OpinionId,
    answer: &OpinionAnswer,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let OpinionAnswer { stance, words, person } = answer;
    let columns = vec![
        (opinions::Column::Stance, Expr::value(stance.code())),
        (opinions::Column::Answer, Expr::value(words.as_str())),
        (opinions::Column::AnsweredAs, Expr::value(person.as_str())),
        (opinions::Column::AnsweredAt, Expr::value(Some(now))),
    ];
    close(tx, id, columns).await?;
    let payload = json!({ "opinion": id, "stance": stance.code() });
    record(tx, application, Happening::OpinionGiven, payload, now)
}

/// Takes the question back. [`Error::Stale`] where it was answered or taken back before.
pub async fn withdraw(
    tx: &Tx,
    application: &Application,
    id: OpinionId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    close(tx, id, vec![(opinions::Column::WithdrawnAt, Expr::value(Some(now)))]).await?;
    record(tx, application, Happening::OpinionWithdrawn, json!({ "opinion": id }), now)
}

async fn close(tx: &Tx, id: OpinionId, columns: Vec<(opinions::Column, Expr)>) -> Result<(), Error> {
    let mut update = opinions::Entity::update_many();
    for (column, value) in columns {
        update = update.col_expr(column, value);
    }
    let closed = update
        .filter(opinions::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(opinions::Column::Id.eq(id.uuid()))
        .filter(opinions::Column::AnsweredAt.is_null())
        .filter(opinions::Column::WithdrawnAt.is_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(closed.rows_affected)
}

impl TryFrom<opinions::Model> for Opinion {
    type Error = Error;
    fn try_from(row: opinions::Model) -> Result<Self, Error> {
        let opinions::Model {
            tenant_id,
            id,
            application_id,
            asked_by,
            asked_at,
            section,
            person,
            email,
            question,
            shown,
            due_on,
            attempts,
            opened_at,
            stance,
            answer,
            answered_as,
            answered_at,
            withdrawn_at,
        } = row;
        let answer = match answered_at {
            None => None,
            Some(at) => {
                let stance = Stance::from_code(&stance)
                    .ok_or_else(|| Error::Unreadable(format!("stance {stance}")))?;
                Some((OpinionAnswer { stance, words: answer, person: answered_as }, at))
            }
        };
        Ok(Self {
            id: id.into(),
            tenant: tenant_id.into(),
            application: application_id.into(),
            by: asked_by.into(),
            at: asked_at,
            section,
            person,
            email,
            question,
            shown: serde_json::from_value(shown)?,
            due: due_on,
            attempts,
            opened_at,
            answer,
            withdrawn_at,
        })
    }
}
