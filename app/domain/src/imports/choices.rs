//! What a person chose about a file: everything that the program proposes can be set otherwise.

use super::{
    corrections::Correction,
    field::Field,
    header::Header,
    issue::{Code, Level},
    spot::Spot,
};
use crate::{
    adoption::Source, municipality_code::MunicipalityCode, office_number::OfficeNumber,
    service_type::ServiceType,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a list is for, and so what its rows must say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListKind {
    /// The register itself: every row needs an office number and a service.
    #[default]
    Offices,
    /// Offices that use the system (domain.md §2.3): a name or a number is enough, the row is matched to the register.
    Adopters,
    /// Telephone, fax and mail addresses of offices: a name or a number is enough.
    Contacts,
}

impl ListKind {
    /// How much an issue matters in such a list; nothing when it is none there. Where rows are only matched to the
    /// register, what the register needs is not asked of them.
    pub(super) const fn level(self, usual: Level, code: Code) -> Option<Level> {
        match (self, code) {
            (Self::Adopters | Self::Contacts, Code::NumberMissing | Code::PhoneMissing) => None,
            (
                Self::Adopters | Self::Contacts,
                Code::NumberUnusable | Code::NumberRounded | Code::NumberLeadingZeroLost,
            ) => Some(Level::Warning),
            (Self::Adopters | Self::Contacts, Code::ServiceUnknown) => Some(Level::Note),
            (Self::Offices | Self::Adopters | Self::Contacts, _) => Some(usual),
        }
    }
}

/// What becomes of the offices of a list that the register has already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Existing {
    /// They become what the list says.
    #[default]
    Update,
    /// The list only adds what is not known of them.
    Complete,
    /// They stay as they are.
    Keep,
}

impl Existing {
    /// All of them, in the order of a choice.
    pub const ALL: [Self; 3] = [Self::Update, Self::Complete, Self::Keep];

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Update => "update",
            Self::Complete => "complete",
            Self::Keep => "keep",
        }
    }

    /// Reads the word stored and posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|existing| existing.name() == name)
    }
}

/// What a list of adopters does not say of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdopterFacts {
    /// Whose list it is.
    pub source: Source,
    /// The day for which it holds.
    pub as_of: NaiveDate,
}

/// The office that a row means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meant {
    /// Name of the sheet.
    pub sheet: String,
    /// The row.
    pub row: u32,
    /// The office.
    pub number: OfficeNumber,
}

/// The choices of one batch. Empty choices take every proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// What the list is for.
    pub kind: ListKind,
    /// Whose list of adopters it is and for which day it holds; none for other lists.
    pub adopters: Option<AdopterFacts>,
    /// What becomes of offices that the register has already.
    pub existing: Existing,
    /// Codes whose rows are wanted; none means all.
    pub municipalities: BTreeSet<MunicipalityCode>,
    /// What the municipality is called, by which rows of others are known where no column has their codes; empty where that
    /// is not known.
    pub town: String,
    /// By the name of the sheet.
    pub sheets: BTreeMap<String, SheetChoice>,
    /// Rows whose proposed office number a person confirmed: name of the sheet and row.
    pub confirmed: BTreeSet<(String, u32)>,
    /// Offices of the register that a person says are meant by rows that do not name them surely.
    pub meant: Vec<Meant>,
    /// Cells that a person put right.
    pub corrections: Vec<Correction>,
    /// What a person calls a service, where no list of names has it.
    pub services: BTreeMap<String, ServiceType>,
    /// Rows that a person left out: name of the sheet and row.
    pub left_out: BTreeSet<(String, u32)>,
    /// Nothing is written as long as one row has an error; otherwise the rows without one are.
    pub whole: bool,
    /// Services for which the list is declared complete, within the wanted municipalities.
    pub complete: BTreeSet<ServiceType>,
    /// Services that are gone from the list and are closed with the import, by office.
    pub closing: BTreeMap<OfficeNumber, BTreeSet<ServiceType>>,
}

/// The choices of one sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetChoice {
    /// Whether the sheet is imported; a visible sheet with a table is, if nobody says otherwise.
    pub import: Option<bool>,
    /// The header, where the one found is wrong.
    pub header: Option<Header>,
    /// Physical rows of a record, where the number found is wrong.
    pub lines: Option<u8>,
    /// What a column holds, where the proposal is wrong; `None` leaves the column out.
    pub columns: BTreeMap<Spot, Option<Field>>,
    /// The service of all rows, where no column says it and the name of the sheet is not understood.
    pub service: Option<ServiceType>,
}

impl Choices {
    /// What decides what the rows do to the register.
    pub const fn how(&self) -> (ListKind, Existing) {
        (self.kind, self.existing)
    }

    /// True where so many rows with errors keep the others from being written.
    pub const fn holds_back(&self, errors: usize) -> bool {
        self.whole && errors > 0
    }

    /// The office that a person says a row means.
    pub fn meant(&self, sheet: &str, row: u32) -> Option<OfficeNumber> {
        self.meant.iter().find(|meant| meant.sheet == sheet && meant.row == row).map(|meant| meant.number)
    }

    /// Says which office a row means, or takes that back.
    pub fn mean(&mut self, sheet: &str, row: u32, number: Option<OfficeNumber>) {
        self.meant.retain(|meant| meant.sheet != sheet || meant.row != row);
        self.meant.extend(number.map(|number| Meant { sheet: sheet.to_owned(), row, number }));
    }
}
