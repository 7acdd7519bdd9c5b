//! 起案: what was proposed for an application, and what became of it.

use crate::{
    Error, Tx,
    entities::{applications, proposals},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, ProposalId},
    money::Yen,
    subsidies::{self, Outcome, Reason, StageName},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _, sea_query::Expr,
};
use std::collections::BTreeMap;

/// A proposal as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What was proposed.
    pub proposal: subsidies::Proposal,
    /// What became of it.
    pub state: State,
    /// Who closed it; never who proposed.
    pub closed_by: Option<AccountId>,
    /// When.
    pub closed_at: Option<DateTime<Utc>>,
    /// The word of whoever closed it.
    pub closing_note: String,
}

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Waits for 決裁.
    Open,
    /// 決裁済.
    Approved,
    /// 差戻し.
    SentBack,
}

impl State {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Approved => "approved",
            Self::SentBack => "sent_back",
        }
    }
}

/// The word of an outcome, in rows and events.
pub const fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Grant { .. } => "grant",
        Outcome::Refuse { .. } => "refuse",
    }
}

/// Adds a proposal.
pub(super) async fn add(
    tx: &Tx,
    application: ApplicationId,
    proposal: &subsidies::Proposal,
) -> Result<(), Error> {
    let subsidies::Proposal { id, by, at, outcome, note } = proposal;
    let (amount, reason) = match outcome {
        Outcome::Grant { amount, lowered } => (*amount, lowered.as_ref().map_or("", Reason::as_str)),
        Outcome::Refuse { reason } => (Yen::ZERO, reason.as_str()),
    };
    let row = proposals::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        application_id: application.uuid(),
        outcome: word(outcome).to_owned(),
        amount_yen: amount.get(),
        reason: reason.to_owned(),
        note: note.clone(),
        proposed_by: by.uuid(),
        proposed_at: *at,
        state: State::Open.code().to_owned(),
        decided_by: None,
        decided_at: None,
        decision_note: String::new(),
    };
    proposals::Entity::insert(proposals::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The proposals of these applications, newest first.
pub async fn of_applications(
    tx: &Tx,
    applications: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Vec<Proposal>>, Error> {
    let mut found: BTreeMap<ApplicationId, Vec<Proposal>> = BTreeMap::new();
    for some in applications.chunks(500) {
        let rows = tx
            .rows::<proposals::Entity>()?
            .filter(proposals::Column::ApplicationId.is_in(some.iter().map(|id| id.uuid())))
            .order_by_desc(proposals::Column::ProposedAt)
            .order_by_desc(proposals::Column::Id)
            .all(tx.connection())
            .await?;
        for row in rows {
            found.entry(row.application_id.into()).or_default().push(Proposal::try_from(row)?);
        }
    }
    Ok(found)
}

/// The proposals that wait for a decision, by application.
pub async fn open(tx: &Tx) -> Result<Vec<(ApplicationId, Proposal)>, Error> {
    // What its applicant withdrew meanwhile waits no more.
    let waiting = tx
        .rows::<applications::Entity>()?
        .select_only()
        .column(applications::Column::Id)
        .filter(applications::Column::Stage.eq(StageName::Proposed.code()))
        .into_query();
    let rows = tx
        .rows::<proposals::Entity>()?
        .filter(proposals::Column::State.eq(State::Open.code()))
        .filter(proposals::Column::ApplicationId.in_subquery(waiting))
        .order_by_asc(proposals::Column::ProposedAt)
        .order_by_asc(proposals::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(|row| Ok((row.application_id.into(), Proposal::try_from(row)?))).collect()
}

/// Closes a proposal that is open. The schema refuses whoever proposed it; nobody here closed what was decided outside.
pub(super) async fn close(
    tx: &Tx,
    id: ProposalId,
    state: State,
    by: Option<AccountId>,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let closed = proposals::Entity::update_many()
        .col_expr(proposals::Column::State, Expr::value(state.code()))
        .col_expr(proposals::Column::DecidedBy, Expr::value(by.map(AccountId::uuid)))
        .col_expr(proposals::Column::DecidedAt, Expr::value(now))
        .col_expr(proposals::Column::DecisionNote, Expr::value(note))
        .filter(proposals::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(proposals::Column::Id.eq(id.uuid()))
        .filter(proposals::Column::State.eq(State::Open.code()))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(closed.rows_affected)
}

impl TryFrom<proposals::Model> for Proposal {
    type Error = Error;
    fn try_from(row: proposals::Model) -> Result<Self, Error> {
        let proposals::Model {
            tenant_id: _,
            id,
            application_id: _,
            outcome,
            amount_yen,
            reason,
            note,
            proposed_by,
            proposed_at,
            state,
            decided_by,
            decided_at,
            decision_note,
        } = row;
        let outcome = match outcome.as_str() {
            // No words: what the rules give.
            "grant" => Outcome::Grant { amount: Yen(amount_yen), lowered: reason.try_into().ok() },
            "refuse" => Outcome::Refuse {
                reason: reason
                    .try_into()
                    .map_err(|_| Error::Unreadable("refusal without words".to_owned()))?,
            },
            other => return Err(Error::Unreadable(format!("outcome {other}"))),
        };
        let state = [State::Open, State::Approved, State::SentBack]
            .into_iter()
            .find(|known| known.code() == state)
            .ok_or_else(|| Error::Unreadable(format!("proposal state {state}")))?;
        Ok(Self {
            proposal: subsidies::Proposal {
                id: id.into(),
                by: proposed_by.into(),
                at: proposed_at,
                outcome,
                note,
            },
            state,
            closed_by: decided_by.map(AccountId::from_uuid),
            closed_at: decided_at,
            closing_note: decision_note,
        })
    }
}
