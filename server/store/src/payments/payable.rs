//! What is to be paid: awards whose amount is fixed and claimed, or claimed in advance, with their office and whom the
//! money goes to.

use crate::{Error, Tx, awards::payments::may_pay, entities::awards};
use domain::{
    awards::StageName,
    ids::{AwardId, OfficeId, PayRunId, ProgrammeId},
    money::Yen,
    subsidies::ReceiptNumber,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, QueryFilter as _, QueryResult, QuerySelect as _, Value,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// An award that is to be paid, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub award: AwardId,
    /// Of which programme.
    pub programme: ProgrammeId,
    /// The programme's title.
    pub programme_title: String,
    /// 受付番号.
    pub receipt: ReceiptNumber,
    /// Where it stands.
    pub stage: StageName,
    /// Its office.
    pub office: OfficeId,
    /// The office's number.
    pub office_number: String,
    /// The office's name.
    pub office_name: String,
    /// The corporation: id, name, 法人番号.
    pub corporation: Option<(Uuid, String, Option<String>)>,
    /// What is still to be paid.
    pub yen: Yen,
    /// What the office may have: the final amount, or before there is one the grant.
    pub of: Yen,
    /// What it has already, and has not to give back.
    pub held: Yen,
    /// 第何回 of 概算払; none where the final amount is fixed.
    pub instalment: Option<i64>,
}

impl Due {
    /// The programme with its year: those of several years may have one title.
    pub fn programme_of_year(&self) -> String {
        format!("{}（{}）", self.programme_title, self.receipt.year().label())
    }

    /// Whether it can be paid now.
    pub fn is_payable(&self) -> bool {
        self.stage.pays() && self.yen > Yen::ZERO
    }
}

const COLUMNS: &str = "SELECT a.id AS award, a.programme_id, p.title AS programme, ap.receipt_number, a.stage, o.id AS office, \
     o.number AS office_number, o.name AS office_name, c.id AS corporation, c.name AS corporation_name, \
     c.number AS corporation_number, \
     CAST(CASE WHEN a.final_yen IS NOT NULL THEN a.final_yen \
     WHEN a.advance_yen < a.granted_yen THEN a.advance_yen ELSE a.granted_yen END \
     - (a.paid_yen - a.ordered_back_yen) AS bigint) AS yen, \
     CAST(COALESCE(a.final_yen, a.granted_yen) AS bigint) AS of_yen, \
     CAST(a.paid_yen - a.ordered_back_yen AS bigint) AS held_yen, \
     CAST(CASE WHEN a.final_yen IS NULL AND a.advance_yen > 0 THEN (SELECT MAX(i.instalment) FROM instalments i \
     WHERE i.tenant_id = a.tenant_id AND i.award_id = a.id AND i.state = 'accepted') END AS bigint) AS instalment \
     FROM awards a \
     JOIN applications ap ON ap.tenant_id = a.tenant_id AND ap.id = a.application_id \
     JOIN programmes p ON p.tenant_id = a.tenant_id AND p.id = a.programme_id \
     JOIN offices o ON o.tenant_id = ap.tenant_id AND o.id = ap.office_id \
     LEFT JOIN corporations c ON c.tenant_id = o.tenant_id AND c.id = o.corporation_id";

/// Everything that is to be paid and lies in no payment on its way, by receipt. Where a cancellation or another change of
/// the amount is proposed, it is decided first.
pub async fn due(tx: &Tx) -> Result<Vec<Due>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE a.tenant_id = $1 AND a.live_payment_id IS NULL AND (a.stage = 'payable' \
         OR (a.stage IN ('awaiting_report', 'reported', 'report_returned') AND a.advance_yen > 0)) \
         AND NOT EXISTS (SELECT 1 FROM award_proposals q WHERE q.tenant_id = a.tenant_id AND q.open_award_id = a.id) \
         ORDER BY ap.fiscal_year, ap.receipt_seq"
    );
    let mut due = several(tx, &sql, [tx.tenant()?.uuid().into()]).await?;
    due.retain(Due::is_payable);
    Ok(due)
}

/// One award, wherever it stands now.
pub async fn of_award(tx: &Tx, award: AwardId) -> Result<Option<Due>, Error> {
    let sql = format!("{COLUMNS} WHERE a.tenant_id = $1 AND a.id = $2");
    let found = several(tx, &sql, [tx.tenant()?.uuid().into(), award.uuid().into()]).await?;
    Ok(found.into_iter().next())
}

/// The awards of a run, wherever they stand now.
pub async fn of_run(tx: &Tx, run: PayRunId) -> Result<Vec<Due>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE a.tenant_id = $1 AND a.id IN (SELECT x.award_id FROM payment_parts x \
         JOIN payments y ON y.tenant_id = x.tenant_id AND y.id = x.payment_id \
         WHERE x.tenant_id = $1 AND y.run_id = $2) ORDER BY ap.fiscal_year, ap.receipt_seq"
    );
    several(tx, &sql, [tx.tenant()?.uuid().into(), run.uuid().into()]).await
}

/// Of these offices, those of which something is to be paid.
pub async fn of_offices(tx: &Tx, offices: &[OfficeId]) -> Result<BTreeSet<OfficeId>, Error> {
    let rows: Vec<Uuid> = tx
        .rows::<awards::Entity>()?
        .select_only()
        .column(awards::Column::OfficeId)
        .filter(awards::Column::OfficeId.is_in(offices.iter().map(|id| id.uuid())))
        .filter(may_pay())
        .into_tuple()
        .all(tx.connection())
        .await?;
    Ok(rows.into_iter().map(OfficeId::from_uuid).collect())
}

/// What awards of a programme were paid and have not given back, together.
pub async fn kept(tx: &Tx, programme: ProgrammeId) -> Result<Yen, Error> {
    let row = tx
        .connection()
        .query_one_raw(tx.statement(
            "SELECT CAST(COALESCE(SUM(paid_yen - refunded_yen), 0) AS bigint) AS yen FROM awards
             WHERE tenant_id = $1 AND programme_id = $2",
            [tx.tenant()?.uuid().into(), programme.uuid().into()],
        ))
        .await?
        .ok_or(Error::Missing)?;
    Ok(Yen(row.try_get("", "yen")?))
}

async fn several<const N: usize>(tx: &Tx, sql: &str, values: [Value; N]) -> Result<Vec<Due>, Error> {
    let rows = tx.connection().query_all_raw(tx.statement(sql, values)).await?;
    rows.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Due, Error> {
    let award: Uuid = row.try_get("", "award")?;
    let stage: String = row.try_get("", "stage")?;
    let receipt: Option<String> = row.try_get("", "receipt_number")?;
    let unreadable = |what: &str| Error::Unreadable(format!("{what} of award {award}"));
    let corporation: Option<Uuid> = row.try_get("", "corporation")?;
    let corporation_name: Option<String> = row.try_get("", "corporation_name")?;
    let number: Option<String> = row.try_get("", "corporation_number")?;
    Ok(Due {
        award: award.into(),
        programme: row.try_get::<Uuid>("", "programme_id")?.into(),
        programme_title: row.try_get("", "programme")?,
        receipt: receipt.and_then(|text| text.parse().ok()).ok_or_else(|| unreadable("receipt number"))?,
        stage: StageName::from_code(&stage).ok_or_else(|| unreadable("stage"))?,
        office: row.try_get::<Uuid>("", "office")?.into(),
        office_number: row.try_get("", "office_number")?,
        office_name: row.try_get("", "office_name")?,
        corporation: corporation.zip(corporation_name).map(|(id, name)| (id, name, number)),
        yen: Yen(row.try_get("", "yen")?),
        of: Yen(row.try_get("", "of_yen")?),
        held: Yen(row.try_get("", "held_yen")?),
        instalment: row.try_get("", "instalment")?,
    })
}
