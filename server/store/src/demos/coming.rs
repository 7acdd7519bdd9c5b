//! Registering, changing and cancelling: places are counted in people, taken in one conditional update, and never more
//! than there are. Whoever finds none left may wait.

use super::{
    ActError, questions, record, record_in_both,
    registrations::{self, Registration, Way, kept_replies, kept_services},
    sessions::{self, Session},
};
use crate::{Error, Tx, entities::demo_registrations, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Act, Happening, People, Reply, StageName, WrongStage},
    ids::{AccountId, OfficeId, QuestionId, RegistrationId, TenantId},
    service_type::ServiceType,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use uuid::Uuid;

/// The most registrations of one session, walk-ins included: what a code of four digits tells apart.
const MOST: i32 = 999;

/// A registration to be made.
#[derive(Debug, Clone)]
pub struct NewRegistration<'a> {
    /// The office, where the register knows it.
    pub office: Option<OfficeId>,
    /// Its name.
    pub office_name: &'a str,
    /// What it provides, where the register knows it.
    pub services: &'a [ServiceType],
    /// Who registered, where they signed in.
    pub account: Option<AccountId>,
    /// By which way.
    pub way: Way,
    /// How many people come.
    pub people: People,
    /// Whom to tell.
    pub name: &'a str,
    /// Where the mails go; may be empty.
    pub email: &'a str,
    /// 電話番号; may be empty.
    pub phone: &'a str,
    /// A question to the lecturer, with the id it would get; may be empty.
    pub question: (QuestionId, &'a str),
    /// What was said to what is asked besides.
    pub replies: &'a [Reply],
    /// Whether they wait where no places are left.
    pub waits: bool,
    /// Their registration for another session, which they keep until they have their places in this one.
    pub instead_of: Option<&'a Registration>,
}

/// What may be changed of a registration.
#[derive(Debug, Clone, Copy)]
pub struct Changes<'a> {
    /// How many people come.
    pub people: People,
    /// Whom to tell.
    pub name: &'a str,
    /// Where the mails go.
    pub email: &'a str,
    /// 電話番号.
    pub phone: &'a str,
    /// A question to the lecturer, with the id it would get.
    pub question: (QuestionId, &'a str),
    /// What was said to what is asked besides.
    pub replies: &'a [Reply],
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

/// Registers an office: its places first, then its row. Where none are left it waits, if it said so.
pub async fn register(
    tx: &Tx,
    session: &Session,
    id: RegistrationId,
    new: &NewRegistration<'_>,
    now: DateTime<Utc>,
) -> Result<Registration, RegisterError> {
    let held = session.stage.registers(now)?;
    let people = i32::from(new.people.get());
    // Whoever asks for more places than there are would wait for ever.
    let waits = new.waits && new.people.get() <= held.capacity.get();
    // Whoever keeps another one was told already that no places are left in this one.
    let taken = match new.instead_of.filter(|_| waits) {
        Some(_) => Err(RegisterError::Full { left: 0 }),
        None => take_places(tx, session, people, 1).await,
    };
    let (number, waiting_since) = match taken {
        Ok(number) => (number, None),
        Err(RegisterError::Full { .. }) if waits => (take_places(tx, session, 0, 1).await?, Some(now)),
        // Whoever is there already is told that, and not that no place is left.
        Err(RegisterError::Full { .. }) if new.office.is_none() && is_known(tx, session, new).await? => {
            return Err(RegisterError::Already);
        }
        Err(error) => return Err(error),
    };
    // The session's row is held from here on: nobody else registers until this is over.
    if new.office.is_none() && is_known(tx, session, new).await? {
        return Err(RegisterError::Already);
    }
    // Whoever keeps another one stands in the house in which that stands.
    let house = match new.instead_of {
        Some(kept) => kept.house,
        None => session.comes_from(tx.tenant()?),
    };
    let row = demo_registrations::Model {
        tenant_id: session.federation.uuid(),
        id: id.uuid(),
        session_id: session.id.uuid(),
        shared_with: house.map(TenantId::uuid),
        office_id: new.office.map(OfficeId::uuid),
        account_id: new.account.map(AccountId::uuid),
        office_name: new.office_name.to_owned(),
        number,
        people,
        name: new.name.to_owned(),
        email: new.email.to_owned(),
        live_office_id: new.office.map(OfficeId::uuid),
        attended: None,
        attended_at: None,
        cancelled_at: None,
        created_at: now,
        updated_at: now,
        version: 1,
        way: new.way.code().to_owned(),
        phone: new.phone.to_owned(),
        services: kept_services(new.services),
        waiting_since,
        offers: 0,
        offered_at: None,
        holds: false,
        told_first_come: false,
        replies: kept_replies(new.replies)?,
        instead_of: new.instead_of.map(|kept| kept.id.uuid()),
    };
    if !registrations::insert(tx, row.clone()).await? {
        return Err(RegisterError::Already);
    }
    let made = Registration::try_from(row)?;
    questions::of_registration(tx, session, &made, new.question, now).await?;
    let payload = json!({ "registration": id, "people": new.people, "way": new.way.code() });
    if waiting_since.is_some() {
        let kept = new.instead_of.map(|kept| json!({ "registration": kept.id, "session": kept.session }));
        let payload = match kept {
            Some(kept) => json!({
                "registration": id, "people": new.people, "way": new.way.code(), "instead_of": kept,
            }),
            None => payload,
        };
        record_in_both(tx, session, &Event::of(now, "demo.waits", "demo", session.id.uuid(), payload))?;
    } else {
        record(tx, session, Happening::Registered, &payload, now)?;
    }
    Ok(made)
}

/// Whether somebody registered with the same address for an office of the same name that the register does not know.
async fn is_known(tx: &Tx, session: &Session, new: &NewRegistration<'_>) -> Result<bool, Error> {
    let row = tx
        .shared::<demo_registrations::Entity>()?
        .filter(demo_registrations::Column::SessionId.eq(session.id.uuid()))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .filter(demo_registrations::Column::OfficeName.eq(new.office_name))
        .filter(demo_registrations::Column::Email.eq(new.email))
        .filter(demo_registrations::Column::Name.eq(new.name))
        .one(tx.connection())
        .await?;
    Ok(row.is_some())
}

/// Changes how many come and whom to tell. Who waits is told with [`RegisterError::Full`] how many places there are at
/// all.
pub async fn change(
    tx: &Tx,
    session: &Session,
    registration: &Registration,
    wanted: Changes<'_>,
    now: DateTime<Utc>,
) -> Result<Registration, RegisterError> {
    let held = session.stage.registers(now)?;
    if registration.takes_places() {
        let more = i32::from(wanted.people.get()) - i32::from(registration.people);
        take_places(tx, session, more, 0).await?;
    } else if wanted.people.get() > held.capacity.get() {
        return Err(RegisterError::Full { left: held.capacity.get() });
    }
    let changed = demo_registrations::Entity::update_many()
        .col_expr(demo_registrations::Column::People, Expr::value(i32::from(wanted.people.get())))
        .col_expr(demo_registrations::Column::Name, Expr::value(wanted.name))
        .col_expr(demo_registrations::Column::Email, Expr::value(wanted.email))
        .col_expr(demo_registrations::Column::Phone, Expr::value(wanted.phone))
        .col_expr(demo_registrations::Column::Replies, Expr::value(kept_replies(wanted.replies)?))
        .col_expr(demo_registrations::Column::UpdatedAt, Expr::value(now))
        .col_expr(demo_registrations::Column::Version, Expr::value(registration.version + 1))
        .filter(demo_registrations::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_registrations::Column::Id.eq(registration.id.uuid()))
        .filter(demo_registrations::Column::Version.eq(registration.version))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    Error::stale_unless(changed.rows_affected)?;
    let made = Registration {
        people: wanted.people.get(),
        name: wanted.name.to_owned(),
        email: wanted.email.to_owned(),
        phone: wanted.phone.to_owned(),
        replies: wanted.replies.to_vec(),
        version: registration.version + 1,
        ..registration.clone()
    };
    questions::of_registration(tx, session, &made, wanted.question, now).await?;
    let payload = json!({ "registration": registration.id, "people": wanted.people });
    record(tx, session, Happening::Changed, &payload, now)?;
    Ok(made)
}

/// Cancels a registration: its places are free at once.
pub async fn withdraw(
    tx: &Tx,
    session: &Session,
    registration: &Registration,
    now: DateTime<Utc>,
) -> Result<(), RegisterError> {
    give_up(tx, session, registration, now).await?;
    let payload = json!({ "registration": registration.id, "people": registration.people });
    Ok(record(tx, session, Happening::Withdrawn, &payload, now)?)
}

/// The same, for a reason that whoever calls it records.
pub(super) async fn give_up(
    tx: &Tx,
    session: &Session,
    registration: &Registration,
    now: DateTime<Utc>,
) -> Result<(), RegisterError> {
    session.stage.registers(now)?;
    if registration.takes_places() {
        take_places(tx, session, -i32::from(registration.people), 0).await?;
    }
    let changed = demo_registrations::Entity::update_many()
        .col_expr(demo_registrations::Column::LiveOfficeId, Expr::value(None::<Uuid>))
        .col_expr(demo_registrations::Column::CancelledAt, Expr::value(Some(now)))
        .col_expr(demo_registrations::Column::Holds, Expr::value(false))
        .col_expr(demo_registrations::Column::UpdatedAt, Expr::value(now))
        .col_expr(demo_registrations::Column::Version, Expr::value(registration.version + 1))
        .filter(demo_registrations::Column::TenantId.eq(session.federation.uuid()))
        .filter(demo_registrations::Column::Id.eq(registration.id.uuid()))
        .filter(demo_registrations::Column::Version.eq(registration.version))
        .filter(demo_registrations::Column::CancelledAt.is_null())
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    Ok(Error::stale_unless(changed.rows_affected)?)
}

/// Takes places (or gives them back) and numbers, in one conditional update; the first number.
pub(super) async fn take_places(
    tx: &Tx,
    session: &Session,
    people: i32,
    numbers: i32,
) -> Result<i32, RegisterError> {
    let row = tx
        .connection()
        .query_one_raw(tx.statement(
            "UPDATE demo_sessions SET registered = registered + $1, next_number = next_number + $2
             WHERE tenant_id = $3 AND id = $4 AND stage = 'confirmed' AND registered + $1 BETWEEN 0 AND capacity
             AND next_number + $2 <= $5
             RETURNING next_number - $2 AS number",
            [
                people.into(),
                numbers.into(),
                session.federation.uuid().into(),
                session.id.uuid().into(),
                (MOST + 1).into(),
            ],
        ))
        .await
        .map_err(Error::from)?;
    if let Some(row) = row {
        return Ok(row.try_get("", "number").map_err(Error::from)?);
    }
    let fresh = sessions::find(tx, session.id).await?.ok_or(Error::Missing)?;
    match fresh.stage.name() {
        StageName::Confirmed => Err(RegisterError::Full { left: fresh.left() }),
        from => Err(WrongStage { from, act: Act::Register }.into()),
    }
}

/// The next number of a session, for a walk-in: whoever stands at the door is let in, whatever the capacity says.
pub(super) async fn next_number(tx: &Tx, session: &Session) -> Result<i32, Error> {
    let row = tx
        .connection()
        .query_one_raw(tx.statement(
            "UPDATE demo_sessions SET next_number = next_number + 1 WHERE tenant_id = $1 AND id = $2
             AND next_number <= $3 RETURNING next_number - 1 AS number",
            [session.federation.uuid().into(), session.id.uuid().into(), MOST.into()],
        ))
        .await?
        .ok_or(Error::Missing)?;
    Ok(row.try_get("", "number")?)
}
