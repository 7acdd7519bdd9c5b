//! 過年度収入と過年度支出: money of a year that moved after its closing period, in the books of the year in which it moved.
//! Money moves on the day of the bank, whenever somebody writes it down.

use crate::{Error, Tx};
use chrono::NaiveDate;
use domain::{fiscal_year::FiscalYear, ids::ApplicationId, money::Yen};
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
    let paid = "SELECT w.application_id, a.receipt_number, y.result_on AS paid_on, x.amount_yen
        FROM payments y JOIN payment_parts x ON x.tenant_id = y.tenant_id AND x.payment_id = y.id
        JOIN awards w ON w.tenant_id = x.tenant_id AND w.id = x.award_id
        JOIN applications a ON a.tenant_id = w.tenant_id AND a.id = w.application_id
        WHERE y.tenant_id = $1 AND w.fiscal_year = $2 AND y.state = 'paid' AND y.result_on > $3
        UNION ALL SELECT w.application_id, a.receipt_number, q.paid_on, q.amount_yen
        FROM award_proposals q JOIN awards w ON w.tenant_id = q.tenant_id AND w.id = q.award_id
        JOIN applications a ON a.tenant_id = w.tenant_id AND a.id = w.application_id
        WHERE q.tenant_id = $1 AND w.fiscal_year = $2 AND q.kind = 'paid_elsewhere' AND q.state = 'approved'
        AND q.paid_on > $3";
    let values = [tenant.into(), year.year().into(), year.closing_end().into()];
    for row in tx.connection().query_all_raw(tx.statement(paid, values)).await? {
        found.push(Late {
            application: row.try_get::<Uuid>("", "application_id")?.into(),
            receipt: row.try_get::<Option<String>>("", "receipt_number")?.unwrap_or_default(),
            comes_in: false,
            on: row.try_get("", "paid_on")?,
            yen: Yen(row.try_get("", "amount_yen")?),
        });
    }
    found.sort_by_key(|one| (one.on, one.application));
    Ok(found)
}

/// On which day of the bank the money of an application moved the last time: came back, or was paid. None where
/// nothing moved.
pub async fn moved_on(
    tx: &Tx,
    application: ApplicationId,
    comes_in: bool,
) -> Result<Option<NaiveDate>, Error> {
    // An award has the id of its application.
    let asked = if comes_in {
        "SELECT received_on AS moved_on FROM refunds WHERE tenant_id = $1 AND award_id = $2
         ORDER BY received_on DESC LIMIT 1"
    } else {
        "SELECT y.result_on AS moved_on FROM payment_parts x
         JOIN payments y ON y.tenant_id = x.tenant_id AND y.id = x.payment_id
         WHERE x.tenant_id = $1 AND x.award_id = $2 AND y.state = 'paid'
         UNION ALL SELECT q.paid_on FROM award_proposals q
         WHERE q.tenant_id = $1 AND q.award_id = $2 AND q.kind = 'paid_elsewhere' AND q.state = 'approved'
         ORDER BY moved_on DESC LIMIT 1"
    };
    let values = [tx.tenant()?.uuid().into(), application.uuid().into()];
    let row = tx.connection().query_one_raw(tx.statement(asked, values)).await?;
    Ok(row.map(|row| row.try_get::<Option<NaiveDate>>("", "moved_on")).transpose()?.flatten())
}
