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
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
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
    for found in partners {
        partners::learn(tx, PartnerLinkId::from_uuid(ids()), office, found, heard).await?;
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
    office_software::Entity::delete_many()
        .filter(office_software::Column::TenantId.eq(tenant))
        .filter(office_software::Column::Basis.eq(BASIS))
        .filter(office_software::Column::SourceId.eq(response.uuid()))
        .filter(office_software::Column::NameKey.is_not_in(software.iter().map(|name| name_key(name))))
        .exec(tx.connection())
        .await?;
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
