//! The jobs of a sending: mails are enqueued in chunks, a short transaction each, until the audience is through; then
//! the mailing waits until every mail has an outcome. Both are safe to do twice.

use super::letters::{self, About, Texts};
use crate::{app::App, error::Error, jobs::JobError, kill};
use chrono::TimeDelta;
use domain::{
    ids::{MailingId, TenantId},
    mailings::{Exclusion, Placeholder, Sharing, Stage},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use store::{
    Scope, Tx,
    jobs::{self, NewJob},
    mailings,
    mails::{self, Extra},
    offices, tenants,
};

/// Enqueues the mails of the next chunk.
pub const SEND: &str = "mailing.send";
/// Ends a sending once every mail has an outcome.
pub const FINISH: &str = "mailing.finish";
/// Recipients of one transaction.
const CHUNK: u64 = 200;
/// How long until a sending with open mails is looked at again.
const AGAIN: TimeDelta = TimeDelta::minutes(1);

#[derive(Deserialize)]
struct Payload {
    /// Jobs that an older program enqueued say `campaign`.
    #[serde(alias = "campaign")]
    mailing: MailingId,
}

fn mailing(payload: &Value) -> Result<MailingId, JobError> {
    let Payload { mailing } =
        serde_json::from_value(payload.clone()).map_err(|error| JobError::Never(error.to_string()))?;
    Ok(mailing)
}

/// Enqueues one chunk and the job for the next.
pub async fn send(app: &App, tenant: TenantId, payload: &Value) -> Result<(), JobError> {
    let id = mailing(payload)?;
    let scope = Scope::tenant_by_system(tenant, "send a mailing");
    let tx = app.store.write(&scope).await?;
    if !is_its_moment(app, &tx, id).await? {
        return Ok(tx.commit().await?);
    }
    let Some(chunk) = mailings::claim(&tx, id, CHUNK).await? else { return Ok(tx.commit().await?) };
    let tenant = tenants::own(&tx).await?;
    let texts = Texts::of(app, &tenant.slug, &chunk.mailing).map_err(never)?;
    let extra = Extra {
        html: chunk.mailing.text.html,
        not_after: chunk.mailing.plan.not_after,
        topic: Some(chunk.mailing.text.topic),
    };
    let ids: Vec<_> = chunk.waiting.iter().map(|waiting| waiting.office).collect();
    let offices: HashMap<_, _> =
        offices::several(&tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    let sharing = if texts.places().contains(&Placeholder::Offices) {
        mailings::sharing(&tx, id).await?
    } else {
        Sharing::new()
    };
    for waiting in chunk.waiting {
        let Some(office) = offices.get(&waiting.office) else {
            // Merged into an office of the same audience, which gets the mail.
            mailings::exclude(&tx, waiting.id, Exclusion::DuplicateAddress).await?;
            continue;
        };
        let facts = letters::shared(letters::facts(app, &tenant, office), &waiting.email, &sharing);
        let to = (waiting.id, waiting.email, waiting.name);
        let mail = letters::mail(app, &tenant, &texts, &facts, to, About::Audience(id));
        let offered = mails::offer_with(&tx, app.clock.id(), mail, extra).await?;
        if let Some(exclusion) = offered.exclusion() {
            mailings::exclude(&tx, waiting.id, exclusion).await?;
        }
    }
    if chunk.last {
        later(app, &tx, FINISH, id, TimeDelta::zero()).await?;
    } else {
        let unique_key = Some(format!("{SEND}:{id}:{}", chunk.mailing.reached));
        let (job, now) = (app.clock.id(), app.clock.now());
        let payload = json!({ "mailing": id });
        let next = NewJob { id: job, tenant: tenant.id, kind: SEND, payload, unique_key, run_at: now };
        jobs::enqueue(&tx, next).await?;
    }
    tx.commit().await?;
    kill::point("mailing.chunk");
    Ok(())
}

/// Whether it is being sent. A planned mailing begins now, or is out of date: then nothing of it is sent.
async fn is_its_moment(app: &App, tx: &Tx, id: MailingId) -> Result<bool, JobError> {
    let Some(mailing) = mailings::find(tx, id).await? else { return Ok(false) };
    let now = app.clock.now();
    match mailing.stage {
        Stage::Scheduled { .. } if mailing.plan.is_over(now) => {
            if let Ok(stage) = mailing.stage.expire(now) {
                mailings::expire(tx, &mailing, stage, now).await?;
            }
            Ok(false)
        }
        Stage::Scheduled { .. } => {
            if let Ok(stage) = mailing.stage.begin(now) {
                mailings::begin(tx, &mailing, stage, now).await?;
            }
            Ok(true)
        }
        _ => Ok(true),
    }
}

/// Ends a sending, or looks again later.
pub async fn finish(app: &App, tenant: TenantId, payload: &Value) -> Result<(), JobError> {
    let id = mailing(payload)?;
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "finish a mailing")).await?;
    let Some(mailing) = mailings::find(&tx, id).await? else { return Ok(()) };
    let now = app.clock.now();
    if mailing.stage.finish(now).is_ok() && !mailings::settle(&tx, &mailing, now).await? {
        later(app, &tx, FINISH, id, AGAIN).await?;
    }
    Ok(tx.commit().await?)
}

/// The job once more; of several for one moment there is one.
async fn later(
    app: &App,
    tx: &Tx,
    kind: &'static str,
    id: MailingId,
    wait: TimeDelta,
) -> Result<(), store::Error> {
    let run_at = app.clock.now() + wait;
    let unique_key = Some(format!("{kind}:{id}:{}", run_at.timestamp()));
    let payload = json!({ "mailing": id });
    jobs::enqueue(tx, NewJob { id: app.clock.id(), tenant: tx.tenant()?, kind, payload, unique_key, run_at })
        .await
}

fn never(error: Error) -> JobError {
    JobError::Never(error.to_string())
}
