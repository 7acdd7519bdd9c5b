//! 起案と決裁 after the grant: 額の確定, 変更, 中止・廃止, 取消, ほかの方法での支払; by two people, and one at a time.

use super::{
    ActError, Award,
    acts::{Step, free_place, move_to, record},
    instalments,
    recoveries::{self, Recovery},
    requests,
};
use crate::{Error, Tx, entities::award_proposals};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    awards::{
        AfterCancellation, Happening, Money, MoneyError, Movement, ProposalKind, ProposalState, RequestState,
        Stage, claim_due,
    },
    ids::{AccountId, AwardId, ProposalId, RecoveryId},
    money::Yen,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// 起案.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// About which award.
    pub award: AwardId,
    /// What.
    pub kind: ProposalKind,
    /// What is left to the office by it.
    pub amount: Yen,
    /// Why, as the letter says; empty where there is nothing to say.
    pub reason: String,
    /// A word to the approver.
    pub note: String,
    /// By when money is to come back, where it is.
    pub return_by: Option<NaiveDate>,
    /// On which day it was paid, where no run of this program did.
    pub paid_on: Option<NaiveDate>,
    /// What its applicant asked for, where it answers that.
    pub request: Option<Uuid>,
    /// Who proposed.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// What became of it.
    pub state: ProposalState,
    /// Who decided or sent back.
    pub decided_by: Option<AccountId>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// The word of whoever did.
    pub decision_note: String,
}

/// The proposals about an award, the newest first.
pub async fn of_award(tx: &Tx, award: AwardId) -> Result<Vec<Proposal>, Error> {
    all(tx, Some(award), None).await
}

/// Everything that waits for a decision, the oldest first.
pub async fn waiting(tx: &Tx) -> Result<Vec<Proposal>, Error> {
    let mut found = all(tx, None, Some(ProposalState::Open)).await?;
    found.reverse();
    Ok(found)
}

async fn all(tx: &Tx, award: Option<AwardId>, state: Option<ProposalState>) -> Result<Vec<Proposal>, Error> {
    let mut query = tx.rows::<award_proposals::Entity>()?;
    if let Some(award) = award {
        query = query.filter(award_proposals::Column::AwardId.eq(award.uuid()));
    }
    if let Some(state) = state {
        query = query.filter(award_proposals::Column::State.eq(state.code()));
    }
    let rows = query
        .order_by_desc(award_proposals::Column::ProposedAt)
        .order_by_desc(award_proposals::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Proposal::try_from).collect()
}

/// 起案する. Whatever waits already is decided first; while a payment is on its way nothing is cancelled.
pub async fn propose(tx: &Tx, award: &Award, proposal: &Proposal) -> Result<(), ActError> {
    let now = proposal.at;
    if award.live_payment.is_some() {
        return Err(ActError::BeingPaid);
    }
    if !all(tx, Some(award.id), Some(ProposalState::Open)).await?.is_empty() {
        return Err(ActError::Waiting);
    }
    let stage = match proposal.kind {
        ProposalKind::Final => award.stage.clone().propose_final(proposal.by, now, proposal.amount)?,
        // Whether it can be carried out is known now; it is carried out when it is decided.
        ProposalKind::Change | ProposalKind::Stop | ProposalKind::Cancel | ProposalKind::Elsewhere => {
            carried_out(award, proposal, now)?;
            award.stage.clone()
        }
    };
    let row = award_proposals::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: proposal.id.uuid(),
        award_id: award.id.uuid(),
        kind: proposal.kind.code().to_owned(),
        amount_yen: proposal.amount.get(),
        reason: proposal.reason.clone(),
        note: proposal.note.clone(),
        return_by: proposal.return_by,
        paid_on: proposal.paid_on,
        request_id: proposal.request,
        proposed_by: proposal.by.uuid(),
        proposed_at: now,
        state: ProposalState::Open.code().to_owned(),
        open_award_id: Some(award.id.uuid()),
        decided_by: None,
        decided_for: None,
        decided_at: None,
        decision_note: String::new(),
    };
    award_proposals::Entity::insert(award_proposals::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await
        .map_err(Error::from)?;
    move_to(tx, award, Step::still(award, &stage, award.due), now).await?;
    let payload = json!({ "proposal": proposal.id, "kind": proposal.kind.code(), "amount": proposal.amount });
    Ok(record(tx, award, Happening::Proposed, payload, now)?)
}

/// 差し戻す, with a word why.
pub async fn send_back(
    tx: &Tx,
    award: &Award,
    proposal: &Proposal,
    by: AccountId,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    if proposal.by == by {
        return Err(ActError::SamePerson);
    }
    let stage = match proposal.kind {
        ProposalKind::Final => award.stage.clone().send_final_back()?,
        ProposalKind::Change | ProposalKind::Stop | ProposalKind::Cancel | ProposalKind::Elsewhere => {
            award.stage.clone()
        }
    };
    close(tx, proposal.id, ProposalState::SentBack, by, None, note, now).await?;
    move_to(tx, award, Step::still(award, &stage, award.due), now).await?;
    let payload = json!({ "proposal": proposal.id, "kind": proposal.kind.code() });
    Ok(record(tx, award, Happening::SentBack, payload, now)?)
}

/// Who decides, and what goes with it.
#[derive(Debug, Clone, Copy)]
pub struct Deciding<'a> {
    /// Who.
    pub by: AccountId,
    /// The absent approver for whom (代決).
    pub absent: Option<AccountId>,
    /// A word with it.
    pub note: &'a str,
    /// The id of a recovery, should money come back.
    pub recovery: RecoveryId,
    /// What the programme says about the place of an office whose grant is cancelled.
    pub after: AfterCancellation,
    /// The day in Japan.
    pub today: NaiveDate,
    /// When.
    pub now: DateTime<Utc>,
}

/// What a decision brought about.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// What stands now.
    pub money: Money,
    /// What is to come back.
    pub recovery: Option<Recovery>,
    /// By when the office has to claim, where it has.
    pub claim_by: Option<NaiveDate>,
}

/// 決裁する: stage, money, ledger, place and recovery change in one transaction. Whoever calls lets those who wait move
/// up ([`crate::subsidies::waiting::promote`]) and writes the letters.
pub async fn decide(
    tx: &Tx,
    award: &Award,
    proposal: &Proposal,
    deciding: Deciding<'_>,
) -> Result<Decided, ActError> {
    let Deciding { by, absent, note, recovery, after, today, now } = deciding;
    if proposal.by == by {
        return Err(ActError::SamePerson);
    }
    let (stage, mut movements, money) = carried_out(award, proposal, now)?;
    let owed = money.overpaid();
    let recovery = match (owed, proposal.return_by) {
        (Yen::ZERO, _) => None,
        (_, None) => return Err(ActError::NoReturnDay),
        (owed, Some(due)) => {
            movements.push(Movement::OrderedBack(owed));
            let reason = proposal.reason.clone();
            Some(Recovery::ordered(recovery, award.id, owed, reason, today, due))
        }
    };
    close(tx, proposal.id, ProposalState::Approved, by, absent, note, now).await?;
    if let Some(request) = proposal.request {
        requests::close(tx, request, RequestState::Approved, "", now).await?;
    }
    let claim_by = matches!(stage, Stage::AwaitingClaim { .. } if proposal.kind == ProposalKind::Final)
        .then(|| claim_due(today, award.fiscal_year));
    let due = match &stage {
        Stage::AwaitingClaim { .. } | Stage::AwaitingReport | Stage::ReportReturned { .. } => {
            claim_by.or(award.due)
        }
        Stage::Reported { .. }
        | Stage::FinalProposed { .. }
        | Stage::Payable { .. }
        | Stage::Settled { .. }
        | Stage::Cancelled { .. } => None,
    };
    let step = Step { stage: &stage, movements: &movements, due, live_payment: award.live_payment };
    let money = move_to(tx, award, step, now).await?;
    if award.money.fixed.is_none() && money.fixed.is_some() {
        instalments::lapse_unpaid(tx, award, now).await?;
    } else if proposal.kind == ProposalKind::Change {
        // What is claimed next is a share of what is granted now.
        instalments::lapse_asked(tx, award, now).await?;
    }
    if matches!(stage, Stage::Cancelled { .. }) && after == AfterCancellation::Freed {
        free_place(tx, award.application, now).await?;
    }
    let happening = match proposal.kind {
        ProposalKind::Final => Happening::Fixed,
        ProposalKind::Change => Happening::Changed,
        ProposalKind::Stop | ProposalKind::Cancel => Happening::Cancelled,
        ProposalKind::Elsewhere => Happening::Paid,
    };
    let mut payload = json!({
        "proposal": proposal.id,
        "kind": proposal.kind.code(),
        "amount": proposal.amount,
        "before": award.money.entitled(),
        "for": absent,
        "place": matches!(stage, Stage::Cancelled { .. }).then(|| after.code()),
    });
    if let Some(day) = proposal.paid_on {
        payload["paid_on"] = json!(day);
    }
    record(tx, award, happening, payload, now)?;
    if let Some(recovery) = &recovery {
        recoveries::add(tx, proposal.id, recovery).await?;
        let payload = json!({ "recovery": recovery.id, "amount": recovery.amount, "due": recovery.due });
        record(tx, award, Happening::OrderedBack, payload, now)?;
    }
    Ok(Decided { money, recovery, claim_by })
}

/// Stage and money after a proposal is carried out.
fn carried_out(
    award: &Award,
    proposal: &Proposal,
    now: DateTime<Utc>,
) -> Result<(Stage, Vec<Movement>, Money), ActError> {
    let from = award.stage.clone();
    let (kind, amount) = (proposal.kind, proposal.amount);
    let movement = match kind {
        ProposalKind::Final => Movement::Fixed(amount),
        ProposalKind::Change => Movement::Changed(amount),
        ProposalKind::Stop | ProposalKind::Cancel => Movement::Lowered(amount),
        ProposalKind::Elsewhere => Movement::Paid(amount),
    };
    if award.live_payment.is_some() {
        return Err(ActError::BeingPaid);
    }
    // As by a run: the whole of it, and once.
    if kind == ProposalKind::Elsewhere && amount != award.money.to_pay() {
        return Err(MoneyError::Exactly(award.money.to_pay()).into());
    }
    // A grant of nothing is cancelled without any money.
    let moves = !(movement == Movement::Lowered(Yen::ZERO) && award.money.entitled() == Yen::ZERO);
    let money = if moves { award.money.after(movement)?.0 } else { award.money };
    let stage = match kind {
        ProposalKind::Final => from.fix(now, money.to_pay())?,
        ProposalKind::Change => from.change()?,
        ProposalKind::Stop => from.cancel(now)?,
        ProposalKind::Cancel if amount == Yen::ZERO => from.cancel(now)?,
        ProposalKind::Cancel => from.lower(now, money.to_pay())?,
        ProposalKind::Elsewhere => from.pay(now)?,
    };
    Ok((stage, if moves { vec![movement] } else { Vec::new() }, money))
}

async fn close(
    tx: &Tx,
    id: ProposalId,
    state: ProposalState,
    by: AccountId,
    absent: Option<AccountId>,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let closed = award_proposals::Entity::update_many()
        .col_expr(award_proposals::Column::State, Expr::value(state.code()))
        .col_expr(award_proposals::Column::OpenAwardId, Expr::value(None::<Uuid>))
        .col_expr(award_proposals::Column::DecidedBy, Expr::value(by.uuid()))
        .col_expr(award_proposals::Column::DecidedFor, Expr::value(absent.map(AccountId::uuid)))
        .col_expr(award_proposals::Column::DecidedAt, Expr::value(now))
        .col_expr(award_proposals::Column::DecisionNote, Expr::value(note))
        .filter(award_proposals::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(award_proposals::Column::Id.eq(id.uuid()))
        .filter(award_proposals::Column::State.eq(ProposalState::Open.code()))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(closed.rows_affected)
}

impl TryFrom<award_proposals::Model> for Proposal {
    type Error = Error;
    fn try_from(row: award_proposals::Model) -> Result<Self, Error> {
        let unreadable = || Error::Unreadable(format!("proposal {} about an award", row.id));
        Ok(Self {
            id: row.id.into(),
            award: row.award_id.into(),
            kind: ProposalKind::from_code(&row.kind).ok_or_else(unreadable)?,
            state: ProposalState::from_code(&row.state).ok_or_else(unreadable)?,
            amount: Yen(row.amount_yen),
            reason: row.reason,
            note: row.note,
            return_by: row.return_by,
            paid_on: row.paid_on,
            request: row.request_id,
            by: row.proposed_by.into(),
            at: row.proposed_at,
            decided_by: row.decided_by.map(AccountId::from_uuid),
            decided_at: row.decided_at,
            decision_note: row.decision_note,
        })
    }
}
