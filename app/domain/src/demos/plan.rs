//! The preparation plan: what is to be done before a session, by whom, counted back from its date
//! (domain.md §1.8: 新潟県連合会 × 新潟市, about two and a half months).
//!
//! A federation keeps one plan for sessions on site and one for those online, and changes them as it works; whoever
//! changes nothing has the built-in one. A due day on which offices are closed moves to the working day before it, never
//! after: what is to be ready in time is ready. What belongs to the day itself stays on it.

mod built_in;
mod due;

pub use built_in::Chore;
pub use due::{Due, DueUnit};

use super::{Owner, Place};
use crate::working_days::WorkingCalendar;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A task of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanTask {
    /// What, in one line.
    pub title: String,
    /// More about it; may be empty.
    pub details: String,
    /// Whose.
    pub owner: Owner,
    /// When, counted back from the session.
    pub due: Due,
}

/// A task with its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedChore {
    /// What, whose, and when by its rule.
    pub task: PlanTask,
    /// By which day.
    pub due: NaiveDate,
    /// Its place in the plan, from 1.
    pub position: i32,
}

/// The tasks that prepare a session, in the order in which they are told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Plan {
    tasks: Vec<PlanTask>,
}

/// Why a plan was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// It has as many tasks as a plan may have.
    #[error("more than {} tasks", Plan::MOST)]
    TooMany,
    /// It has no task at that place.
    #[error("no such task")]
    NoSuchTask,
}

/// What is done with a task of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanMove {
    /// Before the one above it.
    Up,
    /// Behind the one below it.
    Down,
    /// Out of the plan.
    Out,
}

impl Plan {
    /// The most tasks.
    pub const MOST: usize = 40;

    /// A plan of these tasks.
    pub const fn new(tasks: Vec<PlanTask>) -> Self {
        Self { tasks }
    }

    /// What a federation has that changed nothing.
    pub fn built_in(place: Place) -> Self {
        Self { tasks: Chore::of(place).iter().map(|chore| chore.task()).collect() }
    }

    /// The tasks.
    pub fn tasks(&self) -> &[PlanTask] {
        &self.tasks
    }

    /// Adds a task as the last.
    pub fn with(mut self, task: PlanTask) -> Result<Self, PlanError> {
        if self.tasks.len() >= Self::MOST {
            return Err(PlanError::TooMany);
        }
        self.tasks.push(task);
        Ok(self)
    }

    /// Puts another task in the place of one.
    pub fn replace(mut self, place: usize, task: PlanTask) -> Result<Self, PlanError> {
        *self.tasks.get_mut(place).ok_or(PlanError::NoSuchTask)? = task;
        Ok(self)
    }

    /// Moves a task; the first stays the first and the last the last.
    pub fn moved(mut self, place: usize, how: PlanMove) -> Result<Self, PlanError> {
        if place >= self.tasks.len() {
            return Err(PlanError::NoSuchTask);
        }
        match how {
            PlanMove::Up if place > 0 => self.tasks.swap(place, place - 1),
            PlanMove::Down if place + 1 < self.tasks.len() => self.tasks.swap(place, place + 1),
            PlanMove::Up | PlanMove::Down => {}
            PlanMove::Out => {
                self.tasks.remove(place);
            }
        }
        Ok(self)
    }

    /// The tasks of a session on `date`, in the order of time.
    pub fn on(&self, date: NaiveDate, calendar: &WorkingCalendar) -> Vec<PlannedChore> {
        let mut planned: Vec<_> = (1..)
            .zip(&self.tasks)
            .map(|(position, task)| PlannedChore {
                task: task.clone(),
                due: task.due.before(date, calendar),
                position,
            })
            .collect();
        planned.sort_by_key(|one| (one.due, one.position));
        planned
    }
}

#[cfg(test)]
mod tests;
