//! 通知書: what a decision notice says, kept as it was made so that it prints the same for ever.

use super::applications::Application;
use crate::{Error, Tx, entities::notices, events::Event, tenants};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    fiscal_year::FiscalYear,
    ids::{AccountId, ApplicationId, CorrectionId, FileId, NoticeId, ProposalId},
    subsidies::{Happening, NoticeKind},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::{Value, json};

/// A notice to keep.
#[derive(Debug, Clone, PartialEq)]
pub struct NewNotice {
    /// Its id.
    pub id: NoticeId,
    /// The code of its kind.
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

/// What a notice rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The proposal that was decided; of a letter after a grant, the one that was granted.
    Proposal(ProposalId),
    /// 補正依頼.
    Correction(CorrectionId),
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
    /// What it rests on.
    pub basis: Basis,
    /// The code of its kind.
    pub kind: String,
    /// Its place in the series of its year.
    pub sequence: i32,
    /// 無効: since when and why. Its number stays.
    pub voided: Option<(DateTime<Utc>, String)>,
}

/// The kinds that are of one sort.
fn codes(sort: fn(NoticeKind) -> bool) -> impl Iterator<Item = &'static str> {
    NoticeKind::ALL.into_iter().filter(move |kind| sort(*kind)).map(NoticeKind::code)
}

/// The next number of the tenant's notices of a fiscal year.
pub async fn next_number(tx: &Tx, year: FiscalYear) -> Result<i64, Error> {
    tenants::next_number(tx, &format!("notice-{}", year.year())).await
}

/// Adds a notice.
pub async fn add(
    tx: &Tx,
    application: ApplicationId,
    basis: Basis,
    notice: &NewNotice,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let NewNotice { id, kind, fiscal_year, sequence, document_number, issued_on, content } = notice.clone();
    let (proposal, correction) = match basis {
        Basis::Proposal(proposal) => (Some(proposal.uuid()), None),
        Basis::Correction(correction) => (None, Some(correction.uuid())),
    };
    let row = notices::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        application_id: application.uuid(),
        proposal_id: proposal,
        correction_id: correction,
        kind: kind.to_owned(),
        fiscal_year: fiscal_year.year(),
        seq: i32::try_from(sequence).map_err(|_| Error::Unreadable(format!("document number {sequence}")))?,
        document_number,
        issued_on,
        content,
        file_id: None,
        created_at: now,
        first_opened_at: None,
        voided_at: None,
        voided_by: None,
        void_reason: None,
    };
    notices::Entity::insert(notices::ActiveModel::from(row)).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// The notice of the decision about an application, the newest where there are several.
pub async fn of_application(tx: &Tx, application: ApplicationId) -> Result<Option<Notice>, Error> {
    let row = tx
        .rows::<notices::Entity>()?
        .filter(notices::Column::ApplicationId.eq(application.uuid()))
        .filter(notices::Column::Kind.is_in(codes(NoticeKind::is_decision)))
        .filter(notices::Column::VoidedAt.is_null())
        .order_by_desc(notices::Column::CreatedAt)
        .one(tx.connection())
        .await?;
    row.map(Notice::try_from).transpose()
}

/// The letters that followed the grant of an application and hold, the newest first.
pub async fn after_grant(tx: &Tx, application: ApplicationId) -> Result<Vec<Notice>, Error> {
    letters(tx, application, NoticeKind::is_after_grant).await
}

/// The letters that asked back what is to be put right and hold, the newest first.
pub async fn corrections(tx: &Tx, application: ApplicationId) -> Result<Vec<Notice>, Error> {
    letters(tx, application, |kind| kind == NoticeKind::Correction).await
}

async fn letters(
    tx: &Tx,
    application: ApplicationId,
    sort: fn(NoticeKind) -> bool,
) -> Result<Vec<Notice>, Error> {
    let rows = tx
        .rows::<notices::Entity>()?
        .filter(notices::Column::ApplicationId.eq(application.uuid()))
        .filter(notices::Column::Kind.is_in(codes(sort)))
        .filter(notices::Column::VoidedAt.is_null())
        .order_by_desc(notices::Column::CreatedAt)
        .order_by_desc(notices::Column::Seq)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

/// The last number that was given in a fiscal year.
pub async fn last_number(tx: &Tx, year: FiscalYear) -> Result<Option<i32>, Error> {
    Ok(tx
        .rows::<notices::Entity>()?
        .select_only()
        .column(notices::Column::Seq)
        .filter(notices::Column::FiscalYear.eq(year.year()))
        .order_by_desc(notices::Column::Seq)
        .into_tuple::<i32>()
        .one(tx.connection())
        .await?)
}

/// The register of a fiscal year from one number to another, the first first. Nothing is ever taken out of it.
pub async fn numbered(tx: &Tx, year: FiscalYear, first: i32, last: i32) -> Result<Vec<Notice>, Error> {
    let rows = tx
        .rows::<notices::Entity>()?
        .filter(notices::Column::FiscalYear.eq(year.year()))
        .filter(notices::Column::Seq.between(first, last))
        .order_by_asc(notices::Column::Seq)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

/// The notices that hold, issued from one day to another, in the order of their numbers.
pub async fn issued(tx: &Tx, from: NaiveDate, until: NaiveDate) -> Result<Vec<Notice>, Error> {
    let rows = tx
        .rows::<notices::Entity>()?
        .filter(notices::Column::IssuedOn.between(from, until))
        .filter(notices::Column::VoidedAt.is_null())
        .order_by_asc(notices::Column::FiscalYear)
        .order_by_asc(notices::Column::Seq)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Notice::try_from).collect()
}

/// 無効にして出し直す: the number stays in the register with the reason, and the same decision gets another. Whoever is
/// slower gets [`Error::Stale`].
pub async fn void(
    tx: &Tx,
    voided: &Notice,
    reason: &str,
    by: AccountId,
    again: &NewNotice,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let done = notices::Entity::update_many()
        .col_expr(notices::Column::VoidedAt, Expr::value(now))
        .col_expr(notices::Column::VoidedBy, Expr::value(by.uuid()))
        .col_expr(notices::Column::VoidReason, Expr::value(reason))
        .filter(notices::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(notices::Column::Id.eq(voided.id.uuid()))
        .filter(notices::Column::VoidedAt.is_null())
        .exec(tx.connection())
        .await?;
    Error::stale_unless(done.rows_affected)?;
    add(tx, voided.application, voided.basis, again, now).await?;
    let payload = json!({
        "application": voided.application,
        "document_number": voided.document_number,
        "again": again.id,
        "again_number": again.document_number,
    });
    tx.record(Event::of(now, "notice.voided", "notice", voided.id.uuid(), payload))
}

/// One notice.
pub async fn find(tx: &Tx, id: NoticeId) -> Result<Option<Notice>, Error> {
    let row =
        tx.rows::<notices::Entity>()?.filter(notices::Column::Id.eq(id.uuid())).one(tx.connection()).await?;
    row.map(Notice::try_from).transpose()
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

impl TryFrom<notices::Model> for Notice {
    type Error = Error;

    fn try_from(row: notices::Model) -> Result<Self, Error> {
        let basis = match (row.proposal_id, row.correction_id) {
            (Some(proposal), _) => Basis::Proposal(proposal.into()),
            (None, Some(correction)) => Basis::Correction(correction.into()),
            (None, None) => return Err(Error::Unreadable(format!("notice {} rests on nothing", row.id))),
        };
        Ok(Self {
            id: row.id.into(),
            application: row.application_id.into(),
            document_number: row.document_number,
            issued_on: row.issued_on,
            content: row.content,
            file: row.file_id.map(FileId::from_uuid),
            created_at: row.created_at,
            first_opened_at: row.first_opened_at,
            basis,
            kind: row.kind,
            sequence: row.seq,
            voided: row.voided_at.map(|at| (at, row.void_reason.unwrap_or_default())),
        })
    }
}
