//! What a federation asks of those who book: its own to change, its members' to read.

use super::members::Member;
use crate::{Error, Tx, entities::demo_rules, events::Event};
use chrono::{DateTime, Utc};
use domain::{demos::BookingRules, ids::TenantId};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, TryInsertResult,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

/// The rules of the federation of the scope with their version; the usual ones, at 0, while it set none.
pub async fn own(tx: &Tx) -> Result<(BookingRules, i32), Error> {
    of(tx, tx.tenant()?).await
}

/// The rules of the federation that a municipality belongs to.
pub async fn of_member(tx: &Tx, member: &Member) -> Result<BookingRules, Error> {
    Ok(of(tx, member.federation).await?.0)
}

async fn of(tx: &Tx, federation: TenantId) -> Result<(BookingRules, i32), Error> {
    let row = demo_rules::Entity::find()
        .filter(demo_rules::Column::TenantId.eq(federation.uuid()))
        .one(tx.connection())
        .await?;
    match row {
        Some(row) => Ok((serde_json::from_value(row.facts)?, row.version)),
        None => Ok((BookingRules::default(), 0)),
    }
}

/// Sets the rules, from the version they were read at.
pub async fn set(tx: &Tx, rules: &BookingRules, version: i32, now: DateTime<Utc>) -> Result<(), Error> {
    let tenant = tx.tenant()?;
    let facts = serde_json::to_value(rules)?;
    let done = if version == 0 {
        let row = demo_rules::Model { tenant_id: tenant.uuid(), facts, updated_at: now, version: 1 };
        let done = demo_rules::Entity::insert(demo_rules::ActiveModel::from(row))
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        matches!(done, TryInsertResult::Inserted(1))
    } else {
        let done = demo_rules::Entity::update_many()
            .col_expr(demo_rules::Column::Facts, Expr::value(facts))
            .col_expr(demo_rules::Column::UpdatedAt, Expr::value(now))
            .col_expr(demo_rules::Column::Version, Expr::value(version + 1))
            .filter(demo_rules::Column::TenantId.eq(tenant.uuid()))
            .filter(demo_rules::Column::Version.eq(version))
            .exec(tx.connection())
            .await?;
        done.rows_affected == 1
    };
    if !done {
        return Err(Error::Stale);
    }
    let payload = json!({ "notice": rules.notice_days, "horizon": rules.horizon_days, "least": rules.least });
    tx.record(Event::of(now, "demo-rules.set", "tenant", tenant.uuid(), payload))
}
