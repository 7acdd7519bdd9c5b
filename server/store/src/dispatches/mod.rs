//! 講師派遣依頼: stands in the federation's house, and names 国保中央会 and the municipality whose session it is for.
//!
//! What happens is recorded in the chain of every house it names, in the transaction of the change. A lecturer's time is
//! kept in 国保中央会's house ([`lecturers`]), and each of the three houses may give it back.

pub mod lecturers;

use crate::{Error, Tx, demos::sessions::Session, entities::dispatches, events::Event, tx::Engine};
use chrono::{DateTime, Utc};
use domain::{
    dispatches::{Act, Asked, Costs, Happening, House, NotWaiting, Payer, Stage, Told, Travels, WrongStage},
    ids::{DemoId, DispatchId, LecturerId, TenantId},
    subsidies::Reason,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, TryInsertResult,
    sea_query::{Expr, OnConflict},
};
use serde_json::{Value, json};

/// A dispatch.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispatch {
    /// Its id.
    pub id: DispatchId,
    /// The federation that asks.
    pub federation: TenantId,
    /// 国保中央会's house; none while it has none here.
    pub central: Option<TenantId>,
    /// The municipality's house; none while that is only a name.
    pub municipality: Option<TenantId>,
    /// For which session.
    pub session: DemoId,
    /// The federation's name.
    pub federation_name: String,
    /// The municipality's name.
    pub municipality_name: String,
    /// What is asked for.
    pub asked: Asked,
    /// Where it stands.
    pub stage: Stage,
    /// Which of 国保中央会's lecturers is taken for it.
    pub lecturer: Option<LecturerId>,
    /// 旅費, once estimated.
    pub costs: Option<Costs>,
    /// When it was asked for first.
    pub created_at: DateTime<Utc>,
    /// How often it was changed, from 1.
    pub version: i32,
}

impl Dispatch {
    /// Who pays: as it was estimated, else as it was asked for.
    pub fn payer(&self) -> Payer {
        self.costs.as_ref().map_or(self.asked.payer, |costs| costs.payer)
    }
    /// Which of the three houses a tenant is; none for a stranger.
    pub fn house(&self, tenant: TenantId) -> Option<House> {
        if self.federation == tenant {
            Some(House::Federation)
        } else if self.central == Some(tenant) {
            Some(House::Central)
        } else if self.municipality == Some(tenant) {
            Some(House::Municipality)
        } else {
            None
        }
    }
}

/// Why an act on a dispatch was not done. Whoever gets one drops the transaction: nothing of it stays.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// It does not stand where this is possible.
    #[error(transparent)]
    Stage(#[from] WrongStage),
    /// The lecturer is somewhere else at that time.
    #[error("the lecturer is not free at that time")]
    NotFree,
    /// No amount waits for approval.
    #[error(transparent)]
    NotWaiting(#[from] NotWaiting),
}

/// Asks 国保中央会 for a speaker; none when the session has a dispatch that is not over.
pub async fn ask(
    tx: &Tx,
    id: DispatchId,
    session: &Session,
    (federation_name, central): (&str, Option<TenantId>),
    asked: &Asked,
    now: DateTime<Utc>,
) -> Result<Option<Dispatch>, Error> {
    let stage = Stage::Asked { at: now };
    let row = dispatches::Model {
        tenant_id: session.federation.uuid(),
        id: id.uuid(),
        session_id: session.id.uuid(),
        shared_with: central.map(TenantId::uuid),
        municipality: session.municipality.map(TenantId::uuid),
        federation_name: federation_name.to_owned(),
        municipality_name: session.name.clone(),
        asked: serde_json::to_value(asked)?,
        stage: stage.name().code().to_owned(),
        stage_facts: serde_json::to_value(&stage)?,
        starts_at: asked.slot.starts_at(),
        lecturer_id: None,
        costs: None,
        approval: "not_needed".to_owned(),
        live_session_id: Some(session.id.uuid()),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let dispatch = Dispatch::try_from(row.clone())?;
    let done = dispatches::Entity::insert(dispatches::ActiveModel::from(row))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(tx.connection())
        .await?;
    match done {
        TryInsertResult::Inserted(1) => {
            record(tx, &dispatch, Happening::Asked, facts(asked), now)?;
            Ok(Some(dispatch))
        }
        TryInsertResult::Inserted(_) | TryInsertResult::Conflicted | TryInsertResult::Empty => Ok(None),
    }
}

/// What an event says of what is asked for.
fn facts(asked: &Asked) -> Value {
    json!({ "slot": asked.slot, "place": asked.place.code(), "payer": asked.payer.code() })
}

/// One dispatch that names the tenant of the scope.
pub async fn find(tx: &Tx, id: DispatchId) -> Result<Option<Dispatch>, Error> {
    let query = tx.shared::<dispatches::Entity>()?.filter(dispatches::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Dispatch::try_from).transpose()
}

/// The same, and nobody else changes it until the transaction is over.
pub async fn find_to_change(tx: &Tx, id: DispatchId) -> Result<Option<Dispatch>, Error> {
    let query = tx.shared::<dispatches::Entity>()?.filter(dispatches::Column::Id.eq(id.uuid()));
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    query.one(tx.connection()).await?.map(Dispatch::try_from).transpose()
}

/// Every dispatch that names the tenant of the scope: by date, the latest first.
pub async fn all(tx: &Tx) -> Result<Vec<Dispatch>, Error> {
    let rows = tx
        .shared::<dispatches::Entity>()?
        .order_by_desc(dispatches::Column::StartsAt)
        .order_by_desc(dispatches::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Dispatch::try_from).collect()
}

/// The dispatches of a session, the newest first.
pub async fn of_session(tx: &Tx, session: DemoId) -> Result<Vec<Dispatch>, Error> {
    let rows = tx
        .shared::<dispatches::Entity>()?
        .filter(dispatches::Column::SessionId.eq(session.uuid()))
        .order_by_desc(dispatches::Column::CreatedAt)
        .order_by_desc(dispatches::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Dispatch::try_from).collect()
}

/// The dispatch of a session of which something may still become.
pub async fn live_of(tx: &Tx, session: DemoId) -> Result<Option<Dispatch>, Error> {
    let row = tx
        .shared::<dispatches::Entity>()?
        .filter(dispatches::Column::LiveSessionId.eq(session.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Dispatch::try_from).transpose()
}

/// The dispatches whose costs wait for the municipality of the scope.
pub async fn to_approve(tx: &Tx) -> Result<Vec<Dispatch>, Error> {
    let rows = tx
        .shared::<dispatches::Entity>()?
        .filter(dispatches::Column::Municipality.eq(tx.tenant()?.uuid()))
        .filter(dispatches::Column::Approval.eq("waiting"))
        .filter(dispatches::Column::LiveSessionId.is_not_null())
        .order_by_asc(dispatches::Column::StartsAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Dispatch::try_from).collect()
}

/// The costs that the house of the scope estimated last: its rates stand in the next form.
pub async fn last_costs(tx: &Tx, house: House) -> Result<Option<Costs>, Error> {
    let rows = tx
        .shared::<dispatches::Entity>()?
        .filter(dispatches::Column::Costs.is_not_null())
        .order_by_desc(dispatches::Column::UpdatedAt)
        .limit(20)
        .all(tx.connection())
        .await?;
    let mut costs = rows.into_iter().filter_map(|row| row.costs).map(serde_json::from_value::<Costs>);
    costs.find(|one| one.as_ref().map_or(true, |one| one.by == house)).transpose().map_err(Error::from)
}

/// 改めて依頼する: another date or format. Whoever was to come is free again, and what it costs is estimated anew.
pub async fn ask_again(
    tx: &Tx,
    dispatch: &Dispatch,
    asked: &Asked,
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    let stage = dispatch.stage.clone().ask_again(now)?;
    lecturers::release(tx, dispatch).await?;
    let moved = Dispatch { stage, asked: asked.clone(), lecturer: None, costs: None, ..dispatch.clone() };
    Ok(move_to(tx, dispatch, moved, (Happening::AskedAgain, facts(asked)), now).await?)
}

/// Where it is, told rightly: the date and whoever comes stay, and what it costs.
pub async fn correct_venue(
    tx: &Tx,
    dispatch: &Dispatch,
    venue: String,
    now: DateTime<Utc>,
) -> Result<Dispatch, Error> {
    let asked = Asked { venue, ..dispatch.asked.clone() };
    let moved = Dispatch { asked, ..dispatch.clone() };
    move_to(tx, dispatch, moved, (Happening::VenueCorrected, json!({})), now).await
}

/// 承諾 by 国保中央会 itself: the lecturer is taken for the session and the way there and back, or nothing is done.
pub async fn accept(
    tx: &Tx,
    dispatch: &Dispatch,
    (lecturer, name): (LecturerId, &str),
    travels: Travels,
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    let stage = dispatch.stage.clone().accept(name.to_owned(), None, now)?;
    lecturers::release(tx, dispatch).await?;
    if !lecturers::take_for(tx, dispatch, lecturer, travels.around(&dispatch.asked.slot)).await? {
        return Err(ActError::NotFree);
    }
    let payload = json!({ "lecturer": lecturer, "told": false });
    answered(tx, dispatch, stage, Some(lecturer), (Happening::Accepted, payload), now).await
}

/// 承諾 that the federation was told.
pub async fn accept_told(
    tx: &Tx,
    dispatch: &Dispatch,
    name: String,
    told: Option<Told>,
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    let payload = json!({ "told": told.as_ref().map(|told| told.way.code()) });
    let stage = dispatch.stage.clone().accept(name, told, now)?;
    lecturers::release(tx, dispatch).await?;
    answered(tx, dispatch, stage, None, (Happening::Accepted, payload), now).await
}

/// 別案: other dates, or online.
pub async fn propose(
    tx: &Tx,
    dispatch: &Dispatch,
    proposal: (Vec<domain::demos::Slot>, bool, String),
    told: Option<Told>,
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    let payload = json!({ "slots": proposal.0, "online": proposal.1, "told": told.is_some() });
    let stage = dispatch.stage.clone().propose(proposal, told, now)?;
    lecturers::release(tx, dispatch).await?;
    answered(tx, dispatch, stage, None, (Happening::Proposed, payload), now).await
}

/// お断り.
pub async fn decline(
    tx: &Tx,
    dispatch: &Dispatch,
    reason: Reason,
    told: Option<Told>,
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    let payload = json!({ "told": told.is_some() });
    let stage = dispatch.stage.clone().decline(reason, told, now)?;
    lecturers::release(tx, dispatch).await?;
    answered(tx, dispatch, stage, None, (Happening::Declined, payload), now).await
}

/// 取下げ: by the federation, or because the session is not held.
pub async fn withdraw(
    tx: &Tx,
    dispatch: &Dispatch,
    reason: Reason,
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    let stage = dispatch.stage.clone().withdraw(reason, now)?;
    lecturers::release(tx, dispatch).await?;
    answered(tx, dispatch, stage, None, (Happening::Withdrawn, json!({})), now).await
}

async fn answered(
    tx: &Tx,
    dispatch: &Dispatch,
    stage: Stage,
    lecturer: Option<LecturerId>,
    happened: (Happening, Value),
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    let moved = Dispatch { stage, lecturer, ..dispatch.clone() };
    Ok(move_to(tx, dispatch, moved, happened, now).await?)
}

/// 旅費 is estimated; a new amount asks for its approval anew.
pub async fn estimate(
    tx: &Tx,
    dispatch: &Dispatch,
    costs: Costs,
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    dispatch.stage.allows(Act::Estimate)?;
    let payload = json!({
        "yen": costs.total, "payer": costs.payer.code(), "by": costs.by.code(), "approval": costs.approval.code(),
    });
    with_costs(tx, dispatch, costs, (Happening::Estimated, payload), now).await
}

/// The municipality approves the amount.
pub async fn approve_costs(
    tx: &Tx,
    dispatch: &Dispatch,
    by: &str,
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    let costs = waiting(dispatch)?.approve(by.to_owned(), now)?;
    let payload = json!({ "yen": costs.total });
    with_costs(tx, dispatch, costs, (Happening::CostsApproved, payload), now).await
}

/// The municipality does not.
pub async fn refuse_costs(
    tx: &Tx,
    dispatch: &Dispatch,
    (by, reason): (&str, Reason),
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    let costs = waiting(dispatch)?.refuse(by.to_owned(), reason, now)?;
    let payload = json!({ "yen": costs.total });
    with_costs(tx, dispatch, costs, (Happening::CostsRefused, payload), now).await
}

fn waiting(dispatch: &Dispatch) -> Result<Costs, ActError> {
    dispatch.stage.allows(Act::Estimate)?;
    Ok(dispatch.costs.clone().ok_or(NotWaiting)?)
}

async fn with_costs(
    tx: &Tx,
    dispatch: &Dispatch,
    costs: Costs,
    happened: (Happening, Value),
    now: DateTime<Utc>,
) -> Result<Dispatch, ActError> {
    let moved = Dispatch { costs: Some(costs), ..dispatch.clone() };
    Ok(move_to(tx, dispatch, moved, happened, now).await?)
}

/// Moves a dispatch from the version it was read at, and records what happened.
async fn move_to(
    tx: &Tx,
    dispatch: &Dispatch,
    to: Dispatch,
    (happening, payload): (Happening, Value),
    now: DateTime<Utc>,
) -> Result<Dispatch, Error> {
    let name = to.stage.name();
    let live = name.is_live().then(|| dispatch.session.uuid());
    let costs = to.costs.as_ref().map(serde_json::to_value).transpose()?;
    let approval = to.costs.as_ref().map_or("not_needed", |costs| costs.approval.code());
    let moved = dispatches::Entity::update_many()
        .col_expr(dispatches::Column::Asked, Expr::value(serde_json::to_value(&to.asked)?))
        .col_expr(dispatches::Column::Stage, Expr::value(name.code()))
        .col_expr(dispatches::Column::StageFacts, Expr::value(serde_json::to_value(&to.stage)?))
        .col_expr(dispatches::Column::StartsAt, Expr::value(to.asked.slot.starts_at()))
        .col_expr(dispatches::Column::LecturerId, Expr::value(to.lecturer.map(LecturerId::uuid)))
        .col_expr(dispatches::Column::Costs, Expr::value(costs))
        .col_expr(dispatches::Column::Approval, Expr::value(approval))
        .col_expr(dispatches::Column::LiveSessionId, Expr::value(live))
        .col_expr(dispatches::Column::UpdatedAt, Expr::value(now))
        .col_expr(dispatches::Column::Version, Expr::value(dispatch.version + 1))
        .filter(dispatches::Column::TenantId.eq(dispatch.federation.uuid()))
        .filter(dispatches::Column::Id.eq(dispatch.id.uuid()))
        .filter(dispatches::Column::Version.eq(dispatch.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(moved.rows_affected)?;
    record(tx, dispatch, happening, payload, now)?;
    Ok(Dispatch { version: dispatch.version + 1, ..to })
}

/// Records what happened in every house that the dispatch names, and which of them did it.
fn record(
    tx: &Tx,
    dispatch: &Dispatch,
    happening: Happening,
    mut payload: Value,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if let (Value::Object(facts), Some(house)) = (&mut payload, dispatch.house(tx.tenant()?)) {
        facts.insert("house".to_owned(), json!(house.code()));
    }
    let houses = [Some(dispatch.federation), dispatch.central, dispatch.municipality];
    for tenant in houses.into_iter().flatten() {
        let event = Event::of(now, happening.code(), "dispatch", dispatch.id.uuid(), payload.clone());
        tx.record_for(tenant, event)?;
    }
    Ok(())
}

impl TryFrom<dispatches::Model> for Dispatch {
    type Error = Error;
    fn try_from(row: dispatches::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            federation: row.tenant_id.into(),
            central: row.shared_with.map(TenantId::from_uuid),
            municipality: row.municipality.map(TenantId::from_uuid),
            session: row.session_id.into(),
            federation_name: row.federation_name,
            municipality_name: row.municipality_name,
            asked: serde_json::from_value(row.asked)?,
            stage: serde_json::from_value(row.stage_facts)?,
            lecturer: row.lecturer_id.map(LecturerId::from_uuid),
            costs: row.costs.map(serde_json::from_value).transpose()?,
            created_at: row.created_at,
            version: row.version,
        })
    }
}
