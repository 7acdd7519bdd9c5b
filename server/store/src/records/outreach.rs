//! Words about people that belong to no application, and so to no list of disposal: reports of mail that came back,
//! suppressions that were lifted, and the words of the ledger of materials. The daily sweep takes them away when the
//! usual class of retention is over.

use crate::{Error, Tx, events::Event};
use chrono::{DateTime, Utc};
use domain::{ids::TenantId, tokyo, year_end::Retention};
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use uuid::Uuid;

/// Reports of a mail that came back.
const REPORTS: &str = "mail_bounces WHERE at <= $1";
/// Suppressions that stop nothing any more; what stands is kept, or the next mail would go out again.
const SUPPRESSIONS: &str = "suppressions WHERE lifted_at <= $1";
/// Lines of the ledger that say more than which office, session or activity.
const WORDS: &str = "created_at <= $1 AND (note <> '' OR
    (to_name <> '' AND office_id IS NULL AND session_id IS NULL AND activity_id IS NULL))";

/// Until when something must have ended for its time to be over; none before the calendar of the product.
fn last(now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    Retention::USUAL.completed_before(tokyo::date(now)).map(tokyo::end_of)
}

/// The houses that keep something whose time is over, for the system.
pub async fn with_old_words(tx: &Tx, now: DateTime<Utc>) -> Result<Vec<TenantId>, Error> {
    let Some(last) = last(now) else { return Ok(Vec::new()) };
    let asked = format!(
        "SELECT tenant_id FROM {REPORTS} UNION SELECT tenant_id FROM {SUPPRESSIONS}
         UNION SELECT tenant_id FROM material_movements WHERE {WORDS}"
    );
    let rows = tx.connection().query_all_raw(tx.statement(&asked, [last.into()])).await?;
    let mut houses = Vec::with_capacity(rows.len());
    for row in rows {
        houses.push(TenantId::from(row.try_get::<Uuid>("", "tenant_id")?));
    }
    // What belongs to no mail of anybody has no house, and is swept sooner.
    houses.retain(|house| *house != crate::events::NO_TENANT);
    Ok(houses)
}

/// Takes away what of this house has had its time; how many rows that were. Twice is once.
pub async fn forget_old_words(tx: &Tx, now: DateTime<Utc>) -> Result<u64, Error> {
    let Some(last) = last(now) else { return Ok(0) };
    let tenant = tx.tenant()?;
    let run = async |sql: String| -> Result<u64, Error> {
        let statement = tx.statement(&sql, [last.into(), tenant.uuid().into()]);
        Ok(tx.connection().execute_raw(statement).await?.rows_affected())
    };
    let reports = run(format!("DELETE FROM {REPORTS} AND tenant_id = $2")).await?;
    let suppressions = run(format!("DELETE FROM {SUPPRESSIONS} AND tenant_id = $2")).await?;
    let words = run(format!(
        "UPDATE material_movements SET note = '', to_name = CASE WHEN office_id IS NULL AND session_id IS NULL
             AND activity_id IS NULL THEN '' ELSE to_name END WHERE {WORDS} AND tenant_id = $2"
    ))
    .await?;
    let all = reports + suppressions + words;
    if all > 0 {
        let payload = json!({ "reports": reports, "suppressions": suppressions, "movements": words });
        tx.record(Event::of(now, "disposal.outreach-forgotten", "tenant", tenant.uuid(), payload))?;
    }
    Ok(all)
}
