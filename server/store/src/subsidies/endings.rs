//! 待機の打切り: the budget will not hold whoever waits any more. A clerk proposes it for all of them with one reason,
//! another person decides it, and each of them is refused with a notice of their own.

use super::{
    applications::Application,
    decisions::{Deciding, Way},
    notices::{self, Basis, NewNotice},
    proposals::{self, State},
    review::{ReviewError, record},
    submission::release,
};
use crate::{Error, Tx, entities::programmes, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ProgrammeId, ProposalId},
    subsidies::{Happening, Outcome, Proposal, Reason, decide as approve},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// What is proposed for everybody who waits for a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// 不交付の理由, told to each of them.
    pub reason: Reason,
    /// Who proposed.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is proposed now, if anything.
pub async fn find(tx: &Tx, programme: ProgrammeId) -> Result<Option<Ending>, Error> {
    let row = tx
        .rows::<programmes::Entity>()?
        .filter(programmes::Column::Id.eq(programme.uuid()))
        .one(tx.connection())
        .await?
        .ok_or(Error::Missing)?;
    let (Some(reason), Some(by), Some(at)) = (row.ending_reason, row.ending_by, row.ending_at) else {
        return Ok(None);
    };
    let reason =
        Reason::try_from(reason).map_err(|_| Error::Unreadable("an ending without words".to_owned()))?;
    Ok(Some(Ending { reason, by: by.into(), at }))
}

/// 起案する, for so many who wait now. Where something is proposed already: [`Error::Stale`].
pub async fn propose(tx: &Tx, programme: ProgrammeId, ending: &Ending, waiting: usize) -> Result<(), Error> {
    let Ending { reason, by, at } = ending;
    let update = set(Some(reason.as_str().to_owned()), Some(by.uuid()), Some(*at), None)
        .filter(programmes::Column::EndingAt.is_null());
    kept(tx, update, programme).await?;
    let payload = json!({ "waiting": waiting });
    tx.record(Event::of(*at, "programme.ending_proposed", "programme", programme.uuid(), payload))
}

/// What was proposed last and sent back: its reason, and the word of whoever sent it back.
pub async fn sent_back(tx: &Tx, programme: ProgrammeId) -> Result<Option<(String, String)>, Error> {
    let row = tx
        .rows::<programmes::Entity>()?
        .filter(programmes::Column::Id.eq(programme.uuid()))
        .one(tx.connection())
        .await?
        .ok_or(Error::Missing)?;
    Ok(row.ending_reason.zip(row.ending_note).filter(|_| row.ending_at.is_none()))
}

/// 差し戻す, with a word why: everybody goes on waiting.
pub async fn send_back(
    tx: &Tx,
    programme: ProgrammeId,
    ending: &Ending,
    note: &Reason,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let words = |reason: &Reason| Some(reason.as_str().to_owned());
    over(tx, programme, ending, words(&ending.reason), words(note)).await?;
    let payload = json!({ "by": ending.by });
    tx.record(Event::of(now, "programme.ending_sent_back", "programme", programme.uuid(), payload))
}

/// What was proposed is carried out: nobody waits any more.
pub async fn close(
    tx: &Tx,
    programme: ProgrammeId,
    ending: &Ending,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    over(tx, programme, ending, None, None).await?;
    let payload = json!({ "by": ending.by });
    tx.record(Event::of(now, "programme.waiting_ended", "programme", programme.uuid(), payload))
}

/// 打ち切る, for one who waits: refused as proposed, with the notice that says so. Its place is free; of the budget it
/// held nothing.
pub async fn turn_away(
    tx: &Tx,
    application: &Application,
    ending: &Ending,
    proposal: ProposalId,
    deciding: Deciding<'_>,
    notice: &NewNotice,
) -> Result<(), ReviewError> {
    let Deciding { by, way, note, now } = deciding;
    let outcome = Outcome::Refuse { reason: ending.reason.clone() };
    let proposed = Proposal { id: proposal, by: ending.by, at: ending.at, outcome, note: String::new() };
    let stage = application.stage.clone().turn_away(ending.by, by, now, ending.reason.clone())?;
    proposals::add(tx, application.id, &proposed).await?;
    approve(proposed, by, now).map_err(|_| ReviewError::SamePerson)?;
    proposals::close(tx, proposal, State::Approved, Some(by), note, now).await?;
    release(tx, application, &stage, now).await?;
    notices::add(tx, application.id, Basis::Proposal(proposal), notice, now).await?;
    let mut payload = json!({
        "proposal": proposal,
        "amount": null,
        "notice": notice.id,
        "document_number": notice.document_number,
        "waited": true,
    });
    if let Way::Here { absent: Some(absent) } = way {
        payload["for"] = json!(absent);
    }
    Ok(record(tx, application, Happening::Refused, payload, now)?)
}

async fn over(
    tx: &Tx,
    programme: ProgrammeId,
    ending: &Ending,
    reason: Option<String>,
    note: Option<String>,
) -> Result<(), Error> {
    let update = set(reason, None, None, note).filter(programmes::Column::EndingAt.eq(ending.at));
    kept(tx, update, programme).await
}

fn set(
    reason: Option<String>,
    by: Option<Uuid>,
    at: Option<DateTime<Utc>>,
    note: Option<String>,
) -> UpdateMany<programmes::Entity> {
    programmes::Entity::update_many()
        .col_expr(programmes::Column::EndingReason, Expr::value(reason))
        .col_expr(programmes::Column::EndingBy, Expr::value(by))
        .col_expr(programmes::Column::EndingAt, Expr::value(at))
        .col_expr(programmes::Column::EndingNote, Expr::value(note))
}

async fn kept(tx: &Tx, update: UpdateMany<programmes::Entity>, programme: ProgrammeId) -> Result<(), Error> {
    let done = update
        .filter(programmes::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(programmes::Column::Id.eq(programme.uuid()))
        .exec(tx.connection())
        .await?;
    if done.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}
