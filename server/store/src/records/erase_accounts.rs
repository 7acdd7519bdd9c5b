//! 振込先口座 of records that have gone: the line of each payment goes with the last record that it paid for, an account
//! with the last record of its office or corporation. The rows stay, and say whose they were.

use crate::{Error, Tx, events::Event};
use chrono::{DateTime, Utc};
use domain::ids::{ApplicationId, DisposalId, OfficeId};
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
/// An office that was merged keeps its accounts, and its records stand with the office that stayed: twice merged is as far
/// as the trigger looks, too.
const ACCOUNTS: &str = "WITH family (id, corporation_id) AS (
        SELECT o.id, o.corporation_id FROM offices o WHERE o.tenant_id = $1 AND o.id = $2
        UNION SELECT m.id, m.corporation_id FROM offices m WHERE m.tenant_id = $1 AND m.merged_into = $2
        UNION SELECT m.id, m.corporation_id FROM offices n
        JOIN offices m ON m.tenant_id = n.tenant_id AND m.merged_into = n.id
        WHERE n.tenant_id = $1 AND n.merged_into = $2)
    SELECT b.id, b.proxy_file_id FROM bank_accounts b
    WHERE b.tenant_id = $1 AND b.sealed <> '' AND b.set_at <= $3
    AND b.party_id IN (SELECT id FROM family UNION SELECT corporation_id FROM family WHERE corporation_id IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM
        (SELECT m.id AS id FROM offices m WHERE m.tenant_id = b.tenant_id AND OWN
         UNION SELECT m.merged_into FROM offices m WHERE m.tenant_id = b.tenant_id AND OWN
         UNION SELECT n.merged_into FROM offices m
         JOIN offices n ON n.tenant_id = m.tenant_id AND n.id = m.merged_into
         WHERE m.tenant_id = b.tenant_id AND OWN) p
        JOIN applications a ON a.tenant_id = $1 AND a.office_id = p.id
        WHERE NOT EXISTS (SELECT 1 FROM disposal_cases c WHERE c.tenant_id = $1
                          AND c.held_application_id = a.id AND c.result = 'gone'))
    ORDER BY b.id";

/// Whether an office is the party of an account, or one of a corporation that is.
const OWN: &str = "(b.party_kind = 'office' AND m.id = b.party_id
    OR b.party_kind = 'corporation' AND m.corporation_id = b.party_id)";

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
    (application, office): (ApplicationId, OfficeId),
    completed: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (tenant, of) = (tx.tenant()?.uuid(), application.uuid());
    tx.connection().execute_raw(tx.statement(LINES, [tenant.into(), of.into()])).await?;
    let asked = ACCOUNTS.replace("OWN", OWN);
    let found = tx.statement(&asked, [tenant.into(), office.uuid().into(), completed.into()]);
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
