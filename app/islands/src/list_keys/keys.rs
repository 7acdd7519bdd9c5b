//! What a key asks for.

use leptos::{ev, wasm_bindgen::JsCast as _, web_sys};

/// What the list can be asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Act {
    /// To the row below.
    Next,
    /// To the row above.
    Previous,
    /// Open the row that has the focus. `Enter` does so by itself, because the focus is on a link.
    Open,
    /// Choose the row that has the focus, or leave it out again.
    Select,
    /// Choose the row that has the focus and the row below, and go there.
    SelectNext,
    /// Choose the row that has the focus and the row above, and go there.
    SelectPrevious,
    /// Take the chosen rows, and the one that has the focus.
    Take,
    /// To the menu of what is done with the chosen rows.
    Menu,
    /// To the search box.
    Search,
    /// Show or hide the help.
    Help,
}

/// A key that went down, as far as it matters here.
#[derive(Clone, Debug)]
pub struct Press {
    key: String,
    shifted: bool,
    meant_for: MeantFor,
    on_a_row: bool,
}

/// Who gets the key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum MeantFor {
    TheList,
    AField,
    TheBrowser,
    TheInputMethod,
}

/// Browsers report this code for keys that an input method takes; Safari does so without `isComposing` for the Enter
/// that ends a composition.
const TAKEN_BY_INPUT_METHOD: u32 = 229;

/// Whether an input method takes the key, so that it says nothing to the page.
pub fn is_for_the_input_method(event: &ev::KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == TAKEN_BY_INPUT_METHOD
}

impl Press {
    /// Reads the event; `on_a_row` tells whether the focus is on a row of the list.
    pub fn of(event: &ev::KeyboardEvent, on_a_row: bool) -> Self {
        let meant_for = if is_for_the_input_method(event) {
            MeantFor::TheInputMethod
        } else if event.ctrl_key() || event.meta_key() || event.alt_key() {
            MeantFor::TheBrowser
        } else if event.target().is_some_and(|target| takes_letters(&target)) {
            MeantFor::AField
        } else {
            MeantFor::TheList
        };
        Self { key: event.key(), shifted: event.shift_key(), meant_for, on_a_row }
    }
}

impl Press {
    /// A key that is meant for the page.
    #[cfg(test)]
    pub fn for_tests(key: &str) -> Self {
        Self { key: key.to_owned(), shifted: false, meant_for: MeantFor::TheList, on_a_row: false }
    }

    /// The key, where it is meant for the page and for nobody else.
    pub fn for_the_page(&self) -> Option<&str> {
        match self.meant_for {
            MeantFor::AField | MeantFor::TheBrowser | MeantFor::TheInputMethod => None,
            MeantFor::TheList => Some(&self.key),
        }
    }
}

/// Whether Ctrl and Enter went down in a field: its form is to be sent, also from a box where Enter is a new line.
pub fn sends_the_form(event: &ev::KeyboardEvent) -> bool {
    event.key() == "Enter"
        && !event.repeat()
        && (event.ctrl_key() || event.meta_key())
        && !is_for_the_input_method(event)
        && event.target().is_some_and(|target| is_a_field(&target))
}

/// What the key asks for, if it is not meant for somebody else.
pub fn act(press: &Press) -> Option<Act> {
    match press.for_the_page()? {
        "j" => Some(Act::Next),
        "k" => Some(Act::Previous),
        "ArrowDown" if press.on_a_row && press.shifted => Some(Act::SelectNext),
        "ArrowUp" if press.on_a_row && press.shifted => Some(Act::SelectPrevious),
        "ArrowDown" if press.on_a_row => Some(Act::Next),
        "ArrowUp" if press.on_a_row => Some(Act::Previous),
        "o" if press.on_a_row => Some(Act::Open),
        "x" if press.on_a_row => Some(Act::Select),
        "a" => Some(Act::Take),
        "s" => Some(Act::Menu),
        "/" => Some(Act::Search),
        "?" => Some(Act::Help),
        _ => None,
    }
}

/// The row to go to, among so many; the first and the last row are ends, not a ring.
pub fn row_after(act: Act, current: Option<usize>, rows: usize) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    match (act, current) {
        (Act::Next | Act::SelectNext, Some(row)) => Some((row + 1).min(last)),
        (Act::Previous | Act::SelectPrevious, Some(row)) => Some(row.saturating_sub(1)),
        (Act::Next | Act::Previous | Act::SelectNext | Act::SelectPrevious, None) => Some(0),
        (Act::Open | Act::Select | Act::Take | Act::Menu | Act::Search | Act::Help, _) => None,
    }
}

fn is_a_field(target: &web_sys::EventTarget) -> bool {
    let element = target.dyn_ref::<web_sys::Element>();
    element.is_some_and(|element| matches!(&*element.tag_name(), "INPUT" | "TEXTAREA" | "SELECT"))
}

fn takes_letters(target: &web_sys::EventTarget) -> bool {
    let Some(element) = target.dyn_ref::<web_sys::HtmlElement>() else { return false };
    if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        return !matches!(&*input.type_(), "checkbox" | "radio" | "button" | "submit" | "reset" | "file");
    }
    element.is_content_editable() || matches!(&*element.tag_name(), "TEXTAREA" | "SELECT")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> Press {
        Press::for_tests(key)
    }

    #[test]
    fn letters_move_and_search_and_help() {
        let acts = ["j", "k", "/", "?", "s", "a"].map(|key| act(&press(key)));
        let wanted = [Act::Next, Act::Previous, Act::Search, Act::Help, Act::Menu, Act::Take];
        assert_eq!(acts, wanted.map(Some));
        assert_eq!(["x", "Enter"].map(|key| act(&press(key))), [None, None]);
    }

    #[test]
    fn arrows_scroll_the_page_until_a_row_has_the_focus() {
        assert_eq!(act(&press("ArrowDown")), None);
        assert_eq!(act(&Press { on_a_row: true, ..press("ArrowDown") }), Some(Act::Next));
        assert_eq!(act(&Press { shifted: true, ..press("ArrowDown") }), None);
        let stretched = Press { shifted: true, on_a_row: true, ..press("ArrowUp") };
        assert_eq!(act(&stretched), Some(Act::SelectPrevious));
    }

    #[test]
    fn a_key_for_a_field_the_browser_or_the_input_method_is_left_alone() {
        for meant_for in [MeantFor::AField, MeantFor::TheBrowser, MeantFor::TheInputMethod] {
            assert_eq!(act(&Press { meant_for, ..press("j") }), None);
        }
    }

    #[test]
    fn a_row_is_chosen_only_where_there_is_one() {
        assert_eq!(act(&press("x")), None);
        assert_eq!(act(&Press { on_a_row: true, ..press("x") }), Some(Act::Select));
    }

    #[test]
    fn moving_stops_at_both_ends() {
        assert_eq!(row_after(Act::Next, None, 3), Some(0));
        assert_eq!(row_after(Act::Next, Some(2), 3), Some(2));
        assert_eq!(row_after(Act::SelectPrevious, Some(0), 3), Some(0));
        assert_eq!(row_after(Act::Take, Some(1), 3), None);
        assert_eq!(row_after(Act::Previous, Some(0), 3), Some(0));
        assert_eq!(row_after(Act::Next, None, 0), None);
    }
}
