//! 参加団体: registered once each, never more people than places, and counted when they came. Who finds no place left may
//! wait ([`super::waiting`]).

use super::{Kept, count};
use crate::{
    Error, Tx,
    demos::registrations::Wait,
    entities::{occasion_bodies, occasions},
    events::Event,
    tx::Engine,
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Contact, People, Waiter},
    ids::{BodyId, OccasionId, TenantId},
    occasions::{Body, BodyForm, BodyKind, ChangeForm},
    prefecture::Prefecture,
    text::search_key,
};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

/// A registration of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// Its id.
    pub id: BodyId,
    /// For which occasion.
    pub occasion: OccasionId,
    /// The house that registered itself.
    pub house: Option<TenantId>,
    /// What it is.
    pub kind: BodyKind,
    /// Where it is.
    pub prefecture: Prefecture,
    /// Its name.
    pub name: String,
    /// What it said: people, who answers, what it wants to know.
    pub said: ChangeForm,
    /// Whether the host entered it for somebody who telephoned.
    pub told: bool,
    /// How it waits; none where it has its places.
    pub wait: Option<Wait>,
    /// How many came; none while nobody counted.
    pub attended: Option<u16>,
    /// When it was taken back.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// How often it was changed, from 1.
    pub version: i32,
}

impl Registered {
    /// Whether it has its places.
    pub const fn is_placed(&self) -> bool {
        self.wait.is_none()
    }
    /// Whether its places count as taken: it has them, or an offer holds them.
    pub fn takes_places(&self) -> bool {
        self.wait.is_none_or(|wait| wait.holds)
    }
    /// As one who waits.
    pub(super) fn waiter(&self) -> Option<Waiter<BodyId>> {
        let Wait { since: _, offers, offered_at, holds, told_first_come: _ } = self.wait?;
        let people = People::new(self.said.people)?;
        Some(Waiter { id: self.id, people, offers, offered_at, holds })
    }
    /// As a table counts what was registered.
    pub const fn body(&self) -> Body {
        Body { prefecture: self.prefecture, kind: self.kind, people: self.said.people }
    }
    /// As a table counts who came; none who did not.
    pub fn came(&self) -> Option<Body> {
        let people = self.attended.filter(|people| *people > 0)?;
        Some(Body { people, ..self.body() })
    }
}

/// Why a body was not registered. Whoever gets one drops the transaction: nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// It is registered already.
    #[error("registered already")]
    Registered,
    /// More people than there are places left.
    #[error("not enough places")]
    Full,
}

/// How a registration came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// By somebody who did not sign in.
    Outside,
    /// By an officer of the body.
    House(TenantId),
    /// Entered by the host.
    Told,
}

fn key(kind: BodyKind, prefecture: Prefecture, name: &str) -> String {
    format!("{}/{}/{}", kind.code(), prefecture.number(), search_key(name))
}

/// Registers a body: its places first, then its row. Where none are left it waits, if it said so.
pub async fn register(
    tx: &Tx,
    id: BodyId,
    kept: &Kept,
    form: &BodyForm,
    from: Source,
    now: DateTime<Utc>,
) -> Result<Registered, RegisterError> {
    let BodyForm { kind, prefecture, name, change, waits } = form;
    // Whoever asks for more places than there are would wait for ever.
    let waits = *waits && kept.occasion.places().is_none_or(|places| change.people <= places);
    let placed = take(tx, kept.id, i32::from(change.people)).await?;
    if !placed && !waits {
        // Whoever is there already is told that, and not that no place is left.
        let known = is_registered(tx, kept.id, &key(*kind, *prefecture, name)).await?;
        return Err(if known { RegisterError::Registered } else { RegisterError::Full });
    }
    let house = match from {
        Source::House(house) => Some(house.uuid()),
        Source::Outside | Source::Told => None,
    };
    let row = occasion_bodies::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        occasion_id: kept.id.uuid(),
        shared_with: house,
        kind: kind.code().to_owned(),
        prefecture: i32::from(prefecture.number()),
        name: name.clone(),
        people: i32::from(change.people),
        contact: serde_json::to_value(&change.contact).map_err(Error::from)?,
        question: change.question.clone(),
        told: from == Source::Told,
        attended: None,
        live_key: Some(key(*kind, *prefecture, name)),
        cancelled_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
        waiting_since: (!placed).then_some(now),
        offers: 0,
        offered_at: None,
        holds: false,
        told_first_come: false,
    };
    let registered = Registered::try_from(row.clone())?;
    let done = occasion_bodies::Entity::insert(occasion_bodies::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await
        .map_err(Error::from)?;
    if !matches!(done, TryInsertResult::Inserted(1)) {
        return Err(RegisterError::Registered);
    }
    let payload = json!({
        "occasion": kept.id, "body": id, "kind": kind.code(), "prefecture": prefecture.number(), "people": change.people,
        "told": from == Source::Told,
    });
    let event = if placed {
        Event::of(now, "occasion.body_registered", "occasion", kept.id.uuid(), payload)
    } else {
        Event::of(now, "occasion.body_waits", "occasion", kept.id.uuid(), payload)
    };
    tx.record(event)?;
    Ok(registered)
}

/// Whether a body of this key is registered or waits.
async fn is_registered(tx: &Tx, occasion: OccasionId, key: &str) -> Result<bool, Error> {
    let row = tx
        .shared::<occasion_bodies::Entity>()?
        .filter(occasion_bodies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasion_bodies::Column::OccasionId.eq(occasion.uuid()))
        .filter(occasion_bodies::Column::LiveKey.eq(key))
        .one(tx.connection())
        .await?;
    Ok(row.is_some())
}

/// Moves the number of people that are registered, never past the places there are.
pub(super) async fn take(tx: &Tx, occasion: OccasionId, more: i32) -> Result<bool, Error> {
    let after = Expr::col(occasions::Column::Registered).add(more);
    let fits = Expr::col(occasions::Column::Places)
        .is_null()
        .or(after.clone().lte(Expr::col(occasions::Column::Places)));
    let taken = occasions::Entity::update_many()
        .col_expr(occasions::Column::Registered, after)
        .filter(occasions::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasions::Column::Id.eq(occasion.uuid()))
        .filter(fits)
        .exec(tx.connection())
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Changes how many come, and who answers. Who waits never asks for more places than there are.
pub async fn change(
    tx: &Tx,
    kept: &Kept,
    registered: &Registered,
    form: &ChangeForm,
    now: DateTime<Utc>,
) -> Result<Registered, RegisterError> {
    let more = i32::from(form.people) - i32::from(registered.said.people);
    let fits = if registered.takes_places() {
        more == 0 || take(tx, registered.occasion, more).await?
    } else {
        kept.occasion.places().is_none_or(|places| form.people <= places)
    };
    if !fits {
        return Err(RegisterError::Full);
    }
    let contact = serde_json::to_value(&form.contact).map_err(Error::from)?;
    let changed = occasion_bodies::Entity::update_many()
        .col_expr(occasion_bodies::Column::People, Expr::value(i32::from(form.people)))
        .col_expr(occasion_bodies::Column::Contact, Expr::value(contact))
        .col_expr(occasion_bodies::Column::Question, Expr::value(form.question.clone()))
        .col_expr(occasion_bodies::Column::UpdatedAt, Expr::value(now))
        .col_expr(occasion_bodies::Column::Version, Expr::value(registered.version + 1))
        .filter(occasion_bodies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasion_bodies::Column::Id.eq(registered.id.uuid()))
        .filter(occasion_bodies::Column::Version.eq(registered.version))
        .filter(occasion_bodies::Column::CancelledAt.is_null())
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    Error::stale_unless(changed.rows_affected)?;
    let payload = json!({ "occasion": registered.occasion, "body": registered.id, "people": form.people });
    tx.record(Event::of(now, "occasion.body_changed", "occasion", registered.occasion.uuid(), payload))?;
    Ok(Registered { said: form.clone(), version: registered.version + 1, ..registered.clone() })
}

/// Takes a registration back: its places are free at once.
pub async fn withdraw(tx: &Tx, registered: &Registered, now: DateTime<Utc>) -> Result<(), Error> {
    let withdrawn = occasion_bodies::Entity::update_many()
        .col_expr(occasion_bodies::Column::LiveKey, Expr::value(None::<String>))
        .col_expr(occasion_bodies::Column::CancelledAt, Expr::value(Some(now)))
        .col_expr(occasion_bodies::Column::Holds, Expr::value(false))
        .col_expr(occasion_bodies::Column::UpdatedAt, Expr::value(now))
        .col_expr(occasion_bodies::Column::Version, Expr::value(registered.version + 1))
        .filter(occasion_bodies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasion_bodies::Column::Id.eq(registered.id.uuid()))
        .filter(occasion_bodies::Column::Version.eq(registered.version))
        .filter(occasion_bodies::Column::CancelledAt.is_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(withdrawn.rows_affected)?;
    if registered.takes_places() {
        take(tx, registered.occasion, -i32::from(registered.said.people)).await?;
    }
    let payload = json!({
        "occasion": registered.occasion, "body": registered.id, "people": registered.said.people,
    });
    tx.record(Event::of(now, "occasion.body_withdrawn", "occasion", registered.occasion.uuid(), payload))
}

/// The bodies of an occasion that have their places: by prefecture and name.
pub async fn placed(tx: &Tx, occasion: OccasionId) -> Result<Vec<Registered>, Error> {
    let all = of_occasion(tx, occasion).await?;
    Ok(all.into_iter().filter(Registered::is_placed).collect())
}

/// The bodies of an occasion that are registered or wait: by prefecture and name.
pub async fn of_occasion(tx: &Tx, occasion: OccasionId) -> Result<Vec<Registered>, Error> {
    let rows = tx
        .shared::<occasion_bodies::Entity>()?
        .filter(occasion_bodies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasion_bodies::Column::OccasionId.eq(occasion.uuid()))
        .filter(occasion_bodies::Column::CancelledAt.is_null())
        .order_by_asc(occasion_bodies::Column::Prefecture)
        .order_by_asc(occasion_bodies::Column::Name)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Registered::try_from).collect()
}

/// One registration at the house of the scope, also when it was taken back; nobody else changes it meanwhile.
pub async fn find_to_change(tx: &Tx, id: BodyId) -> Result<Option<Registered>, Error> {
    let query = tx
        .shared::<occasion_bodies::Entity>()?
        .filter(occasion_bodies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasion_bodies::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    query.one(tx.connection()).await?.map(Registered::try_from).transpose()
}

/// The same, to look at it.
pub async fn find(tx: &Tx, id: BodyId) -> Result<Option<Registered>, Error> {
    let row = tx
        .shared::<occasion_bodies::Entity>()?
        .filter(occasion_bodies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasion_bodies::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Registered::try_from).transpose()
}

/// What the house registered itself for, in the scope of whichever of the two.
pub async fn of_house(tx: &Tx, house: TenantId) -> Result<Vec<Registered>, Error> {
    let rows = tx
        .shared::<occasion_bodies::Entity>()?
        .filter(occasion_bodies::Column::SharedWith.eq(house.uuid()))
        .filter(occasion_bodies::Column::CancelledAt.is_null())
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Registered::try_from).collect()
}

/// Keeps how many came of a body.
pub async fn attend(
    tx: &Tx,
    registered: &Registered,
    people: Option<u16>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    occasion_bodies::Entity::update_many()
        .col_expr(occasion_bodies::Column::Attended, Expr::value(people.map(i32::from)))
        .col_expr(occasion_bodies::Column::UpdatedAt, Expr::value(now))
        .filter(occasion_bodies::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(occasion_bodies::Column::Id.eq(registered.id.uuid()))
        .exec(tx.connection())
        .await?;
    let payload = json!({ "body": registered.id, "people": people });
    tx.record(Event::of(now, "occasion.attended", "occasion", registered.occasion.uuid(), payload))
}

impl TryFrom<occasion_bodies::Model> for Registered {
    type Error = Error;
    fn try_from(row: occasion_bodies::Model) -> Result<Self, Error> {
        let kind = BodyKind::from_code(&row.kind);
        let kind = kind.ok_or_else(|| Error::Unreadable(format!("body kind {}", row.kind)))?;
        let prefecture = u8::try_from(row.prefecture).ok().and_then(Prefecture::new);
        let contact: Contact = serde_json::from_value(row.contact)?;
        Ok(Self {
            id: row.id.into(),
            occasion: row.occasion_id.into(),
            house: row.shared_with.map(TenantId::from_uuid),
            kind,
            prefecture: prefecture
                .ok_or_else(|| Error::Unreadable(format!("prefecture {}", row.prefecture)))?,
            name: row.name,
            said: ChangeForm { people: count(row.people)?, contact, question: row.question },
            told: row.told,
            wait: match row.waiting_since {
                Some(since) => Some(Wait {
                    since,
                    offers: u8::try_from(row.offers)
                        .map_err(|_| Error::Unreadable(format!("{} offers", row.offers)))?,
                    offered_at: row.offered_at,
                    holds: row.holds,
                    told_first_come: row.told_first_come,
                }),
                None => None,
            },
            attended: row.attended.map(count).transpose()?,
            cancelled_at: row.cancelled_at,
            created_at: row.created_at,
            version: row.version,
        })
    }
}
