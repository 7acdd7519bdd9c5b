//! What the bar of the demonstration says on a page.

use super::{places::PEOPLE, sentences};
use crate::visit::Visit;
use app::shell::DemoBar;

/// For whoever asked.
pub fn of(visit: &Visit) -> DemoBar {
    let current = visit.signed_in().and_then(|person| person.account.demo_key.clone());
    let who = match (visit.signed_in(), PEOPLE.iter().find(|person| Some(person.key) == current.as_deref())) {
        (None, _) => "a visitor who has not signed in",
        (Some(_), Some(person)) => person.english,
        (Some(_), None) => "somebody who was added after the demonstration began",
    };
    let hint = match visit.route.as_deref() {
        Some(route) => sentences::of(route).unwrap_or(sentences::ANSWER),
        None => sentences::NOWHERE,
    };
    DemoBar {
        sentence: format!("You are {who}. {hint}"),
        people: PEOPLE
            .iter()
            .map(|person| (person.key.to_owned(), format!("{}　{}", person.name, person.role)))
            .collect(),
        current,
    }
}
