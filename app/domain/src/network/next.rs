//! 次に声をかける事業所: whom to ask now, so that the most exchanges can begin (decision 50).
//!
//! Who has adopted takes part for sure, who is asked with the chance of its state, and everybody else not at all. What is
//! worth something is the expected number of exchanges: over all links, the chance that both ends take part. One office is
//! chosen after another, always the one that adds most; and two that are linked are chosen together where the two add more
//! than the best one would twice, for two partners without the system are worth nothing one by one.

use super::Network;
use crate::adoption::AdoptionState;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// The most offices of one list.
pub const MOST_ASKED: usize = 100;

/// How likely an office is to adopt when it is asked, in percent, by what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chance {
    /// 不明.
    pub unknown: u8,
    /// 認知.
    pub aware: u8,
    /// 検討中.
    pub planning: u8,
    /// 導入予定.
    pub pledged: u8,
    /// 停止.
    pub stopped: u8,
}

impl Default for Chance {
    /// Everybody who is asked adopts: nothing is assumed about who refuses.
    fn default() -> Self {
        Self { unknown: 100, aware: 100, planning: 100, pledged: 100, stopped: 100 }
    }
}

impl Chance {
    /// In percent; who has adopted takes part for sure.
    pub const fn of(self, state: AdoptionState) -> u8 {
        match state {
            AdoptionState::Unknown => self.unknown,
            AdoptionState::Aware => self.aware,
            AdoptionState::Planning => self.planning,
            AdoptionState::Pledged => self.pledged,
            AdoptionState::Stopped => self.stopped,
            AdoptionState::Licensed | AdoptionState::Using => 100,
        }
    }
}

/// A number of exchanges that is expected, in ten-thousandths, so that it is exact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gain(pub u64);

impl Gain {
    /// One exchange that is certain.
    pub const ONE: Self = Self(10_000);

    /// In tenths, half up: 35 is 3.5.
    pub const fn tenths(self) -> u64 {
        (self.0 + 500) / 1_000
    }
}

/// An office to ask, with what speaks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// Which, by place.
    pub place: usize,
    /// The exchanges that it adds to those of the offices before it on the list.
    pub gain: Gain,
    /// Its partners that have adopted.
    pub ready: usize,
    /// Its partners that stand before it on the list.
    pub listed: usize,
    /// The office with which it was chosen: neither would have been as soon without the other.
    pub together: Option<usize>,
    /// The partner that would add most after it, with the exchanges that this would add.
    pub then: Option<(usize, Gain)>,
}

/// The exchanges that are expected when some offices are asked, over all links of the network.
pub fn expected(network: &Network, asked: &[usize], chance: Chance) -> Gain {
    let takes_part = |place: usize| {
        let state = network.nodes().get(place).map(|node| node.state).unwrap_or_default();
        if state.counts() || asked.contains(&place) { u64::from(chance.of(state)) } else { 0 }
    };
    Gain(network.links().map(|(one, other)| takes_part(one) * takes_part(other)).sum())
}

/// What is known while a list is made.
struct Making<'a> {
    network: &'a Network,
    chances: Vec<u64>,
    /// How many partners of each have adopted.
    ready: Vec<usize>,
    /// What each office that may be asked would add now.
    gains: BTreeMap<usize, u64>,
    /// The same, the best last: by gain, then partners that are ready, then partners, then the earlier office.
    order: BTreeSet<Rank>,
    chosen: Vec<Next>,
    place_in_list: BTreeMap<usize, usize>,
}

type Rank = (u64, usize, usize, Reverse<usize>);

impl Making<'_> {
    fn rank(&self, place: usize, gain: u64) -> Rank {
        (gain, self.ready[place], self.network.partners(place).len(), Reverse(place))
    }

    /// What a link adds when both of its ends are asked.
    fn link(&self, one: usize, other: usize) -> u64 {
        self.chances[one] * self.chances[other]
    }

    fn best(&self) -> Option<(usize, u64)> {
        self.order.last().map(|(gain, _, _, Reverse(place))| (*place, *gain))
    }

    /// The two linked offices that add most together, the one with the higher rank first, as far as two can add more than
    /// twice what the best one adds alone.
    fn best_pair(&self, alone: u64) -> Option<((usize, usize), u64)> {
        let mut best: Option<((usize, usize), u64)> = None;
        for (own, _, _, Reverse(one)) in self.order.iter().rev() {
            let own = *own;
            // Its partner adds no more than it does, and the link between them one exchange at most.
            if 2 * own + Gain::ONE.0 <= 2 * alone {
                break;
            }
            for other in self.network.partners(*one) {
                let Some(its) = self.gains.get(other) else { continue };
                if self.rank(*other, *its) > self.rank(*one, own) {
                    continue;
                }
                let both = own + its + self.link(*one, *other);
                if best.is_none_or(|(_, known)| both > known) {
                    best = Some(((*one, *other), both));
                }
            }
        }
        best
    }

    /// Puts an office on the list; only its partners add more for it.
    fn choose(&mut self, place: usize, together: Option<usize>) {
        let Some(gain) = self.gains.remove(&place) else { return };
        self.order.remove(&self.rank(place, gain));
        let partners = self.network.partners(place);
        let listed = partners.iter().filter(|partner| self.place_in_list.contains_key(partner)).count();
        for partner in partners {
            if let Some(known) = self.gains.get(partner).copied() {
                let more = known + self.link(place, *partner);
                self.order.remove(&self.rank(*partner, known));
                self.order.insert(self.rank(*partner, more));
                self.gains.insert(*partner, more);
            }
        }
        self.place_in_list.insert(place, self.chosen.len());
        let ready = self.ready[place];
        self.chosen.push(Next { place, gain: Gain(gain), ready, listed, together, then: None });
    }

    /// The partner that adds most now, after the office that was chosen last.
    fn look_ahead(&mut self) {
        let Some(last) = self.chosen.last().copied() else { return };
        let partners = self.network.partners(last.place).iter();
        let ranked = partners.filter_map(|partner| Some(self.rank(*partner, *self.gains.get(partner)?)));
        let then = ranked.max().filter(|(gain, ..)| *gain > 0);
        if let Some(last) = self.chosen.last_mut() {
            last.then = then.map(|(gain, _, _, Reverse(place))| (place, Gain(gain)));
        }
    }
}

/// Whom to ask: at most `most` of the offices that may be asked, in the order in which they would be asked. Offices that
/// have adopted, or never would, are left out, and the list ends where nobody adds anything.
pub fn next_best(
    network: &Network,
    may_be_asked: impl Fn(usize) -> bool,
    most: usize,
    chance: Chance,
) -> Vec<Next> {
    let chances: Vec<u64> = network.nodes().iter().map(|node| u64::from(chance.of(node.state))).collect();
    let gain = |place: usize| -> u64 {
        let ready = network.partners(place).iter().filter(|partner| network.adopted(**partner));
        ready.map(|partner| chances[place] * chances[*partner]).sum()
    };
    let gains: BTreeMap<usize, u64> = (0..network.len())
        .filter(|place| !network.adopted(*place) && chances[*place] > 0 && may_be_asked(*place))
        .map(|place| (place, gain(place)))
        .collect();
    let mut making = Making {
        network,
        chances,
        ready: (0..network.len()).map(|place| network.ready_partners(place)).collect(),
        gains,
        order: BTreeSet::new(),
        chosen: Vec::new(),
        place_in_list: BTreeMap::new(),
    };
    making.order = making.gains.iter().map(|(place, gain)| making.rank(*place, *gain)).collect();
    while making.chosen.len() < most {
        let Some((single, alone)) = making.best() else { break };
        let room = making.chosen.len() + 2 <= most;
        let pair = if room { making.best_pair(alone) } else { None };
        // Where one of the two is the best alone, it is chosen now, and what it adds to the other counts next.
        let needs_both = |((one, other), both): &((usize, usize), u64)| {
            *both > 2 * alone && (alone == 0 || (*one != single && *other != single))
        };
        match pair.filter(needs_both) {
            Some(((one, other), _)) => {
                making.choose(one, Some(other));
                making.choose(other, Some(one));
                making.look_ahead();
            }
            None if alone > 0 => {
                making.choose(single, None);
                making.look_ahead();
            }
            None => break,
        }
    }
    making.chosen
}

#[cfg(test)]
mod tests;
