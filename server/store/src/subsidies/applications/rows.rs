//! An application as its row holds it.

use super::Application;
use crate::{Error, entities::applications};
use chrono::NaiveDate;
use domain::{
    fiscal_year::FiscalYear,
    ids::{AccountId, MailId},
    money::Yen,
    subsidies::{Arrival, Way},
};

impl TryFrom<applications::Model> for Application {
    type Error = Error;
    fn try_from(row: applications::Model) -> Result<Self, Error> {
        let applications::Model {
            tenant_id: _,
            id,
            programme_id,
            programme_version_id,
            office_id,
            account_id,
            fiscal_year,
            stage: _,
            stage_facts,
            live_key,
            series_key: _,
            receipt_seq: _,
            receipt_number,
            answers,
            amount_yen,
            assignee_id,
            submitted_at,
            paused_days,
            paused_at,
            due_on: _,
            ended_at,
            search_key: _,
            created_at: _,
            updated_at: _,
            version,
            arrived_on,
            arrived_by,
            waiting_rank,
            allotted_yen,
            closing_told_at: _,
            office_order: _,
            expected_on: _,
            receipt_mail_id,
        } = row;
        Ok(Self {
            id: id.into(),
            programme: programme_id.into(),
            rules: programme_version_id.into(),
            office: office_id.into(),
            account: account_id.into(),
            arrival: arrival(arrived_on, arrived_by)?,
            fiscal_year: FiscalYear::from_year(fiscal_year)
                .map_err(|error| Error::Unreadable(error.to_string()))?,
            stage: serde_json::from_value(stage_facts)?,
            receipt: receipt_number
                .map(|number| {
                    number.parse().map_err(|_| Error::Unreadable(format!("receipt number {number}")))
                })
                .transpose()?,
            answers: serde_json::from_value(answers)?,
            amount: Yen(amount_yen),
            allotted: allotted_yen.map(Yen),
            rank: waiting_rank,
            assignee: assignee_id.map(AccountId::from_uuid),
            submitted_at,
            paused_days: u32::try_from(paused_days).unwrap_or(0),
            paused_at,
            ended_at,
            holds_place: live_key.is_some(),
            receipt_mail: receipt_mail_id.map(MailId::from_uuid),
            version,
        })
    }
}

/// Both columns say something, or neither.
fn arrival(on: Option<NaiveDate>, by: Option<String>) -> Result<Option<Arrival>, Error> {
    let Some(on) = on else { return Ok(None) };
    let way = by.as_deref().and_then(Way::from_code);
    let way = way.ok_or_else(|| Error::Unreadable(format!("arrival by {}", by.unwrap_or_default())))?;
    Ok(Some(Arrival { on, way }))
}
