//! Tells by its bytes what a document is; its name is never asked.

use crate::{Error, Kind, Refusal};
use std::{fs, path::Path};

/// Readers of PDF accept its header anywhere in the first kilobyte.
const HEADER_REACH: usize = 1024;
/// A ZIP archive ends in a record of this many bytes and a comment.
const ZIP_END: usize = 22;

/// Tells what a document is.
///
/// # Errors
/// When it is none of the kinds that are taken, and says which it is; or cannot be read.
pub fn inspect(path: &Path) -> Result<Kind, Error> {
    Ok(by_content(&fs::read(path)?)?)
}

pub(crate) fn by_content(data: &[u8]) -> Result<Kind, Refusal> {
    if data.is_empty() {
        return Err(Refusal::Empty);
    }
    let kind = by_magic(data)?;
    if ends_as_zip(data) || (kind != Kind::Pdf && contains(head(data, HEADER_REACH), b"%PDF-")) {
        return Err(Refusal::TwoInOne);
    }
    Ok(kind)
}

fn by_magic(data: &[u8]) -> Result<Kind, Refusal> {
    if data.starts_with(b"\xFF\xD8\xFF") {
        return Ok(Kind::Jpeg);
    }
    if data.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok(Kind::Png);
    }
    let text = data.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(data).trim_ascii_start();
    if text.starts_with(b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    Err(refuse(data, text))
}

fn refuse(data: &[u8], text: &[u8]) -> Refusal {
    match infer::get(data).map(|kind| kind.mime_type()) {
        Some("image/heif" | "image/heic") => return Refusal::Heic,
        Some(mime) if mime.starts_with("image/") && mime != "image/svg+xml" => {
            return if contains(head(data, HEADER_REACH), b"%PDF-") {
                Refusal::TwoInOne
            } else {
                Refusal::OtherPicture
            };
        }
        _ => {}
    }
    if data.get(4..8) == Some(b"ftyp") {
        return Refusal::Heic;
    }
    if data.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Refusal::OfficeDocument;
    }
    if data.starts_with(b"PK\x03\x04") {
        let office =
            [&b"[Content_Types].xml"[..], b"_rels/", b"mimetypeapplication/vnd.oasis", b"xl/", b"word/"];
        return if office.iter().any(|name| contains(head(data, 4096), name)) {
            Refusal::OfficeDocument
        } else {
            Refusal::Archive
        };
    }
    if text.starts_with(b"<") {
        let start = head(text, 4096).to_ascii_lowercase();
        return if contains(&start, b"<svg") {
            Refusal::Svg
        } else if [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<script", b"<table", b"<meta"]
            .iter()
            .any(|tag| contains(&start, tag))
        {
            Refusal::Html
        } else {
            Refusal::UnknownKind
        };
    }
    if contains(head(data, HEADER_REACH), b"%PDF-") {
        return Refusal::TwoInOne;
    }
    let archives: [&[u8]; 6] =
        [b"PK\x05\x06", b"\x1F\x8B", b"7z\xBC\xAF\x27\x1C", b"Rar!", b"BZh", b"\xFD7zXZ"];
    if archives.iter().any(|magic| data.starts_with(magic)) || data.get(2..5) == Some(b"-lh") {
        return Refusal::Archive;
    }
    Refusal::UnknownKind
}

/// Whether an unpacker would find an archive at the end: the end record and its comment reach the
/// last byte exactly.
fn ends_as_zip(data: &[u8]) -> bool {
    let from = data.len().saturating_sub(ZIP_END + usize::from(u16::MAX));
    let tail = &data[from..];
    tail.windows(ZIP_END).enumerate().any(|(at, record)| {
        record.starts_with(b"PK\x05\x06") && {
            let comment = usize::from(u16::from_le_bytes([record[20], record[21]]));
            at + ZIP_END + comment == tail.len()
        }
    })
}

fn head(data: &[u8], most: usize) -> &[u8] {
    &data[..data.len().min(most)]
}

fn contains(data: &[u8], part: &[u8]) -> bool {
    data.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::no_bytes(b"", Refusal::Empty)]
    #[case::web_page(b"\xEF\xBB\xBF \n<!DOCTYPE HTML><title>x</title>", Refusal::Html)]
    #[case::web_page_after_comment(b"<!-- %PDF- --><html><script>1</script>", Refusal::Html)]
    #[case::drawing(b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", Refusal::Svg)]
    #[case::workbook(
        b"PK\x03\x04\x14\0\0\0\x08\0aaaabbbbccccdddd\x13\0\0\0[Content_Types].xml",
        Refusal::OfficeDocument
    )]
    #[case::archive(b"PK\x03\x04\x14\0\0\0\x08\0aaaabbbbccccdddd\x05\0\0\0a.txt", Refusal::Archive)]
    #[case::gzip(b"\x1F\x8B\x08\0\0\0\0\0", Refusal::Archive)]
    #[case::old_excel(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0", Refusal::OfficeDocument)]
    #[case::iphone(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Refusal::Heic)]
    #[case::gif(b"GIF89a\x01\0\x01\0\x80\0\0", Refusal::OtherPicture)]
    #[case::gif_with_pdf(b"GIF89a=1;%PDF-1.4 ...", Refusal::TwoInOne)]
    #[case::webp(b"RIFF\x24\0\0\0WEBPVP8 ", Refusal::OtherPicture)]
    #[case::tiff(b"II*\0\x08\0\0\0\x0F\0\xFE\0\x04\0", Refusal::OtherPicture)]
    #[case::program(b"MZ\x90\0\x03\0\0\0", Refusal::UnknownKind)]
    #[case::script_before_pdf(b"#!/bin/sh\n%PDF-1.4", Refusal::TwoInOne)]
    #[case::text("領収書".as_bytes(), Refusal::UnknownKind)]
    fn other_kinds_are_refused_by_what_they_are(#[case] data: &[u8], #[case] refusal: Refusal) {
        assert_eq!(by_content(data), Err(refusal));
    }

    #[rstest]
    #[case(b"%PDF-1.7\n", Kind::Pdf)]
    #[case(b"\xEF\xBB\xBF\r\n%PDF-1.4\n", Kind::Pdf)]
    #[case(b"\xFF\xD8\xFF\xE0", Kind::Jpeg)]
    #[case(b"\x89PNG\r\n\x1A\n", Kind::Png)]
    fn the_three_kinds_are_known(#[case] data: &[u8], #[case] kind: Kind) {
        assert_eq!(by_content(data), Ok(kind));
    }

    #[test]
    fn a_document_with_an_archive_behind_it_is_refused() {
        for start in [&b"%PDF-1.7\n%%EOF\n"[..], b"\xFF\xD8\xFF\xD9", b"\x89PNG\r\n\x1A\n"] {
            let mut data = start.to_vec();
            data.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2E\0\0\0\x10\0\0\0\x03\0abc");
            assert_eq!(by_content(&data), Err(Refusal::TwoInOne));
            data.push(b'!');
            assert!(by_content(&data).is_ok(), "an end record that reaches no end is mere bytes");
        }
    }
}
