//! The merged regions that are kept: small ones, of which no two share a cell.

use domain::imports::Merge;
use std::collections::{BTreeMap, BTreeSet};

/// Larger merges are of no use to a list; their values stand in every row instead.
const LARGEST: u64 = 2_000;
/// Cells of all merges of a sheet together; what goes beyond is written without its merge.
const MOST_CELLS: u64 = 200_000;

/// Merged regions by their first row, and the cells they cover.
#[derive(Debug, Default)]
pub struct Merges {
    by_top: BTreeMap<u32, Vec<Merge>>,
    covered: BTreeSet<(u32, u16)>,
}

impl Merges {
    /// Those of a sheet that are kept.
    pub fn of(merges: &[Merge]) -> Self {
        let mut kept = Self::default();
        let mut left = MOST_CELLS;
        for merge in merges {
            let size = size(merge);
            if (2..=LARGEST.min(left)).contains(&size)
                && cells(merge).all(|cell| !kept.covered.contains(&cell))
            {
                left -= size;
                kept.covered.extend(cells(merge));
                kept.by_top.entry(merge.top).or_default().push(*merge);
            }
        }
        kept
    }

    /// The rows in which merges begin.
    pub fn tops(&self) -> impl Iterator<Item = u32> + '_ {
        self.by_top.keys().copied()
    }

    /// Those that begin in a row.
    pub fn beginning_in(&self, row: u32) -> &[Merge] {
        self.by_top.get(&row).map_or(&[], Vec::as_slice)
    }

    /// True for a cell of a merge other than its first, which alone is seen.
    pub fn hides(&self, row: u32, column: u16) -> bool {
        self.covered.contains(&(row, column))
            && self.beginning_in(row).iter().all(|merge| merge.left != column)
    }

    /// The last column that a merge reaches.
    pub fn last_column(&self) -> Option<u16> {
        self.by_top.values().flatten().map(|merge| merge.right).max()
    }
}

/// The number of cells; 0 for what is no region.
fn size(merge: &Merge) -> u64 {
    if merge.top == 0 || merge.bottom < merge.top || merge.right < merge.left {
        return 0;
    }
    (u64::from(merge.bottom - merge.top) + 1) * (u64::from(merge.right - merge.left) + 1)
}

fn cells(merge: &Merge) -> impl Iterator<Item = (u32, u16)> + use<> {
    let (left, right) = (merge.left, merge.right);
    (merge.top..=merge.bottom).flat_map(move |row| (left..=right).map(move |column| (row, column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_merges_that_are_small_and_apart_are_kept() {
        let merge = |top, left, bottom, right| Merge { top, left, bottom, right };
        let merges = Merges::of(&[
            merge(1, 0, 2, 0),
            merge(2, 0, 3, 0),
            merge(4, 1, 4, 3),
            merge(1, 5, 1_048_576, 5),
            merge(6, 6, 6, 6),
            merge(9, 0, 8, 0),
            merge(0, 0, 1, 1),
        ]);
        assert_eq!(merges.tops().collect::<Vec<_>>(), [1, 4]);
        assert_eq!(merges.beginning_in(1), [merge(1, 0, 2, 0)]);
        assert_eq!(merges.beginning_in(4), [merge(4, 1, 4, 3)]);
        assert!(merges.hides(2, 0) && merges.hides(4, 2) && !merges.hides(4, 1));
        assert!(!merges.hides(1, 0) && !merges.hides(3, 0) && !merges.hides(1, 5));
        assert_eq!(merges.last_column(), Some(3));
    }

    #[test]
    fn merges_without_end_are_not_kept() {
        let merges: Vec<_> = (0..2_000)
            .map(|n| Merge { top: n * 1_000 + 1, left: 0, bottom: n * 1_000 + 1_000, right: 1 })
            .collect();
        assert_eq!(Merges::of(&merges).tops().count(), 100);
    }
}
