//! 変更・中止・廃止の申請: what an applicant asks for before the report, one at a time.

use super::{ActError, Award, acts::record};
use crate::{Error, Tx, entities::award_requests};
use chrono::{DateTime, Utc};
use domain::{
    awards::{Act, Happening, RequestForm, RequestKind, RequestState, StageName, WrongStage},
    ids::{AccountId, AwardId},
    money::Yen,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use std::cmp::Reverse;
use uuid::Uuid;

/// What was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id.
    pub id: Uuid,
    /// A change, or the end of the work.
    pub kind: RequestKind,
    /// What the grant would become.
    pub amount: Yen,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What became of it.
    pub state: RequestState,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// What was answered.
    pub answer: String,
}

/// Everything that was asked for, the newest first.
pub async fn of_award(tx: &Tx, award: AwardId) -> Result<Vec<Request>, Error> {
    let rows = tx
        .rows::<award_requests::Entity>()?
        .filter(award_requests::Column::AwardId.eq(award.uuid()))
        .order_by_desc(award_requests::Column::Id)
        .all(tx.connection())
        .await?;
    let mut found = rows.into_iter().map(Request::try_from).collect::<Result<Vec<_>, _>>()?;
    // One that is open comes after every answer.
    found.sort_by_key(|one| Reverse((one.at, one.answered_at.is_none(), one.answered_at)));
    Ok(found)
}

/// Asks, as long as the report is still to come and nothing else is asked.
pub async fn ask(
    tx: &Tx,
    award: &Award,
    id: Uuid,
    form: &RequestForm,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    if award.stage.name() != StageName::AwaitingReport {
        return Err(WrongStage { from: award.stage.name(), act: Act::Change }.into());
    }
    if of_award(tx, award.id).await?.iter().any(|one| one.state == RequestState::Open) {
        return Err(ActError::Waiting);
    }
    let row = award_requests::Model {
        tenant_id: tx.tenant()?.uuid(),
        id,
        award_id: award.id.uuid(),
        kind: form.kind.code().to_owned(),
        amount_yen: form.amount.get(),
        reason: form.reason.as_str().to_owned(),
        asked_by: by.uuid(),
        asked_at: now,
        state: RequestState::Open.code().to_owned(),
        open_award_id: Some(award.id.uuid()),
        answered_at: None,
        answer: String::new(),
    };
    award_requests::Entity::insert(award_requests::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await
        .map_err(Error::from)?;
    let payload = json!({ "request": id, "kind": form.kind.code(), "amount": form.amount });
    Ok(record(tx, award, Happening::Asked, payload, now)?)
}

/// 不承認: the work goes on as it was granted.
pub async fn decline(
    tx: &Tx,
    award: &Award,
    request: &Request,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    close(tx, request.id, RequestState::Declined, answer, now).await?;
    Ok(record(tx, award, Happening::Declined, json!({ "request": request.id }), now)?)
}

/// Closes one that is open.
pub(super) async fn close(
    tx: &Tx,
    id: Uuid,
    state: RequestState,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let done = award_requests::Entity::update_many()
        .col_expr(award_requests::Column::State, Expr::value(state.code()))
        .col_expr(award_requests::Column::OpenAwardId, Expr::value(None::<Uuid>))
        .col_expr(award_requests::Column::AnsweredAt, Expr::value(now))
        .col_expr(award_requests::Column::Answer, Expr::value(answer))
        .filter(award_requests::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(award_requests::Column::Id.eq(id))
        .filter(award_requests::Column::State.eq(RequestState::Open.code()))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)
}

impl TryFrom<award_requests::Model> for Request {
    type Error = Error;
    fn try_from(row: award_requests::Model) -> Result<Self, Error> {
        let unreadable = || Error::Unreadable(format!("request {} of an award", row.id));
        Ok(Self {
            id: row.id,
            kind: RequestKind::from_code(&row.kind).ok_or_else(unreadable)?,
            amount: Yen(row.amount_yen),
            state: RequestState::from_code(&row.state).ok_or_else(unreadable)?,
            reason: row.reason,
            at: row.asked_at,
            answered_at: row.answered_at,
            answer: row.answer,
        })
    }
}
