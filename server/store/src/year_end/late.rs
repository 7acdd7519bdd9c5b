//! 過年度収入と過年度支出: money of a year that moved after its closing period, in the books of the year in which it moved.

use crate::{Error, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{fiscal_year::FiscalYear, ids::ApplicationId, money::Yen, tokyo};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// Money that moved late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Late {
    /// Of which application.
    pub application: ApplicationId,
    /// Its number.
    pub receipt: String,
    /// Whether it came in: a refund, and not a payment.
    pub comes_in: bool,
    /// On which day.
    pub on: NaiveDate,
    /// How much.
    pub yen: Yen,
}

/// The late money of a year, in the order of its days.
pub async fn late(tx: &Tx, year: FiscalYear) -> Result<Vec<Late>, Error> {
    let tenant = tx.tenant()?.uuid();
    let refunded = "SELECT w.application_id, a.receipt_number, r.received_on, r.amount_yen
        FROM awards w JOIN refunds r ON r.tenant_id = w.tenant_id AND r.award_id = w.id
        JOIN applications a ON a.tenant_id = w.tenant_id AND a.id = w.application_id
        WHERE w.tenant_id = $1 AND w.fiscal_year = $2 AND r.received_on > $3";
    let values = [tenant.into(), year.year().into(), year.closing_end().into()];
    let mut found = Vec::new();
    for row in tx.connection().query_all_raw(tx.statement(refunded, values)).await? {
        found.push(Late {
            application: row.try_get::<Uuid>("", "application_id")?.into(),
            receipt: row.try_get::<Option<String>>("", "receipt_number")?.unwrap_or_default(),
            comes_in: true,
            on: row.try_get("", "received_on")?,
            yen: Yen(row.try_get("", "amount_yen")?),
        });
    }
    let paid = "SELECT e.application_id, a.receipt_number, e.at, e.paid_yen
        FROM programmes p JOIN budget_entries e ON e.tenant_id = p.tenant_id AND e.programme_id = p.id
        JOIN applications a ON a.tenant_id = e.tenant_id AND a.id = e.application_id
        WHERE p.tenant_id = $1 AND p.fiscal_year = $2 AND e.kind = 'paid' AND e.at > $3";
    let values = [tenant.into(), year.year().into(), tokyo::end_of(year.closing_end()).into()];
    for row in tx.connection().query_all_raw(tx.statement(paid, values)).await? {
        let at: DateTime<Utc> = row.try_get("", "at")?;
        found.push(Late {
            application: row.try_get::<Uuid>("", "application_id")?.into(),
            receipt: row.try_get::<Option<String>>("", "receipt_number")?.unwrap_or_default(),
            comes_in: false,
            on: tokyo::date(at),
            yen: Yen(row.try_get("", "paid_yen")?),
        });
    }
    found.sort_by_key(|one| (one.on, one.application));
    Ok(found)
}
