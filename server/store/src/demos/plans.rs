//! The plans of a federation: what prepares a session on site, and one online.

use crate::{Error, Tx, entities::demo_plans, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    demos::{Place, Plan},
    ids::{AccountId, TenantId},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, TryInsertResult,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;

/// A plan as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its tasks.
    pub plan: Plan,
    /// How often it was changed; none of a plan that is still the built-in one.
    pub version: i32,
    /// Who changed it last, and when.
    pub by: Option<(AccountId, DateTime<Utc>)>,
}

/// The plan of a federation for sessions at a place. Its members may ask, too: whoever fixes a date begins the plan.
pub async fn of(tx: &Tx, federation: TenantId, place: Place) -> Result<Kept, Error> {
    let row = demo_plans::Entity::find()
        .filter(demo_plans::Column::TenantId.eq(federation.uuid()))
        .filter(demo_plans::Column::Place.eq(place.code()))
        .one(tx.connection())
        .await?;
    Ok(match row {
        Some(row) => Kept {
            plan: serde_json::from_value(row.tasks)?,
            version: row.version,
            by: Some((row.updated_by.into(), row.updated_at)),
        },
        None => Kept { plan: Plan::built_in(place), version: 0, by: None },
    })
}

/// Keeps a plan of the federation of the scope over the version that was seen. Sessions that are planned already stay as
/// they are.
pub async fn keep(
    tx: &Tx,
    place: Place,
    (plan, version): (&Plan, i32),
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let tenant = tx.tenant()?;
    let tasks = serde_json::to_value(plan)?;
    let changed = if version == 0 {
        let row = demo_plans::Model {
            tenant_id: tenant.uuid(),
            place: place.code().to_owned(),
            tasks,
            updated_by: by.uuid(),
            updated_at: now,
            version: 1,
        };
        let done = demo_plans::Entity::insert(demo_plans::ActiveModel::from(row))
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        match done {
            TryInsertResult::Inserted(rows) => rows,
            TryInsertResult::Conflicted | TryInsertResult::Empty => 0,
        }
    } else {
        demo_plans::Entity::update_many()
            .col_expr(demo_plans::Column::Tasks, Expr::value(tasks))
            .col_expr(demo_plans::Column::UpdatedBy, Expr::value(by.uuid()))
            .col_expr(demo_plans::Column::UpdatedAt, Expr::value(now))
            .col_expr(demo_plans::Column::Version, Expr::value(version + 1))
            .filter(demo_plans::Column::TenantId.eq(tenant.uuid()))
            .filter(demo_plans::Column::Place.eq(place.code()))
            .filter(demo_plans::Column::Version.eq(version))
            .exec(tx.connection())
            .await?
            .rows_affected
    };
    if changed != 1 {
        return Err(Error::Stale);
    }
    let payload = json!({ "place": place.code(), "tasks": plan.tasks().len() });
    tx.record(Event::of(now, "demo_plan.changed", "tenant", tenant.uuid(), payload))
}
