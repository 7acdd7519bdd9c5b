//! 予算の台帳: lines that are only ever added; what stands is their sum (domain.md §3.3, §7 invariant 1).

use crate::money::Yen;
use chrono::{Days, NaiveDate};

/// Why money moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// 予算の設定・変更.
    Allotted,
    /// 確保 at receipt, or when somebody moves up.
    Reserved,
    /// 申請額の変更 by a correction.
    Changed,
    /// 交付決定: what was reserved becomes what is committed; the rest of it is free.
    Committed,
    /// 解放 by withdrawal or refusal.
    Released,
    /// 変更承認, 額の確定, 取消: what is committed becomes another amount.
    Amended,
    /// 支払.
    Paid,
    /// 振込不能: the bank sent a payment back.
    PaymentReturned,
    /// 返還: in time it frees the budget, later it is revenue of another year.
    Refunded,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Allotted,
        Self::Reserved,
        Self::Changed,
        Self::Committed,
        Self::Released,
        Self::Amended,
        Self::Paid,
        Self::PaymentReturned,
        Self::Refunded,
    ];

    /// As it stands in a column.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Allotted => "allotted",
            Self::Reserved => "reserved",
            Self::Changed => "changed",
            Self::Committed => "committed",
            Self::Released => "released",
            Self::Amended => "amended",
            Self::Paid => "paid",
            Self::PaymentReturned => "payment_returned",
            Self::Refunded => "refunded",
        }
    }

    /// The kind of a column's value.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One line: by how much each of the amounts moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Why.
    pub kind: EntryKind,
    /// 予算額.
    pub budget: Yen,
    /// 確保.
    pub reserved: Yen,
    /// 決定.
    pub committed: Yen,
    /// 支払: part of what is committed.
    pub paid: Yen,
}

const fn minus(yen: Yen, other: Yen) -> Yen {
    Yen(yen.get().saturating_sub(other.get()))
}

impl Entry {
    const fn of(kind: EntryKind) -> Self {
        Self { kind, budget: Yen::ZERO, reserved: Yen::ZERO, committed: Yen::ZERO, paid: Yen::ZERO }
    }
    /// 予算の設定・変更.
    #[must_use]
    pub const fn allotted(before: Yen, after: Yen) -> Self {
        Self { budget: minus(after, before), ..Self::of(EntryKind::Allotted) }
    }
    /// 確保.
    #[must_use]
    pub const fn reserved(yen: Yen) -> Self {
        Self { reserved: yen, ..Self::of(EntryKind::Reserved) }
    }
    /// 申請額の変更.
    #[must_use]
    pub const fn changed(before: Yen, after: Yen) -> Self {
        Self { reserved: minus(after, before), ..Self::of(EntryKind::Changed) }
    }
    /// 交付決定.
    #[must_use]
    pub const fn committed(reserved: Yen, granted: Yen) -> Self {
        Self { reserved: minus(Yen::ZERO, reserved), committed: granted, ..Self::of(EntryKind::Committed) }
    }
    /// 解放.
    #[must_use]
    pub const fn released(reserved: Yen) -> Self {
        Self { reserved: minus(Yen::ZERO, reserved), ..Self::of(EntryKind::Released) }
    }
    /// 変更承認, 額の確定, 取消.
    #[must_use]
    pub const fn amended(before: Yen, after: Yen) -> Self {
        Self { committed: minus(after, before), ..Self::of(EntryKind::Amended) }
    }
    /// 支払.
    #[must_use]
    pub const fn paid(yen: Yen) -> Self {
        Self { paid: yen, ..Self::of(EntryKind::Paid) }
    }
    /// 振込不能, and what is committed before and after it.
    #[must_use]
    pub const fn payment_returned(yen: Yen, before: Yen, after: Yen) -> Self {
        Self::back(EntryKind::PaymentReturned, yen, before, after)
    }
    /// 返還, and what is committed before and after it.
    #[must_use]
    pub const fn refunded(yen: Yen, before: Yen, after: Yen) -> Self {
        Self::back(EntryKind::Refunded, yen, before, after)
    }
    const fn back(kind: EntryKind, yen: Yen, before: Yen, after: Yen) -> Self {
        Self { paid: minus(Yen::ZERO, yen), committed: minus(after, before), ..Self::of(kind) }
    }
    /// How much less (or more) of the budget is free after it.
    pub const fn taken(&self) -> Yen {
        Yen(self.reserved.get().saturating_add(self.committed.get()))
    }
}

/// What stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Balance {
    /// 予算額.
    pub budget: Yen,
    /// 確保: applied for, not decided.
    pub reserved: Yen,
    /// 決定.
    pub committed: Yen,
    /// 支払: part of what is committed.
    pub paid: Yen,
}

impl Balance {
    /// What lines add up to; none where the sum leaves the range of the type.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Option<Self> {
        entries.into_iter().try_fold(Self::default(), Self::after)
    }
    /// What stands after one more line.
    pub fn after(self, entry: &Entry) -> Option<Self> {
        Some(Self {
            budget: self.budget.checked_add(entry.budget)?,
            reserved: self.reserved.checked_add(entry.reserved)?,
            committed: self.committed.checked_add(entry.committed)?,
            paid: self.paid.checked_add(entry.paid)?,
        })
    }
    /// 残額.
    pub const fn remaining(&self) -> Yen {
        Yen(self.budget.get() - self.reserved.get() - self.committed.get())
    }
    /// Whether it can be: nothing below zero, nothing promised twice, nothing paid that is not committed.
    pub const fn is_sound(&self) -> bool {
        self.reserved.get() >= 0
            && self.committed.get() >= 0
            && self.remaining().get() >= 0
            && self.paid.get() >= 0
            && self.paid.get() <= self.committed.get()
    }
}

/// 執行見込み.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forecast {
    /// Nothing is left.
    UsedUp,
    /// At the present pace the last yen goes on this day.
    By(NaiveDate),
    /// At the present pace something is left at the end of the year.
    Left {
        /// How much.
        yen: Yen,
    },
    /// Nothing was applied for lately: there is no pace.
    NoPace,
}

/// Over how many days the pace is taken.
pub const PACE_DAYS: u64 = 28;

/// By when the budget is used up if the pace of the last four weeks holds; `taken` is what each day took (and gave back).
pub fn forecast(
    remaining: Yen,
    taken: impl IntoIterator<Item = (NaiveDate, Yen)>,
    today: NaiveDate,
    year_end: NaiveDate,
) -> Forecast {
    if remaining <= Yen::ZERO {
        return Forecast::UsedUp;
    }
    let since = today.checked_sub_days(Days::new(PACE_DAYS - 1)).unwrap_or(today);
    let lately: Vec<_> = taken.into_iter().filter(|(day, _)| *day >= since && *day <= today).collect();
    let sum: i128 = lately.iter().map(|(_, yen)| i128::from(yen.get())).sum();
    // A programme that opened last week has the pace of that week, and never of less than one.
    let first = lately.iter().map(|(day, _)| *day).min().unwrap_or(today);
    let days = i128::from((today - first).num_days() + 1).clamp(7, i128::from(PACE_DAYS));
    if sum <= 0 {
        return Forecast::NoPace;
    }
    let left = i128::from(remaining.get());
    let enough_for = (left * days + sum - 1) / sum;
    let until_end = i128::from((year_end - today).num_days().max(0));
    if enough_for > until_end {
        let yen = (left - sum * until_end / days).max(0);
        return Forecast::Left { yen: Yen(i64::try_from(yen).unwrap_or(0)) };
    }
    let day = u64::try_from(enough_for).ok().and_then(|days| today.checked_add_days(Days::new(days)));
    day.map_or(Forecast::NoPace, Forecast::By)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, month, day).unwrap()
    }

    #[test]
    fn a_case_moves_from_reserved_to_committed_and_what_is_not_granted_is_free() {
        let lines = [
            Entry::allotted(Yen::ZERO, Yen(100_000)),
            Entry::reserved(Yen(21_000)),
            Entry::reserved(Yen(21_000)),
            Entry::committed(Yen(21_000), Yen(19_000)),
            Entry::released(Yen(21_000)),
        ];
        let balance = Balance::of(&lines).unwrap();
        assert_eq!((balance.reserved, balance.committed), (Yen::ZERO, Yen(19_000)));
        assert_eq!(balance.remaining(), Yen(81_000));
    }

    #[test]
    fn the_pace_of_four_weeks_tells_the_last_day() {
        let year_end = NaiveDate::from_ymd_opt(2025, 3, 31).unwrap();
        let today = day(7, 28);
        let one_a_day = || (1..=28).map(|n| (day(7, n), Yen(21_000)));
        assert_eq!(forecast(Yen(210_000), one_a_day(), today, year_end), Forecast::By(day(8, 7)));
        assert_eq!(forecast(Yen::ZERO, one_a_day(), today, year_end), Forecast::UsedUp);
        assert_eq!(forecast(Yen(210_000), [], today, year_end), Forecast::NoPace);
        let slow = [(day(7, 1), Yen(28_000))];
        // 28,000 yen in 28 days, 246 days to go: 246,000 of a million.
        assert_eq!(forecast(Yen(1_000_000), slow, today, year_end), Forecast::Left { yen: Yen(754_000) });
    }

    #[test]
    fn what_came_back_lowers_the_pace() {
        let year_end = NaiveDate::from_ymd_opt(2025, 3, 31).unwrap();
        let back = [(day(7, 20), Yen(21_000)), (day(7, 21), Yen(-21_000))];
        assert_eq!(forecast(Yen(21_000), back, day(7, 28), year_end), Forecast::NoPace);
    }

    proptest! {
        /// Any number of cases in any order of lives: the sum of the lines is the sum of the cases.
        #[test]
        fn the_ledger_equals_the_cases(lives in prop::collection::vec((1i64..100_000, 0u8..5, 0i64..100_000), 0..60)) {
            let budget = Yen(10_000_000);
            let mut balance = Balance::default().after(&Entry::allotted(Yen::ZERO, budget)).unwrap();
            let (mut open, mut decided) = (0, 0);
            for (asked, fate, other) in lives {
                let lines = match fate {
                    0 => vec![Entry::reserved(Yen(asked))],
                    1 => vec![Entry::reserved(Yen(asked)), Entry::released(Yen(asked))],
                    2 => vec![Entry::reserved(Yen(asked)), Entry::committed(Yen(asked), Yen(asked.min(other)))],
                    3 => vec![Entry::reserved(Yen(asked)), Entry::changed(Yen(asked), Yen(other))],
                    _ => vec![
                        Entry::reserved(Yen(asked)), Entry::committed(Yen(asked), Yen(asked)),
                        Entry::amended(Yen(asked), Yen(asked.min(other))),
                    ],
                };
                for line in &lines {
                    balance = balance.after(line).unwrap();
                    prop_assert!(balance.is_sound());
                }
                match fate {
                    0 => open += asked,
                    1 => {}
                    2 | 4 => decided += asked.min(other),
                    _ => open += other,
                }
            }
            prop_assert_eq!(balance, Balance { budget, reserved: Yen(open), committed: Yen(decided), paid: Yen::ZERO });
        }
    }
}
