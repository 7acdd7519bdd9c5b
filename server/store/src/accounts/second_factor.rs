//! The second factor of an account, and the codes for who lost it.

use super::update;
use crate::{
    Error, Tx,
    entities::{accounts, recovery_codes},
};
use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait, ExprTrait as _, QueryFilter as _, sea_query::Expr,
};

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
