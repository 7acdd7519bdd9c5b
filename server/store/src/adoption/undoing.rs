//! Taking a list of adopters back: what its sure rows said of offices is evidence no more. What a person decided about a
//! row stays, with everything else that is said of that office.

use super::rows::{AdopterRow, Standing};
use crate::{
    Error, Tx,
    entities::{adopter_rows, adoption_evidence},
    events::Event,
    imports::{self, Batch},
    words::word,
};
use chrono::{DateTime, Utc};
use domain::ids::{BatchId, OfficeId};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, sea_query::Expr};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Offices of a statement.
const CHUNK: usize = 500;

/// The rows of a list by which something is known of offices.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Built {
    /// Rows that were matched surely; taken back with the list.
    pub sure: Vec<AdopterRow>,
    /// Rows that a person decided, or that say the same of an office about which a person decided; they stay.
    pub by_hand: Vec<AdopterRow>,
}

/// The rows by which something is known, as they stand.
pub async fn built(tx: &Tx, batch: BatchId) -> Result<Built, Error> {
    let standings = [Standing::Matched, Standing::Stopped].map(word);
    let standings = standings.into_iter().collect::<Result<Vec<_>, _>>()?;
    let rows = tx
        .rows::<adopter_rows::Entity>()?
        .filter(adopter_rows::Column::BatchId.eq(batch.uuid()))
        .filter(adopter_rows::Column::Standing.is_in(standings))
        .order_by_asc(adopter_rows::Column::Seq)
        .all(tx.connection())
        .await?;
    let rows = rows.into_iter().map(AdopterRow::try_from).collect::<Result<Vec<_>, _>>()?;
    let decided: BTreeSet<OfficeId> =
        rows.iter().filter(|row| row.decided_by.is_some()).filter_map(|row| row.row.office).collect();
    let stays = |row: &AdopterRow| row.row.office.is_none_or(|office| decided.contains(&office));
    let (by_hand, sure) = rows.into_iter().partition(stays);
    Ok(Built { sure, by_hand })
}

/// Takes a list back. One that somebody else edited or took back meanwhile is [`Error::Stale`].
pub async fn take_back(tx: &Tx, batch: &Batch, version: i32, now: DateTime<Utc>) -> Result<(), Error> {
    let Built { sure, by_hand } = built(tx, batch.id).await?;
    imports::take_back_at_once(tx, batch, version, now).await?;
    let offices: BTreeSet<Uuid> = sure.iter().filter_map(|row| row.row.office).map(OfficeId::uuid).collect();
    let all: Vec<Uuid> = offices.into_iter().collect();
    for offices in all.chunks(CHUNK) {
        adoption_evidence::Entity::delete_many()
            .filter(adoption_evidence::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(adoption_evidence::Column::BatchId.eq(batch.id.uuid()))
            .filter(adoption_evidence::Column::OfficeId.is_in(offices.to_vec()))
            .exec(tx.connection())
            .await?;
        adopter_rows::Entity::update_many()
            .col_expr(adopter_rows::Column::Standing, Expr::value(word(Standing::TakenBack)?))
            // The list holds on to no office any more: an import that made one can be taken back as well.
            .col_expr(adopter_rows::Column::OfficeId, Expr::value(None::<Uuid>))
            .filter(adopter_rows::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(adopter_rows::Column::BatchId.eq(batch.id.uuid()))
            .filter(adopter_rows::Column::Standing.eq(word(Standing::Matched)?))
            .filter(adopter_rows::Column::OfficeId.is_in(offices.to_vec()))
            .exec(tx.connection())
            .await?;
        for office in offices {
            let payload = json!({ "batch": batch.id });
            tx.record(Event::of(now, "office.adoption-withdrawn", "office", *office, payload))?;
        }
    }
    let payload = json!({ "taken_back": sure.len(), "refused": by_hand.len() });
    tx.record(Event::of(now, "import.adopters-undone", "import", batch.id.uuid(), payload))
}
