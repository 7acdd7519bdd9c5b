//! The audience: decided anew while a campaign is a draft, frozen with every reason when it is sent.

use super::rows::{Campaign, kept, write};
use crate::{
    Error, Tx,
    entities::{campaign_recipients, campaigns},
    events::Event,
    jobs::{self, NewJob},
    offices::segments::{self, Saved},
    opt_outs,
};
use chrono::{DateTime, Utc};
use domain::{
    campaigns::{Counts, Outcome, Recipient, Stage},
    ids::JobId,
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;
use uuid::Uuid;

/// Rows written by one statement.
const CHUNK: usize = 500;

/// Who of a segment would get a mail now, by office number.
pub async fn decide(tx: &Tx, segment: &Saved) -> Result<Vec<Recipient>, Error> {
    let candidates = segments::candidates(tx, &segment.named.segment).await?;
    Ok(domain::campaigns::decide(candidates, &opt_outs::keys(tx).await?, segment.named.segment.status))
}

/// Sends a draft: its audience and its segment are written down as they are now, and the job that enqueues its mails
/// is made. Of two who send at once the second is [`Error::Stale`].
pub async fn freeze(
    tx: &Tx,
    campaign: &Campaign,
    stage: Stage,
    segment: &Saved,
    recipients: Vec<Recipient>,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<Counts, Error> {
    let row = campaigns::ActiveModel {
        stage: Set(stage.name().code().to_owned()),
        stage_facts: Set(serde_json::to_value(stage)?),
        audience: Set(Some(kept(&segment.named)?)),
        ..Default::default()
    };
    write(tx, campaign.id, campaign.version, campaign.stage.name(), row, now).await?;
    let tenant = tx.tenant()?;
    let counts = Counts::of(
        recipients.iter().map(|recipient| recipient.exclusion.map_or(Outcome::Queued, Outcome::from)),
    );
    let rows: Vec<_> = (1..)
        .zip(recipients)
        .map(|(place, Recipient { candidate, exclusion })| {
            campaign_recipients::ActiveModel::from(campaign_recipients::Model {
                tenant_id: tenant.uuid(),
                id: ids(),
                campaign_id: campaign.id.uuid(),
                place,
                office_id: candidate.office.uuid(),
                office_number: candidate.number.to_string(),
                office_name: candidate.name,
                email: candidate.email,
                exclusion: exclusion.map(|exclusion| exclusion.code().to_owned()),
            })
        })
        .collect();
    for rows in rows.chunks(CHUNK) {
        campaign_recipients::Entity::insert_many(rows.iter().cloned())
            .exec_without_returning(tx.connection())
            .await?;
    }
    jobs::enqueue(
        tx,
        NewJob {
            id: JobId::from_uuid(ids()),
            tenant,
            kind: "campaign.send",
            payload: json!({ "campaign": campaign.id }),
            unique_key: Some(format!("campaign.send:{}:0", campaign.id)),
            run_at: now,
        },
    )
    .await?;
    let payload = json!({
        "segment": segment.id,
        "segment_version": segment.version,
        "audience": counts.total(),
        "mails": counts.open(),
    });
    tx.record(Event::of(now, "campaign.sent", "campaign", campaign.id.uuid(), payload))?;
    Ok(counts)
}
