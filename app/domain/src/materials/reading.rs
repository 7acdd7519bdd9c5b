//! What the forms of materials read alike.

use super::{MOST_PIECES, MaterialField as Field, MaterialProblem as Problem};
use crate::{
    form,
    money::Yen,
    text::{self, normalise_code},
};

/// A form of materials while it is read.
pub(super) type Reader<'a> = form::Reader<'a, Field, Problem>;

impl Reader<'_> {
    /// One of those that a list offers.
    pub(super) fn one_of<T>(&mut self, field: Field, of: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.chosen(field, of, Problem::NotChosen)
    }

    /// A text for which there is room on paper.
    pub(super) fn block(&mut self, field: Field, (most, lines): (usize, usize)) -> String {
        let block = text::tidy_prose(self.get(field));
        if text::graphemes(&block) > most {
            self.refuse(field, Problem::TooLong(most));
        } else if block.lines().count() > lines {
            self.refuse(field, Problem::TooManyLines(lines));
        }
        block
    }

    /// A number of pieces, with or without its unit.
    pub(super) fn pieces(&mut self, field: Field, least: u32) -> Option<u32> {
        let code = normalise_code(self.get(field)).replace(',', "");
        let digits = code.strip_suffix(['枚', '部', '個', '冊', '点']).unwrap_or(&code);
        let pieces = digits.parse().ok().filter(|pieces| (least..=MOST_PIECES).contains(pieces));
        let wrong =
            if code.is_empty() { Problem::Missing } else { Problem::Number { least, most: MOST_PIECES } };
        self.keep(field, pieces.ok_or(wrong))
    }

    /// An amount of money; none where nothing was typed.
    pub(super) fn money(&mut self, field: Field) -> Option<Yen> {
        self.if_any(field, Yen::parse(self.get(field)))
    }

    /// An address of the web; none where nothing was typed.
    pub(super) fn link(&mut self, field: Field) -> Option<String> {
        let link = self.line(field, 500);
        if link.is_empty() {
            return None;
        }
        if !crate::occasions::is_site(&link) {
            self.refuse(field, Problem::Link);
        }
        Some(link)
    }
}
