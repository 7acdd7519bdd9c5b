//! The daily job that reminds offices of what is due: two weeks and three days before, and the day after; tells them that the
//! next part of a grant can be claimed; and reminds officers of a part that was accepted and is not paid. Safe to do twice:
//! what was told is not told again.

use super::{
    instalments::{Claimable, claimable},
    letters,
};
use crate::{
    app::App,
    clock::in_japan,
    error::Error,
    jobs::JobError,
    subsidies::{
        review::case::Case,
        work_mails::{self, Waiting},
    },
};
use app::mails::awards as texts;
use domain::{
    awards::{InstalmentState, NextAdvance, is_paid_late, reminds_on},
    ids::TenantId,
    money::Yen,
};
use store::{
    Scope, Tx,
    awards::{
        Award, acts,
        instalments::{self, Instalment},
        list,
    },
    tenants::{self, Tenant},
};

/// Name of the job.
pub const JOB: &str = "awards.remind";

/// Every municipality, one transaction each.
pub async fn perform(app: &App) -> Result<(), JobError> {
    let tx = app.store.read(&Scope::system(JOB)).await?;
    let tenants = tenants::all(&tx).await?;
    drop(tx);
    for tenant in tenants {
        Box::pin(remind(app, tenant.id)).await.map_err(|error| match error {
            Error::Store(error) => JobError::Store(error),
            other => JobError::Later(other.to_string()),
        })?;
    }
    Ok(())
}

async fn remind(app: &App, tenant: TenantId) -> Result<(), Error> {
    let (now, today) = (app.clock.now(), app.clock.today());
    let tx = app.store.write(&Scope::tenant_by_system(tenant, JOB)).await?;
    let house = tenants::by_id(&tx, tenant).await?;
    for award in list::due(&tx).await? {
        let Some(due) = award.due.filter(|due| reminds_on(*due, today)) else { continue };
        if award.reminded_on == Some(today) {
            continue;
        }
        let case = Case::find(&tx, award.application).await?;
        let stage = award.stage.name();
        acts::reminded(&tx, &award, today, now).await?;
        letters::tell(app, &tx, &house, &case, |about| texts::reminded(about, stage, due, due < today))
            .await?;
    }
    for (award, plan) in instalments::under_a_plan(&tx).await? {
        let claims = instalments::of_award(&tx, award.id).await?;
        if let Claimable::Now(next) = claimable(&award, &plan, &claims, today) {
            Box::pin(opened(app, &tx, &house, &award, next)).await?;
        } else {
            Box::pin(chase(app, &tx, &house, &award, &claims)).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Whether an instalment is told of: each once.
fn is_new(told: Option<u8>, instalment: u8) -> bool {
    told.is_none_or(|told| told < instalment)
}

/// To the applicant: the next part can be claimed.
async fn opened(app: &App, tx: &Tx, house: &Tenant, award: &Award, next: NextAdvance) -> Result<(), Error> {
    if !is_new(award.advance_told, next.instalment) {
        return Ok(());
    }
    let case = Case::find(tx, award.application).await?;
    acts::opened(tx, award, next.instalment, app.clock.now()).await?;
    letters::tell(app, tx, house, &case, |about| texts::advance_opened(about, next)).await
}

/// To the officers: what was accepted two weeks ago is still to be paid.
async fn chase(
    app: &App,
    tx: &Tx,
    house: &Tenant,
    award: &Award,
    claims: &[Instalment],
) -> Result<(), Error> {
    let today = app.clock.today();
    let accepted = claims.iter().rev().find(|one| one.state == InstalmentState::Accepted);
    let late = accepted.filter(|one| {
        let since = one.answered_at.map(|at| in_japan(at).date_naive());
        award.money.to_pay() > Yen::ZERO
            && is_new(award.advance_chased, one.instalment)
            && since.is_some_and(|since| is_paid_late(since, today))
    });
    let Some(claim) = late else { return Ok(()) };
    let case = Case::find(tx, award.application).await?;
    let waiting = Waiting {
        tenant: house,
        application: award.application,
        receipt: case.receipt,
        programme: &case.version.rules.title,
        after_grant: true,
    };
    acts::chased(tx, award, claim.instalment, app.clock.now()).await?;
    work_mails::advance_unpaid(app, tx, &waiting, award.owner, claim.yen).await
}
