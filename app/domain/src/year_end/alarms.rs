//! What is shouted on every officer's home until somebody acts: an application without a number that is accounted for,
//! one that nobody owns, one that is old, one whose year is over, a paper that nobody entered, a grant that stands still.

use crate::fiscal_year::FiscalYear;

/// After how many days an application without an owner is an alarm.
pub const UNOWNED_DAYS: i64 = 5;
/// After how many days an undecided application is an alarm, whoever has it; and an award that waits for the city.
pub const OLD_DAYS: i64 = 60;
/// After how many days a paper that came and is not received is an alarm.
pub const PAPER_DAYS: i64 = 3;

/// Something that must not stay as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Alarm {
    /// 受付数の照合 fails.
    Equation {
        /// Of which year.
        year: FiscalYear,
        /// How many are missing; negative where there are too many.
        missing: i64,
        /// 受付番号 that no application has, the first of them.
        numbers: Vec<String>,
    },
    /// Open in a year that is over.
    PastYear {
        /// Which.
        year: FiscalYear,
        /// How many.
        count: u64,
    },
    /// Nobody answers for them, or only somebody who may not sign in any more.
    Unowned {
        /// How many.
        count: u64,
        /// Since how many days the oldest.
        days: i64,
    },
    /// Undecided for long.
    Old {
        /// How many.
        count: u64,
        /// Since how many days the oldest.
        days: i64,
    },
    /// Reports, final amounts or payments that have waited for the city for long.
    Stalled {
        /// How many.
        count: u64,
        /// Since how many days the oldest.
        days: i64,
    },
    /// More papers came than were entered.
    PapersMissing {
        /// How many.
        count: u64,
    },
    /// Papers that were begun and never received.
    PapersUnsent {
        /// How many.
        count: u64,
        /// Since how many days the oldest.
        days: i64,
    },
}

impl Alarm {
    /// Whether it is told first: something is lost, or a year was left with it.
    pub const fn is_grave(&self) -> bool {
        match self {
            Self::Equation { .. } | Self::PastYear { .. } | Self::PapersMissing { .. } => true,
            Self::Unowned { .. } | Self::Old { .. } | Self::Stalled { .. } | Self::PapersUnsent { .. } => {
                false
            }
        }
    }
}
