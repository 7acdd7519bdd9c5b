//! 講師派遣依頼書: what a federation sends to 国保中央会 by post or fax, with a part to answer on.

use crate::{BASE, Fonts, RenderError, Rendered, file_name};
use chrono::{DateTime, NaiveDate, Utc};
use domain::wareki::format_date;
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/dispatch_sheet.typ"), parts: BASE };

/// A request as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DispatchSheet {
    /// To whom (国民健康保険中央会).
    pub to: String,
    /// From whom (みどり県国民健康保険団体連合会).
    pub from: String,
    /// The day on which it was asked for.
    pub asked_on: NaiveDate,
    /// The municipality.
    pub municipality: String,
    /// The facts: label and words, in order.
    pub facts: Vec<(String, String)>,
    /// What the speaker is asked to do.
    pub purpose: String,
    /// The parts of the 旅費, the last the sum; empty where nothing was estimated.
    pub costs: Vec<(String, String)>,
    /// Whom to call: name, telephone, address.
    pub contact: Vec<(String, String)>,
    /// The answer, where there is one: label and words.
    pub answer: Vec<(String, String)>,
}

impl DispatchSheet {
    /// Sets the sheet. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        pdf::render(&TEMPLATE, &self.view(), made, fonts)
    }

    /// The name under which the sheet is saved.
    pub fn file_name(&self) -> String {
        file_name(&["講師派遣依頼書", &self.municipality])
    }

    fn view(&self) -> serde_json::Value {
        let Self { to, from, asked_on, municipality, facts, purpose, costs, contact, answer } = self;
        let asked_on = format_date(*asked_on);
        json!({
            "to": to, "from": from, "asked_on": asked_on, "municipality": municipality, "facts": facts,
            "purpose": purpose, "costs": costs, "contact": contact, "answer": answer,
        })
    }
}
