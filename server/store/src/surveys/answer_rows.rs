//! Handed-in answers as rows: one for each choice, number or text; written, and read back.

use crate::{
    Error, Tx,
    entities::{offices, survey_answers, survey_tags},
    tx::Engine,
};
use domain::{
    ids::{OfficeId, SurveyId, SurveyResponseId},
    surveys::{Answer, Answers, ChoiceId, OTHER, QuestionId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _, sea_query::LockType};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Puts those in order who hand in for one office at once, on paper and by its link: the second sees what the first handed in.
/// The lock of an update: a response that was just begun holds the key of the office already, and two of them do not wait for
/// each other.
pub(super) async fn in_turn(tx: &Tx, office: OfficeId) -> Result<(), Error> {
    if tx.engine() == Engine::Postgres {
        let row = tx.rows::<offices::Entity>()?.filter(offices::Column::Id.eq(office.uuid()));
        row.lock(LockType::NoKeyUpdate).one(tx.connection()).await?;
    }
    Ok(())
}

/// Writes the rows of a response in place of those that it had; the tags of a text that is another now go.
pub(super) async fn replace(
    tx: &Tx,
    survey: SurveyId,
    response: SurveyResponseId,
    answers: &Answers,
) -> Result<(), Error> {
    let before = rows_of(tx, response).await?;
    let rows = rows(tx.tenant()?.uuid(), survey, response, answers);
    let texts = |rows: &[survey_answers::Model]| -> BTreeMap<(String, i32), Option<String>> {
        rows.iter().map(|row| ((row.question.clone(), row.place), row.text.clone())).collect()
    };
    let after = texts(&rows);
    let changed: BTreeSet<String> = texts(&before)
        .into_iter()
        .filter(|(key, text)| after.get(key) != Some(text))
        .map(|((question, _), _)| question)
        .collect();
    if !changed.is_empty() {
        survey_tags::Entity::delete_many()
            .filter(survey_tags::Column::TenantId.eq(tx.tenant()?.uuid()))
            .filter(survey_tags::Column::ResponseId.eq(response.uuid()))
            .filter(survey_tags::Column::Question.is_in(changed))
            .exec(tx.connection())
            .await?;
    }
    survey_answers::Entity::delete_many()
        .filter(survey_answers::Column::TenantId.eq(tx.tenant()?.uuid()))
        .filter(survey_answers::Column::ResponseId.eq(response.uuid()))
        .exec(tx.connection())
        .await?;
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(survey_answers::ActiveModel::from);
    survey_answers::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

async fn rows_of(tx: &Tx, response: SurveyResponseId) -> Result<Vec<survey_answers::Model>, Error> {
    let query = tx.rows::<survey_answers::Entity>()?;
    let query = query
        .filter(survey_answers::Column::ResponseId.eq(response.uuid()))
        .order_by_asc(survey_answers::Column::Question)
        .order_by_asc(survey_answers::Column::Place);
    Ok(query.all(tx.connection()).await?)
}

/// The rows of answers: one for each choice, number or text.
fn rows(
    tenant: Uuid,
    survey: SurveyId,
    response: SurveyResponseId,
    answers: &Answers,
) -> Vec<survey_answers::Model> {
    let mut rows = Vec::new();
    for (question, answer) in answers {
        let mut row = |choice: Option<String>, number: Option<i64>, text: Option<String>| {
            let place =
                rows.iter().filter(|row: &&survey_answers::Model| row.question == question.to_string());
            let place = i32::try_from(place.count()).unwrap_or(i32::MAX);
            rows.push(survey_answers::Model {
                tenant_id: tenant,
                response_id: response.uuid(),
                question: question.to_string(),
                place,
                survey_id: survey.uuid(),
                choice,
                number,
                text,
            });
        };
        match answer {
            Answer::Choices { ids, other } => {
                for id in ids {
                    row(Some(id.to_string()), None, None);
                }
                if let Some(words) = other {
                    row(Some(OTHER.to_owned()), None, Some(words.clone()));
                }
            }
            Answer::Number(number) => row(None, Some(*number), None),
            Answer::Text(text) => row(None, None, Some(text.clone())),
        }
    }
    rows
}

/// What was handed in to a survey, read back from its rows.
pub async fn answers(tx: &Tx, survey: SurveyId) -> Result<BTreeMap<SurveyResponseId, Answers>, Error> {
    // Put in order here: SQLite, asked for an order that an index has, reads all of the house in that order. Only the place
    // within a question counts.
    let mut rows = tx
        .rows::<survey_answers::Entity>()?
        .filter(survey_answers::Column::SurveyId.eq(survey.uuid()))
        .all(tx.connection())
        .await?;
    rows.sort_by_key(|row| row.place);
    read(rows)
}

/// What a response handed in, whatever is being changed in it.
pub async fn answers_of(tx: &Tx, response: SurveyResponseId) -> Result<Answers, Error> {
    Ok(read(rows_of(tx, response).await?)?.remove(&response).unwrap_or_default())
}

fn read(rows: Vec<survey_answers::Model>) -> Result<BTreeMap<SurveyResponseId, Answers>, Error> {
    let mut all: BTreeMap<SurveyResponseId, Answers> = BTreeMap::new();
    for row in rows {
        let unreadable = |what: &str| Error::Unreadable(format!("{what} of an answer"));
        let question: QuestionId = row.question.parse().map_err(|_| unreadable("the question"))?;
        let answers = all.entry(row.response_id.into()).or_default();
        match (row.choice.as_deref(), row.number, row.text) {
            (Some(choice), _, text) => {
                let none = || Answer::Choices { ids: Vec::new(), other: None };
                if let Answer::Choices { ids, other } = answers.entry(question).or_insert_with(none) {
                    if choice == OTHER {
                        *other = Some(text.unwrap_or_default());
                    } else {
                        ids.push(choice.parse::<ChoiceId>().map_err(|_| unreadable("the choice"))?);
                    }
                }
            }
            (None, Some(number), _) => {
                answers.insert(question, Answer::Number(number));
            }
            (None, None, text) => {
                answers.insert(question, Answer::Text(text.unwrap_or_default()));
            }
        }
    }
    Ok(all)
}
