//! Who came to a demo session knows of the system: evidence of each registration that came, once, and taken back when the
//! list is corrected.

use super::followed::{self, Followed};
use crate::{Error, Tx, entities::adoption_evidence};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    adoption::AdoptionState,
    ids::{EvidenceId, OfficeId, RegistrationId},
};
use sea_orm::{ColumnTrait as _, QueryFilter as _};
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
                let follows = Followed::Registration(registration);
                followed::take_back(tx, &row, follows, now).await?;
            }
        }
    }
    for (registration, office) in came {
        if let Some(office) = office.filter(|_| !known.contains(registration)) {
            // Coming to a session is having heard of the system, and nothing more.
            let (says, follows) = ((AdoptionState::Aware, on), Followed::Registration(*registration));
            followed::add(tx, id(), office, says, follows, now).await?;
        }
    }
    Ok(())
}
