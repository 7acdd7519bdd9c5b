//! How many offices of a list stand where: counts that add up.

use super::{Exclusion, Reply, Standing};
use crate::mailings::{Counts, Outcome};
use std::collections::BTreeMap;

/// The counts of a list: those left out by reason, the others by what came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    excluded: BTreeMap<Exclusion, u64>,
    open: u64,
    replies: BTreeMap<Reply, u64>,
}

impl Tally {
    /// Counts some more; an office that is left out has no reply.
    pub fn add(&mut self, exclusion: Option<Exclusion>, reply: Option<Reply>, offices: u64) {
        match (exclusion, reply) {
            (Some(exclusion), _) => *self.excluded.entry(exclusion).or_default() += offices,
            (None, Some(reply)) => *self.replies.entry(reply).or_default() += offices,
            (None, None) => self.open += offices,
        }
    }

    /// What a mailing counts, in the words of lists.
    pub fn of_mailing(counts: &Counts) -> Self {
        let mut tally = Self::default();
        for outcome in Outcome::ALL {
            let (exclusion, reply) = match outcome {
                Outcome::Queued => (None, None),
                Outcome::Sent => (None, Some(Reply::Sent)),
                Outcome::Refused => (None, Some(Reply::Failed)),
                Outcome::OptedOut | Outcome::TopicStopped | Outcome::Suppressed => {
                    (Some(Exclusion::OptedOut), None)
                }
                Outcome::DuplicateAddress => (Some(Exclusion::DuplicateAddress), None),
                Outcome::NoAddress => (Some(Exclusion::NoMail), None),
                Outcome::NotOpen => (Some(Exclusion::NotOpen), None),
                Outcome::Answered => (Some(Exclusion::Answered), None),
                Outcome::GivenUp | Outcome::Unknown | Outcome::Withdrawn | Outcome::Expired => {
                    (Some(Exclusion::NotSent), None)
                }
            };
            let offices = counts.get(outcome);
            if offices > 0 {
                tally.add(exclusion, reply, offices);
            }
        }
        tally
    }

    /// What a survey counts: those that were asked, and those of them that answered.
    pub fn of_survey(asked: u64, answered: u64) -> Self {
        let mut tally = Self::default();
        let answered = answered.min(asked);
        tally.add(None, Some(Reply::Answered), answered);
        tally.add(None, Some(Reply::Sent), asked - answered);
        tally
    }

    /// Adds what another list counts.
    pub fn join(&mut self, other: &Self) {
        for (exclusion, offices) in &other.excluded {
            self.add(Some(*exclusion), None, *offices);
        }
        for (reply, offices) in &other.replies {
            self.add(None, Some(*reply), *offices);
        }
        self.open += other.open;
    }

    /// Every office.
    pub fn total(&self) -> u64 {
        self.left_out() + self.targets()
    }

    /// Those that are left out.
    pub fn left_out(&self) -> u64 {
        self.excluded.values().sum()
    }

    /// Those that are to be reached.
    pub fn targets(&self) -> u64 {
        self.open + self.replies.values().sum::<u64>()
    }

    /// Those for whom something was entered.
    pub fn entered(&self) -> u64 {
        self.targets() - self.open
    }

    /// Those left out for a reason.
    pub fn excluded(&self, why: Exclusion) -> u64 {
        self.excluded.get(&why).copied().unwrap_or(0)
    }

    /// Those of whom this came back.
    pub fn reply(&self, reply: Reply) -> u64 {
        self.replies.get(&reply).copied().unwrap_or(0)
    }

    /// Those that stand so.
    pub fn standing(&self, standing: Standing) -> u64 {
        if standing == Standing::Open {
            return self.open;
        }
        let such = self.replies.iter().filter(|(reply, _)| reply.standing() == standing);
        such.map(|(_, offices)| *offices).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_numbers_of_a_mailing_are_the_numbers_of_the_journey() {
        let mut counts = Counts::default();
        for (outcome, offices) in
            [(Outcome::Sent, 163), (Outcome::Refused, 3), (Outcome::OptedOut, 5), (Outcome::NoAddress, 17)]
        {
            counts.add(outcome, offices);
        }
        let tally = Tally::of_mailing(&counts);
        assert_eq!((tally.total(), tally.excluded(Exclusion::NoMail)), (188, 17));
        let (delivered, back) = (tally.standing(Standing::Delivered), tally.standing(Standing::Unreachable));
        assert_eq!((delivered, back, tally.excluded(Exclusion::OptedOut)), (163, 3, 5));
        assert_eq!(delivered + back + tally.excluded(Exclusion::OptedOut), 171);
        for outcome in Outcome::ALL {
            let mut one = Counts::default();
            one.add(outcome, 2);
            assert_eq!(Tally::of_mailing(&one).total(), 2, "{outcome:?} is counted");
        }
    }

    #[test]
    fn who_was_asked_answered_or_did_not() {
        let tally = Tally::of_survey(188, 96);
        assert_eq!((tally.total(), tally.standing(Standing::Answered)), (188, 96));
        assert_eq!(tally.standing(Standing::Delivered), 92);
    }

    proptest! {
        #[test]
        fn every_office_is_counted_once(
            rows in prop::collection::vec((0..20_usize, 0..20_usize), 0..80),
        ) {
            let mut tally = Tally::default();
            for (exclusion, reply) in &rows {
                tally.add(Exclusion::ALL.get(*exclusion).copied(), Reply::ALL.get(*reply).copied(), 1);
            }
            let all = rows.len() as u64;
            prop_assert_eq!(tally.total(), all);
            prop_assert_eq!(tally.left_out() + tally.targets(), all);
            let by_standing: u64 = Standing::ALL.iter().map(|standing| tally.standing(*standing)).sum();
            prop_assert_eq!(by_standing, tally.targets());
            let by_reason: u64 = Exclusion::ALL.iter().map(|why| tally.excluded(*why)).sum();
            prop_assert_eq!(by_reason, tally.left_out());
            let mut twice = tally.clone();
            twice.join(&tally);
            prop_assert_eq!(twice.total(), 2 * all);
            prop_assert_eq!(twice.entered(), 2 * tally.entered());
        }
    }
}
