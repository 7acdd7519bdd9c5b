//! The one way in which an award moves: from the version it was read at, with its money and the line of the ledger.

use super::Award;
use crate::{
    Error, Tx,
    adoption::applied,
    entities::{applications, awards},
    events::Event,
    subsidies::ledger,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::Bearing,
    awards::{Happening, Money, MoneyError, Movement, Stage, WrongStage},
    ids::{AccountId, ApplicationId},
    money::Yen,
    subsidies::StageName::Granted,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, SimpleExpr},
};
use serde_json::{Value, json};

/// Why an act was not done. Whoever gets one drops the transaction: nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// It does not stand where this is possible.
    #[error(transparent)]
    Stage(#[from] WrongStage),
    /// The money cannot move so.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// The one who proposed does not decide.
    #[error("proposed and decided by the same person")]
    SamePerson,
    /// Something else is proposed about it already.
    #[error("something waits for a decision")]
    Waiting,
    /// A payment of it is on its way.
    #[error("a payment is on its way")]
    BeingPaid,
    /// Money is to come back, and the proposal does not say by when: it was paid after it was proposed.
    #[error("no day by which the money comes back")]
    NoReturnDay,
}

/// Where an award goes by an act.
#[derive(Debug, Clone)]
pub(super) struct Step<'a> {
    /// The next stage.
    pub stage: &'a Stage,
    /// How its money moves, one after the other.
    pub movements: &'a [Movement],
    /// By when the applicant's next step is due.
    pub due: Option<NaiveDate>,
    /// The payment that is on its way from now on.
    pub live_payment: Option<uuid::Uuid>,
}

/// Records what happened to an award, in the history of its application.
pub(super) fn record(
    tx: &Tx,
    award: &Award,
    happening: Happening,
    payload: Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    tx.record(Event::of(now, happening.code(), "application", award.application.uuid(), payload))
}

/// Moves an award on: its stage, its money and the ledger are one.
pub(super) async fn move_to(
    tx: &Tx,
    award: &Award,
    step: Step<'_>,
    now: DateTime<Utc>,
) -> Result<Money, ActError> {
    let mut money = award.money;
    for movement in step.movements {
        let (next, entry) = money.after(*movement)?;
        money = next;
        if let Some(entry) = entry
            && !ledger::post(tx, award.programme, award.application, entry, now).await?
        {
            return Err(Error::Unreadable("an award moves more than its programme has".to_owned()).into());
        }
    }
    let moved = awards::Entity::update_many()
        .col_expr(awards::Column::Stage, Expr::value(step.stage.name().code()))
        .col_expr(
            awards::Column::StageFacts,
            Expr::value(serde_json::to_value(step.stage).map_err(Error::from)?),
        )
        .col_expr(awards::Column::GrantedYen, Expr::value(money.granted.get()))
        .col_expr(awards::Column::FinalYen, Expr::value(money.fixed.map(Yen::get)))
        .col_expr(awards::Column::AdvanceYen, Expr::value(money.advance.get()))
        .col_expr(awards::Column::PaidYen, Expr::value(money.paid.get()))
        .col_expr(awards::Column::OrderedBackYen, Expr::value(money.ordered_back.get()))
        .col_expr(awards::Column::RefundedYen, Expr::value(money.refunded.get()))
        .col_expr(awards::Column::RefundedLateYen, Expr::value(money.refunded_late.get()))
        .col_expr(awards::Column::CommittedYen, Expr::value(money.committed().get()))
        .col_expr(awards::Column::LivePaymentId, Expr::value(step.live_payment))
        .col_expr(awards::Column::DueOn, Expr::value(step.due))
        .col_expr(awards::Column::UpdatedAt, Expr::value(now))
        .col_expr(awards::Column::Version, Expr::value(award.version + 1))
        .filter(awards::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(awards::Column::Id.eq(award.id.uuid()))
        .filter(awards::Column::Version.eq(award.version))
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    Error::stale_unless(moved.rows_affected)?;
    let bearing = |stage: &Stage| Bearing::of(Granted, Some(stage.name()));
    if bearing(&award.stage) != bearing(step.stage) {
        applied::settle(tx, award.application, now).await?;
    }
    Ok(money)
}

impl Step<'_> {
    /// A step by which no money moves; a payment on its way stays on its way.
    pub(super) const fn still<'a>(award: &Award, stage: &'a Stage, due: Option<NaiveDate>) -> Step<'a> {
        Step { stage, movements: &[], due, live_payment: award.live_payment }
    }
}

/// 補正を依頼する: the report is the applicant's again.
pub async fn return_report(
    tx: &Tx,
    award: &Award,
    by: AccountId,
    sentence: &str,
    due: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    let stage = award.stage.clone().return_report(by, now, sentence.to_owned(), due)?;
    move_to(tx, award, Step::still(award, &stage, Some(due)), now).await?;
    Ok(record(tx, award, Happening::ReportReturned, json!({ "due": due }), now)?)
}

/// 請求する.
pub async fn claim(tx: &Tx, award: &Award, now: DateTime<Utc>) -> Result<(), ActError> {
    let stage = award.stage.clone().claim(now)?;
    move_to(tx, award, Step::still(award, &stage, None), now).await?;
    Ok(record(tx, award, Happening::Claimed, json!({ "amount": award.money.to_pay() }), now)?)
}

/// 担当になる, or gives it back.
pub async fn own(tx: &Tx, award: &Award, owner: Option<AccountId>, now: DateTime<Utc>) -> Result<(), Error> {
    let done = awards::Entity::update_many()
        .col_expr(awards::Column::OwnerId, Expr::value(owner.map(AccountId::uuid)))
        .col_expr(awards::Column::UpdatedAt, Expr::value(now))
        .col_expr(awards::Column::Version, Expr::value(award.version + 1))
        .filter(awards::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(awards::Column::Id.eq(award.id.uuid()))
        .filter(awards::Column::Version.eq(award.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)?;
    record(tx, award, Happening::Owned, json!({ "from": award.owner, "to": owner }), now)
}

/// Keeps that the applicant was reminded of what is due.
pub async fn reminded(tx: &Tx, award: &Award, today: NaiveDate, now: DateTime<Utc>) -> Result<(), Error> {
    told(tx, award, awards::Column::RemindedOn, Expr::value(today)).await?;
    record(tx, award, Happening::Reminded, json!({ "due": award.due }), now)
}

/// Keeps that the applicant was told that an advance can be claimed.
pub async fn opened(tx: &Tx, award: &Award, instalment: u8, now: DateTime<Utc>) -> Result<(), Error> {
    told(tx, award, awards::Column::AdvanceTold, Expr::value(i32::from(instalment))).await?;
    record(tx, award, Happening::AdvanceOpened, json!({ "instalment": instalment }), now)
}

/// Keeps that the officers were told that an accepted advance is still to be paid.
pub async fn chased(tx: &Tx, award: &Award, instalment: u8, now: DateTime<Utc>) -> Result<(), Error> {
    told(tx, award, awards::Column::AdvanceChased, Expr::value(i32::from(instalment))).await?;
    record(tx, award, Happening::AdvanceChased, json!({ "instalment": instalment }), now)
}

/// Keeps what somebody was told of, from the version that was read.
async fn told(tx: &Tx, award: &Award, column: awards::Column, what: SimpleExpr) -> Result<(), Error> {
    let done = awards::Entity::update_many()
        .col_expr(column, what)
        .col_expr(awards::Column::Version, Expr::value(award.version + 1))
        .filter(awards::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(awards::Column::Id.eq(award.id.uuid()))
        .filter(awards::Column::Version.eq(award.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)
}

/// Frees the place of an office whose grant was cancelled, where its programme says so.
pub(super) async fn free_place(tx: &Tx, id: ApplicationId, now: DateTime<Utc>) -> Result<(), Error> {
    applications::Entity::update_many()
        .col_expr(applications::Column::LiveKey, Expr::value(None::<String>))
        .col_expr(applications::Column::SeriesKey, Expr::value(None::<String>))
        .col_expr(applications::Column::UpdatedAt, Expr::value(now))
        .filter(applications::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(applications::Column::Id.eq(id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}
