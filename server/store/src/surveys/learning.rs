//! What handed-in answers say of their office: its adoption, its software, its partners. What a response said before and
//! says no longer is taken back first, so that a changed answer leaves nothing of the old one; what it says still stays as
//! it is, with the product that an officer found for a name.

use crate::{
    Error, Tx, adoption,
    entities::{adoption_evidence, office_software, offices as office_rows, partner_links},
    events::Event,
    offices, partners,
    software::{self, Heard},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::{Evidence, Source},
    ids::{OfficeId, OfficeSoftwareId, PartnerLinkId, SurveyId, SurveyResponseId},
    software::name_key,
    surveys::{Partner, Said},
    text::search_key,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The basis under which software and partners are known.
const BASIS: &str = "survey";

/// Learns what a response says, in place of what it said before.
pub(super) async fn learn(
    tx: &Tx,
    survey: SurveyId,
    response: SurveyResponseId,
    office: OfficeId,
    said: &Said,
    (ids, today, now): (&(dyn Fn() -> Uuid + Sync), NaiveDate, DateTime<Utc>),
) -> Result<(), Error> {
    let partners = partners_of(tx, &said.partners).await?;
    take_back(tx, (survey, response, office), &said.software, &partners, now).await?;
    if let Some(state) = said.adoption {
        let evidence =
            Evidence { state, as_of: today, source: Source::Survey, recorded_at: now, note: String::new() };
        // The evidence has the id of its response: a changed answer finds it again.
        adoption::record(tx, response.uuid().into(), office, &evidence, None).await?;
    }
    let heard = Heard { basis: BASIS, source: Some(response.uuid()), on: today, now };
    for name in &said.software {
        software::learn(tx, OfficeSoftwareId::from_uuid(ids()), office, name, None, heard).await?;
    }
    end_others(tx, (response, office), &said.software, today, now).await?;
    for found in partners {
        partners::learn(tx, PartnerLinkId::from_uuid(ids()), office, found, heard).await?;
    }
    Ok(())
}

/// What earlier answers of an office named and this one does not name any more has ended: a survey asks for all that an
/// office uses. What officers or lists say is another source, and stands (decision 44).
async fn end_others(
    tx: &Tx,
    (response, office): (SurveyResponseId, OfficeId),
    said: &[String],
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let said: BTreeSet<String> =
        said.iter().map(|name| name_key(name)).filter(|key| !key.is_empty()).collect();
    if said.is_empty() {
        return Ok(());
    }
    for known in software::of_office(tx, office).await? {
        let earlier = known.basis == BASIS && known.source != Some(response.uuid()) && known.as_of <= today;
        if earlier && known.ended_on.is_none() && !said.contains(&name_key(&known.typed)) {
            software::end(tx, &known, today, now).await?;
        }
    }
    Ok(())
}

/// Uses that an answer of these days had ended, and that nobody names anew: the answer is taken back.
async fn reopen(tx: &Tx, office: OfficeId, days: &[NaiveDate], now: DateTime<Utc>) -> Result<(), Error> {
    let rows = tx
        .rows::<office_software::Entity>()?
        .filter(office_software::Column::OfficeId.eq(office.uuid()))
        .order_by_desc(office_software::Column::AsOf)
        .order_by_desc(office_software::Column::Id)
        .all(tx.connection())
        .await?;
    let mut live: BTreeSet<String> = rows.iter().filter_map(|row| row.live_key.clone()).collect();
    for row in rows {
        let ended = row.basis == BASIS && row.ended_on.is_some_and(|on| days.contains(&on));
        if !ended || !live.insert(row.name_key.clone()) {
            continue;
        }
        let again = office_software::ActiveModel {
            ended_on: Set(None),
            live_key: Set(Some(row.name_key)),
            version: Set(row.version + 1),
            ..Default::default()
        };
        office_software::Entity::update_many()
            .set(again)
            .filter(office_software::Column::TenantId.eq(row.tenant_id))
            .filter(office_software::Column::Id.eq(row.id))
            .exec(tx.connection())
            .await?;
        let payload = json!({ "product": row.product_id, "basis": BASIS, "as_of": row.as_of, "new": false });
        tx.record(Event::of(now, "office.software-recorded", "office", office.uuid(), payload))?;
    }
    Ok(())
}

/// The offices of the register that are said.
async fn partners_of(tx: &Tx, said: &[Partner]) -> Result<BTreeSet<OfficeId>, Error> {
    let named = by_name(tx, said).await?;
    let mut found = BTreeSet::new();
    for partner in said {
        let office = match partner {
            Partner::Number(number) => offices::by_number(tx, *number).await?,
            Partner::Name(name) => named.get(&search_key(name)).copied(),
        };
        found.extend(office);
    }
    Ok(found)
}

/// Offices of the register whose name is said and is that of one office alone: a name that two have tells neither.
async fn by_name(tx: &Tx, partners: &[Partner]) -> Result<BTreeMap<String, OfficeId>, Error> {
    if !partners.iter().any(|partner| matches!(partner, Partner::Name(_))) {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(Uuid, String)> = offices::live(tx)?
        .select_only()
        .column(office_rows::Column::Id)
        .column(office_rows::Column::Name)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut found: BTreeMap<String, Option<OfficeId>> = BTreeMap::new();
    for (id, name) in rows {
        found.entry(search_key(&name)).and_modify(|known| *known = None).or_insert(Some(id.into()));
    }
    Ok(found.into_iter().filter_map(|(name, office)| office.map(|office| (name, office))).collect())
}

/// Takes back everything that a response said of its office.
pub(super) async fn forget(
    tx: &Tx,
    survey: SurveyId,
    response: SurveyResponseId,
    office: OfficeId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    take_back(tx, (survey, response, office), &[], &BTreeSet::new(), now).await
}

/// Takes back what a response said of its office, but for the software and the partners that it says still.
async fn take_back(
    tx: &Tx,
    (survey, response, office): (SurveyId, SurveyResponseId, OfficeId),
    software: &[String],
    partners: &BTreeSet<OfficeId>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    let evidence = adoption_evidence::Entity::delete_many()
        .filter(adoption_evidence::Column::TenantId.eq(tenant))
        .filter(adoption_evidence::Column::Id.eq(response.uuid()))
        .exec(tx.connection())
        .await?;
    let unsaid = Condition::all()
        .add(office_software::Column::TenantId.eq(tenant))
        .add(office_software::Column::Basis.eq(BASIS))
        .add(office_software::Column::SourceId.eq(response.uuid()))
        .add(office_software::Column::NameKey.is_not_in(software.iter().map(|name| name_key(name))));
    let days: Vec<NaiveDate> = office_software::Entity::find()
        .filter(unsaid.clone())
        .select_only()
        .column(office_software::Column::AsOf)
        .into_tuple()
        .all(tx.connection())
        .await?;
    office_software::Entity::delete_many().filter(unsaid).exec(tx.connection()).await?;
    if !days.is_empty() {
        reopen(tx, office, &days, now).await?;
    }
    partner_links::Entity::delete_many()
        .filter(partner_links::Column::TenantId.eq(tenant))
        .filter(partner_links::Column::Basis.eq(BASIS))
        .filter(partner_links::Column::SourceId.eq(response.uuid()))
        .filter(partner_links::Column::PartnerOfficeId.is_not_in(partners.iter().map(|one| one.uuid())))
        .exec(tx.connection())
        .await?;
    if evidence.rows_affected > 0 {
        let payload = json!({ "survey": survey });
        tx.record(Event::of(now, "office.adoption-withdrawn", "office", office.uuid(), payload))?;
    }
    Ok(())
}
