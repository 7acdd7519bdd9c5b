//! 実施報告 of a session.

use super::{
    ActError, record_in_both,
    sessions::{self, Session},
};
use crate::{Error, Tx, entities::demo_reports, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    demos::{ReportText, StageName},
    ids::{DemoId, TenantId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What was written.
    pub text: ReportText,
    /// By whom last.
    pub by: String,
    /// When last.
    pub updated_at: DateTime<Utc>,
    /// When it was sent to the other house.
    pub filed_at: Option<DateTime<Utc>>,
    /// How often it was changed, from 1.
    pub version: i32,
}

/// The report of a session, where somebody began one.
pub async fn find(tx: &Tx, session: DemoId) -> Result<Option<Report>, Error> {
    let row = tx
        .shared::<demo_reports::Entity>()?
        .filter(demo_reports::Column::SessionId.eq(session.uuid()))
        .one(tx.connection())
        .await?;
    row.map(|row| {
        Ok(Report {
            text: serde_json::from_value(row.text)?,
            by: row.written_by,
            updated_at: row.updated_at,
            filed_at: row.filed_at,
            version: row.version,
        })
    })
    .transpose()
}

/// Saves a report and, if asked, files it; from the version that was seen (0 for none), else [`Error::Stale`].
pub async fn save(
    tx: &Tx,
    session: &Session,
    text: &ReportText,
    (by, files): (&str, bool),
    version: i32,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let words = serde_json::to_value(text)?;
    let filed_at = files.then_some(now);
    let done = if version == 0 {
        let row = demo_reports::Model {
            tenant_id: session.federation.uuid(),
            session_id: session.id.uuid(),
            shared_with: session.comes_from(tx.tenant()?).map(TenantId::uuid),
            text: words,
            written_by: by.to_owned(),
            updated_at: now,
            filed_at,
            version: 1,
        };
        let added = demo_reports::Entity::insert(demo_reports::ActiveModel::from(row))
            .on_conflict(sea_orm::sea_query::OnConflict::new().do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(tx.connection())
            .await?;
        matches!(added, sea_orm::TryInsertResult::Inserted(1))
    } else {
        let mut update = demo_reports::Entity::update_many()
            .col_expr(demo_reports::Column::Text, Expr::value(words))
            .col_expr(demo_reports::Column::WrittenBy, Expr::value(by))
            .col_expr(demo_reports::Column::UpdatedAt, Expr::value(now))
            .col_expr(demo_reports::Column::Version, Expr::value(version + 1));
        if files {
            update = update.col_expr(demo_reports::Column::FiledAt, Expr::value(filed_at));
        }
        let saved = update
            .filter(demo_reports::Column::TenantId.eq(session.federation.uuid()))
            .filter(demo_reports::Column::SessionId.eq(session.id.uuid()))
            .filter(demo_reports::Column::Version.eq(version))
            .exec(tx.connection())
            .await?;
        saved.rows_affected == 1
    };
    if !done {
        return Err(Error::Stale);
    }
    record_in_both(
        tx,
        session,
        &Event::of(now, "demo.report_saved", "demo", session.id.uuid(), json!({ "filed": files })),
    )
}

/// 報告済みにする: a session that nobody marked held is held with it. One that was reported stays so.
pub async fn file(tx: &Tx, session: &Session, now: DateTime<Utc>) -> Result<(), ActError> {
    let stage = match session.stage.name() {
        StageName::Reported => return Ok(()),
        StageName::Confirmed => session.stage.clone().hold(now)?,
        _ => session.stage.clone(),
    };
    sessions::move_to(tx, session, &stage.report(now)?, false, now).await?;
    Ok(record_in_both(tx, session, &Event::of(now, "demo.reported", "demo", session.id.uuid(), json!({})))?)
}
