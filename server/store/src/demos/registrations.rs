//! 参加申込 as rows: who registered for what, who waits, who came.

use super::sessions;
use crate::{
    Error, Tx,
    entities::{demo_registrations, demo_sessions},
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{CheckInCode, HOLDS, QUIET, Reply, Waiter},
    ids::{DemoId, OfficeId, RegistrationId, TenantId},
    service_type::ServiceType,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// By which way somebody came into the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Signed in, for their own office.
    Account,
    /// From the public page or an invitation.
    Link,
    /// An officer entered it.
    Officer,
    /// 当日参加: came without having registered.
    WalkIn,
}

impl Way {
    /// All of them.
    const ALL: [Self; 4] = [Self::Account, Self::Link, Self::Officer, Self::WalkIn];

    /// The word in rows.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Link => "link",
            Self::Officer => "officer",
            Self::WalkIn => "walk_in",
        }
    }
}

/// How one waits for places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Since when.
    pub since: DateTime<Utc>,
    /// How often it was offered places.
    pub offers: u8,
    /// When it was offered some last.
    pub offered_at: Option<DateTime<Utc>>,
    /// Whether the last offer still holds its places.
    pub holds: bool,
    /// Whether it was told that places go to whoever is first.
    pub told_first_come: bool,
}

impl Wait {
    /// Places are offered to it, and held for a day.
    pub(crate) fn offer(&mut self, now: DateTime<Utc>) {
        self.holds = true;
        self.offers += 1;
        self.offered_at = Some(now);
    }

    /// The next moment at which a line may move by itself; none where nobody waits.
    pub(crate) fn next_turn(
        line: &[Self],
        starts_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        if line.is_empty() {
            return None;
        }
        let days = line.iter().filter_map(|wait| Some(wait.offered_at? + HOLDS));
        days.chain([starts_at - QUIET]).filter(|at| *at > now).min()
    }
}

/// One office's (or walk-in's) place at a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its id.
    pub id: RegistrationId,
    /// Of which session.
    pub session: DemoId,
    /// In whose house it stands: the municipality's that holds the session or joined it, if it has one here.
    pub house: Option<TenantId>,
    /// The office, where the register knows it.
    pub office: Option<OfficeId>,
    /// Its name, as it was when it registered; of a walk-in as they said it.
    pub office_name: String,
    /// What it provides, where the register knows it.
    pub services: Vec<ServiceType>,
    /// By which way it came into the list.
    pub way: Way,
    /// With which code it checks in.
    pub code: CheckInCode,
    /// How many people were registered; of a walk-in nobody.
    pub people: u16,
    /// Whom to tell.
    pub name: String,
    /// Where the reminder goes; may be empty where an officer entered it.
    pub email: String,
    /// 電話番号; may be empty.
    pub phone: String,
    /// What was said to what is asked besides.
    pub replies: Vec<Reply>,
    /// How it waits; none where it has its places.
    pub wait: Option<Wait>,
    /// Which one in another session is given up once it has its places.
    pub instead_of: Option<RegistrationId>,
    /// How many came, once that was taken.
    pub attended: Option<u16>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it was cancelled.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// How often it was changed, from 1.
    pub version: i32,
}

impl Registration {
    /// Whether somebody came without having registered.
    pub fn is_walk_in(&self) -> bool {
        self.way == Way::WalkIn
    }
    /// Whether it was not cancelled.
    pub const fn is_live(&self) -> bool {
        self.cancelled_at.is_none()
    }
    /// Whether it has its places.
    pub fn is_placed(&self) -> bool {
        !self.is_walk_in() && self.wait.is_none()
    }
    /// Whether its places count as taken: it has them, or an offer holds them.
    pub fn takes_places(&self) -> bool {
        !self.is_walk_in() && self.wait.is_none_or(|wait| wait.holds)
    }
    /// As one who waits.
    pub(super) fn waiter(&self) -> Option<Waiter<RegistrationId>> {
        let Wait { since: _, offers, offered_at, holds, told_first_come: _ } = self.wait?;
        let people = domain::demos::People::new(self.people)?;
        Some(Waiter { id: self.id, people, offers, offered_at, holds })
    }
}

/// Adds a row; false when the office has one already.
pub(super) async fn insert(tx: &Tx, row: demo_registrations::Model) -> Result<bool, Error> {
    let done = demo_registrations::Entity::insert(demo_registrations::ActiveModel::from(row))
        .on_conflict(sea_orm::sea_query::OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    Ok(match done {
        sea_orm::TryInsertResult::Inserted(rows) => rows == 1,
        sea_orm::TryInsertResult::Conflicted | sea_orm::TryInsertResult::Empty => false,
    })
}

/// Everybody of a session who is registered, waits or came, in the order of their codes.
pub async fn of_session(tx: &Tx, session: DemoId) -> Result<Vec<Registration>, Error> {
    let rows = tx
        .shared::<demo_registrations::Entity>()?
        .filter(demo_registrations::Column::SessionId.eq(session.uuid()))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .order_by_asc(demo_registrations::Column::Number)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Registration::try_from).collect()
}

/// The living registrations of some offices, over every session of the municipality of the scope.
pub async fn of_offices(tx: &Tx, offices: &[OfficeId]) -> Result<Vec<Registration>, Error> {
    let rows = tx
        .shared::<demo_registrations::Entity>()?
        .filter(demo_registrations::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .filter(demo_registrations::Column::OfficeId.is_in(offices.iter().map(|office| office.uuid())))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .order_by_desc(demo_registrations::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Registration::try_from).collect()
}

/// When the sessions of the municipality began at which somebody of an office was.
pub async fn attended_by(tx: &Tx, office: OfficeId) -> Result<Vec<DateTime<Utc>>, Error> {
    let there = tx
        .shared::<demo_registrations::Entity>()?
        .filter(demo_registrations::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .filter(demo_registrations::Column::OfficeId.eq(office.uuid()))
        .filter(demo_registrations::Column::Attended.gt(0))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .all(tx.connection())
        .await?;
    let sessions = tx
        .shared::<demo_sessions::Entity>()?
        .filter(demo_sessions::Column::Id.is_in(there.iter().map(|one| one.session_id)))
        .order_by_asc(demo_sessions::Column::StartsAt)
        .all(tx.connection())
        .await?;
    Ok(sessions.into_iter().filter_map(|session| session.starts_at).collect())
}

/// One registration that the tenant of the scope keeps or shares.
pub async fn find(tx: &Tx, id: RegistrationId) -> Result<Option<Registration>, Error> {
    let query =
        tx.shared::<demo_registrations::Entity>()?.filter(demo_registrations::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Registration::try_from).transpose()
}

/// In whose house whoever holds the link of a registration is served: the municipality's, else the federation's. Asked
/// by the system, which knows the registration and no house yet.
pub async fn house(tx: &Tx, id: RegistrationId) -> Result<Option<TenantId>, Error> {
    let row = demo_registrations::Entity::find()
        .filter(demo_registrations::Column::Id.eq(id.uuid()))
        .one(tx.connection())
        .await?;
    Ok(row.map(|row| row.shared_with.unwrap_or(row.tenant_id).into()))
}

/// What was said as a column holds it.
pub(super) fn kept_replies(replies: &[Reply]) -> Result<Option<serde_json::Value>, Error> {
    if replies.is_empty() { Ok(None) } else { Ok(Some(serde_json::to_value(replies)?)) }
}

/// The codes of services as a column holds them.
pub(super) fn kept_services(services: &[ServiceType]) -> String {
    services.iter().map(|service| service.code()).collect::<Vec<_>>().join(",")
}

impl TryFrom<demo_registrations::Model> for Registration {
    type Error = Error;
    fn try_from(row: demo_registrations::Model) -> Result<Self, Error> {
        let number = sessions::count(row.number)?;
        let way = Way::ALL.into_iter().find(|way| way.code() == row.way);
        let wait = match row.waiting_since {
            Some(since) => Some(Wait {
                since,
                offers: u8::try_from(row.offers)
                    .map_err(|_| Error::Unreadable(format!("{} offers", row.offers)))?,
                offered_at: row.offered_at,
                holds: row.holds,
                told_first_come: row.told_first_come,
            }),
            None => None,
        };
        Ok(Self {
            id: row.id.into(),
            session: row.session_id.into(),
            house: row.shared_with.map(TenantId::from_uuid),
            office: row.office_id.map(OfficeId::from_uuid),
            office_name: row.office_name,
            services: row.services.split(',').filter_map(ServiceType::from_code).collect(),
            way: way.ok_or_else(|| Error::Unreadable(format!("way {}", row.way)))?,
            code: CheckInCode::of_number(number)
                .ok_or_else(|| Error::Unreadable(format!("registration number {number}")))?,
            people: sessions::count(row.people)?,
            name: row.name,
            email: row.email,
            phone: row.phone,
            replies: match row.replies {
                Some(replies) => serde_json::from_value(replies)?,
                None => Vec::new(),
            },
            wait,
            instead_of: row.instead_of.map(RegistrationId::from_uuid),
            attended: row.attended.map(sessions::count).transpose()?,
            created_at: row.created_at,
            cancelled_at: row.cancelled_at,
            version: row.version,
        })
    }
}
