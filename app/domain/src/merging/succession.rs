//! One office number follows another: an office was given a new number, was taken over, or was merged with another.

use crate::office_number::OfficeNumber;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// That one number follows another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Succession {
    /// The number that ends.
    pub predecessor: OfficeNumber,
    /// The number that follows.
    pub successor: OfficeNumber,
    /// The first day of the successor.
    pub on: NaiveDate,
    /// Why.
    pub reason: Reason,
}

/// Why a number follows another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// 番号変更: the office was designated anew and is otherwise the same.
    Renumbered,
    /// 事業譲渡: another corporation runs it.
    Transferred,
    /// 統合: it became part of another office.
    Merged,
}

impl Reason {
    /// Every reason, in the order of a choice.
    pub const ALL: [Self; 3] = [Self::Renumbered, Self::Transferred, Self::Merged];

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Renumbered => "renumbered",
            Self::Transferred => "transferred",
            Self::Merged => "merged",
        }
    }

    /// Reads the word stored and posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// Why a succession is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SuccessionProblem {
    /// A number would follow itself.
    #[error("a number does not follow itself")]
    Itself,
    /// By way of others, a number would follow itself.
    #[error("the successor leads back to the predecessor")]
    Circle,
    /// The predecessor has this successor already.
    #[error("the succession is known")]
    Known,
}

/// Successions without a circle. A number may have several successors, because an office may be divided, and several
/// predecessors, because offices may be merged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Succession>", into = "Vec<Succession>")]
pub struct Successions(BTreeSet<Succession>);

impl Successions {
    /// Adds a succession, unless it makes no sense.
    pub fn add(&mut self, succession: Succession) -> Result<(), SuccessionProblem> {
        let Succession { predecessor, successor, .. } = succession;
        if predecessor == successor {
            return Err(SuccessionProblem::Itself);
        }
        if self.0.iter().any(|known| (known.predecessor, known.successor) == (predecessor, successor)) {
            return Err(SuccessionProblem::Known);
        }
        if self.successors_of(successor).contains(&predecessor) {
            return Err(SuccessionProblem::Circle);
        }
        self.0.insert(succession);
        Ok(())
    }

    /// Every number that follows, directly or by way of others, the nearest first.
    pub fn successors_of(&self, number: OfficeNumber) -> Vec<OfficeNumber> {
        self.chain(number, |known| (known.predecessor, known.successor))
    }

    /// Every number that went before, directly or by way of others, the nearest first.
    pub fn predecessors_of(&self, number: OfficeNumber) -> Vec<OfficeNumber> {
        self.chain(number, |known| (known.successor, known.predecessor))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Succession> {
        self.0.iter()
    }

    fn chain(
        &self,
        number: OfficeNumber,
        step: impl Fn(&Succession) -> (OfficeNumber, OfficeNumber),
    ) -> Vec<OfficeNumber> {
        let mut found: Vec<OfficeNumber> = Vec::new();
        let mut level = vec![number];
        while !level.is_empty() {
            let next: BTreeSet<OfficeNumber> = self
                .0
                .iter()
                .map(&step)
                .filter(|(from, to)| level.contains(from) && !found.contains(to))
                .map(|(_, to)| to)
                .collect();
            found.extend(&next);
            level = next.into_iter().collect();
        }
        found
    }
}

impl TryFrom<Vec<Succession>> for Successions {
    type Error = SuccessionProblem;
    fn try_from(all: Vec<Succession>) -> Result<Self, SuccessionProblem> {
        all.into_iter().try_fold(Self::default(), |mut successions, succession| {
            successions.add(succession)?;
            Ok(successions)
        })
    }
}

impl From<Successions> for Vec<Succession> {
    fn from(all: Successions) -> Self {
        all.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(n: u32) -> OfficeNumber {
        format!("29709990{n:02}").parse().unwrap()
    }

    fn succession(from: u32, to: u32) -> Succession {
        let on = "2025-04-01".parse().unwrap();
        Succession { predecessor: number(from), successor: number(to), on, reason: Reason::Renumbered }
    }

    fn all(pairs: &[(u32, u32)]) -> Result<Successions, SuccessionProblem> {
        pairs.iter().map(|(from, to)| succession(*from, *to)).collect::<Vec<_>>().try_into()
    }

    #[test]
    fn every_reason_is_found_by_its_word() {
        for reason in Reason::ALL {
            assert_eq!(Reason::named(reason.name()), Some(reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
    }

    #[test]
    fn the_chain_is_followed_both_ways() {
        let known = all(&[(1, 2), (2, 3), (4, 3)]).unwrap();
        assert_eq!(known.successors_of(number(1)), [number(2), number(3)]);
        assert_eq!(known.predecessors_of(number(3)), [number(2), number(4), number(1)]);
        assert!(known.successors_of(number(3)).is_empty());
    }

    #[test]
    fn a_circle_is_refused() {
        assert_eq!(all(&[(1, 1)]), Err(SuccessionProblem::Itself));
        assert_eq!(all(&[(1, 2), (2, 1)]), Err(SuccessionProblem::Circle));
        assert_eq!(all(&[(1, 2), (2, 3), (3, 1)]), Err(SuccessionProblem::Circle));
        assert_eq!(all(&[(1, 2), (1, 2)]), Err(SuccessionProblem::Known));
    }

    #[test]
    fn a_stored_circle_is_refused_as_well() {
        let known = all(&[(1, 2), (2, 3)]).unwrap();
        let stored = serde_json::to_string(&known).unwrap();
        assert_eq!(serde_json::from_str::<Successions>(&stored).unwrap(), known);
        let circle = serde_json::to_string(&[succession(1, 2), succession(2, 1)]).unwrap();
        assert!(serde_json::from_str::<Successions>(&circle).is_err());
    }

    proptest! {
        #[test]
        fn no_number_ever_follows_itself(pairs in proptest::collection::vec((0..8_u32, 0..8_u32), 0..20)) {
            let mut known = Successions::default();
            for (from, to) in pairs {
                let leads_back = from == to || known.successors_of(number(to)).contains(&number(from));
                let is_new = !known.iter().any(|one| (one.predecessor, one.successor) == (number(from), number(to)));
                prop_assert_eq!(known.add(succession(from, to)).is_ok(), is_new && !leads_back);
            }
            for n in 0..8 {
                prop_assert!(!known.successors_of(number(n)).contains(&number(n)));
            }
        }
    }
}
