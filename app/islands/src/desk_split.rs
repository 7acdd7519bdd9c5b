//! How the criteria and the documents beside them share the width: moved with the arrows, or by hand. Without it each has its
//! usual part.

use crate::list_keys::page;
use leptos::{ev, prelude::*, wasm_bindgen::JsCast as _, web_sys::Element};

/// What the criteria can have of the width, in hundredths. The style sheet knows each of them.
const SHARES: [i32; 5] = [30, 38, 45, 52, 60];

/// The place of the usual one among them.
const USUAL: usize = 2;

/// The cookie that keeps the place. Not data, a taste: it says nothing about anybody, and the server does not read it.
const COOKIE: &str = "desk_split";

/// What stands between the two, and is moved. Shown once it works.
#[island]
pub fn DeskSplit() -> impl IntoView {
    let works = RwSignal::new(false);
    let at = RwSignal::new(USUAL);
    Effect::new(move || {
        if let Some(kept) = page::kept(COOKIE).and_then(|kept| kept.parse::<usize>().ok()) {
            at.set(kept.min(SHARES.len() - 1));
        }
        works.set(true);
    });
    Effect::new(move || {
        if works.get() {
            show(at.get());
        }
    });
    let choose = move |place: usize| {
        if place != at.get_untracked() {
            at.set(place);
            page::keep(COOKIE, Some(&place.to_string()));
        }
    };
    let pressed = move |event: ev::KeyboardEvent| {
        if let Some(place) = after(&event.key(), at.get_untracked()) {
            event.prevent_default();
            choose(place);
        }
    };
    let held = |event: ev::PointerEvent| {
        if let Some(line) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // A pointer that has just left is not held, and nothing is lost.
            let _ = line.set_pointer_capture(event.pointer_id());
        }
    };
    let moved = move |event: ev::PointerEvent| {
        let place = (event.buttons() == 1).then(|| under(event.client_x())).flatten();
        if let Some(place) = place {
            choose(place);
        }
    };
    view! {
        <div
            class="desk__split"
            role="separator"
            tabindex="0"
            title="左右の矢印キーで幅を変えられます"
            aria-label="要件と書類の幅"
            aria-orientation="vertical"
            aria-valuemin=SHARES[0].to_string()
            aria-valuemax=SHARES[SHARES.len() - 1].to_string()
            aria-valuenow=move || SHARES[at.get()].to_string()
            hidden=move || !works.get()
            on:keydown=pressed
            on:pointerdown=held
            on:pointermove=moved
        ></div>
    }
}

/// Where a key leads from a place; nothing where it is not a key of the line.
fn after(key: &str, at: usize) -> Option<usize> {
    let last = SHARES.len() - 1;
    match key {
        "ArrowLeft" => Some(at.saturating_sub(1)),
        "ArrowRight" => Some((at + 1).min(last)),
        "Home" => Some(0),
        "End" => Some(last),
        "Enter" => Some(USUAL),
        _ => None,
    }
}

/// The place that is nearest to a point of the window.
fn under(x: i32) -> Option<usize> {
    let desk = page::first(None, ".desk")?;
    nearest(x - desk.offset_left(), desk.offset_width())
}

/// The place that is nearest to a point of the whole width; nothing where there is no width.
fn nearest(x: i32, width: i32) -> Option<usize> {
    let share = x.checked_mul(100)?.checked_div(width)?;
    (0..SHARES.len()).min_by_key(|place| SHARES[*place].abs_diff(share))
}

fn show(place: usize) {
    if let Some(desk) = page::first(None, ".desk") {
        // Nothing can be wrong with the name of the attribute.
        let _ = desk.set_attribute("data-share", &SHARES[place].to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arrows_stop_at_both_ends_and_enter_leads_back() {
        assert_eq!(after("ArrowLeft", 0), Some(0));
        assert_eq!(after("ArrowRight", 4), Some(4));
        assert_eq!(["Home", "End", "Enter"].map(|key| after(key, 1)), [Some(0), Some(4), Some(USUAL)]);
        assert_eq!(after("j", 1), None);
    }

    #[test]
    fn a_pointer_leads_to_the_nearest_place() {
        assert_eq!(nearest(450, 1_000), Some(USUAL));
        assert_eq!(nearest(-20, 1_000), Some(0));
        assert_eq!(nearest(990, 1_000), Some(4));
        assert_eq!(nearest(10, 0), None);
    }
}
