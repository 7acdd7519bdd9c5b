//! What a session takes besides its own time: the way there and back, and the days in the post. Both are taken like the
//! session itself, so that nobody promises what is on its way.

use super::{Place, QUARTER_MINUTES, ResourceKind, Slot, first_quarter};
use crate::text::normalise_code;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The times on the way that a form offers, in minutes.
pub const WAYS: [u16; 11] = [0, 15, 30, 45, 60, 90, 120, 150, 180, 240, 300];

/// 移動時間: the way there and the way back, in quarters of an hour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// Before the session.
    pub before: u8,
    /// After it.
    pub after: u8,
}

impl Travel {
    /// The most quarters of one way: twelve hours.
    pub const MOST: u8 = 48;
    /// Nobody is on the way.
    pub const NONE: Self = Self { before: 0, after: 0 };

    /// Reads minutes as a form's list sends them.
    pub fn parse_way(typed: &str) -> Option<u8> {
        let minutes: u16 = normalise_code(typed).parse().ok()?;
        if !minutes.is_multiple_of(QUARTER_MINUTES) {
            return None;
        }
        u8::try_from(minutes / QUARTER_MINUTES).ok().filter(|quarters| *quarters <= Self::MOST)
    }
    /// The way there, in minutes.
    pub fn minutes_before(self) -> u16 {
        u16::from(self.before) * QUARTER_MINUTES
    }
    /// The way back, in minutes.
    pub fn minutes_after(self) -> u16 {
        u16::from(self.after) * QUARTER_MINUTES
    }
}

/// 機材貸出: the days from which and until which the equipment is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoanDays {
    /// 発送日.
    pub ships: NaiveDate,
    /// 返却日.
    pub returns: NaiveDate,
}

/// The quarters for which a resource of a kind is taken.
pub fn taken_quarters(
    slot: &Slot,
    place: Place,
    travel: Travel,
    loan: Option<LoanDays>,
    kind: ResourceKind,
) -> Range<i64> {
    let own = slot.quarters();
    if let Some(LoanDays { ships, returns }) = loan.filter(|_| kind.is_equipment()) {
        let first = first_quarter(ships.min(slot.date));
        let last = returns.max(slot.date);
        return first..first_quarter(last.succ_opt().unwrap_or(last)).max(own.end);
    }
    if place == Place::OnSite && kind.travels() {
        return own.start - i64::from(travel.before)..own.end + i64::from(travel.after);
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demos::Length;
    use chrono::NaiveTime;

    fn slot() -> Slot {
        Slot {
            date: NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day"),
            start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
            length: Length::of_quarters(8).expect("two hours"),
        }
    }

    #[test]
    fn who_travels_is_taken_on_the_way_and_a_room_is_not() {
        let travel = Travel { before: 4, after: 6 };
        let own = slot().quarters();
        let taken = |place, kind| taken_quarters(&slot(), place, travel, None, kind);
        for kind in [ResourceKind::Lecturer, ResourceKind::DemoSet, ResourceKind::Projector] {
            assert_eq!(taken(Place::OnSite, kind), own.start - 4..own.end + 6);
            assert_eq!(taken(Place::Online, kind), own);
        }
        assert_eq!(taken(Place::OnSite, ResourceKind::Room), own);
    }

    #[test]
    fn what_is_sent_is_away_on_whole_days_and_the_lecturer_is_not() {
        let day = |day| NaiveDate::from_ymd_opt(2024, 12, day).expect("a day");
        let loan = Some(LoanDays { ships: day(3), returns: day(9) });
        let taken = |kind| taken_quarters(&slot(), Place::OnSite, Travel::NONE, loan, kind);
        assert_eq!(taken(ResourceKind::DemoSet), first_quarter(day(3))..first_quarter(day(10)));
        assert_eq!(taken(ResourceKind::Lecturer), slot().quarters());
    }

    #[test]
    fn a_way_is_whole_quarters() {
        assert_eq!(Travel::parse_way("９０"), Some(6));
        assert_eq!(
            (Travel::parse_way("50"), Travel::parse_way("900"), Travel::parse_way("")),
            (None, None, None)
        );
    }
}
