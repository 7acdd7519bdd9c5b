//! 名札: for those who are expected at a session, and empty ones for those who come besides; ten to a sheet of A4, to be cut
//! or on a sheet of labels.

use crate::{BASE, Fonts, Grid, LabelSheet, RenderError, Rendered, file_name};
use chrono::{DateTime, Utc};
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/badges.typ"), parts: BASE };
const SHEET: LabelSheet = LabelSheet::Ten;

/// How many empty ones there are at least; the last sheet is filled up with them.
const EMPTY: usize = 5;

/// Whoever wears it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Badge {
    /// The office or body; empty to be written by hand.
    pub office: String,
    /// The name; empty to be written by hand.
    pub name: String,
}

/// The badges of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badges {
    /// Whose sheets (みどり野市); stands in the file's properties.
    pub body: String,
    /// Municipality and date.
    pub about: String,
    /// Who is expected.
    pub badges: Vec<Badge>,
}

impl Badges {
    /// Sets the sheets. A name that is too long for its badge is set smaller, never cut.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { body, about, badges } = self;
        let Grid { columns, label: [width, height], margin: [side, top], gap } = SHEET.grid();
        let empty = Badge::default();
        let all: Vec<_> = badges
            .iter()
            .chain(std::iter::repeat(&empty))
            .take((badges.len() + EMPTY).next_multiple_of(SHEET.labels()))
            .map(|one| json!({ "office": one.office, "name": one.name }))
            .collect();
        let pages: Vec<_> = all.chunks(SHEET.labels()).collect();
        let view = json!({
            "title": format!("名札　{about}"),
            "body": body,
            "about": about,
            "columns": columns,
            "width": width,
            "height": height,
            "side": side,
            "top": top,
            "gap": gap,
            "pages": pages,
        });
        pdf::render(&TEMPLATE, &view, made, fonts)
    }

    /// The name under which they are saved.
    pub fn file_name(&self) -> String {
        file_name(&["名札", &self.about])
    }
}
