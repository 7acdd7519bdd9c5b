//! Cells that wait for a person, put right in the list of an import one after the other: Enter sends the form of a row, the
//! parts of the answer take the place of those that are shown, and the next cell has the focus. What was typed into other
//! rows stays. Without it the same forms are sent as any other.

mod page;

use leptos::{ev, prelude::*};

/// Listens to the forms of the rows, and says what came of each. Shown once it works.
#[island]
pub fn MendCells() -> impl IntoView {
    let works = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    Effect::new(move || {
        works.set(true);
        let is_sending = RwSignal::new(false);
        // The browser itself keeps the Enter of an input method from sending a form.
        let sent = window_event_listener(ev::submit, move |event| {
            let Some(form) = page::form_of(&event) else { return };
            event.prevent_default();
            if !is_sending.get_untracked() {
                is_sending.set(true);
                page::send(form, is_sending, said);
            }
        });
        let pressed = window_event_listener(ev::keydown, |event| page::restore(&event));
        on_cleanup(move || {
            sent.remove();
            pressed.remove();
        });
    });
    view! {
        <div class="mend-said" hidden=move || !works.get()>
            <p class="muted">
                <kbd>"Enter"</kbd>"：その行を直して次のセルへ　"<kbd>"Esc"</kbd>"：そのセルを元に戻す"
            </p>
            <p role="status">{move || said.get()}</p>
        </div>
    }
}
