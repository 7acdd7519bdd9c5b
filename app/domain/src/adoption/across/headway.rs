//! What a city tells of how far its offices have come, and of what followed what was done to them: 普及の段階 and
//! その後の導入, counted as its own pages count them, with small groups hidden before anything leaves the city
//! (docs/decisions/0069-how-far-and-what-followed-across-cities.md).

use super::{Line, Told, count};
use crate::{
    adoption::{Cohort, Course, Funnel, FunnelStep, Population, Touch, Touched, Trail, Window, usual_period},
    follow_up::Period,
    ids::OfficeId,
    small::is_small,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was done, of what a city tells what followed.
pub const TOUCHES: [Touch; 3] = [Touch::Session, Touch::Mail, Touch::Decision];

/// What the headway of a city is counted from.
#[derive(Debug, Clone, Copy)]
pub struct Traces<'a> {
    /// Its offices.
    pub population: &'a Population,
    /// When each reached which step; who is not here has reached none.
    pub trails: &'a BTreeMap<OfficeId, Trail>,
    /// When each counts.
    pub courses: &'a BTreeMap<OfficeId, Course>,
    /// What was done to those that stand for themselves.
    pub touched: &'a BTreeMap<Touch, Vec<Touched>>,
}

/// The steps of a city's offices on a day, and what followed what was done to them, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headway {
    /// The steps of those that were open.
    pub funnel: Funnel,
    /// What followed within [`Window::USUAL`], by what was done.
    pub cohorts: BTreeMap<Touch, Cohort>,
}

/// What is told of it: a number is missing where it is hidden.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldHeadway {
    /// Open offices, over which the steps are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offices: Option<u32>,
    /// Offices that have reached a step.
    pub funnel: BTreeMap<FunnelStep, u32>,
    /// Offices that began within the days, and those whose days are over.
    pub cohorts: BTreeMap<Touch, (u32, u32)>,
}

/// The last day before a month. What followed is told as of it: days that are over by then stay over, so that what is told
/// changes with what is known, or with the month, and not with each day.
pub fn eve(month: NaiveDate) -> NaiveDate {
    month.pred_opt().unwrap_or(month)
}

/// From which day to which something that was done can stand in what is told of these months.
pub fn reach(months: &[(NaiveDate, NaiveDate)]) -> Option<Period> {
    let ((first, _), (last, _)) = (months.first()?, months.last()?);
    Some(Period { from: usual_period(eve(*first)).from, until: eve(*last) })
}

impl Headway {
    /// Counts a month: the steps on its day, and what followed until the eve of it.
    pub fn of(traces: Traces<'_>, (month, day): (NaiveDate, NaiveDate)) -> Self {
        let nothing = Trail::default();
        let open = traces.population.open(day);
        let funnel = Funnel::of(open.map(|office| traces.trails.get(&office.id).unwrap_or(&nothing)), day);
        let Period { from, until } = usual_period(eve(month));
        let cohort = |touch: Touch| {
            let all = traces.touched.get(&touch).into_iter().flatten();
            let within = all.filter(|one| from <= one.on && one.on <= until);
            let days = within.map(|one| (one.office, one.on));
            (touch, Cohort::of(days, traces.courses, Window::USUAL, until))
        };
        Self { funnel, cohorts: TOUCHES.into_iter().map(cohort).collect() }
    }

    /// What is told of it beside the counts of its month, and beside what is told of the month before: no number from one
    /// to four, and none from which one of them would follow.
    ///
    /// Of two groups of which one lies in the other, the difference is a group as well. Those of which that is so whatever
    /// the offices did are looked at: the steps among themselves, the steps and the counts, cohorts and steps. What is told
    /// beside never depends on the headway.
    pub fn told(&self, told: &Told, before: Option<&ToldHeadway>) -> ToldHeadway {
        let Some(offices) = told.all.offices else { return ToldHeadway::default() };
        let reached = self.funnel.levels.iter().map(|level| (level.step, count(level.reached)));
        let mut funnel: BTreeMap<FunnelStep, u32> = reached
            .filter(|(_, reached)| !is_small(*reached) && !is_small(offices.saturating_sub(*reached)))
            .collect();
        while let Some(step) = gives_away(&funnel, told) {
            funnel.remove(&step);
        }
        let own = ToldHeadway { offices: Some(offices), funnel, cohorts: BTreeMap::new() };
        let mut cohorts = BTreeMap::new();
        for (touch, cohort) in &self.cohorts {
            let (began, over) = (count(cohort.began), count(cohort.over));
            let is_large = ![began, over, over.saturating_sub(began)].into_iter().any(is_small);
            let mut days = std::iter::once(&own).chain(before);
            if is_large && days.all(|day| day.keeps(*touch, (began, over))) {
                cohorts.insert(*touch, (began, over));
            }
        }
        ToldHeadway { cohorts, ..own }
    }
}

impl ToldHeadway {
    /// Who has reached a step and of how many, where that is told.
    pub fn at(&self, step: FunnelStep) -> Option<(u64, u64)> {
        Some((u64::from(*self.funnel.get(&step)?), u64::from(self.offices?)))
    }

    /// Who began within the days after something was done and of how many whose days are over, where that is told.
    pub fn after(&self, touch: Touch) -> Option<(u64, u64)> {
        self.cohorts.get(&touch).map(|(began, over)| (u64::from(*began), u64::from(*over)))
    }

    /// Whether a cohort beside what is told of a day leaves no small group: of all offices, of those that have reached the
    /// step to which what was done belongs, of those that ever adopted. Offices that have closed since stand in a cohort
    /// and in no step; they are taken for open, for a reader does not know of them.
    fn keeps(&self, touch: Touch, (began, over): (u32, u32)) -> bool {
        let step = match touch {
            Touch::Session => Some(FunnelStep::Session),
            Touch::Decision => Some(FunnelStep::Applied),
            Touch::Mail | Touch::Support => None,
        };
        let reached = |step: FunnelStep| self.funnel.get(&step).copied();
        let around_over = [self.offices, step.and_then(reached), step.and(reached(FunnelStep::Aware))];
        let around_began = [self.offices, reached(FunnelStep::Adopted), reached(FunnelStep::Aware)];
        let pairs = around_over.map(|around| (around, over)).into_iter();
        let mut pairs = pairs.chain(around_began.map(|around| (around, began)));
        pairs.all(|(around, inside)| !around.is_some_and(|around| is_small(around.saturating_sub(inside))))
    }
}

/// A step that beside the others, or beside what is told of the counts, tells a small group.
fn gives_away(funnel: &BTreeMap<FunnelStep, u32>, told: &Told) -> Option<FunnelStep> {
    let gives = |step: FunnelStep, reached: u32| {
        let lines = std::iter::once(told.all).chain(told.groups.values().copied());
        let mut inside = lines.flat_map(|line| inside(step, line));
        let mut around = around(step).iter().filter_map(|outer| funnel.get(outer));
        inside.any(|inside| is_small(reached.saturating_sub(inside)))
            || around.any(|around| is_small(around.saturating_sub(reached)))
    };
    funnel.iter().find(|(step, reached)| gives(**step, **reached)).map(|(step, _)| *step)
}

/// The steps that whoever has reached one has reached as well.
const fn around(step: FunnelStep) -> &'static [FunnelStep] {
    match step {
        FunnelStep::Aware => &[],
        FunnelStep::Session | FunnelStep::Applied | FunnelStep::Adopted => &[FunnelStep::Aware],
        FunnelStep::Using => &[FunnelStep::Aware, FunnelStep::Adopted],
    }
}

/// Offices that a line tells of and that have certainly reached a step: who adopted has adopted, who pledged has applied, and
/// everybody of whom anything is known is aware.
fn inside(step: FunnelStep, line: Line) -> Vec<u32> {
    match step {
        FunnelStep::Aware => aware(line),
        FunnelStep::Applied => line.pledged.into_iter().collect(),
        FunnelStep::Adopted => line.adopted.into_iter().collect(),
        FunnelStep::Session | FunnelStep::Using => Vec::new(),
    }
}

/// Those at any steps but 不明 together, as far as their numbers are told, and those at all the other ones, though theirs
/// are not.
fn aware(line: Line) -> Vec<u32> {
    let mut sums = vec![0];
    for told in [line.adopted, line.pledged, line.interested, line.stopped].into_iter().flatten() {
        let with: Vec<u32> = sums.iter().map(|sum| sum + told).collect();
        sums.extend(with);
    }
    if let Some((offices, unknown)) = line.offices.zip(line.unknown) {
        let known = offices.saturating_sub(unknown);
        let others: Vec<u32> = sums.iter().map(|sum| known.saturating_sub(*sum)).collect();
        sums.extend(others);
    }
    sums
}

#[cfg(test)]
mod tests;
