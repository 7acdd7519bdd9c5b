//! What is written on the paper of an activity: its letters and fax covers.

use crate::{Error, Tx, entities::activity_papers, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, ActivityId},
    papers::PaperTexts,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, TryInsertResult,
    sea_query::{Expr, OnConflict},
};
use serde_json::json;
use uuid::Uuid;

/// The words of an activity's paper with their version; none while nobody wrote any.
pub async fn find(tx: &Tx, activity: ActivityId) -> Result<Option<(PaperTexts, i32)>, Error> {
    let row = tx
        .rows::<activity_papers::Entity>()?
        .filter(activity_papers::Column::ActivityId.eq(activity.uuid()))
        .one(tx.connection())
        .await?;
    row.map(|row| Ok((serde_json::from_value(row.texts)?, row.version))).transpose()
}

/// Keeps the words, over the version they were edited from; 0 where nobody wrote any.
pub async fn save(
    tx: &Tx,
    activity: ActivityId,
    version: i32,
    texts: &PaperTexts,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let words = serde_json::to_value(texts)?;
    let by = tx.account().map_or(Uuid::nil(), AccountId::uuid);
    let is_written = if version == 0 {
        let row = activity_papers::Model {
            tenant_id: tx.tenant()?.uuid(),
            activity_id: activity.uuid(),
            texts: words,
            updated_by: by,
            updated_at: now,
            version: 1,
        };
        let added = activity_papers::Entity::insert(activity_papers::ActiveModel::from(row))
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        matches!(added, TryInsertResult::Inserted(1))
    } else {
        let changed = activity_papers::Entity::update_many()
            .col_expr(activity_papers::Column::Texts, Expr::value(words))
            .col_expr(activity_papers::Column::UpdatedBy, Expr::value(by))
            .col_expr(activity_papers::Column::UpdatedAt, Expr::value(now))
            .col_expr(activity_papers::Column::Version, Expr::value(version + 1))
            .filter(activity_papers::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(activity_papers::Column::ActivityId.eq(activity.uuid()))
            .filter(activity_papers::Column::Version.eq(version))
            .exec(tx.connection())
            .await?;
        changed.rows_affected == 1
    };
    if !is_written {
        return Err(Error::Stale);
    }
    let payload = json!({ "version": version + 1 });
    tx.record(Event::of(now, "activity.letter_saved", "activity", activity.uuid(), payload))
}
