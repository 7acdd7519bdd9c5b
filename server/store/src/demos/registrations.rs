//! 参加申込: places are counted in people, taken in one conditional update, and never more than there are.

use super::{
    ActError, record,
    sessions::{self, Session},
};
use crate::{
    Error, Tx,
    entities::{demo_registrations, demo_sessions},
};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Act, CheckInCode, Happening, RegistrationForm, WrongStage},
    ids::{AccountId, DemoId, OfficeId, RegistrationId, TenantId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// One office's (or walk-in's) place at a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its id.
    pub id: RegistrationId,
    /// Of which session.
    pub session: DemoId,
    /// The office, where the register knows it.
    pub office: Option<OfficeId>,
    /// Its name, as it was when it registered; of a walk-in as they said it.
    pub office_name: String,
    /// With which code it checks in.
    pub code: CheckInCode,
    /// How many people were registered; of a walk-in nobody.
    pub people: u16,
    /// Whom to tell.
    pub name: String,
    /// Where the reminder goes.
    pub email: String,
    /// How many came, once that was taken.
    pub attended: Option<u16>,
    /// When it was cancelled.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// How often it was changed, from 1.
    pub version: i32,
}

impl Registration {
    /// Whether somebody came without having registered.
    pub const fn is_walk_in(&self) -> bool {
        self.people == 0
    }
    /// Whether it holds its places.
    pub const fn is_live(&self) -> bool {
        self.cancelled_at.is_none()
    }
}

/// Why nobody was registered. Whoever gets one drops the transaction: nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// It is not confirmed, or has begun.
    #[error(transparent)]
    Stage(#[from] WrongStage),
    /// More than there are places left.
    #[error("only {left} places are left")]
    Full {
        /// Places that are left.
        left: u16,
    },
    /// The office is registered already.
    #[error("the office is registered already")]
    Already,
}

impl From<ActError> for RegisterError {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Store(error) => Self::Store(error),
            ActError::Stage(error) => Self::Stage(error),
        }
    }
}

/// Registers an office: its places first, then its row.
pub async fn register(
    tx: &Tx,
    session: &Session,
    id: RegistrationId,
    (account, office_name): (AccountId, &str),
    form: &RegistrationForm,
    now: DateTime<Utc>,
) -> Result<Registration, RegisterError> {
    session.stage.registers(now)?;
    let number = take_places(tx, session, i32::from(form.people.get()), 1).await?;
    let row = demo_registrations::Model {
        tenant_id: session.federation.uuid(),
        id: id.uuid(),
        session_id: session.id.uuid(),
        shared_with: session.comes_from(tx.tenant()?).map(TenantId::uuid),
        office_id: Some(form.office.uuid()),
        account_id: Some(account.uuid()),
        office_name: office_name.to_owned(),
        number,
        people: i32::from(form.people.get()),
        name: form.name.as_str().to_owned(),
        email: form.email.as_str().to_owned(),
        live_office_id: Some(form.office.uuid()),
        attended: None,
        attended_at: None,
        cancelled_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    if !insert(tx, row.clone()).await? {
        return Err(RegisterError::Already);
    }
    let payload = json!({ "registration": id, "people": form.people });
    record(tx, session, Happening::Registered, &payload, now)?;
    Ok(row.try_into()?)
}

/// Changes how many come and whom to tell.
pub async fn change(
    tx: &Tx,
    session: &Session,
    registration: &Registration,
    form: &RegistrationForm,
    now: DateTime<Utc>,
) -> Result<(), RegisterError> {
    session.stage.registers(now)?;
    let more = i32::from(form.people.get()) - i32::from(registration.people);
    take_places(tx, session, more, 0).await?;
    let changed = demo_registrations::Entity::update_many()
        .col_expr(demo_registrations::Column::People, Expr::value(i32::from(form.people.get())))
        .col_expr(demo_registrations::Column::Name, Expr::value(form.name.as_str()))
        .col_expr(demo_registrations::Column::Email, Expr::value(form.email.as_str()))
        .col_expr(demo_registrations::Column::UpdatedAt, Expr::value(now))
        .col_expr(demo_registrations::Column::Version, Expr::value(registration.version + 1))
        .filter(demo_registrations::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_registrations::Column::Id.eq(registration.id.uuid()))
        .filter(demo_registrations::Column::Version.eq(registration.version))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    if changed.rows_affected == 0 {
        return Err(Error::Stale.into());
    }
    let payload = json!({ "registration": registration.id, "people": form.people });
    Ok(record(tx, session, Happening::Changed, &payload, now)?)
}

/// Cancels a registration: its places are free at once.
pub async fn withdraw(
    tx: &Tx,
    session: &Session,
    registration: &Registration,
    now: DateTime<Utc>,
) -> Result<(), RegisterError> {
    session.stage.registers(now)?;
    take_places(tx, session, -i32::from(registration.people), 0).await?;
    let changed = demo_registrations::Entity::update_many()
        .col_expr(demo_registrations::Column::LiveOfficeId, Expr::value(None::<Uuid>))
        .col_expr(demo_registrations::Column::CancelledAt, Expr::value(Some(now)))
        .col_expr(demo_registrations::Column::UpdatedAt, Expr::value(now))
        .col_expr(demo_registrations::Column::Version, Expr::value(registration.version + 1))
        .filter(demo_registrations::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_registrations::Column::Id.eq(registration.id.uuid()))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    if changed.rows_affected == 0 {
        return Err(Error::Stale.into());
    }
    let payload = json!({ "registration": registration.id, "people": registration.people });
    Ok(record(tx, session, Happening::Withdrawn, &payload, now)?)
}

/// Takes places (or gives them back) and numbers, in one conditional update; the first number.
async fn take_places(tx: &Tx, session: &Session, people: i32, numbers: i32) -> Result<i32, RegisterError> {
    let row = tx
        .connection()
        .query_one_raw(tx.statement(
            "UPDATE demo_sessions SET registered = registered + $1, next_number = next_number + $2
             WHERE tenant_id = $3 AND id = $4 AND stage = 'confirmed' AND registered + $1 BETWEEN 0 AND capacity
             RETURNING next_number - $2 AS number",
            [people.into(), numbers.into(), session.federation.uuid().into(), session.id.uuid().into()],
        ))
        .await
        .map_err(Error::from)?;
    if let Some(row) = row {
        return Ok(row.try_get("", "number").map_err(Error::from)?);
    }
    let fresh = sessions::find(tx, session.id).await?.ok_or(Error::Missing)?;
    match fresh.stage.name() {
        domain::demos::StageName::Confirmed => Err(RegisterError::Full { left: fresh.left() }),
        from => Err(WrongStage { from, act: Act::Register }.into()),
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

/// Everybody of a session who is registered or came, in the order of their codes.
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

impl TryFrom<demo_registrations::Model> for Registration {
    type Error = Error;
    fn try_from(row: demo_registrations::Model) -> Result<Self, Error> {
        let number = sessions::count(row.number)?;
        Ok(Self {
            id: row.id.into(),
            session: row.session_id.into(),
            office: row.office_id.map(OfficeId::from_uuid),
            office_name: row.office_name,
            code: CheckInCode::of_number(number)
                .ok_or_else(|| Error::Unreadable(format!("registration number {number}")))?,
            people: sessions::count(row.people)?,
            name: row.name,
            email: row.email,
            attended: row.attended.map(sessions::count).transpose()?,
            cancelled_at: row.cancelled_at,
            version: row.version,
        })
    }
}
