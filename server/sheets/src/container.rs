//! ZIP containers: what is inside, and a guard that inflates and counts every part before anything believes it.

use crate::{Limits, ods, read_bytes, xlsx};
use domain::imports::{OtherKind, Refusal, Workbook};
use flate2::read::MultiGzDecoder;
use std::io::{BufReader, Cursor, Read};
use zip::{ZipArchive, read::ZipFile, result::ZipError};

/// A container whose bytes are in memory.
pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Inflating may enlarge small parts as it likes; a part beyond this size must not be almost nothing compressed.
const FREE_SIZE: u64 = 10 * 1024 * 1024;
const MOST_INFLATION: u64 = 100;

/// Reads the workbook in a container, or the one text file in an archive.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
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
        let parts = xlsx::Structure::inspect(&mut archive, limits)?;
        return xlsx::read(bytes, &parts, limits);
    }
    if has("mimetype") && (has("content.xml") || has("encrypted-package")) {
        return ods::read(&mut archive, limits);
    }
    if has("word/") || has("ppt/") {
        return Err(Refusal::OtherKind(OtherKind::Document));
    }
    single_list(&mut archive, limits)
}

/// The national download site hands out archives with one text file in them, named .csv themselves.
fn single_list(archive: &mut Archive<'_>, limits: &Limits) -> Result<Workbook, Refusal> {
    let other = Refusal::OtherKind(OtherKind::Zip);
    let mut lists = (0..archive.len()).filter(|index| {
        archive.name_for_index(*index).and_then(Result::ok).is_some_and(|name| {
            let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
            ["csv", "txt", "tsv"].contains(&extension.as_str()) && !name.starts_with("__MACOSX/")
        })
    });
    let (Some(index), None) = (lists.next(), lists.next()) else {
        return Err(other);
    };
    let part = archive.by_index(index).map_err(damaged)?;
    let mut inside = Vec::new();
    let mut counted = Counted::new(part, limits.bytes);
    counted.read_to_end(&mut inside).map_err(|_| Refusal::Hostile)?;
    inner_list(&inside, other, limits)
}

/// A list that was compressed alone, perhaps under its own name.
pub fn gzip(bytes: &[u8], limits: &Limits) -> Result<Workbook, Refusal> {
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

/// Reads what was inside, unless that is an archive again.
fn inner_list(inside: &[u8], other: Refusal, limits: &Limits) -> Result<Workbook, Refusal> {
    if inside.starts_with(b"PK") || inside.starts_with(b"\x1F\x8B") {
        return Err(other);
    }
    read_bytes(inside, limits)
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
