//! Records of 120 bytes: numbers to the right with zeros, text to the left with spaces.

use super::BankText;

/// Bytes of a record.
pub(super) const LENGTH: usize = 120;

/// A record that is being written. What does not fit is refused, never cut.
#[derive(Debug)]
pub(super) struct Record(Vec<u8>);

/// A value that is wider than its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooWide;

impl Record {
    /// Begins with データ区分.
    pub(super) fn begin(kind: u8) -> Self {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.push(kind);
        Self(bytes)
    }

    /// A number, or a code of digits.
    pub(super) fn number(mut self, digits: &str, width: usize) -> Result<Self, TooWide> {
        if digits.len() > width || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(TooWide);
        }
        self.0.extend(std::iter::repeat_n(b'0', width - digits.len()));
        self.0.extend(digits.bytes());
        Ok(self)
    }

    /// A text.
    pub(super) fn text(mut self, text: &BankText, width: usize) -> Result<Self, TooWide> {
        let bytes = text.bytes();
        if bytes > width {
            return Err(TooWide);
        }
        self.0.extend(text.encoded());
        self.0.extend(std::iter::repeat_n(b' ', width - bytes));
        Ok(self)
    }

    /// Spaces.
    pub(super) fn blank(mut self, width: usize) -> Self {
        self.0.extend(std::iter::repeat_n(b' ', width));
        self
    }

    /// Adds the record, filled up with spaces (ダミー), to a file.
    pub(super) fn end(mut self, file: &mut Vec<u8>, line_end: &[u8]) -> Result<(), TooWide> {
        if self.0.len() > LENGTH {
            return Err(TooWide);
        }
        self.0.resize(LENGTH, b' ');
        file.extend(self.0);
        file.extend(line_end);
        Ok(())
    }
}
