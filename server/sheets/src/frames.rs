//! The answer of the child as bytes: frames, each a letter, a length and as many bytes. It is what is stored of a file, too.
//!
//! A workbook is, for each sheet, what is known of it and its rows in parts, then what kind of file it was; a refusal
//! stands alone, or ends it. Where a sheet is sent while it is read (`stream`), what is known of it at last stands behind
//! its rows, and a sign for those that came to naught: they follow again. Whoever reads believes nothing: a part that is
//! damaged, or more than there can be, ends the reading.

use crate::Limits;
use domain::imports::{Cells, PackedSheet, Part, Refusal, Sheet, Source};
use std::io::{self, Read, Write};

/// What the child answers: the cells or why not.
pub type Answer = Result<Cells, Refusal>;

/// The first bytes: which form it is.
pub(crate) const FORM: &[u8; 8] = b"cells-1\n";
/// The longest frame.
const LONGEST: u32 = 64 * 1024 * 1024;
/// Merged cells stand in every row of their merge: there may be more than were counted in the file.
const SPREAD: u64 = 8;

const SHEET: u8 = b'S';
const PART: u8 = b'P';
const END: u8 = b'E';
const REFUSAL: u8 = b'R';
/// What is known of the sheet at last, behind its rows.
const HEAD: u8 = b'H';
/// The rows of the sheet come again.
const AGAIN: u8 = b'A';

/// Writes an answer.
pub fn write(answer: &Answer, out: &mut impl Write) -> io::Result<()> {
    out.write_all(FORM)?;
    match answer {
        Ok(cells) => write_sheets(&cells.sheets, cells.source, out),
        Err(refusal) => write_refusal(*refusal, out),
    }
}

/// The bytes of cells, to be stored.
pub fn to_bytes(cells: &Cells) -> io::Result<Vec<u8>> {
    let mut bytes = FORM.to_vec();
    write_sheets(&cells.sheets, cells.source, &mut bytes)?;
    Ok(bytes)
}

/// Writes sheets and the end.
pub(crate) fn write_sheets(sheets: &[PackedSheet], source: Source, out: &mut impl Write) -> io::Result<()> {
    for sheet in sheets {
        write_head(sheet.head(), out)?;
        sheet.rows().parts().iter().try_for_each(|part| write_part(part, out))?;
    }
    frame(out, END, &[&serde_json::to_vec(&source)?])
}

/// Writes what is known of a sheet, before its rows.
pub(crate) fn write_head(head: &Sheet, out: &mut impl Write) -> io::Result<()> {
    frame(out, SHEET, &[&known(head)?])
}

/// Writes what is known of a sheet at last, behind its rows.
pub(crate) fn write_head_again(head: &Sheet, out: &mut impl Write) -> io::Result<()> {
    frame(out, HEAD, &[&known(head)?])
}

/// What is known of a sheet, without its rows.
fn known(head: &Sheet) -> io::Result<Vec<u8>> {
    let head = Sheet { rows: Vec::new(), ..head.clone() };
    Ok(serde_json::to_vec(&head)?)
}

/// Writes a part of the rows of a sheet.
pub(crate) fn write_part(part: &Part, out: &mut impl Write) -> io::Result<()> {
    let values = u32::try_from(part.values()).map_err(io::Error::other)?;
    frame(out, PART, &[&values.to_le_bytes(), part.bytes()])
}

/// Says that the rows of the sheet come again.
pub(crate) fn write_again(out: &mut impl Write) -> io::Result<()> {
    frame(out, AGAIN, &[])
}

/// Writes a refusal.
pub(crate) fn write_refusal(refusal: Refusal, out: &mut impl Write) -> io::Result<()> {
    frame(out, REFUSAL, &[&serde_json::to_vec(&refusal)?])
}

fn frame(out: &mut impl Write, kind: u8, payload: &[&[u8]]) -> io::Result<()> {
    let length = payload.iter().map(|part| part.len()).sum::<usize>();
    out.write_all(&[kind])?;
    out.write_all(&u32::try_from(length).map_err(io::Error::other)?.to_le_bytes())?;
    payload.iter().try_for_each(|part| out.write_all(part))
}

/// Reads an answer. None at all, or one that is cut off or damaged, means that the child broke off.
pub fn read(input: impl Read, limits: &Limits) -> Answer {
    read_along(input, limits, |_| {})
}

/// The same, and tells of every part of the first sheet as it comes: the sheet with what it has so far.
pub fn read_along(input: impl Read, limits: &Limits, along: impl FnMut(&PackedSheet)) -> Answer {
    taken(input, limits, along).unwrap_or(Err(Refusal::ReaderCrashed))
}

fn taken(mut input: impl Read, limits: &Limits, mut along: impl FnMut(&PackedSheet)) -> Option<Answer> {
    let mut form = [0; FORM.len()];
    input.read_exact(&mut form).ok().filter(|()| form == *FORM)?;
    let (mut cells, mut text) = (0u64, 0u64);
    let mut sheets: Vec<PackedSheet> = Vec::new();
    let answer = loop {
        let (kind, payload) = next(&mut input)?;
        match kind {
            REFUSAL => break Err(serde_json::from_slice(&payload).ok()?),
            SHEET if sheets.len() <= limits.sheets * limits.sheets => {
                sheets.push(PackedSheet::of_parts(serde_json::from_slice::<Sheet>(&payload).ok()?));
            }
            PART => {
                let (values, bytes) = payload.split_at_checked(4)?;
                let values = u32::from_le_bytes(values.try_into().ok()?) as usize;
                let more = sheets.last_mut()?.check_in(Part::of_bytes(values, bytes))?;
                (cells, text) = (cells + more.0, text + more.1);
                if cells > SPREAD * u64::from(limits.cells) || text > SPREAD * limits.text {
                    return None;
                }
                if let [first] = sheets.as_slice() {
                    along(first);
                }
            }
            AGAIN => {
                let sheet = sheets.last_mut()?;
                *sheet = PackedSheet::of_parts(sheet.head().clone());
            }
            HEAD => sheets.last_mut()?.describe(serde_json::from_slice::<Sheet>(&payload).ok()?),
            END => break Ok(Cells { source: serde_json::from_slice::<Source>(&payload).ok()?, sheets }),
            _ => return None,
        }
    };
    // Nothing follows the end.
    (input.read(&mut [0]).ok()? == 0).then_some(answer)
}

fn next(input: &mut impl Read) -> Option<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    input.read_exact(&mut head).ok()?;
    let [kind, length @ ..] = head;
    let length = u32::from_le_bytes(length);
    if length > LONGEST {
        return None;
    }
    // Only what is really there takes room.
    let mut payload = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut payload).ok()?;
    (payload.len() == length as usize).then_some((kind, payload))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_cells;

    fn written(answer: &Answer) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(answer, &mut bytes).unwrap();
        bytes
    }

    fn list() -> Cells {
        read_cells("事業所番号,事業所名\n2970999013,ひだまり\n".repeat(300).as_bytes(), &Limits::web())
            .unwrap()
    }

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        let cells = list();
        let read = read(written(&Ok(cells.clone())).as_slice(), &Limits::web()).unwrap();
        assert_eq!(read.to_workbook(), cells.to_workbook());
        assert_eq!(read.sheets[0].row(577), cells.sheets[0].row(577));
        let refusal = Refusal::TooManyRows { limit: 3 };
        assert_eq!(super::read(written(&Err(refusal)).as_slice(), &Limits::web()).err(), Some(refusal));
    }

    #[test]
    fn an_answer_that_is_cut_off_or_goes_on_means_that_the_child_broke_off() {
        let bytes = written(&Ok(list()));
        for end in (0..bytes.len()).step_by(97) {
            assert_eq!(read(&bytes[..end], &Limits::web()).err(), Some(Refusal::ReaderCrashed), "{end}");
        }
        let more = [bytes.as_slice(), b"E"].concat();
        assert_eq!(read(more.as_slice(), &Limits::web()).err(), Some(Refusal::ReaderCrashed));
    }

    #[test]
    fn no_changed_byte_ends_the_program() {
        let bytes = written(&Ok(list()));
        for at in (0..60).chain((60..bytes.len()).step_by(11)) {
            for changed in [0, 0xFF, bytes[at] ^ 1, bytes[at].wrapping_add(1)] {
                let mut damaged = bytes.clone();
                damaged[at] = changed;
                let _ = read(damaged.as_slice(), &Limits::small());
            }
        }
    }

    #[test]
    fn more_than_there_can_be_is_not_taken() {
        let bytes = written(&Ok(list()));
        let limits = Limits { cells: 10, ..Limits::web() };
        assert_eq!(read(bytes.as_slice(), &limits).err(), Some(Refusal::ReaderCrashed));
    }
}
