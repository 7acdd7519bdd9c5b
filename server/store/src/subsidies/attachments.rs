//! What is attached to an application. Removed attachments stay as rows; their pictures are not shown any more.

use super::document_words;
use crate::{Error, Tx, entities::attachments, events::Event};
use chrono::{DateTime, Utc};
use domain::{
    attachments::{Page, Refusal},
    ids::{ApplicationId, AttachmentId, CaseMessageId, FileId},
    subsidies::{Attached, AttachmentState},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::SimpleExpr};
use serde_json::json;
use std::collections::BTreeMap;

/// 添付書類.
#[derive(Debug, Clone, PartialEq)]
pub struct Attachment {
    /// Its id.
    pub id: AttachmentId,
    /// Of which application.
    pub application: ApplicationId,
    /// Key of the document in the rules.
    pub document: String,
    /// The stored file.
    pub file: FileId,
    /// The name it came with, made safe to show.
    pub name: String,
    /// Whether it can be read.
    pub state: AttachmentState,
    /// Why not.
    pub problem: Option<Refusal>,
    /// Its pages as pictures, once drawn.
    pub pages: Vec<Page>,
    /// On which page the evidence is, where the applicant said so; counted from one.
    pub evidence_page: Option<u16>,
    /// Whether there are words in it that the search finds; nothing until somebody has looked.
    pub has_words: Option<bool>,
    /// When it arrived.
    pub created_at: DateTime<Utc>,
}

impl Attachment {
    /// As the rules see it.
    pub fn attached(&self) -> Attached {
        Attached { id: self.id, document: self.document.clone(), state: self.state }
    }
}

/// How the document of a file begins that came with a message.
const ENCLOSED: &str = "message:";

/// Under which document a file stands that came with a message.
pub fn of_message(message: CaseMessageId) -> String {
    format!("{ENCLOSED}{message}")
}

/// Adds a file to an application.
pub async fn add(tx: &Tx, attachment: &Attachment) -> Result<(), Error> {
    let Attachment {
        id,
        application,
        document,
        file,
        name,
        state,
        problem,
        pages,
        evidence_page,
        has_words,
        created_at,
    } = attachment;
    let row = attachments::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        application_id: application.uuid(),
        document: document.clone(),
        file_id: file.uuid(),
        file_name: name.clone(),
        state: state.code().to_owned(),
        problem: problem.map(|problem| problem.code().to_owned()),
        pages: serde_json::to_value(pages)?,
        created_at: *created_at,
        removed_at: None,
        evidence_page: evidence_page.map(i32::from),
        has_words: *has_words,
    };
    attachments::Entity::insert(attachments::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "attachment": id, "document": document, "file": file });
    tx.record(Event::of(*created_at, "application.attached", "application", application.uuid(), payload))
}

/// What is attached to an application now, oldest first, without what came with messages.
pub async fn of_application(tx: &Tx, application: ApplicationId) -> Result<Vec<Attachment>, Error> {
    present(tx, of(application), is_document()).await
}

/// The same of several applications.
pub async fn of_applications(
    tx: &Tx,
    applications: &[ApplicationId],
) -> Result<BTreeMap<ApplicationId, Vec<Attachment>>, Error> {
    let mut found: BTreeMap<ApplicationId, Vec<Attachment>> = BTreeMap::new();
    for some in applications.chunks(500) {
        let those = attachments::Column::ApplicationId.is_in(some.iter().map(|id| id.uuid()));
        for one in present(tx, those, is_document()).await? {
            found.entry(one.application).or_default().push(one);
        }
    }
    Ok(found)
}

/// What was handed in with an application, and did not come with a message.
pub(super) fn is_document() -> SimpleExpr {
    attachments::Column::Document.not_like(format!("{ENCLOSED}%"))
}

/// The files that came with the messages about an application, oldest first, by message.
pub async fn of_messages(
    tx: &Tx,
    application: ApplicationId,
) -> Result<BTreeMap<CaseMessageId, Vec<Attachment>>, Error> {
    let enclosed = attachments::Column::Document.like(format!("{ENCLOSED}%"));
    let mut found: BTreeMap<CaseMessageId, Vec<Attachment>> = BTreeMap::new();
    for one in present(tx, of(application), enclosed).await? {
        let message = one.document.strip_prefix(ENCLOSED).and_then(|id| id.parse().ok());
        let message = message.ok_or_else(|| Error::Unreadable(format!("document {}", one.document)))?;
        found.entry(message).or_default().push(one);
    }
    Ok(found)
}

fn of(application: ApplicationId) -> SimpleExpr {
    attachments::Column::ApplicationId.eq(application.uuid())
}

async fn present(tx: &Tx, whose: SimpleExpr, which: SimpleExpr) -> Result<Vec<Attachment>, Error> {
    let rows = tx
        .rows::<attachments::Entity>()?
        .filter(whose)
        .filter(which)
        .filter(attachments::Column::RemovedAt.is_null())
        .order_by_asc(attachments::Column::CreatedAt)
        .order_by_asc(attachments::Column::Id)
        .all(tx.connection())
        .await?;
    rows.into_iter().map(Attachment::try_from).collect()
}

/// One attachment that was not removed.
pub async fn find(tx: &Tx, id: AttachmentId) -> Result<Option<Attachment>, Error> {
    let row = tx
        .rows::<attachments::Entity>()?
        .filter(attachments::Column::Id.eq(id.uuid()))
        .filter(attachments::Column::RemovedAt.is_null())
        .one(tx.connection())
        .await?;
    row.map(Attachment::try_from).transpose()
}

/// Keeps what the examination of a file found.
pub async fn examined(
    tx: &Tx,
    id: AttachmentId,
    found: &Result<Vec<Page>, Refusal>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (state, problem, pages) = match found {
        Ok(pages) => (AttachmentState::Good, None, serde_json::to_value(pages)?),
        Err(refusal) => (AttachmentState::Unreadable, Some(refusal.code().to_owned()), json!([])),
    };
    let row = attachments::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(id.uuid()),
        state: Set(state.code().to_owned()),
        problem: Set(problem),
        pages: Set(pages),
        ..Default::default()
    };
    attachments::Entity::update(row).exec(tx.connection()).await?;
    tx.record(Event::of(
        now,
        "attachment.examined",
        "attachment",
        id.uuid(),
        json!({ "state": state.code() }),
    ))
}

/// Keeps on which page of a file the evidence is, or that nothing is said of it.
pub async fn mark(
    tx: &Tx,
    attachment: &Attachment,
    page: Option<u16>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = attachments::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(attachment.id.uuid()),
        evidence_page: Set(page.map(i32::from)),
        ..Default::default()
    };
    attachments::Entity::update(row).exec(tx.connection()).await?;
    let payload = json!({ "attachment": attachment.id, "page": page });
    let application = attachment.application.uuid();
    tx.record(Event::of(now, "application.page-marked", "application", application, payload))
}

/// Takes an attachment away from its application; the row stays for the record.
pub async fn remove(tx: &Tx, attachment: &Attachment, now: DateTime<Utc>) -> Result<(), Error> {
    let row = attachments::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(attachment.id.uuid()),
        removed_at: Set(Some(now)),
        ..Default::default()
    };
    attachments::Entity::update(row).exec(tx.connection()).await?;
    let payload = json!({ "attachment": attachment.id, "document": attachment.document });
    tx.record(Event::of(now, "application.detached", "application", attachment.application.uuid(), payload))
}

/// Throws away every attachment of a draft.
pub(super) async fn discard_all(tx: &Tx, application: ApplicationId) -> Result<(), Error> {
    document_words::forget(tx, application).await?;
    attachments::Entity::delete_many()
        .filter(attachments::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(attachments::Column::ApplicationId.eq(application.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

impl TryFrom<attachments::Model> for Attachment {
    type Error = Error;
    fn try_from(row: attachments::Model) -> Result<Self, Error> {
        let attachments::Model {
            tenant_id: _,
            id,
            application_id,
            document,
            file_id,
            file_name,
            state,
            problem,
            pages,
            created_at,
            removed_at: _,
            evidence_page,
            has_words,
        } = row;
        Ok(Self {
            id: id.into(),
            application: application_id.into(),
            document,
            file: file_id.into(),
            name: file_name,
            state: AttachmentState::from_code(&state)
                .ok_or_else(|| Error::Unreadable(format!("attachment state {state}")))?,
            problem: problem
                .map(|code| {
                    Refusal::from_code(&code).ok_or_else(|| Error::Unreadable(format!("refusal {code}")))
                })
                .transpose()?,
            pages: serde_json::from_value(pages)?,
            evidence_page: evidence_page.and_then(|page| u16::try_from(page).ok()),
            has_words,
            created_at,
        })
    }
}
