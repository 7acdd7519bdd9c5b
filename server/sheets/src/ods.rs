//! `OpenDocument` spreadsheets, read event by event: a cell or row that is said to be repeated a million times is
//! counted against the limits before it is made.

mod content;
mod styles;

use crate::{
    Limits,
    container::{Archive, Counted, damaged},
    xlsx::{attribute, each_element, has_extension, input_fault},
};
use domain::imports::{Cells, OtherKind, Refusal, Source};
use std::io::Read;

/// Reads the spreadsheet in a container.
pub fn read(archive: &mut Archive<'_>, limits: &Limits) -> Result<Cells, Refusal> {
    let mut left = limits.inflated;
    let mut workbook = None;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        if part.encrypted() {
            return Err(Refusal::Encrypted);
        }
        let name = part.name().map_err(damaged)?.into_owned();
        if name == "encrypted-package" {
            return Err(Refusal::Encrypted);
        }
        let mut input = Counted::new(part, left).buffered();
        match name.as_str() {
            "mimetype" => check_kind(&mut input)?,
            // An encrypted part is named in the manifest; it usually comes last, and its content is no XML.
            "META-INF/manifest.xml" => manifest(&mut input)?,
            "content.xml" => workbook = Some(content::sheets(&mut input, limits)),
            name if has_extension(name, "xml") => each_element(&mut input, |_| Ok(true))
                .or_else(|refusal| if refusal == Refusal::Damaged { Ok(()) } else { Err(refusal) })?,
            _ => {}
        }
        std::io::copy(&mut input, &mut std::io::sink()).map_err(|error| input_fault(&error))?;
        left = left.saturating_sub(input.get_ref().read);
    }
    let sheets = workbook.ok_or(Refusal::Damaged)??;
    Ok(Cells { source: Source::Ods, sheets })
}

fn check_kind(input: &mut impl Read) -> Result<(), Refusal> {
    let mut kind = String::new();
    input.take(200).read_to_string(&mut kind).map_err(|_| Refusal::Damaged)?;
    if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        Ok(())
    } else {
        Err(Refusal::OtherKind(OtherKind::OpenDocument))
    }
}

fn manifest(input: &mut impl std::io::BufRead) -> Result<(), Refusal> {
    let mut is_encrypted = false;
    each_element(input, |element| {
        is_encrypted |= element.local_name().as_ref() == "encryption-data";
        let path = attribute(element, "full-path");
        is_encrypted |= path.is_some_and(|path| path == "encrypted-package");
        Ok(is_encrypted)
    })?;
    if is_encrypted { Err(Refusal::Encrypted) } else { Ok(()) }
}
