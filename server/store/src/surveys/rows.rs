//! Surveys as rows: the questionnaire as it is written, its published versions, and whether it is open.

use crate::{
    Error, Tx,
    entities::{survey_invitations, survey_versions, surveys},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, DemoId, SurveyId},
    surveys::{Questionnaire, SurveyForm, SurveyState},
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
};
use serde_json::json;

/// A survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// Its id.
    pub id: SurveyId,
    /// 題名, as officers find it.
    pub title: String,
    /// The questionnaire as it is written now.
    pub draft: Questionnaire,
    /// Where it stands.
    pub state: SurveyState,
    /// Whether no office stands with an answer.
    pub anonymous: bool,
    /// Whether anybody who has the link may answer.
    pub general: bool,
    /// The last day on which answers are taken.
    pub deadline: Option<NaiveDate>,
    /// What the mails and letters say above the link.
    pub asking: String,
    /// The session after which it asks.
    pub session: Option<DemoId>,
    /// The version that is answered now; none for a draft.
    pub current: Option<i32>,
    /// When it was published first.
    pub opened_at: Option<DateTime<Utc>>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// The day of the reminder.
    pub remind_on: Option<NaiveDate>,
    /// Who made it.
    pub created_by: AccountId,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

/// A published state of a questionnaire, which stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from one on.
    pub number: i32,
    /// What it asks.
    pub questionnaire: Questionnaire,
    /// Who published it.
    pub published_by: AccountId,
    /// When.
    pub published_at: DateTime<Utc>,
}

impl Survey {
    /// What the form about it says now.
    pub fn form(&self) -> SurveyForm {
        SurveyForm {
            title: self.title.clone(),
            lead: self.draft.lead.clone(),
            asking: self.asking.clone(),
            deadline: self.deadline,
            anonymous: self.anonymous,
            general: self.general,
            remind_on: self.remind_on,
        }
    }
}

impl TryFrom<surveys::Model> for Survey {
    type Error = Error;
    fn try_from(row: surveys::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            title: row.title,
            draft: serde_json::from_value(row.draft)?,
            state: SurveyState::from_code(&row.state).ok_or(Error::Unreadable(row.state))?,
            anonymous: row.anonymous,
            general: row.general,
            deadline: row.deadline,
            asking: row.asking,
            session: row.session_id.map(DemoId::from_uuid),
            current: row.current,
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            remind_on: row.remind_on,
            created_by: row.created_by.into(),
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

impl TryFrom<survey_versions::Model> for Version {
    type Error = Error;
    fn try_from(row: survey_versions::Model) -> Result<Self, Error> {
        Ok(Self {
            number: row.number,
            questionnaire: serde_json::from_value(row.questionnaire)?,
            published_by: row.published_by.into(),
            published_at: row.published_at,
        })
    }
}

/// Keeps a new draft, by the acting account; `session` is the one after which it asks.
pub async fn add(
    tx: &Tx,
    id: SurveyId,
    questionnaire: &Questionnaire,
    asking: &str,
    session: Option<DemoId>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = surveys::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        title: questionnaire.title.clone(),
        draft: serde_json::to_value(questionnaire)?,
        state: SurveyState::Draft.code().to_owned(),
        anonymous: false,
        general: false,
        deadline: None,
        asking: asking.to_owned(),
        session_id: session.map(DemoId::uuid),
        current: None,
        opened_at: None,
        closed_at: None,
        remind_on: None,
        created_by: tx.account().ok_or(Error::Missing)?.uuid(),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    surveys::Entity::insert(surveys::ActiveModel::from(row)).exec_without_returning(tx.connection()).await?;
    let payload = json!({ "questions": questionnaire.questions.len(), "session": session });
    tx.record(Event::of(now, "survey.added", "survey", id.uuid(), payload))
}

/// A survey of the tenant.
pub async fn find(tx: &Tx, id: SurveyId) -> Result<Option<Survey>, Error> {
    let query = tx.rows::<surveys::Entity>()?.filter(surveys::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Survey::try_from).transpose()
}

/// Every survey of the tenant, the last changed first.
pub async fn all(tx: &Tx) -> Result<Vec<Survey>, Error> {
    let query = tx.rows::<surveys::Entity>()?.order_by_desc(surveys::Column::UpdatedAt);
    query.all(tx.connection()).await?.into_iter().map(Survey::try_from).collect()
}

/// The surveys that ask after a session.
pub async fn after_session(tx: &Tx, session: DemoId) -> Result<Vec<Survey>, Error> {
    let query = tx
        .rows::<surveys::Entity>()?
        .filter(surveys::Column::SessionId.eq(session.uuid()))
        .order_by_asc(surveys::Column::CreatedAt);
    query.all(tx.connection()).await?.into_iter().map(Survey::try_from).collect()
}

/// A version of a survey.
pub async fn version(tx: &Tx, survey: SurveyId, number: i32) -> Result<Option<Version>, Error> {
    let query = tx
        .rows::<survey_versions::Entity>()?
        .filter(survey_versions::Column::SurveyId.eq(survey.uuid()))
        .filter(survey_versions::Column::Number.eq(number));
    query.one(tx.connection()).await?.map(Version::try_from).transpose()
}

/// Every version of a survey, the first first.
pub async fn versions(tx: &Tx, survey: SurveyId) -> Result<Vec<Version>, Error> {
    let query = tx
        .rows::<survey_versions::Entity>()?
        .filter(survey_versions::Column::SurveyId.eq(survey.uuid()))
        .order_by_asc(survey_versions::Column::Number);
    query.all(tx.connection()).await?.into_iter().map(Version::try_from).collect()
}

/// The version that is answered now; none for a draft.
pub async fn current(tx: &Tx, survey: &Survey) -> Result<Option<Version>, Error> {
    match survey.current {
        Some(number) => version(tx, survey.id, number).await,
        None => Ok(None),
    }
}

/// Saves the questionnaire over the version it was edited from.
pub async fn save_draft(
    tx: &Tx,
    survey: &Survey,
    questionnaire: &Questionnaire,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = surveys::ActiveModel { draft: Set(serde_json::to_value(questionnaire)?), ..Default::default() };
    write(tx, survey, row, now).await?;
    let payload = json!({ "version": survey.version + 1, "questions": questionnaire.questions.len() });
    tx.record(Event::of(now, "survey.edited", "survey", survey.id.uuid(), payload))
}

/// Saves what the form about a survey says.
pub async fn save_form(tx: &Tx, survey: &Survey, form: &SurveyForm, now: DateTime<Utc>) -> Result<(), Error> {
    let SurveyForm { title, lead, asking, deadline, anonymous, general, remind_on } = form.clone();
    let questionnaire = Questionnaire { title: title.clone(), lead, ..survey.draft.clone() };
    let row = surveys::ActiveModel {
        title: Set(title),
        draft: Set(serde_json::to_value(questionnaire)?),
        asking: Set(asking),
        deadline: Set(deadline),
        anonymous: Set(anonymous),
        general: Set(general),
        remind_on: Set(remind_on),
        ..Default::default()
    };
    write(tx, survey, row, now).await?;
    let payload = json!({
        "version": survey.version + 1,
        "deadline": deadline,
        "anonymous": anonymous,
        "general": general,
        "remind_on": remind_on,
    });
    tx.record(Event::of(now, "survey.settings-saved", "survey", survey.id.uuid(), payload))
}

/// Takes the day of the reminder away, once it was sent.
pub async fn set_reminder(
    tx: &Tx,
    survey: &Survey,
    on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    write(tx, survey, surveys::ActiveModel { remind_on: Set(on), ..Default::default() }, now).await
}

/// Freezes the questionnaire as a new version, which is answered from now on.
pub async fn publish(tx: &Tx, survey: &Survey, now: DateTime<Utc>) -> Result<i32, Error> {
    let number = versions(tx, survey.id).await?.last().map_or(1, |version| version.number + 1);
    let row = surveys::ActiveModel {
        state: Set(SurveyState::Open.code().to_owned()),
        current: Set(Some(number)),
        opened_at: Set(Some(survey.opened_at.unwrap_or(now))),
        closed_at: Set(None),
        ..Default::default()
    };
    write(tx, survey, row, now).await?;
    let frozen = survey_versions::Model {
        tenant_id: tx.tenant()?.uuid(),
        survey_id: survey.id.uuid(),
        number,
        questionnaire: serde_json::to_value(&survey.draft)?,
        published_by: tx.account().ok_or(Error::Missing)?.uuid(),
        published_at: now,
    };
    survey_versions::Entity::insert(survey_versions::ActiveModel::from(frozen))
        .exec_without_returning(tx.connection())
        .await?;
    let payload = json!({ "number": number, "questions": survey.draft.questions.len() });
    tx.record(Event::of(now, "survey.published", "survey", survey.id.uuid(), payload))?;
    Ok(number)
}

/// Takes no more answers.
pub async fn close(tx: &Tx, survey: &Survey, now: DateTime<Utc>) -> Result<(), Error> {
    let row = surveys::ActiveModel {
        state: Set(SurveyState::Closed.code().to_owned()),
        closed_at: Set(Some(now)),
        ..Default::default()
    };
    write(tx, survey, row, now).await?;
    tx.record(Event::of(now, "survey.closed", "survey", survey.id.uuid(), json!({})))
}

/// Takes answers again.
pub async fn reopen(tx: &Tx, survey: &Survey, now: DateTime<Utc>) -> Result<(), Error> {
    let row = surveys::ActiveModel {
        state: Set(SurveyState::Open.code().to_owned()),
        closed_at: Set(None),
        ..Default::default()
    };
    write(tx, survey, row, now).await?;
    tx.record(Event::of(now, "survey.reopened", "survey", survey.id.uuid(), json!({})))
}

/// Removes a draft that was never published, with those who were to be asked; nobody was written to.
pub async fn remove(tx: &Tx, survey: &Survey, now: DateTime<Utc>) -> Result<(), Error> {
    survey_invitations::Entity::delete_many()
        .filter(survey_invitations::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(survey_invitations::Column::SurveyId.eq(survey.id.uuid()))
        .exec(tx.connection())
        .await?;
    let gone = surveys::Entity::delete_many()
        .filter(surveys::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(surveys::Column::Id.eq(survey.id.uuid()))
        .filter(surveys::Column::Version.eq(survey.version))
        .filter(surveys::Column::State.eq(SurveyState::Draft.code()))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(gone.rows_affected)?;
    tx.record(Event::of(now, "survey.removed", "survey", survey.id.uuid(), json!({})))
}

/// Writes over a survey that still has the version it was read with.
async fn write(tx: &Tx, survey: &Survey, row: surveys::ActiveModel, now: DateTime<Utc>) -> Result<(), Error> {
    let written = surveys::Entity::update_many()
        .set(surveys::ActiveModel {
            tenant_id: NotSet,
            id: NotSet,
            updated_at: Set(now),
            version: Set(survey.version + 1),
            ..row
        })
        .filter(surveys::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(surveys::Column::Id.eq(survey.id.uuid()))
        .filter(surveys::Column::Version.eq(survey.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(written.rows_affected)
}
