//! 書類の中の文字: what could be read in attached files, so that the search finds it. The words belong to the file: one that
//! serves again in a later application is read once.

use crate::{
    Error, Tx,
    entities::{attachments, document_words},
    events::Event,
    plans,
};
use chrono::{DateTime, Utc};
use domain::{
    finding::document_key,
    ids::{ApplicationId, AttachmentId, FileId, TenantId},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait as _, EntityTrait, QueryFilter, Statement, Value,
    sea_query::OnConflict,
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Most documents that one search shows.
pub const MOST: usize = 10;

/// A document in which the words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDocument {
    /// The attached file.
    pub attachment: AttachmentId,
    /// Its name.
    pub name: String,
    /// The application that it belongs to.
    pub application: ApplicationId,
    /// The number of that.
    pub receipt: String,
    /// 事業所名.
    pub office: String,
    /// The words of each page.
    pub pages: Vec<String>,
}

/// Keeps the words of each page of a file that was just examined; none where there are none, as in a picture.
pub async fn keep(tx: &Tx, attachment: AttachmentId, file: FileId, pages: &[String]) -> Result<(), Error> {
    let keys: Vec<String> = pages.iter().map(|page| document_key(page)).collect();
    let has_words = keys.iter().any(|key| !key.is_empty());
    if has_words {
        let row = document_words::Model {
            tenant_id: tx.tenant()?.uuid(),
            file_id: file.uuid(),
            pages: serde_json::to_value(pages)?,
            // No key holds the end of a line, so nothing is found across two pages.
            search_key: keys.join("\n"),
        };
        document_words::Entity::insert(document_words::ActiveModel::from(row))
            .on_conflict(
                OnConflict::columns([document_words::Column::TenantId, document_words::Column::FileId])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(tx.connection())
            .await?;
    }
    let row = attachments::ActiveModel {
        tenant_id: Set(tx.tenant()?.uuid()),
        id: Set(attachment.uuid()),
        has_words: Set(Some(has_words)),
        ..Default::default()
    };
    attachments::Entity::update(row).exec(tx.connection()).await?;
    Ok(())
}

/// The same for a file that was examined before its words were looked for.
pub async fn keep_later(
    tx: &Tx,
    attachment: AttachmentId,
    file: FileId,
    pages: &[String],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    keep(tx, attachment, file, pages).await?;
    let payload = json!({ "pages": pages.len() });
    tx.record(Event::of(now, "attachment.words-read", "attachment", attachment.uuid(), payload))
}

/// Readable files of every house in which nobody has looked for words yet, so many at most. The scope is the system's.
pub async fn unread(tx: &Tx, most: u64) -> Result<Vec<(TenantId, AttachmentId)>, Error> {
    let sql = format!(
        "SELECT tenant_id, id FROM attachments WHERE state = 'good' AND has_words IS NULL AND removed_at IS NULL
         ORDER BY id DESC LIMIT {most}"
    );
    let rows = tx.connection().query_all_raw(tx.statement(&sql, [])).await?;
    rows.iter()
        .map(|row| {
            let tenant: Uuid = row.try_get("", "tenant_id")?;
            let id: Uuid = row.try_get("", "id")?;
            Ok((tenant.into(), id.into()))
        })
        .collect()
}

/// The documents of received applications in which every word stands, the newest first, and whether there are more.
pub async fn find(tx: &Tx, words: &[String]) -> Result<(Vec<FoundDocument>, bool), Error> {
    if words.is_empty() {
        return Ok((Vec::new(), false));
    }
    let rows = tx.connection().query_all_raw(finding(tx, words)?).await?;
    let mut found = Vec::with_capacity(rows.len());
    let mut files: Vec<FileId> = Vec::with_capacity(rows.len());
    for row in &rows {
        let (attachment, application, file): (Uuid, Uuid, Uuid) =
            (row.try_get("", "id")?, row.try_get("", "application_id")?, row.try_get("", "file_id")?);
        files.push(file.into());
        found.push(FoundDocument {
            attachment: attachment.into(),
            name: row.try_get("", "file_name")?,
            application: application.into(),
            receipt: row.try_get("", "receipt_number")?,
            office: row.try_get("", "office")?,
            pages: Vec::new(),
        });
    }
    let more = found.len() > MOST;
    found.truncate(MOST);
    files.truncate(MOST);
    let pages = pages_of(tx, &files).await?;
    for (one, file) in found.iter_mut().zip(files) {
        // A file that serves twice has its words once.
        one.pages = pages.get(&file).cloned().unwrap_or_default();
    }
    Ok((found, more))
}

/// The words of each page of these files; a file in which nothing can be read is left out.
pub async fn pages_of(tx: &Tx, files: &[FileId]) -> Result<BTreeMap<FileId, Vec<String>>, Error> {
    if files.is_empty() {
        return Ok(BTreeMap::new());
    }
    let kept = tx
        .rows::<document_words::Entity>()?
        .filter(document_words::Column::FileId.is_in(files.iter().map(|file| file.uuid())))
        .all(tx.connection())
        .await?;
    kept.into_iter().map(|row| Ok((row.file_id.into(), serde_json::from_value(row.pages)?))).collect()
}

/// How the database goes about it, for a test that it reads nothing of other houses.
pub async fn plan(tx: &Tx, words: &[String]) -> Result<Vec<(String, String)>, Error> {
    plans::of(tx, vec![finding(tx, words)?]).await
}

/// Japanese has no spaces between words, so a word is looked for anywhere; only the words of the house are read, from
/// the newest on, and no further than there is room for.
fn finding(tx: &Tx, words: &[String]) -> Result<Statement, Error> {
    let mut values: Vec<Value> = vec![tx.tenant()?.uuid().into()];
    let mut asked = Vec::with_capacity(words.len());
    for word in words {
        let escaped = word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        values.push(format!("%{escaped}%").into());
        asked.push(format!(" AND w.search_key LIKE ${} ESCAPE '!'", values.len()));
    }
    let sql = format!(
        "SELECT a.id, a.application_id, a.file_id, a.file_name, p.receipt_number, o.name AS office
         FROM document_words w
         JOIN attachments a ON a.tenant_id = w.tenant_id AND a.file_id = w.file_id AND a.removed_at IS NULL
         JOIN applications p ON p.tenant_id = a.tenant_id AND p.id = a.application_id
            AND p.receipt_number IS NOT NULL
         JOIN offices o ON o.tenant_id = p.tenant_id AND o.id = p.office_id
         WHERE w.tenant_id = $1{}
         ORDER BY w.file_id DESC, a.id DESC LIMIT {}",
        asked.concat(),
        MOST + 1
    );
    Ok(tx.statement(&sql, values))
}

/// Takes the words of the files of an application away, but for those that serve in another as well.
pub(crate) async fn forget(tx: &Tx, application: ApplicationId) -> Result<(), Error> {
    let sql = "DELETE FROM document_words WHERE tenant_id = $1
         AND file_id IN (SELECT file_id FROM attachments WHERE tenant_id = $1 AND application_id = $2)
         AND file_id NOT IN (SELECT file_id FROM attachments WHERE tenant_id = $1 AND application_id <> $2)";
    let values: [Value; 2] = [tx.tenant()?.uuid().into(), application.uuid().into()];
    tx.connection().execute_raw(tx.statement(sql, values)).await?;
    Ok(())
}
