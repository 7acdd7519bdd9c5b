//! 社内の確認: who confirms for an office, and what was asked and answered before an application, a report or a claim is
//! handed in.

use crate::{
    Error, Tx,
    entities::{accounts, confirmations, representations},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ApplicationId, OfficeId},
    subsidies::{Confirmation, ConfirmationState, Confirmers, HandedIn, Reason},
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
            for what in HandedIn::CHOSEN {
                if since(&row, what).is_some() && !house.also.contains(&what) {
                    house.also.push(what);
                }
            }
        }
    }
    Ok(all)
}

/// Since when whoever this row names looks at something.
const fn since(row: &representations::Model, what: HandedIn) -> Option<DateTime<Utc>> {
    match what {
        HandedIn::Application => row.confirms_since,
        HandedIn::Report => row.confirms_reports_since,
        HandedIn::Claim | HandedIn::Advance => row.confirms_claims_since,
    }
}

const fn column(what: HandedIn) -> representations::Column {
    match what {
        HandedIn::Application => representations::Column::ConfirmsSince,
        HandedIn::Report => representations::Column::ConfirmsReportsSince,
        HandedIn::Claim | HandedIn::Advance => representations::Column::ConfirmsClaimsSince,
    }
}

/// Names exactly these as those who confirm for an office: applications, and what else they look at.
pub async fn name(
    tx: &Tx,
    office: OfficeId,
    named: &[AccountId],
    also: &[HandedIn],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    for what in [HandedIn::Application].into_iter().chain(HandedIn::CHOSEN) {
        let looked_at = what == HandedIn::Application || also.contains(&what);
        let who: Vec<Uuid> = named.iter().filter(|_| looked_at).map(|one| one.uuid()).collect();
        representations::Entity::update_many()
            .col_expr(column(what), Expr::value(Some(now)))
            .filter(representations::Column::TenantId.eq(tenant))
            .filter(representations::Column::OfficeId.eq(office.uuid()))
            .filter(column(what).is_null())
            .filter(representations::Column::AccountId.is_in(who.iter().copied()))
            .exec(tx.connection())
            .await?;
        representations::Entity::update_many()
            .col_expr(column(what), Expr::value(None::<DateTime<Utc>>))
            .filter(representations::Column::TenantId.eq(tenant))
            .filter(representations::Column::OfficeId.eq(office.uuid()))
            .filter(representations::Column::AccountId.is_not_in(who))
            .exec(tx.connection())
            .await?;
    }
    let also: Vec<&str> = also.iter().map(|what| what.code()).collect();
    let facts = json!({ "accounts": named, "also": also });
    tx.record(Event::of(now, "confirmers.named", "office", office.uuid(), facts))
}

/// What was asked last about something of an application.
pub async fn find(
    tx: &Tx,
    application: ApplicationId,
    what: HandedIn,
) -> Result<Option<Confirmation>, Error> {
    let row = tx
        .rows::<confirmations::Entity>()?
        .filter(confirmations::Column::ApplicationId.eq(application.uuid()))
        .filter(confirmations::Column::HandedIn.eq(what.code()))
        .one(tx.connection())
        .await?;
    row.map(Confirmation::try_from).transpose()
}

/// The same for several applications, and everything that is handed in.
pub async fn of(
    tx: &Tx,
    applications: &[ApplicationId],
) -> Result<BTreeMap<(ApplicationId, HandedIn), Confirmation>, Error> {
    let rows = tx
        .rows::<confirmations::Entity>()?
        .filter(confirmations::Column::ApplicationId.is_in(applications.iter().map(|id| id.uuid())))
        .all(tx.connection())
        .await?;
    let mut all = BTreeMap::new();
    for row in rows {
        let what = HandedIn::from_code(&row.handed_in)
            .ok_or_else(|| Error::Unreadable(format!("confirmation of {}", row.handed_in)))?;
        all.insert((row.application_id.into(), what), Confirmation::try_from(row)?);
    }
    Ok(all)
}

/// Asks, or asks again, with the words that nothing else keeps; what was answered before is over.
pub async fn ask(
    tx: &Tx,
    application: ApplicationId,
    what: HandedIn,
    seen: &str,
    words: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let by = tx.account().ok_or(Error::Missing)?;
    let row = confirmations::Model {
        tenant_id: tx.tenant()?.uuid(),
        application_id: application.uuid(),
        handed_in: what.code().to_owned(),
        state: ConfirmationState::Asked.code().to_owned(),
        asked_by: by.uuid(),
        asked_at: now,
        answered_by: None,
        answered_at: None,
        reason: String::new(),
        seen: seen.to_owned(),
        words: words.to_owned(),
    };
    let keys = [
        confirmations::Column::TenantId,
        confirmations::Column::ApplicationId,
        confirmations::Column::HandedIn,
    ];
    let asked = [
        confirmations::Column::State,
        confirmations::Column::AskedBy,
        confirmations::Column::AskedAt,
        confirmations::Column::AnsweredBy,
        confirmations::Column::AnsweredAt,
        confirmations::Column::Reason,
        confirmations::Column::Seen,
        confirmations::Column::Words,
    ];
    confirmations::Entity::insert(confirmations::ActiveModel::from(row))
        .on_conflict(OnConflict::columns(keys).update_columns(asked).to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    let facts = json!({ "handed_in": what.code() });
    tx.record(Event::of(now, "application.confirmation-asked", "application", application.uuid(), facts))
}

/// Agrees to what was asked about. [`Error::Stale`] where something else is asked meanwhile.
pub async fn agree(
    tx: &Tx,
    application: ApplicationId,
    what: HandedIn,
    seen: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    answer(tx, (application, what), ConfirmationState::Agreed, "", Some(seen), now).await?;
    let facts = json!({ "handed_in": what.code() });
    tx.record(Event::of(now, "application.confirmation-agreed", "application", application.uuid(), facts))
}

/// Sends it back to whoever prepares it. [`Error::Stale`] where nobody asks any more.
pub async fn decline(
    tx: &Tx,
    application: ApplicationId,
    what: HandedIn,
    reason: &Reason,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    answer(tx, (application, what), ConfirmationState::Declined, reason.as_str(), None, now).await?;
    let facts = json!({ "handed_in": what.code() });
    tx.record(Event::of(now, "application.confirmation-declined", "application", application.uuid(), facts))
}

/// Takes back what was asked; the words stay. [`Error::Stale`] where it was answered meanwhile.
pub async fn take_back(
    tx: &Tx,
    application: ApplicationId,
    what: HandedIn,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let taken = confirmations::Entity::update_many()
        .col_expr(confirmations::Column::State, Expr::value(ConfirmationState::TakenBack.code()))
        .filter(confirmations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(confirmations::Column::ApplicationId.eq(application.uuid()))
        .filter(confirmations::Column::HandedIn.eq(what.code()))
        .filter(confirmations::Column::State.eq(ConfirmationState::Asked.code()))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(taken.rows_affected)?;
    let facts = json!({ "handed_in": what.code() });
    tx.record(Event::of(now, "application.confirmation-taken-back", "application", application.uuid(), facts))
}

async fn answer(
    tx: &Tx,
    (application, what): (ApplicationId, HandedIn),
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
        .filter(confirmations::Column::HandedIn.eq(what.code()))
        .filter(confirmations::Column::State.eq(ConfirmationState::Asked.code()))
        .filter(confirmations::Column::AskedBy.ne(by.uuid()));
    if let Some(seen) = seen {
        update = update.filter(confirmations::Column::Seen.eq(seen));
    }
    let answered = update.exec(tx.connection()).await?;
    Error::stale_unless(answered.rows_affected)
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
            handed_in: _,
            state,
            asked_by,
            asked_at,
            answered_by,
            answered_at: _,
            reason,
            seen,
            words,
        } = row;
        Ok(Self {
            state: ConfirmationState::from_code(&state)
                .ok_or_else(|| Error::Unreadable(format!("confirmation {state}")))?,
            asked_by: asked_by.into(),
            asked_at,
            answered_by: answered_by.map(AccountId::from_uuid),
            reason,
            seen,
            words,
        })
    }
}
