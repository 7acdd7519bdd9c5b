//! Numbers of spreadsheets as they are shown: dates as days, leading zeros that only the format shows.

use crate::format::{day_of_serial, shown_with_zeros, shows_a_date};
use domain::imports::CellKind;

/// The text and the kind of a number under a format.
pub fn number(number: f64, code: &str, is_1904: bool) -> (String, CellKind) {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        #[expect(clippy::cast_possible_truncation, reason = "a whole number below 10^15")]
        return whole(number as i64, code, is_1904);
    }
    match day_of_serial(number, is_1904).filter(|_| shows_a_date(code)) {
        Some(day) => (day.to_string(), CellKind::Date(day)),
        None => (number.to_string(), CellKind::Number),
    }
}

/// The text and the kind of a whole number under a format.
#[expect(clippy::cast_precision_loss, reason = "serial numbers of days are small")]
pub fn whole(number: i64, code: &str, is_1904: bool) -> (String, CellKind) {
    if shows_a_date(code)
        && let Some(day) = day_of_serial(number as f64, is_1904)
    {
        return (day.to_string(), CellKind::Date(day));
    }
    let shown = u64::try_from(number).ok().and_then(|number| shown_with_zeros(code, number));
    (shown.unwrap_or_else(|| number.to_string()), CellKind::Number)
}

/// The code of a format that files name by number alone; the Japanese ones are dates of 和暦.
pub const fn built_in(id: u16) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        14..=17 | 27..=31 | 34..=36 | 50..=58 => "yyyy/m/d",
        22 => "yyyy/m/d h:mm",
        18..=21 | 32 | 33 => "h:mm",
        45 | 47 => "mm:ss",
        46 => "[h]:mm:ss",
        49 => "@",
        _ => "General",
    }
}
