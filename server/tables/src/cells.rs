//! Values as the numbers by which a spreadsheet program knows them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use domain::tokyo;

/// A spreadsheet program keeps fifteen digits of a number.
pub const LARGEST: i64 = 999_999_999_999_999;
/// The longest text of a cell, in UTF-16 units, as Excel counts.
const LONGEST: usize = 32_767;

/// True when a cell can hold a text.
pub fn fits(text: &str) -> bool {
    // A UTF-16 unit takes at least one byte here.
    text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST
}

/// The beginning of a text that a cell can hold, with room for so many units more.
pub fn beginning(text: &str, room: usize) -> &str {
    let mut left = LONGEST - room;
    let end = text.char_indices().find(|(_, c)| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            false
        }
        None => true,
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// A number, unless it has more digits than are kept.
#[expect(clippy::cast_precision_loss, reason = "fifteen digits are exact")]
pub fn number(number: i64) -> Option<f64> {
    (-LARGEST..=LARGEST).contains(&number).then_some(number as f64)
}

/// The serial number of a day. Excel takes 1900 for a leap year, so days before March of it are left out.
pub fn day(day: NaiveDate) -> Option<f64> {
    let base = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let last = NaiveDate::from_ymd_opt(9999, 12, 31)?;
    let days = i32::try_from((day - base).num_days()).ok()?;
    (days > 60 && day <= last).then(|| f64::from(days))
}

/// The serial number of a moment in Japanese time, to the minute.
pub fn moment(at: DateTime<Utc>) -> Option<f64> {
    let local: NaiveDateTime = tokyo::date_time(at);
    let minutes = (local - local.date().and_hms_opt(0, 0, 0)?).num_minutes();
    Some(day(local.date())? + f64::from(i32::try_from(minutes).ok()?) / 1_440.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_serial_numbers() {
        let serial = |text: &str| day(text.parse().unwrap());
        assert_eq!(serial("2024-02-01"), Some(45_323.0));
        assert_eq!(serial("1900-03-01"), Some(61.0));
        assert_eq!(serial("1900-02-28"), None);
        assert_eq!(serial("9999-12-31"), Some(2_958_465.0));
        assert_eq!(moment("2024-01-31T21:00:30Z".parse().unwrap()), Some(45_323.25));
    }

    #[test]
    fn a_cell_holds_so_much_text_and_a_number_so_many_digits() {
        assert!(fits(&"あ".repeat(LONGEST)) && !fits(&"あ".repeat(LONGEST + 1)));
        assert!(fits(&"𠮷".repeat(LONGEST / 2)) && !fits(&"𠮷".repeat(LONGEST / 2 + 1)));
        assert_eq!(beginning("あ𠮷い", LONGEST - 2), "あ");
        assert_eq!(beginning("あ𠮷い", 0), "あ𠮷い");
        assert_eq!(number(LARGEST + 1), None);
        assert_eq!(number(-5), Some(-5.0));
    }
}
