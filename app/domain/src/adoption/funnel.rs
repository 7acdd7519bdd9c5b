//! 認知 → 説明会 → 申込 → 導入 → 利用: how far offices have come by a day. An office counts in every step it has reached; the
//! steps are not nested by force, since an office may adopt without ever having come to a session.

use super::{
    AdoptionState, Course, Evidence, Source,
    evidence::turns,
    rate::{Tenths, ratio},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A step of the funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FunnelStep {
    /// 認知: something is on record by which it knows of the system.
    Aware,
    /// 説明会: it came to a session, or to a meeting at which the system was explained.
    Session,
    /// 申込: it applied for money, or promised to begin.
    Applied,
    /// 導入: it holds a licence, or uses the system.
    Adopted,
    /// 利用: it sends and receives.
    Using,
}

impl FunnelStep {
    /// Every step, in order.
    pub const ALL: [Self; 5] = [Self::Aware, Self::Session, Self::Applied, Self::Adopted, Self::Using];

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aware => "aware",
            Self::Session => "session",
            Self::Applied => "applied",
            Self::Adopted => "adopted",
            Self::Using => "using",
        }
    }

    /// Reads the word stored and posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// The step before; none before the first.
    pub fn before(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }
}

/// How far an office has come and no further, as a group of offices: each office is in exactly one. It is kept as its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Halt {
    /// Nothing is on record.
    Nowhere,
    /// This step and nothing later.
    At(FunnelStep),
}

/// A word that is that of no group.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no offices halt at {0:?}")]
pub struct NoHalt(String);

impl Halt {
    /// Every group, in order.
    pub const ALL: [Self; 6] = [
        Self::Nowhere,
        Self::At(FunnelStep::Aware),
        Self::At(FunnelStep::Session),
        Self::At(FunnelStep::Applied),
        Self::At(FunnelStep::Adopted),
        Self::At(FunnelStep::Using),
    ];

    /// The group of those whose furthest step is this.
    pub fn of(step: Option<FunnelStep>) -> Self {
        step.map_or(Self::Nowhere, Self::At)
    }

    /// The word stored and posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nowhere => "nowhere",
            Self::At(step) => step.name(),
        }
    }

    /// Reads the word stored and posted.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|halt| halt.name() == name)
    }
}

impl From<Halt> for String {
    fn from(halt: Halt) -> Self {
        halt.name().to_owned()
    }
}

impl TryFrom<String> for Halt {
    type Error = NoHalt;
    fn try_from(word: String) -> Result<Self, NoHalt> {
        Self::named(&word).ok_or(NoHalt(word))
    }
}

/// When an office reached which step first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// The first day of each step that was reached, in the order of [`FunnelStep::ALL`].
    days: [Option<NaiveDate>; 5],
    /// When it counts as an adopter.
    course: Course,
}

impl Trail {
    /// The trail by the evidence, the day of the first session it came to, and that of its first application.
    pub fn of(evidences: &[Evidence], came: Option<NaiveDate>, applied: Option<NaiveDate>) -> Self {
        let course = Course::of(evidences);
        let first = |is: fn(AdoptionState) -> bool| {
            turns(evidences).into_iter().find(|(_, state)| is(*state)).map(|(day, _)| day)
        };
        let by_session = |evidence: &&Evidence| {
            evidence.source == Source::DemoSession && evidence.state != AdoptionState::Unknown
        };
        let told = evidences.iter().filter(by_session).map(|evidence| evidence.as_of).min();
        let session = earliest(came, told);
        let applied = earliest(applied, first(|state| state == AdoptionState::Pledged));
        let adopted = first(AdoptionState::counts);
        let using = first(|state| state == AdoptionState::Using);
        // Whoever came, applied or adopted knows of it.
        let known = first(|state| state != AdoptionState::Unknown);
        let aware = [session, applied, adopted, using].into_iter().fold(known, earliest);
        Self { days: [aware, session, applied, adopted, using], course }
    }

    /// The first day of a step.
    pub fn first(&self, step: FunnelStep) -> Option<NaiveDate> {
        FunnelStep::ALL.into_iter().zip(self.days).find(|(one, _)| *one == step).and_then(|(_, day)| day)
    }

    /// Whether a step was reached by a day.
    pub fn reached(&self, step: FunnelStep, on: NaiveDate) -> bool {
        self.first(step).is_some_and(|day| day <= on)
    }

    /// The last step that was reached by a day.
    pub fn furthest(&self, on: NaiveDate) -> Option<FunnelStep> {
        FunnelStep::ALL.into_iter().rev().find(|step| self.reached(*step, on))
    }

    /// The last day by which something is on record, of those until a day.
    pub fn last_day(&self, on: NaiveDate) -> Option<NaiveDate> {
        self.days.into_iter().flatten().filter(|day| *day <= on).max()
    }

    /// Whether it counts as an adopter on a day.
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        self.course.counts_on(day)
    }
}

fn earliest(one: Option<NaiveDate>, other: Option<NaiveDate>) -> Option<NaiveDate> {
    one.into_iter().chain(other).min()
}

/// A step with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// Which.
    pub step: FunnelStep,
    /// Offices that have reached it.
    pub reached: u64,
    /// Of those, offices with a record of the step before; of the first step all of them.
    pub with_before: u64,
    /// Offices that came so far and no further.
    pub halted: u64,
}

/// The steps on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel {
    /// All offices that are looked at.
    pub offices: u64,
    /// Those of which nothing is on record.
    pub nowhere: u64,
    /// The steps, in order.
    pub levels: Vec<Level>,
    /// Offices that adopted and never came to a session.
    pub without_session: u64,
    /// Offices that adopted once and do not count on the day.
    pub stopped: u64,
}

impl Funnel {
    /// Counts offices by their trails.
    pub fn of<'a>(trails: impl IntoIterator<Item = &'a Trail>, on: NaiveDate) -> Self {
        let level = |step| Level { step, reached: 0, with_before: 0, halted: 0 };
        let mut funnel = Self {
            offices: 0,
            nowhere: 0,
            levels: FunnelStep::ALL.into_iter().map(level).collect(),
            without_session: 0,
            stopped: 0,
        };
        for trail in trails {
            funnel.offices += 1;
            let furthest = trail.furthest(on);
            funnel.nowhere += u64::from(furthest.is_none());
            for level in &mut funnel.levels {
                let reached = trail.reached(level.step, on);
                let before = level.step.before().is_none_or(|step| trail.reached(step, on));
                level.reached += u64::from(reached);
                level.with_before += u64::from(reached && before);
                level.halted += u64::from(furthest == Some(level.step));
            }
            let adopted = trail.reached(FunnelStep::Adopted, on);
            funnel.without_session += u64::from(adopted && !trail.reached(FunnelStep::Session, on));
            funnel.stopped += u64::from(adopted && !trail.counts_on(on));
        }
        funnel
    }

    /// The numbers of a step.
    pub fn level(&self, step: FunnelStep) -> Level {
        let nothing = Level { step, reached: 0, with_before: 0, halted: 0 };
        self.levels.iter().copied().find(|level| level.step == step).unwrap_or(nothing)
    }

    /// The part of all offices that has reached a step, halves up to one decimal; none where there is no office.
    pub fn share(&self, step: FunnelStep) -> Option<Tenths> {
        ratio(self.level(step).reached, self.offices)
    }

    /// How many offices are in a group.
    pub fn halted(&self, halt: Halt) -> u64 {
        match halt {
            Halt::Nowhere => self.nowhere,
            Halt::At(step) => self.level(step).halted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adoption::course::tests::{any_evidence, day, says};
    use proptest::prelude::*;

    fn any_trail() -> impl Strategy<Value = Trail> {
        let days = || proptest::option::of(0_u64..100);
        (any_evidence(), days(), days())
            .prop_map(|(evidences, came, applied)| Trail::of(&evidences, came.map(day), applied.map(day)))
    }

    #[test]
    fn words_are_read_back() {
        assert!(FunnelStep::ALL.into_iter().all(|step| FunnelStep::named(step.name()) == Some(step)));
        for halt in Halt::ALL {
            let kept = serde_json::to_value(halt).unwrap();
            assert_eq!((kept.as_str(), Halt::named(halt.name())), (Some(halt.name()), Some(halt)));
            assert_eq!(serde_json::from_value::<Halt>(kept).unwrap(), halt);
        }
        assert!(serde_json::from_value::<Halt>("everywhere".into()).is_err());
        assert_eq!(
            FunnelStep::ALL.map(FunnelStep::before),
            [
                None,
                Some(FunnelStep::Aware),
                Some(FunnelStep::Session),
                Some(FunnelStep::Applied),
                Some(FunnelStep::Adopted)
            ]
        );
    }

    #[test]
    fn each_record_reaches_its_step_on_its_day() {
        let trail = Trail::of(
            &[
                says(AdoptionState::Planning, Source::Survey, 1),
                says(AdoptionState::Licensed, Source::WamNetList, 30),
                says(AdoptionState::Using, Source::Officer, 50),
            ],
            Some(day(10)),
            Some(day(20)),
        );
        let days = FunnelStep::ALL.map(|step| trail.first(step));
        assert_eq!(days, [1, 10, 20, 30, 50].map(|n| Some(day(n))));
        assert_eq!((trail.furthest(day(0)), trail.furthest(day(29))), (None, Some(FunnelStep::Applied)));
        assert_eq!((trail.last_day(day(29)), trail.last_day(day(99))), (Some(day(20)), Some(day(50))));
        // A pledge is 申込 as an application is, and the evidence of a session is its attendance.
        let pledged = Trail::of(
            &[
                says(AdoptionState::Pledged, Source::Officer, 5),
                says(AdoptionState::Aware, Source::DemoSession, 3),
            ],
            None,
            None,
        );
        assert_eq!(
            (
                pledged.first(FunnelStep::Aware),
                pledged.first(FunnelStep::Session),
                pledged.first(FunnelStep::Applied)
            ),
            (Some(day(3)), Some(day(3)), Some(day(5)))
        );
        assert_eq!(
            Trail::of(&[says(AdoptionState::Unknown, Source::Officer, 3)], None, None).furthest(day(9)),
            None
        );
    }

    #[test]
    fn who_adopts_without_a_session_is_told_and_forced_into_nothing() {
        let direct = Trail::of(&[says(AdoptionState::Using, Source::WamNetList, 5)], None, None);
        let came = Trail::of(&[], Some(day(2)), None);
        let left = Trail::of(
            &[
                says(AdoptionState::Licensed, Source::WamNetList, 1),
                says(AdoptionState::Stopped, Source::Officer, 8),
            ],
            Some(day(1)),
            None,
        );
        let funnel = Funnel::of([&direct, &came, &left, &Trail::default()], day(9));
        let numbers: Vec<_> =
            funnel.levels.iter().map(|level| (level.reached, level.with_before, level.halted)).collect();
        assert_eq!(numbers, [(3, 3, 0), (2, 2, 1), (0, 0, 0), (2, 0, 1), (1, 1, 1)]);
        assert_eq!((funnel.offices, funnel.nowhere), (4, 1));
        assert_eq!((funnel.without_session, funnel.stopped), (1, 1));
        assert_eq!(funnel.share(FunnelStep::Adopted), Some(Tenths(500)));
        let nobody = Funnel::of([], day(0));
        assert_eq!((nobody.level(FunnelStep::Using).reached, nobody.share(FunnelStep::Using)), (0, None));
    }

    proptest! {
        #[test]
        fn the_groups_add_up_to_all_offices(
            trails in proptest::collection::vec(any_trail(), 0..12), n in 0_u64..110,
        ) {
            let funnel = Funnel::of(&trails, day(n));
            let sum: u64 = Halt::ALL.into_iter().map(|halt| funnel.halted(halt)).sum();
            prop_assert_eq!(sum, funnel.offices);
            for level in &funnel.levels {
                prop_assert!(level.with_before <= level.reached && level.reached <= funnel.level(FunnelStep::Aware).reached);
                prop_assert!(level.halted <= level.reached);
            }
            let counting = trails.iter().filter(|trail| trail.counts_on(day(n))).count() as u64;
            prop_assert_eq!(funnel.level(FunnelStep::Adopted).reached, counting + funnel.stopped);
        }

        #[test]
        fn no_step_is_lost_again_as_days_pass(trail in any_trail(), n in 0_u64..110, more in 0_u64..50) {
            for step in FunnelStep::ALL {
                prop_assert!(!trail.reached(step, day(n)) || trail.reached(step, day(n + more)));
            }
            prop_assert!(trail.furthest(day(n)) <= trail.furthest(day(n + more)));
        }
    }
}
