//! 機材貸出票: goes into the box, and comes back in it, signed at each hand-over.

use crate::{BASE, Fonts, RenderError, Rendered, file_name};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    demos::{LoanDays, LoanMarks},
    wareki::{format_date, format_date_with_weekday},
};
use pdf::Template;
use serde_json::json;

const SHEET: Template = Template { main: include_str!("../templates/loan_sheet.typ"), parts: BASE };

/// What is lent for a session, one page a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoanSheet {
    /// Who lends.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Municipality and date.
    pub about: String,
    /// When it goes and comes back.
    pub days: LoanDays,
    /// Where it goes, and who is there.
    pub contact: String,
    /// Where it comes back to, and whom to call.
    pub desk: String,
    /// The boxes: name and what was noted.
    pub boxes: Vec<(String, LoanMarks)>,
}

impl LoanSheet {
    /// Sets the sheet. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { from, to, about, days, contact, desk, boxes } = self;
        let day = |day: Option<NaiveDate>| day.map(format_date).unwrap_or_default();
        let boxes: Vec<_> = boxes
            .iter()
            .map(|(name, marks)| {
                json!({
                    "name": name,
                    "items": marks.items,
                    "shipped_on": day(marks.shipped_on),
                    "arrived_on": day(marks.arrived_on),
                    "returned_on": day(marks.returned_on),
                    "note": marks.note,
                })
            })
            .collect();
        let view = json!({
            "title": format!("機材貸出票　{about}"),
            "from": from,
            "to": to,
            "about": about,
            "ships": format_date_with_weekday(days.ships),
            "returns": format_date_with_weekday(days.returns),
            "contact": contact,
            "desk": desk,
            "boxes": boxes,
        });
        pdf::render(&SHEET, &view, made, fonts)
    }

    /// The name under which it is saved.
    pub fn file_name(&self) -> String {
        file_name(&["機材貸出票", &self.about])
    }
}
