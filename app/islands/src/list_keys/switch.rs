//! The switch of a page's keys, with the help that names them.

use super::{keys, page};
use leptos::{ev, html, prelude::*};

/// Whether the keys serve: not before the script works, and not before the person switched them on.
#[derive(Clone, Copy)]
pub(crate) struct Switch {
    works: RwSignal<bool>,
    on: RwSignal<bool>,
    help: NodeRef<html::Details>,
}

impl Switch {
    /// A switch that is off, and not shown yet.
    pub(crate) fn new() -> Self {
        Self { works: RwSignal::new(false), on: RwSignal::new(false), help: NodeRef::new() }
    }

    /// Takes up the choice of last time, and hands over each key that goes down while it is on.
    pub(crate) fn listen(self, pressed: impl Fn(&ev::KeyboardEvent) + Clone + 'static) {
        Effect::new(move || {
            self.on.set(page::kept_choice());
            self.works.set(true);
            let pressed = pressed.clone();
            let listener = window_event_listener(ev::keydown, move |event| {
                if !self.on.get_untracked() {
                    return;
                }
                if keys::sends_the_form(&event) {
                    event.prevent_default();
                    page::send_focused();
                } else {
                    pressed(&event);
                }
            });
            on_cleanup(move || listener.remove());
        });
    }

    /// Shows the help, or hides it again.
    pub(crate) fn turn_help(self) {
        if let Some(help) = self.help.get_untracked() {
            help.set_open(!help.open());
        }
    }

    /// The box that switches the keys on, and what each of them does.
    pub(crate) fn view(self, label: &'static str, keys: impl IntoView + 'static) -> impl IntoView {
        view! {
            <div class="list-keys" hidden=move || !self.works.get()>
                <details class="details" node_ref=self.help>
                    <summary class="details__summary">"使えるキー"</summary>
                    <div class="details__body">
                        <label class="list-keys__switch">
                            <input
                                type="checkbox"
                                autocomplete="off"
                                prop:checked=move || self.on.get()
                                on:change:target=move |event| {
                                    self.on.set(event.target().checked());
                                    page::keep_choice(event.target().checked());
                                }
                            />
                            {label}
                        </label>
                        <dl>{keys}</dl>
                    </div>
                </details>
            </div>
        }
    }
}
