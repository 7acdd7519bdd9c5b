//! The tags and texts of a page, in their order.

use std::borrow::Cow;

/// What comes next in a page.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// An opening tag: its name in lower case, and what stands in it after the name.
    Open(String, &'a str),
    /// A closing tag.
    Close(String),
    /// Text between tags, entities not yet decoded.
    Text(&'a str),
}

/// Goes through a page.
pub struct Pieces<'a> {
    rest: &'a str,
}

/// Elements whose content is no text.
const RAW: [&str; 5] = ["script", "style", "noscript", "template", "title"];

impl<'a> Pieces<'a> {
    /// Begins at the start of a page.
    pub const fn new(page: &'a str) -> Self {
        Self { rest: page }
    }

    /// Passes over everything up to the closing tag of an element.
    fn skip_to_end_of(&mut self, name: &str) {
        let mut from = 0;
        while let Some(at) = self.rest[from..].find("</") {
            let start = from + at + 2;
            let bytes = self.rest.as_bytes();
            if bytes
                .get(start..start + name.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            {
                self.rest = &self.rest[from + at..];
                return;
            }
            from = start;
        }
        self.rest = "";
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(tag) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Piece::Text(text));
            };
            if let Some(comment) = tag.strip_prefix("!--") {
                self.rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            if tag.starts_with(['!', '?']) {
                self.rest = tag.find('>').map_or("", |end| &tag[end + 1..]);
                continue;
            }
            let inner = tag.strip_prefix('/').unwrap_or(tag);
            if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
                // A lone bracket is text.
                let end = tag.find('<').map_or(self.rest.len(), |end| end + 1);
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Piece::Text(text));
            }
            let end = end_of_tag(inner);
            self.rest = inner.get(end + 1..).unwrap_or("");
            let inner = &inner[..end];
            let name_end = inner.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inner.len());
            let name = inner[..name_end].to_ascii_lowercase();
            if tag.starts_with('/') {
                return Some(Piece::Close(name));
            }
            if RAW.contains(&name.as_str()) {
                self.skip_to_end_of(&name);
                continue;
            }
            return Some(Piece::Open(name, &inner[name_end..]));
        }
    }
}

/// Where a tag ends: at the first bracket outside quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if tag[..at].trim_end().ends_with('=') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that never closes: the first bracket ends the tag.
    tag.find('>').unwrap_or(tag.len())
}

/// The value of an attribute of a tag; empty where it has none.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut rest = tag.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let found = rest[..end].trim_matches('/');
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let body = quote.map_or(after, |_| &after[1..]);
            let end = match quote {
                Some(quote) => body.find(quote),
                None => body.find(char::is_whitespace),
            };
            value = &body[..end.unwrap_or(body.len())];
            rest = end.map_or("", |end| &body[end + usize::from(quote.is_some())..]).trim_start();
        } else if end == 0 {
            return None;
        }
        if found.eq_ignore_ascii_case(name) {
            return Some(html_escape::decode_html_entities(value));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_comments_and_brackets_in_quotes_are_no_cells() {
        let page =
            "<!DOCTYPE html><script>if (a<b) '<td>'</script><!-- <td> --><TD title='a>b' x:str>3 < 5</td >";
        let pieces: Vec<_> = Pieces::new(page).collect();
        assert_eq!(
            pieces,
            [
                Piece::Close("script".into()),
                Piece::Open("td".into(), " title='a>b' x:str"),
                Piece::Text("3 "),
                Piece::Text("< 5"),
                Piece::Close("td".into()),
            ]
        );
    }

    #[test]
    fn attributes_are_read_in_every_spelling() {
        let tag = " rowspan=2 COLSPAN = '3' hidden title=\"a &amp; b\" x:num/";
        assert_eq!(attribute(tag, "rowspan").as_deref(), Some("2"));
        assert_eq!(attribute(tag, "colspan").as_deref(), Some("3"));
        assert_eq!(attribute(tag, "hidden").as_deref(), Some(""));
        assert_eq!(attribute(tag, "title").as_deref(), Some("a & b"));
        assert_eq!(attribute(tag, "x:num").as_deref(), Some(""));
        assert_eq!(attribute(tag, "none"), None);
        assert_eq!(attribute(" ==a =", "b"), None);
    }
}
