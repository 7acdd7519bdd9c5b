//! 島: offices whose partners are ready, and which only one or two that have not adopted keep apart.

use super::Network;

/// A group in which everybody has adopted but for one or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Isle {
    /// Who has not adopted yet, by place.
    pub missing: Vec<usize>,
    /// Their partners, all of whom have.
    pub ready: Vec<usize>,
    /// The exchanges that begin once those who are missing adopt.
    pub exchanges: usize,
}

/// The most that may be missing.
const MISSING: usize = 2;
/// The fewest partners that are ready: with fewer it is a pair, and no isle.
const READY: usize = 2;

/// Every isle, the one with the most exchanges first: one or two linked offices without the system, whose other partners
/// all have it.
pub fn isles(network: &Network) -> Vec<Isle> {
    let mut found: Vec<Isle> = network
        .parts(|place| !network.adopted(place))
        .into_iter()
        .filter(|missing| missing.len() <= MISSING)
        .filter_map(|missing| {
            let partners = || missing.iter().flat_map(|place| network.partners(*place));
            let mut ready: Vec<usize> =
                partners().copied().filter(|partner| network.adopted(*partner)).collect();
            // Between the two that are missing there is a link, which both of them tell.
            let exchanges =
                ready.len() + partners().filter(|partner| !network.adopted(**partner)).count() / 2;
            ready.sort_unstable();
            ready.dedup();
            (ready.len() >= READY).then_some(Isle { missing, ready, exchanges })
        })
        .collect();
    found.sort_by(|one, other| {
        (other.exchanges, other.ready.len(), &one.missing).cmp(&(
            one.exchanges,
            one.ready.len(),
            &other.missing,
        ))
    });
    found
}

/// An office that has not adopted, with its partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ready {
    /// Which, by place.
    pub place: usize,
    /// Its partners that have adopted.
    pub ready: usize,
    /// All its partners.
    pub partners: usize,
}

/// The offices that have not adopted though at least so many partners have, those with the most first.
pub fn ready(network: &Network, least: usize) -> Vec<Ready> {
    let mut found: Vec<Ready> = (0..network.len())
        .filter(|place| !network.adopted(*place))
        .map(|place| Ready {
            place,
            ready: network.ready_partners(place),
            partners: network.partners(place).len(),
        })
        .filter(|one| one.ready >= least.max(1))
        .collect();
    found.sort_by_key(|one| (std::cmp::Reverse(one.ready), one.partners, one.place));
    found
}

#[cfg(test)]
mod tests {
    use super::{super::testing::*, *};
    use proptest::prelude::*;

    #[test]
    fn an_isle_lacks_one_or_two_and_the_rest_is_ready() {
        // 0 lacks with ready 1, 2, 3; 4 and 5 lack together with ready 6, 7; 8 has one ready partner alone; 9 to 12 lack.
        let links = [
            (0, 1),
            (0, 2),
            (0, 3),
            (1, 2),
            (4, 5),
            (4, 6),
            (5, 6),
            (5, 7),
            (8, 3),
            (9, 10),
            (10, 11),
            (11, 12),
            (9, 7),
            (10, 6),
        ];
        let known = network(13, &[1, 2, 3, 6, 7], &links);
        let found = isles(&known);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], Isle { missing: vec![4, 5], ready: vec![6, 7], exchanges: 4 });
        assert_eq!(found[1], Isle { missing: vec![0], ready: vec![1, 2, 3], exchanges: 3 });
        let waiting: Vec<_> = ready(&known, 2).iter().map(|one| (one.place, one.ready)).collect();
        assert_eq!(waiting, [(0, 3), (5, 2)]);
    }

    proptest! {
        #[test]
        fn whoever_is_missing_brings_the_exchanges_that_are_told(known in any_network(12)) {
            for isle in isles(&known) {
                let within = |place: usize| isle.missing.contains(&place);
                let begun = known
                    .links()
                    .filter(|(one, other)| within(*one) || within(*other))
                    .filter(|(one, other)| {
                        (within(*one) || known.adopted(*one)) && (within(*other) || known.adopted(*other))
                    })
                    .count();
                prop_assert_eq!(begun, isle.exchanges);
                prop_assert!(isle.ready.iter().all(|place| known.adopted(*place)));
            }
        }
    }
}
