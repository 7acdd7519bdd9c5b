//! 宛名ラベル: addresses on sheets of A4 that office suppliers sell, ten to twenty-four to a sheet.

use crate::{BASE, Fonts, PostalAddress, RenderError, Rendered, file_name};
use chrono::{DateTime, Utc};
use pdf::Template;
use serde_json::json;

const TEMPLATE: Template = Template { main: include_str!("../templates/address_labels.typ"), parts: BASE };

/// How a sheet is cut. All have margins on all sides, as printers need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelSheet {
    /// 10面: two by five of 86.4 × 50.8 mm.
    Ten,
    /// 12面: two by six of 86.4 × 42.3 mm.
    Twelve,
    /// 18面: three by six of 63.5 × 46.6 mm.
    Eighteen,
    /// 21面: three by seven of 63.5 × 38.1 mm.
    TwentyOne,
    /// 24面: three by eight of 66.0 × 33.9 mm.
    TwentyFour,
}

/// The grid of a sheet, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// Labels side by side.
    pub columns: usize,
    /// Width and height of a label.
    pub label: [f64; 2],
    /// What is left at the side and above.
    pub margin: [f64; 2],
    /// What is left between two columns.
    pub gap: f64,
}

impl LabelSheet {
    /// Every sheet, the largest labels first.
    pub const ALL: [Self; 5] = [Self::Ten, Self::Twelve, Self::Eighteen, Self::TwentyOne, Self::TwentyFour];

    /// The sheet with so many labels.
    pub fn of(labels: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.labels() == usize::from(labels))
    }

    /// Labels on a sheet.
    pub const fn labels(self) -> usize {
        match self {
            Self::Ten => 10,
            Self::Twelve => 12,
            Self::Eighteen => 18,
            Self::TwentyOne => 21,
            Self::TwentyFour => 24,
        }
    }

    /// How it is cut.
    pub const fn grid(self) -> Grid {
        match self {
            Self::Ten => Grid { columns: 2, label: [86.4, 50.8], margin: [18.6, 21.5], gap: 0.0 },
            Self::Twelve => Grid { columns: 2, label: [86.4, 42.3], margin: [18.6, 21.6], gap: 0.0 },
            Self::Eighteen => Grid { columns: 3, label: [63.5, 46.6], margin: [7.2, 8.7], gap: 2.55 },
            Self::TwentyOne => Grid { columns: 3, label: [63.5, 38.1], margin: [7.2, 15.15], gap: 2.55 },
            Self::TwentyFour => Grid { columns: 3, label: [66.0, 33.9], margin: [6.0, 12.9], gap: 0.0 },
        }
    }

    /// `12面（86.4×42.3mm）`: as the package says, so that one can compare.
    pub fn words(self) -> String {
        let [width, height] = self.grid().label;
        format!("{}面（{width:.1}×{height:.1}mm）", self.labels())
    }
}

/// Labels for offices, in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressLabels {
    /// What they are for: the subject of a mailing.
    pub purpose: String,
    /// Who sends; stands in the file's properties.
    pub sender: String,
    /// How the sheets are cut.
    pub sheet: LabelSheet,
    /// The first label that is not used yet, from 1: sheets are used up.
    pub start: usize,
    /// To whom; 御中 is added.
    pub addresses: Vec<PostalAddress>,
}

impl AddressLabels {
    /// Sets the sheets. Text that is too long for its label is set smaller, never cut.
    ///
    /// # Errors
    /// When the template fails; that is a fault of the program.
    pub fn render(&self, made: DateTime<Utc>, fonts: &Fonts) -> Result<Rendered, RenderError> {
        let Self { purpose, sender, sheet, start, addresses } = self;
        let Grid { columns, label: [width, height], margin: [side, top], gap } = sheet.grid();
        let used = start.saturating_sub(1).min(sheet.labels() - 1);
        let places: Vec<Option<&PostalAddress>> =
            std::iter::repeat_n(None, used).chain(addresses.iter().map(Some)).collect();
        let pages: Vec<_> = places.chunks(sheet.labels()).collect();
        let view = json!({
            "title": format!("宛名ラベル　{purpose}"),
            "sender": sender,
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
        file_name(&["宛名ラベル", &format!("{}面", self.sheet.labels()), &self.purpose])
    }
}
