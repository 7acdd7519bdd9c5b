//! What a person says of a table: what it is called, of which day, and where it comes from.

use crate::{
    form::{Reader, Refusal, Typed},
    text,
    wareki::{DateError, Expected},
};
use chrono::NaiveDate;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// What it is called.
    Title,
    /// The day of the event.
    HeldOn,
    /// Where the table is printed.
    Source,
}

impl Field {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Title, Self::HeldOn, Self::Source];

    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::HeldOn => "held_on",
            Self::Source => "source",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// No day.
    #[error(transparent)]
    Date(#[from] DateError),
}

impl Refusal for Problem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

/// The most characters of a title.
const TITLE: usize = 120;
/// The most characters of a source.
const SOURCE: usize = 200;

/// What is said of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// What it is called.
    pub title: String,
    /// The day of the event, where it is known.
    pub held_on: Option<NaiveDate>,
    /// Where the table is printed; may be empty.
    pub source: String,
}

impl Details {
    /// Reads the form on a day; all errors at once, in the order of the page.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reading = Reader::new(typed, Field::name);
        let title = reading.needed_line(Field::Title, TITLE);
        let held_on = reading.expected_day(Field::HeldOn, Expected::around(today));
        let source = reading.line(Field::Source, SOURCE);
        reading.done(Some(Self { title, held_on, source }))
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        let day = self.held_on.map(|day| day.to_string()).unwrap_or_default();
        Typed::default()
            .with(Field::Title.name(), &self.title)
            .with(Field::HeldOn.name(), day)
            .with(Field::Source.name(), &self.source)
    }

    /// What a table is called before anybody said so: by the words above it, or by the name of its file.
    pub fn begun(title: Option<&str>, file: &str) -> Self {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let title = title.map(text::tidy_name).filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| text::tidy_name(stem));
        let title: String = title.chars().take(TITLE / 2).collect();
        let title = if title.is_empty() { "申込状況の表".to_owned() } else { title };
        Self { title, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2024-09-18".parse().unwrap()
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let typed = Typed::default().with("held_on", "6月31日").with("source", "あ".repeat(201));
        let fields: Vec<Field> =
            Details::parse(&typed, today()).unwrap_err().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, Field::ALL);
    }

    #[test]
    fn what_is_kept_fills_the_form_again() {
        let typed = Typed::default()
            .with("title", " 自治体向けセミナー ")
            .with("held_on", "6/26")
            .with("source", "介護保険最新情報 Vol.1310");
        let details = Details::parse(&typed, today()).unwrap();
        assert_eq!(
            (details.title.as_str(), details.held_on),
            ("自治体向けセミナー", NaiveDate::from_ymd_opt(2024, 6, 26))
        );
        assert_eq!(Details::parse(&details.fill(), today()), Ok(details));
    }

    #[test]
    fn a_table_begins_with_what_stands_above_it() {
        assert_eq!(Details::begun(Some("道府県別申込数"), "a.csv").title, "道府県別申込数");
        assert_eq!(Details::begun(None, "webinar_table.csv").title, "webinar_table");
        assert_eq!(Details::begun(Some("　"), ".csv").title, "申込状況の表");
    }
}
