//! The ledger of a material: what comes in and goes out, in whole pieces.

use super::MaterialKind;
use crate::demos::kinds;
use serde::{Deserialize, Serialize};

/// The most pieces of one material.
pub const MOST_PIECES: u32 = 1_000_000;

kinds! {
    /// What happened to pieces.
    MovementKind {
        /// 受入: they came.
        Received = "received",
        /// 配布: they were handed out.
        HandedOut = "handed_out",
        /// 廃棄・紛失.
        Lost = "lost",
        /// 棚卸し: somebody counted what is there.
        Counted = "counted",
        /// 取消し of a line.
        Undone = "undone",
    }
}

/// What somebody did with pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// So many came.
    Received(u32),
    /// So many were handed out.
    HandedOut(u32),
    /// So many are lost or thrown away.
    Lost(u32),
    /// So many are there, whatever the ledger says.
    Counted(u32),
}

impl Act {
    /// What it is.
    pub const fn kind(self) -> MovementKind {
        match self {
            Self::Received(_) => MovementKind::Received,
            Self::HandedOut(_) => MovementKind::HandedOut,
            Self::Lost(_) => MovementKind::Lost,
            Self::Counted(_) => MovementKind::Counted,
        }
    }

    /// An act of a kind; none of what only the ledger itself does.
    pub const fn of(kind: MovementKind, pieces: u32) -> Option<Self> {
        match kind {
            MovementKind::Received => Some(Self::Received(pieces)),
            MovementKind::HandedOut => Some(Self::HandedOut(pieces)),
            MovementKind::Lost => Some(Self::Lost(pieces)),
            MovementKind::Counted => Some(Self::Counted(pieces)),
            MovementKind::Undone => None,
        }
    }
}

/// A line of the ledger: what changed, and what is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// More or fewer pieces.
    pub change: i32,
    /// What is there afterwards.
    pub stock: u32,
}

/// Why a line cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// More than there are.
    #[error("only {left} pieces are left")]
    Short {
        /// How many there are.
        left: u32,
    },
    /// More than are counted here.
    #[error("more than {MOST_PIECES} pieces")]
    Full,
}

/// Writes an act into the ledger.
pub fn apply(stock: u32, act: Act) -> Result<Moved, LedgerError> {
    match act {
        Act::Received(pieces) => step(stock, i64::from(pieces)),
        Act::HandedOut(pieces) | Act::Lost(pieces) => step(stock, -i64::from(pieces)),
        Act::Counted(pieces) => step(stock, i64::from(pieces) - i64::from(stock)),
    }
}

/// Takes a line back: the opposite of what it changed.
pub fn take_back(stock: u32, change: i32) -> Result<Moved, LedgerError> {
    step(stock, -i64::from(change))
}

fn step(stock: u32, change: i64) -> Result<Moved, LedgerError> {
    let after = i64::from(stock) + change;
    if after < 0 {
        return Err(LedgerError::Short { left: stock });
    }
    match (i32::try_from(change), u32::try_from(after)) {
        (Ok(change), Ok(stock)) if stock <= MOST_PIECES => Ok(Moved { change, stock }),
        _ => Err(LedgerError::Full),
    }
}

/// How a material is supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supply {
    /// Nothing is counted: a link.
    Uncounted,
    /// No minimum was set, or there is more.
    Enough,
    /// Fewer than the minimum are there.
    Low {
        /// How many are missing to the minimum.
        missing: u32,
        /// How many are on the way.
        ordered: u32,
    },
}

/// Whether somebody has to order: `ordered` pieces are on the way.
pub const fn supply(kind: MaterialKind, stock: u32, minimum: Option<u32>, ordered: u32) -> Supply {
    if !kind.is_counted() {
        return Supply::Uncounted;
    }
    match minimum {
        Some(minimum) if stock < minimum => Supply::Low { missing: minimum - stock, ordered },
        Some(_) | None => Supply::Enough,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_hands_out_what_is_not_there_and_a_count_puts_the_ledger_right() {
        assert_eq!(apply(10, Act::HandedOut(10)), Ok(Moved { change: -10, stock: 0 }));
        assert_eq!(apply(10, Act::HandedOut(11)), Err(LedgerError::Short { left: 10 }));
        assert_eq!(apply(0, Act::Lost(1)), Err(LedgerError::Short { left: 0 }));
        assert_eq!(apply(10, Act::Counted(7)), Ok(Moved { change: -3, stock: 7 }));
        assert_eq!(apply(10, Act::Counted(10)), Ok(Moved { change: 0, stock: 10 }));
        assert_eq!(apply(MOST_PIECES, Act::Received(1)), Err(LedgerError::Full));
    }

    #[test]
    fn what_was_received_and_handed_out_since_cannot_be_taken_back() {
        assert_eq!(take_back(100, 100), Ok(Moved { change: -100, stock: 0 }));
        assert_eq!(take_back(40, 100), Err(LedgerError::Short { left: 40 }));
        assert_eq!(take_back(40, -60), Ok(Moved { change: 60, stock: 100 }));
    }

    #[test]
    fn below_the_minimum_somebody_orders_but_for_links() {
        assert_eq!(supply(MaterialKind::Video, 0, Some(10), 0), Supply::Uncounted);
        assert_eq!(supply(MaterialKind::Poster, 10, Some(10), 0), Supply::Enough);
        assert_eq!(supply(MaterialKind::Poster, 0, None, 0), Supply::Enough);
        assert_eq!(supply(MaterialKind::Card, 4, Some(10), 50), Supply::Low { missing: 6, ordered: 50 });
    }

    #[derive(Debug, Clone)]
    enum Step {
        Act(Act),
        TakeBack(usize),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let act = (0..4_usize, 0..200_u32).prop_map(|(kind, pieces)| {
            Step::Act(match kind {
                0 => Act::Received(pieces),
                1 => Act::HandedOut(pieces),
                2 => Act::Lost(pieces),
                _ => Act::Counted(pieces),
            })
        });
        prop::collection::vec(prop_oneof![4 => act, 1 => any::<usize>().prop_map(Step::TakeBack)], 0..60)
    }

    proptest! {
        #[test]
        fn the_sum_of_the_lines_is_what_is_there_and_never_less_than_nothing(steps in steps()) {
            let (mut stock, mut lines) = (0_u32, Vec::<Moved>::new());
            for step in steps {
                let moved = match step {
                    Step::Act(act) => apply(stock, act),
                    Step::TakeBack(place) if !lines.is_empty() => {
                        take_back(stock, lines[place % lines.len()].change)
                    }
                    Step::TakeBack(_) => continue,
                };
                match moved {
                    Ok(moved) => {
                        prop_assert_eq!(i64::from(moved.stock), i64::from(stock) + i64::from(moved.change));
                        stock = moved.stock;
                        lines.push(moved);
                    }
                    // What is refused leaves everything as it was.
                    Err(LedgerError::Short { left }) => prop_assert_eq!(left, stock),
                    Err(LedgerError::Full) => prop_assert!(stock > 0),
                }
                let sum: i64 = lines.iter().map(|line| i64::from(line.change)).sum();
                prop_assert_eq!(sum, i64::from(stock));
            }
        }
    }
}
