//! Going through the rows of a table, on several threads where each row stands for itself.

use super::{
    ahead::Ahead,
    areas::Above,
    cells::PackedSheet,
    choices::Choices,
    field::Field,
    header::{Header, HeaderKeys},
    issue::{Code, Issue, Level, Place},
    reading::{NoRecord, Outcome, PassedOver, ReadRow},
    record::{Reader, Record, Services},
    records::{Found, Records, alone},
    rows::{Rows, RowsBuilder},
    spot::Spot,
    table::Table,
    workbook::Row,
};
use crate::{
    municipality_code::MunicipalityCode,
    offices::{Detail, Particulars},
    text,
};
use std::{collections::BTreeMap, num::NonZero, ops::Range, thread};

/// What was found in some rows.
#[derive(Default)]
pub struct Scanned {
    /// The records.
    pub rows: Rows,
    /// What is none.
    pub passed_over: Vec<PassedOver>,
    /// What was gathered on the way.
    pub context: Context,
}

impl Scanned {
    /// Adds what was found in the rows that follow.
    fn append(&mut self, other: Self) {
        self.rows.append(other.rows);
        self.passed_over.extend(other.passed_over);
        self.context.add(other.context);
    }
}

/// What is gathered while rows are read.
#[derive(Default)]
pub struct Context {
    /// Codes in the file with the number of rows.
    pub municipalities: BTreeMap<MunicipalityCode, usize>,
    /// Codes with a wrong check digit and the wanted code they stand for, with the number of rows.
    pub corrected: BTreeMap<(MunicipalityCode, MunicipalityCode), usize>,
    /// Services by the text of their cells.
    services: Services,
    /// The 日常生活圏域 that headings between the rows named, in their order.
    pub areas: Vec<String>,
    /// What the headings above a row say.
    above: Above,
}

impl Context {
    /// Adds what was gathered elsewhere.
    pub fn add(&mut self, other: Self) {
        for (code, rows) in other.municipalities {
            *self.municipalities.entry(code).or_default() += rows;
        }
        for (codes, rows) in other.corrected {
            *self.corrected.entry(codes).or_default() += rows;
        }
        self.areas.extend(other.areas);
    }

    /// Keeps what a 圏域 is called, once.
    fn name_area(&mut self, area: &str) {
        if !area.is_empty() && !self.areas.iter().any(|known| known == area) {
            self.areas.push(area.to_owned());
        }
    }
}

/// Parts of a sheet that are worth a thread of their own.
const WORTH_A_THREAD: usize = 8;

/// Reads the rows below a header; those that were read while the file came in are not read again.
pub fn scan(
    sheet: &PackedSheet,
    (table, header): (&Table, Header),
    choices: &Choices,
    threads: NonZero<usize>,
    ahead: Option<Ahead>,
) -> Scanned {
    let keys = HeaderKeys::of(&sheet.around(Some(header)), header);
    let scanning = Scanning { table, header, keys: &keys, choices };
    let known = ahead.and_then(|ahead| ahead.of(table, &keys, sheet.rows().parts(), choices));
    let (mut whole, first) = known.unwrap_or_default();
    let (last, parts) = (sheet.rows().parts().len(), sheet.rows().parts().len() - first);
    let threads =
        if table.is_read_row_by_row() { threads.get().min(parts / WORTH_A_THREAD).max(1) } else { 1 };
    if threads == 1 {
        whole.append(scanning.parts(sheet, first..last));
        return whole;
    }
    let each = parts.div_ceil(threads);
    thread::scope(|scope| {
        let begin = |thread: usize| (first + thread * each).min(last);
        let ranges = (0..threads).map(|thread| begin(thread)..begin(thread + 1));
        let others: Vec<_> = ranges.map(|range| scope.spawn(|| scanning.parts(sheet, range))).collect();
        for other in others {
            whole.append(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
    });
    whole
}

/// A table and how its rows are read.
pub(super) struct Scanning<'a> {
    pub(super) table: &'a Table,
    pub(super) header: Header,
    pub(super) keys: &'a HeaderKeys,
    pub(super) choices: &'a Choices,
}

impl Scanning<'_> {
    /// Reads the rows of a part on its own, where every record has one row.
    pub(super) fn part(&self, mut here: Vec<Row>, rows: &mut RowsBuilder, scanned: &mut Scanned) {
        self.leave_header(&mut here);
        self.rows(&here, true, rows, scanned);
    }

    /// Leaves out the rows of the header and above.
    fn leave_header(&self, here: &mut Vec<Row>) {
        let body = here.partition_point(|row| row.number <= self.header.last);
        here.drain(..body);
    }

    /// Reads some parts of the sheet one after another.
    fn parts(&self, sheet: &PackedSheet, parts: Range<usize>) -> Scanned {
        let mut scanned = Scanned::default();
        let above = Above::of(self.table);
        scanned.context.name_area(&above.area);
        scanned.context.above = above;
        let mut rows = RowsBuilder::new(self.choices.kind);
        let last = parts.end;
        // Rows at the end of a part that may be those of a record that goes on in the next.
        let mut before: Vec<Row> = Vec::new();
        for part in parts {
            let mut here = sheet.rows().part(part);
            self.leave_header(&mut here);
            if !before.is_empty() {
                before.append(&mut here);
                here = std::mem::take(&mut before);
            }
            let left = self.rows(&here, part + 1 == last, &mut rows, &mut scanned);
            before = here.split_off(here.len() - left);
        }
        scanned.rows = rows.finish();
        scanned
    }

    /// Reads rows as long as what follows cannot change what they are; how many are left.
    fn rows(&self, here: &[Row], is_last: bool, rows: &mut RowsBuilder, scanned: &mut Scanned) -> usize {
        let mut records = Records::of(self.table, self.keys, here);
        let needed = if is_last { 1 } else { usize::from(self.table.lines) };
        while records.left() >= needed {
            match records.advance() {
                Some(Found::Section(row, service)) => {
                    scanned.context.above.begin_service(service);
                    let place = Place { sheet: self.table.sheet, row };
                    scanned.passed_over.push(PassedOver { place, kind: NoRecord::Section });
                }
                Some(Found::Area(row, area)) => {
                    scanned.context.name_area(&area);
                    scanned.context.above.begin_area(area);
                    let place = Place { sheet: self.table.sheet, row };
                    scanned.passed_over.push(PassedOver { place, kind: NoRecord::Section });
                }
                Some(Found::Record(lines)) => {
                    scanned.context.above.pass_record(lines.iter().all(|line| alone(line).is_some()));
                    let mut row = read_row(self.table, lines, self.choices, &mut scanned.context);
                    settle(self.table, &mut row);
                    rows.push(&row);
                }
                Some(Found::NoRecord(row, kind)) => {
                    let place = Place { sheet: self.table.sheet, row };
                    scanned.passed_over.push(PassedOver { place, kind });
                }
                None => break,
            }
        }
        records.left()
    }
}

/// Says of every issue about a field where that stands.
pub fn settle(table: &Table, row: &mut ReadRow) {
    for issue in row.issues.iter_mut().filter(|issue| issue.column.is_none()) {
        if let Some(spot) = issue.field.and_then(|field| table.spot(field)) {
            issue.column = Some(spot.column);
            issue.line = spot.line;
        }
    }
}

fn read_row(table: &Table, lines: &[&Row], choices: &Choices, context: &mut Context) -> ReadRow {
    let wanted = &choices.municipalities;
    let number = lines.first().map_or(0, |row| row.number);
    let mut reader = Reader::new(table, lines, choices.kind, &mut context.services);
    let municipality = reader.municipality().map(|read| match read.corrected {
        // Believed only where it leads to what is wanted; an unknown code is left as it stands.
        Some(good) if wanted.contains(&good) => {
            *context.corrected.entry((read.code, good)).or_default() += 1;
            good
        }
        _ => read.code,
    });
    if let Some(code) = municipality {
        *context.municipalities.entry(code).or_default() += 1;
    }
    let is_outside = !wanted.is_empty() && municipality.is_some_and(|code| !wanted.contains(&code));
    let confirmed =
        !choices.confirmed.is_empty() && choices.confirmed.contains(&(table.name.clone(), number));
    let place = Place { sheet: table.sheet, row: number };
    let named = if municipality.is_none() { reader.named_outside(choices) } else { None };
    if is_outside || named.is_some() {
        return outside(reader, place, municipality, named);
    }
    let prefecture = wanted.iter().next().map(|code| code.prefecture());
    let number = reader.number(prefecture, confirmed);
    let services = match context.above.service {
        Some(service) => vec![service],
        None => reader.services(number),
    };
    let services = reader.for_whom(services);
    let mut particulars = Particulars { municipality, ..reader.particulars() };
    if particulars.area.is_empty() {
        particulars.area.clone_from(&context.above.area);
    }
    if municipality.is_none() {
        reader.seems_outside(choices, &particulars.address);
    }
    let (adopted_on, adoption) = (reader.adopted_on(), reader.adoption());
    reader.nobody_meant(number, &particulars.name);
    if lines.iter().any(|row| row.hidden) {
        reader.issues.push(Issue::of_row(Code::HiddenRow));
    }
    let outcome = match reader.worst() {
        Some(Level::Error) => Outcome::Error,
        Some(Level::Warning) => Outcome::Warning,
        Some(Level::Note) | None => Outcome::Ok,
    };
    let record = Record { number, services, particulars, adopted_on, adoption };
    ReadRow { place, record, issues: reader.issues, outcome, proposals: Vec::new() }
}

/// A row of another municipality, by its code or by the cell that names it: read only as far as it is needed to name it.
fn outside(
    mut reader: Reader<'_>,
    place: Place,
    municipality: Option<MunicipalityCode>,
    named: Option<Spot>,
) -> ReadRow {
    let field = Field::Detail(Detail::Municipality);
    match named {
        Some(spot) => reader.note_in(Code::OutsideMunicipality, field, spot, None),
        None => reader.note(Code::OutsideMunicipality, field, None),
    }
    let note = reader.issues.pop();
    let number = reader.number(None, false);
    let name =
        reader.cell(Field::Detail(Detail::Name)).map(|cell| text::tidy_name(&cell.text)).unwrap_or_default();
    let services = reader.services(number);
    let services = reader.for_whom(services);
    let particulars = Particulars { name, municipality, ..Particulars::default() };
    let issues = note.into_iter().collect();
    let record = Record { number, services, particulars, ..Record::default() };
    ReadRow { place, record, issues, outcome: Outcome::Skipped, proposals: Vec::new() }
}
