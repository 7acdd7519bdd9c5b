//! The table: what is printed, kept as it is printed, and what comes out when it is counted anew.

use super::Column;
use crate::{adoption::Tenths, prefecture::Prefecture, text::normalise_code};
use std::{cmp::Ordering, collections::BTreeMap};

/// What is printed in a cell of a count. A blank is no 0: 特別区 there are in 東京都 alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// Nothing, or a dash.
    Blank,
    /// A number.
    Count(u32),
    /// Something that is no count.
    Unread(String),
}

impl Printed {
    /// Reads what is printed: in any width, with commas, with 人 or 団体 behind it.
    pub fn read(text: &str) -> Self {
        let flat = normalise_code(text);
        let bare = flat.replace(',', "");
        let bare = ["人", "団体", "件", "市区町村"].iter().fold(bare.as_str(), |bare, unit| {
            bare.strip_suffix(unit).filter(|rest| !rest.is_empty()).unwrap_or(bare)
        });
        let bare = bare.strip_suffix(".0").unwrap_or(bare);
        if bare.chars().all(|c| c == '-') {
            return Self::Blank;
        }
        let digits = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit());
        match bare.parse() {
            Ok(count) if digits => Self::Count(count),
            _ => Self::Unread(text.trim().to_owned()),
        }
    }

    /// The number, where one is printed.
    pub const fn count(&self) -> Option<u32> {
        match self {
            Self::Count(count) => Some(*count),
            Self::Blank | Self::Unread(_) => None,
        }
    }
}

/// 申込率 as it is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedRate {
    /// As it stands there.
    pub text: String,
    /// The percentage without its point: 65.0 is 650.
    pub digits: u64,
    /// How many digits stand behind the point: 1 for 65.0, 0 for 20.
    pub decimals: u8,
    /// Whether it is written as text; a number of a workbook shows as many digits as its format says, which is not read.
    pub written: bool,
}

/// Digits behind the point that are compared; what a workbook holds beyond them is not exact.
const MOST_DECIMALS: u8 = 6;

impl PrintedRate {
    /// Reads `65.0%`, `６５．０％`, 65.0, and 0.65 where it is a number of a workbook. None for what is no rate.
    pub fn read(text: &str, is_number: bool) -> Option<Self> {
        let flat = normalise_code(text);
        let (bare, percent) = match flat.strip_suffix('%') {
            Some(bare) => (bare, true),
            None => (flat.as_str(), false),
        };
        let (whole, behind) = bare.split_once('.').unwrap_or((bare, ""));
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if whole.is_empty() || whole.len() > 6 || !digits(whole) || !digits(behind) {
            return None;
        }
        // A fraction: two of its digits stand before the point of the percentage.
        let is_fraction = whole == "0" || whole == "1" && behind.chars().all(|c| c == '0');
        let shift = if is_number && !percent && is_fraction { 2 } else { 0 };
        let most = usize::from(MOST_DECIMALS) + shift;
        let kept: String = behind.chars().take(most).collect();
        let kept = if kept.len() < shift { format!("{kept:0<shift$}") } else { kept };
        let read: u64 = format!("{whole}{kept}").parse().ok()?;
        let next = behind.chars().nth(most).and_then(|c| c.to_digit(10));
        let digits = read + u64::from(next.is_some_and(|digit| digit >= 5));
        let decimals = u8::try_from(kept.len() - shift).ok()?;
        Some(Self { text: text.trim().to_owned(), digits, decimals, written: !is_number || percent })
    }
}

/// Numerator and denominator of 申込率: 市区町村 that registered ÷ 市区町村 there are, though the circular heads it
/// 「合計／総数」 (domain.md §1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    /// Those that registered.
    pub numerator: u32,
    /// Those there are, at least one.
    pub denominator: u32,
}

impl Fraction {
    /// The percentage with so many digits behind the point, halves up, from the fraction itself.
    pub fn percent(self, decimals: u8) -> u64 {
        let scale = 10_u64.pow(u32::from(decimals).min(u32::from(MOST_DECIMALS)));
        let (numerator, denominator) = (u64::from(self.numerator), u64::from(self.denominator));
        // The whole part first, so that nothing overflows.
        let (whole, rest) = (numerator / denominator, numerator % denominator);
        whole * 100 * scale + (2 * rest * 100 * scale + denominator) / (2 * denominator)
    }

    /// The percentage to 0.1, halves up.
    pub fn tenths(self) -> Tenths {
        Tenths(i64::try_from(self.percent(1)).unwrap_or(i64::MAX))
    }

    /// Which is more, by the fractions themselves: 8/30 and 4/15 are alike.
    pub fn compare(self, other: Self) -> Ordering {
        let across = |one: Self, two: Self| u64::from(one.numerator) * u64::from(two.denominator);
        across(self, other).cmp(&across(other, self))
    }
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The row of the file.
    pub row: u32,
    /// Which; none for the line of totals.
    pub prefecture: Option<Prefecture>,
    /// No., as it is printed.
    pub number: String,
    /// What is printed in each column that the file has.
    pub counts: BTreeMap<Column, Printed>,
    /// 申込率 as it is printed.
    pub rate: Option<PrintedRate>,
}

impl Line {
    /// The number that is printed in a column.
    pub fn count(&self, column: Column) -> Option<u32> {
        self.counts.get(&column).and_then(Printed::count)
    }

    /// The sum of columns, blanks counting for nothing; none where none of them holds a number, or one cannot be read.
    pub fn sum(&self, columns: &[Column]) -> Option<u32> {
        let printed = || columns.iter().filter_map(|column| self.counts.get(column));
        if printed().any(|printed| matches!(printed, Printed::Unread(_))) {
            return None;
        }
        let known: Vec<u32> = printed().filter_map(Printed::count).collect();
        if known.is_empty() { None } else { Some(known.into_iter().fold(0, u32::saturating_add)) }
    }

    /// 市区町村 that registered: as printed, or else the sum of their kinds.
    pub fn municipalities(&self) -> Option<u32> {
        self.count(Column::Municipalities).or_else(|| self.sum(&Column::OF_MUNICIPALITIES))
    }

    /// 申込率 as a fraction.
    pub fn fraction(&self) -> Option<Fraction> {
        let denominator = self.count(Column::ThereAre).filter(|there_are| *there_are > 0)?;
        Some(Fraction { numerator: self.municipalities()?, denominator })
    }
}

/// The table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventTable {
    /// The columns it has, in the order of the circular.
    pub columns: Vec<Column>,
    /// The prefectures, in the order of the file.
    pub lines: Vec<Line>,
    /// The line of totals, where one is printed.
    pub total: Option<Line>,
}

impl EventTable {
    /// The total of a column, counted anew: blanks count for nothing. None where nothing is there, or a cell cannot be read.
    pub fn recounted(&self, column: Column) -> Option<u32> {
        let printed = || self.lines.iter().filter_map(|line| line.counts.get(&column));
        if printed().any(|printed| matches!(printed, Printed::Unread(_))) {
            return None;
        }
        let known: Vec<u32> = printed().filter_map(Printed::count).collect();
        if known.is_empty() { None } else { Some(known.into_iter().fold(0, u32::saturating_add)) }
    }

    /// 申込率 of all that are printed, from the lines and not from the printed totals.
    pub fn recounted_fraction(&self) -> Option<Fraction> {
        let fractions: Option<Vec<Fraction>> = self.lines.iter().map(Line::fraction).collect();
        let (numerator, denominator) = fractions?.into_iter().fold((0_u32, 0_u32), |(up, down), one| {
            (up.saturating_add(one.numerator), down.saturating_add(one.denominator))
        });
        (denominator > 0).then_some(Fraction { numerator, denominator })
    }

    /// The lines by 申込率, the highest first; those alike in the order of the file, those without one last.
    pub fn by_rate(&self) -> Vec<&Line> {
        let mut lines: Vec<&Line> = self.lines.iter().collect();
        lines.sort_by(|one, other| match (one.fraction(), other.fraction()) {
            (Some(one), Some(other)) => other.compare(one),
            (one, other) => other.is_some().cmp(&one.is_some()),
        });
        lines
    }

    /// The same with their places: those alike share one, those without a rate have none.
    pub fn ranked(&self) -> Vec<(Option<usize>, &Line)> {
        let lines = self.by_rate();
        let mut place = 0;
        let mut above: Option<Fraction> = None;
        let rank = |(at, line): (usize, &Line)| {
            let fraction = line.fraction()?;
            if above.is_none_or(|above| above.compare(fraction).is_ne()) {
                (place, above) = (at + 1, Some(fraction));
            }
            Some(place)
        };
        let places: Vec<Option<usize>> = lines.iter().copied().enumerate().map(rank).collect();
        places.into_iter().zip(lines).collect()
    }

    /// The line of a prefecture.
    pub fn line(&self, prefecture: Prefecture) -> Option<&Line> {
        self.lines.iter().find(|line| line.prefecture == Some(prefecture))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("13", Printed::Count(13))]
    #[case("１，７４１", Printed::Count(1_741))]
    #[case("0", Printed::Count(0))]
    #[case(" 11 団体", Printed::Count(11))]
    #[case("15.0", Printed::Count(15))]
    #[case("", Printed::Blank)]
    #[case("　", Printed::Blank)]
    #[case("—", Printed::Blank)]
    #[case("－", Printed::Blank)]
    #[case("約10", Printed::Unread("約10".to_owned()))]
    #[case("-3", Printed::Unread("-3".to_owned()))]
    #[case("4.5", Printed::Unread("4.5".to_owned()))]
    #[case("=1+2", Printed::Unread("=1+2".to_owned()))]
    #[case("99999999999", Printed::Unread("99999999999".to_owned()))]
    fn a_count_is_read_as_printed(#[case] text: &str, #[case] printed: Printed) {
        assert_eq!(Printed::read(text), printed);
    }

    #[rstest]
    #[case("65.0%", false, 650, 1)]
    #[case("６５．０％", false, 650, 1)]
    #[case("20%", false, 20, 0)]
    #[case("20", false, 20, 0)]
    #[case("0.65", true, 65, 0)]
    #[case("0.4348", true, 4_348, 2)]
    #[case("1", true, 100, 0)]
    #[case("0.1", true, 10, 0)]
    #[case("65", true, 65, 0)]
    #[case("43.5", true, 435, 1)]
    #[case("0.20218265364732913", true, 20_218_265, 6)]
    fn a_rate_is_read_with_its_precision(
        #[case] text: &str,
        #[case] number: bool,
        #[case] digits: u64,
        #[case] decimals: u8,
    ) {
        let read = PrintedRate::read(text, number).expect("a rate");
        assert_eq!((read.digits, read.decimals), (digits, decimals));
    }

    #[test]
    fn what_is_no_rate_is_none() {
        for text in ["", "%", "—", "約20%", "1.2.3", "-5%", "#DIV/0!", ".5"] {
            assert_eq!(PrintedRate::read(text, false), None, "{text}");
        }
    }

    #[test]
    fn a_percentage_comes_from_the_fraction() {
        let of = |numerator, denominator| Fraction { numerator, denominator };
        assert_eq!((of(352, 1_741).percent(1), of(352, 1_741).percent(0)), (202, 20));
        assert_eq!(
            (of(13, 20).tenths().to_string(), of(1, 16).tenths().to_string()),
            ("65.0".into(), "6.3".into())
        );
        assert_eq!(of(8, 30).compare(of(4, 15)), Ordering::Equal);
        assert_eq!(of(7, 179).compare(of(3, 77)), Ordering::Greater);
    }

    proptest! {
        #[test]
        fn a_percentage_is_off_by_at_most_half_of_its_last_digit(
            numerator: u32, denominator in 1..u32::MAX, decimals in 0..=4_u8,
        ) {
            let scale = 10_i128.pow(u32::from(decimals)) * 100;
            let percent = i128::from(Fraction { numerator, denominator }.percent(decimals));
            let off = i128::from(numerator) * scale * 2 - percent * 2 * i128::from(denominator);
            prop_assert!(-i128::from(denominator) <= off && off < i128::from(denominator));
        }

        #[test]
        fn reading_never_panics(text in ".{0,40}", number: bool) {
            let _ = Printed::read(&text);
            let _ = PrintedRate::read(&text, number);
        }
    }
}
