//! Accounts, what they may do where, and for which offices they speak.

use crate::{
    Error, Tx,
    entities::{accounts, memberships, recovery_codes, representations, sign_in_links},
    tx::Engine,
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::{AccountKind, Role, Roles, UnknownWord},
    ids::{AccountId, OfficeId, TenantId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Expr,
};
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

/// Takes a role back.
pub async fn withdraw(tx: &Tx, account: AccountId, role: Role) -> Result<(), Error> {
    memberships::Entity::delete_by_id((tx.tenant()?.uuid(), account.uuid(), role.word().to_owned()))
        .exec(tx.connection())
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
    let mut result: Vec<(TenantId, Vec<Role>)> = Vec::new();
    for row in rows {
        let tenant = TenantId::from_uuid(row.tenant_id);
        let role = row.role.parse().map_err(unreadable)?;
        match result.last_mut() {
            Some((last, roles)) if *last == tenant => roles.push(role),
            Some(_) | None => result.push((tenant, vec![role])),
        }
    }
    Ok(result.into_iter().map(|(tenant, roles)| (tenant, roles.into_iter().collect())).collect())
}

/// The offices an account speaks for, with the tenant whose register they stand in.
pub async fn offices_of(tx: &Tx, account: AccountId) -> Result<Vec<(TenantId, OfficeId)>, Error> {
    let rows = representations::Entity::find()
        .filter(representations::Column::AccountId.eq(account.uuid()))
        .order_by_asc(representations::Column::CreatedAt)
        .all(tx.connection())
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

/// Sets a new, unconfirmed TOTP secret (encrypted).
pub async fn set_totp(tx: &Tx, account: AccountId, secret: &str) -> Result<(), Error> {
    update(
        tx,
        accounts::ActiveModel {
            id: Set(account.uuid()),
            totp_secret: Set(Some(secret.to_owned())),
            totp_confirmed_at: Set(None),
            totp_last_step: Set(None),
            ..Default::default()
        },
    )
    .await
}

/// Confirms the secret by its first code.
pub async fn confirm_totp(tx: &Tx, account: AccountId, now: DateTime<Utc>) -> Result<(), Error> {
    update(
        tx,
        accounts::ActiveModel {
            id: Set(account.uuid()),
            totp_confirmed_at: Set(Some(now)),
            ..Default::default()
        },
    )
    .await
}

/// Uses the code of a 30-second step, once; false when it, or a later one, was used before (ASVS 6.5.1).
pub async fn use_totp_step(tx: &Tx, account: AccountId, step: i64) -> Result<bool, Error> {
    let updated = accounts::Entity::update_many()
        .col_expr(accounts::Column::TotpLastStep, Expr::value(step))
        .filter(accounts::Column::Id.eq(account.uuid()))
        .filter(accounts::Column::TotpLastStep.is_null().or(accounts::Column::TotpLastStep.lt(step)))
        .exec(tx.connection())
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Replaces the recovery codes by these hashes.
pub async fn set_recovery_codes(tx: &Tx, account: AccountId, hashes: &[String]) -> Result<(), Error> {
    recovery_codes::Entity::delete_many()
        .filter(recovery_codes::Column::AccountId.eq(account.uuid()))
        .exec(tx.connection())
        .await?;
    let rows = hashes.iter().map(|hash| recovery_codes::ActiveModel {
        account_id: Set(account.uuid()),
        code_hash: Set(hash.clone()),
        used_at: Set(None),
    });
    recovery_codes::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// How many recovery codes are unused.
pub async fn recovery_codes_left(tx: &Tx, account: AccountId) -> Result<usize, Error> {
    let left = recovery_codes::Entity::find()
        .filter(recovery_codes::Column::AccountId.eq(account.uuid()))
        .filter(recovery_codes::Column::UsedAt.is_null())
        .all(tx.connection())
        .await?;
    Ok(left.len())
}

/// Takes the second factor away, with its recovery codes; it is set up anew at the next sign-in.
pub async fn remove_totp(tx: &Tx, account: AccountId) -> Result<(), Error> {
    recovery_codes::Entity::delete_many()
        .filter(recovery_codes::Column::AccountId.eq(account.uuid()))
        .exec(tx.connection())
        .await?;
    update(
        tx,
        accounts::ActiveModel {
            id: Set(account.uuid()),
            totp_secret: Set(None),
            totp_confirmed_at: Set(None),
            totp_last_step: Set(None),
            ..Default::default()
        },
    )
    .await
}

/// Uses a recovery code, once.
pub async fn use_recovery_code(
    tx: &Tx,
    account: AccountId,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let updated = recovery_codes::Entity::update_many()
        .col_expr(recovery_codes::Column::UsedAt, Expr::value(now))
        .filter(recovery_codes::Column::AccountId.eq(account.uuid()))
        .filter(recovery_codes::Column::CodeHash.eq(hash))
        .filter(recovery_codes::Column::UsedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Disables an account, or enables it again.
pub async fn set_disabled(tx: &Tx, account: AccountId, since: Option<DateTime<Utc>>) -> Result<(), Error> {
    update(
        tx,
        accounts::ActiveModel { id: Set(account.uuid()), disabled_at: Set(since), ..Default::default() },
    )
    .await
}

/// A mailed link to sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInLink {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of the token in the link.
    pub token_hash: String,
    /// Keyed hash of the code in the mail.
    pub code_hash: String,
    /// SHA-256 of the asking browser's cookie.
    pub browser_hash: String,
    /// Whom it signs in.
    pub account: AccountId,
    /// Where to go then: a path of ours.
    pub next: String,
    /// Wrong codes so far.
    pub attempts: i32,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// Until when it serves.
    pub expires_at: DateTime<Utc>,
    /// When it served.
    pub used_at: Option<DateTime<Utc>>,
}

/// Adds a link.
pub async fn add_link(tx: &Tx, link: SignInLink) -> Result<(), Error> {
    let SignInLink {
        id,
        token_hash,
        code_hash,
        browser_hash,
        account,
        next,
        attempts,
        created_at,
        expires_at,
        used_at,
    } = link;
    let row = sign_in_links::Model {
        id,
        token_hash,
        code_hash,
        browser_hash,
        account_id: account.uuid(),
        next,
        attempts,
        created_at,
        expires_at,
        used_at,
    };
    sign_in_links::Entity::insert(sign_in_links::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// The link with this token.
pub async fn link_by_token(tx: &Tx, token_hash: &str) -> Result<Option<SignInLink>, Error> {
    let row = sign_in_links::Entity::find()
        .filter(sign_in_links::Column::TokenHash.eq(token_hash))
        .one(tx.connection())
        .await?;
    Ok(row.map(SignInLink::from))
}

/// The newest link that a browser asked for.
pub async fn link_by_browser(tx: &Tx, browser_hash: &str) -> Result<Option<SignInLink>, Error> {
    let query = sign_in_links::Entity::find()
        .filter(sign_in_links::Column::BrowserHash.eq(browser_hash))
        .order_by_desc(sign_in_links::Column::CreatedAt)
        .limit(1);
    let query = match tx.engine() {
        Engine::Sqlite => query,
        Engine::Postgres => query.lock_exclusive(),
    };
    Ok(query.one(tx.connection()).await?.map(SignInLink::from))
}

/// Counts a wrong code.
pub async fn count_attempt(tx: &Tx, link: Uuid) -> Result<(), Error> {
    sign_in_links::Entity::update_many()
        .col_expr(sign_in_links::Column::Attempts, Expr::col(sign_in_links::Column::Attempts).add(1))
        .filter(sign_in_links::Column::Id.eq(link))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Uses a link, once, and only in its time.
pub async fn use_link(tx: &Tx, link: Uuid, now: DateTime<Utc>) -> Result<bool, Error> {
    let updated = sign_in_links::Entity::update_many()
        .col_expr(sign_in_links::Column::UsedAt, Expr::value(now))
        .filter(sign_in_links::Column::Id.eq(link))
        .filter(sign_in_links::Column::UsedAt.is_null())
        .filter(sign_in_links::Column::ExpiresAt.gt(now))
        .exec(tx.connection())
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Ends the links of an account that have not served, so that a newer one stands alone.
pub async fn end_links(tx: &Tx, account: AccountId, now: DateTime<Utc>) -> Result<(), Error> {
    sign_in_links::Entity::update_many()
        .col_expr(sign_in_links::Column::UsedAt, Expr::value(now))
        .filter(sign_in_links::Column::AccountId.eq(account.uuid()))
        .filter(sign_in_links::Column::UsedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

async fn update(tx: &Tx, row: accounts::ActiveModel) -> Result<(), Error> {
    accounts::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

fn unreadable(word: UnknownWord) -> Error {
    Error::Unreadable(word.0)
}

impl From<sign_in_links::Model> for SignInLink {
    fn from(row: sign_in_links::Model) -> Self {
        Self {
            id: row.id,
            token_hash: row.token_hash,
            code_hash: row.code_hash,
            browser_hash: row.browser_hash,
            account: row.account_id.into(),
            next: row.next,
            attempts: row.attempts,
            created_at: row.created_at,
            expires_at: row.expires_at,
            used_at: row.used_at,
        }
    }
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
