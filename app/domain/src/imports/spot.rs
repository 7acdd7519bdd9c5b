//! Where a field stands within a record.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A column in one of the physical rows of a record; most records have one row.
///
/// Stored as `2`, or as `1.2` where it is not the first row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Spot {
    /// The physical row within the record, from 0.
    pub line: u8,
    /// The column; A is 0.
    pub column: u16,
}

impl Spot {
    /// A column of the first, or only, row of a record.
    pub const fn first(column: u16) -> Self {
        Self { line: 0, column }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.column),
            line => write!(f, "{line}.{}", self.column),
        }
    }
}

/// Neither `2` nor `1.2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place within a record")]
pub struct NoSpot;

impl FromStr for Spot {
    type Err = NoSpot;

    fn from_str(text: &str) -> Result<Self, NoSpot> {
        let (line, column) = text.split_once('.').unwrap_or(("0", text));
        Ok(Self { line: line.parse().map_err(|_| NoSpot)?, column: column.parse().map_err(|_| NoSpot)? })
    }
}

impl TryFrom<String> for Spot {
    type Error = NoSpot;

    fn try_from(text: String) -> Result<Self, NoSpot> {
        text.parse()
    }
}

impl From<Spot> for String {
    fn from(spot: Spot) -> Self {
        spot.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn a_column_alone_is_written_as_it_was_before_records_had_several_rows() {
        let columns: BTreeMap<Spot, u8> = serde_json::from_str(r#"{"2":1,"1.3":4}"#).unwrap();
        assert_eq!(columns, BTreeMap::from([(Spot::first(2), 1), (Spot { line: 1, column: 3 }, 4)]));
        assert_eq!(serde_json::to_string(&columns).unwrap(), r#"{"2":1,"1.3":4}"#);
        for wrong in ["", "a", "1.", "256.1", "1.2.3"] {
            assert_eq!(wrong.parse::<Spot>(), Err(NoSpot), "{wrong}");
        }
    }
}
