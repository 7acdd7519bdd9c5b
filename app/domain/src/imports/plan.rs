//! What an import will do to the register, office by office and field by field. Pure: the register comes in as
//! a value, and the same file against what it already wrote gives a plan that changes nothing.

use super::{
    choices::Existing,
    issue::Place,
    reading::{Outcome, ReadRow},
};
use crate::{
    ids::{OfficeId, OfficeServiceId},
    office_number::OfficeNumber,
    offices::{Detail, Particulars, Status, same},
    service_type::ServiceType,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// An office as the register has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Its id.
    pub id: OfficeId,
    /// Its number.
    pub number: OfficeNumber,
    /// Counts its edits; a commit against an older version is refused.
    pub version: i32,
    /// What is shown of it.
    pub particulars: Particulars,
    /// Its services.
    pub services: Vec<RegisteredService>,
}

/// A service of an office as the register has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredService {
    /// Its id.
    pub id: OfficeServiceId,
    /// The service.
    pub service: ServiceType,
    /// What is known of it.
    pub particulars: Particulars,
}

/// What an import will do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Every office of the file, in the order of its first row.
    pub offices: Vec<OfficePlan>,
}

/// What becomes of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficePlan {
    /// Its number.
    pub number: OfficeNumber,
    /// What happens.
    pub change: Change,
    /// Its id and version, if the register has it.
    pub existing: Option<(OfficeId, i32)>,
    /// What will be shown of it.
    pub particulars: Particulars,
    /// What differs of the office itself.
    pub differences: Vec<Difference>,
    /// Its services in the file.
    pub services: Vec<ServicePlan>,
}

/// What becomes of a service of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicePlan {
    /// The service.
    pub service: ServiceType,
    /// What happens.
    pub change: Change,
    /// Its id, if the register has it.
    pub existing: Option<OfficeServiceId>,
    /// Where the row stands.
    pub place: Place,
    /// What will be known of it.
    pub particulars: Particulars,
    /// What differs.
    pub differences: Vec<Difference>,
}

/// What happens to an office or a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Nothing.
    Unchanged,
    /// Only what completes the card changes: a fax number, a date of designation.
    Completed,
    /// Name, telephone, address, corporation or status changes, or a service is added.
    Updated,
    /// It is new.
    Created,
}

/// A detail before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The detail.
    pub detail: Detail,
    /// What the register has.
    pub before: Option<String>,
    /// What it will have.
    pub after: Option<String>,
}

impl Difference {
    /// True for what an officer would call a change of the office. That a list says of an office that it is open,
    /// where nothing else was known, is none.
    pub fn is_essential(&self) -> bool {
        let opens = self.detail == Detail::Status
            && self.before.is_none()
            && self.after.as_deref() == Some(Status::Active.name());
        self.detail.is_essential() && !opens
    }
}

/// How many offices or services of each kind of change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// New.
    pub created: usize,
    /// Changed.
    pub updated: usize,
    /// Completed only.
    pub completed: usize,
    /// As they were.
    pub unchanged: usize,
}

impl Counts {
    /// Adds those of another part.
    pub const fn add(&mut self, other: Self) {
        self.created += other.created;
        self.updated += other.updated;
        self.completed += other.completed;
        self.unchanged += other.unchanged;
    }

    fn of(changes: impl Iterator<Item = Change>) -> Self {
        changes.fold(Self::default(), |mut counts, change| {
            match change {
                Change::Created => counts.created += 1,
                Change::Updated => counts.updated += 1,
                Change::Completed => counts.completed += 1,
                Change::Unchanged => counts.unchanged += 1,
            }
            counts
        })
    }
}

impl Plan {
    /// Leaves out the offices that are new: a list of contacts adds to what is there, and makes nothing.
    #[must_use]
    pub fn without_new(mut self) -> Self {
        self.offices.retain(|office| office.existing.is_some());
        self
    }

    /// How many offices change, and how.
    pub fn offices(&self) -> Counts {
        Counts::of(self.offices.iter().map(|office| office.change))
    }

    /// How many services change, and how.
    pub fn services(&self) -> Counts {
        Counts::of(
            self.offices.iter().flat_map(|office| office.services.iter().map(|service| service.change)),
        )
    }

    /// True when nothing at all would be written.
    pub fn changes_nothing(&self) -> bool {
        self.offices.iter().all(|office| office.change == Change::Unchanged)
    }

    /// What happens to the services of a row, the weightiest of them.
    pub fn change_at(&self, place: Place) -> Option<Change> {
        self.by_place().get(&place).and_then(|services| services.iter().map(|service| service.change).max())
    }

    /// The services of the plan by the row they stand in.
    pub fn by_place(&self) -> HashMap<Place, Vec<&ServicePlan>> {
        let mut places: HashMap<Place, Vec<&ServicePlan>> = HashMap::new();
        for service in self.offices.iter().flat_map(|office| &office.services) {
            places.entry(service.place).or_default().push(service);
        }
        places
    }
}

/// Plans the import of the rows that are written, against the offices of the register that have their numbers.
pub fn plan(rows: &[ReadRow], register: &[Registered]) -> Plan {
    plan_with(rows, register, Existing::Update)
}

/// The same where a person said what becomes of offices that the register has already.
pub fn plan_with(rows: &[ReadRow], register: &[Registered], existing: Existing) -> Plan {
    let known: BTreeMap<OfficeNumber, &Registered> =
        register.iter().map(|office| (office.number, office)).collect();
    let mut order: Vec<OfficeNumber> = Vec::new();
    let mut offices: BTreeMap<OfficeNumber, OfficePlan> = BTreeMap::new();
    for row in rows.iter().filter(|row| matches!(row.outcome, Outcome::Ok | Outcome::Warning)) {
        let Some(number) = row.record.number else { continue };
        let office = offices.entry(number).or_insert_with(|| {
            order.push(number);
            begin(number, known.get(&number).copied(), row)
        });
        let before = known.get(&number);
        let existing = before.map_or(Existing::Update, |_| existing);
        let before: &[RegisteredService] = before.map_or(&[], |office| office.services.as_slice());
        for service in &row.record.services {
            match existing {
                Existing::Keep => leave_service(office, *service, row, before),
                Existing::Update | Existing::Complete => {
                    add_service(office, *service, row, before, existing);
                }
            }
        }
        of_the_house(office, row, existing);
    }
    let offices =
        order.into_iter().filter_map(|number| offices.remove(&number)).map(|office| finish(office, &known));
    Plan { offices: offices.collect() }
}

fn begin(number: OfficeNumber, known: Option<&Registered>, row: &ReadRow) -> OfficePlan {
    OfficePlan {
        number,
        change: if known.is_some() { Change::Unchanged } else { Change::Created },
        existing: known.map(|office| (office.id, office.version)),
        particulars: known
            .map_or_else(|| row.record.particulars.clone(), |office| office.particulars.clone()),
        differences: Vec::new(),
        services: Vec::new(),
    }
}

/// Leaves a service as it is, whether the register has it or not.
fn leave_service(office: &mut OfficePlan, service: ServiceType, row: &ReadRow, before: &[RegisteredService]) {
    let known = before.iter().find(|known| known.service == service);
    office.services.push(ServicePlan {
        service,
        change: Change::Unchanged,
        existing: known.map(|known| known.id),
        place: row.place,
        particulars: known.map_or_else(Particulars::default, |known| known.particulars.clone()),
        differences: Vec::new(),
    });
}

/// Plans one service; the office follows where it shows what the service showed, and fills what it does not know.
fn add_service(
    office: &mut OfficePlan,
    service: ServiceType,
    row: &ReadRow,
    before: &[RegisteredService],
    existing: Existing,
) {
    let only_completes = existing == Existing::Complete;
    let known = before.iter().find(|known| known.service == service);
    let read = &row.record.particulars;
    let mut particulars = known.map_or_else(Particulars::default, |known| known.particulars.clone());
    let previous = particulars.clone();
    let mut differences = Vec::new();
    for detail in Detail::ALL.into_iter().filter(|detail| detail.is_of_service()) {
        if !read.knows(detail) || same(detail, read, &previous) {
            continue;
        }
        if only_completes && previous.knows(detail) {
            continue;
        }
        // A row for several services can say only one name: it contradicts none of them if it is one of theirs.
        let is_of_another = || before.iter().any(|other| same(detail, read, &other.particulars));
        if known.is_some() && row.record.services.len() > 1 && is_of_another() {
            continue;
        }
        particulars.take(detail, read);
        if known.is_some() {
            differences.push(Difference {
                detail,
                before: previous.get(detail),
                after: particulars.get(detail),
            });
        }
        if !office.particulars.knows(detail)
            || (known.is_some() && same(detail, &office.particulars, &previous))
        {
            office.particulars.take(detail, read);
        }
    }
    let change = match known {
        None => Change::Created,
        Some(_) => weight(&differences),
    };
    let existing = known.map(|known| known.id);
    office.services.push(ServicePlan {
        service,
        change,
        existing,
        place: row.place,
        particulars,
        differences,
    });
}

/// Takes what only the office itself has: a list that says it is believed.
fn of_the_house(office: &mut OfficePlan, row: &ReadRow, existing: Existing) {
    let read = &row.record.particulars;
    let is_open = |office: &Particulars, detail| match existing {
        Existing::Update => true,
        Existing::Complete => !office.knows(detail),
        Existing::Keep => false,
    };
    // A list of contacts names no service: what it says is said of the office.
    let all = row.record.services.is_empty();
    for detail in Detail::ALL.into_iter().filter(|detail| all || !detail.is_of_service()) {
        let is_said = read.knows(detail) && is_open(&office.particulars, detail);
        if is_said && !same(detail, read, &office.particulars) {
            office.particulars.take(detail, read);
        }
    }
}

/// Compares the office with what the register shows, and weighs what happens to it.
fn finish(mut office: OfficePlan, known: &BTreeMap<OfficeNumber, &Registered>) -> OfficePlan {
    let Some(before) = known.get(&office.number) else { return office };
    // The day belongs to the status it came with: another status without a day has begun on a day that nobody knows.
    if before.particulars.status != office.particulars.status
        && before.particulars.status_on == office.particulars.status_on
    {
        office.particulars.status_on = None;
    }
    office.differences = Detail::ALL
        .into_iter()
        .filter(|detail| !before.particulars.equals(*detail, &office.particulars))
        .map(|detail| Difference {
            detail,
            before: before.particulars.get(detail),
            after: office.particulars.get(detail),
        })
        .collect();
    let of_services = office
        .services
        .iter()
        .map(|service| if service.change == Change::Created { Change::Updated } else { service.change });
    office.change =
        of_services.chain(std::iter::once(weight(&office.differences))).max().unwrap_or(Change::Unchanged);
    office
}

fn weight(differences: &[Difference]) -> Change {
    if differences.iter().any(Difference::is_essential) {
        Change::Updated
    } else if differences.is_empty() {
        Change::Unchanged
    } else {
        Change::Completed
    }
}

#[cfg(test)]
mod tests;
