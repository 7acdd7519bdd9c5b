//! Whom an activity of a list reaches: decided anew until it is written down, then as it was.

use super::{
    activities::{self, Activity, Audience, write},
    recipients::{Recipient, list, rows},
};
use crate::{
    Error, Tx, adoption, associations,
    entities::{activity_recipients, campaign_activities, mailing_recipients, survey_invitations},
    events::Event,
    offices::{self, segments},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::current,
    campaigns::{
        ActivityKind, Candidate, Channel, Decided, Exclusion, Known, Party, Reply, Standing, Tally, Whom,
        decide as rule,
    },
    ids::{AssociationId, OfficeId},
    mailings::Outcome,
    offices::Status,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder,
    QuerySelect as _,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Rows written by one statement.
const CHUNK: usize = 500;

/// Of whom the list of an activity would be made now, offices before associations; none where nobody was chosen.
pub async fn audience(tx: &Tx, activity: &Activity) -> Result<Option<(Audience, Vec<Party>)>, Error> {
    if let Some((earlier, _)) = activity.follows {
        let Some(earlier) = activities::find(tx, earlier).await? else { return Ok(None) };
        let all = asked(tx, &earlier).await?;
        return Ok(Some((Audience { of: earlier.text.title, segment: None, associations: 0 }, all)));
    }
    let chosen = &activity.text.associations;
    let saved = match activity.text.segment {
        Some(segment) => segments::find(tx, segment).await?,
        None => None,
    };
    if saved.is_none() && chosen.is_empty() {
        return Ok(None);
    }
    let mut all = Vec::new();
    let mut audience = Audience { of: String::new(), segment: None, associations: chosen.len() };
    if let Some(saved) = saved {
        let offices = segments::candidates(tx, &saved.named.segment).await?;
        all.extend(offices.into_iter().map(|candidate| Party::Office(candidate.office)));
        audience = Audience { of: saved.named.name, segment: Some(saved.named.segment), ..audience };
    }
    all.extend(chosen.iter().copied().map(Party::Association));
    Ok(Some((audience, all)))
}

/// Whom an activity asked, whatever keeps its list.
async fn asked(tx: &Tx, earlier: &Activity) -> Result<Vec<Party>, Error> {
    let ids: Vec<Uuid> = match (earlier.text.kind, earlier.text.mailing, earlier.text.survey) {
        (ActivityKind::Mail, Some(mailing), _) => {
            tx.rows::<mailing_recipients::Entity>()?
                .select_only()
                .column(mailing_recipients::Column::OfficeId)
                .filter(mailing_recipients::Column::MailingId.eq(mailing.uuid()))
                .order_by_asc(mailing_recipients::Column::Place)
                .into_tuple()
                .all(tx.connection())
                .await?
        }
        (ActivityKind::Survey, _, Some(survey)) => tx
            .rows::<survey_invitations::Entity>()?
            .select_only()
            .column(survey_invitations::Column::OfficeId)
            .filter(survey_invitations::Column::SurveyId.eq(survey.uuid()))
            .order_by_asc(survey_invitations::Column::Name)
            .into_tuple::<Option<Uuid>>()
            .all(tx.connection())
            .await?
            .into_iter()
            .flatten()
            .collect(),
        _ => {
            let all = list(tx, earlier.id).await?;
            return Ok(all.into_iter().map(|one| one.target.party).collect());
        }
    };
    Ok(ids.into_iter().map(office).collect())
}

fn office(id: Uuid) -> Party {
    Party::Office(OfficeId::from_uuid(id))
}

/// Who answered an activity, or one before it that it followed.
async fn answered(tx: &Tx, earlier: &Activity) -> Result<BTreeSet<Party>, Error> {
    if let (ActivityKind::Survey, Some(survey)) = (earlier.text.kind, earlier.text.survey) {
        let ids: Vec<Option<Uuid>> = tx
            .rows::<survey_invitations::Entity>()?
            .select_only()
            .column(survey_invitations::Column::OfficeId)
            .filter(survey_invitations::Column::SurveyId.eq(survey.uuid()))
            .filter(survey_invitations::Column::AnsweredOn.is_not_null())
            .into_tuple()
            .all(tx.connection())
            .await?;
        return Ok(ids.into_iter().flatten().map(office).collect());
    }
    if let (ActivityKind::Mail, Some(mailing)) = (earlier.text.kind, earlier.text.mailing) {
        // To a mail nobody answers here; whoever was left out of it because they had, has.
        let ids: Vec<Uuid> = tx
            .rows::<mailing_recipients::Entity>()?
            .select_only()
            .column(mailing_recipients::Column::OfficeId)
            .filter(mailing_recipients::Column::MailingId.eq(mailing.uuid()))
            .filter(mailing_recipients::Column::Exclusion.eq(Outcome::Answered.code()))
            .into_tuple()
            .all(tx.connection())
            .await?;
        return Ok(ids.into_iter().map(office).collect());
    }
    let all = list(tx, earlier.id).await?;
    let answered = all.into_iter().filter(|one| {
        one.exclusion == Some(Exclusion::Answered)
            || one
                .reply
                .is_some_and(|reply| matches!(reply.standing(), Standing::Answered | Standing::Declined))
    });
    Ok(answered.map(|one| one.target.party).collect())
}

/// The offices that use the system on a day.
async fn adopters(tx: &Tx, on: NaiveDate) -> Result<BTreeSet<OfficeId>, Error> {
    let every = adoption::every(tx).await?.into_iter();
    let counts = every.filter(|(_, evidence)| current(evidence, on).is_some_and(|now| now.state.counts()));
    Ok(counts.map(|(office, _)| office).collect())
}

/// What earlier activities of the kind found out, the last word of each office and association.
async fn known(tx: &Tx, activity: &Activity, channel: Channel, today: NaiveDate) -> Result<Known, Error> {
    let mut known = Known::default();
    for ids in activities::listed(tx, activity.text.kind).await?.chunks(CHUNK) {
        let rows = tx
            .rows::<activity_recipients::Entity>()?
            .filter(activity_recipients::Column::ActivityId.is_in(ids.iter().copied()))
            .filter(activity_recipients::Column::Result.is_not_null())
            .all(tx.connection())
            .await?;
        let mut last: BTreeMap<Party, Recipient> = BTreeMap::new();
        for row in rows {
            let one = Recipient::try_from(row)?;
            let of = one.target.party;
            if last.get(&of).is_none_or(|earlier| earlier.replied_at < one.replied_at) {
                last.insert(of, one);
            }
        }
        for (party, one) in last {
            match one.reply {
                Some(Reply::Declined) => {
                    known.declined.insert(party);
                }
                Some(reply) if reply.is_wrong_address() => known.add_wrong(channel, &one.target.address),
                Some(_) | None => {}
            }
        }
    }
    if let Some((earlier, whom)) = activity.follows
        && let Some(earlier) = activities::find(tx, earlier).await?
    {
        match whom {
            Whom::NotAnswered => known.answered = answered(tx, &earlier).await?,
            Whom::NotAdopted => known.adopted = adopters(tx, today).await?,
        }
    }
    Ok(known)
}

/// Who would stand in the list of an activity now, in the order of the audience, and of whom it is made; none for a kind
/// without a list, or where nobody was chosen.
pub async fn decide(
    tx: &Tx,
    activity: &Activity,
    today: NaiveDate,
) -> Result<Option<(Audience, Vec<Decided>)>, Error> {
    let Some(channel) = activity.text.kind.channel() else { return Ok(None) };
    let Some((audience, all)) = audience(tx, activity).await? else { return Ok(None) };
    let ids: Vec<OfficeId> = all.iter().filter_map(|one| one.office()).collect();
    let mut offices: HashMap<_, _> =
        offices::several(tx, &ids).await?.into_iter().map(|office| (office.id, office)).collect();
    // Who was put away is in no audience any more.
    let mut bodies: HashMap<_, _> = if all.iter().any(|one| one.association().is_some()) {
        let kept = associations::all(tx).await?.into_iter().filter(|kept| kept.put_away_at.is_none());
        kept.map(|kept| (kept.id, kept)).collect()
    } else {
        HashMap::new()
    };
    let candidates = all
        .iter()
        .filter_map(|one| match one {
            Party::Office(id) => offices.remove(id).map(candidate),
            Party::Association(id) => bodies.remove(id).map(body),
        })
        .collect();
    let asked = audience.segment.as_ref().and_then(|segment| segment.status);
    let known = known(tx, activity, channel, today).await?;
    Ok(Some((audience, rule(channel, candidates, &known, asked))))
}

fn candidate(office: offices::Office) -> Candidate {
    let particulars = office.particulars;
    let number = |phone: Option<domain::phone::Phone>| phone.map(|it| it.to_string()).unwrap_or_default();
    let place = format!("{}\n{}", particulars.address, particulars.building);
    Candidate {
        party: Party::Office(office.id),
        number: Some(office.number),
        name: particulars.name,
        status: particulars.status.unwrap_or(Status::Active),
        postal_code: particulars.postal_code.map(|code| code.to_string()).unwrap_or_default(),
        address: if particulars.address.is_empty() { String::new() } else { place.trim_end().to_owned() },
        phone: number(particulars.phone),
        fax: number(particulars.fax),
    }
}

/// An association is there until it is put away.
fn body(kept: associations::Kept) -> Candidate {
    let association = kept.association;
    let number = |phone: Option<domain::phone::Phone>| phone.map(|it| it.to_string()).unwrap_or_default();
    Candidate {
        party: Party::Association(kept.id),
        number: None,
        name: association.name,
        status: Status::Active,
        postal_code: association.postal_code.map(|code| code.to_string()).unwrap_or_default(),
        address: association.address,
        phone: number(association.phone),
        fax: number(association.fax),
    }
}

/// Writes the list of an activity down. Of two who do it at once the second is [`Error::Stale`].
pub async fn freeze(
    tx: &Tx,
    activity: &Activity,
    audience: &Audience,
    decided: Vec<Decided>,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<Tally, Error> {
    if activity.frozen.is_some() {
        return Err(Error::Stale);
    }
    let row = campaign_activities::ActiveModel {
        frozen_at: Set(Some(now)),
        audience: Set(Some(serde_json::to_value(audience)?)),
        ..Default::default()
    };
    write(tx, activity.id, activity.version, row, now).await?;
    let tenant_id = tx.tenant()?.uuid();
    let mut tally = Tally::default();
    let rows: Vec<_> = (1..)
        .zip(decided)
        .map(|(place, Decided { target, exclusion })| {
            tally.add(exclusion, None, 1);
            activity_recipients::ActiveModel::from(activity_recipients::Model {
                tenant_id,
                id: ids(),
                activity_id: activity.id.uuid(),
                place,
                office_id: target.party.office().map(OfficeId::uuid),
                association_id: target.party.association().map(AssociationId::uuid),
                office_number: target.code(),
                office_name: target.name,
                postal_code: target.postal_code,
                address: target.address,
                exclusion: exclusion.map(|why| why.code().to_owned()),
                result: None,
                result_at: None,
                result_by: None,
                note: String::new(),
                version: 1,
            })
        })
        .collect();
    for rows in rows.chunks(CHUNK) {
        activity_recipients::Entity::insert_many(rows.iter().cloned())
            .exec_without_returning(tx.connection())
            .await?;
    }
    let payload = json!({ "offices": tally.total(), "targets": tally.targets() });
    tx.record(Event::of(now, "activity.list-frozen", "activity", activity.id.uuid(), payload))?;
    Ok(tally)
}

/// Throws a list away for which nothing was entered; false where something was, and then the transaction is not kept.
pub async fn thaw(tx: &Tx, activity: &Activity, now: DateTime<Utc>) -> Result<bool, Error> {
    let row =
        campaign_activities::ActiveModel { frozen_at: Set(None), audience: Set(None), ..Default::default() };
    write(tx, activity.id, activity.version, row, now).await?;
    let removed = activity_recipients::Entity::delete_many()
        .filter(activity_recipients::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(activity_recipients::Column::ActivityId.eq(activity.id.uuid()))
        .filter(activity_recipients::Column::Result.is_null())
        .exec(tx.connection())
        .await?;
    // What somebody entered while it was thrown away stays, and the list with it.
    if rows(tx, activity.id)?.count(tx.connection()).await? > 0 {
        return Ok(false);
    }
    let payload = json!({ "offices": removed.rows_affected });
    tx.record(Event::of(now, "activity.list-discarded", "activity", activity.id.uuid(), payload))?;
    Ok(true)
}
