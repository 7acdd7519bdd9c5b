//! Cross tables, to look at and to save.

use super::{
    found,
    results::{asked_in, small},
};
use crate::{actor::Reader, app::App, error::Error, export::Saving, page::Page};
use app::{
    messages::survey_results::{HIDDEN, head, numbered, office_side, percent, side},
    surveys::{CrossView, SurveyCrossPage, SurveyCrossView},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    form::Typed,
    ids::SurveyId,
    service_type::ServiceType,
    surveys::{Cross, Heads, OfficeSide, Question, QuestionId, Questionnaire, Side, Small},
};
use leptos::prelude::*;
use serde::Deserialize;
use store::{
    Tx,
    surveys::{Survey, crossing::crossed, results::of_survey},
};
use tables::{Column, Kind, Table, Value};

/// What an address may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    row: String,
    column: String,
    small: String,
}

/// The page: the choice of two sides, and their table.
pub async fn show(
    reader: Reader,
    State(app): State<App>,
    Path((slug, id)): Path<(String, SurveyId)>,
    Query(asked): Query<Asked>,
    page: Page,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    let questionnaire = asked_in(&survey, &of_survey(&tx, id).await?);
    let small = small(&survey, &asked.small);
    let columns: Vec<_> = questionnaire
        .questions
        .iter()
        .filter(|question| question.heads().is_some())
        .map(|question| (question.id.to_string(), numbered(&questionnaire, question.id)))
        .collect();
    let of_office = OfficeSide::ALL.map(|side| (side.code().to_owned(), office_side(side).to_owned()));
    let rows = of_office.into_iter().filter(|_| !survey.anonymous).chain(columns.clone()).collect();
    // A link from a question names its column alone.
    let asked = if asked.column.is_empty() { asked } else { chosen(&survey, &questionnaire, asked) };
    let (table, refused) = if asked.row.is_empty() || asked.column.is_empty() {
        (None, None)
    } else {
        match table(&tx, &survey, &questionnaire, &asked, small).await? {
            Ok(table) => (Some(table), None),
            Err(why) => (None, Some(why)),
        }
    };
    let view = SurveyCrossView {
        slug,
        id,
        title: survey.title.clone(),
        anonymous: survey.anonymous,
        rows,
        columns,
        typed: Typed::default().with("row", asked.row).with("column", asked.column),
        small,
        table,
        refused,
    };
    Ok(page.ok("クロス集計", move || view! { <SurveyCrossPage cross=view/> }))
}

/// The table to save.
pub async fn export(
    reader: Reader,
    State(app): State<App>,
    Path((_, id)): Path<(String, SurveyId)>,
    Query(asked): Query<Asked>,
    saving: Saving,
) -> Result<Response, Error> {
    let tx = app.store.read(&reader.scope()).await?;
    let survey = found(&tx, id).await?;
    let questionnaire = asked_in(&survey, &of_survey(&tx, id).await?);
    let small = small(&survey, &asked.small);
    let asked = chosen(&survey, &questionnaire, asked);
    let table = table(&tx, &survey, &questionnaire, &asked, small).await?.map_err(|_| Error::NotFound)?;
    let name = format!("クロス集計_{}", survey.title);
    saving.answer(&name, saved(&table))
}

/// What was asked for, with what it leaves open: the first question, by the services of the offices, or of an anonymous
/// survey by the first other question.
fn chosen(survey: &Survey, questionnaire: &Questionnaire, asked: Asked) -> Asked {
    let with_heads = questionnaire.questions.iter().filter(|question| question.heads().is_some());
    let ids: Vec<String> = with_heads.map(|question| question.id.to_string()).collect();
    let first_but = |other: &str| ids.iter().find(|id| *id != other).cloned().unwrap_or_default();
    let column = if asked.column.is_empty() { first_but(&asked.row) } else { asked.column };
    let row = match asked.row {
        row if !row.is_empty() => row,
        _ if survey.anonymous => first_but(&column),
        _ => OfficeSide::Service.code().to_owned(),
    };
    Asked { row, column, ..asked }
}

/// The table of two sides, or why there is none.
async fn table(
    tx: &Tx,
    survey: &Survey,
    questionnaire: &Questionnaire,
    asked: &Asked,
    small: Small,
) -> Result<Result<CrossView, &'static str>, Error> {
    let heads = |id: QuestionId| questionnaire.question(id).and_then(Question::heads);
    let column = asked.column.parse().ok().and_then(|id: QuestionId| Some((id, heads(id)?)));
    let (Ok(row), Some((column, columns))) = (asked.row.parse::<Side>(), column) else {
        return Ok(Err("選べる行と列を、もう一度選んでください"));
    };
    let of_row = match row {
        Side::Question(id) if id == column => return Ok(Err("行と列に、違う設問を選んでください")),
        Side::Question(id) => match heads(id) {
            Some(heads) => Some(heads),
            None => return Ok(Err("行には、選択肢か段階で答える設問を選んでください")),
        },
        Side::Office(_) if survey.anonymous => {
            return Ok(Err("無記名のアンケートは、事業所の属性では集計できません"));
        }
        Side::Office(_) => None,
    };
    let mut counted = crossed(tx, survey.id, row, column).await?;
    let rows = match (of_row, row) {
        (None, Side::Office(side)) => counted.office_rows(side, |name| label(side, name), small),
        (heads, _) => heads.unwrap_or(Heads { heads: Vec::new(), parts: false }),
    };
    let (rows_overlap, columns_overlap) = (!rows.parts, !columns.parts);
    Ok(Ok(CrossView {
        row,
        row_name: side(questionnaire, row),
        column,
        column_name: numbered(questionnaire, column),
        rows_overlap,
        columns_overlap,
        cross: Cross::of(rows, columns, &counted, small),
    }))
}

/// What the register says of an office, in words.
fn label(side: OfficeSide, name: &str) -> String {
    match side {
        OfficeSide::Service => {
            ServiceType::from_code(name).map_or_else(|| name.to_owned(), |service| service.name().to_owned())
        }
        OfficeSide::Area | OfficeSide::Corporation => name.to_owned(),
    }
}

/// The table with a column for each number and one for its part of the row.
fn saved(table: &CrossView) -> Table {
    let CrossView { row_name, column_name, cross, .. } = table;
    let mut columns = vec![Column::new(row_name.as_str(), Kind::Text)];
    for one in &cross.columns {
        columns.push(Column::new(head(one), Kind::Number));
        columns.push(Column::new(format!("{}（割合）", head(one)), Kind::Text));
    }
    columns.push(Column::new("合計", Kind::Number));
    let number =
        |count: Option<u32>| count.map_or_else(|| Value::from(HIDDEN), |count| i64::from(count).into());
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (place, row) in cross.rows.iter().enumerate() {
        let mut cells: Vec<Value> = vec![head(row).into()];
        for (column, count) in cross.cells.get(place).into_iter().flatten().enumerate() {
            cells.push(number(*count));
            cells.push(cross.share(place, column).map_or(Value::Empty, |share| percent(share).into()));
        }
        cells.push(number(cross.row_totals.get(place).copied().flatten()));
        rows.push(cells);
    }
    let mut totals: Vec<Value> = vec!["合計".into()];
    for count in &cross.column_totals {
        totals.extend([number(*count), Value::Empty]);
    }
    totals.push(number((!cross.too_few).then_some(cross.total)));
    rows.push(totals);
    Table { title: format!("クロス集計 {column_name}"), columns, rows }
}
