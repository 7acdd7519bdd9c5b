//! 通知書: what a decision notice says, kept as it was made so that it prints the same for ever.

use super::applications::Application;
use crate::{Error, Tx, entities::notices, events::Event, tenants};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::{ApplicationId, FileId, NoticeId, ProposalId},
    subsidies::Happening,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde_json::{Value, json};

/// A notice to keep.
#[derive(Debug, Clone, PartialEq)]
pub struct NewNotice {
    /// Its id.
    pub id: NoticeId,
    /// `grant` or `refuse`.
    pub kind: &'static str,
    /// The year whose series it is numbered in.
    pub fiscal_year: FiscalYear,
    /// Its place in that series.
    pub sequence: i64,
    /// 文書番号.
    pub document_number: String,
    /// 施行日.
    pub issued_on: NaiveDate,
    /// Everything it says.
    pub content: Value,
}

/// A notice as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// Of which application.
    pub application: ApplicationId,
    /// 文書番号.
    pub document_number: String,
    /// 施行日.
    pub issued_on: NaiveDate,
    /// Everything it says.
    pub content: Value,
    /// The file it was set into, once it was.
    pub file: Option<FileId>,
    /// When it was made: goes into the file, so that a second setting is the same.
    pub created_at: DateTime<Utc>,
    /// When the applicant opened it first.
    pub first_opened_at: Option<DateTime<Utc>>,
}

/// The next number of the tenant's notices of a fiscal year.
pub async fn next_number(tx: &Tx, year: FiscalYear) -> Result<i64, Error> {
    tenants::next_number(tx, &format!("notice-{}", year.year())).await
}

/// Adds a notice.
pub(super) async fn add(
    tx: &Tx,
    application: ApplicationId,
    proposal: ProposalId,
    notice: &NewNotice,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let NewNotice { id, kind, fiscal_year, sequence, document_number, issued_on, content } = notice.clone();
    let row = notices::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        application_id: application.uuid(),
        proposal_id: proposal.uuid(),
        kind: kind.to_owned(),
        fiscal_year: fiscal_year.year(),
        seq: i32::try_from(sequence).map_err(|_| Error::Unreadable(format!("document number {sequence}")))?,
        document_number,
        issued_on,
        content,
        file_id: None,
        created_at: now,
        first_opened_at: None,
    };
    notices::Entity::insert(notices::ActiveModel::from(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The notice of an application, the newest where there are several.
pub async fn of_application(tx: &Tx, application: ApplicationId) -> Result<Option<Notice>, Error> {
    let row = tx
        .rows::<notices::Entity>()?
        .filter(notices::Column::ApplicationId.eq(application.uuid()))
        .order_by_desc(notices::Column::CreatedAt)
        .one(tx.connection())
        .await?;
    Ok(row.map(Notice::from))
}

/// One notice.
pub async fn find(tx: &Tx, id: NoticeId) -> Result<Option<Notice>, Error> {
    let row =
        tx.rows::<notices::Entity>()?.filter(notices::Column::Id.eq(id.uuid())).one(tx.connection()).await?;
    Ok(row.map(Notice::from))
}

/// Keeps the file that a notice was set into, unless it has one.
pub async fn rendered(tx: &Tx, id: NoticeId, file: FileId, now: DateTime<Utc>) -> Result<(), Error> {
    let kept = notices::Entity::update_many()
        .col_expr(notices::Column::FileId, Expr::value(file.uuid()))
        .filter(notices::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(notices::Column::Id.eq(id.uuid()))
        .filter(notices::Column::FileId.is_null())
        .exec(tx.connection())
        .await?;
    if kept.rows_affected == 0 {
        return Ok(());
    }
    tx.record(Event::of(now, "notice.rendered", "notice", id.uuid(), json!({ "file": file })))
}

/// Keeps when the applicant opened the notice first; later openings change nothing.
pub async fn opened(
    tx: &Tx,
    application: &Application,
    id: NoticeId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let first = notices::Entity::update_many()
        .col_expr(notices::Column::FirstOpenedAt, Expr::value(now))
        .filter(notices::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(notices::Column::Id.eq(id.uuid()))
        .filter(notices::Column::FirstOpenedAt.is_null())
        .exec(tx.connection())
        .await?;
    if first.rows_affected == 0 {
        return Ok(());
    }
    super::review::record(tx, application, Happening::NoticeOpened, json!({ "notice": id }), now)
}

impl From<notices::Model> for Notice {
    fn from(row: notices::Model) -> Self {
        Self {
            id: row.id.into(),
            application: row.application_id.into(),
            document_number: row.document_number,
            issued_on: row.issued_on,
            content: row.content,
            file: row.file_id.map(FileId::from_uuid),
            created_at: row.created_at,
            first_opened_at: row.first_opened_at,
        }
    }
}
