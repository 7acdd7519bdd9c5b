//! 国民の祝日: computed from the law (国民の祝日に関する法律) for the years 2000 to 2099.
//!
//! Names as 内閣府 publishes them (「国民の祝日について」). The equinoxes follow the usual approximation of
//! 国立天文台's published days; each year's are fixed only by 暦要項 in February of the year before.

use chrono::{Datelike, Duration, NaiveDate, Weekday};

/// A day on which the law lets people rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Holiday {
    /// `元日`, `振替休日`, `国民の休日` …
    pub name: &'static str,
}

const FIRST_YEAR: i32 = 2000;
const LAST_YEAR: i32 = 2099;
/// 第3条第2項: the day that stands in for a holiday on a Sunday.
const SUBSTITUTE: &str = "振替休日";
/// 第3条第3項: the day between two holidays.
const BETWEEN: &str = "国民の休日";

/// The holiday on a day, if it is one.
pub fn holiday(day: NaiveDate) -> Option<Holiday> {
    let name = named(day).or_else(|| substitute(day)).or_else(|| between(day))?;
    Some(Holiday { name })
}

/// All holidays of a year, in order; none outside 2000 to 2099.
pub fn holidays(year: i32) -> Vec<(NaiveDate, Holiday)> {
    let Some(first) = NaiveDate::from_ymd_opt(year, 1, 1) else { return Vec::new() };
    first
        .iter_days()
        .take_while(|day| day.year() == year)
        .filter_map(|day| Some((day, holiday(day)?)))
        .collect()
}

/// 第2条 and the special laws of 2019, 2020 and 2021.
fn named(day: NaiveDate) -> Option<&'static str> {
    let (year, month, date) = (day.year(), day.month(), day.day());
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return None;
    }
    if let Some(special) = special(year, month, date) {
        return Some(special);
    }
    let monday = |nth: u32| day.weekday() == Weekday::Mon && date.div_ceil(7) == nth;
    Some(match (month, date) {
        (1, 1) => "元日",
        (1, _) if monday(2) => "成人の日",
        (2, 11) => "建国記念の日",
        (2, 23) if year >= 2020 => "天皇誕生日",
        (3, _) if date == spring_equinox(year) => "春分の日",
        (4, 29) if year >= 2007 => "昭和の日",
        (4, 29) => "みどりの日",
        (5, 3) => "憲法記念日",
        (5, 4) if year >= 2007 => "みどりの日",
        (5, 5) => "こどもの日",
        (7, 20) if year <= 2002 => "海の日",
        (7, _) if year >= 2003 && !moved_for_games(year) && monday(3) => "海の日",
        (8, 11) if year >= 2016 && !moved_for_games(year) => "山の日",
        (9, 15) if year <= 2002 => "敬老の日",
        (9, _) if year >= 2003 && monday(3) => "敬老の日",
        (9, _) if date == autumn_equinox(year) => "秋分の日",
        (10, _) if year <= 2019 && monday(2) => "体育の日",
        (10, _) if year >= 2022 && monday(2) => "スポーツの日",
        (11, 3) => "文化の日",
        (11, 23) => "勤労感謝の日",
        (12, 23) if year <= 2018 => "天皇誕生日",
        _ => return None,
    })
}

/// 2020 and 2021: 海の日, 山の日 and スポーツの日 lay on other days.
const fn moved_for_games(year: i32) -> bool {
    matches!(year, 2020 | 2021)
}

/// Days that a law of its own made holidays.
fn special(year: i32, month: u32, date: u32) -> Option<&'static str> {
    Some(match (year, month, date) {
        (2019, 5, 1) => "休日（天皇の即位の日）",
        (2019, 10, 22) => "休日（即位礼正殿の儀の行われる日）",
        (2020, 7, 23) | (2021, 7, 22) => "海の日",
        (2020, 7, 24) | (2021, 7, 23) => "スポーツの日",
        (2020, 8, 10) | (2021, 8, 8) => "山の日",
        _ => return None,
    })
}

/// Since 2007 the nearest following day that is no holiday; before, the Monday.
fn substitute(day: NaiveDate) -> Option<&'static str> {
    let mut before = day - Duration::days(1);
    if day.year() >= 2007 {
        while named(before).is_some() && before.weekday() != Weekday::Sun {
            before -= Duration::days(1);
        }
    }
    (before.weekday() == Weekday::Sun && named(before).is_some()).then_some(SUBSTITUTE)
}

/// A day between two holidays; a Sunday was excepted before 2007.
fn between(day: NaiveDate) -> Option<&'static str> {
    let excepted = day.year() < 2007 && day.weekday() == Weekday::Sun;
    let neighbours = [day - Duration::days(1), day + Duration::days(1)];
    (!excepted && neighbours.iter().all(|neighbour| named(*neighbour).is_some())).then_some(BETWEEN)
}

/// Good for 1980 to 2099.
fn spring_equinox(year: i32) -> u32 {
    equinox(20.8431, year)
}

/// Good for 1980 to 2099.
fn autumn_equinox(year: i32) -> u32 {
    equinox(23.2488, year)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a day of March or September, between 19 and 24"
)]
fn equinox(base: f64, year: i32) -> u32 {
    let years = year - 1980;
    (base + 0.242_194 * f64::from(years) - f64::from(years / 4)).floor() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn list(year: i32) -> Vec<String> {
        holidays(year)
            .iter()
            .map(|(day, holiday)| format!("{} {}", day.format("%m-%d"), holiday.name))
            .collect()
    }

    #[test]
    fn the_year_of_the_accession_has_ten_days_in_a_row() {
        assert_eq!(
            list(2019),
            [
                "01-01 元日",
                "01-14 成人の日",
                "02-11 建国記念の日",
                "03-21 春分の日",
                "04-29 昭和の日",
                "04-30 国民の休日",
                "05-01 休日（天皇の即位の日）",
                "05-02 国民の休日",
                "05-03 憲法記念日",
                "05-04 みどりの日",
                "05-05 こどもの日",
                "05-06 振替休日",
                "07-15 海の日",
                "08-11 山の日",
                "08-12 振替休日",
                "09-16 敬老の日",
                "09-23 秋分の日",
                "10-14 体育の日",
                "10-22 休日（即位礼正殿の儀の行われる日）",
                "11-03 文化の日",
                "11-04 振替休日",
                "11-23 勤労感謝の日",
            ]
        );
    }

    #[test]
    fn the_years_of_the_games_have_days_of_their_own() {
        assert_eq!(
            list(2020),
            [
                "01-01 元日",
                "01-13 成人の日",
                "02-11 建国記念の日",
                "02-23 天皇誕生日",
                "02-24 振替休日",
                "03-20 春分の日",
                "04-29 昭和の日",
                "05-03 憲法記念日",
                "05-04 みどりの日",
                "05-05 こどもの日",
                "05-06 振替休日",
                "07-23 海の日",
                "07-24 スポーツの日",
                "08-10 山の日",
                "09-21 敬老の日",
                "09-22 秋分の日",
                "11-03 文化の日",
                "11-23 勤労感謝の日",
            ]
        );
        let of_2021 = list(2021);
        for expected in ["07-22 海の日", "07-23 スポーツの日", "08-08 山の日", "08-09 振替休日"]
        {
            assert!(of_2021.iter().any(|found| found == expected), "{expected}");
        }
        assert_eq!(of_2021.len(), 17);
    }

    #[test]
    fn an_autumn_of_2026_has_five_days_in_a_row() {
        assert_eq!(
            list(2026),
            [
                "01-01 元日",
                "01-12 成人の日",
                "02-11 建国記念の日",
                "02-23 天皇誕生日",
                "03-20 春分の日",
                "04-29 昭和の日",
                "05-03 憲法記念日",
                "05-04 みどりの日",
                "05-05 こどもの日",
                "05-06 振替休日",
                "07-20 海の日",
                "08-11 山の日",
                "09-21 敬老の日",
                "09-22 国民の休日",
                "09-23 秋分の日",
                "10-12 スポーツの日",
                "11-03 文化の日",
                "11-23 勤労感謝の日",
            ]
        );
    }

    /// Counted in the list that 内閣府 publishes.
    #[rstest]
    #[case(2000, 15)]
    #[case(2001, 19)]
    #[case(2005, 16)]
    #[case(2006, 16)]
    #[case(2008, 17)]
    #[case(2015, 17)]
    #[case(2016, 17)]
    #[case(2018, 20)]
    #[case(2022, 16)]
    #[case(2023, 17)]
    #[case(2024, 21)]
    #[case(2025, 19)]
    fn a_year_has_as_many_holidays_as_were_published(#[case] year: i32, #[case] count: usize) {
        assert_eq!(list(year).len(), count, "{:?}", list(year));
    }

    #[test]
    fn nothing_is_claimed_outside_the_years_that_are_known() {
        assert!(holidays(1999).is_empty() && holidays(2100).is_empty());
    }
}
