//! Which offices answered what a mailing asks for: by what they did, never by whether they opened it.

use crate::{Error, Tx, offices::segments};
use chrono::{DateTime, Utc};
use domain::{
    ids::{OfficeId, SurveyId},
    mailings::Sign,
};
use sea_orm::{ConnectionTrait, Value};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The offices that gave any of the signs since a moment.
pub(super) async fn of(tx: &Tx, signs: &[Sign], since: DateTime<Utc>) -> Result<BTreeSet<OfficeId>, Error> {
    let mut answered = BTreeSet::new();
    for sign in signs {
        match sign {
            Sign::Adopted => answered.extend(segments::adopters(tx).await?.into_iter().map(OfficeId::from)),
            Sign::Registered => {
                // A session stands in the federation's house, and names the municipality.
                let sql = "SELECT DISTINCT office_id FROM demo_registrations
                    WHERE (tenant_id = $1 OR shared_with = $1) AND office_id IS NOT NULL
                    AND cancelled_at IS NULL AND created_at >= $2";
                answered.extend(offices(tx, sql, since.into()).await?);
            }
            Sign::Applied => {
                let sql = "SELECT DISTINCT office_id FROM applications
                    WHERE tenant_id = $1 AND submitted_at IS NOT NULL AND submitted_at >= $2";
                answered.extend(offices(tx, sql, since.into()).await?);
            }
            Sign::Survey(survey) => {
                let sql = "SELECT office_id FROM survey_invitations
                    WHERE tenant_id = $1 AND survey_id = $2 AND answered_on IS NOT NULL AND office_id IS NOT NULL
                    UNION SELECT office_id FROM survey_responses
                    WHERE tenant_id = $1 AND survey_id = $2 AND state = 'submitted' AND office_id IS NOT NULL";
                answered.extend(offices(tx, sql, survey.uuid().into()).await?);
            }
        }
    }
    Ok(answered)
}

async fn offices(tx: &Tx, sql: &str, second: Value) -> Result<Vec<OfficeId>, Error> {
    let values = [tx.tenant()?.uuid().into(), second];
    let rows = tx.connection().query_all_raw(tx.statement(sql, values)).await?;
    rows.iter()
        .map(|row| {
            let id: Uuid = row.try_get("", "office_id")?;
            Ok(id.into())
        })
        .collect()
}

/// The surveys of the tenant that could be answered, the newest first.
pub async fn open_surveys(tx: &Tx) -> Result<Vec<(SurveyId, String)>, Error> {
    let sql = "SELECT id, title FROM surveys WHERE tenant_id = $1 AND opened_at IS NOT NULL ORDER BY opened_at DESC";
    let rows = tx.connection().query_all_raw(tx.statement(sql, [tx.tenant()?.uuid().into()])).await?;
    rows.iter()
        .map(|row| {
            let id: Uuid = row.try_get("", "id")?;
            Ok((id.into(), row.try_get("", "title")?))
        })
        .collect()
}
