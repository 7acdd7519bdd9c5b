//! 開催の決定 as a form: one of the candidates, what is promised for it, and for how many people.

use super::{People, PeopleError, Place, ResourceKind, SessionRequest, Slot};
use crate::{form::Typed, ids::ResourceId};
use chrono::NaiveDate;

/// A place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConfirmationField {
    /// Which candidate.
    Candidate,
    /// デモ機.
    DemoSet,
    /// 講師.
    Lecturer,
    /// 定員.
    Capacity,
}

impl ConfirmationField {
    /// Name of the control.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::DemoSet => "demo_set",
            Self::Lecturer => "lecturer",
            Self::Capacity => "capacity",
        }
    }

    /// Where a kind of resource is chosen.
    pub const fn of(kind: ResourceKind) -> Self {
        match kind {
            ResourceKind::DemoSet => Self::DemoSet,
            ResourceKind::Lecturer
            | ResourceKind::Projector
            | ResourceKind::Room
            | ResourceKind::OnlineRoom => Self::Lecturer,
        }
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConfirmationProblem {
    /// None of the candidates.
    #[error("no candidate is chosen")]
    NotChosen,
    /// The candidate has passed.
    #[error("the candidate has passed")]
    Past,
    /// On site a PC set is needed.
    #[error("no demo PC set is chosen")]
    NoDemoSet,
    /// Not one of the federation's.
    #[error("no such resource")]
    Unknown,
    /// Promised to another session, or away, at that time.
    #[error("not free at that time")]
    NotFree,
    /// Not a number of people.
    #[error(transparent)]
    Capacity(PeopleError),
}

/// The form, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmationForm {
    /// The date.
    pub slot: Slot,
    /// What is promised; a session online may need nothing.
    pub resources: Vec<ResourceId>,
    /// For how many people.
    pub capacity: People,
}

impl ConfirmationForm {
    /// Reads the form against the request and the federation's resources.
    pub fn parse(
        typed: &Typed,
        request: &SessionRequest,
        resources: &[(ResourceId, ResourceKind)],
        today: NaiveDate,
    ) -> Result<Self, Vec<(ConfirmationField, ConfirmationProblem)>> {
        use ConfirmationField as Field;
        use ConfirmationProblem as Problem;
        let mut problems = Vec::new();
        let chosen = typed.get(Field::Candidate.name()).parse::<usize>().ok();
        let slot = chosen.and_then(|number| request.candidates.get(number.checked_sub(1)?));
        match slot {
            None => problems.push((Field::Candidate, Problem::NotChosen)),
            Some(slot) if slot.date < today => problems.push((Field::Candidate, Problem::Past)),
            Some(_) => {}
        }
        let mut promised = Vec::new();
        for kind in [ResourceKind::DemoSet, ResourceKind::Lecturer] {
            let field = Field::of(kind);
            let needed = kind == ResourceKind::DemoSet && request.place == Place::OnSite;
            match typed.get(field.name()) {
                "" if needed => problems.push((field, Problem::NoDemoSet)),
                "" => {}
                id => match id.parse().ok().filter(|id| resources.contains(&(*id, kind))) {
                    Some(id) => promised.push(id),
                    None => problems.push((field, Problem::Unknown)),
                },
            }
        }
        let capacity = People::parse(typed.get(Field::Capacity.name()))
            .map_err(|error| problems.push((Field::Capacity, Problem::Capacity(error))));
        match (slot, capacity) {
            (Some(slot), Ok(capacity)) if problems.is_empty() => {
                Ok(Self { slot: *slot, resources: promised, capacity })
            }
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demos::{Contact, Length, Menu};
    use chrono::NaiveTime;
    use uuid::Uuid;

    fn resource(number: u128) -> ResourceId {
        Uuid::from_u128(number).into()
    }

    fn request(place: Place) -> SessionRequest {
        SessionRequest {
            menu: vec![Menu::Exchange],
            candidates: vec![Slot {
                date: NaiveDate::from_ymd_opt(2024, 12, 5).expect("a day"),
                start: NaiveTime::from_hms_opt(13, 30, 0).expect("a time"),
                length: Length::of_quarters(8).expect("two hours"),
            }],
            people: People::new(20).expect("twenty"),
            place,
            venue: String::new(),
            contact: Contact { name: String::new(), phone: String::new(), email: String::new() },
            note: String::new(),
        }
    }

    #[test]
    fn a_session_on_site_needs_a_demo_set_and_one_online_nothing() {
        let today = NaiveDate::from_ymd_opt(2024, 10, 1).expect("a day");
        let there = [(resource(1), ResourceKind::DemoSet), (resource(2), ResourceKind::Lecturer)];
        let typed = Typed::default().with("candidate", "1").with("capacity", "20");
        let read = |typed: &Typed, place| ConfirmationForm::parse(typed, &request(place), &there, today);
        assert!(read(&typed, Place::Online).is_ok_and(|form| form.resources.is_empty()));
        assert_eq!(
            read(&typed, Place::OnSite).expect_err("no set"),
            [(ConfirmationField::DemoSet, ConfirmationProblem::NoDemoSet)]
        );
        let lecturer_as_set = typed.clone().with("demo_set", resource(2).to_string());
        assert!(read(&lecturer_as_set, Place::OnSite).is_err());
        let whole = typed.with("demo_set", resource(1).to_string()).with("lecturer", resource(2).to_string());
        assert!(read(&whole, Place::OnSite).is_ok_and(|form| form.resources == [resource(1), resource(2)]));
    }

    #[test]
    fn a_date_that_has_passed_is_not_confirmed() {
        let later = NaiveDate::from_ymd_opt(2024, 12, 6).expect("a day");
        let typed = Typed::default().with("candidate", "1").with("capacity", "20");
        let problems =
            ConfirmationForm::parse(&typed, &request(Place::Online), &[], later).expect_err("past");
        assert_eq!(problems, [(ConfirmationField::Candidate, ConfirmationProblem::Past)]);
    }
}
