//! What a file is, by its first bytes.

use crate::decode::{is_jis, unmarked_utf16};
use domain::imports::OtherKind;

/// What the content looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No bytes, or white space alone.
    Nothing,
    /// Text, in whatever encoding.
    Text,
    /// A ZIP container, the form of .xlsx.
    Container,
    /// A compound file, the form of .xls and of workbooks with a password.
    Compound,
    /// The records of an old workbook without a container.
    Records,
    /// A web page.
    Html,
    /// A gzip archive.
    Gzip,
    /// Something that is not read.
    Other(OtherKind),
}

const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Looks at the content; the name of the file plays no part.
pub fn recognise(bytes: &[u8]) -> Kind {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if start.is_empty() {
        return Kind::Nothing;
    }
    let signatures: [(&[u8], Kind); 14] = [
        (OLE, Kind::Compound),
        (b"PK\x03\x04", Kind::Container),
        (b"PK\x05\x06", Kind::Other(OtherKind::Zip)),
        (b"%PDF-", Kind::Other(OtherKind::Pdf)),
        (b"\x1F\x8B", Kind::Gzip),
        (b"\x89PNG", Kind::Other(OtherKind::Picture)),
        (b"\xFF\xD8\xFF", Kind::Other(OtherKind::Picture)),
        (b"GIF8", Kind::Other(OtherKind::Picture)),
        (b"{\\rtf", Kind::Other(OtherKind::Document)),
        (b"\x09\x08\x10\x00", Kind::Records),
        (b"\x09\x08\x08\x00", Kind::Records),
        (b"\x09\x04\x06\x00", Kind::Records),
        (b"\x09\x02\x06\x00", Kind::Records),
        (b"\x09\x00\x04\x00", Kind::Records),
    ];
    if let Some((_, kind)) =
        signatures.iter().find(|(signature, _)| bytes.starts_with(signature) || start.starts_with(signature))
    {
        return *kind;
    }
    // A PDF may carry a few bytes of a mail program before its own first line.
    if bytes.get(..1024).unwrap_or(bytes).windows(5).any(|window| window == b"%PDF-") {
        return Kind::Other(OtherKind::Pdf);
    }
    if looks_like_a_web_page(start) {
        return Kind::Html;
    }
    if start.starts_with(b"<?xml") && contains(start, b"urn:schemas-microsoft-com:office:spreadsheet") {
        return Kind::Other(OtherKind::XmlSpreadsheet);
    }
    if start.get(..13).is_some_and(|head| head.eq_ignore_ascii_case(b"MIME-Version:")) {
        return Kind::Other(OtherKind::Html);
    }
    if has_utf16_mark(bytes) || unmarked_utf16(bytes).is_some() || is_jis(bytes) || !looks_binary(bytes) {
        Kind::Text
    } else {
        Kind::Other(OtherKind::Unknown)
    }
}

fn contains(start: &[u8], word: &[u8]) -> bool {
    start.get(..1024).unwrap_or(start).windows(word.len()).any(|window| window == word)
}

fn looks_like_a_web_page(start: &[u8]) -> bool {
    let head = start.get(..512).unwrap_or(start).to_ascii_lowercase();
    [&b"<!doctype html"[..], b"<html", b"<head", b"<meta", b"<table", b"<body", b"<style", b"<div", b"<!--"]
        .iter()
        .any(|tag| head.starts_with(tag))
        || (head.starts_with(b"<?xml") && head.windows(5).any(|window| window == b"<html"))
}

/// A byte order mark of UTF-16.
pub fn has_utf16_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

/// A few stray control characters happen in lists; a picture or a program is full of them.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let odd = head.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    odd * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_decides_and_not_the_name() {
        for (bytes, kind) in [
            (&b""[..], Kind::Nothing),
            (b"\xEF\xBB\xBF\r\n \t", Kind::Nothing),
            (b"%PDF-1.7\n", Kind::Other(OtherKind::Pdf)),
            (b"PK\x03\x04rest", Kind::Container),
            (b"  <HTML><body>", Kind::Html),
            (b"\x1F\x8B\x08\x00", Kind::Gzip),
            ("事業所番号,事業所名\n".as_bytes(), Kind::Text),
            (b"a,b\x00,c\nlonger line of text so that one NUL does not matter", Kind::Text),
            (b"\x00\x01\x02\x03\x04\x05\x06", Kind::Other(OtherKind::Unknown)),
        ] {
            assert_eq!(recognise(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn old_and_foreign_forms_are_told_apart() {
        for (bytes, kind) in [
            (OLE, Kind::Compound),
            (b"\x09\x08\x08\x00\x00\x05\x05\x00", Kind::Records),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Kind::Other(OtherKind::Html)),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                Kind::Other(OtherKind::XmlSpreadsheet),
            ),
        ] {
            assert_eq!(recognise(bytes), kind);
        }
    }
}
