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
    awards::{Act, Happening, MoneyError, Movement, Stage, StageName, WrongStage},
    money::Yen,
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

/// What can be paid now, the oldest claim first.
pub async fn payable(tx: &Tx) -> Result<Vec<Award>, Error> {
    let rows = tx
        .rows::<awards::Entity>()?
        .filter(awards::Column::Stage.eq(StageName::Payable.code()))
        .filter(awards::Column::LivePaymentId.is_null())
        .order_by_asc(awards::Column::OpenedAt)
        .order_by_asc(awards::Column::Id)
        .all(tx.connection())
        .await?;
    let mut payable = rows.into_iter().map(Award::try_from).collect::<Result<Vec<_>, _>>()?;
    payable.retain(|award| award.money.to_pay() > Yen::ZERO);
    Ok(payable)
}

/// Takes an award into a payment: nothing else pays it, and its amount stays until [`pay`] or [`let_go`].
pub async fn take(tx: &Tx, award: &Award, payment: Uuid, now: DateTime<Utc>) -> Result<(), ActError> {
    if award.live_payment.is_some() {
        return Err(ActError::BeingPaid);
    }
    let Stage::Payable { .. } = award.stage else {
        return Err(WrongStage { from: award.stage.name(), act: Act::Pay }.into());
    };
    let step = Step { live_payment: Some(payment), ..Step::still(award, &award.stage, award.due) };
    move_to(tx, award, step, now).await.map(|_| ())
}

/// Lets an award go that a payment had taken: the payment was given up before it left.
pub async fn let_go(tx: &Tx, award: &Award, now: DateTime<Utc>) -> Result<(), ActError> {
    let step = Step { live_payment: None, ..Step::still(award, &award.stage, award.due) };
    move_to(tx, award, step, now).await.map(|_| ())
}

/// 支払済: the whole of what was to be paid.
pub async fn pay(tx: &Tx, award: &Award, yen: Yen, now: DateTime<Utc>) -> Result<(), ActError> {
    if yen != award.money.to_pay() {
        return Err(MoneyError::Exactly(award.money.to_pay()).into());
    }
    let stage = award.stage.clone().pay(now)?;
    let step = Step { stage: &stage, movements: &[Movement::Paid(yen)], due: None, live_payment: None };
    move_to(tx, award, step, now).await?;
    Ok(record(tx, award, Happening::Paid, json!({ "amount": yen, "payment": award.live_payment }), now)?)
}

/// 振込不能 of what was paid: it is to be paid again.
pub async fn pay_returned(tx: &Tx, award: &Award, yen: Yen, now: DateTime<Utc>) -> Result<(), ActError> {
    let stage = award.stage.clone().return_payment(now)?;
    let step = Step { stage: &stage, movements: &[Movement::Returned(yen)], due: None, live_payment: None };
    move_to(tx, award, step, now).await?;
    Ok(record(tx, award, Happening::PaymentReturned, json!({ "amount": yen }), now)?)
}
