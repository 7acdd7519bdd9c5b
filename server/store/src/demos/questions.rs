//! 質問の記録 of a session.

use super::{record_in_both, registrations::Registration, sessions::Session};
use crate::{Error, Tx, entities::demo_questions, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    demos::{QuestionForm, Side},
    ids::{DemoId, QuestionId, RegistrationId, TenantId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: QuestionId,
    /// Who asked it when registering.
    pub registration: Option<RegistrationId>,
    /// What was asked.
    pub asked: String,
    /// By whom.
    pub by: String,
    /// Who follows it up.
    pub owner: Side,
    /// What was answered, when, and by whom.
    pub answer: Option<(String, DateTime<Utc>, String)>,
    /// When it was asked.
    pub created_at: DateTime<Utc>,
    /// How often it was changed, from 1.
    pub version: i32,
}

/// Keeps a question of the day; `by` answered it, where there is an answer.
pub async fn add(
    tx: &Tx,
    session: &Session,
    id: QuestionId,
    form: &QuestionForm,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let answered = !form.answer.is_empty();
    let row = demo_questions::Model {
        tenant_id: session.federation.uuid(),
        id: id.uuid(),
        session_id: session.id.uuid(),
        shared_with: session.comes_from(tx.tenant()?).map(TenantId::uuid),
        registration_id: None,
        asked: form.asked.clone(),
        asked_by: form.by.clone(),
        owner: form.owner.code().to_owned(),
        answer: form.answer.clone(),
        answered_at: answered.then_some(now),
        answered_by: if answered { by.to_owned() } else { String::new() },
        created_at: now,
        version: 1,
    };
    insert(tx, row).await?;
    record_in_both(
        tx,
        session,
        &Event::of(
            now,
            "demo.asked",
            "demo",
            session.id.uuid(),
            json!({ "question": id, "answered": answered }),
        ),
    )
}

/// Keeps what somebody asked when registering, or changed since; what was answered stays.
pub(super) async fn of_registration(
    tx: &Tx,
    session: &Session,
    one: &Registration,
    (id, asked): (QuestionId, &str),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let known = tx
        .shared::<demo_questions::Entity>()?
        .filter(demo_questions::Column::RegistrationId.eq(one.id.uuid()))
        .one(tx.connection())
        .await?;
    let Some(known) = known else {
        if asked.is_empty() {
            return Ok(());
        }
        let row = demo_questions::Model {
            tenant_id: session.federation.uuid(),
            id: id.uuid(),
            session_id: session.id.uuid(),
            shared_with: session.comes_from(tx.tenant()?).map(TenantId::uuid),
            registration_id: Some(one.id.uuid()),
            asked: asked.to_owned(),
            asked_by: one.office_name.clone(),
            owner: Side::Both.code().to_owned(),
            answer: String::new(),
            answered_at: None,
            answered_by: String::new(),
            created_at: now,
            version: 1,
        };
        return insert(tx, row).await;
    };
    if known.answered_at.is_some() || known.asked == asked {
        return Ok(());
    }
    let own = demo_questions::Column::Id.eq(known.id);
    if asked.is_empty() {
        demo_questions::Entity::delete_many()
            .filter(demo_questions::Column::TenantId.eq(session.federation.uuid()))
            .filter(own)
            .exec(tx.connection())
            .await?;
    } else {
        demo_questions::Entity::update_many()
            .col_expr(demo_questions::Column::Asked, Expr::value(asked))
            .col_expr(demo_questions::Column::Version, Expr::value(known.version + 1))
            .filter(demo_questions::Column::TenantId.eq(session.federation.uuid()))
            .filter(own)
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}

async fn insert(tx: &Tx, row: demo_questions::Model) -> Result<(), Error> {
    demo_questions::Entity::insert(demo_questions::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Answers a question, from the version that was seen; [`Error::Stale`] where somebody else was faster.
pub async fn answer(
    tx: &Tx,
    session: &Session,
    (id, version): (QuestionId, i32),
    answer: &str,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let saved = demo_questions::Entity::update_many()
        .col_expr(demo_questions::Column::Answer, Expr::value(answer))
        .col_expr(demo_questions::Column::AnsweredAt, Expr::value(Some(now)))
        .col_expr(demo_questions::Column::AnsweredBy, Expr::value(by))
        .col_expr(demo_questions::Column::Version, Expr::value(version + 1))
        .filter(demo_questions::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_questions::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_questions::Column::Id.eq(id.uuid()))
        .filter(demo_questions::Column::Version.eq(version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(saved.rows_affected)?;
    record_in_both(
        tx,
        session,
        &Event::of(now, "demo.answered", "demo", session.id.uuid(), json!({ "question": id })),
    )
}

/// The questions of a session, in the order in which they were asked.
pub async fn of_session(tx: &Tx, session: DemoId) -> Result<Vec<Question>, Error> {
    let rows = tx
        .shared::<demo_questions::Entity>()?
        .filter(demo_questions::Column::SessionId.eq(session.uuid()))
        .order_by_asc(demo_questions::Column::CreatedAt)
        .order_by_asc(demo_questions::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Question::try_from).collect()
}

/// What somebody asked when registering.
pub async fn asked_by(tx: &Tx, registration: RegistrationId) -> Result<Option<Question>, Error> {
    let row = tx
        .shared::<demo_questions::Entity>()?
        .filter(demo_questions::Column::RegistrationId.eq(registration.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Question::try_from).transpose()
}

impl TryFrom<demo_questions::Model> for Question {
    type Error = Error;
    fn try_from(row: demo_questions::Model) -> Result<Self, Error> {
        let owner = Side::from_code(&row.owner);
        Ok(Self {
            id: row.id.into(),
            registration: row.registration_id.map(RegistrationId::from_uuid),
            asked: row.asked,
            by: row.asked_by,
            owner: owner.ok_or_else(|| Error::Unreadable(format!("owner {}", row.owner)))?,
            answer: row.answered_at.map(|at| (row.answer, at, row.answered_by)),
            created_at: row.created_at,
            version: row.version,
        })
    }
}
