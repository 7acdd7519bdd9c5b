//! Receiving, receiving again and withdrawing: the three moments at which money is reserved or released.

use super::applications::{Application, move_to};
use crate::{Error, Tx, entities::applications, events::Event, offices::identity};
use chrono::{DateTime, Utc};
use domain::{
    ids::{ApplicationId, CorrectionId, ProgrammeId, ProgrammeVersionId},
    merging::Former,
    money::Yen,
    office_number::OfficeNumber,
    subsidies::{Arrival, ProgrammeState, ReceiptNumber, Stage, WrongStage},
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// Why an application was not received. Whoever gets one drops the transaction: nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// It does not stand where this is possible.
    #[error(transparent)]
    Stage(#[from] WrongStage),
    /// The office has a live application to this programme.
    #[error("the office has application {receipt} already")]
    AlreadyApplied {
        /// Number of the first one.
        receipt: ReceiptNumber,
        /// The first one.
        application: ApplicationId,
    },
    /// An office whose number went before or follows has one.
    #[error("the office {number} that it follows has application {receipt} already")]
    AppliedElsewhere {
        /// Number of that one.
        receipt: ReceiptNumber,
        /// The office's number when it applied.
        number: OfficeNumber,
    },
    /// What remains of the budget does not pay for it.
    #[error("the budget is used up")]
    BudgetUsedUp,
    /// The programme was closed meanwhile.
    #[error("the programme receives no more")]
    Closed,
}

/// Receives an application under a version of the rules: takes the next receipt number and reserves its money in one
/// conditional update, then the place of its office. Two that arrive at one moment are put in order by that update.
pub async fn submit(
    tx: &Tx,
    application: &Application,
    rules: ProgrammeVersionId,
    office: &OfficeNumber,
    asked: Yen,
    search_key: &str,
    now: DateTime<Utc>,
) -> Result<ReceiptNumber, SubmitError> {
    let stage = application.stage.clone().submit(now)?;
    let sequence = reserve_next(tx, application.programme, asked).await?;
    let live_key = live_key(application.programme, office);
    if let Some(first) = live(tx, &live_key).await? {
        let receipt = first.receipt.ok_or_else(|| Error::Unreadable("live without a number".to_owned()))?;
        return Err(SubmitError::AlreadyApplied { receipt, application: first.id });
    }
    if let Some((number, receipt)) = applied_elsewhere(tx, application.programme, *office).await? {
        return Err(SubmitError::AppliedElsewhere { receipt, number });
    }
    let sequence_number =
        u32::try_from(sequence).map_err(|_| Error::Unreadable(format!("receipt sequence {sequence}")))?;
    let receipt = ReceiptNumber::new(application.fiscal_year, sequence_number);
    let also = vec![
        (applications::Column::ProgrammeVersionId, Expr::value(rules.uuid())),
        (applications::Column::LiveKey, Expr::value(live_key)),
        (applications::Column::ReceiptSeq, Expr::value(sequence)),
        (applications::Column::ReceiptNumber, Expr::value(receipt.to_string())),
        (applications::Column::AmountYen, Expr::value(asked.get())),
        (applications::Column::SubmittedAt, Expr::value(now)),
        (applications::Column::SearchKey, Expr::value(search_key)),
    ];
    move_to(tx, application, &stage, also, now).await?;
    let mut payload = json!({ "receipt": receipt, "amount": asked, "programme": application.programme });
    if let Some(Arrival { on, way }) = application.arrival {
        payload["arrived_on"] = json!(on);
        payload["way"] = json!(way.code());
    }
    tx.record(Event::of(now, "application.submitted", "application", application.id.uuid(), payload))?;
    Ok(receipt)
}

/// Receives a corrected application again. Its number and its place stay; its money may change.
pub async fn resubmit(
    tx: &Tx,
    application: &Application,
    asked: Yen,
    paused_days: u32,
    now: DateTime<Utc>,
) -> Result<(), SubmitError> {
    let correction = match &application.stage {
        Stage::Returned { correction, .. } => Some(*correction),
        Stage::Draft
        | Stage::Submitted { .. }
        | Stage::UnderReview { .. }
        | Stage::Proposed { .. }
        | Stage::Granted { .. }
        | Stage::Refused { .. }
        | Stage::Withdrawn { .. } => None,
    };
    let stage = application.stage.clone().resubmit(now)?;
    let more = asked.checked_sub(application.amount).unwrap_or(asked);
    if !reserve(tx, application.programme, more).await? {
        return Err(SubmitError::BudgetUsedUp);
    }
    let paused_days = i32::try_from(paused_days).unwrap_or(i32::MAX);
    let also = vec![
        (applications::Column::AmountYen, Expr::value(asked.get())),
        (applications::Column::PausedDays, Expr::value(paused_days)),
        (applications::Column::PausedAt, Expr::value(None::<DateTime<Utc>>)),
    ];
    move_to(tx, application, &stage, also, now).await?;
    if let Some(correction) = correction {
        super::corrections::answer(tx, correction, now).await?;
    }
    let payload = json!({ "amount": asked, "correction": correction.map(CorrectionId::uuid) });
    Ok(tx.record(Event::of(now, "application.resubmitted", "application", application.id.uuid(), payload))?)
}

/// Withdraws an application: its place and its money are free at once.
pub async fn withdraw(tx: &Tx, application: &Application, now: DateTime<Utc>) -> Result<(), SubmitError> {
    let stage = application.stage.clone().withdraw(now)?;
    release(tx, application, &stage, now).await?;
    let payload = json!({ "released": application.amount });
    Ok(tx.record(Event::of(now, "application.withdrawn", "application", application.id.uuid(), payload))?)
}

/// Ends an application without money: withdrawn or refused. Its place and its money are free at once.
pub(crate) async fn release(
    tx: &Tx,
    application: &Application,
    stage: &Stage,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let back = Yen::ZERO.checked_sub(application.amount).unwrap_or(Yen::ZERO);
    if !reserve(tx, application.programme, back).await? {
        return Err(Error::Unreadable("more is released than was reserved".to_owned()));
    }
    let also = vec![
        (applications::Column::LiveKey, Expr::value(None::<String>)),
        (applications::Column::EndedAt, Expr::value(now)),
        (applications::Column::PausedAt, Expr::value(None::<DateTime<Utc>>)),
    ];
    move_to(tx, application, stage, also, now).await
}

/// Reserves more (or less) of the budget; false where it does not hold that much.
pub(crate) async fn reserve(tx: &Tx, programme: ProgrammeId, more: Yen) -> Result<bool, Error> {
    let done = tx
        .connection()
        .execute_raw(tx.statement(
            "UPDATE programmes SET reserved_yen = reserved_yen + $1
             WHERE tenant_id = $2 AND id = $3 AND reserved_yen + $1 BETWEEN 0 AND budget_yen",
            [more.get().into(), tx.tenant()?.uuid().into(), programme.uuid().into()],
        ))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Reserves for one more application and takes its place in the order of receipt.
async fn reserve_next(tx: &Tx, programme: ProgrammeId, asked: Yen) -> Result<i32, SubmitError> {
    let row = tx
        .connection()
        .query_one_raw(tx.statement(
            "UPDATE programmes SET reserved_yen = reserved_yen + $1, next_receipt = next_receipt + 1
             WHERE tenant_id = $2 AND id = $3 AND state = 'published' AND reserved_yen + $1 <= budget_yen
             RETURNING next_receipt - 1 AS sequence",
            [asked.get().into(), tx.tenant()?.uuid().into(), programme.uuid().into()],
        ))
        .await
        .map_err(Error::from)?;
    if let Some(row) = row {
        return Ok(row.try_get("", "sequence").map_err(Error::from)?);
    }
    let programme = super::programmes::find(tx, programme).await?.ok_or(Error::Missing)?;
    Err(match programme.state {
        ProgrammeState::Published { .. } => SubmitError::BudgetUsedUp,
        ProgrammeState::Draft | ProgrammeState::Closed { .. } => SubmitError::Closed,
    })
}

/// What is unique while an application holds its office's place: the programme, which has one fiscal year, and the
/// office number.
pub(crate) fn live_key(programme: ProgrammeId, office: &OfficeNumber) -> String {
    format!("{programme}:{office}")
}

async fn live(tx: &Tx, key: &str) -> Result<Option<Application>, Error> {
    let row = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::LiveKey.eq(key))
        .one(tx.connection())
        .await?;
    row.map(Application::try_from).transpose()
}

/// The live application to a programme of an office whose number went before or follows, with that number: an office that
/// was given a new number is paid once.
pub async fn applied_elsewhere(
    tx: &Tx,
    programme: ProgrammeId,
    office: OfficeNumber,
) -> Result<Option<(OfficeNumber, ReceiptNumber)>, Error> {
    let former = Former { successions: identity::successions(tx).await?, ..Former::default() };
    for number in former.related(office) {
        if let Some(first) = live(tx, &live_key(programme, &number)).await? {
            return Ok(first.receipt.map(|receipt| (number, receipt)));
        }
    }
    Ok(None)
}
