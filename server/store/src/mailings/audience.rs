//! The audience: decided anew while a mailing is a draft, frozen with every reason when it is sent.

use super::{
    answers,
    rows::{Mailing, find, kept, write},
};
use crate::{
    Error, Tx,
    entities::{mailing_recipients, mailings},
    events::Event,
    jobs::{self, NewJob},
    mails::suppressions,
    offices::segments::{self, Saved},
    opt_outs,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, JobId, OfficeId},
    mailings::{Counts, Outcome, Plan, Recipient, Refusing, Stage, Topic},
    offices::Segment,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows written by one statement.
const CHUNK: usize = 500;

/// Who of a segment would get a mail of a topic now, by office number.
pub async fn decide(tx: &Tx, segment: &Saved, topic: Topic) -> Result<Vec<Recipient>, Error> {
    let candidates = segments::candidates(tx, &segment.named.segment).await?;
    let refusing = refusing(tx, topic).await?;
    Ok(domain::mailings::decide(candidates, &refusing, segment.named.segment.status))
}

/// Who was asked before in a matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Before {
    /// Offices that are not asked again.
    pub offices: BTreeSet<OfficeId>,
    /// Addresses that get no second mail ([`domain::email::Email::key`]).
    pub addresses: BTreeSet<String>,
}

/// The same of those of a segment who were not asked before: they alone are decided about.
pub async fn decide_further(
    tx: &Tx,
    segment: &Segment,
    topic: Topic,
    before: &Before,
) -> Result<Vec<Recipient>, Error> {
    let mut candidates = segments::candidates(tx, segment).await?;
    candidates.retain(|candidate| !before.offices.contains(&candidate.office));
    let refusing = Refusing { written: before.addresses.clone(), ..refusing(tx, topic).await? };
    Ok(domain::mailings::decide(candidates, &refusing, segment.status))
}

/// The same of offices that are looked at: of each what would become of it, were it asked alone.
pub async fn decide_each(
    tx: &Tx,
    offices: &[OfficeId],
    topic: Topic,
    before: &Before,
) -> Result<Vec<Recipient>, Error> {
    let mut candidates = segments::candidates_of(tx, offices).await?;
    candidates.retain(|candidate| !before.offices.contains(&candidate.office));
    let refusing = Refusing { written: before.addresses.clone(), ..refusing(tx, topic).await? };
    let decided = candidates.into_iter().flat_map(|one| domain::mailings::decide(vec![one], &refusing, None));
    Ok(decided.collect())
}

async fn refusing(tx: &Tx, topic: Topic) -> Result<Refusing, Error> {
    Ok(Refusing {
        opted_out: opt_outs::keys(tx).await?,
        topic_stopped: opt_outs::keys_of(tx, topic).await?,
        suppressed: suppressions::keys(tx).await?,
        ..Refusing::default()
    })
}

/// Who would get this mailing now: its segment, or where it is sent again those who got the first and have not answered.
pub async fn decide_for(tx: &Tx, mailing: &Mailing, segment: &Saved) -> Result<Vec<Recipient>, Error> {
    let topic = mailing.text.topic;
    let Some(again) = &mailing.again else { return decide(tx, segment, topic).await };
    let first = find(tx, again.of).await?.ok_or(Error::Missing)?;
    let reached = tx
        .rows::<mailing_recipients::Entity>()?
        .select_only()
        .column(mailing_recipients::Column::OfficeId)
        .filter(mailing_recipients::Column::MailingId.eq(again.of.uuid()))
        .filter(mailing_recipients::Column::Exclusion.is_null())
        .into_query();
    let candidates = segments::candidates_among(tx, reached).await?;
    let since = first.stage.begun().unwrap_or(first.updated_at);
    let answered = answers::of(tx, &again.signs, since).await?;
    let refusing = Refusing { answered, ..refusing(tx, topic).await? };
    Ok(domain::mailings::decide(candidates, &refusing, segment.named.segment.status))
}

/// How a draft leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Going {
    /// The stage that it comes to: being sent, or planned.
    pub stage: Stage,
    /// When it leaves.
    pub plan: Plan,
    /// Who approved it, where a second person did.
    pub approved_by: Option<AccountId>,
}

/// Sends a draft: its audience and its segment are written down as they are now, and the job that enqueues its mails
/// is made, for its moment. Of two who send at once the second is [`Error::Stale`].
pub async fn freeze(
    tx: &Tx,
    mailing: &Mailing,
    going: Going,
    segment: &Saved,
    recipients: Vec<Recipient>,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<Counts, Error> {
    let Going { stage, plan, approved_by } = going;
    let row = mailings::ActiveModel {
        stage: Set(stage.name().code().to_owned()),
        stage_facts: Set(serde_json::to_value(stage)?),
        audience: Set(Some(kept(&segment.named)?)),
        approved_by: Set(approved_by.map(AccountId::uuid)),
        returned: Set(None),
        send_at: Set(plan.send_at),
        not_after: Set(plan.not_after),
        ..Default::default()
    };
    write(tx, mailing.id, mailing.version, mailing.stage.name(), row, now).await?;
    let tenant = tx.tenant()?;
    let counts = Counts::of(
        recipients.iter().map(|recipient| recipient.exclusion.map_or(Outcome::Queued, Outcome::from)),
    );
    let rows: Vec<_> = (1..)
        .zip(recipients)
        .map(|(place, Recipient { candidate, exclusion })| {
            mailing_recipients::ActiveModel::from(mailing_recipients::Model {
                tenant_id: tenant.uuid(),
                id: ids(),
                mailing_id: mailing.id.uuid(),
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
        mailing_recipients::Entity::insert_many(rows.iter().cloned())
            .exec_without_returning(tx.connection())
            .await?;
    }
    jobs::enqueue(
        tx,
        NewJob {
            id: JobId::from_uuid(ids()),
            tenant,
            kind: "mailing.send",
            payload: json!({ "mailing": mailing.id }),
            unique_key: Some(format!("mailing.send:{}:0", mailing.id)),
            run_at: plan.send_at.map_or(now, |moment| moment.max(now)),
        },
    )
    .await?;
    let payload = json!({
        "segment": segment.id,
        "segment_version": segment.version,
        "audience": counts.total(),
        "mails": counts.open(),
        "approved": approved_by.is_some(),
        "planned": plan.send_at,
    });
    let event = if approved_by.is_some() {
        Event::of(now, "mailing.approved", "mailing", mailing.id.uuid(), payload)
    } else {
        Event::of(now, "mailing.sent", "mailing", mailing.id.uuid(), payload)
    };
    tx.record(event)?;
    Ok(counts)
}
