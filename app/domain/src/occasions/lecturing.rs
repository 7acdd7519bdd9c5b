//! Who speaks at an occasion, and with what of a federation: taken on each of its days, the way there and back included, so
//! that nobody is sent somewhere else.

use super::Occasion;
use crate::{
    accounts::TenantKind,
    demos::QUARTER_MINUTES,
    dispatches::{Field, Problem, Travels},
    form::{Reader, Typed},
    ids::{LecturerId, ResourceId},
    tokyo,
};
use chrono::{DateTime, Utc};
use std::{fmt, ops::Range};
use uuid::Uuid;

/// What can be sent to an occasion of a house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sendable {
    /// A lecturer of 国保中央会 or of a prefecture.
    Lecturer(LecturerId),
    /// What a federation shares among its municipalities: its lecturers, sets and rooms.
    Resource(ResourceId),
}

impl Sendable {
    /// What an id means in a house: a federation's lecturers are among what it shares, everybody else has a list of them.
    pub const fn of(house: TenantKind, id: Uuid) -> Self {
        match house {
            TenantKind::Federation => Self::Resource(ResourceId::from_uuid(id)),
            TenantKind::Municipality | TenantKind::Prefecture | TenantKind::Central => {
                Self::Lecturer(LecturerId::from_uuid(id))
            }
        }
    }
}

impl fmt::Display for Sendable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lecturer(id) => id.fmt(f),
            Self::Resource(id) => id.fmt(f),
        }
    }
}

impl Occasion {
    /// The quarters of an hour of its days, each with so many quarters on the way before and after; what touches is one.
    pub fn lecturing(&self, travel: u16) -> Vec<Range<i64>> {
        let seconds = i64::from(QUARTER_MINUTES) * 60;
        let around = |from: DateTime<Utc>, until: DateTime<Utc>| {
            let (from, until) = (from.timestamp(), until.timestamp());
            let (first, last) = (from.div_euclid(seconds), (until + seconds - 1).div_euclid(seconds));
            first - i64::from(travel)..last + i64::from(travel)
        };
        // Times that do not fit into one day are those of the first and of the last one.
        let days = if self.end <= self.start {
            vec![around(self.starts_at(), self.ends_at())]
        } else {
            let all = self.first_on.iter_days().take_while(|day| *day <= self.last_on);
            all.map(|day| around(tokyo::moment(day, self.start), tokyo::moment(day, self.end))).collect()
        };
        let mut merged: Vec<Range<i64>> = Vec::with_capacity(days.len());
        for day in days {
            match merged.last_mut() {
                Some(before) if day.start <= before.end => before.end = before.end.max(day.end),
                Some(_) | None => merged.push(day),
            }
        }
        merged
    }

    /// The same in pieces, each with the day that is in it: what else is taken is the way there, or back.
    pub fn travelling(&self, travel: u16) -> Vec<(Range<i64>, Range<i64>)> {
        let own = self.lecturing(0);
        let mut pieces = Vec::with_capacity(own.len());
        for whole in self.lecturing(travel) {
            let days: Vec<_> =
                own.iter().filter(|day| whole.start <= day.start && day.end <= whole.end).collect();
            let mut from = whole.start;
            for (place, day) in days.iter().enumerate() {
                // What lies between two days is the way to the second.
                let until = if place + 1 == days.len() { whole.end } else { day.end };
                pieces.push((from..until, (*day).clone()));
                from = until;
            }
        }
        pieces
    }

    /// Whether somebody can be sent to it still: not once it is over.
    pub fn takes_lecturers(&self, now: DateTime<Utc>) -> bool {
        now < self.ends_at()
    }
}

/// Sending somebody or something to an occasion, or not any more, as a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LecturingForm {
    /// Sent, with the way there and back.
    Send(Sendable, Travels),
    /// Not sent any more.
    Release(Sendable),
}

impl LecturingForm {
    /// Reads the form in a house; who can be sent is one of `among`.
    pub fn parse(
        typed: &Typed,
        house: TenantKind,
        among: &[Sendable],
    ) -> Result<Self, Vec<(Field, Problem)>> {
        let mut reading = Reader::<Field, Problem>::new(typed, Field::name);
        let named = |id: &str| Some(Sendable::of(house, id.parse().ok()?));
        if typed.get("act") == "release" {
            let chosen = reading.chosen(Field::Lecturer, named, Problem::NotChosen);
            return reading.done(chosen.map(Self::Release));
        }
        let free = |id: &str| named(id).filter(|chosen| among.contains(chosen));
        let sent = reading.chosen(Field::Lecturer, free, Problem::NotChosen);
        let travels = reading.chosen(Field::Travel, Travels::parse, Problem::NotChosen);
        reading.done(sent.zip(travels).map(|(sent, travels)| Self::Send(sent, travels)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        demos::{Place, first_quarter},
        occasions::{Admission, OccasionKind},
    };
    use chrono::{NaiveDate, NaiveTime};
    use proptest::prelude::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 6, day).expect("a day")
    }

    fn booth(days: (u32, u32), hours: (u32, u32)) -> Occasion {
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
        Occasion {
            kind: OccasionKind::Booth,
            title: "国際福祉機器展".into(),
            summary: String::new(),
            first_on: day(days.0),
            last_on: day(days.1),
            start: time(hours.0),
            end: time(hours.1),
            times_note: String::new(),
            place: Place::OnSite,
            venue: "東京".into(),
            join: String::new(),
            admission: Admission::NotNeeded,
            may_change: false,
            table_public: false,
        }
    }

    #[test]
    fn each_day_is_taken_with_the_way_there_and_back() {
        let taken = booth((5, 6), (10, 16)).lecturing(4);
        let of = |at: NaiveDate| first_quarter(at) + 9 * 4..first_quarter(at) + 17 * 4;
        assert_eq!(taken, [of(day(5)), of(day(6))]);
        assert_eq!(booth((5, 5), (10, 16)).lecturing(0).len(), 1);
    }

    #[test]
    fn nights_on_the_way_and_times_over_days_are_one_piece() {
        let long = booth((5, 6), (10, 18)).lecturing(32);
        assert_eq!(
            (long.len(), long.first()),
            (1, Some(&(first_quarter(day(5)) + 8..first_quarter(day(7)) + 8)))
        );
        let across = booth((5, 6), (18, 9)).lecturing(0);
        let piece = first_quarter(day(5)) + 72..first_quarter(day(6)) + 36;
        assert_eq!((across.len(), across.first()), (1, Some(&piece)));
    }

    #[test]
    fn times_between_quarters_are_taken_whole() {
        let mut odd = booth((5, 5), (10, 16));
        odd.start = NaiveTime::from_hms_opt(10, 10, 0).expect("a time");
        odd.end = NaiveTime::from_hms_opt(15, 50, 0).expect("a time");
        assert_eq!(odd.lecturing(0), booth((5, 5), (10, 16)).lecturing(0));
    }

    #[test]
    fn who_is_sent_is_one_of_ours_and_has_a_way() {
        let house = TenantKind::Central;
        let id = Sendable::of(house, Uuid::from_u128(1));
        let typed = Typed::default().with("lecturer", id.to_string()).with("travel", "60");
        let sent = LecturingForm::parse(&typed, house, &[id]).expect("it fits");
        assert!(matches!(sent, LecturingForm::Send(one, travels) if one == id && travels.quarters() == 4));
        let unknown = LecturingForm::parse(&typed, house, &[]).expect_err("nobody of ours");
        assert_eq!(unknown, [(Field::Lecturer, Problem::NotChosen)]);
        let other = LecturingForm::parse(&typed, TenantKind::Federation, &[id]);
        assert_eq!(
            other,
            Err(vec![(Field::Lecturer, Problem::NotChosen)]),
            "a list of lecturers is no stock"
        );
        let empty = LecturingForm::parse(&Typed::default(), house, &[id]).expect_err("nothing is chosen");
        assert_eq!(empty.len(), 2);
        let back = Typed::default().with("act", "release").with("lecturer", id.to_string());
        let released = LecturingForm::parse(&back, house, &[]);
        assert_eq!(released, Ok(LecturingForm::Release(id)), "also one who retired");
    }

    #[test]
    fn of_two_days_with_a_night_on_the_way_between_each_quarter_is_taken_once() {
        let pieces = booth((5, 6), (10, 18)).travelling(32);
        let of = |at: NaiveDate| first_quarter(at) + 10 * 4..first_quarter(at) + 18 * 4;
        let (first, second) = (of(day(5)), of(day(6)));
        assert_eq!(
            pieces,
            [(first.start - 32..first.end, first.clone()), (first.end..second.end + 32, second)]
        );
    }

    proptest! {
        #[test]
        fn what_is_taken_is_in_order_apart_and_holds_every_day(
            first in 1_u32..20, more in 0_u32..9, start in 0_u32..23, end in 1_u32..24, travel in 0_u16..33,
        ) {
            let occasion = booth((first, first + more), (start, end));
            prop_assume!(more > 0 || end > start);
            let taken = occasion.lecturing(travel);
            prop_assert!(taken.windows(2).all(|pair| pair[0].end < pair[1].start), "{taken:?}");
            let begins = first_quarter(occasion.first_on) + i64::from(start) * 4;
            let ends = first_quarter(occasion.last_on) + i64::from(end) * 4;
            prop_assert_eq!(taken.first().map(|one| one.start), Some(begins - i64::from(travel)));
            prop_assert_eq!(taken.last().map(|one| one.end), Some(ends + i64::from(travel)));
            // In pieces it is the same, and each day is within its piece.
            let pieces = occasion.travelling(travel);
            let quarters: Vec<i64> = pieces.iter().flat_map(|(whole, _)| whole.clone()).collect();
            prop_assert_eq!(quarters, taken.into_iter().flatten().collect::<Vec<_>>());
            prop_assert!(pieces.iter().all(|(whole, own)| whole.start <= own.start && own.end <= whole.end));
        }
    }
}
