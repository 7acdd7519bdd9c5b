//! 連携先: who exchanges plans with whom. Either side may say so; a link said by both is one link.

use crate::{Error, Tx, entities::partner_links, events::Event, offices::live_ids, software::Heard};
use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, OfficeId, PartnerLinkId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect as _, TryInsertResult,
    sea_query::OnConflict,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A partner of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// The other.
    pub office: OfficeId,
    /// As of which day it was last said.
    pub as_of: NaiveDate,
    /// By which way.
    pub basis: String,
    /// Who wrote it down.
    pub by: Option<AccountId>,
    /// The office itself, the other, or both said so.
    pub said_by: SaidBy,
}

/// Who of two says that they exchange plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SaidBy {
    /// The office that is looked at.
    Own,
    /// The other.
    Other,
    /// Both.
    Both,
}

/// Writes down that an office exchanges plans with another, where it did not say so before; true when it is new. An office
/// is no partner of its own.
pub(crate) async fn add(
    tx: &Tx,
    id: PartnerLinkId,
    office: OfficeId,
    partner: OfficeId,
    heard: Heard,
) -> Result<bool, Error> {
    if office == partner {
        return Ok(false);
    }
    let row = partner_links::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        office_id: office.uuid(),
        partner_office_id: partner.uuid(),
        as_of: heard.on,
        basis: heard.basis.to_owned(),
        source_id: heard.source,
        recorded_by: tx.account().map(AccountId::uuid),
        recorded_at: heard.now,
    };
    let added = partner_links::Entity::insert(partner_links::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(added, TryInsertResult::Inserted(1)) {
        return Ok(false);
    }
    let payload = json!({ "partner": partner, "basis": heard.basis });
    tx.record(Event::of(heard.now, "office.partner-recorded", "office", office.uuid(), payload))?;
    Ok(true)
}

/// Writes down that an office exchanges plans with another. What is known already is dated anew where this is no older, so
/// that of one day whoever said it last stands for it; true when the link is new. An office is no partner of its own.
pub async fn learn(
    tx: &Tx,
    id: PartnerLinkId,
    office: OfficeId,
    partner: OfficeId,
    heard: Heard,
) -> Result<bool, Error> {
    if office == partner {
        return Ok(false);
    }
    if add(tx, id, office, partner, heard).await? {
        return Ok(true);
    }
    partner_links::Entity::update_many()
        .set(partner_links::ActiveModel {
            as_of: Set(heard.on),
            basis: Set(heard.basis.to_owned()),
            source_id: Set(heard.source),
            recorded_by: Set(tx.account().map(AccountId::uuid)),
            recorded_at: Set(heard.now),
            ..Default::default()
        })
        .filter(partner_links::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(partner_links::Column::OfficeId.eq(office.uuid()))
        .filter(partner_links::Column::PartnerOfficeId.eq(partner.uuid()))
        .filter(partner_links::Column::AsOf.lte(heard.on))
        .exec(tx.connection())
        .await?;
    Ok(false)
}

/// The partners of an office, whoever of the two said so.
pub async fn of_office(tx: &Tx, office: OfficeId) -> Result<Vec<Partner>, Error> {
    let rows = tx
        .rows::<partner_links::Entity>()?
        .filter(
            Condition::any()
                .add(partner_links::Column::OfficeId.eq(office.uuid()))
                .add(partner_links::Column::PartnerOfficeId.eq(office.uuid())),
        )
        .filter(partner_links::Column::OfficeId.in_subquery(live_ids(tx)?))
        .filter(partner_links::Column::PartnerOfficeId.in_subquery(live_ids(tx)?))
        .all(tx.connection())
        .await?;
    let mut partners: BTreeMap<Uuid, Partner> = BTreeMap::new();
    for row in rows {
        let own = row.office_id == office.uuid();
        let (other, said_by) =
            if own { (row.partner_office_id, SaidBy::Own) } else { (row.office_id, SaidBy::Other) };
        let said = Partner {
            office: other.into(),
            as_of: row.as_of,
            basis: row.basis,
            by: row.recorded_by.map(AccountId::from),
            said_by,
        };
        partners
            .entry(other)
            .and_modify(|known| {
                if known.as_of < said.as_of {
                    *known = said.clone();
                }
                known.said_by = SaidBy::Both;
            })
            .or_insert(said);
    }
    Ok(partners.into_values().collect())
}

/// Every link of the tenant, each once, the smaller id first.
pub async fn every(tx: &Tx) -> Result<BTreeSet<(OfficeId, OfficeId)>, Error> {
    let rows: Vec<(Uuid, Uuid)> = tx
        .rows::<partner_links::Entity>()?
        .select_only()
        .column(partner_links::Column::OfficeId)
        .column(partner_links::Column::PartnerOfficeId)
        .filter(partner_links::Column::OfficeId.in_subquery(live_ids(tx)?))
        .filter(partner_links::Column::PartnerOfficeId.in_subquery(live_ids(tx)?))
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(|(one, other)| (one.min(other).into(), one.max(other).into())).collect())
}

/// Takes back that two offices exchange plans, whoever said so; false when nobody did.
pub async fn forget(tx: &Tx, office: OfficeId, partner: OfficeId, now: DateTime<Utc>) -> Result<bool, Error> {
    let mut gone = 0;
    for (one, other) in [(office, partner), (partner, office)] {
        gone += partner_links::Entity::delete_many()
            .filter(partner_links::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(partner_links::Column::OfficeId.eq(one.uuid()))
            .filter(partner_links::Column::PartnerOfficeId.eq(other.uuid()))
            .exec(tx.connection())
            .await?
            .rows_affected;
    }
    if gone > 0 {
        let payload = json!({ "partner": partner });
        tx.record(Event::of(now, "office.partner-removed", "office", office.uuid(), payload))?;
    }
    Ok(gone > 0)
}
