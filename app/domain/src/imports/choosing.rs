//! The form by which a person changes how a file is read: header, columns, service, municipality.

use super::{
    cells::Cells,
    choices::{Choices, Existing, SheetChoice},
    columns::Known,
    field::Field,
    header::{Header, MOST_LINES},
    spot::Spot,
    table::{ServiceFrom, Table},
};
use crate::{
    form::Typed, municipality_code::MunicipalityCode, service_type::ServiceType, text::normalise_code,
};
use std::collections::{BTreeMap, BTreeSet};

/// Why a choice is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceProblem {
    /// Not a row, or two rows one below the other, or as many as a record has.
    #[error("not one or two rows")]
    HeaderForm,
    /// Not a number of physical rows that a record may have.
    #[error("not 1 to {}", MOST_LINES)]
    LinesForm,
    /// The row holds nothing.
    #[error("nothing stands in row {0}")]
    HeaderEmpty(u32),
    /// Two columns of a sheet hold the same.
    #[error("{0:?} is given twice")]
    Twice(Field),
    /// No sheet takes part.
    #[error("no sheet is chosen")]
    NoSheet,
    /// Not one of the fields or services offered.
    #[error("not one of the choices")]
    Unknown,
}

/// The name of the posted field that says whether rows of other municipalities are left out.
pub const SCOPE: &str = "scope";

/// The name of the posted field that says what becomes of offices that the register has already.
pub const EXISTING: &str = "existing";

/// The name of the posted field that says whether rows with errors keep the others from being written: `yes` or `no`.
pub const WHOLE: &str = "whole";

/// The name of the box that takes a sheet into the import.
pub fn import_name(sheet: usize) -> String {
    format!("sheet-{sheet}-import")
}
/// The name of the field for the rows of a sheet's header.
pub fn header_name(sheet: usize) -> String {
    format!("sheet-{sheet}-header")
}
/// The name of the field for how many physical rows a record has.
pub fn lines_name(sheet: usize) -> String {
    format!("sheet-{sheet}-lines")
}
/// The name of the field for the service of all rows of a sheet.
pub fn service_name(sheet: usize) -> String {
    format!("sheet-{sheet}-service")
}
/// The name of the field for what a column holds.
pub fn column_name(sheet: usize, spot: Spot) -> String {
    format!("sheet-{sheet}-column-{spot}")
}

impl Choices {
    /// Reads the form against what the file was read as. A new header begins the columns of its sheet anew.
    pub fn parse(
        &self,
        typed: &Typed,
        cells: &Cells,
        tables: &[Table],
        home: &BTreeSet<MunicipalityCode>,
    ) -> Result<Self, Vec<(String, ChoiceProblem)>> {
        let mut errors = Vec::new();
        let municipalities = if typed.get(SCOPE) == "all" { BTreeSet::new() } else { home.clone() };
        let existing = Existing::named(typed.get(EXISTING)).unwrap_or(self.existing);
        let mut sheets = BTreeMap::new();
        for table in tables {
            let before = self.sheets.get(&table.name).cloned().unwrap_or_default();
            let choice = parse_sheet(typed, cells, table, before, &mut errors);
            if choice != SheetChoice::default() {
                sheets.insert(table.name.clone(), choice);
            }
        }
        if !tables.iter().any(|table| typed.get(&import_name(table.sheet)) == "yes") {
            errors.push((import_name(0), ChoiceProblem::NoSheet));
        }
        if errors.is_empty() {
            Ok(Self { existing, municipalities, sheets, ..self.clone() })
        } else {
            Err(errors)
        }
    }

    /// The form filled with what the file was read as.
    pub fn to_typed(&self, tables: &[Table]) -> Typed {
        let scope = if self.municipalities.is_empty() { "all" } else { "own" };
        let typed = Typed::default().with(SCOPE, scope).with(EXISTING, self.existing.name());
        tables.iter().fold(typed, |typed, table| {
            let header = table.header.map(shown).unwrap_or_default();
            let service = match table.service {
                ServiceFrom::Person(service) => service.code(),
                ServiceFrom::Column
                | ServiceFrom::Marks
                | ServiceFrom::SheetName(_)
                | ServiceFrom::Sections(_)
                | ServiceFrom::Nowhere => "",
            };
            let typed = typed
                .with(&import_name(table.sheet), if table.imported { "yes" } else { "" })
                .with(&header_name(table.sheet), header)
                .with(&lines_name(table.sheet), table.lines.to_string())
                .with(&service_name(table.sheet), service);
            table.columns.iter().fold(typed, |typed, column| {
                typed.with(&column_name(table.sheet, column.spot()), column.field.map_or("", Field::name))
            })
        })
    }
}

/// The rows of a header as typed.
fn shown(header: Header) -> String {
    if header.first == header.last {
        header.first.to_string()
    } else {
        format!("{}-{}", header.first, header.last)
    }
}

fn parse_sheet(
    typed: &Typed,
    cells: &Cells,
    table: &Table,
    before: SheetChoice,
    errors: &mut Vec<(String, ChoiceProblem)>,
) -> SheetChoice {
    let mut choice = before;
    let wanted = typed.get(&import_name(table.sheet)) == "yes";
    if wanted != table.imported {
        choice.import = Some(wanted);
    }
    let lines = match parse_lines(typed.get(&lines_name(table.sheet))) {
        Ok(lines) => lines.unwrap_or(table.lines),
        Err(problem) => {
            errors.push((lines_name(table.sheet), problem));
            table.lines
        }
    };
    if lines != table.lines {
        choice.lines = Some(lines);
        choice.columns.clear();
        return choice;
    }
    let name = header_name(table.sheet);
    match parse_header(typed.get(&name), lines) {
        Ok(header) if header == table.header || header.is_none() => {
            columns(typed, table, &mut choice, errors);
        }
        Ok(header) => {
            let empty = header
                .into_iter()
                .flat_map(|header| [header.first, header.last])
                .find(|row| cells.sheets[table.sheet].row(*row).is_none());
            match empty {
                Some(row) => errors.push((name, ChoiceProblem::HeaderEmpty(row))),
                None => {
                    choice.header = header;
                    choice.columns.clear();
                    choice.import = Some(wanted || table.header.is_none());
                }
            }
        }
        Err(problem) => errors.push((name, problem)),
    }
    let name = service_name(table.sheet);
    match typed.get(&name) {
        "" => choice.service = None,
        code => match ServiceType::from_code(code) {
            Some(service) => choice.service = Some(service),
            None => errors.push((name, ChoiceProblem::Unknown)),
        },
    }
    choice
}

/// How many rows a record has; nothing typed leaves it as it is.
fn parse_lines(typed: &str) -> Result<Option<u8>, ChoiceProblem> {
    let code = normalise_code(typed);
    if code.is_empty() {
        return Ok(None);
    }
    let lines = code.trim_end_matches('行').parse().map_err(|_| ChoiceProblem::LinesForm)?;
    if (1..=MOST_LINES).contains(&lines) { Ok(Some(lines)) } else { Err(ChoiceProblem::LinesForm) }
}

fn parse_header(typed: &str, lines: u8) -> Result<Option<Header>, ChoiceProblem> {
    let code = normalise_code(typed).replace('~', "-");
    if code.is_empty() {
        return Ok(None);
    }
    let (first, last) = code.split_once('-').unwrap_or((&code, &code));
    let row = |text: &str| text.trim_end_matches(['行', '目']).parse().map_err(|_| ChoiceProblem::HeaderForm);
    let (first, last): (u32, u32) = (row(first)?, row(last)?);
    let rows = last.saturating_sub(first).saturating_add(1);
    if first >= 1 && first <= last && (rows <= 2 || rows == u32::from(lines)) {
        Ok(Some(Header { first, last }))
    } else {
        Err(ChoiceProblem::HeaderForm)
    }
}

fn columns(
    typed: &Typed,
    table: &Table,
    choice: &mut SheetChoice,
    errors: &mut Vec<(String, ChoiceProblem)>,
) {
    let mut given = BTreeSet::new();
    for column in &table.columns {
        let name = column_name(table.sheet, column.spot());
        if !typed.pairs().iter().any(|(posted, _)| *posted == name) {
            continue;
        }
        let field = match typed.get(&name) {
            "" => None,
            word => match Field::named(word) {
                Some(field) if !given.insert(field) => {
                    errors.push((name, ChoiceProblem::Twice(field)));
                    continue;
                }
                Some(field) => Some(field),
                None => {
                    errors.push((name, ChoiceProblem::Unknown));
                    continue;
                }
            },
        };
        if field != column.field || column.known == Known::Person {
            choice.columns.insert(column.spot(), field);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        read,
        workbook::{Cell, Row, Sheet, Source, Workbook},
    };
    use super::*;

    fn workbook() -> Workbook {
        let rows: [&[&str]; 4] = [
            &["一覧"],
            &["事業所番号", "事業所名", "電話番号", "電話２", "サービスの種類"],
            &["2970999013", "ひだまり", "0741-00-1001", "0741-00-1002", "43"],
            &["2970999021", "こもれび", "0741-00-1031", "", "15"],
        ];
        let row = |(index, texts): (usize, &&[&str])| Row {
            number: u32::try_from(index).unwrap() + 1,
            cells: texts
                .iter()
                .enumerate()
                .map(|(c, text)| Cell::text(u16::try_from(c).unwrap(), *text))
                .collect(),
            ..Row::default()
        };
        let sheet =
            Sheet {
                name: "①".into(), rows: rows.iter().enumerate().map(row).collect(), ..Sheet::default()
            };
        Workbook { source: Source::Xlsx, sheets: vec![sheet] }
    }

    fn change(typed: &Typed, name: &str, value: &str) -> Typed {
        let pairs = typed.pairs().iter().filter(|(posted, _)| posted != name).cloned();
        pairs.collect::<Typed>().with(name, value)
    }

    #[test]
    fn the_form_as_it_stands_chooses_nothing() {
        let (workbook, choices) = (workbook(), Choices::default());
        let tables = read(&workbook, &choices).unwrap().tables;
        let typed = choices.to_typed(&tables);
        assert_eq!(
            choices.parse(&typed, &workbook.clone().into(), &tables, &BTreeSet::new()),
            Ok(Choices::default())
        );
    }

    #[test]
    fn another_column_is_taken_for_the_telephone() {
        let (workbook, choices) = (workbook(), Choices::default());
        let tables = read(&workbook, &choices).unwrap().tables;
        let typed = choices.to_typed(&tables);
        let both = change(&typed, "sheet-0-column-3", "phone");
        let errors = choices.parse(&both, &workbook.clone().into(), &tables, &BTreeSet::new()).unwrap_err();
        assert!(matches!(errors[..], [(_, ChoiceProblem::Twice(_))]));
        let one = change(&both, "sheet-0-column-2", "");
        let chosen = choices.parse(&one, &workbook.clone().into(), &tables, &BTreeSet::new()).unwrap();
        let tables = read(&workbook, &chosen).unwrap().tables;
        assert_eq!(tables[0].column(Field::named("phone").unwrap()), Some(3));
        let again =
            chosen.parse(&chosen.to_typed(&tables), &workbook.clone().into(), &tables, &BTreeSet::new());
        assert_eq!(again, Ok(chosen));
    }

    #[test]
    fn a_file_of_which_no_sheet_is_wanted_is_asked_about() {
        let (workbook, choices) = (workbook(), Choices::default());
        let tables = read(&workbook, &choices).unwrap().tables;
        let errors = choices
            .parse(&Typed::default(), &workbook.clone().into(), &tables, &BTreeSet::new())
            .unwrap_err();
        assert_eq!(errors, [("sheet-0-import".to_owned(), ChoiceProblem::NoSheet)]);
    }

    #[test]
    fn a_header_is_one_row_or_two_that_hold_something() {
        let (workbook, choices) = (workbook(), Choices::default());
        let tables = read(&workbook, &choices).unwrap().tables;
        let parse = |value: &str| {
            let typed = change(&choices.to_typed(&tables), "sheet-0-header", value);
            choices.parse(&typed, &workbook.clone().into(), &tables, &BTreeSet::new())
        };
        let header = |choices: Choices| choices.sheets.get("①").and_then(|sheet| sheet.header);
        assert_eq!(parse("１－２行目").map(header), Ok(Some(Header { first: 1, last: 2 })));
        assert_eq!(parse("2").map(header), Ok(None));
        for wrong in ["0", "1-3", "あ", "2-1"] {
            assert_eq!(
                parse(wrong),
                Err(vec![("sheet-0-header".into(), ChoiceProblem::HeaderForm)]),
                "{wrong}"
            );
        }
        assert_eq!(parse("9"), Err(vec![("sheet-0-header".into(), ChoiceProblem::HeaderEmpty(9))]));
    }
}
