//! What home pages ask: what waits, oldest first, and how far a municipality has come.

use crate::{
    Error, Tx,
    entities::{applications, corrections, letter_codes, proposals, representations},
    subsidies::{applications::Application, proposals::State},
};
use domain::{
    ids::{AccountId, ApplicationId},
    subsidies::StageName,
};
use sea_orm::{
    ColumnTrait, ExprTrait as _, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::Expr,
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
        Waits::Decision(approver) => {
            first(tx, in_stage(tx, StageName::Proposed)?.filter(by_another(tx, approver)?), limit).await
        }
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
fn was_answered(tx: &Tx) -> Result<Expr, Error> {
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

/// Whether somebody else than this person proposed what is open.
fn by_another(tx: &Tx, approver: AccountId) -> Result<Expr, Error> {
    let own = Expr::col(proposals::Column::ApplicationId.as_column_ref());
    let open = tx
        .rows::<proposals::Entity>()?
        .select_only()
        .column(proposals::Column::ApplicationId)
        .filter(own.equals(applications::Column::Id.as_column_ref()))
        .filter(proposals::Column::State.eq(State::Open.code()))
        .filter(proposals::Column::ProposedBy.ne(approver.uuid()))
        .into_query();
    Ok(Expr::exists(open))
}

/// How many offices the register has.
pub async fn offices(tx: &Tx) -> Result<u64, Error> {
    Ok(crate::offices::live(tx)?.count(tx.connection()).await?)
}

/// Whether an office has a code for its first sign-in, or somebody speaks for one.
pub async fn told(tx: &Tx) -> Result<bool, Error> {
    let code = tx.rows::<letter_codes::Entity>()?.limit(1).one(tx.connection()).await?;
    if code.is_some() {
        return Ok(true);
    }
    Ok(tx.rows::<representations::Entity>()?.limit(1).one(tx.connection()).await?.is_some())
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
