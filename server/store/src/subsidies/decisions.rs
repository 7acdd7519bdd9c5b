//! 決裁: the proposal becomes the decision; budget, place and document number change in the same transaction.

use super::{
    applications::{Application, move_to},
    ledger,
    notices::{self, Basis, NewNotice},
    proposals::{self, Proposal},
    review::{ReviewError, record},
    submission::release,
};
use crate::{Error, Tx, awards, entities::applications};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, ProgrammeId},
    money::Yen,
    subsidies::{Clock, Entry, Happening, Outcome, Proposal as Proposed, StageName, decide as approve},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;

/// Who decides, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deciding<'a> {
    /// Who decides, or who records what was decided outside.
    pub by: AccountId,
    /// How.
    pub way: Way,
    /// A word with it.
    pub note: &'a str,
    /// When.
    pub now: DateTime<Utc>,
}

/// How a decision is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Here, by an approver: in their own name or for one who is absent (代決).
    Here {
        /// The absent one.
        absent: Option<AccountId>,
    },
    /// On paper or in another system, and recorded here.
    Outside,
}

/// 決裁する: grants or refuses as proposed, and keeps the notice that says so.
///
/// A grant turns its reservation into a commitment, and opens its award; where it is less than was reserved, the rest is
/// free. A refusal frees
/// money and place at once. Whoever calls lets those who wait move up ([`super::waiting::promote`]).
pub async fn decide(
    tx: &Tx,
    application: &Application,
    proposal: &Proposal,
    deciding: Deciding<'_>,
    notice: &NewNotice,
) -> Result<(), ReviewError> {
    let Deciding { by, way, note, now } = deciding;
    let Proposed { id, .. } = proposal.proposal;
    let stage = match way {
        Way::Here { .. } => {
            let stage = application.stage.clone().decide(by, now)?;
            approve(proposal.proposal.clone(), by, now).map_err(|_| ReviewError::SamePerson)?;
            proposals::close(tx, id, proposals::State::Approved, Some(by), note, now).await?;
            stage
        }
        Way::Outside => {
            let stage = application.stage.clone().record_decision(by, now)?;
            proposals::close(tx, id, proposals::State::Approved, None, note, now).await?;
            stage
        }
    };
    let (happening, amount) = match &proposal.proposal.outcome {
        Outcome::Grant { amount, .. } => {
            let line = Entry::committed(application.amount, *amount);
            if !ledger::post(tx, application.programme, application.id, line, now).await? {
                return Err(Error::Unreadable("a grant above what was reserved".to_owned()).into());
            }
            let also = vec![
                (applications::Column::AmountYen, Expr::value(amount.get())),
                (applications::Column::EndedAt, Expr::value(now)),
            ];
            move_to(tx, application, &stage, also, now).await?;
            awards::open(tx, application, *amount, domain::tokyo::date(now), now).await?;
            (Happening::Granted, Some(*amount))
        }
        Outcome::Refuse { .. } => {
            release(tx, application, &stage, now).await?;
            (Happening::Refused, None::<Yen>)
        }
    };
    notices::add(tx, application.id, Basis::Proposal(id), notice, now).await?;
    let mut payload = json!({
        "proposal": id,
        "amount": amount,
        "notice": notice.id,
        "document_number": notice.document_number,
    });
    match way {
        Way::Here { absent: Some(absent) } => payload["for"] = json!(absent),
        Way::Here { absent: None } => {}
        Way::Outside => payload["outside"] = json!(true),
    }
    Ok(record(tx, application, happening, payload, now)?)
}

/// The clocks of those of a programme that were granted, the latest received first and at most so many.
pub async fn clocks(tx: &Tx, programme: ProgrammeId, most: u64) -> Result<Vec<Clock>, Error> {
    type Row = (Option<DateTime<Utc>>, Option<NaiveDate>, i32, Option<DateTime<Utc>>);
    let rows: Vec<Row> = tx
        .rows::<applications::Entity>()?
        .select_only()
        .columns([applications::Column::SubmittedAt, applications::Column::ArrivedOn])
        .columns([applications::Column::PausedDays, applications::Column::EndedAt])
        .filter(applications::Column::ProgrammeId.eq(programme.uuid()))
        .filter(applications::Column::ReceiptSeq.is_not_null())
        .filter(applications::Column::Stage.eq(StageName::Granted.code()))
        .order_by_desc(applications::Column::ReceiptSeq)
        .limit(most)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let clock = |(submitted, arrived, paused, ended): Row| {
        Some(Clock {
            received: arrived.or(submitted.map(domain::tokyo::date))?,
            paused_days: u32::try_from(paused).unwrap_or(0),
            paused_since: None,
            ended: ended.map(domain::tokyo::date),
        })
    };
    Ok(rows.into_iter().filter_map(clock).collect())
}
