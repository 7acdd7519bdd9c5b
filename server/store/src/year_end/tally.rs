//! 受付数の照合: the numbers that were given beside the applications that are there, programme by programme.

use crate::{Error, Tx};
use domain::{
    fiscal_year::FiscalYear,
    ids::ProgrammeId,
    subsidies::{ReceiptNumber, StageName},
    year_end::Tally,
};
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What became of the receipts of one programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeTally {
    /// Which.
    pub programme: ProgrammeId,
    /// Its title.
    pub title: String,
    /// Of which year.
    pub year: FiscalYear,
    /// The equation.
    pub tally: Tally,
}

/// The tallies of a year's programmes, in the order of their making.
pub async fn of_year(tx: &Tx, year: FiscalYear) -> Result<Vec<ProgrammeTally>, Error> {
    let tenant = tx.tenant()?.uuid();
    let counted =
        tx.connection().query_all_raw(tx.statement(COUNTED, [tenant.into(), year.year().into()])).await?;
    let mut stages: BTreeMap<Uuid, Vec<(StageName, u64)>> = BTreeMap::new();
    for row in counted {
        let code: String = row.try_get("", "stage")?;
        let stage = StageName::from_code(&code).ok_or_else(|| Error::Unreadable(format!("stage {code}")))?;
        let n: i64 = row.try_get("", "n")?;
        let of = stages.entry(row.try_get("", "programme_id")?).or_default();
        of.push((stage, u64::try_from(n).unwrap_or(0)));
    }
    // Whoever gives the numbers counts them: a row that is gone is missed.
    let given = "SELECT id, title, next_receipt - 1 AS received FROM programmes
                 WHERE tenant_id = $1 AND fiscal_year = $2 AND current_version_id IS NOT NULL ORDER BY created_at, id";
    let rows =
        tx.connection().query_all_raw(tx.statement(given, [tenant.into(), year.year().into()])).await?;
    rows.into_iter()
        .map(|row| {
            let id: Uuid = row.try_get("", "id")?;
            let received: i32 = row.try_get("", "received")?;
            let received = u64::try_from(received).unwrap_or(0);
            Ok(ProgrammeTally {
                programme: id.into(),
                title: row.try_get("", "title")?,
                year,
                tally: Tally::of(received, stages.remove(&id).unwrap_or_default()),
            })
        })
        .collect()
}

/// How many applications with a number stand where; read from an index alone.
pub(crate) const COUNTED: &str = "SELECT stage, programme_id, count(receipt_seq) AS n FROM applications
    WHERE tenant_id = $1 AND fiscal_year = $2 GROUP BY stage, programme_id";

/// All of them together.
pub fn total(tallies: &[ProgrammeTally]) -> Tally {
    tallies.iter().fold(Tally::default(), |sum, one| sum.and(one.tally))
}

/// Numbers of a programme that were given and that no application has, at most `limit`: asked when the tally fails. The
/// database looks for the gaps, in the order of the numbers' own index.
pub async fn lost_numbers(
    tx: &Tx,
    programme: ProgrammeId,
    year: FiscalYear,
    limit: usize,
) -> Result<Vec<ReceiptNumber>, Error> {
    let values: [sea_orm::Value; 2] = [tx.tenant()?.uuid().into(), programme.uuid().into()];
    let gaps = format!(
        "SELECT previous, seq FROM
            (SELECT receipt_seq AS seq, LAG(receipt_seq, 1, 0) OVER (ORDER BY receipt_seq) AS previous FROM applications
             WHERE tenant_id = $1 AND programme_id = $2 AND receipt_seq IS NOT NULL) AS numbers
         WHERE seq > previous + 1 ORDER BY seq LIMIT {limit}"
    );
    let rows = tx.connection().query_all_raw(tx.statement(&gaps, values.clone())).await?;
    let mut lost = Vec::new();
    for row in rows {
        let (previous, seq): (i32, i32) = (row.try_get("", "previous")?, row.try_get("", "seq")?);
        lost.push(previous + 1..seq);
    }
    let given = tx
        .connection()
        .query_one_raw(tx.statement(
            "SELECT next_receipt,
                (SELECT MAX(a.receipt_seq) FROM applications a
                 WHERE a.tenant_id = programmes.tenant_id AND a.programme_id = programmes.id) AS newest
             FROM programmes WHERE tenant_id = $1 AND id = $2",
            values,
        ))
        .await?
        .ok_or(Error::Missing)?;
    let (next, newest): (i32, Option<i32>) =
        (given.try_get("", "next_receipt")?, given.try_get("", "newest")?);
    lost.push(newest.unwrap_or(0) + 1..next);
    let lost = lost.into_iter().flatten().take_while(|seq| *seq < next).take(limit);
    Ok(lost.filter_map(|seq| u32::try_from(seq).ok()).map(|seq| ReceiptNumber::new(year, seq)).collect())
}

/// The years that have a published programme, the newest first.
pub async fn years(tx: &Tx) -> Result<Vec<FiscalYear>, Error> {
    let rows = tx
        .connection()
        .query_all_raw(tx.statement(
            "SELECT DISTINCT fiscal_year FROM programmes
             WHERE tenant_id = $1 AND current_version_id IS NOT NULL ORDER BY fiscal_year DESC",
            [tx.tenant()?.uuid().into()],
        ))
        .await?;
    rows.iter()
        .map(|row| {
            let year: i32 = row.try_get("", "fiscal_year")?;
            FiscalYear::from_year(year).map_err(|error| Error::Unreadable(error.to_string()))
        })
        .collect()
}
