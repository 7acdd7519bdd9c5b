//! What was answered, counted by the database: an index leads to the rows of a survey, and every number of the page of
//! results comes from it (`server/benches/measures/surveys.rs` measures it).

use super::{Version, versions};
use crate::{Error, Tx};
use domain::{
    ids::SurveyId,
    surveys::{AnswerChannel, Answered, Counted, Kind, OTHER, Question, QuestionId, ShowIf, asked},
};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use std::collections::BTreeMap;

/// Everything that was handed in to a survey, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Results {
    /// What each version asked, and how many answered it.
    pub versions: Vec<Answered>,
    /// How many came in on which way.
    pub channels: BTreeMap<AnswerChannel, u32>,
    /// The answers by question; one that nobody answered is not here.
    counted: BTreeMap<QuestionId, Counted>,
}

/// The answers of a survey (`$1` the tenant, `$2` the survey) by question, choice and number; every answer has its first
/// place, so that counts those who answered.
pub const COUNTED: &str = "
    SELECT question, choice, number, COUNT(*) AS n, SUM(CASE WHEN place = 0 THEN 1 ELSE 0 END) AS answered
    FROM survey_answers WHERE tenant_id = $1 AND survey_id = $2 GROUP BY question, choice, number";

/// How many were handed in (`$1` the tenant, `$2` the survey), by version and by way.
pub const RESPONSES: &str = "
    SELECT number, channel, COUNT(*) AS n FROM survey_responses
    WHERE tenant_id = $1 AND survey_id = $2 AND state = 'submitted' GROUP BY number, channel";

impl Results {
    /// How many answers were handed in.
    pub fn responses(&self) -> u32 {
        self.versions.iter().map(|version| version.responses).sum()
    }

    /// The answers to a question, with how many were asked it.
    pub fn counted(&self, id: QuestionId) -> Counted {
        let counted = self.counted.get(&id).cloned().unwrap_or_default();
        Counted { asked: asked(&self.versions, id), ..counted }
    }
}

/// Counts everything that was handed in to a survey.
pub async fn of_survey(tx: &Tx, survey: SurveyId) -> Result<Results, Error> {
    let (mut responses, mut channels) = (BTreeMap::<i32, u32>::new(), BTreeMap::new());
    for row in rows(tx, RESPONSES, survey).await? {
        let (number, channel): (i32, String) = (row.try_get("", "number")?, row.try_get("", "channel")?);
        let channel = AnswerChannel::from_code(&channel).ok_or(Error::Unreadable(channel))?;
        let n = count(&row, "n")?;
        *responses.entry(number).or_default() += n;
        *channels.entry(channel).or_default() += n;
    }
    let mut counted = BTreeMap::<QuestionId, Counted>::new();
    for row in rows(tx, COUNTED, survey).await? {
        add(&mut counted, &row)?;
    }
    let several = responses.len() > 1;
    let mut answered = Vec::new();
    for Version { number, questionnaire, .. } in versions(tx, survey).await? {
        let responses = responses.get(&number).copied().unwrap_or(0);
        let mut shown = BTreeMap::new();
        for question in questionnaire.questions.iter().filter(|_| responses > 0) {
            let Some(condition) = &question.show_if else { continue };
            let by = questionnaire.question(condition.question);
            let known = by.filter(|_| !several).and_then(|by| chose_one(by, condition, &counted));
            let to = match known {
                Some(known) => known,
                None => chose(tx, survey, condition, several.then_some(number)).await?,
            };
            shown.insert(question.id, to);
        }
        answered.push(Answered { number, questionnaire, responses, shown });
    }
    Ok(Results { versions: answered, channels, counted })
}

/// How many chose one of these, from what is counted already: where each answer has one choice, they add up.
fn chose_one(by: &Question, condition: &ShowIf, counted: &BTreeMap<QuestionId, Counted>) -> Option<u32> {
    if !matches!(by.kind, Kind::Single { .. }) {
        return None;
    }
    let choices = counted.get(&by.id).map(|counted| &counted.choices);
    let of = |choice| choices.and_then(|choices| choices.get(choice)).copied().unwrap_or(0);
    Some(condition.any_of.iter().map(of).sum())
}

/// How many chose one of these or several, in one version or in all.
async fn chose(tx: &Tx, survey: SurveyId, condition: &ShowIf, version: Option<i32>) -> Result<u32, Error> {
    // Letters that were read as such, never typed text.
    let letters: Vec<_> = condition.any_of.iter().map(|choice| format!("'{choice}'")).collect();
    let letters = if letters.is_empty() { "''".to_owned() } else { letters.join(", ") };
    let within = if version.is_some() {
        "AND response_id IN (SELECT id FROM survey_responses WHERE tenant_id = $1 AND survey_id = $2 AND number = $4)"
    } else {
        ""
    };
    let sql = format!(
        "SELECT COUNT(DISTINCT response_id) AS n FROM survey_answers
         WHERE tenant_id = $1 AND survey_id = $2 AND question = $3 AND choice IN ({letters}) {within}"
    );
    let mut values: Vec<Value> =
        vec![tx.tenant()?.uuid().into(), survey.uuid().into(), condition.question.to_string().into()];
    values.extend(version.map(Value::from));
    let row = tx.connection().query_one_raw(tx.statement(&sql, values)).await?;
    row.map_or(Ok(0), |row| count(&row, "n"))
}

fn add(counted: &mut BTreeMap<QuestionId, Counted>, row: &QueryResult) -> Result<(), Error> {
    let (question, choice): (String, Option<String>) =
        (row.try_get("", "question")?, row.try_get("", "choice")?);
    let number: Option<i64> = row.try_get("", "number")?;
    let (n, answered) = (count(row, "n")?, count(row, "answered")?);
    let question: QuestionId = question.parse().map_err(|_| Error::Unreadable(question))?;
    let counted = counted.entry(question).or_default();
    counted.answered += answered;
    match (choice, number) {
        (Some(choice), _) if choice == OTHER => counted.other += n,
        (Some(choice), _) => {
            let id = choice.parse().map_err(|_| Error::Unreadable(choice))?;
            *counted.choices.entry(id).or_default() += n;
        }
        (None, Some(number)) => *counted.numbers.entry(number).or_default() += n,
        // A text, which is counted as an answer alone.
        (None, None) => {}
    }
    Ok(())
}

/// The rows of a query about a survey.
async fn rows(tx: &Tx, sql: &str, survey: SurveyId) -> Result<Vec<QueryResult>, Error> {
    let values: [Value; 2] = [tx.tenant()?.uuid().into(), survey.uuid().into()];
    Ok(tx.connection().query_all_raw(tx.statement(sql, values)).await?)
}

/// A count of a row.
pub(super) fn count(row: &QueryResult, column: &str) -> Result<u32, Error> {
    let n: i64 = row.try_get("", column)?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}
