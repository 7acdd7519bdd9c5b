//! What a city tells other houses of its adoption: numbers of offices by kind of service and by how far they are, with
//! small groups hidden before anything leaves the city (docs/decisions/0049-counts-are-shared-and-not-data.md).

mod headway;
mod order;

pub use headway::{Headway, TOUCHES, ToldHeadway, Traces, eve, reach};
pub use order::{By, Order};

use super::{
    Population, Step, Tally,
    rate::{Tenths, ratio, ratio_difference},
};
use crate::{
    service_type::Group,
    small::{Grid, is_small},
};
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// How many months are counted, with the one that is not over.
pub const MONTHS: u32 = 36;
/// The fewest cities of which a median is told.
pub const FEWEST_CITIES: usize = 5;

/// A house that may read what a city tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// Its 国保連合会.
    Federation,
    /// Its 都道府県.
    Prefecture,
    /// 国保中央会.
    Central,
}

impl Reader {
    /// Every one, in the order of a form.
    pub const ALL: [Self; 3] = [Self::Federation, Self::Prefecture, Self::Central];

    /// The word of forms and records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Federation => "federation",
            Self::Prefecture => "prefecture",
            Self::Central => "central",
        }
    }

    /// Reads the word.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reader| reader.name() == name)
    }
}

/// With whom a city shares.
pub type Readers = BTreeSet<Reader>;

/// The open offices of a city on a day, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub all: Tally,
    /// By kind of service; an office with several stands in several.
    pub groups: BTreeMap<Group, Tally>,
}

/// One line of what is told: a number is missing where it is hidden.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Open offices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offices: Option<u32>,
    /// 導入済み.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted: Option<u32>,
    /// 導入予定.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pledged: Option<u32>,
    /// 認知・検討中.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interested: Option<u32>,
    /// 停止.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<u32>,
    /// 不明.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unknown: Option<u32>,
}

/// What is told of a city on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// All offices.
    pub all: Line,
    /// By kind of service.
    pub groups: BTreeMap<Group, Line>,
}

impl Counts {
    /// Counts the offices of a register that were open on a day.
    pub fn of(population: &Population, day: NaiveDate) -> Self {
        let mut counts = Self::default();
        for office in population.open(day) {
            let services = office.services.iter().map(|service| service.group());
            counts.add(services, population.step(office.id, day));
        }
        counts
    }

    /// Counts an office.
    fn add(&mut self, services: impl IntoIterator<Item = Group>, step: Step) {
        self.all.add(step);
        for group in services.into_iter().collect::<BTreeSet<_>>() {
            self.groups.entry(group).or_default().add(step);
        }
    }

    /// What is told of it: no number from one to four, and none from which one of them would follow.
    ///
    /// Two tables are looked at: who has adopted and who has not; and, of those who have not, how far they are. Where
    /// the number that joins them is hidden, what adds up to it is hidden with it.
    pub fn told(&self) -> Told {
        let tallies: Vec<Tally> = self.groups.values().copied().collect();
        let rates = grid(self.all, &tallies, Tally::all, &[|tally: Tally| tally.adopted, rest]).hide();
        let steps = grid(self.all, &tallies, rest, &BEFORE).hide();
        let groups = self.groups.iter().enumerate().map(|(row, (group, tally))| {
            let shown = Shown {
                offices: shown(&rates.row_totals, row),
                rate: rates.cells.get(row).map_or(&[], Vec::as_slice),
                rest: shown(&steps.row_totals, row),
                steps: steps.cells.get(row).map_or(&[], Vec::as_slice),
            };
            (*group, shown.line(*tally))
        });
        let all = Shown {
            offices: !rates.everything,
            rate: &rates.column_totals,
            rest: !steps.everything,
            steps: &steps.column_totals,
        };
        let told = Told { all: all.line(self.all), groups: groups.collect() };
        if self.adds_up() { told.without_what_others_leave() } else { told }
    }

    /// Whether every office is of exactly one kind.
    fn adds_up(&self) -> bool {
        let of_groups = |step: Step| self.groups.values().map(|tally| tally.get(step)).sum::<u64>();
        Step::ALL.into_iter().all(|step| of_groups(step) == self.all.get(step))
    }
}

/// A number of a line, and the line with neither it nor what it would follow from.
type Number = (fn(Line) -> Option<u32>, fn(Line) -> Line);

/// Every number of a line, in its order.
const NUMBERS: [Number; 6] = [
    (|line| line.offices, |_| Line::default()),
    (|line| line.adopted, |line| Line { offices: line.offices, ..Line::default() }),
    (|line| line.pledged, without_steps),
    (|line| line.interested, without_steps),
    (|line| line.stopped, without_steps),
    (|line| line.unknown, without_steps),
];

fn without_steps(line: Line) -> Line {
    Line { offices: line.offices, adopted: line.adopted, ..Line::default() }
}

impl Told {
    /// Where kinds add up to all, whoever adds those that are told knows what the hidden ones have together. More of them
    /// are hidden, the smallest first, until that is nobody, or five of several kinds. What is told of all stays.
    fn without_what_others_leave(mut self) -> Self {
        while let Some((number, without)) = NUMBERS.into_iter().find(|(number, _)| self.leaves_few(*number)) {
            let told = self.groups.iter().filter_map(|(group, line)| Some((number(*line)?, *group)));
            let Some((_, group)) = told.min_by_key(|(value, group)| (*value == 0, *value, *group)) else {
                break;
            };
            if let Some(line) = self.groups.get_mut(&group) {
                *line = without(*line);
            }
        }
        self
    }

    fn leaves_few(&self, number: fn(Line) -> Option<u32>) -> bool {
        let Some(all) = number(self.all) else { return false };
        let hidden = self.groups.values().filter(|line| number(**line).is_none()).count();
        let told = self.groups.values().filter_map(|line| number(*line)).fold(0, u32::saturating_add);
        let left = all.saturating_sub(told);
        is_small(left) || (hidden == 1 && left > 0)
    }
}

/// Offices that have not adopted.
const fn rest(tally: Tally) -> u64 {
    tally.all() - tally.adopted
}

/// What those who have not adopted are counted by.
const BEFORE: [fn(Tally) -> u64; 4] =
    [|tally| tally.pledged, |tally| tally.interested, |tally| tally.stopped, |tally| tally.unknown];

fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn shown(hidden: &[bool], at: usize) -> bool {
    hidden.get(at).is_some_and(|hidden| !hidden)
}

fn grid(all: Tally, groups: &[Tally], whole: fn(Tally) -> u64, parts: &[fn(Tally) -> u64]) -> Grid {
    let cells = |tally: Tally| parts.iter().map(|part| count(part(tally))).collect::<Vec<u32>>();
    Grid {
        cells: groups.iter().map(|tally| cells(*tally)).collect(),
        row_totals: groups.iter().map(|tally| count(whole(*tally))).collect(),
        column_totals: cells(all),
        total: count(whole(all)),
        // An office with several services stands in several rows, and in one column.
        rows_part: false,
        columns_part: true,
    }
}

/// What of a line is shown: of each table by itself.
struct Shown<'a> {
    offices: bool,
    /// What is hidden of those who have adopted and those who have not.
    rate: &'a [bool],
    /// Whether the second table shows those who have not.
    rest: bool,
    /// What is hidden of its parts.
    steps: &'a [bool],
}

impl Shown<'_> {
    fn line(&self, tally: Tally) -> Line {
        // Beside the offices, those who have not adopted tell those who have, and their parts tell them.
        let joined = self.rest && shown(self.rate, 1);
        let told = |shown: bool, value: u64| shown.then(|| count(value));
        let step = |at: usize, value: u64| told(joined && shown(self.steps, at), value);
        Line {
            offices: told(self.offices, tally.all()),
            adopted: told(joined && shown(self.rate, 0), tally.adopted),
            pledged: step(0, tally.pledged),
            interested: step(1, tally.interested),
            stopped: step(2, tally.stopped),
            unknown: step(3, tally.unknown),
        }
    }
}

impl Line {
    /// Who adopted and of how many, where both are told.
    pub fn fraction(self) -> Option<(u64, u64)> {
        self.at(Step::Adopted)
    }

    /// Who is at a step and of how many, where both are told.
    pub fn at(self, step: Step) -> Option<(u64, u64)> {
        let number = match step {
            Step::Adopted => self.adopted,
            Step::Pledged => self.pledged,
            Step::Interested => self.interested,
            Step::Stopped => self.stopped,
            Step::Unknown => self.unknown,
        };
        Some((u64::from(number?), u64::from(self.offices?)))
    }
}

/// The sum of what cities tell: only of those that tell both numbers, and nothing is guessed for the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// Cities whose numbers are in it.
    pub cities: u64,
    /// Cities that share, and whose number is hidden.
    pub hidden: u64,
    /// Offices that adopted.
    pub adopted: u64,
    /// Of so many.
    pub offices: u64,
}

impl Sum {
    /// The sum of lines.
    pub fn of(lines: impl IntoIterator<Item = Line>) -> Self {
        lines.into_iter().fold(Self::default(), |sum, line| sum.with(line.fraction()))
    }

    /// With one more city.
    #[must_use]
    pub const fn with(mut self, city: Option<(u64, u64)>) -> Self {
        match city {
            Some((adopted, offices)) => {
                self.cities += 1;
                self.adopted += adopted;
                self.offices += offices;
            }
            None => self.hidden += 1,
        }
        self
    }

    /// The rate of all of them together; none where there is no office.
    pub fn rate(self) -> Option<Tenths> {
        ratio(self.adopted, self.offices)
    }

    /// The change since an earlier sum, in points.
    pub fn points_since(self, earlier: Self) -> Option<Tenths> {
        ratio_difference((self.adopted, self.offices), (earlier.adopted, earlier.offices))
    }
}

/// The change of a city's rate in points, where both are told.
pub fn points(now: Line, before: Line) -> Option<Tenths> {
    ratio_difference(now.fraction()?, before.fraction()?)
}

/// The rate of a line, where it is told.
pub fn rate_of(line: Line) -> Option<Tenths> {
    let (adopted, offices) = line.fraction()?;
    ratio(adopted, offices)
}

/// Two rates, compared by their fractions; who has no office stands below.
pub fn by_rate((one, of): (u64, u64), (other, whole): (u64, u64)) -> Ordering {
    match (of, whole) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Less,
        (_, 0) => Ordering::Greater,
        _ => (u128::from(one) * u128::from(whole)).cmp(&(u128::from(other) * u128::from(of))),
    }
}

/// The median of the rates of cities, with how many there are; none of fewer than [`FEWEST_CITIES`]. Of an even number it
/// is the middle between two.
pub fn median(rates: impl IntoIterator<Item = (u64, u64)>) -> Option<(Tenths, usize)> {
    let mut rates: Vec<(u64, u64)> = rates.into_iter().filter(|(_, offices)| *offices > 0).collect();
    let cities = rates.len();
    if cities < FEWEST_CITIES {
        return None;
    }
    rates.sort_by(|one, other| by_rate(*one, *other));
    let (a, b) = *rates.get((cities - 1) / 2)?;
    let (c, d) = *rates.get(cities / 2)?;
    let middle = ratio(a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?.checked_mul(2)?)?;
    Some((middle, cities))
}

/// The first day of the month of a day.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The months that are counted, the oldest first: each with the day for which it is counted, which is its last, or today.
pub fn months(today: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let this = month_of(today);
    (0..MONTHS)
        .rev()
        .filter_map(|back| {
            let month = this.checked_sub_months(Months::new(back))?;
            let last = month.checked_add_months(Months::new(1))?.pred_opt()?;
            Some((month, last.min(today)))
        })
        .collect()
}

#[cfg(test)]
mod tests;
