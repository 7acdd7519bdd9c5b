//! 振込のまとまり: payments of one day, each of one or more awards. An award lies in one payment at a time: the schema says so.

use crate::{
    Error, Tx,
    entities::{awards, pay_runs, payment_parts, payments},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::{AccountId, AwardId, BankAccountId, PayRunId, PaymentId},
    money::Yen,
    payments::{Happening, PaymentState, ReturnReason, RunState},
    zengin::Totals,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect as _,
    QueryTrait as _, UpdateMany, sea_query::Expr,
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A run as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its id.
    pub id: PayRunId,
    /// In which year it was made.
    pub fiscal_year: FiscalYear,
    /// Its number within that year.
    pub number: i32,
    /// 件名.
    pub title: String,
    /// 振込日.
    pub pay_on: NaiveDate,
    /// Whether what goes to one account is one payment.
    pub together: bool,
    /// Which version of the sender pays.
    pub sender: i32,
    /// What became of it.
    pub state: RunState,
    /// Who made it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who released it, and when.
    pub released: Option<(AccountId, DateTime<Utc>)>,
    /// Who handed it to the bank, and when.
    pub sent: Option<(AccountId, DateTime<Utc>)>,
    /// When every payment had its answer.
    pub closed_at: Option<DateTime<Utc>>,
    /// What the file held when it was released.
    pub totals: Totals,
    /// SHA-256 of that file.
    pub file_hash: String,
    /// How often it was changed.
    pub version: i32,
}

/// A payment as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// In which run.
    pub run: PayRunId,
    /// Its number there; 顧客コード1 of the file.
    pub number: i32,
    /// How much.
    pub amount: Yen,
    /// To which account.
    pub account: BankAccountId,
    /// To whom.
    pub payee: String,
    /// The end of the account number.
    pub masked: String,
    /// The line of the file, sealed.
    pub sealed: String,
    /// What became of it.
    pub state: PaymentState,
    /// When the bank paid it, or sent it back.
    pub on: Option<NaiveDate>,
    /// Why it came back.
    pub reason: Option<ReturnReason>,
    /// For which awards, and how much of each.
    pub parts: Vec<(AwardId, Yen)>,
}

/// Every run, the newest first.
pub async fn all(tx: &Tx) -> Result<Vec<Run>, Error> {
    let rows = tx
        .rows::<pay_runs::Entity>()?
        .order_by_desc(pay_runs::Column::FiscalYear)
        .order_by_desc(pay_runs::Column::Seq)
        .limit(500)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Run::try_from).collect()
}

/// The runs that are not over: the earliest day first.
pub async fn under_way(tx: &Tx) -> Result<Vec<Run>, Error> {
    let open = [RunState::Draft, RunState::Released, RunState::Sent].map(RunState::code);
    let rows = tx
        .rows::<pay_runs::Entity>()?
        .filter(pay_runs::Column::State.is_in(open))
        .order_by_asc(pay_runs::Column::PayOn)
        .order_by_asc(pay_runs::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Run::try_from).collect()
}

/// One run.
pub async fn find(tx: &Tx, id: PayRunId) -> Result<Option<Run>, Error> {
    let row = tx
        .rows::<pay_runs::Entity>()?
        .filter(pay_runs::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Run::try_from).transpose()
}

/// The payments of a run, by number.
pub async fn payments(tx: &Tx, run: PayRunId) -> Result<Vec<Payment>, Error> {
    let rows = tx
        .rows::<payments::Entity>()?
        .filter(payments::Column::RunId.eq(run.uuid()))
        .order_by_asc(payments::Column::Number)
        .all(tx.connection())
        .await?;
    let parts = tx
        .rows::<payment_parts::Entity>()?
        .filter(
            payment_parts::Column::PaymentId.in_subquery(
                tx.rows::<payments::Entity>()?
                    .select_only()
                    .column(payments::Column::Id)
                    .filter(payments::Column::RunId.eq(run.uuid()))
                    .into_query(),
            ),
        )
        .order_by_asc(payment_parts::Column::AwardId)
        .all(tx.connection())
        .await?;
    whole(rows, parts)
}

/// Every payment of which an award was a part and that was not taken out, with its run, the oldest first. Of its parts
/// only that of the award is told.
pub async fn of_award(tx: &Tx, award: AwardId) -> Result<Vec<(Payment, Run)>, Error> {
    let parts = tx
        .rows::<payment_parts::Entity>()?
        .filter(payment_parts::Column::AwardId.eq(award.uuid()))
        .all(tx.connection())
        .await?;
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tx
        .rows::<payments::Entity>()?
        .filter(payments::Column::Id.is_in(parts.iter().map(|part| part.payment_id)))
        .filter(payments::Column::State.ne(PaymentState::Void.code()))
        .order_by_asc(payments::Column::Id)
        .all(tx.connection())
        .await?;
    let payments = whole(rows, parts)?;
    let runs = tx
        .rows::<pay_runs::Entity>()?
        .filter(pay_runs::Column::Id.is_in(payments.iter().map(|payment| payment.run.uuid())))
        .all(tx.connection())
        .await?;
    let mut found = BTreeMap::new();
    for row in runs {
        let run = Run::try_from(row)?;
        found.insert(run.id, run);
    }
    Ok(payments
        .into_iter()
        .filter_map(|payment| {
            let run = found.get(&payment.run)?.clone();
            Some((payment, run))
        })
        .collect())
}

fn whole(rows: Vec<payments::Model>, parts: Vec<payment_parts::Model>) -> Result<Vec<Payment>, Error> {
    let mut by_payment: BTreeMap<Uuid, Vec<(AwardId, Yen)>> = BTreeMap::new();
    for part in parts {
        by_payment.entry(part.payment_id).or_default().push((part.award_id.into(), Yen(part.amount_yen)));
    }
    rows.into_iter()
        .map(|row| {
            let parts = by_payment.remove(&row.id).unwrap_or_default();
            let state = PaymentState::from_code(&row.state)
                .ok_or_else(|| Error::Unreadable(format!("payment {} is {}", row.id, row.state)))?;
            Ok(Payment {
                id: row.id.into(),
                run: row.run_id.into(),
                number: row.number,
                amount: Yen(row.amount_yen),
                account: row.account_id.into(),
                payee: row.payee,
                masked: row.masked,
                sealed: row.sealed,
                state,
                on: row.result_on,
                reason: ReturnReason::from_code(&row.reason),
                parts,
            })
        })
        .collect()
}

/// Takes a payment out of a draft: its awards can be paid in another run. The numbers of the others stay.
pub async fn take_out(tx: &Tx, run: &Run, payment: &Payment, now: DateTime<Utc>) -> Result<(), Error> {
    let update = pay_runs::Entity::update_many()
        .col_expr(pay_runs::Column::Count, Expr::cust("count - 1"))
        .col_expr(pay_runs::Column::TotalYen, Expr::value(run.totals.yen.get() - payment.amount.get()));
    moved(tx, update, run, &[RunState::Draft]).await?;
    void(tx, Condition::all().add(payments::Column::Id.eq(payment.id.uuid()))).await?;
    let payload = json!({ "payment": payment.id, "number": payment.number, "yen": payment.amount });
    tx.record(Event::of(now, Happening::PaymentTakenOut.code(), "pay_run", run.id.uuid(), payload))
}

/// 承認: a second person lets it go to the bank, with what the file holds.
pub async fn release(
    tx: &Tx,
    run: &Run,
    by: AccountId,
    absent: Option<AccountId>,
    file_hash: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let update = pay_runs::Entity::update_many()
        .col_expr(pay_runs::Column::State, Expr::value(RunState::Released.code()))
        .col_expr(pay_runs::Column::ReleasedBy, Expr::value(by.uuid()))
        .col_expr(pay_runs::Column::ReleasedAt, Expr::value(now))
        .col_expr(pay_runs::Column::FileHash, Expr::value(file_hash));
    moved(tx, update, run, &[RunState::Draft]).await?;
    let payload = json!({ "payments": run.totals.count, "yen": run.totals.yen, "for": absent, "file_sha256": file_hash });
    tx.record(Event::of(now, Happening::RunReleased.code(), "pay_run", run.id.uuid(), payload))
}

/// 送信: it lies with the bank.
pub async fn send(tx: &Tx, run: &Run, by: AccountId, now: DateTime<Utc>) -> Result<(), Error> {
    let update = pay_runs::Entity::update_many()
        .col_expr(pay_runs::Column::State, Expr::value(RunState::Sent.code()))
        .col_expr(pay_runs::Column::SentBy, Expr::value(by.uuid()))
        .col_expr(pay_runs::Column::SentAt, Expr::value(now));
    moved(tx, update, run, &[RunState::Released]).await?;
    payments::Entity::update_many()
        .col_expr(payments::Column::State, Expr::value(PaymentState::Sent.code()))
        .filter(payments::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(payments::Column::RunId.eq(run.id.uuid()))
        .filter(payments::Column::State.eq(PaymentState::Planned.code()))
        .exec(tx.connection())
        .await?;
    let payload = json!({ "payments": run.totals.count, "yen": run.totals.yen });
    tx.record(Event::of(now, Happening::RunSent.code(), "pay_run", run.id.uuid(), payload))
}

/// 取りやめ: all of its awards can be paid in another run.
pub async fn dissolve(tx: &Tx, run: &Run, now: DateTime<Utc>) -> Result<(), Error> {
    let update = pay_runs::Entity::update_many()
        .col_expr(pay_runs::Column::State, Expr::value(RunState::Dissolved.code()));
    moved(tx, update, run, &[RunState::Draft, RunState::Released]).await?;
    void(tx, Condition::all().add(payments::Column::RunId.eq(run.id.uuid()))).await?;
    tx.record(Event::of(now, Happening::RunDissolved.code(), "pay_run", run.id.uuid(), json!({})))
}

/// Lets payments go that the bank does not have.
async fn void(tx: &Tx, which: Condition) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    let ids: Vec<Uuid> = tx
        .rows::<payments::Entity>()?
        .select_only()
        .column(payments::Column::Id)
        .filter(which.clone())
        .filter(payments::Column::State.eq(PaymentState::Planned.code()))
        .into_tuple()
        .all(tx.connection())
        .await?;
    for ids in ids.chunks(super::CHUNK) {
        payments::Entity::update_many()
            .col_expr(payments::Column::State, Expr::value(PaymentState::Void.code()))
            .filter(payments::Column::TenantId.eq(tenant))
            .filter(payments::Column::Id.is_in(ids.iter().copied()))
            .exec(tx.connection())
            .await?;
        let_go(tx, ids).await?;
    }
    Ok(())
}

/// The awards of payments can lie in others, and those that were not paid can be paid.
pub(super) async fn let_go(tx: &Tx, payments: &[Uuid]) -> Result<(), Error> {
    awards::Entity::update_many()
        .col_expr(awards::Column::LivePaymentId, Expr::value(None::<Uuid>))
        .col_expr(awards::Column::Version, Expr::col(awards::Column::Version).add(1))
        .filter(awards::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(awards::Column::LivePaymentId.is_in(payments.iter().copied()))
        .exec(tx.connection())
        .await?;
    part_with(tx, payments).await
}

/// Payments hold their awards no longer.
pub(super) async fn part_with(tx: &Tx, payments: &[Uuid]) -> Result<(), Error> {
    payment_parts::Entity::update_many()
        .col_expr(payment_parts::Column::LiveAwardId, Expr::value(None::<Uuid>))
        .filter(payment_parts::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(payment_parts::Column::PaymentId.is_in(payments.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Changes a run from the version it was read at.
pub(super) async fn moved(
    tx: &Tx,
    update: UpdateMany<pay_runs::Entity>,
    run: &Run,
    from: &[RunState],
) -> Result<(), Error> {
    let done = update
        .col_expr(pay_runs::Column::Version, Expr::value(run.version + 1))
        .filter(pay_runs::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(pay_runs::Column::Id.eq(run.id.uuid()))
        .filter(pay_runs::Column::Version.eq(run.version))
        .filter(pay_runs::Column::State.is_in(from.iter().map(|state| state.code())))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)
}

impl TryFrom<pay_runs::Model> for Run {
    type Error = Error;
    fn try_from(row: pay_runs::Model) -> Result<Self, Error> {
        let state = RunState::from_code(&row.state)
            .ok_or_else(|| Error::Unreadable(format!("pay run {} is {}", row.id, row.state)))?;
        Ok(Self {
            id: row.id.into(),
            fiscal_year: FiscalYear::from_year(row.fiscal_year)
                .map_err(|error| Error::Unreadable(error.to_string()))?,
            number: row.seq,
            title: row.title,
            pay_on: row.pay_on,
            together: row.together,
            sender: row.sender_version,
            state,
            by: row.made_by.into(),
            at: row.made_at,
            released: row.released_by.map(AccountId::from_uuid).zip(row.released_at),
            sent: row.sent_by.map(AccountId::from_uuid).zip(row.sent_at),
            closed_at: row.closed_at,
            totals: Totals { count: usize::try_from(row.count).unwrap_or(0), yen: Yen(row.total_yen) },
            file_hash: row.file_hash,
            version: row.version,
        })
    }
}
