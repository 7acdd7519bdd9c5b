//! Number formats: which show a date, and which show leading zeros.

use chrono::{Days, NaiveDate};

/// The first section of a format code as tokens: placeholders as they are, literals marked.
fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => tokens.extend(chars.by_ref().take_while(|c| *c != '"').map(Token::Literal)),
            '\\' => tokens.extend(chars.next().map(Token::Literal)),
            '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if ["h", "hh", "m", "mm", "s", "ss"].contains(&inside.to_ascii_lowercase().as_str()) {
                    tokens.push(Token::Elapsed);
                }
            }
            '-' | '(' | ')' | ' ' | ':' => tokens.push(Token::Literal(c)),
            c => tokens.push(Token::Code(c.to_ascii_lowercase())),
        }
    }
    tokens
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Literal(char),
    Code(char),
    Elapsed,
}

/// True when a format shows a number as a date: a year, month, day or Japanese era stands in it.
pub fn shows_a_date(code: &str) -> bool {
    if code.eq_ignore_ascii_case("general") {
        return false;
    }
    let tokens = tokens(code);
    let has = |wanted: char| tokens.contains(&Token::Code(wanted));
    if tokens.contains(&Token::Elapsed) {
        return false;
    }
    // `e` is the year of a Japanese era, unless it is the exponent of 0.00E+00.
    let era = has('g') || (has('e') && !has('0') && !has('#') && !has('+'));
    era || has('y') || has('d') || (has('m') && !has('h') && !has('s') && !has('0'))
}

/// A whole number as its format shows it, when the format is made of zeros and punctuation
/// (`0000000000` for numbers of offices, `0000-00-0000` for telephones).
pub fn shown_with_zeros(code: &str, value: u64) -> Option<String> {
    let tokens = tokens(code);
    let zeros = tokens.iter().filter(|token| **token == Token::Code('0')).count();
    let others = tokens.iter().any(|token| !matches!(token, Token::Code('0') | Token::Literal(_)));
    if zeros < 2 || others {
        return None;
    }
    let mut digits = value.to_string();
    if digits.len() > zeros {
        return None;
    }
    digits = format!("{digits:0>zeros$}");
    let mut digits = digits.chars();
    Some(
        tokens
            .iter()
            .filter_map(|token| if let Token::Literal(c) = token { Some(*c) } else { digits.next() })
            .collect(),
    )
}

/// The day of a serial number; nothing for times of day and for days no calendar has.
pub fn day_of_serial(serial: f64, is_1904: bool) -> Option<NaiveDate> {
    let days = serial.floor();
    if !(1.0..2_958_466.0).contains(&days) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was just checked")]
    let days = days as u64;
    let base = if is_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)?
    } else if days < 60 {
        // Excel believes in 29 February 1900, so the days before it count from one later.
        NaiveDate::from_ymd_opt(1899, 12, 31)?
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)?
    };
    base.checked_add_days(Days::new(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_and_other_date_formats_are_known() {
        for code in [
            "yyyy/m/d",
            "[$-411]ggge\"年\"m\"月\"d\"日\"",
            "[$-411]gge\"年\"",
            "[$-ja-JP]ge.m.d;@",
            "m/d/yy h:mm",
            "mmm-yy",
            "e/m/d",
        ] {
            assert!(shows_a_date(code), "{code}");
        }
        for code in [
            "General",
            "0",
            "0000000000",
            "#,##0",
            "0.00E+00",
            "[h]:mm:ss",
            "h:mm",
            "@",
            "\"年度\"0",
            "mm:ss.0",
        ] {
            assert!(!shows_a_date(code), "{code}");
        }
    }

    #[test]
    fn zeros_that_only_the_format_shows_come_back() {
        assert_eq!(shown_with_zeros("0000000000", 370_999_013).as_deref(), Some("0370999013"));
        assert_eq!(shown_with_zeros("0000\"-\"00\\-0000", 741_001_005).as_deref(), Some("0741-00-1005"));
        assert_eq!(shown_with_zeros("0", 12), None);
        assert_eq!(shown_with_zeros("#,##0", 1200), None);
        assert_eq!(shown_with_zeros("00000", 1_234_567), None);
    }

    #[test]
    fn serial_numbers_are_days() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        assert_eq!(day_of_serial(45_323.0, false), day(2024, 2, 1));
        assert_eq!(day_of_serial(45_323.75, false), day(2024, 2, 1));
        assert_eq!(day_of_serial(1.0, false), day(1900, 1, 1));
        assert_eq!(day_of_serial(43_861.0, true), day(2024, 2, 1));
        assert_eq!(day_of_serial(0.5, false), None);
        assert_eq!(day_of_serial(1e18, false), None);
    }
}
