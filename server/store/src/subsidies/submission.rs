//! Receiving, receiving again and withdrawing: the three moments at which money is reserved or released.

use super::{
    applications::{Application, move_to},
    deadlines, ledger, waiting,
};
use crate::{Error, Tx, adoption::applied, entities::applications, events::Event, offices::identity};
use chrono::{DateTime, Utc};
use domain::{
    ids::{ApplicationId, CorrectionId, ProgrammeId},
    merging::Former,
    money::Yen,
    office_number::OfficeNumber,
    subsidies::{
        Arrival, Clock, Entry, Happening, Place, ProgrammeState, ProgrammeVersion, ReceiptNumber, Stage,
        StageName, WrongStage,
    },
    tokyo,
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
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
    /// The office, or what it is counted with, has a live application that leaves no place for another.
    #[error("the place is held by application {receipt}")]
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

/// What somebody gets who is received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// 受付番号.
    pub receipt: ReceiptNumber,
    /// Whether it waits: the budget does not hold it, or is shared out later.
    pub waits: bool,
}

/// Receives an application under a version of the rules: takes the next receipt number and reserves its money in one
/// conditional update, then its place. Two that arrive at one moment are put in order by that update; where places are
/// counted over the years of a series, by the row of its first programme before that. Where the rules let somebody wait
/// whom the budget does not hold, they get a number and no money.
pub async fn submit(
    tx: &Tx,
    application: &Application,
    version: &ProgrammeVersion,
    place: &Place,
    asked: Yen,
    search_key: &str,
    now: DateTime<Utc>,
) -> Result<Received, SubmitError> {
    if !place.series.is_empty() {
        lock_series(tx, application.programme).await?;
    }
    let Taken { sequence, entry } = take(tx, application, version, asked).await?;
    let waits = entry.is_none();
    let draft = application.stage.clone();
    let stage = if waits { draft.wait(now)? } else { draft.submit(now)? };
    if let Some((receipt, application)) = holder(tx, place).await? {
        return Err(SubmitError::AlreadyApplied { receipt, application });
    }
    let series_key = free(tx, place).await?;
    if let Some((number, receipt)) = applied_elsewhere(tx, application.programme, place.office).await? {
        return Err(SubmitError::AppliedElsewhere { receipt, number });
    }
    let sequence_number =
        u32::try_from(sequence).map_err(|_| Error::Unreadable(format!("receipt sequence {sequence}")))?;
    let receipt = ReceiptNumber::new(application.fiscal_year, sequence_number);
    let mut also = vec![
        (applications::Column::ProgrammeVersionId, Expr::value(version.id.uuid())),
        (applications::Column::LiveKey, Expr::value(place.year.clone())),
        (applications::Column::SeriesKey, Expr::value(series_key)),
        (applications::Column::ReceiptSeq, Expr::value(sequence)),
        (applications::Column::ReceiptNumber, Expr::value(receipt.to_string())),
        (applications::Column::AmountYen, Expr::value(asked.get())),
        (applications::Column::SubmittedAt, Expr::value(now)),
        (applications::Column::SearchKey, Expr::value(search_key)),
        // The standard processing time begins when somebody moves up.
        (applications::Column::PausedAt, Expr::value(waits.then_some(now))),
        (applications::Column::OfficeOrder, deadlines::office_order()),
    ];
    if !waits {
        let clock = Clock {
            received: application.arrival.map_or_else(|| tokyo::date(now), |arrival| arrival.on),
            paused_days: 0,
            paused_since: None,
            ended: None,
        };
        also.push(deadlines::of(tx, &clock, version).await?);
    }
    move_to(tx, application, &stage, also, now).await?;
    if let Some(number) = entry {
        let line = Entry::reserved(asked);
        ledger::write(tx, application.programme, number, Some(application.id), line, now).await?;
    }
    let mut payload = json!({ "receipt": receipt, "amount": asked, "programme": application.programme });
    if let Some(Arrival { on, way }) = application.arrival {
        payload["arrived_on"] = json!(on);
        payload["way"] = json!(way.code());
    }
    let happening = if waits { Happening::Queued } else { Happening::Submitted };
    tx.record(Event::of(now, happening.code(), "application", application.id.uuid(), payload))?;
    Ok(Received { receipt, waits })
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
        | Stage::Waiting { .. }
        | Stage::Submitted { .. }
        | Stage::UnderReview { .. }
        | Stage::Proposed { .. }
        | Stage::Granted { .. }
        | Stage::Refused { .. }
        | Stage::Withdrawn { .. } => None,
    };
    let stage = application.stage.clone().resubmit(now)?;
    // What 按分 gave is not exceeded by a correction.
    let asked = application.allotted.map_or(asked, |part| asked.min(part));
    if asked != application.amount {
        let line = Entry::changed(application.amount, asked);
        if !ledger::post(tx, application.programme, application.id, line, now).await? {
            return Err(SubmitError::BudgetUsedUp);
        }
    }
    let also = vec![
        deadlines::again(tx, application, paused_days).await?,
        (applications::Column::AmountYen, Expr::value(asked.get())),
        (applications::Column::PausedDays, Expr::value(i32::try_from(paused_days).unwrap_or(i32::MAX))),
        (applications::Column::PausedAt, Expr::value(None::<DateTime<Utc>>)),
    ];
    move_to(tx, application, &stage, also, now).await?;
    if let Some(correction) = correction {
        super::corrections::answer(tx, correction, now).await?;
    }
    // A correction may name other 連携先.
    applied::settle(tx, application.id, now).await?;
    let payload = json!({ "amount": asked, "correction": correction.map(CorrectionId::uuid) });
    Ok(tx.record(Event::of(now, "application.resubmitted", "application", application.id.uuid(), payload))?)
}

/// Withdraws an application: its place and its money are free at once.
pub async fn withdraw(tx: &Tx, application: &Application, now: DateTime<Utc>) -> Result<(), SubmitError> {
    let stage = application.stage.clone().withdraw(now)?;
    release(tx, application, &stage, now).await?;
    let held = if application.stage.name().holds_money() { application.amount } else { Yen::ZERO };
    let payload = json!({ "released": held });
    Ok(tx.record(Event::of(now, "application.withdrawn", "application", application.id.uuid(), payload))?)
}

/// Ends an application without money: withdrawn or refused. Its place and its money are free at once.
pub(crate) async fn release(
    tx: &Tx,
    application: &Application,
    stage: &Stage,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if application.stage.name() == StageName::Waiting {
        waiting::count(tx, application.programme, -1).await?;
    } else {
        let line = Entry::released(application.amount);
        if !ledger::post(tx, application.programme, application.id, line, now).await? {
            return Err(Error::Unreadable("more is released than was reserved".to_owned()));
        }
    }
    let also = vec![
        (applications::Column::LiveKey, Expr::value(None::<String>)),
        (applications::Column::SeriesKey, Expr::value(None::<String>)),
        (applications::Column::EndedAt, Expr::value(now)),
        (applications::Column::PausedAt, Expr::value(None::<DateTime<Utc>>)),
    ];
    move_to(tx, application, stage, also, now).await
}

/// What an arrival takes: its place in the order of receipt, and the number of its line where the budget holds it.
struct Taken {
    sequence: i32,
    entry: Option<i32>,
}

/// Reserves for one more application and takes its place in the order of receipt; or the place alone, where it may wait.
/// Nobody gets past whoever waits already.
async fn take(
    tx: &Tx,
    application: &Application,
    version: &ProgrammeVersion,
    asked: Yen,
) -> Result<Taken, SubmitError> {
    let policy = version.rules.exhaustion;
    let (tenant, programme) = (tx.tenant()?.uuid(), application.programme);
    if !policy.is_shared_out_later() {
        let row = tx
            .connection()
            .query_one_raw(tx.statement(
                "UPDATE programmes SET reserved_yen = reserved_yen + $1, next_receipt = next_receipt + 1,
                 next_entry = next_entry + 1
                 WHERE tenant_id = $2 AND id = $3 AND state = 'published' AND waiting = 0
                 AND reserved_yen + $1 <= budget_yen
                 RETURNING next_receipt - 1 AS sequence, next_entry - 1 AS number",
                [asked.get().into(), tenant.into(), programme.uuid().into()],
            ))
            .await
            .map_err(Error::from)?;
        if let Some(row) = row {
            let number = row.try_get("", "number").map_err(Error::from)?;
            let sequence = row.try_get("", "sequence").map_err(Error::from)?;
            return Ok(Taken { sequence, entry: Some(number) });
        }
    }
    if policy.lets_wait() {
        let row = tx
            .connection()
            .query_one_raw(tx.statement(
                "UPDATE programmes SET waiting = waiting + 1, next_receipt = next_receipt + 1
                 WHERE tenant_id = $1 AND id = $2 AND state = 'published'
                 RETURNING next_receipt - 1 AS sequence",
                [tenant.into(), programme.uuid().into()],
            ))
            .await
            .map_err(Error::from)?;
        if let Some(row) = row {
            return Ok(Taken { sequence: row.try_get("", "sequence").map_err(Error::from)?, entry: None });
        }
    }
    let programme = super::programmes::find(tx, programme).await?.ok_or(Error::Missing)?;
    Err(match programme.state {
        ProgrammeState::Published { .. } => SubmitError::BudgetUsedUp,
        ProgrammeState::Draft | ProgrammeState::Closed { .. } => SubmitError::Closed,
    })
}

/// Who holds the place that an application asks for: of its programme, or the last one of its series.
pub async fn holder(tx: &Tx, place: &Place) -> Result<Option<(ReceiptNumber, ApplicationId)>, Error> {
    let mut holding = live(tx, applications::Column::LiveKey, std::slice::from_ref(&place.year)).await?;
    if holding.is_empty() && !place.series.is_empty() {
        let taken = live(tx, applications::Column::SeriesKey, &place.series).await?;
        if taken.len() >= place.series.len() {
            holding = taken;
        }
    }
    let Some(application) = holding.pop() else { return Ok(None) };
    let receipt = application.receipt.ok_or_else(|| Error::Unreadable("live without a number".to_owned()))?;
    Ok(Some((receipt, application.id)))
}

/// The first free place over the years; none where each year counts for itself.
async fn free(tx: &Tx, place: &Place) -> Result<Option<String>, Error> {
    let taken: Vec<Option<String>> = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::SeriesKey.is_in(place.series.clone()))
        .select_only()
        .column(applications::Column::SeriesKey)
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(place.series.iter().find(|key| !taken.iter().flatten().any(|own| own == *key)).cloned())
}

/// Puts those in order who ask for places in one series, whichever of its programmes they apply to.
async fn lock_series(tx: &Tx, programme: ProgrammeId) -> Result<(), Error> {
    tx.connection()
        .execute_raw(tx.statement(
            "UPDATE programmes SET next_receipt = next_receipt
             WHERE tenant_id = $1
               AND id = (SELECT series_id FROM programmes WHERE tenant_id = $1 AND id = $2)",
            [tx.tenant()?.uuid().into(), programme.uuid().into()],
        ))
        .await?;
    Ok(())
}

/// The applications that hold one of these places, oldest first.
async fn live(tx: &Tx, column: applications::Column, keys: &[String]) -> Result<Vec<Application>, Error> {
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(column.is_in(keys.iter().cloned()))
        .order_by_asc(applications::Column::SubmittedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Application::try_from).collect()
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
        if let Some(first) =
            live(tx, applications::Column::LiveKey, &[Place::of_number(programme, number)]).await?.pop()
        {
            return Ok(first.receipt.map(|receipt| (number, receipt)));
        }
    }
    Ok(None)
}
