//! The people of one tenant, one by one: what an administrator changes.

use crate::{
    Error, Tx,
    accounts::{self, Account, Member},
    entities::{accounts as account_rows, memberships, representations},
    events::Event,
    tx::Engine,
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::{Role, Roles},
    ids::{AccountId, OfficeId, TenantId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Offices asked about by one statement.
const CHUNK: usize = 500;

/// A member of the tenant.
pub async fn find(tx: &Tx, account: AccountId) -> Result<Option<Member>, Error> {
    let rows = tx
        .rows::<memberships::Entity>()?
        .filter(memberships::Column::AccountId.eq(account.uuid()))
        .all(tx.connection())
        .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let roles = rows
        .iter()
        .map(|row| row.role.parse::<Role>().map_err(|word| Error::Unreadable(word.0)))
        .collect::<Result<Roles, Error>>()?;
    Ok(accounts::find(tx, account).await?.map(|account| Member { account, roles }))
}

/// Gives a member exactly these roles.
pub async fn set_roles(tx: &Tx, account: AccountId, roles: &Roles, now: DateTime<Utc>) -> Result<(), Error> {
    let tenant = tx.tenant()?.uuid();
    memberships::Entity::delete_many()
        .filter(memberships::Column::TenantId.eq(tenant))
        .filter(memberships::Column::AccountId.eq(account.uuid()))
        .exec(tx.connection())
        .await?;
    let rows: Vec<memberships::ActiveModel> = roles
        .iter()
        .map(|role| memberships::ActiveModel {
            tenant_id: Set(tenant),
            account_id: Set(account.uuid()),
            role: Set(role.word().to_owned()),
            created_at: Set(now),
        })
        .collect();
    if !rows.is_empty() {
        memberships::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// Makes somebody a member of a tenant that has none yet, in the system's scope.
pub async fn appoint(
    tx: &Tx,
    tenant: TenantId,
    account: AccountId,
    role: Role,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = memberships::ActiveModel {
        tenant_id: Set(tenant.uuid()),
        account_id: Set(account.uuid()),
        role: Set(role.word().to_owned()),
        created_at: Set(now),
    };
    memberships::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    let facts = json!({ "roles": [role.word()] });
    tx.record_for(tenant, Event::of(now, "member.added", "account", account.uuid(), facts))
}

/// The administrators of the tenant who may sign in. Their rows stay locked until the change is over, so that two of them
/// cannot let each other go at the same moment.
pub async fn administrators(tx: &Tx) -> Result<Vec<AccountId>, Error> {
    let query = tx
        .rows::<memberships::Entity>()?
        .filter(memberships::Column::Role.eq(Role::Administrator.word()))
        .order_by_asc(memberships::Column::AccountId);
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    let ids: Vec<Uuid> = query.all(tx.connection()).await?.into_iter().map(|row| row.account_id).collect();
    let living = account_rows::Entity::find()
        .filter(account_rows::Column::Id.is_in(ids))
        .filter(account_rows::Column::DisabledAt.is_null())
        .all(tx.connection())
        .await?;
    Ok(living.into_iter().map(|row| row.id.into()).collect())
}

/// Those who speak for some offices of the tenant, the first to register first.
pub async fn speakers_of(tx: &Tx, offices: &[OfficeId]) -> Result<Vec<(OfficeId, Account)>, Error> {
    let rows = tx
        .rows::<representations::Entity>()?
        .filter(representations::Column::OfficeId.is_in(offices.iter().map(|id| id.uuid())))
        .order_by_asc(representations::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.account_id).collect();
    let people =
        account_rows::Entity::find().filter(account_rows::Column::Id.is_in(ids)).all(tx.connection()).await?;
    let mut speakers = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(person) = people.iter().find(|person| person.id == row.account_id) {
            speakers.push((row.office_id.into(), Account::try_from(person.clone())?));
        }
    }
    Ok(speakers)
}

/// Which of some offices of the tenant somebody speaks for.
pub async fn spoken_for(tx: &Tx, offices: &[OfficeId]) -> Result<BTreeSet<OfficeId>, Error> {
    let mut spoken = BTreeSet::new();
    for offices in offices.chunks(CHUNK) {
        let ids: Vec<Uuid> = tx
            .rows::<representations::Entity>()?
            .select_only()
            .column(representations::Column::OfficeId)
            .filter(representations::Column::OfficeId.is_in(offices.iter().map(|id| id.uuid())))
            .into_tuple()
            .all(tx.connection())
            .await?;
        spoken.extend(ids.into_iter().map(OfficeId::from_uuid));
    }
    Ok(spoken)
}

/// Those who speak for an office. Their rows stay locked until the change is over, so that two of them cannot take each
/// other away at the same moment.
pub async fn speakers_of_to_change(tx: &Tx, office: OfficeId) -> Result<Vec<AccountId>, Error> {
    let query = tx
        .rows::<representations::Entity>()?
        .filter(representations::Column::OfficeId.eq(office.uuid()))
        .order_by_asc(representations::Column::AccountId);
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    Ok(query.all(tx.connection()).await?.into_iter().map(|row| row.account_id.into()).collect())
}

/// Ends that an account speaks for an office.
pub async fn stop_speaking(tx: &Tx, account: AccountId, office: OfficeId) -> Result<(), Error> {
    representations::Entity::delete_many()
        .filter(representations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(representations::Column::AccountId.eq(account.uuid()))
        .filter(representations::Column::OfficeId.eq(office.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// The names of those who speak for an office of the tenant, the first to register first.
pub async fn speakers(tx: &Tx, office: OfficeId) -> Result<Vec<String>, Error> {
    let rows = tx
        .rows::<representations::Entity>()?
        .filter(representations::Column::OfficeId.eq(office.uuid()))
        .order_by_asc(representations::Column::CreatedAt)
        .all(tx.connection())
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.account_id).collect();
    let people =
        account_rows::Entity::find().filter(account_rows::Column::Id.is_in(ids)).all(tx.connection()).await?;
    Ok(rows
        .iter()
        .filter_map(|row| people.iter().find(|person| person.id == row.account_id))
        .map(|person| person.name.clone())
        .collect())
}
