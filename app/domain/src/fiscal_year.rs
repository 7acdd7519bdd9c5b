//! 会計年度: the budget year from April to March, and the closing period after it.
//!
//! Every deadline and budget of the work is counted in these years, in Japanese local dates.

use crate::text::normalise_code;
use crate::wareki::{Era, EraYear};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// 会計年度, named by the calendar year in which it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
pub struct FiscalYear(i32);

/// Why a text or a number is not a fiscal year of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FiscalYearError {
    /// Nothing was typed.
    #[error("no fiscal year")]
    Missing,
    /// Neither `R6` nor `令和6年度` nor `2024`.
    #[error("not written as a fiscal year")]
    Form,
    /// Outside 1926 to 2099.
    #[error("fiscal year {0} is outside 1926 to 2099")]
    Range(i32),
}

impl FiscalYear {
    /// The year that begins in April of `year`.
    pub const fn from_year(year: i32) -> Result<Self, FiscalYearError> {
        if year >= 1926 && year <= 2099 { Ok(Self(year)) } else { Err(FiscalYearError::Range(year)) }
    }

    /// The fiscal year that a day belongs to.
    pub fn of(day: NaiveDate) -> Self {
        Self(if day.month() >= 4 { day.year() } else { day.year() - 1 })
    }

    /// The calendar year in which it begins.
    pub const fn year(self) -> i32 {
        self.0
    }

    /// 1 April.
    pub fn start(self) -> NaiveDate {
        day(self.0, 4, 1)
    }

    /// 31 March of the following calendar year.
    pub fn end(self) -> NaiveDate {
        day(self.0 + 1, 3, 31)
    }

    /// The last day of 出納整理期間, 31 May of the following calendar year (地方自治法第235条の5).
    pub fn closing_end(self) -> NaiveDate {
        day(self.0 + 1, 5, 31)
    }

    /// True from the first to the last day of the year.
    pub fn contains(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }

    /// The following year.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// The year before.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// `令和6年度`. The year in which an era changes takes the new name as a whole, as the government
    /// decided for 令和元年度, so the era is read on 31 December.
    pub fn label(self) -> String {
        EraYear::of(day(self.0, 12, 31)).map_or_else(|| format!("{}年度", self.0), |year| format!("{year}度"))
    }

    /// `R6`, as receipt numbers begin.
    pub fn short(self) -> String {
        EraYear::of(day(self.0, 12, 31))
            .map_or_else(|| self.0.to_string(), |year| format!("{}{}", year.era.letter, year.year))
    }

    /// Reads `R6`, `令和6年度`, `令和元年度`, `2024`, `2024年度`, in any width.
    pub fn parse(typed: &str) -> Result<Self, FiscalYearError> {
        let code = normalise_code(typed);
        if code.is_empty() {
            return Err(FiscalYearError::Missing);
        }
        let code = code.strip_suffix('度').unwrap_or(&code);
        let code = code.strip_suffix('年').unwrap_or(code);
        let (era, number) = Era::strip_prefix(code).map_or((None, code), |(era, rest)| (Some(era), rest));
        let number = match (era, number) {
            (Some(_), "元") => 1,
            (_, digits)
                if !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit()) =>
            {
                digits.parse().map_err(|_| FiscalYearError::Form)?
            }
            _ => return Err(FiscalYearError::Form),
        };
        match era {
            Some(_) if number == 0 || number > 99 => Err(FiscalYearError::Form),
            Some(era) => Self::from_year(era.first_year() + number - 1),
            None if number < 1000 => Err(FiscalYearError::Form),
            None => Self::from_year(number),
        }
    }
}

impl TryFrom<i32> for FiscalYear {
    type Error = FiscalYearError;
    fn try_from(year: i32) -> Result<Self, FiscalYearError> {
        Self::from_year(year)
    }
}

impl From<FiscalYear> for i32 {
    fn from(year: FiscalYear) -> Self {
        year.0
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day)
        .expect("a fixed day of a month exists in every year chrono holds")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case((2024, 3, 31), 2023, "令和5年度", "R5")]
    #[case((2024, 4, 1), 2024, "令和6年度", "R6")]
    #[case((2019, 4, 30), 2019, "令和元年度", "R1")]
    #[case((2019, 3, 31), 2018, "平成30年度", "H30")]
    #[case((1989, 1, 8), 1988, "昭和63年度", "S63")]
    fn a_day_belongs_to_the_year_from_april(
        #[case] ymd: (i32, u32, u32),
        #[case] year: i32,
        #[case] label: &str,
        #[case] short: &str,
    ) {
        let fiscal_year = FiscalYear::of(day(ymd.0, ymd.1, ymd.2));
        assert_eq!(
            (fiscal_year.year(), fiscal_year.label().as_str(), fiscal_year.short().as_str()),
            (year, label, short)
        );
    }

    #[test]
    fn the_closing_period_ends_on_the_last_of_may() {
        let year = FiscalYear::from_year(2024).expect("in range");
        assert_eq!((year.start(), year.end()), (day(2024, 4, 1), day(2025, 3, 31)));
        assert_eq!(year.closing_end(), day(2025, 5, 31));
        assert!(
            year.contains(year.start()) && year.contains(year.end()) && !year.contains(year.closing_end())
        );
        assert_eq!(year.next().previous(), year);
    }

    #[rstest]
    #[case("R6", Ok(2024))]
    #[case("Ｒ６年度", Ok(2024))]
    #[case("令和元年度", Ok(2019))]
    #[case("2024年度", Ok(2024))]
    #[case("平成30年", Ok(2018))]
    #[case("", Err(FiscalYearError::Missing))]
    #[case("6", Err(FiscalYearError::Form))]
    #[case("来年", Err(FiscalYearError::Form))]
    #[case("3000", Err(FiscalYearError::Range(3000)))]
    fn a_fiscal_year_is_read_in_every_form(#[case] typed: &str, #[case] year: Result<i32, FiscalYearError>) {
        assert_eq!(FiscalYear::parse(typed).map(FiscalYear::year), year);
    }

    #[test]
    fn a_stored_year_is_checked_when_read() {
        assert_eq!(serde_json::to_string(&FiscalYear(2024)).expect("a number"), "2024");
        assert!(serde_json::from_str::<FiscalYear>("12").is_err());
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(year in 1926..=2099) {
            let year = FiscalYear::from_year(year).expect("in range");
            prop_assert_eq!(FiscalYear::parse(&year.label()), Ok(year));
            prop_assert_eq!(FiscalYear::parse(&year.short()), Ok(year));
        }

        #[test]
        fn every_day_lies_in_its_year(days in 0..60_000_i64) {
            let date = day(1930, 1, 1) + chrono::Duration::days(days);
            let year = FiscalYear::of(date);
            prop_assert!(year.start() <= date && date <= year.end() && year.end() < year.closing_end());
        }

        #[test]
        fn no_text_is_too_strange(text in ".*") {
            let _ = FiscalYear::parse(&text);
        }
    }
}
