//! The jobs of a sending: mails are enqueued in chunks, a short transaction each, until the audience is through; then
//! the campaign waits until every mail has an outcome. Both are safe to do twice.

use super::letters::{self, About, Texts};
use crate::{app::App, error::Error, jobs::JobError, kill};
use chrono::TimeDelta;
use domain::{
    campaigns::Exclusion,
    ids::{CampaignId, TenantId},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use store::{
    Scope, Tx, campaigns,
    jobs::{self, NewJob},
    mails::{self, Offered},
    offices, tenants,
};

/// Enqueues the mails of the next chunk.
pub const SEND: &str = "campaign.send";
/// Ends a sending once every mail has an outcome.
pub const FINISH: &str = "campaign.finish";
/// Recipients of one transaction.
const CHUNK: u64 = 200;
/// How long until a sending with open mails is looked at again.
const AGAIN: TimeDelta = TimeDelta::minutes(1);

#[derive(Deserialize)]
struct Payload {
    campaign: CampaignId,
}

fn campaign(payload: &Value) -> Result<CampaignId, JobError> {
    let Payload { campaign } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    Ok(campaign)
}

/// Enqueues one chunk and the job for the next.
pub async fn send(app: &App, tenant: TenantId, payload: &Value) -> Result<(), JobError> {
    let id = campaign(payload)?;
    let scope = Scope::tenant_by_system(tenant, "send a campaign");
    let tx = app.store.write(&scope).await?;
    let Some(chunk) = campaigns::claim(&tx, id, CHUNK).await? else { return Ok(()) };
    let tenant = tenants::own(&tx).await?;
    let texts = Texts::read(&chunk.campaign.text).map_err(never)?;
    let ids: Vec<_> = chunk.waiting.iter().map(|waiting| waiting.office).collect();
    let offices: HashMap<_, _> =
        offices::several(&tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    for waiting in chunk.waiting {
        let Some(office) = offices.get(&waiting.office) else {
            // Merged into an office of the same audience, which gets the mail.
            campaigns::exclude(&tx, waiting.id, Exclusion::DuplicateAddress).await?;
            continue;
        };
        let facts = letters::facts(&tenant, office);
        let to = (waiting.id, waiting.email, waiting.name);
        let mail = letters::mail(app, &tenant, &texts, &facts, to, About::Audience(id));
        match mails::offer(&tx, app.clock.id(), mail).await? {
            Offered::Written | Offered::Known => {}
            Offered::OptedOut => campaigns::exclude(&tx, waiting.id, Exclusion::OptedOut).await?,
        }
    }
    if chunk.last {
        later(app, &tx, FINISH, id, TimeDelta::zero()).await?;
    } else {
        let unique_key = Some(format!("{SEND}:{id}:{}", chunk.campaign.reached));
        let (job, now) = (app.clock.id(), app.clock.now());
        let payload = json!({ "campaign": id });
        let next = NewJob { id: job, tenant: tenant.id, kind: SEND, payload, unique_key, run_at: now };
        jobs::enqueue(&tx, next).await?;
    }
    tx.commit().await?;
    kill::point("campaign.chunk");
    Ok(())
}

/// Ends a sending, or looks again later.
pub async fn finish(app: &App, tenant: TenantId, payload: &Value) -> Result<(), JobError> {
    let id = campaign(payload)?;
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "finish a campaign")).await?;
    let Some(campaign) = campaigns::find(&tx, id).await? else { return Ok(()) };
    let now = app.clock.now();
    if campaign.stage.finish(now).is_ok() && !campaigns::settle(&tx, &campaign, now).await? {
        later(app, &tx, FINISH, id, AGAIN).await?;
    }
    Ok(tx.commit().await?)
}

/// The job once more; of several for one moment there is one.
async fn later(
    app: &App,
    tx: &Tx,
    kind: &'static str,
    id: CampaignId,
    wait: TimeDelta,
) -> Result<(), store::Error> {
    let run_at = app.clock.now() + wait;
    let unique_key = Some(format!("{kind}:{id}:{}", run_at.timestamp()));
    let payload = json!({ "campaign": id });
    jobs::enqueue(tx, NewJob { id: app.clock.id(), tenant: tx.tenant()?, kind, payload, unique_key, run_at })
        .await
}

fn never(error: Error) -> JobError {
    JobError::Never(error.to_string())
}
