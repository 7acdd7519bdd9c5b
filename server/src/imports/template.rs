//! An empty list to be filled in, for whoever has none yet, and what its columns are, for whoever makes lists by program.

use crate::{actor::Keeper, app::App, download, error::Error};
use axum::{extract::State, response::Response};
use domain::{imports::Field, offices::Detail};
use serde_json::json;
use tables::{Column, Kind, Table};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The workbook: every column takes text, so that no zero is lost.
pub async fn workbook(_: Keeper, State(app): State<App>) -> Result<Response, Error> {
    let columns = Field::to_fill_in().map(|(_, heading)| Column::new(heading, Kind::Text)).collect();
    let table: Table = Table { title: "事業所一覧".to_owned(), columns, rows: Vec::new() };
    let bytes = tables::xlsx(table, app.clock.now());
    let bytes = bytes.map_err(|_| Error::Internal("an empty list could not be written"))?;
    Ok(download::file("事業所一覧のひな形.xlsx", WORKBOOK, bytes))
}

/// The columns as a Table Schema (Frictionless Data): one row an office and service.
pub async fn schema(_: Keeper) -> Result<Response, Error> {
    let key = [Field::OfficeNumber, Field::Service].map(Field::name);
    let fields = Field::to_fill_in().map(|(field, heading)| {
        let (kind, format) = kind(field);
        let is_required = matches!(field, Field::OfficeNumber | Field::Service | Field::Detail(Detail::Name));
        json!({
            "name": heading,
            "title": field.name(),
            "type": kind,
            "format": format,
            "constraints": { "required": is_required },
        })
    });
    let of_key = |(field, heading): (Field, &'static str)| key.contains(&field.name()).then_some(heading);
    let schema = json!({
        "fields": fields.collect::<Vec<_>>(),
        "missingValues": [""],
        "primaryKey": Field::to_fill_in().filter_map(of_key).collect::<Vec<_>>(),
    });
    let bytes = serde_json::to_vec_pretty(&schema);
    let bytes = bytes.map_err(|_| Error::Internal("the columns of a list could not be written down"))?;
    Ok(download::file("事業所一覧の項目.json", "application/json", bytes))
}

/// Type and format of a column in the words of Table Schema.
const fn kind(field: Field) -> (&'static str, &'static str) {
    match field {
        Field::Detail(Detail::Capacity) => ("integer", "default"),
        Field::Detail(Detail::DesignatedOn | Detail::StatusOn) => ("date", "default"),
        Field::Detail(Detail::Email) => ("string", "email"),
        Field::Detail(Detail::Url) => ("string", "uri"),
        _ => ("string", "default"),
    }
}
