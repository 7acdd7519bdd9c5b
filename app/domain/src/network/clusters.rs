//! Groups that the links propose: offices that exchange plans with each other more than with others.
//!
//! Every office begins alone, and goes in turn to the group of partners where it belongs most: where it has more links
//! than offices with as many links would have by chance (modularity; Newman and Girvan 2004, moved as by Blondel and
//! others 2008). A partner in the same 日常生活圏域 counts twice. The turns go by the order of the network and ties by
//! the smaller label, so that the same register proposes the same groups.

use super::{Links, Network};
use std::collections::BTreeMap;

/// The fewest offices of a group.
pub const LEAST: usize = 3;
/// The most offices of a group that is proposed: more cannot be followed one by one.
pub const MOST: usize = 30;
/// How often everybody may move at most; groups settle long before.
const ROUNDS: usize = 50;

/// Offices that could be a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// Them, by place, in the order of the network.
    pub members: Vec<usize>,
    /// The links between them.
    pub links: Links,
    /// The 日常生活圏域 of most of them, where more than half stand in one.
    pub area: String,
}

/// The groups that the links propose, the one with the most links first. What is larger than a group can be is divided by
/// 日常生活圏域, and within one by its own links alone: beside those of a large city a group of forty looks like one. What
/// does not fall apart even so is not proposed.
pub fn clusters(network: &Network) -> Vec<Cluster> {
    let all: Vec<usize> = (0..network.len()).collect();
    let mut found = Vec::new();
    for group in groups(network, &all) {
        settle(network, group, &mut found);
    }
    let mut clusters: Vec<Cluster> = found
        .into_iter()
        .filter(|members| members.len() >= LEAST)
        .map(|members| cluster(network, members))
        .collect();
    clusters.sort_by(|one, other| (other.links.all(), &one.members).cmp(&(one.links.all(), &other.members)));
    clusters
}

/// Keeps a group that can be followed, and divides one that cannot until it can or stays whole.
fn settle(network: &Network, group: Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if group.len() <= MOST {
        found.push(group);
        return;
    }
    let mut smaller = by_area(network, &group);
    if smaller.len() < 2 {
        smaller = groups(network, &group);
    }
    for part in smaller.into_iter().filter(|part| part.len() < group.len()) {
        settle(network, part, found);
    }
}

/// Who belongs together among these, in ascending order of place, by the links between them.
fn groups(network: &Network, within: &[usize]) -> Vec<Vec<usize>> {
    let mut by_label: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, label) in within.iter().zip(labels(network, within)) {
        by_label.entry(label).or_default().push(*place);
    }
    // Who shares a label may still hang together by somebody who took another since.
    let large = by_label.into_values().filter(|members| members.len() >= LEAST);
    large.flat_map(|members| network.parts(|place| members.binary_search(&place).is_ok())).collect()
}

/// A label for each of these; a label is the position of one of them.
fn labels(network: &Network, within: &[usize]) -> Vec<usize> {
    let links: Vec<Vec<(usize, i64)>> = within
        .iter()
        .map(|place| {
            let partners = network.partners(*place).iter();
            let known = partners.filter_map(|partner| Some((within.binary_search(partner).ok()?, *partner)));
            known.map(|(position, partner)| (position, weight(network, *place, partner))).collect()
        })
        .collect();
    let degrees: Vec<i64> = links.iter().map(|links| links.iter().map(|(_, weight)| weight).sum()).collect();
    let whole: i64 = degrees.iter().sum();
    let mut labels: Vec<usize> = (0..within.len()).collect();
    // The links of all members of a group, by its label.
    let mut sums = degrees.clone();
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (position, partners) in links.iter().enumerate() {
            let (own, degree) = (labels[position], degrees[position]);
            sums[own] -= degree;
            let mut weights = BTreeMap::from([(own, 0)]);
            for (partner, weight) in partners {
                *weights.entry(labels[*partner]).or_default() += weight;
            }
            let score = |label: usize, weight: i64| weight * whole - degree * sums[label];
            let mut best = (score(own, weights[&own]), own);
            for (label, weight) in weights {
                let better = score(label, weight);
                if better > best.0 {
                    best = (better, label);
                }
            }
            labels[position] = best.1;
            sums[best.1] += degree;
            changed |= best.1 != own;
        }
        if !changed {
            break;
        }
    }
    labels
}

fn weight(network: &Network, one: usize, other: usize) -> i64 {
    let area = |place: usize| network.nodes().get(place).map(|node| node.area.as_str()).unwrap_or_default();
    if !area(one).is_empty() && area(one) == area(other) { 2 } else { 1 }
}

fn by_area(network: &Network, part: &[usize]) -> Vec<Vec<usize>> {
    let mut areas: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for place in part {
        let area = network.nodes().get(*place).map(|node| node.area.as_str()).unwrap_or_default();
        areas.entry(area).or_default().push(*place);
    }
    let parts = |members: Vec<usize>| network.parts(|place| members.binary_search(&place).is_ok());
    areas.into_values().flat_map(parts).collect()
}

fn cluster(network: &Network, members: Vec<usize>) -> Cluster {
    let links = network.counts_within(&members);
    let mut areas: BTreeMap<&str, usize> = BTreeMap::new();
    for node in members.iter().filter_map(|place| network.nodes().get(*place)) {
        *areas.entry(node.area.as_str()).or_default() += 1;
    }
    let area = areas.into_iter().find(|(area, count)| !area.is_empty() && count * 2 > members.len());
    let area = area.map(|(area, _)| area.to_owned()).unwrap_or_default();
    Cluster { members, links, area }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::*, *};
    use crate::network::{Node, testing::office};
    use proptest::prelude::*;

    fn full(begin: usize, end: usize) -> impl Iterator<Item = (usize, usize)> {
        (begin..end).flat_map(move |one| (one + 1..end).map(move |other| (one, other)))
    }

    #[test]
    fn two_full_groups_with_a_bridge_are_two_groups() {
        let links: Vec<_> = full(0, 5).chain(full(5, 9)).chain([(4, 5), (9, 10)]).collect();
        let found = clusters(&network(11, &[0, 1], &links));
        let members: Vec<_> = found.iter().map(|one| one.members.clone()).collect();
        assert_eq!(members, [(0..5).collect::<Vec<_>>(), (5..9).collect()]);
        assert_eq!(found[0].links, Links { both: 1, one: 6, none: 3 });
    }

    #[test]
    fn an_office_between_two_groups_goes_with_its_area() {
        let links: Vec<_> = full(0, 3).chain(full(4, 7)).chain([(3, 0), (3, 1), (3, 4), (3, 5)]).collect();
        let known = network(7, &[], &links);
        let nodes = known.nodes().iter().enumerate();
        let area = |place: usize| if place < 3 { "北部" } else { "南部" };
        let nodes = nodes.map(|(place, node)| Node { area: area(place).into(), ..node.clone() }).collect();
        let links = links.iter().map(|(one, other)| (office(*one), office(*other)));
        let found = clusters(&Network::new(nodes, links));
        let told: Vec<_> = found.iter().map(|one| (one.members.clone(), one.area.as_str())).collect();
        assert_eq!(told, [(vec![3, 4, 5, 6], "南部"), (vec![0, 1, 2], "北部")]);
    }

    #[test]
    fn what_is_too_large_is_divided_by_area_or_not_proposed() {
        let links: Vec<_> = full(0, 40).collect();
        assert_eq!(clusters(&network(40, &[], &links)), []);
        let bare = network(40, &[], &[]);
        let nodes = bare.nodes().iter().enumerate().map(|(place, node)| Node {
            area: if place % 2 == 0 { "北部" } else { "南部" }.into(),
            ..node.clone()
        });
        let links = links.iter().map(|(one, other)| (office(*one), office(*other)));
        let known = Network::new(nodes.collect(), links);
        let sizes: Vec<_> = clusters(&known).iter().map(|one| one.members.len()).collect();
        assert_eq!(sizes, [20, 20]);
    }

    proptest! {
        #[test]
        fn nobody_stands_in_two_groups_and_each_hangs_together(known in any_network(16)) {
            let found = clusters(&known);
            let mut all: Vec<usize> = found.iter().flat_map(|one| one.members.clone()).collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            prop_assert_eq!(all.len(), count);
            for one in found {
                prop_assert!(one.members.len() >= LEAST && one.members.len() <= MOST);
                prop_assert_eq!(known.parts(|place| one.members.contains(&place)).len(), 1);
            }
        }
    }
}
