//! Who of 国保中央会 speaks at an occasion: taken on each of its days, the way there and back included, so that nobody is
//! sent somewhere else.

use super::Occasion;
use crate::{
    demos::QUARTER_MINUTES,
    dispatches::{Field, Problem, Travels},
    form::Typed,
    ids::LecturerId,
    tokyo,
};
use chrono::{DateTime, Utc};
use std::ops::Range;

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

    /// Whether somebody can be sent to it still: not once it is over.
    pub fn takes_lecturers(&self, now: DateTime<Utc>) -> bool {
        now < self.ends_at()
    }
}

/// Sending a lecturer to an occasion, or not any more, as a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LecturingForm {
    /// Sent, with the way there and back.
    Send(LecturerId, Travels),
    /// Not sent any more.
    Release(LecturerId),
}

impl LecturingForm {
    /// Reads the form; who can be sent is one of `lecturers`.
    pub fn parse(typed: &Typed, lecturers: &[LecturerId]) -> Result<Self, Vec<(Field, Problem)>> {
        let chosen: Option<LecturerId> = typed.get(Field::Lecturer.name()).parse().ok();
        if typed.get("act") == "release" {
            return chosen.map(Self::Release).ok_or_else(|| vec![(Field::Lecturer, Problem::NotChosen)]);
        }
        let chosen = chosen.filter(|chosen| lecturers.contains(chosen));
        let travels = Travels::parse(typed.get(Field::Travel.name()));
        match (chosen, travels) {
            (Some(lecturer), Some(travels)) => Ok(Self::Send(lecturer, travels)),
            (chosen, travels) => {
                let missing = [(Field::Lecturer, chosen.is_none()), (Field::Travel, travels.is_none())];
                let missing = missing.into_iter().filter(|(_, missing)| *missing);
                Err(missing.map(|(field, _)| (field, Problem::NotChosen)).collect())
            }
        }
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
    use uuid::Uuid;

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
        let id = LecturerId::from_uuid(Uuid::from_u128(1));
        let typed = Typed::default().with("lecturer", id.to_string()).with("travel", "60");
        let sent = LecturingForm::parse(&typed, &[id]).expect("it fits");
        assert!(
            matches!(sent, LecturingForm::Send(lecturer, travels) if lecturer == id && travels.quarters() == 4)
        );
        let unknown = LecturingForm::parse(&typed, &[]).expect_err("nobody of ours");
        assert_eq!(unknown, [(Field::Lecturer, Problem::NotChosen)]);
        let empty = LecturingForm::parse(&Typed::default(), &[id]).expect_err("nothing is chosen");
        assert_eq!(empty.len(), 2);
        let back = Typed::default().with("act", "release").with("lecturer", id.to_string());
        assert_eq!(LecturingForm::parse(&back, &[]), Ok(LecturingForm::Release(id)), "also one who retired");
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
        }
    }
}
