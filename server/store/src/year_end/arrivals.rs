//! 到達簿: how many papers came on a day by a way, beside how many of them are entered.

use crate::{Error, Tx, entities::arrival_counts, events::Event};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::AccountId,
    subsidies::Way,
    year_end::{ArrivalCount, Papers},
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::BTreeMap;

/// A count with who made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// What was counted.
    pub count: ArrivalCount,
    /// By whom.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Keeps a count; a second one of the same day and way takes its place, and the record keeps both.
pub async fn count(tx: &Tx, count: ArrivalCount, by: AccountId, now: DateTime<Utc>) -> Result<(), Error> {
    let tenant = tx.tenant()?;
    let before = tx
        .rows::<arrival_counts::Entity>()?
        .filter(arrival_counts::Column::ArrivedOn.eq(count.on))
        .filter(arrival_counts::Column::Way.eq(count.way.code()))
        .one(tx.connection())
        .await?
        .map(|row| row.count);
    tx.connection()
        .execute_raw(tx.statement(
            "INSERT INTO arrival_counts (tenant_id, arrived_on, way, count, counted_by, counted_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (tenant_id, arrived_on, way)
             DO UPDATE SET count = excluded.count, counted_by = excluded.counted_by, counted_at = excluded.counted_at",
            [
                tenant.uuid().into(),
                count.on.into(),
                count.way.code().into(),
                i32::try_from(count.count).unwrap_or(i32::MAX).into(),
                by.uuid().into(),
                now.into(),
            ],
        ))
        .await?;
    let payload = json!({ "on": count.on, "way": count.way.code(), "count": count.count, "before": before });
    tx.record(Event::of(now, "arrival.counted", "tenant", tenant.uuid(), payload))
}

/// The counts of a span of days, the newest first.
pub async fn counted(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<Vec<Counted>, Error> {
    let rows = tx
        .rows::<arrival_counts::Entity>()?
        .filter(arrival_counts::Column::ArrivedOn.between(from, until))
        .order_by_desc(arrival_counts::Column::ArrivedOn)
        .all(tx.connection())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Counted {
                count: ArrivalCount {
                    on: row.arrived_on,
                    way: way(&row.way)?,
                    count: u32::try_from(row.count).unwrap_or(0),
                },
                by: row.counted_by.into(),
                at: row.counted_at,
            })
        })
        .collect()
}

/// Every day and way of a span that was counted or has an entered paper, the newest first.
pub async fn papers(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<Vec<Papers>, Error> {
    let rows = tx
        .connection()
        .query_all_raw(tx.statement(ENTERED, [tx.tenant()?.uuid().into(), from.into(), until.into()]))
        .await?;
    let mut papers: BTreeMap<(NaiveDate, Way), Papers> = BTreeMap::new();
    for row in rows {
        let (on, code): (NaiveDate, String) =
            (row.try_get("", "arrived_on")?, row.try_get("", "arrived_by")?);
        let (way, n): (Way, i64) = (way(&code)?, row.try_get("", "n")?);
        let entered = u32::try_from(n).unwrap_or(0);
        papers.insert((on, way), Papers { on, way, counted: None, entered });
    }
    for Counted { count, .. } in counted(tx, from, until).await? {
        let ArrivalCount { on, way, count } = count;
        let line = papers.entry((on, way)).or_insert(Papers { on, way, counted: None, entered: 0 });
        line.counted = Some(count);
    }
    Ok(papers.into_values().rev().collect())
}

/// How many papers of each day and way are entered.
pub(crate) const ENTERED: &str = "SELECT arrived_on, arrived_by, count(*) AS n FROM applications
    WHERE tenant_id = $1 AND arrived_on BETWEEN $2 AND $3 GROUP BY arrived_on, arrived_by";

/// How many papers came in a span of days and are not entered.
pub async fn papers_missing(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<u64, Error> {
    Ok(papers(tx, from, until).await?.iter().map(|line| u64::from(line.missing())).sum())
}

fn way(code: &str) -> Result<Way, Error> {
    Way::from_code(code).ok_or_else(|| Error::Unreadable(format!("arrival by {code}")))
}
