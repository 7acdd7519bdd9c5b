//! Payment as an award sees it: it is paid, and the bank may send it back.
//!
//! While a payment is on its way (`live_payment`, which making a run sets), no other takes it and its amount does not
//! change.

use super::{
    ActError, Award,
    acts::{Step, move_to, record},
};
use crate::{Tx, entities::awards};
use chrono::{DateTime, Utc};
use domain::{
    awards::{Happening, MoneyError, Movement, StageName},
    money::Yen,
};
use sea_orm::{ColumnTrait, Condition, sea_query::Expr};
use serde_json::json;

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
