//! Totals of a year, without anybody's name: by service, for publishing.

use crate::{Error, Tx};
use domain::{fiscal_year::FiscalYear, money::Yen, service_type::ServiceType, subsidies::StageName};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;

/// What became of the applications of offices of one service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Service {
    /// Received.
    pub received: u64,
    /// 交付決定.
    pub granted: u64,
    /// 交付決定額 of all of them.
    pub yen: Yen,
}

/// The year by service; an office counts under the first service that it provides, and under none where the register
/// knows none.
pub async fn by_service(tx: &Tx, year: FiscalYear) -> Result<BTreeMap<Option<ServiceType>, Service>, Error> {
    let rows = tx
        .connection()
        .query_all_raw(tx.statement(BY_SERVICE, [tx.tenant()?.uuid().into(), year.year().into()]))
        .await?;
    let mut services: BTreeMap<Option<ServiceType>, Service> = BTreeMap::new();
    for row in rows {
        let (code, stage): (Option<String>, String) =
            (row.try_get("", "service")?, row.try_get("", "stage")?);
        let (n, yen): (i64, i64) = (row.try_get("", "n")?, row.try_get("", "yen")?);
        let n = u64::try_from(n).unwrap_or(0);
        let line = services.entry(code.as_deref().and_then(ServiceType::from_code)).or_default();
        line.received += n;
        if StageName::from_code(&stage) == Some(StageName::Granted) {
            line.granted += n;
            line.yen = line.yen.checked_add(Yen(yen)).unwrap_or(line.yen);
        }
    }
    Ok(services)
}

/// Each application under the first service of its office.
const BY_SERVICE: &str = "SELECT service, stage, count(*) AS n, CAST(sum(amount_yen) AS bigint) AS yen FROM (
        SELECT a.stage, a.amount_yen, (SELECT min(s.service_code) FROM office_services s
            WHERE s.tenant_id = a.tenant_id AND s.office_id = a.office_id AND s.status = 'active') AS service
        FROM applications a
        WHERE a.tenant_id = $1 AND a.fiscal_year = $2 AND a.stage <> 'draft' AND a.receipt_seq IS NOT NULL
    ) AS received GROUP BY service, stage";

/// How many offices the applications of a year are for that were granted or are open.
pub async fn offices_of_year(tx: &Tx, year: FiscalYear) -> Result<u32, Error> {
    let row = tx
        .connection()
        .query_one_raw(tx.statement(
            "SELECT count(DISTINCT office_id) AS n FROM applications WHERE tenant_id = $1 AND fiscal_year = $2
             AND stage IN ('waiting', 'submitted', 'under_review', 'returned', 'proposed', 'granted')",
            [tx.tenant()?.uuid().into(), year.year().into()],
        ))
        .await?
        .ok_or(Error::Missing)?;
    let n: i64 = row.try_get("", "n")?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}
