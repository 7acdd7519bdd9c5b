//! What a file is, by its first bytes.

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
    /// A workbook with a password.
    Encrypted,
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
    if bytes.starts_with(OLE) {
        return if contains_utf16(bytes, "EncryptedPackage") {
            Kind::Encrypted
        } else if contains_utf16(bytes, "Workbook") || contains_utf16(bytes, "Book") {
            Kind::Other(OtherKind::OldExcel)
        } else {
            Kind::Other(OtherKind::Document)
        };
    }
    let signatures: [(&[u8], Kind); 9] = [
        (b"PK\x03\x04", Kind::Container),
        (b"PK\x05\x06", Kind::Other(OtherKind::Zip)),
        (b"%PDF-", Kind::Other(OtherKind::Pdf)),
        (b"\x1F\x8B", Kind::Other(OtherKind::Gzip)),
        (b"\x89PNG", Kind::Other(OtherKind::Picture)),
        (b"\xFF\xD8\xFF", Kind::Other(OtherKind::Picture)),
        (b"GIF8", Kind::Other(OtherKind::Picture)),
        (b"{\\rtf", Kind::Other(OtherKind::Document)),
        (b"\x09\x08\x10\x00", Kind::Other(OtherKind::OldExcel)),
    ];
    if let Some((_, kind)) = signatures.iter().find(|(signature, _)| start.starts_with(signature)) {
        return *kind;
    }
    // A PDF may carry a few bytes of a mail program before its own first line.
    if bytes.get(..1024).unwrap_or(bytes).windows(5).any(|window| window == b"%PDF-") {
        return Kind::Other(OtherKind::Pdf);
    }
    if looks_like_a_web_page(start) {
        return Kind::Other(OtherKind::Html);
    }
    if has_utf16_mark(bytes) || !looks_binary(bytes) { Kind::Text } else { Kind::Other(OtherKind::Unknown) }
}

fn contains_utf16(bytes: &[u8], word: &str) -> bool {
    let word: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(word.len()).any(|window| window == word)
}

fn looks_like_a_web_page(start: &[u8]) -> bool {
    let head = start.get(..512).unwrap_or(start).to_ascii_lowercase();
    [&b"<!doctype html"[..], b"<html", b"<head", b"<meta", b"<table", b"<body", b"<style", b"<div"]
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
            (b"  <HTML><body>", Kind::Other(OtherKind::Html)),
            (b"\x1F\x8B\x08\x00", Kind::Other(OtherKind::Gzip)),
            ("事業所番号,事業所名\n".as_bytes(), Kind::Text),
            (b"a,b\x00,c\nlonger line of text so that one NUL does not matter", Kind::Text),
            (b"\x00\x01\x02\x03\x04\x05\x06", Kind::Other(OtherKind::Unknown)),
        ] {
            assert_eq!(recognise(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn an_old_workbook_is_told_from_an_encrypted_one() {
        let with = |word: &str| {
            let mut bytes = OLE.to_vec();
            bytes.extend(word.encode_utf16().flat_map(u16::to_le_bytes));
            recognise(&bytes)
        };
        assert_eq!(with("EncryptedPackage"), Kind::Encrypted);
        assert_eq!(with("Workbook"), Kind::Other(OtherKind::OldExcel));
        assert_eq!(with("WordDocument"), Kind::Other(OtherKind::Document));
    }
}
