//! Answers: kept while they are filled in, and written as rows once they are handed in.

pub use super::answer_rows::{answers, answers_of};
use super::{
    Survey, Version,
    answer_rows::{in_turn, replace},
    invitations, learning,
};
use crate::{
    Error, Tx,
    entities::{survey_answers, survey_responses, survey_tags},
    events::Event,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{AccountId, OfficeId, SurveyId, SurveyInvitationId, SurveyResponseId},
    surveys::{Answer, AnswerChannel, AnswerProblem, Answers, QuestionId},
    tokyo,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::OnConflict,
};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The word of one that was handed in.
const SUBMITTED: &str = "submitted";
/// The word of one that is being filled in.
const DRAFT: &str = "draft";
/// How often an answer is kept over what another window kept meanwhile.
const TRIES: usize = 3;

/// A response of somebody to a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// Its id.
    pub id: SurveyResponseId,
    /// To which survey.
    pub survey: SurveyId,
    /// The version that it answers.
    pub number: i32,
    /// By which invitation; none of an anonymous one that was handed in.
    pub invitation: Option<SurveyInvitationId>,
    /// Of which office; none where nobody knows.
    pub office: Option<OfficeId>,
    /// How it came in.
    pub channel: AnswerChannel,
    /// Which officer typed it in.
    pub entered_by: Option<AccountId>,
    /// What is being filled in; of one that was handed in the same, until it is changed.
    pub draft: Answers,
    /// When it was handed in; of an anonymous one the beginning of that day.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Counts its edits.
    pub version: i32,
}

impl Response {
    /// Whether it was handed in.
    pub const fn is_submitted(&self) -> bool {
        self.submitted_at.is_some()
    }
}

impl TryFrom<survey_responses::Model> for Response {
    type Error = Error;
    fn try_from(row: survey_responses::Model) -> Result<Self, Error> {
        Ok(Self {
            id: row.id.into(),
            survey: row.survey_id.into(),
            number: row.number,
            invitation: row.invitation_id.map(SurveyInvitationId::from_uuid),
            office: row.office_id.map(OfficeId::from_uuid),
            channel: AnswerChannel::from_code(&row.channel).ok_or(Error::Unreadable(row.channel))?,
            entered_by: row.entered_by.map(AccountId::from_uuid),
            draft: serde_json::from_value(row.draft)?,
            submitted_at: row.submitted_at,
            updated_at: row.updated_at,
            version: row.version,
        })
    }
}

/// A response of the tenant.
pub async fn find(tx: &Tx, id: SurveyResponseId) -> Result<Option<Response>, Error> {
    let query = tx.rows::<survey_responses::Entity>()?;
    let query = query.filter(survey_responses::Column::Id.eq(id.uuid()));
    query.one(tx.connection()).await?.map(Response::try_from).transpose()
}

/// The response of an invitation.
pub async fn of_invitation(tx: &Tx, invitation: SurveyInvitationId) -> Result<Option<Response>, Error> {
    let query = tx.rows::<survey_responses::Entity>()?;
    let query = query.filter(survey_responses::Column::InvitationId.eq(invitation.uuid()));
    query.one(tx.connection()).await?.map(Response::try_from).transpose()
}

/// What an office handed in, by whichever way.
pub async fn of_office(tx: &Tx, survey: SurveyId, office: OfficeId) -> Result<Option<Response>, Error> {
    let query = tx
        .rows::<survey_responses::Entity>()?
        .filter(survey_responses::Column::SurveyId.eq(survey.uuid()))
        .filter(survey_responses::Column::OfficeId.eq(office.uuid()))
        .filter(survey_responses::Column::State.eq(SUBMITTED))
        .order_by_asc(survey_responses::Column::SubmittedAt);
    query.one(tx.connection()).await?.map(Response::try_from).transpose()
}

/// Everything that was handed in to a survey, in the order of handing in.
pub async fn submitted(tx: &Tx, survey: SurveyId) -> Result<Vec<Response>, Error> {
    let query = tx
        .rows::<survey_responses::Entity>()?
        .filter(survey_responses::Column::SurveyId.eq(survey.uuid()))
        .filter(survey_responses::Column::State.eq(SUBMITTED))
        .order_by_asc(survey_responses::Column::SubmittedAt)
        .order_by_asc(survey_responses::Column::Id);
    query.all(tx.connection()).await?.into_iter().map(Response::try_from).collect()
}

/// How many were handed in.
pub async fn count(tx: &Tx, survey: SurveyId) -> Result<usize, Error> {
    counted(tx, survey, SUBMITTED).await
}

/// How many were begun and not handed in.
pub async fn begun(tx: &Tx, survey: SurveyId) -> Result<usize, Error> {
    counted(tx, survey, DRAFT).await
}

async fn counted(tx: &Tx, survey: SurveyId, state: &str) -> Result<usize, Error> {
    let query = tx
        .rows::<survey_responses::Entity>()?
        .filter(survey_responses::Column::SurveyId.eq(survey.uuid()))
        .filter(survey_responses::Column::State.eq(state));
    Ok(usize::try_from(query.count(tx.connection()).await?).unwrap_or(usize::MAX))
}

/// The days on which an office handed in an answer to any survey that is not anonymous.
pub async fn answered_by(tx: &Tx, office: OfficeId) -> Result<Vec<(SurveyId, NaiveDate)>, Error> {
    let rows = tx
        .rows::<survey_responses::Entity>()?
        .filter(survey_responses::Column::OfficeId.eq(office.uuid()))
        .filter(survey_responses::Column::State.eq(SUBMITTED))
        .order_by_asc(survey_responses::Column::SubmittedAt)
        .all(tx.connection())
        .await?;
    let day = |row: &survey_responses::Model| row.submitted_at.map(tokyo::date);
    Ok(rows.iter().filter_map(|row| day(row).map(|day| (row.survey_id.into(), day))).collect())
}

/// Who answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// By which invitation.
    pub invitation: Option<SurveyInvitationId>,
    /// For which office.
    pub office: Option<OfficeId>,
}

/// Begins a response, or finds the one that the invitation has.
pub async fn begin(
    tx: &Tx,
    id: SurveyResponseId,
    survey: &Survey,
    version: &Version,
    who: Who,
    now: DateTime<Utc>,
) -> Result<Response, Error> {
    let row = survey_responses::Model {
        tenant_id: tx.tenant()?.uuid(),
        id: id.uuid(),
        survey_id: survey.id.uuid(),
        number: version.number,
        invitation_id: who.invitation.map(SurveyInvitationId::uuid),
        office_id: who.office.filter(|_| !survey.anonymous).map(OfficeId::uuid),
        state: DRAFT.to_owned(),
        channel: AnswerChannel::Web.code().to_owned(),
        entered_by: None,
        draft: json!({}),
        started_at: now,
        submitted_at: None,
        updated_at: now,
        version: 1,
    };
    let active = survey_responses::ActiveModel::from(row);
    let added = survey_responses::Entity::insert(active)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    let found = match (added, who.invitation) {
        (0, Some(invitation)) => of_invitation(tx, invitation).await?,
        _ => find(tx, id).await?,
    };
    found.ok_or(Error::Missing)
}

/// Keeps one answer, or that there is none, whatever another window of the same person keeps beside it.
pub async fn keep(
    tx: &Tx,
    id: SurveyResponseId,
    question: QuestionId,
    answer: Option<&Answer>,
    now: DateTime<Utc>,
) -> Result<Response, Error> {
    for _ in 0..TRIES {
        let mut response = find(tx, id).await?.ok_or(Error::Missing)?;
        match answer {
            Some(answer) => response.draft.insert(question, answer.clone()),
            None => response.draft.remove(&question),
        };
        let draft = serde_json::to_value(&response.draft)?;
        let written = survey_responses::Entity::update_many()
            .set(survey_responses::ActiveModel {
                draft: Set(draft),
                updated_at: Set(now),
                version: Set(response.version + 1),
                ..Default::default()
            })
            .filter(survey_responses::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(survey_responses::Column::Id.eq(id.uuid()))
            .filter(survey_responses::Column::Version.eq(response.version))
            .exec(tx.connection())
            .await?;
        if written.rows_affected > 0 {
            response.version += 1;
            return Ok(response);
        }
    }
    Err(Error::Stale)
}

/// Puts what an officer typed in from a paper in place of all that was filled in, as answers to the version of the paper.
pub async fn type_in(
    tx: &Tx,
    response: Response,
    number: i32,
    answers: Answers,
    now: DateTime<Utc>,
) -> Result<Response, Error> {
    let written = survey_responses::Entity::update_many()
        .set(survey_responses::ActiveModel {
            number: Set(number),
            draft: Set(serde_json::to_value(&answers)?),
            updated_at: Set(now),
            version: Set(response.version + 1),
            ..Default::default()
        })
        .filter(survey_responses::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(survey_responses::Column::Id.eq(response.id.uuid()))
        .filter(survey_responses::Column::Version.eq(response.version))
        .exec(tx.connection())
        .await?;
    Error::stale_unless(written.rows_affected)?;
    Ok(Response { number, draft: answers, updated_at: now, version: response.version + 1, ..response })
}

/// How an answer is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct How {
    /// By which way it came.
    pub channel: AnswerChannel,
    /// Which officer typed it in.
    pub entered_by: Option<AccountId>,
}

/// Why an answer is not taken.
#[derive(Debug, thiserror::Error)]
pub enum HandInError {
    /// Something is missing or wrong: the answers are checked before.
    #[error("the answers do not fit the questions")]
    Unfit,
    /// The invitation of an anonymous survey was used, or its office has answered by another way.
    #[error("answered already")]
    Answered,
    /// Anything else.
    #[error(transparent)]
    Store(#[from] Error),
}

/// Hands in what a response holds: its answers become rows and take the place of those before; what they say of the
/// office is learned anew. An anonymous one becomes another row, which names neither office nor invitation nor moment.
pub async fn hand_in(
    tx: &Tx,
    (survey, version): (&Survey, &Version),
    response: &Response,
    how: How,
    ids: &(dyn Fn() -> Uuid + Sync),
    now: DateTime<Utc>,
) -> Result<SurveyResponseId, HandInError> {
    // A paper may be empty where an answer is asked for; whoever typed it said so.
    let is_wrong = |(_, problem): &(QuestionId, AnswerProblem)| {
        how.entered_by.is_none() || *problem != AnswerProblem::Missing
    };
    let problems = version.questionnaire.check(&response.draft);
    if response.number != version.number || problems.iter().any(is_wrong) {
        return Err(HandInError::Unfit);
    }
    let answers = version.questionnaire.kept(&response.draft);
    let today = tokyo::date(now);
    if survey.anonymous {
        return hand_in_anonymously(tx, survey, response, &answers, how, ids(), today).await;
    }
    if let Some(office) = response.office {
        in_turn(tx, office).await?;
        if of_office(tx, survey.id, office).await?.is_some_and(|other| other.id != response.id) {
            return Err(HandInError::Answered);
        }
    }
    let written = survey_responses::Entity::update_many()
        .set(survey_responses::ActiveModel {
            state: Set(SUBMITTED.to_owned()),
            channel: Set(how.channel.code().to_owned()),
            entered_by: Set(how.entered_by.map(AccountId::uuid)),
            draft: Set(serde_json::to_value(&answers).map_err(Error::from)?),
            submitted_at: Set(Some(now)),
            updated_at: Set(now),
            version: Set(response.version + 1),
            ..Default::default()
        })
        .filter(survey_responses::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(survey_responses::Column::Id.eq(response.id.uuid()))
        .filter(survey_responses::Column::Version.eq(response.version))
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    Error::stale_unless(written.rows_affected)?;
    replace(tx, survey.id, response.id, &answers).await?;
    for invitation in its_invitations(tx, survey, response).await? {
        invitations::answered(tx, invitation, today).await?;
    }
    if let Some(office) = response.office {
        let said = version.questionnaire.said(&answers);
        learning::learn(tx, survey.id, response.id, office, &said, (ids, today, now)).await?;
    }
    let payload = json!({
        "response": response.id,
        "office": response.office,
        "number": version.number,
        "channel": how.channel.code(),
    });
    tx.record(if response.is_submitted() {
        Event::of(now, "survey.answer-changed", "survey", survey.id.uuid(), payload)
    } else {
        Event::of(now, "survey.answered", "survey", survey.id.uuid(), payload)
    })?;
    Ok(response.id)
}

/// The invitation by which it came, and that of its office, which is not asked again.
async fn its_invitations(
    tx: &Tx,
    survey: &Survey,
    response: &Response,
) -> Result<BTreeSet<SurveyInvitationId>, Error> {
    let of_office = match response.office {
        Some(office) => invitations::of_office(tx, survey.id, office).await?.map(|one| one.id),
        None => None,
    };
    Ok(response.invitation.into_iter().chain(of_office).collect())
}

async fn hand_in_anonymously(
    tx: &Tx,
    survey: &Survey,
    response: &Response,
    answers: &Answers,
    how: How,
    id: Uuid,
    today: NaiveDate,
) -> Result<SurveyResponseId, HandInError> {
    if let Some(invitation) = response.invitation
        && !invitations::answered(tx, invitation, today).await?
    {
        return Err(HandInError::Answered);
    }
    let gone = survey_responses::Entity::delete_many()
        .filter(survey_responses::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(survey_responses::Column::Id.eq(response.id.uuid()))
        .filter(survey_responses::Column::State.eq(DRAFT))
        .filter(survey_responses::Column::Version.eq(response.version))
        .exec(tx.connection())
        .await
        .map_err(Error::from)?;
    Error::stale_unless(gone.rows_affected)?;
    let day = tokyo::start_of(today);
    let row = survey_responses::Model {
        tenant_id: tx.tenant()?.uuid(),
        id,
        survey_id: survey.id.uuid(),
        number: response.number,
        invitation_id: None,
        office_id: None,
        state: SUBMITTED.to_owned(),
        channel: how.channel.code().to_owned(),
        entered_by: how.entered_by.map(AccountId::uuid),
        draft: json!({}),
        started_at: day,
        submitted_at: Some(day),
        updated_at: day,
        version: 1,
    };
    survey_responses::Entity::insert(survey_responses::ActiveModel::from(row))
        .exec_without_returning(tx.connection())
        .await
        .map_err(Error::from)?;
    replace(tx, survey.id, id.into(), answers).await?;
    let payload = json!({ "number": response.number, "channel": how.channel.code() });
    tx.record(Event::of(day, "survey.answered", "survey", survey.id.uuid(), payload))?;
    Ok(id.into())
}

/// Takes a response that was handed in away, with what it said of its office: an officer typed the wrong one.
pub async fn remove(tx: &Tx, response: &Response, now: DateTime<Utc>) -> Result<(), Error> {
    if let Some(office) = response.office {
        learning::forget(tx, response.survey, response.id, office, now).await?;
    }
    let tenant = tx.tenant()?.uuid();
    survey_tags::Entity::delete_many()
        .filter(survey_tags::Column::TenantId.eq(tenant))
        .filter(survey_tags::Column::ResponseId.eq(response.id.uuid()))
        .exec(tx.connection())
        .await?;
    survey_answers::Entity::delete_many()
        .filter(survey_answers::Column::TenantId.eq(tenant))
        .filter(survey_answers::Column::ResponseId.eq(response.id.uuid()))
        .exec(tx.connection())
        .await?;
    survey_responses::Entity::delete_many()
        .filter(survey_responses::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(survey_responses::Column::Id.eq(response.id.uuid()))
        .exec(tx.connection())
        .await?;
    Ok(())
}
