//! Two sides of a survey counted together: one question by another, or by what the register says of the offices.

use super::results::count;
use crate::{Error, Tx};
use domain::{
    ids::SurveyId,
    surveys::{Crossed, Key, OTHER, OfficeSide, QuestionId, Side},
};
use sea_orm::{ConnectionTrait, QueryResult, Value};

/// Answers that have both sides, counted. What the register says is what it says now; an answer without an office has
/// no such side.
pub async fn crossed(tx: &Tx, survey: SurveyId, row: Side, column: QuestionId) -> Result<Crossed, Error> {
    let mut values: Vec<Value> =
        vec![tx.tenant()?.uuid().into(), survey.uuid().into(), column.to_string().into()];
    if let Side::Question(question) = row {
        values.push(question.to_string().into());
    }
    let Sides { from, row_keys } = sides(row);
    let column_keys = "b.choice AS cc, b.number AS cn";
    let n = "COUNT(DISTINCT b.response_id) AS n";
    let count_by =
        |keys: &str, group: &str| tx.statement(&format!("SELECT {keys}{n} {from}{group}"), values.clone());
    let mut crossed = Crossed::default();
    let cells = count_by(&format!("{row_keys}, {column_keys}, "), " GROUP BY 1, 2, 3, 4");
    for found in tx.connection().query_all_raw(cells).await? {
        let keys = (row_key(row, &found)?, key(&found, "cc", "cn")?);
        crossed.cells.insert(keys, count(&found, "n")?);
    }
    for found in tx.connection().query_all_raw(count_by(&format!("{row_keys}, "), " GROUP BY 1, 2")).await? {
        crossed.rows.insert(row_key(row, &found)?, count(&found, "n")?);
    }
    for found in
        tx.connection().query_all_raw(count_by(&format!("{column_keys}, "), " GROUP BY 1, 2")).await?
    {
        crossed.columns.insert(key(&found, "cc", "cn")?, count(&found, "n")?);
    }
    if let Some(found) = tx.connection().query_one_raw(count_by("", "")).await? {
        crossed.total = count(&found, "n")?;
    }
    Ok(crossed)
}

/// Where the rows come from, and what tells them apart.
struct Sides {
    from: &'static str,
    row_keys: &'static str,
}

const fn sides(row: Side) -> Sides {
    match row {
        Side::Question(_) => Sides {
            from: "FROM survey_answers b JOIN survey_answers a
                 ON a.tenant_id = b.tenant_id AND a.response_id = b.response_id AND a.question = $4
               WHERE b.tenant_id = $1 AND b.survey_id = $2 AND b.question = $3",
            row_keys: "a.choice AS rc, a.number AS rn",
        },
        Side::Office(OfficeSide::Area) => Sides {
            from: "FROM survey_answers b
               JOIN survey_responses r ON r.tenant_id = b.tenant_id AND r.id = b.response_id
               JOIN offices o ON o.tenant_id = r.tenant_id AND o.id = r.office_id
               WHERE b.tenant_id = $1 AND b.survey_id = $2 AND b.question = $3",
            row_keys: "o.area AS rc, CAST(NULL AS BIGINT) AS rn",
        },
        Side::Office(OfficeSide::Corporation) => Sides {
            from: "FROM survey_answers b
               JOIN survey_responses r ON r.tenant_id = b.tenant_id AND r.id = b.response_id
               JOIN offices o ON o.tenant_id = r.tenant_id AND o.id = r.office_id
               LEFT JOIN corporations c ON c.tenant_id = o.tenant_id AND c.id = o.corporation_id
               WHERE b.tenant_id = $1 AND b.survey_id = $2 AND b.question = $3",
            row_keys: "COALESCE(c.name, '') AS rc, CAST(NULL AS BIGINT) AS rn",
        },
        Side::Office(OfficeSide::Service) => Sides {
            from: "FROM survey_answers b
               JOIN survey_responses r ON r.tenant_id = b.tenant_id AND r.id = b.response_id
               JOIN office_services s ON s.tenant_id = r.tenant_id AND s.office_id = r.office_id
               WHERE b.tenant_id = $1 AND b.survey_id = $2 AND b.question = $3",
            row_keys: "s.service_code AS rc, CAST(NULL AS BIGINT) AS rn",
        },
    }
}

fn row_key(side: Side, row: &QueryResult) -> Result<Key, Error> {
    match side {
        Side::Question(_) => key(row, "rc", "rn"),
        Side::Office(_) => Ok(Key::Named(row.try_get("", "rc")?)),
    }
}

/// What a row of answers says: a choice or a step.
fn key(row: &QueryResult, choice: &str, number: &str) -> Result<Key, Error> {
    let (choice, number): (Option<String>, Option<i64>) =
        (row.try_get("", choice)?, row.try_get("", number)?);
    match (choice, number) {
        (Some(choice), _) if choice == OTHER => Ok(Key::Other),
        (Some(choice), _) => choice.parse().map(Key::Choice).map_err(|_| Error::Unreadable(choice)),
        (None, Some(step)) => Ok(Key::Step(step)),
        (None, None) => Err(Error::Unreadable("an answer without a choice or a number".to_owned())),
    }
}
