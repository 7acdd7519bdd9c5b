//! ゆうちょ銀行: 記号 and 番号 of a passbook as 店番, 預金種目 and 口座番号 of a transfer.

use super::DepositKind;
use crate::text::normalise_code;

/// ゆうちょ銀行 among banks.
pub const YUCHO_BANK: &str = "9900";

/// An account of ゆうちょ as a transfer names it.
#[derive(Clone, PartialEq, Eq)]
pub struct YuchoNumber {
    /// 店番, three digits.
    pub branch: String,
    /// 普通 for 記号 that begin with 1, 当座 for those that begin with 0.
    pub kind: DepositKind,
    /// Seven digits.
    pub number: String,
}

/// Why 記号 and 番号 name no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum YuchoError {
    /// 記号 is not typed.
    #[error("no 記号")]
    SymbolMissing,
    /// 記号 has not five digits or begins with neither 1 nor 0.
    #[error("not a 記号")]
    Symbol,
    /// 番号 is not typed.
    #[error("no 番号")]
    NumberMissing,
    /// 番号 has too many digits, or something else than digits.
    #[error("not a 番号")]
    Number,
    /// 番号 of a 記号 with 1 ends in 1, always.
    #[error("番号 does not end in 1")]
    LastDigit,
}

impl YuchoNumber {
    /// Reads 記号 (`1abc0`, `0abcX`; what stands behind a hyphen is not part of it) and 番号 (up to eight digits).
    pub fn of(symbol: &str, number: &str) -> Result<Self, YuchoError> {
        let symbol = normalise_code(symbol);
        let symbol = symbol.split('-').next().unwrap_or("");
        let number = normalise_code(number);
        let number = number.trim_start_matches('-');
        if symbol.is_empty() {
            return Err(YuchoError::SymbolMissing);
        }
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if symbol.len() != 5 || !digits(symbol) || !matches!(symbol.as_bytes().first(), Some(b'0' | b'1')) {
            return Err(YuchoError::Symbol);
        }
        if number.is_empty() {
            return Err(YuchoError::NumberMissing);
        }
        if !digits(number) {
            return Err(YuchoError::Number);
        }
        let place = &symbol[1..3];
        if symbol.starts_with('1') {
            if !symbol.ends_with('0') {
                return Err(YuchoError::Symbol);
            }
            if !(2..=8).contains(&number.len()) {
                return Err(YuchoError::Number);
            }
            let Some(bare) = number.strip_suffix('1') else { return Err(YuchoError::LastDigit) };
            let branch = format!("{place}8");
            Ok(Self { branch, kind: DepositKind::Ordinary, number: format!("{bare:0>7}") })
        } else {
            if !(1..=7).contains(&number.len()) {
                return Err(YuchoError::Number);
            }
            let branch = format!("{place}9");
            Ok(Self { branch, kind: DepositKind::Current, number: format!("{number:0>7}") })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("10380", "12345671", "038", DepositKind::Ordinary, "1234567")]
    #[case("１４０８０-2", "１２３１", "408", DepositKind::Ordinary, "0000123")]
    #[case("00120-9", "12345", "019", DepositKind::Current, "0012345")]
    fn a_passbook_names_an_account(
        #[case] symbol: &str,
        #[case] number: &str,
        #[case] branch: &str,
        #[case] kind: DepositKind,
        #[case] account: &str,
    ) {
        let read = YuchoNumber::of(symbol, number).map_err(|error| error.to_string()).expect("read");
        assert_eq!((read.branch.as_str(), read.kind, read.number.as_str()), (branch, kind, account));
    }

    #[rstest]
    #[case("", "12345671", YuchoError::SymbolMissing)]
    #[case("1038", "12345671", YuchoError::Symbol)]
    #[case("20380", "12345671", YuchoError::Symbol)]
    #[case("10381", "12345671", YuchoError::Symbol)]
    #[case("10380", "", YuchoError::NumberMissing)]
    #[case("10380", "123456781", YuchoError::Number)]
    #[case("10380", "1234567a", YuchoError::Number)]
    #[case("10380", "12345672", YuchoError::LastDigit)]
    #[case("00120", "12345678", YuchoError::Number)]
    fn what_names_none_says_why(#[case] symbol: &str, #[case] number: &str, #[case] error: YuchoError) {
        assert_eq!(YuchoNumber::of(symbol, number).err(), Some(error));
    }
}
