//! The guard of a workbook, and what calamine does not tell: hidden rows and merged regions.

use crate::{
    Limits,
    builder::{Builder, MOST_MERGES},
    container::{Archive, Counted, TooLarge, damaged},
};
use domain::imports::{Merge, Refusal};
use memchr::memmem;
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader, Read},
};

/// What the parts of a workbook say about its sheets.
#[derive(Debug, Default)]
pub struct Structure {
    /// Part of each sheet, by the name on the tab.
    parts: BTreeMap<String, String>,
    /// Hidden rows and merges of each part.
    sheets: BTreeMap<String, Described>,
    /// How much more may be inflated.
    left: u64,
}

#[derive(Debug, Default)]
struct Described {
    hidden: BTreeSet<u32>,
    columns: Vec<(u32, u32)>,
    merges: Vec<Merge>,
}

impl Structure {
    /// Inflates every part but the sheets once, counting; refuses document types, which carry entities.
    pub fn inspect(archive: &mut Archive<'_>, limits: &Limits) -> Result<Self, Refusal> {
        let mut structure = Self { left: limits.inflated, ..Self::default() };
        let mut ids: BTreeMap<String, String> = BTreeMap::new();
        let mut targets: BTreeMap<String, String> = BTreeMap::new();
        for index in 0..archive.len() {
            let part = archive.by_index(index).map_err(damaged)?;
            if part.encrypted() {
                return Err(Refusal::Encrypted);
            }
            let name = part.name().map_err(damaged)?.trim_start_matches('/').to_owned();
            if is_sheet(&name) {
                continue;
            }
            let mut input = Counted::new(part, structure.left).buffered();
            if name == "xl/workbook.xml" {
                ids = attributes(&mut input, "sheet", "id", "name")?;
            } else if name == "xl/_rels/workbook.xml.rels" {
                targets = attributes(&mut input, "Relationship", "Id", "Target")?;
            } else if has_extension(&name, "xml") || has_extension(&name, "rels") {
                each_element(&mut input, |_| Ok(true))?;
            }
            structure.finish(input)?;
        }
        structure.parts = ids
            .into_iter()
            .filter_map(|(id, name)| {
                let target = targets.get(&id)?.trim_start_matches('/');
                Some((
                    name,
                    if target.starts_with("xl/") { target.to_owned() } else { format!("xl/{target}") },
                ))
            })
            .collect();
        Ok(structure)
    }

    /// Inflates the sheets as well, counting on; refuses document types; notes what the sheets hide.
    pub fn inspect_sheets(&mut self, archive: &mut Archive<'_>) -> Result<(), Refusal> {
        for index in 0..archive.len() {
            let part = archive.by_index(index).map_err(damaged)?;
            let name = part.name().map_err(damaged)?.trim_start_matches('/').to_owned();
            if !is_sheet(&name) {
                continue;
            }
            let mut input = Counted::new(part, self.left).buffered();
            if !is_marked(&mut input)? {
                self.finish(input)?;
                continue;
            }
            drop(input);
            let part = archive.by_index(index).map_err(damaged)?;
            let mut input = Counted::new(part, self.left).buffered();
            self.sheets.insert(name, describe(&mut input)?);
            self.finish(input)?;
        }
        Ok(())
    }

    /// Reads a part to its end, and counts what it was.
    fn finish<R: Read>(&mut self, mut input: BufReader<Counted<R>>) -> Result<(), Refusal> {
        std::io::copy(&mut input, &mut std::io::sink()).map_err(|error| input_fault(&error))?;
        self.left = self.left.saturating_sub(input.get_ref().read);
        Ok(())
    }

    /// Tells a sheet its hidden rows and columns and its merges.
    pub fn describe(&self, sheet: &str, builder: &mut Builder, limits: &Limits) {
        let Some(described) = self.parts.get(sheet).and_then(|part| self.sheets.get(part)) else {
            return;
        };
        described.hidden.iter().for_each(|row| builder.hide_row(*row));
        described.columns.iter().for_each(|(first, last)| builder.hide_columns(*first, *last, limits));
        described.merges.iter().for_each(|merge| builder.merge(*merge));
    }
}

pub fn has_extension(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(extension))
}

fn is_sheet(name: &str) -> bool {
    name.starts_with("xl/worksheets/") && has_extension(name, "xml")
}

/// What stands in a sheet that has something to describe, or a document type.
const MARKS: [&[u8]; 3] = [b"hidden", b"mergeCell", b"<!"];
/// The longest of them, less one byte: as much of one may stand at the end of what was read before.
const OVERLAP: usize = 8;

/// Looks for the marks in the bytes of a sheet. Nearly all large sheets have none, and a look at their bytes takes a
/// tenth of what a look at their elements does.
fn is_marked(input: &mut impl BufRead) -> Result<bool, Refusal> {
    let marks = MARKS.map(memmem::Finder::new);
    let mut window: Vec<u8> = Vec::new();
    loop {
        let read = input.fill_buf().map_err(|error| input_fault(&error))?;
        if read.is_empty() {
            return Ok(false);
        }
        let length = read.len();
        window.drain(..window.len().saturating_sub(OVERLAP));
        window.extend_from_slice(read);
        if marks.iter().any(|mark| mark.find(&window).is_some()) {
            return Ok(true);
        }
        input.consume(length);
    }
}

fn describe(input: &mut impl BufRead) -> Result<Described, Refusal> {
    let mut described = Described::default();
    let mut row = 0u32;
    each_element(input, |element| {
        match element.local_name().as_ref() {
            "row" => {
                row = attribute(element, "r").and_then(|number| number.parse().ok()).unwrap_or(row + 1);
                if is_hidden(element) {
                    described.hidden.insert(row);
                }
            }
            "col" if described.columns.len() < MOST_MERGES && is_hidden(element) => {
                let number = |name| attribute(element, name).and_then(|number| number.parse::<u32>().ok());
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    described.columns.push((first.saturating_sub(1), last.saturating_sub(1)));
                }
            }
            "mergeCell" if described.merges.len() < MOST_MERGES => {
                described.merges.extend(attribute(element, "ref").and_then(|region| merge(&region)));
            }
            _ => {}
        }
        Ok(false)
    })?;
    Ok(described)
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true")
}

/// Pairs of two attributes of every element of a name.
fn attributes(
    input: &mut impl BufRead,
    name: &str,
    key: &str,
    value: &str,
) -> Result<BTreeMap<String, String>, Refusal> {
    let mut pairs = BTreeMap::new();
    each_element(input, |element| {
        if element.local_name().as_ref() == name
            && let (Some(key), Some(value)) = (attribute(element, key), attribute(element, value))
        {
            pairs.insert(key, value);
        }
        Ok(false)
    })?;
    Ok(pairs)
}

/// Visits elements until the visitor has seen enough. A document type is refused before anything of it is used.
pub fn each_element(
    input: &mut impl BufRead,
    mut visit: impl FnMut(&BytesStart<'_>) -> Result<bool, Refusal>,
) -> Result<(), Refusal> {
    let mut reader = Reader::from_reader(input);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::with_capacity(1024);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                if visit(&element)? {
                    return Ok(());
                }
            }
            Ok(Event::DocType(_)) => return Err(Refusal::Hostile),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(quick_xml::Error::Io(error)) => return Err(input_fault(&error)),
            Err(_) => return Err(Refusal::Damaged),
        }
    }
}

/// The value of an attribute, whatever prefix it carries.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| {
            attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
        })
}

/// A region such as `B12:B13`.
fn merge(region: &str) -> Option<Merge> {
    let (first, last) = region.split_once(':')?;
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    Some(Merge { top, left, bottom, right })
}

fn cell(name: &str) -> Option<(u32, u16)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let column = name[..digits].bytes().try_fold(0u32, |column, letter| {
        letter
            .is_ascii_alphabetic()
            .then(|| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1)
            .filter(|c| *c <= 16_384)
    })?;
    Some((name[digits..].parse().ok()?, u16::try_from(column.checked_sub(1)?).ok()?))
}

pub fn input_fault(error: &std::io::Error) -> Refusal {
    if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<TooLarge>) {
        Refusal::Hostile
    } else {
        Refusal::Damaged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_read_as_a_spreadsheet_writes_them() {
        assert_eq!(merge("B12:B13"), Some(Merge { top: 12, left: 1, bottom: 13, right: 1 }));
        assert_eq!(merge("A1:XFD1048576"), Some(Merge { top: 1, left: 0, bottom: 1_048_576, right: 16_383 }));
        assert_eq!(merge("A1"), None);
        assert_eq!(merge("ZZZZZZZ1:A2"), None);
    }

    #[test]
    fn hidden_rows_and_merges_are_noted() {
        let xml = r#"<x:worksheet xmlns:x="a"><cols><col min="2" max="3" hidden="1"/><col min="4" max="4"/></cols><x:sheetData><x:row r="3" hidden="1"/><x:row/><x:row hidden="true"/></x:sheetData>
            <mergeCells><mergeCell ref="A1:A2"/></mergeCells></x:worksheet>"#;
        let described = describe(&mut xml.as_bytes()).unwrap();
        assert_eq!(described.hidden.into_iter().collect::<Vec<_>>(), [3, 5]);
        assert_eq!(described.columns, [(1, 2)]);
        assert_eq!(described.merges.len(), 1);
    }

    #[test]
    fn a_mark_is_seen_wherever_what_is_read_ends() {
        let plain = r#"<x:row r="3"><c t="inlineStr"><is><t>mergeC hidde</t></is></c></x:row>"#;
        for (xml, marked) in [
            (plain.to_owned(), false),
            (format!("{plain}<row hidden=\"1\"/>{plain}"), true),
            (format!("{plain}<mergeCell ref=\"A1:A2\"/>"), true),
            (format!("<!DOCTYPE a>{plain}"), true),
        ] {
            for size in 1..12 {
                let mut input = BufReader::with_capacity(size, xml.as_bytes());
                assert_eq!(is_marked(&mut input), Ok(marked), "{size} {xml}");
            }
        }
    }

    #[test]
    fn a_document_type_is_refused() {
        let xml = r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>"#;
        assert_eq!(describe(&mut xml.as_bytes()).unwrap_err(), Refusal::Hostile);
    }
}
