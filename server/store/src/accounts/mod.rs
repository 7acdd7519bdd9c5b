//! Accounts, what they may do where, and for which offices they speak.

mod links;
mod second_factor;

pub use links::{
    SignInLink, add as add_link, by_browser as link_by_browser, by_token as link_by_token, count_attempt,
    end as end_links, use_once as use_link,
};
pub use second_factor::{
    confirm_totp, recovery_codes_left, remove_totp, set_recovery_codes, set_totp, use_recovery_code,
    use_totp_step,
};

use crate::{
    Error, Tx,
    entities::{accounts, memberships, representations},
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::{AccountKind, Role, Roles, UnknownWord},
    ids::{AccountId, OfficeId, TenantId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// How it signs in.
    pub kind: AccountKind,
    /// The name to show.
    pub name: String,
    /// As typed; none for an applicant who has only a letter.
    pub email: Option<String>,
    /// argon2id, as a PHC string.
    pub password_hash: Option<String>,
    /// The TOTP secret, encrypted.
    pub totp_secret: Option<String>,
    /// When the first code was typed in; until then the secret counts for nothing.
    pub totp_confirmed_at: Option<DateTime<Utc>>,
    /// The last 30-second step whose code was used; no code is taken twice.
    pub totp_last_step: Option<i64>,
    /// Who this is in demo mode.
    pub demo_key: Option<String>,
    /// Since when it may not sign in.
    pub disabled_at: Option<DateTime<Utc>>,
    /// How often it was edited.
    pub version: i32,
}

/// An account to add.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// How it signs in.
    pub kind: AccountKind,
    /// The name to show.
    pub name: String,
    /// The address as typed, and its key (lower-cased).
    pub email: Option<(String, String)>,
    /// argon2id, as a PHC string.
    pub password_hash: Option<String>,
    /// Who this is in demo mode.
    pub demo_key: Option<String>,
}

/// One person's place in one tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub account: Account,
    /// What they may do.
    pub roles: Roles,
}

/// Adds an account.
pub async fn add(tx: &Tx, account: NewAccount, now: DateTime<Utc>) -> Result<(), Error> {
    let NewAccount { id, kind, name, email, password_hash, demo_key } = account;
    let (email, email_key) = email.unzip();
    let row = accounts::Model {
        id: id.uuid(),
        kind: kind.word().to_owned(),
        name,
        email,
        email_key,
        password_hash,
        totp_secret: None,
        totp_confirmed_at: None,
        totp_last_step: None,
        demo_key,
        disabled_at: None,
        created_at: now,
        version: 1,
    };
    accounts::Entity::insert(accounts::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Gives a role in the tenant of the scope.
pub async fn grant(tx: &Tx, account: AccountId, role: Role, now: DateTime<Utc>) -> Result<(), Error> {
    let row = memberships::Model {
        tenant_id: tx.tenant()?.uuid(),
        account_id: account.uuid(),
        role: role.word().to_owned(),
        created_at: now,
    };
    memberships::Entity::insert(memberships::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// Lets an account speak for an office of the tenant.
pub async fn speak_for(
    tx: &Tx,
    account: AccountId,
    office: OfficeId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    tx.connection()
        .execute_raw(tx.statement(
            "INSERT INTO representations (tenant_id, account_id, office_id, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT DO NOTHING",
            [tx.tenant()?.uuid().into(), account.uuid().into(), office.uuid().into(), now.into()],
        ))
        .await?;
    Ok(())
}

/// The account with this id, where the scope may see it.
pub async fn find(tx: &Tx, id: AccountId) -> Result<Option<Account>, Error> {
    let row = accounts::Entity::find_by_id(id.uuid()).one(tx.connection()).await?;
    row.map(Account::try_from).transpose()
}

/// The account with this address (its key).
pub async fn by_email(tx: &Tx, key: &str) -> Result<Option<Account>, Error> {
    let row =
        accounts::Entity::find().filter(accounts::Column::EmailKey.eq(key)).one(tx.connection()).await?;
    row.map(Account::try_from).transpose()
}

/// The demo people, by key.
pub async fn demo_people(tx: &Tx) -> Result<Vec<Account>, Error> {
    let rows = accounts::Entity::find()
        .filter(accounts::Column::DemoKey.is_not_null())
        .order_by_asc(accounts::Column::DemoKey)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Account::try_from).collect()
}

/// What an account may do in each tenant it belongs to.
pub async fn memberships(tx: &Tx, account: AccountId) -> Result<Vec<(TenantId, Roles)>, Error> {
    let rows = memberships::Entity::find()
        .filter(memberships::Column::AccountId.eq(account.uuid()))
        .order_by_asc(memberships::Column::TenantId)
        .all(tx.connection())
        .await?;
    by_tenant(rows.into_iter().map(|row| (row.tenant_id, row.role)))
}

/// Roles by the tenants where they are held, which stand together.
pub(crate) fn by_tenant(
    rows: impl IntoIterator<Item = (Uuid, String)>,
) -> Result<Vec<(TenantId, Roles)>, Error> {
    let mut result: Vec<(TenantId, Vec<Role>)> = Vec::new();
    for (tenant, role) in rows {
        let tenant = TenantId::from_uuid(tenant);
        let role = role.parse().map_err(unreadable)?;
        match result.last_mut() {
            Some((last, roles)) if *last == tenant => roles.push(role),
            Some(_) | None => result.push((tenant, vec![role])),
        }
    }
    Ok(result.into_iter().map(|(tenant, roles)| (tenant, roles.into_iter().collect())).collect())
}

/// The offices an account speaks for, with the tenant whose register they stand in.
pub async fn offices_of(tx: &Tx, account: AccountId) -> Result<Vec<(TenantId, OfficeId)>, Error> {
    represented(tx.connection(), account).await
}

/// The same, where every row is seen.
pub(crate) async fn represented(
    connection: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<(TenantId, OfficeId)>, Error> {
    let rows = representations::Entity::find()
        .filter(representations::Column::AccountId.eq(account.uuid()))
        .order_by_asc(representations::Column::CreatedAt)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.tenant_id.into(), row.office_id.into())).collect())
}

/// The people of the tenant, by name.
pub async fn members(tx: &Tx) -> Result<Vec<Member>, Error> {
    let rows = tx.rows::<memberships::Entity>()?.all(tx.connection()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.account_id).collect();
    let people = accounts::Entity::find()
        .filter(accounts::Column::Id.is_in(ids))
        .order_by_asc(accounts::Column::Name)
        .all(tx.connection())
        .await?;
    people
        .into_iter()
        .map(|person| {
            let roles = rows
                .iter()
                .filter(|row| row.account_id == person.id)
                .map(|row| row.role.parse::<Role>().map_err(unreadable))
                .collect::<Result<Roles, Error>>()?;
            Ok(Member { account: person.try_into()?, roles })
        })
        .collect()
}

/// The names of the people of the tenant, by account.
pub async fn names(tx: &Tx) -> Result<BTreeMap<AccountId, String>, Error> {
    let members = members(tx).await?.into_iter();
    Ok(members.map(|member| (member.account.id, member.account.name)).collect())
}

/// The names of some people, also of those who work here no longer, where the scope may see them.
pub async fn names_of(
    tx: &Tx,
    people: impl IntoIterator<Item = AccountId>,
) -> Result<BTreeMap<AccountId, String>, Error> {
    let people: BTreeSet<_> = people.into_iter().map(AccountId::uuid).collect();
    let rows =
        accounts::Entity::find().filter(accounts::Column::Id.is_in(people)).all(tx.connection()).await?;
    Ok(rows.into_iter().map(|row| (AccountId::from_uuid(row.id), row.name)).collect())
}

/// Changes a password.
pub async fn set_password(tx: &Tx, account: AccountId, hash: &str) -> Result<(), Error> {
    update(
        tx,
        accounts::ActiveModel {
            id: Set(account.uuid()),
            password_hash: Set(Some(hash.to_owned())),
            ..Default::default()
        },
    )
    .await
}

/// Disables an account, or enables it again.
pub async fn set_disabled(tx: &Tx, account: AccountId, since: Option<DateTime<Utc>>) -> Result<(), Error> {
    update(
        tx,
        accounts::ActiveModel { id: Set(account.uuid()), disabled_at: Set(since), ..Default::default() },
    )
    .await
}

async fn update(tx: &Tx, row: accounts::ActiveModel) -> Result<(), Error> {
    accounts::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

fn unreadable(word: UnknownWord) -> Error {
    Error::Unreadable(word.0)
}

impl TryFrom<accounts::Model> for Account {
    type Error = Error;
    fn try_from(row: accounts::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            kind: row.kind.parse().map_err(unreadable)?,
            name: row.name,
            email: row.email,
            password_hash: row.password_hash,
            totp_secret: row.totp_secret,
            totp_confirmed_at: row.totp_confirmed_at,
            totp_last_step: row.totp_last_step,
            demo_key: row.demo_key,
            disabled_at: row.disabled_at,
            version: row.version,
        })
    }
}
