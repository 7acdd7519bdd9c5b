//! The code with which an office checks in: a number within the session and a check digit, so that a slip of one
//! digit finds nobody instead of somebody else.

use crate::text::normalise_code;
use std::{fmt, str::FromStr};

/// `0127`: the twelfth registration of a session, with its check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CheckInCode(u16);

/// The last number that a session gives out.
const LAST: u16 = 999;

impl CheckInCode {
    /// The code of the n-th registration of a session, from 1.
    pub const fn of_number(number: u16) -> Option<Self> {
        if 1 <= number && number <= LAST { Some(Self(number)) } else { None }
    }
    /// The number of the registration.
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// The digit that makes the sum 3·a + 7·b + c + d divisible by ten: every slip of one digit is seen.
const fn check_digit(number: u16) -> u16 {
    let sum = (number / 100) * 3 + (number / 10 % 10) * 7 + number % 10;
    (10 - sum % 10) % 10
}

/// Not a code that any registration has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a check-in code")]
pub struct NotACheckInCode;

impl FromStr for CheckInCode {
    type Err = NotACheckInCode;
    fn from_str(typed: &str) -> Result<Self, NotACheckInCode> {
        let code = normalise_code(typed).replace('-', "");
        if code.len() != 4 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotACheckInCode);
        }
        let number: u16 = code[..3].parse().map_err(|_| NotACheckInCode)?;
        let digit: u16 = code[3..].parse().map_err(|_| NotACheckInCode)?;
        Self::of_number(number).filter(|code| check_digit(code.0) == digit).ok_or(NotACheckInCode)
    }
}

impl fmt::Display for CheckInCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03}{}", self.0, check_digit(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_every_width_and_a_slip_of_one_digit_finds_nobody() {
        for number in 1..=LAST {
            let code = CheckInCode::of_number(number).expect("in range");
            let text = code.to_string();
            assert_eq!(text.parse(), Ok(code));
            for place in 0..4 {
                for digit in b'0'..=b'9' {
                    let mut slip = text.clone().into_bytes();
                    if slip[place] != digit {
                        slip[place] = digit;
                        let slip = String::from_utf8(slip).expect("digits");
                        assert_eq!(slip.parse::<CheckInCode>(), Err(NotACheckInCode), "{text} as {slip}");
                    }
                }
            }
        }
        let twelve = CheckInCode::of_number(12).expect("twelve");
        assert_eq!(twelve.to_string(), "0121");
        assert_eq!("０１２１".parse(), Ok(twelve));
        assert_eq!("012".parse::<CheckInCode>(), Err(NotACheckInCode));
    }
}
