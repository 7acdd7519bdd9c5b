//! The formula.
//!
//! For one user and one partner an office spends so many minutes and so much on paper a month; besides, each person spends
//! some time that no system takes away. With a partner that uses the system, a part of those minutes remains and no paper.
//! Users are taken to be spread evenly over the partners.

use super::{Assumptions, Case, Inputs, Milli, Range, Side};
use crate::{adoption::Tenths, money::Yen};

/// What the system costs the office a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// The licence.
    pub licence: Yen,
    /// What a subsidy pays of it.
    pub subsidy: Yen,
}

impl Cost {
    /// What remains for the office; never below nothing.
    pub fn due(self) -> Yen {
        Yen(self.licence.get().saturating_sub(self.subsidy.get()).max(0))
    }
}

/// The result in its three cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    /// All assumptions for a small saving.
    pub cautious: Outcome,
    /// As they are most likely.
    pub standard: Outcome,
    /// All assumptions for a large saving.
    pub generous: Outcome,
}

/// A year of one office under one set of assumptions. Amounts are rounded half up to a yen, minutes to a minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Users by offices: how many pairs exchange plans in a month.
    pub exchanges: Milli,
    /// Minutes a year for exchanging.
    pub exchange_minutes: i64,
    /// Minutes a year that remain whoever uses the system.
    pub other_minutes: i64,
    /// Minutes saved a year.
    pub saved_minutes: i64,
    /// What the minutes cost without the system.
    pub labour: Yen,
    /// What paper, post, fax and telephone cost without it.
    pub materials: Yen,
    /// Both.
    pub without: Yen,
    /// What the saved minutes are worth.
    pub saved_labour: Yen,
    /// What is saved of paper, post, fax and telephone.
    pub saved_materials: Yen,
    /// Both.
    pub saving: Yen,
    /// What is spent with the system, without its licence.
    pub with: Yen,
    /// The saving of what is spent without it.
    pub rate: Tenths,
    /// What would be saved if every partner used it.
    pub full: Yen,
    /// The saving less what the office pays for the licence; below nothing where that is more.
    pub net: Yen,
    /// With so many partners the saving pays for the licence; none where not even with all.
    pub break_even: Option<u32>,
}

impl Outcome {
    /// Minutes a year without the system.
    pub const fn minutes(&self) -> i64 {
        self.exchange_minutes + self.other_minutes
    }
}

impl Estimate {
    /// One of the three.
    pub const fn of(&self, case: Case) -> &Outcome {
        match case {
            Case::Cautious => &self.cautious,
            Case::Standard => &self.standard,
            Case::Generous => &self.generous,
        }
    }
}

/// What exchanging plans costs an office a year, without and with the system.
pub fn estimate(inputs: &Inputs, assumptions: &Assumptions, cost: Cost) -> Estimate {
    let of = |case| outcome(inputs, assumptions, cost, case);
    Estimate { cautious: of(Case::Cautious), standard: of(Case::Standard), generous: of(Case::Generous) }
}

/// A result as it is told: to 1,000 yen, below 10,000 yen to 100, halves away from zero.
pub fn sensible(yen: Yen) -> Yen {
    let unit = if yen.get().unsigned_abs() < 10_000 { 100 } else { 1_000 };
    let size = nearest(i128::from(yen.get().unsigned_abs()), unit).saturating_mul(unit);
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    Yen(if yen.get() < 0 { -size } else { size })
}

const MONTHS: i128 = 12;
/// Thousandths of a unit.
const MILLI: i128 = 1_000;
/// All of something, in thousandths of a percent.
const WHOLE: i128 = 100 * MILLI;
/// What a number of minutes is multiplied by while it is exact.
const MINUTE: i128 = MILLI * MILLI * WHOLE;
/// What an amount is multiplied by while it is exact: minutes by thousandths of a yen an hour.
const YEN: i128 = MINUTE * MILLI * 60;

// With the largest numbers that are taken (9,999 users and partners, the bounds of the assumptions) the products stay
// below 10 to the 35th power; a test says so.
fn outcome(inputs: &Inputs, assumptions: &Assumptions, cost: Cost, case: Case) -> Outcome {
    let value = |range: Range| i128::from(range.of(case).0);
    let Inputs { side, people, partners, adopted, users } = *inputs;
    let offices = match side {
        Side::CareManagement => value(assumptions.offices_per_user),
        Side::Service => MILLI,
    };
    let wage = value(assumptions.hourly_cost);
    let monthly = i128::from(users) * offices;
    let yearly = MONTHS * monthly;
    let minutes = yearly * value(assumptions.minutes_per_exchange) * WHOLE;
    let saved =
        yearly * value(assumptions.minutes_per_exchange) * (WHOLE - value(assumptions.remaining_time)).max(0);
    let other = MONTHS * i128::from(people) * value(assumptions.other_minutes) * (MINUTE / MILLI);
    let labour = (minutes + other) * wage;
    let materials = yearly * value(assumptions.material_cost) * (YEN / MILLI / MILLI);
    let (without, full) = (labour + materials, saved * wage + materials);
    // Users are spread evenly: of everything that could be saved, the part of the partners that use the system.
    let (share, all) = (i128::from(adopted), i128::from(partners.max(1)));
    let part = |whole: i128, unit: i128| nearest(whole * share, unit * all);
    let saving = Yen(small(part(full, YEN)));
    let spent = Yen(small(nearest(without, YEN)));
    let due = cost.due();
    Outcome {
        exchanges: Milli(small(monthly)),
        exchange_minutes: small(nearest(minutes, MINUTE)),
        other_minutes: small(nearest(other, MINUTE)),
        saved_minutes: small(part(saved, MINUTE)),
        labour: Yen(small(nearest(labour, YEN))),
        materials: Yen(small(nearest(materials, YEN))),
        without: spent,
        saved_labour: Yen(small(part(saved * wage, YEN))),
        saved_materials: Yen(small(part(materials, YEN))),
        saving,
        with: Yen((spent.get() - saving.get()).max(0)),
        rate: Tenths(if without == 0 { 0 } else { small(nearest(full * share * 1_000, without * all)) }),
        full: Yen(small(nearest(full, YEN))),
        net: Yen(saving.get() - due.get()),
        break_even: break_even(full, all, due),
    }
}

/// The fewest partners, at least one, with whom the saving is no less than what is due.
fn break_even(full: i128, partners: i128, due: Yen) -> Option<u32> {
    if full == 0 {
        return None;
    }
    let needed = (i128::from(due.get()) * YEN * partners + full - 1) / full;
    let needed = needed.max(1);
    (needed <= partners).then(|| u32::try_from(needed).ok()).flatten()
}

/// The quotient of two that are not below zero, halves up.
const fn nearest(dividend: i128, divisor: i128) -> i128 {
    (2 * dividend + divisor) / (2 * divisor)
}

fn small(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
