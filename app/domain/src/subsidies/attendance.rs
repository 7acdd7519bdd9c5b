//! 説明会への参加 and アンケートへの回答 as conditions of a programme.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 説明会への参加, or アンケートへの回答, as a condition: a session held, or an answer handed in, on one of these days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

impl Attendance {
    /// Whether a session held, or an answer handed in, on a day counts.
    pub fn counts(self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }
}
