//! Rates that others published: a newspaper, the ministry, a prefecture. They stand beside ours with what they count, and no
//! calculation takes them up: denominators differ (domain.md §6).

use super::{Indicator, Tenths, rate::ratio};
use crate::{
    form::{Reader, Refusal, Typed},
    text,
    wareki::{self, DateError},
};
use chrono::NaiveDate;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublishedField {
    /// Whose rate it is: 全国, a prefecture, a city.
    Whose,
    /// The percentage as it was printed.
    Percent,
    /// How many offices.
    Numerator,
    /// Of how many.
    Denominator,
    /// What is counted over what, in words.
    Definition,
    /// As of which day.
    AsOf,
    /// Only the month is known.
    MonthOnly,
    /// Where it stands.
    Source,
    /// Its page.
    Url,
    /// What is worth knowing.
    Note,
}

impl PublishedField {
    /// Every field, in the order of the form.
    pub const ALL: [Self; 10] = [
        Self::Whose,
        Self::Percent,
        Self::Numerator,
        Self::Denominator,
        Self::Definition,
        Self::AsOf,
        Self::MonthOnly,
        Self::Source,
        Self::Url,
        Self::Note,
    ];

    /// The name of the posted field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whose => "whose",
            Self::Percent => "percent",
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
            Self::Definition => "definition",
            Self::AsOf => "as_of",
            Self::MonthOnly => "month_only",
            Self::Source => "source",
            Self::Url => "url",
            Self::Note => "note",
        }
    }
}

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PublishedProblem {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Missing,
    /// Neither a percentage nor both counts.
    #[error("neither a percentage nor a count of offices")]
    NoNumber,
    /// Longer than is kept.
    #[error("more than {most} characters")]
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// No percentage from 0 to 100 with at most one decimal.
    #[error("no percentage")]
    Percent,
    /// No whole number of offices.
    #[error("no whole number")]
    Count,
    /// More offices than there are.
    #[error("more than the denominator")]
    MoreThanAll,
    /// No address of a page.
    #[error("no address of a page")]
    Url,
    /// No day.
    #[error(transparent)]
    Day(#[from] DateError),
    /// A day that has not come.
    #[error("a day that has not come")]
    Future,
}

impl Refusal for PublishedProblem {
    fn missing() -> Self {
        Self::Missing
    }
    fn too_long(most: usize) -> Self {
        Self::TooLong { most }
    }
}

/// What somebody published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedRate {
    /// Whose rate it is.
    pub whose: String,
    /// The percentage as it was printed.
    pub percent: Option<Tenths>,
    /// How many offices.
    pub numerator: Option<u64>,
    /// Of how many.
    pub denominator: Option<u64>,
    /// What is counted over what; empty where the source does not say.
    pub definition: String,
    /// As of which day; the last of the month where only that is known.
    pub as_of: NaiveDate,
    /// Only the month is known.
    pub month_only: bool,
    /// Where it stands.
    pub source: String,
    /// Its page; may be empty.
    pub url: String,
    /// What is worth knowing.
    pub note: String,
}

/// The most characters of a name.
const NAME: usize = 80;
/// The most characters of a source or an address.
const LINE: usize = 300;
/// The most characters of a definition or a note.
const NOTE: usize = 1_000;
/// More offices than a country has.
const MOST: u64 = 10_000_000;

type Errors = Vec<(PublishedField, PublishedProblem)>;

type Reading<'a> = Reader<'a, PublishedField, PublishedProblem>;

impl Reading<'_> {
    /// A number; none where nothing was typed.
    fn number<T>(
        &mut self,
        field: PublishedField,
        problem: PublishedProblem,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let typed = text::normalise_code(self.get(field));
        if typed.is_empty() {
            return None;
        }
        self.keep(field, read(&typed).ok_or(problem))
    }
}

/// `9.8`, `9.8%`, `36`.
fn percentage(typed: &str) -> Option<Tenths> {
    let typed = typed.strip_suffix('%').unwrap_or(typed).trim();
    let (whole, tenth) = typed.split_once('.').unwrap_or((typed, "0"));
    let figures = |text: &str, most: usize| {
        (!text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<i64>().ok())
            .flatten()
    };
    let tenths = figures(whole, 3)? * 10 + figures(tenth, 1)?;
    (tenths <= 1000).then_some(Tenths(tenths))
}

/// `28,191`, `28191件`.
fn count(typed: &str) -> Option<u64> {
    let figures: String = typed.trim_end_matches(['件', '所']).replace([',', '、'], "");
    let count: u64 = figures.bytes().all(|byte| byte.is_ascii_digit()).then(|| figures.parse().ok())??;
    (count <= MOST).then_some(count)
}

impl PublishedRate {
    /// Reads the form; all errors at once.
    pub fn parse(typed: &Typed, today: NaiveDate) -> Result<Self, Errors> {
        use PublishedField as Field;
        let mut reading = Reading::new(typed, Field::name);
        let whose = reading.needed_line(Field::Whose, NAME);
        let percent = reading.number(Field::Percent, PublishedProblem::Percent, percentage);
        let numerator = reading.number(Field::Numerator, PublishedProblem::Count, count);
        let denominator = reading.number(Field::Denominator, PublishedProblem::Count, count);
        let numbers = [Field::Percent, Field::Numerator, Field::Denominator];
        let unread = numbers.into_iter().any(|field| reading.refused(field));
        if percent.is_none() && numerator.is_none() && !unread {
            reading.refuse(Field::Percent, PublishedProblem::NoNumber);
        }
        if denominator == Some(0) {
            reading.refuse(Field::Denominator, PublishedProblem::Count);
        } else if numerator.zip(denominator).is_some_and(|(some, all)| some > all) {
            reading.refuse(Field::Numerator, PublishedProblem::MoreThanAll);
        }
        let definition = reading.prose(Field::Definition, NOTE);
        let month_only = !reading.get(Field::MonthOnly).is_empty();
        let as_of = reading.need_past_day(Field::AsOf, today, PublishedProblem::Future);
        let source = reading.needed_line(Field::Source, LINE);
        let url = reading.page(Field::Url, LINE, PublishedProblem::Url);
        let note = reading.prose(Field::Note, NOTE);
        let read = as_of.map(|as_of| Self {
            whose,
            percent,
            numerator,
            denominator,
            definition,
            as_of,
            month_only,
            source,
            url,
            note,
        });
        reading.done(read)
    }

    /// The form as it would be typed.
    pub fn fill(&self) -> Typed {
        use PublishedField as Field;
        let number = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
        Typed::default()
            .with(Field::Whose.name(), &self.whose)
            .with(Field::Percent.name(), self.percent.map(|percent| percent.to_string()).unwrap_or_default())
            .with(Field::Numerator.name(), number(self.numerator))
            .with(Field::Denominator.name(), number(self.denominator))
            .with(Field::Definition.name(), &self.definition)
            .with(Field::AsOf.name(), wareki::format_date(self.as_of))
            .with(Field::MonthOnly.name(), if self.month_only { "yes" } else { "" })
            .with(Field::Source.name(), &self.source)
            .with(Field::Url.name(), &self.url)
            .with(Field::Note.name(), &self.note)
    }

    /// The percentage: as it was printed, or from both counts.
    pub fn rate(&self) -> Option<Tenths> {
        self.percent.or_else(|| self.counted())
    }

    /// The percentage of both counts, where they are known.
    fn counted(&self) -> Option<Tenths> {
        ratio(self.numerator?, self.denominator?)
    }

    /// What both counts give, where that is not what was printed.
    pub fn contradiction(&self) -> Option<Tenths> {
        self.counted().filter(|counted| self.percent.is_some_and(|percent| percent != *counted))
    }

    /// About how many offices the percentage was counted over, where nobody says so: to four figures, which is more than
    /// one decimal of a percentage tells.
    pub fn implied_denominator(&self) -> Option<u64> {
        let (numerator, percent) = (self.numerator?, self.percent?);
        if self.denominator.is_some() {
            return None;
        }
        let exact = Indicator::implied_denominator(numerator, percent)?;
        let unit = 10_u64.pow(exact.checked_ilog10().unwrap_or(0).saturating_sub(3));
        Some((exact + unit / 2) / unit * unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        "2026-11-27".parse().unwrap()
    }

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let whole = [("whose", "全国"), ("as_of", "2025-08-31"), ("source", "介護のニュース")];
        pairs.iter().chain(&whole).fold(Typed::default(), |typed, (name, value)| typed.with(name, *value))
    }

    #[test]
    fn what_the_circulars_followers_wrote_can_be_entered() {
        let national =
            PublishedRate::parse(&typed(&[("percent", "９．８％"), ("numerator", "28,191件")]), today())
                .unwrap();
        assert_eq!((national.percent, national.numerator), (Some(Tenths(98)), Some(28_191)));
        assert_eq!(national.implied_denominator(), Some(287_700));
        let later =
            PublishedRate::parse(&typed(&[("percent", "7.6"), ("numerator", "19283")]), today()).unwrap();
        assert_eq!(later.implied_denominator(), Some(253_700));
        let counted =
            PublishedRate::parse(&typed(&[("numerator", "30"), ("denominator", "188")]), today()).unwrap();
        assert_eq!((counted.rate(), counted.contradiction()), (Some(Tenths(160)), None));
        assert_eq!(counted.implied_denominator(), None);
    }

    #[test]
    fn numbers_that_contradict_each_other_are_told() {
        let odd = typed(&[("percent", "20"), ("numerator", "30"), ("denominator", "188")]);
        let odd = PublishedRate::parse(&odd, today()).unwrap();
        assert_eq!((odd.rate(), odd.contradiction()), (Some(Tenths(200)), Some(Tenths(160))));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        use PublishedField as Field;
        let fields = |pairs: &[(&str, &str)]| -> Vec<Field> {
            let errors = PublishedRate::parse(&typed(pairs), today()).unwrap_err();
            errors.into_iter().map(|(field, _)| field).collect()
        };
        assert_eq!(fields(&[]), [Field::Percent]);
        assert_eq!(fields(&[("percent", "101")]), [Field::Percent]);
        assert_eq!(fields(&[("percent", "9.85")]), [Field::Percent]);
        assert_eq!(fields(&[("numerator", "9"), ("denominator", "8")]), [Field::Numerator]);
        assert_eq!(fields(&[("numerator", "9"), ("denominator", "0")]), [Field::Denominator]);
        assert_eq!(fields(&[("percent", "5"), ("as_of", "2026-11-28")]), [Field::AsOf]);
        let all = fields(&[
            ("whose", ""),
            ("percent", "x"),
            ("numerator", "-1"),
            ("as_of", ""),
            ("source", ""),
            ("url", "javascript:alert(1)"),
        ]);
        let wanted = [Field::Whose, Field::Percent, Field::Numerator, Field::AsOf, Field::Source, Field::Url];
        assert_eq!(all, wanted);
    }

    proptest! {
        #[test]
        fn what_was_read_fills_the_form_that_is_read_again(
            percent in proptest::option::of(0..=1000_i64), numerator in 0..MOST, more in 0..1000_u64,
            month_only in any::<bool>(),
        ) {
            let rate = PublishedRate {
                whose: "都城市".into(),
                percent: percent.map(Tenths),
                numerator: Some(numerator),
                denominator: Some((numerator + more).clamp(1, MOST)),
                definition: "利用事業所 ÷ 全事業所".into(),
                as_of: today(),
                month_only,
                source: "記事".into(),
                url: "https://example.jp/".into(),
                note: String::new(),
            };
            prop_assert_eq!(PublishedRate::parse(&rate.fill(), today()), Ok(rate));
        }
    }
}
