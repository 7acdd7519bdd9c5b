//! Free texts, and the tags that officers set beside them.

use super::results::count;
use crate::{
    Error, Tx,
    entities::{survey_answers, survey_tags},
    events::Event,
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{OfficeId, SurveyId, SurveyResponseId},
    surveys::QuestionId,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Value};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A text that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The answer it stands in.
    pub response: SurveyResponseId,
    /// What was written.
    pub text: String,
    /// Who wrote it; none of an anonymous survey.
    pub office: Option<(OfficeId, String)>,
    /// What officers call it.
    pub tags: Vec<String>,
}

/// Which texts are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagged<'a> {
    /// All of them.
    All,
    /// Those with a tag.
    With(&'a str),
    /// Those without any.
    Without,
}

const FROM: &str = "
    FROM survey_answers a
    LEFT JOIN survey_responses r ON r.tenant_id = a.tenant_id AND r.id = a.response_id
    LEFT JOIN offices o ON o.tenant_id = r.tenant_id AND o.id = r.office_id
    WHERE a.tenant_id = $1 AND a.survey_id = $2 AND a.question = $3 AND a.text IS NOT NULL AND a.text <> ''";

/// The tag is `$4`, which stands in every query so that all have the same places.
const TAG: &str = "SELECT 1 FROM survey_tags t
    WHERE t.tenant_id = a.tenant_id AND t.response_id = a.response_id AND t.question = a.question";

fn filtered(tagged: Tagged<'_>) -> (String, &str) {
    match tagged {
        Tagged::All => (format!("{FROM} AND $4 = ''"), ""),
        Tagged::With(tag) => (format!("{FROM} AND EXISTS ({TAG} AND t.tag = $4)"), tag),
        Tagged::Without => (format!("{FROM} AND $4 = '' AND NOT EXISTS ({TAG})"), ""),
    }
}

/// A page of the texts to a question, and how many there are; the first page is 0.
pub async fn of_question(
    tx: &Tx,
    survey: SurveyId,
    question: QuestionId,
    tagged: Tagged<'_>,
    (page, per_page): (u64, u64),
) -> Result<(Vec<Text>, u64), Error> {
    let (from, tag) = filtered(tagged);
    let mut values: Vec<Value> = vec![
        tx.tenant()?.uuid().into(),
        survey.uuid().into(),
        question.to_string().into(),
        tag.to_owned().into(),
    ];
    let counted = tx.statement(&format!("SELECT COUNT(*) AS n {from}"), values.clone());
    let total = tx.connection().query_one_raw(counted).await?;
    let total = total.map_or(Ok(0), |row| count(&row, "n"))?;
    let sql = format!(
        "SELECT a.response_id, a.text, o.id AS office_id, o.name AS office_name {from}
         ORDER BY a.response_id, a.place LIMIT $5 OFFSET $6"
    );
    let number = |number: u64| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
    values.extend([number(per_page), number(page.saturating_mul(per_page))]);
    let rows = tx.connection().query_all_raw(tx.statement(&sql, values)).await?;
    let mut texts = Vec::with_capacity(rows.len());
    for row in rows {
        let (response, office): (Uuid, Option<Uuid>) =
            (row.try_get("", "response_id")?, row.try_get("", "office_id")?);
        let name: Option<String> = row.try_get("", "office_name")?;
        texts.push(Text {
            response: response.into(),
            text: row.try_get("", "text")?,
            office: office.map(OfficeId::from_uuid).zip(name),
            tags: Vec::new(),
        });
    }
    let mut tags = tags_of(tx, question, texts.iter().map(|text| text.response)).await?;
    for text in &mut texts {
        text.tags = tags.remove(&text.response).unwrap_or_default();
    }
    Ok((texts, u64::from(total)))
}

/// The tags of a question with how many texts have each, the most frequent first.
pub async fn tags(tx: &Tx, survey: SurveyId, question: QuestionId) -> Result<Vec<(String, u32)>, Error> {
    let values: [Value; 3] = [tx.tenant()?.uuid().into(), survey.uuid().into(), question.to_string().into()];
    let sql = "SELECT tag, COUNT(*) AS n FROM survey_tags
        WHERE tenant_id = $1 AND survey_id = $2 AND question = $3 GROUP BY tag ORDER BY n DESC, tag";
    let rows = tx.connection().query_all_raw(tx.statement(sql, values)).await?;
    rows.iter().map(|row| Ok((row.try_get("", "tag")?, count(row, "n")?))).collect()
}

async fn tags_of(
    tx: &Tx,
    question: QuestionId,
    responses: impl Iterator<Item = SurveyResponseId>,
) -> Result<BTreeMap<SurveyResponseId, Vec<String>>, Error> {
    let responses: Vec<Uuid> = responses.map(SurveyResponseId::uuid).collect();
    let mut tags: BTreeMap<SurveyResponseId, Vec<String>> = BTreeMap::new();
    for some in responses.chunks(500) {
        let rows = tx
            .rows::<survey_tags::Entity>()?
            .filter(survey_tags::Column::Question.eq(question.to_string()))
            .filter(survey_tags::Column::ResponseId.is_in(some.iter().copied()))
            .order_by_asc(survey_tags::Column::Tag)
            .all(tx.connection())
            .await?;
        for row in rows {
            tags.entry(row.response_id.into()).or_default().push(row.tag);
        }
    }
    Ok(tags)
}

/// Which of these answers have words to a question of the survey.
pub async fn written(
    tx: &Tx,
    survey: SurveyId,
    question: QuestionId,
    wanted: &[SurveyResponseId],
) -> Result<BTreeSet<SurveyResponseId>, Error> {
    let mut written = BTreeSet::new();
    for some in wanted.chunks(500) {
        let rows = tx
            .rows::<survey_answers::Entity>()?
            .filter(survey_answers::Column::SurveyId.eq(survey.uuid()))
            .filter(survey_answers::Column::Question.eq(question.to_string()))
            .filter(survey_answers::Column::Text.is_not_null())
            .filter(survey_answers::Column::ResponseId.is_in(some.iter().map(|id| id.uuid())))
            .all(tx.connection())
            .await?;
        written.extend(rows.into_iter().map(|row| SurveyResponseId::from_uuid(row.response_id)));
    }
    Ok(written)
}

/// A text whose tags are changed: what they were when they were read, and what they become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retagged {
    /// The answer it stands in.
    pub response: SurveyResponseId,
    /// As the form showed them.
    pub was: Vec<String>,
    /// As they were typed.
    pub becomes: Vec<String>,
}

/// Sets the tags of several texts to a question. Where a colleague set others meanwhile, nothing is changed and the answer
/// is which texts those are, with the tags that they have now.
pub async fn retag(
    tx: &Tx,
    survey: SurveyId,
    question: QuestionId,
    changes: &[Retagged],
    now: DateTime<Utc>,
) -> Result<Vec<(SurveyResponseId, Vec<String>)>, Error> {
    let sorted = |tags: &[String]| {
        let mut tags = tags.to_vec();
        tags.sort();
        tags
    };
    let current = tags_of(tx, question, changes.iter().map(|one| one.response)).await?;
    let now_has = |one: &Retagged| current.get(&one.response).cloned().unwrap_or_default();
    let retagged: Vec<_> = changes.iter().filter(|one| sorted(&one.was) != sorted(&one.becomes)).collect();
    let others = retagged.iter().filter(|one| {
        let now = sorted(&now_has(one));
        now != sorted(&one.was) && now != sorted(&one.becomes)
    });
    let others: Vec<_> = others.map(|one| (one.response, now_has(one))).collect();
    if !others.is_empty() || retagged.is_empty() {
        return Ok(others);
    }
    let tenant = tx.tenant()?.uuid();
    for one in &retagged {
        survey_tags::Entity::delete_many()
            .filter(survey_tags::Column::TenantId.eq(tenant))
            .filter(survey_tags::Column::ResponseId.eq(one.response.uuid()))
            .filter(survey_tags::Column::Question.eq(question.to_string()))
            .exec(tx.connection())
            .await?;
        let rows = one.becomes.iter().map(|tag| survey_tags::ActiveModel {
            tenant_id: Set(tenant),
            response_id: Set(one.response.uuid()),
            question: Set(question.to_string()),
            tag: Set(tag.clone()),
            survey_id: Set(survey.uuid()),
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            survey_tags::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
        }
    }
    let payload = json!({ "question": question, "texts": retagged.len() });
    tx.record(Event::of(now, "survey.tagged", "survey", survey.uuid(), payload))?;
    Ok(Vec::new())
}
