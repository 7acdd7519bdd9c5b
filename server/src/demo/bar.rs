//! What the bar of the demonstration says on a page.

use super::{
    places::{DemoRole, PEOPLE},
    sentences::{self, Stage},
};
use crate::visit::Visit;
use app::shell::DemoBar;

/// For whoever asked, on a page at a stage of its own if it has one. Without a public side nobody is an applicant here.
pub fn of(visit: &Visit, stage: Option<Stage>, public_side: bool) -> DemoBar {
    let current = visit.signed_in().and_then(|person| person.account.demo_key.clone());
    let who = match (visit.signed_in(), PEOPLE.iter().find(|person| Some(person.key) == current.as_deref())) {
        (None, _) => "a visitor who has not signed in",
        (Some(_), Some(person)) => person.english,
        (Some(_), None) => "somebody who was added after the demonstration began",
    };
    let hint = match visit.route.as_deref() {
        _ if stage.is_some() => stage.map_or("", Stage::sentence),
        Some(route) => sentences::of(route).unwrap_or(sentences::ANSWER),
        None => sentences::NOWHERE,
    };
    DemoBar {
        sentence: format!("You are {who}. {hint}"),
        people: PEOPLE
            .iter()
            .filter(|person| public_side || matches!(person.is, DemoRole::Staff { .. }))
            .map(|person| (person.key.to_owned(), format!("{}　{}", person.name, person.role)))
            .collect(),
        current,
    }
}
