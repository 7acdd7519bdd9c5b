//! Evidence, which is only ever added, and goes only with the whole list that says so.

use crate::{Error, Tx, entities::adoption_evidence, events::Event};
use domain::{
    adoption::{AdoptionState, Evidence, Source},
    ids::{AccountId, BatchId, EvidenceId, OfficeId},
};
use sea_orm::{ColumnTrait as _, EntityTrait, QueryFilter as _, QueryOrder as _};
use serde_json::json;
use std::collections::BTreeMap;

/// Evidence with who wrote it down and from which list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What is known.
    pub evidence: Evidence,
    /// The adopter list that says so.
    pub batch: Option<BatchId>,
    /// Who wrote it down.
    pub by: Option<AccountId>,
}

/// Adds evidence of an office, in the name of whoever acts.
pub async fn record(
    tx: &Tx,
    id: EvidenceId,
    office: OfficeId,
    evidence: &Evidence,
    batch: Option<BatchId>,
) -> Result<(), Error> {
    let row = adoption_evidence::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        office_id: office.uuid(),
        state: evidence.state.name().to_owned(),
        as_of: evidence.as_of,
        source: evidence.source.name().to_owned(),
        batch_id: batch.map(BatchId::uuid),
        note: evidence.note.clone(),
        recorded_by: tx.account().map(AccountId::uuid),
        recorded_at: evidence.recorded_at,
        registration_id: None,
        application_id: None,
    };
    adoption_evidence::Entity::insert(adoption_evidence::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({
        "state": evidence.state.name(),
        "as_of": evidence.as_of,
        "source": evidence.source.name(),
        "batch": batch,
    });
    tx.record(Event::of(evidence.recorded_at, "office.adoption-recorded", "office", office.uuid(), payload))
}

/// Everything known of the adoption of an office, in the order of writing down.
pub async fn of_office(tx: &Tx, office: OfficeId) -> Result<Vec<Recorded>, Error> {
    let rows = tx
        .rows::<adoption_evidence::Entity>()?
        .filter(adoption_evidence::Column::OfficeId.eq(office.uuid()))
        .order_by_asc(adoption_evidence::Column::RecordedAt)
        .order_by_asc(adoption_evidence::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Recorded::try_from).collect()
}

/// The same of some offices, with one query; an office of which nothing is known is not among them.
pub async fn of_offices(tx: &Tx, offices: &[OfficeId]) -> Result<BTreeMap<OfficeId, Vec<Evidence>>, Error> {
    let ids = offices.iter().map(|office| office.uuid());
    let rows = tx
        .rows::<adoption_evidence::Entity>()?
        .filter(adoption_evidence::Column::OfficeId.is_in(ids))
        .order_by_asc(adoption_evidence::Column::RecordedAt)
        .order_by_asc(adoption_evidence::Column::Id)
        .all(tx.connection())
        .await?;
    by_office(rows)
}

/// Everything known of the adoption of every office of the tenant.
pub async fn every(tx: &Tx) -> Result<BTreeMap<OfficeId, Vec<Evidence>>, Error> {
    let rows = tx
        .rows::<adoption_evidence::Entity>()?
        .order_by_asc(adoption_evidence::Column::RecordedAt)
        .order_by_asc(adoption_evidence::Column::Id)
        .all(tx.connection())
        .await?;
    by_office(rows)
}

fn by_office(rows: Vec<adoption_evidence::Model>) -> Result<BTreeMap<OfficeId, Vec<Evidence>>, Error> {
    let mut known: BTreeMap<OfficeId, Vec<Evidence>> = BTreeMap::new();
    for row in rows {
        let office = row.office_id.into();
        known.entry(office).or_default().push(Recorded::try_from(row)?.evidence);
    }
    Ok(known)
}

impl TryFrom<adoption_evidence::Model> for Recorded {
    type Error = Error;
    fn try_from(row: adoption_evidence::Model) -> Result<Self, Error> {
        Ok(Self {
            evidence: Evidence {
                state: AdoptionState::named(&row.state).ok_or(Error::Unreadable(row.state))?,
                as_of: row.as_of,
                source: Source::named(&row.source).ok_or(Error::Unreadable(row.source))?,
                recorded_at: row.recorded_at,
                note: row.note,
            },
            batch: row.batch_id.map(BatchId::from_uuid),
            by: row.recorded_by.map(AccountId::from_uuid),
        })
    }
}
