//! What goes of a record whose time is over, and what stays: the number, the programme, the office, the amounts, the days,
//! the lines of the ledger and the chain of events, none of which holds personal data.

use crate::{
    Error, Tx,
    entities::{applications, attachments, notices},
    subsidies::document_words,
};
use chrono::{DateTime, Utc};
use domain::{
    attachments::Page,
    ids::ApplicationId,
    subsidies::Answers,
    year_end::{GONE, redact},
};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Rows that go whole.
const REMOVED: [&str; 14] = [
    "DELETE FROM award_reports WHERE tenant_id = $1 AND award_id = $2",
    "DELETE FROM opinions WHERE tenant_id = $1 AND application_id = $2",
    "DELETE FROM appointments WHERE tenant_id = $1 AND application_id = $2",
    "DELETE FROM confirmations WHERE tenant_id = $1 AND application_id = $2",
    "DELETE FROM review_marks WHERE tenant_id = $1 AND application_id = $2",
    "DELETE FROM attachments WHERE tenant_id = $1 AND application_id = $2",
    "DELETE FROM criterion_checks WHERE tenant_id = $1 AND application_id = $2",
    "DELETE FROM corrections WHERE tenant_id = $1 AND application_id = $2",
    "DELETE FROM case_notes WHERE tenant_id = $1 AND application_id = $2",
    "DELETE FROM case_messages WHERE tenant_id = $1 AND application_id = $2",
    "DELETE FROM application_flags WHERE tenant_id = $1 AND application_id = $2",
    "DELETE FROM mail_attempts WHERE tenant_id = $1 AND mail_id IN
     (SELECT id FROM mails WHERE tenant_id = $1 AND subject_kind = 'application' AND subject_id = $2)",
    "DELETE FROM mail_bounces WHERE tenant_id = $1 AND mail_id IN
     (SELECT id FROM mails WHERE tenant_id = $1 AND subject_kind = 'application' AND subject_id = $2)",
    "DELETE FROM mails WHERE tenant_id = $1 AND subject_kind = 'application' AND subject_id = $2",
];

/// Words about an applicant after the grant; an award has the id of its application.
const AFTER_GRANT: [&str; 4] = [
    "UPDATE instalments SET interim = CASE WHEN interim = '' THEN '' ELSE $3 END, answer = ''
     WHERE tenant_id = $1 AND award_id = $2",
    "UPDATE award_requests SET reason = $3, answer = '' WHERE tenant_id = $1 AND award_id = $2",
    "UPDATE award_proposals SET reason = CASE WHEN reason = '' THEN '' ELSE $3 END, note = '', decision_note = ''
     WHERE tenant_id = $1 AND award_id = $2",
    "UPDATE recoveries SET reason = $3 WHERE tenant_id = $1 AND award_id = $2",
];

/// Takes the personal data of an application away. Bytes without a row are swept by the daily job.
pub(super) async fn application(tx: &Tx, id: ApplicationId, now: DateTime<Utc>) -> Result<(), Error> {
    let (tenant, of) = (tx.tenant()?.uuid(), id.uuid());
    let files = files(tx, of).await?;
    document_words::forget(tx, id).await?;
    for sql in REMOVED {
        run(tx, sql, vec![tenant.into(), of.into()]).await?;
    }
    redact_notices(tx, of).await?;
    for file in files {
        run(tx, "DELETE FROM files WHERE tenant_id = $1 AND id = $2", vec![tenant.into(), file.into()])
            .await?;
    }
    // The proposal stays with its amount and its people of the house; their words about the applicant go.
    let words = "UPDATE proposals SET reason = CASE WHEN reason = '' THEN '' ELSE $3 END, note = '', decision_note = ''
         WHERE tenant_id = $1 AND application_id = $2";
    run(tx, words, vec![tenant.into(), of.into(), GONE.into()]).await?;
    for words in AFTER_GRANT {
        run(tx, words, vec![tenant.into(), of.into(), GONE.into()]).await?;
    }
    let row = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::Id.eq(of))
        .one(tx.connection())
        .await?
        .ok_or(Error::Missing)?;
    if let Some(mail) = row.receipt_mail_id {
        told_together(tx, of, mail).await?;
    }
    let planned = "UPDATE consultations SET plan = $4, answer = CASE WHEN answer = '' THEN '' ELSE $4 END
         WHERE tenant_id = $1 AND programme_id = $2 AND office_id = $3";
    run(tx, planned, vec![tenant.into(), row.programme_id.into(), row.office_id.into(), GONE.into()]).await?;
    let mut facts = row.stage_facts;
    redact(&mut facts);
    let typed = "UPDATE applications SET answers = $3, search_key = $4, stage_facts = $5, updated_at = $6,
         receipt_mail_id = NULL WHERE tenant_id = $1 AND id = $2";
    let values = vec![
        tenant.into(),
        of.into(),
        serde_json::to_value(Answers::default())?.into(),
        row.receipt_number.unwrap_or_default().into(),
        facts.into(),
        now.into(),
    ];
    run(tx, typed, values).await
}

/// What is told in one mail of several applications goes with the last of them.
async fn told_together(tx: &Tx, application: Uuid, mail: Uuid) -> Result<(), Error> {
    let other = tx
        .rows::<applications::Entity>()?
        .filter(applications::Column::ReceiptMailId.eq(mail))
        .filter(applications::Column::Id.ne(application))
        .one(tx.connection())
        .await?;
    if other.is_some() {
        return Ok(());
    }
    let tenant = tx.tenant()?.uuid();
    for sql in [
        "DELETE FROM mail_attempts WHERE tenant_id = $1 AND mail_id = $2",
        "DELETE FROM mail_bounces WHERE tenant_id = $1 AND mail_id = $2",
        "DELETE FROM mails WHERE tenant_id = $1 AND id = $2",
    ] {
        run(tx, sql, vec![tenant.into(), mail.into()]).await?;
    }
    Ok(())
}

async fn run(tx: &Tx, sql: &str, values: Vec<sea_orm::Value>) -> Result<(), Error> {
    tx.connection().execute_raw(tx.statement(sql, values)).await?;
    Ok(())
}

/// Everything that was attached, with its pictures, and the notices as they were set. What serves in another application
/// as well stays with it.
async fn files(tx: &Tx, application: Uuid) -> Result<Vec<Uuid>, Error> {
    let attached = tx
        .rows::<attachments::Entity>()?
        .filter(attachments::Column::ApplicationId.eq(application))
        .all(tx.connection())
        .await?;
    let elsewhere: Vec<Uuid> = tx
        .rows::<attachments::Entity>()?
        .filter(attachments::Column::FileId.is_in(attached.iter().map(|row| row.file_id)))
        .filter(attachments::Column::ApplicationId.ne(application))
        .select_only()
        .column(attachments::Column::FileId)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let noticed = tx
        .rows::<notices::Entity>()?
        .filter(notices::Column::ApplicationId.eq(application))
        .all(tx.connection())
        .await?;
    let mut files: Vec<Uuid> = noticed.into_iter().filter_map(|row| row.file_id).collect();
    for row in attached.into_iter().filter(|row| !elsewhere.contains(&row.file_id)) {
        files.push(row.file_id);
        let pages: Vec<Page> = serde_json::from_value(row.pages)?;
        files.extend(pages.iter().filter_map(|page| page.file.parse::<Uuid>().ok()));
    }
    Ok(files)
}

/// A notice stays in its register with number and day; whom it was addressed to and why goes.
async fn redact_notices(tx: &Tx, application: Uuid) -> Result<(), Error> {
    let rows = tx
        .rows::<notices::Entity>()?
        .filter(notices::Column::ApplicationId.eq(application))
        .all(tx.connection())
        .await?;
    for row in rows {
        let mut content = row.content;
        redact(&mut content);
        tx.connection()
            .execute_raw(tx.statement(
                "UPDATE notices SET content = $3, file_id = NULL, void_reason = CASE WHEN void_reason IS NULL THEN NULL ELSE $4 END
                 WHERE tenant_id = $1 AND id = $2",
                [tx.tenant()?.uuid().into(), row.id.into(), content.into(), GONE.into()],
            ))
            .await?;
    }
    Ok(())
}
