//! What became of an audience: each office's row and its mail, together.

use crate::{Error, Tx};
use chrono::{DateTime, Utc};
use domain::{
    ids::{MailId, MailingId, OfficeId},
    mailings::{Counts, Outcome, Refusal},
    office_number::OfficeNumber,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

/// Every office of a mailing with its outcome; `$1` is the tenant, `$2` the mailing.
const OUTCOMES: &str = "
    SELECT r.id, r.place, r.office_id, r.office_number, r.office_name, r.email, m.refusal, m.result, m.sent_at, m.tried_at,
      CASE
        WHEN r.exclusion IS NOT NULL THEN r.exclusion
        WHEN m.id IS NULL AND c.stage IN ('sending', 'paused', 'scheduled') THEN 'queued'
        WHEN m.id IS NULL AND c.stage = 'expired' THEN 'expired'
        WHEN m.id IS NULL THEN 'withdrawn'
        WHEN m.state IN ('waiting', 'sending', 'paused') THEN 'queued'
        WHEN m.state = 'sent' THEN 'sent'
        WHEN m.state IN ('refused', 'bounced') THEN 'refused'
        WHEN m.state = 'suppressed' THEN 'opted_out'
        WHEN m.state = 'unwanted' THEN 'topic_stopped'
        WHEN m.state = 'returned' THEN 'suppressed'
        WHEN m.state IN ('unknown', 'withdrawn', 'expired') THEN m.state
        ELSE 'given_up'
      END AS outcome
    FROM mailing_recipients r
    JOIN mailings c ON c.tenant_id = r.tenant_id AND c.id = r.mailing_id
    LEFT JOIN mails m ON m.tenant_id = r.tenant_id AND m.id = r.id
    WHERE r.tenant_id = $1 AND r.mailing_id = $2";

/// One office of a sent mailing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The row, and its mail where it has one.
    pub id: MailId,
    /// The office.
    pub office: OfficeId,
    /// 事業所番号.
    pub number: OfficeNumber,
    /// 事業所名 when the mailing was sent.
    pub name: String,
    /// The address when the mailing was sent; empty when there was none.
    pub email: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Who refused the mail.
    pub refusal: Option<Refusal>,
    /// What the mail server said.
    pub answer: Option<String>,
    /// When the mail left.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it was last handed over, whatever came of it.
    pub tried_at: Option<DateTime<Utc>>,
}

/// How many offices ended how.
pub async fn counts(tx: &Tx, mailing: MailingId) -> Result<Counts, Error> {
    let sql = format!("SELECT outcome, COUNT(*) AS n FROM ({OUTCOMES}) o GROUP BY outcome");
    let rows = tx.connection().query_all_raw(tx.statement(&sql, keys(tx, mailing)?)).await?;
    let mut counts = Counts::default();
    for row in rows {
        let n: i64 = row.try_get("", "n")?;
        counts.add(outcome(&row)?, u64::try_from(n).unwrap_or(0));
    }
    Ok(counts)
}

/// The addresses whose mails have not left yet.
pub async fn open(tx: &Tx, mailing: MailingId) -> Result<Vec<String>, Error> {
    let sql = format!("SELECT email FROM ({OUTCOMES}) o WHERE outcome = 'queued'");
    let rows = tx.connection().query_all_raw(tx.statement(&sql, keys(tx, mailing)?)).await?;
    rows.iter().map(|row| Ok(row.try_get("", "email")?)).collect()
}

/// A page of the offices, all or those that ended so, by number; the first page is 0.
pub async fn lines(
    tx: &Tx,
    mailing: MailingId,
    ended: Option<Outcome>,
    page: u64,
    per_page: u64,
) -> Result<Vec<Line>, Error> {
    let sql = format!(
        "SELECT * FROM ({OUTCOMES}) o WHERE ($3 = '' OR outcome = $3) ORDER BY place LIMIT $4 OFFSET $5"
    );
    let mut values = keys(tx, mailing)?.to_vec();
    let number = |number: u64| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
    values.push(ended.map_or("", Outcome::code).into());
    values.extend([number(per_page), number(page.saturating_mul(per_page))]);
    let rows = tx.connection().query_all_raw(tx.statement(&sql, values)).await?;
    rows.iter().map(line).collect()
}

/// The office that got one mail of a mailing, or was to.
pub async fn one(tx: &Tx, mailing: MailingId, recipient: MailId) -> Result<Option<Line>, Error> {
    let sql = format!("SELECT * FROM ({OUTCOMES}) o WHERE id = $3");
    let mut values = keys(tx, mailing)?.to_vec();
    values.push(recipient.uuid().into());
    let row = tx.connection().query_one_raw(tx.statement(&sql, values)).await?;
    row.as_ref().map(line).transpose()
}

fn keys(tx: &Tx, mailing: MailingId) -> Result<[Value; 2], Error> {
    Ok([tx.tenant()?.uuid().into(), mailing.uuid().into()])
}

fn outcome(row: &QueryResult) -> Result<Outcome, Error> {
    let word: String = row.try_get("", "outcome")?;
    Outcome::from_code(&word).ok_or_else(|| Error::Unreadable(format!("outcome {word}")))
}

fn line(row: &QueryResult) -> Result<Line, Error> {
    let id: Uuid = row.try_get("", "id")?;
    let office: Uuid = row.try_get("", "office_id")?;
    let number: String = row.try_get("", "office_number")?;
    let refusal: Option<String> = row.try_get("", "refusal")?;
    Ok(Line {
        id: id.into(),
        office: office.into(),
        number: number.parse().map_err(|_| Error::Unreadable(number))?,
        name: row.try_get("", "office_name")?,
        email: row.try_get("", "email")?,
        outcome: outcome(row)?,
        refusal: refusal.as_deref().and_then(Refusal::from_code),
        answer: row.try_get("", "result")?,
        sent_at: row.try_get("", "sent_at")?,
        tried_at: row.try_get("", "tried_at")?,
    })
}
