//! Places that are held while somebody fills in a registration: they count as taken until the registration takes them or
//! their time is over. The session's row is taken first by all who hold, use and give back places, so that nobody waits for
//! somebody who waits for them.

use super::{
    coming::{RegisterError, take_places},
    record,
    sessions::{self, Session},
};
use crate::{Error, Tx, entities::demo_place_holds};
use chrono::{DateTime, Utc};
use domain::{
    demos::{FILLING, Happening, People},
    email::Email,
    ids::{DemoId, PlaceHoldId, TenantId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Places that are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceHold {
    /// Which.
    pub id: PlaceHoldId,
    /// For how many people.
    pub people: u16,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// Holds places for ten minutes. Doing it again holds no more and no longer, but for as many as are wanted now.
pub async fn hold(
    tx: &Tx,
    session: &Session,
    (id, people): (PlaceHoldId, People),
    now: DateTime<Utc>,
) -> Result<PlaceHold, RegisterError> {
    session.stage.registers(now)?;
    let before = release(tx, session, id).await?;
    take_places(tx, session, i32::from(people.get()), 0).await?;
    let until = before.filter(|before| before.until > now).map_or(now + FILLING, |before| before.until);
    let row = demo_place_holds::Model {
        tenant_id: session.federation.uuid(),
        id: id.uuid(),
        session_id: session.id.uuid(),
        shared_with: session.comes_from(tx.tenant()?).map(TenantId::uuid),
        people: i32::from(people.get()),
        until,
        created_at: now,
    };
    demo_place_holds::Entity::insert(demo_place_holds::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await
        .map_err(Error::from)?;
    record(tx, session, Happening::PlaceHeld, &json!({ "hold": id, "people": people }), now)?;
    Ok(PlaceHold { id, people: people.get(), until })
}

/// What is held under an id, until somebody used it or it was given back: its time may be over by then.
pub async fn find(tx: &Tx, session: &Session, id: PlaceHoldId) -> Result<Option<PlaceHold>, Error> {
    let row = tx
        .shared::<demo_place_holds::Entity>()?
        .filter(demo_place_holds::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_place_holds::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(PlaceHold::try_from).transpose()
}

/// For how many people places are held on the pages of the house.
pub async fn held(tx: &Tx, session: &Session) -> Result<u16, Error> {
    let rows = tx
        .shared::<demo_place_holds::Entity>()?
        .filter(demo_place_holds::Column::SessionId.eq(session.id.uuid()))
        .all(tx.connection())
        .await?;
    sessions::count(rows.iter().map(|row| row.people).sum())
}

/// Places that are taken and for which nobody is registered, as far as the house sees them: those that are held while somebody
/// fills in a registration, and those that are kept for who waits until they take them or let their day pass.
#[derive(Debug, Default)]
pub struct SetAside(BTreeMap<DemoId, Beside>);

/// For how many people.
#[derive(Debug, Default, Clone, Copy)]
struct Beside {
    filling: u16,
    kept: u16,
    /// So many registrations of those that are kept are the house's own, and have no mail address.
    to_call: usize,
}

impl SetAside {
    /// Of every session that the tenant of the scope keeps, shares or joined.
    pub async fn of_house(tx: &Tx) -> Result<Self, Error> {
        // One question, for it is asked with every list. A moment before all others finds those who wait by their index, which
        // `IS NOT NULL` does not on SQLite.
        let sql = "SELECT session_id, people, shared_with, 'filling' AS why, '' AS email FROM demo_place_holds
             WHERE tenant_id = $1 OR shared_with = $1
             UNION ALL SELECT session_id, people, shared_with, 'kept' AS why, email FROM demo_registrations
             WHERE (tenant_id = $1 OR shared_with = $1) AND waiting_since > $2 AND holds AND cancelled_at IS NULL";
        let own = tx.tenant()?.uuid();
        let asked = tx.statement(sql, [own.into(), DateTime::UNIX_EPOCH.into()]);
        let mut aside: BTreeMap<DemoId, Beside> = BTreeMap::new();
        for row in tx.connection().query_all_raw(asked).await? {
            let session: Uuid = row.try_get("", "session_id")?;
            let (people, why): (i32, String) = (row.try_get("", "people")?, row.try_get("", "why")?);
            let (house, email): (Option<Uuid>, String) =
                (row.try_get("", "shared_with")?, row.try_get("", "email")?);
            let beside = aside.entry(session.into()).or_default();
            // Those of a city without a house are its federation's to tell.
            if why == "kept" && email.parse::<Email>().is_err() && house.is_none_or(|house| house == own) {
                beside.to_call += 1;
            }
            let whose = if why == "kept" { &mut beside.kept } else { &mut beside.filling };
            *whose = whose.saturating_add(sessions::count(people)?);
        }
        Ok(Self(aside))
    }

    fn of(&self, session: &Session) -> Beside {
        self.0.get(&session.id).copied().unwrap_or_default()
    }

    /// For how many people places are held while their registrations are filled in.
    pub fn filling(&self, session: &Session) -> u16 {
        self.of(session).filling
    }

    /// For how many people places are kept who were offered them and did not take them yet.
    pub fn kept(&self, session: &Session) -> u16 {
        self.of(session).kept
    }

    /// How many of these the house has to call, for nobody wrote to them.
    pub fn to_call(&self, session: &Session) -> usize {
        self.of(session).to_call
    }

    /// For how many people one has its registrations, and nothing else.
    pub fn registered(&self, session: &Session) -> u16 {
        let Beside { filling, kept, to_call: _ } = self.of(session);
        session.registered.saturating_sub(filling.saturating_add(kept))
    }
}

/// Gives back what is held under an id, for the registration that follows in the same transaction: it takes the places, and is
/// what is recorded.
pub async fn release(tx: &Tx, session: &Session, id: PlaceHoldId) -> Result<Option<PlaceHold>, Error> {
    sessions::find_to_come(tx, session.id).await?.ok_or(Error::Missing)?;
    let Some(hold) = find(tx, session, id).await? else { return Ok(None) };
    remove(tx, session, hold).await?;
    Ok(Some(hold))
}

/// Gives back what had its time. In the federation's house, which sees what is held on every page.
pub async fn lapse(tx: &Tx, session: &Session, now: DateTime<Utc>) -> Result<(), Error> {
    let over = tx
        .shared::<demo_place_holds::Entity>()?
        .filter(demo_place_holds::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_place_holds::Column::Until.lte(now))
        .all(tx.connection())
        .await?;
    for row in over {
        let hold = PlaceHold::try_from(row)?;
        remove(tx, session, hold).await?;
        let payload = json!({ "hold": hold.id, "people": hold.people });
        record(tx, session, Happening::PlaceFreed, &payload, now)?;
    }
    Ok(())
}

/// Its places are free at once, wherever the session stands by now.
async fn remove(tx: &Tx, session: &Session, hold: PlaceHold) -> Result<(), Error> {
    demo_place_holds::Entity::delete_many()
        .filter(demo_place_holds::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_place_holds::Column::Id.eq(hold.id.uuid()))
        .exec(tx.connection())
        .await?;
    tx.connection()
        .execute_raw(tx.statement(
            "UPDATE demo_sessions SET registered = registered - $1 WHERE tenant_id = $2 AND id = $3",
            [i32::from(hold.people).into(), session.federation.uuid().into(), session.id.uuid().into()],
        ))
        .await?;
    Ok(())
}

impl TryFrom<demo_place_holds::Model> for PlaceHold {
    type Error = Error;
    fn try_from(row: demo_place_holds::Model) -> Result<Self, Error> {
        Ok(Self { id: row.id.into(), people: sessions::count(row.people)?, until: row.until })
    }
}
