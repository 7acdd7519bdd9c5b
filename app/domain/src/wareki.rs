//! 和暦: reading every way in which a date is written, and showing it as officers write it.
//!
//! Eras are data, so that the next one is a line. A date that names a year its era never had is not
//! guessed at: the error carries the day that was probably meant.

use crate::text::normalise_code;
use chrono::{Datelike, Duration, NaiveDate, Weekday};
use std::fmt;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// 元号.
#[derive(Debug, PartialEq, Eq)]
pub struct Era {
    /// Two characters: `令和`.
    pub name: &'static str,
    /// The first of them, as in `令4.10.5`.
    pub initial: &'static str,
    /// The letter of JIS X 0301: `R`.
    pub letter: &'static str,
    /// The day on which it began.
    pub start: NaiveDate,
}

/// From the newest to the oldest. The newest has no end.
pub const ERAS: [Era; 5] = [
    Era { name: "令和", initial: "令", letter: "R", start: day(2019, 5, 1) },
    Era { name: "平成", initial: "平", letter: "H", start: day(1989, 1, 8) },
    Era { name: "昭和", initial: "昭", letter: "S", start: day(1926, 12, 25) },
    Era { name: "大正", initial: "大", letter: "T", start: day(1912, 7, 30) },
    Era { name: "明治", initial: "明", letter: "M", start: day(1868, 10, 23) },
];

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => panic!("the table of eras holds real days; checked when compiled"),
    }
}

/// The last year that is believed: a programme or a designation does not reach further.
pub const LAST_YEAR: i32 = 2068;
const FIRST_YEAR: i32 = 1868;

impl Era {
    /// The western year of its 元年.
    pub fn first_year(&self) -> i32 {
        self.start.year()
    }

    /// The era in force on a day, if that day is not before 明治.
    pub fn on(day: NaiveDate) -> Option<&'static Self> {
        ERAS.iter().find(|era| era.start <= day)
    }

    /// The era that a normalised text begins with (`令和`, `令`, `R`, `r`), and the rest.
    pub fn strip_prefix(text: &str) -> Option<(&'static Self, &str)> {
        ERAS.iter().find_map(|era| {
            let rest = text
                .strip_prefix(era.name)
                .or_else(|| text.strip_prefix(era.initial))
                .or_else(|| text.strip_prefix(era.letter))
                .or_else(|| text.strip_prefix(era.letter.to_ascii_lowercase().as_str()))?;
            Some((era, rest))
        })
    }
}

/// A year of an era, shown as `令和6年` or `令和元年`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EraYear {
    /// The era.
    pub era: &'static Era,
    /// Counted from 1.
    pub year: i32,
}

impl EraYear {
    /// The year of the era in which a day lies.
    pub fn of(day: NaiveDate) -> Option<Self> {
        Era::on(day).map(|era| Self { era, year: day.year() - era.first_year() + 1 })
    }
}

impl fmt::Display for EraYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            1 => write!(f, "{}元年", self.era.name),
            year => write!(f, "{}{year}年", self.era.name),
        }
    }
}

/// A date that was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParsedDate {
    /// The day.
    pub date: NaiveDate,
    /// What was done to understand it.
    pub note: Option<DateNote>,
}

/// What was done to understand a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateNote {
    /// It was not written as `2026-11-22`.
    Rewritten,
    /// A time of day after it was left out.
    TimeDropped,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("no date")]
    Missing,
    /// Not written as a date at all.
    #[error("not written as a date")]
    Form,
    /// A year of one or two digits without an era; `reiwa` is the day if 令和 was meant.
    #[error("a short year without an era")]
    EraMissing {
        /// The day if the year is one of 令和.
        reiwa: Option<NaiveDate>,
    },
    /// Month and day without a year.
    #[error("no year")]
    YearMissing,
    /// A year, or a year and month, without a day.
    #[error("no day")]
    DayMissing,
    /// The month is not 1 to 12.
    #[error("no month {0}")]
    NoSuchMonth(u32),
    /// The month has fewer days.
    #[error("the month ends on day {last}")]
    NoSuchDay {
        /// The last day of that month.
        last: NaiveDate,
    },
    /// The era had ended before that year (平成32年); the count is continued in `suggestion`.
    #[error("the era had ended")]
    EraEnded {
        /// The era that was typed.
        era: &'static Era,
        /// The day that was probably meant.
        suggestion: NaiveDate,
    },
    /// The era had not begun on that day (令和元年4月1日).
    #[error("the era had not begun")]
    EraNotBegun {
        /// The era that was typed.
        era: &'static Era,
        /// The day that was probably meant.
        suggestion: NaiveDate,
    },
    /// Before 1868 or after [`LAST_YEAR`].
    #[error("year {0} is not believed")]
    OutOfRange(i32),
    /// The day of the week that stands beside the date is another one.
    #[error("the day of the week differs")]
    WeekdayDiffers {
        /// The date that was typed.
        date: NaiveDate,
    },
    /// A number that no spreadsheet program shows as a date.
    #[error("not a serial number of a day")]
    Serial,
}

/// The days among which one is looked for whose year was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    first: NaiveDate,
    last: NaiveDate,
    today: Option<NaiveDate>,
}

impl Expected {
    /// How far ahead, or back, a day without a year may lie. A whole year would make next year's day of one that was
    /// yesterday.
    const REACH: Duration = Duration::days(273);
    /// How far on the other side of today a day is believed to have been meant, so that it is said to be over, or to come. Of
    /// one further away nobody knows whether it is of the year before or after.
    const JUST: Duration = Duration::days(31);

    /// From a day to a day.
    pub const fn between(first: NaiveDate, last: NaiveDate) -> Self {
        Self { first, last, today: None }
    }

    /// What is still to come.
    pub fn coming(today: NaiveDate) -> Self {
        Self { first: today, last: today + Self::REACH, today: Some(today) }
    }

    /// What lies within half a year of a day, before it or after it.
    pub fn around(day: NaiveDate) -> Self {
        Self::between(day - Duration::days(182), day + Duration::days(182))
    }

    /// What is planned, or began a short time ago: of the last three months or the next nine.
    pub fn planned(today: NaiveDate) -> Self {
        Self::between(today - Duration::days(91), today + Self::REACH)
    }

    /// What has come.
    pub fn past(today: NaiveDate) -> Self {
        Self { first: today - Self::REACH, last: today, today: Some(today) }
    }

    /// What is looked back at: of the year that ends on a day.
    pub fn year_until(day: NaiveDate) -> Self {
        Self::between(day - Duration::days(364), day)
    }

    /// The day of a month that lies among them; where none does, the one that is nearest to them, so that it can be said
    /// why it is not taken. Where two do, or the nearest is far from today, the year must be typed.
    fn day(self, month: i32, day: i32) -> Result<NaiveDate, DateError> {
        let Self { first, last, today } = self;
        let years = || first.year() - 1..=last.year() + 1;
        let mut among = years()
            .filter_map(|year| western(year, month, day).ok())
            .filter(|day| (first..=last).contains(day));
        match (among.next(), among.next()) {
            (Some(day), None) => Ok(day),
            (Some(_), Some(_)) => Err(DateError::YearMissing),
            (None, _) => {
                // No month ends before its 28th day: a 29 February is of one year too, in which it may not be.
                let away = |year: &i32| {
                    western(*year, month, day.min(28))
                        .map_or(i64::MAX, |day| (first - day).max(day - last).num_days())
                };
                let nearest = western(years().min_by_key(away).unwrap_or(first.year()), month, day)?;
                let is_far = today.is_some_and(|today| (nearest - today).abs() > Self::JUST);
                if is_far { Err(DateError::YearMissing) } else { Ok(nearest) }
            }
        }
    }
}

/// Reads a date in 和暦 or western form: `R8.11.22`, `令和元年5月1日`, `昭32. 7. 1`, `R02.06.23`,
/// `㍻12年4月1日`, `2026-11-22`, `2026/11/22`, `2026年11月22日`, `20261122`, in any width.
pub fn parse_date(typed: &str) -> Result<ParsedDate, DateError> {
    parse(typed, None)
}

/// The same where it is known about when the day is: `12/4`, `12月4日` and `12月4日(金)` are days, too.
pub fn parse_expected(typed: &str, expected: Expected) -> Result<ParsedDate, DateError> {
    parse(typed, Some(expected))
}

fn parse(typed: &str, expected: Option<Expected>) -> Result<ParsedDate, DateError> {
    let (text, time_dropped) = without_time(typed);
    let code = normalise_code(&text);
    if code.is_empty() {
        return Err(DateError::Missing);
    }
    let (code, weekday) = without_brackets(&code);
    let date = read(code, expected)?;
    if weekday.is_some_and(|weekday| weekday != date.weekday()) {
        return Err(DateError::WeekdayDiffers { date });
    }
    let note = if time_dropped {
        Some(DateNote::TimeDropped)
    } else if typed.trim() == date.format("%Y-%m-%d").to_string() {
        None
    } else {
        Some(DateNote::Rewritten)
    };
    Ok(ParsedDate { date, note })
}

/// The text before ` 00:00:00` or `T00:00`.
fn without_time(typed: &str) -> (String, bool) {
    let text: String = typed.nfkc().collect();
    let text = text.trim();
    if let Some(colon) = text.find(':')
        && let Some((gap, between)) =
            text[..colon].char_indices().rfind(|(_, c)| c.is_whitespace() || *c == 'T')
        && text[gap + between.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
    {
        return (text[..gap].to_owned(), true);
    }
    (text.to_owned(), false)
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("日", Weekday::Sun),
    ("月", Weekday::Mon),
    ("火", Weekday::Tue),
    ("水", Weekday::Wed),
    ("木", Weekday::Thu),
    ("金", Weekday::Fri),
    ("土", Weekday::Sat),
];

/// The date without `(日)`, `(日曜日)` and `(2026年)` after it, and the weekday that was named.
fn without_brackets(code: &str) -> (&str, Option<Weekday>) {
    let mut code = code;
    let mut weekday = None;
    while let Some(open) = code.rfind('(') {
        let Some(inner) = code[open + 1..].strip_suffix(')') else { break };
        let name = inner.trim_end_matches("曜日").trim_end_matches('曜');
        if let Some((_, found)) = WEEKDAYS.iter().find(|(kanji, _)| *kanji == name) {
            weekday = Some(*found);
        } else if !(inner.len() == 7
            && inner.ends_with('年')
            && inner[..4].bytes().all(|b| b.is_ascii_digit()))
        {
            break;
        }
        code = &code[..open];
    }
    (code, weekday)
}

fn read(code: &str, expected: Option<Expected>) -> Result<NaiveDate, DateError> {
    let (era, rest) = Era::strip_prefix(code).map_or((None, code), |(era, rest)| (Some(era), rest));
    let rest = rest.strip_prefix(['.', '-', '/']).filter(|_| era.is_some()).unwrap_or(rest);
    let parts = numbers(rest, era.is_some())?;
    match (era, parts.as_slice()) {
        (Some(era), [year, month, day]) => in_era(era, *year, *month, *day),
        (None, [year, month, day]) if *year >= 1000 => western(*year, *month, *day),
        (None, [year, month, day]) if *year < 100 => {
            let reiwa = in_era(&ERAS[0], *year, *month, *day).ok();
            Err(DateError::EraMissing { reiwa })
        }
        (None, [year, _, _]) => Err(DateError::OutOfRange(*year)),
        (None, [month, day]) if *month < 13 && !code.contains('年') => {
            expected.map_or(Err(DateError::YearMissing), |expected| expected.day(*month, *day))
        }
        (_, [_, _] | [_]) if era.is_some() || code.contains('年') || code.contains(['/', '-', '.']) => {
            Err(DateError::DayMissing)
        }
        _ => Err(DateError::Form),
    }
}

/// The numbers between 年 月 日 or separators; a run of eight digits (six after an era) is cut.
fn numbers(text: &str, after_era: bool) -> Result<Vec<i32>, DateError> {
    let (text, first_year) = match text.strip_prefix('元') {
        Some(rest) if after_era => (rest.to_owned(), true),
        _ => (text.to_owned(), false),
    };
    let text = if first_year { format!("1{text}") } else { text };
    if text.bytes().all(|b| b.is_ascii_digit()) {
        let year = match (text.len(), after_era) {
            (8, false) => 4,
            (6, true) => 2,
            (1..=4, _) => return Ok(vec![text.parse().map_err(|_| DateError::Form)?]),
            _ => return Err(DateError::Form),
        };
        let cut = [&text[..year], &text[year..year + 2], &text[year + 2..]];
        return cut.iter().map(|part| part.parse().map_err(|_| DateError::Form)).collect();
    }
    let text = text.strip_suffix('日').unwrap_or(&text);
    let text = text.strip_suffix(['年', '月', '.']).unwrap_or(text);
    text.split(['年', '月', '.', '-', '/', '・', ','])
        .map(|part| match part.len() {
            1..=4 if part.bytes().all(|b| b.is_ascii_digit()) => part.parse().map_err(|_| DateError::Form),
            _ => Err(DateError::Form),
        })
        .collect()
}

fn in_era(era: &'static Era, year: i32, month: i32, day: i32) -> Result<NaiveDate, DateError> {
    if !(1..=99).contains(&year) {
        return Err(DateError::Form);
    }
    let date = western(era.first_year() + year - 1, month, day)?;
    if date < era.start {
        return Err(DateError::EraNotBegun { era, suggestion: date });
    }
    if Era::on(date).is_some_and(|on| on != era) {
        return Err(DateError::EraEnded { era, suggestion: date });
    }
    Ok(date)
}

fn western(year: i32, month: i32, day: i32) -> Result<NaiveDate, DateError> {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return Err(DateError::OutOfRange(year));
    }
    let month = u32::try_from(month).map_err(|_| DateError::Form)?;
    let day = u32::try_from(day).map_err(|_| DateError::Form)?;
    let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or(DateError::NoSuchMonth(month))?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay { last: last_of_month(first) })
}

fn last_of_month(first: NaiveDate) -> NaiveDate {
    (28..=31).rev().find_map(|day| first.with_day(day)).unwrap_or(first)
}

/// The day of a spreadsheet's serial number; the time of day in the fraction is left out.
/// The 1900 system counts a 29 February 1900 that never was, the 1904 system begins on 1 January 1904.
pub fn from_excel_serial(serial: f64, is_1904: bool) -> Result<NaiveDate, DateError> {
    if !serial.is_finite() || !(0.0..=200_000.0).contains(&serial) {
        return Err(DateError::Serial);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "between 0 and 200,000, and the fraction is the time of day"
    )]
    let days = serial.floor() as i64;
    let date = match (is_1904, days) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1).map(|first| first + Duration::days(days)),
        (false, 0 | 60) => None,
        (false, 1..60) => NaiveDate::from_ymd_opt(1899, 12, 31).map(|first| first + Duration::days(days)),
        (false, _) => NaiveDate::from_ymd_opt(1899, 12, 30).map(|first| first + Duration::days(days)),
    };
    let date = date.ok_or(DateError::Serial)?;
    if date.year() > LAST_YEAR { Err(DateError::OutOfRange(date.year())) } else { Ok(date) }
}

/// `令和8年11月22日`; a day before 明治 is shown in its western year.
pub fn format_date(date: NaiveDate) -> String {
    let year = EraYear::of(date).map_or_else(|| format!("{}年", date.year()), |year| year.to_string());
    format!("{year}{}月{}日", date.month(), date.day())
}

/// `令和8年11月22日(日)`.
pub fn format_date_with_weekday(date: NaiveDate) -> String {
    format!("{}({})", format_date(date), weekday_name(date.weekday()))
}

/// `令和8年11月22日(日)（2026年）`, where a reader may count in either way.
pub fn format_date_in_full(date: NaiveDate) -> String {
    format!("{}（{}年）", format_date_with_weekday(date), date.year())
}

/// `R8.11.22`, for narrow columns.
pub fn format_date_short(date: NaiveDate) -> String {
    let year = EraYear::of(date)
        .map_or_else(|| date.year().to_string(), |year| format!("{}{}", year.era.letter, year.year));
    format!("{year}.{}.{}", date.month(), date.day())
}

/// `日` to `土`.
pub fn weekday_name(weekday: Weekday) -> &'static str {
    WEEKDAYS[weekday.num_days_from_sunday() as usize].0
}

#[cfg(test)]
mod tests;
