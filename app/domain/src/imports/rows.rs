//! The records of a file, packed, with what is asked of all of them at once beside.

use super::{
    choices::ListKind,
    issue::{Code, Level, Place},
    packed::{LookUp, Packed, Packer},
    reading::{Outcome, ReadRow},
    record::Record,
};
use crate::{office_number::OfficeNumber, service_type::ServiceType};
use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

/// What is known of a record without unpacking it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked of all rows at once")]
pub struct Brief {
    /// Where it stands.
    pub place: Place,
    /// Its number.
    pub number: Option<OfficeNumber>,
    /// Its services.
    pub services: Box<[ServiceType]>,
    /// What will become of it.
    pub outcome: Outcome,
    /// It has a name.
    pub named: bool,
    /// Something is odd about it.
    pub has_issues: bool,
    /// Something was put right without asking.
    pub has_note: bool,
    /// It is of another municipality.
    pub is_foreign: bool,
    /// Its number is missing.
    pub lacks_number: bool,
    /// What it says of its service is not known.
    pub service_unknown: bool,
    /// Its name and address in the form in which they are compared, as far as another row may have the same.
    pub(super) whereabouts: Option<u64>,
}

impl Brief {
    fn of(row: &ReadRow, kind: ListKind) -> Self {
        let has = |code: Code| row.issues.iter().any(|issue| issue.code == code);
        let mut brief = Self {
            place: row.place,
            number: row.record.number,
            services: row.record.services.as_slice().into(),
            outcome: row.outcome,
            named: !row.record.particulars.name.is_empty(),
            has_issues: !row.issues.is_empty(),
            has_note: row.issues.iter().any(|issue| issue.level == Level::Note),
            is_foreign: has(Code::OutsideMunicipality),
            lacks_number: has(Code::NumberMissing),
            service_unknown: has(Code::ServiceUnknown),
            whereabouts: None,
        };
        let is_compared = kind == ListKind::Offices && brief.is_written();
        if is_compared && !row.record.particulars.address.is_empty() {
            let mut hasher = DefaultHasher::new();
            whereabouts(row).hash(&mut hasher);
            brief.whereabouts = Some(hasher.finish());
        }
        brief
    }

    /// True for a row that is written.
    pub const fn is_written(&self) -> bool {
        matches!(self.outcome, Outcome::Ok | Outcome::Warning)
    }

    /// The row as far as it is known without unpacking it: where the register has nothing of its office, a plan says of it
    /// what it says of the whole row, but for the details that will be written.
    pub fn bare(&self) -> ReadRow {
        let Self { place, number, outcome, .. } = *self;
        let record = Record { number, services: self.services.to_vec(), ..Record::default() };
        ReadRow { place, record, issues: Vec::new(), outcome, proposals: Vec::new() }
    }
}

/// Name and address of a row in the form in which they are compared.
pub(super) fn whereabouts(row: &ReadRow) -> (String, String) {
    let particulars = &row.record.particulars;
    (super::name_key(&particulars.name), super::address_key(&particulars.address))
}

/// The records of a file, in its order.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    packed: Packed<ReadRow>,
    briefs: Vec<Brief>,
    kind: ListKind,
}

impl Rows {
    /// Adds the rows that follow.
    pub(super) fn append(&mut self, other: Self) {
        self.kind = other.kind;
        self.packed.append(other.packed);
        self.briefs.extend(other.briefs);
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.briefs.len()
    }

    /// True when there are none.
    pub const fn is_empty(&self) -> bool {
        self.briefs.is_empty()
    }

    /// What is known of every row without unpacking it.
    pub fn briefs(&self) -> &[Brief] {
        &self.briefs
    }

    /// The index of the record that stands somewhere.
    pub fn at(&self, place: Place) -> Option<usize> {
        self.briefs.binary_search_by_key(&place, |brief| brief.place).ok()
    }

    /// Every row, some hundred at a time.
    pub fn iter(&self) -> impl Iterator<Item = ReadRow> {
        self.packed.iter()
    }

    /// The rows whose brief says something.
    pub fn those(&self, wanted: impl Fn(&Brief) -> bool) -> impl Iterator<Item = ReadRow> {
        let parts = self.packed.ranges().map(move |range| {
            let here: Vec<usize> = range.filter(|at| wanted(&self.briefs[*at])).collect();
            self.packed.several(here)
        });
        parts.flatten()
    }

    /// Looks up rows by their index.
    pub const fn look_up(&self) -> LookUp<'_, ReadRow> {
        self.packed.look_up()
    }

    /// Some rows, by ascending indices.
    pub fn several(&self, indices: impl IntoIterator<Item = usize>) -> Vec<ReadRow> {
        self.packed.several(indices)
    }

    /// Puts other rows in the place of some.
    pub(super) fn replace(&mut self, others: BTreeMap<usize, ReadRow>) {
        for (at, row) in &others {
            self.briefs[*at] = Brief::of(row, self.kind);
        }
        self.packed.replace(others);
    }
}

/// Packs records as they are read.
pub(super) struct RowsBuilder {
    packer: Packer<ReadRow>,
    briefs: Vec<Brief>,
    kind: ListKind,
}

impl RowsBuilder {
    pub(super) fn new(kind: ListKind) -> Self {
        Self { packer: Packer::default(), briefs: Vec::new(), kind }
    }

    pub(super) fn push(&mut self, row: &ReadRow) {
        self.briefs.push(Brief::of(row, self.kind));
        self.packer.push(row);
    }

    pub(super) fn finish(self) -> Rows {
        Rows { packed: self.packer.finish(), briefs: self.briefs, kind: self.kind }
    }
}
