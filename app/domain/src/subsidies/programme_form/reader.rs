//! The form while it is read: single fields, each with what is wrong in it.

use super::{Field, Problem};
use crate::{
    form::Typed,
    money::{Yen, YenError},
    phone::Phone,
    subsidies::parts::{parse_days, parse_time},
    text::{tidy_name, tidy_prose},
    wareki::parse_date,
};
use chrono::{NaiveDate, NaiveTime};

/// Most characters of one line.
pub(super) const LINE: usize = 120;
/// Most characters of a sentence.
pub(super) const SENTENCE: usize = 400;
/// Most characters of a text of several lines.
pub(super) const TEXT: usize = 2_000;

/// The form while it is read.
pub(super) struct Reader<'a> {
    pub(super) typed: &'a Typed,
    pub(super) problems: Vec<(Field, Problem)>,
}

impl Reader<'_> {
    pub(super) fn reject(&mut self, field: Field, problem: Problem) {
        self.problems.push((field, problem));
    }

    pub(super) fn is_blank(&self, field: Field) -> bool {
        self.typed.get(field.name()).trim().is_empty()
    }

    pub(super) fn ticked(&self, field: Field) -> bool {
        self.typed.get(field.name()) == "yes"
    }

    pub(super) fn read<T>(
        &mut self,
        field: Field,
        parse: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        parse(self.typed.get(field.name())).map_err(|problem| self.reject(field, problem)).ok()
    }

    pub(super) fn line(&mut self, field: Field, required: bool) -> String {
        self.limited(field, required, LINE)
    }

    pub(super) fn limited(&mut self, field: Field, required: bool, most: usize) -> String {
        let text = tidy_name(self.typed.get(field.name())).trim().to_owned();
        if required && text.is_empty() {
            self.reject(field, Problem::Missing);
        } else if text.chars().count() > most {
            self.reject(field, Problem::TooLong(most));
        }
        text
    }

    pub(super) fn text(&mut self, field: Field) -> String {
        let text = tidy_prose(self.typed.get(field.name())).trim().to_owned();
        if text.chars().count() > TEXT {
            self.reject(field, Problem::TooLong(TEXT));
        }
        text
    }

    pub(super) fn lines(&mut self, field: Field) -> Vec<String> {
        self.text(field)
            .lines()
            .map(|line| tidy_name(line).trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect()
    }

    pub(super) fn choice<T: Copy>(&mut self, field: Field, choices: &[(&str, T)]) -> Option<T> {
        self.read(field, |typed| {
            choices
                .iter()
                .find(|(code, _)| *code == typed)
                .map(|(_, choice)| *choice)
                .ok_or(Problem::NotChosen)
        })
    }

    /// A choice that forms stored before do not have.
    pub(super) fn choice_or<T: Copy>(&mut self, field: Field, choices: &[(&str, T)], before: T) -> Option<T> {
        if self.typed.get(field.name()).is_empty() { Some(before) } else { self.choice(field, choices) }
    }

    pub(super) fn date(&mut self, field: Field) -> Option<NaiveDate> {
        self.read(field, |typed| parse_date(typed).map(|parsed| parsed.date).map_err(Problem::Date))
    }

    pub(super) fn time(&mut self, field: Field) -> Option<NaiveTime> {
        self.read(field, |typed| parse_time(typed).map_err(Problem::Time))
    }

    /// A whole number from one on.
    pub(super) fn number(&mut self, field: Field, most: u16) -> Option<u16> {
        self.read(field, |typed| {
            parse_days(typed).filter(|number| (1..=most).contains(number)).ok_or(Problem::Number(most))
        })
    }

    /// An amount; nothing typed is zero where `optional`, zero is refused where not.
    pub(super) fn amount(&mut self, field: Field, optional: bool) -> Option<Yen> {
        self.read(field, |typed| match Yen::parse(typed) {
            Err(YenError::Missing) if optional => Ok(Yen::ZERO),
            Ok(Yen::ZERO) if !optional => Err(Problem::Nothing),
            Ok(yen) => Ok(yen),
            Err(error) => Err(Problem::Amount(error)),
        })
    }

    pub(super) fn phone(&mut self) -> String {
        self.read(Field::Phone, |typed| {
            let parsed = Phone::parse(typed).map_err(Problem::Phone)?;
            let rest = parsed.rest.map(|rest| format!(" {rest}")).unwrap_or_default();
            Ok(format!("{}{rest}", parsed.phone))
        })
        .unwrap_or_default()
    }
}
