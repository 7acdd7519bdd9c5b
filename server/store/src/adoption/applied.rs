//! What applications say of their offices: evidence that follows each case, written and taken back in the transaction in
//! which the case moves (`docs/decisions/0060-what-an-application-says-of-adoption.md`).

use super::{
    followed::{self, Followed},
    linkages,
};
use crate::{
    Error, Tx,
    awards::{self, Award, proposals, reports},
    entities::adoption_evidence,
    subsidies::{
        applications::{self, Application},
        programmes,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::{AdoptionState, Bearing, Case},
    awards::{ProposalKind, ProposalState},
    ids::{ApplicationId, EvidenceId, TenantId},
    money::Yen,
    network::Written,
    subsidies::{ExpenseSection, StageName, Task},
    tokyo,
};
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, QueryFilter as _};
use sha2::{Digest as _, Sha256};
use uuid::{Builder, Uuid};

/// Makes the evidence of an application, and the partners of its office that it names, what its case says now. Doing it twice
/// changes nothing more.
pub async fn settle(tx: &Tx, id: ApplicationId, now: DateTime<Utc>) -> Result<(), Error> {
    let application = applications::find_to_change(tx, id).await?.ok_or(Error::Missing)?;
    said(tx, &application, now).await
}

/// The same for whoever has just changed its row, and so holds it.
pub async fn settle_moved(tx: &Tx, id: ApplicationId, now: DateTime<Utc>) -> Result<(), Error> {
    let application = applications::find(tx, id).await?.ok_or(Error::Missing)?;
    said(tx, &application, now).await
}

async fn said(tx: &Tx, application: &Application, now: DateTime<Utc>) -> Result<(), Error> {
    let id = application.id;
    let Some(Seen { case, partners }) = seen(tx, application).await? else { return Ok(()) };
    let follows = Followed::Application(id);
    let mut missing = case.says();
    let known = tx
        .rows::<adoption_evidence::Entity>()?
        .filter(adoption_evidence::Column::ApplicationId.eq(id.uuid()))
        .all(tx.connection())
        .await?;
    for row in known {
        // What was said keeps the day on which it was said first.
        let place = missing.iter().position(|(state, _)| state.name() == row.state);
        match place.filter(|_| row.office_id == application.office.uuid()) {
            Some(place) => {
                missing.swap_remove(place);
            }
            None => followed::take_back(tx, &row, follows, now).await?,
        }
    }
    for (state, on) in missing {
        let evidence = evidence_id(id, state);
        followed::add(tx, evidence, application.office, (state, on), follows, now).await?;
    }
    match partners {
        Some(named) => linkages::settle(tx, application, &named, case.came_on, now).await,
        None => Ok(()),
    }
}

/// A case with the 連携先 that are named in it; none where its programme never asks for them.
struct Seen {
    case: Case,
    partners: Option<Vec<Written>>,
}

/// What an application says now; nothing before it is handed in.
async fn seen(tx: &Tx, application: &Application) -> Result<Option<Seen>, Error> {
    let Some(received) = application.submitted_at else { return Ok(None) };
    let came_on = application.arrival.map_or_else(|| tokyo::date(received), |arrival| arrival.on);
    let stage = application.stage.name();
    let award = match stage {
        StageName::Granted => awards::of_applications(tx, &[application.id]).await?.pop(),
        StageName::Draft
        | StageName::Waiting
        | StageName::Submitted
        | StageName::UnderReview
        | StageName::Returned
        | StageName::Proposed
        | StageName::Refused
        | StageName::Withdrawn => None,
    };
    let bearing = Bearing::of(stage, award.as_ref().map(|award| award.stage.name()));
    let rules = programmes::version_by_id(tx, application.rules).await?.ok_or(Error::Missing)?.rules;
    let asked = ExpenseSection::asks_partners(&rules);
    if matches!(bearing, Bearing::Nothing | Bearing::Ended) {
        let case = Case { came_on, bearing, licence_on: None };
        return Ok(Some(Seen { case, partners: asked.then(Vec::new) }));
    }
    // What was reported last stands for what was applied for.
    let report = match &award {
        Some(award) => {
            let all = reports::of_award(tx, award.id).await?;
            all.into_iter().find(|report| report.submitted_at.is_some())
        }
        None => None,
    };
    let typed = report.map_or_else(|| application.answers.typed(Task::Expense), |report| report.answers);
    let licence_on = match &award {
        Some(award) if bearing == Bearing::Fixed && ExpenseSection::names_licence(&typed, &rules) => {
            accepted_on(tx, award).await?
        }
        Some(_) | None => None,
    };
    let partners = asked.then(|| ExpenseSection::partners(&typed, &rules));
    Ok(Some(Seen { case: Case { came_on, bearing, licence_on }, partners }))
}

/// The day of the decision that accepted what was paid: 額の確定, or the grant where that fixes the amount. None where nothing
/// of it was accepted.
async fn accepted_on(tx: &Tx, award: &Award) -> Result<Option<NaiveDate>, Error> {
    if award.money.fixed.is_none_or(|fixed| fixed == Yen::ZERO) {
        return Ok(None);
    }
    let fixed = proposals::of_award(tx, award.id)
        .await?
        .into_iter()
        .find(|one| one.kind == ProposalKind::Final && one.state == ProposalState::Approved)
        .and_then(|one| one.decided_at);
    Ok(Some(tokyo::date(fixed.unwrap_or(award.opened_at))))
}

/// One piece of evidence for each state of a case, always the same.
fn evidence_id(application: ApplicationId, state: AdoptionState) -> EvidenceId {
    let mut bytes = [0; 16];
    let key = format!("adoption.applied:{application}:{}", state.name());
    for (to, from) in bytes.iter_mut().zip(Sha256::digest(key.as_bytes())) {
        *to = from;
    }
    EvidenceId::from_uuid(Builder::from_custom_bytes(bytes).into_uuid())
}

/// Applications that were handed in and say nothing yet: they were there before applications said anything.
const SILENT: &str = "a.submitted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM adoption_evidence e \
    WHERE e.tenant_id = a.tenant_id AND e.application_id = a.id)";

/// The houses that have such applications; asked by the system.
pub async fn silent_houses(tx: &Tx) -> Result<Vec<TenantId>, Error> {
    let sql = format!("SELECT DISTINCT a.tenant_id FROM applications a WHERE {SILENT}");
    let rows = tx.connection().query_all_raw(tx.statement(&sql, [])).await?;
    rows.iter().map(|row| Ok(TenantId::from_uuid(row.try_get("", "tenant_id")?))).collect()
}

/// Such applications of a house, so many at most, those after one of them.
pub async fn silent(tx: &Tx, after: Option<ApplicationId>, most: u32) -> Result<Vec<ApplicationId>, Error> {
    let sql = format!(
        "SELECT a.id FROM applications a WHERE a.tenant_id = $1 AND a.id > $2 AND {SILENT} \
         ORDER BY a.id LIMIT {most}"
    );
    let after = after.map_or(Uuid::nil(), ApplicationId::uuid);
    let values = [tx.tenant()?.uuid().into(), after.into()];
    let rows = tx.connection().query_all_raw(tx.statement(&sql, values)).await?;
    rows.iter().map(|row| Ok(ApplicationId::from_uuid(row.try_get("", "id")?))).collect()
}
