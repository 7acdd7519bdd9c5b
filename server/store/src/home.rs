//! What home pages ask: what waits, oldest first, and how far a municipality has come.

use crate::{
    Error, Tx,
    entities::{applications, corrections},
    subsidies::applications::Application,
};
use domain::{
    ids::{AccountId, ApplicationId},
    subsidies::{Stage, StageName},
};
use sea_orm::{
    ColumnTrait, ExprTrait as _, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

/// For what received applications wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waits {
    /// 決裁 by this person: proposed by anybody else.
    Decision(AccountId),
    /// A look at the correction that came back.
    Answered,
    /// Somebody to take them up, for the first time.
    Unowned,
    /// This person, who took them up.
    Review(AccountId),
}

/// The oldest applications that wait, at most `limit`, and how many there are in all.
pub async fn waiting(tx: &Tx, waits: Waits, limit: u64) -> Result<(Vec<Application>, u64), Error> {
    match waits {
        Waits::Decision(approver) => to_decide(tx, approver, limit).await,
        Waits::Answered => {
            first(tx, in_stage(tx, StageName::Submitted)?.filter(was_answered(tx)?), limit).await
        }
        Waits::Unowned => {
            first(tx, in_stage(tx, StageName::Submitted)?.filter(was_answered(tx)?.not()), limit).await
        }
        Waits::Review(officer) => {
            let mine = applications::Column::AssigneeId.eq(officer.uuid());
            first(tx, in_stage(tx, StageName::UnderReview)?.filter(mine), limit).await
        }
    }
}

fn in_stage(tx: &Tx, stage: StageName) -> Result<Select<applications::Entity>, Error> {
    Ok(tx.rows::<applications::Entity>()?.filter(applications::Column::Stage.eq(stage.code())))
}

/// Whether a correction of the application has come back.
fn was_answered(tx: &Tx) -> Result<sea_orm::sea_query::Expr, Error> {
    let answered = tx
        .rows::<corrections::Entity>()?
        .select_only()
        .column(corrections::Column::ApplicationId)
        .filter(corrections::Column::AnsweredAt.is_not_null())
        .into_query();
    Ok(applications::Column::Id.in_subquery(answered))
}

async fn first(
    tx: &Tx,
    query: Select<applications::Entity>,
    limit: u64,
) -> Result<(Vec<Application>, u64), Error> {
    let total = query.clone().count(tx.connection()).await?;
    let rows = oldest(query).limit(limit).all(tx.connection()).await?;
    Ok((rows.into_iter().map(Application::try_from).collect::<Result<_, _>>()?, total))
}

fn oldest(query: Select<applications::Entity>) -> Select<applications::Entity> {
    query.order_by_asc(applications::Column::SubmittedAt).order_by_asc(applications::Column::Id)
}

/// Who proposed stands in the facts of the stage, which the two databases ask differently; proposals that wait are few.
async fn to_decide(tx: &Tx, approver: AccountId, limit: u64) -> Result<(Vec<Application>, u64), Error> {
    let rows = oldest(in_stage(tx, StageName::Proposed)?).all(tx.connection()).await?;
    let mut waiting = rows.into_iter().map(Application::try_from).collect::<Result<Vec<_>, _>>()?;
    waiting.retain(|application| match &application.stage {
        Stage::Proposed { by, .. } => *by != approver,
        Stage::Draft
        | Stage::Waiting { .. }
        | Stage::Submitted { .. }
        | Stage::UnderReview { .. }
        | Stage::Returned { .. }
        | Stage::Granted { .. }
        | Stage::Refused { .. }
        | Stage::Withdrawn { .. } => false,
    });
    let total = waiting.len() as u64;
    waiting.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((waiting, total))
}

/// How many offices the register has.
pub async fn offices(tx: &Tx) -> Result<u64, Error> {
    Ok(crate::offices::live(tx)?.count(tx.connection()).await?)
}

/// Whether any application was ever received.
pub async fn received_any(tx: &Tx) -> Result<bool, Error> {
    let first: Option<ApplicationId> = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::SubmittedAt.is_not_null())
        .limit(1)
        .one(tx.connection())
        .await?
        .map(|row| row.id.into());
    Ok(first.is_some())
}
