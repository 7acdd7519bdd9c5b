//! The numbers of the page, with what would tell of single offices taken out.
//!
//! Who uses the system stands in public lists, service by service; what the page adds are shares. A share of a group of
//! fewer than five offices would tell of each of them, and so would one that can be counted back from the rest.

use crate::{
    adoption::{AdoptionState, Indicator, Population, Tally, current},
    service_type::ServiceType,
    small,
};
use chrono::{Datelike as _, Months, NaiveDate};
use std::collections::BTreeMap;

/// For how many months before today the page tells how it grew.
pub const MONTHS: u32 = 12;

/// What the page tells of one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceFigure {
    /// The service.
    pub service: ServiceType,
    /// Its number; none where it would tell of single offices.
    pub shown: Option<Indicator>,
}

/// The numbers of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressFigures {
    /// All open offices.
    pub whole: Indicator,
    /// How many of them are known to exchange plans, and not to have the licence alone.
    pub using: u64,
    /// How it grew: the first days of the months before, and the day of the page last.
    pub trend: Vec<Indicator>,
    /// The services, the most offices first; empty where they are not told apart.
    pub services: Vec<ServiceFigure>,
}

impl ProgressFigures {
    /// The numbers on a day; none where there are so few offices that each number would tell of one.
    pub fn of(all: &Population, today: NaiveDate, by_service: bool) -> Option<Self> {
        let whole = all.indicator(today);
        if whole.denominator < u64::from(small::SMALLEST) {
            return None;
        }
        let uses = |office: &&crate::adoption::Countable| {
            let known = all.evidence.get(&office.id).and_then(|known| current(known, today));
            known.is_some_and(|holds| holds.state == AdoptionState::Using)
        };
        let using = all.open(today).filter(uses).count() as u64;
        // Months in which there were too few offices are left out.
        let told = |one: &Indicator| one.denominator >= u64::from(small::SMALLEST);
        let trend = days(today).into_iter().map(|day| all.indicator(day)).filter(told).collect();
        let services = if by_service {
            services(&all.by(today, |office| office.services.clone()), whole.denominator, today)
        } else {
            Vec::new()
        };
        Some(Self { whole, using, trend, services })
    }
}

/// The first days of the months before a day, and the day itself.
fn days(today: NaiveDate) -> Vec<NaiveDate> {
    let first = today.with_day(1).unwrap_or(today);
    let before = (0..MONTHS).rev().filter_map(|back| first.checked_sub_months(Months::new(back)));
    let mut days: Vec<NaiveDate> = before.collect();
    if days.last() != Some(&today) {
        days.push(today);
    }
    days
}

fn services(by: &BTreeMap<ServiceType, Tally>, whole: u64, today: NaiveDate) -> Vec<ServiceFigure> {
    let mut groups: Vec<(ServiceType, Tally)> =
        by.iter().map(|(service, tally)| (*service, *tally)).collect();
    groups.sort_by_key(|(service, tally)| (std::cmp::Reverse(tally.all()), service.code()));
    let counts: Vec<u64> = groups.iter().map(|(_, tally)| tally.all()).collect();
    let hidden = hidden(&counts, whole);
    let figure = |((service, tally), hidden): ((ServiceType, Tally), bool)| {
        let shown = (!hidden).then(|| tally.indicator(today));
        ServiceFigure { service, shown }
    };
    groups.into_iter().zip(hidden).map(figure).collect()
}

/// Which groups of offices are hidden beside the number of all of them. An office may stand in several groups or in one
/// alone, and whoever reads does not know which: so what is not in a group must not be a small group either, and what is
/// hidden must be at least two groups that make five offices together.
pub fn hidden(counts: &[u64], whole: u64) -> Vec<bool> {
    let least = u64::from(small::SMALLEST);
    let few = |count: u64| 0 < count && count < least;
    if few(whole) {
        return vec![true; counts.len()];
    }
    let mut hidden: Vec<bool> =
        counts.iter().map(|count| few(*count) || few(whole.saturating_sub(*count))).collect();
    loop {
        let of_hidden = counts.iter().zip(&hidden).filter(|(_, hidden)| **hidden);
        let (n, sum) =
            of_hidden.fold((0_usize, 0_u64), |(n, sum), (count, _)| (n + 1, sum.saturating_add(*count)));
        if n == 0 || (n >= 2 && sum >= least) {
            return hidden;
        }
        let open =
            counts.iter().zip(&hidden).enumerate().filter(|(_, (count, hidden))| !**hidden && **count > 0);
        let next = open.map(|(place, (count, _))| (*count, place)).min();
        let Some(place) = next.and_then(|(_, place)| hidden.get_mut(place)) else { return hidden };
        *place = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        adoption::{Countable, Evidence, Source},
        ids::OfficeId,
        offices::Status,
        software::Linking,
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Offices of these services, so many of each; the first of each that many adopted on 1 May 2026.
    fn city(groups: &[(&str, u32, u32)]) -> Population {
        let mut all = Population::default();
        for (place, (code, offices, adopted)) in groups.iter().enumerate() {
            for n in 0..*offices {
                let id = OfficeId::from_uuid(Uuid::from_u128((place as u128) * 1000 + u128::from(n)));
                all.offices.push(Countable {
                    id,
                    status: Status::Active,
                    status_on: None,
                    designated_on: None,
                    services: [ServiceType::from_code(code).unwrap()].into(),
                    area: String::new(),
                    corporation: None,
                    linking: Linking::Unknown,
                });
                if n < *adopted {
                    let state = if n == 0 { AdoptionState::Licensed } else { AdoptionState::Using };
                    let as_of = day("2026-05-01");
                    let recorded_at = as_of.and_hms_opt(3, 0, 0).unwrap().and_utc();
                    let known =
                        Evidence { state, as_of, source: Source::Officer, recorded_at, note: String::new() };
                    all.evidence.insert(id, vec![known]);
                }
            }
        }
        all
    }

    #[test]
    fn the_page_tells_the_rate_its_growth_and_large_services_alone() {
        let all = city(&[("43", 40, 8), ("15", 30, 2), ("11", 20, 0), ("13", 3, 3)]);
        let figures = ProgressFigures::of(&all, day("2026-11-27"), true).unwrap();
        assert_eq!((figures.whole.numerator, figures.whole.denominator), (13, 93));
        assert_eq!(figures.using, 10, "a licence alone exchanges nothing");
        assert_eq!(figures.trend.len(), 13);
        assert_eq!((figures.trend[4].as_of, figures.trend[4].numerator), (day("2026-04-01"), 0));
        assert_eq!((figures.trend[5].as_of, figures.trend[5].numerator), (day("2026-05-01"), 13));
        assert_eq!(figures.trend[12], figures.whole);
        let shown: Vec<_> =
            figures.services.iter().map(|one| (one.service.code(), one.shown.map(|n| n.numerator))).collect();
        // Three offices of one service could be counted back from the rest: the next smallest goes with them.
        assert_eq!(shown, [("43", Some(8)), ("15", Some(2)), ("11", None), ("13", None)]);
        assert_eq!(ProgressFigures::of(&all, day("2026-11-27"), false).unwrap().services, []);
    }

    #[test]
    fn on_the_first_of_a_month_no_day_stands_twice() {
        let figures = ProgressFigures::of(&city(&[("43", 9, 1)]), day("2026-11-01"), true).unwrap();
        let days: Vec<_> = figures.trend.iter().map(|one| one.as_of).collect();
        assert_eq!((days.len(), days[0], days[11]), (12, day("2025-12-01"), day("2026-11-01")));
    }

    #[test]
    fn months_in_which_there_were_four_offices_are_left_out() {
        let mut all = city(&[("43", 9, 1)]);
        for office in all.offices.iter_mut().skip(4) {
            office.designated_on = Some(day("2026-10-15"));
        }
        let trend = ProgressFigures::of(&all, day("2026-11-27"), true).unwrap().trend;
        let days: Vec<_> = trend.iter().map(|one| (one.as_of, one.denominator)).collect();
        assert_eq!(days, [(day("2026-11-01"), 9), (day("2026-11-27"), 9)]);
    }

    #[test]
    fn a_city_of_four_offices_has_no_page() {
        assert_eq!(ProgressFigures::of(&city(&[("43", 4, 1)]), day("2026-11-27"), true), None);
    }

    proptest! {
        #[test]
        fn no_small_group_is_shown_or_counted_back(counts in proptest::collection::vec(0_u64..12, 0..9)) {
            let whole = counts.iter().sum();
            let hidden = hidden(&counts, whole);
            let gone: Vec<u64> =
                counts.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(count, _)| *count).collect();
            for (count, hidden) in counts.iter().zip(&hidden) {
                prop_assert!(*hidden || *count == 0 || *count >= 5);
            }
            let everything = counts.iter().zip(&hidden).all(|(count, hidden)| *count == 0 || *hidden);
            prop_assert!(gone.is_empty() || everything || (gone.len() >= 2 && gone.iter().sum::<u64>() >= 5));
        }
    }
}
