//! 実績報告: what was typed, right or wrong; what was sent stays, and a correction is the next one.

use super::{
    ActError, Award,
    acts::{Step, move_to, record},
    instalments,
};
use crate::{Error, Tx, adoption::applied, entities::award_reports};
use chrono::{DateTime, Utc};
use domain::{
    awards::Happening,
    form::Typed,
    ids::{AccountId, AwardId},
    money::Yen,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::json;

/// Most characters one answer keeps.
const LONGEST: usize = 4_000;

/// A report as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its number, from 1.
    pub number: i32,
    /// What was typed.
    pub answers: Typed,
    /// When it was saved last.
    pub saved_at: DateTime<Utc>,
    /// When it was sent; none while it is being written.
    pub submitted_at: Option<DateTime<Utc>>,
    /// What the rules give for it, from then on.
    pub counted: Option<Yen>,
}

/// The reports of an award, the newest first.
pub async fn of_award(tx: &Tx, award: AwardId) -> Result<Vec<Report>, Error> {
    let rows = tx
        .rows::<award_reports::Entity>()?
        .filter(award_reports::Column::AwardId.eq(award.uuid()))
        .order_by_desc(award_reports::Column::Number)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Report::try_from).collect()
}

/// Keeps what was typed: in the report that is being written, or in the next one.
pub async fn save(
    tx: &Tx,
    award: &Award,
    typed: &Typed,
    by: AccountId,
    now: DateTime<Utc>,
) -> Result<i32, Error> {
    let pairs: Vec<(String, String)> = typed
        .pairs()
        .iter()
        .map(|(name, value)| (name.clone(), value.chars().take(LONGEST).collect()))
        .collect();
    let answers = serde_json::to_value(pairs)?;
    let last = of_award(tx, award.id).await?.into_iter().next();
    let number = match &last {
        Some(report) if report.submitted_at.is_none() => {
            award_reports::Entity::update_many()
                .col_expr(award_reports::Column::Answers, Expr::value(answers))
                .col_expr(award_reports::Column::SavedAt, Expr::value(now))
                .col_expr(award_reports::Column::SavedBy, Expr::value(by.uuid()))
                .filter(award_reports::Column::TenantId.eq(tx.tenant()?.uuid()))
                .filter(award_reports::Column::AwardId.eq(award.id.uuid()))
                .filter(award_reports::Column::Number.eq(report.number))
                .filter(award_reports::Column::SubmittedAt.is_null())
                .exec(tx.connection())
                .await?;
            report.number
        }
        last => {
            let number = last.as_ref().map_or(1, |report| report.number + 1);
            let row = award_reports::Model {
                tenant_id: tx.tenant()?.uuid(),
                award_id: award.id.uuid(),
                number,
                answers,
                saved_at: now,
                saved_by: by.uuid(),
                submitted_at: None,
                counted_yen: None,
            };
            award_reports::Entity::insert(award_reports::ActiveModel::from(row))
                .exec_without_returning(tx.connection())
                .await?;
            number
        }
    };
    record(tx, award, Happening::ReportSaved, json!({ "report": number }), now)?;
    Ok(number)
}

/// 実績報告を出す: the one that is being written.
pub async fn submit(
    tx: &Tx,
    award: &Award,
    report: &Report,
    counted: Yen,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    let stage = award.stage.clone().report(now)?;
    let sent = award_reports::Entity::update_many()
        .col_expr(award_reports::Column::SubmittedAt, Expr::value(now))
        .col_expr(award_reports::Column::CountedYen, Expr::value(counted.get()))
        .filter(award_reports::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(award_reports::Column::AwardId.eq(award.id.uuid()))
        .filter(award_reports::Column::Number.eq(report.number))
        .filter(award_reports::Column::SubmittedAt.is_null())
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    Error::stale_unless(sent.rows_affected)?;
    move_to(tx, award, Step::still(award, &stage, None), now).await?;
    instalments::lapse_asked(tx, award, now).await?;
    // A report may name other 連携先 than the application did.
    applied::settle(tx, award.application, now).await?;
    let payload = json!({ "report": report.number, "counted": counted });
    Ok(record(tx, award, Happening::Reported, payload, now)?)
}

impl TryFrom<award_reports::Model> for Report {
    type Error = Error;
    fn try_from(row: award_reports::Model) -> Result<Self, Error> {
        let pairs: Vec<(String, String)> = serde_json::from_value(row.answers)?;
        Ok(Self {
            number: row.number,
            answers: Typed::new(pairs),
            saved_at: row.saved_at,
            submitted_at: row.submitted_at,
            counted: row.counted_yen.map(Yen),
        })
    }
}
