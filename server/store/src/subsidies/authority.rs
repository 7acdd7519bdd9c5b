//! 専決の限度と代決者: who may decide how much, and for whom, as an administrator keeps it.

use crate::{
    Error, Tx,
    entities::{decision_limits, decision_recorders, substitutions},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, SubstitutionId},
    money::Yen,
    subsidies::{Limit, Substitution},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr, sea_query::OnConflict};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The limits that were set; whoever is not in it has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits(BTreeMap<AccountId, Yen>);

impl Limits {
    /// The limit of a person.
    pub fn of(&self, account: AccountId) -> Limit {
        self.0.get(&account).copied().map_or(Limit::None, Limit::UpTo)
    }
}

/// A 代決者 as it was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: SubstitutionId,
    /// Who for whom, from when to when.
    pub substitution: Substitution,
    /// Why.
    pub reason: String,
}

/// Every limit.
pub async fn limits(tx: &Tx) -> Result<Limits, Error> {
    let rows = tx.rows::<decision_limits::Entity>()?.all(tx.connection()).await?;
    Ok(Limits(rows.into_iter().map(|row| (row.account_id.into(), Yen(row.most_yen))).collect()))
}

/// Sets or lifts the limit of an approver.
pub async fn set_limit(
    tx: &Tx,
    account: AccountId,
    limit: Limit,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let before = limits(tx).await?.of(account);
    if before == limit {
        return Ok(());
    }
    match limit {
        Limit::None => {
            decision_limits::Entity::delete_many()
                .filter(decision_limits::Column::TenantId.eq(tx.tenant()?.uuid()))
                .filter(decision_limits::Column::AccountId.eq(account.uuid()))
                .exec(tx.connection())
                .await?;
        }
        Limit::UpTo(most) => {
            let row = decision_limits::Model {
                tenant_id: tx.tenant()?.uuid(),
                account_id: account.uuid(),
                most_yen: most.get(),
                set_by: by.uuid(),
                set_at: now,
            };
            let keys = [decision_limits::Column::TenantId, decision_limits::Column::AccountId];
            let newer = [
                decision_limits::Column::MostYen,
                decision_limits::Column::SetBy,
                decision_limits::Column::SetAt,
            ];
            decision_limits::Entity::insert(decision_limits::ActiveModel::from(row))
                .on_conflict(OnConflict::columns(keys).update_columns(newer).to_owned())
                .exec_without_returning(tx.connection())
                .await?;
        }
    }
    let yen = |limit| match limit {
        Limit::None => None,
        Limit::UpTo(most) => Some(most),
    };
    let payload = json!({ "account": account, "before": yen(before), "after": yen(limit) });
    tx.record(Event::of(now, "settings.decision-limit-changed", "tenant", tx.tenant()?.uuid(), payload))
}

/// The clerks who may record what was decided on paper or in another system.
pub async fn recorders(tx: &Tx) -> Result<BTreeSet<AccountId>, Error> {
    let rows = tx.rows::<decision_recorders::Entity>()?.all(tx.connection()).await?;
    Ok(rows.into_iter().map(|row| row.account_id.into()).collect())
}

/// Lets a clerk record what was decided outside, or no longer.
pub async fn set_recorder(
    tx: &Tx,
    account: AccountId,
    may: bool,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if recorders(tx).await?.contains(&account) == may {
        return Ok(());
    }
    if may {
        let row = decision_recorders::Model {
            tenant_id: tx.tenant()?.uuid(),
            account_id: account.uuid(),
            set_by: by.uuid(),
            set_at: now,
        };
        decision_recorders::Entity::insert(decision_recorders::ActiveModel::from(row))
            .exec_without_returning(tx.connection())
            .await?;
    } else {
        decision_recorders::Entity::delete_many()
            .filter(decision_recorders::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(decision_recorders::Column::AccountId.eq(account.uuid()))
            .exec(tx.connection())
            .await?;
    }
    let payload = json!({ "account": account, "may": may });
    tx.record(Event::of(now, "settings.recorder-changed", "tenant", tx.tenant()?.uuid(), payload))
}

/// Every 代決者 that was not taken back and is not over on a day, the earliest first.
pub async fn substitutions(tx: &Tx, today: NaiveDate) -> Result<Vec<Named>, Error> {
    let rows = tx
        .rows::<substitutions::Entity>()?
        .filter(substitutions::Column::EndedAt.is_null())
        .filter(substitutions::Column::UntilOn.gte(today))
        .order_by_asc(substitutions::Column::FromOn)
        .order_by_asc(substitutions::Column::Id)
        .all(tx.connection())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Named {
            id: row.id.into(),
            substitution: Substitution {
                absent: row.absent_id.into(),
                substitute: row.substitute_id.into(),
                from: row.from_on,
                until: row.until_on,
            },
            reason: row.reason,
        })
        .collect())
}

/// Names a 代決者.
pub async fn name(tx: &Tx, named: &Named, by: AccountId, now: DateTime<Utc>) -> Result<(), Error> {
    let Substitution { absent, substitute, from, until } = named.substitution;
    let row = substitutions::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: named.id.uuid(),
        absent_id: absent.uuid(),
        substitute_id: substitute.uuid(),
        from_on: from,
        until_on: until,
        reason: named.reason.clone(),
        set_by: by.uuid(),
        set_at: now,
        ended_at: None,
    };
    substitutions::Entity::insert(substitutions::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "absent": absent, "substitute": substitute, "from": from, "until": until });
    tx.record(Event::of(now, "settings.substitute-named", "tenant", tx.tenant()?.uuid(), payload))
}

/// Takes a 代決者 back; false where it was taken back already.
pub async fn take_back(tx: &Tx, id: SubstitutionId, now: DateTime<Utc>) -> Result<bool, Error> {
    let done = substitutions::Entity::update_many()
        .col_expr(substitutions::Column::EndedAt, Expr::value(now))
        .filter(substitutions::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(substitutions::Column::Id.eq(id.uuid()))
        .filter(substitutions::Column::EndedAt.is_null())
        .exec(tx.connection())
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    let payload = json!({ "substitution": id });
    tx.record(Event::of(now, "settings.substitute-taken-back", "tenant", tx.tenant()?.uuid(), payload))?;
    Ok(true)
}
