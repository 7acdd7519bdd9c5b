//! What keeps two offices from being merged: both hold something that only one office can hold.

use super::moves::registered;
use crate::{
    Error, Tx,
    entities::{applications, contact_proposals, demo_sessions, programmes},
    plans::holds,
};
use chrono::{DateTime, Utc};
use domain::{ids::OfficeId, merging::Hindrance};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Everything that keeps one office from being merged into another.
pub async fn hindrances(
    tx: &Tx,
    stays: OfficeId,
    goes: OfficeId,
    now: DateTime<Utc>,
) -> Result<Vec<Hindrance>, Error> {
    let mut found = twice_applied(tx, stays, goes).await?;
    let open = tx
        .rows::<contact_proposals::Entity>()?
        .filter(contact_proposals::Column::OpenOfficeId.is_in([stays.uuid(), goes.uuid()]))
        .count(tx.connection())
        .await?;
    if open > 1 {
        found.push(Hindrance::Proposals);
    }
    let sessions = async |office| {
        let rows = registered(tx, office).await?.into_iter();
        let live = rows.filter(|row| row.live_office_id.is_some()).map(|row| row.session_id);
        Ok::<BTreeSet<Uuid>, Error>(live.collect())
    };
    let both: Vec<Uuid> = sessions(stays).await?.intersection(&sessions(goes).await?).copied().collect();
    let sessions = tx
        .shared::<demo_sessions::Entity>()?
        .filter(demo_sessions::Column::Id.is_in(both))
        .all(tx.connection());
    let to_come = sessions.await?.into_iter().filter_map(|row| row.starts_at).filter(|at| *at > now);
    found.extend(to_come.map(|starts_at| Hindrance::Session { starts_at }));
    Ok(found)
}

async fn twice_applied(tx: &Tx, stays: OfficeId, goes: OfficeId) -> Result<Vec<Hindrance>, Error> {
    let rows = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::OfficeId.is_in([stays.uuid(), goes.uuid()]))
        .filter(holds(applications::Column::LiveKey))
        .all(tx.connection())
        .await?;
    let (own, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.office_id == stays.uuid());
    let mut found = Vec::new();
    for own in own {
        for other in others.iter().filter(|other| other.programme_id == own.programme_id) {
            let programme = programmes::Entity::find_by_id((own.tenant_id, own.programme_id))
                .one(tx.connection())
                .await?;
            found.push(Hindrance::Applications {
                programme: programme.map(|row| row.title).unwrap_or_default(),
                receipts: [&own, other].map(|row| row.receipt_number.clone().unwrap_or_default()),
            });
        }
    }
    Ok(found)
}
