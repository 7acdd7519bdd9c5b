//! What one drawing shows of a network: not more than can be looked at.

use super::Network;
use std::collections::BTreeSet;

/// The most offices of one drawing.
pub const MOST_SHOWN: usize = 150;

/// Some offices of a network, by place and in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbourhood {
    /// Those that are shown.
    pub shown: Vec<usize>,
    /// How many there would be besides.
    pub left_out: usize,
}

/// An office with its partners and theirs: the nearer first, and of those equally near the ones with more partners.
pub fn around(network: &Network, centre: usize, most: usize) -> Neighbourhood {
    let mut seen = BTreeSet::from([centre]);
    let (mut near, mut ring) = (vec![centre], vec![centre]);
    for _ in 0..2 {
        let mut next: Vec<usize> = ring
            .iter()
            .flat_map(|place| network.partners(*place))
            .copied()
            .collect::<BTreeSet<_>>()
            .into_iter()
            .filter(|place| !seen.contains(place))
            .collect();
        next.sort_by_key(|place| (std::cmp::Reverse(network.partners(*place).len()), *place));
        seen.extend(next.iter().copied());
        near.extend(next.iter().copied());
        ring = next;
    }
    cut(near, most)
}

/// The offices with links among some: those with the most links to others of them first.
pub fn densest(network: &Network, among: impl Fn(usize) -> bool, most: usize) -> Neighbourhood {
    let within = |place: usize| network.partners(place).iter().filter(|partner| among(**partner)).count();
    let mut found: Vec<(usize, usize)> = (0..network.len())
        .filter(|place| among(*place))
        .map(|place| (within(place), place))
        .filter(|(links, _)| *links > 0)
        .collect();
    found.sort_by_key(|(links, place)| (std::cmp::Reverse(*links), *place));
    cut(found.into_iter().map(|(_, place)| place).collect(), most)
}

fn cut(mut places: Vec<usize>, most: usize) -> Neighbourhood {
    let left_out = places.len().saturating_sub(most);
    places.truncate(most);
    places.sort_unstable();
    Neighbourhood { shown: places, left_out }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::*, *};
    use proptest::prelude::*;

    #[test]
    fn the_nearer_stay_when_not_all_can_be_shown() {
        // 0 is linked with 1 and 2; 1 with 3 and 4; 4 with 5, which is too far.
        let known = network(7, &[], &[(0, 1), (0, 2), (1, 3), (1, 4), (4, 5)]);
        assert_eq!(around(&known, 0, 9), Neighbourhood { shown: vec![0, 1, 2, 3, 4], left_out: 0 });
        assert_eq!(around(&known, 0, 3), Neighbourhood { shown: vec![0, 1, 2], left_out: 2 });
        assert_eq!(around(&known, 6, 3), Neighbourhood { shown: vec![6], left_out: 0 });
        assert_eq!(densest(&known, |_| true, 2), Neighbourhood { shown: vec![0, 1], left_out: 4 });
        assert_eq!(densest(&known, |place| place > 2, 9).shown, [4, 5]);
    }

    proptest! {
        #[test]
        fn nothing_is_shown_twice_and_nothing_vanishes(known in any_network(12), most in 1..6_usize) {
            let all = densest(&known, |_| true, most);
            prop_assert_eq!(all.shown.len() + all.left_out, known.linked());
            prop_assert!(all.shown.len() <= most);
            let some = around(&known, 0, most);
            prop_assert!(some.shown.contains(&0) && some.shown.len() <= most);
            prop_assert!(some.shown.windows(2).all(|two| two[0] < two[1]));
        }
    }
}
