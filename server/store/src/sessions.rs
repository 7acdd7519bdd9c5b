//! Sessions: opaque tokens whose hashes stand here, ended by idleness, age, or a person.

use crate::{
    Error, Tx,
    accounts::{Account, by_tenant},
    entities::{accounts, memberships, sessions},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    accounts::Roles,
    ids::{AccountId, SessionId, TenantId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType,
    QueryFilter, QueryOrder, QueryResult, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

/// How much a session has proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Staff who typed the password and must still type, or set up, the second factor.
    Password,
    /// Staff who typed both.
    Full,
    /// An applicant, by mailed link or letter.
    Applicant,
    /// A demo person.
    Demo,
}

impl Level {
    /// The word in the row.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Full => "full",
            Self::Applicant => "applicant",
            Self::Demo => "demo",
        }
    }
    fn parse(word: &str) -> Result<Self, Error> {
        match word {
            "password" => Ok(Self::Password),
            "full" => Ok(Self::Full),
            "applicant" => Ok(Self::Applicant),
            "demo" => Ok(Self::Demo),
            other => Err(Error::Unreadable(format!("session level {other}"))),
        }
    }
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// SHA-256 of the token in the cookie.
    pub token_hash: String,
    /// Whose.
    pub account: AccountId,
    /// What it proved.
    pub level: Level,
    /// The browser in a few words, for the list of sessions.
    pub device: String,
    /// The network it came from, shortened.
    pub network: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last seen, to five minutes.
    pub seen_at: DateTime<Utc>,
    /// When it ends whatever happens.
    pub expires_at: DateTime<Utc>,
    /// How long it may be idle.
    pub idle: TimeDelta,
}

/// Begins a session.
pub async fn begin(tx: &Tx, session: Session) -> Result<(), Error> {
    let Session { id, token_hash, account, level, device, network, created_at, seen_at, expires_at, idle } =
        session;
    let row = sessions::Model {
        id: id.uuid(),
        token_hash,
        account_id: account.uuid(),
        level: level.word().to_owned(),
        device,
        network,
        created_at,
        seen_at,
        expires_at,
        idle_seconds: idle.num_seconds(),
        ended_at: None,
    };
    sessions::Entity::insert(sessions::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    Ok(())
}

/// A session that lives, whose it is, and what they may do in which tenants.
#[derive(Debug, Clone)]
pub struct Living {
    /// The session.
    pub session: Session,
    /// Whose.
    pub account: Account,
    /// What they may do where.
    pub memberships: Vec<(TenantId, Roles)>,
}

/// An account with one of its roles, and where it is held; without any it belongs to no tenant.
struct Holder {
    account: accounts::Model,
    role: Option<(Uuid, String)>,
}

/// What stands before the columns of a role.
const ROLE: &str = "R_";

impl FromQueryResult for Holder {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let tenant: Option<Uuid> = row.try_get(ROLE, "tenant_id")?;
        let role: Option<String> = row.try_get(ROLE, "role")?;
        Ok(Self { account: accounts::Model::from_query_result(row, prefix)?, role: tenant.zip(role) })
    }
}

/// The session of a token, if it still lives, with whose it is and what they may do: every request asks, in one statement.
pub(crate) async fn living(
    connection: &impl ConnectionTrait,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<Living>, Error> {
    let whose = sessions::Entity::belongs_to(accounts::Entity)
        .from(sessions::Column::AccountId)
        .to(accounts::Column::Id);
    let held = sessions::Entity::belongs_to(memberships::Entity)
        .from(sessions::Column::AccountId)
        .to(memberships::Column::AccountId);
    let rows = sessions::Entity::find()
        .filter(sessions::Column::TokenHash.eq(token_hash))
        .filter(sessions::Column::EndedAt.is_null())
        .join(JoinType::InnerJoin, whose.into())
        .join(JoinType::LeftJoin, held.into())
        .order_by_asc(memberships::Column::TenantId)
        .select_two_required(accounts::Entity)
        .column_as(memberships::Column::TenantId, "R_tenant_id")
        .column_as(memberships::Column::Role, "R_role")
        .into_model::<sessions::Model, Holder>()
        .all(connection)
        .await?;
    let mut found = None;
    let mut roles = Vec::new();
    for (session, Holder { account, role }) in rows {
        roles.extend(role);
        found = Some((session, account));
    }
    let Some((session, account)) = found else { return Ok(None) };
    let session = Session::try_from(session)?;
    if !session.lives(now) {
        return Ok(None);
    }
    Ok(Some(Living { session, account: Account::try_from(account)?, memberships: by_tenant(roles)? }))
}

/// Whose session has ended of itself, by idleness or age, not longer ago than `within`.
pub async fn lately(
    tx: &Tx,
    token_hash: &str,
    now: DateTime<Utc>,
    within: TimeDelta,
) -> Result<Option<AccountId>, Error> {
    let row = sessions::Entity::find()
        .filter(sessions::Column::TokenHash.eq(token_hash))
        .filter(sessions::Column::EndedAt.is_null())
        .filter(sessions::Column::SeenAt.gt(now - within))
        .one(tx.connection())
        .await?;
    Ok(row.map(|row| row.account_id.into()))
}

/// The living sessions of an account, newest first.
pub async fn of_account(tx: &Tx, account: AccountId, now: DateTime<Utc>) -> Result<Vec<Session>, Error> {
    let rows = sessions::Entity::find()
        .filter(sessions::Column::AccountId.eq(account.uuid()))
        .filter(sessions::Column::EndedAt.is_null())
        .order_by_desc(sessions::Column::SeenAt)
        .all(tx.connection())
        .await?;
    let sessions = rows.into_iter().map(Session::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(sessions.into_iter().filter(|session| session.lives(now)).collect())
}

/// The living sessions of several accounts, the one last seen first.
pub async fn of_accounts(
    tx: &Tx,
    accounts: impl IntoIterator<Item = AccountId>,
    now: DateTime<Utc>,
) -> Result<Vec<Session>, Error> {
    let rows = sessions::Entity::find()
        .filter(sessions::Column::AccountId.is_in(accounts.into_iter().map(AccountId::uuid)))
        .filter(sessions::Column::EndedAt.is_null())
        .order_by_desc(sessions::Column::SeenAt)
        .all(tx.connection())
        .await?;
    let sessions = rows.into_iter().map(Session::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(sessions.into_iter().filter(|session| session.lives(now)).collect())
}

/// Marks a session seen.
pub async fn touch(tx: &Tx, id: SessionId, now: DateTime<Utc>) -> Result<(), Error> {
    let row = sessions::ActiveModel { id: Set(id.uuid()), seen_at: Set(now), ..Default::default() };
    sessions::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// Ends one session of an account; false when it was not there or had ended.
pub async fn end(tx: &Tx, account: AccountId, id: SessionId, now: DateTime<Utc>) -> Result<bool, Error> {
    let ended = sessions::Entity::update_many()
        .col_expr(sessions::Column::EndedAt, Expr::value(now))
        .filter(sessions::Column::AccountId.eq(account.uuid()))
        .filter(sessions::Column::Id.eq(id.uuid()))
        .filter(sessions::Column::EndedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Ends every session of an account but one.
pub async fn end_all(
    tx: &Tx,
    account: AccountId,
    except: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let mut query = sessions::Entity::update_many()
        .col_expr(sessions::Column::EndedAt, Expr::value(now))
        .filter(sessions::Column::AccountId.eq(account.uuid()))
        .filter(sessions::Column::EndedAt.is_null());
    if let Some(except) = except {
        query = query.filter(sessions::Column::Id.ne(except.uuid()));
    }
    Ok(query.exec(tx.connection()).await?.rows_affected)
}

impl Session {
    /// Whether it may still be used.
    pub fn lives(&self, now: DateTime<Utc>) -> bool {
        now < self.expires_at && now < self.seen_at + self.idle
    }
}

impl TryFrom<sessions::Model> for Session {
    type Error = Error;
    fn try_from(row: sessions::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            token_hash: row.token_hash,
            account: row.account_id.into(),
            level: Level::parse(&row.level)?,
            device: row.device,
            network: row.network,
            created_at: row.created_at,
            seen_at: row.seen_at,
            expires_at: row.expires_at,
            idle: TimeDelta::seconds(row.idle_seconds),
        })
    }
}
