//! What a list needs besides its address: the working days of the house and the standards of the rules in use.

use crate::{app::App, error::Error};
use chrono::NaiveDate;
use domain::{
    ids::{AccountId, ProgrammeVersionId},
    subsidies::{Band, Late, Queue},
    working_days::WorkingCalendar,
};
use std::collections::{BTreeMap, btree_map::Entry};
use store::{
    Tx,
    subsidies::{
        programmes,
        queue::{self, Cutoff, List, Waiting},
    },
    tenants,
};

/// The clock of the house: what waits, by which rules, and how days are counted.
pub(super) struct Clockwork {
    /// Today.
    pub today: NaiveDate,
    /// Working days.
    pub calendar: WorkingCalendar,
    /// What is with the office now.
    pub waiting: Vec<Waiting>,
    /// The standard processing time under each version of the rules.
    pub standards: BTreeMap<ProgrammeVersionId, u16>,
}

impl Clockwork {
    /// Of everything that waits.
    pub(super) async fn load(app: &App, tx: &Tx) -> Result<Self, Error> {
        let mut clockwork = Self {
            today: app.clock.today(),
            calendar: WorkingCalendar::new(tenants::closed_days(tx).await?),
            waiting: queue::waiting(tx).await?,
            standards: BTreeMap::new(),
        };
        let rules: Vec<_> = clockwork.waiting.iter().map(|group| group.rules).collect();
        clockwork.know(tx, &rules).await?;
        Ok(clockwork)
    }

    /// Learns the standards of more rules.
    pub(super) async fn know(&mut self, tx: &Tx, rules: &[ProgrammeVersionId]) -> Result<(), Error> {
        for id in rules.iter().copied() {
            if let Entry::Vacant(place) = self.standards.entry(id) {
                let version = programmes::version_by_id(tx, id).await?.ok_or(store::Error::Missing)?;
                place.insert(version.rules.standard_days);
            }
        }
        Ok(())
    }

    /// Until when something that waits was received that is in this band now, or in a worse one: of those groups of which the
    /// oldest is, so that nothing is looked for where nothing can be.
    pub(super) fn cutoffs(&self, band: Band) -> Vec<Cutoff> {
        self.waiting
            .iter()
            .filter_map(|group| {
                let standard = *self.standards.get(&group.rules)?;
                let until = band.received_until(self.today, standard, group.paused_days, &self.calendar);
                if group.oldest > until {
                    return None;
                }
                Some(Cutoff { rules: group.rules, paused_days: group.paused_days, until })
            })
            .collect()
    }

    /// A list as somebody asks for it.
    pub(super) fn list<'a>(&self, queue: &'a Queue, asker: AccountId) -> List<'a> {
        let late = match queue.late {
            None => Vec::new(),
            Some(Late::Soon) => self.cutoffs(Band::Attention),
            Some(Late::Overdue) => self.cutoffs(Band::Overdue),
        };
        List { queue, asker, late }
    }
}

/// A list as somebody asks for it; the clock is only read where the list asks for it.
pub(super) async fn asked<'a>(
    app: &App,
    tx: &Tx,
    queue: &'a Queue,
    asker: AccountId,
) -> Result<List<'a>, Error> {
    if queue.late.is_none() {
        return Ok(List { queue, asker, late: Vec::new() });
    }
    Ok(Clockwork::load(app, tx).await?.list(queue, asker))
}
