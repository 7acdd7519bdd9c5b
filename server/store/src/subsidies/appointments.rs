//! 約束: calls, visits and talks at the counter about applications. One counts for an application at a time; whoever changes
//! it holds the row of the application.

use super::{applications::Application, review::record};
use crate::{
    Error, Tx,
    entities::{applications, appointments, offices},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, AppointmentId, OfficeId},
    subsidies::{AppointmentAnswer, AppointmentForm, AppointmentState, AppointmentWay, Happening},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _,
    QueryTrait as _, Select, sea_query::Expr,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Most that a home shows.
const AT_HOME: u64 = 20;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// About which application.
    pub application: ApplicationId,
    /// By which way.
    pub way: AppointmentWay,
    /// The moments that were named, the earliest first.
    pub moments: Vec<DateTime<Utc>>,
    /// What it is about.
    pub sentence: String,
    /// Who named them.
    pub by: AccountId,
    /// When.
    pub proposed_at: DateTime<Utc>,
    /// Where it stands.
    pub state: AppointmentState,
    /// The moment that was chosen.
    pub starts_at: Option<DateTime<Utc>>,
    /// When it would suit, or why it was taken back.
    pub words: String,
    /// Who wrote down what was answered by telephone, where it was not answered on the screen.
    pub recorded_by: Option<AccountId>,
    /// Larger with every change, for calendars.
    pub sequence: i32,
}

impl Appointment {
    /// When it is, once it is agreed.
    pub fn agreed(&self) -> Option<DateTime<Utc>> {
        self.starts_at.filter(|_| self.state == AppointmentState::Agreed)
    }

    /// When it is, where it is still to come.
    pub fn to_come(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.agreed().filter(|at| *at > now)
    }
}

/// One that is on a home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// Which.
    pub appointment: Appointment,
    /// 事業所名.
    pub office: String,
    /// When it is.
    pub at: DateTime<Utc>,
}

/// The last of an application.
pub async fn latest(tx: &Tx, application: ApplicationId) -> Result<Option<Appointment>, Error> {
    // Chosen here: SQLite, asked for the last of an order that an index has, reads those of the house in that order.
    let rows = tx
        .rows::<appointments::Entity>()?
        .filter(appointments::Column::ApplicationId.eq(application.uuid()))
        .all(tx.connection())
        .await?;
    rows.into_iter().max_by_key(|row| row.id).map(Appointment::try_from).transpose()
}

/// Those that count for these applications.
pub async fn live(tx: &Tx, of: &[ApplicationId]) -> Result<BTreeMap<ApplicationId, Appointment>, Error> {
    let rows = tx
        .rows::<appointments::Entity>()?
        .filter(appointments::Column::LiveApplicationId.is_in(of.iter().map(|id| id.uuid())))
        .all(tx.connection())
        .await?;
    rows.into_iter().map(|row| Ok((row.application_id.into(), Appointment::try_from(row)?))).collect()
}

/// What is agreed from an instant on, of applications that an officer answers for or who named it, the next first.
pub async fn coming(tx: &Tx, officer: AccountId, from: DateTime<Utc>) -> Result<Vec<Coming>, Error> {
    let answered_for = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::AssigneeId.eq(officer.uuid()))
        .select_only()
        .column(applications::Column::Id)
        .into_query();
    let theirs = Condition::any()
        .add(appointments::Column::ProposedBy.eq(officer.uuid()))
        .add(appointments::Column::ApplicationId.in_subquery(answered_for));
    let rows = agreed_from(tx, from)?.filter(theirs).limit(AT_HOME).all(tx.connection()).await?;
    let found: Vec<Appointment> = rows.into_iter().map(Appointment::try_from).collect::<Result<_, _>>()?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let of: BTreeMap<Uuid, Uuid> = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::Id.is_in(found.iter().map(|one| one.application.uuid())))
        .select_only()
        .column(applications::Column::Id)
        .column(applications::Column::OfficeId)
        .into_tuple::<(Uuid, Uuid)>()
        .all(tx.connection())
        .await?
        .into_iter()
        .collect();
    let names: BTreeMap<Uuid, String> = tx
        .rows::<offices::Entity>()?
        .filter(offices::Column::Id.is_in(of.values().copied()))
        .select_only()
        .column(offices::Column::Id)
        .column(offices::Column::Name)
        .into_tuple::<(Uuid, String)>()
        .all(tx.connection())
        .await?
        .into_iter()
        .collect();
    Ok(found
        .into_iter()
        .filter_map(|appointment| {
            let office = names.get(of.get(&appointment.application.uuid())?)?.clone();
            Some(Coming { at: appointment.agreed()?, office, appointment })
        })
        .collect())
}

/// What is or was agreed with whoever applies for an office, with its moment.
pub async fn agreed_with(tx: &Tx, office: OfficeId) -> Result<Vec<(DateTime<Utc>, Appointment)>, Error> {
    let of_office = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::OfficeId.eq(office.uuid()))
        .select_only()
        .column(applications::Column::Id)
        .into_query();
    let rows = tx
        .rows::<appointments::Entity>()?
        .filter(appointments::Column::ApplicationId.in_subquery(of_office))
        .filter(appointments::Column::State.eq(AppointmentState::Agreed.code()))
        .order_by_asc(appointments::Column::StartsAt)
        .all(tx.connection())
        .await?;
    let read = |row: appointments::Model| {
        let appointment = Appointment::try_from(row)?;
        Ok(appointment.agreed().map(|at| (at, appointment)))
    };
    rows.into_iter().map(read).filter_map(Result::transpose).collect()
}

/// What is agreed between two instants and was not reminded of.
pub async fn to_remind(
    tx: &Tx,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Appointment>, Error> {
    let rows = agreed_from(tx, from)?
        .filter(appointments::Column::StartsAt.lt(until))
        .filter(appointments::Column::RemindedAt.is_null())
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Appointment::try_from).collect()
}

fn agreed_from(tx: &Tx, from: DateTime<Utc>) -> Result<Select<appointments::Entity>, Error> {
    Ok(tx
        .rows::<appointments::Entity>()?
        .filter(appointments::Column::State.eq(AppointmentState::Agreed.code()))
        .filter(appointments::Column::LiveApplicationId.is_not_null())
        .filter(appointments::Column::StartsAt.gte(from))
        .order_by_asc(appointments::Column::StartsAt)
        .order_by_asc(appointments::Column::Id))
}

/// Names moments to whoever applies. They take the place of those that were named before, and of one that is over.
pub async fn propose(
    tx: &Tx,
    application: &Application,
    id: AppointmentId,
    form: &AppointmentForm,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    // One that took place stays agreed; one that nobody answered is taken back.
    let before = |state: AppointmentState| {
        appointments::Entity::update_many()
            .col_expr(appointments::Column::LiveApplicationId, Expr::value(None::<Uuid>))
            .filter(appointments::Column::LiveApplicationId.eq(application.id.uuid()))
            .filter(appointments::Column::State.eq(state.code()))
    };
    let tenant = appointments::Column::TenantId.eq(tx.tenant()?.uuid());
    before(AppointmentState::Proposed)
        .col_expr(appointments::Column::State, Expr::value(AppointmentState::Cancelled.code()))
        .filter(tenant.clone())
        .exec(tx.connection())
        .await?;
    before(AppointmentState::Agreed).filter(tenant).exec(tx.connection()).await?;
    let AppointmentForm { way, moments, sentence } = form;
    let row = appointments::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        application_id: application.id.uuid(),
        live_application_id: Some(application.id.uuid()),
        way: way.code().to_owned(),
        moments: serde_json::to_value(moments)?,
        sentence: sentence.clone(),
        proposed_by: by.uuid(),
        proposed_at: now,
        state: AppointmentState::Proposed.code().to_owned(),
        starts_at: None,
        words: String::new(),
        closed_by: None,
        closed_at: None,
        sequence: 0,
        reminded_at: None,
        recorded_by: None,
    };
    appointments::Entity::insert(appointments::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "appointment": id, "way": way.code(), "moments": moments });
    record(tx, application, Happening::AppointmentProposed, payload, now)
}

/// Keeps what whoever applies says to it.
pub async fn answer(
    tx: &Tx,
    application: &Application,
    appointment: &Appointment,
    answer: &AppointmentAnswer,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let happening = match answer {
        AppointmentAnswer::Chosen(_) => Happening::AppointmentAgreed,
        AppointmentAnswer::NoneFits(_) => Happening::AppointmentDeclined,
    };
    let (row, payload) = answered(tx, appointment, answer, by, now)?;
    change(tx, application, row, (happening, payload), now).await
}

/// Keeps what an officer heard: whoever applies said it by telephone, or sent the letter back.
pub async fn record_answer(
    tx: &Tx,
    application: &Application,
    appointment: &Appointment,
    answer: &AppointmentAnswer,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (mut row, payload) = answered(tx, appointment, answer, by, now)?;
    row.recorded_by = Set(Some(by.uuid()));
    change(tx, application, row, (Happening::AppointmentRecorded, payload), now).await
}

fn answered(
    tx: &Tx,
    appointment: &Appointment,
    answer: &AppointmentAnswer,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(appointments::ActiveModel, Value), Error> {
    let mut row = changed(tx, appointment)?;
    let payload = match answer {
        AppointmentAnswer::Chosen(moment) => {
            row.state = Set(AppointmentState::Agreed.code().to_owned());
            row.starts_at = Set(Some(*moment));
            row.reminded_at = Set(None);
            json!({ "appointment": appointment.id, "starts_at": moment })
        }
        AppointmentAnswer::NoneFits(words) => {
            row.state = Set(AppointmentState::Declined.code().to_owned());
            row.live_application_id = Set(None);
            row.words = Set(words.clone());
            row.closed_by = Set(Some(by.uuid()));
            row.closed_at = Set(Some(now));
            json!({ "appointment": appointment.id })
        }
    };
    Ok((row, payload))
}

/// Takes it back, in the name of the municipality.
pub async fn cancel(
    tx: &Tx,
    application: &Application,
    appointment: &Appointment,
    why: &str,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut row = changed(tx, appointment)?;
    row.state = Set(AppointmentState::Cancelled.code().to_owned());
    row.live_application_id = Set(None);
    row.words = Set(why.to_owned());
    row.closed_by = Set(Some(by.uuid()));
    row.closed_at = Set(Some(now));
    let payload = json!({ "appointment": appointment.id });
    change(tx, application, row, (Happening::AppointmentCancelled, payload), now).await
}

/// Notes that both were reminded of it.
pub async fn reminded(
    tx: &Tx,
    application: &Application,
    appointment: &Appointment,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = appointments::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(appointment.id.uuid()),
        reminded_at: Set(Some(now)),
        ..Default::default()
    };
    let payload = json!({ "appointment": appointment.id });
    change(tx, application, row, (Happening::AppointmentReminded, payload), now).await
}

/// A change that calendars have to know of.
fn changed(tx: &Tx, appointment: &Appointment) -> Result<appointments::ActiveModel, Error> {
    Ok(appointments::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(appointment.id.uuid()),
        sequence: Set(appointment.sequence + 1),
        ..Default::default()
    })
}

async fn change(
    tx: &Tx,
    application: &Application,
    row: appointments::ActiveModel,
    (happening, payload): (Happening, Value),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    appointments::Entity::update(row).exec(tx.connection()).await?;
    record(tx, application, happening, payload, now)
}

impl TryFrom<appointments::Model> for Appointment {
    type Error = Error;
    fn try_from(row: appointments::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            application: row.application_id.into(),
            way: AppointmentWay::from_code(&row.way).ok_or(Error::Unreadable(row.way))?,
            moments: serde_json::from_value(row.moments)?,
            sentence: row.sentence,
            by: row.proposed_by.into(),
            proposed_at: row.proposed_at,
            state: AppointmentState::from_code(&row.state).ok_or(Error::Unreadable(row.state))?,
            starts_at: row.starts_at,
            words: row.words,
            recorded_by: row.recorded_by.map(AccountId::from_uuid),
            sequence: row.sequence,
        })
    }
}
