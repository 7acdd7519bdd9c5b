//! Notices of the web that stand on a page here: activities whose text everybody reads.

use super::activities::{Activity, write};
use crate::{Error, Tx, entities::campaign_activities, events::Event};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// Puts a notice on its page, or takes it away.
pub async fn publish(tx: &Tx, activity: &Activity, published: bool, now: DateTime<Utc>) -> Result<(), Error> {
    let row = campaign_activities::ActiveModel {
        published_at: Set(published.then_some(now)),
        ..Default::default()
    };
    write(tx, activity.id, activity.version, row, now).await?;
    let id = activity.id.uuid();
    tx.record(if published {
        Event::of(now, "activity.published", "activity", id, json!({}))
    } else {
        Event::of(now, "activity.unpublished", "activity", id, json!({}))
    })
}

/// What everybody may read of a house, the last published first.
pub async fn all(tx: &Tx) -> Result<Vec<Activity>, Error> {
    let rows = tx
        .rows::<campaign_activities::Entity>()?
        .filter(campaign_activities::Column::PublishedAt.is_not_null())
        .order_by_desc(campaign_activities::Column::PublishedAt)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Activity::try_from).collect()
}
