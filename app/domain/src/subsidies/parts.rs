//! Small things that programme forms read: a time of day, a number of days.

use crate::text::normalise_code;
use chrono::NaiveTime;

/// Why a text is not a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Nothing was typed.
    #[error("no time")]
    Missing,
    /// Not written as a time.
    #[error("not written as a time")]
    Form,
}

/// Reads `17:00`, `17：00`, `17時`, `17時30分`, `午後5時` and `9`.
pub fn parse_time(typed: &str) -> Result<NaiveTime, TimeError> {
    let code = normalise_code(typed);
    if code.is_empty() {
        return Err(TimeError::Missing);
    }
    let (afternoon, code) = match code.strip_prefix("午後") {
        Some(rest) => (Some(true), rest),
        None => code.strip_prefix("午前").map_or((None, code.as_str()), |rest| (Some(false), rest)),
    };
    let code = code.strip_suffix('分').unwrap_or(code);
    let (hour, minute) = code.split_once([':', '時']).unwrap_or((code, ""));
    let number = |digits: &str| match digits {
        "" => Ok(0),
        "半" => Ok(30),
        digits if digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse::<u32>().map_err(|_| TimeError::Form)
        }
        _ => Err(TimeError::Form),
    };
    if hour.is_empty() {
        return Err(TimeError::Form);
    }
    let hour = match (number(hour)?, afternoon) {
        (hour, None) => hour,
        (hour, Some(_)) if hour > 12 => return Err(TimeError::Form),
        (hour, Some(true)) => hour % 12 + 12,
        (hour, Some(false)) => hour % 12,
    };
    NaiveTime::from_hms_opt(hour, number(minute)?, 0).ok_or(TimeError::Form)
}

/// Shows a time as [`parse_time`] reads it.
pub fn show_time(time: NaiveTime) -> String {
    time.format("%-H:%M").to_string()
}

/// A whole number of days, full-width digits too.
pub fn parse_days(typed: &str) -> Option<u16> {
    let code = normalise_code(typed);
    let digits = code.strip_suffix('日').unwrap_or(&code);
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("17:00", 17, 0)]
    #[case("１７：３０", 17, 30)]
    #[case("9", 9, 0)]
    #[case("17時", 17, 0)]
    #[case("17時15分", 17, 15)]
    #[case("午後5時半", 17, 30)]
    #[case("午前12時", 0, 0)]
    fn a_time_is_read_as_officers_write_it(#[case] typed: &str, #[case] hour: u32, #[case] minute: u32) {
        assert_eq!(parse_time(typed), Ok(NaiveTime::from_hms_opt(hour, minute, 0).unwrap()));
    }

    #[rstest]
    #[case("", TimeError::Missing)]
    #[case("昼", TimeError::Form)]
    #[case("25:00", TimeError::Form)]
    #[case("午後13時", TimeError::Form)]
    #[case(":30", TimeError::Form)]
    fn what_is_no_time_is_refused(#[case] typed: &str, #[case] error: TimeError) {
        assert_eq!(parse_time(typed), Err(error));
    }

    proptest! {
        #[test]
        fn a_time_shown_can_be_typed(hour in 0u32..24, minute in 0u32..60) {
            let time = NaiveTime::from_hms_opt(hour, minute, 0).expect("a time of day");
            prop_assert_eq!(parse_time(&show_time(time)), Ok(time));
        }

        #[test]
        fn no_text_is_too_strange(text in ".*") {
            let _ = (parse_time(&text), parse_days(&text));
        }
    }
}
