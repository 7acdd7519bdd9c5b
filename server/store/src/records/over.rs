//! Whose time is over: the classes of 保存年限, and the records that nothing is to happen to any more.

use super::disposal::Case;
use crate::{Error, Tx, entities::retentions as retention_rows, events::Event, tx::Engine};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, ApplicationId, DisposalId, ProgrammeId},
    tokyo,
    year_end::Retention,
};
use sea_orm::ConnectionTrait;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A record whose time is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The application.
    pub application: ApplicationId,
    /// When its work was completed.
    pub completed_on: NaiveDate,
    /// The last day it had to be kept.
    pub kept_until: NaiveDate,
    /// Its class.
    pub retention: Retention,
}

/// The classes of the programmes; those that none was given are [`Retention::USUAL`].
pub async fn retentions(tx: &Tx) -> Result<BTreeMap<ProgrammeId, Retention>, Error> {
    let rows = tx.rows::<retention_rows::Entity>()?.all(tx.connection()).await?;
    rows.into_iter()
        .map(|row| {
            let class = Retention::of_years(i64::from(row.years))
                .map_err(|error| Error::Unreadable(error.to_string()))?;
            Ok((row.programme_id.into(), class))
        })
        .collect()
}

/// Gives a programme a class.
pub async fn set_retention(
    tx: &Tx,
    programme: ProgrammeId,
    class: Retention,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    tx.connection()
        .execute_raw(tx.statement(
            "INSERT INTO retentions (tenant_id, programme_id, years, set_by, set_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant_id, programme_id)
             DO UPDATE SET years = excluded.years, set_by = excluded.set_by, set_at = excluded.set_at",
            [
                tx.tenant()?.uuid().into(),
                programme.uuid().into(),
                i32::from(class.years()).into(),
                by.uuid().into(),
                now.into(),
            ],
        ))
        .await?;
    let payload = json!({ "years": class.years() });
    tx.record(Event::of(now, "disposal.retention-set", "programme", programme.uuid(), payload))
}

/// The records whose time is over and that stand in no list, the oldest first, at most `limit`; and how many there are.
pub async fn due(
    tx: &Tx,
    programmes: &[ProgrammeId],
    today: NaiveDate,
    limit: u64,
) -> Result<(Vec<Due>, u64), Error> {
    let classes = retentions(tx).await?;
    let (mut found, mut total) = (Vec::new(), 0);
    for programme in programmes {
        let class = classes.get(programme).copied().unwrap_or(Retention::USUAL);
        let Some(last) = class.completed_before(today) else { continue };
        let mut values: Vec<sea_orm::Value> =
            vec![tx.tenant()?.uuid().into(), programme.uuid().into(), tokyo::end_of(last).into()];
        let counted = format!("SELECT count(*) AS n FROM {OVER} AND {FREE}");
        let row = tx.connection().query_one_raw(tx.statement(&counted, values.clone())).await?;
        let n: i64 = row.ok_or(Error::Missing)?.try_get("", "n")?;
        total += u64::try_from(n).unwrap_or(0);
        values.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
        let listed =
            format!("SELECT a.id, {COMPLETED} AS ended_at FROM {OVER} AND {FREE} ORDER BY 2, 1 LIMIT $4");
        let rows = tx.connection().query_all_raw(tx.statement(&listed, values)).await?;
        for row in rows {
            let (id, at): (Uuid, DateTime<Utc>) = (row.try_get("", "id")?, row.try_get("", "ended_at")?);
            let completed_on = tokyo::date(at);
            let Some(kept_until) = class.ends(completed_on) else { continue };
            found.push(Due { application: id.into(), completed_on, kept_until, retention: class });
        }
    }
    found.sort_by_key(|one| (one.completed_on, one.application));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((found, total))
}

/// When the work about an application was completed: after a grant, when its award was touched last.
const COMPLETED: &str = "COALESCE((SELECT w.updated_at FROM awards w
    WHERE w.tenant_id = a.tenant_id AND w.application_id = a.id), a.ended_at)";

/// Ended, and nothing of its money still to move or proposed to.
const OVER: &str = "applications a
    WHERE a.tenant_id = $1 AND a.programme_id = $2 AND a.ended_at <= $3
    AND a.stage IN ('granted', 'refused', 'withdrawn')
    AND NOT EXISTS (SELECT 1 FROM awards w WHERE w.tenant_id = a.tenant_id AND w.application_id = a.id
                    AND (w.stage NOT IN ('settled', 'cancelled') OR w.updated_at > $3))
    AND NOT EXISTS (SELECT 1 FROM recoveries r WHERE r.tenant_id = a.tenant_id AND r.award_id = a.id
                    AND r.state <> 'refunded')
    AND NOT EXISTS (SELECT 1 FROM award_proposals q WHERE q.tenant_id = a.tenant_id AND q.open_award_id = a.id)";

/// In no list.
const FREE: &str = "NOT EXISTS (SELECT 1 FROM disposal_cases c
    WHERE c.tenant_id = a.tenant_id AND c.held_application_id = a.id)";

/// Of the records of a list those whose time is over today still: a cancellation, a return or a longer class may have
/// come after it was made. Nobody moves their money until this transaction ends.
pub(super) async fn still_over(
    tx: &Tx,
    disposal: DisposalId,
    cases: &[Case],
    today: NaiveDate,
) -> Result<BTreeSet<ApplicationId>, Error> {
    const LISTED: &str =
        "IN (SELECT c.application_id FROM disposal_cases c WHERE c.tenant_id = $1 AND c.disposal_id = $2)";
    let tenant = tx.tenant()?.uuid();
    match tx.engine() {
        Engine::Sqlite => {}
        Engine::Postgres => {
            let held =
                format!("SELECT id FROM awards WHERE tenant_id = $1 AND id {LISTED} ORDER BY id FOR UPDATE");
            let held = tx.statement(&held, [tenant.into(), disposal.uuid().into()]);
            tx.connection().query_all_raw(held).await?;
        }
    }
    let classes = retentions(tx).await?;
    let programmes: BTreeSet<ProgrammeId> = cases.iter().map(|case| case.programme).collect();
    let mut over = BTreeSet::new();
    for programme in programmes {
        let class = classes.get(&programme).copied().unwrap_or(Retention::USUAL);
        let Some(last) = class.completed_before(today) else { continue };
        let asked = format!(
            "SELECT a.id FROM {OVER} AND EXISTS (SELECT 1 FROM disposal_cases c WHERE c.tenant_id = a.tenant_id
             AND c.application_id = a.id AND c.disposal_id = $4)"
        );
        let values =
            [tenant.into(), programme.uuid().into(), tokyo::end_of(last).into(), disposal.uuid().into()];
        for row in tx.connection().query_all_raw(tx.statement(&asked, values)).await? {
            over.insert(row.try_get::<Uuid>("", "id")?.into());
        }
    }
    Ok(over)
}
