//! The form of a merger: which office stays, and whose value is kept where the two differ.

use super::{
    Choices, Keep,
    merge::{Side, propose},
};
use crate::{form::Typed, imports::Field, offices::Detail, service_type::ServiceType};

/// The field that asks which office stays.
pub const SURVIVOR: &str = "survivor";

/// It was not said which office stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is not chosen which office stays")]
pub struct NotChosen;

/// The field that asks whose value of a detail is kept.
pub fn detail_field(detail: Detail) -> String {
    format!("detail-{}", Field::Detail(detail).name())
}

/// The field that asks whose service is kept.
pub fn service_field(service: ServiceType) -> String {
    format!("service-{}", service.code())
}

impl Keep {
    /// The word posted.
    pub const fn name(self) -> &'static str {
        match self {
            Self::KeepFirst => "first",
            Self::KeepSecond => "second",
        }
    }

    /// Reads the word posted.
    pub fn named(name: &str) -> Option<Self> {
        [Self::KeepFirst, Self::KeepSecond].into_iter().find(|keep| keep.name() == name)
    }
}

impl Choices {
    /// Reads the form. What it does not ask about, because both say the same or only one says something, is kept as
    /// [`propose`] says.
    pub fn parse(typed: &Typed, first: &Side, second: &Side) -> Result<Self, NotChosen> {
        let mut choices = propose(first, second);
        choices.survivor = Keep::named(typed.get(SURVIVOR)).ok_or(NotChosen)?;
        for (detail, keep) in &mut choices.details {
            *keep = Keep::named(typed.get(&detail_field(detail.leader()))).unwrap_or(*keep);
        }
        for (service, keep) in &mut choices.services {
            *keep = Keep::named(typed.get(&service_field(*service))).unwrap_or(*keep);
        }
        Ok(choices)
    }
}

/// The form filled with choices.
pub fn to_typed(choices: &Choices) -> Typed {
    let typed = Typed::default().with(SURVIVOR, choices.survivor.name());
    let details = choices.details.iter().filter(|(detail, _)| detail.leader() == **detail);
    let typed = details.fold(typed, |typed, (detail, keep)| typed.with(&detail_field(*detail), keep.name()));
    choices
        .services
        .iter()
        .fold(typed, |typed, (service, keep)| typed.with(&service_field(*service), keep.name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{OfficeId, OfficeServiceId},
        imports::{Registered, RegisteredService},
        merging::merge,
        offices::Particulars,
    };
    use chrono::DateTime;
    use uuid::Uuid;

    fn side(n: u128, name: &str, corporation: &str, number: &str) -> Side {
        let particulars = Particulars {
            name: name.into(),
            corporation_name: corporation.into(),
            corporate_number: number.parse().ok(),
            ..Particulars::default()
        };
        let service = RegisteredService {
            id: OfficeServiceId::from_uuid(Uuid::from_u128(n * 100)),
            service: "43".parse().unwrap(),
            particulars: particulars.clone(),
        };
        Side {
            office: Registered {
                id: OfficeId::from_uuid(Uuid::from_u128(n)),
                number: format!("29709990{n:02}").parse().unwrap(),
                version: 1,
                particulars,
                services: vec![service],
            },
            updated_at: DateTime::from_timestamp(i64::try_from(n).unwrap(), 0).unwrap(),
        }
    }

    #[test]
    fn choices_are_read_as_they_were_written() {
        let (first, second) = (side(1, "ひだまり", "甲", ""), side(2, "こもれび", "乙", "8999999000001"));
        let mut choices = propose(&first, &second);
        choices.survivor = Keep::KeepFirst;
        choices.details.insert(Detail::Name, Keep::KeepFirst);
        assert_eq!(Choices::parse(&to_typed(&choices), &first, &second), Ok(choices));
        assert_eq!(Choices::parse(&Typed::default(), &first, &second), Err(NotChosen));
        let wrong = Typed::default().with(SURVIVOR, "third");
        assert_eq!(Choices::parse(&wrong, &first, &second), Err(NotChosen));
    }

    #[test]
    fn a_corporation_is_kept_with_its_number() {
        let (first, second) = (side(1, "ひだまり", "甲", "8999999000001"), side(2, "ひだまり", "乙", ""));
        let typed = Typed::default()
            .with(SURVIVOR, "first")
            .with("detail-corp_name", "second")
            .with("detail-corp_number", "first");
        let choices = Choices::parse(&typed, &first, &second).unwrap();
        let merged = merge(&first, &second, &choices).unwrap().office.particulars;
        assert_eq!((merged.corporation_name.as_str(), merged.corporate_number), ("乙", None));
        let proposed = merge(&first, &second, &propose(&first, &second)).unwrap().office.particulars;
        assert_eq!(proposed.corporation_name, "甲", "who knows the number as well knows more");
    }
}
