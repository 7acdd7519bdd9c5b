//! 席の取り置き while somebody fills in a registration: the last places alone, for ten minutes. Whoever types slowly does not
//! lose them, and whoever leaves the page keeps them from nobody for long.

use super::{ComingProblem, People, coming_form::people};
use crate::form::Typed;
use chrono::TimeDelta;

/// How long places are held while the form is filled in.
pub const FILLING: TimeDelta = TimeDelta::minutes(10);
/// So many are the last places: as long as there are more, nobody loses theirs while they type.
pub const LAST_PLACES: u16 = 5;

/// The field that says which places are held for whoever fills the form.
pub const PLACE_HOLD: &str = "hold";

/// Whether places are held before the form is filled in: the last ones alone.
pub fn holds_first(left: u16) -> bool {
    (1..=LAST_PLACES).contains(&left)
}

/// For how many people places are to be held; `each` is the most of one office.
pub fn people_to_hold(typed: &Typed, each: Option<People>) -> Result<People, ComingProblem> {
    people(typed, each)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_places_are_held_and_no_others() {
        assert!(holds_first(1) && holds_first(5));
        assert!(!holds_first(0), "there is nothing to hold");
        assert!(!holds_first(6));
    }

    #[test]
    fn no_more_are_held_than_one_office_may_send() {
        let two = People::new(2);
        let wanted = |typed: &str| people_to_hold(&Typed::default().with("people", typed), two);
        assert_eq!(wanted("２人").ok(), two);
        assert_eq!(wanted("3"), Err(ComingProblem::Each(2)));
        assert!(matches!(wanted("二人"), Err(ComingProblem::People(_))));
    }
}
