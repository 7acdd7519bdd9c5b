//! What the forms of materials read alike.

use super::{MOST_PIECES, MaterialField as Field, MaterialProblem as Problem};
use crate::{
    form::Typed,
    text::{self, normalise_code},
    wareki::{self, DateError},
};
use chrono::NaiveDate;

/// A form, and what is wrong with it so far.
pub(super) struct Reader<'a> {
    pub typed: &'a Typed,
    pub problems: Vec<(Field, Problem)>,
}

impl<'a> Reader<'a> {
    pub const fn new(typed: &'a Typed) -> Self {
        Self { typed, problems: Vec::new() }
    }

    pub fn refuse(&mut self, field: Field, problem: Problem) {
        self.problems.push((field, problem));
    }

    pub fn is_empty(&self, field: Field) -> bool {
        self.typed.get(field.name()).trim().is_empty()
    }

    pub fn chosen<T>(&mut self, field: Field, of: impl Fn(&str) -> Option<T>) -> Option<T> {
        let chosen = of(self.typed.get(field.name()));
        if chosen.is_none() {
            self.refuse(field, Problem::NotChosen);
        }
        chosen
    }

    pub fn line(&mut self, field: Field, most: usize, needed: bool) -> String {
        let line = text::tidy_name(self.typed.get(field.name()));
        if line.is_empty() && needed {
            self.refuse(field, Problem::Missing);
        } else if text::graphemes(&line) > most {
            self.refuse(field, Problem::TooLong(most));
        }
        line
    }

    pub fn prose(&mut self, field: Field, (most, lines): (usize, usize)) -> String {
        let prose = text::tidy_prose(self.typed.get(field.name()));
        if text::graphemes(&prose) > most {
            self.refuse(field, Problem::TooLong(most));
        } else if prose.lines().count() > lines {
            self.refuse(field, Problem::TooManyLines(lines));
        }
        prose
    }

    pub fn day(&mut self, field: Field) -> Option<NaiveDate> {
        match wareki::parse_date(self.typed.get(field.name())) {
            Ok(parsed) => Some(parsed.date),
            Err(DateError::Missing) => {
                self.refuse(field, Problem::Missing);
                None
            }
            Err(error) => {
                self.refuse(field, Problem::Date(error));
                None
            }
        }
    }

    /// A day that has come.
    pub fn past_day(&mut self, field: Field, today: NaiveDate) -> Option<NaiveDate> {
        let day = self.day(field);
        if day.is_some_and(|day| day > today) {
            self.refuse(field, Problem::Future);
        }
        day
    }

    /// A number of pieces, with or without its unit.
    pub fn pieces(&mut self, field: Field, least: u32) -> Option<u32> {
        let code = normalise_code(self.typed.get(field.name())).replace(',', "");
        let digits = code.strip_suffix(['枚', '部', '個', '冊', '点']).unwrap_or(&code);
        let pieces = digits.parse().ok().filter(|pieces| (least..=MOST_PIECES).contains(pieces));
        if pieces.is_none() {
            let problem =
                if code.is_empty() { Problem::Missing } else { Problem::Number { least, most: MOST_PIECES } };
            self.refuse(field, problem);
        }
        pieces
    }

    /// An address of the web; empty where nothing was typed.
    pub fn link(&mut self, field: Field) -> Option<String> {
        let link = self.line(field, 500, false);
        if link.is_empty() {
            return None;
        }
        if !crate::occasions::is_site(&link) {
            self.refuse(field, Problem::Link);
        }
        Some(link)
    }
}
