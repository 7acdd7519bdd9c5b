//! When a federation has little left to promise, as its municipalities may see it: when, and how much is left; never what
//! for and whose.

use super::ResourceKind;
use crate::ids::ResourceId;
use std::ops::Range;

/// A stretch of time in which something is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Busy {
    /// Which quarters ([`super::Slot::quarters`]).
    pub quarters: Range<i64>,
    /// Demo sets that are left.
    pub sets: usize,
    /// Lecturers that are left.
    pub lecturers: usize,
}

/// The stretches in which a demo set is taken or no lecturer is left, in order. `taken` are quarters of resources.
pub fn busy(resources: &[(ResourceId, ResourceKind)], taken: &[(ResourceId, Range<i64>)]) -> Vec<Busy> {
    let mut edges: Vec<i64> = taken.iter().flat_map(|(_, quarters)| [quarters.start, quarters.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let of = |kind: ResourceKind| resources.iter().filter(move |(_, known)| *known == kind);
    let all_sets = of(ResourceKind::DemoSet).count();
    let mut stretches: Vec<Busy> = Vec::new();
    for pair in edges.windows(2) {
        let &[start, end] = pair else { continue };
        let is_free = |id: ResourceId| {
            !taken.iter().any(|(one, quarters)| *one == id && quarters.start <= start && end <= quarters.end)
        };
        let left = |kind| of(kind).filter(|(id, _)| is_free(*id)).count();
        let (sets, lecturers) = (left(ResourceKind::DemoSet), left(ResourceKind::Lecturer));
        if sets == all_sets && lecturers > 0 {
            continue;
        }
        match stretches.last_mut() {
            Some(last) if last.quarters.end == start && (last.sets, last.lecturers) == (sets, lecturers) => {
                last.quarters.end = end;
            }
            Some(_) | None => stretches.push(Busy { quarters: start..end, sets, lecturers }),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> ResourceId {
        Uuid::from_u128(number).into()
    }

    fn resources() -> Vec<(ResourceId, ResourceKind)> {
        vec![
            (id(1), ResourceKind::DemoSet),
            (id(2), ResourceKind::DemoSet),
            (id(3), ResourceKind::Lecturer),
            (id(4), ResourceKind::Lecturer),
        ]
    }

    #[test]
    fn what_is_left_is_told_by_the_hour() {
        let taken = [(id(1), 0..8), (id(3), 0..8), (id(2), 4..12), (id(4), 20..24)];
        let found = busy(&resources(), &taken);
        assert_eq!(
            found,
            [
                Busy { quarters: 0..4, sets: 1, lecturers: 1 },
                Busy { quarters: 4..8, sets: 0, lecturers: 1 },
                Busy { quarters: 8..12, sets: 1, lecturers: 2 },
            ]
        );
        // One lecturer who is away is nobody's business while another is there.
        assert!(busy(&resources(), &[(id(4), 20..24)]).is_empty());
        assert_eq!(busy(&resources(), &[(id(4), 20..24), (id(3), 22..23)])[0].quarters, 22..23);
    }

    #[test]
    fn two_that_follow_each_other_are_one_stretch() {
        let found = busy(&resources(), &[(id(1), 0..4), (id(2), 4..8)]);
        assert_eq!(found, [Busy { quarters: 0..8, sets: 1, lecturers: 2 }]);
    }

    proptest! {
        #[test]
        fn every_quarter_is_told_right(spans in proptest::collection::vec((1..5_u128, 0..40_i64, 1..10_i64), 0..12)) {
            let taken: Vec<_> = spans.iter().map(|(who, from, long)| (id(*who), *from..from + long)).collect();
            let found = busy(&resources(), &taken);
            prop_assert!(found.windows(2).all(|pair| pair[0].quarters.end <= pair[1].quarters.start));
            for quarter in 0..60 {
                let free = |who| !taken.iter().any(|(one, span)| *one == who && span.contains(&quarter));
                let sets = [1, 2].into_iter().filter(|who| free(id(*who))).count();
                let lecturers = [3, 4].into_iter().filter(|who| free(id(*who))).count();
                let told = found.iter().find(|one| one.quarters.contains(&quarter));
                if sets == 2 && lecturers > 0 {
                    prop_assert!(told.is_none());
                } else {
                    prop_assert_eq!(told.map(|one| (one.sets, one.lecturers)), Some((sets, lecturers)));
                }
            }
        }
    }
}
