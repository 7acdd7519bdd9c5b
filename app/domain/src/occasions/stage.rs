//! The life of an occasion, and when bodies may register.

use super::{Admission, Occasion};
use crate::{subsidies::Reason, tokyo};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where an occasion stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case", deny_unknown_fields)]
pub enum Stage {
    /// 準備中: its own house alone sees it.
    Draft,
    /// 公開中.
    Published {
        /// When.
        at: DateTime<Utc>,
    },
    /// 中止.
    Cancelled {
        /// When.
        at: DateTime<Utc>,
        /// Why, for those who registered.
        reason: Reason,
    },
}

/// Why nobody can register now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOpen {
    /// It is not published.
    #[error("not published")]
    Draft,
    /// It is called off.
    #[error("called off")]
    Cancelled,
    /// One registers elsewhere, or not at all.
    #[error("no registration here")]
    NotHere,
    /// The last day is over.
    #[error("closed")]
    Closed,
}

impl Stage {
    /// The word in rows.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published { .. } => "published",
            Self::Cancelled { .. } => "cancelled",
        }
    }

    /// Whether everybody may read of it.
    pub const fn is_public(&self) -> bool {
        matches!(self, Self::Published { .. } | Self::Cancelled { .. })
    }

    /// Whether bodies may register, change and take back: until the last day is over, and not after it began.
    pub fn registers(&self, occasion: &Occasion, now: DateTime<Utc>) -> Result<(), NotOpen> {
        match self {
            Self::Draft => return Err(NotOpen::Draft),
            Self::Cancelled { .. } => return Err(NotOpen::Cancelled),
            Self::Published { .. } => {}
        }
        match occasion.admission {
            Admission::Here { closes_on, .. } => {
                let over = tokyo::date(now) > closes_on || now >= occasion.starts_at();
                if over { Err(NotOpen::Closed) } else { Ok(()) }
            }
            Admission::Elsewhere { .. } | Admission::NotNeeded | Admission::First { .. } => {
                Err(NotOpen::NotHere)
            }
        }
    }

    /// Whether who came may be counted: from its first day on, unless it was called off.
    pub fn attends(&self, occasion: &Occasion, now: DateTime<Utc>) -> bool {
        matches!(self, Self::Published { .. }) && tokyo::date(now) >= occasion.first_on
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{demos::Place, occasions::OccasionKind};
    use chrono::{NaiveDate, NaiveTime};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 6, day).expect("a day")
    }
    fn time(hour: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(hour, 0, 0).expect("a time")
    }
    fn webinar(admission: Admission) -> Occasion {
        Occasion {
            kind: OccasionKind::Webinar,
            title: "自治体向けウェビナー".into(),
            summary: String::new(),
            first_on: day(26),
            last_on: day(26),
            start: time(14),
            end: time(16),
            times_note: String::new(),
            place: Place::Online,
            venue: String::new(),
            join: String::new(),
            admission,
            may_change: false,
            table_public: true,
        }
    }

    #[test]
    fn bodies_register_until_the_last_day_is_over_and_never_after_it_began() {
        let published = Stage::Published { at: DateTime::UNIX_EPOCH };
        let open = |closes, now| {
            let occasion = webinar(Admission::Here { closes_on: day(closes), places: None });
            published.registers(&occasion, now)
        };
        assert_eq!(open(20, tokyo::moment(day(20), time(23))), Ok(()));
        assert_eq!(open(20, tokyo::moment(day(21), time(0))), Err(NotOpen::Closed));
        assert_eq!(open(26, tokyo::moment(day(26), time(14))), Err(NotOpen::Closed));
        let first = webinar(Admission::First { people: 60 });
        assert_eq!(published.registers(&first, DateTime::UNIX_EPOCH), Err(NotOpen::NotHere));
        assert_eq!(Stage::Draft.registers(&first, DateTime::UNIX_EPOCH), Err(NotOpen::Draft));
    }

    #[test]
    fn who_came_is_counted_from_the_day_itself_on() {
        let published = Stage::Published { at: DateTime::UNIX_EPOCH };
        let occasion = webinar(Admission::NotNeeded);
        assert!(!published.attends(&occasion, tokyo::moment(day(25), time(23))));
        assert!(published.attends(&occasion, tokyo::moment(day(26), time(0))));
        assert!(!Stage::Draft.attends(&occasion, tokyo::moment(day(26), time(15))));
    }
}
