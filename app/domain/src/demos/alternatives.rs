//! The nearest ways out of a date that cannot be held: other resources at the same time, other times of the day, other
//! days; and whether it could be online instead.

use super::{BookingRules, Place, ResourceKind, Slot, Travel, WeekHours, falls_on_claims, taken_quarters};
use crate::{ids::ResourceId, working_days::WorkingCalendar};
use chrono::{Duration, NaiveDate, NaiveTime};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// How many days before and after the wanted one are looked at.
pub const DAYS_AROUND: i64 = 60;

/// A resource that could be promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stock {
    /// Which one.
    pub id: ResourceId,
    /// What it is.
    pub kind: ResourceKind,
    /// When it is there in a week; empty where the federation's own hours hold.
    pub hours: Option<WeekHours>,
}

impl Stock {
    /// Whether it is there at that time of the week. A resource without hours of its own is there when it is wanted.
    pub fn is_there(&self, slot: &Slot) -> bool {
        self.hours.is_none_or(|hours| hours.cover(slot))
    }
}

/// What is taken of each resource.
#[derive(Debug, Clone, Default)]
pub struct Diary(BTreeMap<ResourceId, Vec<Range<i64>>>);

impl Diary {
    /// Adds quarters that are taken.
    pub fn take(&mut self, resource: ResourceId, quarters: Range<i64>) {
        self.0.entry(resource).or_default().push(quarters);
    }

    /// Whether nothing of them is taken.
    pub fn is_free(&self, resource: ResourceId, wanted: &Range<i64>) -> bool {
        self.0
            .get(&resource)
            .is_none_or(|taken| taken.iter().all(|one| one.end <= wanted.start || wanted.end <= one.start))
    }
}

impl FromIterator<(ResourceId, Range<i64>)> for Diary {
    fn from_iter<T: IntoIterator<Item = (ResourceId, Range<i64>)>>(all: T) -> Self {
        let mut diary = Self::default();
        for (resource, quarters) in all {
            diary.take(resource, quarters);
        }
        diary
    }
}

/// What somebody would have liked.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// When.
    pub slot: Slot,
    /// Where.
    pub place: Place,
    /// The way there and back.
    pub travel: Travel,
    /// One of each kind, in the order of preference those that were chosen first.
    pub kinds: &'a [ResourceKind],
    /// Those that were chosen.
    pub chosen: &'a [ResourceId],
}

/// Something that can be had instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// When.
    pub slot: Slot,
    /// With what, one of each kind.
    pub resources: Vec<ResourceId>,
}

impl Wish<'_> {
    /// What would be had of every kind at a time; none where something is missing. What was chosen comes before others.
    pub fn at(&self, slot: &Slot, stock: &[Stock], diary: &Diary) -> Option<Vec<ResourceId>> {
        let free = |one: &Stock| {
            let quarters = taken_quarters(slot, self.place, self.travel, None, one.kind);
            one.is_there(slot) && diary.is_free(one.id, &quarters)
        };
        self.kinds
            .iter()
            .map(|kind| {
                let of_kind = || stock.iter().filter(|one| one.kind == *kind && free(one));
                let chosen = of_kind().find(|one| self.chosen.contains(&one.id));
                chosen.or_else(|| of_kind().next()).map(|one| one.id)
            })
            .collect()
    }

    /// Up to `most` alternatives, the nearest first.
    pub fn alternatives(
        &self,
        stock: &[Stock],
        diary: &Diary,
        rules: &BookingRules,
        (today, calendar): (NaiveDate, &WorkingCalendar),
        most: usize,
    ) -> Vec<Alternative> {
        let mut near: BTreeSet<(i64, Slot)> = BTreeSet::new();
        let distance = |slot: &Slot| (slot.quarters().start - self.slot.quarters().start).abs();
        for hour in 0..24 {
            for minute in [0, 30] {
                let Some(start) = NaiveTime::from_hms_opt(hour, minute, 0) else { continue };
                let slot = Slot { start, ..self.slot };
                near.insert((distance(&slot), slot));
            }
        }
        near.insert((0, self.slot));
        for days in 1..=DAYS_AROUND {
            for date in [self.slot.date - Duration::days(days), self.slot.date + Duration::days(days)] {
                let slot = self.slot.on(date);
                near.insert((distance(&slot), slot));
            }
        }
        near.into_iter()
            .map(|(_, slot)| slot)
            .filter(|slot| slot.date > today && rules.breach(slot, today).is_none())
            .filter(|slot| slot.date == self.slot.date || is_good(slot, calendar))
            .filter_map(|slot| {
                let resources = self.at(&slot, stock, diary)?;
                Some(Alternative { slot, resources })
            })
            .filter(|one| one.slot != self.slot || one.resources.iter().any(|id| !self.chosen.contains(id)))
            .take(most)
            .collect()
    }

    /// Whether it could be held online at the same time, with whoever speaks.
    pub fn could_be_online(&self, stock: &[Stock], diary: &Diary) -> bool {
        let speaks = |kind: &ResourceKind| *kind == ResourceKind::Lecturer;
        let kinds: Vec<ResourceKind> = self.kinds.iter().copied().filter(speaks).collect();
        let online = Wish { place: Place::Online, travel: Travel::NONE, kinds: &kinds, ..*self };
        self.place == Place::OnSite && online.at(&self.slot, stock, diary).is_some()
    }
}

/// A working day outside the days of claims.
fn is_good(slot: &Slot, calendar: &WorkingCalendar) -> bool {
    !falls_on_claims(slot.date) && calendar.closure(slot.date).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demos::Length;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("an ISO date")
    }

    fn wanted() -> Slot {
        Slot {
            date: day("2024-12-12"),
            start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
            length: Length::of_quarters(8).expect("two hours"),
        }
    }

    fn id(number: u128) -> ResourceId {
        Uuid::from_u128(number).into()
    }

    const fn stock(id: ResourceId, kind: ResourceKind) -> Stock {
        Stock { id, kind, hours: None }
    }

    fn set_wish(chosen: &[ResourceId]) -> Wish<'_> {
        Wish {
            slot: wanted(),
            place: Place::OnSite,
            travel: Travel { before: 4, after: 4 },
            kinds: &[ResourceKind::DemoSet],
            chosen,
        }
    }

    fn offered(wish: &Wish, stock: &[Stock], diary: &Diary) -> Vec<Alternative> {
        let today = day("2024-09-20");
        wish.alternatives(stock, diary, &BookingRules::default(), (today, &WorkingCalendar::default()), 3)
    }

    #[test]
    fn another_set_at_the_same_time_comes_first_then_the_same_one_at_other_times() {
        let sets = [stock(id(1), ResourceKind::DemoSet), stock(id(2), ResourceKind::DemoSet)];
        let mut diary = Diary::default();
        diary.take(id(1), wanted().quarters());
        let chosen = [id(1)];
        let first = offered(&set_wish(&chosen), &sets, &diary);
        assert_eq!(first[0], Alternative { slot: wanted(), resources: vec![id(2)] });
        // The only set, busy from half past one to half past three: with an hour on the way it is free from half past
        // four, when the federation is about to close, or on another day.
        let alone = offered(&set_wish(&chosen), &sets[..1], &diary);
        let words: Vec<String> =
            alone.iter().map(|one| format!("{} {}", one.slot.date, one.slot.start_words())).collect();
        assert_eq!(words, ["2024-12-12 10:30", "2024-12-12 10:00", "2024-12-12 9:30"]);
        diary.take(id(1), crate::demos::first_quarter(day("2024-12-12"))..wanted().quarters().start);
        let other: Vec<String> = offered(&set_wish(&chosen), &sets[..1], &diary)
            .iter()
            .map(|one| one.slot.date.to_string())
            .collect();
        assert_eq!(
            other,
            ["2024-12-11", "2024-12-13", "2024-12-16"],
            "outside the days of claims and weekends"
        );
    }

    #[test]
    fn without_a_free_set_it_could_be_online_while_somebody_speaks() {
        let set = stock(id(1), ResourceKind::DemoSet);
        let lecturer = stock(id(3), ResourceKind::Lecturer);
        let wish = Wish { kinds: &[ResourceKind::DemoSet, ResourceKind::Lecturer], ..set_wish(&[]) };
        let mut diary = Diary::default();
        diary.take(id(1), wanted().quarters());
        assert!(wish.could_be_online(&[set, lecturer], &diary));
        diary.take(id(3), wanted().quarters());
        assert!(!wish.could_be_online(&[set, lecturer], &diary));
    }

    #[test]
    fn a_lecturer_of_certain_weekdays_is_offered_on_those_alone() {
        let mut tuesdays = [None; 7];
        tuesdays[1] = WeekHours::office().0[1];
        let lecturer = Stock { hours: Some(WeekHours(tuesdays)), ..stock(id(3), ResourceKind::Lecturer) };
        let wish = Wish { kinds: &[ResourceKind::Lecturer], ..set_wish(&[]) };
        let days: Vec<String> = offered(&wish, &[lecturer], &Diary::default())
            .iter()
            .map(|one| one.slot.date.to_string())
            .collect();
        assert_eq!(days, ["2024-12-17", "2024-12-24", "2024-11-26"]);
    }

    proptest! {
        #[test]
        fn what_is_offered_is_free_with_its_way_and_the_nearest_first(
            taken in prop::collection::vec((1..4_u128, -400..400_i64, 1..60_i64), 0..40),
        ) {
            let base = wanted().quarters().start;
            let diary: Diary = taken.iter().map(|(which, at, long)| (id(*which), base + at..base + at + long)).collect();
            let sets: Vec<Stock> = (1..4).map(|number| stock(id(number), ResourceKind::DemoSet)).collect();
            let chosen = [id(1)];
            let wish = set_wish(&chosen);
            let all = offered(&wish, &sets, &diary);
            prop_assert!(all.len() <= 3);
            let far = |one: &Alternative| (one.slot.quarters().start - base).abs();
            prop_assert!(all.windows(2).all(|pair| far(&pair[0]) <= far(&pair[1])));
            for one in &all {
                let own = one.slot.quarters();
                prop_assert!(one.resources.iter().all(|set| diary.is_free(*set, &(own.start - 4..own.end + 4))));
            }
        }
    }
}
