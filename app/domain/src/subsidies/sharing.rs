//! Sharing a budget out after the reception: 抽選 by a published seed, 按分 in integer yen. Both can be counted again by
//! anybody who knows the seed and the list.

use super::ReceiptNumber;
use crate::{money::Yen, text::tidy_name};
use sha2::{Digest as _, Sha256};

/// 抽選の種: words that were published before the draw, such as the closing value of an index on a named day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed(String);

/// Why words are no seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeedError {
    /// Nothing was typed.
    #[error("no seed")]
    Missing,
    /// Longer than anybody would publish.
    #[error("more than {} characters", Seed::LONGEST)]
    TooLong,
}

impl Seed {
    /// Most characters of a seed.
    pub const LONGEST: usize = 100;

    /// Takes what was typed; spaces around it go.
    pub fn parse(typed: &str) -> Result<Self, SeedError> {
        let words = tidy_name(typed).trim().to_owned();
        match words.chars().count() {
            0 => Err(SeedError::Missing),
            count if count > Self::LONGEST => Err(SeedError::TooLong),
            _ => Ok(Self(words)),
        }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The order of a draw: by the SHA-256 of `seed:receipt number`, the smallest first. Whoever holds a number can count
/// theirs with any tool.
pub fn draw(seed: &Seed, receipts: &[ReceiptNumber]) -> Vec<ReceiptNumber> {
    let mut order: Vec<_> = receipts.iter().map(|receipt| (ticket(seed, *receipt), *receipt)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, receipt)| receipt).collect()
}

/// The lot of one number.
fn ticket(seed: &Seed, receipt: ReceiptNumber) -> [u8; 32] {
    Sha256::digest(format!("{}:{receipt}", seed.as_str())).into()
}

/// What each gets of a budget that does not hold all: the same part, down to a multiple of `unit` yen.
pub fn pro_rata(budget: Yen, asked: &[Yen], unit: i64) -> Vec<Yen> {
    let total: i128 = asked.iter().map(|yen| i128::from(yen.get().max(0))).sum();
    let (budget, unit) = (i128::from(budget.get().max(0)), i128::from(unit.max(1)));
    if total <= budget {
        return asked.to_vec();
    }
    asked
        .iter()
        .map(|yen| {
            let part = i128::from(yen.get().max(0)) * budget / total / unit * unit;
            Yen(i64::try_from(part).unwrap_or(0))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subsidies::sample::r6;
    use proptest::prelude::*;

    fn numbers(count: u32) -> Vec<ReceiptNumber> {
        (1..=count).map(|sequence| ReceiptNumber::new(r6(), sequence)).collect()
    }

    #[test]
    fn a_draw_is_the_same_whoever_counts_it_and_another_seed_is_another_draw() {
        let seed = Seed::parse(" 日経平均 38,450.12 ").unwrap();
        let order = draw(&seed, &numbers(20));
        let mut shuffled = numbers(20);
        shuffled.reverse();
        assert_eq!(draw(&seed, &shuffled), order, "the order of the list does not matter");
        assert_ne!(draw(&Seed::parse("日経平均 38,450.13").unwrap(), &numbers(20)), order);
        let mut sorted = order;
        sorted.sort_unstable();
        assert_eq!(sorted, numbers(20), "everybody is drawn once");
    }

    #[test]
    fn the_lot_of_a_number_is_what_sha256sum_says() {
        // printf 'seed:R6-0001' | sha256sum
        let lot = ticket(&Seed::parse("seed").unwrap(), ReceiptNumber::new(r6(), 1));
        assert_eq!(lot, <[u8; 32]>::from(Sha256::digest(b"seed:R6-0001")));
    }

    #[test]
    fn a_seed_is_words() {
        assert_eq!(Seed::parse(" 　 "), Err(SeedError::Missing));
        assert_eq!(Seed::parse(&"1".repeat(101)), Err(SeedError::TooLong));
    }

    #[test]
    fn what_suffices_is_given_in_full_and_what_does_not_is_shared() {
        let asked = [Yen(21_000), Yen(21_000), Yen(10_000)];
        assert_eq!(pro_rata(Yen(52_000), &asked, 1), asked);
        assert_eq!(pro_rata(Yen(26_000), &asked, 1_000), [Yen(10_000), Yen(10_000), Yen(5_000)]);
    }

    proptest! {
        #[test]
        fn never_more_than_the_budget_nor_than_was_asked_for(
            budget in 0i64..10_000_000_000, asked in prop::collection::vec(0i64..1_000_000_000, 0..50),
            unit in prop_oneof![Just(1i64), Just(100), Just(1_000)],
        ) {
            let asked: Vec<_> = asked.into_iter().map(Yen).collect();
            let given = pro_rata(Yen(budget), &asked, unit);
            prop_assert_eq!(given.len(), asked.len());
            prop_assert!(Yen::checked_sum(given.iter().copied()).unwrap() <= Yen(budget));
            for (part, whole) in given.iter().zip(&asked) {
                prop_assert!(part <= whole);
            }
        }
    }
}
