//! ZIP containers: what is inside, and a guard that inflates and counts every part before anything believes it.

use crate::{Limits, Stream, ods, read_cells, xlsx};
use domain::imports::{Cells, OtherKind, PackedSheet, Refusal};
use flate2::read::MultiGzDecoder;
use std::io::{BufReader, Cursor, Read};
use zip::{ZipArchive, read::ZipFile, result::ZipError};

/// A container whose bytes are in memory.
pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Inflating may enlarge small parts as it likes; a part beyond this size must not be almost nothing compressed.
const FREE_SIZE: u64 = 10 * 1024 * 1024;
const MOST_INFLATION: u64 = 100;

/// Reads the workbook in a container, or the one text file in an archive.
pub fn read(bytes: &[u8], limits: &Limits, stream: &mut Stream<'_>) -> Result<Cells, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
        ZipError::InvalidArchive(_) | ZipError::Io(_) => Refusal::CutOff,
        _ => Refusal::Damaged,
    })?;
    if archive.len() > limits.parts {
        return Err(Refusal::Hostile);
    }
    let names: Vec<String> = archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("xl/workbook.bin") {
        return Err(Refusal::OtherKind(OtherKind::BinaryExcel));
    }
    if has("xl/") {
        return xlsx::read(bytes, &mut archive, limits, stream);
    }
    if has("mimetype") && (has("content.xml") || has("encrypted-package")) {
        return ods::read(&mut archive, limits);
    }
    if has("word/") || has("ppt/") {
        return Err(Refusal::OtherKind(OtherKind::Document));
    }
    lists(&mut archive, limits)
}

/// The lists in an archive: one text file named .csv itself, as the national download site hands it out, or a file for
/// each service, as a person collects them. Each file is read for itself; its sheets carry its name in front.
fn lists(archive: &mut Archive<'_>, limits: &Limits) -> Result<Cells, Refusal> {
    let other = Refusal::OtherKind(OtherKind::Zip);
    let lists: Vec<(usize, String)> = (0..archive.len())
        .filter_map(|index| {
            let name = archive.name_for_index(index).and_then(Result::ok)?.into_owned();
            (is_list(&name) && !name.starts_with("__MACOSX/")).then_some((index, name))
        })
        .collect();
    if lists.is_empty() || lists.len() > limits.sheets {
        return Err(other);
    }
    let (several, mut left) = (lists.len() > 1, limits.bytes);
    let mut whole: Option<Cells> = None;
    for (index, name) in lists {
        let mut inside = Vec::new();
        let mut counted = Counted::new(archive.by_index(index).map_err(damaged)?, left);
        counted.read_to_end(&mut inside).map_err(|_| Refusal::Hostile)?;
        left -= inside.len() as u64;
        let mut read = inner_list(&inside, other, limits)?;
        if several {
            for sheet in &mut read.sheets {
                sheet.rename(named(&name, sheet.name()));
            }
        }
        match &mut whole {
            None => whole = Some(read),
            Some(whole) => whole.sheets.extend(read.sheets),
        }
    }
    let whole = whole.ok_or(other)?;
    let rows: usize = whole.sheets.iter().map(PackedSheet::len).sum();
    let cells: usize =
        whole.sheets.iter().flat_map(|sheet| sheet.rows().iter()).map(|row| row.cells.len()).sum();
    if rows > limits.workbook_rows as usize {
        return Err(Refusal::TooManyRows { limit: limits.workbook_rows });
    }
    if cells > limits.cells as usize {
        return Err(Refusal::TooManyCells { limit: limits.cells });
    }
    Ok(whole)
}

/// True for the name of a file that may hold a list.
pub fn is_list(name: &str) -> bool {
    let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    ["csv", "txt", "tsv", "xlsx", "xls", "ods", "htm", "html"].contains(&extension.as_str())
}

/// A sheet of one file among several: 居宅介護支援, or 居宅介護支援／Sheet1.
fn named(file: &str, sheet: &str) -> String {
    let last = file.rsplit('/').next().unwrap_or(file);
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    if sheet.is_empty() { stem.to_owned() } else { format!("{stem}／{sheet}") }
}

/// A list that was compressed alone, perhaps under its own name.
pub fn gzip(bytes: &[u8], limits: &Limits) -> Result<Cells, Refusal> {
    let explained = (bytes.len() as u64).saturating_mul(MOST_INFLATION).max(FREE_SIZE);
    let most = limits.bytes.min(explained);
    let mut inside = Vec::new();
    let mut counted = Counted { inner: MultiGzDecoder::new(bytes), most, read: 0 };
    counted.read_to_end(&mut inside).map_err(|error| {
        if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<TooLarge>) {
            Refusal::Hostile
        } else if error.kind() == std::io::ErrorKind::UnexpectedEof {
            Refusal::CutOff
        } else {
            Refusal::Damaged
        }
    })?;
    inner_list(&inside, Refusal::OtherKind(OtherKind::Gzip), limits)
}

/// Reads what was inside, unless that is an archive of lists again.
fn inner_list(inside: &[u8], other: Refusal, limits: &Limits) -> Result<Cells, Refusal> {
    let is_archive = inside.starts_with(b"\x1F\x8B") || (inside.starts_with(b"PK") && !is_workbook(inside));
    if is_archive { Err(other) } else { read_cells(inside, limits) }
}

/// True for a container that is a workbook and not an archive.
fn is_workbook(bytes: &[u8]) -> bool {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let mut names = archive.file_names().flatten();
    names.any(|name| name.starts_with("xl/") || name == "content.xml")
}

/// What a fault of the container means to the person.
pub fn damaged(error: ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => Refusal::Encrypted,
        _ => Refusal::Damaged,
    }
}

/// Reads a part and fails once it has grown beyond what is left, or beyond what its compressed size explains.
pub struct Counted<R> {
    inner: R,
    most: u64,
    /// Bytes read so far.
    pub read: u64,
}

impl<'a, R: Read> Counted<ZipFile<'a, R>> {
    /// Watches a part; `left` is what the whole container may still inflate to.
    pub fn new(part: ZipFile<'a, R>, left: u64) -> Self {
        let explained = part.compressed_size().saturating_mul(MOST_INFLATION).max(FREE_SIZE);
        Self { inner: part, most: left.min(explained), read: 0 }
    }

    /// With a buffer, for the XML reader.
    pub fn buffered(self) -> BufReader<Self> {
        BufReader::with_capacity(64 * 1024, self)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read += count as u64;
        if self.read > self.most {
            return Err(std::io::Error::other(TooLarge));
        }
        Ok(count)
    }
}

/// The part grew beyond its limit.
#[derive(Debug, thiserror::Error)]
#[error("a part inflates too far")]
pub struct TooLarge;
