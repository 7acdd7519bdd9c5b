//! 決裁: the proposal becomes the decision; budget, place and document number change in the same transaction.

use super::{
    applications::{Application, move_to},
    notices::{self, NewNotice},
    proposals::{self, Proposal},
    review::{ReviewError, record},
    submission::{release, reserve},
};
use crate::{Error, Tx, entities::applications};
use chrono::{DateTime, Utc};
use domain::{
    ids::AccountId,
    money::Yen,
    subsidies::{Happening, Outcome, Proposal as Proposed, decide as approve},
};
use sea_orm::sea_query::Expr;
use serde_json::json;

/// 決裁する: grants or refuses as proposed, and keeps the notice that says so.
///
/// A grant keeps its reservation; where the rules gave less than was reserved, the rest is free. A refusal frees money
/// and place at once.
pub async fn decide(
    tx: &Tx,
    application: &Application,
    proposal: &Proposal,
    by: AccountId,
    note: &str,
    notice: &NewNotice,
    now: DateTime<Utc>,
) -> Result<(), ReviewError> {
    let stage = application.stage.clone().decide(by, now)?;
    let Proposed { id, .. } = proposal.proposal;
    let decision = approve(proposal.proposal.clone(), by, now).map_err(|_| ReviewError::SamePerson)?;
    proposals::close(tx, id, proposals::State::Approved, by, note, now).await?;
    let happening = match &decision.outcome {
        Outcome::Grant { amount } => {
            let more = amount.checked_sub(application.amount).unwrap_or(Yen::ZERO);
            if more != Yen::ZERO && !reserve(tx, application.programme, more).await? {
                return Err(Error::Unreadable("a grant above what was reserved".to_owned()).into());
            }
            let also = vec![
                (applications::Column::AmountYen, Expr::value(amount.get())),
                (applications::Column::EndedAt, Expr::value(now)),
            ];
            move_to(tx, application, &stage, also, now).await?;
            Happening::Granted
        }
        Outcome::Refuse { .. } => {
            release(tx, application, &stage, now).await?;
            Happening::Refused
        }
    };
    notices::add(tx, application.id, id, notice, now).await?;
    let amount = match &decision.outcome {
        Outcome::Grant { amount } => Some(*amount),
        Outcome::Refuse { .. } => None,
    };
    let payload = json!({
        "proposal": id,
        "amount": amount,
        "notice": notice.id,
        "document_number": notice.document_number,
    });
    Ok(record(tx, application, happening, payload, now)?)
}
