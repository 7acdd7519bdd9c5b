//! What a key asks for in the workspace.

use crate::list_keys::keys::{self, Press};

/// What the workspace can be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// To a criterion beside the one that has the focus.
    Criterion(keys::Act),
    /// The verdict with this number on the criterion that has the focus; 0 is the first.
    Verdict(u32),
    /// To another application of the list, by the relation of its link.
    Application(&'static str),
    /// To the documents.
    Documents,
    /// To the box for a note.
    Note,
    /// To the box for a message.
    Message,
    /// To the button that makes the application one's own.
    Take,
    /// To what can be done, at the foot.
    Menu,
    /// Back to the list.
    List,
    /// To the search box at the head of the page.
    Search,
    /// Show or hide the help.
    Help,
}

/// The key that another follows: `g` and then `q`.
pub const GO: &str = "g";

/// What the key asks for, if it is not meant for somebody else.
pub fn act(press: &Press, on_a_criterion: bool, after_go: bool) -> Option<Act> {
    match press.for_the_page()? {
        "q" if after_go => Some(Act::List),
        "j" => Some(Act::Criterion(keys::Act::Next)),
        "k" => Some(Act::Criterion(keys::Act::Previous)),
        "1" if on_a_criterion => Some(Act::Verdict(0)),
        "2" if on_a_criterion => Some(Act::Verdict(1)),
        "3" if on_a_criterion => Some(Act::Verdict(2)),
        "n" => Some(Act::Application("next")),
        "p" => Some(Act::Application("prev")),
        "d" => Some(Act::Documents),
        "c" => Some(Act::Note),
        "m" => Some(Act::Message),
        "a" => Some(Act::Take),
        "s" => Some(Act::Menu),
        "/" => Some(Act::Search),
        "?" => Some(Act::Help),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_needs_a_criterion_the_list_another_key_and_everything_else_nothing() {
        let press = |key: &str| Press::for_tests(key);
        assert_eq!(act(&press("2"), true, false), Some(Act::Verdict(1)));
        assert_eq!(act(&press("2"), false, false), None);
        assert_eq!(act(&press("n"), false, false), Some(Act::Application("next")));
        assert_eq!(act(&press("z"), true, false), None);
        assert_eq!([true, false].map(|after_go| act(&press("q"), false, after_go)), [Some(Act::List), None]);
    }
}
