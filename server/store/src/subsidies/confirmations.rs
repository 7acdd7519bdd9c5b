//! 社内の確認: who confirms for an office, and what was asked and answered about an application before it is handed in.

use crate::{
    Error, Tx,
    entities::{accounts, confirmations, representations},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, OfficeId},
    subsidies::{Confirmation, ConfirmationState, Confirmers, Reason},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Who speaks for an office and can sign in, and who of them confirms; the first to register first.
pub async fn confirmers(tx: &Tx, office: OfficeId) -> Result<Confirmers, Error> {
    let mut all = confirmers_of(tx, &[office]).await?;
    Ok(all.remove(&office).unwrap_or_default())
}

/// The same for several offices.
pub async fn confirmers_of(tx: &Tx, offices: &[OfficeId]) -> Result<BTreeMap<OfficeId, Confirmers>, Error> {
    let rows = tx
        .rows::<representations::Entity>()?
        .filter(representations::Column::OfficeId.is_in(offices.iter().map(|id| id.uuid())))
        .order_by_asc(representations::Column::CreatedAt)
        .order_by_asc(representations::Column::AccountId)
        .all(tx.connection())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.account_id).collect();
    let living = accounts::Entity::find()
        .filter(accounts::Column::Id.is_in(ids))
        .filter(accounts::Column::DisabledAt.is_null())
        .all(tx.connection())
        .await?;
    let mut all: BTreeMap<OfficeId, Confirmers> = BTreeMap::new();
    for row in rows.into_iter().filter(|row| living.iter().any(|one| one.id == row.account_id)) {
        let house = all.entry(row.office_id.into()).or_default();
        let who = AccountId::from_uuid(row.account_id);
        house.speakers.push(who);
        if row.confirms_since.is_some() {
            house.confirmers.push(who);
        }
    }
    Ok(all)
}

/// Names exactly these as those who confirm for an office.
pub async fn name(tx: &Tx, office: OfficeId, named: &[AccountId], now: DateTime<Utc>) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    let named_ids: Vec<Uuid> = named.iter().map(|one| one.uuid()).collect();
    representations::Entity::update_many()
        .col_expr(representations::Column::ConfirmsSince, Expr::value(Some(now)))
        .filter(representations::Column::TenantId.eq(tenant))
        .filter(representations::Column::OfficeId.eq(office.uuid()))
        .filter(representations::Column::ConfirmsSince.is_null())
        .filter(representations::Column::AccountId.is_in(named_ids.iter().copied()))
        .exec(tx.connection())
        .await?;
    representations::Entity::update_many()
        .col_expr(representations::Column::ConfirmsSince, Expr::value(None::<DateTime<Utc>>))
        .filter(representations::Column::TenantId.eq(tenant))
        .filter(representations::Column::OfficeId.eq(office.uuid()))
        .filter(representations::Column::AccountId.is_not_in(named_ids))
        .exec(tx.connection())
        .await?;
    let facts = json!({ "accounts": named });
    tx.record(Event::of(now, "confirmers.named", "office", office.uuid(), facts))
}

/// What was asked last about an application.
pub async fn find(tx: &Tx, application: ApplicationId) -> Result<Option<Confirmation>, Error> {
    let row = tx
        .rows::<confirmations::Entity>()?
        .filter(confirmations::Column::ApplicationId.eq(application.uuid()))
        .one(tx.connection())
        .await?;
    row.map(Confirmation::try_from).transpose()
}

/// The same for several applications.
pub async fn of(
    tx: &Tx,
    applications: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Confirmation>, Error> {
    let rows = tx
        .rows::<confirmations::Entity>()?
        .filter(confirmations::Column::ApplicationId.is_in(applications.iter().map(|id| id.uuid())))
        .all(tx.connection())
        .await?;
    rows.into_iter().map(|row| Ok((row.application_id.into(), Confirmation::try_from(row)?))).collect()
}

/// Asks, or asks again; what was answered before is over.
pub async fn ask(tx: &Tx, application: ApplicationId, seen: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let by = tx.account().ok_or(Error::Missing)?;
    let row = confirmations::Model {
        tenant_id: tx.tenant()?.uuid(),
        application_id: application.uuid(),
        state: ConfirmationState::Asked.code().to_owned(),
        asked_by: by.uuid(),
        asked_at: now,
        answered_by: None,
        answered_at: None,
        reason: String::new(),
        seen: seen.to_owned(),
    };
    let keys = [confirmations::Column::TenantId, confirmations::Column::ApplicationId];
    let asked = [
        confirmations::Column::State,
        confirmations::Column::AskedBy,
        confirmations::Column::AskedAt,
        confirmations::Column::AnsweredBy,
        confirmations::Column::AnsweredAt,
        confirmations::Column::Reason,
        confirmations::Column::Seen,
    ];
    confirmations::Entity::insert(confirmations::ActiveModel::from(row))
        .on_conflict(OnConflict::columns(keys).update_columns(asked).to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    let facts = json!({});
    tx.record(Event::of(now, "application.confirmation-asked", "application", application.uuid(), facts))
}

/// Agrees to what was asked about. [`Error::Stale`] where something else is asked meanwhile.
pub async fn agree(tx: &Tx, application: ApplicationId, seen: &str, now: DateTime<Utc>) -> Result<(), Error> {
    answer(tx, application, ConfirmationState::Agreed, "", Some(seen), now).await?;
    let facts = json!({});
    tx.record(Event::of(now, "application.confirmation-agreed", "application", application.uuid(), facts))
}

/// Sends it back to whoever prepares it. [`Error::Stale`] where nobody asks any more.
pub async fn decline(
    tx: &Tx,
    application: ApplicationId,
    reason: &Reason,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    answer(tx, application, ConfirmationState::Declined, reason.as_str(), None, now).await?;
    let facts = json!({});
    tx.record(Event::of(now, "application.confirmation-declined", "application", application.uuid(), facts))
}

async fn answer(
    tx: &Tx,
    application: ApplicationId,
    state: ConfirmationState,
    reason: &str,
    seen: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let by = tx.account().ok_or(Error::Missing)?;
    let mut update = confirmations::Entity::update_many()
        .col_expr(confirmations::Column::State, Expr::value(state.code()))
        .col_expr(confirmations::Column::AnsweredBy, Expr::value(Some(by.uuid())))
        .col_expr(confirmations::Column::AnsweredAt, Expr::value(Some(now)))
        .col_expr(confirmations::Column::Reason, Expr::value(reason))
        .filter(confirmations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(confirmations::Column::ApplicationId.eq(application.uuid()))
        .filter(confirmations::Column::State.eq(ConfirmationState::Asked.code()))
        .filter(confirmations::Column::AskedBy.ne(by.uuid()));
    if let Some(seen) = seen {
        update = update.filter(confirmations::Column::Seen.eq(seen));
    }
    let answered = update.exec(tx.connection()).await?;
    if answered.rows_affected == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// Throws away what was asked about a draft.
pub(super) async fn discard(tx: &Tx, application: ApplicationId) -> Result<(), Error> {
    confirmations::Entity::delete_many()
        .filter(confirmations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(confirmations::Column::ApplicationId.eq(application.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<confirmations::Model> for Confirmation {
    type Error = Error;
    fn try_from(row: confirmations::Model) -> Result<Self, Error> {
        let confirmations::Model {
            tenant_id: _,
            application_id: _,
            state,
            asked_by,
            asked_at,
            answered_by,
            answered_at: _,
            reason,
            seen,
        } = row;
        Ok(Self {
            state: ConfirmationState::from_code(&state)
                .ok_or_else(|| Error::Unreadable(format!("confirmation {state}")))?,
            asked_by: asked_by.into(),
            asked_at,
            answered_by: answered_by.map(AccountId::from_uuid),
            reason,
            seen,
        })
    }
}
