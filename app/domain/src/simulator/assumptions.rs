//! What the estimate assumes: data with a range, a source and a first day.

use super::Milli;
use chrono::NaiveDate;

/// One of the assumptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parameter {
    /// With how many offices plans are exchanged for one user of a care management office.
    OfficesPerUser,
    /// Minutes a month for one user and one partner: sending, receiving, copying over by hand.
    MinutesPerExchange,
    /// What an hour of work costs the office, in yen.
    HourlyCost,
    /// Paper, printing, post, fax and telephone for the same, in yen.
    MaterialCost,
    /// How much of that time remains when both use the system, in percent.
    RemainingTime,
    /// Minutes a month for each person that remain whoever uses the system: telephone, corrections, arranging.
    OtherMinutes,
}

/// How careful one is: all assumptions for a small saving, as they are most likely, or for a large one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// 控えめ.
    Cautious,
    /// 標準.
    Standard,
    /// 多め.
    Generous,
}

impl Case {
    /// From the smallest saving to the largest.
    pub const ALL: [Self; 3] = [Self::Cautious, Self::Standard, Self::Generous];
}

/// A value for each case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// For a small saving.
    pub cautious: Milli,
    /// Most likely.
    pub standard: Milli,
    /// For a large saving.
    pub generous: Milli,
}

impl Range {
    /// The value of a case.
    pub const fn of(self, case: Case) -> Milli {
        match case {
            Case::Cautious => self.cautious,
            Case::Standard => self.standard,
            Case::Generous => self.generous,
        }
    }
}

/// An assumption from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// Which.
    pub parameter: Parameter,
    /// Its values.
    pub range: Range,
    /// The first day.
    pub valid_from: NaiveDate,
    /// Where it is known from, or that it is assumed.
    pub source: String,
    /// What is worth knowing; may be empty.
    pub note: String,
}

/// Every assumption, as it stands on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assumptions {
    /// [`Parameter::OfficesPerUser`].
    pub offices_per_user: Range,
    /// [`Parameter::MinutesPerExchange`].
    pub minutes_per_exchange: Range,
    /// [`Parameter::HourlyCost`].
    pub hourly_cost: Range,
    /// [`Parameter::MaterialCost`].
    pub material_cost: Range,
    /// [`Parameter::RemainingTime`].
    pub remaining_time: Range,
    /// [`Parameter::OtherMinutes`].
    pub other_minutes: Range,
}

impl Parameter {
    /// In the order of the formula.
    pub const ALL: [Self; 6] = [
        Self::OfficesPerUser,
        Self::MinutesPerExchange,
        Self::HourlyCost,
        Self::MaterialCost,
        Self::RemainingTime,
        Self::OtherMinutes,
    ];

    /// The word of its rows and address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OfficesPerUser => "offices-per-user",
            Self::MinutesPerExchange => "minutes-per-exchange",
            Self::HourlyCost => "hourly-cost",
            Self::MaterialCost => "material-cost",
            Self::RemainingTime => "remaining-time",
            Self::OtherMinutes => "other-minutes",
        }
    }

    /// The one with a word.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether more of it means a larger saving.
    pub const fn rises(self) -> bool {
        match self {
            Self::OfficesPerUser | Self::MinutesPerExchange | Self::HourlyCost | Self::MaterialCost => true,
            Self::RemainingTime | Self::OtherMinutes => false,
        }
    }

    /// What is taken at all, so that a slip of the pen is noticed: from, to.
    pub const fn bounds(self) -> (Milli, Milli) {
        match self {
            Self::OfficesPerUser => (Milli(1000), Milli::whole(20)),
            Self::MinutesPerExchange => (Milli(100), Milli::whole(120)),
            Self::HourlyCost => (Milli::whole(500), Milli::whole(20_000)),
            Self::MaterialCost => (Milli(0), Milli::whole(2_000)),
            Self::RemainingTime => (Milli(0), Milli::whole(100)),
            Self::OtherMinutes => (Milli(0), Milli::whole(6_000)),
        }
    }
}

impl Assumptions {
    /// What holds on a day, of all that was ever said: of each the newest that had begun, of two from the same day the one
    /// that was written down later. Before the first day, the first. None where one was never said.
    pub fn on(day: NaiveDate, all: &[Assumption]) -> Option<Self> {
        let of = |parameter: Parameter| holding(parameter, day, all).map(|one| one.range);
        Some(Self {
            offices_per_user: of(Parameter::OfficesPerUser)?,
            minutes_per_exchange: of(Parameter::MinutesPerExchange)?,
            hourly_cost: of(Parameter::HourlyCost)?,
            material_cost: of(Parameter::MaterialCost)?,
            remaining_time: of(Parameter::RemainingTime)?,
            other_minutes: of(Parameter::OtherMinutes)?,
        })
    }

    /// The values of one.
    pub const fn of(&self, parameter: Parameter) -> Range {
        match parameter {
            Parameter::OfficesPerUser => self.offices_per_user,
            Parameter::MinutesPerExchange => self.minutes_per_exchange,
            Parameter::HourlyCost => self.hourly_cost,
            Parameter::MaterialCost => self.material_cost,
            Parameter::RemainingTime => self.remaining_time,
            Parameter::OtherMinutes => self.other_minutes,
        }
    }
}

impl Assumption {
    /// What holds of a parameter on a day, of all in the order of writing down.
    pub fn on(parameter: Parameter, day: NaiveDate, all: &[Self]) -> Option<&Self> {
        holding(parameter, day, all)
    }
}

fn holding(parameter: Parameter, day: NaiveDate, all: &[Assumption]) -> Option<&Assumption> {
    let own = || all.iter().filter(move |one| one.parameter == parameter);
    // `max_by_key` takes the last of equals: what was written down later.
    let begun = own().filter(|one| one.valid_from <= day).max_by_key(|one| one.valid_from);
    begun.or_else(|| own().min_by_key(|one| one.valid_from))
}
