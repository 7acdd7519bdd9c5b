//! 周知の記録: who was told, when and by which way, and who could not be reached; for the file of a campaign.

use crate::{BASE, Fonts, RenderError, Rendered, file_name};
use chrono::{DateTime, NaiveDate, Utc};
use domain::wareki::format_date;
use pdf::Template;
use serde_json::{Value, json};

const TEMPLATE: Template = Template { main: include_str!("../templates/proof_sheet.typ"), parts: BASE };

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofSheetLine {
    /// 事業所番号.
    pub number: String,
    /// 事業所名.
    pub name: String,
    /// By which ways it was told and when, or why it was not.
    pub words: String,
}

/// A record as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofSheet {
    /// The campaign.
    pub title: String,
    /// Whose it is.
    pub from: String,
    /// As of which day.
    pub as_of: NaiveDate,
    /// Offices that were told, by number.
    pub reached: Vec<ProofSheetLine>,
    /// Offices that were not.
    pub missed: Vec<ProofSheetLine>,
}

impl ProofSheet {
    /// Sets the record. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        pdf::render(&TEMPLATE, &self.view(), made, fonts)
    }

    /// The name under which the record is saved.
    pub fn file_name(&self) -> String {
        file_name(&["周知の記録", &self.title])
    }

    fn view(&self) -> Value {
        let Self { title, from, as_of, reached, missed } = self;
        let rows = |lines: &[ProofSheetLine]| -> Vec<Value> {
            lines.iter().map(|line| json!([line.number, line.name, line.words])).collect()
        };
        let counts = [
            ("対象の事業所".to_owned(), reached.len() + missed.len()),
            ("届いた事業所".to_owned(), reached.len()),
            ("届いていない事業所".to_owned(), missed.len()),
        ];
        let counts: Vec<_> =
            counts.into_iter().map(|(what, count)| json!([what, format!("{count}件")])).collect();
        json!({
            "title": title, "from": from, "as_of": format_date(*as_of), "counts": counts,
            "reached": rows(reached), "missed": rows(missed),
        })
    }
}
