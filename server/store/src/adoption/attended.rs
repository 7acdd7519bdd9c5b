//! Who came to a demo session knows of the system: evidence of each registration that came, once, and taken back when the
//! list is corrected.

use crate::{Error, Tx, entities::adoption_evidence, events::Event};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::{AdoptionState, Source},
    ids::{EvidenceId, OfficeId, RegistrationId},
};
use sea_orm::{ColumnTrait as _, EntityTrait, QueryFilter as _, TryInsertResult, sea_query::OnConflict};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Registrations of a statement.
const CHUNK: usize = 500;

/// What a session left of each of its registrations: the office that came, or nobody.
pub type Came = BTreeMap<RegistrationId, Option<OfficeId>>;

/// Makes the evidence of a session what its list says now. Doing it twice changes nothing more.
pub async fn settle(
    tx: &Tx,
    came: &Came,
    on: NaiveDate,
    mut id: impl FnMut() -> EvidenceId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let all: Vec<Uuid> = came.keys().map(|registration| registration.uuid()).collect();
    let mut known: BTreeSet<RegistrationId> = BTreeSet::new();
    for piece in all.chunks(CHUNK) {
        let rows = tx
            .rows::<adoption_evidence::Entity>()?
            .filter(adoption_evidence::Column::RegistrationId.is_in(piece.to_vec()))
            .all(tx.connection())
            .await?;
        for row in rows {
            let Some(registration) = row.registration_id.map(RegistrationId::from_uuid) else { continue };
            if came.get(&registration).is_some_and(Option::is_some) {
                known.insert(registration);
            } else {
                take_back(tx, &row, now).await?;
            }
        }
    }
    for (registration, office) in came {
        if let Some(office) = office.filter(|_| !known.contains(registration)) {
            add(tx, id(), *registration, office, on, now).await?;
        }
    }
    Ok(())
}

async fn add(
    tx: &Tx,
    id: EvidenceId,
    registration: RegistrationId,
    office: OfficeId,
    on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // Coming to a session is having heard of the system, and nothing more.
    let (state, source) = (AdoptionState::Aware, Source::DemoSession);
    let row = adoption_evidence::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        office_id: office.uuid(),
        state: state.name().to_owned(),
        as_of: on,
        source: source.name().to_owned(),
        batch_id: None,
        note: String::new(),
        recorded_by: None,
        recorded_at: now,
        registration_id: Some(registration.uuid()),
        application_id: None,
    };
    let done = adoption_evidence::Entity::insert(adoption_evidence::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    if !matches!(done, TryInsertResult::Inserted(1)) {
        return Ok(());
    }
    let payload = json!({
        "state": state.name(), "as_of": on, "source": source.name(), "registration": registration,
    });
    tx.record(Event::of(now, "office.adoption-recorded", "office", office.uuid(), payload))
}

async fn take_back(tx: &Tx, row: &adoption_evidence::Model, now: DateTime<Utc>) -> Result<(), Error> {
    let gone = adoption_evidence::Entity::delete_many()
        .filter(adoption_evidence::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(adoption_evidence::Column::Id.eq(row.id))
        .exec(tx.connection())
        .await?;
    if gone.rows_affected == 0 {
        return Ok(());
    }
    let payload = json!({ "registration": row.registration_id });
    tx.record(Event::of(now, "office.adoption-withdrawn", "office", row.office_id, payload))
}
