//! Undoing a committed import, office by office (domain.md §7, invariant 6).
//!
//! What the batch made is taken back only where it is still as the batch left it; everything else stays and is named,
//! so that a correction made since is never lost.

use super::plan::{Registered, RegisteredService};
use crate::{
    ids::{OfficeId, OfficeServiceId},
    office_number::OfficeNumber,
    offices::Particulars,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a batch did to an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The office before; none when the batch created it.
    pub before: Option<Registered>,
    /// The office as the batch left it.
    pub after: Registered,
}

/// What else refers to offices and their services: applications, registrations, accounts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InUse {
    /// Offices that something refers to.
    pub offices: BTreeSet<OfficeId>,
    /// Services that something refers to.
    pub services: BTreeSet<OfficeServiceId>,
}

/// What is done to an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoStep {
    /// The office.
    pub office: OfficeId,
    /// Its number, for the page.
    pub number: OfficeNumber,
    /// What is done.
    pub undo: Undo,
}

/// What is done to an office when a batch is undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undo {
    /// The batch created it: it is removed, with its services.
    Remove,
    /// It gets back what it was.
    Restore(Box<RestoredOffice>),
    /// It stays as it is.
    Refused(Why),
}

/// What an office gets back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoredOffice {
    /// The number it had.
    pub number: OfficeNumber,
    /// What was known of it.
    pub particulars: Particulars,
    /// Its services as they were, where the batch changed them or took them away.
    pub services: Vec<RegisteredService>,
    /// The services that the batch added, to be removed.
    pub added: Vec<OfficeServiceId>,
}

/// Why an office stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Somebody changed it after the batch, or it is there no longer.
    ChangedSince,
    /// Something refers to the office or the service that would be removed.
    InUse,
}

/// Decides for every office that a batch wrote. Offices that the batch left as they were are not named.
pub fn undo(written: &[Written], register: &[Registered], in_use: &InUse) -> Vec<UndoStep> {
    let now: BTreeMap<OfficeId, &Registered> = register.iter().map(|office| (office.id, office)).collect();
    let touched = written.iter().filter(|written| written.before.as_ref() != Some(&written.after));
    touched
        .map(|written| UndoStep {
            office: written.after.id,
            number: written.after.number,
            undo: decide(written, now.get(&written.after.id).copied(), in_use),
        })
        .collect()
}

fn decide(written: &Written, now: Option<&Registered>, in_use: &InUse) -> Undo {
    let after = &written.after;
    if now.is_none_or(|now| now.version != after.version) {
        return Undo::Refused(Why::ChangedSince);
    }
    let Some(before) = &written.before else {
        let is_used = in_use.offices.contains(&after.id)
            || after.services.iter().any(|service| in_use.services.contains(&service.id));
        return if is_used { Undo::Refused(Why::InUse) } else { Undo::Remove };
    };
    let added: Vec<OfficeServiceId> =
        after.services.iter().map(|service| service.id).filter(|id| service(before, *id).is_none()).collect();
    if added.iter().any(|id| in_use.services.contains(id)) {
        return Undo::Refused(Why::InUse);
    }
    let is_changed = |known: &&RegisteredService| service(after, known.id) != Some(known);
    let services = before.services.iter().filter(is_changed).cloned().collect();
    let particulars = before.particulars.clone();
    Undo::Restore(Box::new(RestoredOffice { number: before.number, particulars, services, added }))
}

fn service(office: &Registered, id: OfficeServiceId) -> Option<&RegisteredService> {
    office.services.iter().find(|known| known.id == id)
}

impl RestoredOffice {
    /// The office with what it gets back; its version counts on.
    #[must_use]
    pub fn applied_to(&self, now: &Registered) -> Registered {
        let back = |id: OfficeServiceId| self.services.iter().find(|known| known.id == id);
        let kept = now.services.iter().filter(|known| !self.added.contains(&known.id));
        let mut services: Vec<RegisteredService> =
            kept.map(|known| back(known.id).unwrap_or(known).clone()).collect();
        let missing = self.services.iter().filter(|known| service(now, known.id).is_none());
        services.extend(missing.cloned());
        Registered {
            id: now.id,
            number: self.number,
            version: now.version.saturating_add(1),
            particulars: self.particulars.clone(),
            services,
        }
    }
}

#[cfg(test)]
mod tests;
