//! 総点検: everything of a year that is not final, oldest first, whatever it is.

use crate::{Error, Tx};
use chrono::{DateTime, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::{AccountId, ApplicationId, OfficeId, ProgrammeId},
    money::Yen,
    year_end::LeftKind,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use std::fmt::Write as _;
use uuid::Uuid;

/// One thing that is not final.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: LeftKind,
    /// Which.
    pub id: Uuid,
    /// Of which application.
    pub application: Option<ApplicationId>,
    /// Its number; none before receipt.
    pub receipt: Option<String>,
    /// For which office.
    pub office: Option<OfficeId>,
    /// Of which programme.
    pub programme: Option<ProgrammeId>,
    /// Where it stands, as a code of its kind.
    pub stage: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Who answers for it.
    pub owner: Option<AccountId>,
    /// How much money is still to move.
    pub amount: Yen,
    /// How much of it moved already: what was paid of a grant, what came back of what was ordered back.
    pub moved: Yen,
}

/// One kind of what is left.
struct Part {
    kind: LeftKind,
    /// Its columns after the kind, in the order of [`COLUMNS`].
    columns: &'static str,
    /// Where they stand.
    rows: &'static str,
}

/// The columns of an application that was received.
const RECEIVED: &str = "id, id, receipt_number, office_id, programme_id, stage, submitted_at, assignee_id, amount_yen, CAST(0 AS bigint)";
/// The columns of one that is still written.
const WRITTEN: &str = "id, id, receipt_number, office_id, programme_id, stage, created_at, account_id, amount_yen, CAST(0 AS bigint)";

/// The first two are read in their order from the index `ix_applications_undecided`, whose condition they repeat to the letter.
const PARTS: &[Part] = &[
    Part {
        kind: LeftKind::Open,
        columns: RECEIVED,
        rows: "applications WHERE tenant_id = $1 AND fiscal_year = $2
            AND stage IN ('submitted', 'under_review', 'returned', 'proposed', 'waiting') AND stage <> 'waiting'",
    },
    Part {
        kind: LeftKind::Waiting,
        columns: RECEIVED,
        rows: "applications WHERE tenant_id = $1 AND fiscal_year = $2
            AND stage IN ('submitted', 'under_review', 'returned', 'proposed', 'waiting') AND stage = 'waiting'",
    },
    Part {
        kind: LeftKind::Paper,
        columns: WRITTEN,
        rows: "applications WHERE tenant_id = $1 AND fiscal_year = $2 AND stage = 'draft' AND arrived_on IS NOT NULL",
    },
    Part {
        kind: LeftKind::Draft,
        columns: WRITTEN,
        rows: "applications a WHERE tenant_id = $1 AND fiscal_year = $2 AND stage = 'draft' AND arrived_on IS NULL
            AND EXISTS (SELECT 1 FROM attachments t WHERE t.tenant_id = a.tenant_id AND t.application_id = a.id
                        AND t.removed_at IS NULL)",
    },
    Part {
        kind: LeftKind::Award,
        columns: "w.id, w.application_id, a.receipt_number, w.office_id, w.programme_id,
            CASE WHEN w.live_payment_id IS NULL THEN w.stage ELSE 'in_payment' END, w.opened_at, w.owner_id,
            COALESCE(w.final_yen, w.granted_yen) - (w.paid_yen - w.ordered_back_yen),
            w.paid_yen - w.ordered_back_yen",
        rows: "awards w JOIN applications a ON a.tenant_id = w.tenant_id AND a.id = w.application_id
            WHERE w.tenant_id = $1 AND w.fiscal_year = $2 AND w.stage IN ('awaiting_report', 'reported',
            'report_returned', 'final_proposed', 'awaiting_claim', 'payable')",
    },
    Part {
        kind: LeftKind::Recovery,
        columns: "r.id, w.application_id, a.receipt_number, w.office_id, w.programme_id, r.state,
            COALESCE(p.decided_at, p.proposed_at), w.owner_id, r.amount_yen - r.refunded_yen,
            r.refunded_yen",
        rows: "recoveries r JOIN awards w ON w.tenant_id = r.tenant_id AND w.id = r.award_id
            JOIN applications a ON a.tenant_id = w.tenant_id AND a.id = w.application_id
            JOIN award_proposals p ON p.tenant_id = r.tenant_id AND p.id = r.proposal_id
            WHERE r.tenant_id = $1 AND w.fiscal_year = $2 AND r.state IN ('ordered', 'reminded')",
    },
    // A day is written year, month, day by both databases: an order of this year or of one before it.
    Part {
        kind: LeftKind::Order,
        columns: "id, CAST(NULL AS uuid), CAST(NULL AS text), CAST(NULL AS uuid), CAST(NULL AS uuid), state,
            created_at, created_by, CAST(0 AS bigint), CAST(0 AS bigint)",
        rows: "material_orders WHERE tenant_id = $1 AND state = 'open'
            AND CAST(substr(CAST(ordered_on AS text), 1, 4) AS integer) * 12
                + CAST(substr(CAST(ordered_on AS text), 6, 2) AS integer) <= ($2 + 1) * 12 + 3",
    },
];

const COLUMNS: [&str; 11] = [
    "kind",
    "id",
    "application_id",
    "receipt",
    "office_id",
    "programme_id",
    "stage",
    "since",
    "owner_id",
    "amount",
    "moved",
];

/// Everything of one kind, or of every kind, as one table. Where only the first of it is wanted, each kind is cut where it
/// stands: its number of rows is the value `most`.
fn union(kind: Option<LeftKind>, most: Option<&str>) -> String {
    let mut sql = format!("WITH items ({}) AS (", COLUMNS.join(", "));
    let wanted = PARTS.iter().filter(|part| kind.is_none_or(|kind| kind == part.kind));
    for (place, Part { kind, columns, rows }) in wanted.enumerate() {
        let joint = if place == 0 { "" } else { " UNION ALL " };
        let code = kind.code();
        // Writing to a String does not fail. The eighth column is the moment, the second the id.
        let _ = match most {
            None => write!(sql, "{joint}SELECT '{code}', {columns} FROM {rows}"),
            Some(most) => write!(
                sql,
                "{joint}SELECT * FROM (SELECT '{code}', {columns} FROM {rows} ORDER BY 8, 2 LIMIT {most}) AS first_{code}"
            ),
        };
    }
    sql.push_str(") ");
    sql
}

/// Whether there is anything of the kind to ask for yet.
fn is_kept(kind: Option<LeftKind>) -> bool {
    kind.is_none_or(|kind| PARTS.iter().any(|part| part.kind == kind))
}

/// How many of each kind there are; kinds of which there are none are left out.
pub async fn counts(tx: &Tx, year: FiscalYear) -> Result<Vec<(LeftKind, u64)>, Error> {
    let rows = tx.connection().query_all_raw(tx.statement(&counting(), values(tx, year)?)).await?;
    let mut counts = rows
        .iter()
        .map(|row| {
            let n: i64 = row.try_get("", "n")?;
            Ok((kind(row)?, u64::try_from(n).unwrap_or(0)))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    counts.retain(|(_, n)| *n > 0);
    counts.sort_unstable();
    Ok(counts)
}

/// The query of the counts: each kind by itself, so that an index alone answers.
pub(crate) fn counting() -> String {
    let count =
        |part: &Part| format!("SELECT '{}' AS kind, count(*) AS n FROM {}", part.kind.code(), part.rows);
    PARTS.iter().map(count).collect::<Vec<_>>().join(" UNION ALL ")
}

/// How many there are of a kind, or of every kind.
pub async fn count(tx: &Tx, year: FiscalYear, kind: Option<LeftKind>) -> Result<u64, Error> {
    if !is_kept(kind) {
        return Ok(0);
    }
    let sql = format!("{}SELECT count(*) AS n FROM items", union(kind, None));
    let row = tx.connection().query_one_raw(tx.statement(&sql, values(tx, year)?)).await?;
    let n: i64 = row.ok_or(Error::Missing)?.try_get("", "n")?;
    Ok(u64::try_from(n).unwrap_or(0))
}

/// A stretch of the list, the oldest first.
pub async fn page(
    tx: &Tx,
    year: FiscalYear,
    kind: Option<LeftKind>,
    offset: u64,
    limit: u64,
) -> Result<Vec<Item>, Error> {
    if !is_kept(kind) {
        return Ok(Vec::new());
    }
    let mut values = values(tx, year)?;
    for number in [limit, offset, offset.saturating_add(limit)] {
        values.push(i64::try_from(number).unwrap_or(i64::MAX).into());
    }
    let rows = tx.connection().query_all_raw(tx.statement(&listing(kind), values)).await?;
    rows.iter().map(item).collect()
}

/// The query of a stretch.
pub(crate) fn listing(kind: Option<LeftKind>) -> String {
    format!("{}SELECT * FROM items ORDER BY since, id LIMIT $3 OFFSET $4", union(kind, Some("$5")))
}

fn values(tx: &Tx, year: FiscalYear) -> Result<Vec<Value>, Error> {
    Ok(vec![tx.tenant()?.uuid().into(), year.year().into()])
}

fn kind(row: &QueryResult) -> Result<LeftKind, Error> {
    let code: String = row.try_get("", "kind")?;
    LeftKind::from_code(&code).ok_or_else(|| Error::Unreadable(format!("what is left: {code}")))
}

fn item(row: &QueryResult) -> Result<Item, Error> {
    let id = |name: &str| row.try_get::<Option<Uuid>>("", name);
    Ok(Item {
        kind: kind(row)?,
        id: row.try_get("", "id")?,
        application: id("application_id")?.map(ApplicationId::from_uuid),
        receipt: row.try_get("", "receipt")?,
        office: id("office_id")?.map(OfficeId::from_uuid),
        programme: id("programme_id")?.map(ProgrammeId::from_uuid),
        stage: row.try_get("", "stage")?,
        since: row.try_get("", "since")?,
        owner: id("owner_id")?.map(AccountId::from_uuid),
        amount: Yen(row.try_get("", "amount")?),
        moved: Yen(row.try_get("", "moved")?),
    })
}
