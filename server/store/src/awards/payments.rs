//! Payment as an award sees it: a payment takes it, pays it or lets it go; the bank may send it back.
//!
//! While a payment is on its way (`live_payment`), no other takes it and its amount does not change.

use super::{
    ActError, Award,
    acts::{Step, move_to, record},
};
use crate::{Error, Tx, entities::awards};
use chrono::{DateTime, Utc};
use domain::{
    awards::{Act, Happening, MoneyError, Movement, StageName, WrongStage},
    money::Yen,
};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// What can be paid now, the oldest claim first.
pub async fn payable(tx: &Tx) -> Result<Vec<Award>, Error> {
    let rows = tx
        .rows::<awards::Entity>()?
        .filter(may_pay())
        .filter(awards::Column::LivePaymentId.is_null())
        .order_by_asc(awards::Column::OpenedAt)
        .order_by_asc(awards::Column::Id)
        .all(tx.connection())
        .await?;
    let mut payable = rows.into_iter().map(Award::try_from).collect::<Result<Vec<_>, _>>()?;
    payable.retain(|award| award.money.to_pay() > Yen::ZERO);
    Ok(payable)
}

/// What may be paid: a final amount that was claimed, or what was accepted in advance of one.
pub(crate) fn may_pay() -> Condition {
    Condition::any().add(awards::Column::Stage.eq(StageName::Payable.code())).add(in_advance())
}

/// What was accepted in advance of a final amount, paid or not. In the words of its index: a value that is bound is not
/// known to be the one that the index is of.
fn in_advance() -> Condition {
    let before = StageName::ALL.into_iter().filter(|name| name.pays() && *name != StageName::Payable);
    Condition::all()
        .add(awards::Column::Stage.is_in(before.map(StageName::code)))
        .add(Expr::cust("advance_yen > 0"))
}

/// What was accepted in advance, is still to be paid, and lies in no payment on its way.
pub(super) fn advances_to_pay() -> Condition {
    let may_have = "CASE WHEN advance_yen < granted_yen THEN advance_yen ELSE granted_yen END";
    in_advance()
        .add(awards::Column::LivePaymentId.is_null())
        .add(Expr::cust(format!("{may_have} > paid_yen - ordered_back_yen")))
}

/// Takes an award into a payment: nothing else pays it, and its amount stays until [`pay`] or [`let_go`].
pub async fn take(tx: &Tx, award: &Award, payment: Uuid, now: DateTime<Utc>) -> Result<(), ActError> {
    if award.live_payment.is_some() {
        return Err(ActError::BeingPaid);
    }
    if !award.stage.name().pays() {
        return Err(WrongStage { from: award.stage.name(), act: Act::Pay }.into());
    }
    if award.money.to_pay() == Yen::ZERO {
        return Err(MoneyError::Nothing.into());
    }
    let step = Step { live_payment: Some(payment), ..Step::still(award, &award.stage, award.due) };
    move_to(tx, award, step, now).await.map(|_| ())
}

/// Lets an award go that a payment had taken: the payment was given up before it left.
pub async fn let_go(tx: &Tx, award: &Award, now: DateTime<Utc>) -> Result<(), ActError> {
    let step = Step { live_payment: None, ..Step::still(award, &award.stage, award.due) };
    move_to(tx, award, step, now).await.map(|_| ())
}

/// 支払済: the whole of what was to be paid now.
pub async fn pay(tx: &Tx, award: &Award, yen: Yen, now: DateTime<Utc>) -> Result<(), ActError> {
    if yen != award.money.to_pay() {
        return Err(MoneyError::Exactly(award.money.to_pay()).into());
    }
    let stage = award.stage.clone().pay(now)?;
    // What was paid in advance leaves the report to come.
    let due = award.due.filter(|_| stage.name().is_open());
    let step = Step { stage: &stage, movements: &[Movement::Paid(yen)], due, live_payment: None };
    move_to(tx, award, step, now).await?;
    Ok(record(tx, award, Happening::Paid, json!({ "amount": yen, "payment": award.live_payment }), now)?)
}

/// 振込不能 of what was paid: it is to be paid again.
pub async fn pay_returned(tx: &Tx, award: &Award, yen: Yen, now: DateTime<Utc>) -> Result<(), ActError> {
    // Another instalment is on its way: what is to be paid stays until its result is known.
    if award.live_payment.is_some() {
        return Err(ActError::BeingPaid);
    }
    let stage = award.stage.clone().return_payment(now)?;
    let movements = &[Movement::Returned(yen)];
    let step = Step { stage: &stage, movements, due: award.due, live_payment: None };
    move_to(tx, award, step, now).await?;
    Ok(record(tx, award, Happening::PaymentReturned, json!({ "amount": yen }), now)?)
}
