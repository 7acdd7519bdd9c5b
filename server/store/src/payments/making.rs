//! Making a run: its payments and their parts at once, and every award held while it is on its way.

use crate::{
    Error, Tx,
    bulk::{self, Column},
    entities::pay_runs,
    events::Event,
    tenants,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::{AccountId, AwardId, BankAccountId, PayRunId, PaymentId},
    money::Yen,
    payments::{Happening, PaymentState, RunState},
};
use sea_orm::{ConnectionTrait as _, EntityTrait};
use serde_json::json;

/// A run to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRun {
    /// Its id.
    pub id: PayRunId,
    /// 件名.
    pub title: String,
    /// 振込日.
    pub pay_on: NaiveDate,
    /// Whether what goes to one account is one payment.
    pub together: bool,
    /// Which version of the sender pays.
    pub sender: i32,
    /// Who makes it.
    pub by: AccountId,
    /// What is paid, numbered from 1.
    pub payments: Vec<NewPayment>,
}

/// A payment to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// Its id.
    pub id: PaymentId,
    /// How much.
    pub amount: Yen,
    /// To which account.
    pub account: BankAccountId,
    /// To whom, as the register calls them.
    pub payee: String,
    /// The end of the account number.
    pub masked: String,
    /// The line of the file, sealed.
    pub sealed: String,
    /// For which awards, and how much of each.
    pub parts: Vec<(AwardId, Yen)>,
}

/// Makes a run. Where one of the awards lies in another payment already: [`Error::Stale`].
pub async fn make(tx: &Tx, new: &NewRun, year: FiscalYear, now: DateTime<Utc>) -> Result<i32, Error> {
    let number = tenants::next_number(tx, &format!("pay-run-{}", year.year())).await?;
    let seq = i32::try_from(number).map_err(|_| Error::Unreadable(format!("run number {number}")))?;
    let tenant_id = tx.tenant()?.uuid();
    let total = Yen::total(new.payments.iter().map(|payment| payment.amount))
        .ok_or_else(|| Error::Unreadable("a sum of payments".to_owned()))?;
    let count = i32::try_from(new.payments.len()).unwrap_or(i32::MAX);
    let row = pay_runs::Model {
        tenant_id,
        id: new.id.uuid(),
        fiscal_year: year.year(),
        seq,
        title: new.title.clone(),
        pay_on: new.pay_on,
        together: new.together,
        sender_version: new.sender,
        state: RunState::Draft.code().to_owned(),
        made_by: new.by.uuid(),
        made_at: now,
        released_by: None,
        released_at: None,
        sent_by: None,
        sent_at: None,
        closed_at: None,
        count,
        total_yen: total.get(),
        file_hash: String::new(),
        version: 1,
    };
    pay_runs::Entity::insert(pay_runs::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    insert_payments(tx, new).await?;
    let payload = json!({ "number": seq, "pay_on": new.pay_on, "payments": count, "yen": total,
        "awards": new.payments.iter().map(|payment| payment.parts.len()).sum::<usize>() });
    tx.record(Event::of(now, Happening::RunMade.code(), "pay_run", new.id.uuid(), payload))?;
    Ok(seq)
}

async fn insert_payments(tx: &Tx, new: &NewRun) -> Result<(), Error> {
    const PAYMENTS: [Column; 11] = [
        Column::Plain("tenant_id"),
        Column::Plain("id"),
        Column::Plain("run_id"),
        Column::Plain("number"),
        Column::Plain("amount_yen"),
        Column::Plain("account_id"),
        Column::Plain("payee"),
        Column::Plain("masked"),
        Column::Plain("sealed"),
        Column::Plain("state"),
        Column::Plain("reason"),
    ];
    const PARTS: [Column; 5] = [
        Column::Plain("tenant_id"),
        Column::Plain("payment_id"),
        Column::Plain("award_id"),
        Column::Plain("amount_yen"),
        Column::Plain("live_award_id"),
    ];
    let tenant = tx.tenant()?.uuid();
    let rows = (1_i32..)
        .zip(&new.payments)
        .map(|(number, payment)| {
            vec![
                tenant.into(),
                payment.id.uuid().into(),
                new.id.uuid().into(),
                number.into(),
                payment.amount.get().into(),
                payment.account.uuid().into(),
                payment.payee.clone().into(),
                payment.masked.clone().into(),
                payment.sealed.clone().into(),
                PaymentState::Planned.code().into(),
                "".into(),
            ]
        })
        .collect();
    bulk::insert(tx, "payments", &PAYMENTS, rows).await?;
    let parts = new
        .payments
        .iter()
        .flat_map(|payment| {
            payment.parts.iter().map(move |(award, yen)| {
                let award: sea_orm::Value = award.uuid().into();
                vec![tenant.into(), payment.id.uuid().into(), award.clone(), yen.get().into(), award]
            })
        })
        .collect();
    match bulk::insert(tx, "payment_parts", &PARTS, parts).await {
        Err(error) if error.is_refused_by(&["live_award_id"]) => return Err(Error::Stale),
        other => other?,
    }
    take(tx, new).await
}

/// Takes the awards of a run, all of them or none: nothing else pays them, and their amounts stay until they are let go.
async fn take(tx: &Tx, new: &NewRun) -> Result<(), Error> {
    let done = tx
        .connection()
        .execute_raw(tx.statement(
            "UPDATE awards SET version = version + 1, live_payment_id = (SELECT x.payment_id FROM payment_parts x
             WHERE x.tenant_id = awards.tenant_id AND x.live_award_id = awards.id)
             WHERE tenant_id = $1 AND live_payment_id IS NULL AND (stage = 'payable'
             OR (stage IN ('awaiting_report', 'reported', 'report_returned') AND advance_yen > 0)) AND id IN
             (SELECT x.award_id FROM payment_parts x JOIN payments y ON y.tenant_id = x.tenant_id AND y.id = x.payment_id
             WHERE x.tenant_id = $1 AND y.run_id = $2)",
            [tx.tenant()?.uuid().into(), new.id.uuid().into()],
        ))
        .await?;
    let parts: usize = new.payments.iter().map(|payment| payment.parts.len()).sum();
    if done.rows_affected() == parts as u64 { Ok(()) } else { Err(Error::Stale) }
}
