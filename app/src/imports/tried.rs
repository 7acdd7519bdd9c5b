//! The first values of columns, read as what is chosen for them, before anything is kept.

use super::reading::ReadSheet;
use crate::messages::{imports as words, offices};
use domain::{
    imports::{Column, Field, Tried, column_letters, column_name, import_name, try_value},
    wareki,
};
use elements::{FormState, Tag, Tone};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The id of the part that says what the choices come to; the cells with the first values follow it.
pub const PART: &str = "reads";

/// The name of the button that only reads the first values.
pub const TRY: &str = "try";

/// What is chosen for a column.
pub fn chosen(form: &FormState, sheet: usize, column: &Column) -> Option<Field> {
    Field::named(form.value(&column_name(sheet, column.spot())))
}

/// Fields that are chosen for several columns of a sheet, with the letters of the columns.
pub fn twice(form: &FormState, sheet: usize, columns: &[Column]) -> BTreeMap<Field, Vec<String>> {
    let mut given: BTreeMap<Field, Vec<String>> = BTreeMap::new();
    for column in columns {
        if let Some(field) = chosen(form, sheet, column) {
            given.entry(field).or_default().push(column_letters(column.column));
        }
    }
    given.retain(|_, columns| columns.len() > 1);
    given
}

/// The first values of a column, each as it reads.
pub fn samples(field: Option<Field>, repeated: bool, samples: Vec<String>) -> AnyView {
    let Some(field) = field else { return samples.join("、").into_any() };
    let repeated = repeated
        .then(|| view! { <p><Tag tone=Tone::Attention label="ほかの列と同じ内容を選んでいます"/></p> });
    let lines = samples
        .into_iter()
        .map(|sample| {
            let (tag, read) = match try_value(field, &sample) {
                Tried::As(read) => (None, shown(field, read)),
                Tried::Doubtful(read) => (Some((Tone::Attention, "確かめてください")), shown(field, read)),
                Tried::Not => (Some((Tone::Danger, "読めません")), sample.clone()),
            };
            let tag = tag.map(|(tone, label)| view! { <Tag tone label=label/>" " });
            let read = (read != sample).then(|| format!(" → {read}"));
            view! { <p>{tag}{sample}{read}</p> }
        })
        .collect_view();
    view! { {repeated}{lines} }.into_any()
}

/// A value as it is kept, in words.
fn shown(field: Field, read: String) -> String {
    match field {
        Field::Detail(detail) => offices::value(detail, &read),
        Field::AdoptedOn => read.parse().map_or(read, wareki::format_date),
        Field::OfficeNumber
        | Field::Service
        | Field::Offers(_)
        | Field::ValidUntil
        | Field::Latitude
        | Field::Longitude => read,
    }
}

/// What the choices come to: columns that are given the same, and values that do not read.
pub fn told(form: &FormState, sheets: &[ReadSheet]) -> AnyView {
    let mut lines = Vec::new();
    let mut unread = 0;
    for ReadSheet { table, .. } in sheets {
        if form.value(&import_name(table.sheet)) != "yes" {
            continue;
        }
        let place = if sheets.len() > 1 {
            format!("{}枚目のシートで、", table.sheet + 1)
        } else {
            String::new()
        };
        for (field, columns) in twice(form, table.sheet, &table.columns) {
            lines.push(format!(
                "{place}「{}」を{}列に選んでいます。1つを残して、ほかは「使わない」にしてください。",
                words::field(field),
                columns.join("・")
            ));
        }
        for column in &table.columns {
            if let Some(field) = chosen(form, table.sheet, column) {
                unread += column.samples.iter().filter(|text| try_value(field, text) == Tried::Not).count();
            }
        }
    }
    lines.push(if unread > 0 {
        format!("いまの選び方では、はじめの値のうち{unread}個が読めません。「読めません」の印がある列を確かめてください。")
    } else {
        "いまの選び方で、はじめの値はすべて読めます。".to_owned()
    });
    let lines = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    view! { <div id=PART role="status">{lines}</div> }.into_any()
}
