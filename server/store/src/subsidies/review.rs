//! The officer's acts on an application before anything is decided: taking it up, judging, asking back, proposing.
//!
//! Every act moves the application from the version it was read at, and leaves its event.

use super::{
    applications::{Application, move_to},
    checks, corrections,
    corrections::Correction,
    proposals,
    proposals::Proposal,
};
use crate::{Error, Tx, entities::applications, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    ids::AccountId,
    service_type::ServiceType,
    subsidies::{DecideError, Happening, Judgement, Routed, RoutingTerms, Stage, StageName, WrongStage},
};
use sea_orm::sea_query::Expr;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Why an act of the review was not done. Whoever gets one drops the transaction: nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// It does not stand where this is possible.
    #[error(transparent)]
    Stage(#[from] WrongStage),
    /// The one who proposed does not decide.
    #[error("proposed and decided by the same person")]
    SamePerson,
}

impl From<DecideError> for ReviewError {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::WrongStage(error) => Self::Stage(error),
            DecideError::SamePerson => Self::SamePerson,
        }
    }
}

/// Records what happened to an application.
pub(super) fn record(
    tx: &Tx,
    application: &Application,
    happening: Happening,
    payload: Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    tx.record(Event::of(now, happening.code(), "application", application.id.uuid(), payload))
}

/// 担当する: what is with the office gets an owner; what waited is under review from now on.
pub async fn take(
    tx: &Tx,
    application: &Application,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), ReviewError> {
    let stage = application.stage.clone();
    let stage = match stage.name() {
        // Who answers for it may change while the applicant or the approver has it.
        StageName::Returned | StageName::Proposed => stage,
        StageName::Draft
        | StageName::Waiting
        | StageName::Submitted
        | StageName::UnderReview
        | StageName::Granted
        | StageName::Refused
        | StageName::Withdrawn => stage.take_up(by, now)?,
    };
    let also = vec![(applications::Column::AssigneeId, Expr::value(Some(by.uuid())))];
    move_to(tx, application, &stage, also, now).await?;
    let payload = json!({ "from": application.assignee });
    Ok(record(tx, application, Happening::TakenUp, payload, now)?)
}

/// 担当者を決める: a colleague answers for it; where it stands stays as it is.
pub async fn assign(
    tx: &Tx,
    application: &Application,
    to: AccountId,
    now: DateTime<Utc>,
) -> Result<(), ReviewError> {
    let payload = json!({ "from": application.assignee, "to": to });
    give_to(tx, application, to, now).await?;
    Ok(record(tx, application, Happening::Assigned, payload, now)?)
}

/// 割り振り: a rule gives it to somebody, and the event says why.
pub async fn route_to(
    tx: &Tx,
    application: &Application,
    routed: &Routed,
    terms: &RoutingTerms,
    now: DateTime<Utc>,
) -> Result<(), ReviewError> {
    let Routed { rule, to, load, among } = routed;
    give_to(tx, application, *to, now).await?;
    // The rule may be changed or removed later: the event tells what it said.
    let payload = json!({
        "rule": rule, "to": to, "load": load, "among": among, "programme": terms.programme,
        "service": terms.service.map(ServiceType::code), "area": terms.area,
    });
    Ok(record(tx, application, Happening::Routed, payload, now)?)
}

async fn give_to(
    tx: &Tx,
    application: &Application,
    to: AccountId,
    now: DateTime<Utc>,
) -> Result<(), ReviewError> {
    let stage = application.stage.clone().hand_over(to)?;
    let also = vec![(applications::Column::AssigneeId, Expr::value(Some(to.uuid())))];
    Ok(move_to(tx, application, &stage, also, now).await?)
}

/// Where an application stood and whose it was, to be able to go back there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// Where it stood.
    pub stage: Stage,
    /// Whose it was.
    pub assignee: Option<AccountId>,
}

impl Before {
    /// As it is now.
    pub fn of(application: &Application) -> Self {
        Self { stage: application.stage.clone(), assignee: application.assignee }
    }
}

/// Takes an assignment back: it stands where it stood, and is whose it was. Only taking up, giving back and assigning
/// are taken back so; between those nothing leaves the house.
pub async fn unassign(
    tx: &Tx,
    application: &Application,
    before: &Before,
    now: DateTime<Utc>,
) -> Result<(), ReviewError> {
    let also = vec![(applications::Column::AssigneeId, Expr::value(before.assignee.map(AccountId::uuid)))];
    move_to(tx, application, &before.stage, also, now).await?;
    let payload = json!({ "from": application.assignee, "to": before.assignee });
    Ok(record(tx, application, Happening::Unassigned, payload, now)?)
}

/// 担当を外れる: it waits for the next one.
pub async fn give_back(tx: &Tx, application: &Application, now: DateTime<Utc>) -> Result<(), ReviewError> {
    let stage = match (&application.stage, application.submitted_at) {
        (Stage::UnderReview { since, .. }, arrived) => {
            application.stage.clone().give_back(arrived.unwrap_or(*since))?
        }
        (stage @ (Stage::Submitted { .. } | Stage::Returned { .. } | Stage::Proposed { .. }), _) => {
            stage.clone()
        }
        (
            stage @ (Stage::Draft
            | Stage::Waiting { .. }
            | Stage::Granted { .. }
            | Stage::Refused { .. }
            | Stage::Withdrawn { .. }),
            _,
        ) => stage.clone().give_back(now)?,
    };
    let also = vec![(applications::Column::AssigneeId, Expr::value(None::<uuid::Uuid>))];
    move_to(tx, application, &stage, also, now).await?;
    Ok(record(tx, application, Happening::GivenBack, json!({ "from": application.assignee }), now)?)
}

/// 要件確認: keeps verdicts, those that changed in the name of whoever judged now.
pub async fn judge(
    tx: &Tx,
    application: &Application,
    judgements: &[Judgement],
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), ReviewError> {
    let stage = application.stage.clone().check()?;
    checks::save(tx, application.id, judgements, by, now).await?;
    move_to(tx, application, &stage, Vec::new(), now).await?;
    let verdicts: serde_json::Map<_, _> = judgements
        .iter()
        .map(|judgement| (judgement.criterion.code().to_owned(), json!(judgement.verdict)))
        .collect();
    Ok(record(tx, application, Happening::Checked, json!({ "verdicts": verdicts }), now)?)
}

/// 補正を依頼する: the application is the applicant's until it comes back, and the clock stands still.
pub async fn return_to_applicant(
    tx: &Tx,
    application: &Application,
    correction: &Correction,
) -> Result<(), ReviewError> {
    let Correction { id, application: _, request, by, at, answered_at: _, before: _ } = correction;
    let stage = application.stage.clone().request_correction(*by, *at, *id, request.due)?;
    corrections::add(tx, correction).await?;
    let also = vec![(applications::Column::PausedAt, Expr::value(Some(*at)))];
    move_to(tx, application, &stage, also, *at).await?;
    let targets: Vec<_> = request.items.iter().map(|item| item.target.field()).collect();
    let payload = json!({ "correction": id, "due": request.due, "targets": targets });
    Ok(record(tx, application, Happening::Returned, payload, *at)?)
}

/// 起案する.
pub async fn propose(
    tx: &Tx,
    application: &Application,
    proposal: &domain::subsidies::Proposal,
) -> Result<(), ReviewError> {
    let stage = application.stage.clone().propose(proposal.by, proposal.at, proposal.outcome.clone())?;
    proposals::add(tx, application.id, proposal).await?;
    move_to(tx, application, &stage, Vec::new(), proposal.at).await?;
    let payload = json!({ "proposal": proposal.id, "outcome": proposals::word(&proposal.outcome) });
    Ok(record(tx, application, Happening::Proposed, payload, proposal.at)?)
}

/// 差戻す: the proposal goes back to whoever made it, with a word why. Where that was said on paper, it is only recorded
/// here, and whoever records it may have proposed it.
pub async fn send_back(
    tx: &Tx,
    application: &Application,
    proposal: &Proposal,
    by: AccountId,
    recorded: bool,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), ReviewError> {
    let stage = application.stage.clone().send_back(now)?;
    if proposal.proposal.by == by && !recorded {
        return Err(ReviewError::SamePerson);
    }
    let closed_by = (!recorded).then_some(by);
    proposals::close(tx, proposal.proposal.id, proposals::State::SentBack, closed_by, note, now).await?;
    move_to(tx, application, &stage, Vec::new(), now).await?;
    Ok(record(tx, application, Happening::SentBack, json!({ "proposal": proposal.proposal.id }), now)?)
}
