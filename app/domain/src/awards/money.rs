//! The money of an award: what may be paid, was paid, is to come back and came back. A pure function of its movements.

use crate::{
    money::Yen,
    subsidies::{Balance, Entry},
};

/// What stands. Every amount is zero or more, and none is ever above what it is part of ([`Money::is_sound`]).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Money {
    /// 交付決定額, as it was changed last.
    pub granted: Yen,
    /// 確定額, from 額の確定 on; what a cancellation left of it.
    pub fixed: Option<Yen>,
    /// 概算払として受理した額, all together: so much may be paid before the amount is fixed.
    pub advance: Yen,
    /// 支払済額: what was paid out and not sent back by the bank.
    pub paid: Yen,
    /// 返還を命じた額, all orders together.
    pub ordered_back: Yen,
    /// 返還された額.
    pub refunded: Yen,
    /// That part of it which came after the books of the year were closed (過年度収入).
    pub refunded_late: Yen,
}

/// One step of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// 変更承認: the grant becomes less.
    Changed(Yen),
    /// 概算払の請求の受理: so much more may be paid before the amount is fixed.
    Advanced(Yen),
    /// 額の確定, never above the grant.
    Fixed(Yen),
    /// 取消 in whole or in part: so much is left.
    Lowered(Yen),
    /// 支払.
    Paid(Yen),
    /// 振込不能: the bank sent a payment back.
    Returned(Yen),
    /// 返還命令.
    OrderedBack(Yen),
    /// 返還.
    Refunded {
        /// How much.
        yen: Yen,
        /// After the books were closed: revenue of another year, which frees nothing of this one's budget.
        late: bool,
    },
}

/// Why the money cannot move so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Less than nothing, or nothing where something must move.
    #[error("nothing moves")]
    Nothing,
    /// More than there is: the most that can move.
    #[error("at most {0:?}")]
    AtMost(Yen),
    /// Another amount than this has to move as a whole.
    #[error("exactly {0:?}")]
    Exactly(Yen),
    /// The final amount is fixed already; or what the bank sent back was ordered back meanwhile, and is a refund.
    #[error("not at this moment")]
    NotNow,
}

const fn less(yen: Yen, by: Yen) -> Yen {
    Yen(yen.get().saturating_sub(by.get()))
}

const fn more(yen: Yen, by: Yen) -> Yen {
    Yen(yen.get().saturating_add(by.get()))
}

impl Money {
    /// A grant of which nothing has happened yet.
    pub const fn granted(yen: Yen) -> Self {
        Self {
            granted: yen,
            fixed: None,
            advance: Yen::ZERO,
            paid: Yen::ZERO,
            ordered_back: Yen::ZERO,
            refunded: Yen::ZERO,
            refunded_late: Yen::ZERO,
        }
    }

    /// What the office may have: 確定額, or while there is none 交付決定額.
    pub fn entitled(&self) -> Yen {
        self.fixed.unwrap_or(self.granted)
    }

    /// What is left with the office: paid and not come back.
    pub const fn kept(&self) -> Yen {
        less(self.paid, self.refunded)
    }

    /// What is still to be paid now: of the final amount, or before there is one of what was accepted in advance.
    pub fn to_pay(&self) -> Yen {
        let may = self.fixed.unwrap_or_else(|| self.advance.min(self.granted));
        less(may, self.held()).max(Yen::ZERO)
    }

    /// What was paid and is not ordered back.
    pub const fn held(&self) -> Yen {
        less(self.paid, self.ordered_back)
    }

    /// What was paid beyond what the office may have, and is not ordered back yet.
    pub fn overpaid(&self) -> Yen {
        less(self.held(), self.entitled()).max(Yen::ZERO)
    }

    /// What was ordered back and has not come.
    pub const fn owed(&self) -> Yen {
        less(self.ordered_back, self.refunded)
    }

    /// What it holds of the budget: what the office may have, and what it has beyond that as long as it has not come back
    /// in time. So no yen is promised to another before it is there.
    pub fn committed(&self) -> Yen {
        let out = more(self.kept(), self.refunded_late);
        self.entitled().max(out)
    }

    /// What stands after a movement, and the line of the ledger that belongs to it; none where no money of the budget
    /// moves.
    pub fn after(&self, movement: Movement) -> Result<(Self, Option<Entry>), MoneyError> {
        let next = self.moved(movement)?;
        let (before, after) = (self.committed(), next.committed());
        let entry = match movement {
            Movement::Changed(_) | Movement::Fixed(_) | Movement::Lowered(_) => {
                (before != after).then(|| Entry::amended(before, after))
            }
            Movement::Paid(yen) => Some(Entry::paid(yen)),
            Movement::Returned(yen) => Some(Entry::payment_returned(yen, before, after)),
            Movement::Advanced(_) | Movement::OrderedBack(_) => None,
            Movement::Refunded { yen, .. } => Some(Entry::refunded(yen, before, after)),
        };
        Ok((next, entry))
    }

    fn moved(&self, movement: Movement) -> Result<Self, MoneyError> {
        let at_most = |yen: Yen, most: Yen| {
            if yen < Yen::ZERO {
                Err(MoneyError::Nothing)
            } else if yen > most {
                Err(MoneyError::AtMost(most))
            } else {
                Ok(yen)
            }
        };
        let some_of = |yen: Yen, most: Yen| {
            if yen <= Yen::ZERO { Err(MoneyError::Nothing) } else { at_most(yen, most) }
        };
        match movement {
            Movement::Changed(_) | Movement::Advanced(_) | Movement::Fixed(_) if self.fixed.is_some() => {
                Err(MoneyError::NotNow)
            }
            Movement::Advanced(yen) => {
                let most = less(self.granted, self.advance).max(Yen::ZERO);
                Ok(Self { advance: more(self.advance, some_of(yen, most)?), ..*self })
            }
            Movement::Changed(yen) => Ok(Self { granted: at_most(yen, self.granted)?, ..*self }),
            Movement::Fixed(yen) => Ok(Self { fixed: Some(at_most(yen, self.granted)?), ..*self }),
            Movement::Lowered(yen) if yen == self.entitled() => Err(MoneyError::Nothing),
            Movement::Lowered(yen) => Ok(Self { fixed: Some(at_most(yen, self.entitled())?), ..*self }),
            Movement::Paid(yen) => Ok(Self { paid: more(self.paid, some_of(yen, self.to_pay())?), ..*self }),
            // What was ordered back meanwhile came back by this: it is a refund.
            Movement::Returned(_) if self.ordered_back > Yen::ZERO => Err(MoneyError::NotNow),
            Movement::Returned(yen) => Ok(Self { paid: less(self.paid, some_of(yen, self.paid)?), ..*self }),
            Movement::OrderedBack(yen) if yen != self.overpaid() || yen == Yen::ZERO => {
                Err(MoneyError::Exactly(self.overpaid()))
            }
            Movement::OrderedBack(yen) => Ok(Self { ordered_back: more(self.ordered_back, yen), ..*self }),
            Movement::Refunded { yen, late } => {
                let yen = some_of(yen, self.owed())?;
                let refunded_late = if late { more(self.refunded_late, yen) } else { self.refunded_late };
                Ok(Self { refunded: more(self.refunded, yen), refunded_late, ..*self })
            }
        }
    }

    /// Whether it can be.
    pub fn is_sound(&self) -> bool {
        let Self { granted, fixed, advance, paid, ordered_back, refunded, refunded_late } = *self;
        let none_below = [granted, self.entitled(), advance, paid, ordered_back, refunded, refunded_late]
            .into_iter()
            .all(|yen| yen >= Yen::ZERO);
        none_below
            && fixed.is_none_or(|fixed| fixed <= granted)
            && refunded_late <= refunded
            && refunded <= ordered_back
            && ordered_back <= paid
            && self.committed() >= self.kept()
    }

    /// What awards hold of the ledger together; none where the sum leaves the range of the type.
    pub fn balance<'a>(awards: impl IntoIterator<Item = &'a Self>) -> Option<Balance> {
        awards.into_iter().try_fold(Balance::default(), |sum, one| {
            Some(Balance {
                committed: sum.committed.checked_add(one.committed())?,
                paid: sum.paid.checked_add(one.kept())?,
                ..sum
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn walk(money: Money, movements: &[Movement]) -> (Money, Balance) {
        let mut balance = Balance::default().after(&Entry::committed(Yen::ZERO, money.granted)).unwrap();
        let mut money = money;
        for movement in movements {
            let (next, entry) = money.after(*movement).unwrap();
            money = next;
            if let Some(entry) = entry {
                balance = balance.after(&entry).unwrap();
            }
        }
        (money, balance)
    }

    #[test]
    fn a_cancellation_after_payment_is_zero_in_the_ledger_once_it_came_back() {
        let yen = Yen(21_000);
        let steps = [Movement::Fixed(yen), Movement::Paid(yen), Movement::Lowered(Yen::ZERO)];
        let (cancelled, balance) = walk(Money::granted(yen), &steps);
        assert_eq!(cancelled.overpaid(), yen);
        assert_eq!((balance.committed, balance.paid), (yen, yen), "nobody else gets what has not come back");
        let (ordered, _) = cancelled.after(Movement::OrderedBack(yen)).unwrap();
        assert_eq!((ordered.owed(), ordered.overpaid()), (yen, Yen::ZERO));
        let (back, entry) = ordered.after(Movement::Refunded { yen, late: false }).unwrap();
        let balance = balance.after(&entry.unwrap()).unwrap();
        assert_eq!((balance.committed, balance.paid, back.kept()), (Yen::ZERO, Yen::ZERO, Yen::ZERO));
    }

    #[test]
    fn what_comes_back_after_the_books_were_closed_frees_nothing_of_the_year() {
        let yen = Yen(21_000);
        let steps = [
            Movement::Fixed(yen),
            Movement::Paid(yen),
            Movement::Lowered(Yen(10_000)),
            Movement::OrderedBack(Yen(11_000)),
            Movement::Refunded { yen: Yen(11_000), late: true },
        ];
        let (money, balance) = walk(Money::granted(yen), &steps);
        assert_eq!((balance.committed, balance.paid), (yen, Yen(10_000)));
        assert_eq!((money.kept(), money.to_pay()), (Yen(10_000), Yen::ZERO));
    }

    #[test]
    fn a_part_that_is_cancelled_before_payment_is_free_at_once() {
        let steps = [Movement::Fixed(Yen(21_000)), Movement::Lowered(Yen(15_000))];
        let (money, balance) = walk(Money::granted(Yen(21_000)), &steps);
        assert_eq!((balance.committed, money.to_pay()), (Yen(15_000), Yen(15_000)));
        let (paid, _) = money.after(Movement::Paid(Yen(15_000))).unwrap();
        let (again, _) = paid.after(Movement::Returned(Yen(15_000))).unwrap();
        assert_eq!(again, money, "a returned transfer is paid again");
    }

    #[test]
    fn nothing_is_paid_twice_or_fixed_above_the_grant() {
        let money = Money::granted(Yen(21_000));
        assert_eq!(money.after(Movement::Paid(Yen(1))), Err(MoneyError::AtMost(Yen::ZERO)), "not fixed");
        assert_eq!(money.after(Movement::Fixed(Yen(21_001))), Err(MoneyError::AtMost(Yen(21_000))));
        let (fixed, _) = money.after(Movement::Fixed(Yen(20_000))).unwrap();
        assert_eq!(fixed.after(Movement::Fixed(Yen(20_000))), Err(MoneyError::NotNow));
        let (paid, _) = fixed.after(Movement::Paid(Yen(20_000))).unwrap();
        assert_eq!(paid.after(Movement::Paid(Yen(1))), Err(MoneyError::AtMost(Yen::ZERO)));
        assert_eq!(paid.after(Movement::Lowered(Yen(20_000))), Err(MoneyError::Nothing));
        assert_eq!(paid.after(Movement::OrderedBack(Yen(1))), Err(MoneyError::Exactly(Yen::ZERO)));
    }

    #[test]
    fn what_was_paid_in_advance_beyond_the_final_amount_comes_back() {
        let steps =
            [Movement::Advanced(Yen(10_000)), Movement::Paid(Yen(10_000)), Movement::Advanced(Yen(6_000))];
        let (money, balance) = walk(Money::granted(Yen(21_000)), &steps);
        assert_eq!((balance.committed, balance.paid), (Yen(21_000), Yen(10_000)));
        assert_eq!(money.to_pay(), Yen(6_000), "the first was paid");
        assert_eq!(money.after(Movement::Advanced(Yen(5_001))), Err(MoneyError::AtMost(Yen(5_000))));
        // 額の確定 below what was advanced: nothing more is paid, and the difference is ordered back.
        let (fixed, entry) = money.after(Movement::Fixed(Yen(8_000))).unwrap();
        assert_eq!((fixed.to_pay(), fixed.overpaid()), (Yen::ZERO, Yen(2_000)));
        assert_eq!(balance.after(&entry.unwrap()).unwrap().committed, Yen(10_000), "until it comes");
        // 額の確定 above it: the rest is paid, and no yen more.
        let (fixed, _) = money.after(Movement::Fixed(Yen(20_000))).unwrap();
        assert_eq!((fixed.to_pay(), fixed.overpaid()), (Yen(10_000), Yen::ZERO));
        assert_eq!(fixed.after(Movement::Advanced(Yen(1))), Err(MoneyError::NotNow));
        // A bank sends the advance back: it is to be paid again.
        let (returned, _) = money.after(Movement::Returned(Yen(10_000))).unwrap();
        assert_eq!(returned.to_pay(), Yen(16_000));
    }

    fn any_movement() -> impl Strategy<Value = Movement> {
        let yen = || prop_oneof![Just(0), Just(21_000), -10i64..30_000].prop_map(Yen);
        prop_oneof![
            yen().prop_map(Movement::Changed),
            yen().prop_map(Movement::Advanced),
            yen().prop_map(Movement::Fixed),
            yen().prop_map(Movement::Lowered),
            yen().prop_map(Movement::Paid),
            yen().prop_map(Movement::Returned),
            yen().prop_map(Movement::OrderedBack),
            (yen(), any::<bool>()).prop_map(|(yen, late)| Movement::Refunded { yen, late }),
        ]
    }

    /// An amount that is possible, for most of the steps.
    fn fitting(money: &Money, movement: Movement, part: i64) -> Movement {
        let of = |most: Yen| Yen((most.get() * part + 99) / 100);
        match movement {
            Movement::Changed(_) => Movement::Changed(of(money.granted)),
            Movement::Advanced(_) => Movement::Advanced(of(less(money.granted, money.advance))),
            Movement::Fixed(_) => Movement::Fixed(of(money.granted)),
            Movement::Lowered(_) => Movement::Lowered(of(money.entitled())),
            Movement::Paid(_) => Movement::Paid(money.to_pay()),
            Movement::Returned(_) => Movement::Returned(money.held()),
            Movement::OrderedBack(_) => Movement::OrderedBack(money.overpaid()),
            Movement::Refunded { late, .. } => Movement::Refunded { yen: of(money.owed()), late },
        }
    }

    proptest! {
        /// Over any sequence of acts on several awards, the lines of the ledger and the awards tell the same sums,
        /// nothing is below zero, and what is final is never above the grant.
        #[test]
        fn the_ledger_and_the_awards_tell_the_same_sums(
            acts in prop::collection::vec((0usize..3, any_movement(), any::<bool>(), 0i64..=100), 0..60),
        ) {
            let granted = [Yen(21_000), Yen(15_000), Yen(0)];
            let mut awards = granted.map(Money::granted);
            let mut balance = Balance { budget: Yen(100_000), ..Balance::default() };
            for yen in granted {
                balance = balance.after(&Entry::committed(Yen::ZERO, yen)).unwrap();
            }
            for (which, movement, fits, part) in acts {
                let movement = if fits { fitting(&awards[which], movement, part) } else { movement };
                if let Ok((next, entry)) = awards[which].after(movement) {
                    awards[which] = next;
                    if let Some(entry) = entry {
                        balance = balance.after(&entry).unwrap();
                    }
                }
                prop_assert!(awards[which].is_sound(), "{:?} {movement:?}", awards[which]);
                prop_assert!(balance.is_sound(), "{balance:?}");
                let sums = Money::balance(&awards).unwrap();
                prop_assert_eq!((sums.committed, sums.paid), (balance.committed, balance.paid));
            }
        }
    }
}
