//! 振込先口座 of records that have gone: the line of each payment goes with the last record that it paid for, an account
//! with the last record of its office or corporation. The rows stay, and say whose they were.

use crate::{Error, Tx, events::Event};
use chrono::{DateTime, Utc};
use domain::ids::{ApplicationId, DisposalId};
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use uuid::Uuid;

/// The lines of payments for nothing but records that have gone.
const LINES: &str = "UPDATE payments SET sealed = '', masked = ''
    WHERE tenant_id = $1 AND sealed <> ''
    AND id IN (SELECT p.payment_id FROM payment_parts p WHERE p.tenant_id = $1 AND p.award_id = $2)
    AND NOT EXISTS (SELECT 1 FROM payment_parts p WHERE p.tenant_id = $1 AND p.payment_id = payments.id
        AND NOT EXISTS (SELECT 1 FROM disposal_cases c WHERE c.tenant_id = $1
                        AND c.held_application_id = p.award_id AND c.result = 'gone'))";

/// The accounts of the office and of its corporation, told before the record was completed, for which no record is left.
const ACCOUNTS: &str = "SELECT b.id, b.proxy_file_id FROM bank_accounts b
    JOIN applications mine ON mine.tenant_id = b.tenant_id AND mine.id = $2
    JOIN offices o ON o.tenant_id = b.tenant_id AND o.id = mine.office_id
    WHERE b.tenant_id = $1 AND b.sealed <> '' AND b.set_at <= $3
    AND (b.party_kind = 'office' AND b.party_id = o.id OR b.party_kind = 'corporation' AND b.party_id = o.corporation_id)
    AND NOT EXISTS (SELECT 1 FROM applications a
        JOIN offices s ON s.tenant_id = a.tenant_id AND s.id = a.office_id
        WHERE a.tenant_id = $1
        AND (b.party_kind = 'office' AND s.id = b.party_id
             OR b.party_kind = 'corporation' AND s.corporation_id = b.party_id)
        AND NOT EXISTS (SELECT 1 FROM disposal_cases c WHERE c.tenant_id = $1
                        AND c.held_application_id = a.id AND c.result = 'gone'))
    ORDER BY b.id";

const BLANK: &str =
    "UPDATE bank_accounts SET sealed = '', masked = '', holder = 'gone', proxy_file_id = NULL,
    proxy_name = '' WHERE tenant_id = $1 AND id = $2";

/// 委任状, once no account rests on it.
const PROXY: &str = "DELETE FROM files WHERE tenant_id = $1 AND id = $2
    AND NOT EXISTS (SELECT 1 FROM bank_accounts b WHERE b.tenant_id = $1 AND b.proxy_file_id = $2)";

/// Blanks what no record needs any more after this one has gone, which was completed before `completed`.
pub(super) async fn accounts(
    tx: &Tx,
    disposal: DisposalId,
    application: ApplicationId,
    completed: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (tenant, of) = (tx.tenant()?.uuid(), application.uuid());
    tx.connection().execute_raw(tx.statement(LINES, [tenant.into(), of.into()])).await?;
    let found = tx.statement(ACCOUNTS, [tenant.into(), of.into(), completed.into()]);
    let rows = tx.connection().query_all_raw(found).await?;
    let mut proxies: Vec<Uuid> = Vec::new();
    for row in rows {
        let id: Uuid = row.try_get("", "id")?;
        proxies.extend(row.try_get::<Option<Uuid>>("", "proxy_file_id")?);
        tx.connection().execute_raw(tx.statement(BLANK, [tenant.into(), id.into()])).await?;
        let payload = json!({ "disposal": disposal });
        tx.record(Event::of(now, "bank-account.disposed", "bank_account", id, payload))?;
    }
    proxies.sort_unstable();
    proxies.dedup();
    for file in proxies {
        tx.connection().execute_raw(tx.statement(PROXY, [tenant.into(), file.into()])).await?;
    }
    Ok(())
}
