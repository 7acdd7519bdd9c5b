//! 公表用の集計: numbers of a group so small that one could tell who it is are hidden, and so is a second one where the
//! total would give the first away.

/// The smallest number that is shown.
pub const SMALLEST: u64 = 3;

/// A group of a table, with whatever is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<T> {
    /// How many are in it.
    pub count: u64,
    /// What it is and what else is known.
    pub told: T,
}

/// What is shown of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// Its numbers.
    Numbers,
    /// A mark in their place.
    Hidden,
}

/// What is shown of each group beside the total of all. Nobody is in an empty group, so nobody is found in it.
pub fn shown<T>(groups: &[Group<T>]) -> Vec<Shown> {
    let small = |count: u64| count > 0 && count < SMALLEST;
    let mut hidden: Vec<bool> = groups.iter().map(|group| small(group.count)).collect();
    let together = |hidden: &[bool]| -> (usize, u64) {
        let counts = groups.iter().zip(hidden).filter(|(_, hidden)| **hidden).map(|(group, _)| group.count);
        counts.fold((0, 0), |(n, sum), count| (n + 1, sum + count))
    };
    // What is hidden can be counted from the total: alone it is known, and a small sum of several is as telling.
    loop {
        let (n, sum) = together(&hidden);
        if n == 0 || (n >= 2 && sum >= SMALLEST) {
            break;
        }
        let next = groups
            .iter()
            .enumerate()
            .filter(|(place, group)| !hidden[*place] && group.count > 0)
            .min_by_key(|(place, group)| (group.count, *place))
            .map(|(place, _)| place);
        let Some(next) = next else { break };
        if let Some(place) = hidden.get_mut(next) {
            *place = true;
        }
    }
    hidden.into_iter().map(|hidden| if hidden { Shown::Hidden } else { Shown::Numbers }).collect()
}

/// Which rows of two numbers are shown, those of whoever applied and of whoever was granted: a row is hidden where either
/// number gives somebody away.
pub fn rows_shown(rows: &[(u64, u64)]) -> Vec<bool> {
    let of = |count: fn(&(u64, u64)) -> u64| {
        shown(&rows.iter().map(|row| Group { count: count(row), told: () }).collect::<Vec<_>>())
    };
    let (first, second) = (of(|row| row.0), of(|row| row.1));
    first.into_iter().zip(second).map(|both| both == (Shown::Numbers, Shown::Numbers)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_row_is_hidden_where_its_grants_alone_would_give_somebody_away() {
        assert_eq!(rows_shown(&[(20, 1), (12, 5), (9, 9)]), [false, false, true]);
    }

    fn of(counts: &[u64]) -> Vec<Shown> {
        let groups: Vec<_> = counts.iter().map(|count| Group { count: *count, told: () }).collect();
        shown(&groups)
    }

    #[test]
    fn a_single_small_group_takes_the_next_smallest_with_it() {
        use Shown::{Hidden as H, Numbers as N};
        assert_eq!(of(&[20, 1, 8, 0]), [N, H, H, N]);
        assert_eq!(of(&[20, 1, 2, 9]), [N, H, H, N]);
        assert_eq!(of(&[20, 1, 1, 9]), [N, H, H, H]);
        assert_eq!(of(&[20, 5, 8]), [N, N, N]);
        assert_eq!(of(&[2]), [H]);
    }

    proptest! {
        /// Whoever knows the total and every shown number cannot tell a small group, unless all there is is small.
        #[test]
        fn no_small_group_can_be_counted_back(counts in prop::collection::vec(0u64..12, 0..10)) {
            let shown = of(&counts);
            let hidden: Vec<u64> = counts.iter().zip(&shown).filter(|(_, s)| **s == Shown::Hidden).map(|(c, _)| *c).collect();
            for (count, shown) in counts.iter().zip(&shown) {
                prop_assert!(*shown == Shown::Hidden || *count == 0 || *count >= SMALLEST);
            }
            let everybody = counts.iter().filter(|count| **count > 0).count();
            prop_assert!(hidden.is_empty() || hidden.len() == everybody
                || (hidden.len() >= 2 && hidden.iter().sum::<u64>() >= SMALLEST));
        }
    }
}
