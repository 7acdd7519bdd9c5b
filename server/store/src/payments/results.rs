//! What the bank says, in the rows: payments, awards and the ledger move in one change.

use super::runs::{Payment, Run, let_go, moved, part_with};
use crate::{
    Error, Tx,
    awards::{self, ActError},
    entities::{pay_runs, payments},
    events::Event,
    subsidies::locking,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::AwardId,
    money::Yen,
    payments::{Happening, PaymentState, Results, ReturnReason, RunState, Verdict},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Enters what became of every payment that waits: what was paid is paid in its awards and in the ledger, what came back
/// can be paid again. The run is closed by it.
pub async fn enter(
    tx: &Tx,
    run: &Run,
    payments: &[Payment],
    results: &Results,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    let update = pay_runs::Entity::update_many()
        .col_expr(pay_runs::Column::State, Expr::value(RunState::Closed.code()))
        .col_expr(pay_runs::Column::ClosedAt, Expr::value(now));
    moved(tx, update, run, &[RunState::Sent]).await?;
    let waiting = payments.iter().filter(|payment| payment.state == PaymentState::Sent);
    let mut by_verdict: BTreeMap<Option<ReturnReason>, Vec<&Payment>> = BTreeMap::new();
    for payment in waiting {
        let reason = match results.verdicts.get(&payment.number).ok_or(Error::Stale)? {
            Verdict::Paid => None,
            Verdict::Returned(reason) => Some(*reason),
        };
        by_verdict.entry(reason).or_default().push(payment);
    }
    for (reason, payments) in &by_verdict {
        let state = if reason.is_some() { PaymentState::Returned } else { PaymentState::Paid };
        settle(tx, payments, PaymentState::Sent, state, results.on, *reason).await?;
    }
    let paid = by_verdict.remove(&None).unwrap_or_default();
    // Rows are locked in one order by everybody.
    let mut parts: Vec<_> = paid.iter().flat_map(|payment| payment.parts.iter().copied()).collect();
    parts.sort_unstable();
    take(tx, &parts).await?;
    for (award, yen) in parts {
        let award = awards::find_to_change(tx, award).await?.ok_or(Error::Missing)?;
        awards::payments::pay(tx, &award, yen, now).await?;
    }
    let unpaid = by_verdict.values().flatten().map(|payment| payment.id.uuid()).collect::<Vec<_>>();
    for ids in unpaid.chunks(super::CHUNK) {
        let_go(tx, ids).await?;
    }
    let sum = |payments: &[&Payment]| Yen::total(payments.iter().map(|payment| payment.amount));
    let returned: Vec<&Payment> = by_verdict.into_values().flatten().collect();
    let payload = json!({ "on": results.on, "paid": paid.len(), "paid_yen": sum(&paid),
        "returned": returned.iter().map(|payment| payment.number).collect::<Vec<_>>(), "returned_yen": sum(&returned) });
    Ok(tx.record(Event::of(now, Happening::ResultsEntered.code(), "pay_run", run.id.uuid(), payload))?)
}

/// 振込不能 of what was paid already: its awards can be paid again, and the ledger has so much less paid.
pub async fn take_back(
    tx: &Tx,
    run: &Run,
    payment: &Payment,
    on: NaiveDate,
    reason: ReturnReason,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    moved(tx, pay_runs::Entity::update_many(), run, &[RunState::Closed]).await?;
    settle(tx, &[payment], PaymentState::Paid, PaymentState::Returned, on, Some(reason)).await?;
    take(tx, &payment.parts).await?;
    for (award, yen) in &payment.parts {
        let award = awards::find_to_change(tx, *award).await?.ok_or(Error::Missing)?;
        awards::payments::pay_returned(tx, &award, *yen, now).await?;
    }
    let payload =
        json!({ "number": payment.number, "yen": payment.amount, "reason": reason.code(), "on": on });
    Ok(tx.record(Event::of(now, Happening::PaymentReturned.code(), "pay_run", run.id.uuid(), payload))?)
}

/// Takes the programmes of these awards, all before the first award.
async fn take(tx: &Tx, parts: &[(AwardId, Yen)]) -> Result<(), Error> {
    let ids: Vec<Uuid> = parts.iter().map(|(award, _)| award.uuid()).collect();
    locking::of_applications(tx, &ids).await
}

/// Gives payments their state; none may have moved meanwhile.
async fn settle(
    tx: &Tx,
    payments: &[&Payment],
    from: PaymentState,
    to: PaymentState,
    on: NaiveDate,
    reason: Option<ReturnReason>,
) -> Result<(), Error> {
    let ids: Vec<Uuid> = payments.iter().map(|payment| payment.id.uuid()).collect();
    for ids in ids.chunks(super::CHUNK) {
        let done = payments::Entity::update_many()
            .col_expr(payments::Column::State, Expr::value(to.code()))
            .col_expr(payments::Column::ResultOn, Expr::value(on))
            .col_expr(payments::Column::Reason, Expr::value(reason.map_or("", ReturnReason::code)))
            .filter(payments::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(payments::Column::Id.is_in(ids.iter().copied()))
            .filter(payments::Column::State.eq(from.code()))
            .exec(tx.connection())
            .await?;
        if done.rows_affected != ids.len() as u64 {
            return Err(Error::Stale);
        }
        part_with(tx, ids).await?;
    }
    Ok(())
}
