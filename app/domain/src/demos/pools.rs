//! 相乗り: small requests of neighbours that could be one session. Neighbours are members of one federation, that is of
//! one prefecture; small is fewer than it comes for in person; together they need not be enough, only more.

use super::Place;
use crate::ids::{DemoId, MemberId};
use chrono::NaiveDate;

/// How many days apart the dates of one pool may lie.
const WINDOW: i64 = 14;

/// A request that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub session: DemoId,
    /// Whose.
    pub member: MemberId,
    /// Expected people.
    pub people: u16,
    /// 現地 or オンライン.
    pub place: Place,
    /// The days of its candidates.
    pub days: Vec<NaiveDate>,
}

/// Requests that could be one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// Whose session it would be: the one that expects the most people.
    pub lead: DemoId,
    /// The others.
    pub others: Vec<DemoId>,
    /// Expected people, together.
    pub people: u16,
}

/// What could be pooled, each request at most once; `least` is from how many people on a session is held in person.
pub fn pools(waiting: &[Waiting], least: u16) -> Vec<Pool> {
    let mut left: Vec<&Waiting> = waiting
        .iter()
        .filter(|one| one.place == Place::OnSite && one.people < least && !one.days.is_empty())
        .collect();
    // Whoever expects the most leads; of two the earlier date.
    left.sort_by_key(|one| (std::cmp::Reverse(one.people), one.days.iter().min().copied(), one.session));
    let mut pools = Vec::new();
    while !left.is_empty() {
        let lead = left.remove(0);
        let mut members = vec![lead.member];
        let mut others: Vec<&Waiting> = Vec::new();
        left.retain(|one| {
            let joins = are_near(lead, one) && !members.contains(&one.member);
            if joins {
                members.push(one.member);
                others.push(one);
            }
            !joins
        });
        if !others.is_empty() {
            let people = others.iter().fold(lead.people, |sum, one| sum.saturating_add(one.people));
            let others = others.into_iter().map(|one| one.session).collect();
            pools.push(Pool { lead: lead.session, others, people });
        }
    }
    pools
}

/// Whether a day of the one lies near a day of the other.
fn are_near(one: &Waiting, two: &Waiting) -> bool {
    one.days.iter().any(|day| two.days.iter().any(|other| (*day - *other).num_days().abs() <= WINDOW))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Duration;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn waiting(number: u128, people: u16, days: &[i64]) -> Waiting {
        let first = NaiveDate::from_ymd_opt(2024, 12, 1).expect("a day");
        Waiting {
            session: Uuid::from_u128(number).into(),
            member: Uuid::from_u128(100 + number).into(),
            people,
            place: Place::OnSite,
            days: days.iter().map(|day| first + Duration::days(*day)).collect(),
        }
    }

    fn id(number: u128) -> DemoId {
        Uuid::from_u128(number).into()
    }

    #[test]
    fn neighbours_with_few_people_in_one_fortnight_are_pooled_under_the_largest() {
        let all = [
            waiting(1, 12, &[10]),
            waiting(2, 30, &[20, 60]),
            waiting(3, 90, &[12]),
            waiting(4, 8, &[100]),
            Waiting { place: Place::Online, ..waiting(5, 8, &[11]) },
        ];
        assert_eq!(pools(&all, 80), [Pool { lead: id(2), others: vec![id(1)], people: 42 }]);
        assert_eq!(pools(&all, 12), [], "nobody is small");
    }

    #[test]
    fn one_municipality_does_not_join_itself() {
        let mut second = waiting(2, 10, &[11]);
        second.member = Uuid::from_u128(101).into();
        assert_eq!(pools(&[waiting(1, 12, &[10]), second], 80), []);
    }

    proptest! {
        #[test]
        fn every_request_is_in_one_pool_at_most_and_a_pool_has_two_at_least(
            all in prop::collection::vec((0..6_u128, 1..120_u16, prop::collection::vec(0..200_i64, 0..4)), 0..20),
        ) {
            let all: Vec<Waiting> = (0..).zip(&all).map(|(number, (member, people, days))| {
                let member = Uuid::from_u128(1000 + member).into();
                Waiting { member, ..waiting(number, *people, days) }
            }).collect();
            let pools = pools(&all, 80);
            let mut seen = BTreeSet::new();
            for pool in &pools {
                prop_assert!(!pool.others.is_empty());
                let of = |id: DemoId| all.iter().find(|one| one.session == id).expect("it waits");
                let members: BTreeSet<_> =
                    pool.others.iter().chain([&pool.lead]).map(|one| of(*one).member).collect();
                prop_assert_eq!(members.len(), pool.others.len() + 1);
                for one in pool.others.iter().chain([&pool.lead]) {
                    prop_assert!(seen.insert(*one) && of(*one).people < 80);
                    prop_assert!(are_near(of(pool.lead), of(*one)));
                }
            }
        }
    }
}
