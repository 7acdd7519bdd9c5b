//! What the columns of a table hold: proposed by heading and content, decided by a person.

use super::{
    choices::SheetChoice,
    content::{self, agreement, mark},
    field::Field,
    header::{self, Heading, Layout},
    spot::Spot,
    workbook::{Row, Sheet},
};
use crate::{offices::Detail, service_type::ServiceType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A column and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The column; A is 0.
    pub column: u16,
    /// Which physical row of a record it is, from 0.
    pub line: u8,
    /// The heading as shown.
    pub heading: String,
    /// What it holds; nothing when it is left out.
    pub field: Option<Field>,
    /// How that is known.
    pub known: Known,
    /// How sure that is.
    pub confidence: Confidence,
    /// The column is hidden in the sheet.
    pub hidden: bool,
    /// The first values below the heading, three at most.
    pub samples: Vec<String>,
}

impl Column {
    /// Where it stands within a record.
    pub const fn spot(&self) -> Spot {
        Spot { line: self.line, column: self.column }
    }
}

/// How it is known what a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// By its heading.
    Heading,
    /// By what stands in it.
    Content,
    /// A person said so.
    Person,
    /// It goes on with the address of the columns beside it.
    AddressPart,
    /// It holds more services of the office.
    FurtherService,
    /// It goes on with the number of the office that begins to the left.
    NumberPart,
    /// It says for whom the service is: care or prevention.
    ForWhom,
    /// It names the municipality of the office, or its insurer.
    Town,
    /// It is not known.
    Not,
}

/// How sure a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// A person should look at it.
    Low,
    /// A general heading, or content that does not quite bear it out.
    Medium,
    /// The heading says so, or a person.
    High,
}

/// Rows below the header that are looked at to understand a column.
const SAMPLED_ROWS: usize = 60;
const SHOWN_SAMPLES: usize = 3;
/// Headings of the service so general that what stands below must bear them out.
const GENERAL: usize = 13;
/// Headings of this rank and below say what is meant without a doubt.
const SURE: usize = 8;
/// Values that a proposal by content needs, and how many in a hundred must look like it.
const FEWEST_VALUES: usize = 3;
const ENOUGH: usize = 80;

/// The columns of a table with what they hold.
pub fn propose(sheet: &Sheet, layout: Layout, choice: &SheetChoice) -> Vec<Column> {
    let body = Body::of(sheet, layout);
    let headings = header::headings_of(sheet, layout);
    let by_heading = by_heading(&headings, &body);
    let mut columns: Vec<Column> = body
        .spots(&headings)
        .into_iter()
        .map(|spot| {
            let (field, known, confidence) = match (choice.columns.get(&spot), by_heading.get(&spot)) {
                (Some(chosen), _) => (*chosen, Known::Person, Confidence::High),
                (None, Some((field, rank))) => {
                    (Some(*field), Known::Heading, body.confidence(*field, *rank, spot))
                }
                (None, None) => (None, Known::Not, Confidence::Low),
            };
            Column {
                column: spot.column,
                line: spot.line,
                heading: headings.get(&spot).map(Heading::shown).unwrap_or_default(),
                field,
                known,
                confidence,
                hidden: sheet.hidden_columns.binary_search(&spot.column).is_ok(),
                samples: body.values(spot).take(SHOWN_SAMPLES).map(str::to_owned).collect(),
            }
        })
        .collect();
    drop_what_a_person_gave_elsewhere(&mut columns);
    by_content(&mut columns, &body);
    columns
}

/// The first rows below a header, each with its place in the record.
struct Body<'a> {
    rows: Vec<(u8, &'a Row)>,
}

impl<'a> Body<'a> {
    fn of(sheet: &'a Sheet, layout: Layout) -> Self {
        let keys = header::HeaderKeys::of(sheet, layout.header);
        let rows = super::table::body(sheet, layout.header)
            .iter()
            .take(SAMPLED_ROWS)
            .filter(|row| !keys.repeats(row));
        let mut start = None;
        let rows = rows.map(|row| {
            let first = *start.get_or_insert(row.number);
            let line = (row.number - first) % u32::from(layout.lines.max(1));
            (u8::try_from(line).unwrap_or(0), row)
        });
        Self { rows: rows.collect() }
    }

    fn values(&self, spot: Spot) -> impl Iterator<Item = &'a str> {
        self.rows
            .iter()
            .filter(move |(line, _)| *line == spot.line)
            .filter_map(move |(_, row)| row.cell(spot.column))
            .map(|cell| cell.text.trim())
            .filter(|text| !text.is_empty())
    }

    fn spots(&self, headings: &BTreeMap<Spot, Heading>) -> Vec<Spot> {
        let mut spots: Vec<Spot> = headings.keys().copied().collect();
        let filled = self
            .rows
            .iter()
            .flat_map(|(line, row)| row.cells.iter().map(|cell| Spot { line: *line, column: cell.column }));
        spots.extend(filled);
        spots.sort_unstable();
        spots.dedup();
        spots
    }

    /// A sure heading stays sure unless nearly everything below contradicts it.
    fn confidence(&self, field: Field, rank: usize, spot: Spot) -> Confidence {
        match agreement(field, self.values(spot)) {
            Some(share) if share < 20 && self.values(spot).count() >= FEWEST_VALUES => Confidence::Low,
            Some(share) if share >= ENOUGH => Confidence::High,
            Some(_) | None if rank <= SURE => Confidence::High,
            Some(_) | None => Confidence::Medium,
        }
    }
}

/// Fields by the headings: of several columns for one field the surest heading, and services that are marked.
fn by_heading(headings: &BTreeMap<Spot, Heading>, body: &Body<'_>) -> BTreeMap<Spot, (Field, usize)> {
    let mut taken: BTreeMap<Field, (usize, Owner, Spot)> = BTreeMap::new();
    for ((spot, heading), owner) in headings.iter().zip(owners(headings)) {
        let Some((field, rank)) = heading.field() else { continue };
        let owner = if OF_EITHER.contains(&field) { owner } else { Owner::Office };
        let is_how_the_corporation_is_read =
            field == Field::Detail(Detail::NameKana) && owner == Owner::Corporation;
        if !is_how_the_corporation_is_read
            && is_borne_out(field, rank, body, *spot)
            && taken.get(&field).is_none_or(|(best, of, _)| is_surer((rank, owner), (*best, *of)))
        {
            taken.insert(field, (rank, owner, *spot));
        }
    }
    let mut fields: BTreeMap<Spot, (Field, usize)> =
        taken.into_iter().map(|(field, (rank, _, spot))| (spot, (field, rank))).collect();
    fields.extend(marked(headings, body));
    fields
}

/// What a list may say of the office and of its corporation, under the same heading.
const OF_EITHER: [Field; 8] = [
    Field::Detail(Detail::NameKana),
    Field::Detail(Detail::PostalCode),
    Field::Detail(Detail::Address),
    Field::Detail(Detail::Building),
    Field::Detail(Detail::Phone),
    Field::Detail(Detail::Fax),
    Field::Detail(Detail::Email),
    Field::Detail(Detail::Url),
];

/// Whose a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    /// The office's: its heading says so, or it says how the name beside it is read.
    Said,
    /// The office's, for all that is known.
    Office,
    /// The corporation's, whose name or number stands to the left.
    Corporation,
}

/// Whose each column is, by what stands to the left of it in its row; of a reading, by what stands around it.
fn owners(headings: &BTreeMap<Spot, Heading>) -> Vec<Owner> {
    let fields: BTreeMap<Spot, Field> =
        headings.iter().filter_map(|(spot, heading)| Some((*spot, heading.field()?.0))).collect();
    let names: Vec<Spot> = fields
        .iter()
        .filter(|(_, field)| **field == Field::Detail(Detail::Name))
        .map(|(spot, _)| *spot)
        .collect();
    let owner_of = |field: Option<Field>| match field {
        Some(Field::OfficeNumber | Field::Detail(Detail::Name)) => Some(Owner::Office),
        Some(Field::Detail(Detail::CorporationName | Detail::CorporateNumber)) => Some(Owner::Corporation),
        Some(_) | None => None,
    };
    let (mut left, mut line) = (Owner::Office, 0);
    let owners = headings.iter().map(|(spot, heading)| {
        let field = fields.get(spot).copied();
        if line != spot.line {
            (left, line) = (Owner::Office, spot.line);
        }
        left = owner_of(field).unwrap_or(left);
        let right = Spot { column: spot.column.saturating_add(1), ..*spot };
        let follows = |name: &Spot| {
            let is_above = name.line != spot.line && name.column == spot.column;
            is_above || (name.line == spot.line && name.column.saturating_add(1) == spot.column)
        };
        match field {
            _ if heading.says_office() => Owner::Said,
            Some(Field::Detail(Detail::NameKana)) if names.iter().any(follows) => Owner::Said,
            Some(Field::Detail(Detail::NameKana)) if names.contains(&right) => Owner::Office,
            Some(Field::Detail(Detail::NameKana)) => owner_of(fields.get(&right).copied()).unwrap_or(left),
            Some(_) | None => left,
        }
    });
    owners.collect()
}

/// Whether a column is meant rather than another with the same field: one that says that it is of the office rather than one
/// of the corporation, then the surer heading, then the one of the office; of equals the first.
fn is_surer((rank, owner): (usize, Owner), (best, of): (usize, Owner)) -> bool {
    match (owner, of) {
        (Owner::Said, Owner::Corporation) => true,
        (Owner::Corporation, Owner::Said) => false,
        _ => (rank, owner) < (best, of),
    }
}

/// Columns under the names of services that hold marks for the most part, somewhere at least one circle.
fn marked(headings: &BTreeMap<Spot, Heading>, body: &Body<'_>) -> Vec<(Spot, (Field, usize))> {
    let mut columns: BTreeMap<ServiceType, Spot> = BTreeMap::new();
    for (spot, heading) in headings {
        if let Some(service) = heading.service()
            && body.values(*spot).filter(|text| mark(text).is_none()).count() * 2
                <= body.values(*spot).count()
        {
            columns.entry(service).or_insert(*spot);
        }
    }
    let is_marked = |spot: &Spot| body.values(*spot).any(|text| mark(text) == Some(content::Mark::Yes));
    if !columns.values().any(is_marked) {
        return Vec::new();
    }
    columns.into_iter().map(|(service, spot)| (spot, (Field::Offers(service), 0))).collect()
}

/// A field that a person gave to one column leaves the column that was proposed for it.
fn drop_what_a_person_gave_elsewhere(columns: &mut [Column]) {
    let given: Vec<Field> = columns
        .iter()
        .filter(|column| column.known == Known::Person)
        .filter_map(|column| column.field)
        .collect();
    for column in columns.iter_mut().filter(|column| column.known != Known::Person) {
        if column.field.is_some_and(|field| given.contains(&field)) {
            column.field = None;
            column.known = Known::Not;
            column.confidence = Confidence::Low;
        }
    }
}

/// Proposes columns of unknown heading for the fields that no heading named.
fn by_content(columns: &mut [Column], body: &Body<'_>) {
    let has_marks = columns.iter().any(|column| matches!(column.field, Some(Field::Offers(_))));
    for field in content::BY_CONTENT {
        let is_taken = columns.iter().any(|column| column.field == Some(field));
        if is_taken || (field == Field::Service && has_marks) {
            continue;
        }
        let fits = |column: &&mut Column| {
            let spot = column.spot();
            column.known == Known::Not
                && content::may_be(field, &column.heading)
                && body.values(spot).take(FEWEST_VALUES).count() == FEWEST_VALUES
                && agreement(field, body.values(spot)).is_some_and(|share| share >= ENOUGH)
        };
        if let Some(column) = columns.iter_mut().find(fits) {
            column.field = Some(field);
            column.known = Known::Content;
        }
    }
}

/// 区分 and the like mean the service only where services stand below.
fn is_borne_out(field: Field, rank: usize, body: &Body<'_>, spot: Spot) -> bool {
    if field != Field::Service || rank < GENERAL {
        return true;
    }
    let (known, all) = body.values(spot).fold((0, 0), |(known, all), value| {
        (known + usize::from(ServiceType::recognise(value).is_some()), all + 1)
    });
    known * 2 >= all
}
