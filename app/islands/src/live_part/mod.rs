//! A part of a page that follows what is typed: the form is sent as by its own button that only tries, and the part of the
//! answer takes the place of the part that is shown, and so does whatever follows it (`data-follows` with the part's id, and an
//! id of its own). Nothing is kept by it, and without it the button does the same.

mod page;

use leptos::{ev, prelude::*};
use std::time::Duration;

/// How long the hands rest before the part is asked for.
const REST: Duration = Duration::from_millis(600);

/// Keeps a part of a form's page up to date while the form is filled in. Shows nothing by itself.
#[island]
pub fn LivePart(
    /// The id of the part; it stands in the form.
    #[prop(into)]
    part: String,
    /// The name of the button that only tries.
    #[prop(into)]
    button: String,
) -> impl IntoView {
    Effect::new(move || {
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        let asked = StoredValue::new(0_u32);
        // Hands are quicker than a script that is still on its way, and a browser that goes back fills the form in again.
        if page::is_changed(&part) {
            page::ask_anew(part.clone(), button.clone(), asked);
        }
        let (part, button) = (part.clone(), button.clone());
        let listener = window_event_listener(ev::input, move |event| {
            if !page::is_of_the_form(&event, &part) {
                return;
            }
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            let (part, button) = (part.clone(), button.clone());
            let handle = set_timeout_with_handle(move || page::ask_anew(part, button, asked), REST);
            waiting.set_value(handle.ok());
        });
        on_cleanup(move || listener.remove());
    });
}
