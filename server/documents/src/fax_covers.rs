//! FAX送付票: what is laid on top of what is faxed.

use crate::{BASE, Contact, Fonts, RenderError, Rendered, activity_letters::size_of, file_name};
use chrono::{DateTime, NaiveDate, Utc};
use domain::wareki::format_date;
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/fax_covers.typ"), parts: BASE };

/// To whom one cover is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaxCover {
    /// Its line in the list; empty on a cover for everybody.
    pub place: String,
    /// The office, without 御中.
    pub name: String,
    /// 御中, or 各位.
    pub honorific: &'static str,
    /// The fax number; empty on a cover for everybody.
    pub fax: String,
}

/// Covers in the order in which they are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaxCovers {
    /// From whom, and whom to call.
    pub sender: Contact,
    /// Day of the fax.
    pub sent_on: NaiveDate,
    /// 件名.
    pub subject: String,
    /// Sheets, this one among them.
    pub pages: u16,
    /// What is written.
    pub message: String,
    /// The covers.
    pub covers: Vec<FaxCover>,
}

impl FaxCovers {
    /// Sets the covers, each on one page. `made` goes into the file's properties.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { sender, sent_on, subject, pages, message, covers } = self;
        let covers: Vec<_> = covers
            .iter()
            .map(|FaxCover { place, name, honorific, fax }| {
                json!({ "place": place, "name": name, "honorific": honorific, "fax": fax })
            })
            .collect();
        let view = json!({
            "title": format!("FAX送付票　{subject}"),
            "sender": sender,
            "sent_on": format_date(*sent_on),
            "subject": subject,
            "pages": pages.to_string(),
            "message": message,
            "size": size_of(message, 120.0),
            "covers": covers,
        });
        pdf::render(&TEMPLATE, &view, made, fonts)
    }

    /// The name under which they are saved.
    pub fn file_name(&self, part: &str) -> String {
        file_name(&["FAX送付票", &self.subject, part])
    }
}
