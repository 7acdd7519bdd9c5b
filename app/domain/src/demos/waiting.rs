//! キャンセル待ち: who waits is offered places that became free, in the order of registration and one day long. Each is
//! offered at most three times, and nobody from seven days before the session on: then whoever is first takes them.

use super::People;
use chrono::{DateTime, TimeDelta, Utc};

/// How often one who waits is offered places.
pub const MOST_OFFERS: u8 = 3;
/// From when on nobody is offered any: counted back from the beginning.
pub const QUIET: TimeDelta = TimeDelta::days(7);
/// How long an offer holds its places, and how long until the same office is offered some again.
pub const HOLDS: TimeDelta = TimeDelta::days(1);

/// One registration that waits, in the order of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiter<T> {
    /// Which.
    pub id: T,
    /// How many people want to come.
    pub people: People,
    /// How often it was offered places.
    pub offers: u8,
    /// When it was offered places last.
    pub offered_at: Option<DateTime<Utc>>,
    /// Whether the last offer still holds its places.
    pub holds: bool,
}

impl<T> Waiter<T> {
    /// Whether its offer has had its day.
    pub fn is_lapsed(&self, now: DateTime<Utc>) -> bool {
        self.holds && self.offered_at.is_none_or(|at| at + HOLDS <= now)
    }

    /// Whether it may be offered places now.
    pub fn may_be_offered(&self, now: DateTime<Utc>) -> bool {
        !self.holds && self.offers < MOST_OFFERS && self.offered_at.is_none_or(|at| at + HOLDS <= now)
    }
}

/// Whether anybody is offered places now: not from seven days before the session on.
pub fn offers_are_made(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now < starts_at - QUIET
}

/// Who of the line is offered the places that are free: the first ones who fit, in their order.
pub fn next_offers<T: Copy>(
    line: &[Waiter<T>],
    left: u16,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Vec<T> {
    if !offers_are_made(starts_at, now) {
        return Vec::new();
    }
    let mut left = left;
    let mut offered = Vec::new();
    for waiter in line.iter().filter(|waiter| waiter.may_be_offered(now)) {
        if let Some(rest) = left.checked_sub(waiter.people.get()) {
            left = rest;
            offered.push(waiter.id);
        }
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;
    use proptest::prelude::*;

    fn at(day: u32, hour: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2024, 9, day, hour, 0, 0).single().expect("a moment")
    }

    fn waiter(id: u8, people: u16) -> Waiter<u8> {
        Waiter { id, people: People::new(people).expect("people"), offers: 0, offered_at: None, holds: false }
    }

    #[test]
    fn the_first_who_fit_are_offered_what_is_free() {
        let line = [waiter(1, 2), waiter(2, 4), waiter(3, 1), waiter(4, 1)];
        assert_eq!(next_offers(&line, 3, at(30, 4), at(10, 0)), [1, 3]);
        assert_eq!(next_offers(&line, 0, at(30, 4), at(10, 0)), [0_u8; 0]);
    }

    #[test]
    fn nobody_is_offered_any_in_the_last_seven_days() {
        let line = [waiter(1, 1)];
        assert_eq!(next_offers(&line, 1, at(20, 4), at(13, 3)), [1]);
        assert_eq!(next_offers(&line, 1, at(20, 4), at(13, 4)), [0_u8; 0]);
    }

    #[test]
    fn three_times_and_once_a_day() {
        let mut one = waiter(1, 1);
        one.offers = 2;
        one.offered_at = Some(at(10, 0));
        assert_eq!(next_offers(&[one], 1, at(30, 4), at(10, 23)), [0_u8; 0]);
        assert_eq!(next_offers(&[one], 1, at(30, 4), at(11, 0)), [1]);
        one.holds = true;
        assert!(one.is_lapsed(at(11, 0)) && !one.is_lapsed(at(10, 23)));
        assert_eq!(
            next_offers(&[one], 1, at(30, 4), at(11, 0)),
            [0_u8; 0],
            "what is held is not offered twice"
        );
        let often = Waiter { offers: 3, holds: false, ..one };
        assert_eq!(next_offers(&[often], 1, at(30, 4), at(12, 0)), [0_u8; 0]);
    }

    proptest! {
        #[test]
        fn never_more_than_is_free_and_never_past_one_who_fits(
            wants in proptest::collection::vec((1_u16..6, 0_u8..4, any::<bool>()), 0..12),
            left in 0_u16..20,
        ) {
            let now = at(10, 0);
            let line: Vec<_> = (0..).zip(&wants).map(|(id, (people, offers, holds))| {
                Waiter { offers: *offers, holds: *holds, offered_at: None, ..waiter(id, *people) }
            }).collect();
            let offered = next_offers(&line, left, at(30, 4), now);
            let taken: u16 = line.iter().filter(|one| offered.contains(&one.id)).map(|one| one.people.get()).sum();
            prop_assert!(taken <= left);
            prop_assert!(offered.is_sorted(), "in their order");
            // Whoever was passed over would not have fitted into what the ones before left.
            for (place, one) in line.iter().enumerate().filter(|(_, one)| one.may_be_offered(now)) {
                let before: u16 = line[..place].iter().filter(|known| offered.contains(&known.id))
                    .map(|known| known.people.get()).sum();
                prop_assert_eq!(offered.contains(&one.id), one.people.get() + before <= left);
            }
        }
    }
}
