//! The steps of a mailing besides being sent: a second person is asked, gives it back; it waits, goes on, is too late.

use super::rows::{Mailing, set_stage, write};
use crate::{
    Error, Tx,
    entities::mailings,
    events::Event,
    jobs::{self, NewJob},
    mails,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::JobId,
    mailings::{Plan, Stage, StageName},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// Asks a second person, with when it is to leave.
pub async fn propose(
    tx: &Tx,
    mailing: &Mailing,
    stage: Stage,
    plan: Plan,
    mails: u64,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = mailings::ActiveModel {
        stage: Set(stage.name().code().to_owned()),
        stage_facts: Set(serde_json::to_value(stage)?),
        send_at: Set(plan.send_at),
        not_after: Set(plan.not_after),
        returned: Set(None),
        ..Default::default()
    };
    write(tx, mailing.id, mailing.version, mailing.stage.name(), row, now).await?;
    let payload = json!({ "mails": mails });
    tx.record(Event::of(now, "mailing.proposed", "mailing", mailing.id.uuid(), payload))
}

/// Makes it a draft again, with the reason where a second person gives it back.
pub async fn give_back(
    tx: &Tx,
    mailing: &Mailing,
    stage: Stage,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = mailings::ActiveModel {
        stage: Set(stage.name().code().to_owned()),
        stage_facts: Set(serde_json::to_value(stage)?),
        returned: Set(reason.map(str::to_owned)),
        ..Default::default()
    };
    write(tx, mailing.id, mailing.version, mailing.stage.name(), row, now).await?;
    tx.record(if reason.is_some() {
        Event::of(now, "mailing.sent-back", "mailing", mailing.id.uuid(), json!({}))
    } else {
        Event::of(now, "mailing.taken-back", "mailing", mailing.id.uuid(), json!({}))
    })
}

/// Lets what has not left wait; how many mails.
pub async fn pause(tx: &Tx, mailing: &Mailing, stage: Stage, now: DateTime<Utc>) -> Result<u64, Error> {
    set_stage(tx, mailing, stage, now).await?;
    let waiting = mails::pause(tx, "mailing", mailing.id.uuid()).await?;
    tx.record(Event::of(now, "mailing.paused", "mailing", mailing.id.uuid(), json!({ "mails": waiting })))?;
    Ok(waiting)
}

/// Lets it go on; how many mails.
pub async fn resume(
    tx: &Tx,
    mailing: &Mailing,
    stage: Stage,
    job: JobId,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    set_stage(tx, mailing, stage, now).await?;
    let waiting = mails::resume(tx, "mailing", mailing.id.uuid()).await?;
    // Whoever had a part of the audience in hand found it paused and stopped.
    let next = NewJob {
        id: job,
        tenant: tx.tenant()?,
        kind: "mailing.send",
        payload: json!({ "mailing": mailing.id }),
        unique_key: Some(format!("mailing.send:{}:resumed:{}", mailing.id, mailing.version)),
        run_at: now,
    };
    jobs::enqueue(tx, next).await?;
    tx.record(Event::of(now, "mailing.resumed", "mailing", mailing.id.uuid(), json!({ "mails": waiting })))?;
    Ok(waiting)
}

/// The moment of a planned mailing came.
pub async fn begin(tx: &Tx, mailing: &Mailing, stage: Stage, now: DateTime<Utc>) -> Result<(), Error> {
    set_stage(tx, mailing, stage, now).await?;
    tx.record(Event::of(now, "mailing.begun", "mailing", mailing.id.uuid(), json!({})))
}

/// The moment of a planned mailing came too late: nothing of it is sent.
pub async fn expire(tx: &Tx, mailing: &Mailing, stage: Stage, now: DateTime<Utc>) -> Result<(), Error> {
    set_stage(tx, mailing, stage, now).await?;
    tx.record(Event::of(now, "mailing.expired", "mailing", mailing.id.uuid(), json!({})))
}

/// Gives up what is left of every mailing that had begun before `until`, or was to: what of it had no mail yet gets none.
/// The scope is the system's; the mails that are written are given up by [`mails::give_up_waiting`].
pub async fn give_up_unwritten(tx: &Tx, until: DateTime<Utc>) -> Result<(), Error> {
    let open = [StageName::Scheduled, StageName::Sending, StageName::Paused].map(StageName::code);
    let rows =
        mailings::Entity::find().filter(mailings::Column::Stage.is_in(open)).all(tx.connection()).await?;
    for row in rows {
        let tenant = row.tenant_id;
        let mailing = Mailing::try_from(row)?;
        let began = match mailing.stage {
            // One that was planned after the restore was never the lost machine's.
            Stage::Scheduled { at, .. } => mailing.plan.send_at.map(|moment| moment.max(at)),
            stage => stage.begun(),
        };
        if began.is_none_or(|began| began > until) {
            continue;
        }
        let sql = "UPDATE mailings SET reached = COALESCE((SELECT MAX(place) FROM mailing_recipients
                     WHERE tenant_id = $1 AND mailing_id = $2), reached)
                   WHERE tenant_id = $1 AND id = $2";
        let values = [tenant.into(), mailing.id.uuid().into()];
        tx.connection().execute_raw(tx.statement(sql, values)).await?;
    }
    Ok(())
}

/// The mailings of the tenant that wait for a second person, the oldest first.
pub async fn proposed(tx: &Tx) -> Result<Vec<Mailing>, Error> {
    let rows = tx
        .rows::<mailings::Entity>()?
        .filter(mailings::Column::Stage.eq(StageName::Proposed.code()))
        .order_by_asc(mailings::Column::UpdatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Mailing::try_from).collect()
}
