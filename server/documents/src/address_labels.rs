//! 宛名ラベル: addresses on sheets of A4 that office suppliers sell, twelve or twenty-four to a sheet.

use crate::{BASE, Fonts, PostalAddress, RenderError, Rendered, file_name};
use chrono::{DateTime, Utc};
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/address_labels.typ"), parts: BASE };

/// How a sheet is cut. Both have margins on all sides, as printers need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelSheet {
    /// 12面: two by six of 86.4 × 42.3 mm.
    Twelve,
    /// 24面: three by eight of 66.0 × 33.9 mm.
    TwentyFour,
}

impl LabelSheet {
    /// The sheet with so many labels.
    pub const fn of(labels: u8) -> Option<Self> {
        match labels {
            12 => Some(Self::Twelve),
            24 => Some(Self::TwentyFour),
            _ => None,
        }
    }

    /// Labels on a sheet.
    pub const fn labels(self) -> usize {
        match self {
            Self::Twelve => 12,
            Self::TwentyFour => 24,
        }
    }

    /// Columns; width and height of a label; margins at the side and above. In millimetres.
    const fn measures(self) -> (usize, [f64; 4]) {
        match self {
            Self::Twelve => (2, [86.4, 42.3, 18.6, 21.6]),
            Self::TwentyFour => (3, [66.0, 33.9, 6.0, 12.9]),
        }
    }
}

/// Labels for offices, in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressLabels {
    /// What they are for: the subject of a campaign.
    pub purpose: String,
    /// Who sends; stands in the file's properties.
    pub sender: String,
    /// How the sheets are cut.
    pub sheet: LabelSheet,
    /// To whom; 御中 is added.
    pub addresses: Vec<PostalAddress>,
}

impl AddressLabels {
    /// Sets the sheets. Text that is too long for its label is set smaller, never cut.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { purpose, sender, sheet, addresses } = self;
        let (columns, [width, height, side, top]) = sheet.measures();
        let pages: Vec<_> = addresses.chunks(sheet.labels()).collect();
        let view = json!({
            "title": format!("宛名ラベル　{purpose}"),
            "sender": sender,
            "columns": columns,
            "width": width,
            "height": height,
            "side": side,
            "top": top,
            "pages": pages,
        });
        pdf::render(&TEMPLATE, &view, made, fonts)
    }

    /// The name under which they are saved.
    pub fn file_name(&self) -> String {
        let cut = match self.sheet {
            LabelSheet::Twelve => "12面",
            LabelSheet::TwentyFour => "24面",
        };
        file_name(&["宛名ラベル", cut, &self.purpose])
    }
}
