//! Mailed links to sign in with.

use crate::{Error, Tx, entities::sign_in_links, tx::Engine};
use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::{
    ColumnTrait as _, EntityTrait, ExprTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    sea_query::Expr,
};
use uuid::Uuid;

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
pub async fn add(tx: &Tx, link: SignInLink) -> Result<(), Error> {
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
pub async fn by_token(tx: &Tx, token_hash: &str) -> Result<Option<SignInLink>, Error> {
    let row = sign_in_links::Entity::find()
        .filter(sign_in_links::Column::TokenHash.eq(token_hash))
        .one(tx.connection())
        .await?;
    Ok(row.map(SignInLink::from))
}

/// The newest link that a browser asked for.
pub async fn by_browser(tx: &Tx, browser_hash: &str) -> Result<Option<SignInLink>, Error> {
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
pub async fn use_once(tx: &Tx, link: Uuid, now: DateTime<Utc>) -> Result<bool, Error> {
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
pub async fn end(tx: &Tx, account: AccountId, now: DateTime<Utc>) -> Result<(), Error> {
    sign_in_links::Entity::update_many()
        .col_expr(sign_in_links::Column::UsedAt, Expr::value(now))
        .filter(sign_in_links::Column::AccountId.eq(account.uuid()))
        .filter(sign_in_links::Column::UsedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
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
