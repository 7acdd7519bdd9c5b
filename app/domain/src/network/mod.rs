//! 連携先 as a network: who exchanges plans with whom, where exchanges are possible now, and whom to ask next.
//!
//! An exchange is a link both ends of which have adopted the system. Everything here is worked out from links and states
//! alone, in the order in which the offices are given, so that the same register gives the same answer (decision 50).

mod asking;
mod clusters;
mod isles;
mod layout;
mod neighbourhood;
mod next;
mod pasted;

pub use asking::{Asking, AskingField, AskingProblem};
pub use clusters::{Cluster, LEAST as LEAST_IN_A_GROUP, MOST as MOST_IN_A_GROUP, clusters};
pub use isles::{Isle, Ready, isles, ready};
pub use layout::{Place, layout};
pub use neighbourhood::{MOST_SHOWN, Neighbourhood, around, densest};
pub use next::{Chance, Gain, MOST_ASKED, Next, expected, next_best};
pub use pasted::{
    LineProblem, MOST_LINES, MOST_LISTED, Matched, Meant, Named, PastedLine, Reader, Sides, Written, listed,
    read,
};

use crate::{adoption::AdoptionState, ids::OfficeId};
use std::collections::{BTreeMap, BTreeSet};

/// An office of the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Which.
    pub office: OfficeId,
    /// What is known of its adoption.
    pub state: AdoptionState,
    /// Its 日常生活圏域; may be empty.
    pub area: String,
}

/// The offices of a register and the links between them. Offices are told by their places, in the order in which they
/// were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    nodes: Vec<Node>,
    partners: Vec<Vec<usize>>,
    places: BTreeMap<OfficeId, usize>,
}

/// How many links there are, by how many of their ends have adopted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Links {
    /// Both: plans can be exchanged now.
    pub both: u64,
    /// One: it waits for the other.
    pub one: u64,
    /// None.
    pub none: u64,
}

impl Links {
    /// All of them.
    pub const fn all(self) -> u64 {
        self.both + self.one + self.none
    }
}

impl Network {
    /// Puts it together. A link with an office that is not given is left out, and so is one of an office with itself; a
    /// link said twice counts once.
    pub fn new(nodes: Vec<Node>, links: impl IntoIterator<Item = (OfficeId, OfficeId)>) -> Self {
        let places: BTreeMap<OfficeId, usize> =
            nodes.iter().enumerate().map(|(place, node)| (node.office, place)).collect();
        let mut partners = vec![BTreeSet::new(); nodes.len()];
        for (one, other) in links {
            if let (Some(one), Some(other)) = (places.get(&one), places.get(&other))
                && one != other
            {
                partners[*one].insert(*other);
                partners[*other].insert(*one);
            }
        }
        let partners = partners.into_iter().map(|of| of.into_iter().collect()).collect();
        Self { nodes, partners, places }
    }

    /// How many offices it has, with links and without.
    pub const fn len(&self) -> usize {
        self.nodes.len()
    }
    /// True when it has none.
    pub const fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
    /// The offices in their order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }
    /// The place of an office.
    pub fn place(&self, office: OfficeId) -> Option<usize> {
        self.places.get(&office).copied()
    }
    /// The partners of the office at a place, in the order of the network.
    pub fn partners(&self, place: usize) -> &[usize] {
        self.partners.get(place).map(Vec::as_slice).unwrap_or_default()
    }
    /// Whether the office at a place has adopted.
    pub fn adopted(&self, place: usize) -> bool {
        self.nodes.get(place).is_some_and(|node| node.state.counts())
    }
    /// Its partners that have adopted.
    pub fn ready_partners(&self, place: usize) -> usize {
        self.partners(place).iter().filter(|partner| self.adopted(**partner)).count()
    }
    /// Every link once, the earlier place first.
    pub fn links(&self) -> impl Iterator<Item = (usize, usize)> {
        let of = |(one, partners): (usize, &Vec<usize>)| {
            let later: Vec<(usize, usize)> =
                partners.iter().filter(|other| **other > one).map(|other| (one, *other)).collect();
            later
        };
        self.partners.iter().enumerate().flat_map(of)
    }
    /// The links counted by how many ends have adopted.
    pub fn counts(&self) -> Links {
        self.counted(self.links())
    }
    /// The same of the links within some of the offices, whose places are given in their order.
    pub fn counts_within(&self, places: &[usize]) -> Links {
        let mut links = Vec::new();
        for one in places {
            let later = self.partners(*one).iter().filter(|other| *other > one);
            let within = later.filter(|other| places.binary_search(other).is_ok());
            links.extend(within.map(|other| (*one, *other)));
        }
        self.counted(links)
    }
    fn counted(&self, links: impl IntoIterator<Item = (usize, usize)>) -> Links {
        let mut counts = Links::default();
        for (one, other) in links {
            match (self.adopted(one), self.adopted(other)) {
                (true, true) => counts.both += 1,
                (false, false) => counts.none += 1,
                _ => counts.one += 1,
            }
        }
        counts
    }
    /// The offices that have a link.
    pub fn linked(&self) -> usize {
        self.partners.iter().filter(|partners| !partners.is_empty()).count()
    }

    /// The connected parts of those offices that are among some, each in its order, the first office first.
    pub fn parts(&self, among: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.len()];
        let mut parts = Vec::new();
        for begin in 0..self.len() {
            if seen[begin] || !among(begin) {
                continue;
            }
            let (mut part, mut open) = (Vec::new(), vec![begin]);
            seen[begin] = true;
            while let Some(place) = open.pop() {
                part.push(place);
                for partner in self.partners(place) {
                    if !seen[*partner] && among(*partner) {
                        seen[*partner] = true;
                        open.push(*partner);
                    }
                }
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    /// The office of a number.
    pub fn office(number: usize) -> OfficeId {
        Uuid::from_u128(number as u128 + 1).into()
    }

    /// So many offices of which some have adopted, with links.
    pub fn network(count: usize, adopted: &[usize], links: &[(usize, usize)]) -> Network {
        let node = |place: usize| Node {
            office: office(place),
            state: if adopted.contains(&place) { AdoptionState::Using } else { AdoptionState::Unknown },
            area: String::new(),
        };
        let links = links.iter().map(|(one, other)| (office(*one), office(*other)));
        Network::new((0..count).map(node).collect(), links)
    }

    prop_compose! {
        /// A small network with any links and any adopters.
        pub fn any_network(most: usize)(count in 2..=most)(
            adopted in proptest::collection::vec(any::<bool>(), count),
            links in proptest::collection::vec((0..count, 0..count), 0..count * 3),
            count in Just(count),
        ) -> Network {
            let adopted: Vec<usize> = (0..count).filter(|place| adopted[*place]).collect();
            network(count, &adopted, &links)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{testing::*, *};
    use proptest::prelude::*;

    #[test]
    fn links_are_counted_once_and_by_their_ends() {
        let known = network(4, &[0, 1], &[(0, 1), (1, 0), (1, 2), (2, 3), (3, 3), (0, 9)]);
        assert_eq!(known.counts(), Links { both: 1, one: 1, none: 1 });
        assert_eq!((known.linked(), known.ready_partners(2), known.ready_partners(3)), (4, 1, 0));
        assert_eq!(known.counts_within(&[1, 2, 3]), Links { both: 0, one: 1, none: 1 });
    }

    #[test]
    fn parts_hold_together() {
        let known = network(6, &[], &[(0, 2), (2, 4), (1, 5)]);
        assert_eq!(known.parts(|_| true), [vec![0, 2, 4], vec![1, 5], vec![3]]);
        assert_eq!(known.parts(|place| place != 2), [vec![0], vec![1, 5], vec![3], vec![4]]);
    }

    proptest! {
        #[test]
        fn every_link_is_counted_somewhere(known in any_network(12)) {
            let counts = known.counts();
            prop_assert_eq!(counts.all(), known.links().count() as u64);
            let ends: usize = (0..known.len()).map(|place| known.partners(place).len()).sum();
            prop_assert_eq!(ends as u64, counts.all() * 2);
            let parts: usize = known.parts(|_| true).iter().map(Vec::len).sum();
            prop_assert_eq!(parts, known.len());
        }
    }
}
