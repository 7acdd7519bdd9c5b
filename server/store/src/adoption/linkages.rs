//! 連携先 that an application names: links of its office, learned and taken back with its case
//! (`docs/decisions/0061-partners-that-an-application-names.md`).

use crate::{
    Error, Tx, entities::partner_links, events::Event, network, partners, software::Heard,
    subsidies::applications::Application,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{ApplicationId, OfficeId, PartnerLinkId},
    network::{Meant, Written},
};
use sea_orm::{ColumnTrait as _, EntityTrait, QueryFilter as _};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use uuid::Builder;

/// The basis under which such links are known.
const BASIS: &str = "application";

/// What the register makes of a list of 連携先.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matched {
    /// The offices that are meant.
    pub offices: BTreeSet<OfficeId>,
    /// What means nobody, or nobody surely; it stays as it was written.
    pub open: Vec<Written>,
}

/// Finds a list in the register; what means one office alone is found.
pub async fn matched(tx: &Tx, named: &[Written]) -> Result<Matched, Error> {
    let mut all = Matched::default();
    if named.is_empty() {
        return Ok(all);
    }
    let (register, _) = network::reader(tx).await?;
    for one in named {
        match register.meant(one) {
            Meant::One(office) => {
                all.offices.insert(office);
            }
            Meant::Several(_) | Meant::Many | Meant::Nobody => all.open.push(one.clone()),
        }
    }
    Ok(all)
}

/// Makes the links of an application those that it names now, and none once it has ended. What somebody said of two offices
/// before stays as they said it.
pub(super) async fn settle(
    tx: &Tx,
    application: &Application,
    named: &[Written],
    on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut missing = matched(tx, named).await?.offices;
    let known = tx
        .rows::<partner_links::Entity>()?
        .filter(partner_links::Column::Basis.eq(BASIS))
        .filter(partner_links::Column::SourceId.eq(application.id.uuid()))
        .all(tx.connection())
        .await?;
    for row in known {
        let own = row.office_id == application.office.uuid();
        if !(own && missing.remove(&OfficeId::from_uuid(row.partner_office_id))) {
            take_back(tx, &row, application.id, now).await?;
        }
    }
    let heard = Heard { basis: BASIS, source: Some(application.id.uuid()), on, now };
    for partner in missing {
        partners::add(tx, link_id(application.id, partner), application.office, partner, heard).await?;
    }
    Ok(())
}

/// One link for each partner that an application names, always the same.
fn link_id(application: ApplicationId, partner: OfficeId) -> PartnerLinkId {
    let mut bytes = [0; 16];
    let key = format!("application.partner:{application}:{partner}");
    for (to, from) in bytes.iter_mut().zip(Sha256::digest(key.as_bytes())) {
        *to = from;
    }
    PartnerLinkId::from_uuid(Builder::from_custom_bytes(bytes).into_uuid())
}

async fn take_back(
    tx: &Tx,
    row: &partner_links::Model,
    id: ApplicationId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let gone = partner_links::Entity::delete_many()
        .filter(partner_links::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(partner_links::Column::Id.eq(row.id))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(());
    }
    let payload = json!({ "partner": row.partner_office_id, "application": id });
    tx.record(Event::of(now, "office.partner-removed", "office", row.office_id, payload))
}
