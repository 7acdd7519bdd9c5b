//! What an activity is done with that keeps its list elsewhere: written or asked for on the activity's page, and attached
//! with the making.

use super::activities::{Activity, write};
use crate::{Error, Tx, entities::campaign_activities, events::Event};
use chrono::{DateTime, Utc};
use domain::ids::{DemoId, MailingId, SurveyId};
use sea_orm::ActiveValue::Set;
use serde_json::json;

/// What was made for an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// The mailing of one by mail.
    Mailing(MailingId),
    /// The survey of one that asks.
    Survey(SurveyId),
    /// The session of one where it is shown.
    Session(DemoId),
}

/// Lets an activity have what was made for it.
pub async fn attach(tx: &Tx, activity: &Activity, made: Made, now: DateTime<Utc>) -> Result<(), Error> {
    let mut row = campaign_activities::ActiveModel::default();
    match made {
        Made::Mailing(mailing) => row.mailing_id = Set(Some(mailing.uuid())),
        Made::Survey(survey) => row.survey_id = Set(Some(survey.uuid())),
        Made::Session(session) => row.session_id = Set(Some(session.uuid())),
    }
    write(tx, activity.id, activity.version, row, now).await?;
    let id = activity.id.uuid();
    tx.record(match made {
        Made::Mailing(mailing) => {
            Event::of(now, "activity.mailing-attached", "activity", id, json!({ "mailing": mailing }))
        }
        Made::Survey(survey) => {
            Event::of(now, "activity.survey-attached", "activity", id, json!({ "survey": survey }))
        }
        Made::Session(session) => {
            Event::of(now, "activity.session-attached", "activity", id, json!({ "session": session }))
        }
    })
}
