//! How many rows of a list are chosen, and all of the page at once. Without it each row is chosen by itself, or the form has
//! everything that the list shows.

use crate::list_keys::page::every;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast as _, web_sys::HtmlInputElement};

/// A box that chooses every row of the page, beside how many are chosen. Shown once it works; sends nothing by itself.
#[island]
pub fn ChosenRows(
    /// The id of the element that holds the list's table.
    #[prop(into)]
    list: String,
) -> impl IntoView {
    let works = RwSignal::new(false);
    let all = RwSignal::new(0_usize);
    let chosen = RwSignal::new(0_usize);
    let counted = list.clone();
    let count = move || {
        let boxes = boxes(&counted);
        all.set(boxes.len());
        chosen.set(boxes.iter().filter(|one| one.checked()).count());
    };
    let count_again = count.clone();
    let is_all = move || all.get() > 0 && chosen.get() == all.get();
    Effect::new(move || {
        count();
        works.set(true);
        let count = count.clone();
        let listener = window_event_listener(ev::change, move |_| count());
        on_cleanup(move || listener.remove());
    });
    view! {
        <span class="chosen" hidden=move || !works.get()>
            <label class="bulk__all">
                <input
                    type="checkbox"
                    autocomplete="off"
                    prop:checked=is_all
                    on:change:target=move |event| {
                        for one in boxes(&list) {
                            one.set_checked(event.target().checked());
                        }
                        count_again();
                    }
                />
                {move || format!("このページの{}件を選ぶ", all.get())}
            </label>
            <span role="status">{move || format!("{}件を選んでいます", chosen.get())}</span>
        </span>
    }
}

/// The boxes of the rows.
fn boxes(list: &str) -> Vec<HtmlInputElement> {
    every(&format!("#{list} .pick input")).into_iter().filter_map(|one| one.dyn_into().ok()).collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_box_has_no_name_and_nothing_is_seen_of_it_without_a_script() {
        let html = Owner::new().with(|| view! { <ChosenRows list="queue"/> }.to_html());
        assert!(html.contains("hidden") && !html.contains("name="), "{html}");
    }
}
