//! 実績集計: what a municipality tells its prefecture of a year: numbers, and nobody's name. The prefecture reads it and
//! changes nothing.

use crate::{Error, Tx, entities::year_results, events::Event};
use chrono::{DateTime, Utc};
use domain::{accounts::TenantKind, fiscal_year::FiscalYear, ids::TenantId, year_end::YearResult};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

/// What was told.
#[derive(Debug, Clone, PartialEq)]
pub struct Sent {
    /// By which municipality.
    pub municipality: String,
    /// What.
    pub result: YearResult,
    /// When, the last time.
    pub at: DateTime<Utc>,
    /// How often.
    pub version: i32,
}

/// The prefecture of a municipality with these codes, where it is a house here. The scope is the system's.
pub async fn prefecture(tx: &Tx, codes: &[String]) -> Result<Option<(TenantId, String)>, Error> {
    let of = |codes: &[String]| codes.iter().find_map(|code| code.get(..2).map(str::to_owned));
    let Some(own) = of(codes) else { return Ok(None) };
    let all = crate::tenants::all(tx).await?;
    Ok(all
        .into_iter()
        .find(|tenant| tenant.kind == TenantKind::Prefecture && of(&tenant.codes).as_ref() == Some(&own))
        .map(|tenant| (tenant.id, tenant.name)))
}

/// Tells the prefecture; telling again takes the place of what was told, and the record keeps that it was.
pub async fn send(
    tx: &Tx,
    id: Uuid,
    to: TenantId,
    year: FiscalYear,
    municipality: &str,
    result: &YearResult,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (tenant, by) = (tx.tenant()?, tx.account().ok_or(Error::Missing)?);
    tx.connection()
        .execute_raw(tx.statement(
            "INSERT INTO year_results (tenant_id, id, shared_with, fiscal_year, municipality, content, sent_by, sent_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
             ON CONFLICT (tenant_id, fiscal_year) DO UPDATE SET content = excluded.content, sent_by = excluded.sent_by,
             sent_at = excluded.sent_at, municipality = excluded.municipality, shared_with = excluded.shared_with,
             version = year_results.version + 1",
            [
                tenant.uuid().into(),
                id.into(),
                to.uuid().into(),
                year.year().into(),
                municipality.into(),
                serde_json::to_value(result)?.into(),
                by.uuid().into(),
                now.into(),
            ],
        ))
        .await?;
    let payload = json!({ "year": year, "prefecture": to });
    tx.record(Event::of(now, "year.results-sent", "tenant", tenant.uuid(), payload))
}

/// What the municipality of the scope told of a year.
pub async fn own(tx: &Tx, year: FiscalYear) -> Result<Option<Sent>, Error> {
    let row = tx
        .shared::<year_results::Entity>()?
        .filter(year_results::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(year_results::Column::FiscalYear.eq(year.year()))
        .one(tx.connection())
        .await?;
    row.map(Sent::try_from).transpose()
}

/// What the municipalities told the prefecture of the scope of a year, by name.
pub async fn of_year(tx: &Tx, year: FiscalYear) -> Result<Vec<Sent>, Error> {
    let rows = tx
        .shared::<year_results::Entity>()?
        .filter(year_results::Column::SharedWith.eq(tx.tenant()?.uuid()))
        .filter(year_results::Column::FiscalYear.eq(year.year()))
        .order_by_asc(year_results::Column::Municipality)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Sent::try_from).collect()
}

impl TryFrom<year_results::Model> for Sent {
    type Error = Error;
    fn try_from(row: year_results::Model) -> Result<Self, Error> {
        Ok(Self {
            municipality: row.municipality,
            result: serde_json::from_value(row.content)?,
            at: row.sent_at,
            version: row.version,
        })
    }
}
