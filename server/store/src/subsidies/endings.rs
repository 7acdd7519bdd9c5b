//! 待機の打切り: the budget will not hold whoever waits any more. A clerk proposes it for all of them with one reason,
//! another person decides it, here or on paper, and each of them is refused with a notice of their own.

use super::{
    applications::Application,
    decisions::{Deciding, Way},
    notices::{self, Basis, NewNotice},
    packets::{Closing, ClosingWay},
    proposals::{self, State},
    review::{ReviewError, record},
    submission::release,
    waiting,
};
use crate::{
    Error, Tx,
    entities::{programmes, waiting_ends},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, FileId, ProgrammeId, ProposalId, WaitingEndId},
    subsidies::{Happening, Outcome, Proposal, Reason, decide as approve},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, UpdateMany, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// How it was decided, as it is kept.
const HERE: &str = "here";
const OUTSIDE: &str = "outside";

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

/// What was decided about a line, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Its id.
    pub id: WaitingEndId,
    /// What was proposed.
    pub ending: Ending,
    /// Who decided, when, and in which way.
    pub closing: Closing,
    /// How many it refused.
    pub refused: usize,
}

/// The programmes in which somebody waits and for which an ending is proposed, each with its title.
pub async fn open(tx: &Tx) -> Result<Vec<(ProgrammeId, String, Ending)>, Error> {
    let rows = tx
        .rows::<programmes::Entity>()?
        .filter(programmes::Column::EndingAt.is_not_null())
        .filter(programmes::Column::Waiting.gt(0))
        .order_by_asc(programmes::Column::EndingAt)
        .all(tx.connection())
        .await?;
    let mut open = Vec::with_capacity(rows.len());
    for row in rows {
        let (id, title) = (row.id.into(), row.title.clone());
        open.extend(proposed(row)?.map(|ending| (id, title, ending)));
    }
    Ok(open)
}

/// Takes the row of a programme, so that nobody moves up while whoever waits is refused.
pub async fn take(tx: &Tx, programme: ProgrammeId) -> Result<(), Error> {
    waiting::count(tx, programme, 0).await
}

/// What is proposed now, if anything.
pub async fn find(tx: &Tx, programme: ProgrammeId) -> Result<Option<Ending>, Error> {
    let row = tx
        .rows::<programmes::Entity>()?
        .filter(programmes::Column::Id.eq(programme.uuid()))
        .one(tx.connection())
        .await?
        .ok_or(Error::Missing)?;
    proposed(row)
}

fn proposed(row: programmes::Model) -> Result<Option<Ending>, Error> {
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

/// Keeps how it was decided, and whom it refused; where nobody is left to refuse, what was proposed is over.
pub async fn close(tx: &Tx, programme: ProgrammeId, ended: &Ended, left: bool) -> Result<(), Error> {
    let Ended { id, ending, closing, refused } = ended;
    let Closing { by, at, on, way } = closing;
    let (word, absent, outside) = match way {
        ClosingWay::Here { absent } => (HERE, *absent, None),
        ClosingWay::Outside { by, number, sheet } => (OUTSIDE, None, Some((by, number, *sheet))),
    };
    let sheet = outside.map(|(_, _, sheet)| sheet);
    let row = waiting_ends::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        programme_id: programme.uuid(),
        reason: ending.reason.as_str().to_owned(),
        proposed_by: ending.by.uuid(),
        proposed_at: ending.at,
        way: word.to_owned(),
        closed_by: by.uuid(),
        closed_at: *at,
        decided_for: absent.map(AccountId::uuid),
        decided_on: *on,
        outside_by: outside.map_or_else(String::new, |(by, ..)| by.clone()),
        outside_number: outside.map_or_else(String::new, |(_, number, _)| number.clone()),
        sheet_file_id: sheet.map(FileId::uuid),
        refused: i32::try_from(*refused).unwrap_or(i32::MAX),
    };
    waiting_ends::Entity::insert(waiting_ends::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    if !left {
        over(tx, programme, ending, None, None).await?;
    }
    let payload = json!({
        "by": ending.by,
        "way": word,
        "for": absent,
        "on": on,
        "sheet": sheet,
        "refused": refused,
        "left": left,
    });
    tx.record(Event::of(*at, "programme.waiting_ended", "programme", programme.uuid(), payload))
}

/// What was decided about the line of a programme, the newest first.
pub async fn ended(tx: &Tx, programme: ProgrammeId) -> Result<Vec<Ended>, Error> {
    let rows = tx
        .rows::<waiting_ends::Entity>()?
        .filter(waiting_ends::Column::ProgrammeId.eq(programme.uuid()))
        .order_by_desc(waiting_ends::Column::ClosedAt)
        .order_by_desc(waiting_ends::Column::Id)
        .limit(50)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Ended::try_from).collect()
}

/// The scanned sheet of a decision on paper about the line of a programme.
pub async fn sheet(tx: &Tx, programme: ProgrammeId, id: WaitingEndId) -> Result<Option<FileId>, Error> {
    let row = tx
        .rows::<waiting_ends::Entity>()?
        .filter(waiting_ends::Column::ProgrammeId.eq(programme.uuid()))
        .filter(waiting_ends::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    Ok(row.and_then(|row| row.sheet_file_id).map(FileId::from_uuid))
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
    let (from, reason) = (application.stage.clone(), ending.reason.clone());
    proposals::add(tx, application.id, &proposed).await?;
    let stage = match way {
        Way::Here { .. } => {
            let stage = from.turn_away(ending.by, by, now, reason)?;
            approve(proposed, by, now).map_err(|_| ReviewError::SamePerson)?;
            proposals::close(tx, proposal, State::Approved, Some(by), note, now).await?;
            stage
        }
        Way::Outside => {
            let stage = from.record_turning_away(by, now, reason)?;
            proposals::close(tx, proposal, State::Approved, None, note, now).await?;
            stage
        }
    };
    release(tx, application, &stage, now).await?;
    notices::add(tx, application.id, Basis::Proposal(proposal), notice, now).await?;
    let mut payload = json!({
        "proposal": proposal,
        "amount": null,
        "notice": notice.id,
        "document_number": notice.document_number,
        "waited": true,
    });
    match way {
        Way::Here { absent: Some(absent) } => payload["for"] = json!(absent),
        Way::Here { absent: None } => {}
        Way::Outside => payload["outside"] = json!(true),
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
    Error::stale_unless(done.rows_affected)
}

impl TryFrom<waiting_ends::Model> for Ended {
    type Error = Error;
    fn try_from(row: waiting_ends::Model) -> Result<Self, Error> {
        let unreadable = || Error::Unreadable(format!("waiting end {} is decided {}", row.id, row.way));
        let way = match row.way.as_str() {
            HERE => ClosingWay::Here { absent: row.decided_for.map(AccountId::from_uuid) },
            OUTSIDE => ClosingWay::Outside {
                by: row.outside_by.clone(),
                number: row.outside_number.clone(),
                sheet: row.sheet_file_id.map(FileId::from_uuid).ok_or_else(unreadable)?,
            },
            _ => return Err(unreadable()),
        };
        let reason = Reason::try_from(row.reason.clone()).map_err(|_| unreadable())?;
        Ok(Self {
            id: row.id.into(),
            ending: Ending { reason, by: row.proposed_by.into(), at: row.proposed_at },
            closing: Closing { by: row.closed_by.into(), at: row.closed_at, on: row.decided_on, way },
            refused: usize::try_from(row.refused).unwrap_or(0),
        })
    }
}
