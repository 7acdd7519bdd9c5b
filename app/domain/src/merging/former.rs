//! Numbers that offices had: of those that became part of another, and of those that were followed by another number.

use super::Successions;
use crate::office_number::OfficeNumber;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of former numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Former {
    /// Numbers of offices that were merged into another, with the number of the office that has them now.
    pub merged: BTreeMap<OfficeNumber, OfficeNumber>,
    /// Which number follows which.
    pub successions: Successions,
    /// Numbers of the successions that an office of the register has.
    pub registered: BTreeSet<OfficeNumber>,
}

/// Which number stands today for one that a list or a person names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Current {
    /// The number itself.
    Itself,
    /// Another one.
    Became(OfficeNumber),
    /// One of several: the office was divided.
    Several(Vec<OfficeNumber>),
}

impl Former {
    /// Which number of the register stands for a number on a day. A succession counts from its first day, and leads only
    /// to offices that the register has.
    pub fn current(&self, number: OfficeNumber, on: NaiveDate) -> Current {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut next = vec![number];
        while let Some(number) = next.pop() {
            let number = self.merged.get(&number).copied().unwrap_or(number);
            if !seen.insert(number) {
                continue;
            }
            let followers =
                self.successions.iter().filter(|known| known.predecessor == number && known.on <= on);
            let followers: Vec<_> = followers.map(|known| known.successor).collect();
            if followers.is_empty() && self.is_there(number) {
                found.insert(number);
            }
            next.extend(followers);
        }
        let own = self.merged.get(&number).copied().unwrap_or(number);
        match found.into_iter().collect::<Vec<_>>()[..] {
            [] if own != number => Current::Became(own),
            [] => Current::Itself,
            [one] if one == number => Current::Itself,
            [one] => Current::Became(one),
            ref several => Current::Several(several.to_vec()),
        }
    }

    /// The numbers whose applications count as those of an office: its own, and all that went before or follow, by
    /// whichever way. That a succession begins later makes no difference: money is not paid twice.
    pub fn related(&self, number: OfficeNumber) -> Vec<OfficeNumber> {
        let mut related = self.successions.predecessors_of(number);
        related.extend(self.successions.successors_of(number));
        related.sort_unstable();
        related.dedup();
        related
    }

    fn is_there(&self, number: OfficeNumber) -> bool {
        self.registered.contains(&number) || self.merged.values().any(|survivor| *survivor == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merging::{Reason, Succession};

    fn number(n: u32) -> OfficeNumber {
        format!("29709990{n:02}").parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn former(merged: &[(u32, u32)], successions: &[(u32, u32)], registered: &[u32]) -> Former {
        let mut known = Successions::default();
        for (from, to) in successions {
            let (predecessor, successor) = (number(*from), number(*to));
            let on = day("2025-04-01");
            known.add(Succession { predecessor, successor, on, reason: Reason::Renumbered }).unwrap();
        }
        Former {
            merged: merged.iter().map(|(from, to)| (number(*from), number(*to))).collect(),
            successions: known,
            registered: registered.iter().map(|n| number(*n)).collect(),
        }
    }

    #[test]
    fn a_former_number_leads_to_the_office_of_today() {
        let on = day("2025-04-01");
        let known = former(&[(1, 2)], &[(2, 3), (7, 8)], &[2, 3]);
        assert_eq!(known.current(number(1), on), Current::Became(number(3)));
        assert_eq!(known.current(number(2), on), Current::Became(number(3)));
        assert_eq!(known.current(number(3), on), Current::Itself);
        assert_eq!(known.current(number(9), on), Current::Itself);
        assert_eq!(known.current(number(7), on), Current::Itself, "the successor is not in the register");
        assert_eq!(known.current(number(2), day("2025-03-31")), Current::Itself, "not begun");
        assert_eq!(known.current(number(1), day("2025-03-31")), Current::Became(number(2)));
    }

    #[test]
    fn a_predecessor_that_was_merged_leads_on_all_the_same() {
        let on = day("2025-04-01");
        let known = former(&[(3, 4)], &[(2, 3)], &[2]);
        assert_eq!(known.current(number(2), on), Current::Became(number(4)));
    }

    #[test]
    fn of_a_divided_office_a_person_chooses() {
        let on = day("2025-04-01");
        let known = former(&[], &[(1, 2), (1, 3)], &[1, 2, 3]);
        assert_eq!(known.current(number(1), on), Current::Several(vec![number(2), number(3)]));
        assert_eq!(known.related(number(2)), [number(1)]);
        assert_eq!(known.related(number(1)), [number(2), number(3)]);
    }
}
